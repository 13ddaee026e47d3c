//! A chapter that was read → blocks. What the documents cannot hold (HTML, images, deep headings)
//! is an error with its line.

use std::collections::BTreeSet;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use crate::model::Diagnosi;

use super::inserto::{Cosa, Inserto, Proprio, Rimando};
use super::numeri::Numeri;
use super::riempito::{Evento, Passo, Pezzo, piano};
use super::{Blocco, Contesto, Inline, diags};

/// The blocks of a chapter, and what is wrong with it.
pub(super) fn leggi(
    file: &str,
    passi: &[Passo<'_>],
    numeri: Numeri,
    contesto: &Contesto,
) -> (Vec<Blocco>, Vec<Diagnosi>) {
    let mut lettura = Lettura {
        file,
        passi,
        posto: 0,
        riga: 1,
        numeri,
        contesto,
        livello: Numeri::livello_sopra(file, numeri),
        in_titolo: false,
        diagnosi: Vec::new(),
    };
    if let Some(riga) = troppo_profondo(passi) {
        lettura.riga = riga;
        lettura.non_ammesso(
            "un testo così annidato non è ammesso",
            "togli qualche livello a elenchi e citazioni",
        );
        return (Vec::new(), lettura.diagnosi);
    }
    let blocchi = lettura.blocchi();
    lettura.diagnosi.dedup(); // an opening and a closing tag are one mistake
    (blocchi, lettura.diagnosi)
}

/// The line where lists, quotations and emphases stand deeper in each other than a person reads;
/// looked for before the tree is built, for building it takes a step down for each.
fn troppo_profondo(passi: &[Passo<'_>]) -> Option<usize> {
    const PROFONDITA: usize = 24;
    let mut aperti = 0_usize;
    let troppo = passi.iter().find(|passo| {
        match passo.evento {
            Evento::Altro(Event::Start(_)) => aperti += 1,
            Evento::Altro(Event::End(_)) => aperti -= 1,
            _ => {}
        }
        aperti > PROFONDITA
    });
    troppo.map(|passo| passo.riga)
}

struct Lettura<'a> {
    file: &'a str,
    passi: &'a [Passo<'a>],
    /// The step to come.
    posto: usize,
    /// Line of the step under way.
    riga: usize,
    numeri: Numeri,
    contesto: &'a Contesto,
    /// Level of the last heading: the next may be one deeper, not two.
    livello: u8,
    /// True inside a heading, where nothing is drawn.
    in_titolo: bool,
    diagnosi: Vec<Diagnosi>,
}

impl<'a> Lettura<'a> {
    fn non_ammesso(&mut self, fatto: &str, rimedio: &str) {
        self.diagnosi
            .push(diags::non_ammesso(self.file, self.riga, fatto, rimedio));
    }

    fn avanza(&mut self) -> Option<&'a Evento<'a>> {
        let passo = self.passi.get(self.posto)?;
        self.posto += 1;
        self.riga = passo.riga;
        Some(&passo.evento)
    }

    /// True if running text comes next.
    fn segue_testo(&self) -> bool {
        let seguente = self.passi.get(self.posto);
        seguente.is_some_and(|passo| e_inline(&passo.evento))
    }

    /// Blocks up to the end of what holds them.
    fn blocchi(&mut self) -> Vec<Blocco> {
        let mut blocchi = Vec::new();
        while let Some(evento) = self.avanza() {
            match evento {
                Evento::Altro(Event::End(_)) => break,
                // A tight list item holds its text without a paragraph.
                _ if e_inline(evento) => {
                    self.posto -= 1;
                    blocchi.extend(self.paragrafo());
                }
                Evento::Altro(Event::Start(tag)) => blocchi.extend(self.blocco(tag)),
                Evento::Altro(Event::Rule) => blocchi.push(Blocco::Filetto),
                Evento::Altro(Event::Html(_)) => self.html(),
                _ => {}
            }
        }
        blocchi
    }

    fn blocco(&mut self, tag: &Tag<'_>) -> Option<Blocco> {
        match tag {
            Tag::Heading { level, .. } => Some(self.titolo(*level)),
            Tag::Paragraph => {
                let paragrafo = self.paragrafo();
                self.avanza(); // its end
                paragrafo
            }
            Tag::List(primo) => Some(Blocco::Elenco {
                ordinato: primo.is_some(),
                voci: self.voci(),
            }),
            Tag::BlockQuote(_) => Some(Blocco::Citazione {
                blocchi: self.blocchi(),
            }),
            Tag::Table(_) => Some(self.tabella()),
            Tag::CodeBlock(_) => Some(Blocco::Paragrafo {
                testo: self.inline(),
            }),
            Tag::HtmlBlock => {
                self.html();
                self.blocchi();
                None
            }
            _ => {
                self.blocchi();
                None
            }
        }
    }

