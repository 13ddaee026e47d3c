// The published pages in a browser: each without an error of axe and HTML_CodeSniffer and no longer than ten screens;
// one of each kind at telephone width, at 320 px and at 400 %; nothing asked from outside the folder, the filter by
// keyboard, every table there without scripts.
//
//   node pubblica.mjs FOLDER [SCREENSHOTS]
//
// FOLDER is what `ciclo pubblica` wrote. Run it where playwright-core, @axe-core/playwright and html_codesniffer are
// installed.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const qui = createRequire(join(process.cwd(), "package.json"));
const { chromium } = qui("playwright-core");
const { AxeBuilder } = qui("@axe-core/playwright");

const cartella = resolve(process.argv[2]);
const immagini = process.argv[3];
const radice = pathToFileURL(cartella + "/").href;
const larghezze = { computer: { width: 1280, height: 900 }, telefono: { width: 390, height: 844 } };
const UNICA = "2022/pagina-unica.html";
/** Every page, and which ones stand for their kind in screenshots and on a telephone. */
const PAGINE = readdirSync(cartella, { recursive: true }).filter((nome) => nome.endsWith(".html")).sort();
const genere = (nome) => nome.split("/").slice(0, 2).join("/").replace(/^(.*\/(cruscotti|obiettivi|progetti|documenti)).*/, "$1");
const ESEMPI = PAGINE.filter((nome, posto) => PAGINE.findIndex((altra) => genere(altra) === genere(nome)) === posto);
/** Ten screens of a desktop. */
const ALTEZZA = 9000;
const SNIFFER = readFileSync(qui.resolve("html_codesniffer/build/HTMLCS.js"), "utf8");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Opens a page of the folder; fails if anything is asked from outside it or cannot be had. */
async function apri(nome, opzioni) {
  const contesto = await browser.newContext(opzioni);
  const pagina = await contesto.newPage();
  const richieste = [];
  pagina.on("request", (richiesta) => richieste.push(richiesta.url()));
  pagina.on("requestfailed", (richiesta) => assert.fail(`${nome}: ${richiesta.url()} cannot be had`));
  pagina.on("pageerror", (errore) => assert.fail(`${nome}: ${errore}`));
  await pagina.goto(radice + nome);
  await pagina.evaluate(() => document.fonts.ready);
  return { pagina, richieste, chiudi: () => contesto.close() };
}

async function accessibile(nome, quale, viewport) {
  const { pagina, richieste, chiudi } = await apri(nome, { viewport, bypassCSP: true });
  const fuori = richieste.filter((url) => !url.startsWith(radice) && !url.startsWith("data:"));
  assert.deepEqual(fuori, [], `${nome}, ${quale}: requests that leave the folder`);
  const caratteri = await pagina.evaluate(() => [...document.fonts].filter((uno) => uno.status === "loaded").length);
  assert.ok(caratteri > 1, `${nome}, ${quale}: the fonts of the folder are used`);
  const { violations } = await new AxeBuilder({ page: pagina }).options({ preload: false }).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], `${nome}, ${quale}`);
  const [alto, largo] = await pagina.evaluate(() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]);
  assert.ok(largo <= viewport.width, `${nome}, ${quale}: ${largo} px wide`);
  if (quale === "computer" && nome !== UNICA) assert.ok(alto <= ALTEZZA, `${nome}: ${alto} px high`);
  if (quale === "computer") await senzaErrori(nome, pagina);
  if (immagini && ESEMPI.includes(nome)) {
    mkdirSync(immagini, { recursive: true });
    await pagina.screenshot({ path: join(immagini, `${nome.replaceAll("/", "-")}-${quale}.png`), fullPage: nome !== UNICA });
  }
  await chiudi();
}

/** What HTML_CodeSniffer calls an error by WCAG 2.1 AA. */
async function senzaErrori(nome, pagina) {
  await pagina.evaluate(SNIFFER);
  const errori = await pagina.evaluate(
    () =>
      new Promise((fatto) =>
        window.HTMLCS.process("WCAG2AA", document, () =>
          fatto(
            window.HTMLCS.getMessages()
              .filter((messaggio) => messaggio.type === window.HTMLCS.ERROR)
              .map((messaggio) => `${messaggio.code}: ${messaggio.element.outerHTML?.slice(0, 160)}`),
          ),
        ),
      ),
  );
  assert.deepEqual(errori, [], nome);
}

/** Text four times as large, which is a page 320 px wide: what is wider scrolls in its own place. */
async function ingrandita(nome) {
  const { pagina, chiudi } = await apri(nome, { viewport: { width: 320, height: 225 }, deviceScaleFactor: 4 });
  const largo = await pagina.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(largo <= 320, `${nome} at 400 %: ${largo} px wide`);
  await chiudi();
}

