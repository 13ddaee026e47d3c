// The other views: the round, two drafts compared, chapters, publishing, the first run. Each names an action of the
// program and shows what it said.

import { agisci, annuncia, ascolta, chiedi, metti, tutti, uno, vita } from "/risorse/studio.js";

/** Shows what a verb said, and leads the reader there. */
function di(esito, detto) {
  const parole = esito.matches("pre") ? esito : uno("pre", esito);
  parole.textContent = detto;
  esito.hidden = false;
  esito.focus();
}

/** One thing at a time: the button rests until the program has answered. */
async function intanto(pulsante, lavoro) {
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
function cale(arrivati) {
  for (const cala of tutti("[data-cala]")) {
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
  // A file dropped beside would take the place of the page.
  for (const che of ["dragover", "drop"]) addEventListener(che, evento => evento.preventDefault());
}

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

  confronta() {
    const pulsante = uno("#confronta");
    const pronto = () => { pulsante.disabled = tutti(".scelto").some(lato => !lato.textContent); };
    const scelto = (lato, nome, guasto) => {
      const riga = uno(`.scelto[data-lato="${lato}"]`);
      riga.replaceChildren();
      riga.classList.toggle("guasto", Boolean(guasto));
      if (guasto) riga.textContent = guasto;
      else riga.append("Scelto: ", Object.assign(document.createElement("b"), { textContent: nome }));
      if (guasto) pulsante.disabled = true; else pronto();
    };
    cale((cala, preso, nome, guasto) => scelto(cala.dataset.cala.split("/").pop(), preso, guasto));
    for (const usa of tutti("[data-usa]")) {
      usa.addEventListener("click", async () => {
        const lato = usa.dataset.usa;
        try { scelto(lato, await (await agisci("usa-ciclo", { lato })).json()); }
        catch (errore) { scelto(lato, "", errore.message); }
      });
    }
    pronto();
    const esito = uno("#esito");
    pulsante.addEventListener("click", () => intanto(pulsante, async () => {
      const cornice = uno("iframe", esito);
      try {
        const { testo } = await (await agisci("confronta", {})).json();
        cornice.src = "/confronta/rapporto";
        cornice.hidden = false;
        uno(".scelte", esito).hidden = false;
        di(esito, testo);
      } catch (errore) {
        cornice.hidden = true;
        uno(".scelte", esito).hidden = true;
        di(esito, errore.message);
      }
    }));
    ascolta(() => {});
  },

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
    const nuovo = uno("#nuovo");
    nuovo.addEventListener("submit", evento => {
      evento.preventDefault();
      intanto(evento.submitter, async () => {
        const servizi = uno("#servizi").value.split("\n").map(nome => nome.trim()).filter(Boolean);
        const dati = { ente: uno("#ente").value, anno: Number(uno("#anno").value), servizi };
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
    const { documento, n } = scrittoio.dataset;
    let salvato = testo.value;
    const cambiato = () => testo.value !== salvato;
    const segna = detto => { salva.disabled = !cambiato(); stato.textContent = detto ?? (cambiato() ? "da salvare" : "salvato"); };
    const avverti = detto => { uno("#avviso").hidden = !detto; uno("#avviso pre").textContent = detto ?? ""; };
    const scrivi = async () => {
      if (!cambiato()) return;
      const nuovo = testo.value;
      try {
        const dati = { documento, n: Number(n), impronta: scrittoio.dataset.impronta, testo: nuovo };
        scrittoio.dataset.impronta = await (await agisci("salva-capitolo", dati)).json();
        salvato = nuovo;
        avverti();
        segna();
      } catch (errore) { avverti(errore.message); segna("non salvato"); }
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
      metti(uno("#voci"), await (await chiedi(`/capitoli/${documento}/${n}/rilievi`)).text());
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
