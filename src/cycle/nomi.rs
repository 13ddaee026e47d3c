//! `[nomi]` and `[[tipi]]`: the body's own words, and the kinds of its cruscotti.

use crate::model::italiano::{Genere, deduci};
use crate::model::nome::{piu_vicino, slug};
use crate::model::{Nomi, Parola, Tipi, TipoCruscotto};

use super::scritto::{CruscottoScritto, FormeScritte, NomiScritti, ParolaScritta, TipoScritto};
use super::valido::Controllo;

impl Controllo {
    /// The words that are given, and today's for the others.
    pub(super) fn nomi(&mut self, scritti: NomiScritti) -> Nomi {
        let base = Nomi::default();
        let mut nome = |chiave: &str, scritta: Option<ParolaScritta>, base: Parola| {
            let forme = scritta.map(|scritta| match scritta {
                ParolaScritta::Uno(uno) => FormeScritte {
                    uno,
                    molti: None,
                    genere: None,
                },
                ParolaScritta::Forme(forme) => forme,
            });
            let letta = forme.and_then(|forme| self.parola(&["nomi", chiave], "molti", forme));
            letta.unwrap_or(base)
        };
        Nomi {
            prospettiva: nome("prospettiva", scritti.prospettiva, base.prospettiva),
            obiettivo: nome("obiettivo", scritti.obiettivo, base.obiettivo),
            azione: nome("azione", scritti.azione, base.azione),
            indicatore: nome("indicatore", scritti.indicatore, base.indicatore),
            cruscotto: nome("cruscotto", scritti.cruscotto, base.cruscotto),
            servizio: nome("servizio", scritti.servizio, base.servizio),
            progetto: nome("progetto", scritti.progetto, base.progetto),
            missione: nome("missione", scritti.missione, base.missione),
            di_sistema: nome("di-sistema", scritti.di_sistema, base.di_sistema),
        }
    }

    /// A noun with its forms; what is not given is inferred, and asked for where that is not safe.
    fn parola(&mut self, percorso: &[&str], molti: &str, forme: FormeScritte) -> Option<Parola> {
        let uno = forme.uno.trim().to_owned();
        if uno.is_empty() {
            self.problema(
                percorso,
                "il nome è vuoto".to_owned(),
                "scrivilo, o togli la chiave",
            );
            return None;
        }
        let dedotta = deduci(&uno);
        let plurale = forme.molti.or_else(|| Some(dedotta.as_ref()?.0.clone()));
        let genere = forme.genere.or_else(|| Some(dedotta.as_ref()?.1));
        match (plurale, genere) {
            (Some(plurale), Some(genere)) => {
                Some(Parola::nuova(uno, plurale.trim().to_owned(), genere))
            }
            _ => {
                let messaggio = format!("non so fare da me il plurale di «{uno}»");
                let rimedio = format!(
                    "scrivilo tu, con il genere («m» o «f»): {}",
                    esempio(percorso, molti, &uno)
                );
                self.problema(percorso, messaggio, &rimedio);
                None
            }
        }
    }

    /// The kinds that are declared, or those of a cycle that declares none.
    pub(super) fn tipi(&mut self, scritti: Vec<TipoScritto>, nomi: &Nomi) -> Tipi {
        if scritti.is_empty() {
            return Tipi::predefiniti(nomi);
        }
        let posti = (0..).map(|n: usize| vec!["tipi".to_owned(), n.to_string()]);
        self.doppi(
            "tipo",
            scritti.iter().map(|tipo| tipo.id.as_str()).zip(posti),
        );
        let tipi = scritti
            .into_iter()
            .enumerate()
            .map(|(n, scritto)| self.tipo(&n.to_string(), scritto))
            .collect();
        Tipi::nuovi(tipi)
    }

    fn tipo(&mut self, posto: &str, scritto: TipoScritto) -> TipoCruscotto {
        let adatto = slug(&scritto.id);
        if adatto != scritto.id {
            let messaggio = format!("«{}» non può essere l'id di un tipo", scritto.id);
            let rimedio = format!("usa solo lettere minuscole, cifre e trattini: {adatto}");
            self.problema(&["tipi", posto, "id"], messaggio, &rimedio);
        }
        let forme = FormeScritte {
            uno: scritto.nome,
            molti: scritto.plurale,
            genere: scritto.genere,
        };
        let nome = forme.uno.clone();
        let parola = self
            .parola(&["tipi", posto, "nome"], "plurale", forme)
            .unwrap_or_else(|| Parola::nuova(nome.clone(), nome, Genere::Maschile));
        TipoCruscotto::nuovo(scritto.id, parola, scritto.ruolo)
    }

    /// A cruscotto's kind is one of the declared ones; another is reported and forgotten.
    pub(super) fn cruscotti(
        &mut self,
        mut scritti: Vec<CruscottoScritto>,
        tipi: &Tipi,
    ) -> Vec<CruscottoScritto> {
        for (posto, scritto) in scritti.iter_mut().enumerate() {
            if scritto.gia.contains(&scritto.id) {
                let messaggio = format!(
                    "il cruscotto «{}» dice di essere già stato sé stesso",
                    scritto.id
                );
                let rimedio =
                    "in «gia» vanno gli id che aveva nei cicli precedenti, se erano altri";
                self.problema(
                    &["cruscotti", &posto.to_string(), "gia"],
                    messaggio,
                    rimedio,
                );
            }
            let ignoto = scritto.tipo.take_if(|tipo| tipi.trova(tipo).is_none());
            let Some(ignoto) = ignoto else {
                continue;
            };
            let noti: Vec<&str> = tipi.iter().map(|tipo| tipo.id.as_str()).collect();
            let messaggio = format!("nessuno ha dichiarato il tipo di cruscotto «{ignoto}»");
            let rimedio = match piu_vicino(&ignoto, noti.iter().copied()) {
                Some(vicino) => format!("forse volevi scrivere «{vicino}»"),
                None => format!(
                    "usa uno di questi: {}; oppure dichiaralo con [[tipi]]",
                    noti.join(", ")
                ),
            };
            let percorso = ["cruscotti", &posto.to_string(), "tipo"];
            self.problema(&percorso, messaggio, &rimedio);
        }
        scritti
    }
}

/// How the forms of a noun are written out.
fn esempio(percorso: &[&str], molti: &str, uno: &str) -> String {
    match percorso {
        ["nomi", chiave] => {
            format!("{chiave} = {{ uno = \"{uno}\", {molti} = \"…\", genere = \"m\" }}")
        }
        _ => format!("{molti} = \"…\" e genere = \"m\""),
    }
}
