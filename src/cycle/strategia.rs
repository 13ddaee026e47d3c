//! The strategy of `ciclo.toml`: prospettive and their obiettivi, held against the missions.

use rust_decimal::Decimal;

use crate::model::{AMBITI, Missione, Obiettivo, Prospettiva};

use super::scritto::{ObiettivoScritto, ProspettivaScritta};
use super::valido::Controllo;

impl Controllo {
    /// The prospettive with their obiettivi, each held against the missions.
    pub(super) fn prospettive(
        &mut self,
        scritte: Vec<ProspettivaScritta>,
        missioni: &[Missione],
    ) -> Vec<Prospettiva> {
        if scritte.is_empty() {
            let messaggio = "mancano le prospettive con i loro obiettivi".to_owned();
            self.problema(
                &["prospettive"],
                messaggio,
                "aggiungi una sezione [[prospettive]] per ciascuna",
            );
        }
        self.codici_doppi(&scritte);
        let scritte = scritte.into_iter().enumerate();
        scritte
            .map(|(p, scritta)| {
                let obiettivi = scritta.obiettivi.into_iter().enumerate();
                let obiettivi = obiettivi.map(|(o, scritto)| {
                    let posto = posto(p, o);
                    let posto = posto.each_ref().map(String::as_str);
                    self.obiettivo(&posto, scritto, missioni)
                });
                Prospettiva {
                    obiettivi: obiettivi.collect(),
                    nome: scritta.nome,
                }
            })
            .collect()
    }

    /// Names of prospettive and codes of obiettivi that are used again.
    fn codici_doppi(&mut self, scritte: &[ProspettivaScritta]) {
        let nomi = scritte.iter().enumerate().map(|(p, prospettiva)| {
            let posto = vec!["prospettive".to_owned(), p.to_string()];
            (prospettiva.nome.as_str(), posto)
        });
        self.doppi("prospettiva", nomi);
        let codici = scritte.iter().enumerate().flat_map(|(p, prospettiva)| {
            let obiettivi = prospettiva.obiettivi.iter().enumerate();
            obiettivi.map(move |(o, obiettivo)| (obiettivo.codice.as_str(), posto(p, o).to_vec()))
        });
        self.doppi("obiettivo", codici);
    }

    /// An obiettivo, with what does not hold of it.
    fn obiettivo(
        &mut self,
        posto: &[&str],
        scritto: ObiettivoScritto,
        missioni: &[Missione],
    ) -> Obiettivo {
        self.peso(posto, &scritto);
        self.missione(posto, &scritto, missioni);
        self.ambiti(posto, &scritto);
        let pieno = |testo: &String| !testo.trim().is_empty();
        Obiettivo {
            codice: scritto.codice,
            nome: scritto.nome,
            missione: scritto.missione,
            ambiti: scritto.ambiti,
            peso: scritto.peso.filter(|peso| *peso >= Decimal::ZERO),
            tipologia: scritto.tipologia,
            descrizione: scritto.descrizione.filter(pieno),
            responsabile: scritto.responsabile.filter(pieno),
            contributori: scritto.contributori,
            stakeholder: scritto.stakeholder,
            risorse: self.risorse(scritto.risorse, &[posto, &["risorse"]].concat()),
            programma: scritto.programma.filter(pieno),
        }
    }

    fn peso(&mut self, posto: &[&str], obiettivo: &ObiettivoScritto) {
        if obiettivo.peso.is_some_and(|peso| peso < Decimal::ZERO) {
            self.problema(
                &[posto, &["peso"]].concat(),
                format!("il peso dell'obiettivo {} è negativo", obiettivo.codice),
                "scrivi un numero non negativo",
            );
        }
    }

    fn missione(&mut self, posto: &[&str], obiettivo: &ObiettivoScritto, missioni: &[Missione]) {
        let ObiettivoScritto {
            codice, missione, ..
        } = obiettivo;
        if !missione.is_empty() && missioni.iter().all(|m| m.codice != *missione) {
            self.problema(
                &[posto, &["missione"]].concat(),
                format!("l'obiettivo {codice} cita la missione «{missione}», che non c'è"),
                "aggiungi la missione con [[missioni]] o correggi il codice",
            );
        }
    }

    fn ambiti(&mut self, posto: &[&str], obiettivo: &ObiettivoScritto) {
        let noto = |scritto: &String| AMBITI.iter().any(|ambito| ambito.lettera == scritto);
        for ambito in obiettivo.ambiti.iter().filter(|scritto| !noto(scritto)) {
            self.problema(
                &[posto, &["ambiti"]].concat(),
                format!("l'obiettivo {} cita l'ambito «{ambito}»", obiettivo.codice),
                "gli ambiti dell'art. 8 del D.Lgs. 150/2009 vanno da «a» a «g»",
            );
        }
    }
}

/// The place of an obiettivo in `ciclo.toml`: its prospettiva, then its own.
fn posto(prospettiva: usize, obiettivo: usize) -> [String; 4] {
    [
        "prospettive".to_owned(),
        prospettiva.to_string(),
        "obiettivi".to_owned(),
        obiettivo.to_string(),
    ]
}
