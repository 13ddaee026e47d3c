//! A cruscotto as offices lay it out: a title, banners for prospettive and obiettivi, header rows
//! that may come again, an azione that spans the rows below it. One flat table with `Prospettiva`
//! and `Obiettivo` columns is read as well.
//!
//! A workbook may hold several, a sheet each or [several in one](servizi); sheets without a header,
//! drafts and hidden ones are left aside by name.

mod estranee;
mod lettura;
mod livelli;
pub mod obiettivi;
mod righe;
mod servizi;
mod titoli;

use crate::model::nome::parole;
use crate::model::{Diagnosi, Riga};

use super::foglio::Foglio;
use super::intestazione::Testata;
use super::{Letto, Lettore, diags, doppi};
use crate::words::vocabolario::Campo;
use lettura::Lettura;

/// The rows of one sheet, or of one of the services that a sheet holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CruscottoLetto {
    /// The sheet's name; none in a `.csv`.
    pub foglio: Option<String>,
    /// Which of the services of the sheet, where it holds several.
    pub servizio: Option<String>,
    /// What stands above the first header.
    pub titolo: Option<String>,
    pub righe: Vec<RigaLetta>,
    /// Footnotes for readers.
    pub note: Vec<Nota>,
}

/// A footnote for readers.
#[derive(Debug, Clone, PartialEq)]
pub struct Nota {
    pub testo: String,
    /// The service under whose table it stands; none where it is for all that the sheet holds.
    pub servizio: Option<String>,
}

/// What `ciclo.toml` and the folder say of a workbook.
#[derive(Debug, Clone, Copy, Default)]
pub struct Come<'a> {
    /// The only sheet that counts.
    pub foglio: Option<&'a str>,
    /// True if a sheet may hold several services.
    pub dividi: bool,
}

/// A row, not yet tied to its indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct RigaLetta {
    /// The `Codice` column.
    pub codice: Option<String>,
    /// The obiettivo's text as the workbook writes it.
    pub obiettivo_scritto: String,
    /// The service that the sheet names for it; empty where it names none.
    pub servizio: String,
    pub riga: Riga,
}

/// What a cruscotto's header row is known by.
const ANCORE: &[Campo] = &[Campo::Indicatore, Campo::Azione, Campo::Attivita];

/// Columns that are known elsewhere and say nothing of an indicator.
const ALTROVE: &[Campo] = &[
    Campo::Progetto,
    Campo::Descrizione,
    Campo::Dati,
    Campo::Inizio,
    Campo::Fine,
    Campo::Collaboratore,
    Campo::Gruppo,
    Campo::Comportamento,
    Campo::Punteggio,
];

/// Reads the sheets of a workbook that are cruscotti, or the one that `ciclo.toml` says.
pub fn leggi(
    fogli: &[Foglio],
    lettore: &Lettore<'_>,
    come: Come<'_>,
) -> Letto<Vec<CruscottoLetto>> {
    let mut letto = Letto::<Vec<CruscottoLetto>>::default();
    let scelti = scelti(fogli, lettore, come.foglio, &mut letto.diagnosi);
    if scelti.is_empty() {
        let primo = fogli.iter().find(|f| !f.righe.is_empty()).or(fogli.first());
        if let (Some(foglio), None) = (primo, come.foglio) {
            let riga = foglio.righe.first().map_or(1, |riga| riga.numero);
            let luogo = foglio.origine(riga, 0);
            letto
                .diagnosi
                .push(diags::intestazione_mancante(luogo, "Indicatore"));
        }
    }
    for (uno, altro) in doppi::fogli_copiati(&scelti) {
        let copiato = diags::foglio_copiato(scelti[altro], scelti[uno]);
        letto.diagnosi.push(copiato);
    }
    for foglio in scelti {
        let cruscotti = Lettura::nuova(foglio, lettore, come.dividi).leggi();
        letto.diagnosi.extend(cruscotti.diagnosi);
        letto.dati.extend(cruscotti.dati);
    }
    letto
}

/// The sheets that count; each of the others, if it holds anything, is named.
fn scelti<'a>(
    fogli: &'a [Foglio],
    lettore: &Lettore<'_>,
    scelto: Option<&str>,
    diagnosi: &mut Vec<Diagnosi>,
) -> Vec<&'a Foglio> {
    let pieni: Vec<&Foglio> = fogli.iter().filter(|f| !f.righe.is_empty()).collect();
    if let Some(nome) = scelto {
        let (lui, altri): (Vec<&Foglio>, Vec<&Foglio>) = pieni.into_iter().partition(|foglio| {
            let suo = foglio.nome.as_deref();
            suo.is_some_and(|suo| parole(suo) == parole(nome))
        });
        if lui.is_empty() {
            diagnosi.extend(diags::foglio_assente(fogli, nome));
            return Vec::new();
        }
        diagnosi.extend(nascosti(&lui));
        let motivo = format!("ciclo.toml dice di leggere «{nome}»");
        diagnosi.extend(altri.iter().map(|f| diags::foglio_non_letto(f, &motivo)));
        return lui;
    }
    let (tabelle, altri): (Vec<&Foglio>, Vec<&Foglio>) =
        pieni.into_iter().partition(|f| ha_testata(f, lettore));
    if !tabelle.is_empty() {
        let motivo = "non ha l'intestazione di un cruscotto";
        diagnosi.extend(altri.iter().map(|f| diags::foglio_non_letto(f, motivo)));
    }
    let (scartati, buoni): (Vec<&Foglio>, Vec<&Foglio>) = tabelle
        .iter()
        .copied()
        .partition(|f| f.nascosto || e_bozza(f));
    if buoni.is_empty() {
        diagnosi.extend(nascosti(&tabelle));
        return tabelle;
    }
    for foglio in scartati {
        let motivo = if foglio.nascosto {
            diags::NASCOSTO
        } else {
            "dal nome è una copia di lavoro"
        };
        diagnosi.push(diags::foglio_non_letto(foglio, motivo));
    }
    buoni
}

/// Hidden sheets that are read all the same.
fn nascosti(letti: &[&Foglio]) -> impl Iterator<Item = Diagnosi> {
    let nascosti = letti.iter().filter(|foglio| foglio.nascosto);
    nascosti.map(|foglio| diags::dati_nascosti(foglio))
}

fn ha_testata(foglio: &Foglio, lettore: &Lettore<'_>) -> bool {
    (0..foglio.righe.len()).any(|posto| Testata::a(foglio, 0, posto, ANCORE, lettore).is_some())
}

/// True if a sheet's name says that it is an old draft or a trial.
fn e_bozza(foglio: &Foglio) -> bool {
    const PAROLE: &[&str] = &[
        "bozza",
        "bozze",
        "copia",
        "vecchio",
        "vecchia",
        "old",
        "backup",
        "prova",
        "archivio",
        "precedente",
        "superato",
    ];
    let nome = parole(foglio.nome.as_deref().unwrap_or_default());
    nome.split(' ').any(|parola| PAROLE.contains(&parola))
}
