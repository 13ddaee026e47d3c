//! A cruscotto as offices lay it out: a title, banners for prospettive and obiettivi, header rows
//! that may come again, an azione that spans the rows below it. One flat table with `Prospettiva`
//! and `Obiettivo` columns is read as well.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::nome::{chiave, parole, piu_vicino};
use crate::model::{Celle, Dato, Indirizzo, Prospettiva, Riga, UnitaMisura, Valore, Verso};

use super::foglio::{Foglio, RigaFoglio};
use super::intestazione::{Campo, Colonne};
use super::{Letto, diags};

/// The rows of a cruscotto's workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CruscottoLetto {
    /// What stands above the first header.
    pub titolo: Option<String>,
    pub righe: Vec<RigaLetta>,
    /// Lines of text that are no indicators.
    pub note: Vec<String>,
}

/// A row, not yet tied to its indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct RigaLetta {
    /// The `Codice` column.
    pub codice: Option<String>,
    /// The obiettivo's text as the workbook writes it.
    pub obiettivo_scritto: String,
    pub riga: Riga,
}

/// Reads every sheet that has a header row; the others are no cruscotti.
pub fn leggi(fogli: &[Foglio], prospettive: &[Prospettiva]) -> Letto<CruscottoLetto> {
    let mut lettura = Lettura {
        prospettive,
        letto: Letto::default(),
    };
    let con_intestazione: Vec<&Foglio> = fogli
        .iter()
        .filter(|foglio| {
            foglio
                .righe
                .iter()
                .any(|riga| Colonne::da_riga(riga).is_some())
        })
        .collect();
    match con_intestazione.as_slice() {
        [] => lettura.senza_intestazione(fogli),
        trovati => trovati.iter().for_each(|foglio| lettura.foglio(foglio)),
    }
    lettura.letto
}

struct Lettura<'a> {
    prospettive: &'a [Prospettiva],
    letto: Letto<CruscottoLetto>,
}

/// What the rows above say of the next one.
#[derive(Default)]
struct Contesto {
    colonne: Option<Colonne>,
    prospettiva: (String, Option<Indirizzo>),
    obiettivo: (String, String, Option<Indirizzo>),
    azione: (String, Option<Indirizzo>),
}

/// A row with one message.
enum Banda {
    Prospettiva(String),
    Obiettivo {
        codice: String,
        testo: String,
    },
    /// `Prospettiva | NAME` with a name that nobody knows.
    Sconosciuta(String),
    Altro(String),
}

