//! Which rows stand on which page: one page for a service wherever it can be, else pages alike; a
//! page that would stay half white takes what comes next.

use std::ops::Range;

use super::super::curato::{MM_PER_PUNTO, breve, righe};
use super::cella::Cella;
use super::colonne::{CORPO, Colonna, ORIZZONTALE, PICCOLO, VERTICALE, per_intero};
use super::tavola::{Fascia, Foglio, Modo, Nota, Riga, Tavola, Voce};

/// Millimetres above and below a row: as a page breathes, as tight as it may be, as loose, to fill
/// a page.
const COMODA: f64 = 1.35;
const STRETTA: f64 = 0.6;
/// Tight enough rather than one page more.
const FITTA: f64 = 1.1;
const AMPIA: f64 = 3.0;
/// A table that would miss a page by little is set in this share of its size.
const PIU_PICCOLO: f64 = 8.0 / CORPO;
const AZIONE: u8 = 2;
/// What bands have beyond it: prospettiva, obiettivo, azione.
const IN_PIU: [f64; 3] = [0.3, 0.15, 0.0];
/// The share from which on a page is full enough.
const PIENA: f64 = 0.62;
/// Millimetres between two tables on a page.
const STACCO: f64 = 9.0;
/// What estimates may miss.
const SCARTO: f64 = 4.0;
/// A line and the distance to the next, in ems.
const RIGA: f64 = 0.70;
const PASSO: f64 = 1.16;
/// What a first page keeps for its rows under the longest head.
const MINIMA: f64 = 30.0;
/// Fewer millimetres of rows do not begin at the foot of a page.
const INIZIO: f64 = 40.0;
/// What the bands take that stand again at the head of a page.
const RIPETUTE: f64 = 10.0;
/// The line that says that a table goes on: its size in points, from one to the next, and the white
/// under it.
const CORPO_DEL_SEGUITO: f64 = 12.5;
const RIGA_DEL_SEGUITO: f64 = 5.9;
const SOTTO_IL_SEGUITO: f64 = 4.0;
/// The letters that a name may have there.
const NOME_NEL_SEGUITO: usize = 120;
/// A row taller than this may be cut.
const RIGA_INTERA: f64 = 80.0;
/// The size of bands: prospettiva, obiettivo, azione.
const CORPI_DELLE_FASCE: [f64; 3] = [9.0, CORPO, CORPO];
/// What a letter of a band takes on a line, in millimetres.
const LETTERA_DI_FASCIA: f64 = 1.7;
/// The bar under a grade, with the white above.
const BARRA: f64 = 2.4;
/// Around the names of columns.
const ARIA_DELLA_TESTA: f64 = 2.8;
/// What is drawn in a cell, in millimetres.
const PASSO_ALTO: f64 = 2.8;
const LINEA_ALTA: f64 = 4.2;
/// The white around what stands under the values of a row.
const SOPRA_E_SOTTO_LE_NOTE: f64 = 1.4;
/// A text may stand over the first table of a run: it is set for every so many millimetres of that.
const PASSI_DEL_TESTO: f64 = 12.0;

/// What takes room beside the rows, in millimetres.
pub(super) struct Pagina {
    pub(super) alta: f64,
    pub(super) larga: f64,
    /// What the pages that follow the first say that they go on with; empty where they say nothing.
    pub(super) nome: String,
    /// Name, count and caption over the first piece, without the names of columns.
    pub(super) testa: f64,
    /// Under the last piece.
    pub(super) coda: f64,
}

impl Pagina {
    /// A page that stands, or one that is turned, with nothing but rows.
    pub(super) fn di(girata: bool) -> Self {
        Self {
            alta: if girata { 173.0 } else { 247.0 },
            larga: if girata { ORIZZONTALE } else { VERTICALE },
            nome: String::new(),
            testa: 0.0,
            coda: 0.0,
        }
    }
}

/// The names of columns, in millimetres.
fn intestazione(colonne: &[Colonna]) -> f64 {
    let alta = colonne.iter().map(Colonna::righe_della_testa).max();
    altezza(alta.unwrap_or(1), PICCOLO) + ARIA_DELLA_TESTA
}

