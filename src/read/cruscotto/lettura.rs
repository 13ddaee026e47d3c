//! One sheet, from its title to its footnotes.

use crate::model::nome::{parole, piu_vicino, su_una_riga};
use crate::model::{Indirizzo, Origine};

use super::obiettivi::{self, Nominato, dopo_parola, dopo_segno};
use super::{ANCORE, CruscottoLetto};
use crate::read::foglio::{Foglio, RigaFoglio};
use crate::read::intestazione::Testata;
use crate::read::pesi::{self, Punti};
use crate::read::registro::Registro;
use crate::read::{Letto, Lettore, diags};
use crate::words::vocabolario::Campo;

/// What the rows above say of the next one; each with its cell.
#[derive(Default)]
pub(super) struct Contesto {
    pub prospettiva: (String, Option<Indirizzo>),
    /// Code, text as written, cell.
    pub obiettivo: (String, String, Option<Indirizzo>),
    pub azione: (String, Option<Indirizzo>),
    /// An azione that no indicator has taken yet.
    pub azione_da_usare: bool,
}

/// A row with one message.
enum Banda {
    Prospettiva(String),
    Obiettivo(Nominato, String),
    /// A name that nobody knows where a prospettiva stands.
    Sconosciuta(String),
    Altro(String),
}

pub(super) struct Lettura<'a> {
    pub lettore: &'a Lettore<'a>,
    pub registro: Registro<'a>,
    pub letto: CruscottoLetto,
    pub contesto: Contesto,
    /// Of each row: what a weight is worth is known only from all of them.
    pub pesi: Vec<Option<Punti>>,
}

impl<'a> Lettura<'a> {
    pub(super) fn nuova(foglio: &'a Foglio, lettore: &'a Lettore<'a>) -> Self {
        Self {
            lettore,
            registro: Registro::nuovo(foglio),
            letto: CruscottoLetto {
                foglio: foglio.nome.clone(),
                ..CruscottoLetto::default()
            },
            contesto: Contesto::default(),
            pesi: Vec::new(),
        }
    }

    /// Reads the sheet and closes its book.
    pub(super) fn leggi(mut self) -> Letto<CruscottoLetto> {
        let testate = self.testate();
        let prima = testate.first().map_or(0, |testata| testata.righe.start);
        self.prima_della_tabella(prima);
        for (n, testata) in testate.iter().enumerate() {
            let fine = testate
                .get(n + 1)
                .map_or(self.registro.righe().len(), |t| t.righe.start);
            self.tabella(testata, fine, n + 1 < testate.len());
        }
        self.lascia_azione();
        let pesi = pesi::pesi(&self.registro, self.pesi);
        for (letta, peso) in self.letto.righe.iter_mut().zip(pesi) {
            letta.riga.peso = peso;
        }
        let sopra = &self.registro.foglio().titolo;
        self.letto.titolo = self.letto.titolo.or_else(|| sopra.clone());
        Letto {
            dati: self.letto,
            diagnosi: self.registro.chiudi(),
        }
    }

    /// Every header of the sheet, none overlapping.
    fn testate(&self) -> Vec<Testata> {
        let mut testate: Vec<Testata> = Vec::new();
        for posto in 0..self.registro.righe().len() {
            let da = testate.last().map_or(0, |ultima| ultima.righe.end);
            if posto >= da {
                let foglio = self.registro.foglio();
                testate.extend(Testata::a(foglio, da, posto, ANCORE, self.lettore));
            }
        }
        testate
    }

    /// Titles and the first banners.
    fn prima_della_tabella(&mut self, fine: usize) {
        for riga in &self.registro.righe()[..fine] {
            match self.banda(riga) {
                Some(Banda::Altro(testo)) => self.titolo(riga, testo),
                Some(banda) => self.banner(riga, banda),
                None => self.titolo_con_etichetta(riga),
            }
        }
    }

    /// One that looks like a prospettiva is an unknown one; of the others the first is the
    /// cruscotto's name, and further ones are named.
    fn titolo(&mut self, riga: &RigaFoglio, testo: String) {
        if self.quasi_prospettiva(&testo) {
            return self.banner(riga, Banda::Sconosciuta(testo));
        }
        self.registro.prendi_riga(riga);
        if self.letto.titolo.is_none() {
            self.letto.titolo = Some(testo);
        } else {
            let luogo = luogo_di(&self.registro, riga);
            self.registro
                .segnala(diags::riga_da_parte(luogo, &testo, "è sopra la tabella"));
        }
    }

