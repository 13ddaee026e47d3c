//! A scheda progetto: labels and values at the top, then a table of activities.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::nome::{parole, slug};
use crate::model::{AttivitaProgetto, Indirizzo, Origine, Progetto, Valore};

use super::cruscotto::obiettivi;
use super::foglio::{Foglio, RigaFoglio};
use super::intestazione::{Testata, campo_di};
use super::pesi::{self, Punti};
use super::registro::Registro;
use super::{Letto, Lettore, diags, in_vista};
use crate::words::ANNI;
use crate::words::vocabolario::Campo;

/// What the header of the activities is known by.
const ANCORE: &[Campo] = &[Campo::Attivita, Campo::Azione];

/// Labels with a value beside them, above the activities.
const ETICHETTE: &[Campo] = &[
    Campo::Progetto,
    Campo::Responsabile,
    Campo::Obiettivo,
    Campo::Descrizione,
    Campo::Dati,
];

/// Reads the schede of every sheet, one below the other where a sheet has several; sheets without a
/// `Progetto` label are named.
pub fn leggi(file: &str, fogli: &[Foglio], lettore: &Lettore<'_>) -> Letto<Vec<Progetto>> {
    let in_vista = in_vista(fogli);
    let mut letto = Letto::<Vec<Progetto>>::default();
    letto.diagnosi.extend(in_vista.diagnosi);
    let mut schede = 0;
    for foglio in in_vista.dati {
        let campi: Vec<Campi> = tratti(foglio, lettore)
            .into_iter()
            .map(|tratto| Campi::cerca(foglio, tratto, lettore))
            .collect();
        if campi
            .iter()
            .all(|campi| campi.get(Campo::Progetto).is_none())
        {
            let motivo = "non dice di quale progetto è";
            letto.diagnosi.push(diags::foglio_non_letto(foglio, motivo));
            continue;
        }
        schede += campi.len();
        let registro = Registro::nuovo(foglio);
        let lette = campi.iter().map(|campi| scheda(&registro, campi, lettore));
        letto.dati.extend(lette.flatten());
        letto.diagnosi.extend(registro.chiudi());
    }
    if schede == 0 {
        letto.diagnosi.push(diags::struttura(
            Origine::file(file),
            "la scheda non dice di quale progetto è",
            "scrivi «Progetto» nella cella A1 e il nome del progetto nella B1",
        ));
    }
    letto
}

/// The rows of each scheda of a sheet, by their places: one ends where, below its table, the name of
/// another project is said.
fn tratti(foglio: &Foglio, lettore: &Lettore<'_>) -> Vec<Range<usize>> {
    let righe = 0..foglio.righe.len();
    let ha_testata = |n| Testata::a(foglio, n, n, ANCORE, lettore).is_some();
    let nomina = |n: usize| match foglio.righe[n].celle.as_slice() {
        [etichetta, _, ..] => {
            campo_di(&etichetta.contenuto.testo(), lettore) == Some(Campo::Progetto)
        }
        _ => false,
    };
    let (mut inizi, mut tabella) = (vec![0], false);
    for n in righe.clone() {
        if ha_testata(n) {
            tabella = true;
        } else if tabella && nomina(n) {
            inizi.push(n);
            tabella = false;
        }
    }
    let fini = inizi.iter().skip(1).copied().chain([righe.end]);
    inizi.iter().zip(fini).map(|(da, a)| *da..a).collect()
}

/// A label: its row, its column and that of its value.
#[derive(Debug, Clone, Copy)]
struct Etichetta {
    campo: Campo,
    riga: usize,
    colonna: u32,
    valore: u32,
}

/// The labels of a scheda and where its table begins.
struct Campi {
    /// Its rows, by their places among those of the sheet.
    tratto: Range<usize>,
    etichette: Vec<Etichetta>,
    testata: Option<Testata>,
}

impl Campi {
    fn cerca(foglio: &Foglio, tratto: Range<usize>, lettore: &Lettore<'_>) -> Self {
        let da = tratto.start;
        let mut posti = tratto.clone();
        let testata = posti.find_map(|posto| Testata::a(foglio, da, posto, ANCORE, lettore));
        let fine = testata.as_ref().map_or(tratto.end, |t| t.righe.start);
        let etichette = (da..fine).flat_map(|n| Self::nella_riga(foglio, n, lettore));
        Self {
            etichette: etichette.collect(),
            testata,
            tratto,
        }
    }

