// Beside the pages: what is wrong, or what changed since the draft chosen. The list follows the pages.

import { cale } from "/risorse/gesti.js";
import { agisci, annuncia, chiedi, metti, tutti, uno } from "/risorse/studio.js";

const pannello = uno("#cambiato");
const linguette = tutti(".linguette [role=tab]");
const documento = uno(".tavolo")?.dataset.documento;

/** Shows one of the two lists; it stays so on the next document. */
function apri(linguetta) {
  for (const altra of linguette) {
    const questa = altra === linguetta;
    altra.ariaSelected = String(questa);
    altra.tabIndex = questa ? 0 : -1;
    uno(`#${altra.getAttribute("aria-controls")}`).hidden = !questa;
  }
  sessionStorage.setItem("linguetta", linguetta.id);
  if (!pannello.hidden) aggiorna();
}

async function aggiorna() {
  try { metti(pannello, await (await chiedi(`/cambiato/${documento}`)).text()); }
  catch (errore) { pannello.replaceChildren(Object.assign(document.createElement("p"), { className: "nota", textContent: errore.message })); return; }
  cale((cala, preso, nome, guasto) => guasto ? lamenta(guasto) : scelto(), pannello);
}

function lamenta(guasto) { uno(".guasto-riferimento", pannello).textContent = guasto; }

async function scelto() {
  await aggiorna();
  pannello.focus();
  annuncia(uno(".conteggio", pannello)?.textContent ?? "");
}

export function cambiato() {
  if (!pannello) return;
  for (const linguetta of linguette) linguetta.addEventListener("click", () => apri(linguetta));
  uno(".linguette").addEventListener("keydown", evento => {
    const passo = { ArrowRight: 1, ArrowLeft: -1 }[evento.key];
    if (!passo) return;
    const altra = linguette[(linguette.indexOf(document.activeElement) + passo + linguette.length) % linguette.length];
    apri(altra);
    altra.focus();
  });
  pannello.addEventListener("click", async ({ target }) => {
    const tasto = target.closest("button");
    try {
      if (tasto?.dataset.riferimento) await agisci("scegli-riferimento", { documento, quale: tasto.dataset.riferimento });
      else if (tasto?.dataset.togliRiferimento !== undefined) await agisci("togli-riferimento", {});
      else return;
      await scelto();
    } catch (errore) { lamenta(errore.message); }
  });
  document.addEventListener("aggiornato", () => { if (!pannello.hidden) aggiorna(); });
  const prima = linguette.find(linguetta => linguetta.id === sessionStorage.getItem("linguetta"));
  if (prima) apri(prima);
}
