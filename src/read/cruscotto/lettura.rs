//! One sheet, from its title to its footnotes.

use crate::model::nome::{parole, piu_vicino, su_una_riga};
use crate::model::{Indirizzo, Origine};

use super::obiettivi::{self, Nominato, dopo_parola, dopo_segno};
use super::{ALTROVE, ANCORE, CruscottoLetto, Nota, estranee, livelli, servizi, titoli};
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
    /// The service, where the sheet holds several.
    pub servizio: String,
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
    /// True if the sheet may hold several services.
    pub dividi: bool,
    /// Where a column says of which service each row is.
    colonna_servizio: Option<(Origine, String)>,
}

impl<'a> Lettura<'a> {
    pub(super) fn nuova(foglio: &'a Foglio, lettore: &'a Lettore<'a>, dividi: bool) -> Self {
        Self {
            lettore,
            registro: Registro::nuovo(foglio),
            letto: CruscottoLetto {
                foglio: foglio.nome.clone(),
                ..CruscottoLetto::default()
            },
            contesto: Contesto::default(),
            pesi: Vec::new(),
            dividi,
            colonna_servizio: None,
        }
    }

    /// Reads the sheet and closes its book.
    pub(super) fn leggi(mut self) -> Letto<Vec<CruscottoLetto>> {
        let testate = self.testate();
        let prima = testate.first().map_or(0, |testata| testata.righe.start);
        self.prima_della_tabella(prima);
        let mut inizi = testate.iter().map(|testata| testata.righe.start).skip(1);
        let fini: Vec<Option<usize>> = testate.iter().map(|_| inizi.next()).collect();
        for (testata, altra) in testate.into_iter().zip(fini) {
            let fine = altra.unwrap_or(self.registro.righe().len());
            let testata = livelli::distingui(testata, &self.registro, fine, self.lettore);
            self.tabella(&testata, fine, altra.is_some());
        }
        self.lascia_azione();
        let sopra = &self.registro.foglio().titolo;
        self.letto.titolo = self.letto.titolo.or_else(|| sopra.clone());
        if let Some((luogo, scritta)) = self.colonna_servizio {
            let dette = servizi::della_colonna(&self.letto, &luogo, &scritta);
            dette.into_iter().for_each(|d| self.registro.segnala(d));
        }
        let parti = servizi::dividi(self.letto, self.pesi);
        let dati = parti.into_iter().map(|(mut parte, pesi)| {
            let pesi = pesi::pesi(&self.registro, pesi);
            for (letta, peso) in parte.righe.iter_mut().zip(pesi) {
                letta.riga.peso = peso;
            }
            parte
        });
        Letto {
            dati: dati.collect(),
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

    /// Titles and the first banners. A line that looks like a prospettiva is an unknown one; of the
    /// others one is the cruscotto's name, and the rest are named.
    fn prima_della_tabella(&mut self, fine: usize) {
        let mut titoli: Vec<(&RigaFoglio, String)> = Vec::new();
        for riga in &self.registro.righe()[..fine] {
            match self.banda(riga) {
                Some(Banda::Altro(testo)) if self.quasi_prospettiva(&testo) => {
                    self.banner(riga, Banda::Sconosciuta(testo));
                }
                Some(Banda::Altro(testo)) => titoli.push((riga, testo)),
                Some(banda) => self.banner(riga, banda),
                None => self.titolo_con_etichetta(riga),
            }
        }
        let testi: Vec<String> = titoli.iter().map(|(_, testo)| testo.clone()).collect();
        let nome = titoli::nome(&testi, self.registro.foglio(), self.lettore);
        let nome = nome.filter(|_| self.letto.titolo.is_none());
        for (n, (riga, testo)) in titoli.into_iter().enumerate() {
            self.registro.prendi_riga(riga);
            if nome == Some(n) {
                self.letto.titolo = Some(testo);
            } else {
                let luogo = luogo_di(&self.registro, riga);
                let da_parte = diags::riga_da_parte(luogo, &testo, "è sopra la tabella");
                self.registro.segnala(da_parte);
            }
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
        if let [etichetta, nome, ..] = riga.celle.as_slice()
            && ETICHETTE.contains(&parole(&etichetta.contenuto.testo()).as_str())
            && self.letto.titolo.is_none()
        {
            self.letto.titolo = Some(nome.contenuto.testo());
            self.registro.prendi(riga, etichetta.colonna);
            self.registro.prendi(riga, nome.colonna);
        }
    }

    fn tabella(&mut self, testata: &Testata, fine: usize, segue: bool) {
        testata.registra(&self.registro, fine);
        testata.lascia(&self.registro, fine, ALTROVE);
        self.colonna_dei_servizi(testata, fine);
        if !testata.ha(Campo::Indicatore) {
            let riga = &self.registro.righe()[testata.righe.start];
            let luogo = luogo_di(&self.registro, riga);
            self.registro
                .segnala(diags::intestazione_mancante(luogo, "Indicatore"));
        }
        self.lascia_azione();
        let righe = &self.registro.righe()[testata.righe.end..fine];
        if let Some(altra) = estranee::inizio(&self.registro, righe, testata) {
            let luogo = luogo_di(&self.registro, &righe[altra]);
            self.registro.segnala(diags::altra_tabella(luogo));
        }
        let ultima = righe.iter().rposition(|riga| riga.celle.len() > 2);
        let ultima = ultima.unwrap_or(0);
        let titoli = match segue && self.dividi {
            true => titoli_in_fondo(righe),
            false => righe.len(),
        };
        let mut altro_servizio = false;
        for (n, riga) in righe.iter().enumerate() {
            let prima_di_altra = segue && n + 1 == righe.len() && !altro_servizio;
            if self.intestazione_con_nome(riga, testata) {
                continue;
            }
            if n >= titoli && self.altro_servizio(riga) {
                altro_servizio = true;
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

    /// A column that says of which service each row is; where the sheet is of one, it is named.
    fn colonna_dei_servizi(&mut self, testata: &Testata, fine: usize) {
        let colonna = testata.colonne.iter().find(|c| c.campo == Campo::Servizio);
        match colonna {
            Some(colonna) if self.dividi => {
                let luogo = colonna.luogo(self.registro.foglio());
                let nuova = || (luogo, colonna.scritta.clone());
                self.colonna_servizio.get_or_insert_with(nuova);
            }
            Some(_) => testata.lascia(&self.registro, fine, &[Campo::Servizio]),
            None => {}
        }
    }

    /// The title of a service's table below that of another one.
    fn altro_servizio(&mut self, riga: &RigaFoglio) -> bool {
        let Some(nome) = servizi::nominato(riga) else {
            return false;
        };
        if matches!(self.banda(riga), Some(banda) if !matches!(banda, Banda::Altro(_))) {
            return false;
        }
        let sue = riga.celle.iter().take(2);
        sue.for_each(|cella| self.registro.prendi(riga, cella.colonna));
        self.lascia_azione();
        let luogo = luogo_di(&self.registro, riga);
        self.registro.segnala(diags::altro_servizio(luogo, &nome));
        self.contesto = Contesto {
            servizio: nome,
            ..Contesto::default()
        };
        true
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
        let mut piatte = testata
            .posti_obiettivo()
            .chain(testata.posto(Campo::Prospettiva));
        let piatta = piatte.next().is_some();
        let prima = riga.celle.first().filter(|_| senza_nome && !piatta)?;
        let testo = prima.contenuto.testo();
        let nominato = obiettivi::obiettivo(self.lettore.prospettive, &testo)?;
        Some(Banda::Obiettivo(nominato, testo))
    }

    /// A banner: one filled cell, or two that name one thing.
    fn banda(&self, riga: &RigaFoglio) -> Option<Banda> {
        let prospettive = self.lettore.prospettive;
        let testi: Vec<String> = riga.celle.iter().map(|c| c.contenuto.testo()).collect();
        match testi.as_slice() {
            [etichetta, nome] if self.e_prospettiva(etichetta) => {
                Some(match obiettivi::prospettiva(prospettive, nome) {
                    Some(nota) => Banda::Prospettiva(nota),
                    None => Banda::Sconosciuta(nome.clone()),
                })
            }
            [prima, nome] => {
                let (nominato, testo) = self.in_due_celle(prima, nome)?;
                Some(Banda::Obiettivo(nominato, testo))
            }
            [testo] => {
                let [_, obiettivo] = self.lettore.livelli;
                let proprio = dopo_parola(testo, obiettivo).map(str::trim_start);
                let dopo = self.dopo_prospettiva(testo);
                // A name may begin with that word: `Prospettiva 1`.
                let mut letture = [Some(testo.as_str()), dopo].into_iter().flatten();
                let nota = letture.find_map(|nome| obiettivi::prospettiva(prospettive, nome));
                if let Some(nota) = nota {
                    return Some(Banda::Prospettiva(nota));
                }
                if let Some(nome) = dopo.and_then(dopo_segno) {
                    return Some(Banda::Sconosciuta(nome.to_owned()));
                }
                let nominato = obiettivi::obiettivo(prospettive, testo);
                Some(
                    match nominato.or_else(|| obiettivi::obiettivo(prospettive, proprio?)) {
                        Some(nominato) => Banda::Obiettivo(nominato, testo.clone()),
                        None => Banda::Altro(testo.clone()),
                    },
                )
            }
            _ => None,
        }
    }

    /// What follows the word for a prospettiva, ours or the body's.
    fn dopo_prospettiva<'t>(&self, testo: &'t str) -> Option<&'t str> {
        let [propria, _] = self.lettore.livelli;
        ["prospettiva", propria]
            .into_iter()
            .find_map(|parola| dopo_parola(testo, parola))
    }

    /// True of a label before the name of a prospettiva.
    fn e_prospettiva(&self, etichetta: &str) -> bool {
        let campo = self.lettore.vocabolario.campo(etichetta, false);
        campo == Some(Campo::Prospettiva)
    }

    /// An obiettivo that two cells name, and its text: a label and what it labels, `Obiettivo 1.1`
    /// and its name, its code and its name.
    fn in_due_celle(&self, prima: &str, nome: &str) -> Option<(Nominato, String)> {
        let prospettive = self.lettore.prospettive;
        let [_, proprio] = self.lettore.livelli;
        let dopo = obiettivi::dopo_etichetta(prima).or_else(|| dopo_parola(prima, proprio));
        let resto = dopo.unwrap_or(prima);
        if obiettivi::e_codice(prospettive, resto) {
            let insieme = format!("{resto} {nome}");
            let nominato = obiettivi::obiettivo(prospettive, &insieme)?;
            let suo = dopo.is_some() || nominato.proprio.is_none() && nominato.altro.is_none();
            return (suo && nome.contains(char::is_alphabetic)).then_some((nominato, insieme));
        }
        let etichetta = dopo.filter(|resto| !resto.contains(|c: char| c.is_ascii_digit()));
        let nominato = etichetta.and_then(|_| obiettivi::obiettivo(prospettive, nome))?;
        Some((nominato, nome.to_owned()))
    }

    fn banner(&mut self, riga: &RigaFoglio, banda: Banda) {
        let (prima, nome) = match riga.celle.as_slice() {
            [etichetta, nome] => {
                let (testo, suo) = (etichetta.contenuto.testo(), nome.contenuto.testo());
                let due = self.e_prospettiva(&testo) || self.in_due_celle(&testo, &suo).is_some();
                (etichetta.colonna, due.then_some(nome.colonna))
            }
            [prima, ..] => (prima.colonna, None),
            [] => (0, None),
        };
        let colonna = nome.unwrap_or(prima);
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
                self.registro.prendi(riga, prima);
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
            let servizio = self.contesto.servizio.clone();
            let servizio = Some(servizio).filter(|_| self.colonna_servizio.is_none());
            self.letto.note.push(Nota { testo, servizio });
        } else {
            let motivo = "non è un indicatore, una prospettiva o un obiettivo";
            self.registro
                .segnala(diags::riga_da_parte(luogo, &testo, motivo));
        }
    }

    /// Says that a code and the words beside it do not name one obiettivo.
    pub(super) fn nominato(&self, nominato: &Nominato, testo: &str, luogo: &Origine) {
        let (codice, luogo) = (&nominato.codice, luogo.clone());
        if let Some(altro) = &nominato.altro {
            let diagnosi = diags::codice_e_nome(luogo, testo, codice, altro);
            self.registro.segnala(diagnosi);
        } else if let Some(proprio) = &nominato.proprio {
            let diagnosi = diags::nome_diverso(luogo, testo, codice, proprio);
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

/// The place from which the last rows before another header are its titles: lines of one or two
/// cells or with the name of a service, the first of them alone or set off by a blank row.
fn titoli_in_fondo(righe: &[RigaFoglio]) -> usize {
    let di_titolo = |riga: &&RigaFoglio| riga.celle.len() <= 2 || servizi::e_etichetta(riga);
    let brevi = righe.iter().rev().take_while(di_titolo);
    let inizio = righe.len() - brevi.count();
    let staccata = |n: &usize| {
        let prima = n.checked_sub(1).map(|prima| &righe[prima]);
        let dopo_vuota = prima.is_some_and(|prima| righe[*n].numero > prima.numero + 1);
        dopo_vuota || righe[*n].celle.len() == 1 || servizi::e_etichetta(&righe[*n])
    };
    (inizio..righe.len()).find(staccata).unwrap_or(righe.len())
}

/// The place of a row's first cell.
pub(super) fn luogo_di(registro: &Registro<'_>, riga: &RigaFoglio) -> Origine {
    let colonna = riga.celle.first().map_or(0, |cella| cella.colonna);
    registro.foglio().origine(riga.numero, colonna)
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
