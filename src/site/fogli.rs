//! The pages of a year: its home, a page for each document with its chapters, for each cruscotto,
//! obiettivo and project. What a chapter shows of a cruscotto or of a project stands on that one's
//! page, and the chapter leads there.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::nome::{libero, slug};
use crate::model::{Cruscotto, Modello, Obiettivo, Progetto, Prospettiva, italiano};
use crate::prose::Inline;
use crate::rendiconto::Voto;

use super::albero;
use super::contenuto::{Contenuto, Documento};
use super::cruscotto;
use super::indirizzi;
use super::misura;
use super::nodo::{Didascalia, Nodo, Rinvio};
use super::numerazione::SOTTO;
use super::viste::{self, atto, detto};

/// A page.
#[derive(Serialize)]
pub(super) struct Foglio {
    /// Its file in the year's folder.
    pub percorso: String,
    pub titolo: String,
    /// The anchor of the title, where a reference may lead to it.
    pub ancora: Option<String>,
    /// What it is of: the document, the kind of thing.
    pub occhiello: String,
    pub descrizione: String,
    pub nodi: Vec<Nodo>,
    /// The way to the PDF, on the pages of a document.
    pub pdf: Option<Rinvio>,
    pub prima: Option<Rinvio>,
    pub dopo: Option<Rinvio>,
    /// True for one that goes on from the page before it.
    segue: bool,
    /// The group of the side navigation that it is in.
    gruppo: usize,
}

/// A group of the side navigation.
#[derive(Debug, Clone, Serialize)]
pub(super) struct GruppoLaterale {
    titolo: String,
    voci: Vec<Rinvio>,
    pub aperto: bool,
}

/// All pages but the home, and the way to each.
pub(super) struct Fogli {
    pub fogli: Vec<Foglio>,
    gruppi: Vec<GruppoLaterale>,
}

/// What documents show of one cruscotto or project, document by document.
type Parti = BTreeMap<String, Vec<Nodo>>;

impl Fogli {
    pub(super) fn di(contenuto: &Contenuto) -> Self {
        let modello = &contenuto.parte.modello;
        let mut fogli = Self {
            fogli: Vec::new(),
            gruppi: Vec::new(),
        };
        let (mut cruscotti, mut progetti) = (Parti::new(), Parti::new());
        for documento in contenuto.documenti {
            let suoi = del_documento(contenuto, documento, [&mut cruscotti, &mut progetti]);
            fogli.gruppo(documento.titolo, suoi);
        }
        let nomi = &modello.nomi;
        let dei_cruscotti = modello.cruscotti.iter().flat_map(|uno| {
            let parti = cruscotti.remove(&uno.id);
            del_cruscotto(contenuto, uno, parti.unwrap_or_default())
        });
        fogli.gruppo(nomi.cruscotto.titoli(), dei_cruscotti.collect());
        let obiettivi = modello
            .prospettive
            .iter()
            .flat_map(|p| p.obiettivi.iter().map(move |o| (p, o)));
        let degli_obiettivi = obiettivi.flat_map(|(p, o)| dell_obiettivo(contenuto, p, o));
        fogli.gruppo(nomi.obiettivo.titoli(), degli_obiettivi.collect());
        let dei_progetti = modello.progetti.iter().flat_map(|progetto| {
            let nodi = progetti.remove(&progetto.id);
            let nodi = nodi.unwrap_or_else(|| vec![scheda(contenuto, progetto)]);
            let indirizzo = indirizzi::progetto(&progetto.id);
            di_seguito(
                &indirizzo,
                &progetto.nome,
                nomi.progetto.titolo(),
                senza_doppi(nodi),
            )
        });
        fogli.gruppo(nomi.progetto.titoli(), dei_progetti.collect());
        fogli
    }