impl Lettura<'_> {
    fn senza_intestazione(&mut self, fogli: &[Foglio]) {
        let primo = fogli
            .iter()
            .find(|foglio| !foglio.righe.is_empty())
            .or(fogli.first());
        if let Some(foglio) = primo {
            let riga = foglio.righe.first().map_or(1, |riga| riga.numero);
            self.letto.diagnosi.push(diags::intestazione_mancante(
                foglio.origine(riga, 0),
                "Indicatore",
            ));
        }
    }

    fn foglio(&mut self, foglio: &Foglio) {
        let mut contesto = Contesto::default();
        for (posto, riga) in foglio.righe.iter().enumerate() {
            if let Some(colonne) = Colonne::da_riga(riga) {
                self.intestazione(foglio, riga, &colonne);
                contesto.colonne = Some(colonne);
                contesto.azione = Default::default();
            } else if let Some(banda) = self.banda(riga, contesto.colonne.as_ref()) {
                let segue_intestazione = foglio
                    .righe
                    .get(posto + 1)
                    .is_some_and(|dopo| Colonne::da_riga(dopo).is_some());
                self.banner(foglio, riga, banda, segue_intestazione, &mut contesto);
            } else if let Some(colonne) = contesto.colonne.clone() {
                self.indicatore(foglio, riga, &colonne, &mut contesto);
            } else if self.letto.dati.titolo.is_none() {
                self.letto.dati.titolo = riga.celle.first().map(|cella| cella.contenuto.testo());
            }
        }
    }

    fn intestazione(&mut self, foglio: &Foglio, riga: &RigaFoglio, colonne: &Colonne) {
        if colonne.colonna(Campo::Indicatore).is_none() {
            let luogo = foglio.origine(
                riga.numero,
                riga.celle.first().map_or(0, |cella| cella.colonna),
            );
            self.letto
                .diagnosi
                .push(diags::intestazione_mancante(luogo, "Indicatore"));
        }
        for (colonna, testo) in &colonne.ignote {
            let luogo = foglio.origine(riga.numero, *colonna);
            self.letto
                .diagnosi
                .push(diags::intestazione_non_riconosciuta(luogo, testo));
        }
    }

    /// A banner: one filled cell, or `Prospettiva | NAME`.
    fn banda(&self, riga: &RigaFoglio, colonne: Option<&Colonne>) -> Option<Banda> {
        let testi: Vec<String> = riga
            .celle
            .iter()
            .map(|cella| cella.contenuto.testo())
            .collect();
        match testi.as_slice() {
            [etichetta, nome] if parole(etichetta) == "prospettiva" => {
                Some(match self.prospettiva(nome) {
                    Some(nota) => Banda::Prospettiva(nota),
                    None => Banda::Sconosciuta(nome.clone()),
                })
            }
            [etichetta, nome] if parole(etichetta).starts_with("obiettivo") => {
                codice_obiettivo(nome).map(|codice| Banda::Obiettivo {
                    codice,
                    testo: nome.clone(),
                })
            }
            [testo] => {
                let nome = dopo_parola(testo, "prospettiva").unwrap_or(testo);
                if let Some(nota) = self.prospettiva(nome) {
                    return Some(Banda::Prospettiva(nota));
                }
                if let Some(nome) = dopo_parola(testo, "prospettiva").and_then(dopo_segno) {
                    return Some(Banda::Sconosciuta(nome.to_owned()));
                }
                if let Some(codice) = codice_obiettivo(testo).or_else(|| self.codice_noto(testo)) {
                    return Some(Banda::Obiettivo {
                        codice,
                        testo: testo.clone(),
                    });
                }
                // A name alone in the indicator's own column is an indicator with nothing filled
                // in.
                let nella_sua_colonna = colonne
                    .and_then(|colonne| colonne.colonna(Campo::Indicatore))
                    .is_some_and(|colonna| colonna > 0 && riga.celle[0].colonna == colonna);
                (!nella_sua_colonna).then(|| Banda::Altro(testo.clone()))
            }
            _ => None,
        }
    }

    /// The code of a declared obiettivo in a line that gives it in another way: `Obiettivo: 1.2
    /// Imprese`, `Obiettivo n. 1.2`, `1.2Imprese`, `1,2 Imprese`, or its bare name after the word.
    fn codice_noto(&self, testo: &str) -> Option<String> {
        let dopo = [
            "obiettivo strategico",
            "obiettivo operativo",
            "obiettivo",
            "ob",
            "os",
        ]
        .iter()
        .find_map(|etichetta| dopo_parola(testo, etichetta));
        const SEGNI: &[char] = &[' ', ':', '.', '-', '–', '|', '°', 'º'];
        let resto = dopo.unwrap_or(testo).trim_start_matches(SEGNI);
        let numero = ["nr", "n"]
            .iter()
            .find_map(|n| dopo_parola(resto, n))
            .filter(|_| dopo.is_some());
        let resto = numero.unwrap_or(resto).trim_start_matches(SEGNI);
        let fine = resto
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
            .unwrap_or(resto.len());
        let codice = resto[..fine].trim_end_matches(['.', ',']).replace(',', ".");
        let noto = self
            .prospettive
            .iter()
            .flat_map(|p| &p.obiettivi)
            .any(|o| o.codice == codice);
        if noto {
            Some(codice)
        } else {
            dopo.and_then(|_| self.codice_per_nome(resto))
        }
    }

    fn prospettiva(&self, testo: &str) -> Option<String> {
        let cercata = chiave(testo);
        self.prospettive
            .iter()
            .find(|p| chiave(&p.nome) == cercata)
            .map(|p| p.nome.clone())
    }

    fn banner(
        &mut self,
        foglio: &Foglio,
        riga: &RigaFoglio,
        banda: Banda,
        segue_intestazione: bool,
        contesto: &mut Contesto,
    ) {
        let colonna = riga.celle.last().map_or(0, |cella| cella.colonna);
        let cella = riga.indirizzo(colonna);
        let luogo = foglio.origine(riga.numero, colonna);
        contesto.azione = Default::default();
        match banda {
            Banda::Prospettiva(nome) => {
                contesto.prospettiva = (nome, Some(cella));
                contesto.obiettivo = Default::default();
            }
            Banda::Obiettivo { codice, testo } => contesto.obiettivo = (codice, testo, Some(cella)),
            Banda::Sconosciuta(nome) => self.prospettiva_sconosciuta(luogo, &nome, contesto),
            Banda::Altro(testo) => {
                let nomi = self.prospettive.iter().map(|p| p.nome.as_str());
                let prima_del_titolo =
                    contesto.colonne.is_none() && self.letto.dati.titolo.is_none();
                if !prima_del_titolo
                    && (segue_intestazione && contesto.colonne.is_some()
                        || piu_vicino(&testo, nomi).is_some())
                {
                    self.prospettiva_sconosciuta(luogo, &testo, contesto);
                } else if contesto.colonne.is_none() {
                    self.letto.dati.titolo.get_or_insert(testo);
                } else {
                    self.letto
                        .diagnosi
                        .push(diags::riga_non_riconosciuta(luogo, &testo));
                    self.letto.dati.note.push(testo);
                }
            }
        }
    }

    fn prospettiva_sconosciuta(
        &mut self,
        luogo: crate::model::Origine,
        nome: &str,
        contesto: &mut Contesto,
    ) {
        let vicina = piu_vicino(nome, self.prospettive.iter().map(|p| p.nome.as_str()));
        self.letto
            .diagnosi
            .push(diags::prospettiva_sconosciuta(luogo, nome, vicina));
        contesto.prospettiva = Default::default();
        contesto.obiettivo = Default::default();
    }

    fn indicatore(
        &mut self,
        foglio: &Foglio,
        riga: &RigaFoglio,
        colonne: &Colonne,
        contesto: &mut Contesto,
    ) {
        let Some(colonna_nome) = colonne.colonna(Campo::Indicatore) else {
            return;
        };
        self.colonne_piatte(foglio, riga, colonne, contesto);
        let campo = |campo| {
            let colonna = colonne.colonna(campo)?;
            let testo = riga.testo(colonna);
            (!testo.is_empty()).then(|| (testo, riga.indirizzo(colonna)))
        };
        if let Some((azione, cella)) = campo(Campo::Azione) {
            contesto.azione = (azione, Some(cella));
        }
        let (nome, di_sistema) = senza_asterisco(&riga.testo(colonna_nome));
        if nome.is_empty() {
            // Only a merged action or an empty row of cells: nothing to keep.
            let valori = colonne.campi.iter().any(|(colonna, campo)| {
                matches!(campo, Campo::Atteso(_) | Campo::Consuntivo(_))
                    && riga.cella(*colonna).is_some()
            });
            if valori {
                self.letto.diagnosi.push(diags::indicatore_senza_nome(
                    foglio.origine(riga.numero, colonna_nome),
                ));
            }
            return;
        }
        let testo = |c| campo(c).map(|(testo, _)| testo);
        let cella = |c| campo(c).map(|(_, cella)| cella);
        let letta = RigaLetta {
            codice: testo(Campo::Codice),
            obiettivo_scritto: contesto.obiettivo.1.clone(),
            riga: Riga {
                indicatore: String::new(),
                nome,
                prospettiva: contesto.prospettiva.0.clone(),
                obiettivo: contesto.obiettivo.0.clone(),
                azione: contesto.azione.0.clone(),
                strategico: false,
                di_sistema,
                atteso: valori(foglio, riga, colonne, |c| match c {
                    Campo::Atteso(anno) => Some(anno),
                    _ => None,
                }),
                consuntivo: valori(foglio, riga, colonne, |c| match c {
                    Campo::Consuntivo(anno) => Some(anno),
                    _ => None,
                }),
                fonte: testo(Campo::Fonte).unwrap_or_default(),
                peso: self.punti(foglio, riga, colonne, Campo::Peso, "Peso"),
                grado: self.punti(foglio, riga, colonne, Campo::Grado, "Grado"),
                motivazione: testo(Campo::Motivazione),
                note: testo(Campo::Note),
                verso: self.verso(foglio, riga, colonne),
                origine: foglio.origine(riga.numero, colonna_nome),
                celle: Celle {
                    prospettiva: contesto.prospettiva.1,
                    obiettivo: contesto.obiettivo.2,
                    azione: contesto.azione.1,
                    fonte: cella(Campo::Fonte),
                    peso: cella(Campo::Peso),
                    verso: cella(Campo::Verso),
                    codice: cella(Campo::Codice),
                    grado: cella(Campo::Grado),
                    motivazione: cella(Campo::Motivazione),
                    note: cella(Campo::Note),
                },
            },
        };
        self.letto.dati.righe.push(letta);
    }

    /// The `Prospettiva` and `Obiettivo` columns of a flat table; a blank one takes what stands
    /// above.
    fn colonne_piatte(
        &mut self,
        foglio: &Foglio,
        riga: &RigaFoglio,
        colonne: &Colonne,
        contesto: &mut Contesto,
    ) {
        if let Some(colonna) = colonne.colonna(Campo::Prospettiva) {
            let scritta = riga.testo(colonna);
            if !scritta.is_empty() && scritta != contesto.prospettiva.0 {
                let luogo = foglio.origine(riga.numero, colonna);
                match self.prospettiva(&scritta) {
                    Some(nota) if nota == contesto.prospettiva.0 => {}
                    Some(nota) => {
                        contesto.prospettiva = (nota, Some(riga.indirizzo(colonna)));
                        contesto.obiettivo = Default::default();
                        contesto.azione = Default::default();
                    }
                    None => self.prospettiva_sconosciuta(luogo, &scritta, contesto),
                }
            }
        }
        if let Some(colonna) = colonne.colonna(Campo::Obiettivo) {
            let scritto = riga.testo(colonna);
            if !scritto.is_empty() && scritto != contesto.obiettivo.1 {
                let codice = codice_obiettivo(&scritto)
                    .or_else(|| self.codice_noto(&scritto))
                    .or_else(|| self.codice_per_nome(&scritto))
                    .unwrap_or_else(|| scritto.clone());
                // The same obiettivo in other words is no new one: the azione goes on.
                if codice != contesto.obiettivo.0 {
                    contesto.azione = Default::default();
                }
                contesto.obiettivo = (codice, scritto, Some(riga.indirizzo(colonna)));
            }
        }
    }

    fn codice_per_nome(&self, nome: &str) -> Option<String> {
        let cercato = chiave(nome);
        let mut obiettivi = self.prospettive.iter().flat_map(|p| &p.obiettivi);
        obiettivi
            .find(|o| chiave(&o.nome) == cercato)
            .map(|o| o.codice.clone())
    }

    /// A weight or grade in points.
    fn punti(
        &mut self,
        foglio: &Foglio,
        riga: &RigaFoglio,
        colonne: &Colonne,
        campo: Campo,
        nome: &str,
    ) -> Option<Decimal> {
        let valore = foglio.valore(riga, colonne.colonna(campo)?);
        match &valore.dato {
            Dato::Vuoto | Dato::NonPrevisto => None,
            Dato::Quantita(quantita)
                if matches!(quantita.unita, UnitaMisura::Nessuna | UnitaMisura::Percento)
                    && quantita.valore >= Decimal::ZERO =>
            {
                Some(quantita.valore)
            }
            _ => {
                self.letto.diagnosi.push(diags::valore_non_valido(
                    valore.origine,
                    nome,
                    &valore.testo,
                    "un numero non negativo o una percentuale",
                ));
                None
            }
        }
    }

    fn verso(&mut self, foglio: &Foglio, riga: &RigaFoglio, colonne: &Colonne) -> Option<Verso> {
        let colonna = colonne.colonna(Campo::Verso)?;
        let scritto = riga.testo(colonna);
        match parole(&scritto).as_str() {
            "" => None,
            "crescente" | "positivo" => Some(Verso::Crescente),
            "decrescente" | "negativo" => Some(Verso::Decrescente),
            _ => {
                let luogo = foglio.origine(riga.numero, colonna);
                let atteso = "«crescente» o «decrescente»";
                self.letto
                    .diagnosi
                    .push(diags::valore_non_valido(luogo, "Verso", &scritto, atteso));
                None
            }
        }
    }
}

