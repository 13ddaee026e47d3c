// `ciclo apri` as people use it, in a real browser: an office's day from the page alone, and a reviewer's with two PDFs.
//
//   node tests/browser/studio.mjs CICLO CARTELLA   (the program, the repository; needs playwright-core, @axe-core/playwright,
//                                                   Chromium and LibreOffice)

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import AxeModule from "@axe-core/playwright";
import { chromium } from "playwright-core";

const AxeBuilder = AxeModule.default ?? AxeModule;
const ciclo = resolve(process.argv[2]);
const casa = resolve(process.argv[3]);
const banco = mkdtempSync(join(tmpdir(), "studio-"));
const dati = join(banco, "ciclo");
cpSync(join(casa, "data/bergamo-2022"), dati, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const aperti = [];

/** The program with its page, in a folder of its own. */
async function apri(...argomenti) {
  const figlio = spawn(ciclo, ["apri", ...argomenti, "--senza-browser"], { cwd: banco, stdio: ["ignore", "pipe", "inherit"] });
  aperti.push(figlio);
  for await (const riga of createInterface({ input: figlio.stdout })) return riga;
}

async function scheda(indirizzo, opzioni = {}) {
  const contesto = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...opzioni });
  const pagina = await contesto.newPage();
  const guasti = [];
  pagina.on("pageerror", guasto => guasti.push(guasto.message));
  pagina.on("request", richiesta => {
    if (new URL(richiesta.url()).host !== new URL(indirizzo).host) guasti.push(`a request to ${richiesta.url()}`);
  });
  pagina.on("dialog", dialogo => dialogo.accept());
  await pagina.goto(indirizzo);
  assert.equal(new URL(pagina.url()).search, "", "the key leaves the address");
  return { pagina, guasti };
}

const foglio = (pagina, n) => pagina.locator(".foglio").nth(n);
const composto = pagina => pagina.waitForSelector(".foglio", { timeout: 120_000 });
const vai = (pagina, dove) => pagina.goto(new URL(dove, pagina.url()).href);

/** Screens: a desk, a small window, a telephone, each by day and by night; and a desk at 200 %. */
const SCHERMI = [["light", 1440, 900], ["dark", 1440, 900], ["light", 820, 1100], ["dark", 820, 1100], ["light", 360, 740], ["dark", 360, 740], ["light", 720, 450]];

/** No fault of accessibility, and nothing that scrolls sideways but tables and drawings. A view is an address, with what
 *  is done there before it is looked at. */
