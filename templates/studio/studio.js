// The page follows the cycle: it asks for what is new when the program says that something is, and
// changes only what changed. What comes as HTML was escaped by the program's own templates.

export const uno = (selettore, dentro = document) => dentro.querySelector(selettore);
export const tutti = (selettore, dentro = document) => [...dentro.querySelectorAll(selettore)];
export const annuncia = detto => { uno("#annuncio").textContent = detto; };

/** A request to the program; what it refuses is said in its own words. */
export async function chiedi(indirizzo, opzioni = {}) {
  const risposta = await fetch(indirizzo, opzioni);
  if (!risposta.ok) throw new Error(await risposta.text());
  return risposta;
}

/** A named action. */
export const agisci = (azione, dati) => chiedi(`/azioni/${azione}`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(dati),
});

/** Puts HTML in the place of what an element holds. */
export function metti(elemento, html) {
  const nuovo = new DOMParser().parseFromString(html, "text/html");
  elemento.replaceChildren(...nuovo.body.childNodes);
}

export function vita(stato, detto) {
  const luce = uno("#vita");
  if (!luce) return;
  luce.dataset.stato = stato;
  uno(".detto", luce).textContent = detto;
}

/** Listens as long as the page is seen: a tab in the background takes no connection. */
export function ascolta(novita) {
  let fonte;
  const apri = () => {
    if (fonte || document.hidden) return;
    fonte = new EventSource("/eventi");
    fonte.onopen = () => vita("bene", "collegato ai file");
    fonte.onmessage = evento => novita(Number(evento.data));
    fonte.onerror = () => vita("muta", "il programma non risponde");
    fonte.addEventListener("chiuso", () => { lascia(); vita("muta", "programma chiuso"); });
  };
  const lascia = () => { fonte?.close(); fonte = undefined; };
  document.addEventListener("visibilitychange", () => document.hidden ? lascia() : apri());
  addEventListener("pagehide", lascia);
  apri();
}

// The pages of the document.

const tavolo = uno(".tavolo");
const banco = uno("#fogli");
const vista = uno("main");
let misura = Number(sessionStorage.getItem("misura") ?? 0);

/** Where pages come from under the bar, whether the pane scrolls or the whole window does. */
const sottoLaBarra = () => uno(".barra", vista).getBoundingClientRect().bottom + 8;

/** Where the reader is: the page at the top of the view, and how far into it. */
function posto() {
  const cima = sottoLaBarra();
  const fogli = tutti(".foglio", banco);
  const n = fogli.findIndex(foglio => foglio.getBoundingClientRect().bottom > cima);
  if (n < 0) return undefined;
  const { top, height } = fogli[n].getBoundingClientRect();
  return { n, impronta: fogli[n].dataset.impronta, parte: (cima - top) / height };
}

function torna(dove) {
  if (!dove) return;
  const fogli = tutti(".foglio", banco);
  const foglio = fogli.find(f => f.dataset.impronta === dove.impronta) ?? fogli[Math.min(dove.n, fogli.length - 1)];
  if (!foglio) return;
  const cima = sottoLaBarra();
  const { top, height } = foglio.getBoundingClientRect();
  const scarto = top + height * dove.parte - cima;
  if (Math.abs(scarto) > 1) (vista.scrollHeight > vista.clientHeight + 2 ? vista : window).scrollBy(0, scarto);
}

/** How wide a page is on screen: what fits, or what the reader chose. */
function largaSuSchermo(larga) {
  const adatta = Math.max(280, Math.min(vista.clientWidth - 64, larga * 1.7));
  return adatta * 1.2 ** misura;
}

function veste(foglio) {
  const larga = largaSuSchermo(Number(foglio.dataset.larga));
  foglio.style.width = `${larga}px`;
  foglio.style.height = `${larga * foglio.dataset.alta / foglio.dataset.larga}px`;
}

const disegno = impronta => `/foglio/${tavolo.dataset.documento}/${impronta}`;

function nuovoFoglio() {
  const foglio = document.createElement("section");
  foglio.className = "foglio";
  const numero = document.createElement("span");
  numero.className = "numero";
  numero.ariaHidden = "true";
  const immagine = new Image();
  immagine.alt = "";
  const parole = document.createElement("div");
  parole.className = "parole nascosto";
  foglio.append(numero, immagine, parole);
  vicini.observe(foglio);
  return foglio;
}

/** Pages are drawn when they come near the view. */
const vicini = new IntersectionObserver(viste => {
  for (const { isIntersecting, target } of viste) {
    target.dataset.vicino = isIntersecting ? "si" : "";
    if (isIntersecting) disegna(target);
  }
}, { root: vista && getComputedStyle(vista).overflowY === "auto" ? vista : null, rootMargin: "150% 0px" });

