//! The grade of one target and one result: the rules, one case each.

use rust_decimal::Decimal;

use crate::cycle::Regole;
use crate::cycle::scritto::FormulaDecrescente;
use crate::model::italiano::vocabolario::GIORNO;
use crate::model::valore::{Intervallo, Limite};
use crate::model::{Dato, Esito, Grandezza, Operatore, Verso, italiano};

/// A grade with how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Calcolo {
    pub esito: Esito,
    /// Exact, in points, between 0 and the ceiling.
    pub grado: Option<Decimal>,
    /// Why there is no grade, or why it is not the plain formula's.
    pub motivo: Option<String>,
    /// The formula with its numbers.
    pub formula: Option<String>,
    /// True if target and result are of kinds that cannot be compared.
    pub discorde: bool,
}

/// The highest grade of a threshold that does not hold, in points.
const SOGLIA_MANCATA: Decimal = Decimal::from_parts(9999, 0, 0, false, 2);

/// Grades a result against a target.
pub fn calcola(atteso: &Dato, consuntivo: &Dato, verso: Verso, regole: &Regole) -> Calcolo {
    match (atteso, consuntivo) {
        (Dato::NonPrevisto | Dato::Vuoto, _) => {
            Calcolo::senza(Esito::NonPrevisto, "nessun risultato atteso per l'anno")
        }
        (_, Dato::NonPrevisto | Dato::Vuoto) => {
            Calcolo::senza(Esito::NonRilevato, "manca il consuntivo")
        }
        (_, Dato::SiNo) => Calcolo::senza(
            Esito::NonRilevato,
            "«SI/NO» non è un risultato: va scritto SI o NO",
        ),
        (Dato::Testo(_), _) => Calcolo::senza(
            Esito::NonValutabile,
            "l'atteso è un testo: serve un grado attribuito con la sua motivazione",
        ),
        (Dato::Quantita(atteso), Dato::Quantita(consuntivo)) => {
            quantita(atteso, consuntivo, verso, regole)
        }
        (Dato::Data(atteso), Dato::Data(consuntivo)) => entro(*atteso, *consuntivo, regole),
        (Dato::Data(_) | Dato::Si | Dato::SiNo, Dato::Si) => {
            Calcolo::fisso(100, "fatto: 100", regole)
        }
        (Dato::Data(_) | Dato::Si | Dato::SiNo, Dato::No) => {
            Calcolo::fisso(0, "non fatto: 0", regole)
        }
        (Dato::No, Dato::No) => {
            Calcolo::fisso(100, "non doveva accadere e non è accaduto: 100", regole)
        }
        (Dato::No, Dato::Si) => Calcolo::fisso(0, "non doveva accadere ed è accaduto: 0", regole),
        (Dato::Soglia(operatore, limite), consuntivo) => {
            soglia(*operatore, limite, consuntivo, regole)
        }
        (Dato::Intervallo(estremi), Dato::Quantita(consuntivo))
            if estremi.unita().concorda(&consuntivo.unita) =>
        {
            intervallo(estremi, consuntivo, regole)
        }
        _ => discorde(atteso, consuntivo),
    }
}

fn discorde(atteso: &Dato, consuntivo: &Dato) -> Calcolo {
    let motivo = format!(
        "atteso ({}) e consuntivo ({}) non si possono confrontare",
        tipo(atteso),
        tipo(consuntivo)
    );
    Calcolo {
        motivo: Some(motivo),
        discorde: true,
        ..Calcolo::senza(Esito::NonValutabile, "")
    }
}

/// The kind in words; two quantities differ by their units.
fn tipo(dato: &Dato) -> String {
    match dato {
        Dato::Quantita(Grandezza { unita, .. }) if dato.tipo() == "durata" => {
            format!("durata in {}", unita.nome().unwrap_or_default())
        }
        Dato::SiNo => "sì/no".to_owned(),
        Dato::Si | Dato::No => "sì o no".to_owned(),
        altro => altro.tipo().to_owned(),
    }
}

