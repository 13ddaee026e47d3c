//! Policy: the level of each code, and the exceptions that someone has accepted.

use std::cell::OnceCell;

use crate::cycle::Impostazioni;
use crate::cycle::scritto::DerogaScritta;
use crate::model::nome::{chiave, piu_vicino};
use crate::model::{Diagnosi, Modello, Origine};

use super::catalogo::{Catalogo, Contenuto, Tavola};
use super::diags::{self, Vicino};

/// Gives each diagnosis the level that policy asks for and the reason of the exception that covers
/// it.
pub fn applica(diagnosi: &mut [Diagnosi], impostazioni: &Impostazioni, modello: &Modello) {
    applica_con(diagnosi, impostazioni, &Nomi::di(modello));
}

/// What stands where, by its names: gathered when an exception first asks, which most never do.
struct Nomi<'a> {
    modello: &'a Modello,
    catalogo: OnceCell<Catalogo<'a>>,
}

impl<'a> Nomi<'a> {
    fn di(modello: &'a Modello) -> Self {
        Self {
            modello,
            catalogo: OnceCell::new(),
        }
    }

    fn catalogo(&self) -> &Catalogo<'a> {
        self.catalogo.get_or_init(|| Catalogo::nuovo(self.modello))
    }
}

fn applica_con(diagnosi: &mut [Diagnosi], impostazioni: &Impostazioni, nomi: &Nomi<'_>) {
    for diagnosi in diagnosi {
        if let Some(livello) = impostazioni.livelli.get(&diagnosi.codice) {
            diagnosi.livello = *livello;
        }
        let deroga = impostazioni
            .deroghe
            .iter()
            .find(|(_, deroga)| copre(deroga, diagnosi, nomi));
        diagnosi.deroga = deroga.map(|(_, deroga)| deroga.motivo.clone());
    }
}

/// The exceptions that cover none of the diagnoses, which must be all there are.
pub fn inutilizzate(
    diagnosi: &[Diagnosi],
    impostazioni: &Impostazioni,
    modello: &Modello,
) -> Vec<Diagnosi> {
    let nomi = Nomi::di(modello);
    let inutili = impostazioni
        .deroghe
        .iter()
        .filter(|(_, deroga)| !diagnosi.iter().any(|d| copre(deroga, d, &nomi)));
    let mut trovate: Vec<Diagnosi> = inutili
        .map(|(luogo, deroga)| {
            let vicino = vicino(deroga, diagnosi, &nomi);
            diags::deroga_inutilizzata(luogo.clone(), deroga, &vicino)
        })
        .collect();
    applica_con(&mut trovate, impostazioni, &nomi);
    trovate
}

/// True if an exception is for this code and one of these places.
fn copre(deroga: &DerogaScritta, diagnosi: &Diagnosi, nomi: &Nomi<'_>) -> bool {
    deroga.codice == diagnosi.codice
        && diagnosi
            .luoghi
            .iter()
            .any(|luogo| diverse(deroga, luogo, nomi).next().is_none())
}

/// The keys of an exception that do not hold at a place.
fn diverse<'a>(
    deroga: &'a DerogaScritta,
    luogo: &'a Origine,
    nomi: &'a Nomi<'_>,
) -> impl Iterator<Item = &'static str> + 'a {
    let vale = move |chiave: &str, valore: &str| match chiave {
        "file" => valore.trim_start_matches("./") == luogo.file,
        "cella" => valore.eq_ignore_ascii_case(&luogo.scritto()),
        _ => nomi
            .catalogo()
            .cerca(luogo)
            .is_some_and(|contenuto| e_questo(&contenuto, chiave, valore)),
    };
    deroga
        .chiavi()
        .filter(move |(chiave, valore)| !vale(chiave, valore))
        .map(|(chiave, _)| chiave)
}

