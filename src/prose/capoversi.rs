//! Markdown → plain paragraphs with their lines: what two versions of a chapter are compared by.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::model::bozza::Capoverso;

use super::riempito::{Evento, Passo, Pezzo};

/// The paragraphs of a chapter that was read.
pub(super) fn leggi(passi: &[Passo<'_>]) -> Vec<Capoverso> {
    let mut lettura = Lettura::default();
    for Passo { riga, evento } in passi {
        match evento {
            Evento::Testo(pezzo) => lettura.pezzi(*riga, std::slice::from_ref(pezzo)),
            Evento::Codice(pezzi) => lettura.pezzi(*riga, pezzi),
            Evento::Altro(evento) => lettura.confine(*riga, evento),
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
}

impl Lettura {
    /// What begins and ends around the text.
    fn confine(&mut self, riga: usize, evento: &Event<'_>) {
        match evento {
            Event::Start(Tag::Heading { level, .. }) => {
                self.apri(riga, &format!("{} ", "#".repeat(*level as usize)));
            }
            Event::Start(Tag::Item) => self.apri(riga, "– "),
            Event::Start(Tag::Paragraph | Tag::TableHead | Tag::TableRow | Tag::CodeBlock(_)) => {
                self.continua(riga);
            }
            Event::Start(Tag::List(_))
            | Event::End(
                TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::Paragraph
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::CodeBlock,
            ) => self.chiudi(),
            Event::SoftBreak | Event::HardBreak => self.aggiungi(" "),
            Event::End(TagEnd::TableCell) => self.aggiungi(" | "),
            _ => {}
        }
    }

    fn pezzi(&mut self, riga: usize, pezzi: &[Pezzo]) {
        self.continua(riga);
        for pezzo in pezzi {
            match pezzo {
                Pezzo::Testo(testo) => self.aggiungi(testo),
                Pezzo::Valore(valore) => self.riempito(valore),
                Pezzo::Inserto(inserto) => self.aggiungi(&format!("[{inserto}]")),
                Pezzo::Rimando(rimando) => self.aggiungi(&format!("[{rimando}]")),
            }
        }
    }

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
    fn continua(&mut self, riga: usize) {
        if self.aperto.is_none() {
            self.apri(riga, "");
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
        testo.chars().for_each(|carattere| self.metti(carattere));
    }

    /// Adds a value with its stretch.
    fn riempito(&mut self, valore: &str) {
        let inizio = self.lettere;
        self.aggiungi(valore);
        let fine = self.lettere;
        if let Some(capoverso) = &mut self.aperto {
            capoverso.riempiti.push([inizio, fine]);
        }
    }

    fn metti(&mut self, carattere: char) {
        let Some(capoverso) = &mut self.aperto else {
            return;
        };
        // As the page prints it: spaces in a row are one.
        if carattere == ' ' && capoverso.testo.ends_with(' ') {
            return;
        }
        capoverso.testo.push(carattere);
        self.lettere += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::inserto::Inserto;
    use super::super::riempito::Raccolta;
    use super::*;

    #[test]
    fn every_piece_of_a_chapter_is_a_paragraph_with_its_line() {
        let raccolta = Raccolta::per("").expect("a mark");
        let anno = raccolta.gettone(Pezzo::Valore("2022".to_owned()));
        let personale = Inserto::Tabella(vec!["personale".to_owned()]);
        let tabella = raccolta.gettone(Pezzo::Inserto(personale));
        let testo = format!(
            "# Uno\n\nAlla *data*  del\n{anno}, sì.\n\n- voce\n  - sotto\n- altra\n\n\
             | a | b |\n|---|---|\n| 1 | 2 |\n\n{tabella}\n"
        );
        let riempito = raccolta.riempito(testo);
        let letti: Vec<_> = leggi(&riempito.passi())
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
