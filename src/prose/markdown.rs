//! Markdown → blocks. What the documents cannot hold (HTML, images, deep headings) is an error with
//! its line.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::model::Diagnosi;
use crate::model::origine::riga_di;

use super::segnaposto::{APRE, CHIUDE, TRA};
use super::{Blocco, Contesto, Inline, diags};

/// Reads a chapter whose placeholders are filled.
pub fn leggi(
    file: &str,
    testo: &str,
    numerato: bool,
    contesto: &Contesto,
) -> (Vec<Blocco>, Vec<Diagnosi>) {
    let mut lettura = Lettura {
        file,
        testo,
        numerato,
        contesto,
        livello: 0,
        posto: 0,
        diagnosi: Vec::new(),
    };
    if let Some(posto) = troppo_profondo(testo) {
        lettura.posto = posto;
        lettura.non_ammesso(
            "un testo così annidato non è ammesso",
            "togli qualche livello a elenchi e citazioni",
        );
        return (Vec::new(), lettura.diagnosi);
    }
    let mut eventi = Parser::new_ext(testo, Options::ENABLE_TABLES)
        .into_offset_iter()
        .map(|(evento, tratto)| (evento, tratto.start))
        .peekable();
    let blocchi = lettura.blocchi(&mut eventi);
    lettura.diagnosi.dedup(); // an opening and a closing tag are one mistake
    (blocchi, lettura.diagnosi)
}

/// Where lists, quotations and emphases stand deeper in each other than a person reads; counted
/// before the tree is built, for building it takes a step down for each.
fn troppo_profondo(testo: &str) -> Option<usize> {
    const PROFONDITA: usize = 24;
    let mut aperti = 0_usize;
    Parser::new_ext(testo, Options::ENABLE_TABLES)
        .into_offset_iter()
        .find_map(|(evento, tratto)| {
            match evento {
                Event::Start(_) => aperti += 1,
                Event::End(_) => aperti -= 1,
                _ => {}
            }
            (aperti > PROFONDITA).then_some(tratto.start)
        })
}

struct Lettura<'a> {
    file: &'a str,
    testo: &'a str,
    numerato: bool,
    contesto: &'a Contesto,
    /// Level of the last heading: the next may be one deeper, not two.
    livello: u8,
    /// Byte where the event under way begins.
    posto: usize,
    diagnosi: Vec<Diagnosi>,
}

trait Eventi<'e>: Iterator<Item = (Event<'e>, usize)> {}
impl<'e, T: Iterator<Item = (Event<'e>, usize)>> Eventi<'e> for T {}

