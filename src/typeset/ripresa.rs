//! A document set again after an edit.
//!
//! Typst knows nothing of a document before its first pass: where a heading stands, how many pages
//! there are. So it lays everything out at least twice. The pages of before nearly always know it
//! still: a pass that looks there and is right about all that it asked is the last one.

use comemo::{Constraint, Track};
use typst::World;
use typst::diag::Warned;
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Content, Output, StyleChain, Target, TargetElem};
use typst::utils::Protected;
use typst_layout::PagedDocument;

/// Passes after which it is set as if it were new.
const GIRI: usize = 3;

/// Sets a document that was set before; none of one that has a fault or does not settle, which are
/// for Typst to tell.
pub(super) fn riprendi(mondo: &dyn World, prima: &PagedDocument) -> Option<Warned<PagedDocument>> {
    let mut avvisi = Sink::new();
    let contenuto = valuta(mondo, &mut avvisi)?;
    let mut fatto = None;
    for _ in 0..GIRI {
        let giro = passa(mondo, &contenuto, fatto.as_ref().unwrap_or(prima))?;
        if giro.fermo {
            avvisi.extend_from_sink(giro.avvisi);
            let integro = avvisi.delayed().is_empty();
            return integro.then(|| Warned {
                output: giro.composto,
                warnings: avvisi.warnings(),
            });
        }
        fatto = Some(giro.composto);
    }
    None
}

/// A pass over the whole document.
struct Giro {
    composto: PagedDocument,
    avvisi: Sink,
    /// True if all that was looked up in the pages of before stands in these too.
    fermo: bool,
}

fn valuta(mondo: &dyn World, avvisi: &mut Sink) -> Option<Content> {
    let principale = mondo.source(mondo.main()).ok()?;
    let modulo = typst_eval::eval(
        mondo.track(),
        mondo.library(),
        Traced::default().track(),
        avvisi.track_mut(),
        Route::default().track(),
        &principale,
    );
    Some(modulo.ok()?.content())
}

fn passa(mondo: &dyn World, contenuto: &Content, prima: &PagedDocument) -> Option<Giro> {
    let libreria = mondo.library();
    let bersaglio = TargetElem::target.set(Target::Paged).wrap();
    let stili = StyleChain::new(&libreria.styles);
    let cercato = Constraint::new();
    let tracciato = Traced::default();
    let mut avvisi = Sink::new();
    let mut motore = Engine {
        library: libreria,
        world: mondo.track(),
        introspector: Protected::new(Output::introspector(prima).track_with(&cercato)),
        traced: tracciato.track(),
        sink: avvisi.track_mut(),
        route: Route::default(),
    };
    let composto = PagedDocument::create(&mut motore, contenuto, stili.chain(&bersaglio)).ok()?;
    let fermo = cercato.validate(Output::introspector(&composto));
    Some(Giro {
        composto,
        avvisi,
        fermo,
    })
}