/** Draws a page as it is now; what was there stays until the new one can be seen. */
async function disegna(foglio) {
  const impronta = foglio.dataset.impronta;
  if (foglio.dataset.disegnata === impronta) return;
  const rifatta = Boolean(foglio.dataset.disegnata);
  foglio.dataset.disegnata = impronta;
  const nuova = new Image();
  nuova.alt = "";
  nuova.src = disegno(impronta);
  try { await nuova.decode(); } catch { if (foglio.dataset.impronta !== impronta) return; }
  if (foglio.dataset.impronta !== impronta) return;
  uno("img", foglio).replaceWith(nuova);
  if (rifatta) {
    foglio.classList.remove("cambiata");
    void foglio.offsetWidth;
    foglio.classList.add("cambiata");
  }
  segna(foglio);
  const parole = await chiedi(`/parole/${tavolo.dataset.documento}/${impronta}`).then(r => r.text(), () => "");
  if (foglio.dataset.impronta === impronta) uno(".parole", foglio).textContent = parole;
}

/** Lays a button over every figure of a page. */
async function segna(foglio) {
  const impronta = foglio.dataset.impronta;
  const indirizzo = `/segni/${tavolo.dataset.documento}/${impronta}`;
  const segni = await chiedi(indirizzo).then(risposta => risposta.json(), () => []);
  if (foglio.dataset.impronta !== impronta) return;
  const { larga, alta } = foglio.dataset;
  const strato = document.createElement("div");
  strato.className = "segni";
  strato.append(...segni.map(({ testo, riquadro: [x, y, w, h] }, n) => {
    const pulsante = document.createElement("button");
    pulsante.type = "button";
    pulsante.className = "segno";
    pulsante.dataset.segno = n;
    pulsante.ariaLabel = `${testo || "Grafico"}: da dove viene`;
    pulsante.tabIndex = n === 0 ? 0 : -1;
    pulsante.style.left = `${100 * (x - 2) / larga}%`;
    pulsante.style.top = `${100 * (y - 2) / alta}%`;
    pulsante.style.width = `${100 * (w + 4) / larga}%`;
    pulsante.style.height = `${100 * (h + 4) / alta}%`;
    return pulsante;
  }));
  const vecchio = uno(".segni", foglio);
  if (vecchio) vecchio.replaceWith(strato); else foglio.append(strato);
}

/** From one figure of a page to the next by the arrows: a tab would take hundreds of steps. */
function cammina(evento) {
  const segno = evento.target.closest?.(".segno");
  const passo = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[evento.key];
  if (evento.key === "Escape" && !uno("#origine").hidden) return chiudiOrigine();
  if (!segno || !passo) return;
  const segni = tutti(".segno", segno.parentElement);
  const prossimo = segni[segni.indexOf(segno) + passo];
  if (!prossimo) return;
  evento.preventDefault();
  segno.tabIndex = -1;
  prossimo.tabIndex = 0;
  prossimo.focus();
}

let domanda;

/** Shows where a figure comes from. */
async function chiediOrigine(segno) {
  const { impronta } = segno.closest(".foglio").dataset;
  const n = Number(segno.dataset.segno);
  lascia();
  segno.classList.add("scelto");
  domanda = { documento: tavolo.dataset.documento, impronta, segno: n, pulsante: segno };
  const origine = uno("#origine");
  try {
    metti(origine, await (await chiedi(`/da-dove/${domanda.documento}/${impronta}/${n}`)).text());
  } catch (errore) { return avverti(errore.message); }
  origine.hidden = false;
  uno(".destra").scrollTop = 0;
  origine.focus({ preventScroll: false });
}

function chiudiOrigine() {
  uno("#origine").hidden = true;
  lascia();
  domanda?.pulsante.focus({ preventScroll: true });
}

/** Opens a file in the office's own program. */
async function apri(azione, quale) {
  try {
    await agisci(azione, quale);
    annuncia("Apro il file nel suo programma");
  } catch (errore) { banco ? avverti(errore.message) : annuncia(errore.message); }
}

/** Lets go what was shown before. */
function lascia() {
  tutti(".segno.scelto").forEach(altro => altro.classList.remove("scelto"));
  tutti(".foglio .qui").forEach(altro => altro.remove());
}

/** A frame around a part of a page: left, top, width and height in points. */
function incornicia(foglio, [x, y, w, h]) {
  const { larga, alta } = foglio.dataset;
  const cornice = document.createElement("span");
  cornice.className = "qui";
  cornice.style.left = `${100 * (x - 4) / larga}%`;
  cornice.style.top = `${100 * (y - 3) / alta}%`;
  cornice.style.width = `${100 * (w + 8) / larga}%`;
  cornice.style.height = `${100 * (h + 6) / alta}%`;
  foglio.append(cornice);
  cornice.scrollIntoView({ block: "center" });
}

