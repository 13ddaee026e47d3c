//! `/confronto.json`: what the templates mark in a draft that is set beside an older one.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diff::{Ambito, Differenza, Parola, Segno, Tipo};
use crate::model::bozza::Capoverso;
use crate::model::{Bozza, Modello, Origine, Riga, RigaQuadro, Testi};

/// The marks, by place. Empty in a document that is compared with nothing.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Revisione {
    /// What stood in a cell: by [place](posto) and field.
    celle: BTreeMap<String, String>,
    /// What became of a row, by its place: `cambiato`, `nuovo`, or a few words.
    righe: BTreeMap<String, String>,
    /// Rows that are gone, by the cruscotto or table that they stood in.
    tolte: BTreeMap<String, Vec<Tolta>>,
    /// Paragraphs word by word, by their new text.
    testi: BTreeMap<String, Vec<Parola>>,
    /// Paragraphs that are gone, by the text of the one that they stood after.
    testi_tolti: BTreeMap<String, Vec<String>>,
}

/// A row that is gone, with its place among those that are left.
#[derive(Debug, Clone, Serialize)]
struct Tolta {
    posto: usize,
    riga: RigaTolta,
}

#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
enum RigaTolta {
    Cruscotto(Riga),
    Quadro(RigaQuadro),
}

impl Revisione {
    /// The marks of `nuova`, given how it differs from `vecchia`.
    pub fn nuova(differenze: &[Differenza], vecchia: &Bozza, nuova: &Bozza) -> Self {
        let (vecchio, nuovo) = (&vecchia.modello, &nuova.modello);
        let mut revisione = Self::default();
        revisione.testi_tolti(differenze, &vecchia.testi, &nuova.testi);
        for differenza in differenze {
            // What has no place in the new document is marked nowhere: the report of the comparison
            // tells it.
            match differenza.ambito {
                Ambito::Indicatore => revisione
                    .indicatore(differenza, vecchio, nuovo)
                    .unwrap_or_default(),
                Ambito::Quadro => revisione
                    .quadro(differenza, vecchio, nuovo)
                    .unwrap_or_default(),
                Ambito::Cruscotto if differenza.campo.as_deref() == Some("azione") => {
                    differenza
                        .luogo_nuovo
                        .iter()
                        .for_each(|luogo| revisione.cella(luogo, "azione", differenza));
                }
                Ambito::Testo => revisione.testo(differenza).unwrap_or_default(),
                _ => {}
            }
        }
        revisione
    }

    fn indicatore(
        &mut self,
        differenza: &Differenza,
        vecchio: &Modello,
        nuovo: &Modello,
    ) -> Option<()> {
        let cruscotto = nuovo.cruscotto(differenza.cruscotto.as_deref()?)?;
        if differenza.tipo == Tipo::Tolto {
            let righe = vecchio.cruscotti.iter().find_map(|c| {
                let posto = c
                    .righe
                    .iter()
                    .position(|riga| Some(&riga.origine) == differenza.luogo_vecchio.as_ref())?;
                Some((&c.righe, posto))
            });
            let (righe, posto) = righe?;
            self.togli(
                &cruscotto.id,
                posto_di(&righe[..posto], &cruscotto.righe),
                RigaTolta::Cruscotto(righe[posto].clone()),
            );
            return Some(());
        }
        let luogo = differenza.luogo_nuovo.as_ref()?;
        let di_lei = cruscotto
            .righe
            .iter()
            .filter(|riga| Some(&riga.indicatore) == differenza.indicatore.as_ref());
        let riga = di_lei
            .clone()
            .find(|riga| ha(riga, luogo))
            .or_else(|| di_lei.clone().next())?;
        self.segna(&riga.origine, stato(differenza));
        self.cella(luogo, differenza.campo.as_deref()?, differenza);
        Some(())
    }

    fn quadro(
        &mut self,
        differenza: &Differenza,
        vecchio: &Modello,
        nuovo: &Modello,
    ) -> Option<()> {
        let id = differenza.quadro.as_deref()?;
        let (prima, ora) = (vecchio.quadri.get(id)?, nuovo.quadri.get(id)?);
        let voce = differenza.campo.as_deref() == Some("voce");
        match (differenza.tipo, &differenza.luogo_nuovo) {
            (Tipo::Tolto, _) if voce => {
                let posto = prima
                    .righe
                    .iter()
                    .position(|riga| Some(prima.luogo_di(riga)) == differenza.luogo_vecchio)?;
                self.togli(
                    id,
                    posto.min(ora.righe.len()),
                    RigaTolta::Quadro(prima.righe[posto].clone()),
                );
            }
            (Tipo::Aggiunto | Tipo::Rinominato, Some(luogo)) if voce => {
                self.segna(luogo, stato(differenza));
                self.cella(luogo, "voce", differenza);
            }
            (Tipo::Cambiato, Some(luogo)) => {
                let riga = ora
                    .righe
                    .iter()
                    .find(|riga| riga.celle.iter().any(|cella| cella.origine == *luogo))?;
                self.segna(&ora.luogo_di(riga), stato(differenza));
                self.cella(luogo, "valore", differenza);
            }
            _ => {}
        }
        Some(())
    }

