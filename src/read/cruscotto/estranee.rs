//! Another table below that of the indicators, without a header that is known: its rows would be
//! taken for indicators.

use crate::model::{Dato, Valore};
use crate::read::foglio::RigaFoglio;
use crate::read::intestazione::Testata;
use crate::read::registro::Registro;
use crate::words::ANNI;
use crate::words::vocabolario::Campo;

/// The place of the row where another table seems to begin: after a blank row, headings stand where
/// the values are, and no figure follows them, or they are years.
pub(super) fn inizio(
    registro: &Registro<'_>,
    righe: &[RigaFoglio],
    testata: &Testata,
) -> Option<usize> {
    let valori = |riga: &RigaFoglio| valori(registro, riga, testata);
    (1..righe.len()).find(|n| {
        let staccata = righe[*n].numero > righe[n - 1].numero + 1;
        let nominata = testata
            .posto(Campo::Indicatore)
            .is_some_and(|posto| righe[*n].cella(posto).is_some());
        if !staccata || !nominata {
            return false;
        }
        let suoi = valori(&righe[*n]);
        let blocco = di_seguito(&righe[*n..]);
        let senza_cifre = |riga: &RigaFoglio| valori(riga).iter().all(e_parola);
        let di_anni = suoi.len() > 1 && suoi.iter().all(e_anno);
        let di_parole = suoi.len() > 1 && blocco.iter().all(senza_cifre);
        blocco.len() > 1 && (di_anni || di_parole)
    })
}

/// The first rows with no blank one between them.
fn di_seguito(righe: &[RigaFoglio]) -> &[RigaFoglio] {
    let attaccate = righe
        .windows(2)
        .take_while(|due| due[1].numero == due[0].numero + 1);
    let quante = attaccate.count() + 1;
    &righe[..quante.min(righe.len())]
}

/// The filled cells under the headings of values.
fn valori(registro: &Registro<'_>, riga: &RigaFoglio, testata: &Testata) -> Vec<Valore> {
    let colonne = testata.colonne.iter().filter(|c| c.campo.nel_tempo());
    let pieni = colonne.filter_map(|colonna| {
        let contenuto = riga.cella(colonna.posto)?;
        Some(contenuto.valore(registro.origine(riga, colonna.posto), Some(ANNI.start)))
    });
    pieni.collect()
}

/// Words, also those of a month.
fn e_parola(valore: &Valore) -> bool {
    let di_parole = matches!(valore.dato, Dato::Testo(_) | Dato::Data(_) | Dato::Vuoto);
    di_parole && !valore.testo.contains(|c: char| c.is_ascii_digit())
}

fn e_anno(valore: &Valore) -> bool {
    let numero = valore.dato.numero();
    numero.is_some_and(|n| n.is_integer() && ANNI.contains(&i16::try_from(n).unwrap_or_default()))
        && valore.testo.trim().len() == 4
}