/// The line that says that a table goes on.
fn seguito(nome: &str, larga: f64) -> f64 {
    if nome.is_empty() {
        return 0.0;
    }
    let detto = format!("{nome}, segue (10 di 10)");
    let quante = righe(&detto, larga / MM_PER_PUNTO, CORPO_DEL_SEGUITO, true);
    let prima = RIGA * CORPO_DEL_SEGUITO * MM_PER_PUNTO;
    prima + (quante - 1) as f64 * RIGA_DEL_SEGUITO + SOTTO_IL_SEGUITO
}

/// A line of the table with the height of what it says.
#[derive(Clone)]
struct Misurata {
    voce: Voce,
    testo: f64,
    /// Millimetres that a band has above and below beyond the air of a row.
    in_piu: f64,
}

impl Misurata {
    fn alta(&self, aria: f64) -> f64 {
        self.testo + 2.0 * (aria + self.in_piu)
    }
}

fn altezza(righe: usize, corpo: f64) -> f64 {
    (RIGA + (righe.max(1) - 1) as f64 * PASSO) * corpo * MM_PER_PUNTO
}

fn misura(voce: Voce, colonne: &[Colonna], larga: f64) -> Misurata {
    match voce {
        Voce::Fascia(fascia) => misura_fascia(fascia, larga),
        Voce::Riga(riga) => Misurata {
            testo: alta_riga(&riga, colonne),
            in_piu: 0.0,
            voce: Voce::Riga(riga),
        },
    }
}

fn misura_fascia(fascia: Fascia, larga: f64) -> Misurata {
    let livello = usize::from(fascia.livello);
    let corpo = CORPI_DELLE_FASCE[livello];
    let testi = fascia.cella.testi();
    let quante = testi.map(|testo| righe(testo, per_intero(larga), corpo, true));
    Misurata {
        testo: altezza(quante.sum(), corpo),
        in_piu: IN_PIU[livello],
        voce: Voce::Fascia(fascia),
    }
}

fn alta_riga(riga: &Riga, colonne: &[Colonna]) -> f64 {
    let di = |(cella, colonna): (&Cella, &Colonna)| match cella {
        Cella::Voto {
            grado: Some(grado),
            giudizio,
            ..
        } => {
            let detto = format!("{grado} {giudizio}");
            altezza(righe(&detto, colonna.utile(), CORPO, false), CORPO) + BARRA
        }
        Cella::Passo { .. } => PASSO_ALTO,
        Cella::Linea { .. } => LINEA_ALTA,
        cella => {
            let conta = |testo| righe(testo, colonna.utile(), colonna.corpo(), colonna.forte());
            altezza(cella.testi().map(conta).sum(), colonna.corpo())
        }
    };
    let celle = riga.celle.iter().zip(colonne).map(di);
    let intera = celle.fold(0.0, f64::max);
    let larga: f64 = colonne.iter().map(|colonna| colonna.larga).sum();
    let sotto = riga.note.iter().map(|nota| {
        let testi = nota
            .cella
            .testi()
            .map(|testo| format!("{}: {testo}", nota.nome));
        testi
            .map(|testo| righe(&testo, per_intero(larga), CORPO, false))
            .sum::<usize>()
    });
    match sotto.sum() {
        0 => intera,
        righe => intera + altezza(righe, CORPO) + SOPRA_E_SOTTO_LE_NOTE,
    }
}

/// A row whose cells are no taller than a reader bears: a text that its column is too narrow for,
/// or a number that would have to be set smaller than a note, stands under the values, over the whole width, and its cell says so. A name stays: it is what the
/// row is told by.
fn alleggerita(voce: Voce, colonne: &[Colonna]) -> Voce {
    const RIGHE: usize = 8;
    const RIMANDO: &str = "qui sotto";
    let Voce::Riga(mut riga) = voce else {
        return voce;
    };
    for (cella, colonna) in riga.celle.iter_mut().zip(colonne).skip(1) {
        let scritta = matches!(cella, Cella::Testo(_) | Cella::Scritta(_));
        let conta = |testo| righe(testo, colonna.utile(), colonna.corpo(), colonna.forte());
        let alta = cella.testi().map(conta).sum::<usize>() > RIGHE;
        if scritta && (alta || cella.testi().any(|testo| !colonna.contiene(testo))) {
            riga.note.push(Nota {
                nome: colonna.nome(),
                cella: std::mem::replace(cella, Cella::Testo(RIMANDO.to_owned())),
                campo: colonna.dove.clone(),
            });
        }
    }
    Voce::Riga(riga)
}

