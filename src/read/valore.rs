//! What people write in a cell → a typed [`Dato`].
//!
//! The forms are the seed's and those that offices write besides: `98,83%`, `31.3.2022`, `30gg`,
//! `<=10%`, `4.500`, `SI/NO`, `almeno 5`, `entro giugno 2022`. What is only approximate or not
//! understood stays text.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::italiano::MESI;
use crate::model::nome::{parole, su_una_riga};
use crate::model::{Dato, Grandezza, Operatore, UnitaMisura, valore::Limite};

/// Reads a text cell.
pub fn interpreta(testo: &str) -> Dato {
    let testo = su_una_riga(testo);
    let minuscolo = testo.to_lowercase();
    parola_chiave(&minuscolo)
        .or_else(|| soglia(&minuscolo))
        .or_else(|| data(&minuscolo).map(Dato::Data))
        .or_else(|| quantita(&minuscolo).map(Dato::Quantita))
        .unwrap_or(Dato::Testo(testo))
}

/// Words and signs with a meaning of their own.
fn parola_chiave(testo: &str) -> Option<Dato> {
    let stretto: String = testo
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '.')
        .collect();
    Some(match stretto.as_str() {
        "" if testo.is_empty() => Dato::Vuoto,
        "-" | "–" | "—" | "‐" | "−" | "--" | "---" | "nd" | "na" | "n/d" | "n/a" => {
            Dato::NonPrevisto
        }
        "si" | "sì" | "sí" | "si'" | "si’" => Dato::Si,
        "no" => Dato::No,
        "si/no" | "sì/no" | "sí/no" | "si'/no" | "si’/no" => Dato::SiNo,
        _ => return None,
    })
}

/// Operators as signs and in words, the longer before those that they begin with.
const OPERATORI: &[(&str, Operatore)] = &[
    ("<=", Operatore::MinoreUguale),
    ("=<", Operatore::MinoreUguale),
    ("≤", Operatore::MinoreUguale),
    (">=", Operatore::MaggioreUguale),
    ("=>", Operatore::MaggioreUguale),
    ("≥", Operatore::MaggioreUguale),
    ("<", Operatore::Minore),
    (">", Operatore::Maggiore),
    ("maggiore o uguale", Operatore::MaggioreUguale),
    ("superiore o uguale", Operatore::MaggioreUguale),
    ("uguale o maggiore", Operatore::MaggioreUguale),
    ("uguale o superiore", Operatore::MaggioreUguale),
    ("non inferiore", Operatore::MaggioreUguale),
    ("non meno", Operatore::MaggioreUguale),
    ("non minore", Operatore::MaggioreUguale),
    ("almeno", Operatore::MaggioreUguale),
    ("minimo", Operatore::MaggioreUguale),
    ("minore o uguale", Operatore::MinoreUguale),
    ("inferiore o uguale", Operatore::MinoreUguale),
    ("uguale o minore", Operatore::MinoreUguale),
    ("uguale o inferiore", Operatore::MinoreUguale),
    ("non superiore", Operatore::MinoreUguale),
    ("non maggiore", Operatore::MinoreUguale),
    ("non oltre", Operatore::MinoreUguale),
    ("non più", Operatore::MinoreUguale),
    ("al massimo", Operatore::MinoreUguale),
    ("massimo", Operatore::MinoreUguale),
    ("entro e non oltre", Operatore::MinoreUguale),
    ("entro", Operatore::MinoreUguale),
    ("fino", Operatore::MinoreUguale),
    ("maggiore", Operatore::Maggiore),
    ("superiore", Operatore::Maggiore),
    ("più", Operatore::Maggiore),
    ("oltre", Operatore::Maggiore),
    ("minore", Operatore::Minore),
    ("inferiore", Operatore::Minore),
    ("meno", Operatore::Minore),
];

/// Small words between an operator and its limit.
const LEGAMI: &[&str] = &[
    "a", "ad", "al", "allo", "alla", "ai", "alle", "di", "del", "dello", "dei", "il", "lo", "la",
    "i", "le", "fine",
];

fn soglia(testo: &str) -> Option<Dato> {
    let (resto, operatore) = OPERATORI
        .iter()
        .find_map(|(parole, operatore)| Some((testo.strip_prefix(parole)?, *operatore)))?;
    let mut resto = resto.trim_start();
    while let Some((parola, dopo)) = resto
        .split_once(' ')
        .filter(|(parola, _)| LEGAMI.contains(parola))
    {
        debug_assert!(!parola.is_empty());
        resto = dopo;
    }
    let resto = resto
        .strip_prefix("l'")
        .or(resto.strip_prefix("l’"))
        .unwrap_or(resto);
    let limite = data(resto)
        .map(Limite::Data)
        .or_else(|| quantita(resto).map(Limite::Quantita))?;
    Some(Dato::Soglia(operatore, limite))
}

