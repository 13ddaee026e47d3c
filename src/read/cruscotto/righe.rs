//! The rows of indicators.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::nome::{parole, su_una_riga};
use crate::model::{Baseline, Celle, Dato, Riga, UnitaMisura, Valore, Verso};

use super::RigaLetta;
use super::lettura::{Lettura, e_firma, luogo_di};
use super::obiettivi;
use crate::read::diags;
use crate::read::foglio::RigaFoglio;
use crate::read::intestazione::{Colonna, Quando, Testata};
use crate::read::pesi::Punti;
use crate::words::vocabolario::Campo;

/// Words of a row that sums up those above it.
const TOTALI: &[&str] = &[
    "totale",
    "totali",
    "totale generale",
    "totale complessivo",
    "totale pesi",
    "totale peso",
    "somma",
    "somma pesi",
    "subtotale",
    "media",
    "media ponderata",
    "media generale",
    "percentuale sintetica",
    "grado complessivo",
    "risultato complessivo",
];

/// Words that the `Verso` column may hold.
const VERSI: &[(Verso, &[&str])] = &[
    (
        Verso::Crescente,
        &[
            "crescente",
            "positivo",
            "positiva",
            "in crescita",
            "in aumento",
            "aumento",
            "incremento",
            "a crescere",
            "+",
            "↑",
            "▲",
        ],
    ),
    (
        Verso::Decrescente,
        &[
            "decrescente",
            "negativo",
            "negativa",
            "in calo",
            "in diminuzione",
            "diminuzione",
            "decremento",
            "a decrescere",
            "-",
            "–",
            "−",
            "↓",
            "▼",
        ],
    ),
];

