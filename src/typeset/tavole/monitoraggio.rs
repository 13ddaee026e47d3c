//! The tables of a monitoring: what was asked, where it stands at the day, and what is done about it.

use crate::diff::CampoRiga;
use crate::model::{Modello, Valore};
use crate::monitoraggio::{Monitoraggio, RigaMonitorata, Servizio};

use super::super::curato::righe;
use super::super::revisione::Revisione;
use super::cella::Cella;
use super::colonne::{Colonna, ORIZZONTALE, Veste, per_intero};
use super::fasce::Fasce;
use super::marche::{Marcata, marcate, raccontate};
use super::pagine::{Bozza, Pagina};
use super::piano::{NomeInTesta, atteso, con_segno, di_nomi, didascalia, legenda, progetto};
use super::serie::{Posti, Serie, chiesto};
use super::tavola::{Riga, Segni, Tavola, Voce, luogo};

/// Points of a service's name, and what the counts at its right leave it, in millimetres.
const TITOLO: f64 = 17.0;
const NOME: NomeInTesta = NomeInTesta {
    prima: 4.2,
    altre: 6.3,
};
const NOME_IN_TESTA: f64 = 175.0;

/// The tables of the services that have a place, with the marks of a revision.
pub(super) fn monitorati<'a>(
    modello: &Modello,
    monitoraggio: &'a Monitoraggio,
    revisione: &Revisione,
    posti: &Posti<'a>,
) -> Serie<'a> {
    let disegno = Disegno {
        modello,
        monitoraggio,
        revisione,
        colonne: colonne(modello, monitoraggio),
    };
    let bozze = monitoraggio.servizi.iter().filter_map(|servizio| {
        let id = servizio.id.as_str();
        chiesto(posti, id).then(|| (id, disegno.bozza(servizio)))
    });
    Serie::nuova(bozze.collect(), posti)
}

/// What a column of the table reads of a row.
#[derive(Clone, Copy)]
enum Campo {
    Nome,
    Atteso,
    Valore,
    Quota,
    Previsione,
    Stato,
    Criticita,
    AzioneCorrettiva,
    Responsabile,
}

/// In the order of the columns.
const CAMPI: [Campo; 9] = [
    Campo::Nome,
    Campo::Atteso,
    Campo::Valore,
    Campo::Quota,
    Campo::Previsione,
    Campo::Stato,
    Campo::Criticita,
    Campo::AzioneCorrettiva,
    Campo::Responsabile,
];

fn colonne(modello: &Modello, monitoraggio: &Monitoraggio) -> Vec<Colonna> {
    let target = format!("Target {}", monitoraggio.anno);
    let atteso = format!("atteso {}", monitoraggio.anno);
    let altre = [
        Colonna::nuova(&[&target], 21.0, Veste::Atteso).con_campo(atteso),
        Colonna::nuova(&["Valore al", &monitoraggio.data], 20.0, Veste::Valore),
        Colonna::nuova(&["Quota", "del target"], 17.0, Veste::Valore),
        Colonna::nuova(&["Previsione", "al 31/12"], 18.0, Veste::Valore),
        Colonna::nuova(&["Stato"], 38.0, Veste::Stato),
        Colonna::nuova(&["Criticità"], 33.0, Veste::Nota),
        Colonna::nuova(&["Azione correttiva"], 33.0, Veste::Nota),
        Colonna::nuova(&["Responsabile"], 25.0, Veste::Nota),
    ];
    let nome = ORIZZONTALE - altre.iter().map(|colonna| colonna.larga).sum::<f64>();
    [di_nomi(nome, modello)].into_iter().chain(altre).collect()
}

/// What the tables are made from.
struct Disegno<'a> {
    modello: &'a Modello,
    monitoraggio: &'a Monitoraggio,
    revisione: &'a Revisione,
    colonne: Vec<Colonna>,
}

