//! Texts of which a part is struck through: calamine joins their runs.

use std::collections::HashMap;
use std::sync::Arc;

use zip::result::ZipError;

use crate::model::nome::su_una_riga;
use crate::read::Guasto;
use crate::read::xml::{Passo, attributo, scorri};

use super::Archivio;

/// A text of several runs while it is read, and what came of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Tratti {
    /// What is left to read.
    pub testo: String,
    /// What is struck through.
    pub barrato: String,
    barra: bool,
    lettere: bool,
    /// Within the reading of a Japanese text, which nobody sees here.
    lettura: bool,
}

impl Tratti {
    /// Takes what a step adds to the text.
    pub(super) fn passo(&mut self, passo: &Passo<'_>) {
        match passo {
            Passo::Apre("r", _) => self.barra = false,
            Passo::Apre("strike", elemento) => {
                let valore = attributo(elemento, "val");
                self.barra = valore.is_none_or(|valore| valore != "0" && valore != "false");
            }
            Passo::Apre("rPh", _) => self.lettura = true,
            Passo::Chiude("rPh") => self.lettura = false,
            Passo::Apre("t", _) => self.lettere = !self.lettura,
            Passo::Chiude("t") => self.lettere = false,
            Passo::Testo(testo) if self.lettere && self.barra => self.barrato.push_str(testo),
            Passo::Testo(testo) if self.lettere => self.testo.push_str(testo),
            _ => {}
        }
    }

    /// The text, if a part of it is struck through.
    pub(super) fn se_barrato(mut self) -> Option<Self> {
        self.barrato = su_una_riga(&self.barrato);
        (!self.barrato.is_empty()).then_some(self)
    }
}

/// The workbook's shared texts of which a part is struck through, by their number.
#[derive(Debug, Default)]
pub(super) struct Barrate(HashMap<usize, Arc<Tratti>>);

impl Barrate {
    /// Reads them; a workbook need not have any.
    pub(super) fn leggi(archivio: &mut Archivio<'_>) -> Result<Self, Guasto> {
        let parte = match archivio.by_name("xl/sharedStrings.xml") {
            Ok(parte) => parte,
            Err(ZipError::FileNotFound) => return Ok(Self::default()),
            Err(_) => return Err(Guasto::Illeggibile),
        };
        let mut barrate = HashMap::new();
        let (mut numero, mut tratti) = (0, Tratti::default());
        scorri(parte, |passo| {
            tratti.passo(&passo);
            if let Passo::Chiude("si") = passo {
                let letti = std::mem::take(&mut tratti).se_barrato();
                barrate.extend(letti.map(|letti| (numero, Arc::new(letti))));
                numero += 1;
            }
            Ok(())
        })?;
        Ok(Self(barrate))
    }

    /// The shared text of this number, if a part of it is struck through.
    pub(super) fn numero(&self, numero: usize) -> Option<Arc<Tratti>> {
        self.0.get(&numero).cloned()
    }
}
