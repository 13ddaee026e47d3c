//! How a person sees the differences: the same groups and words on the terminal, in the page and in
//! the PDF.

pub mod html;
mod parole;
pub mod terminale;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diff::{
    Confronto, Cosa, Differenza, Graduato, Indicata, Mutamento, Parola, ParteCruscotto,
    ParteProgetto, ParteQuadro, ParteTesto,
};
use crate::model::bozza::TestoCapitolo;
use crate::model::{Bozza, Ente, Origine, ente, italiano};

/// Names to show for ids; those of the new draft win.
#[derive(Debug, Default)]
pub struct Nomi {
    cruscotti: BTreeMap<String, String>,
    quadri: BTreeMap<String, String>,
    /// By file: `Premessa (Piano della performance 2022-2024)`.
    capitoli: BTreeMap<String, String>,
    /// Of the older draft and of the newer.
    bozze: [String; 2],
}

impl Nomi {
    /// The names that two drafts give.
    pub fn di(vecchia: &Bozza, nuova: &Bozza) -> Self {
        let mut nomi = Self {
            bozze: [vecchia, nuova].map(nome_della_bozza),
            ..Self::default()
        };
        for bozza in [vecchia, nuova] {
            let modello = &bozza.modello;
            nomi.capitoli.extend(nomi_dei_capitoli(bozza));
            nomi.cruscotti.extend(
                modello
                    .cruscotti
                    .iter()
                    .map(|c| (c.id.clone(), c.nome.clone())),
            );
            let quadri = modello
                .quadri
                .values()
                .map(|q| (q.id.clone(), q.titolo.clone()));
            let serie = modello
                .serie
                .iter()
                .map(|s| (s.id.clone(), s.titolo.clone()));
            nomi.quadri
                .extend(quadri.chain(serie).filter(|(_, titolo)| !titolo.is_empty()));
        }
        nomi
    }
}

/// Title and date of a draft: where its file lies is nobody's business.
pub(crate) fn nome_della_bozza(bozza: &Bozza) -> String {
    let documenti = &bozza.modello.documenti;
    let suo = bozza
        .parte
        .iter()
        .flatten()
        .find_map(|id| documenti.get(id));
    match suo.or_else(|| documenti.principale()) {
        Some(atto) => nome_dell_atto(atto),
        None => bozza.modello.ente.nome.clone(),
    }
}

/// Title and date of a document.
pub(crate) fn nome_dell_atto(atto: &ente::Documento) -> String {
    format!("{} {}", atto.titolo, italiano::del_giorno(atto.data))
}

/// Chapters by their headings and documents.
fn nomi_dei_capitoli(bozza: &Bozza) -> impl Iterator<Item = (String, String)> {
    bozza.testi.iter().flat_map(|(documento, capitoli)| {
        let atto = bozza.modello.documenti.get(documento);
        let atto = atto.map_or(documento.as_str(), |atto| &atto.titolo);
        let nome = move |capitolo: &TestoCapitolo| match capitolo.titolo() {
            "" => atto.to_owned(),
            titolo => format!("{titolo} ({atto})"),
        };
        capitoli.iter().map(move |c| (c.file.clone(), nome(c)))
    })
}

/// That two drafts are of two bodies, if they are.
pub(crate) fn enti_diversi(prima: &Ente, adesso: &Ente) -> Option<String> {
    let detto = || {
        format!(
            "Attenzione, le due bozze sono di due enti diversi: la prima di «{}», la seconda di «{}».",
            prima.distinto_da(adesso),
            adesso.distinto_da(prima)
        )
    };
    (!prima.stesso(adesso)).then(detto)
}

/// What a draft does not hold at all and the other does, in words: it is not compared.
pub(crate) fn mancanti(parte: &Bozza, altra: &Bozza) -> Vec<String> {
    let Some(documenti) = &parte.parte else {
        return Vec::new();
    };
    let gradi = parte.valutazione.is_none() && altra.valutazione.is_some();
    let altri = altra.modello.documenti.iter();
    let altri = altri
        .filter(|(id, _)| altra.testi.contains_key(*id) && !documenti.contains(&(*id).to_owned()))
        .map(|(_, atto)| format!("«{}»", atto.titolo));
    let gradi = gradi.then(|| "i gradi e i risultati dell'anno".to_owned());
    gradi.into_iter().chain(altri).collect()
}