/// The values of the columns that `anno` picks, by year.
fn valori(
    foglio: &Foglio,
    riga: &RigaFoglio,
    colonne: &Colonne,
    anno: impl Fn(Campo) -> Option<i16>,
) -> BTreeMap<i16, Valore> {
    colonne
        .campi
        .iter()
        .filter_map(|(colonna, campo)| Some((anno(*campo)?, foglio.valore(riga, *colonna))))
        .collect()
}

/// The code that an obiettivo's text begins with: `1.1 Attrattività`, `Obiettivo 1.1`, `OS 1.1 -`.
pub fn codice_obiettivo(testo: &str) -> Option<String> {
    let piano = testo.trim_start();
    let senza_etichetta = [
        "obiettivo strategico",
        "obiettivo operativo",
        "obiettivo",
        "ob.",
        "os",
    ]
    .iter()
    .find_map(|etichetta| {
        let testa = piano.get(..etichetta.len())?;
        testa
            .eq_ignore_ascii_case(etichetta)
            .then(|| piano[etichetta.len()..].trim_start())
    })
    .unwrap_or(piano);
    let fine = senza_etichetta
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(senza_etichetta.len());
    let codice = senza_etichetta[..fine].trim_end_matches('.');
    let dopo = senza_etichetta[fine..].chars().next();
    let livelli = codice.split('.').filter(|parte| !parte.is_empty()).count();
    let ben_fatto = livelli >= 2 && livelli == codice.split('.').count();
    // A code alone in a cell may have been taken for a number.
    if let Some((intera, decimale)) = piano.split_once(',')
        && [intera, decimale]
            .iter()
            .all(|parte| !parte.is_empty() && parte.bytes().all(|b| b.is_ascii_digit()))
    {
        return Some(format!("{intera}.{decimale}"));
    }
    (ben_fatto && dopo.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '%' | ',' | '/')))
        .then(|| codice.to_owned())
}

