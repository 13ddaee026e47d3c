//! What the pages show, and the templates that print it: everything escaped.

use minijinja::Environment;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use serde::Serialize;

use crate::documents::Descrittore;
use crate::model::{Cruscotto, Diagnosi, Livello};
use crate::report;
use crate::templates;
use crate::typeset::Segno;

use super::banco::Veduta;
use super::rilievi::{Rilievo, rilievi};
use super::scena::{Scena, Tavola};

/// Where the templates are.
const CARTELLA: &str = "studio/";

/// The templates, ready to print.
pub(super) struct Pagine(Environment<'static>);

/// What stands at the head of every page.
#[derive(Serialize)]
pub(super) struct Testata {
    sezione: &'static str,
    /// The body whose cycle is open.
    ente: Option<String>,
    /// The folder, as a person knows it.
    cartella: Option<String>,
    /// The document that its pages lead back to.
    documento: Option<String>,
    giro: u64,
}

impl Testata {
    pub(super) fn di(veduta: &Veduta, sezione: &'static str) -> Self {
        let scena = veduta.scena.as_ref();
        let cartella = veduta.cartella.as_ref();
        Self {
            sezione,
            ente: scena.map(|scena| scena.edizione.modello().ente.nome.clone()),
            cartella: cartella.map(|c| c.radice().display().to_string()),
            documento: scena
                .and_then(|s| s.documenti.first())
                .map(|d| d.id.clone()),
            giro: veduta.giro,
        }
    }
}

/// The page of a document: what there is of the cycle, its pages, what is wrong.
#[derive(Serialize)]
pub(super) struct Vista<'a> {
    ente: &'a str,
    anni: String,
    testata: Testata,
    giro: u64,
    /// The reading that positions of findings are of.
    scena: u64,
    documenti: Vec<VoceDocumento<'a>>,
    servizi: Vec<VoceServizio<'a>>,
    rilievi: Vec<Rilievo<'a>>,
    conteggio: String,
    scelto: &'a str,
    titolo: String,
    /// Why what is on screen is not what the data say.
    avviso: Option<&'a str>,
}

/// A document in the list at the left.
#[derive(Serialize)]
struct VoceDocumento<'a> {
    id: &'a str,
    nome: &'a str,
    anni: String,
    stato: String,
    /// `errore`, `attesa` or `bene`: how the state is coloured.
    tono: &'static str,
    scelto: bool,
}

/// A cruscotto in the list at the left.
#[derive(Serialize)]
struct VoceServizio<'a> {
    nome: &'a str,
    file: &'a str,
    errori: usize,
    avvisi: usize,
}

/// The pages of a document, as the script asks for them.
#[derive(Serialize)]
pub(super) struct VistaTavola {
    /// True as long as nobody has set them.
    attesa: bool,
    fermo: Option<String>,
    fogli: Vec<VistaFoglio>,
}

#[derive(Serialize)]
struct VistaFoglio {
    impronta: String,
    larga: f64,
    alta: f64,
}

/// A mark on a page, for the script to lay a button over it.
#[derive(Serialize)]
pub(super) struct VistaSegno<'a> {
    testo: &'a str,
    riquadro: [f64; 4],
}

impl<'a> VistaSegno<'a> {
    pub(super) fn di(segno: &'a Segno) -> Self {
        Self {
            testo: &segno.testo,
            riquadro: segno.riquadro,
        }
    }
}

impl Pagine {
    /// Makes the templates ready.
    ///
    /// # Errors
    /// One that is not well written.
    pub(super) fn nuove() -> Result<Self, minijinja::Error> {
        let mut ambiente = templates::ambiente_di_pagina();
        let sintassi = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?;
        ambiente.set_syntax(sintassi);
        for (nome, byte) in templates::sotto(CARTELLA) {
            if nome.ends_with(".html") {
                let testo = String::from_utf8_lossy(byte).into_owned();
                ambiente.add_template_owned(nome.to_owned(), testo)?;
            }
        }
        Ok(Self(ambiente))
    }