    fn titolo(&mut self, level: HeadingLevel) -> Blocco {
        let livello = level as u8;
        if livello > 3 || livello > self.livello + 1 {
            let che = format!(
                "un titolo di livello {livello} dopo uno di livello {} non è ammesso",
                self.livello
            );
            self.non_ammesso(&che, "usa #, ## e ### senza saltare livelli");
        }
        self.in_titolo = true;
        let testo = self.inline();
        self.in_titolo = false;
        if vuoto(&testo) {
            self.non_ammesso(
                "un titolo senza testo non è ammesso",
                "scrivi il titolo dopo #, oppure togli la riga",
            );
        }
        self.livello = livello;
        Blocco::Titolo {
            livello,
            testo,
            numerato: self.numeri.numera(livello),
            numero: self.numeri.prossimo(livello),
        }
    }

    /// Running text as far as it goes: a paragraph, or the insert that stands alone in it.
    fn paragrafo(&mut self) -> Option<Blocco> {
        if let Some(inserto) = self.solo_inserto() {
            return self
                .conosciuto(inserto)
                .then(|| Blocco::Inserto(inserto.clone()));
        }
        let mut testo = Vec::new();
        while self.segue_testo() {
            self.uno(&mut testo);
        }
        (!testo.is_empty()).then_some(Blocco::Paragrafo { testo })
    }

