//! `/confronto.json`: what the templates mark in a draft that is set beside an older one.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diff::{
    CampoRiga, Cosa, Differenza, Indicata, Mutamento, Parola, ParteCruscotto, ParteQuadro,
    ParteTesto, Segno, conseguenze,
};
use crate::model::bozza::Capoverso;
use crate::model::ente::Oiv;
use crate::model::{Bozza, Modello, Origine, Riga, RigaQuadro, Testi};
use crate::prospetti::{Nome, Prima, Prospetti};

/// The marks, by place. Empty in a document that is compared with nothing.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Revisione {
    /// What stood in a cell: by [place](posto) and field.
    celle: BTreeMap<String, String>,
    /// What became of a row, by its place: `cambiato`, `nuovo`, or a few words.
    righe: BTreeMap<String, String>,
    /// Rows that are gone, by the cruscotto or table that they stood in: the tables are given
    /// them, not the templates.
    #[serde(skip)]
    tolte: BTreeMap<String, Vec<Tolta>>,
    /// Paragraphs word by word, by their new text.
    testi: BTreeMap<String, Vec<Parola>>,
    /// Paragraphs that are gone, by the text of the one that they stood after.
    testi_tolti: BTreeMap<String, Vec<String>>,
    /// What fields and cells of the sections said, by the section's name.
    sezioni: BTreeMap<String, Prima>,
    /// What the OIV said: `esito`, `osservazioni`, or these of a criterion, `a|giudizio`.
    oiv: BTreeMap<String, String>,
}

/// A row that is gone, with its place among those that are left.
#[derive(Debug, Clone)]
struct Tolta {
    posto: usize,
    riga: RigaTolta,
}

#[derive(Debug, Clone)]
enum RigaTolta {
    Cruscotto(Box<Riga>),
    Quadro(RigaQuadro),
}

impl Revisione {
    /// The marks of `nuova`, given how it differs from `vecchia`.
    pub fn nuova(differenze: &[Differenza], vecchia: &Bozza, nuova: &Bozza) -> Self {
        let (vecchio, nuovo) = (&vecchia.modello, &nuova.modello);
        let mut revisione = Self::default();
        revisione.testi_tolti(differenze, &vecchia.testi, &nuova.testi);
        for (testo, parole) in conseguenze(&vecchia.testi, &nuova.testi) {
            revisione.parole(&testo, parole);
        }
        revisione.oiv = dell_oiv(vecchio.oiv.as_ref(), nuovo.oiv.as_ref());
        for Differenza { cosa, mutamento } in differenze {
            // What has no place in the new document is marked nowhere: the report of the comparison
            // tells it.
            match cosa {
                Cosa::Riga(riga, campo) => revisione
                    .riga(riga, *campo, mutamento, vecchio, nuovo)
                    .unwrap_or_default(),
                Cosa::Quadro(id, parte) => revisione
                    .quadro(id, parte, mutamento, vecchio, nuovo)
                    .unwrap_or_default(),
                Cosa::Cruscotto(_, ParteCruscotto::Azione) => {
                    if let Some(luogo) = mutamento.luogo_nuovo() {
                        revisione.cella(luogo, "azione", mutamento);
                    }
                }
                Cosa::Testo(..) => revisione.testo(mutamento).unwrap_or_default(),
                _ => {}
            }
        }
        revisione
    }

    /// With what the sections said in the older draft.
    pub fn con_sezioni(mut self, vecchie: &Prospetti<'_>, nuove: &Prospetti<'_>) -> Self {
        let sezioni = Nome::TUTTI.map(|nome| {
            let prima = nuove.prospetto(nome).rispetto_a(&vecchie.prospetto(nome));
            (nome.chiave(), prima)
        });
        let cambiate = sezioni.into_iter().filter(|(_, prima)| !prima.is_empty());
        self.sezioni = cambiate.collect();
        self
    }

    /// True where no cell has a mark.
    pub(super) fn vuota(&self) -> bool {
        self.celle.is_empty()
    }

    /// What stood in a field's cell; none if it is as it was.
    pub(super) fn prima(&self, luogo: &Origine, campo: &str) -> Option<&str> {
        let segno = self.celle.get(&format!("{}|{campo}", posto(luogo)));
        segno.map(String::as_str)
    }

    /// What became of a row, by its place.
    pub(super) fn stato(&self, luogo: &Origine) -> Option<&str> {
        self.righe.get(&posto(luogo)).map(String::as_str)
    }

