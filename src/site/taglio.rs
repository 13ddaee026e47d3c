//! Where a long table is cut.

/// How many rows of a table go on one page.
pub(super) const RIGHE: usize = 40;