    /// The insert that comes next, if no text follows it.
    fn solo_inserto(&mut self) -> Option<&'a Inserto> {
        let Evento::Testo(Pezzo::Inserto(inserto)) = &self.passi.get(self.posto)?.evento else {
            return None;
        };
        let dopo = self.passi.get(self.posto + 1);
        let solo = !dopo.is_some_and(|passo| e_inline(&passo.evento));
        solo.then(|| {
            self.avanza();
            inserto
        })
    }

    /// True if everything that an insert names is there.
    fn conosciuto(&mut self, inserto: &Inserto) -> bool {
        if let Inserto::Proprio(Proprio {
            funzione,
            documento,
        }) = inserto
        {
            let di_casa = self.file.starts_with(&format!("testi/{documento}/"));
            if !di_casa {
                let diagnosi = diags::di_un_altro(self.file, self.riga, funzione, documento);
                self.diagnosi.push(diagnosi);
            }
            return di_casa;
        }
        let Some(cosa) = inserto.cosa() else {
            return true;
        };
        let contesto = self.contesto;
        let noti = contesto.noti(cosa);
        let ignoti = inserto.nomi().iter().filter(|nome| !noti.contains(*nome));
        let ignoti: Vec<&String> = ignoti.collect();
        ignoti.iter().for_each(|nome| self.ignoto(cosa, nome, noti));
        ignoti.is_empty()
    }

    /// Reports a reference to something that is not there.
    fn ignoto(&mut self, cosa: Cosa, id: &str, noti: &BTreeSet<String>) {
        let noti = noti.iter().map(String::as_str);
        self.diagnosi.push(diags::riferimento_sconosciuto(
            self.file,
            self.riga,
            cosa.nome(),
            id,
            noti,
        ));
    }

    fn voci(&mut self) -> Vec<Vec<Blocco>> {
        let mut voci = Vec::new();
        while let Some(Evento::Altro(Event::Start(Tag::Item))) = self.avanza() {
            voci.push(self.blocchi());
        }
        voci
    }

    fn tabella(&mut self) -> Blocco {
        let (mut intestazione, mut righe) = (Vec::new(), Vec::new());
        let mut celle = Vec::new();
        while let Some(evento) = self.avanza() {
            let Evento::Altro(evento) = evento else {
                continue;
            };
            match evento {
                Event::Start(Tag::TableCell) => celle.push(self.inline()),
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

    /// Runs of text up to the end of what holds them, which is passed.
    fn inline(&mut self) -> Vec<Inline> {
        let mut testo = Vec::new();
        let fine = |passo: &Passo<'_>| matches!(passo.evento, Evento::Altro(Event::End(_)));
        while self.passi.get(self.posto).is_some_and(|passo| !fine(passo)) {
            self.uno(&mut testo);
        }
        self.avanza();
        testo
    }

    /// The next run of text.
    fn uno(&mut self, testo: &mut Vec<Inline>) {
        match self.avanza() {
            Some(Evento::Testo(pezzo)) => self.pezzo(pezzo, testo),
            Some(Evento::Codice(pezzi)) => self.codice(pezzi, testo),
            Some(Evento::Altro(Event::SoftBreak)) => aggiungi(testo, " "),
            Some(Evento::Altro(Event::HardBreak)) => testo.push(Inline::ACapo { a_capo: true }),
            Some(Evento::Altro(Event::Start(tag))) => testo.extend(self.marcato(tag)),
            Some(Evento::Altro(Event::Html(_) | Event::InlineHtml(_))) => self.html(),
            _ => {}
        }
    }

    fn pezzo(&mut self, pezzo: &Pezzo, testo: &mut Vec<Inline>) {
        match pezzo {
            Pezzo::Testo(t) | Pezzo::Valore(t) => aggiungi(testo, t),
            Pezzo::Inserto(_) | Pezzo::Rimando(_) if self.in_titolo => {
                self.non_ammesso(
                    "una tabella, un grafico, una figura o un rimando in un titolo non sono ammessi",
                    "mettili nel testo sotto il titolo",
                );
                aggiungi(testo, diags::MANCANTE);
            }
            Pezzo::Inserto(_) => self.non_ammesso(
                "una tabella, un grafico o una figura in mezzo a una frase non sono ammessi",
                "mettilo da solo in un capoverso, con una riga vuota prima e una dopo",
            ),
            Pezzo::Rimando(rimando) => testo.extend(self.rimando(rimando)),
        }
    }

    fn rimando(&mut self, rimando: &Rimando) -> Option<Inline> {
        let noti = self.contesto.rimandi(rimando.che);
        if noti.contains(&rimando.id) {
            return Some(Inline::Rimando(rimando.clone()));
        }
        self.ignoto(rimando.che.cosa(), &rimando.id, &noti);
        None
    }

    fn codice(&mut self, pezzi: &[Pezzo], testo: &mut Vec<Inline>) {
        let disegnato = |pezzo: &Pezzo| matches!(pezzo, Pezzo::Inserto(_) | Pezzo::Rimando(_));
        if pezzi.iter().any(disegnato) {
            self.non_ammesso(
                "una tabella, un grafico, una figura o un rimando tra apici inversi \
                 non sono ammessi",
                "togli gli apici inversi (`)",
            );
            return;
        }
        testo.push(Inline::Codice {
            codice: piano(pezzi),
        });
    }

    /// What a mark holds: emphasis, a link.
    fn marcato(&mut self, tag: &Tag<'_>) -> Option<Inline> {
        if matches!(tag, Tag::Image { .. }) {
            self.non_ammesso(
                "un'immagine non è ammessa",
                "usa un grafico o una figura: {{ grafico(\"nome\") }}",
            );
        }
        let dentro = self.inline();
        match tag {
            Tag::Strong => Some(Inline::Forte { forte: dentro }),
            Tag::Emphasis => Some(Inline::Enfasi { enfasi: dentro }),
            Tag::Link {
                dest_url,
                link_type,
                ..
            } => self.collegamento(*link_type, dest_url, dentro),
            _ => None,
        }
    }

    fn collegamento(
        &mut self,
        tipo: LinkType,
        indirizzo: &CowStr<'_>,
        testo: Vec<Inline>,
    ) -> Option<Inline> {
        const AMMESSI: [&str; 3] = ["https://", "http://", "mailto:"];
        let posta = if tipo == LinkType::Email {
            "mailto:"
        } else {
            ""
        };
        let url = format!("{posta}{indirizzo}");
        if AMMESSI.iter().any(|inizio| url.starts_with(inizio)) {
            return Some(Inline::Collegamento { url, testo });
        }
        self.non_ammesso(
            "un collegamento che non comincia con https:// non è ammesso",
            "scrivi l'indirizzo per intero",
        );
        None
    }

    fn html(&mut self) {
        self.non_ammesso(
            "il codice HTML non è ammesso",
            "scrivi il testo in Markdown, senza tag",
        );
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
        Inline::Rimando(_) => false,
    })
}

fn e_inline(evento: &Evento<'_>) -> bool {
    match evento {
        Evento::Testo(_) | Evento::Codice(_) => true,
        Evento::Altro(evento) => matches!(
            evento,
            Event::SoftBreak
                | Event::HardBreak
                | Event::InlineHtml(_)
                | Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. })
        ),
    }
}