impl Lettura<'_> {
    fn riga(&self) -> usize {
        riga_di(self.testo, self.posto)
    }

    fn non_ammesso(&mut self, fatto: &str, rimedio: &str) {
        let riga = self.riga();
        self.diagnosi
            .push(diags::non_ammesso(self.file, riga, fatto, rimedio));
    }

    /// Blocks up to the end of what holds them.
    fn blocchi<'e>(&mut self, eventi: &mut std::iter::Peekable<impl Eventi<'e>>) -> Vec<Blocco> {
        let mut blocchi = Vec::new();
        while let Some((evento, posto)) = eventi.next() {
            self.posto = posto;
            match evento {
                Event::End(_) => break,
                Event::Start(Tag::Heading { level, .. }) => {
                    let testo = self.inline(eventi);
                    self.posto = posto;
                    blocchi.push(self.titolo(level, testo));
                }
                Event::Start(Tag::Paragraph) => {
                    let testo = self.inline(eventi);
                    blocchi.extend(self.paragrafo(testo));
                }
                Event::Start(Tag::List(primo)) => {
                    blocchi.push(Blocco::Elenco {
                        ordinato: primo.is_some(),
                        voci: self.voci(eventi),
                    });
                }
                Event::Start(Tag::BlockQuote(_)) => blocchi.push(Blocco::Citazione {
                    blocchi: self.blocchi(eventi),
                }),
                Event::Start(Tag::Table(_)) => blocchi.push(self.tabella(eventi)),
                Event::Start(Tag::CodeBlock(_)) => blocchi.push(Blocco::Paragrafo {
                    testo: self.inline(eventi),
                }),
                Event::Start(Tag::HtmlBlock) => {
                    self.non_ammesso(
                        "il codice HTML non è ammesso",
                        "scrivi il testo in Markdown, senza tag",
                    );
                    self.blocchi(eventi);
                }
                Event::Rule => blocchi.push(Blocco::Filetto),
                // A tight list item holds its text without a paragraph.
                altro => {
                    let mut testo = Vec::new();
                    self.uno(altro, eventi, &mut testo);
                    while eventi.peek().is_some_and(|(evento, _)| e_inline(evento)) {
                        let Some((evento, posto)) = eventi.next() else {
                            break;
                        };
                        self.posto = posto;
                        self.uno(evento, eventi, &mut testo);
                    }
                    blocchi.extend(self.paragrafo(testo));
                }
            }
        }
        blocchi
    }

    fn titolo(&mut self, level: HeadingLevel, testo: Vec<Inline>) -> Blocco {
        let livello = level as u8;
        if livello > 3 || livello > self.livello + 1 {
            let che = format!(
                "un titolo di livello {livello} dopo uno di livello {} non è ammesso",
                self.livello
            );
            self.non_ammesso(&che, "usa #, ## e ### senza saltare livelli");
        }
        if vuoto(&testo) {
            self.non_ammesso(
                "un titolo senza testo non è ammesso",
                "scrivi il titolo dopo #, oppure togli la riga",
            );
        }
        if con_marche(&testo) {
            self.non_ammesso(
                "una tabella, un grafico, una figura o un rimando in un titolo non sono ammessi",
                "mettili nel testo sotto il titolo",
            );
        }
        self.livello = livello;
        Blocco::Titolo {
            livello,
            testo,
            numerato: self.numerato && livello < 3,
        }
    }

    /// A paragraph, or the insert that stands alone in it.
    fn paragrafo(&mut self, mut testo: Vec<Inline>) -> Vec<Blocco> {
        if let [Inline::Testo { t }] = testo.as_slice()
            && let Some(interno) = t.strip_prefix(APRE).and_then(|t| t.strip_suffix(CHIUDE))
            && !interno.contains(APRE)
            && !interno.starts_with("rif")
        {
            return self.inserto(interno).into_iter().collect();
        }
        self.rimandi(&mut testo);
        if testo.is_empty() {
            Vec::new()
        } else {
            vec![Blocco::Paragrafo { testo }]
        }
    }

    fn inserto(&mut self, marca: &str) -> Option<Blocco> {
        let mut parti = marca.split(TRA);
        let funzione = parti.next()?;
        let id: Vec<String> = parti.map(str::to_owned).collect();
        let che = match funzione {
            "grafici" => "grafico",
            altro => altro,
        };
        let mut tutti_noti = true;
        if let Some(noti) = self.contesto.riferimenti.get(che) {
            for nome in &id {
                tutti_noti &= self.conosce(che, nome, noti);
            }
        }
        tutti_noti.then(|| Blocco::Inserto {
            che: funzione.replace('_', "-"),
            id,
        })
    }

    /// Reports a reference to something that is not there.
    fn conosce(&mut self, che: &str, id: &str, noti: &BTreeSet<String>) -> bool {
        if noti.contains(id) {
            return true;
        }
        let riga = self.riga();
        let noti = noti.iter().map(String::as_str);
        let nome = match che {
            "tabella" => "la tabella",
            "grafico" => "il grafico",
            "figura" => "la figura",
            "cruscotti" | "rendiconti" => "il tipo di cruscotto",
            _ => "il cruscotto",
        };
        self.diagnosi.push(diags::riferimento_sconosciuto(
            self.file, riga, nome, id, noti,
        ));
        false
    }

    /// Turns the marks inside running text into references.
    fn rimandi(&mut self, testo: &mut Vec<Inline>) {
        let mut nuovo = Vec::with_capacity(testo.len());
        for inline in testo.drain(..) {
            match inline {
                Inline::Testo { t } if t.contains(APRE) => self.spezza(&t, &mut nuovo),
                Inline::Forte { mut forte } => {
                    self.rimandi(&mut forte);
                    nuovo.push(Inline::Forte { forte });
                }
                Inline::Enfasi { mut enfasi } => {
                    self.rimandi(&mut enfasi);
                    nuovo.push(Inline::Enfasi { enfasi });
                }
                Inline::Collegamento { url, mut testo } => {
                    self.rimandi(&mut testo);
                    nuovo.push(Inline::Collegamento { url, testo });
                }
                altro => nuovo.push(altro),
            }
        }
        *testo = nuovo;
    }

    fn spezza(&mut self, testo: &str, nuovo: &mut Vec<Inline>) {
        let mut resto = testo;
        while let Some((prima, dopo)) = resto.split_once(APRE) {
            if !prima.is_empty() {
                nuovo.push(Inline::Testo {
                    t: prima.to_owned(),
                });
            }
            let (marca, coda) = dopo.split_once(CHIUDE).unwrap_or((dopo, ""));
            let parti: Vec<&str> = marca.split(TRA).collect();
            match parti.as_slice() {
                ["rif", che, id] if self.contesto.riferimenti.contains_key(che) => {
                    if self.conosce(che, id, &self.contesto.rimandi(che)) {
                        nuovo.push(Inline::Rimando { rif: (*che).to_owned(), id: (*id).to_owned() });
                    }
                }
                ["rif", ..] => self.non_ammesso(
                    "questo rimando non è ammesso",
                    "un rimando si scrive così: {{ rif(\"tabella\", \"personale\") }}, con tabella, grafico, figura, cruscotto o rendiconto",
                ),
                _ => self.non_ammesso(
                    "una tabella, un grafico o una figura in mezzo a una frase non sono ammessi",
                    "mettilo da solo in un capoverso, con una riga vuota prima e una dopo",
                ),
            }
            resto = coda;
        }
        if !resto.is_empty() {
            nuovo.push(Inline::Testo {
                t: resto.to_owned(),
            });
        }
    }

    fn voci<'e>(&mut self, eventi: &mut std::iter::Peekable<impl Eventi<'e>>) -> Vec<Vec<Blocco>> {
        let mut voci = Vec::new();
        while let Some((evento, posto)) = eventi.next() {
            self.posto = posto;
            match evento {
                Event::Start(Tag::Item) => voci.push(self.blocchi(eventi)),
                _ => break,
            }
        }
        voci
    }

    fn tabella<'e>(&mut self, eventi: &mut std::iter::Peekable<impl Eventi<'e>>) -> Blocco {
        let (mut intestazione, mut righe) = (Vec::new(), Vec::new());
        let mut celle = Vec::new();
        while let Some((evento, posto)) = eventi.next() {
            self.posto = posto;
            match evento {
                Event::Start(Tag::TableCell) => {
                    let mut testo = self.inline(eventi);
                    self.rimandi(&mut testo);
                    celle.push(testo);
                }
                Event::End(TagEnd::TableHead) => intestazione = std::mem::take(&mut celle),
                Event::End(TagEnd::TableRow) => righe.push(std::mem::take(&mut celle)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Blocco::Tabella {
            intestazione,
            righe,
        }
    }

    /// Runs of text up to the end of what holds them.
    fn inline<'e>(&mut self, eventi: &mut std::iter::Peekable<impl Eventi<'e>>) -> Vec<Inline> {
        let mut testo = Vec::new();
        while let Some((evento, posto)) = eventi.next() {
            self.posto = posto;
            if matches!(evento, Event::End(_)) {
                break;
            }
            self.uno(evento, eventi, &mut testo);
        }
        testo
    }

    fn uno<'e>(
        &mut self,
        evento: Event<'e>,
        eventi: &mut std::iter::Peekable<impl Eventi<'e>>,
        testo: &mut Vec<Inline>,
    ) {
        match evento {
            Event::Text(t) => aggiungi(testo, &t),
            Event::SoftBreak => aggiungi(testo, " "),
            Event::HardBreak => testo.push(Inline::ACapo { a_capo: true }),
            Event::Code(t) if t.contains(APRE) => self.non_ammesso(
                "una tabella, un grafico, una figura o un rimando tra apici inversi non sono ammessi",
                "togli gli apici inversi (`)",
            ),
            Event::Code(t) => testo.push(Inline::Codice { codice: t.to_string() }),
            Event::Start(Tag::Strong) => {
                let forte = self.inline(eventi);
                testo.push(Inline::Forte { forte });
            }
            Event::Start(Tag::Emphasis) => {
                let enfasi = self.inline(eventi);
                testo.push(Inline::Enfasi { enfasi });
            }
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let interno = self.inline(eventi);
                let posta = if link_type == LinkType::Email { "mailto:" } else { "" };
                let url = format!("{posta}{dest_url}");
                if ["https://", "http://", "mailto:"].iter().any(|inizio| url.starts_with(inizio)) {
                    testo.push(Inline::Collegamento { url, testo: interno });
                } else {
                    self.non_ammesso(
                        "un collegamento che non comincia con https:// non è ammesso",
                        "scrivi l'indirizzo per intero",
                    );
                }
            }
            Event::Start(Tag::Image { .. }) => {
                self.non_ammesso(
                    "un'immagine non è ammessa",
                    "usa un grafico o una figura: {{ grafico(\"nome\") }}",
                );
                self.inline(eventi);
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                self.non_ammesso("il codice HTML non è ammesso", "scrivi il testo in Markdown, senza tag");
            }
            Event::Start(_) => {
                self.inline(eventi);
            }
            _ => {}
        }
    }
}