fn quantita(atteso: &Grandezza, consuntivo: &Grandezza, verso: Verso, regole: &Regole) -> Calcolo {
    if !atteso.unita.concorda(&consuntivo.unita) {
        let dato = |grandezza: &Grandezza| Dato::Quantita(grandezza.clone());
        return discorde(&dato(atteso), &dato(consuntivo));
    }
    match proporzione(atteso.valore, consuntivo.valore, verso, regole) {
        Some((grado, formula)) => Calcolo::valutato(grado, formula, regole),
        None => Calcolo::troppo_grandi(),
    }
}

/// Inside is 100; outside, the number against the nearer bound, at most 99,99.
fn intervallo(estremi: &Intervallo, consuntivo: &Grandezza, regole: &Regole) -> Calcolo {
    if estremi.comprende(consuntivo.valore) {
        let formula = format!("{consuntivo} è compreso nell'intervallo {estremi}: 100");
        return Calcolo::valutato(Decimal::ONE_HUNDRED, formula, regole);
    }
    let (limite, verso) = if consuntivo.valore <= estremi.minimo.1.valore {
        (&estremi.minimo.1, Verso::Crescente)
    } else {
        (&estremi.massimo.1, Verso::Decrescente)
    };
    mancata("fuori dall'intervallo", limite, consuntivo, verso, regole)
}

/// A limit that does not hold: the number against it, at most 99,99.
fn mancata(
    che: &str,
    limite: &Grandezza,
    consuntivo: &Grandezza,
    verso: Verso,
    regole: &Regole,
) -> Calcolo {
    match proporzione(limite.valore, consuntivo.valore, verso, regole) {
        Some((grado, formula)) => Calcolo::valutato(
            grado.min(SOGLIA_MANCATA),
            format!("{che}: {formula}, al più 99,99"),
            regole,
        ),
        None => Calcolo::troppo_grandi(),
    }
}

/// The grade before it is kept within its bounds, with the formula in words; none on overflow.
fn proporzione(t: Decimal, r: Decimal, verso: Verso, regole: &Regole) -> Option<(Decimal, String)> {
    let (t_scritto, r_scritto) = (italiano::numero(t), italiano::numero(r));
    if t.is_zero() {
        let (raggiunto, segno) = match verso {
            Verso::Crescente => (r >= t, "≥"),
            Verso::Decrescente => (r <= t, "≤"),
        };
        let grado = if raggiunto {
            Decimal::ONE_HUNDRED
        } else {
            Decimal::ZERO
        };
        return Some((
            grado,
            format!("atteso 0: 100 se {r_scritto} {segno} 0, altrimenti 0"),
        ));
    }
    let inverso = verso == Verso::Decrescente && regole.decrescente == FormulaDecrescente::Inverso;
    if inverso && t > Decimal::ZERO && r > Decimal::ZERO {
        let grado = t.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(r)?;
        return Some((grado, format!("{t_scritto} / {r_scritto} · 100")));
    }
    // Multiplied before it is divided, so that a whole result stays whole.
    let scarto = r
        .checked_sub(t)?
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(t.abs())?;
    let (grado, segno) = match verso {
        Verso::Crescente => (Decimal::ONE_HUNDRED.checked_add(scarto)?, '+'),
        Verso::Decrescente => (Decimal::ONE_HUNDRED.checked_sub(scarto)?, '−'),
    };
    Some((
        grado,
        format!("(1 {segno} ({r_scritto} − {t_scritto}) / |{t_scritto}|) · 100"),
    ))
}

