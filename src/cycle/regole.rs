//! What `ciclo.toml` says of the schede of people, of monitoring and of the OIV.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::ente::{GiudizioOiv, Oiv};

use super::misure::{Parti, RegolaMonitoraggio};
use super::scritto::{AssegnazioniScritte, MonitoraggioScritto, OivScritto};
use super::valido::Controllo;

impl Controllo {
    pub(super) fn parti(&mut self, scritte: AssegnazioniScritte) -> Parti {
        let massimo = scritte.punteggio_massimo.unwrap_or(Decimal::ONE_HUNDRED);
        if massimo <= Decimal::ZERO {
            self.problema(
                &["assegnazioni", "punteggio-massimo"],
                format!("il punteggio massimo {massimo} non può valere"),
                "scrivi un numero maggiore di 0, per esempio 5",
            );
        }
        let quote = [
            scritte.organizzativa,
            scritte.obiettivi,
            scritte.comportamenti,
        ];
        let dette = quote.map(Option::unwrap_or_default);
        let negativa = dette.iter().any(|quota| *quota < Decimal::ZERO);
        let somma = dette
            .iter()
            .fold(Decimal::ZERO, |somma, quota| somma.saturating_add(*quota));
        let nessuna = quote.iter().all(Option::is_none);
        let valgono = !negativa && somma == Decimal::ONE_HUNDRED;
        if !nessuna && !valgono {
            self.problema(
                &["assegnazioni"],
                format!("le parti della scheda individuale sommano a {somma} e non a 100"),
                "scrivi organizzativa, obiettivi e comportamenti in modo che facciano 100",
            );
        }
        Parti {
            quote: valgono.then_some(dette),
            punteggio_massimo: match massimo > Decimal::ZERO {
                true => massimo,
                false => Decimal::ONE_HUNDRED,
            },
        }
    }

    /// The criteria are those of the guideline, `a` to `k`.
    pub(super) fn oiv(&mut self, scritto: OivScritto) -> Oiv {
        let mut criteri = BTreeMap::new();
        for (lettera, criterio) in scritto.criteri {
            if lettera.len() != 1 || !("a"..="k").contains(&lettera.as_str()) {
                self.problema(
                    &["oiv", "criteri", &lettera],
                    format!("[oiv] non ha un criterio «{lettera}»"),
                    "i criteri della linea guida vanno da «a» a «k»",
                );
                continue;
            }
            let giudizio = GiudizioOiv {
                giudizio: criterio.giudizio,
                osservazioni: criterio.osservazioni,
            };
            criteri.insert(lettera, giudizio);
        }
        Oiv {
            organo: scritto.organo,
            esito: scritto.esito,
            valutazione_complessiva: scritto.valutazione_complessiva,
            osservazioni: scritto.osservazioni,
            criteri,
        }
    }

    pub(super) fn monitoraggio(&mut self, scritto: MonitoraggioScritto) -> RegolaMonitoraggio {
        let base = RegolaMonitoraggio::default();
        let regola = RegolaMonitoraggio {
            in_linea: scritto.in_linea.unwrap_or(base.in_linea),
            a_rischio: scritto.a_rischio.unwrap_or(base.a_rischio),
            scadenza_entro: scritto
                .scadenza_entro
                .map_or(base.scadenza_entro, i32::from),
            proporzionale: scritto.proporzionale.unwrap_or(base.proporzionale),
        };
        if Decimal::ZERO < regola.a_rischio && regola.a_rischio < regola.in_linea {
            return regola;
        }
        self.problema(
            &["monitoraggio"],
            format!(
                "le soglie del monitoraggio non valgono: a-rischio {} e in-linea {}",
                regola.a_rischio, regola.in_linea
            ),
            "scrivi due numeri maggiori di 0, con a-rischio più basso di in-linea",
        );
        RegolaMonitoraggio {
            scadenza_entro: regola.scadenza_entro,
            proporzionale: regola.proporzionale,
            ..base
        }
    }
}
