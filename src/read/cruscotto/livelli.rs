//! Two columns of obiettivi side by side, as `Obiettivo strategico | Obiettivo operativo`: which of
//! the two is the plan's obiettivo is told by what stands in them.

use crate::model::Diagnosi;
use crate::read::foglio::RigaFoglio;
use crate::read::intestazione::{Colonna, Testata};
use crate::read::registro::Registro;
use crate::read::{Lettore, diags};
use crate::words::vocabolario::Campo;

use super::obiettivi;

/// What the names in a column are to `ciclo.toml`, all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Livello {
    Prospettive,
    Obiettivi,
    Altro,
}

/// The header with each of the two columns at its own level, if the names below it say at which; the
/// rows of its table end before `fine`.
pub(super) fn distingui(
    testata: Testata,
    registro: &Registro<'_>,
    fine: usize,
    lettore: &Lettore<'_>,
) -> Testata {
    let Some((prima, seconda)) = testata.obiettivi_doppi() else {
        return testata;
    };
    let righe = &registro.righe()[testata.righe.end..fine];
    let livello = |colonna: &Colonna| livello(registro, righe, colonna.posto, lettore);
    let piatta = testata.ha(Campo::Prospettiva);
    let con_azioni = testata.ha(Campo::Azione) || testata.ha(Campo::Attivita);
    match (livello(&prima), livello(&seconda)) {
        (Livello::Prospettive, Livello::Obiettivi) if !piatta => testata
            .con_campo(prima.posto, Campo::Prospettiva)
            .con_campo(seconda.posto, Campo::Obiettivo),
        (Livello::Obiettivi, Livello::Prospettive) if !piatta => {
            testata.con_campo(seconda.posto, Campo::Prospettiva)
        }
        (Livello::Obiettivi, Livello::Altro) if !con_azioni => {
            registro.segnala(come_azione(registro, &prima, &seconda));
            testata.con_campo(seconda.posto, Campo::Azione)
        }
        _ => testata,
    }
}

fn come_azione(registro: &Registro<'_>, obiettivi: &Colonna, azioni: &Colonna) -> Diagnosi {
    let luogo = azioni.luogo(registro.foglio());
    diags::obiettivo_come_azione(luogo, &azioni.scritta, &obiettivi.scritta)
}

/// Where the names of a column are declared.
fn livello(
    registro: &Registro<'_>,
    righe: &[RigaFoglio],
    posto: u32,
    lettore: &Lettore<'_>,
) -> Livello {
    let prospettive = lettore.prospettive;
    let nomi: Vec<String> = righe
        .iter()
        .filter(|riga| riga.celle.len() > 1)
        .filter_map(|riga| registro.guarda(riga, posto))
        .map(|contenuto| contenuto.testo())
        .collect();
    let di_prospettiva = |nome: &String| obiettivi::prospettiva(prospettive, nome).is_some();
    let di_obiettivo = |nome: &String| obiettivi::dichiarato(prospettive, nome);
    match () {
        () if nomi.is_empty() => Livello::Altro,
        () if nomi.iter().all(di_prospettiva) => Livello::Prospettive,
        () if nomi.iter().all(di_obiettivo) => Livello::Obiettivi,
        () => Livello::Altro,
    }
}