    /// Adds pages as a group of the side navigation; those that go on from another are not named
    /// there.
    fn gruppo(&mut self, titolo: &str, mut fogli: Vec<Foglio>) {
        let quale = self.gruppi.len();
        fogli.iter_mut().for_each(|foglio| foglio.gruppo = quale);
        let voci = fogli.iter().filter(|foglio| !foglio.segue);
        let voci: Vec<Rinvio> = voci
            .map(|foglio| Rinvio {
                url: format!("@/{}", foglio.percorso),
                testo: foglio.titolo.clone(),
                nota: None,
            })
            .collect();
        self.gruppi.push(GruppoLaterale {
            titolo: titolo.to_owned(),
            voci,
            aperto: false,
        });
        self.fogli.extend(fogli);
    }

    /// The side navigation as a page has it: its own group is open.
    pub(super) fn laterale(&self, foglio: Option<&Foglio>) -> Vec<GruppoLaterale> {
        let gruppi = self.gruppi.iter().enumerate();
        let gruppi = gruppi.filter(|(_, gruppo)| !gruppo.voci.is_empty());
        gruppi
            .map(|(quale, gruppo)| GruppoLaterale {
                aperto: foglio.is_some_and(|foglio| foglio.gruppo == quale),
                ..gruppo.clone()
            })
            .collect()
    }
}

const SEGUE: &str = " (segue)";

/// The blocks as one page, or as several that lead from one to the next.
fn di_seguito(indirizzo: &str, titolo: &str, occhiello: &str, nodi: Vec<Nodo>) -> Vec<Foglio> {
    let base = indirizzo.trim_start_matches("@/").trim_end_matches(".html");
    let percorso = |quale: usize| match quale {
        0 => format!("{base}.html"),
        quale => format!("{base}-segue-{}.html", quale + 1),
    };
    let pagine = sotto_titolo(misura::pagine(nodi));
    let ultima = pagine.len().saturating_sub(1);
    let passo = |quale: usize, testo: &str| Rinvio {
        url: format!("@/{}", percorso(quale)),
        testo: testo.to_owned(),
        nota: None,
    };
    let foglio = |(quale, nodi): (usize, Vec<Nodo>)| Foglio {
        percorso: percorso(quale),
        titolo: match quale {
            0 => titolo.to_owned(),
            _ => format!("{titolo}{SEGUE}"),
        },
        ancora: None,
        occhiello: occhiello.to_owned(),
        descrizione: format!("{occhiello}: {titolo}"),
        nodi,
        pdf: None,
        prima: (quale > 0).then(|| passo(quale - 1, "La parte prima")),
        dopo: (quale < ultima).then(|| passo(quale + 1, "La parte che segue")),
        segue: quale > 0,
        gruppo: 0,
    };
    pagine.into_iter().enumerate().map(foglio).collect()
}

/// Pages that go on in the middle of a section say which.
fn sotto_titolo(pagine: Vec<Vec<Nodo>>) -> Vec<Vec<Nodo>> {
    let mut sezione: Option<String> = None;
    let mut intestate = Vec::new();
    for (quale, mut nodi) in pagine.into_iter().enumerate() {
        let primo = nodi.iter().find_map(Nodo::livello);
        let in_mezzo = sezione
            .as_ref()
            .filter(|_| primo.is_some_and(|livello| livello > 2));
        let di_seguito = in_mezzo.map(|testo| {
            let ancora = format!("segue-{}", quale + 1);
            titolo(2, &format!("{testo}{SEGUE}"), &ancora)
        });
        let di_sezione = nodi.iter().rev().find_map(|nodo| match nodo {
            Nodo::Titolo {
                livello: 2, testo, ..
            } => Some(albero::piano(testo)),
            _ => None,
        });
        nodi.splice(0..0, di_seguito);
        sezione = di_sezione.or(sezione);
        intestate.push(nodi);
    }
    intestate
}

