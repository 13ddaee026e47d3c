//! The cruscotti of the Piano: what was asked and reached, what is asked, and the way between.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::CampoRiga;
use crate::model::{Cruscotto, Modello, Riga as RigaModello, RuoloCruscotto, Valore, Verso};
use crate::rendiconto::conteggio;

use super::super::curato::{MM_PER_PUNTO, curato, in_colonna, righe};
use super::super::revisione::Revisione;
use super::cella::{Cella, Scritta};
use super::colonne::{Colonna, ORIZZONTALE, PICCOLO, VERTICALE, Veste, per_intero};
use super::fasce::Fasce;
use super::marche::{Marcata, marcate};
use super::pagine::{Bozza, Pagina};
use super::passo::{linea, passo};
use super::serie::{Posti, Serie, chiesto};
use super::tavola::{Riga, Segni, Tavola, Voce, luogo};

/// Years that are gone keep their figures in so many columns; the others become a line.
const ANNI_IN_CIFRE: usize = 3;
/// A name in a narrower column is not read with ease.
const NOME_MINIMO: f64 = 52.0;

/// The tables of the cruscotti that have a place.
pub(super) fn piano<'a>(
    modello: &'a Modello,
    revisione: &Revisione,
    posti: &Posti<'a>,
) -> Serie<'a> {
    let indicatori = modello.indicatori.iter();
    let versi = indicatori.map(|indicatore| (indicatore.id.as_str(), indicatore.verso));
    let versi = versi.collect();
    let bozze = modello.cruscotti.iter().filter_map(|cruscotto| {
        let id = cruscotto.id.as_str();
        let disegno = || Disegno::nuovo(modello, &versi, cruscotto, revisione);
        chiesto(posti, id).then(|| (id, disegno().bozza()))
    });
    Serie::nuova(bozze.collect(), posti)
}

/// What a column of the table reads of a row.
#[derive(Clone, Copy, PartialEq)]
enum Campo {
    Nome,
    Tipo,
    Linea,
    Atteso(i16),
    Consuntivo(i16),
    Passo,
    Fonte,
}

/// A table while it is made.
struct Disegno<'a> {
    modello: &'a Modello,
    versi: &'a BTreeMap<&'a str, Verso>,
    cruscotto: &'a Cruscotto,
    revisione: &'a Revisione,
    campi: Vec<Campo>,
    colonne: Vec<Colonna>,
    girata: bool,
    /// True where strategic rows are told from those of the service alone.
    operativi: bool,
    /// Years whose results are drawn as a line.
    lontani: Vec<i16>,
}

impl<'a> Disegno<'a> {
    fn nuovo(
        modello: &'a Modello,
        versi: &'a BTreeMap<&'a str, Verso>,
        cruscotto: &'a Cruscotto,
        revisione: &'a Revisione,
    ) -> Self {
        let del_tutto = modello.ruolo(cruscotto) == RuoloCruscotto::Strategico;
        let operativi = !del_tutto && cruscotto.righe.iter().any(|riga| !riga.strategico);
        let (lontani, valori) = Anni::di(cruscotto, modello).in_colonna();
        let mut campi = vec![Campo::Nome];
        campi.extend(operativi.then_some(Campo::Tipo));
        campi.extend((lontani.len() > 1).then_some(Campo::Linea));
        campi.extend(con_passo(valori, modello));
        campi.push(Campo::Fonte);
        let (girata, colonne) = colonne(&campi, modello);
        Self {
            modello,
            versi,
            cruscotto,
            revisione,
            campi,
            colonne,
            girata,
            operativi,
            lontani,
        }
    }

    fn bozza(self) -> Bozza {
        let mut fasce = Fasce::nuove(&self.modello.prospettive);
        let banda = Colonna::nuova(&[], self.larga(), Veste::Nome);
        let mut voci = Vec::new();
        for marcata in marcate(&self.cruscotto.id, &self.cruscotto.righe, self.revisione) {
            let riga = marcata.riga;
            let azione = marcata.cella(&banda, &riga.azione, CampoRiga::Azione);
            let nomi = [&*riga.prospettiva, &riga.obiettivo, &riga.azione];
            voci.extend(fasce.apri(nomi, azione, Some(&luogo(&riga.origine))));
            voci.push(Voce::Riga(self.riga(&marcata)));
        }
        let segni = Segni {
            operativi: self.operativi,
            di_sistema: self.cruscotto.righe.iter().any(|riga| riga.di_sistema),
            linea: self
                .campi
                .contains(&Campo::Linea)
                .then(|| self.estremi())
                .flatten(),
            ..Segni::di(&voci)
        };
        let pagina = self.pagina(&segni);
        let tavola = Tavola {
            girata: self.girata,
            segni,
            colonne: self.colonne,
            ..Tavola::default()
        };
        Bozza::nuova(tavola, voci, &pagina)
    }

