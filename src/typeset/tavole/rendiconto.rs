//! The tables of the Relazione: what was asked, what came of it, and why.

use crate::diff::CampoRiga;
use crate::model::{Modello, Valore};
use crate::rendiconto::{Rendiconto, RendicontoCruscotto, RendicontoRiga};

use super::super::curato::{curato, in_colonna, righe};
use super::super::revisione::Revisione;
use super::cella::Cella;
use super::colonne::{CORPO, Colonna, PICCOLO, VERTICALE, Veste, per_intero};
use super::fasce::Fasce;
use super::marche::{Marcata, marcate, raccontate};
use super::pagine::{Bozza, Pagina};
use super::piano::{NOME, TITOLO, atteso, chi_risponde, coda, con_segno, di_nomi, didascalia};
use super::piano::{legenda, progetto};
use super::serie::{Posti, Serie, chiesto};
use super::tavola::{Nota, Riga, Segni, Tavola, Voce, luogo};

/// Where the grade stands at the right of the name, and what is left for the name, in millimetres.
const NOME_IN_TESTA: f64 = 96.0;

/// What a column of the table reads of a row.
#[derive(Clone, Copy)]
enum Campo {
    Nome,
    Peso,
    Atteso,
    Consuntivo,
    Grado,
    Scostamento,
}

/// In the order of the columns.
const CAMPI: [Campo; 6] = [
    Campo::Nome,
    Campo::Peso,
    Campo::Atteso,
    Campo::Consuntivo,
    Campo::Grado,
    Campo::Scostamento,
];

/// The tables of the cruscotti of the year that have a place, with the marks of a revision.
pub(super) fn rendiconti<'a>(
    modello: &Modello,
    rendiconto: &'a Rendiconto,
    revisione: &Revisione,
    posti: &Posti<'a>,
) -> Serie<'a> {
    let disegno = Disegno {
        modello,
        rendiconto,
        revisione,
        colonne: colonne(modello),
    };
    let bozze = rendiconto.cruscotti.iter().filter_map(|cruscotto| {
        let id = cruscotto.id.as_str();
        chiesto(posti, id).then(|| (id, disegno.bozza(cruscotto)))
    });
    Serie::nuova(bozze.collect(), posti)
}

fn colonne(modello: &Modello) -> Vec<Colonna> {
    let altre = [
        Colonna::nuova(&["Peso"], 12.0, Veste::Valore).con_campo("peso"),
        Colonna::nuova(&["Atteso"], 20.0, Veste::Valore).con_campo("atteso"),
        Colonna::nuova(&["Consuntivo"], 21.0, Veste::Valore).con_campo("consuntivo"),
        Colonna::nuova(&["Grado di", "raggiungimento"], 34.0, Veste::Voto).con_campo("grado"),
        Colonna::nuova(&["Scosta-", "mento"], 18.0, Veste::Valore).con_campo("scostamento"),
    ];
    let nome = VERTICALE - altre.iter().map(|colonna| colonna.larga).sum::<f64>();
    let nome = di_nomi(nome, modello);
    [nome].into_iter().chain(altre).collect()
}

/// What the tables are made from.
struct Disegno<'a> {
    modello: &'a Modello,
    rendiconto: &'a Rendiconto,
    revisione: &'a Revisione,
    colonne: Vec<Colonna>,
}