fn entro(atteso: jiff::civil::Date, consuntivo: jiff::civil::Date, regole: &Regole) -> Calcolo {
    let formula = format!(
        "100 se {} è entro {}",
        italiano::data(consuntivo),
        italiano::data(atteso)
    );
    if consuntivo <= atteso {
        return Calcolo::valutato(Decimal::ONE_HUNDRED, formula, regole);
    }
    let giorni = atteso
        .until(consuntivo)
        .map_or(0, |durata| durata.get_days());
    match regole.punti_al_giorno {
        Some(punti) => {
            let perduti = punti
                .checked_mul(Decimal::from(giorni))
                .unwrap_or(Decimal::ONE_HUNDRED);
            let formula = format!(
                "100 − {} · {} di ritardo",
                italiano::numero(punti),
                GIORNO.conta(giorni)
            );
            Calcolo::valutato(
                Decimal::ONE_HUNDRED.saturating_sub(perduti),
                formula,
                regole,
            )
        }
        None => Calcolo::valutato(Decimal::ZERO, format!("{formula}, altrimenti 0"), regole),
    }
}

fn soglia(operatore: Operatore, limite: &Limite, consuntivo: &Dato, regole: &Regole) -> Calcolo {
    match (limite, consuntivo) {
        (Limite::Data(_), Dato::Si) => Calcolo::fisso(100, "fatto: 100", regole),
        (Limite::Data(_), Dato::No) => Calcolo::fisso(0, "non fatto: 0", regole),
        (Limite::Data(limite), Dato::Data(consuntivo)) if operatore.vale(consuntivo, limite) => {
            Calcolo::fisso(100, "il termine è rispettato: 100", regole)
        }
        (Limite::Data(limite), Dato::Data(consuntivo)) if consuntivo > limite => {
            entro(*limite, *consuntivo, regole)
        }
        (Limite::Data(_), Dato::Data(_)) => {
            Calcolo::fisso(0, "il termine non è rispettato: 0", regole)
        }
        (Limite::Quantita(limite), Dato::Quantita(consuntivo))
            if limite.unita.concorda(&consuntivo.unita) =>
        {
            if operatore.vale(consuntivo.valore, limite.valore) {
                let formula = format!("{consuntivo} {} {limite}: 100", operatore.segno());
                return Calcolo::valutato(Decimal::ONE_HUNDRED, formula, regole);
            }
            mancata(
                "soglia mancata",
                limite,
                consuntivo,
                operatore.verso(),
                regole,
            )
        }
        _ => discorde(&Dato::Soglia(operatore, limite.clone()), consuntivo),
    }
}

impl Calcolo {
    fn troppo_grandi() -> Self {
        let motivo = "i numeri sono troppo grandi per un calcolo esatto";
        Self::senza(Esito::NonValutabile, motivo)
    }

    /// A bare number and a percentage: no grade until one is written like the other.
    pub fn ambiguo() -> Self {
        let motivo =
            "un numero senza % accanto a una percentuale: non si sa in che unità è scritto";
        Self::senza(Esito::NonValutabile, motivo)
    }

    /// No grade, and why.
    pub fn senza(esito: Esito, motivo: &str) -> Self {
        Self {
            esito,
            grado: None,
            motivo: Some(motivo.to_owned()),
            formula: None,
            discorde: false,
        }
    }

    fn valutato(grado: Decimal, formula: String, regole: &Regole) -> Self {
        let grado = grado.clamp(Decimal::ZERO, regole.tetto);
        Self {
            esito: Esito::Valutato,
            grado: Some(grado),
            motivo: None,
            formula: Some(formula),
            discorde: false,
        }
    }

    fn fisso(grado: i64, formula: &str, regole: &Regole) -> Self {
        Self::valutato(Decimal::from(grado), formula.to_owned(), regole)
    }

    /// A grade that a person gave.
    pub fn giudicato(grado: Decimal, motivazione: Option<&str>, regole: &Regole) -> Self {
        let motivo = match motivazione {
            Some(motivazione) => format!("grado attribuito: {motivazione}"),
            None => "grado attribuito senza motivazione".to_owned(),
        };
        Self {
            motivo: Some(motivo),
            ..Self::valutato(
                grado,
                "grado attribuito nel foglio di lavoro".to_owned(),
                regole,
            )
        }
    }
}
