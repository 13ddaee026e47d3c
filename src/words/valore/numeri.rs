//! Figures: as Italians write them, or as programs export them.

use rust_decimal::Decimal;

use crate::model::Rilievo;
use crate::words::ANNI;

use super::lettore::Lettore;
use super::simboli::Che;

/// A number as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numero {
    pub valore: Decimal,
    /// What its last digit is worth: 0,01 in `1,53`, 100.000 in `1,5 mln`.
    pub passo: Decimal,
    /// True if four digits could be a year: nothing sets the thousands apart.
    pub come_anno: bool,
}

/// Most digits before the comma: as many as a spreadsheet keeps.
const CIFRE_INTERE: usize = 15;
/// Most digits in all: as many as a [`Decimal`] keeps.
const CIFRE: usize = 28;

/// An unsigned number, its thousands set apart by points or spaces.
pub(super) fn numero(l: &mut Lettore<'_>) -> Option<Numero> {
    let scritto = scritto(l)?;
    let come_anno = scritto.len() == 4 && ANNI.contains(&scritto.parse().unwrap_or(0));
    if let Some(esponente) = l.prova(esponente) {
        return scientifico(l, &scritto, esponente);
    }
    let (intera, decimale) = parti(&scritto)?;
    let valore = esatto(l, &intera, decimale)?;
    Some(Numero {
        passo: passo(valore.scale()),
        valore,
        come_anno,
    })
}

/// A number whose point can only be a decimal one: `99.999%`.
pub(super) fn con_punto_decimale(scritto: &str) -> Option<Decimal> {
    let (intera, decimale) = scritto.split_once('.')?;
    let cifre = |parte: &str| !parte.is_empty() && parte.bytes().all(|b| b.is_ascii_digit());
    (cifre(intera) && cifre(decimale) && scritto.len() <= CIFRE)
        .then(|| scritto.parse().ok())
        .flatten()
}

/// The digits of a number; those after a space go on with it if they are its thousands.
fn scritto(l: &mut Lettore<'_>) -> Option<String> {
    let mut scritto = l.cifre()?.to_owned();
    if scritto.len() > 3 || !scritto.bytes().all(|b| b.is_ascii_digit()) {
        return Some(scritto);
    }
    while let Some(simbolo) = l.prossimo().filter(|s| s.staccato && !s.a_capo) {
        let Che::Cifre(gruppo) = &simbolo.che else {
            break;
        };
        let migliaia = gruppo.bytes().take_while(u8::is_ascii_digit).count() == 3;
        let ultimo = gruppo.len() > 3;
        if !migliaia || ultimo && gruppo.as_bytes()[3] != b',' {
            break;
        }
        l.avanti();
        scritto = format!("{scritto}.{gruppo}");
        if ultimo {
            break;
        }
    }
    Some(scritto)
}

/// The exponent of `1,5E+05`, as spreadsheets show a long number.
fn esponente(l: &mut Lettore<'_>) -> Option<i32> {
    if !l.attaccato() || !l.dice(&["e"]) || !l.attaccato() {
        return None;
    }
    let negativo = l.segno('-');
    if !negativo && !l.segno('+') || !l.attaccato() {
        return None;
    }
    let cifre: i32 = l.cifre()?.parse().ok().filter(|cifre| *cifre <= 999)?;
    Some(if negativo { -cifre } else { cifre })
}

fn scientifico(l: &mut Lettore<'_>, mantissa: &str, esponente: i32) -> Option<Numero> {
    let (intera, decimale) = parti(mantissa)?;
    let valore = esatto(l, &intera, decimale)?;
    let grande = esponente + i32::try_from(intera.len()).ok()? > CIFRE_INTERE as i32;
    if grande && !valore.is_zero() {
        l.rilievo = Some(Rilievo::TroppeCifre);
        return None;
    }
    Some(Numero {
        passo: potenza(passo(valore.scale()), esponente)?,
        valore: potenza(valore, esponente)?.normalize(),
        come_anno: false,
    })
}

fn potenza(numero: Decimal, esponente: i32) -> Option<Decimal> {
    let dieci = Decimal::TEN;
    (0..esponente.unsigned_abs()).try_fold(numero, |numero, _| {
        if esponente < 0 {
            numero
                .checked_div(dieci)
                .filter(|n| !n.is_zero() || numero.is_zero())
        } else {
            numero.checked_mul(dieci)
        }
    })
}

/// One in the last of so many decimals.
pub(super) fn passo(decimali: u32) -> Decimal {
    Decimal::new(1, decimali.min(Decimal::MAX_SCALE))
}

/// The digits before and after the decimal sign, the thousands joined.
fn parti(cifre: &str) -> Option<(String, &str)> {
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
        (None, None) => (cifre.to_owned(), ""),
    };
    let solo_cifre = |parte: &str| parte.bytes().all(|b| b.is_ascii_digit());
    (!intera.is_empty() && solo_cifre(&intera) && solo_cifre(decimale))
        .then_some((intera, decimale))
}

fn esatto(l: &mut Lettore<'_>, intera: &str, decimale: &str) -> Option<Decimal> {
    let significative = intera.trim_start_matches('0').len();
    if significative > CIFRE_INTERE || intera.len() + decimale.len() > CIFRE {
        l.rilievo = Some(Rilievo::TroppeCifre);
        return None;
    }
    match decimale {
        "" => intera.parse().ok(),
        _ => format!("{intera}.{decimale}").parse().ok(),
    }
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

    #[test]
    fn binary_noise_is_gone() {
        let letto = |numero: f64| da_f64(numero).map(|d| d.to_string());
        assert_eq!(letto(0.1 + 0.2).as_deref(), Some("0.3"));
        assert_eq!(letto(115.55).as_deref(), Some("115.55"));
        assert_eq!(letto(1e300), None);
        assert_eq!(letto(f64::NAN), None);
    }
}