/// The page of a document, then those of its chapters.
fn del_documento(
    contenuto: &Contenuto,
    documento: &Documento,
    mut altrove: [&mut Parti; 2],
) -> Vec<Foglio> {
    let mut usati = BTreeSet::from(["index".to_owned()]);
    let mut capitoli: Vec<Foglio> = Vec::new();
    for nodi in albero::testo(contenuto, documento).capitoli() {
        let (titolo, ancora, nodi) = intestato(nodi, documento);
        let nome = libero(&slug(&titolo), &mut usati);
        let nodi = sposta(nodi, documento, &mut altrove);
        let indirizzo = indirizzi::capitolo(documento.id, &nome);
        let mut suoi = di_seguito(&indirizzo, &titolo, documento.titolo, nodi);
        suoi.iter_mut()
            .take(1)
            .for_each(|foglio| foglio.ancora = ancora.clone());
        capitoli.extend(suoi);
    }
    in_fila(&mut capitoli);
    let voci = capitoli.iter().filter(|foglio| !foglio.segue);
    let voci = voci.map(|foglio| Rinvio {
        url: format!("@/{}", foglio.percorso),
        testo: foglio.titolo.clone(),
        nota: None,
    });
    let del_giorno = atto(documento.titolo, documento.data, documento.delibera);
    let del_giorno = italiano::maiuscola(&del_giorno);
    let nodi = vec![
        Nodo::paragrafo(format!("{del_giorno}.")),
        Nodo::Rinvii {
            voci: voci.collect(),
        },
    ];
    let mut fogli = di_seguito(
        &indirizzi::documento(documento.id),
        documento.titolo,
        "",
        nodi,
    );
    for foglio in fogli.iter_mut() {
        foglio.ancora = Some(documento.id.to_owned());
        foglio.descrizione = format!("{}. {del_giorno}", documento.titolo);
    }
    fogli.extend(capitoli);
    let pdf = Rinvio {
        url: format!("@/{}", documento.pdf.percorso),
        testo: documento.pdf.titolo.clone(),
        nota: None,
    };
    fogli
        .iter_mut()
        .for_each(|foglio| foglio.pdf = Some(pdf.clone()));
    fogli
}

/// Each chapter leads to the one before and the one after.
fn in_fila(fogli: &mut [Foglio]) {
    let passi: Vec<Rinvio> = fogli
        .iter()
        .map(|foglio| Rinvio {
            url: format!("@/{}", foglio.percorso),
            testo: foglio.titolo.clone(),
            nota: None,
        })
        .collect();
    for (quale, foglio) in fogli.iter_mut().enumerate() {
        foglio.prima = quale
            .checked_sub(1)
            .and_then(|prima| passi.get(prima))
            .cloned();
        foglio.dopo = passi.get(quale + 1).cloned();
    }
}

/// A chapter's title and anchor apart from what stands under it, whose headings move up.
fn intestato(nodi: Vec<Nodo>, documento: &Documento) -> (String, Option<String>, Vec<Nodo>) {
    let primo = nodi.first().and_then(Nodo::livello);
    let sopra = primo.map_or(SOTTO, |livello| livello.saturating_sub(1));
    let mut nodi = nodi.into_iter().map(|nodo| alzato(nodo, sopra)).peekable();
    let titolo = match nodi.peek() {
        Some(Nodo::Titolo {
            ancora,
            numero,
            testo,
            ..
        }) => {
            let numero = numero.as_ref().map(|numero| format!("{numero}. "));
            let titolo = numero.unwrap_or_default() + &albero::piano(testo);
            Some((titolo, ancora.clone()))
        }
        _ => None,
    };
    match titolo {
        Some((titolo, ancora)) => (titolo, Some(ancora), nodi.skip(1).collect()),
        None => (documento.titolo.to_owned(), None, nodi.collect()),
    }
}

/// A heading as it stands where the chapter is the whole page: its own is of the level right below
/// `sopra`.
fn alzato(nodo: Nodo, sopra: u8) -> Nodo {
    match nodo {
        Nodo::Titolo {
            livello,
            ancora,
            numero,
            testo,
        } => Nodo::Titolo {
            livello: livello.saturating_sub(sopra).max(1),
            ancora,
            numero,
            testo,
        },
        altro => altro,
    }
}

