//! The ledger of a cycle's folder: every file that nobody reads is named.
//!
//! What the readers take is decided by folder and ending; locks and the system's own files are
//! silent, everything else that stands in the folder is a diagnosis.

use std::fs;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::FIRMATI;
use super::formati::{self, estensione, si_apre};
use crate::documents;
use crate::model::Diagnosi;
use crate::model::nome::piu_vicino;
use crate::templates;

use super::{ALLEGATI, Allegato, Cartella, FILE, diags};

/// What is taken of a folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presa {
    /// Workbooks.
    Fogli,
    /// Forms that came back.
    Moduli,
    /// A folder of forms for each date.
    ModuliPerData,
    /// A folder of chapters for each document.
    Testi,
    /// Templates.
    Modelli,
    /// Signed copies, which the publication takes.
    Firmati,
    /// What `ciclo.toml` declares, which the publication takes.
    Allegati,
}

/// The folders of a cycle.
const CARTELLE: &[(&str, Presa)] = &[
    ("cruscotti", Presa::Fogli),
    ("servizi", Presa::Fogli),
    ("progetti", Presa::Fogli),
    ("quadri", Presa::Fogli),
    ("serie", Presa::Fogli),
    ("attesi", Presa::Moduli),
    ("consuntivi", Presa::Moduli),
    ("monitoraggi", Presa::ModuliPerData),
    ("testi", Presa::Testi),
    ("modelli", Presa::Modelli),
    ("assegnazioni", Presa::Fogli),
    (ALLEGATI, Presa::Allegati),
    (FIRMATI, Presa::Firmati),
];
/// Where a command that runs inside the cycle's folder puts what it makes: documents, and the forms
/// to send out.
const USCITE: &[&str] = &["output", MODULI];

/// True for the name of a folder that a cycle reads.
pub(crate) fn e_del_ciclo(cartella: &str) -> bool {
    CARTELLE.iter().any(|(nome, _)| *nome == cartella)
}

/// Where the forms to send out go, if nobody says where.
pub(crate) const MODULI: &str = "moduli";

/// Where forms go that others have replaced.
pub(crate) const PRECEDENTI: &str = "precedenti";
/// Files that stand beside the settings for people.
const PER_LE_PERSONE: &[&str] = &["LEGGIMI.txt", "README.md", "DA-RIVEDERE.md"];
/// Entries of a folder that are looked at, at most.
const VOCI: usize = 10_000;