    /// The rows of a cruscotto that are gone, with their places among those that are left.
    pub(super) fn righe_tolte(&self, cruscotto: &str) -> impl Iterator<Item = (usize, &Riga)> {
        let tolte = self.tolte.get(cruscotto).into_iter().flatten();
        tolte.filter_map(|tolta| match &tolta.riga {
            RigaTolta::Cruscotto(riga) => Some((tolta.posto, &**riga)),
            RigaTolta::Quadro(_) => None,
        })
    }

    /// The same of a table of figures.
    pub(super) fn quadri_tolti(&self, quadro: &str) -> impl Iterator<Item = (usize, &RigaQuadro)> {
        let tolte = self.tolte.get(quadro).into_iter().flatten();
        tolte.filter_map(|tolta| match &tolta.riga {
            RigaTolta::Quadro(riga) => Some((tolta.posto, riga)),
            RigaTolta::Cruscotto(_) => None,
        })
    }

    fn riga(
        &mut self,
        indicata: &Indicata,
        campo: Option<CampoRiga>,
        mutamento: &Mutamento,
        vecchio: &Modello,
        nuovo: &Modello,
    ) -> Option<()> {
        let cruscotto = nuovo.cruscotto(&indicata.cruscotto)?;
        if let Mutamento::Tolto(capo) = mutamento {
            let righe = vecchio.cruscotti.iter().find_map(|c| {
                let sua = |riga: &Riga| Some(&riga.origine) == capo.luogo.as_ref();
                Some((&c.righe, c.righe.iter().position(sua)?))
            });
            let (righe, posto) = righe?;
            self.togli(
                &cruscotto.id,
                posto_di(&righe[..posto], &cruscotto.righe),
                RigaTolta::Cruscotto(Box::new(righe[posto].clone())),
            );
            return Some(());
        }
        let luogo = mutamento.luogo_nuovo()?;
        let di_lei = cruscotto
            .righe
            .iter()
            .filter(|riga| riga.indicatore == indicata.indicatore);
        let riga = di_lei
            .clone()
            .find(|riga| ha(riga, luogo))
            .or_else(|| di_lei.clone().next())?;
        self.segna(&riga.origine, stato(mutamento));
        self.cella(luogo, &campo?.nome(), mutamento);
        Some(())
    }

    fn quadro(
        &mut self,
        id: &str,
        parte: &ParteQuadro,
        mutamento: &Mutamento,
        vecchio: &Modello,
        nuovo: &Modello,
    ) -> Option<()> {
        let (prima, ora) = (vecchio.quadri.get(id)?, nuovo.quadri.get(id)?);
        match (parte, mutamento) {
            (ParteQuadro::Riga(_), Mutamento::Tolto(capo)) => {
                let sua = |riga: &RigaQuadro| Some(&prima.luogo_di(riga)) == capo.luogo.as_ref();
                let posto = prima.righe.iter().position(sua)?;
                let tolta = RigaTolta::Quadro(prima.righe[posto].clone());
                self.togli(id, posto.min(ora.righe.len()), tolta);
            }
            (ParteQuadro::Riga(_), _) => {
                let luogo = mutamento.luogo_nuovo()?;
                self.segna(luogo, stato(mutamento));
                self.cella(luogo, "voce", mutamento);
            }
            (ParteQuadro::Cella(..), _) => {
                let luogo = mutamento.luogo_nuovo()?;
                let sua = |riga: &&RigaQuadro| riga.celle.iter().any(|c| c.origine == *luogo);
                let riga = ora.righe.iter().find(sua)?;
                self.segna(&ora.luogo_di(riga), stato(mutamento));
                self.cella(luogo, "valore", mutamento);
            }
            _ => {}
        }
        Some(())
    }

    /// A paragraph that is new is all one change.
    fn testo(&mut self, mutamento: &Mutamento) -> Option<()> {
        let nuovo = match mutamento {
            Mutamento::Riordinato(..) => return None,
            _ => &mutamento.nuovo()?.testo,
        };
        let parole = match mutamento.parole() {
            [] => vec![Parola {
                segno: Segno::Aggiunto,
                testo: nuovo.to_owned(),
            }],
            parole => parole.to_vec(),
        };
        self.parole(nuovo, parole);
        Some(())
    }

    /// The words of a paragraph that is now `nuovo`.
    fn parole(&mut self, nuovo: &str, parole: Vec<Parola>) {
        self.testi.insert(chiave(nuovo), senza_segno(parole));
    }

