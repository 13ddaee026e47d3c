//! The world that Typst sees: the templates, the model, the charts and the fonts. No paths out, no
//! packages, no network, no clock.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::diagnostics::DiagnosticWorld;

use crate::fonts::CARATTERI;
use crate::templates::Modelli;

/// The standard library, shared by all documents.
pub(super) static LIBRERIA: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(libreria(Dict::new())));

/// The same, by which templates know that they are set for the screen: only there they mark where
/// each figure stands.
static LIBRERIA_DI_ANTEPRIMA: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let ingressi = [("anteprima".into(), Value::Bool(true))];
    LazyHash::new(libreria(ingressi.into_iter().collect()))
});

/// Headers of rows are still behind a feature.
fn libreria(ingressi: Dict) -> Library {
    let funzioni = [Feature::A11yExtras].into_iter().collect();
    let libreria = Library::builder().with_features(funzioni);
    libreria.with_inputs(ingressi).build()
}

/// A document's files, by their path without the leading slash, with its main template.
pub(super) struct Mondo {
    libreria: &'static LazyHash<Library>,
    principale: FileId,
    file: BTreeMap<String, Bytes>,
}

impl Mondo {
    /// A world whose main file is `principale`.
    pub(super) fn nuovo(principale: &str, file: BTreeMap<String, Bytes>) -> Self {
        Self {
            libreria: &LIBRERIA,
            principale: id(principale),
            file,
        }
    }

    /// The same world, as the screen sees it.
    pub(super) fn in_anteprima(self) -> Self {
        Self {
            libreria: &LIBRERIA_DI_ANTEPRIMA,
            ..self
        }
    }
}

/// A template as Typst reads it: once, however many documents are set with it.
#[comemo::memoize]
fn sorgente(id: FileId, byte: Bytes) -> FileResult<Source> {
    let testo = str::from_utf8(&byte).map_err(|_| FileError::InvalidUtf8)?;
    // Some editors put this mark at the head of a file.
    let testo = testo.trim_start_matches('\u{FEFF}');
    Ok(Source::new(id, testo.to_owned()))
}

/// Reads our own templates, which the first document would do.
pub(super) fn leggi_i_modelli() {
    let modelli = Modelli::default();
    for (nome, byte) in modelli.scelti(|nome| nome.ends_with(".typ")) {
        // One that cannot be read is told by the document that asks for it.
        let _ = sorgente(id(nome), Bytes::new(byte.to_vec()));
    }
}

/// The id of a virtual file. Ids are never freed, so names must be few and stable.
fn id(percorso: &str) -> FileId {
    #[expect(clippy::expect_used, reason = "the name is a constant")]
    let principale = || VirtualPath::new("main.typ").expect("a plain name");
    let percorso = VirtualPath::new(percorso).unwrap_or_else(|_| principale());
    RootedPath::new(VirtualRoot::Project, percorso).intern()
}

impl World for Mondo {
    fn library(&self) -> &LazyHash<Library> {
        self.libreria
    }

    fn book(&self) -> &LazyHash<FontBook> {
        CARATTERI.book()
    }

    fn main(&self) -> FileId {
        self.principale
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        sorgente(id, self.file(id)?)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let percorso = id.vpath().get_without_slash();
        match (id.root(), self.file.get(percorso)) {
            (VirtualRoot::Project, Some(byte)) => Ok(byte.clone()),
            _ => Err(FileError::NotFound(percorso.into())),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        CARATTERI.font(index)
    }

    /// Outputs never look at the clock.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

impl DiagnosticWorld for Mondo {
    fn name(&self, id: FileId) -> String {
        id.vpath().get_without_slash().to_owned()
    }
}
