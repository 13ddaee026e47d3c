//! The workshop: one thread that makes anew what has changed, and tells the pages.

use std::io;
use std::mem;
use std::sync::mpsc::Receiver;
use std::thread::{Builder, Scope};

use crate::typeset;

use super::banco::{Banco, Ordine};

/// Stack of the thread, in bytes: Typst and chapters that nest need it.
const PILA: usize = 16 << 20;

/// Opens the workshop; it closes when it is ordered to.
///
/// # Errors
/// A system that gives no thread.
pub(super) fn apri<'a>(
    ambito: &'a Scope<'a, '_>,
    banco: &'a Banco,
    ordini: Receiver<Ordine>,
) -> io::Result<()> {
    Builder::new()
        .stack_size(PILA)
        .spawn_scoped(ambito, move || {
            typeset::prepara();
            lavora(banco, &ordini);
        })?;
    Ok(())
}

/// How much of a document is set anew before what Typst remembers of the old pages is put away. A
/// page that is the same as before is remembered whole, and nothing in it is looked at: what it is
/// made of would seem of no use after a few edits elsewhere, and is what the next edit of it needs.
const TROPPO: f64 = 0.2;

/// Orders that came in while it was at work are one order.
fn lavora(banco: &Banco, ordini: &Receiver<Ordine>) {
    let mut arrivati = Vec::new();
    let mut rifatte = 0.0;
    loop {
        if arrivati.is_empty() {
            arrivati.extend(ordini.recv());
        }
        arrivati.extend(ordini.try_iter());
        let insieme = mem::take(&mut arrivati);
        if insieme.is_empty() || insieme.contains(&Ordine::Chiudi) {
            return;
        }
        let vecchia = insieme.contains(&Ordine::Rileggi).then(|| banco.rileggi());
        let rifatta = componi(banco, ordini, &mut arrivati);
        if rifatta.is_none() {
            banco.avvisa();
        }
        drop(vecchia);
        // The new pages are on their way: the rest is done meanwhile.
        if arrivati.is_empty() {
            banco.esamina();
            rifatte += rifatta.unwrap_or_default();
            if rifatte > TROPPO {
                typeset::sfoltisci();
                rifatte = 0.0;
            }
        }
    }
}

/// Sets what the scene has changed, and tells of each document as it is done: how much of one is
/// new, at most; none if there was nothing to set. Where a new order comes in, what nobody looks at
/// is left for after it.
fn componi(banco: &Banco, ordini: &Receiver<Ordine>, arrivati: &mut Vec<Ordine>) -> Option<f64> {
    let mut rifatta = None;
    while arrivati.is_empty()
        && let Some(composta) = banco.componi()
    {
        banco.avvisa();
        rifatta = Some(composta.rifatta.max(rifatta.unwrap_or_default()));
        drop(composta);
        arrivati.extend(ordini.try_iter());
    }
    rifatta
}
