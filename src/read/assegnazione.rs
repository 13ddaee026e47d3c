//! A workbook of `assegnazioni/`: a row for each indicator or behaviour of a collaborator or group.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::nome::{chiave, parole};
use crate::model::{
    Assegnato, Assegnazione, Comportamento, Dato, Indirizzo, Origine, UnitaMisura, Valore,
};
use crate::words::vocabolario::Campo;

use super::foglio::{Foglio, RigaFoglio};
use super::intestazione::Testata;
use super::pesi::{self, Punti};
use super::registro::Registro;
use super::{Letto, Lettore, diags, in_vista};

/// What the header is known by.
const ANCORE: &[Campo] = &[Campo::Collaboratore, Campo::Gruppo];
/// The columns that have a weight of their own at their right.
const PESATE: &[Campo] = &[Campo::Indicatore, Campo::Comportamento];

/// Reads every sheet that has the table; the others are named. `massimo` is the highest mark of a
/// behaviour.
pub(super) fn leggi(
    servizio: &str,
    fogli: &[Foglio],
    lettore: &Lettore<'_>,
    massimo: Decimal,
) -> Letto<Vec<Assegnazione>> {
    let in_vista = in_vista(fogli);
    let mut letto = Letto {
        dati: Vec::new(),
        diagnosi: in_vista.diagnosi,
    };
    let mut tabelle = 0;
    for foglio in &in_vista.dati {
        let mut posti = 0..foglio.righe.len();
        let Some(testata) = posti.find_map(|n| Testata::a(foglio, 0, n, ANCORE, lettore)) else {
            let motivo = "non ha una colonna «Collaboratore» o «Gruppo»";
            letto.diagnosi.push(diags::foglio_non_letto(foglio, motivo));
            continue;
        };
        tabelle += 1;
        let lettura = Lettura {
            registro: Registro::nuovo(foglio),
            testata: testata.ripetuto(Campo::Peso, PESATE),
            servizio,
            massimo,
        };
        let mut foglio = lettura.leggi();
        letto.dati.append(&mut foglio.dati);
        letto.diagnosi.append(&mut foglio.diagnosi);
    }
    if let (0, Some(primo)) = (tabelle, in_vista.dati.first()) {
        letto.diagnosi.push(diags::struttura(
            primo.origine(1, 0),
            "il foglio delle assegnazioni non ha la sua tabella",
            "scrivi in testa Collaboratore (o Gruppo), Indicatore, Peso, Comportamento, Peso, \
             Punteggio",
        ));
    }
    letto
}

struct Lettura<'a> {
    registro: Registro<'a>,
    testata: Testata,
    servizio: &'a str,
    massimo: Decimal,
}

/// A scheda as it is read: what a weight is worth is known only from all of them.
struct Bozza {
    scheda: Assegnazione,
    pesi_obiettivi: Vec<Option<Punti>>,
    pesi_comportamenti: Vec<Option<Punti>>,
}

