//! `.odt`, step by step.

use std::io::Cursor;

use quick_xml::events::BytesStart;
use zip::ZipArchive;

use super::{Cella, Genere, Stesura, Verticale};
use crate::model::nome::parole;
use crate::read::Guasto;
use crate::read::odf::{Stili, Vesti};
use crate::read::xml::{Passo, attributo, scorri, senza_a_capo, volte};

/// Reads the document with its styles.
pub(super) fn leggi(
    archivio: &mut ZipArchive<Cursor<&[u8]>>,
    stesura: &mut Stesura,
) -> Result<(), Guasto> {
    let mut corpo = Corpo {
        stili: Stili::leggi(archivio)?,
        stesura,
        nel_corpo: false,
        salta: 0,
        elenchi: 0,
        vesti: Vesti::default(),
    };
    let parte = archivio
        .by_name("content.xml")
        .map_err(|_| Guasto::Illeggibile)?;
    scorri(parte, |passo| corpo.passo(&passo))
}

/// Where the reading is.
struct Corpo<'a> {
    stili: Stili,
    stesura: &'a mut Stesura,
    nel_corpo: bool,
    /// How deep in elements that are not of the document as it reads.
    salta: usize,
    /// Lists that are open.
    elenchi: u8,
    vesti: Vesti,
}

/// Elements that are not in the document as it reads: what was taken out, comments, footnotes,
/// what a picture shows in words, an index of what comes below.
fn estraneo(nome: &str) -> bool {
    matches!(
        nome,
        "tracked-changes" | "annotation" | "note" | "title" | "desc" | "forms" | "ruby-text"
    ) || nome.ends_with("-index")
        || matches!(nome, "table-of-content" | "bibliography")
}

impl Corpo<'_> {
    fn passo(&mut self, passo: &Passo<'_>) -> Result<(), Guasto> {
        if !self.nel_corpo {
            self.nel_corpo = matches!(passo, Passo::Apre("body", _));
            self.stili.passo(passo);
            return Ok(());
        }
        match passo {
            Passo::Apre(nome, _) if self.salta > 0 || estraneo(nome) => self.salta += 1,
            Passo::Chiude(_) if self.salta > 0 => self.salta -= 1,
            _ if self.salta > 0 => {}
            Passo::Apre(nome, elemento) => self.apre(nome, elemento)?,
            Passo::Testo(testo) => self.testo(&senza_a_capo(testo)),
            Passo::Chiude(nome) => self.chiude(nome)?,
        }
        Ok(())
    }

    fn apre(&mut self, nome: &str, elemento: &BytesStart<'_>) -> Result<(), Guasto> {
        match nome {
            "table" => self.stesura.apre_tabella()?,
            "table-column" => {
                let colonne = volte(elemento, "number-columns-repeated");
                if let Some(tabella) = self.stesura.aperte.last_mut() {
                    tabella.colonne = tabella.colonne.saturating_add(colonne);
                }
            }
            "table-row" => self.stesura.apre_riga()?,
            "table-cell" | "covered-table-cell" => self.stesura.apre_cella(cella(nome, elemento)),
            "p" | "h" => self.apre_capoverso(nome, elemento),
            "span" => self.vesti.apre(elemento, "text", &self.stili),
            "list" => self.elenchi = self.elenchi.saturating_add(1),
            "s" | "tab" => self.testo(" "),
            "line-break" => self.testo("\n"),
            "image" => self.stesura.immagine()?,
            _ => {}
        }
        Ok(())
    }

    fn apre_capoverso(&mut self, nome: &str, elemento: &BytesStart<'_>) {
        self.stesura.apre_capoverso();
        self.vesti.apre(elemento, "paragraph", &self.stili);
        let stile = attributo(elemento, "style-name").unwrap_or_default();
        let livello = attributo(elemento, "outline-level").and_then(|n| n.parse().ok());
        let genere = match (nome, self.elenchi) {
            ("h", _) => Genere::Intestazione(livello.unwrap_or(1)),
            (_, 0) => self.genere(&stile),
            (_, elenchi) => Genere::Voce(elenchi - 1),
        };
        self.stesura.genere(genere);
    }

    /// What the name of a style says; LibreOffice keeps them in English in the file.
    fn genere(&self, stile: &str) -> Genere {
        let nomi = self.stili.nomi("paragraph", stile);
        let nomi: Vec<String> = nomi.iter().map(|nome| parole(nome)).collect();
        let ha = |cercati: &[&str]| nomi.iter().any(|nome| cercati.contains(&nome.as_str()));
        if ha(&["title", "titolo principale"]) {
            Genere::Titolo
        } else if ha(&[
            "caption",
            "table",
            "illustration",
            "drawing",
            "figure",
            "didascalia",
        ]) {
            Genere::Didascalia
        } else {
            Genere::Testo
        }
    }

    fn testo(&mut self, testo: &str) {
        if let Some(veste) = self.vesti.ultima().filter(|veste| !veste.nascosta) {
            self.stesura.testo(testo, veste.barrata);
        }
    }

    fn chiude(&mut self, nome: &str) -> Result<(), Guasto> {
        match nome {
            "p" | "h" => {
                self.vesti.chiude();
                self.stesura.chiude_capoverso()?;
            }
            "span" => self.vesti.chiude(),
            "list" => self.elenchi = self.elenchi.saturating_sub(1),
            "table-cell" | "covered-table-cell" => self.stesura.chiude_cella()?,
            "table-row" => self.stesura.chiude_riga(),
            "table" => self.stesura.chiude_tabella(),
            _ => {}
        }
        Ok(())
    }
}

fn cella(nome: &str, elemento: &BytesStart<'_>) -> Cella {
    Cella {
        larga: volte(elemento, "number-columns-spanned"),
        alta: volte(elemento, "number-rows-spanned"),
        ripetuta: volte(elemento, "number-columns-repeated"),
        verticale: match nome {
            "covered-table-cell" => Verticale::Coperta,
            _ => Verticale::No,
        },
        ..Cella::default()
    }
}