/// True if a key of an exception names what stands there.
fn e_questo(contenuto: &Contenuto<'_>, chiave_della_deroga: &str, valore: &str) -> bool {
    let stesso = |nome: Option<&str>| nome.is_some_and(|nome| chiave(nome) == chiave(valore));
    match (chiave_della_deroga, contenuto.tavola) {
        ("cruscotto", Tavola::Cruscotto(id)) | ("quadro", Tavola::Quadro(id)) => stesso(Some(id)),
        ("indicatore", Tavola::Cruscotto(_)) => stesso(contenuto.voce),
        ("voce", Tavola::Quadro(_) | Tavola::Scheda(_)) => stesso(contenuto.voce),
        ("campo", _) => stesso(contenuto.campo),
        _ => false,
    }
}

/// What is near an exception that covers nothing: first a name that is wrong, then the problem that
/// fails the fewest of its keys, then another problem in its place.
fn vicino(deroga: &DerogaScritta, diagnosi: &[Diagnosi], nomi: &Nomi<'_>) -> Vicino {
    if let Some(ignoto) = nome_ignoto(deroga, nomi.catalogo()) {
        return ignoto;
    }
    let luoghi = |del_codice: bool| {
        diagnosi
            .iter()
            .filter(move |d| (d.codice == deroga.codice) == del_codice)
            .flat_map(|d| d.luoghi.iter().map(move |luogo| (d.codice, luogo)))
            .map(|(codice, luogo)| {
                let diverse: Vec<&str> = diverse(deroga, luogo, nomi).collect();
                (codice, luogo, diverse)
            })
    };
    let quante = deroga.chiavi().count();
    let altrove = luoghi(true)
        .filter(|(_, _, diverse)| diverse.len() < quante)
        .min_by_key(|(_, _, diverse)| diverse.len());
    if let Some((_, luogo, diverse)) = altrove {
        return Vicino::Altrove {
            luogo: luogo.clone(),
            diverse,
        };
    }
    match luoghi(false).find(|(_, _, diverse)| diverse.is_empty()) {
        Some((codice, luogo, _)) => Vicino::AltroCodice {
            luogo: luogo.clone(),
            codice,
        },
        None => Vicino::Niente,
    }
}

/// The first name of an exception that none of the tables that it means has.
fn nome_ignoto(deroga: &DerogaScritta, catalogo: &Catalogo<'_>) -> Option<Vicino> {
    let sua = |tavola: Tavola<'_>| match tavola {
        Tavola::Cruscotto(id) => deroga.quadro.is_none() && uguale(deroga.cruscotto.as_deref(), id),
        Tavola::Quadro(id) => deroga.cruscotto.is_none() && uguale(deroga.quadro.as_deref(), id),
        Tavola::Scheda(_) => deroga.cruscotto.is_none() && deroga.quadro.is_none(),
    };
    for (nome_chiave, scritto) in deroga.chiavi() {
        let id = |tavola| match (nome_chiave, tavola) {
            ("cruscotto", Tavola::Cruscotto(id)) | ("quadro", Tavola::Quadro(id)) => Some(id),
            _ => None,
        };
        let noti: Vec<&str> = match nome_chiave {
            "cruscotto" | "quadro" => catalogo.tavole().filter_map(id).collect(),
            "indicatore" | "voce" => catalogo.voci(sua).into_iter().collect(),
            "campo" => catalogo.campi(sua).into_iter().collect(),
            _ => continue,
        };
        if !noti.iter().any(|noto| uguale(Some(scritto), noto)) {
            return Some(Vicino::Ignoto {
                chiave: nome_chiave,
                scritto: scritto.to_owned(),
                simile: piu_vicino(scritto, noti).map(str::to_owned),
            });
        }
    }
    None
}

/// True if a name is this one, or none is asked for.
fn uguale(chiesto: Option<&str>, nome: &str) -> bool {
    chiesto.is_none_or(|chiesto| chiave(chiesto) == chiave(nome))
}
