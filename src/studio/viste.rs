//! What the pages show, and the templates that print it: everything escaped.

use jiff::civil::Date;
use minijinja::Environment;
use minijinja::value::Serde;
use serde::Serialize;

use crate::documents::Descrittore;
use crate::model::{Cruscotto, Diagnosi};
use crate::read::modulo::italiana;
use crate::report::{self, rapporto::Conteggi};
use crate::templates;
use crate::typeset::Foglio;

use super::banco::Veduta;
use super::rilievi::{Rilievo, rilievi};
use super::scena::{Mostrato, Scena, Tavola, bloccano, id_della_scheda};

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
    testata: Testata,
    /// The reading that positions of findings are of.
    scena: u64,
    documenti: Vec<VoceDocumento<'a>>,
    servizi: Vec<VoceServizio<'a>>,
    rilievi: Vec<Rilievo<'a>>,
    conteggio: String,
    scelto: String,
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
    id: &'a str,
    nome: &'a str,
    file: &'a str,
    /// The id of its scheda; none of a cruscotto that is no service's.
    scheda: Option<String>,
    /// True if the scheda is what is open.
    scelto: bool,
    errori: usize,
    avvisi: usize,
}

/// The pages of a document, as the script asks for them.
#[derive(Serialize)]
pub(super) struct VistaTavola {
    /// Why what is on screen is not what the files say.
    avviso: Option<String>,
    /// True as long as nobody has set them.
    attesa: bool,
    fermo: Option<String>,
    /// True if there are pages, and they are those of before.
    vecchie: bool,
    fogli: Vec<Foglio>,
}

impl Pagine {
    /// Makes the templates ready.
    ///
    /// # Errors
    /// One that is not well written.
    pub(super) fn nuove() -> Result<Self, minijinja::Error> {
        let mut ambiente = templates::ambiente_a_righe()?;
        ambiente.add_filter("giorni", giorni);
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

/// A text with its days as people write them: `monitoraggio 2022-06-30`.
fn giorni(testo: &str) -> String {
    let parola = |parola: &str| {
        let giorno = parola.parse::<Date>();
        giorno.map_or_else(|_| parola.to_owned(), italiana)
    };
    let parole: Vec<String> = testo.split(' ').map(parola).collect();
    parole.join(" ")
}

impl<'a> Vista<'a> {
    /// The page of a document of a scene.
    pub(super) fn nuova(veduta: &'a Veduta, scena: &'a Scena, scelto: Mostrato<'a>) -> Self {
        let id = scelto.id();
        let modello = scena.edizione.modello();
        Self {
            testata: Testata::di(veduta, "documento"),
            scena: scena.numero,
            documenti: scena
                .documenti
                .iter()
                .map(|documento| voce_documento(scena, documento, &id))
                .collect(),
            servizi: modello
                .cruscotti
                .iter()
                .map(|cruscotto| voce_servizio(scena, cruscotto, &id))
                .collect(),
            rilievi: rilievi(scena),
            conteggio: report::conteggio_breve(scena.diagnosi()),
            titolo: match scelto {
                Mostrato::Documento(documento) => scena.edizione.atto(documento).titolo,
                Mostrato::Scheda(servizio) => format!("Scheda {}: {}", modello.anno, servizio.nome),
            },
            scelto: id,
            avviso: veduta.guasto.as_deref(),
        }
    }
}

fn voce_documento<'a>(
    scena: &'a Scena,
    documento: &'a Descrittore,
    scelto: &str,
) -> VoceDocumento<'a> {
    let (stato, tono) = stato(scena, documento);
    VoceDocumento {
        id: &documento.id,
        nome: &documento.nome,
        anni: documento.anni(scena.edizione.modello()),
        stato,
        tono,
        scelto: documento.id == scelto,
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
    if let Some(quanti) = bloccano(scena.diagnosi().iter().filter(suoi)) {
        return (quanti, "errore");
    }
    let mancanti = scena.edizione.rendiconto().mancanti.len();
    if documento.con_risultati && mancanti > 0 {
        return (crate::rendiconto::mancano(mancanti), "attesa");
    }
    ("si compone".to_owned(), "bene")
}

fn voce_servizio<'a>(scena: &Scena, cruscotto: &'a Cruscotto, scelto: &str) -> VoceServizio<'a> {
    let scheda = id_della_scheda(cruscotto);
    let scheda = Some(scheda).filter(|id| scena.mostrato(id).is_some());
    let suo = |d: &&Diagnosi| d.luoghi.iter().any(|luogo| luogo.file == cruscotto.file);
    let Conteggi { errore, avviso, .. } = Conteggi::di(scena.diagnosi().iter().filter(suo));
    VoceServizio {
        id: &cruscotto.id,
        nome: &cruscotto.nome,
        file: &cruscotto.file,
        scelto: scheda.as_deref() == Some(scelto),
        scheda,
        errori: errore,
        avvisi: avviso,
    }
}

impl VistaTavola {
    pub(super) fn di(veduta: &Veduta, tavola: &Tavola) -> Self {
        let anteprima = tavola.anteprima.iter();
        let superate = veduta.guasto.is_some() || tavola.fermo.is_some();
        Self {
            avviso: veduta.guasto.clone(),
            attesa: tavola.anteprima.is_none() && tavola.fermo.is_none(),
            fermo: tavola.fermo.clone(),
            vecchie: superate && tavola.anteprima.is_some(),
            fogli: anteprima.flat_map(|a| a.fogli()).collect(),
        }
    }
}