    /// A paragraph that is new is all one change.
    fn testo(&mut self, differenza: &Differenza) -> Option<()> {
        let nuovo = differenza
            .nuovo
            .as_deref()
            .filter(|_| differenza.tipo != Tipo::Riordinato)?;
        let parole = match differenza.parole.as_slice() {
            [] => vec![Parola {
                segno: Segno::Aggiunto,
                testo: nuovo.to_owned(),
            }],
            parole => parole.to_vec(),
        };
        self.testi
            .insert(nudo(nuovo).to_owned(), senza_segno(parole));
        Some(())
    }

    /// Puts each paragraph that is gone after the last one above it that is still there. A chapter
    /// that is gone whole has no place: the report of the comparison tells it.
    fn testi_tolti(&mut self, differenze: &[Differenza], vecchi: &Testi, nuovi: &Testi) {
        let dei_testi = || differenze.iter().filter(|d| d.ambito == Ambito::Testo);
        let di = |tipo, luogo: &Origine| {
            dei_testi().find(|d| d.tipo == tipo && d.luogo_vecchio.as_ref() == Some(luogo))
        };
        let capitolo =
            |testi: &Testi, file: &str| testi.values().flatten().find(|c| c.file == file).cloned();
        for tolto in
            dei_testi().filter(|d| d.tipo == Tipo::Tolto && d.campo.as_deref() == Some("capoverso"))
        {
            let posti = tolto.luogo_vecchio.as_ref().zip(tolto.testo.as_deref());
            let Some((luogo, file)) = posti else { continue };
            let Some((prima, ora)) = capitolo(vecchi, &luogo.file).zip(capitolo(nuovi, file))
            else {
                continue;
            };
            let posto = prima
                .paragrafi
                .iter()
                .position(|p| Origine::riga(&prima.file, p.riga) == *luogo);
            let sopra = &prima.paragrafi[..posto.unwrap_or(0)];
            let adesso = |vecchio: &Capoverso| {
                let qui = Origine::riga(&prima.file, vecchio.riga);
                match di(Tipo::Cambiato, &qui).and_then(|cambiato| cambiato.nuovo.clone()) {
                    Some(nuovo) => Some(nuovo),
                    None => ora
                        .paragrafi
                        .iter()
                        .find(|p| p.proprio() == vecchio.proprio())
                        .map(|p| p.testo.clone()),
                }
            };
            let Some(dopo) = sopra.iter().rev().find_map(adesso) else {
                continue;
            };
            let testo = tolto.vecchio.clone().unwrap_or_default();
            self.testi_tolti
                .entry(nudo(&dopo).to_owned())
                .or_default()
                .push(testo.trim_start_matches(['#', ' ']).to_owned());
        }
    }

    fn togli(&mut self, dove: &str, posto: usize, riga: RigaTolta) {
        self.tolte
            .entry(dove.to_owned())
            .or_default()
            .push(Tolta { posto, riga });
    }

    /// The strongest word stays: a row that moved has usually changed as well.
    fn segna(&mut self, luogo: &Origine, stato: String) {
        let voce = self
            .righe
            .entry(posto(luogo))
            .or_insert_with(|| stato.clone());
        if voce == "cambiato" {
            *voce = stato;
        }
    }

    fn cella(&mut self, luogo: &Origine, campo: &str, differenza: &Differenza) {
        if let Some(vecchio) = differenza
            .vecchio
            .clone()
            .filter(|_| differenza.tipo != Tipo::Spostato)
        {
            self.celle
                .insert(format!("{}|{campo}", posto(luogo)), vecchio);
        }
    }
}

/// A place as the templates name it: `servizi/promozione.xlsx|Foglio1|E7`.
fn posto(luogo: &Origine) -> String {
    [
        luogo.file.as_str(),
        luogo.nome_foglio().unwrap_or_default(),
        &luogo.scritto(),
    ]
    .join("|")
}

/// True if a cell is one of the row's own.
fn ha(riga: &Riga, luogo: &Origine) -> bool {
    let celle = &riga.celle;
    let valori = riga.atteso.values().chain(riga.consuntivo.values());
    riga.origine == *luogo
        || valori
            .map(|valore| &valore.origine)
            .any(|origine| origine == luogo)
        || [
            celle.fonte,
            celle.peso,
            celle.verso,
            celle.azione,
            celle.obiettivo,
        ]
        .into_iter()
        .any(|cella| cella.is_some() && riga.luogo(cella) == *luogo)
}

fn stato(differenza: &Differenza) -> String {
    match (differenza.tipo, &differenza.vecchio) {
        (Tipo::Aggiunto, _) => "nuovo".to_owned(),
        (Tipo::Spostato, Some(prima)) => format!("spostato: prima in {prima}"),
        _ => "cambiato".to_owned(),
    }
}

/// Where a row that is gone goes back: after the last of those above it that is still there.
fn posto_di(sopra: &[Riga], nuove: &[Riga]) -> usize {
    let resta = |prima: &Riga| {
        nuove
            .iter()
            .position(|riga| riga.indicatore == prima.indicatore)
    };
    sopra
        .iter()
        .rev()
        .find_map(resta)
        .map_or(0, |posto| posto + 1)
}

/// A paragraph without what marks it as a heading or an item of a list.
fn nudo(testo: &str) -> &str {
    testo.trim_start_matches(['#', '–', ' '])
}

/// The words of a list item without the dash that the list prints itself.
fn senza_segno(mut parole: Vec<Parola>) -> Vec<Parola> {
    if let Some(prima) = parole.first_mut() {
        prima.testo = prima.testo.trim_start_matches(['–', ' ']).to_owned();
    }
    parole
}
