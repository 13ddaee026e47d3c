// Two drafts side by side: their pages scroll together, what changed is outlined, each difference of the list leads to
// its place on both.

import { cale, intanto } from "/risorse/gesti.js";
import { agisci, annuncia, ascolta, metti, tutti, uno } from "/risorse/studio.js";

const LATI = ["prima", "adesso"];

/** The pages of a side, and where they stand in its pane. Heights are points from the top of the first page. */
class Faccia {
  constructor(lato, dati, numero) {
    this.lato = lato;
    this.casa = uno(`[data-faccia="${lato}"]`);
    this.fogli = uno(".fogli", this.casa);
    uno(".nome", this.casa).textContent = dati.nome;
    this.dati = dati.fogli;
    this.cima = [];
    let somma = 0;
    for (const { alta } of this.dati) { this.cima.push(somma); somma += alta; }
    this.fogli.replaceChildren(...this.dati.map((foglio, n) => this.foglio(foglio, n, numero)));
    if (this.dati.length === 0) this.fogli.append(Object.assign(document.createElement("p"), { className: "nota", textContent: "Questa bozza non ha pagine da mostrare: le differenze sono nell'elenco." }));
  }

  foglio({ larga, alta, cambiate }, n, numero) {
    const foglio = document.createElement("div");
    foglio.className = "foglio";
    foglio.style.aspectRatio = `${larga} / ${alta}`;
    const immagine = Object.assign(new Image(), { loading: "lazy", alt: `Pagina ${n + 1} di ${this.dati.length}, ${this.lato}`, src: `/confronta/foglio/${numero}/${this.lato}/${n}` });
    foglio.append(immagine, ...cambiate.map(riquadro => this.segno(riquadro, n, `cambiata ${this.lato}`)));
    return foglio;
  }

  segno([x, y, w, h], n, classe) {
    const { larga, alta } = this.dati[n];
    const segno = document.createElement("span");
    segno.className = classe;
    segno.style.left = `${100 * (x - 2) / larga}%`;
    segno.style.top = `${100 * (y - 1.5) / alta}%`;
    segno.style.width = `${100 * (w + 4) / larga}%`;
    segno.style.height = `${100 * (h + 3) / alta}%`;
    return segno;
  }

  /** The line that the reader looks at, a third down the pane. */
  get riga() { return this.fogli.clientHeight / 3; }

  /** What stands at that line. */
  get altezza() {
    const qui = this.fogli.scrollTop + this.riga;
    const elementi = [...this.fogli.children];
    const n = Math.max(0, elementi.findLastIndex(foglio => foglio.offsetTop <= qui));
    if (!this.dati[n]) return 0;
    const parte = Math.min(1, Math.max(0, (qui - elementi[n].offsetTop) / elementi[n].offsetHeight));
    return this.cima[n] + parte * this.dati[n].alta;
  }

  /** Brings a height to that line. */
  set altezza(altezza) {
    const n = Math.max(0, this.cima.findLastIndex(cima => cima <= altezza));
    const foglio = this.fogli.children[n];
    if (!this.dati[n]) return;
    this.fogli.scrollTop = foglio.offsetTop + (altezza - this.cima[n]) / this.dati[n].alta * foglio.offsetHeight - this.riga;
  }

  /** Shows a place; what was shown before is let go. */
  mostra(posto) {
    tutti(".qui", this.fogli).forEach(vecchio => vecchio.remove());
    if (!posto) return;
    const [n, ...riquadro] = posto;
    this.fogli.children[n].append(this.segno(riquadro, n, "qui"));
    this.altezza = this.cima[n] + riquadro[1];
    const qui = uno(".qui", this.fogli);
    const { left, right } = qui.getBoundingClientRect();
    const cornice = this.fogli.getBoundingClientRect();
    if (left < cornice.left || right > cornice.right) this.fogli.scrollLeft += left - cornice.left - 40;
  }
}

/** From a height of one side to that of the other, by what corresponds on both. */
function traduttore(agganci, da, a, facce) {
  const alto = aggancio => facce[da].cima[aggancio[2 * da]] + aggancio[2 * da + 1];
  const altro = aggancio => facce[a].cima[aggancio[2 * a]] + aggancio[2 * a + 1];
  const punti = agganci.map(aggancio => [alto(aggancio), altro(aggancio)]);
  return altezza => {
    const dopo = punti.findIndex(([qui]) => qui > altezza);
    const [prima, poi] = dopo < 0 ? [punti.at(-1), undefined] : [punti[dopo - 1], punti[dopo]];
    if (!prima && !poi) return altezza;
    if (!poi) return prima[1] + altezza - prima[0];
    if (!prima) return poi[1] + altezza - poi[0];
    return prima[1] + (poi[1] - prima[1]) * (altezza - prima[0]) / (poi[0] - prima[0]);
  };
}

/** Lays out what the program found. */
function affianca({ numero, riassunto, avviso, note, elenco, lati, agganci, posti }) {
  uno("#scelta").hidden = true;
  uno("#esito").hidden = false;
  uno("#somma").textContent = riassunto;
  uno("#enti").hidden = !avviso;
  uno("#enti").textContent = avviso ?? "";
  uno("#note").hidden = note.length === 0;
  uno("#note p").textContent = note.join(" ");
  metti(uno("#elenco"), elenco);
  const facce = lati.map((dati, n) => new Faccia(LATI[n], dati, numero));
  const verso = [traduttore(agganci, 0, 1, facce), traduttore(agganci, 1, 0, facce)];
  let guida;
  facce.forEach((faccia, n) => {
    for (const gesto of ["pointerenter", "wheel", "touchstart", "focusin", "keydown"]) faccia.fogli[`on${gesto}`] = () => { guida = n; };
    faccia.fogli.onscroll = () => {
      if (guida !== n || !uno("#insieme").checked) return;
      facce[1 - n].altezza = verso[n](faccia.altezza);
    };
  });
  const mostra = n => {
    guida = undefined;
    const suoi = posti[n];
    facce.forEach((faccia, lato) => faccia.mostra(suoi[lato]));
    const sola = suoi.findIndex(Boolean);
    if (sola >= 0 && !suoi[1 - sola]) facce[1 - sola].altezza = verso[sola](facce[sola].altezza);
    gira(suoi[1] ? "adesso" : "prima");
    // On a narrow screen the pages stand below the list.
    const quale = uno(".quale");
    if (quale.checkVisibility()) quale.scrollIntoView();
    tutti(".differenza").forEach(voce => voce.classList.toggle("scelta", Number(voce.dataset.n) === n));
  };
  filtra();
  return mostra;
}