/// Where the table may be cut: before the first band of a group, so that an azione keeps its rows.
fn tagli(voci: &[Misurata], massima: f64) -> Vec<usize> {
    let banda = |n: usize| matches!(&voci[n].voce, Voce::Fascia(_));
    let mut tagli: Vec<usize> = (1..voci.len())
        .filter(|&n| banda(n) && !banda(n - 1))
        .collect();
    // A group taller than a good part of a page is cut between its rows as well.
    let mut fermi = vec![0];
    fermi.extend(&tagli);
    fermi.push(voci.len());
    for gruppo in fermi.windows(2) {
        let alto: f64 = voci[gruppo[0]..gruppo[1]]
            .iter()
            .map(|m| m.alta(COMODA))
            .sum();
        if alto > massima {
            tagli.extend((gruppo[0] + 2..gruppo[1]).filter(|&n| !banda(n) && !banda(n - 1)));
        }
    }
    tagli.sort_unstable();
    tagli
}

/// A table whose rows are measured, before its pages are chosen.
pub(super) struct Bozza {
    /// It has no lines yet.
    tavola: Tavola,
    voci: Vec<Misurata>,
    alta: f64,
    larga: f64,
    /// What stands over the rows of its first page, and of those that follow.
    testa: f64,
    testa_seguito: f64,
    coda: f64,
}

/// What of a table stands on a page: bands that are said again, then its lines.
struct Pezzo {
    ripetute: Vec<Misurata>,
    righe: Range<usize>,
}

impl Bozza {
    pub(super) fn nuova(tavola: Tavola, voci: Vec<Voce>, pagina: &Pagina) -> Self {
        let colonne = &tavola.colonne;
        let nomi = intestazione(colonne);
        let misurata = |voce| misura(alleggerita(voce, colonne), colonne, pagina.larga);
        let breve = breve(&pagina.nome, NOME_NEL_SEGUITO);
        Self {
            voci: voci.into_iter().map(misurata).collect(),
            alta: pagina.alta,
            larga: pagina.larga,
            testa: pagina.testa + nomi,
            testa_seguito: seguito(&breve, pagina.larga) + nomi,
            coda: pagina.coda,
            tavola: Tavola { breve, ..tavola },
        }
    }

    /// The table with its lines.
    pub(super) fn tavola(self) -> Tavola {
        Tavola {
            voci: self
                .voci
                .into_iter()
                .map(|misurata| misurata.voce)
                .collect(),
            ..self.tavola
        }
    }

    pub(super) fn girata(&self) -> bool {
        self.tavola.girata
    }

    /// Its pages where it stands alone, from the head of one.
    pub(super) fn fogli(&self) -> Vec<Foglio> {
        let corsa = Corsa::di(&[self], 0.0);
        corsa.into_iter().flatten().flatten().collect()
    }

    /// Down to where a page may be taken.
    fn fondo(&self) -> f64 {
        self.alta - SCARTO
    }

    /// All that stands over, in and under the rows of a table that is whole.
    fn intera(&self, aria: f64) -> f64 {
        self.testa + alta(&self.voci, aria) + self.coda
    }

    /// The same as tight and small as it may be.
    fn ridotta(&self) -> f64 {
        let righe = self.voci.iter();
        let righe = righe.map(|voce| voce.testo * PIU_PICCOLO + 2.0 * (STRETTA + voce.in_piu));
        self.testa + righe.sum::<f64>() + self.coda
    }

    fn alto(&self, pezzo: &Pezzo, aria: f64) -> f64 {
        alta(&pezzo.ripetute, aria) + alta(&self.voci[pezzo.righe.clone()], aria)
    }

