//! Templates, model, charts → PDF.
//!
//! [`Tipografia`] has what all documents of an edition share, [`documento`] gathers what one
//! prints, [`componi`] compiles it, [`esporta`] writes one file that is PDF/A-3a and PDF/UA-1 with
//! its open data attached.

mod altezze;
mod anteprima;
mod curato;
pub mod documento;
pub mod giri;
mod mondo;
pub mod rapporto;
pub mod revisione;
mod tavole;
mod tipografia;

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::thread;

use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Smart};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};
use typst_kit::diagnostics::{DiagnosticFormat, DiagnosticWorld, emit, termcolor::Buffer};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::fonts::CARATTERI;
use crate::templates::Modelli;

pub(crate) use anteprima::{Anteprima, Foglio, Impronta, Segno};
pub use documento::Documento;
use mondo::Mondo;
pub use tipografia::{Pdf, Tipografia};

/// The program that stands in the PDF's metadata.
const CREATORE: &str = concat!("ciclo ", env!("CARGO_PKG_VERSION"));

/// Everything that a document's templates may read, in memory.
#[derive(Clone)]
pub struct Sorgenti {
    principale: String,
    identificativo: String,
    file: BTreeMap<String, Bytes>,
}

/// A template that does not compile, as Typst reports it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{testo}")]
pub struct ErroreDiComposizione {
    testo: String,
    /// Templates with their lines from 1: the fault first, then what called it.
    pub luoghi: Vec<(String, usize)>,
}

impl Sorgenti {
    /// The main template, what makes the PDF's identifier, the templates and the data that they
    /// read.
    fn nuove(
        principale: &str,
        identificativo: &str,
        modelli: &Modelli,
        dati: Vec<(String, Bytes)>,
    ) -> Self {
        let modelli = modelli.scelti(|nome| nome.ends_with(".typ"));
        let modelli = modelli.map(|(nome, byte)| (nome.to_owned(), Bytes::new(byte.to_vec())));
        let file = modelli.chain(dati).collect();
        Self {
            principale: principale.to_owned(),
            identificativo: identificativo.to_owned(),
            file,
        }
    }
}

/// Reads the fonts and Typst's own library, which the first document would do: to be called beside
/// work that needs neither.
pub fn prepara() {
    LazyLock::force(&CARATTERI);
    LazyLock::force(&mondo::LIBRERIA);
}

/// Typesets a document.
///
/// # Errors
/// What Typst found wrong with a template.
pub fn componi(sorgenti: &Sorgenti) -> Result<PagedDocument, ErroreDiComposizione> {
    componi_in(&Mondo::nuovo(&sorgenti.principale, sorgenti.file.clone()))
}

fn componi_in(mondo: &Mondo) -> Result<PagedDocument, ErroreDiComposizione> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(mondo);
    if let Some(avviso) = warnings.iter().find(|avviso| grave(avviso)) {
        return Err(racconta(mondo, std::slice::from_ref(avviso)));
    }
    output.map_err(|errori| racconta(mondo, &errori))
}

/// Writes the PDF: archival (A-3a) and accessible (UA-1), the same bytes for the same document.
///
/// # Errors
/// What keeps the document from conforming, such as a figure without alternative text.
pub fn esporta(
    sorgenti: &Sorgenti,
    documento: &PagedDocument,
) -> Result<Vec<u8>, ErroreDiComposizione> {
    let norme = [PdfStandard::A_3a, PdfStandard::Ua_1];
    let opzioni = PdfOptions {
        ident: Smart::Custom(sorgenti.identificativo.clone()),
        creator: Smart::Custom(Some(CREATORE.to_owned())),
        standards: PdfStandards::new(&norme).map_err(|errore| ErroreDiComposizione {
            testo: errore.message().to_string(),
            luoghi: Vec::new(),
        })?,
        ..PdfOptions::default()
    };
    let mondo = Mondo::nuovo(&sorgenti.principale, sorgenti.file.clone());
    typst_pdf::pdf(documento, &opzioni).map_err(|errori| racconta(&mondo, &errori))
}