impl Lettura<'_> {
    /// A row below a header that is no banner.
    pub(super) fn indicatore(&mut self, riga: &RigaFoglio, testata: &Testata) {
        let Some(posto) = testata.posto(Campo::Indicatore) else {
            return self.registro.prendi_riga(riga);
        };
        if self.da_parte(riga, testata, posto) {
            return;
        }
        self.anno_della_riga(riga, testata);
        self.servizio_della_riga(riga, testata);
        self.colonne_piatte(riga, testata);
        let azione = [Campo::Azione, Campo::Attivita]
            .iter()
            .find_map(|c| testata.posto(*c));
        if let Some(azione) = azione
            && let Some(testo) = self.registro.testo(riga, azione)
        {
            let cella = Some(self.registro.indirizzo(riga, azione));
            if self.contesto.azione.1 != cella {
                self.lascia_azione();
                self.contesto.azione = (testo, cella);
                self.contesto.azione_da_usare = true;
            }
        }
        let Some(scritto) = self.registro.testo(riga, posto) else {
            return self.senza_nome(riga, testata, posto);
        };
        self.contesto.azione_da_usare = false;
        let (nome, di_sistema) = senza_asterisco(&scritto);
        if !nome.contains(char::is_alphabetic) {
            self.registro.prendi_riga(riga);
            let luogo = self.registro.origine(riga, posto);
            return self
                .registro
                .segnala(diags::indicatore_di_cifre(luogo, &scritto));
        }
        let letta = self.letta(riga, testata, posto, nome, di_sistema);
        self.letto.righe.push(letta);
    }

    /// A column `Anno` must say the year as which the headings without one are read, or one that
    /// the headings have.
    fn anno_della_riga(&self, riga: &RigaFoglio, testata: &Testata) {
        let colonna = testata.posto(Campo::Anno);
        let Some((colonna, scritto)) =
            colonna.and_then(|colonna| Some((colonna, self.registro.testo(riga, colonna)?)))
        else {
            return;
        };
        let suo = scritto.trim().parse::<i16>().ok();
        let detti = testata.anni();
        let dedotta = testata.anni_dedotti().find(|(_, anno)| suo != Some(*anno));
        let estranea = || {
            let nessuna = testata.anni_dedotti().next().is_none();
            let prima = detti.first().filter(|_| nessuna)?;
            let nota = suo.is_some_and(|suo| detti.contains(&suo));
            let colonna = testata.colonne.iter().find(|c| c.campo.nel_tempo())?;
            (!nota).then_some((colonna.scritta.as_str(), *prima))
        };
        let diversa = dedotta.or_else(estranea);
        if let Some((intestazione, anno)) = diversa {
            let luogo = self.registro.origine(riga, colonna);
            let diagnosi = diags::anno_della_riga(luogo, &scritto, intestazione, anno);
            self.registro.segnala(diagnosi);
        }
    }

    /// The service of a row: a blank cell takes what stands above.
    fn servizio_della_riga(&mut self, riga: &RigaFoglio, testata: &Testata) {
        let Some(colonna) = testata.posto(Campo::Servizio).filter(|_| self.dividi) else {
            return;
        };
        match self.registro.testo(riga, colonna) {
            Some(nome) => self.contesto.servizio = nome,
            None if self.contesto.servizio.is_empty() => {
                let luogo = self.registro.foglio().origine(riga.numero, colonna);
                self.registro.segnala(diags::senza_servizio(luogo));
            }
            None => {}
        }
    }

    /// Totals and signatures are left aside by name.
    fn da_parte(&mut self, riga: &RigaFoglio, testata: &Testata, posto: u32) -> bool {
        let nome = riga.testo(posto);
        let prima = riga
            .celle
            .first()
            .map(|c| c.contenuto.testo())
            .unwrap_or_default();
        let piano = parole(if nome.is_empty() { &prima } else { &nome });
        let totale = TOTALI.contains(&piano.as_str())
            || nome.is_empty()
                && !testata.ha(Campo::Prospettiva)
                && ["totale ", "media ", "subtotale ", "somma "]
                    .iter()
                    .any(|t| piano.starts_with(t));
        let firma = nome.is_empty() && e_firma(&prima) || riga.celle.len() == 1 && e_firma(&nome);
        if totale || firma {
            self.registro.prendi_riga(riga);
            let motivo = if totale {
                "riassume le altre"
            } else {
                "è una firma"
            };
            let testo = if nome.is_empty() { prima } else { nome };
            let luogo = luogo_di(&self.registro, riga);
            self.registro
                .segnala(diags::riga_da_parte(luogo, &testo, motivo));
        }
        totale || firma
    }

    /// Only a merged action, an obiettivo of a flat table without indicators, or values of nobody.
    fn senza_nome(&mut self, riga: &RigaFoglio, testata: &Testata, posto: u32) {
        let di_valori = testata.colonne.iter().filter(|c| c.campo.nel_tempo());
        let valori: Vec<u32> = di_valori
            .map(|colonna| colonna.posto)
            .filter(|colonna| riga.cella(*colonna).is_some())
            .collect();
        if !valori.is_empty() {
            self.registro.prendi_riga(riga);
            let luogo = self.registro.foglio().origine(riga.numero, posto);
            return self.registro.segnala(diags::indicatore_senza_nome(luogo));
        }
        let mut piatte = testata
            .posti_obiettivo()
            .chain(testata.posto(Campo::Prospettiva));
        let propria = piatte.find(|p| riga.cella(*p).is_some());
        if let Some(colonna) = propria {
            let luogo = self.registro.foglio().origine(riga.numero, colonna);
            let (testo, motivo) = (riga.testo(colonna), "non ha il nome di un indicatore");
            self.registro
                .segnala(diags::riga_da_parte(luogo, &testo, motivo));
        }
    }

    fn letta(
        &mut self,
        riga: &RigaFoglio,
        testata: &Testata,
        posto: u32,
        nome: String,
        di_sistema: bool,
    ) -> RigaLetta {
        let testo = |campo| self.registro.testo(riga, testata.posto(campo)?);
        let (codice, fonte) = (
            testo(Campo::Codice),
            testo(Campo::Fonte).unwrap_or_default(),
        );
        let (motivazione, note) = (testo(Campo::Motivazione), testo(Campo::Note));
        let nota_pubblica = testo(Campo::NotaPubblica);
        let scritti = [
            Campo::AttoRimodulazione,
            Campo::Unita,
            Campo::Definizione,
            Campo::Formula,
            Campo::Tipologia,
            Campo::Dimensione,
            Campo::Stakeholder,
            Campo::Responsabile,
            Campo::Contributori,
            Campo::Programma,
            Campo::Criticita,
            Campo::AzioneCorrettiva,
            Campo::Causa,
        ];
        let [
            atto_rimodulazione,
            unita_misura,
            definizione,
            formula,
            tipologia,
            dimensione,
            stakeholder,
            responsabile,
            contributori,
            programma,
            criticita,
            azione_correttiva,
            causa,
        ] = scritti.map(testo);
        let unita_misura = unita_misura.or_else(|| testata.unita_dei_valori());
        let peso = testata
            .posto(Campo::Peso)
            .and_then(|colonna| Punti::prendi(&self.registro, riga, colonna));
        self.pesi.push(peso);
        let (grado, grado_da_chiarire) = self.grado(riga, testata);
        let verso = self.verso(riga, testata);
        let registro = &self.registro;
        let scadenza = testata
            .posto(Campo::Scadenza)
            .map(|colonna| registro.valore(riga, colonna))
            .filter(|valore| valore.dato != Dato::Vuoto);
        RigaLetta {
            codice,
            obiettivo_scritto: self.contesto.obiettivo.1.clone(),
            servizio: self.contesto.servizio.clone(),
            riga: Riga {
                indicatore: String::new(),
                nome,
                prospettiva: self.contesto.prospettiva.0.clone(),
                obiettivo: self.contesto.obiettivo.0.clone(),
                azione: self.contesto.azione.0.clone(),
                strategico: false,
                di_sistema,
                atteso: self.per_anno(riga, testata, Campo::Atteso),
                consuntivo: self.per_anno(riga, testata, Campo::Consuntivo),
                fonte,
                peso: None,
                grado,
                grado_da_chiarire,
                motivazione,
                note,
                nota_pubblica,
                verso,
                rimodulato: self.rimodulati(riga, testata, atto_rimodulazione.is_some()),
                atto_rimodulazione,
                rilevazioni: BTreeMap::new(),
                monitoraggi: self.monitoraggi(riga, testata),
                previsione: pieni(self.per_anno(riga, testata, Campo::Previsione)),
                baseline: self.baseline(riga, testata),
                unita_misura,
                definizione,
                formula,
                tipologia,
                dimensione,
                stakeholder,
                responsabile,
                contributori,
                programma,
                scadenza,
                criticita,
                azione_correttiva,
                causa,
                origine: self.registro.origine(riga, posto),
                celle: self.celle(riga, testata),
            },
        }
    }

    fn celle(&self, riga: &RigaFoglio, testata: &Testata) -> Celle {
        let cella = |campo| {
            let colonna = testata.posto(campo)?;
            self.registro.guarda(riga, colonna)?;
            Some(self.registro.indirizzo(riga, colonna))
        };
        let altre = [
            ("nota_pubblica", Campo::NotaPubblica),
            ("atto_rimodulazione", Campo::AttoRimodulazione),
            ("unita_misura", Campo::Unita),
            ("definizione", Campo::Definizione),
            ("formula", Campo::Formula),
            ("tipologia", Campo::Tipologia),
            ("dimensione", Campo::Dimensione),
            ("stakeholder", Campo::Stakeholder),
            ("responsabile", Campo::Responsabile),
            ("contributori", Campo::Contributori),
            ("programma", Campo::Programma),
            ("criticita", Campo::Criticita),
            ("azione_correttiva", Campo::AzioneCorrettiva),
            ("causa", Campo::Causa),
        ];
        let altre = altre
            .into_iter()
            .filter_map(|(nome, campo)| Some((nome.to_owned(), cella(campo)?)));
        Celle {
            prospettiva: self.contesto.prospettiva.1,
            obiettivo: self.contesto.obiettivo.2,
            azione: self.contesto.azione.1,
            fonte: cella(Campo::Fonte),
            peso: cella(Campo::Peso),
            verso: cella(Campo::Verso),
            codice: cella(Campo::Codice),
            // The column alone foresees a judgement.
            grado: testata
                .posto(Campo::Grado)
                .map(|colonna| self.registro.indirizzo(riga, colonna)),
            motivazione: cella(Campo::Motivazione),
            note: cella(Campo::Note),
            altre: altre.collect(),
            moduli: BTreeMap::new(),
        }
    }

    /// The values of a field, by year; those for a day count for its year, results apart.
    fn per_anno(
        &self,
        riga: &RigaFoglio,
        testata: &Testata,
        campo: Campo,
    ) -> BTreeMap<i16, Valore> {
        let colonne = testata.colonne.iter().filter(|c| c.campo == campo);
        let valori = colonne.filter_map(|colonna| {
            let anno = match colonna.quando? {
                Quando::Anno(anno) => anno,
                Quando::Giorno(_) if campo == Campo::Consuntivo => return None,
                Quando::Giorno(giorno) => giorno.year(),
            };
            Some((anno, self.valore(riga, testata, colonna, Some(anno))))
        });
        valori.collect()
    }

    /// The changed targets. A dash without an act says that nothing changed; with one, that
    /// nothing is asked any more.
    fn rimodulati(
        &self,
        riga: &RigaFoglio,
        testata: &Testata,
        con_atto: bool,
    ) -> BTreeMap<i16, Valore> {
        let mut valori = pieni(self.per_anno(riga, testata, Campo::Rimodulato));
        valori.retain(|_, valore| con_atto || valore.dato != Dato::NonPrevisto);
        valori
    }

    /// The value of a cell in a column of values, with the unit that its heading or its row says.
    fn valore(
        &self,
        riga: &RigaFoglio,
        testata: &Testata,
        colonna: &Colonna,
        anno: Option<i16>,
    ) -> Valore {
        let posto = self.unita_da(riga, testata, colonna);
        let mut valore = self.registro.valore_dell_anno(riga, posto, anno);
        if let Some(unita) = &colonna.unita {
            valore.dato.con_unita(unita);
        }
        let scritta = testata
            .posto(Campo::Unita)
            .and_then(|posto| self.registro.guarda(riga, posto));
        if scritta.is_some_and(|unita| UnitaMisura::e_percento(&unita.testo())) {
            valore.dato.con_unita(&UnitaMisura::Percento);
        }
        valore
    }

    /// The column that holds what is seen in one: its own, or another of the same values from which
    /// a cell is merged over it.
    fn unita_da(&self, riga: &RigaFoglio, testata: &Testata, colonna: &Colonna) -> u32 {
        let unione = self.registro.foglio().unioni.di(riga.numero, colonna.posto);
        let Some(unione) = unione else {
            return colonna.posto;
        };
        let stessa =
            |altra: &Colonna| altra.posto == unione.colonne.0 && altra.campo == colonna.campo;
        match testata.colonne.iter().any(stessa) {
            true => unione.colonne.0,
            false => colonna.posto,
        }
    }

    fn monitoraggi(&self, riga: &RigaFoglio, testata: &Testata) -> BTreeMap<String, Valore> {
        let colonne = testata
            .colonne
            .iter()
            .filter(|c| c.campo == Campo::Consuntivo);
        let valori = colonne.filter_map(|colonna| match colonna.quando? {
            Quando::Giorno(giorno) => Some((
                giorno.to_string(),
                self.valore(riga, testata, colonna, Some(giorno.year())),
            )),
            Quando::Anno(_) => None,
        });
        valori
            .filter(|(_, valore)| valore.dato != Dato::Vuoto)
            .collect()
    }

    fn baseline(&self, riga: &RigaFoglio, testata: &Testata) -> Option<Baseline> {
        let colonna = testata
            .colonne
            .iter()
            .find(|c| c.campo == Campo::Baseline)?;
        let valore = self.valore(riga, testata, colonna, None);
        let scritto = testata
            .posto(Campo::AnnoBaseline)
            .and_then(|posto| self.registro.testo(riga, posto)?.parse().ok());
        let anno = scritto.or(match colonna.quando {
            Some(Quando::Anno(anno)) => Some(anno),
            Some(Quando::Giorno(giorno)) => Some(giorno.year()),
            None => None,
        });
        (valore.dato != Dato::Vuoto).then_some(Baseline { anno, valore })
    }

    /// The `Prospettiva` and `Obiettivo` columns of a flat table; a blank one takes what stands
    /// above.
    fn colonne_piatte(&mut self, riga: &RigaFoglio, testata: &Testata) {
        if let Some(colonna) = testata.posto(Campo::Prospettiva)
            && let Some(scritta) = self.registro.testo(riga, colonna)
            && scritta != self.contesto.prospettiva.0
        {
            match obiettivi::prospettiva(self.lettore.prospettive, &scritta) {
                Some(nota) if nota == self.contesto.prospettiva.0 => {}
                Some(nota) => {
                    self.contesto.prospettiva =
                        (nota, Some(self.registro.indirizzo(riga, colonna)));
                    self.contesto.obiettivo = Default::default();
                    self.lascia_azione();
                }
                None => {
                    let luogo = self.registro.origine(riga, colonna);
                    self.prospettiva_sconosciuta(luogo, &scritta);
                }
            }
        }
        self.obiettivo_piatto(riga, testata);
    }

    /// The obiettivo of a flat table: its code, its name, or both side by side.
    fn obiettivo_piatto(&mut self, riga: &RigaFoglio, testata: &Testata) {
        let celle = testata.posti_obiettivo().filter_map(|colonna| {
            let testo = self.registro.testo(riga, colonna)?;
            Some((colonna, testo))
        });
        let (colonne, testi): (Vec<u32>, Vec<String>) = celle.unzip();
        let scritto = testi.join(" ");
        let Some(colonna) = colonne
            .first()
            .filter(|_| scritto != self.contesto.obiettivo.1)
        else {
            return;
        };
        let nominato = obiettivi::obiettivo(self.lettore.prospettive, &scritto);
        if let Some(nominato) = &nominato {
            self.nominato(nominato, &scritto, &self.registro.origine(riga, *colonna));
        }
        let codice = nominato.map_or_else(|| scritto.clone(), |nominato| nominato.codice);
        // The same obiettivo in other words is no new one: the azione goes on.
        if codice != self.contesto.obiettivo.0 {
            self.lascia_azione();
        }
        self.contesto.obiettivo = (
            codice,
            scritto,
            Some(self.registro.indirizzo(riga, *colonna)),
        );
    }

    /// A judged grade, and whether one is written that cannot be read.
    fn grado(&self, riga: &RigaFoglio, testata: &Testata) -> (Option<Decimal>, bool) {
        let Some(colonna) = testata.posto(Campo::Grado) else {
            return (None, false);
        };
        match Punti::grado(&self.registro.valore(riga, colonna)) {
            Ok(grado) => (grado, false),
            Err(diagnosi) => {
                self.registro.segnala(*diagnosi);
                (None, true)
            }
        }
    }

    fn verso(&self, riga: &RigaFoglio, testata: &Testata) -> Option<Verso> {
        let colonna = testata.posto(Campo::Verso)?;
        let scritto = self.registro.testo(riga, colonna)?;
        let (piano, segno) = (parole(&scritto), scritto.trim());
        let noto = VERSI
            .iter()
            .find(|(_, scritti)| scritti.contains(&piano.as_str()) || scritti.contains(&segno));
        if noto.is_none() {
            let luogo = self.registro.origine(riga, colonna);
            let atteso = "«crescente» o «decrescente»";
            self.registro
                .segnala(diags::valore_non_valido(luogo, "Verso", &scritto, atteso));
        }
        noto.map(|(verso, _)| *verso)
    }
}

/// The values that say something.
fn pieni(mut valori: BTreeMap<i16, Valore>) -> BTreeMap<i16, Valore> {
    valori.retain(|_, valore| valore.dato != Dato::Vuoto);
    valori
}

/// The name without its `(*)` mark, and whether it had one.
fn senza_asterisco(nome: &str) -> (String, bool) {
    let marcato = nome.contains("(*)");
    let pulito = nome.replace("^(*)", "").replace("(*)", "");
    (su_una_riga(&pulito), marcato)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_system_indicators_leaves_the_name() {
        let sistema = senza_asterisco("Progetto: PID ^(*)");
        assert_eq!(sistema, ("Progetto: PID".to_owned(), true));
        let altro = senza_asterisco("N. di uscite");
        assert_eq!(altro, ("N. di uscite".to_owned(), false));
    }
}