    /// The air that lets a piece end at the foot of its page, within bounds.
    fn aria(&self, pezzo: &Pezzo, libera: f64) -> f64 {
        let righe = (pezzo.righe.len() + pezzo.ripetute.len()).max(1) as f64;
        let giusta = COMODA + (libera - self.alto(pezzo, COMODA)) / (2.0 * righe);
        giusta.clamp(STRETTA, COMODA)
    }

    /// A page of the table, which begins at `y` with so much over its rows and under them.
    fn foglio(&self, pezzo: Pezzo, y: f64, (testa, coda): (f64, f64), aria: f64) -> Foglio {
        let fine = y + testa + self.alto(&pezzo, aria) + coda;
        let voci = || pezzo.ripetute.iter().chain(&self.voci[pezzo.righe.clone()]);
        let voci_intere = voci().all(|voce| voce.testo < RIGA_INTERA);
        let mut prospettive: Vec<usize> = voci().filter_map(prospettiva).collect();
        prospettive.sort_unstable();
        prospettive.dedup();
        Foglio {
            aria: tondo(aria),
            corpo: CORPO,
            intere: voci_intere,
            sotto: y > 0.0,
            fine: tondo(fine),
            prospettive,
            ripetute: pezzo.ripetute.into_iter().map(|voce| voce.voce).collect(),
            da: pezzo.righe.start,
            a: pezzo.righe.end,
        }
    }

    /// The whole table at `y`.
    fn foglio_intero(&self, y: f64, aria: f64) -> Foglio {
        let pezzo = Pezzo {
            ripetute: Vec::new(),
            righe: 0..self.voci.len(),
        };
        self.foglio(pezzo, y, (self.testa, self.coda), aria)
    }

    /// The whole table in smaller letters.
    fn foglio_piccolo(&self) -> Foglio {
        let righe = self.voci.len().max(1) as f64;
        let aria = STRETTA + (self.fondo() - self.ridotta()) / (2.0 * righe);
        let aria = aria.min(COMODA);
        Foglio {
            corpo: CORPO * PIU_PICCOLO,
            fine: tondo(self.ridotta() + 2.0 * righe * (aria - STRETTA)),
            ..self.foglio_intero(0.0, aria)
        }
    }

    /// Several pages, the first from `y`.
    fn fogli_da(&self, y: f64) -> Vec<Foglio> {
        let pezzi = self.pezzi(y);
        let ultimo = pezzi.len() - 1;
        let foglio = |(n, pezzo): (usize, Pezzo)| {
            let (y, testa) = if n == 0 {
                (y, self.testa)
            } else {
                (0.0, self.testa_seguito)
            };
            let coda = if n == ultimo { self.coda } else { 0.0 };
            let aria = self.aria(&pezzo, self.fondo() - y - testa - coda);
            self.foglio(pezzo, y, (testa, coda), aria)
        };
        pezzi.into_iter().enumerate().map(foglio).collect()
    }

    /// Pages about as full as one another, as few as can be; each opens with the bands that it stands
    /// under. A first page that has something above is filled.
    fn pezzi(&self, y: f64) -> Vec<Pezzo> {
        let prima = (self.fondo() - y - self.testa).max(MINIMA);
        let altre = self.fondo() - self.testa_seguito - self.coda;
        let seguite = ((alta(&self.voci, FITTA) - prima) / (altre - RIPETUTE)).ceil();
        let quante = (1.0 + seguite).max(2.0);
        let pezzi = self.tagliata((prima, altre), quante, y > 0.0);
        let servono = pezzi.len() as f64;
        if servono <= quante {
            return pezzi;
        }
        // Groups that stay whole took one more: it is not to hold what was left alone.
        self.tagliata((prima, altre), servono, y > 0.0)
    }

    fn tagliata(&self, (prima, altre): (f64, f64), quante: f64, piena: bool) -> Vec<Pezzo> {
        let mut taglio = Taglio {
            bozza: self,
            piena,
            prima,
            altre,
            quante,
            resta: alta(&self.voci, COMODA),
            pezzi: Vec::new(),
            sopra: Vec::new(),
        };
        let mut inizio = 0;
        let tagli = tagli(&self.voci, prima.min(altre) * 0.3);
        for fine in tagli.into_iter().chain([self.voci.len()]) {
            taglio.aggiungi(inizio..fine);
            inizio = fine;
        }
        taglio.pezzi
    }
}

