//! From `[piao]`, `[[programmi]]` and `[pagina]` as written to what holds. The indicators that they
//! name stay as they are written: the model gives them their ids.

use rust_decimal::Decimal;

use crate::model::nome::piu_vicino;
use crate::model::{
    Fase, Missione, Misura, Piao, Programma, Promessa, Prospettiva, Risorse, Strategia, Strumento,
    ValorePubblico,
};

use super::integrato::*;
use super::valido::Controllo;

/// Most targets that one page promises.
const PROMESSE: usize = 10;

impl Controllo {
    /// Amounts below nothing are reported, and left out.
    pub(super) fn risorse(&mut self, scritte: RisorseScritte, percorso: &[&str]) -> Risorse {
        Risorse {
            euro: self.quantita(scritte.euro, &[percorso, &["euro"]].concat()),
            persone: self.quantita(scritte.persone, &[percorso, &["persone"]].concat()),
            nota: scritte.nota.filter(|nota| !nota.trim().is_empty()),
        }
    }

    fn quantita(&mut self, numero: Option<Decimal>, percorso: &[&str]) -> Option<Decimal> {
        let numero = numero?;
        if numero < Decimal::ZERO {
            let messaggio = format!("{numero} non può essere una quantità di risorse");
            self.problema(percorso, messaggio, "scrivi un numero non negativo");
            return None;
        }
        Some(numero)
    }

    /// The PIAO's sections; each obiettivo that a strategy names is there.
    pub(super) fn piao(&mut self, scritto: PiaoScritto, prospettive: &[Prospettiva]) -> Piao {
        let posto = |n: usize| ["piao", "valore-pubblico", &n.to_string()].map(str::to_owned);
        let codici = scritto.valore_pubblico.iter().map(|v| v.codice.as_str());
        let posti = (0..).map(|n| posto(n).to_vec());
        self.doppi("obiettivo di valore pubblico", codici.zip(posti));
        let valori = scritto.valore_pubblico.into_iter().enumerate();
        Piao {
            ridotto: scritto.ridotto,
            valore_pubblico: valori
                .map(|(n, valore)| self.valore_pubblico(n, valore, prospettive))
                .collect(),
            fasi: scritto.fasi.into_iter().map(fase).collect(),
            anticorruzione: scritto.anticorruzione.into_iter().map(misura).collect(),
            strumenti: scritto.strumenti.into_iter().map(strumento).collect(),
            sottofasi: scritto.sottofasi.into_iter().map(fase).collect(),
        }
    }

    fn valore_pubblico(
        &mut self,
        n: usize,
        scritto: ValorePubblicoScritto,
        prospettive: &[Prospettiva],
    ) -> ValorePubblico {
        let n = n.to_string();
        let qui = ["piao", "valore-pubblico", n.as_str()];
        self.obiettivi_noti(&qui, &scritto.strategie, prospettive);
        ValorePubblico {
            codice: scritto.codice,
            denominazione: scritto.denominazione,
            descrizione: scritto.descrizione,
            contesto: scritto.contesto,
            responsabile_politico: scritto.responsabile_politico,
            responsabile_amministrativo: scritto.responsabile_amministrativo,
            stakeholder: scritto.stakeholder,
            risorse: self.risorse(scritto.risorse, &[&qui[..], &["risorse"]].concat()),
            strategie: scritto.strategie.into_iter().map(strategia).collect(),
            indicatori: scritto.indicatori,
        }
    }

    fn obiettivi_noti(
        &mut self,
        qui: &[&str],
        strategie: &[StrategiaScritta],
        prospettive: &[Prospettiva],
    ) {
        let obiettivi = || prospettive.iter().flat_map(|p| &p.obiettivi);
        let noti = || obiettivi().map(|obiettivo| obiettivo.codice.as_str());
        for (n, strategia) in strategie.iter().enumerate() {
            let ignoti = strategia.obiettivi.iter();
            for codice in ignoti.filter(|codice| noti().all(|noto| noto != **codice)) {
                let messaggio = format!(
                    "la strategia «{}» cita l'obiettivo {codice}, che non c'è",
                    strategia.denominazione
                );
                let rimedio = match piu_vicino(codice, noti()) {
                    Some(vicino) => format!("forse volevi scrivere {vicino}"),
                    None => "usa il codice di un obiettivo di [[prospettive]]".to_owned(),
                };
                let posto = n.to_string();
                let percorso = [qui, &["strategie", &posto, "obiettivi"]].concat();
                self.problema(&percorso, messaggio, &rimedio);
            }
        }
    }