    /// Puts each paragraph that is gone after the last one above it that is still there. A chapter
    /// that is gone whole has no place: the report of the comparison tells it.
    fn testi_tolti(&mut self, differenze: &[Differenza], vecchi: &Testi, nuovi: &Testi) {
        let capoversi = || {
            differenze.iter().filter_map(|d| match &d.cosa {
                Cosa::Testo(file, ParteTesto::Capoverso) => Some((file, &d.mutamento)),
                _ => None,
            })
        };
        let diventato = |luogo: &Origine| {
            capoversi().find_map(|(_, mutamento)| match mutamento {
                Mutamento::Cambiato(prima, ora, _) if prima.luogo.as_ref() == Some(luogo) => {
                    Some(ora.testo.clone())
                }
                _ => None,
            })
        };
        let capitolo =
            |testi: &Testi, file: &str| testi.values().flatten().find(|c| c.file == file).cloned();
        for (file, mutamento) in capoversi() {
            let Mutamento::Tolto(tolto) = mutamento else {
                continue;
            };
            let Some(luogo) = &tolto.luogo else { continue };
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
                diventato(&qui).or_else(|| {
                    let uguale = |p: &&Capoverso| p.proprio() == vecchio.proprio();
                    let rimasto = ora.paragrafi.iter().find(uguale);
                    rimasto.map(|p| p.testo.clone())
                })
            };
            let Some(dopo) = sopra.iter().rev().find_map(adesso) else {
                continue;
            };
            self.testi_tolti
                .entry(chiave(&dopo))
                .or_default()
                .push(tolto.testo.trim_start_matches(['#', ' ']).to_owned());
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

    fn cella(&mut self, luogo: &Origine, campo: &str, mutamento: &Mutamento) {
        let vecchio = match mutamento {
            Mutamento::Spostato(..) => None,
            _ => mutamento.vecchio(),
        };
        if let Some(vecchio) = vecchio {
            let cella = format!("{}|{campo}", posto(luogo));
            self.celle.insert(cella, vecchio.testo.clone());
        }
    }
}

/// What the OIV said and now says otherwise.
fn dell_oiv(vecchio: Option<&Oiv>, nuovo: Option<&Oiv>) -> BTreeMap<String, String> {
    let nuovo = nuovo.map(detti).unwrap_or_default();
    let mut prima = vecchio.map(detti).unwrap_or_default();
    prima.retain(|dove, testo| nuovo.get(dove).is_some_and(|adesso| adesso != testo));
    prima
}

fn detti(oiv: &Oiv) -> BTreeMap<String, String> {
    let esito = oiv.esito.map(|esito| esito.nome().to_owned());
    let mut detti = BTreeMap::new();
    detti.extend(esito.map(|esito| ("esito".to_owned(), esito)));
    let osservazioni = oiv.osservazioni.clone();
    detti.extend(osservazioni.map(|testo| ("osservazioni".to_owned(), testo)));
    for (lettera, detto) in &oiv.criteri {
        let giudizio = detto.giudizio.clone().map(|testo| ("giudizio", testo));
        let osservazioni = detto.osservazioni.clone();
        let osservazioni = osservazioni.map(|testo| ("osservazioni", testo));
        let suoi = giudizio.into_iter().chain(osservazioni);
        detti.extend(suoi.map(|(che, testo)| (format!("{lettera}|{che}"), testo)));
    }
    detti
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
    riga.origine == *luogo
        || riga
            .valori()
            .chain(riga.monitoraggi.values())
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

fn stato(mutamento: &Mutamento) -> String {
    match mutamento {
        Mutamento::Aggiunto(_) => "nuovo".to_owned(),
        Mutamento::Spostato(prima, _) => format!("spostato: prima in {}", prima.testo),
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

/// A paragraph as its words are looked for: without what marks it as a heading or an item of a list,
/// and with spaces alike, some of which [`prosa`](super::prosa) keeps from breaking.
fn chiave(testo: &str) -> String {
    alla_pari(testo.trim_start_matches(['#', '–', ' ']))
}

/// The words of a list item without the dash that the list prints itself, their spaces alike.
fn senza_segno(mut parole: Vec<Parola>) -> Vec<Parola> {
    if let Some(prima) = parole.first_mut() {
        prima.testo = prima.testo.trim_start_matches(['–', ' ']).to_owned();
    }
    for parola in &mut parole {
        parola.testo = alla_pari(&parola.testo);
    }
    parole
}

fn alla_pari(testo: &str) -> String {
    testo.replace('\u{A0}', " ")
}