/// A table while it is cut into pages.
struct Taglio<'a> {
    bozza: &'a Bozza,
    /// True if the first page is to be filled, not to be like the others.
    piena: bool,
    /// Room for rows on the first page and on the others, and how many these may be.
    prima: f64,
    altre: f64,
    quante: f64,
    /// The height of what stands on the open page and of what follows.
    resta: f64,
    pezzi: Vec<Pezzo>,
    /// The bands in force.
    sopra: Vec<Fascia>,
}

impl Taglio<'_> {
    fn libera(&self, pagina: usize) -> f64 {
        if pagina == 0 { self.prima } else { self.altre }
    }

    /// A page as full as those that follow it, for what is left.
    fn giusta(&self, pagina: usize) -> f64 {
        let libera = self.libera(pagina);
        if self.piena && pagina == 0 {
            return libera;
        }
        let seguenti = (self.quante - 1.0 - pagina as f64).max(0.0);
        let piena = self.resta / (libera + seguenti * self.altre);
        (libera * piena).min(libera)
    }

    /// A group goes on the open page, or opens another.
    fn aggiungi(&mut self, gruppo: Range<usize>) {
        let voci = &self.bozza.voci[gruppo.clone()];
        match self.pezzi.last() {
            None => self.apri(Vec::new(), gruppo.start),
            Some(pezzo) => {
                let aperta = self.pezzi.len() - 1;
                let aperto = self.bozza.alto(pezzo, COMODA);
                let stretto = self.bozza.alto(pezzo, STRETTA) + alta(voci, STRETTA);
                let oltre = aperto + alta(voci, COMODA) / 2.0 > self.giusta(aperta);
                let ne_restano = (self.pezzi.len() as f64) < self.quante;
                if ne_restano && oltre || stretto > self.libera(aperta) {
                    let ripetute = ripetute(&self.sopra, voci, self.bozza.larga);
                    self.resta += alta(&ripetute, COMODA) - aperto;
                    self.apri(ripetute, gruppo.start);
                }
            }
        }
        ricorda(&mut self.sopra, voci);
        if let Some(pezzo) = self.pezzi.last_mut() {
            pezzo.righe.end = gruppo.end;
        }
    }

    fn apri(&mut self, ripetute: Vec<Misurata>, da: usize) {
        self.pezzi.push(Pezzo {
            ripetute,
            righe: da..da,
        });
    }
}

fn tondo(millimetri: f64) -> f64 {
    (millimetri * 100.0).round() / 100.0
}

/// How tables that follow one another stand on their pages: from the head of one, then under so much
/// text, wherever that is of use. What is not told of a table under text is as at the head of a page.
pub(super) fn modi(bozze: &[&Bozza]) -> Vec<Modo> {
    let base = Corsa::di(bozze, 0.0).unwrap_or_default();
    let alta = bozze.first().map_or(0.0, |bozza| bozza.alta);
    let passi = (1..).map(|n| f64::from(n) * PASSI_DEL_TESTO);
    let passi = passi.take_while(|da| da + INIZIO < alta);
    let sotto_testo = passi.filter_map(|da| {
        let mut fogli = Corsa::di(bozze, da)?;
        let uguali = fogli.iter().rev().zip(base.iter().rev());
        let uguali = uguali.take_while(|(suoi, altri)| suoi == altri).count();
        fogli.truncate(fogli.len() - uguali);
        Some(Modo { da, fogli })
    });
    let mut modi: Vec<Modo> = sotto_testo.collect();
    modi.insert(
        0,
        Modo {
            da: 0.0,
            fogli: base,
        },
    );
    modi
}

/// Tables one after the other, while their pages fill.
struct Corsa<'a> {
    bozze: Vec<&'a Bozza>,
    fogli: Vec<Vec<Foglio>>,
    /// Down to where the page is taken.
    y: f64,
    /// The first of the tables that stand whole on the page, one under the other, and where it begins.
    intere: usize,
    da: f64,
}

