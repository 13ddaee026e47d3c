//! The workshop: one thread that makes anew what has changed, and tells the pages.

use std::io;
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

/// Orders that came in while it was at work are one order.
fn lavora(banco: &Banco, ordini: &Receiver<Ordine>) {
    while let Ok(primo) = ordini.recv() {
        let mut insieme = vec![primo];
        insieme.extend(ordini.try_iter());
        if insieme.contains(&Ordine::Chiudi) {
            return;
        }
        if insieme.contains(&Ordine::Rileggi) {
            banco.rileggi();
        }
        banco.componi();
        banco.avvisa();
        // The new pages are on their way: the rest is done meanwhile.
        banco.esamina();
        typeset::tieni_l_ultimo_giro();
    }
}