    fn larga(&self) -> f64 {
        if self.girata { ORIZZONTALE } else { VERTICALE }
    }

    fn estremi(&self) -> Option<[i16; 2]> {
        Some([*self.lontani.first()?, *self.lontani.last()?])
    }

    fn riga(&self, marcata: &Marcata<'_>) -> Riga {
        let campi = self.campi.iter().zip(&self.colonne);
        Riga {
            operativa: self.operativi && !marcata.riga.strategico,
            celle: campi
                .map(|(campo, colonna)| self.cella(marcata, *campo, colonna))
                .collect(),
            progetto: progetto(self.modello, &marcata.riga.indicatore),
            stato: marcata.stato(),
            dove: Some(luogo(&marcata.riga.origine)),
            ..Riga::default()
        }
    }

    fn cella(&self, marcata: &Marcata<'_>, campo: Campo, colonna: &Colonna) -> Cella {
        let riga = marcata.riga;
        match campo {
            Campo::Nome => {
                let nome = con_segno(&riga.nome, riga.di_sistema);
                marcata.cella(colonna, &nome, CampoRiga::Nome)
            }
            Campo::Tipo => Cella::Testo(if riga.strategico { "S" } else { "O" }.to_owned()),
            Campo::Linea => linea(&self.punti(riga)),
            Campo::Atteso(anno) => {
                let cella = atteso(riga, anno, colonna);
                marcata.atteso(cella, colonna, anno)
            }
            Campo::Consuntivo(anno) => {
                let testo = Valore::stampato(riga.consuntivo(anno));
                marcata.cella(colonna, &testo, CampoRiga::Consuntivo(anno))
            }
            Campo::Passo => self.passo(riga),
            Campo::Fonte => marcata.cella(colonna, &riga.fonte, CampoRiga::Fonte),
        }
    }

    fn punti<'r>(&self, riga: &'r RigaModello) -> Vec<(i16, &'r Valore)> {
        let anni = self.lontani.iter();
        anni.filter_map(|anno| Some((*anno, riga.consuntivo(*anno)?)))
            .collect()
    }

    fn passo(&self, riga: &RigaModello) -> Cella {
        let verso = self.versi.get(riga.indicatore.as_str());
        let da = riga.consuntivo(self.modello.anno_relazione);
        let a = riga.atteso(self.modello.anno);
        passo(da, a, verso.copied().unwrap_or(Verso::Crescente))
            .unwrap_or(Cella::Testo(String::new()))
    }

    /// The room of the table, with its head and what stands under it.
    fn pagina(&self, segni: &Segni) -> Pagina {
        let intera = per_intero(self.larga());
        let note = note(self.cruscotto).map(|nota| righe(&nota, intera, PICCOLO, false));
        let note: usize = note.sum();
        let nome = &self.cruscotto.nome;
        let titolo = righe(nome, intera, TITOLO, true);
        let chi = self.cruscotto.responsabile.as_deref();
        let conto = conteggio(&self.modello.nomi, self.cruscotto);
        let larga = self.larga();
        Pagina {
            larga,
            nome: nome.clone(),
            testa: NOME.alto(titolo)
                + chi_risponde(chi, &conto, larga)
                + legenda(segni, larga)
                + didascalia(nome, larga),
            coda: coda(note),
            ..Pagina::di(self.girata)
        }
    }
}

/// The size of the name over a table, in points.
pub(super) const TITOLO: f64 = 19.0;
/// Its first line and each that follows, in millimetres.
pub(super) const NOME: NomeInTesta = NomeInTesta {
    prima: 4.7,
    altre: 7.0,
};
/// Who answers and what is counted, with the white above.
pub(super) fn chi_risponde(responsabile: Option<&str>, conto: &str, larga: f64) -> f64 {
    const UNA: f64 = 5.1;
    const ALTRA: f64 = 3.8;
    const TESTO: f64 = 10.2;
    let chi = responsabile.map(|chi| format!("Responsabile: {chi} · "));
    let detto = chi.unwrap_or_default() + conto;
    let quante = righe(&detto, larga / MM_PER_PUNTO, TESTO, false);
    UNA + (quante - 1) as f64 * ALTRA
}