/// A comparison in words.
#[derive(Debug, Serialize)]
pub struct Vista {
    /// The drafts by title and date.
    pub vecchio: String,
    pub nuovo: String,
    /// As whoever compares them named them.
    #[serde(skip)]
    pub origini: [String; 2],
    /// One sentence.
    pub riassunto: String,
    /// How many of each kind.
    pub conteggi: Vec<Conteggio>,
    pub gruppi: Vec<Gruppo>,
}

/// How many differences of a kind.
#[derive(Debug, Serialize)]
pub struct Conteggio {
    pub tipo: &'static str,
    /// `5 modifiche`
    pub testo: String,
}

/// Differences that belong together: a cruscotto, a table, a chapter.
#[derive(Debug, Serialize)]
pub struct Gruppo {
    /// Unique, fit for an HTML id.
    pub id: String,
    pub titolo: String,
    pub quante: String,
    pub voci: Vec<Voce>,
}

/// One difference in words.
#[derive(Debug, Serialize)]
pub struct Voce {
    /// Its position among the differences.
    pub n: usize,
    /// As in the JSON: `cambiato`.
    pub tipo: &'static str,
    /// What it is about.
    pub soggetto: String,
    /// Which part of it; empty for the whole.
    pub campo: String,
    pub vecchio: Option<String>,
    pub nuovo: Option<String>,
    /// `+2, +50,00%`
    pub variazione: Option<String>,
    pub parole: Vec<Parola>,
    /// Where it is now, and where it was if that is another place.
    pub luogo: Option<String>,
    pub luogo_vecchio: Option<String>,
    pub cause: Vec<String>,
}

impl Vista {
    /// Puts a comparison in words, in the order of the document.
    pub fn nuova(confronto: &Confronto, nomi: &Nomi) -> Self {
        let mut gruppi: Vec<Gruppo> = Vec::new();
        for (n, differenza) in confronto.differenze.iter().enumerate() {
            let (id, titolo) = gruppo(&differenza.cosa, nomi);
            let posto = gruppi
                .iter()
                .position(|gruppo| gruppo.id == id)
                .unwrap_or_else(|| {
                    gruppi.push(Gruppo {
                        id,
                        titolo,
                        quante: String::new(),
                        voci: Vec::new(),
                    });
                    gruppi.len() - 1
                });
            gruppi[posto].voci.push(voce(n, differenza, nomi));
        }
        for gruppo in &mut gruppi {
            gruppo.quante = parole::differenze(gruppo.voci.len());
        }
        Self {
            vecchio: nomi.bozze[0].clone(),
            nuovo: nomi.bozze[1].clone(),
            origini: [&confronto.vecchio, &confronto.nuovo].map(|parte| parte.origine.clone()),
            riassunto: parole::riassunto(confronto),
            conteggi: parole::conteggi(confronto.differenze.iter()),
            gruppi,
        }
    }
}

/// The group of a difference: id and title. Grades follow from the rest and stand together, at the
/// end.
fn gruppo(cosa: &Cosa, nomi: &Nomi) -> (String, String) {
    let con = |prefisso: &str, id: &str, titolo: String| {
        (
            format!("{prefisso}-{}", crate::model::nome::slug(id)),
            titolo,
        )
    };
    match cosa {
        Cosa::Impostazione(_) => (
            "impostazioni".to_owned(),
            "Impostazioni (ciclo.toml)".to_owned(),
        ),
        Cosa::Grado(_) => ("gradi".to_owned(), "Gradi della Relazione".to_owned()),
        Cosa::OrdineCruscotti => ("cruscotti".to_owned(), "Cruscotti".to_owned()),
        Cosa::Riga(Indicata { cruscotto: id, .. }, _) | Cosa::Cruscotto(id, _) => {
            con("cruscotto", id, nome_di(&nomi.cruscotti, id))
        }
        Cosa::Progetto(nome, _) => con("progetto", nome, format!("Progetto: {nome}")),
        Cosa::Quadro(id, _) => {
            let titolo = format!("Tabella: {}", nome_di(&nomi.quadri, id));
            con("quadro", id, titolo)
        }
        Cosa::Testo(file, _) => {
            let titolo = format!("Testo: {}", nome_di(&nomi.capitoli, file));
            con("testo", file, titolo)
        }
    }
}

