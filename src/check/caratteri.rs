//! Characters that none of the documents' fonts can print: they would come out as an empty box.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::fonts;
use crate::model::{Diagnosi, Origine, Progetto, Quadro, Riga, Valore};

use super::{Dati, diags};

/// What cannot be printed, once for each cell.
pub(super) fn carattere_non_stampabile(dati: &Dati<'_>, diagnosi: &mut Vec<Diagnosi>) {
    let mut cerca = Cerca::default();
    for cruscotto in &dati.modello.cruscotti {
        cruscotto.righe.iter().for_each(|riga| cerca.riga(riga));
        let file = Origine::file(&cruscotto.file);
        cruscotto
            .note
            .iter()
            .for_each(|nota| cerca.testo(nota, file.clone()));
    }
    dati.modello
        .progetti
        .iter()
        .for_each(|progetto| cerca.progetto(progetto));
    dati.modello
        .quadri
        .values()
        .for_each(|quadro| cerca.quadro(quadro));
    nelle_impostazioni(dati, &mut cerca, diagnosi);
    diagnosi.extend(cerca.diagnosi());
}

/// The parts of the settings that say how the cycle is read and checked: nothing prints them.
const NON_STAMPATE: [&str; 3] = ["intestazioni", "verifica", "segnaposto"];

fn nelle_impostazioni(dati: &Dati<'_>, cerca: &mut Cerca, diagnosi: &mut Vec<Diagnosi>) {
    let testi = dati.impostazioni.testi().into_iter();
    let stampati = testi.filter(|(percorso, _)| !NON_STAMPATE.contains(&percorso[0]));
    for (percorso, testo) in stampati {
        let luogo = dati.impostazioni.luogo(&percorso);
        let codici = codici_di_controllo(testo);
        if !codici.is_empty() {
            diagnosi.push(diags::carattere_di_controllo(luogo.clone(), &codici));
        }
        cerca.testo(testo, luogo);
    }
}

/// What a chapter cannot print, once for each line.
pub(super) fn nel_testo(file: &str, testo: &str) -> Vec<Diagnosi> {
    let mut cerca = Cerca::default();
    for (n, riga) in testo.lines().enumerate() {
        cerca.testo(riga, Origine::riga(file, n + 1));
    }
    cerca.diagnosi()
}

/// Control characters, once for each line: nobody sees them, and no document can hold them.
pub(super) fn di_controllo(file: &str, testo: &str) -> Vec<Diagnosi> {
    let righe = testo.split('\n').enumerate().filter_map(|(indice, riga)| {
        let codici = codici_di_controllo(riga);
        (!codici.is_empty())
            .then(|| diags::carattere_di_controllo(Origine::riga(file, indice + 1), &codici))
    });
    righe.collect()
}

fn codici_di_controllo(testo: &str) -> Vec<String> {
    let di_controllo = |c: &char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    let trovati: BTreeSet<char> = testo.chars().filter(di_controllo).collect();
    let codici = trovati.iter();
    codici.map(|c| format!("U+{:04X}", u32::from(*c))).collect()
}

/// The characters that were found, with their places; each character is looked up once.
#[derive(Default)]
struct Cerca {
    noti: BTreeMap<char, bool>,
    trovati: BTreeMap<Origine, Vec<char>>,
}

impl Cerca {
    fn riga(&mut self, riga: &Riga) {
        self.testo(&riga.nome, riga.origine.clone());
        self.testo(&riga.azione, riga.luogo(riga.celle.azione));
        self.testo(&riga.fonte, riga.luogo(riga.celle.fonte));
        let altri = [
            (&riga.motivazione, riga.dove("motivazione")),
            (&riga.causa, riga.dove("causa")),
            (&riga.atto_rimodulazione, riga.dove("atto_rimodulazione")),
            (&riga.note, riga.luogo(riga.celle.note)),
        ];
        for (testo, luogo) in altri {
            self.testo(testo.as_deref().unwrap_or_default(), luogo);
        }
        riga.misure().for_each(|valore| self.valore(valore));
    }

    fn valore(&mut self, valore: &Valore) {
        self.testo(&valore.testo, valore.origine.clone());
    }

    fn progetto(&mut self, progetto: &Progetto) {
        self.testo(&progetto.nome, progetto.origine.clone());
        let altri = [
            ("responsabile", &progetto.responsabile),
            ("descrizione", &progetto.descrizione),
        ];
        for (campo, testo) in altri {
            self.testo(testo.as_deref().unwrap_or_default(), progetto.luogo(campo));
        }
        for attivita in &progetto.attivita {
            self.testo(&attivita.nome, attivita.origine.clone());
            let altri = [
                ("responsabile", &attivita.responsabile),
                ("note", &attivita.note),
            ];
            for (campo, testo) in altri {
                self.testo(testo.as_deref().unwrap_or_default(), attivita.luogo(campo));
            }
            [&attivita.target, &attivita.risultato]
                .into_iter()
                .for_each(|valore| self.valore(valore));
        }
    }

    fn quadro(&mut self, quadro: &Quadro) {
        let voce = quadro.origine.clone();
        self.testo(&quadro.voce, voce.unwrap_or_else(|| quadro.luogo(None)));
        for colonna in &quadro.colonne {
            self.testo(&colonna.nome, quadro.luogo(colonna.cella));
            let gruppo = colonna.gruppo.as_deref().unwrap_or_default();
            self.testo(gruppo, quadro.luogo(colonna.cella_gruppo));
        }
        for riga in &quadro.righe {
            self.testo(&riga.voce, quadro.luogo_di(riga));
            riga.celle.iter().for_each(|valore| self.valore(valore));
        }
    }

    fn testo(&mut self, testo: &str, luogo: Origine) {
        if testo.is_ascii() {
            return;
        }
        for carattere in testo.nfc() {
            let stampabile = *self
                .noti
                .entry(carattere)
                .or_insert_with(|| fonts::stampabile(carattere));
            if !stampabile {
                let trovati = self.trovati.entry(luogo.clone()).or_default();
                if !trovati.contains(&carattere) {
                    trovati.push(carattere);
                }
            }
        }
    }

    fn diagnosi(self) -> Vec<Diagnosi> {
        let trovati = self.trovati.into_iter();
        trovati
            .map(|(luogo, caratteri)| diags::carattere_non_stampabile(luogo, &caratteri))
            .collect()
    }
}