    /// `Progetto | Turismo`, also several side by side.
    fn nella_riga(foglio: &Foglio, n: usize, lettore: &Lettore<'_>) -> Vec<Etichetta> {
        let celle = &foglio.righe[n].celle;
        let campo = |posto: usize| {
            let campo = campo_di(&celle.get(posto)?.contenuto.testo(), lettore)?;
            ETICHETTE.contains(&campo).then_some(campo)
        };
        let coppie = (0..celle.len()).filter_map(|posto| {
            let dopo = celle.get(posto + 1).filter(|_| campo(posto + 1).is_none());
            let di_valore = posto > 0 && campo(posto - 1).is_some();
            Some(Etichetta {
                campo: campo(posto).filter(|_| !di_valore)?,
                riga: n,
                colonna: celle[posto].colonna,
                valore: dopo.map_or(celle[posto].colonna + 1, |cella| cella.colonna),
            })
        });
        coppie.collect()
    }

    /// A label that has a value.
    fn get(&self, campo: Campo) -> Option<&Etichetta> {
        self.etichette
            .iter()
            .find(|etichetta| etichetta.campo == campo)
    }
}

/// A scheda, unless it has no name.
fn scheda(registro: &Registro<'_>, campi: &Campi, lettore: &Lettore<'_>) -> Option<Progetto> {
    let (foglio, righe) = (registro.foglio(), registro.righe());
    for etichetta in &campi.etichette {
        registro.prendi(&righe[etichetta.riga], etichetta.colonna);
    }
    let testo = |campo| {
        let etichetta = campi.get(campo)?;
        registro.testo(&righe[etichetta.riga], etichetta.valore)
    };
    doppie(registro, campi);
    let nome = testo(Campo::Progetto).unwrap_or_default();
    let origine = campi
        .get(Campo::Progetto)
        .map_or_else(Origine::default, |etichetta| {
            foglio.origine(righe[etichetta.riga].numero, etichetta.valore)
        });
    if nome.is_empty() {
        let rimedio = "scrivi il nome del progetto accanto a «Progetto»";
        let messaggio = "la scheda non dice di quale progetto è";
        registro.segnala(diags::struttura(origine.clone(), messaggio, rimedio));
    }
    let attivita = attivita(registro, campi, lettore);
    let cella = |campo| {
        let etichetta = campi.get(campo)?;
        let riga = &righe[etichetta.riga];
        registro.guarda(riga, etichetta.valore)?;
        Some(riga.indirizzo(etichetta.valore))
    };
    let obiettivo = testo(Campo::Obiettivo).map(|scritto| {
        let nominato = obiettivi::obiettivo(lettore.prospettive, &scritto);
        nominato.map_or(scritto, |nominato| nominato.codice)
    });
    let progetto = Progetto {
        id: slug(&nome),
        responsabile: testo(Campo::Responsabile),
        obiettivo,
        descrizione: testo(Campo::Descrizione),
        dimostrativo: testo(Campo::Dati)
            .is_some_and(|testo| parole(&testo).starts_with("dimostrativ")),
        indicatore: None,
        attivita,
        origine,
        celle: celle([
            ("responsabile", cella(Campo::Responsabile)),
            ("obiettivo", cella(Campo::Obiettivo)),
            ("descrizione", cella(Campo::Descrizione)),
        ]),
        nome: nome.clone(),
    };
    (!nome.is_empty()).then_some(progetto)
}

/// The same label twice says two things of one project.
fn doppie(registro: &Registro<'_>, campi: &Campi) {
    for (n, etichetta) in campi.etichette.iter().enumerate() {
        let prima = campi.etichette[..n]
            .iter()
            .find(|altra| altra.campo == etichetta.campo);
        if let Some(prima) = prima {
            let luogo = |e: &Etichetta| {
                registro
                    .foglio()
                    .origine(registro.righe()[e.riga].numero, e.valore)
            };
            registro.prendi(&registro.righe()[etichetta.riga], etichetta.valore);
            let messaggio = format!("«{}» c'è due volte nella scheda", etichetta.campo.nome());
            let rimedio = "tieni una sola delle due righe: una scheda è di un progetto solo";
            registro.segnala(diags::doppione(
                luogo(etichetta),
                luogo(prima),
                messaggio,
                rimedio,
            ));
        }
    }
}

