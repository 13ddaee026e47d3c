// What the views share: a button that waits, a file that is dropped, what a verb said.

import { chiedi, tutti, uno } from "/risorse/studio.js";

/** Shows what a verb said, and leads the reader there. */
export function di(esito, detto) {
  const parole = esito.matches("pre") ? esito : uno("pre", esito);
  parole.textContent = detto;
  esito.hidden = false;
  esito.focus();
}

/** One thing at a time: the button rests until the program has answered. */
export async function intanto(pulsante, lavoro) {
  const detto = pulsante.textContent;
  pulsante.disabled = true;
  pulsante.textContent = "Un momento…";
  try { return await lavoro(); } finally {
    pulsante.disabled = false;
    pulsante.textContent = detto;
  }
}

const manda = (indirizzo, file, testate = {}) => chiedi(indirizzo, {
  method: "POST",
  headers: { "content-type": "application/octet-stream", "x-nome": encodeURIComponent(file.name), ...testate },
  body: file,
});

/** What stands in a folder that was dropped, not in the folders within. */
const dentro = cartella => new Promise((bene, male) => {
  const lettore = cartella.createReader();
  const trovati = [];
  const altri = () => lettore.readEntries(voci => {
    if (voci.length === 0) bene(trovati);
    else { trovati.push(...voci.filter(voce => voce.isFile)); altri(); }
  }, male);
  altri();
});
const apri = voce => new Promise((bene, male) => voce.file(bene, male));

/** Sends of a published year's folder what a comparison needs: its model, then its PDFs. */
async function mandaAnno(indirizzo, cartella) {
  const file = await Promise.all((await dentro(cartella)).filter(({ name }) => name === "modello.json" || /\.pdf$|^ciclo\.toml$/i.test(name)).map(apri));
  const modello = file.find(({ name }) => name === "modello.json");
  if (!modello) {
    const ciclo = file.some(({ name }) => name === "ciclo.toml");
    throw new Error(ciclo ? "Questa è la cartella di un ciclo: aprila da «Cicli», poi usa il ciclo aperto."
      : "In questa cartella non c'è modello.json: ci vuole quella di un anno pubblicato, per esempio 2022.");
  }
  const testate = { "x-cartella": encodeURIComponent(cartella.name) };
  const preso = await (await manda(indirizzo, modello, testate)).json();
  for (const pdf of file.filter(({ name }) => /\.pdf$/i.test(name)).slice(0, 20)) await manda(indirizzo, pdf, testate);
  return preso;
}

/** Places where a file can be dropped or chosen; `arrivati` gets what the program kept of each. Where `data-anno` says
 *  so, a folder can be dropped too. */
export function cale(arrivati, dentro = document) {
  for (const cala of tutti("[data-cala]", dentro)) {
    const campo = uno("input", cala);
    const prendi = async (file, cartella) => {
      const presi = cala.dataset.multiplo === undefined ? [...file].slice(0, 1) : [...file];
      cala.classList.add("lavora");
      for (const uno of cartella ? [cartella] : presi) {
        try {
          const preso = cartella ? await mandaAnno(cala.dataset.anno, cartella) : await (await manda(cala.dataset.cala, uno)).json();
          arrivati(cala, preso, uno.name);
        } catch (errore) { arrivati(cala, undefined, uno.name, errore.message); }
      }
      cala.classList.remove("lavora");
      campo.value = "";
    };
    campo.addEventListener("change", () => prendi(campo.files));
    cala.addEventListener("dragover", evento => { evento.preventDefault(); cala.classList.add("sopra"); });
    cala.addEventListener("dragleave", () => cala.classList.remove("sopra"));
    cala.addEventListener("drop", evento => {
      evento.preventDefault();
      cala.classList.remove("sopra");
      const voci = [...evento.dataTransfer.items ?? []].map(voce => voce.webkitGetAsEntry?.());
      const cartella = cala.dataset.anno && voci.find(voce => voce?.isDirectory);
      prendi(evento.dataTransfer.files, cartella || undefined);
    });
  }
}

// A file dropped beside would take the place of the page.
for (const che of ["dragover", "drop"]) addEventListener(che, evento => evento.preventDefault());
