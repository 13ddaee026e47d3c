//! When two values, texts or names mean the same, how alike two names are, and by how much a number
//! changed.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::italiano::arrotonda;
use crate::model::nome::{LUNGO, chiave, parole, su_una_riga};
use crate::model::valore::Limite;
use crate::model::{Dato, Origine, UnitaMisura, Valore};

use super::differenza::Capo;
use super::termini::Variazione;

/// What is printed for a cell that holds nothing.
pub(super) const VUOTO: &str = "(vuoto)";

/// A text without what only typography changes: spaces, curly or straight quotes, dashes of any
/// length.
pub(super) fn forma(testo: &str) -> String {
    su_una_riga(testo)
        .chars()
        .map(|carattere| match carattere {
            '’' | '‘' | '`' | '´' => '\'',
            '“' | '”' | '«' | '»' => '"',
            '–' | '—' | '‑' | '−' => '-',
            altro => altro,
        })
        .collect()
}

/// True if two texts say the same, whatever their case and typography.
pub(super) fn stesso_testo(a: &str, b: &str) -> bool {
    a == b || forma(a).to_lowercase() == forma(b).to_lowercase()
}

/// True if two cells mean the same; a column that is not there is as good as an empty cell.
pub(super) fn stesso_valore(a: Option<&Valore>, b: Option<&Valore>) -> bool {
    match (dato(a), dato(b)) {
        (Dato::Testo(a), Dato::Testo(b)) => stesso_testo(a, b),
        (a, b) => a == b,
    }
}

fn dato(valore: Option<&Valore>) -> &Dato {
    valore.map_or(&Dato::Vuoto, |valore| &valore.dato)
}

/// A cell as the comparison shows it; a missing one stands where its row does.
pub(super) fn capo(valore: Option<&Valore>, riga: &Origine) -> Capo {
    match valore {
        Some(valore) => (non_vuoto(valore.stampa()), valore.origine.clone()).into(),
        None => (VUOTO.to_owned(), riga.clone()).into(),
    }
}

/// The text, or [`VUOTO`].
pub(super) fn non_vuoto(testo: String) -> String {
    if testo.is_empty() {
        VUOTO.to_owned()
    } else {
        testo
    }
}

/// A text that may be missing, or [`VUOTO`].
pub(super) fn facoltativo(testo: &Option<String>) -> String {
    non_vuoto(testo.clone().unwrap_or_default())
}

/// By how much a number changed: only between two of the same unit.
pub(super) fn variazione(vecchio: Option<&Valore>, nuovo: Option<&Valore>) -> Option<Variazione> {
    let ((prima, unita), (ora, altra)) = (numero(dato(vecchio))?, numero(dato(nuovo))?);
    if unita != altra {
        return None;
    }
    tra(prima, ora, *unita == UnitaMisura::Percento)
}

/// By how much a number changed, if that can be told exactly; the share of a share would only
/// confuse.
pub(super) fn tra(prima: Decimal, ora: Decimal, percentuali: bool) -> Option<Variazione> {
    let scarto = ora.checked_sub(prima)?;
    let quota = scarto
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|cento| cento.checked_div(prima.abs()));
    let percentuale = quota.filter(|_| !percentuali).map(|quota| {
        let mut tonda = arrotonda(quota, 2);
        tonda.rescale(2);
        tonda.to_string()
    });
    Some(Variazione {
        assoluta: scarto.normalize().to_string(),
        percentuale,
    })
}

fn numero(dato: &Dato) -> Option<(Decimal, &UnitaMisura)> {
    match dato {
        Dato::Quantita(quantita) | Dato::Soglia(_, Limite::Quantita(quantita)) => {
            Some((quantita.valore, &quantita.unita))
        }
        _ => None,
    }
}

/// How alike two names are, from 0 to 1: letter by letter, or by the words they share.
pub(super) fn somiglianza(a: &str, b: &str) -> f64 {
    let comuni = parole_comuni(a, b);
    if a.chars().count().max(b.chars().count()) > LUNGO {
        return comuni;
    }
    strsim::normalized_damerau_levenshtein(&chiave(a), &chiave(b)).max(comuni)
}

/// The share of words that two texts have in common, from 0 to 1.
pub(super) fn parole_comuni(a: &str, b: &str) -> f64 {
    let (a, b) = (parole(a), parole(b));
    let mut conteggio: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    a.split_whitespace()
        .for_each(|parola| conteggio.entry(parola).or_default().0 += 1);
    b.split_whitespace()
        .for_each(|parola| conteggio.entry(parola).or_default().1 += 1);
    let (comuni, tutte) = conteggio.values().fold((0, 0), |(comuni, tutte), (x, y)| {
        (comuni + 2 * x.min(y), tutte + x + y)
    });
    if tutte == 0 {
        0.0
    } else {
        comuni as f64 / tutte as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_and_case_are_no_difference() {
        assert!(stesso_testo("L’attivita  “A” – B", "l'attivita \"a\" - b"));
        assert!(!stesso_testo("dato Infocamere", "dato interno"));
    }

    #[test]
    fn a_change_is_told_in_its_unit_and_in_points() {
        let d = |testo: &str| testo.parse::<Decimal>().expect("a number");
        let casi = [
            ("4", "6.0", "2", Some("50.00")),
            ("-8", "-6", "2", Some("25.00")),
            ("0", "3", "3", None),
        ];
        for (prima, ora, assoluta, percentuale) in casi {
            let attesa = Variazione {
                assoluta: assoluta.to_owned(),
                percentuale: percentuale.map(str::to_owned),
            };
            assert_eq!(tra(d(prima), d(ora), false), Some(attesa));
        }
        assert_eq!(tra(Decimal::MIN, Decimal::MAX, false), None);
    }

    #[test]
    fn likeness_is_of_letters_or_of_words() {
        assert!(somiglianza("Numero eventi", "Numero di eventi") > 0.8);
        assert!(somiglianza("Eventi organizzati: numero", "Numero eventi organizzati") > 0.9);
        assert!(somiglianza("Tempi medi di pagamento", "Progetto: Turismo") < 0.4);
    }
}
