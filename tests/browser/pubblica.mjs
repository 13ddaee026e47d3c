// The published page in a browser: accessible at desktop and telephone width, nothing asked from outside its folder,
// the filter by keyboard, every table there without scripts.
//
//   node pubblica.mjs FOLDER [SCREENSHOTS]
//
// FOLDER is what `ciclo pubblica` wrote. Run it where playwright-core and @axe-core/playwright are installed.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const qui = createRequire(join(process.cwd(), "package.json"));
const { chromium } = qui("playwright-core");
const { AxeBuilder } = qui("@axe-core/playwright");

const cartella = resolve(process.argv[2]);
const immagini = process.argv[3];
const radice = pathToFileURL(cartella + "/").href;
const larghezze = { computer: { width: 1280, height: 900 }, telefono: { width: 390, height: 844 } };
const PAGINE = ["index.html", "2022/index.html", "2022/nota-di-pubblicazione.html"];

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
  const { pagina, richieste, chiudi } = await apri(nome, { viewport });
  const { violations } = await new AxeBuilder({ page: pagina }).options({ preload: false }).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], `${nome}, ${quale}`);
  const largo = await pagina.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(largo <= viewport.width, `${nome}, ${quale}: ${largo} px wide`);
  const fuori = richieste.filter((url) => !url.startsWith(radice));
  assert.deepEqual(fuori, [], `${nome}, ${quale}: requests that leave the folder`);
  assert.ok(richieste.some((url) => url.endsWith(".ttf")), `${nome}, ${quale}: the fonts of the folder are used`);
  if (immagini) {
    mkdirSync(immagini, { recursive: true });
    await pagina.screenshot({ path: join(immagini, `${nome.replaceAll("/", "-")}-${quale}.png`), fullPage: nome !== "2022/index.html" });
  }
  await chiudi();
}

const visibili = (pagina) =>
  pagina.evaluate(() => [...document.querySelectorAll("tr.indicatore")].filter((riga) => riga.checkVisibility()).length);

async function filtroDaTastiera(viewport) {
  const { pagina, chiudi } = await apri("2022/index.html", { viewport });
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
  const con = await apri("2022/index.html", { viewport });
  const senza = await apri("2022/index.html", { viewport, javaScriptEnabled: false });
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
  for (const [quale, viewport] of Object.entries(larghezze)) {
    for (const nome of PAGINE) await accessibile(nome, quale, viewport);
    await filtroDaTastiera(viewport);
    await senzaScript(viewport);
  }
  console.log("The page is as it should be.");
} finally {
  await browser.close();
}