    /// `Servizio | Promozione`.
    fn titolo_con_etichetta(&mut self, riga: &RigaFoglio) {
        const ETICHETTE: &[&str] = &[
            "servizio",
            "ufficio",
            "area",
            "struttura",
            "settore",
            "cruscotto",
        ];
        if let [etichetta, nome] = riga.celle.as_slice()
            && ETICHETTE.contains(&parole(&etichetta.contenuto.testo()).as_str())
            && self.letto.titolo.is_none()
        {
            self.letto.titolo = Some(nome.contenuto.testo());
            self.registro.prendi_riga(riga);
        }
    }

    fn tabella(&mut self, testata: &Testata, fine: usize, segue: bool) {
        testata.registra(&self.registro, fine);
        if !testata.ha(Campo::Indicatore) {
            let riga = &self.registro.righe()[testata.righe.start];
            let luogo = luogo_di(&self.registro, riga);
            self.registro
                .segnala(diags::intestazione_mancante(luogo, "Indicatore"));
        }
        self.lascia_azione();
        let righe = &self.registro.righe()[testata.righe.end..fine];
        let ultima = righe.iter().rposition(|riga| riga.celle.len() > 2);
        let ultima = ultima.unwrap_or(0);
        for (n, riga) in righe.iter().enumerate() {
            let prima_di_altra = segue && n + 1 == righe.len();
            if self.intestazione_con_nome(riga, testata) {
                continue;
            }
            match self.banda_in(riga, testata) {
                Some(Banda::Altro(testo)) if prima_di_altra || self.quasi_prospettiva(&testo) => {
                    self.banner(riga, Banda::Sconosciuta(testo));
                }
                Some(Banda::Altro(testo)) => self.riga_sola(riga, testo, n < ultima),
                Some(banda) => self.banner(riga, banda),
                None => self.indicatore(riga, testata),
            }
        }
    }

    /// The headings again, with the name of a prospettiva where `Indicatore` stood; what else stands
    /// among them stays in the book, and is told.
    fn intestazione_con_nome(&mut self, riga: &RigaFoglio, testata: &Testata) -> bool {
        let di_valori = testata.colonne.iter().filter(|c| c.campo.nel_tempo());
        let scritti: Vec<bool> = di_valori
            .filter_map(|colonna| {
                let scritto = riga.cella(colonna.posto)?.testo();
                Some(parole(&scritto) == parole(&colonna.scritta))
            })
            .collect();
        if scritti.is_empty() || scritti.contains(&false) {
            return false;
        }
        let colonna = testata
            .colonne
            .iter()
            .find(|colonna| colonna.campo == Campo::Indicatore);
        let nome = colonna
            .map(|colonna| (riga.testo(colonna.posto), &colonna.scritta))
            .filter(|(nome, scritta)| !nome.is_empty() && parole(nome) != parole(scritta));
        match nome {
            Some((nome, _)) => {
                let nota = obiettivi::prospettiva(self.lettore.prospettive, &nome);
                let banda = nota.map_or(Banda::Sconosciuta(nome), Banda::Prospettiva);
                self.banner(riga, banda);
            }
            None => {
                let ripetute = testata.colonne.iter().filter(|colonna| {
                    parole(&riga.testo(colonna.posto)) == parole(&colonna.scritta)
                });
                ripetute.for_each(|colonna| self.registro.prendi(riga, colonna.posto));
            }
        }
        true
    }

    /// What follows is under another azione, or under none: one that no indicator took is named.
    pub(super) fn lascia_azione(&mut self) {
        let (testo, cella) = std::mem::take(&mut self.contesto.azione);
        if let Some(cella) = cella.filter(|_| self.contesto.azione_da_usare) {
            let luogo = self.registro.foglio().origine(cella.riga, cella.colonna);
            let motivo = "è un'azione senza indicatori";
            self.registro
                .segnala(diags::riga_da_parte(luogo, &testo, motivo));
        }
        self.contesto.azione_da_usare = false;
    }