/// What follows a word at the beginning of a text, in any case; none if the word goes on.
fn dopo_parola<'a>(testo: &'a str, parola: &str) -> Option<&'a str> {
    let testo = testo.trim_start();
    let testa = testo.get(..parola.len())?;
    let resto = &testo[parola.len()..];
    (testa.eq_ignore_ascii_case(parola) && !resto.starts_with(char::is_alphabetic)).then_some(resto)
}

/// What follows a sign that sets a name off: `| EFFICIENZA`, `: EFFICIENZA`.
fn dopo_segno(testo: &str) -> Option<&str> {
    let resto = testo
        .trim_start()
        .strip_prefix(['|', ':', '–', '-'])?
        .trim();
    (!resto.is_empty()).then_some(resto)
}

/// The name without its `(*)` mark, and whether it had one.
fn senza_asterisco(nome: &str) -> (String, bool) {
    let marcato = nome.contains("(*)");
    let pulito = nome.replace("^(*)", "").replace("(*)", "");
    (crate::model::nome::su_una_riga(&pulito), marcato)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_obiettivi() {
        assert_eq!(
            codice_obiettivo("1.1 Attrattività del territorio").as_deref(),
            Some("1.1")
        );
        assert_eq!(
            codice_obiettivo("Obiettivo 2.3: comunicazione").as_deref(),
            Some("2.3")
        );
        assert_eq!(codice_obiettivo("4.1").as_deref(), Some("4.1"));
        assert_eq!(codice_obiettivo("4,1").as_deref(), Some("4.1"));
        assert_eq!(codice_obiettivo("1.1.2. Nome").as_deref(), Some("1.1.2"));
        assert_eq!(codice_obiettivo("2022 anno di prova"), None);
        assert_eq!(codice_obiettivo("1.1% di errore"), None);
        assert_eq!(codice_obiettivo("Totale"), None);
    }

    #[test]
    fn the_mark_of_system_indicators_leaves_the_name() {
        assert_eq!(
            senza_asterisco("Progetto: PID ^(*)"),
            ("Progetto: PID".to_owned(), true)
        );
        assert_eq!(
            senza_asterisco("N. di uscite"),
            ("N. di uscite".to_owned(), false)
        );
    }
}
