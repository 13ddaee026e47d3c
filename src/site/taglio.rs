//! Where a long table is cut.

/// How many rows of a table go on one page.
pub(super) const RIGHE: usize = 40;

/// The rows of a table, page by page; a table without rows has a page too.
pub(super) fn per_pagina<T: Clone>(righe: &[T]) -> Vec<Vec<T>> {
    match righe {
        [] => vec![Vec::new()],
        _ => righe.chunks(RIGHE).map(<[T]>::to_vec).collect(),
    }
}