async function accessibile(indirizzo, viste) {
  for (const [colorScheme, width, height] of SCHERMI) {
    const { pagina, guasti } = await scheda(indirizzo, { viewport: { width, height }, colorScheme });
    for (const [vista, prima] of viste.map(vista => [vista].flat())) {
      await vai(pagina, vista);
      if (vista.startsWith("/documento")) await composto(pagina);
      await prima?.(pagina);
      await pagina.waitForTimeout(400);
      const { violations } = await new AxeBuilder({ page: pagina }).analyze();
      assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes[0].html}`), [], `axe, ${vista}, ${width} ${colorScheme}`);
      const larga = await pagina.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(larga, false, `no sideways scrolling, ${vista}, ${width}`);
    }
    assert.deepEqual(guasti, []);
    await pagina.context().close();
  }
}

/** The list of what changed since an older draft, the first of them chosen. */
const apreCambiato = vecchio => async pagina => {
  await pagina.locator("#l-cambiato").click();
  await pagina.locator("#cambiato .capo-cambiato").waitFor();
  const cala = pagina.locator("#cambiato .cala input");
  if (await cala.count()) await cala.setInputFiles(vecchio);
  await pagina.locator("#cambiato .differenza").first().waitFor({ timeout: 60_000 });
  await pagina.locator("#cambiato a.vedi").first().click();
};

/** The scheda of a service, a figure of which is asked where it comes from. */
async function chiedeAllaScheda(pagina) {
  await pagina.locator(".foglio .segno").nth(2).waitFor({ timeout: 60_000 });
  await pagina.locator(".foglio .segno").nth(2).press("Enter");
  await pagina.locator("#origine h2").waitFor();
}

/** The pages follow a workbook saved by LibreOffice, and the reader stays where they were. */
async function segueIlFoglio(pagina) {
  const file = join(dati, "servizi/affari-generali.xlsx");
  await pagina.evaluate(() => document.querySelectorAll(".foglio")[20].scrollIntoView());
  await pagina.waitForFunction(() => document.querySelectorAll(".foglio")[20].querySelector(".segno"));
  const prima = await pagina.locator(".foglio").evaluateAll(fogli => fogli.map(f => f.dataset.impronta));
  const inCima = () => pagina.evaluate(() => document.querySelectorAll(".foglio")[20].getBoundingClientRect().top);
  const posto = await inCima();
  const python = `
import sys, zipfile, re
da, a = sys.argv[1:]
zin = zipfile.ZipFile(da); out = zipfile.ZipFile(a, "w", zipfile.ZIP_DEFLATED)
for nome in zin.namelist():
    byte = zin.read(nome)
    if nome.endswith("sharedStrings.xml") or "worksheets/sheet" in nome:
        byte = byte.replace("Scheda progetto".encode(), "Verbale della Giunta".encode())
    out.writestr(nome, byte)
out.close()`;
  const bozza = join(banco, "affari-generali.xlsx");
  execFileSync("python3", ["-c", python, file, bozza]);
  execFileSync("soffice", ["--headless", `-env:UserInstallation=file://${banco}/ufficio`, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", join(dati, "servizi"), bozza], { stdio: "ignore" });
  await pagina.waitForFunction(prima => [...document.querySelectorAll(".foglio")].some((f, n) => f.dataset.impronta !== prima[n]), prima, { timeout: 120_000 });
  assert.ok(Math.abs(await inCima() - posto) < 40, "the reader stays in place");
}

/** A click on a figure says its cell; the keyboard goes from one to the next. */
async function chiedeDaDove(pagina) {
  await pagina.evaluate(() => document.querySelectorAll(".foglio")[26].scrollIntoView());
  const segno = foglio(pagina, 26).locator(".segno").nth(3);
  await segno.click();
  const origine = pagina.locator("#origine");
  await origine.locator(".cella b").waitFor();
  assert.match(await origine.locator(".cella").innerText(), /servizi\/.*\.xlsx[\s\S]*[A-Z]+\d+/);
  await pagina.keyboard.press("Escape");
  assert.equal(await origine.isHidden(), true);
  await segno.focus();
  await pagina.keyboard.press("ArrowRight");
  await pagina.keyboard.press("Enter");
  await origine.locator("h2").waitFor();
}

/** A finding filtered by service; each names its cell. */
async function guardaIRilievi(pagina) {
  const tutti = await pagina.locator(".rilievo:visible").count();
  assert.ok(tutti > 10);
  await pagina.locator(".servizi button").nth(2).click();
  const suoi = await pagina.locator(".rilievo:visible").count();
  assert.ok(suoi < tutti);
  await pagina.locator("[data-libera]").click();
  assert.equal(await pagina.locator(".rilievo:visible").count(), tutti);
}

async function scriveUnCapitolo(pagina) {
  await vai(pagina, "/capitoli");
  const testo = pagina.locator("#testo");
  await testo.press("Control+End");
  await testo.pressSequentially("\n\nNel {{ an");
  await pagina.locator("#proposte li").first().waitFor();
  await pagina.keyboard.press("Enter");
  assert.match(await testo.inputValue(), /Nel \{\{ [\w.]+ \}\}$/);
  await pagina.locator("#salva").click();
  await pagina.waitForFunction(() => document.querySelector("#salvato").textContent === "salvato");
  await testo.pressSequentially(" {{ inventato }}");
  await pagina.keyboard.press("Control+s");
  await pagina.locator("#voci .rilievo.errore").waitFor({ timeout: 60_000 });
  assert.match(await pagina.locator("#voci").innerText(), /inventato/);
  for (let n = 0; n < 16; n++) await testo.press("Backspace");
  await pagina.locator("#salva").click();
  await pagina.waitForFunction(() => document.querySelector("#voci .rilievo.errore") === null, undefined, { timeout: 60_000 });
}

async function giraIModuli(pagina) {
  await vai(pagina, "/giro");
  const [scarica] = await Promise.all([pagina.waitForEvent("download"), pagina.locator(".moduli a").nth(5).click()]);
  const modulo = join(banco, scarica.suggestedFilename());
  await scarica.saveAs(modulo);
  await pagina.locator(".cala input").setInputFiles(modulo);
  await pagina.locator("#esito pre").waitFor();
  assert.match(await pagina.locator("#esito pre").innerText(), /Andrebbe in consuntivi\//);
  await pagina.locator("#prendi").click();
  await pagina.waitForFunction(() => document.querySelector("#esito pre").textContent.includes("Preso: consuntivi/"), undefined, { timeout: 60_000 });
}

async function pubblica(pagina) {
  await vai(pagina, "/pubblica");
  await pagina.locator("#quale").selectOption("piano");
  await pagina.locator("#prova").click();
  await pagina.waitForFunction(() => document.querySelector("#esito pre").textContent.includes("File che sarebbero pubblici"), undefined, { timeout: 120_000 });
  await pagina.locator("button[type=submit]").click();
  await pagina.waitForFunction(() => document.querySelector("#esito pre").textContent.includes("index.html (") === false
    && /output\/pubblicazione\/2022/.test(document.querySelector("#esito pre").textContent), undefined, { timeout: 180_000 });
  assert.match(readFileSync(join(banco, "output/pubblicazione/index.html"), "utf8"), /Piano/);
}

/** What changed since an older PDF, each change at its place on the page. */
async function guardaCheCosaECambiato(pagina, vecchio) {
  await vai(pagina, "/documento/piano");
  await composto(pagina);
  await pagina.locator("#l-rilievi").focus();
  await pagina.keyboard.press("ArrowRight");
  await pagina.locator("#cambiato .cala input").setInputFiles(vecchio);
  await pagina.locator("#cambiato .differenza").first().waitFor({ timeout: 60_000 });
  await pagina.locator("#cambiato a.vedi").first().press("Enter");
  await pagina.locator(".segno.scelto").waitFor();
  const [segno, finestra] = await Promise.all([pagina.locator(".segno.scelto").boundingBox(), pagina.locator("main").boundingBox()]);
  assert.ok(segno.y > finestra.y && segno.y < finestra.y + finestra.height, "it is in view");
  await pagina.locator("#cambiato [data-togli-riferimento]").click();
  await pagina.locator("#cambiato .cala").waitFor();
  await pagina.locator("#l-rilievi").click();
}

/** Every bar and label of a chart leads to its own cell. */
async function chiedeAlGrafico(pagina) {
  const grafici = pagina.locator('.foglio .segno[aria-label^="Grafico"]');
  await pagina.evaluate(() => document.querySelectorAll(".foglio")[9].scrollIntoView());
  await grafici.nth(1).waitFor({ timeout: 60_000 });
  const celle = new Set();
  for (let n = 1; n < 5; n++) {
    await grafici.nth(n).press("Enter");
    await pagina.locator("#origine .cella b").waitFor();
    celle.add(await pagina.locator("#origine .cella").innerText());
  }
  assert.ok(celle.size > 2, [...celle].join());
  await pagina.keyboard.press("Escape");
}

/** A service's scheda, and the guide. */
async function guardaSchedaEGuida(pagina) {
  await pagina.locator("a.scheda").first().click();
  await composto(pagina);
  assert.match(await pagina.locator(".barra h1").innerText(), /^Scheda/);
  await vai(pagina, "/guida");
  await pagina.locator(".lettura h2").first().waitFor();
  await vai(pagina, "/documento/piano");
  await composto(pagina);
}

/** From nothing: the demonstration, in a folder of its own. */
async function apreLaDimostrazione(pagina, cartella) {
  await pagina.locator("#dimostrazione button").click();
  await pagina.waitForURL("**/documento/piano", { timeout: 120_000 });
  await composto(pagina);
  assert.match(readFileSync(join(cartella, "bergamo-2022/ciclo.toml"), "utf8"), /\[ente\]/);
}

/** A reviewer without a cycle reads what changed between two PDFs. */
async function confrontaDuePdf(pagina, vecchio, nuovo) {
  await vai(pagina, "/confronta");
  await pagina.locator(".cala input").nth(0).setInputFiles(vecchio);
  await pagina.locator(".scelto b").nth(0).waitFor();
  await pagina.locator(".cala input").nth(1).setInputFiles(nuovo);
  await pagina.locator(".scelto b").nth(1).waitFor();
  await pagina.locator("#confronta").click();
  const differenze = pagina.locator(".differenza");
  await differenze.first().waitFor({ timeout: 60_000 });
  assert.ok(await pagina.locator('[data-faccia="adesso"] .cambiata').count() > 0, "outlined on the pages");
  await pagina.keyboard.press("n");
  await pagina.locator(".differenza.scelta").waitFor();
  await pagina.waitForFunction(() => {
    const dentro = ({ top, bottom }, cornice) => top >= cornice.top && bottom <= cornice.bottom;
    return [...document.querySelectorAll(".faccia .fogli")].some(fogli => {
      const qui = fogli.querySelector(".qui");
      return qui && dentro(qui.getBoundingClientRect(), fogli.getBoundingClientRect());
    });
  });
  await pagina.waitForFunction(() => [...document.querySelectorAll(".faccia img")].some(img => img.complete && img.naturalWidth > 0));
  // They scroll together, as far as what corresponds goes.
  const cime = () => pagina.locator(".faccia .fogli").evaluateAll(fogli => fogli.map(f => f.scrollTop));
  const prima = await cime();
  await pagina.locator('[data-faccia="prima"] .fogli').hover();
  await pagina.mouse.wheel(0, 1200);
  await pagina.waitForFunction(prima => [...document.querySelectorAll(".faccia .fogli")].every((f, n) => f.scrollTop > prima[n] + 600), prima);
}

try {
  execFileSync(ciclo, ["genera", "piano", "--dati", dati, "--uscita", join(banco, "prima")]);
  const indirizzo = await apri(dati);
  const { pagina, guasti } = await scheda(indirizzo);
  await composto(pagina);
  await guardaIRilievi(pagina);
  await chiedeDaDove(pagina);
  await segueIlFoglio(pagina);
  const [pdf] = await Promise.all([pagina.waitForEvent("download"), pagina.locator(".barra .scarica").click()]);
  const nuovo = join(banco, pdf.suggestedFilename());
  await pdf.saveAs(nuovo);
  const vecchio = join(banco, "prima/piano-2022-2024.pdf");
  await chiedeAlGrafico(pagina);
  await guardaCheCosaECambiato(pagina, vecchio);
  const unaScheda = await pagina.locator("a.scheda").first().getAttribute("href");
  await accessibile(indirizzo, [
    "/documento/piano", "/capitoli", "/giro", "/confronta", "/pubblica", "/benvenuto", "/guida",
    [unaScheda, chiedeAllaScheda], ["/documento/piano", apreCambiato(vecchio)],
  ]);
  await guardaSchedaEGuida(pagina);
  await scriveUnCapitolo(pagina);
  await giraIModuli(pagina);
  await pubblica(pagina);
  assert.deepEqual(guasti, []);

  const senzaCiclo = mkdtempSync(join(banco, "revisore-"));
  const figlio = spawn(ciclo, ["apri", "--senza-browser"], { cwd: senzaCiclo, stdio: ["ignore", "pipe", "inherit"] });
  aperti.push(figlio);
  let revisore;
  for await (const riga of createInterface({ input: figlio.stdout })) { revisore = riga; break; }
  const altra = await scheda(revisore);
  await confrontaDuePdf(altra.pagina, vecchio, nuovo);
  const { violations } = await new AxeBuilder({ page: altra.pagina }).analyze();
  assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes[0].html}`), [], "axe, two drafts side by side");
  await vai(altra.pagina, "/benvenuto");
  await apreLaDimostrazione(altra.pagina, senzaCiclo);
  assert.deepEqual(altra.guasti, []);
  writeFileSync(1, "ciclo apri: the whole day, from the page alone\n");
} finally {
  aperti.forEach(figlio => figlio.kill());
  await browser.close();
  rmSync(banco, { recursive: true, force: true });
}