/// Forgets what Typst remembers and the last few documents had no use for, so that memory stays
/// flat over many. To be called after each; those that are under way beside it keep what is theirs.
pub fn dimentica_il_vecchio() {
    const DOCUMENTI: usize = 2;
    typst::comemo::evict(DOCUMENTI);
}

/// Forgets what Typst remembers and the last rounds of documents had no use for: for a program that
/// sets the same few again and again. `rifatta` is the share of their pages that is new.
///
/// A page that is the same as before is remembered whole, and nothing in it is looked at: what it is
/// made of is kept for a round more, so that an edit of it may follow one of another. A round that
/// made most pages anew leaves nothing that the one before had.
pub(crate) fn sfoltisci(rifatta: f64) {
    const QUASI_TUTTO: f64 = 0.5;
    let giri = if rifatta > QUASI_TUTTO { 1 } else { 2 };
    typst::comemo::evict(giri);
}

/// Forgets all that Typst remembers, as if no document had been made yet.
pub fn dimentica() {
    typst::comemo::evict(0);
}

/// The same beside other work. A new document may be set meanwhile: at worst some of it is forgotten
/// too. Where the system gives no thread nothing is, and takes its room.
pub(crate) fn dimentica_intanto() {
    /// What is remembered of chapters that nest is put away level by level.
    const PILA: usize = 16 << 20;
    let _ = thread::Builder::new().stack_size(PILA).spawn(dimentica);
}

/// How the warnings begin that would show in the document: a missing font, a layout that never
/// settles. Typst gives its warnings no code; a test holds these words against its own.
const GRAVI: [&str; 2] = ["unknown font family", "document did not converge"];

fn grave(avviso: &SourceDiagnostic) -> bool {
    GRAVI
        .iter()
        .any(|inizio| avviso.message.starts_with(inizio))
}

fn racconta(mondo: &Mondo, problemi: &[SourceDiagnostic]) -> ErroreDiComposizione {
    let mut testo = Buffer::no_color();
    let testo = match emit(&mut testo, mondo, problemi, DiagnosticFormat::Human) {
        Ok(()) => in_breve(&String::from_utf8_lossy(testo.as_slice())),
        Err(errore) => errore.to_string(),
    };
    let luoghi = problemi.iter().flat_map(|problema| {
        let traccia = problema.trace.iter().map(|punto| punto.span.into());
        std::iter::once(problema.span).chain(traccia)
    });
    ErroreDiComposizione {
        testo,
        luoghi: luoghi.filter_map(|luogo| riga(mondo, luogo)).collect(),
    }
}

/// The file of a place and its line.
fn riga(mondo: &Mondo, luogo: DiagSpan) -> Option<(String, usize)> {
    let id = luogo.id()?;
    let inizio = mondo.range(luogo)?.start;
    let riga = mondo.source(id).ok()?.lines().byte_to_line(inizio)?;
    Some((mondo.name(id), riga + 1))
}

/// The message with its lines cut to what a terminal shows: an excerpt of a data file may be one
/// endless line.
fn in_breve(messaggio: &str) -> String {
    const COLONNE: usize = 160;
    const RIGHE: usize = 40;
    let righe = messaggio.trim_end().lines().take(RIGHE);
    righe
        .map(|riga| riga.chars().take(COLONNE).collect::<String>())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_show_in_the_document_stops_it() {
        let casi = [
            (GRAVI[0], "#set text(font: \"Nessuno\")\nA"),
            (
                GRAVI[1],
                "#let s = state(\"s\", 0)\n#context s.update(s.final() + 1)",
            ),
        ];
        for (inizio, testo) in casi {
            let file = vec![(
                "prova.typ".to_owned(),
                Bytes::new(testo.as_bytes().to_vec()),
            )];
            let sorgenti = Sorgenti::nuove("prova.typ", "prova", &Modelli::default(), file);
            let errore = componi(&sorgenti).expect_err(testo).to_string();
            assert!(errore.contains(inizio), "{errore}");
        }
    }
}