/// A date in figures, in words, or by month (its last day).
pub fn data(testo: &str) -> Option<Date> {
    let testo = testo
        .strip_suffix(" 00:00:00")
        .or(testo.strip_suffix("t00:00:00"))
        .unwrap_or(testo);
    data_in_cifre(testo).or_else(|| data_in_parole(testo))
}

fn data_in_cifre(testo: &str) -> Option<Date> {
    let parti: Vec<&str> = testo.split(['.', '/', '-']).map(str::trim).collect();
    if !parti
        .iter()
        .all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    match parti.as_slice() {
        [anno, mese, giorno] if anno.len() == 4 => giorno_di(anno, mese, giorno),
        [giorno, mese, anno] if giorno.len() <= 2 => giorno_di(anno, mese, giorno),
        [mese, anno] if mese.len() <= 2 && anno.len() == 4 => {
            let anno = anno.parse().ok()?;
            // `3.1416` is a number: with a point, only a year of our days makes a month of it.
            let plausibile = !testo.contains('.') || (2000..2100).contains(&anno);
            fine_mese(anno, mese.parse().ok()?).filter(|_| plausibile)
        }
        _ => None,
    }
}

fn data_in_parole(testo: &str) -> Option<Date> {
    let piano = parole(testo);
    let parti: Vec<&str> = piano
        .split(' ')
        .filter(|p| !matches!(*p, "di" | "fine" | "mese"))
        .collect();
    match parti.as_slice() {
        [giorno, mese, anno] => {
            let giorno = giorno.trim_end_matches(['o', 'a']);
            giorno_di(anno, &numero_del_mese(mese)?.to_string(), giorno)
        }
        [mese, anno] if anno.len() == 4 => fine_mese(anno.parse().ok()?, numero_del_mese(mese)?),
        _ => None,
    }
}

fn numero_del_mese(nome: &str) -> Option<i8> {
    let posto = MESI
        .iter()
        .position(|mese| *mese == nome || (nome.len() == 3 && mese.starts_with(nome)))?;
    i8::try_from(posto + 1).ok()
}

fn giorno_di(anno: &str, mese: &str, giorno: &str) -> Option<Date> {
    let anno: i16 = match anno.len() {
        2 => 2000 + anno.parse::<i16>().ok()?,
        4 => anno.parse().ok()?,
        _ => return None,
    };
    Date::new(anno, mese.parse().ok()?, giorno.parse().ok()?).ok()
}

fn fine_mese(anno: i16, mese: i8) -> Option<Date> {
    Some(Date::new(anno, mese, 1).ok()?.last_of_month())
}

/// A number with its unit, if it has one.
pub fn quantita(testo: &str) -> Option<Grandezza> {
    let testo = testo.trim();
    let (segno, senza_segno) = match testo.strip_prefix(SEGNI) {
        Some(resto) => (&testo[..testo.len() - resto.len()], resto.trim_start()),
        None => ("", testo),
    };
    let euro = ["€", "eur ", "euro "]
        .iter()
        .find_map(|euro| senza_segno.strip_prefix(euro));
    if let Some(resto) = euro {
        return Some(Grandezza {
            valore: numero(&format!("{segno}{}", resto.trim()))?,
            unita: UnitaMisura::Euro,
        });
    }
    let fine = testo.rfind(|c: char| c.is_ascii_digit())? + 1;
    if let Some((prima, massimo)) = testo[..fine].split_once(" su ") {
        let unita = UnitaMisura::Su(numero(massimo.trim())?);
        return (fine == testo.len()).then_some(Grandezza {
            valore: numero(prima.trim())?,
            unita,
        });
    }
    Some(Grandezza {
        valore: numero(testo[..fine].trim())?,
        unita: unita(testo[fine..].trim())?,
    })
}

/// Signs that may stand before a number.
const SEGNI: [char; 4] = ['-', '−', '–', '+'];