/** Goes to a page, and shows the figure or the words there. */
function vaiA(impronta, segno, riquadro) {
  lascia();
  const foglio = tutti(".foglio").find(f => f.dataset.impronta === impronta);
  if (!foglio) return false;
  foglio.scrollIntoView({ block: "start" });
  if (riquadro) incornicia(foglio, riquadro);
  const accendi = (volte = 0) => {
    const pulsante = tutti(".segno", foglio)[segno];
    if (pulsante) { pulsante.classList.add("scelto"); pulsante.scrollIntoView({ block: "center" }); }
    else if (volte < 40) setTimeout(accendi, 100, volte + 1);
  };
  if (segno !== undefined) accendi();
  return true;
}

/** Puts the pages in their order; those that look as before stay as they are. */
function disponi(tavola) {
  banco.ariaBusy = String(tavola.attesa);
  banco.classList.toggle("vecchie", tavola.vecchie);
  if (tavola.attesa || tavola.fogli.length === 0) {
    if (!tavola.attesa) banco.replaceChildren();
    return;
  }
  const dove = posto();
  const fogli = tutti(".foglio", banco);
  uno(".attesa", banco)?.remove();
  tavola.fogli.forEach((dati, n) => {
    const foglio = fogli[n] ?? banco.appendChild(nuovoFoglio());
    foglio.dataset.impronta = dati.impronta;
    foglio.dataset.larga = dati.larga;
    foglio.dataset.alta = dati.alta;
    foglio.ariaLabel = `Pagina ${n + 1} di ${tavola.fogli.length}`;
    uno(".numero", foglio).textContent = n + 1;
    veste(foglio);
    if (foglio.dataset.vicino && foglio.dataset.disegnata === dati.impronta) segna(foglio);
    else if (foglio.dataset.vicino) disegna(foglio);
  });
  fogli.slice(tavola.fogli.length).forEach(foglio => { vicini.unobserve(foglio); foglio.remove(); });
  uno("#quante").textContent = `di ${tavola.fogli.length}`;
  uno("#pagina").max = tavola.fogli.length;
  torna(dove);
  if (location.hash && vaiA(location.hash.slice(1))) history.replaceState(null, "", location.pathname);
}

/** Says above the pages what is the matter, and whether those that are seen are of before. */
function avverti(detto, vecchie = banco.classList.contains("vecchie")) {
  const avviso = uno("#avviso");
  avviso.hidden = !detto;
  uno(".che", avviso).hidden = !vecchie;
  uno("pre", avviso).textContent = detto ?? "";
}

let chiesto = -1;

/** The pages first, then the lists beside them; what a newer turn has overtaken is dropped. */
async function aggiorna(giro) {
  if (giro === chiesto) return;
  chiesto = giro;
  vita("lavora", "leggo i file");
  const documento = tavolo.dataset.documento;
  try {
    const tavola = await (await chiedi(`/tavola/${documento}`)).json();
    if (giro !== chiesto) return;
    avverti(tavola.avviso ?? tavola.fermo, tavola.vecchie);
    disponi(tavola);
    if (!tavola.attesa) vita("bene", "collegato ai file");
    const novita = await (await chiedi(`/novita/${documento}`)).json();
    if (giro !== chiesto) return;
    const fuoco = document.activeElement?.dataset.file;
    metti(uno("#lato"), novita.lato);
    metti(uno("#rilievi"), novita.rilievi);
    if (fuoco) tutti("#lato [data-file]").find(voce => voce.dataset.file === fuoco)?.focus();
    filtra();
    document.dispatchEvent(new Event("aggiornato"));
    annuncia(`Aggiornato: ${uno("#rilievi .conteggio").textContent}`);
  } catch (errore) {
    if (giro !== chiesto) return;
    chiesto = -1;
    vita("muta", errore.message.slice(0, 80));
  }
}

// The findings.

const scelta = { livello: "", file: "", nome: "" };

function filtra() {
  for (const voce of tutti(".rilievo")) {
    const livello = !scelta.livello || voce.dataset.livello === scelta.livello;
    const file = !scelta.file || voce.dataset.file.split("|").includes(scelta.file);
    voce.hidden = !(livello && file);
  }
  tutti(".filtri button").forEach(b => { b.ariaPressed = String(b.dataset.livello === scelta.livello); });
  tutti(".servizi [data-file]").forEach(b => { b.ariaPressed = String(b.dataset.file === scelta.file); });
  const solo = uno(".solo");
  solo.hidden = !scelta.file;
  uno("strong", solo).textContent = scelta.nome;
}

