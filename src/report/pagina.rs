//! The diagnoses as one page of HTML that an office can send round, with nothing to load: first what
//! must be mended, service by service, then the rest, and what was accepted at the end.

use minijinja::value::Serde;
use serde::Serialize;

use crate::model::{Diagnosi, Modello, Origine};
use crate::templates::ambiente_a_righe;

use super::contorno::Contorno;
use super::{conteggio, conteggio_breve, livello, ordine};

/// The template's name under `templates/`, and under a cycle's own `modelli/`.
pub const MODELLO: &str = "verifica/verifica.html";
const PREDEFINITO: &str = include_str!("../../templates/verifica/verifica.html");

#[derive(Serialize)]
struct Vista<'a> {
    ente: &'a str,
    piano: &'a str,
    conteggio: String,
    /// Each service with what is to be looked at, be it nothing, and the other groups of files.
    sezioni: Vec<Sezione>,
    /// Those of them that hold errors, and accepted slips.
    da_correggere: Vec<Sezione>,
    accettate: Vec<Sezione>,
}

#[derive(Serialize)]
struct Sezione {
    id: String,
    /// Its number, from 1: sections of one service have the same.
    posto: usize,
    nome: String,
    /// The workbook; empty for a group of files.
    file: String,
    /// Of all that is said of it.
    conteggio: String,
    voci: Vec<Voce>,
}

impl Sezione {
    /// Takes the entries of a level out, into a section of their own.
    fn stacca(&mut self, che: &'static str) -> Option<Self> {
        let (staccate, restanti) = std::mem::take(&mut self.voci)
            .into_iter()
            .partition(|voce| voce.livello == che);
        self.voci = restanti;
        let staccate: Vec<Voce> = staccate;
        (!staccate.is_empty()).then(|| Self {
            id: format!("{che}-{}", self.id),
            posto: self.posto,
            nome: self.nome.clone(),
            file: self.file.clone(),
            conteggio: self.conteggio.clone(),
            voci: staccate,
        })
    }
}

#[derive(Serialize)]
struct Voce {
    livello: &'static str,
    codice: &'static str,
    messaggio: String,
    /// Cell; empty for the whole file.
    dove: String,
    /// Sheet and, in a group of files, the file.
    foglio: String,
    /// The row's own text.
    riga: Option<String>,
    celle: Vec<Cella>,
    altrove: Vec<Cella>,
    trovato: Option<String>,
    atteso: Option<String>,
    rimedio: String,
    deroga: Option<String>,
}

#[derive(Serialize)]
struct Cella {
    dove: String,
    testo: String,
}

/// The page; `proprio` is the cycle's own template, where it has one.
///
/// # Errors
/// What is wrong with the cycle's own template, for a person.
pub fn html(
    modello: &Modello,
    diagnosi: &[Diagnosi],
    solo: Option<&str>,
    proprio: Option<&str>,
) -> Result<String, String> {
    let mut sezioni = sezioni(modello, diagnosi, solo);
    for (n, sezione) in (1..).zip(&mut sezioni) {
        sezione.posto = n;
    }
    let mut staccate = |che| sezioni.iter_mut().filter_map(|s| s.stacca(che)).collect();
    let vista = Vista {
        da_correggere: staccate("errore"),
        accettate: staccate("accettato"),
        ente: &modello.ente.nome,
        piano: modello.documenti.principale().map_or("", |d| &d.titolo),
        conteggio: conteggio(diagnosi),
        sezioni,
    };
    let modello = proprio.unwrap_or(PREDEFINITO);
    ambiente_a_righe()
        .and_then(|ambiente| ambiente.render_named_str(MODELLO, modello, Serde(vista)))
        .map_err(|errore| format!("Il modello di pagina {MODELLO} ha un errore: {errore}"))
}

