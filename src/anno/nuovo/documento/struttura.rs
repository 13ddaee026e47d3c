//! The prospettive and obiettivi that the banners of a document's tables name.

use serde::Serialize;

use crate::model::nome::{chiave, parole, su_una_riga};
use crate::read::cruscotto::obiettivi::codice_obiettivo;
use crate::read::documento::Documento;
use crate::read::foglio::{Foglio, RigaFoglio};
use crate::read::intestazione::Testata;
use crate::words::vocabolario::Campo;

use super::maiuscole::Maiuscole;
use super::tabelle::{Cruscotto, Tabelle};

/// A prospettiva with its obiettivi, in the order in which they come.
#[derive(Debug, Serialize)]
pub(super) struct Prospettiva {
    pub nome: String,
    pub obiettivi: Vec<Obiettivo>,
}

#[derive(Debug, Serialize)]
pub(super) struct Obiettivo {
    pub codice: String,
    pub nome: String,
}

/// What the tables say of the plan's levels.
#[derive(Debug, Default)]
pub(super) struct Struttura {
    pub prospettive: Vec<Prospettiva>,
    /// What a person should look at.
    pub dubbi: Vec<String>,
}

/// Where a banner is put that stands under no prospettiva.
const SENZA_NOME: &str = "[DA SCRIVERE: prospettiva]";

impl Struttura {
    /// Reads the banners of every cruscotto.
    pub(super) fn trova(tabelle: &Tabelle, documento: &Documento, maiuscole: &Maiuscole) -> Self {
        let mut struttura = Self::default();
        for cruscotto in &tabelle.cruscotti {
            let foglio = &documento.fogli[cruscotto.foglio];
            struttura.del_foglio(cruscotto, foglio, maiuscole);
        }
        for prospettiva in &mut struttura.prospettive {
            prospettiva.obiettivi.sort_by_key(|o| ordine(&o.codice));
        }
        struttura
    }

    fn del_foglio(&mut self, cruscotto: &Cruscotto, foglio: &Foglio, maiuscole: &Maiuscole) {
        let mut corrente: Option<usize> = None;
        for (n, riga) in foglio.righe.iter().enumerate() {
            let testate = &cruscotto.testate;
            if testate.iter().any(|t| t.righe.contains(&n)) {
                continue;
            }
            let prima_di_testata = testate.iter().any(|t| t.righe.start == n + 1);
            let sopra = testate.iter().rfind(|t| t.righe.end <= n);
            if let Some(testata) = sopra.filter(|t| t.posti_obiettivo().next().is_some()) {
                corrente = self.della_riga(riga, testata, corrente, maiuscole);
                continue;
            }
            match banda(
                riga,
                sopra,
                prima_di_testata,
                foglio.titolo.is_some() || n > 0,
            ) {
                Some(Banda::Prospettiva(nome)) => {
                    corrente = Some(self.prospettiva(&maiuscole.in_frase(&nome)));
                }
                Some(Banda::Obiettivo(testo)) => {
                    let dove = corrente.unwrap_or_else(|| self.prospettiva(SENZA_NOME));
                    corrente = Some(dove);
                    self.obiettivo(dove, &testo, maiuscole);
                }
                None => {}
            }
        }
    }

    /// What the columns of a flat table say, and the prospettiva that goes on below.
    fn della_riga(
        &mut self,
        riga: &RigaFoglio,
        testata: &Testata,
        corrente: Option<usize>,
        maiuscole: &Maiuscole,
    ) -> Option<usize> {
        let testo = |campo| {
            let testo = riga.testo(testata.posto(campo)?);
            (!testo.is_empty()).then_some(testo)
        };
        let detta = testo(Campo::Prospettiva);
        let corrente = detta
            .map(|nome| self.prospettiva(&maiuscole.in_frase(&nome)))
            .or(corrente);
        let obiettivo: Vec<String> = testata.posti_obiettivo().map(|p| riga.testo(p)).collect();
        let obiettivo = obiettivo.join(" ");
        let obiettivo = obiettivo.trim();
        if obiettivo.is_empty() {
            return corrente;
        }
        let dove = corrente.unwrap_or_else(|| self.prospettiva(SENZA_NOME));
        self.obiettivo(dove, obiettivo, maiuscole);
        Some(dove)
    }