/// Level of the heading of a cruscotto or project on its own page, below that of the document.
const SUL_SUO: u8 = 3;

/// The blocks of a chapter, with the way to a cruscotto or project in its place.
fn sposta(nodi: Vec<Nodo>, documento: &Documento, altrove: &mut [&mut Parti; 2]) -> Vec<Nodo> {
    let mut rimasti: Vec<Nodo> = Vec::new();
    for mut nodo in nodi {
        let Some((dove, id, rinvio)) = sulla_sua_pagina(&mut nodo) else {
            rimasti.push(nodo);
            continue;
        };
        let parti = altrove[dove].entry(id).or_default();
        parti.push(sezione(documento));
        parti.push(nodo);
        match rimasti.last_mut() {
            Some(Nodo::Rinvii { voci }) => voci.push(rinvio),
            _ => rimasti.push(Nodo::Rinvii { voci: vec![rinvio] }),
        }
    }
    rimasti
}

/// Fits a block to the page of its own that it has: among which pages that is, its id there, and
/// the way to it.
fn sulla_sua_pagina(nodo: &mut Nodo) -> Option<(usize, String, Rinvio)> {
    match nodo {
        Nodo::Cruscotto {
            id,
            didascalia,
            livello,
            cruscotto,
        } => {
            *livello = SUL_SUO;
            let rinvio = Rinvio {
                url: format!("#{}", didascalia.ancora),
                testo: cruscotto.nome().to_owned(),
                nota: Some(cruscotto.conteggio().to_owned()),
            };
            Some((0, id.clone(), rinvio))
        }
        Nodo::Scheda {
            id,
            livello,
            ancora,
            scheda,
            ..
        } => {
            *livello = SUL_SUO;
            let rinvio = Rinvio {
                url: format!("#{ancora}"),
                testo: scheda.nome().to_owned(),
                nota: None,
            };
            Some((1, id.clone(), rinvio))
        }
        _ => None,
    }
}

/// The heading above what a document says.
fn sezione(documento: &Documento) -> Nodo {
    titolo(
        2,
        documento.titolo,
        &format!("nel-documento-{}", documento.id),
    )
}

fn titolo(livello: u8, testo: &str, ancora: &str) -> Nodo {
    Nodo::Titolo {
        livello,
        ancora: ancora.to_owned(),
        numero: None,
        testo: vec![Inline::Testo {
            t: testo.to_owned(),
        }],
    }
}

/// The page of a cruscotto: what each document says of it, else its targets.
fn del_cruscotto(contenuto: &Contenuto, uno: &Cruscotto, mut nodi: Vec<Nodo>) -> Vec<Foglio> {
    let modello = &contenuto.parte.modello;
    if nodi.is_empty() {
        nodi.push(titolo(2, modello.nomi.indicatore.titoli(), "indicatori"));
        nodi.push(tabella(contenuto, uno, "cruscotto"));
    }
    let occhiello = modello.nomi.cruscotto.titolo();
    di_seguito(
        &indirizzi::cruscotto(&uno.id),
        &uno.nome,
        occhiello,
        senza_doppi(nodi),
    )
}

/// Without a heading that is there already: a document may show the same thing twice.
fn senza_doppi(nodi: Vec<Nodo>) -> Vec<Nodo> {
    let mut visti = BTreeSet::new();
    let nuovo = |nodo: &Nodo| match nodo {
        Nodo::Titolo { ancora, .. } => visti.insert(ancora.clone()),
        _ => true,
    };
    nodi.into_iter().filter(nuovo).collect()
}

fn tabella(contenuto: &Contenuto, uno: &Cruscotto, radice: &str) -> Nodo {
    let modello = &contenuto.parte.modello;
    let nome = format!("{}: {}", uno.nome, modello.nomi.indicatore.molti());
    Nodo::Cruscotto {
        id: uno.id.clone(),
        didascalia: Didascalia {
            ancora: format!("{radice}-{}", slug(&uno.id)),
            numero: String::new(),
            testo: nome.clone(),
            etichetta: nome,
        },
        livello: 3,
        cruscotto: cruscotto::del_piano(modello, &contenuto.posti, uno),
    }
}