impl Lettura<'_> {
    fn leggi(self) -> Letto<Vec<Assegnazione>> {
        let righe = self.registro.righe();
        let dimostrativa = self.titoli();
        self.testata.registra(&self.registro, righe.len());
        let mut bozze: Vec<Bozza> = Vec::new();
        let mut corrente = None;
        for riga in &righe[self.testata.righe.end..] {
            if self.piede(riga) {
                continue;
            }
            if let Some(nuova) = self.intestata(riga, dimostrativa) {
                corrente = Some(posto_di(&mut bozze, nuova));
            }
            match corrente {
                Some(posto) => self.voci(riga, &mut bozze[posto]),
                None => self.senza_nome(riga),
            }
        }
        let piene = bozze.into_iter().filter(|bozza| self.piena(&bozza.scheda));
        let dati = piene.map(|bozza| self.pesata(bozza)).collect();
        Letto {
            dati,
            diagnosi: self.registro.chiudi(),
        }
    }

    /// Takes the titles above the table; true if one says that the data are for demonstration.
    fn titoli(&self) -> bool {
        let mut dimostrativa = false;
        for riga in &self.registro.righe()[..self.testata.righe.start] {
            self.registro.prendi_riga(riga);
            let testi = riga.celle.iter().map(|cella| cella.contenuto.testo());
            let testo = testi.collect::<Vec<_>>().join(" ");
            dimostrativa |= parole(&testo).starts_with("dati dimostrativ");
        }
        dimostrativa
    }

    /// Totals and signatures below the table are nobody's scheda.
    fn piede(&self, riga: &RigaFoglio) -> bool {
        let [prima, resto @ ..] = riga.celle.as_slice() else {
            return false;
        };
        let testo = prima.contenuto.testo();
        let totale = parole(&testo).starts_with("total");
        let sola = resto.is_empty()
            && !self
                .testata
                .colonne
                .iter()
                .any(|c| c.posto == prima.colonna);
        if totale || sola {
            self.registro.prendi_riga(riga);
            let luogo = self.registro.origine(riga, prima.colonna);
            let motivo = "non è di nessuna scheda";
            self.registro
                .segnala(diags::riga_da_parte(luogo, &testo, motivo));
        }
        totale || sola
    }

    /// The scheda that a row opens or goes on with, if it names one.
    fn intestata(&self, riga: &RigaFoglio, dimostrativa: bool) -> Option<Assegnazione> {
        ANCORE.iter().find_map(|campo| {
            let colonna = self.testata.posto(*campo)?;
            let chi = self.registro.testo(riga, colonna)?;
            Some(Assegnazione {
                servizio: self.servizio.to_owned(),
                chi,
                di_gruppo: *campo == Campo::Gruppo,
                obiettivi: Vec::new(),
                comportamenti: Vec::new(),
                dimostrativa,
                origine: self.registro.origine(riga, colonna),
            })
        })
    }

    fn voci(&self, riga: &RigaFoglio, bozza: &mut Bozza) {
        if let Some((nome, origine)) = self.nome(riga, Campo::Indicatore) {
            let (peso, celle) = self.peso(riga, Campo::Indicatore);
            bozza.pesi_obiettivi.push(peso);
            bozza.scheda.obiettivi.push(Assegnato {
                nome,
                riga: None,
                peso: None,
                origine,
                celle,
            });
        }
        if let Some((nome, origine)) = self.nome(riga, Campo::Comportamento) {
            let (peso, mut celle) = self.peso(riga, Campo::Comportamento);
            bozza.pesi_comportamenti.push(peso);
            let punteggio = self.punteggio(riga, &mut celle);
            bozza.scheda.comportamenti.push(Comportamento {
                nome,
                peso: None,
                punteggio,
                origine,
                celle,
            });
        }
    }

    fn nome(&self, riga: &RigaFoglio, campo: Campo) -> Option<(String, Origine)> {
        let colonna = self.testata.posto(campo)?;
        let nome = self.registro.testo(riga, colonna)?;
        Some((nome, self.registro.origine(riga, colonna)))
    }

    /// The weight at the right of a column, with its cell.
    fn peso(&self, riga: &RigaFoglio, di: Campo) -> (Option<Punti>, BTreeMap<String, Indirizzo>) {
        let suo = self.testata.posto_dopo(Campo::Peso, di, PESATE);
        let Some(colonna) = suo.or_else(|| self.peso_comune(riga, di)) else {
            return (None, BTreeMap::new());
        };
        let cella = self.registro.indirizzo(riga, colonna);
        let peso = Punti::prendi(&self.registro, riga, colonna);
        (peso, BTreeMap::from([("peso".to_owned(), cella)]))
    }

    /// Where one column holds the weights of all, it is that of a row's only name.
    fn peso_comune(&self, riga: &RigaFoglio, di: Campo) -> Option<u32> {
        let altro = PESATE.iter().find(|campo| **campo != di)?;
        let pieno = |colonna| self.registro.guarda(riga, colonna).is_some();
        let sola = !self.testata.posto(*altro).is_some_and(pieno);
        self.testata.posto(Campo::Peso).filter(|_| sola)
    }

    /// A mark from 0 to 100; one out of so many is scaled.
    fn punteggio(
        &self,
        riga: &RigaFoglio,
        celle: &mut BTreeMap<String, Indirizzo>,
    ) -> Option<Decimal> {
        let colonna = self.testata.posto(Campo::Punteggio)?;
        let valore = self.registro.valore(riga, colonna);
        celle.insert(
            "punteggio".to_owned(),
            self.registro.indirizzo(riga, colonna),
        );
        if valore.dato.assente() {
            return None;
        }
        let punti = in_centesimi(&valore, self.massimo);
        if punti.is_none() {
            let atteso = format!("un punteggio da 0 a {}", self.massimo.normalize());
            let nome = Campo::Punteggio.nome();
            let luogo = valore.origine.clone();
            let diagnosi = diags::valore_non_valido(luogo, nome, &valore.testo, &atteso);
            self.registro.segnala(diagnosi);
        }
        punti
    }

    fn senza_nome(&self, riga: &RigaFoglio) {
        self.registro.prendi_riga(riga);
        let luogo = self.registro.origine(riga, 0);
        self.registro.segnala(diags::struttura(
            luogo,
            "la riga non dice di chi è",
            "scrivi il collaboratore o il gruppo nella prima riga della sua scheda",
        ));
    }

    /// A name with nothing beside it is no scheda.
    fn piena(&self, scheda: &Assegnazione) -> bool {
        let piena = !scheda.obiettivi.is_empty() || !scheda.comportamenti.is_empty();
        if !piena {
            let motivo = "non ha né indicatori né comportamenti";
            let luogo = scheda.origine.clone();
            self.registro
                .segnala(diags::riga_da_parte(luogo, &scheda.chi, motivo));
        }
        piena
    }

    fn pesata(&self, bozza: Bozza) -> Assegnazione {
        let Bozza {
            mut scheda,
            pesi_obiettivi,
            pesi_comportamenti,
        } = bozza;
        let pesi = pesi::pesi(&self.registro, pesi_obiettivi);
        let obiettivi = scheda.obiettivi.iter_mut().zip(pesi);
        obiettivi.for_each(|(obiettivo, peso)| obiettivo.peso = peso);
        let pesi = pesi::pesi(&self.registro, pesi_comportamenti);
        let comportamenti = scheda.comportamenti.iter_mut().zip(pesi);
        comportamenti.for_each(|(comportamento, peso)| comportamento.peso = peso);
        scheda
    }
}