    /// The place of a prospettiva, which joins the others if it is new.
    fn prospettiva(&mut self, nome: &str) -> usize {
        let cercata = chiave(nome);
        let nota = self
            .prospettive
            .iter()
            .position(|p| chiave(&p.nome) == cercata);
        nota.unwrap_or_else(|| {
            self.prospettive.push(Prospettiva {
                nome: nome.to_owned(),
                obiettivi: Vec::new(),
            });
            self.prospettive.len() - 1
        })
    }

    fn obiettivo(&mut self, dove: usize, testo: &str, maiuscole: &Maiuscole) {
        let (codice, nome) = match codice_obiettivo(testo) {
            Some(codice) => {
                let nome = testo.split_once(&codice).map_or("", |(_, nome)| nome);
                let nome = nome.trim_start_matches(|c: char| !c.is_alphanumeric());
                (Some(codice), maiuscole.in_frase(nome.trim()))
            }
            None => (None, maiuscole.in_frase(testo)),
        };
        let mut tutti = self.prospettive.iter().flat_map(|p| &p.obiettivi);
        let noto = tutti.find(|o| match &codice {
            Some(codice) => o.codice == *codice,
            None => chiave(&o.nome) == chiave(&nome),
        });
        match noto {
            Some(noto) if chiave(&noto.nome) != chiave(&nome) && !nome.is_empty() => {
                let dubbio = format!(
                    "l’obiettivo {} si chiama «{}» e anche «{nome}»: è rimasto il primo",
                    noto.codice, noto.nome
                );
                if !self.dubbi.contains(&dubbio) {
                    self.dubbi.push(dubbio);
                }
            }
            Some(_) => {}
            None => {
                let prospettiva = &mut self.prospettive[dove];
                let nuovo = format!("{}.{}", dove + 1, prospettiva.obiettivi.len() + 1);
                if codice.is_none() {
                    self.dubbi
                        .push(format!("«{nome}» non ha un codice: è {nuovo}"));
                }
                prospettiva.obiettivi.push(Obiettivo {
                    codice: codice.unwrap_or(nuovo),
                    nome,
                });
            }
        }
    }
}

enum Banda {
    Prospettiva(String),
    Obiettivo(String),
}

/// What a row says, if it holds no indicator.
fn banda(
    riga: &RigaFoglio,
    sopra: Option<&Testata>,
    prima_di_testata: bool,
    non_titolo: bool,
) -> Option<Banda> {
    let testi: Vec<String> = riga.celle.iter().map(|c| c.contenuto.testo()).collect();
    match testi.as_slice() {
        [etichetta, nome, ..] if parole(etichetta) == "prospettiva" => {
            Some(Banda::Prospettiva(nome.clone()))
        }
        [solo] if codice_obiettivo(solo).is_some() => Some(Banda::Obiettivo(solo.clone())),
        [solo] if prima_di_testata && non_titolo => {
            let nome = solo.trim_start_matches(|c: char| !c.is_alphanumeric());
            let senza = parole(nome).starts_with("prospettiva ");
            let nome = if senza {
                nome["prospettiva".len()..].trim_start_matches([' ', ':', '-'])
            } else {
                nome
            };
            Some(Banda::Prospettiva(su_una_riga(nome)))
        }
        [solo] if sopra.is_some() && !solo.starts_with(['*', '(']) => {
            let colonna = riga.celle[0].colonna;
            let di_nome = sopra?.posto(Campo::Indicatore) == Some(colonna) && colonna > 0;
            (!di_nome).then(|| Banda::Obiettivo(solo.clone()))
        }
        [primo, ..] if sopra.is_some() => {
            let indicatore = sopra?.posto(Campo::Indicatore)?;
            let senza = riga.cella(indicatore).is_none() && riga.celle[0].colonna < indicatore;
            let codice = codice_obiettivo(primo).filter(|_| senza);
            codice.map(|_| Banda::Obiettivo(primo.clone()))
        }
        _ => None,
    }
}

/// Codes in the order of their numbers: 1.2 before 1.10.
fn ordine(codice: &str) -> Vec<(u32, String)> {
    let pezzi = codice.split(['.', '-']);
    pezzi
        .map(|pezzo| (pezzo.parse().unwrap_or(u32::MAX), pezzo.to_owned()))
        .collect()
}