fn aggiungi(testo: &mut Vec<Inline>, nuovo: &str) {
    match testo.last_mut() {
        Some(Inline::Testo { t }) => t.push_str(nuovo),
        _ => testo.push(Inline::Testo {
            t: nuovo.to_owned(),
        }),
    }
}

/// True if nothing of a run of text is printed.
fn vuoto(testo: &[Inline]) -> bool {
    testo.iter().all(|inline| match inline {
        Inline::Testo { t } => t.trim().is_empty(),
        Inline::Forte { forte: dentro }
        | Inline::Enfasi { enfasi: dentro }
        | Inline::Collegamento { testo: dentro, .. } => vuoto(dentro),
        Inline::Codice { codice } => codice.trim().is_empty(),
        Inline::ACapo { .. } => true,
        Inline::Rimando { .. } => false,
    })
}

/// True if something that the templates draw is asked for inside a run of text.
fn con_marche(testo: &[Inline]) -> bool {
    testo.iter().any(|inline| match inline {
        Inline::Testo { t } => t.contains(APRE),
        Inline::Forte { forte: dentro }
        | Inline::Enfasi { enfasi: dentro }
        | Inline::Collegamento { testo: dentro, .. } => con_marche(dentro),
        _ => false,
    })
}

fn e_inline(evento: &Event<'_>) -> bool {
    match evento {
        Event::Text(_)
        | Event::Code(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::InlineHtml(_) => true,
        Event::Start(tag) => {
            matches!(
                tag,
                Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. }
            )
        }
        _ => false,
    }
}