/// The place of a scheda: rows of one name are one scheda, wherever they stand.
fn posto_di(bozze: &mut Vec<Bozza>, scheda: Assegnazione) -> usize {
    let stessa = |altra: &Bozza| {
        altra.scheda.di_gruppo == scheda.di_gruppo
            && chiave(&altra.scheda.chi) == chiave(&scheda.chi)
    };
    bozze.iter().position(stessa).unwrap_or_else(|| {
        bozze.push(Bozza {
            scheda,
            pesi_obiettivi: Vec::new(),
            pesi_comportamenti: Vec::new(),
        });
        bozze.len() - 1
    })
}

fn in_centesimi(valore: &Valore, massimo: Decimal) -> Option<Decimal> {
    let Dato::Quantita(grandezza) = &valore.dato else {
        return None;
    };
    let su = match &grandezza.unita {
        UnitaMisura::Percento => Decimal::ONE_HUNDRED,
        UnitaMisura::Su(su) => *su,
        UnitaMisura::Nessuna => massimo,
        _ => return None,
    };
    let quota = grandezza.valore.checked_div(su)?;
    let punti = quota.checked_mul(Decimal::ONE_HUNDRED)?;
    (Decimal::ZERO..=Decimal::ONE_HUNDRED)
        .contains(&punti)
        .then_some(punti)
}
