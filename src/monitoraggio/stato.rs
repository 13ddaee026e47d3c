//! Whether an indicator is on its way at a date: the rule of `[monitoraggio]`, one case each.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::cycle::{RegolaMonitoraggio, Regole};
use crate::model::valore::Limite;
use crate::model::{Dato, Esito, UnitaMisura, Valore, Verso, italiano};
use crate::score;

/// Where an indicator stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stato {
    NonMisurato,
    InLinea,
    ARischio,
    FuoriLinea,
}

impl Stato {
    /// As it is printed.
    pub fn nome(self) -> &'static str {
        match self {
            Self::NonMisurato => "non misurato",
            Self::InLinea => "in linea",
            Self::ARischio => "a rischio",
            Self::FuoriLinea => "fuori linea",
        }
    }
}

/// Where an indicator stands, and on what that is judged.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Giudizio {
    pub stato: Stato,
    /// How much of the target is reached, in points; above 100 where it was passed.
    pub quota: Option<Decimal>,
    pub perche: String,
}

/// What judges the indicators of a monitoring.
pub(super) struct Giudice<'a> {
    pub regola: &'a RegolaMonitoraggio,
    pub regole: Regole,
    pub giorno: Date,
}

/// A target with what is known of it at the date.
pub(super) struct Misura<'a> {
    pub atteso: &'a Valore,
    pub verso: Verso,
    /// True of the progress of a project.
    pub progetto: bool,
    pub valore: Option<&'a Valore>,
    pub previsione: Option<&'a Valore>,
}

impl<'a> Giudice<'a> {
    /// Grades here may go beyond what a year's may: a share says how much was passed.
    pub(super) fn nuovo(regola: &'a RegolaMonitoraggio, regole: &Regole, giorno: Date) -> Self {
        const TETTO: i64 = 1_000;
        Self {
            regola,
            regole: Regole {
                tetto: Decimal::from(TETTO),
                ..regole.clone()
            },
            giorno,
        }
    }

    /// A forecast for the year's end comes first, then the value at the date.
    pub(super) fn giudica(&self, misura: &Misura<'_>) -> Giudizio {
        let quota = self.grado(misura, misura.valore);
        if let Some(previsto) = self.grado(misura, misura.previsione) {
            let perche = format!("previsione: {} del target", percento(previsto));
            return Giudizio {
                stato: self.stato(previsto),
                quota,
                perche,
            };
        }
        let (stato, perche) = match (misura.valore, a_termine(&misura.atteso.dato), quota) {
            (None, ..) => (Stato::NonMisurato, "nessun valore alla data".to_owned()),
            (Some(valore), ..) if ambigua(misura, valore) => (
                Stato::NonMisurato,
                "non si sa se il valore è una percentuale".to_owned(),
            ),
            (Some(valore), Some(termine), _) => self.a_termine(termine, &valore.dato),
            (Some(_), None, Some(quota)) => self.a_meta_strada(misura, quota),
            (Some(_), None, None) => (
                Stato::NonMisurato,
                "valore e target non si possono confrontare".to_owned(),
            ),
        };
        Giudizio {
            stato,
            quota,
            perche,
        }
    }

    fn stato(&self, punti: Decimal) -> Stato {
        match () {
            () if punti >= self.regola.in_linea => Stato::InLinea,
            () if punti >= self.regola.a_rischio => Stato::ARischio,
            () => Stato::FuoriLinea,
        }
    }

    fn grado(&self, misura: &Misura<'_>, valore: Option<&Valore>) -> Option<Decimal> {
        let valore = valore.filter(|valore| !ambigua(misura, valore))?;
        let (atteso, valore) = (&misura.atteso.dato, &valore.dato);
        let calcolo = score::calcola(atteso, valore, misura.verso, &self.regole);
        calcolo.grado.filter(|_| calcolo.esito == Esito::Valutato)
    }