/** On a narrow screen one side at a time. */
function gira(lato) {
  tutti("[data-quale]").forEach(b => { b.ariaPressed = String(b.dataset.quale === lato); });
  tutti("[data-faccia]").forEach(faccia => faccia.classList.toggle("dietro", faccia.dataset.faccia !== lato));
}

/** Buttons that show one kind of change alone. */
function filtra() {
  const quanti = new Map();
  for (const { dataset } of tutti(".differenza")) quanti.set(dataset.tipo, (quanti.get(dataset.tipo) ?? 0) + 1);
  const tasti = [["", `tutte ${tutti(".differenza").length}`], ...[...quanti].map(([tipo, n]) => [tipo, `${tipo} ${n}`])];
  uno("#tipi").replaceChildren(...tasti.map(([tipo, detto]) => {
    const tasto = Object.assign(document.createElement("button"), { type: "button", textContent: detto, ariaPressed: String(!tipo) });
    tasto.addEventListener("click", () => {
      tutti("#tipi button").forEach(altro => { altro.ariaPressed = String(altro === tasto); });
      tutti(".differenza").forEach(voce => { voce.hidden = Boolean(tipo) && voce.dataset.tipo !== tipo; });
      tutti(".gruppo").forEach(gruppo => { gruppo.hidden = !uno(".differenza:not([hidden])", gruppo); });
    });
    return tasto;
  }));
  uno("#tipi").hidden = quanti.size < 2;
}

export function confronta() {
  const pulsante = uno("#confronta");
  const guasto = uno("#guasto");
  let mostra;
  const pronto = () => { pulsante.disabled = tutti(".scelto").some(lato => !uno("b", lato)); };
  const scelto = (lato, nome, perche) => {
    const riga = uno(`.scelto[data-lato="${lato}"]`);
    riga.replaceChildren();
    riga.classList.toggle("guasto", Boolean(perche));
    if (perche) riga.textContent = perche;
    else riga.append("Scelto: ", Object.assign(document.createElement("b"), { textContent: nome }));
    pronto();
  };
  cale((cala, preso, nome, perche) => scelto(cala.dataset.cala.split("/").pop(), preso, perche));
  const usa = async (lato, azione, dati) => {
    try { scelto(lato, await (await agisci(azione, { lato, ...dati })).json()); }
    catch (errore) { scelto(lato, "", errore.message); }
  };
  for (const tasto of tutti("[data-usa]")) tasto.addEventListener("click", () => usa(tasto.dataset.usa, "usa-ciclo", {}));
  for (const tasto of tutti("[data-cartella]")) {
    const { cartella, n, nome } = tasto.dataset;
    tasto.addEventListener("click", () => usa(cartella, "usa-cartella", { ciclo: { n: Number(n), nome } }));
  }
  for (const tasto of tutti("[data-pubblicato]")) {
    const { pubblicato, anno } = tasto.dataset;
    tasto.addEventListener("click", () => usa(pubblicato, "usa-anno", { anno: Number(anno) }));
  }
  pronto();
  pulsante.addEventListener("click", () => intanto(pulsante, async () => {
    guasto.hidden = true;
    try {
      mostra = affianca(await (await agisci("confronta", {})).json());
      uno("#somma").focus();
    } catch (errore) {
      guasto.textContent = errore.message;
      guasto.hidden = false;
      guasto.focus();
    }
  }));
  uno("#altre").addEventListener("click", () => {
    uno("#esito").hidden = true;
    uno("#scelta").hidden = false;
    uno("#contenuto").focus();
  });
  for (const tasto of tutti("[data-quale]")) tasto.addEventListener("click", () => gira(tasto.dataset.quale));
  gira("adesso");
  const passa = passo => {
    const voci = tutti(".differenza:not([hidden])").filter(voce => uno("[data-differenza]", voce));
    const qui = voci.findIndex(voce => voce.classList.contains("scelta"));
    const voce = voci[qui < 0 ? (passo > 0 ? 0 : voci.length - 1) : (qui + passo + voci.length) % voci.length];
    if (!voce) return annuncia("Nessuna di queste differenze sta su una pagina");
    mostra(Number(voce.dataset.n));
    voce.scrollIntoView({ block: "nearest" });
    annuncia(uno(".soggetto", voce).textContent);
  };
  uno("#esito").addEventListener("click", ({ target }) => {
    const tasto = target.closest("button");
    if (tasto?.dataset.differenza !== undefined) mostra(Number(tasto.dataset.differenza));
    else if (tasto?.dataset.passo) passa(Number(tasto.dataset.passo));
  });
  document.addEventListener("keydown", evento => {
    const passo = { n: 1, p: -1 }[evento.key];
    if (!passo || uno("#esito").hidden || evento.ctrlKey || evento.altKey || evento.metaKey || evento.target.closest("input, select, textarea")) return;
    passa(passo);
  });
  ascolta(() => {});
}