/// An entry of a folder.
struct Voce {
    /// Relative to the cycle's folder.
    percorso: String,
    nome: String,
    tipo: Tipo,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tipo {
    File,
    Cartella,
    /// A broken link, or a name that is no text.
    Guasto,
}

/// Everything in the folder that is not read, and locks beside workbooks that are; `allegati` are
/// those that the settings declare.
pub fn avanzi(cartella: &Cartella, allegati: &[Allegato]) -> Vec<Diagnosi> {
    let mut diagnosi = Vec::new();
    for voce in voci(cartella, "", &mut diagnosi) {
        match voce.tipo {
            Tipo::Cartella => sottocartella(cartella, &voce, allegati, &mut diagnosi),
            Tipo::File if voce.nome == FILE => {}
            Tipo::File if PER_LE_PERSONE.contains(&voce.nome.as_str()) => {}
            Tipo::File => {
                let motivo = "qui si legge soltanto ciclo.toml";
                diagnosi.push(diags::file_non_letto(&voce.percorso, motivo));
            }
            Tipo::Guasto => diagnosi.push(diags::voce_guasta(&voce.percorso)),
        }
    }
    diagnosi
}

fn sottocartella(
    cartella: &Cartella,
    voce: &Voce,
    allegati: &[Allegato],
    diagnosi: &mut Vec<Diagnosi>,
) {
    let nota = CARTELLE.iter().find(|(nome, _)| *nome == voce.nome);
    if USCITE.contains(&voce.nome.as_str()) {
        return;
    }
    let Some((nome, presa)) = nota else {
        let vicina = piu_vicino(&voce.nome, CARTELLE.iter().map(|(nome, _)| *nome));
        return diagnosi.push(diags::cartella_non_letta(&voce.percorso, vicina));
    };
    match presa {
        Presa::Fogli | Presa::Moduli => fogli(cartella, nome, *presa, diagnosi),
        Presa::ModuliPerData => moduli_per_data(cartella, nome, diagnosi),
        Presa::Testi => testi(cartella, diagnosi),
        Presa::Modelli => modelli(cartella, nome, diagnosi),
        Presa::Firmati => {
            let firmato = |voce: &Voce| DEI_FIRMATI.contains(&estensione(&voce.nome).as_str());
            let motivo = "qui stanno soltanto i documenti firmati, .pdf o .p7m";
            solo(cartella, nome, firmato, motivo, diagnosi);
        }
        Presa::Allegati => {
            let dichiarato = |voce: &Voce| allegati.iter().any(|uno| uno.file == voce.percorso);
            let motivo = "non è dichiarato in ciclo.toml, sotto [[allegati]]";
            solo(cartella, nome, dichiarato, motivo, diagnosi);
        }
    }
}

/// The forms of a monitoring stand in the folder of their date.
fn moduli_per_data(cartella: &Cartella, sotto: &str, diagnosi: &mut Vec<Diagnosi>) {
    for voce in voci(cartella, sotto, diagnosi) {
        match voce.tipo {
            Tipo::Cartella => fogli(cartella, &voce.percorso, Presa::Moduli, diagnosi),
            Tipo::File => {
                let motivo = "i moduli stanno nella cartella della loro data, per esempio \
                              monitoraggi/2027-06-30";
                diagnosi.push(diags::file_non_letto(&voce.percorso, motivo));
            }
            Tipo::Guasto => diagnosi.push(diags::voce_guasta(&voce.percorso)),
        }
    }
}

/// Endings of signed copies.
const DEI_FIRMATI: &[&str] = &["pdf", "p7m"];

/// A folder of which some files are taken; of the others, why they are not.
fn solo(
    cartella: &Cartella,
    sotto: &str,
    presi: impl Fn(&Voce) -> bool,
    motivo: &str,
    diagnosi: &mut Vec<Diagnosi>,
) {
    for voce in voci(cartella, sotto, diagnosi) {
        match voce.tipo {
            Tipo::Cartella => diagnosi.push(diags::cartella_non_letta(&voce.percorso, None)),
            Tipo::File if presi(&voce) => {}
            Tipo::File => diagnosi.push(diags::file_non_letto(&voce.percorso, motivo)),
            Tipo::Guasto => diagnosi.push(diags::voce_guasta(&voce.percorso)),
        }
    }
}

/// True if a program keeps a file open, by the lock beside it.
pub(crate) fn in_uso(file: &Path) -> bool {
    let nome = file.file_name().unwrap_or_default().to_string_lossy();
    let accanto = file.parent().unwrap_or(Path::new(""));
    let voci = Cartella::nuova(accanto).voci(".");
    voci.iter().any(|voce| e_blocco(voce, &nome))
}

/// What is read in a folder of workbooks.
fn dei_fogli() -> String {
    format!("qui si leggono le tabelle dei file {}", formati::ammessi())
}

/// What is read in a folder of forms.
const DEI_MODULI: &str = "qui stanno soltanto i moduli presi con «ciclo raccogli»";

/// A folder of workbooks: other endings, sub-folders and locks.
fn fogli(cartella: &Cartella, sotto: &str, presa: Presa, diagnosi: &mut Vec<Diagnosi>) {
    let voci = voci(cartella, sotto, diagnosi);
    let letti: Vec<&Voce> = voci
        .iter()
        .filter(|voce| voce.tipo == Tipo::File && si_apre(&voce.nome))
        .collect();
    for blocco in cartella.voci(sotto).iter().filter(|nome| pare_blocco(nome)) {
        let aperto = letti.iter().find(|voce| e_blocco(blocco, &voce.nome));
        diagnosi.extend(aperto.map(|voce| diags::file_aperto(&voce.percorso)));
    }
    for voce in &voci {
        match voce.tipo {
            Tipo::File if si_apre(&voce.nome) => {}
            Tipo::File => {
                let motivo = if presa == Presa::Moduli {
                    DEI_MODULI.to_owned()
                } else {
                    dei_fogli()
                };
                diagnosi.push(diags::file_non_letto(&voce.percorso, &motivo));
            }
            Tipo::Cartella if presa == Presa::Moduli && voce.nome == PRECEDENTI => {}
            Tipo::Cartella => diagnosi.push(diags::cartella_non_letta(&voce.percorso, None)),
            Tipo::Guasto => diagnosi.push(diags::voce_guasta(&voce.percorso)),
        }
    }
}

/// The chapters: `testi/<documento>/*.md`.
fn testi(cartella: &Cartella, diagnosi: &mut Vec<Diagnosi>) {
    for voce in voci(cartella, "testi", diagnosi) {
        match voce.tipo {
            Tipo::Cartella => capitoli(cartella, &voce.percorso, diagnosi),
            Tipo::File => {
                let motivo = "i capitoli stanno nella cartella del loro documento, per esempio \
                              testi/piano";
                diagnosi.push(diags::file_non_letto(&voce.percorso, motivo));
            }
            Tipo::Guasto => diagnosi.push(diags::voce_guasta(&voce.percorso)),
        }
    }
}

fn capitoli(cartella: &Cartella, sotto: &str, diagnosi: &mut Vec<Diagnosi>) {
    let documento = sotto.rsplit('/').next().unwrap_or_default();
    if let Some(vicino) = documents::simile(documento).filter(|vicino| *vicino != documento) {
        return diagnosi.push(diags::cartella_non_letta(sotto, Some(vicino)));
    }
    for voce in voci(cartella, sotto, diagnosi) {
        match voce.tipo {
            Tipo::File if estensione(&voce.nome) == "md" => {}
            Tipo::File => {
                let motivo = "un capitolo è un file che finisce in .md";
                diagnosi.push(diags::file_non_letto(&voce.percorso, motivo));
            }
            Tipo::Cartella => diagnosi.push(diags::cartella_non_letta(&voce.percorso, None)),
            Tipo::Guasto => diagnosi.push(diags::voce_guasta(&voce.percorso)),
        }
    }
}

/// The cycle's own templates: one that has none of our names would never be used.
fn modelli(cartella: &Cartella, sotto: &str, diagnosi: &mut Vec<Diagnosi>) {
    for voce in voci(cartella, sotto, diagnosi) {
        let nome = voce.percorso.trim_start_matches("modelli/");
        match voce.tipo {
            Tipo::Cartella
                if templates::nomi().any(|noto| noto.starts_with(&format!("{nome}/"))) =>
            {
                modelli(cartella, &voce.percorso, diagnosi);
            }
            Tipo::Cartella => {
                let note = templates::nomi().filter_map(|noto| Some(noto.rsplit_once('/')?.0));
                let vicina = piu_vicino(nome, note);
                diagnosi.push(diags::cartella_non_letta(&voce.percorso, vicina));
            }
            Tipo::File if templates::nomi().any(|noto| noto == nome) => {}
            Tipo::File => {
                let vicino = piu_vicino(nome, templates::nomi());
                diagnosi.push(diags::modello_ignoto(&voce.percorso, vicino));
            }
            Tipo::Guasto => diagnosi.push(diags::voce_guasta(&voce.percorso)),
        }
    }
}

/// What a folder holds, by name, without locks and the system's own files.
fn voci(cartella: &Cartella, sotto: &str, diagnosi: &mut Vec<Diagnosi>) -> Vec<Voce> {
    let percorso = cartella.radice().join(sotto);
    let lette = match fs::read_dir(&percorso) {
        Ok(lette) => lette,
        Err(causa) => {
            let nome = if sotto.is_empty() { "." } else { sotto };
            diagnosi.push(diags::file_inaccessibile(nome, &causa));
            return Vec::new();
        }
    };
    let mut voci: Vec<Voce> = lette
        .flatten()
        .take(VOCI)
        .map(|voce| {
            let testo = voce.file_name().into_string();
            let leggibile = testo.is_ok();
            let nome = testo.unwrap_or_else(|nome| nome.to_string_lossy().into_owned());
            let percorso = match sotto {
                "" => nome.clone(),
                sotto => format!("{sotto}/{nome}"),
            };
            let tipo = if leggibile {
                tipo(&voce.path())
            } else {
                Tipo::Guasto
            };
            Voce {
                percorso,
                nome,
                tipo,
            }
        })
        .filter(|voce| !di_sistema(&voce.nome))
        .collect();
    voci.sort_by(|una, altra| una.percorso.cmp(&altra.percorso));
    voci
}

fn tipo(percorso: &Path) -> Tipo {
    match fs::metadata(percorso) {
        Ok(dati) if dati.is_dir() => Tipo::Cartella,
        Ok(dati) if dati.is_file() => Tipo::File,
        _ => Tipo::Guasto,
    }
}

/// Locks and what systems leave behind.
fn di_sistema(nome: &str) -> bool {
    matches!(
        nome,
        "Thumbs.db" | "desktop.ini" | ".DS_Store" | ".gitkeep" | ".gitignore" | ".git"
    ) || nome.starts_with("._")
        || pare_blocco(nome)
}

/// How the names of locks begin: of LibreOffice, of Excel and Word.
const BLOCCHI: [&str; 2] = [".~lock.", "~$"];

/// True if a name may be that of a lock.
fn pare_blocco(nome: &str) -> bool {
    BLOCCHI.iter().any(|inizio| nome.starts_with(inizio))
}

/// True if a file is the lock that a program keeps while a workbook is open; Word drops the first
/// two letters of a long name.
fn e_blocco(blocco: &str, file: &str) -> bool {
    let file: String = file.nfc().collect();
    let blocco: String = blocco.nfc().collect();
    let di_calc = blocco
        .strip_prefix(BLOCCHI[0])
        .and_then(|resto| resto.strip_suffix('#'));
    let di_excel = blocco.strip_prefix(BLOCCHI[1]);
    di_calc == Some(file.as_str())
        || di_excel.is_some_and(|resto| {
            resto == file || file.chars().skip(2).eq(resto.chars()) && !resto.is_empty()
        })
}