impl<'a> Corsa<'a> {
    /// The pages of tables, the first of which begins so far down its own; none if it cannot begin
    /// there.
    fn di(bozze: &[&'a Bozza], da: f64) -> Option<Vec<Vec<Foglio>>> {
        let mut corsa = Self {
            bozze: Vec::new(),
            fogli: Vec::new(),
            y: da,
            intere: 0,
            da,
        };
        for bozza in bozze {
            let prima = corsa.bozze.is_empty();
            if !corsa.sotto(bozza) {
                if prima && da > 0.0 {
                    return None;
                }
                corsa.a_capo(bozza);
            }
        }
        corsa.allarga();
        Some(corsa.fogli)
    }

    /// Sets a table under what stands on the page, whole or, if the page would stay too white, begun;
    /// false if it does not go there.
    fn sotto(&mut self, bozza: &'a Bozza) -> bool {
        if self.y <= 0.0 {
            return false;
        }
        self.bozze.push(bozza);
        if self.strette() <= bozza.fondo() {
            self.fogli.push(Vec::new());
            self.pareggia();
            return true;
        }
        self.bozze.pop();
        let y = self.inizio();
        let bianca = self.y < PIENA * bozza.alta && self.larga().is_none();
        if !bianca || y + bozza.testa + INIZIO > bozza.fondo() {
            return false;
        }
        let fogli = bozza.fogli_da(y);
        let sta = fogli.len() > 1 && fogli.iter().all(|foglio| foglio.fine <= bozza.alta);
        if sta {
            self.continua(bozza, fogli);
        }
        sta
    }

    /// Sets a table from the head of a page.
    fn a_capo(&mut self, bozza: &'a Bozza) {
        self.allarga();
        (self.intere, self.da) = (self.bozze.len(), 0.0);
        if bozza.intera(STRETTA) <= bozza.fondo() {
            self.bozze.push(bozza);
            self.fogli.push(Vec::new());
            self.pareggia();
        } else if bozza.ridotta() <= bozza.fondo() {
            self.continua(bozza, vec![bozza.foglio_piccolo()]);
        } else {
            self.continua(bozza, bozza.fogli_da(0.0));
        }
    }

    /// A table that shares no air with what follows it.
    fn continua(&mut self, bozza: &'a Bozza, fogli: Vec<Foglio>) {
        self.y = fogli.last().map_or(0.0, |foglio| foglio.fine);
        self.bozze.push(bozza);
        self.fogli.push(fogli);
        self.intere = self.bozze.len();
        self.da = self.inizio();
    }

    /// Where the next table would begin.
    fn inizio(&self) -> f64 {
        match self.bozze.is_empty() {
            true => self.y,
            false => self.y + STACCO,
        }
    }

    /// Down to where the whole tables of the page go, as tight as they may be.
    fn strette(&self) -> f64 {
        let intere = &self.bozze[self.intere..];
        let stacchi = intere.len().saturating_sub(1) as f64 * STACCO;
        let alte = intere.iter().map(|bozza| bozza.intera(STRETTA));
        self.da + stacchi + alte.sum::<f64>()
    }

    fn righe(&self) -> f64 {
        let intere = self.bozze[self.intere..].iter();
        intere.map(|bozza| bozza.voci.len()).sum::<usize>().max(1) as f64
    }

    /// Gives the whole tables of the page the same air: as they breathe, or less to fit.
    fn pareggia(&mut self) {
        let fondo = self.bozze.last().map_or(0.0, |bozza| bozza.fondo());
        let aria = STRETTA + (fondo - self.strette()) / (2.0 * self.righe());
        self.componi(aria.min(COMODA));
    }

    fn componi(&mut self, aria: f64) {
        let mut y = self.da;
        let intere = self.bozze.iter().zip(&mut self.fogli).skip(self.intere);
        for (bozza, fogli) in intere {
            let foglio = bozza.foglio_intero(y, aria);
            self.y = foglio.fine;
            y = self.y + STACCO;
            *fogli = vec![foglio];
        }
    }

    /// The air that would fill the page of a table that is alone on it: a short one is not pulled
    /// apart.
    fn larga(&self) -> Option<f64> {
        let [sola] = &self.bozze[self.intere..] else {
            return None;
        };
        let manca = (PIENA * sola.alta - self.y) / (2.0 * self.righe());
        let aria = COMODA + manca;
        (self.da <= 0.0 && manca > 0.0 && aria <= AMPIA).then_some(aria)
    }

    fn allarga(&mut self) {
        if let Some(aria) = self.larga() {
            self.componi(aria);
        }
    }
}

fn alta(voci: &[Misurata], aria: f64) -> f64 {
    voci.iter().map(|voce| voce.alta(aria)).sum()
}

fn prospettiva(misurata: &Misurata) -> Option<usize> {
    match &misurata.voce {
        Voce::Fascia(fascia) => Some(fascia.prospettiva),
        Voce::Riga(_) => None,
    }
}

/// The bands in force after a group.
fn ricorda(sopra: &mut Vec<Fascia>, gruppo: &[Misurata]) {
    for misurata in gruppo {
        if let Voce::Fascia(fascia) = &misurata.voce {
            sopra.retain(|sua| sua.livello < fascia.livello);
            sopra.push(fascia.clone());
        }
    }
}

/// The bands that a group stands under and does not open itself, for the head of a page.
fn ripetute(sopra: &[Fascia], gruppo: &[Misurata], larga: f64) -> Vec<Misurata> {
    let sua = match gruppo.first().map(|m| &m.voce) {
        Some(Voce::Fascia(fascia)) => fascia.livello,
        _ => u8::MAX,
    };
    let di_prima = sopra.iter().filter(|fascia| fascia.livello < sua);
    // What a band says in full stands on a page before: here a line of it will do.
    let lettere = (larga / LETTERA_DI_FASCIA) as usize;
    di_prima
        .map(|fascia| {
            let mut detta = breve(fascia.cella.testo(), lettere);
            // An azione that is cut says that it goes on.
            if fascia.livello == AZIONE {
                detta += " (segue)";
            }
            let cella = match &fascia.cella {
                Cella::Testo(_) => Cella::Testo(detta),
                segnata => segnata.clone(),
            };
            misura_fascia(
                Fascia {
                    cella,
                    ..fascia.clone()
                },
                larga,
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::colonne::Veste;
    use super::*;

    const PAGINA: Pagina = Pagina {
        alta: 247.0,
        larga: VERTICALE,
        nome: String::new(),
        testa: 35.0,
        coda: 5.0,
    };

    fn testo(testo: &str) -> Cella {
        Cella::Testo(testo.to_owned())
    }

    fn fascia(livello: u8, nome: &str) -> Voce {
        Voce::Fascia(Fascia {
            livello,
            prospettiva: 0,
            cella: testo(nome),
            dove: None,
        })
    }

    fn bozza(azioni: usize, righe: usize) -> Bozza {
        let mut voci = vec![fascia(0, "Prospettiva"), fascia(1, "1.1 Obiettivo")];
        for _ in 0..azioni {
            voci.push(fascia(2, "Azione"));
            voci.extend((0..righe).map(|_| {
                let nome = "Numero di imprese assistite nei servizi digitali dell’ente";
                Voce::Riga(Riga {
                    celle: vec![testo(nome)],
                    ..Riga::default()
                })
            }));
        }
        let tavola = Tavola {
            colonne: vec![Colonna::nuova(&["Indicatore"], 70.0, Veste::Nome)],
            ..Tavola::default()
        };
        Bozza::nuova(tavola, voci, &PAGINA)
    }

    /// The rows of a table are all there once, in their order, and no page is taken too far down.
    fn regge(bozza: &Bozza, fogli: &[Foglio]) {
        let mut fatte = 0;
        for foglio in fogli {
            assert_eq!(foglio.da, fatte);
            assert!(foglio.fine <= PAGINA.alta, "{}", foglio.fine);
            fatte = foglio.a;
        }
        assert_eq!(fatte, bozza.voci.len());
    }

    #[test]
    fn a_service_takes_one_page_wherever_it_can() {
        for azioni in [4, 8] {
            let bozza = bozza(azioni, 3);
            let fogli = bozza.fogli();
            regge(&bozza, &fogli);
            assert_eq!(fogli.len(), 1, "{azioni} azioni");
        }
    }

    #[test]
    fn pages_of_a_long_service_are_alike_and_full() {
        for azioni in [10, 12, 17, 25, 60] {
            let bozza = bozza(azioni, 3);
            let fogli = bozza.fogli();
            regge(&bozza, &fogli);
            assert!(fogli.len() > 1, "{azioni} azioni");
            for (n, foglio) in fogli.iter().enumerate() {
                let piena = foglio.fine / PAGINA.alta;
                assert!(piena >= 0.6, "{azioni} azioni, {n}: {piena}");
                assert_eq!(foglio.ripetute.len(), if n == 0 { 0 } else { 2 });
            }
        }
    }

    #[test]
    fn an_azione_taller_than_a_page_goes_on() {
        let fogli = bozza(1, 60).fogli();
        let Voce::Fascia(azione) = &fogli[1].ripetute[2] else {
            panic!("no azione");
        };
        assert_eq!(azione.cella.testo(), "Azione (segue)");
    }

    #[test]
    fn a_text_too_tall_for_its_column_stands_under_its_row() {
        let colonne = vec![
            Colonna::nuova(&["Indicatore"], 70.0, Veste::Nome),
            Colonna::nuova(&["Fonte", "del dato"], 22.0, Veste::Nota).con_campo("fonte"),
        ];
        let riga = |fonte: &str| {
            Voce::Riga(Riga {
                celle: vec![testo("Imprese assistite"), testo(fonte)],
                ..Riga::default()
            })
        };
        let lunga = "Registro delle imprese della provincia ".repeat(10);
        let tavola = Tavola {
            colonne,
            ..Tavola::default()
        };
        let bozza = Bozza::nuova(tavola, vec![riga("Registro"), riga(&lunga)], &PAGINA);
        assert!(bozza.voci[1].testo < 30.0, "{}", bozza.voci[1].testo);
        let voci = bozza.tavola().voci;
        let righe: Vec<&Riga> = voci
            .iter()
            .map(|voce| match voce {
                Voce::Riga(riga) => riga,
                Voce::Fascia(_) => panic!("a band"),
            })
            .collect();
        assert!(righe[0].note.is_empty());
        assert_eq!(righe[0].celle[1], testo("Registro"));
        assert_eq!(righe[1].celle[1], testo("qui sotto"));
        let nota = &righe[1].note[0];
        assert_eq!(
            (nota.nome.as_str(), nota.campo.as_deref()),
            ("Fonte del dato", Some("fonte"))
        );
        assert_eq!(nota.cella, testo(&lunga), "not a letter of it is lost");
    }

    #[test]
    fn no_page_between_two_tables_stays_half_white() {
        let lunghe = [3, 6, 2, 8, 5, 1, 7, 4, 9, 20, 3, 8, 1, 1, 12];
        let bozze = lunghe.map(|azioni| bozza(azioni, 3));
        let tutte: Vec<&Bozza> = bozze.iter().collect();
        let fogli = Corsa::di(&tutte, 0.0).expect("pages");
        for (bozza, suoi) in bozze.iter().zip(&fogli) {
            regge(bozza, suoi);
        }
        let in_fila: Vec<&Foglio> = fogli.iter().flatten().collect();
        for due in in_fila.windows(2).filter(|due| !due[1].sotto) {
            let piena = due[0].fine / PAGINA.alta;
            assert!(piena >= 0.6, "{piena}");
        }
    }

    #[test]
    fn a_table_begins_under_text_only_where_it_goes() {
        let corta = bozza(3, 3);
        let modi_corta = modi(&[&corta]);
        assert_eq!(modi_corta[0].da, 0.0);
        assert!(modi_corta.len() > 4, "{}", modi_corta.len());
        for modo in &modi_corta[1..] {
            let foglio = &modo.fogli[0][0];
            assert!(foglio.sotto && foglio.fine > modo.da);
            regge(&corta, &modo.fogli[0]);
        }
        // One that takes a page begins under text that leaves most of it white, and nowhere else.
        let intera = bozza(8, 3);
        let da = modi(&[&intera])
            .iter()
            .map(|modo| modo.da)
            .fold(0.0, f64::max);
        assert!((100.0..160.0).contains(&da), "{da}");
    }
}