/// A project that no document shows, as it is planned.
fn scheda(contenuto: &Contenuto, progetto: &Progetto) -> Nodo {
    let modello = &contenuto.parte.modello;
    let nome = format!("Attività: {}", progetto.nome);
    Nodo::Scheda {
        id: progetto.id.clone(),
        livello: 2,
        ancora: "scheda".to_owned(),
        attivita: Didascalia {
            ancora: "attivita".to_owned(),
            numero: String::new(),
            testo: nome.clone(),
            etichetta: nome,
        },
        scheda: viste::scheda(modello, &contenuto.posti, progetto, modello.anno, None),
    }
}

/// The page of an obiettivo: where it stands, what it came to, its indicators in each cruscotto.
fn dell_obiettivo(
    contenuto: &Contenuto,
    prospettiva: &Prospettiva,
    obiettivo: &Obiettivo,
) -> Vec<Foglio> {
    let modello = &contenuto.parte.modello;
    let mut nodi = vec![Nodo::paragrafo(dove_sta(modello, prospettiva, obiettivo))];
    nodi.extend(grado(contenuto, &obiettivo.codice));
    nodi.push(titolo(2, modello.nomi.indicatore.titoli(), "indicatori"));
    let cruscotti = modello.cruscotti.iter().filter_map(|uno| {
        let mut suoi = uno.clone();
        suoi.righe.retain(|riga| riga.obiettivo == obiettivo.codice);
        suoi.note.clear();
        (!suoi.righe.is_empty()).then_some(suoi)
    });
    nodi.extend(cruscotti.map(|uno| tabella(contenuto, &uno, "obiettivo")));
    let progetti = modello.progetti.iter();
    let progetti: Vec<Rinvio> = progetti
        .filter(|progetto| progetto.obiettivo.as_deref() == Some(&obiettivo.codice))
        .map(|progetto| Rinvio {
            url: indirizzi::progetto(&progetto.id),
            testo: progetto.nome.clone(),
            nota: None,
        })
        .collect();
    if !progetti.is_empty() {
        nodi.push(titolo(2, modello.nomi.progetto.titoli(), "progetti"));
        nodi.push(Nodo::Rinvii { voci: progetti });
    }
    let nome = viste::obiettivo(modello, &obiettivo.codice);
    let occhiello = modello.nomi.obiettivo.titolo();
    di_seguito(
        &indirizzi::obiettivo(&obiettivo.codice),
        &nome,
        occhiello,
        nodi,
    )
}

fn dove_sta(modello: &Modello, prospettiva: &Prospettiva, obiettivo: &Obiettivo) -> String {
    let missione = modello.missione(&obiettivo.missione);
    let missione = missione.map(|missione| {
        let parola = modello.nomi.missione.titolo();
        format!(" {parola}: {} {}.", missione.codice, missione.nome)
    });
    let parola = modello.nomi.prospettiva.titolo();
    format!(
        "{parola}: {}.{}",
        prospettiva.nome,
        missione.unwrap_or_default()
    )
}

/// What the year reported on came to, where the documents tell it.
fn grado(contenuto: &Contenuto, codice: &str) -> Option<Nodo> {
    contenuto.parte.valutazione.as_ref()?;
    let rendiconto = contenuto.edizione.rendiconto();
    let mut obiettivi = rendiconto.prospettive.iter().flat_map(|p| &p.obiettivi);
    let voto: &Voto = &obiettivi.find(|obiettivo| obiettivo.codice == codice)?.voto;
    Some(Nodo::paragrafo(format!(
        "Grado di raggiungimento nel {}: {}.",
        rendiconto.anno,
        detto(voto)
    )))
}
