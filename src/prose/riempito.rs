//! A chapter whose placeholders are filled, and its one reading as Markdown.
//!
//! What a placeholder prints never goes through Markdown: it is kept aside, and a token stands for
//! it in the text (its number between two noncharacters that the chapter does not hold). Reading
//! puts it back in its place, so that nothing outside this file ever sees a token and no value can
//! become Markdown.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::inserto::{Inserto, Rimando};

/// A stretch of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pezzo {
    /// The author's own words.
    Testo(String),
    /// What a placeholder was filled with.
    Valore(String),
    Inserto(Inserto),
    Rimando(Rimando),
}

/// A step of the reading.
#[derive(Debug)]
pub(super) struct Passo<'a> {
    /// Line of the chapter, from 1; what closes something is on the line where that began.
    pub riga: usize,
    pub evento: Evento<'a>,
}

#[derive(Debug)]
pub(super) enum Evento<'a> {
    Testo(Pezzo),
    Codice(Vec<Pezzo>),
    Altro(Event<'a>),
}

/// What the placeholders of a chapter print, gathered while they are filled.
#[derive(Debug, Clone)]
pub(super) struct Raccolta {
    segno: char,
    uscite: Arc<Mutex<Vec<Pezzo>>>,
}

/// A chapter with tokens for what its placeholders print.
#[derive(Debug)]
pub(super) struct Riempito {
    testo: String,
    /// Around the number of each token; none where nothing was filled.
    segno: Option<char>,
    uscite: Vec<Pezzo>,
}

impl Raccolta {
    /// None of a chapter that holds every character that could mark a token.
    pub(super) fn per(testo: &str) -> Option<Self> {
        let segno = ('\u{FDD0}'..='\u{FDEF}').find(|segno| !testo.contains(*segno))?;
        Some(Self {
            segno,
            uscite: Arc::default(),
        })
    }

    /// Forgets what a first attempt gathered.
    pub(super) fn svuota(&self) {
        self.uscite().clear();
    }

    /// Keeps what a placeholder prints; what stands for it in the text.
    pub(super) fn gettone(&self, uscita: Pezzo) -> String {
        let mut uscite = self.uscite();
        uscite.push(uscita);
        format!("{segno}{}{segno}", uscite.len() - 1, segno = self.segno)
    }

    /// True of a text that holds tokens: pieces of the chapter itself, made a value.
    pub(super) fn in_parte_gettoni(&self, testo: &str) -> bool {
        testo.contains(self.segno)
    }

    /// The chapter that was made with these tokens.
    pub(super) fn riempito(&self, testo: String) -> Riempito {
        Riempito {
            testo,
            segno: Some(self.segno),
            uscite: std::mem::take(&mut *self.uscite()),
        }
    }

    fn uscite(&self) -> MutexGuard<'_, Vec<Pezzo>> {
        self.uscite.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Riempito {
    /// A chapter as it is written: its placeholders are text like any other.
    pub(super) fn mai(testo: &str) -> Self {
        Self {
            testo: testo.to_owned(),
            segno: None,
            uscite: Vec::new(),
        }
    }

    /// The chapter, read.
    pub(super) fn passi(&self) -> Vec<Passo<'_>> {
        let a_capo: Vec<usize> = self.testo.match_indices('\n').map(|(i, _)| i).collect();
        let mut passi = Vec::new();
        for (evento, tratto) in
            Parser::new_ext(&self.testo, Options::ENABLE_TABLES).into_offset_iter()
        {
            let riga = a_capo.partition_point(|fine| *fine < tratto.start) + 1;
            let mut passo = |evento| passi.push(Passo { riga, evento });
            match evento {
                Event::Text(testo) if self.con_gettoni(&self.testo[tratto]) => {
                    let pezzi = self.pezzi(&testo).into_iter();
                    pezzi.for_each(|pezzo| passo(Evento::Testo(pezzo)));
                }
                Event::Text(testo) => passo(Evento::Testo(Pezzo::Testo(testo.into_string()))),
                Event::Code(testo) => passo(Evento::Codice(self.pezzi(&testo))),
                Event::Start(tag) => passo(Evento::Altro(Event::Start(self.indirizzo(tag)))),
                altro => passo(Evento::Altro(altro)),
            }
        }
        passi
    }

