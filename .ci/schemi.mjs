// Validates published JSON by the schemas that stand beside it, with Ajv as it comes and at its strictest.
//
//   node schemi.mjs FOLDER
//
// FOLDER is what `ciclo pubblica` wrote. Run it where ajv is installed.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const qui = createRequire(join(process.cwd(), "package.json"));
const Ajv = qui("ajv/dist/2020").default;
const rigido = { strict: true, strictTypes: true, strictTuples: true, strictRequired: true, allErrors: true };

const radice = resolve(process.argv[2]);
const anni = readdirSync(radice).filter((nome) => /^\d{4}$/.test(nome));
const file = ["indice.json", ...anni.flatMap((anno) => [`${anno}/modello.json`, `${anno}/pubblicazione.json`])];
const leggi = (nome) => JSON.parse(readFileSync(join(radice, nome), "utf8"));
for (const nome of file) {
  const schema = leggi(nome.replace(/\.json$/, ".schema.json"));
  for (const opzioni of [{}, rigido]) {
    const valida = new Ajv(opzioni).compile(schema);
    assert.ok(valida(leggi(nome)), `${nome}: ${JSON.stringify(valida.errors)}`);
    assert.ok(!valida({ ...leggi(nome), schema: "ciclo/0" }), `${nome}: another version passes`);
  }
}
console.log(`${file.length} JSON files are as their schemas say.`);
