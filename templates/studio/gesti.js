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

const manda = (indirizzo, file) => chiedi(indirizzo, {
  method: "POST",
  headers: { "content-type": "application/octet-stream", "x-nome": encodeURIComponent(file.name) },
  body: file,
});

/** Places where a file can be dropped or chosen; `arrivati` gets what the program kept of each. */
export function cale(arrivati, dentro = document) {
  for (const cala of tutti("[data-cala]", dentro)) {
    const campo = uno("input", cala);
    const prendi = async file => {
      const presi = cala.dataset.multiplo === undefined ? [...file].slice(0, 1) : [...file];
      cala.classList.add("lavora");
      for (const uno of presi) {
        try { arrivati(cala, await (await manda(cala.dataset.cala, uno)).json(), uno.name); }
        catch (errore) { arrivati(cala, undefined, uno.name, errore.message); }
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
      prendi(evento.dataTransfer.files);
    });
  }
}

// A file dropped beside would take the place of the page.
for (const che of ["dragover", "drop"]) addEventListener(che, evento => evento.preventDefault());
