//! The web pages: the documents for reading in a browser, the note and the index of the years.
//!
//! [`albero`] turns chapters into a tree with numbers and anchors, [`inserti`] puts tables and
//! charts in their place, [`viste`] and its neighbours say what each shows; the templates in
//! `templates/web/` print it, everything escaped. No page asks for anything outside its folder,
//! and nothing here knows where the pages go.

mod albero;
mod contenuto;
mod cruscotto;
mod figure;
mod guasto;
mod inserti;
mod nodo;
mod nota;
mod numerazione;
mod quadro;
mod risultati;
mod viste;

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use minijinja::Environment;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::model::{Ente, italiano};
use crate::opendata::{Formato, Indice, Voce};
use crate::report::confronto::Vista;
use crate::templates::{self, Modelli};

pub use contenuto::{Contenuto, Documento};
pub use guasto::Guasto;
pub use nota::{Nota, Sezione};

const STILE: &str = "web/style.css";
const SCRIPT: &str = "web/filtro.js";
/// Folder of the style and the fonts.
const RISORSE: &str = "risorse";

/// The templates, ready to print.
pub struct Sito {
    ambiente: Environment<'static>,
    stile: Vec<u8>,
    script: String,
}

/// What changed between two versions of a year.
pub struct Modifiche<'a> {
    pub titolo: String,
    /// Why, in the words of whoever published.
    pub motivo: &'a str,
    pub vista: &'a Vista,
}

#[derive(Serialize)]
struct Pagina<'a> {
    testa: Testa<'a>,
    script: &'a str,
    descrizione: &'a str,
    numeri: Vec<viste::Numero>,
    documenti: Vec<VistaDocumento<'a>>,
    filtro: viste::Filtro,
    scaricabili: Vec<Gruppo>,
}

/// What every page has at its top.
#[derive(Serialize)]
struct Testa<'a> {
    titolo: &'a str,
    ente: &'a Ente,
    /// Policy for what the page may load.
    csp: String,
    /// Where style and fonts are.
    risorse: String,
}

#[derive(Serialize)]
struct VistaDocumento<'a> {
    tipo: &'a str,
    titolo: &'a str,
    /// `Del 27 gennaio 2022, approvato con …`.
    atto: String,
    pdf: Scaricabile,
    #[serde(flatten)]
    testo: albero::Testo,
}

#[derive(Serialize)]
struct Gruppo {
    titolo: &'static str,
    voci: Vec<Scaricabile>,
}

#[derive(Serialize)]
struct Scaricabile {
    percorso: String,
    titolo: String,
    formato: &'static str,
    media: &'static str,
    dimensione: String,
    sha256: String,
}

impl Sito {
    /// Makes the templates ready.
    ///
    /// # Errors
    /// One that is not well written.
    pub fn nuovo(modelli: &Modelli) -> Result<Self, Guasto> {
        let mut ambiente = templates::ambiente_di_pagina();
        ambiente.set_syntax(
            SyntaxConfig::builder()
                .trim_blocks(true)
                .lstrip_blocks(true)
                .build()?,
        );
        let (mut stile, mut script) = (Vec::new(), String::new());
        for (nome, byte) in modelli.scelti(|nome| nome.starts_with("web/")) {
            match nome {
                STILE => stile = byte.to_vec(),
                SCRIPT => script = testo(nome, byte)?,
                _ => ambiente.add_template_owned(nome.to_owned(), testo(nome, byte)?)?,
            }
        }
        Ok(Self {
            ambiente,
            stile,
            script,
        })
    }

    /// The style and the fonts, with their licence.
    pub fn risorse(&self) -> BTreeMap<String, Vec<u8>> {
        let caratteri = templates::caratteri()
            .into_iter()
            .filter_map(|(nome, byte)| {
                let nome = nome.strip_prefix("titillium-web/")?;
                Some((format!("{RISORSE}/caratteri/{nome}"), byte.to_vec()))
            });
        caratteri
            .chain([(format!("{RISORSE}/style.css"), self.stile.clone())])
            .collect()
    }

    /// The page of a year.
    ///
    /// # Errors
    /// A template that does not work.
    pub fn pagina(&self, contenuto: &Contenuto) -> Result<String, Guasto> {
        let modello = &contenuto.parte.modello;
        let pagina = Pagina {
            testa: self.testa(
                contenuto.titolo,
                &modello.ente,
                RISORSE.to_owned(),
                &self.script,
            ),
            script: &self.script,
            descrizione: contenuto.descrizione,
            numeri: viste::numeri(contenuto.parte, contenuto.edizione.rendiconto()),
            documenti: contenuto
                .documenti
                .iter()
                .map(|scritto| documento(contenuto, scritto))
                .collect(),
            filtro: viste::Filtro::di(&modello.nomi),
            scaricabili: scaricabili(contenuto.voci),
        };
        Ok(self
            .ambiente
            .get_template("web/pagina.html")?
            .render(Serde(pagina))?)
    }