    /// Asked of the text as it is written: an entity such as `&#xFDD0;` makes no token.
    fn con_gettoni(&self, scritto: &str) -> bool {
        self.segno.is_some_and(|segno| scritto.contains(segno))
    }

    /// A text with what its tokens stand for: numbers are at odd places between the marks.
    fn pezzi(&self, testo: &str) -> Vec<Pezzo> {
        let Some(segno) = self.segno else {
            return vec![Pezzo::Testo(testo.to_owned())];
        };
        let parti = testo.split(segno).enumerate();
        parti
            .filter_map(|(posto, parte)| match posto % 2 {
                0 if parte.is_empty() => None,
                0 => Some(Pezzo::Testo(parte.to_owned())),
                _ => self.uscite.get(parte.parse::<usize>().ok()?).cloned(),
            })
            .collect()
    }

    /// A link's address may be a value, or have one in it.
    fn indirizzo<'a>(&self, tag: Tag<'a>) -> Tag<'a> {
        match tag {
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => Tag::Link {
                link_type,
                dest_url: piano(&self.pezzi(&dest_url)).into(),
                title,
                id,
            },
            altro => altro,
        }
    }
}

/// The words of a text: what stands for something that is drawn has none.
pub(super) fn piano(pezzi: &[Pezzo]) -> String {
    let parole = |pezzo: &Pezzo| match pezzo {
        Pezzo::Testo(testo) | Pezzo::Valore(testo) => testo.clone(),
        Pezzo::Inserto(_) | Pezzo::Rimando(_) => String::new(),
    };
    pezzi.iter().map(parole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn testi(riempito: &Riempito) -> Vec<Pezzo> {
        let passi = riempito.passi().into_iter();
        passi
            .filter_map(|passo| match passo.evento {
                Evento::Testo(pezzo) => Some(pezzo),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn values_cannot_become_markdown() {
        let raccolta = Raccolta::per("{{ x }}").expect("a mark");
        let valore = Pezzo::Valore("**a** [b](c) | # d".to_owned());
        let gettone = raccolta.gettone(valore.clone());
        let riempito = raccolta.riempito(format!("# Uno *{gettone}*\n"));
        assert_eq!(testi(&riempito), [Pezzo::Testo("Uno ".to_owned()), valore]);
    }

    #[test]
    fn nothing_that_is_written_can_pass_for_a_token() {
        let scritto = "\u{FDD0}0\u{FDD0} e &#xFDD1;0&#xFDD1;";
        let raccolta = Raccolta::per(scritto).expect("a mark");
        raccolta.gettone(Pezzo::Valore("segreto".to_owned()));
        let letti = piano(&testi(&raccolta.riempito(scritto.to_owned())));
        assert_eq!(letti, "\u{FDD0}0\u{FDD0} e \u{FDD1}0\u{FDD1}");
        let tutti: String = ('\u{FDD0}'..='\u{FDEF}').collect();
        assert!(Raccolta::per(&tutti).is_none());
    }

    #[test]
    fn an_address_may_be_a_value() {
        let raccolta = Raccolta::per("").expect("a mark");
        let gettone = raccolta.gettone(Pezzo::Valore("https://a.it/b_c".to_owned()));
        let riempito = raccolta.riempito(format!("[qui]({gettone})"));
        let indirizzi: Vec<String> = riempito
            .passi()
            .into_iter()
            .filter_map(|passo| match passo.evento {
                Evento::Altro(Event::Start(Tag::Link { dest_url, .. })) => {
                    Some(dest_url.into_string())
                }
                _ => None,
            })
            .collect();
        assert_eq!(indirizzi, ["https://a.it/b_c"]);
    }
}