impl Disegno<'_> {
    fn bozza(&self, cruscotto: &RendicontoCruscotto) -> Bozza {
        let mut fasce = Fasce::nuove(&self.modello.prospettive);
        let banda = Colonna::nuova(&[], VERTICALE, Veste::Nome);
        let mut voci = Vec::new();
        let righe = self.modello.righe_di(&cruscotto.id);
        let marcate = marcate(&cruscotto.id, righe, self.revisione);
        let anno = self.rendiconto.anno;
        for (marcata, resa) in raccontate(marcate, &cruscotto.righe, |resa| resa.posto, anno) {
            let riga = marcata.riga;
            let azione = marcata.cella(&banda, &riga.azione, CampoRiga::Azione);
            let nomi = [&*riga.prospettiva, &riga.obiettivo, &riga.azione];
            let dove = resa.map(|resa| luogo(&resa.origine));
            voci.extend(fasce.apri(nomi, azione, dove.as_ref()));
            voci.push(Voce::Riga(Riga {
                dove,
                ..self.riga(&marcata, resa)
            }));
        }
        let segni = Segni {
            di_sistema: cruscotto.righe.iter().any(|riga| riga.voce.di_sistema),
            ..Segni::di(&voci)
        };
        let pagina = self.pagina(cruscotto, &segni);
        let tavola = Tavola {
            segni,
            colonne: self.colonne.clone(),
            ..Tavola::default()
        };
        Bozza::nuova(tavola, voci, &pagina)
    }

    /// The room of a table, with its head and what stands under it.
    fn pagina(&self, cruscotto: &RendicontoCruscotto, segni: &Segni) -> Pagina {
        /// Of the grade beside the name: the figure, its bar.
        const VOTO: f64 = 10.2;
        let note = cruscotto.note.iter();
        let note = note.map(|nota| righe(nota, per_intero(VERTICALE), PICCOLO, false));
        let nome = &cruscotto.nome;
        let titolo = righe(nome, per_intero(NOME_IN_TESTA), TITOLO, true);
        let conto = self.modello.nomi.indicatore.conta(cruscotto.righe.len());
        let chi = chi_risponde(cruscotto.responsabile.as_deref(), &conto, NOME_IN_TESTA);
        Pagina {
            nome: nome.clone(),
            testa: VOTO.max(NOME.alto(titolo) + chi)
                + legenda(segni, VERTICALE)
                + didascalia(nome, VERTICALE),
            coda: coda(note.sum()),
            ..Pagina::di(false)
        }
    }

    /// A row with what came of it; one that is gone says only what was asked.
    fn riga(&self, marcata: &Marcata<'_>, resa: Option<&RendicontoRiga>) -> Riga {
        let colonne = CAMPI.iter().zip(&self.colonne);
        let causa = resa.and_then(|resa| resa.causa.as_ref());
        Riga {
            celle: colonne
                .map(|(campo, colonna)| self.cella(marcata, resa, *campo, colonna))
                .collect(),
            progetto: progetto(self.modello, &marcata.riga.indicatore),
            note: causa.map(|causa| della_causa(causa)).into_iter().collect(),
            stato: marcata.stato(),
            ..Riga::default()
        }
    }

    fn cella(
        &self,
        marcata: &Marcata<'_>,
        resa: Option<&RendicontoRiga>,
        campo: Campo,
        colonna: &Colonna,
    ) -> Cella {
        let anno = self.rendiconto.anno;
        let riga = marcata.riga;
        let detto = |che: fn(&RendicontoRiga) -> &str| resa.map_or("", che);
        match campo {
            Campo::Nome => {
                let nome = con_segno(&riga.nome, riga.di_sistema);
                marcata.cella(colonna, &nome, CampoRiga::Nome)
            }
            Campo::Peso => marcata.cella(colonna, detto(|resa| &resa.peso), CampoRiga::Peso),
            Campo::Atteso => marcata.atteso(atteso(riga, anno, colonna), colonna, anno),
            Campo::Consuntivo if resa.is_some_and(|resa| resa.manca) => {
                Cella::Manca { manca: true }
            }
            Campo::Consuntivo => {
                let scritto = || Valore::stampato(riga.consuntivo(anno));
                let testo = resa.map_or_else(scritto, |resa| resa.consuntivo.clone());
                marcata.cella(colonna, &testo, CampoRiga::Consuntivo(anno))
            }
            Campo::Grado => resa.map_or_else(vuota, |resa| voto(self.rendiconto, resa)),
            Campo::Scostamento => {
                let scarto = resa.and_then(|resa| resa.scostamento.as_deref());
                colonna.cella(scarto.unwrap_or_default())
            }
        }
    }
}

/// The cause, under the values of its row.
fn della_causa(causa: &str) -> Nota {
    let testo = in_colonna(&curato(causa), per_intero(VERTICALE), CORPO);
    Nota {
        nome: "Causa".to_owned(),
        cella: Cella::Testo(testo),
        campo: Some("causa".to_owned()),
    }
}

/// Where nothing is told any more.
fn vuota() -> Cella {
    Cella::Testo(String::new())
}

fn voto(rendiconto: &Rendiconto, resa: &RendicontoRiga) -> Cella {
    let tetto: f64 = rendiconto.tetto.parse().unwrap_or(100.0);
    let punti = resa.punti.and_then(|grado| f64::try_from(grado.0).ok());
    Cella::Voto {
        grado: resa.grado.clone(),
        giudizio: resa.giudizio.clone(),
        quota: punti.map_or(0.0, |punti| (punti / tetto).clamp(0.0, 1.0)),
    }
}