    /// The note of publication.
    ///
    /// # Errors
    /// A template that does not work.
    pub fn nota(&self, ente: &Ente, nota: &Nota) -> Result<String, Guasto> {
        #[derive(Serialize)]
        struct Pagina<'a> {
            testa: Testa<'a>,
            sezioni: &'a [Sezione],
        }
        let pagina = Pagina {
            testa: self.testa(&nota.titolo, ente, RISORSE.to_owned(), ""),
            sezioni: &nota.sezioni,
        };
        Ok(self
            .ambiente
            .get_template("web/nota.html")?
            .render(Serde(pagina))?)
    }

    /// The page of what changed between two versions of a year.
    ///
    /// # Errors
    /// A template that does not work.
    pub fn modifiche(&self, ente: &Ente, modifiche: &Modifiche) -> Result<String, Guasto> {
        #[derive(Serialize)]
        struct Pagina<'a> {
            testa: Testa<'a>,
            motivo: &'a str,
            confronto: &'a Vista,
        }
        let pagina = Pagina {
            testa: self.testa(&modifiche.titolo, ente, RISORSE.to_owned(), ""),
            motivo: modifiche.motivo,
            confronto: modifiche.vista,
        };
        Ok(self
            .ambiente
            .get_template("web/modifiche.html")?
            .render(Serde(pagina))?)
    }

    /// The index of the years, with the entries for catalogues of data beside it; style and fonts
    /// are those of `anno`.
    ///
    /// # Errors
    /// A template that does not work.
    pub fn indice(&self, indice: &Indice, cataloghi: &[&str], anno: i16) -> Result<String, Guasto> {
        let nome = indice
            .anni
            .iter()
            .find(|a| a.record.anno == anno)
            .map_or("", |a| a.record.ente.as_str());
        let ente = Ente {
            nome: nome.to_owned(),
            nome_ufficiale: nome.to_owned(),
            codice_ipa: String::new(),
            sito: String::new(),
        };
        #[derive(Serialize)]
        struct Pagina<'a> {
            testa: Testa<'a>,
            anni: Vec<viste::AnnoPubblicato>,
            cataloghi: &'a [&'a str],
        }
        let testa = self.testa(
            "Documenti della performance",
            &ente,
            format!("{anno}/{RISORSE}"),
            "",
        );
        let pagina = Pagina {
            testa,
            anni: indice.anni.iter().map(viste::anno_pubblicato).collect(),
            cataloghi,
        };
        Ok(self
            .ambiente
            .get_template("web/indice.html")?
            .render(Serde(pagina))?)
    }

    fn testa<'a>(
        &self,
        titolo: &'a str,
        ente: &'a Ente,
        risorse: String,
        script: &str,
    ) -> Testa<'a> {
        let script = match script {
            "" => "'none'".to_owned(),
            script => format!(
                "'sha256-{}'",
                BASE64_STANDARD.encode(Sha256::digest(script.as_bytes()))
            ),
        };
        let csp = format!(
            "default-src 'none'; style-src 'self'; font-src 'self'; script-src {script}; \
             base-uri 'none'; form-action 'none'"
        );
        Testa {
            titolo,
            ente,
            csp,
            risorse,
        }
    }
}

fn testo(nome: &str, byte: &[u8]) -> Result<String, Guasto> {
    String::from_utf8(byte.to_vec()).map_err(|_| Guasto(format!("{nome} non è scritto in UTF-8")))
}

fn documento<'a>(contenuto: &Contenuto, scritto: &'a Documento) -> VistaDocumento<'a> {
    VistaDocumento {
        tipo: scritto.id,
        titolo: scritto.titolo,
        atto: italiano::maiuscola(&viste::atto(scritto.titolo, scritto.data, scritto.delibera)),
        pdf: scaricabile(scritto.pdf),
        testo: albero::testo(contenuto, scritto),
    }
}

fn scaricabili(voci: &[Voce]) -> Vec<Gruppo> {
    let gruppi: [(&str, &[Formato]); 2] = [
        ("Documenti", &[Formato::Pdf]),
        ("Dati", &[Formato::Csv, Formato::Ods, Formato::Json]),
    ];
    let gruppo = |(titolo, formati): (&'static str, &[Formato])| Gruppo {
        titolo,
        voci: voci
            .iter()
            .filter(|voce| formati.contains(&voce.formato))
            .map(scaricabile)
            .collect(),
    };
    gruppi.into_iter().map(gruppo).collect()
}

fn scaricabile(voce: &Voce) -> Scaricabile {
    Scaricabile {
        percorso: voce.percorso.clone(),
        titolo: voce.titolo.clone(),
        formato: voce.formato.nome(),
        media: voce.formato.media(),
        dimensione: dimensione(voce.byte),
        sha256: voce.sha256.clone(),
    }
}

/// `1,2 MB`, `707 kB`, `312 byte`.
fn dimensione(byte: usize) -> String {
    let decimi =
        |unita: usize| format!("{},{}", (byte * 10 / unita) / 10, (byte * 10 / unita) % 10);
    match byte {
        0..1_000 => format!("{byte} byte"),
        1_000..1_000_000 => format!("{} kB", byte / 1_000),
        _ => format!("{} MB", decimi(1_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::dimensione;

    #[test]
    fn sizes_are_for_people() {
        let casi = [
            (312, "312 byte"),
            (707_107, "707 kB"),
            (1_173_307, "1,1 MB"),
            (20_000_000, "20,0 MB"),
        ];
        for (byte, atteso) in casi {
            assert_eq!(dimensione(byte), atteso);
        }
    }
}