    fn quasi_prospettiva(&self, testo: &str) -> bool {
        let nomi = self.lettore.prospettive.iter().map(|p| p.nome.as_str());
        piu_vicino(testo, nomi).is_some()
    }

    /// A banner below a header: also a row that begins with an obiettivo and has no indicator,
    /// whatever stands beside it.
    fn banda_in(&self, riga: &RigaFoglio, testata: &Testata) -> Option<Banda> {
        let nome = testata.posto(Campo::Indicatore);
        let sola = riga.celle.len() == 1;
        // A name alone in the indicator's own column is an indicator with nothing filled in.
        if sola && nome.is_some_and(|nome| nome > 0 && riga.celle[0].colonna == nome) {
            return match self.banda(riga) {
                Some(Banda::Altro(testo)) if !e_firma(&testo) && !e_nota(&testo) => None,
                banda => banda,
            };
        }
        if let Some(banda) = self.banda(riga) {
            return Some(banda);
        }
        let senza_nome = nome.is_none_or(|nome| self.registro.guarda(riga, nome).is_none());
        let piatta = testata.ha(Campo::Obiettivo) || testata.ha(Campo::Prospettiva);
        let prima = riga.celle.first().filter(|_| senza_nome && !piatta)?;
        let testo = prima.contenuto.testo();
        let nominato = obiettivi::obiettivo(self.lettore.prospettive, &testo)?;
        Some(Banda::Obiettivo(nominato, testo))
    }

    /// A banner: one filled cell, or `Prospettiva | NAME`.
    fn banda(&self, riga: &RigaFoglio) -> Option<Banda> {
        let prospettive = self.lettore.prospettive;
        let testi: Vec<String> = riga.celle.iter().map(|c| c.contenuto.testo()).collect();
        match testi.as_slice() {
            [etichetta, nome] if e_prospettiva(etichetta) => {
                Some(match obiettivi::prospettiva(prospettive, nome) {
                    Some(nota) => Banda::Prospettiva(nota),
                    None => Banda::Sconosciuta(nome.clone()),
                })
            }
            [etichetta, nome] if parole(etichetta).starts_with("obiettivo") => {
                let nominato = obiettivi::obiettivo(prospettive, nome)?;
                Some(Banda::Obiettivo(nominato, nome.clone()))
            }
            [testo] => {
                let dopo = dopo_parola(testo, "prospettiva");
                if let Some(nota) = obiettivi::prospettiva(prospettive, dopo.unwrap_or(testo)) {
                    return Some(Banda::Prospettiva(nota));
                }
                if let Some(nome) = dopo.and_then(dopo_segno) {
                    return Some(Banda::Sconosciuta(nome.to_owned()));
                }
                Some(match obiettivi::obiettivo(prospettive, testo) {
                    Some(nominato) => Banda::Obiettivo(nominato, testo.clone()),
                    None => Banda::Altro(testo.clone()),
                })
            }
            _ => None,
        }
    }

    fn banner(&mut self, riga: &RigaFoglio, banda: Banda) {
        let colonna = match riga.celle.as_slice() {
            [_, seconda]
                if riga.celle.len() == 2 && e_prospettiva(&riga.celle[0].contenuto.testo()) =>
            {
                seconda.colonna
            }
            [prima, ..] => prima.colonna,
            [] => 0,
        };
        let cella = riga.indirizzo(colonna);
        let luogo = self.registro.foglio().origine(riga.numero, colonna);
        self.lascia_azione();
        match banda {
            Banda::Prospettiva(nome) => {
                self.registro.prendi_riga(riga);
                self.contesto.prospettiva = (nome, Some(cella));
                self.contesto.obiettivo = Default::default();
            }
            Banda::Obiettivo(nominato, testo) => {
                // A weight beside it stays in the book, and is told.
                riga.celle
                    .iter()
                    .take(1)
                    .for_each(|c| self.registro.prendi(riga, c.colonna));
                self.registro.prendi(riga, colonna);
                self.nominato(&nominato, &testo, &luogo);
                self.contesto.obiettivo = (nominato.codice, testo, Some(cella));
            }
            Banda::Sconosciuta(nome) => {
                self.registro.prendi_riga(riga);
                self.prospettiva_sconosciuta(luogo, &nome);
            }
            Banda::Altro(testo) => self.nota(riga, luogo, testo),
        }
    }