/// A section for each cruscotto, with or without problems; one for every other group of files that
/// has any.
fn sezioni(modello: &Modello, diagnosi: &[Diagnosi], solo: Option<&str>) -> Vec<Sezione> {
    let contorno = Contorno::nuovo(modello);
    let ordinate = ordine::ordinate(diagnosi);
    let sezione = |id: &str, nome: &str, file: &str, dentro: &dyn Fn(&Origine) -> bool| {
        let mut sue: Vec<&Diagnosi> = ordinate
            .iter()
            .copied()
            .filter(|d| d.luoghi.iter().any(dentro))
            .collect();
        sue.sort_by_cached_key(|d| {
            d.luoghi
                .iter()
                .find(|luogo| dentro(luogo))
                .map(|luogo| (luogo.file.clone(), ordine::chiave(luogo)))
        });
        let voci = sue
            .iter()
            .map(|d| voce(d, &contorno, file.is_empty(), dentro))
            .collect();
        Sezione {
            id: id.to_owned(),
            posto: 0,
            nome: nome.to_owned(),
            file: file.to_owned(),
            conteggio: conteggio_breve(sue),
            voci,
        }
    };
    let cruscotti = modello
        .cruscotti
        .iter()
        .filter(|c| solo.is_none_or(|file| c.file == file));
    let mut sezioni: Vec<Sezione> = cruscotti
        .map(|c| sezione(&c.id, &c.nome, &c.file, &|luogo| luogo.file == c.file))
        .collect();
    if solo.is_none() {
        let di_cruscotto = |file: &str| modello.cruscotti.iter().any(|c| c.file == file);
        let gruppi = [
            ("gruppo-progetti", "Schede progetto", "progetti/"),
            ("gruppo-quadri", "Tabelle", "quadri/"),
            ("gruppo-testi", "Testi", "testi/"),
        ];
        let in_gruppo = |file: &str| gruppi.iter().any(|(.., inizio)| file.starts_with(inizio));
        for (id, nome, inizio) in gruppi {
            sezioni.push(sezione(id, nome, "", &|luogo| {
                luogo.file.starts_with(inizio)
            }));
        }
        let altro = |luogo: &Origine| !in_gruppo(&luogo.file) && !di_cruscotto(&luogo.file);
        sezioni.push(sezione(
            "gruppo-altro",
            "Impostazioni e altri file",
            "",
            &altro,
        ));
        sezioni.retain(|sezione| !sezione.file.is_empty() || !sezione.voci.is_empty());
    }
    sezioni
}

/// A diagnosis as a section sees it: its own places first.
fn voce(
    d: &Diagnosi,
    contorno: &Contorno,
    con_file: bool,
    dentro: &dyn Fn(&Origine) -> bool,
) -> Voce {
    let (qui, altrove): (Vec<&Origine>, Vec<&Origine>) =
        d.luoghi.iter().partition(|luogo| dentro(luogo));
    let prima = qui.first();
    let riga = prima
        .and_then(|luogo| contorno.nome(luogo))
        .map(str::to_owned);
    let testo = |luogo: &Origine| contorno.testo(luogo).unwrap_or_default().to_owned();
    let celle = qui.iter().map(|luogo| Cella {
        dove: luogo.scritto(),
        testo: testo(luogo),
    });
    let celle = celle.filter(|cella| !cella.dove.is_empty());
    let celle = celle
        .filter(|cella| riga.as_deref() != Some(&cella.testo) && !cella.testo.is_empty())
        .collect();
    Voce {
        livello: livello(d),
        codice: d.codice.nome(),
        messaggio: d.messaggio.clone(),
        dove: prima.map(|luogo| luogo.scritto()).unwrap_or_default(),
        foglio: prima
            .map(|luogo| foglio(luogo, con_file))
            .unwrap_or_default(),
        celle,
        // A short name stands in the message already.
        riga: riga.filter(|riga| !d.messaggio.contains(&format!("«{riga}»"))),
        altrove: altrove
            .iter()
            .map(|luogo| Cella {
                dove: luogo.to_string(),
                testo: testo(luogo),
            })
            .collect(),
        trovato: d.trovato.clone(),
        atteso: d.atteso.clone(),
        rimedio: d.rimedio.clone(),
        deroga: d.deroga.clone(),
    }
}

/// The sheet of a place, after its file where the section has several.
fn foglio(luogo: &Origine, con_file: bool) -> String {
    let file = con_file.then_some(luogo.file.as_str());
    file.into_iter()
        .chain(luogo.nome_foglio())
        .collect::<Vec<_>>()
        .join(", ")
}