    /// The programmes, each with a code of its own that begins with that of a mission.
    pub(super) fn programmi(
        &mut self,
        scritti: Vec<ProgrammaScritto>,
        missioni: &[Missione],
    ) -> Vec<Programma> {
        let posti = (0..).map(|n: usize| vec!["programmi".to_owned(), n.to_string()]);
        let codici = scritti.iter().map(|programma| programma.codice.as_str());
        self.doppi("programma", codici.zip(posti));
        let programmi = scritti.into_iter().enumerate();
        programmi
            .map(|(n, scritto)| self.programma(n, scritto, missioni))
            .collect()
    }

    fn programma(
        &mut self,
        n: usize,
        scritto: ProgrammaScritto,
        missioni: &[Missione],
    ) -> Programma {
        let n = n.to_string();
        let programma = Programma {
            codice: scritto.codice,
            nome: scritto.nome,
            descrizione: scritto.descrizione,
            attivita: scritto.attivita,
            beneficiari: scritto.beneficiari,
            risorse: self.risorse(scritto.risorse, &["programmi", &n, "risorse"]),
        };
        let sua = |missione: &Missione| missione.codice == programma.missione();
        if !missioni.iter().any(sua) {
            let messaggio = format!(
                "il programma «{}» non comincia con il codice di una missione",
                programma.codice
            );
            self.problema(
                &["programmi", &n, "codice"],
                messaggio,
                "scrivi il codice della missione, un trattino e quello del programma, per \
                 esempio 011-005; le missioni stanno in [[missioni]]",
            );
        }
        programma
    }

    /// The promises of one page: no more than fit on it.
    pub(super) fn promesse(&mut self, scritta: PaginaScritta) -> Vec<Promessa> {
        if scritta.promesse.len() > PROMESSE {
            let messaggio = format!(
                "in una pagina stanno {PROMESSE} promesse, qui sono {}",
                scritta.promesse.len()
            );
            self.problema(
                &["pagina", "promesse"],
                messaggio,
                "scegli le più importanti",
            );
        }
        let promesse = scritta.promesse.into_iter().take(PROMESSE).enumerate();
        promesse
            .map(|(n, scritta)| self.promessa(n, scritta))
            .collect()
    }

    fn promessa(&mut self, n: usize, scritta: PromessaScritta) -> Promessa {
        let risorse = RisorseScritte {
            euro: scritta.euro,
            persone: scritta.persone,
            nota: None,
        };
        Promessa {
            promessa: scritta.promessa,
            indicatore: scritta.indicatore,
            risorse: self.risorse(risorse, &["pagina", "promesse", &n.to_string()]),
            responsabile: scritta.responsabile,
        }
    }
}

fn strategia(scritta: StrategiaScritta) -> Strategia {
    Strategia {
        denominazione: scritta.denominazione,
        descrizione: scritta.descrizione,
        obiettivi: scritta.obiettivi,
    }
}

fn fase(scritta: FaseScritta) -> Fase {
    Fase {
        denominazione: scritta.denominazione,
        descrizione: scritta.descrizione,
        periodo: scritta.periodo,
        attori: scritta.attori,
        attivita: scritta.attivita,
    }
}

fn misura(scritta: MisuraScritta) -> Misura {
    Misura {
        misura: scritta.misura,
        area: scritta.area,
        responsabile: scritta.responsabile,
        indicatori: scritta.indicatori,
    }
}

fn strumento(scritto: StrumentoScritto) -> Strumento {
    Strumento {
        denominazione: scritto.denominazione,
        descrizione: scritto.descrizione,
    }
}
