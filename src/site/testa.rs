//! What every page has at its top and at its foot.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::cycle::Pubblicazione;
use crate::model::Ente;
use crate::opendata::{Formato, LICENZA, Voce};

use super::contenuto::Contenuto;
use super::nodo::Rinvio;
use super::viste::giorno;

/// What every page has.
#[derive(Serialize)]
pub(super) struct Testa {
    pub titolo: String,
    pub descrizione: String,
    ente: Ente,
    /// Policy for what the page may load.
    csp: String,
    /// The style, where it stands in the page.
    stile: Option<String>,
    /// The page's address and that of its picture, where there is one to publish at.
    indirizzo: Option<String>,
    immagine: Option<String>,
    /// The page of all years: by its address, since a page is kept as it is when it is no longer
    /// the newest, in another folder.
    anni: Option<String>,
    /// First and last date, in words and as a machine reads them.
    pubblicato: Option<[String; 2]>,
    aggiornato: Option<[String; 2]>,
    accessibilita: Rinvio,
    /// Statements in the words of schema.org.
    dati: Option<String>,
}

/// What differs from page to page.
pub(super) struct Pagina<'a> {
    pub titolo: &'a str,
    pub descrizione: &'a str,
    /// Its path in the year's folder.
    pub percorso: &'a str,
    pub script: &'a str,
    pub stile: Option<&'a str>,
    pub con_dati: bool,
}

impl Testa {
    /// The top of a page without dates.
    pub(super) fn di_ente(titolo: &str, descrizione: &str, ente: Ente) -> Self {
        Self {
            titolo: titolo.to_owned(),
            descrizione: descrizione.to_owned(),
            ente,
            csp: politica("", None),
            stile: None,
            indirizzo: None,
            immagine: None,
            anni: None,
            pubblicato: None,
            aggiornato: None,
            accessibilita: accessibilita(&Pubblicazione::default()),
            dati: None,
        }
    }

    /// The same with the way to the page of all years, and to the statement of accessibility.
    pub(super) fn sotto_gli_anni(self, pubblicazione: &Pubblicazione) -> Self {
        let indirizzo = pubblicazione.indirizzo.as_ref();
        Self {
            anni: indirizzo.map(|indirizzo| format!("{indirizzo}index.html")),
            accessibilita: accessibilita(pubblicazione),
            ..self
        }
    }

    /// The same with the first and the last date of what it tells of.
    pub(super) fn con_date(self, date: &[Date]) -> Self {
        Self {
            pubblicato: date.iter().min().copied().map(giorno),
            aggiornato: date.iter().max().copied().map(giorno),
            ..self
        }
    }

    /// The top of a page of a year.
    pub(super) fn di(contenuto: &Contenuto, pagina: &Pagina) -> Self {
        let modello = &contenuto.parte.modello;
        let cartella = contenuto.pubblicazione.indirizzo.as_ref();
        let cartella = cartella.map(|indirizzo| format!("{indirizzo}{}/", modello.anno));
        let sotto = |file: &str| {
            cartella
                .as_ref()
                .map(|cartella| format!("{cartella}{file}"))
        };
        let date = contenuto.documenti.iter().map(|documento| documento.data);
        let date: Vec<Date> = date.collect();
        Self {
            indirizzo: sotto(pagina.percorso),
            immagine: sotto("risorse/anteprima.png"),
            dati: pagina
                .con_dati
                .then(|| dati(contenuto, cartella.as_deref())),
            csp: politica(pagina.script, pagina.stile),
            stile: pagina.stile.map(str::to_owned),
            ..Self::di_ente(pagina.titolo, pagina.descrizione, modello.ente.clone())
                .con_date(&date)
                .sotto_gli_anni(contenuto.pubblicazione)
        }
    }
}

/// Nothing from outside; a script or a style in the page only as it was written.
fn politica(script: &str, stile: Option<&str>) -> String {
    let somma = |testo: &str| {
        let somma = BASE64_STANDARD.encode(Sha256::digest(testo.as_bytes()));
        format!("'sha256-{somma}'")
    };
    let script = match script {
        "" => "'none'".to_owned(),
        script => somma(script),
    };
    let (stile, caratteri) = match stile {
        Some(stile) => (somma(stile), "data:"),
        None => ("'self'".to_owned(), "'self'"),
    };
    format!(
        "default-src 'none'; style-src {stile}; font-src {caratteri}; script-src {script}; \
         base-uri 'none'; form-action 'none'"
    )
}

/// The statement of accessibility that the body has made, else what the note says of it.
fn accessibilita(pubblicazione: &Pubblicazione) -> Rinvio {
    let dichiarazione = pubblicazione.accessibilita.clone();
    let (url, testo) = match dichiarazione {
        Some(indirizzo) => (indirizzo, "Dichiarazione di accessibilità"),
        None => (
            "@/nota-di-pubblicazione.html#accessibilita".to_owned(),
            "Accessibilità di queste pagine",
        ),
    };
    Rinvio {
        url,
        testo: testo.to_owned(),
        nota: None,
    }
}

/// The year as a data set, in the words of schema.org.
fn dati(contenuto: &Contenuto, cartella: Option<&str>) -> String {
    let modello = &contenuto.parte.modello;
    let date = || {
        contenuto
            .documenti
            .iter()
            .map(|documento| documento.data.to_string())
    };
    let anni = || modello.triennio.iter().chain([&modello.anno_relazione]);
    let file = contenuto
        .voci
        .iter()
        .filter(|voce| voce.formato != Formato::Pdf);
    let del_file = |voce: &Voce| {
        json!({
            "@type": "DataDownload",
            "name": voce.titolo,
            "encodingFormat": voce.formato.media(),
            "contentUrl": format!("{}{}", cartella.unwrap_or_default(), voce.percorso),
        })
    };
    let mut detto = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": contenuto.titolo,
        "description": contenuto.descrizione,
        "inLanguage": "it",
        "license": LICENZA,
        "isAccessibleForFree": true,
        "creator": {"@type": "GovernmentOrganization", "name": modello.ente.nome_ufficiale},
        "datePublished": date().min(),
        "dateModified": date().max(),
        "temporalCoverage": format!(
            "{}/{}",
            anni().min().unwrap_or(&modello.anno),
            anni().max().unwrap_or(&modello.anno)
        ),
        "distribution": file.map(del_file).collect::<Vec<_>>(),
    });
    if let (Some(cartella), Value::Object(voci)) = (cartella, &mut detto) {
        voci.insert("url".to_owned(), json!(format!("{cartella}index.html")));
    }
    // Inside a page no text may look like the end of what it stands in.
    detto.to_string().replace('<', "\\u003c")
}