fn nome_di(nomi: &BTreeMap<String, String>, id: &str) -> String {
    nomi.get(id).cloned().unwrap_or_else(|| id.to_owned())
}

fn voce(n: usize, Differenza { cosa, mutamento }: &Differenza, nomi: &Nomi) -> Voce {
    let (adesso, prima) = luoghi(mutamento);
    let cause = mutamento.cause().iter();
    Voce {
        n,
        tipo: mutamento.tipo().nome(),
        soggetto: soggetto(cosa, nomi),
        campo: campo(cosa),
        vecchio: mutamento.vecchio().map(|capo| capo.testo.clone()),
        nuovo: mutamento.nuovo().map(|capo| capo.testo.clone()),
        variazione: parole::variazione(mutamento),
        parole: mutamento.parole().to_vec(),
        luogo: adesso,
        luogo_vecchio: prima,
        cause: cause
            .map(|causa| parole::causa(causa, &nome_di(&nomi.cruscotti, &causa.cruscotto)))
            .collect(),
    }
}

/// What a difference is about, within its group.
fn soggetto(cosa: &Cosa, nomi: &Nomi) -> String {
    let cruscotto = |id: &String| nome_di(&nomi.cruscotti, id);
    match cosa {
        Cosa::Riga(riga, _) => riga.nome.clone(),
        Cosa::OrdineCruscotti => "Ordine dei cruscotti".to_owned(),
        Cosa::Cruscotto(id, parte) => match parte {
            ParteCruscotto::OrdineRighe => "Ordine degli indicatori".to_owned(),
            ParteCruscotto::Azione => "Azione".to_owned(),
            ParteCruscotto::Nota => "Nota in calce".to_owned(),
            ParteCruscotto::Intero
            | ParteCruscotto::Nome
            | ParteCruscotto::Tipo
            | ParteCruscotto::Responsabile => cruscotto(id),
        },
        Cosa::Quadro(_, parte) => match parte {
            ParteQuadro::Cella(voce, colonna) => format!("{voce}, {colonna}"),
            ParteQuadro::Riga(voce) => format!("Riga «{voce}»"),
            ParteQuadro::Colonna(colonna) => format!("Colonna «{colonna}»"),
            ParteQuadro::OrdineColonne => "Ordine delle colonne".to_owned(),
            ParteQuadro::OrdineRighe => "Ordine delle righe".to_owned(),
            ParteQuadro::Intero => "Tutta la tabella".to_owned(),
        },
        Cosa::Progetto(nome, parte) => parte.attivita().unwrap_or(nome).to_owned(),
        Cosa::Testo(_, ParteTesto::Capitolo) => "Tutto il capitolo".to_owned(),
        Cosa::Testo(_, ParteTesto::Capoverso) => "Capoverso".to_owned(),
        Cosa::Impostazione(chiave) => chiave.clone(),
        Cosa::Grado(Graduato::Riga(riga, _)) => {
            format!("{} ({})", riga.nome, cruscotto(&riga.cruscotto))
        }
        Cosa::Grado(Graduato::Cruscotto(id, _)) => cruscotto(id),
        Cosa::Grado(_) => cosa.campo().unwrap_or_default(),
    }
}

/// The field, where the subject does not say it already.
fn campo(cosa: &Cosa) -> String {
    let da_dire = match cosa {
        Cosa::Riga(..) => true,
        Cosa::Grado(graduato) => {
            matches!(graduato, Graduato::Riga(..) | Graduato::Cruscotto(..))
        }
        Cosa::Progetto(_, parte) => {
            matches!(
                parte,
                ParteProgetto::Campo(_) | ParteProgetto::CampoAttivita(..)
            )
        }
        Cosa::Cruscotto(_, parte) => matches!(
            parte,
            ParteCruscotto::Nome | ParteCruscotto::Tipo | ParteCruscotto::Responsabile
        ),
        _ => false,
    };
    cosa.campo().filter(|_| da_dire).unwrap_or_default()
}

/// Where it is now; and where it was, if that is elsewhere.
fn luoghi(mutamento: &Mutamento) -> (Option<String>, Option<String>) {
    let adesso = mutamento.luogo_nuovo().map(Origine::to_string);
    let prima = mutamento.luogo_vecchio().map(Origine::to_string);
    let altrove = prima.filter(|prima| Some(prima) != adesso.as_ref());
    (adesso, altrove)
}
