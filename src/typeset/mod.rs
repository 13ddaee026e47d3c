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
mod parole;
mod prosa;
pub mod rapporto;
pub mod revisione;
mod ripresa;
mod tavole;
mod tipografia;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{SourceDiagnostic, SourceResult, Warned};
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

/// Reads the fonts, Typst's own library and our templates, which the first document would do: to be
/// called beside work that needs none of them.
pub fn prepara() {
    LazyLock::force(&CARATTERI);
    LazyLock::force(&mondo::LIBRERIA);
    mondo::leggi_i_modelli();
}

/// Typesets a document.
///
/// # Errors
/// What Typst found wrong with a template.
pub fn componi(sorgenti: &Sorgenti) -> Result<PagedDocument, ErroreDiComposizione> {
    componi_in(&Mondo::nuovo(&sorgenti.principale, sorgenti.file.clone()))
}

fn componi_in(mondo: &Mondo) -> Result<PagedDocument, ErroreDiComposizione> {
    senza_difetti(mondo, typst::compile(mondo))
}

/// The same of a document whose pages of before are at hand.
fn ricomponi(mondo: &Mondo, prima: &PagedDocument) -> Result<PagedDocument, ErroreDiComposizione> {
    let ripresa = ripresa::riprendi(mondo, prima).map(|ripresa| Warned {
        output: Ok(ripresa.output),
        warnings: ripresa.warnings,
    });
    senza_difetti(mondo, ripresa.unwrap_or_else(|| typst::compile(mondo)))
}

/// A document that nothing is wrong with.
fn senza_difetti(
    mondo: &Mondo,
    Warned { output, warnings }: Warned<SourceResult<PagedDocument>>,
) -> Result<PagedDocument, ErroreDiComposizione> {
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

/// Forgets what Typst remembers and has had no use for since before the last time, for a program
/// that sets the same few documents again and again.
pub(crate) fn sfoltisci() {
    const VOLTE: usize = 1;
    typst::comemo::evict(VOLTE);
}

/// Forgets all that Typst remembers, as if no document had been made yet.
pub fn dimentica() {
    typst::comemo::evict(0);
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
