//! What follows from a workbook that could not be read. What it would have held is missing in many
//! places, and none of them is a fault of its own: the workbook is told, they are not.

use std::collections::BTreeSet;

use crate::cycle::FILE;
use crate::cycle::tipi::SERVIZI;
use crate::model::{Codice, Diagnosi};

/// What an office is told of it, once.
const RINVIO: &str = "finché non si legge, ciò che altrove manca per questo non è segnalato";

/// Takes away what is missing because a workbook could not be read, where that alone stops the
/// documents, and says so beside the workbook.
pub(crate) fn senza_conseguenze(diagnosi: &mut Vec<Diagnosi>) {
    let persi = Persi::fra(diagnosi);
    let prima = diagnosi.len();
    diagnosi.retain(|una| !persi.spiegano(una));
    let nuove = diagnosi.len() < prima;
    let mut cause = diagnosi.iter_mut().filter(|una| perso(una).is_some());
    if let (true, Some(causa)) = (nuove, cause.next()) {
        // The list is looked at again when chapters and exceptions join it.
        if !causa.rimedio.ends_with(RINVIO) {
            causa.rimedio = format!("{}; {RINVIO}", causa.rimedio);
        }
    }
}

/// Folders that hold no workbook.
const SENZA_FOGLI: [&str; 2] = ["testi", "modelli"];

/// The folder of a workbook that could not be read at all, or not as a table.
fn perso(diagnosi: &Diagnosi) -> Option<&str> {
    use Codice::{FileIllegibile, FormatoNonAmmesso, IntestazioneMancante};
    let perso = matches!(
        diagnosi.codice,
        FileIllegibile | FormatoNonAmmesso | IntestazioneMancante
    );
    let (cartella, _) = file_di(diagnosi)?.split_once('/')?;
    (perso && diagnosi.blocca() && !SENZA_FOGLI.contains(&cartella)).then_some(cartella)
}

fn file_di(diagnosi: &Diagnosi) -> Option<&str> {
    Some(&diagnosi.luoghi.first()?.file)
}

/// What could not be read, by what it would have held.
#[derive(Debug, Default)]
struct Persi {
    /// Indicators.
    cruscotti: bool,
    /// Something that a chapter may quote.
    citabili: bool,
    /// The workbooks themselves.
    file: BTreeSet<String>,
}

impl Persi {
    fn fra(diagnosi: &[Diagnosi]) -> Self {
        let mut persi = Self::default();
        for causa in diagnosi {
            let Some(cartella) = perso(causa) else {
                continue;
            };
            let cruscotti = ["cruscotti", SERVIZI].contains(&cartella);
            persi.cruscotti |= cruscotti;
            persi.citabili |= cruscotti || ["quadri", "serie", "progetti"].contains(&cartella);
            persi.file.extend(file_di(causa).map(str::to_owned));
        }
        persi
    }

    /// True of what may be there, in what could not be read.
    fn spiegano(&self, diagnosi: &Diagnosi) -> bool {
        match diagnosi.codice {
            Codice::IndicatoreSenzaServizio
            | Codice::ObiettivoSenzaIndicatori
            | Codice::IndicatoreSconosciuto
            | Codice::ModuloSenzaRiga => self.cruscotti,
            Codice::SenzaIndicatori => file_di(diagnosi)
                .is_some_and(|file| self.file.contains(file) || file == FILE && self.cruscotti),
            Codice::SegnapostoSconosciuto | Codice::RiferimentoSconosciuto => self.citabili,
            Codice::DerogaInutilizzata => !self.file.is_empty(),
            _ => false,
        }
    }
}