fn attivita(
    registro: &Registro<'_>,
    campi: &Campi,
    lettore: &Lettore<'_>,
) -> Vec<AttivitaProgetto> {
    let Some(testata) = &campi.testata else {
        let prima = registro.righe().get(campi.tratto.start);
        registro.segnala(diags::struttura(
            registro
                .foglio()
                .origine(prima.map_or(1, |riga| riga.numero), 0),
            "la scheda non ha la tabella delle attività",
            "aggiungi la riga Anno, Attività, Responsabile, Inizio, Fine, Peso, Target, Risultato, \
             Note",
        ));
        return Vec::new();
    };
    let anni = testata.anni();
    let nel_registro = testata.clone().senza_anni_dedotti();
    nel_registro.registra(registro, campi.tratto.end);
    if !testata.ha(Campo::Anno) && anni.len() > 1 {
        let riga = &registro.righe()[testata.righe.start];
        registro.segnala(diags::struttura(
            registro.foglio().origine(riga.numero, 0),
            "le colonne sono di anni diversi, e non si sa di quale anno è ogni attività",
            "aggiungi la colonna «Anno» e scrivi una riga per l'attività di ogni anno",
        ));
    }
    let lettura = Attivita {
        registro,
        testata,
        anno: anni.first().copied().unwrap_or(lettore.anno),
    };
    let righe = &registro.righe()[testata.righe.end..campi.tratto.end];
    let mut lette: Vec<(AttivitaProgetto, Option<Punti>)> =
        righe.iter().filter_map(|riga| lettura.riga(riga)).collect();
    let anni: BTreeSet<i16> = lette.iter().map(|(attivita, _)| attivita.anno).collect();
    for anno in anni {
        let sue = || lette.iter().filter(|(attivita, _)| attivita.anno == anno);
        let pesi = pesi::pesi(registro, sue().map(|(_, peso)| peso.clone()).collect());
        let sue = lette
            .iter_mut()
            .filter(|(attivita, _)| attivita.anno == anno);
        sue.zip(pesi)
            .for_each(|((attivita, _), peso)| attivita.peso = peso);
    }
    lette.into_iter().map(|(attivita, _)| attivita).collect()
}

struct Attivita<'a> {
    registro: &'a Registro<'a>,
    testata: &'a Testata,
    /// That of the activities, where no column says it.
    anno: i16,
}

impl Attivita<'_> {
    /// An activity, and its weight as it is written.
    fn riga(&self, riga: &RigaFoglio) -> Option<(AttivitaProgetto, Option<Punti>)> {
        let colonna = |campi: &[Campo]| campi.iter().find_map(|campo| self.testata.posto(*campo));
        let testo = |campo| self.registro.testo(riga, self.testata.posto(campo)?);
        let posto = colonna(ANCORE)?;
        if self.testata.e_ripetuta(riga) {
            self.registro.prendi_riga(riga);
            return None;
        }
        let nome = self.registro.guarda(riga, posto)?.testo();
        self.registro.prendi(riga, posto);
        let luogo = self.registro.origine(riga, posto);
        let anno = match self.testata.posto(Campo::Anno) {
            Some(_) => testo(Campo::Anno)
                .and_then(|anno| anno.parse::<i16>().ok())
                .filter(|anno| ANNI.contains(anno)),
            None => Some(self.anno),
        };
        let valore = |campi: &[Campo]| match colonna(campi) {
            Some(colonna) => self.registro.valore_dell_anno(riga, colonna, anno),
            None => Valore::vuoto(self.registro.foglio().origine(riga.numero, 0)),
        };
        let Some(anno) = anno else {
            let scritto = testo(Campo::Anno).unwrap_or_default();
            let atteso = "l'anno in quattro cifre";
            self.registro.prendi_riga(riga);
            let posto = self.testata.posto(Campo::Anno).unwrap_or(posto);
            let luogo = self.registro.origine(riga, posto);
            self.registro
                .segnala(diags::valore_non_valido(luogo, "Anno", &scritto, atteso));
            return None;
        };
        let cella = |campo| {
            let colonna = self.testata.posto(campo)?;
            self.registro.guarda(riga, colonna)?;
            Some(self.registro.indirizzo(riga, colonna))
        };
        let peso = self
            .testata
            .posto(Campo::Peso)
            .and_then(|colonna| Punti::prendi(self.registro, riga, colonna));
        let attivita = AttivitaProgetto {
            anno,
            nome,
            responsabile: testo(Campo::Responsabile),
            inizio: valore(&[Campo::Inizio]),
            fine: valore(&[Campo::Fine, Campo::Scadenza]),
            peso: None,
            target: valore(&[Campo::Atteso]),
            risultato: valore(&[Campo::Consuntivo]),
            note: testo(Campo::Note),
            nota_pubblica: testo(Campo::NotaPubblica),
            causa: testo(Campo::Causa),
            monitoraggi: BTreeMap::new(),
            rilevazioni: BTreeMap::new(),
            criticita: None,
            origine: luogo,
            celle: celle([
                ("responsabile", cella(Campo::Responsabile)),
                ("peso", cella(Campo::Peso)),
                ("note", cella(Campo::Note)),
                ("nota_pubblica", cella(Campo::NotaPubblica)),
                ("causa", cella(Campo::Causa)),
            ]),
            moduli: BTreeMap::new(),
        };
        Some((attivita, peso))
    }
}

/// The cells of the fields that have one.
fn celle<const N: usize>(campi: [(&str, Option<Indirizzo>); N]) -> BTreeMap<String, Indirizzo> {
    campi
        .into_iter()
        .filter_map(|(campo, cella)| Some((campo.to_owned(), cella?)))
        .collect()
}