    /// What adds up over the year is held against the part of the target that is due.
    fn a_meta_strada(&self, misura: &Misura<'_>, quota: Decimal) -> (Stato, String) {
        let dovuta = match self.regola.proporzionale && cresce(misura) {
            true => self.dovuta(),
            false => Decimal::ONE_HUNDRED,
        };
        let punti = quota
            .checked_mul(Decimal::ONE_HUNDRED)
            .and_then(|quota| quota.checked_div(dovuta))
            .unwrap_or(quota);
        let perche = match dovuta == Decimal::ONE_HUNDRED {
            true => format!("{} del target", percento(quota)),
            false => format!(
                "{} del target, dovuto {}",
                percento(quota),
                percento(dovuta)
            ),
        };
        (self.stato(punti), perche)
    }

    /// The part of the year that has passed, in points.
    fn dovuta(&self) -> Decimal {
        let passati = Decimal::from(self.giorno.day_of_year());
        let tutti = Decimal::from(self.giorno.days_in_year());
        let parte = passati * Decimal::ONE_HUNDRED;
        parte.checked_div(tutti).unwrap_or(Decimal::ONE_HUNDRED)
    }

    /// A deadline, or something to be done: kept, missed, or how far away.
    fn a_termine(&self, termine: Option<Date>, valore: &Dato) -> (Stato, String) {
        let fatto = match valore {
            Dato::Si => Some(self.giorno),
            Dato::Data(giorno) if *giorno <= self.giorno => Some(*giorno),
            _ => None,
        };
        match (fatto, termine) {
            (Some(fatto), Some(termine)) if fatto > termine && matches!(valore, Dato::Data(_)) => (
                Stato::FuoriLinea,
                format!("fatto il {}, oltre il termine", italiano::data(fatto)),
            ),
            (Some(_), _) => (Stato::InLinea, "fatto".to_owned()),
            (None, Some(termine)) if termine < self.giorno => (
                Stato::FuoriLinea,
                format!("il termine è passato il {}", italiano::data(termine)),
            ),
            (None, Some(termine)) if termine <= entro(self.giorno, self.regola.scadenza_entro) => (
                Stato::ARischio,
                format!("il termine è il {}", italiano::data(termine)),
            ),
            (None, Some(_)) => (Stato::InLinea, "il termine è lontano".to_owned()),
            (None, None) => (Stato::ARischio, "non ancora fatto".to_owned()),
        }
    }
}

/// A number that may be a share of one, against a percentage, or the other way round.
fn ambigua(misura: &Misura<'_>, valore: &Valore) -> bool {
    !score::ambigui([misura.atteso, valore].into_iter()).is_empty()
}

/// A day so many days later.
pub(super) fn entro(giorno: Date, giorni: i32) -> Date {
    giorno.checked_add(giorni.days()).unwrap_or(giorno)
}

/// A target that is a deadline, or something to be done without one.
fn a_termine(atteso: &Dato) -> Option<Option<Date>> {
    match atteso {
        Dato::Si | Dato::SiNo => Some(None),
        altro => altro.giorno().map(Some),
    }
}

/// True of what is counted or spent, and of a project's progress: it adds up from January on. Any
/// other percentage or a time does not.
fn cresce(misura: &Misura<'_>) -> bool {
    let (verso, quanto) = match &misura.atteso.dato {
        Dato::Quantita(grandezza) => (misura.verso, grandezza),
        Dato::Soglia(operatore, Limite::Quantita(limite)) => (operatore.verso(), limite),
        _ => return false,
    };
    let si_somma = match quanto.unita {
        UnitaMisura::Nessuna | UnitaMisura::Euro | UnitaMisura::Libera(_) => true,
        UnitaMisura::Percento => misura.progetto,
        _ => false,
    };
    verso == Verso::Crescente && si_somma && quanto.valore > Decimal::ZERO
}

fn percento(punti: Decimal) -> String {
    italiano::percento(punti, 1)
}