/** The folder under a path of a server, as on a site of many sections: everything stays below that path. */
async function sottoUnPercorso() {
  const base = "/it/amministrazione-trasparente/performance/";
  const tipi = { ".html": "text/html", ".css": "text/css", ".woff2": "font/woff2", ".png": "image/png" };
  const altrove = [];
  const server = createServer((richiesta, risposta) => {
    const percorso = decodeURIComponent(new URL(richiesta.url, "http://qui").pathname);
    try {
      if (!percorso.startsWith(base)) throw new Error("outside");
      const byte = readFileSync(join(cartella, percorso.slice(base.length)));
      risposta.writeHead(200, { "content-type": tipi[extname(percorso)] ?? "application/octet-stream" }).end(byte);
    } catch {
      altrove.push(percorso);
      risposta.writeHead(404).end();
    }
  });
  await new Promise((pronto) => server.listen(0, "127.0.0.1", pronto));
  const inizio = `http://127.0.0.1:${server.address().port}${base}`;
  const contesto = await browser.newContext();
  const pagina = await contesto.newPage();
  const collegate = new Set();
  for (const nome of ESEMPI) {
    await pagina.goto(inizio + nome);
    await pagina.evaluate(() => document.fonts.ready);
    const vie = await pagina.evaluate(() => [...document.querySelectorAll("a[href]")].map((via) => via.href.split("#")[0]));
    vie.filter((via) => via.startsWith("http://127.")).forEach((via) => collegate.add(via));
  }
  for (const via of collegate) await contesto.request.head(via);
  assert.deepEqual(altrove.filter((percorso) => percorso !== "/favicon.ico"), [], "under a sub-path");
  assert.ok(collegate.size > 50, `${collegate.size} links`);
  await contesto.close();
  server.close();
}

const visibili = (pagina) =>
  pagina.evaluate(() => [...document.querySelectorAll("tr.indicatore")].filter((riga) => riga.checkVisibility()).length);

async function filtroDaTastiera(viewport) {
  const { pagina, chiudi } = await apri(UNICA, { viewport });
  const tutti = await visibili(pagina);
  assert.ok(tutti > 200, `${tutti} rows`);
  for (let passi = 0; passi < 60; passi += 1) {
    await pagina.keyboard.press("Tab");
    if (await pagina.evaluate(() => document.activeElement?.id === "cerca")) break;
  }
  assert.ok(await pagina.evaluate(() => document.activeElement?.id === "cerca"), "Tab reaches the filter");
  await pagina.keyboard.type("TURISMO bergamo");
  const pochi = await visibili(pagina);
  assert.ok(pochi > 0 && pochi < tutti / 4, `${pochi} of ${tutti}`);
  const esito = await pagina.textContent("#esito-filtro");
  assert.match(esito, new RegExp(`^${pochi} indicator[ei] in \\d+ cruscott[oi]$`));
  if (immagini) await pagina.screenshot({ path: join(immagini, `filtro-${viewport.width}.png`) });
  await pagina.keyboard.press("Tab");
  const dove = await pagina.evaluate(() => document.activeElement?.closest("#trovati") && document.activeElement.hash);
  assert.match(dove ?? "", /^#(piano|relazione)-/, "the cruscotti that were found come next");
  await pagina.keyboard.press("Enter");
  const vicino = await pagina.evaluate((id) => document.querySelector(id).getBoundingClientRect().top, dove);
  const copre = await pagina.evaluate(() => document.getElementById("filtro").getBoundingClientRect().bottom);
  assert.ok(vicino >= copre - 1 && vicino < viewport.height, `the cruscotto is in sight: ${vicino}, filter down to ${copre}`);
  if (immagini) await pagina.screenshot({ path: join(immagini, `trovato-${viewport.width}.png`) });
  await pagina.focus("#cerca");
  await pagina.keyboard.press("Escape");
  assert.equal(await visibili(pagina), tutti, "Escape shows all again");
  await pagina.keyboard.type("xyzxyz");
  assert.equal(await visibili(pagina), 0);
  assert.match(await pagina.textContent("#esito-filtro"), /^Nessun indicatore/);
  await chiudi();
}

async function senzaScript(viewport) {
  const con = await apri(UNICA, { viewport });
  const senza = await apri(UNICA, { viewport, javaScriptEnabled: false });
  const conta = (pagina) => pagina.locator("table").count();
  assert.equal(await conta(senza.pagina), await conta(con.pagina));
  const righe = senza.pagina.locator("tr.indicatore");
  const quante = await righe.count();
  assert.ok(quante > 200, `${quante} rows`);
  assert.equal(quante, await con.pagina.locator("tr.indicatore").count());
  for (const posto of [0, Math.floor(quante / 2), quante - 1]) assert.ok(await righe.nth(posto).isVisible());
  assert.ok(!(await senza.pagina.locator("#filtro").isVisible()), "a filter that cannot work is not shown");
  await con.chiudi();
  await senza.chiudi();
}

try {
  await sottoUnPercorso();
  for (const nome of PAGINE) await accessibile(nome, "computer", larghezze.computer);
  for (const nome of new Set([...ESEMPI, UNICA])) {
    await accessibile(nome, "telefono", larghezze.telefono);
    await ingrandita(nome);
  }
  for (const viewport of [larghezze.computer, larghezze.telefono]) {
    await filtroDaTastiera(viewport);
    await senzaScript(viewport);
  }
  console.log(`${PAGINE.length} pages are as they should be.`);
} finally {
  await browser.close();
}