impl Disegno<'_> {
    /// The table of a service.
    fn bozza(&self, servizio: &Servizio) -> Bozza {
        let mut fasce = Fasce::nuove(&self.modello.prospettive);
        let banda = Colonna::nuova(&[], ORIZZONTALE, Veste::Nome);
        let mut voci = Vec::new();
        let righe = self.modello.righe_di(&servizio.id);
        let marcate = marcate(&servizio.id, righe, self.revisione);
        let anno = self.monitoraggio.anno;
        for (marcata, misura) in raccontate(marcate, &servizio.righe, |misura| misura.posto, anno) {
            let riga = marcata.riga;
            let azione = marcata.cella(&banda, &riga.azione, CampoRiga::Azione);
            let nomi = [&*riga.prospettiva, &riga.obiettivo, &riga.azione];
            voci.extend(fasce.apri(nomi, azione, Some(&luogo(&riga.origine))));
            voci.push(Voce::Riga(self.riga(&marcata, misura)));
        }
        let segni = Segni {
            di_sistema: servizio.righe.iter().any(|riga| riga.voce.di_sistema),
            ..Segni::di(&voci)
        };
        let pagina = pagina(servizio, &segni);
        let tavola = Tavola {
            girata: true,
            segni,
            colonne: self.colonne.clone(),
            ..Tavola::default()
        };
        Bozza::nuova(tavola, voci, &pagina)
    }

    /// A row with where it stands; one that is gone says only what was asked and measured.
    fn riga(&self, marcata: &Marcata<'_>, misura: Option<&RigaMonitorata>) -> Riga {
        let colonne = CAMPI.iter().zip(&self.colonne);
        Riga {
            celle: colonne
                .map(|(campo, colonna)| self.cella(marcata, misura, *campo, colonna))
                .collect(),
            progetto: progetto(self.modello, &marcata.riga.indicatore),
            stato: marcata.stato(),
            dove: Some(luogo(&marcata.riga.origine)),
            ..Riga::default()
        }
    }

    fn cella(
        &self,
        marcata: &Marcata<'_>,
        misura: Option<&RigaMonitorata>,
        campo: Campo,
        colonna: &Colonna,
    ) -> Cella {
        let (riga, anno) = (marcata.riga, self.monitoraggio.anno);
        let detto = |che: fn(&RigaMonitorata) -> &str| colonna.cella(misura.map_or("", che));
        match campo {
            Campo::Nome => {
                let nome = con_segno(&riga.nome, riga.di_sistema);
                marcata.cella(colonna, &nome, CampoRiga::Nome)
            }
            Campo::Atteso => marcata.atteso(atteso(riga, anno, colonna), colonna, anno),
            Campo::Valore => self.valore(marcata, colonna),
            Campo::Quota => detto(|misura| misura.quota.as_deref().unwrap_or_default()),
            Campo::Previsione => detto(|misura| &misura.previsione),
            Campo::Stato => misura.map_or(Cella::Testo(String::new()), |misura| Cella::Stato {
                stato: misura.stato,
                detto: misura.detto,
                perche: colonna.testo(&misura.perche),
            }),
            Campo::Criticita => detto(|misura| &misura.criticita),
            Campo::AzioneCorrettiva => detto(|misura| &misura.azione_correttiva),
            Campo::Responsabile => detto(|misura| &misura.responsabile),
        }
    }

    /// The value at the day of the monitoring.
    fn valore(&self, marcata: &Marcata<'_>, colonna: &Colonna) -> Cella {
        let giorno = self.monitoraggio.giorno;
        let valore = marcata.riga.monitoraggi.get(&giorno.to_string());
        let valore = valore.filter(|valore| !valore.dato.assente());
        let testo = Valore::stampato(valore);
        marcata.cella(colonna, &testo, CampoRiga::AllaData(giorno))
    }
}

/// The room of a table, with its head.
fn pagina(servizio: &Servizio, segni: &Segni) -> Pagina {
    let titolo = righe(&servizio.nome, per_intero(NOME_IN_TESTA), TITOLO, true);
    Pagina {
        nome: servizio.nome.clone(),
        testa: NOME.alto(titolo)
            + legenda(segni, ORIZZONTALE)
            + didascalia(&servizio.nome, ORIZZONTALE),
        ..Pagina::di(true)
    }
}