    /// A row with one message that is no banner that is known: the slip of an obiettivo's name, a
    /// footnote, or something else; among the indicators, what else it might be matters to them.
    fn riga_sola(&mut self, riga: &RigaFoglio, testo: String, in_mezzo: bool) {
        if let Some(nominato) = obiettivi::quasi(self.lettore.prospettive, &testo) {
            return self.banner(riga, Banda::Obiettivo(nominato, testo));
        }
        if in_mezzo && !e_nota(&testo) {
            self.registro.prendi_riga(riga);
            let luogo = luogo_di(&self.registro, riga);
            return self.registro.segnala(diags::riga_in_mezzo(luogo, &testo));
        }
        self.banner(riga, Banda::Altro(testo));
    }

    /// A footnote for readers begins with a mark; any other line is left aside by name.
    fn nota(&mut self, riga: &RigaFoglio, luogo: Origine, testo: String) {
        self.registro.prendi_riga(riga);
        if e_nota(&testo) {
            self.registro.segnala(diags::nota_stampata(luogo, &testo));
            self.letto.note.push(testo);
        } else {
            let motivo = "non è un indicatore, una prospettiva o un obiettivo";
            self.registro
                .segnala(diags::riga_da_parte(luogo, &testo, motivo));
        }
    }

    /// Says that a code and the words beside it name two obiettivi.
    pub(super) fn nominato(&self, nominato: &Nominato, testo: &str, luogo: &Origine) {
        if let Some(altro) = &nominato.altro {
            let diagnosi = diags::codice_e_nome(luogo.clone(), testo, &nominato.codice, altro);
            self.registro.segnala(diagnosi);
        }
    }

    pub(super) fn prospettiva_sconosciuta(&mut self, luogo: Origine, nome: &str) {
        let nomi = self.lettore.prospettive.iter().map(|p| p.nome.as_str());
        let vicina = piu_vicino(nome, nomi);
        self.registro
            .segnala(diags::prospettiva_sconosciuta(luogo, nome, vicina));
        self.contesto.prospettiva = Default::default();
        self.contesto.obiettivo = Default::default();
    }
}

/// The place of a row's first cell.
pub(super) fn luogo_di(registro: &Registro<'_>, riga: &RigaFoglio) -> Origine {
    let colonna = riga.celle.first().map_or(0, |cella| cella.colonna);
    registro.foglio().origine(riga.numero, colonna)
}

fn e_prospettiva(etichetta: &str) -> bool {
    matches!(
        parole(etichetta).as_str(),
        "prospettiva" | "area strategica" | "ambito strategico" | "linea strategica"
    )
}

/// True if a line begins with the mark of a footnote: `*`, `(1)`, `Nota:`.
fn e_nota(testo: &str) -> bool {
    let testo = su_una_riga(testo);
    let numerata = testo
        .strip_prefix('(')
        .and_then(|resto| resto.split_once(')'));
    let marca = |m: &str| {
        !m.is_empty() && m.len() <= 2 && m.chars().all(|c| c.is_ascii_digit() || c == '*')
    };
    testo.starts_with(['*', '¹', '²', '³'])
        || numerata.is_some_and(|(m, _)| marca(m))
        || ["nota", "note", "n.b", "nb"]
            .iter()
            .filter_map(|parola| dopo_parola(&testo, parola))
            .any(|resto| resto.trim_start_matches('.').trim_start().starts_with(':'))
}

/// True if a line is that of a signature or a date.
pub(super) fn e_firma(testo: &str) -> bool {
    const INIZI: &[&str] = &[
        "firma",
        "il dirigente",
        "la dirigente",
        "il responsabile",
        "la responsabile",
        "visto",
        "il segretario",
        "la segretaria",
        "il direttore",
        "la direttrice",
        "luogo e data",
        "letto",
        "approvato",
    ];
    let piano = parole(testo);
    INIZI.iter().any(|inizio| {
        piano
            .strip_prefix(inizio)
            .is_some_and(|r| r.is_empty() || r.starts_with(' '))
    })
}
