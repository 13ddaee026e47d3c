//! How people and a year under way are measured, as `ciclo.toml` says.

use rust_decimal::Decimal;

/// What the scheda of a collaborator or of a group is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Parti {
    /// How much the service's own result, the indicators and the behaviours count, in points that
    /// make 100; none where the body has not said.
    pub quote: Option<[Decimal; 3]>,
    /// The highest mark of a behaviour.
    pub punteggio_massimo: Decimal,
}

/// When an indicator is on its way, at a date within the year.
#[derive(Debug, Clone, PartialEq)]
pub struct RegolaMonitoraggio {
    /// From here up it is in line, in points of what is due.
    pub in_linea: Decimal,
    /// From here up it is at risk; below, off line.
    pub a_rischio: Decimal,
    /// Days within which a deadline is soon.
    pub scadenza_entro: i32,
    /// Whether of what adds up over the year only the part of it that has passed is due.
    pub proporzionale: bool,
}

impl Default for RegolaMonitoraggio {
    fn default() -> Self {
        Self {
            in_linea: Decimal::from(90),
            a_rischio: Decimal::from(70),
            scadenza_entro: 30,
            proporzionale: true,
        }
    }
}