    /// A page, or a part of one.
    ///
    /// # Errors
    /// A template that asks for what is not there.
    pub(super) fn html(
        &self,
        nome: &str,
        vista: impl Serialize,
    ) -> Result<String, minijinja::Error> {
        self.0
            .get_template(&format!("{CARTELLA}{nome}"))?
            .render(Serde(vista))
    }
}

impl<'a> Vista<'a> {
    /// The page of a document of a scene.
    pub(super) fn nuova(
        veduta: &'a Veduta,
        scena: &'a Scena,
        scelto: &'a Descrittore,
        avviso: Option<&'a str>,
    ) -> Self {
        let modello = scena.edizione.modello();
        let atto = modello.documenti.get(&scelto.id);
        Self {
            ente: &modello.ente.nome,
            anni: scelto.anni(modello),
            testata: Testata::di(veduta, "documento"),
            giro: veduta.giro,
            scena: scena.numero,
            documenti: scena
                .documenti
                .iter()
                .map(|documento| voce_documento(scena, documento, scelto))
                .collect(),
            servizi: modello
                .cruscotti
                .iter()
                .map(|cruscotto| voce_servizio(scena, cruscotto))
                .collect(),
            rilievi: rilievi(scena),
            conteggio: report::conteggio_breve(&scena.diagnosi),
            scelto: &scelto.id,
            titolo: atto.map_or_else(|| scelto.nome.clone(), |atto| atto.titolo.clone()),
            avviso,
        }
    }
}

fn voce_documento<'a>(
    scena: &'a Scena,
    documento: &'a Descrittore,
    scelto: &Descrittore,
) -> VoceDocumento<'a> {
    let (stato, tono) = stato(scena, documento);
    VoceDocumento {
        id: &documento.id,
        nome: &documento.nome,
        anni: documento.anni(scena.edizione.modello()),
        stato,
        tono,
        scelto: documento.id == scelto.id,
    }
}

/// What is to be known of a document before it is opened.
fn stato(scena: &Scena, documento: &Descrittore) -> (String, &'static str) {
    if !scena.edizione.ha_capitoli(&documento.id) {
        let cartella = documento.cartella();
        return (
            format!("da scrivere: in {cartella} non c'è nulla"),
            "attesa",
        );
    }
    let suoi = |d: &&Diagnosi| {
        let file = d.luoghi.first().map_or("", |luogo| luogo.file.as_str());
        !file.starts_with("testi/") || file.starts_with(&format!("{}/", documento.cartella()))
    };
    let bloccano = scena.diagnosi.iter().filter(|d| d.blocca()).filter(suoi);
    if bloccano.clone().next().is_some() {
        return (report::conteggio_breve(bloccano), "errore");
    }
    let mancanti = scena.edizione.rendiconto().mancanti.len();
    if documento.con_risultati && mancanti > 0 {
        return (crate::rendiconto::mancano(mancanti), "attesa");
    }
    ("si compone".to_owned(), "bene")
}

fn voce_servizio<'a>(scena: &Scena, cruscotto: &'a Cruscotto) -> VoceServizio<'a> {
    let quanti = |livello: Livello| {
        let aperti = scena.diagnosi.iter().filter(|d| d.deroga.is_none());
        aperti
            .filter(|d| d.livello == livello)
            .filter(|d| d.luoghi.iter().any(|luogo| luogo.file == cruscotto.file))
            .count()
    };
    VoceServizio {
        nome: &cruscotto.nome,
        file: &cruscotto.file,
        errori: quanti(Livello::Errore),
        avvisi: quanti(Livello::Avviso),
    }
}

impl VistaTavola {
    /// What there is of a document; `None` of one that was just asked for.
    pub(super) fn di(tavola: Option<&Tavola>) -> Self {
        let vuota = Tavola::default();
        let tavola = tavola.unwrap_or(&vuota);
        let fogli = tavola
            .anteprima
            .iter()
            .flat_map(|anteprima| anteprima.fogli());
        Self {
            attesa: tavola.anteprima.is_none() && tavola.fermo.is_none(),
            fermo: tavola.fermo.clone(),
            fogli: fogli
                .map(|foglio| VistaFoglio {
                    impronta: format!("{:032x}", foglio.impronta),
                    larga: foglio.larga,
                    alta: foglio.alta,
                })
                .collect(),
        }
    }
}