function premuto(evento) {
  const rinvio = evento.target.closest("[data-vai]");
  if (banco && rinvio?.dataset.vai === tavolo.dataset.documento) {
    evento.preventDefault();
    const { impronta, segno, riquadro } = rinvio.dataset;
    vaiA(impronta, segno === undefined ? undefined : Number(segno), riquadro?.split(" ").map(Number));
    return;
  }
  const pulsante = evento.target.closest("button");
  if (!pulsante) return;
  const { livello, file, libera, rilievo, luogo, misura: passo } = pulsante.dataset;
  if (livello !== undefined && pulsante.closest(".filtri")) { scelta.livello = livello; filtra(); }
  else if (libera !== undefined && banco) { scelta.file = ""; filtra(); }
  else if (pulsante.dataset.apriFoglio !== undefined) apri("apri-foglio", { cruscotto: pulsante.dataset.apriFoglio });
  else if (banco && pulsante.closest(".servizi")) {
    const stesso = scelta.file === file;
    scelta.file = stesso ? "" : file;
    scelta.nome = uno(".nome", pulsante).textContent;
    filtra();
    annuncia(`${tutti(".rilievo:not([hidden])").length} segnalazioni mostrate`);
  }
  else if (pulsante.dataset.vedi !== undefined) vediInPagina(rilievo, luogo);
  else if (rilievo !== undefined) apri("apri-file", { scena: Number(uno(".rilievi").dataset.scena), rilievo: Number(rilievo), luogo: Number(luogo) });
  else if (pulsante.classList.contains("segno")) chiediOrigine(pulsante);
  else if (pulsante.dataset.chiudiOrigine !== undefined) chiudiOrigine();
  else if (pulsante.dataset.apriOrigine !== undefined) {
    const { documento, impronta, segno } = domanda;
    apri("apri-origine", { documento, impronta, segno });
  }
  else if (passo !== undefined) ingrandisci(Number(passo));
  else if (pulsante.id === "chiudi") chiudi();
}

/** Goes where the document prints the cell of a finding. */
async function vediInPagina(rilievo, luogo) {
  const { scena } = uno(".rilievi").dataset;
  try {
    const posto = await (await chiedi(`/posto/${tavolo.dataset.documento}/${scena}/${rilievo}/${luogo}`)).json();
    vaiA(posto.impronta, posto.segno);
    annuncia("Ecco la cella nella pagina");
  } catch (errore) { annuncia(errore.message); spiega(rilievo, luogo, errore.message); }
}

/** Says beside a button why it did nothing. */
function spiega(rilievo, luogo, perche) {
  const pulsante = tutti("[data-vedi]").find(p => p.dataset.rilievo === rilievo && p.dataset.luogo === luogo);
  pulsante.title = perche;
  pulsante.disabled = true;
}

function ingrandisci(passo) {
  const dove = posto();
  misura = passo === 0 ? 0 : Math.max(-4, Math.min(10, misura + passo));
  sessionStorage.setItem("misura", misura);
  tutti(".foglio").forEach(veste);
  torna(dove);
}

async function chiudi() {
  if (!confirm("Chiudo il programma? I file restano come sono.")) return;
  await agisci("chiudi", {});
  document.body.className = "finito";
  metti(document.body, '<main class="benvenuto"><h1>Il programma è chiuso</h1><p>Puoi chiudere anche questa scheda.</p></main>');
}

/** Where there is little room the list at the side is closed: what it leads to comes first. */
const stretta = matchMedia("(max-width: 48rem), (max-height: 30rem)");
const raccogli = () => tutti("details.lato").forEach(lato => { lato.open = !stretta.matches; });
stretta.addEventListener("change", raccogli);
raccogli();

document.addEventListener("click", premuto);
if (banco) {
  document.addEventListener("keydown", cammina);
  addEventListener("resize", () => { const dove = posto(); tutti(".foglio").forEach(veste); torna(dove); });
  const campo = uno("#pagina");
  campo.addEventListener("change", () => uno(`.foglio:nth-of-type(${Number(campo.value)})`)?.scrollIntoView());
  document.addEventListener("scroll", () => {
    const dove = posto();
    if (dove && document.activeElement !== campo) campo.value = dove.n + 1;
  }, { capture: true, passive: true });
  ascolta(aggiorna);
} else if (uno("[data-attesa]")) {
  const visto = Number(uno("[data-attesa]").dataset.giro);
  ascolta(giro => { if (giro > visto) location.reload(); });
}
