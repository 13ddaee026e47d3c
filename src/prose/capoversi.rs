//! Markdown → plain paragraphs with their lines: what two versions of a chapter are compared by.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::model::bozza::Capoverso;
use crate::model::origine::riga_di;

use super::segnaposto::{APRE, CHIUDE, DA, FINO, TRA};

/// Reads a chapter whose placeholders are filled and marked.
pub fn leggi(riempito: &str) -> Vec<Capoverso> {
    let mut lettura = Lettura::default();
    for (evento, tratto) in Parser::new_ext(riempito, Options::ENABLE_TABLES).into_offset_iter() {
        let riga = || riga_di(riempito, tratto.start);
        match evento {
            Event::Start(Tag::Heading { level, .. }) => {
                lettura.apri(riga(), &format!("{} ", "#".repeat(level as usize)));
            }
            Event::Start(Tag::Item) => lettura.apri(riga(), "– "),
            Event::Start(Tag::Paragraph | Tag::TableHead | Tag::TableRow | Tag::CodeBlock(_)) => {
                lettura.continua(riga);
            }
            Event::Start(Tag::List(_)) => lettura.chiudi(),
            Event::End(
                TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::Paragraph
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::CodeBlock,
            ) => lettura.chiudi(),
            Event::Text(testo) | Event::Code(testo) => {
                lettura.continua(riga);
                lettura.aggiungi(&testo);
            }
            Event::SoftBreak | Event::HardBreak => lettura.aggiungi(" "),
            Event::End(TagEnd::TableCell) => lettura.aggiungi(" | "),
            _ => {}
        }
    }
    lettura.chiudi();
    lettura.capoversi
}

#[derive(Default)]
struct Lettura {
    capoversi: Vec<Capoverso>,
    aperto: Option<Capoverso>,
    /// Letters in the paragraph under way.
    lettere: usize,
    /// The mark of a table, chart or reference, while it lasts.
    marca: Option<String>,
}

impl Lettura {
    fn apri(&mut self, riga: usize, inizio: &str) {
        self.chiudi();
        self.lettere = inizio.chars().count();
        self.aperto = Some(Capoverso {
            riga,
            testo: inizio.to_owned(),
            riempiti: Vec::new(),
        });
    }

    /// Opens a paragraph, unless a heading or a list item is waiting for its text.
    fn continua(&mut self, riga: impl FnOnce() -> usize) {
        if self.aperto.is_none() {
            self.apri(riga(), "");
        }
    }

    fn chiudi(&mut self) {
        let Some(mut capoverso) = self.aperto.take() else {
            return;
        };
        capoverso
            .testo
            .truncate(capoverso.testo.trim_end_matches([' ', '|']).len());
        if !capoverso.testo.is_empty() {
            self.capoversi.push(capoverso);
        }
    }

    fn aggiungi(&mut self, testo: &str) {
        for carattere in testo.chars() {
            match (carattere, &mut self.marca) {
                (APRE, _) => self.marca = Some(String::new()),
                (CHIUDE, marca) => {
                    let marca = marca.take().unwrap_or_default();
                    let posto = format!("[{}]", marca.strip_prefix("rif ").unwrap_or(&marca));
                    posto.chars().for_each(|c| self.metti(c));
                }
                (TRA, Some(marca)) => marca.push(' '),
                (c, Some(marca)) => marca.push(c),
                (c, None) => self.metti(c),
            }
        }
    }

    fn metti(&mut self, carattere: char) {
        let lettere = self.lettere;
        let Some(capoverso) = &mut self.aperto else {
            return;
        };
        match carattere {
            DA => capoverso.riempiti.push([lettere, lettere]),
            FINO => {
                if let Some(ultimo) = capoverso.riempiti.last_mut() {
                    ultimo[1] = lettere;
                }
            }
            // As the page prints it: spaces in a row are one.
            ' ' if capoverso.testo.ends_with(' ') => {}
            c => {
                capoverso.testo.push(c);
                self.lettere += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_of_a_chapter_is_a_paragraph_with_its_line() {
        let testo = "# Uno\n\nAlla *data*  del\n\u{E003}2022\u{E004}, sì.\n\n- voce\n  - sotto\n- altra\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\u{E000}tabella\u{E002}personale\u{E001}\n";
        let letti: Vec<_> = leggi(testo)
            .into_iter()
            .map(|c| (c.riga, c.testo, c.riempiti))
            .collect();
        let attesi = [
            (1, "# Uno", vec![]),
            (3, "Alla data del 2022, sì.", vec![[14, 18]]),
            (6, "– voce", vec![]),
            (7, "– sotto", vec![]),
            (8, "– altra", vec![]),
            (10, "a | b", vec![]),
            (12, "1 | 2", vec![]),
            (14, "[tabella personale]", vec![]),
        ];
        assert_eq!(
            letti,
            attesi.map(|(riga, testo, riempiti)| (riga, testo.to_owned(), riempiti))
        );
    }
}
