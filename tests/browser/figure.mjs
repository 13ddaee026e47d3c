// The pictures of `ciclo apri` in LEGGIMI.md, made from the demonstration.
//
//   node tests/browser/figure.mjs CICLO CARTELLA   (the program, the repository; needs playwright-core and Chromium)

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

const ciclo = resolve(process.argv[2]);
const casa = resolve(process.argv[3]);
const figure = join(casa, "data/figure");
mkdirSync(figure, { recursive: true });
// The folder's name is part of what is seen.
const banco = mkdtempSync(join(tmpdir(), "figure-"));
const ufficio = join(banco, "ufficio");
const dati = join(ufficio, "data/bergamo-2022");
cpSync(join(casa, "data/bergamo-2022"), dati, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

/** A page of the program; paths of this machine are nobody's business. */
async function pagina(...argomenti) {
  const figlio = spawn(ciclo, ["apri", ...argomenti, "--senza-browser"], { cwd: ufficio, stdio: ["ignore", "pipe", "inherit"] });
  let indirizzo;
  for await (const riga of createInterface({ input: figlio.stdout })) { indirizzo = riga; break; }
  const contesto = await browser.newContext({ viewport: { width: 1180, height: 720 }, colorScheme: "light", reducedMotion: "reduce" });
  const scheda = await contesto.newPage();
  await scheda.goto(indirizzo);
  return { scheda, chiudi: async () => { await contesto.close(); figlio.kill(); } };
}

async function scatta(scheda, nome) {
  await scheda.evaluate(banco => {
    const testi = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (testi.nextNode()) testi.currentNode.data = testi.currentNode.data.replaceAll(banco, "");
    document.activeElement?.blur();
  }, banco);
  await scheda.waitForTimeout(600);
  await scheda.screenshot({ path: join(figure, nome) });
}

const vai = (scheda, dove) => scheda.goto(new URL(dove, scheda.url()).href);

try {
  execFileSync(ciclo, ["genera", "piano", "--dati", dati, "--uscita", join(banco, "prima")], { stdio: "ignore" });
  const capitolo = join(dati, "testi/piano/20-contesto.md");
  writeFileSync(capitolo, readFileSync(capitolo, "utf8").replace("\n\n", "\n\nL'anno si apre con i progetti europei già avviati.\n\n"));

  const { scheda, chiudi } = await pagina(dati);
  await vai(scheda, "/benvenuto");
  await scheda.locator("#ente").fill("Comune di Esempio");
  await scheda.locator("#anno").fill("2027");
  await scheda.locator("#servizi").fill("Tributi\nAnagrafe");
  await scatta(scheda, "apri-benvenuto.png");

  await vai(scheda, "/documento/piano");
  await scheda.waitForSelector(".foglio", { timeout: 120_000 });
  const foglio = scheda.locator(".foglio").nth(25);
  await foglio.evaluate(foglio => foglio.scrollIntoView());
  const cifra = foglio.locator('.segno[aria-label^="40%"], .segno[aria-label^="98,83%"]').first();
  await cifra.waitFor({ timeout: 60_000 });
  await cifra.evaluate(segno => segno.click());
  await scheda.locator("#origine .cella").waitFor();
  await scheda.waitForFunction(() => [...document.querySelectorAll(".foglio img")].some(img => img.naturalWidth > 0));
  await scatta(scheda, "apri-pagina.png");

  await vai(scheda, "/confronta");
  await scheda.locator(".cala input").first().setInputFiles(join(banco, "prima/piano-2022-2024.pdf"));
  await scheda.locator(".scelto b").first().waitFor();
  await scheda.locator('[data-usa="adesso"]').click();
  await scheda.locator(".scelto b").nth(1).waitFor();
  await scheda.locator("#confronta").click();
  await scheda.locator(".differenza .vedi").first().click();
  await scheda.waitForFunction(() => document.querySelectorAll(".faccia img").length > 10);
  await scheda.waitForTimeout(2500);
  await scatta(scheda, "apri-confronta.png");
  await chiudi();
} finally {
  await browser.close();
  rmSync(banco, { recursive: true, force: true });
}
