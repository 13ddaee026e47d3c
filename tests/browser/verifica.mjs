// The page of `ciclo verifica --formato html` in Chromium: no axe violation at desktop and phone width, nothing
// that sticks out, the whole content and its filters without scripts, and a print of what they leave.
//
//   ciclo verifica --formato html > verifica.html
//   node tests/browser/verifica.mjs verifica.html
//
// Needs playwright-core and @axe-core/playwright; CHROMIUM names another browser than /usr/bin/chromium.

import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const SCHERMI = { "desktop": { width: 1280, height: 900 }, "phone": { width: 360, height: 740 } };

assert.ok(process.argv[2], "which page? node tests/browser/verifica.mjs verifica.html");
const indirizzo = pathToFileURL(resolve(process.argv[2])).href;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});
try {
  for (const [nome, viewport] of Object.entries(SCHERMI)) await accessibile(nome, viewport);
  await senzaScript();
  await stampata();
  console.log("verifica.html: no violation, nothing lost without scripts");
} finally {
  await browser.close();
}

async function pagina(opzioni) {
  const contesto = await browser.newContext(opzioni);
  const richieste = [];
  contesto.on("request", (richiesta) => richieste.push(richiesta.url()));
  const aperta = await contesto.newPage();
  await aperta.goto(indirizzo);
  assert.deepEqual(richieste, [indirizzo], "the page asks for nothing else");
  return aperta;
}

async function accessibile(nome, viewport) {
  const aperta = await pagina({ viewport });
  const { violations } = await new AxeBuilder({ page: aperta }).analyze();
  const elenco = violations.map((v) => `${v.id}: ${v.help} (${v.nodes[0].html})`);
  assert.deepEqual(elenco, [], `axe, ${nome}`);
  const [pieno, visibile] = await aperta.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(pieno <= visibile, `${nome}: the page is ${pieno} wide and the screen ${visibile}`);
  await aperta.context().close();
}

async function senzaScript() {
  const aperta = await pagina({ javaScriptEnabled: false });
  const voci = await aperta.locator("nav a").count();
  assert.ok(voci > 1, "the table of contents");
  assert.equal(await aperta.locator("#da-guardare ~ section").count() >= voci, true, "a section for each entry");
  assert.ok((await aperta.locator("main tbody tr").count()) > 0, "diagnoses");
  for (const collegamento of await aperta.locator("nav a").all()) {
    const meta = await collegamento.getAttribute("href");
    assert.equal(await aperta.locator(`section${meta} h3`).count(), 1, `${meta} leads somewhere`);
  }
  await aperta.locator("#servizio").selectOption("1");
  const servizi = await aperta.locator("main section:visible").evaluateAll((s) => s.map((x) => x.dataset.servizio));
  assert.ok(servizi.length > 0 && servizi.every((n) => n === "1"), `only the chosen service: ${servizi}`);
  await aperta.locator("#servizio").selectOption("");
  for (const livello of ["errore", "avviso", "nota", "accettato"]) {
    await aperta.locator(`#mostra-${livello}`).uncheck();
    assert.equal(await aperta.locator(`tr.${livello}:visible`).count(), 0, `no ${livello}`);
  }
  await aperta.context().close();
}

async function stampata() {
  const aperta = await pagina({});
  const pagine = async () => {
    const pdf = (await aperta.pdf({ preferCSSPageSize: true })).toString("latin1");
    return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  };
  const tutte = await pagine();
  await aperta.locator("#servizio").selectOption("1");
  assert.ok((await pagine()) < tutte, `a service is fewer pages than ${tutte}`);
  await aperta.context().close();
}