/// The caption of what has this name, with the white above and under it.
pub(super) fn didascalia(nome: &str, larga: f64) -> f64 {
    const UNA: f64 = 8.8;
    const ALTRA: f64 = 3.8;
    const TESTO: f64 = 9.0;
    let detta = format!("Tabella 10 – {nome}: indicatori e risultati");
    let quante = righe(&detta, larga / MM_PER_PUNTO, TESTO, false);
    UNA + (quante - 1) as f64 * ALTRA
}

/// The height of the lines of a name.
pub(super) struct NomeInTesta {
    pub(super) prima: f64,
    pub(super) altre: f64,
}

impl NomeInTesta {
    pub(super) fn alto(&self, righe: usize) -> f64 {
        self.prima + righe.saturating_sub(1) as f64 * self.altre
    }
}

/// What the signs mean, with the white above.
pub(super) fn legenda(segni: &Segni, larga: f64) -> f64 {
    match segni.righe(larga) {
        0.0 => 2.6,
        righe => 1.1 + 3.5 * righe,
    }
}

/// Millimetres of so many lines of notes.
pub(super) fn coda(righe: usize) -> f64 {
    match righe {
        0 => 0.0,
        righe => 3.0 + 3.4 * righe as f64,
    }
}

/// The name of an indicator with the mark of those shared by the whole system.
pub(super) fn con_segno(nome: &str, di_sistema: bool) -> String {
    format!("{nome}{}", if di_sistema { "\u{A0}(*)" } else { "" })
}

/// The project that an indicator follows, by id.
pub(super) fn progetto(modello: &Modello, indicatore: &str) -> Option<String> {
    modello
        .progetto_di(indicatore)
        .map(|progetto| progetto.id.clone())
}

/// A target; one that was changed during its year with the first and what changed it.
pub(super) fn atteso(riga: &RigaModello, anno: i16, colonna: &Colonna) -> Cella {
    let cella = colonna.cella(&Valore::stampato(riga.atteso(anno)));
    let Some(cambio) = riga.rimodulazione(anno) else {
        return cella;
    };
    cambiato(cella, &cambio.prima, &cambio.detta(), colonna)
}

/// A target with the one that it was before.
pub(super) fn cambiato(cella: Cella, prima: &str, detta: &str, colonna: &Colonna) -> Cella {
    Cella::Scritta(Scritta {
        primo: (!prima.is_empty()).then(|| colonna.testo(prima)),
        detta: Some(colonna.testo(detta)),
        ..cella.scritta()
    })
}

/// The footnotes of a cruscotto, then those of its rows, which say whose they are.
fn note(cruscotto: &Cruscotto) -> impl Iterator<Item = String> {
    let delle_righe = cruscotto.righe.iter().filter_map(|riga| {
        let nota = riga.nota_pubblica.as_deref()?;
        Some(format!("{}: {nota}", riga.nome))
    });
    cruscotto.note.iter().cloned().chain(delle_righe)
}

/// The years of a cruscotto that have anything printed.
struct Anni {
    attesi: BTreeSet<i16>,
    consuntivi: BTreeSet<i16>,
    /// Those of which the results are known.
    passati: Vec<i16>,
    ultimo_rendicontato: i16,
}

impl Anni {
    fn di(cruscotto: &Cruscotto, modello: &Modello) -> Self {
        let piena = |valore: &Valore| !valore.stampa().is_empty();
        let mut attesi = BTreeSet::new();
        let mut consuntivi = BTreeSet::new();
        for riga in &cruscotto.righe {
            let valori = riga.atteso.iter().chain(&riga.rimodulato);
            attesi.extend(
                valori
                    .filter(|(_, valore)| piena(valore))
                    .map(|(anno, _)| *anno),
            );
            let valori = riga.consuntivo.iter();
            consuntivi.extend(
                valori
                    .filter(|(_, valore)| piena(valore))
                    .map(|(anno, _)| *anno),
            );
        }
        let passati = attesi.union(&consuntivi).copied();
        Self {
            passati: passati.filter(|anno| *anno < modello.anno).collect(),
            attesi,
            consuntivi,
            ultimo_rendicontato: modello.anno_relazione,
        }
    }

