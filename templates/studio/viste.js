// The other views: the round, two drafts compared, chapters, publishing, the first run. Each names an action of the
// program and shows what it said.

import { cambiato } from "/risorse/cambiato.js";
import { confronta } from "/risorse/confronta.js";
import { cale, di, intanto } from "/risorse/gesti.js";
import { agisci, annuncia, ascolta, chiedi, metti, tutti, uno, vita } from "/risorse/studio.js";

const viste = {
  async giro() {
    await agisci("togli-moduli", {});
    ascolta(async giro => {
      const pagina = uno("[data-giro]");
      if (giro <= Number(pagina.dataset.giro)) return;
      pagina.dataset.giro = giro;
      metti(uno("#tabella"), await (await chiedi("/giro/tabella")).text());
    });
    const esito = uno("#esito");
    let attesa;
    cale((cala, preso, nome, guasto) => {
      const voce = document.createElement("li");
      voce.textContent = guasto ? `${nome}: ${guasto}` : nome;
      voce.className = guasto ? "guasto" : "";
      uno("#caricati").append(voce);
      if (guasto) return;
      clearTimeout(attesa);
      attesa = setTimeout(async () => {
        try { di(esito, (await (await agisci("prova-moduli", {})).json()).testo); }
        catch (errore) { di(esito, errore.message); }
      }, 300);
    });
    uno("#prendi").addEventListener("click", ({ target }) => intanto(target, async () => {
      try {
        const accetta = uno("#accetta").checked;
        const { testo } = await (await agisci("prendi-moduli", { accetta })).json();
        uno("#caricati").replaceChildren();
        di(esito, testo);
        tutti(".scelte", esito).forEach(riga => { riga.hidden = true; });
      } catch (errore) { di(esito, errore.message); }
    }));
    uno("#lascia").addEventListener("click", async () => {
      await agisci("togli-moduli", {});
      uno("#caricati").replaceChildren();
      esito.hidden = true;
    });
    uno("#anno-nuovo").addEventListener("click", ({ target }) => {
      if (!confirm(`Preparo la cartella del ciclo ${target.dataset.anno}?`)) return;
      intanto(target, async () => {
        try {
          const { esito, testo } = await (await agisci("anno-nuovo", {})).json();
          di(uno("#esito-anno"), testo);
          if (esito === 0) annuncia("Il ciclo nuovo è aperto");
        } catch (errore) { di(uno("#esito-anno"), errore.message); }
      });
    });
  },

  confronta,

  pubblica() {
    const esito = uno("#esito");
    const chiedi = async (azione, pulsante) => {
      const dati = { documento: uno("#quale").value || null, motivo: uno("#motivo").value || null };
      await intanto(pulsante, async () => {
        try {
          const risposta = await (await agisci(azione, dati)).json();
          const fatto = azione === "pubblica" ? "Pubblicato." : "Ecco che cosa sarebbe pubblico. Non ho scritto nulla.";
          uno(".detto", esito).textContent = risposta.esito === 0 ? fatto : "Non ho pubblicato nulla.";
          esito.classList.toggle("riuscito", risposta.esito === 0);
          di(esito, risposta.testo);
        } catch (errore) { di(esito, errore.message); }
      });
    };
    uno("#prova").addEventListener("click", ({ target }) => chiedi("prova-pubblicazione", target));
    uno("#modulo-pubblica").addEventListener("submit", evento => {
      evento.preventDefault();
      if (confirm("Pubblico adesso?")) chiedi("pubblica", evento.submitter);
    });
    ascolta(() => {});
  },

  guida() { ascolta(() => {}); },

  benvenuto() {
    uno("#anno").value = new Date().getFullYear() + 1;
    for (const voce of tutti("[data-ciclo]")) {
      voce.addEventListener("click", async () => {
        try {
          await agisci("apri-ciclo", { n: Number(voce.dataset.ciclo), nome: voce.dataset.nome });
          location.assign("/");
        } catch (errore) { annuncia(errore.message); }
      });
    }
    uno("#dimostrazione").addEventListener("submit", evento => {
      evento.preventDefault();
      intanto(evento.submitter, async () => {
        try {
          await agisci("dimostrazione", { dove: uno("#dove-prova").value });
          location.assign("/");
        } catch (errore) { di(uno("#esito-prova"), errore.message); }
      });
    });
    const nuovo = uno("#nuovo");
    nuovo.addEventListener("submit", evento => {
      evento.preventDefault();
      intanto(evento.submitter, async () => {
        const servizi = uno("#servizi").value.split("\n").map(nome => nome.trim()).filter(Boolean);
        const dati = { dove: uno("#dove-nuovo").value, ente: uno("#ente").value, anno: Number(uno("#anno").value), servizi };
        try {
          const { esito, testo } = await (await agisci("nuovo-ciclo", dati)).json();
          di(uno("#esito"), testo);
          if (esito === 0) setTimeout(() => location.assign("/"), 1200);
        } catch (errore) { di(uno("#esito"), errore.message); }
      });
    });
    ascolta(() => {});
  },

  capitoli() {
    const scrittoio = uno("[data-vista]");
    const testo = uno("#testo");
    const salva = uno("#salva");
    const stato = uno("#salvato");
    const { documento, nome } = scrittoio.dataset;
    let salvato = testo.value;
    const cambiato = () => testo.value !== salvato;
    const segna = detto => { salva.disabled = !cambiato(); stato.textContent = detto ?? (cambiato() ? "da salvare" : "salvato"); };
    const avverti = detto => { uno("#avviso").hidden = !detto; uno("#avviso pre").textContent = detto ?? ""; };
    const scrivi = async () => {
      if (!cambiato()) return;
      const nuovo = testo.value;
      salva.dataset.lavora = "sì";
      try {
        const dati = { documento, nome, impronta: scrittoio.dataset.impronta, testo: nuovo };
        scrittoio.dataset.impronta = await (await agisci("salva-capitolo", dati)).json();
        salvato = nuovo;
        avverti();
        segna();
      } catch (errore) { avverti(errore.message); segna("non salvato"); }
      delete salva.dataset.lavora;
    };
    salva.addEventListener("click", scrivi);
    addEventListener("keydown", evento => {
      if ((evento.ctrlKey || evento.metaKey) && evento.key === "s") { evento.preventDefault(); scrivi(); }
    });
    addEventListener("beforeunload", evento => { if (cambiato()) evento.preventDefault(); });
    proponi(testo);
    testo.addEventListener("input", () => segna());
    segna();
    let primo = true;
    ascolta(async () => {
      if (primo) { primo = false; return vita("bene", "collegato ai file"); }
      try {
        const risposta = await chiedi(`/capitoli/${documento}/${encodeURIComponent(nome)}/rilievi`);
        metti(uno("#voci"), await risposta.text());
        if (salva.dataset.lavora || risposta.headers.get("x-impronta") === scrittoio.dataset.impronta) return;
        if (!cambiato()) return location.reload();
        avverti("Qualcun altro ha cambiato questo capitolo mentre scrivevi: il tuo testo resta qui, ma non si potrà salvare sopra il suo. Copia quello che hai scritto e ricarica la pagina.");
      } catch (errore) { avverti(errore.message); }
    });
  },
};