/// The unit that people write after a number.
pub fn unita(testo: &str) -> Option<UnitaMisura> {
    Some(match testo.trim_end_matches('.').trim() {
        "" => UnitaMisura::Nessuna,
        "%" | "per cento" | "percento" => UnitaMisura::Percento,
        "€" | "euro" | "eur" => UnitaMisura::Euro,
        "gg" | "giorni" | "giorno" => UnitaMisura::Giorni,
        "gg lavorativi" | "gg. lavorativi" | "giorni lavorativi" | "giorno lavorativo"
        | "gg lav" | "gg. lav" => UnitaMisura::GiorniLavorativi,
        "min" | "minuti" | "minuto" | "'" | "’" | "′" => UnitaMisura::Minuti,
        "ore" | "ora" | "h" => UnitaMisura::Ore,
        _ => return None,
    })
}

/// A decimal number as Italians write it (`4.500`, `1,53`), or with a decimal point where it cannot
/// be taken for thousands (`115.55`).
pub fn numero(testo: &str) -> Option<Decimal> {
    let (negativo, cifre) = match testo.strip_prefix(['-', '−', '–']) {
        Some(resto) => (true, resto.trim_start()),
        None => (false, testo.strip_prefix('+').unwrap_or(testo).trim_start()),
    };
    let (intera, decimale) = match (cifre.rfind(','), cifre.rfind('.')) {
        (Some(virgola), Some(punto)) if virgola < punto => {
            (senza_migliaia(&cifre[..punto], ',')?, &cifre[punto + 1..])
        }
        (Some(virgola), _) => (
            senza_migliaia(&cifre[..virgola], '.')?,
            &cifre[virgola + 1..],
        ),
        (None, Some(punto)) => match senza_migliaia(cifre, '.') {
            Some(intera) => (intera, ""),
            None => (cifre[..punto].to_owned(), &cifre[punto + 1..]),
        },
        (None, None) => (senza_migliaia(cifre, ' ')?, ""),
    };
    let solo_cifre = |parte: &str| parte.bytes().all(|b| b.is_ascii_digit());
    if intera.is_empty()
        || !solo_cifre(&intera)
        || !solo_cifre(decimale)
        || intera.len() + decimale.len() > 28
    {
        return None;
    }
    let valore: Decimal = if decimale.is_empty() {
        intera.parse().ok()?
    } else {
        format!("{intera}.{decimale}").parse().ok()?
    };
    Some(if negativo { -valore } else { valore })
}

/// Takes the thousands separators out, if they stand where they must; a number that begins with `0`
/// has none.
fn senza_migliaia(cifre: &str, separatore: char) -> Option<String> {
    let gruppi: Vec<&str> = cifre.split(separatore).collect();
    let in_regola = match gruppi.as_slice() {
        [_] => true,
        [primo, resto @ ..] => {
            (1..=3).contains(&primo.len())
                && !primo.starts_with('0')
                && resto.iter().all(|gruppo| gruppo.len() == 3)
        }
        [] => false,
    };
    in_regola.then(|| gruppi.concat())
}

/// An exact decimal from the binary number that a workbook stores: 15 significant digits, so that
/// the noise of `0.30000000000000004` is gone.
pub fn da_f64(numero: f64) -> Option<Decimal> {
    if !numero.is_finite() {
        return None;
    }
    Decimal::from_scientific(&format!("{numero:.14e}"))
        .ok()
        .map(|decimale| decimale.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Origine, Valore};

    /// What a text prints as, with its kind.
    fn letto(testo: &str) -> String {
        let valore = Valore {
            dato: interpreta(testo),
            decimali: None,
            testo: testo.to_owned(),
            origine: Origine::default(),
        };
        format!("{} {}", valore.dato.tipo(), valore.stampa())
    }

    #[test]
    fn a_table_of_what_people_write() {
        let casi = include_str!("../../tests/casi/valori.txt");
        let mut provati = 0;
        for riga in casi
            .lines()
            .filter(|riga| !riga.starts_with('#') && !riga.trim().is_empty())
        {
            let (scritto, atteso) = riga.split_once(" => ").expect("«scritto => tipo stampa»");
            assert_eq!(
                letto(scritto.trim_matches('|')).trim_end(),
                atteso.trim(),
                "{scritto:?}"
            );
            provati += 1;
        }
        assert!(provati > 60, "only {provati} cases read");
    }

    #[test]
    fn binary_noise_is_gone() {
        assert_eq!(
            da_f64(0.1 + 0.2).map(|d| d.to_string()).as_deref(),
            Some("0.3")
        );
        assert_eq!(
            da_f64(115.55).map(|d| d.to_string()).as_deref(),
            Some("115.55")
        );
        assert_eq!(da_f64(1e300), None);
        assert_eq!(da_f64(f64::NAN), None);
    }
}