    /// Years whose results become a line, and the columns of the others: expected, then achieved.
    /// Where there is a line, earlier years keep only what was achieved.
    fn in_colonna(self) -> (Vec<i16>, Vec<Campo>) {
        let soglia = self.passati.len().saturating_sub(ANNI_IN_CIFRE);
        let (lontani, vicini) = match soglia {
            // A line through one year tells less than its figure.
            1 => self.passati.split_at(0),
            soglia => self.passati.split_at(soglia),
        };
        let futuri = self.attesi.union(&self.consuntivi).copied();
        let futuri = futuri.filter(|anno| !self.passati.contains(anno));
        let mut campi = Vec::new();
        for anno in vicini.iter().copied().chain(futuri) {
            let reso = self.consuntivi.contains(&anno);
            let solo_reso = reso && !lontani.is_empty() && anno < self.ultimo_rendicontato;
            let chiesto = self.attesi.contains(&anno) && !solo_reso;
            campi.extend(chiesto.then_some(Campo::Atteso(anno)));
            campi.extend(reso.then_some(Campo::Consuntivo(anno)));
        }
        (lontani.to_vec(), campi)
    }
}

/// The way from result to target stands before the target that it leads to.
fn con_passo(mut campi: Vec<Campo>, modello: &Modello) -> Vec<Campo> {
    let da = campi.contains(&Campo::Consuntivo(modello.anno_relazione));
    let a = campi
        .iter()
        .position(|campo| *campo == Campo::Atteso(modello.anno));
    if let Some(posto) = a.filter(|_| da) {
        campi.insert(posto, Campo::Passo);
    }
    campi
}

/// Widths that fit a page that stands, if the names keep room; else those of one that is turned.
fn colonne(campi: &[Campo], modello: &Modello) -> (bool, Vec<Colonna>) {
    let di_valori = |campo: &&Campo| matches!(campo, Campo::Atteso(_) | Campo::Consuntivo(_));
    let larga = larghezze(campi.iter().filter(di_valori).count(), modello);
    let altre: f64 = campi.iter().map(&larga).sum();
    let girata = VERTICALE - altre < NOME_MINIMO;
    let nome = if girata { ORIZZONTALE } else { VERTICALE } - altre;
    let colonna = |campo: &Campo| match campo {
        Campo::Nome => di_nomi(nome, modello),
        altro => colonna(*altro, larga(altro), modello),
    };
    (girata, campi.iter().map(colonna).collect())
}

/// The column of indicators, under the azioni that stand over them.
pub(super) fn di_nomi(larga: f64, modello: &Modello) -> Colonna {
    let (azione, indicatore) = (&modello.nomi.azione, &modello.nomi.indicatore);
    let testa = format!("{} e {}", azione.titolo(), indicatore.uno());
    Colonna::nuova(&[&testa], larga, Veste::Nome).con_campo("nome")
}

/// Millimetres of every column but that of names.
fn larghezze(risultati: usize, modello: &Modello) -> impl Fn(&Campo) -> f64 {
    // Dates stand out among the targets, and take more room.
    let (valore, atteso, passo, fonte) = match risultati {
        0..=3 => (17.3, 18.5, 11.0, 22.0),
        // A date just fits in letters of a note's size.
        _ => (15.97, 16.3, 10.0, 21.5),
    };
    move |campo| match campo {
        Campo::Nome => 0.0,
        Campo::Tipo => 8.0,
        Campo::Linea => 19.0,
        Campo::Passo => passo,
        Campo::Fonte => fonte,
        Campo::Atteso(anno) if *anno == modello.anno => atteso,
        Campo::Atteso(_) | Campo::Consuntivo(_) => valore,
    }
}

fn colonna(campo: Campo, larga: f64, modello: &Modello) -> Colonna {
    let di_anno = |che: &str, anno: i16, veste| {
        let colonna = Colonna::nuova(&["Risultato", che, &anno.to_string()], larga, veste);
        colonna.con_campo(format!("{che} {anno}"))
    };
    match campo {
        Campo::Tipo => Colonna::nuova(&["Tipo"], larga, Veste::Tipo),
        Campo::Linea => Colonna::nuova(&["Anni", "precedenti"], larga, Veste::Linea),
        Campo::Passo => Colonna::nuova(&["Passo"], larga, Veste::Passo),
        Campo::Atteso(anno) if anno == modello.anno => di_anno("atteso", anno, Veste::Atteso),
        Campo::Atteso(anno) => di_anno("atteso", anno, Veste::Valore),
        Campo::Consuntivo(anno) => di_anno("consuntivo", anno, Veste::Valore),
        Campo::Nome | Campo::Fonte => {
            Colonna::nuova(&["Fonte", "del dato"], larga, Veste::Nota).con_campo("fonte")
        }
    }
}

/// A name that takes a whole line of a table of such a width.
pub(super) fn in_banda(testo: &str, larga: f64) -> Cella {
    Cella::Testo(in_colonna(
        &curato(testo),
        per_intero(larga),
        super::colonne::CORPO,
    ))
}