/** The placeholders that begin as what was typed after two braces. */
function proponi(testo) {
  const elenco = uno("#proposte");
  const noti = tutti("#segnaposti option").map(opzione => opzione.value);
  let scelta = 0;
  const inizio = () => /\{\{\s*([\w.]*)$/.exec(testo.value.slice(0, testo.selectionStart));
  const chiudi = () => { elenco.hidden = true; testo.removeAttribute("aria-activedescendant"); };
  const voci = () => tutti("li", elenco);
  const evidenzia = () => voci().forEach((voce, n) => {
    voce.ariaSelected = String(n === scelta);
    if (n === scelta) { testo.setAttribute("aria-activedescendant", voce.id); voce.scrollIntoView({ block: "nearest" }); }
  });
  const metti = voce => {
    const trovato = inizio();
    const qui = testo.selectionStart;
    if (!trovato || !voce) return chiudi();
    // Braces that close already are part of what is replaced.
    const dopo = /^\s*\}\}/.exec(testo.value.slice(qui))?.[0].length ?? 0;
    testo.setRangeText(voce.textContent, trovato.index, qui + dopo, "end");
    chiudi();
    testo.dispatchEvent(new Event("input"));
    testo.focus();
  };
  testo.addEventListener("input", () => {
    const trovato = inizio();
    if (!trovato) return chiudi();
    const cercato = trovato[1].toLowerCase();
    const trovati = noti.filter(nome => nome.toLowerCase().includes(cercato)).slice(0, 60);
    elenco.replaceChildren(...trovati.map((nome, n) => {
      const voce = Object.assign(document.createElement("li"), { id: `proposta-${n}`, textContent: nome });
      voce.role = "option";
      return voce;
    }));
    scelta = 0;
    elenco.hidden = trovati.length === 0;
    annuncia(`${trovati.length} cifre che si possono citare`);
    evidenzia();
  });
  testo.addEventListener("keydown", evento => {
    if (elenco.hidden) return;
    const passo = { ArrowDown: 1, ArrowUp: -1 }[evento.key];
    if (passo) { scelta = (scelta + passo + voci().length) % voci().length; evidenzia(); }
    else if (evento.key === "Enter" || evento.key === "Tab") metti(voci()[scelta]);
    else if (evento.key === "Escape") chiudi();
    else return;
    evento.preventDefault();
  });
  elenco.addEventListener("mousedown", evento => { evento.preventDefault(); metti(evento.target.closest("li")); });
  testo.addEventListener("blur", chiudi);
}

viste[uno("[data-vista]")?.dataset.vista]?.();
cambiato();
