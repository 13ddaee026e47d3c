// The page of a comparison in a real browser: accessible, filtered and walked by keyboard, whole without scripts.
//
//   ciclo confronta VECCHIO NUOVO --formato html -o confronto.html
//   node tests/browser/confronta.mjs confronto.html      (needs playwright-core, @axe-core/playwright and Chromium)

import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import AxeModule from "@axe-core/playwright";
import { chromium } from "playwright-core";

const AxeBuilder = AxeModule.default ?? AxeModule;
const pagina = pathToFileURL(resolve(process.argv[2])).href;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

async function apri(opzioni = {}) {
  const contesto = await browser.newContext(opzioni);
  const richieste = [];
  contesto.on("request", richiesta => richieste.push(richiesta.url()));
  const scheda = await contesto.newPage();
  await scheda.goto(pagina);
  assert.deepEqual(richieste, [pagina], "the page asks for nothing else");
  return scheda;
}

const visibili = scheda => scheda.locator(".voce:visible").count();

async function accessibile() {
  for (const [nome, viewport] of [["large", { width: 1200, height: 900 }], ["phone", { width: 360, height: 640 }]]) {
    const scheda = await apri({ viewport });
    const { violations } = await new AxeBuilder({ page: scheda }).analyze();
    assert.deepEqual(violations.map(v => `${v.id}: ${v.nodes[0].html}`), [], `axe, ${nome}`);
    const larga = await scheda.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(larga, false, `no sideways scrolling, ${nome}`);
  }
}

async function filtraDaTastiera() {
  const scheda = await apri();
  const tutte = await visibili(scheda);
  assert.ok(tutte > 3, "a page with several differences");
  await scheda.locator("#gruppo").focus();
  await scheda.keyboard.press("ArrowDown");
  const scelto = await scheda.locator("#gruppo").inputValue();
  assert.notEqual(scelto, "");
  const nelGruppo = await visibili(scheda);
  assert.ok(nelGruppo > 0 && nelGruppo < tutte);
  assert.equal(await scheda.locator(`section[data-gruppo="${scelto}"] .voce:visible`).count(), nelGruppo);
  assert.equal(await scheda.locator("#stato").innerText(), `Mostrate ${nelGruppo} di ${tutte}`);
  await scheda.keyboard.press("ArrowUp");
  await scheda.keyboard.press("Tab");
  const tipo = await scheda.evaluate(() => document.activeElement.value);
  await scheda.keyboard.press("Space");
  assert.equal(await scheda.locator(`.voce[data-tipo="${tipo}"]:visible`).count(), 0);
  assert.ok(await visibili(scheda) < tutte);
}

async function scorreDaTastiera() {
  const scheda = await apri();
  const posto = () => scheda.evaluate(() => [...document.querySelectorAll(".voce")].indexOf(document.activeElement));
  await scheda.keyboard.press("n");
  assert.equal(await posto(), 0);
  await scheda.keyboard.press("n");
  assert.equal(await posto(), 1);
  await scheda.keyboard.press("p");
  await scheda.keyboard.press("p");
  assert.equal(await posto(), await scheda.locator(".voce").count() - 1, "from the first one back to the last");
  // What is reached is seen: the bar of filters does not cover it.
  await scheda.keyboard.press("n");
  const coperta = await scheda.evaluate(() => {
    const { left, top } = document.activeElement.getBoundingClientRect();
    return !document.activeElement.contains(document.elementFromPoint(left + 5, top + 12));
  });
  assert.equal(coperta, false);
}

async function senzaScript() {
  const scheda = await apri({ javaScriptEnabled: false });
  assert.equal(await visibili(scheda), await scheda.locator(".voce").count());
  assert.equal(await scheda.locator("#filtri").isVisible(), false, "no controls that do nothing");
}

for (const prova of [accessibile, filtraDaTastiera, scorreDaTastiera, senzaScript]) {
  await prova();
  console.log(`ok ${prova.name}`);
}
await browser.close();
