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
mod fogli;
mod guasto;
mod indirizzi;
mod inserti;
mod legami;
mod misura;
mod nodo;
mod nota;
mod numerazione;
mod posti;
mod quadro;
mod risultati;
mod taglio;
mod testa;
mod viste;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::civil::Date;
use minijinja::Environment;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use serde::Serialize;

use crate::cycle::Pubblicazione;
use crate::model::nome::libero;
use crate::model::{Ente, italiano};
use crate::opendata::{Formato, Indice, Voce};
use crate::report::confronto::Vista;
use crate::templates::{self, Modelli};

use fogli::{Fogli, Foglio, GruppoLaterale};
use legami::Ancore;
use testa::{Pagina, Testa};

pub(crate) use contenuto::{Contenuto, Documento};
pub(crate) use guasto::Guasto;
pub(crate) use nota::{Nota, Sezione};
pub(crate) use posti::Posti;

const STILE: &str = "web/style.css";
const SCRIPT: &str = "web/filtro.js";
/// Folder of the style, the picture and the fonts.
const RISORSE: &str = "risorse";
const CASA: &str = "index.html";
const NOTA: &str = "nota-di-pubblicazione.html";
/// The figures that open a year.
const FIGURE: [&str; 2] = ["mappa-strategica", "organigramma"];

/// The templates, ready to print.
pub(crate) struct Sito {
    ambiente: Environment<'static>,
    stile: Vec<u8>,
    /// The style with its fonts in it, for the page that stands alone.
    stile_intero: String,
    script: String,
}

/// What changed between two versions of a year.
pub(crate) struct Modifiche<'a> {
    pub titolo: String,
    /// Why, in the words of whoever published.
    pub motivo: &'a str,
    /// What came, went or changed of what accompanies the documents: its title, and which.
    pub allegati: Vec<(String, &'static str)>,
    pub vista: &'a Vista,
}

#[derive(Serialize)]
struct Scaricabile {
    percorso: String,
    titolo: String,
    formato: &'static str,
    media: &'static str,
    dimensione: String,
    sha256: String,
    /// What the catalogue of data calls it by.
    ancora: String,
}

#[derive(Serialize)]
struct Gruppo {
    titolo: &'static str,
    voci: Vec<Scaricabile>,
}

/// What a document is, in short.
#[derive(Serialize)]
struct SchedaDocumento<'a> {
    tipo: &'a str,
    titolo: &'a str,
    /// `Del 27 gennaio 2022, approvato con …`.
    atto: String,
    pdf: Scaricabile,
    /// Its own page.
    pagina: String,
}

/// A document whole.
#[derive(Serialize)]
struct VistaDocumento<'a> {
    #[serde(flatten)]
    scheda: SchedaDocumento<'a>,
    #[serde(flatten)]
    testo: albero::Testo,
}

impl Sito {
    /// Makes the templates ready.
    ///
    /// # Errors
    /// One that is not well written.
    pub(crate) fn nuovo(modelli: &Modelli) -> Result<Self, Guasto> {
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
            stile_intero: con_i_caratteri(testo(STILE, &stile)?),
            stile,
            script,
        })
    }

    /// The style, the picture and the fonts, with their licence.
    pub(crate) fn risorse(&self) -> BTreeMap<String, Vec<u8>> {
        let file = templates::risorse().into_iter();
        let file = file.map(|(nome, byte)| (format!("{RISORSE}/{nome}"), byte.to_vec()));
        file.chain([(format!("{RISORSE}/style.css"), self.stile.clone())])
            .collect()
    }

    /// All pages of a year, by their path in its folder.
    ///
    /// # Errors
    /// A template that does not work.
    pub(crate) fn anno(
        &self,
        contenuto: &Contenuto,
        nota: &Nota,
    ) -> Result<BTreeMap<String, String>, Guasto> {
        let fogli = Fogli::di(contenuto);
        let mut pagine = BTreeMap::new();
        for foglio in &fogli.fogli {
            pagine.insert(
                foglio.percorso.clone(),
                self.foglio(contenuto, &fogli, foglio)?,
            );
        }
        pagine.insert(CASA.to_owned(), self.casa(contenuto, &fogli)?);
        pagine.insert(NOTA.to_owned(), self.nota(contenuto, &fogli, nota)?);
        let dove = pagine.iter().flat_map(|(percorso, html)| {
            let ancore = legami::ancore(html).filter(|ancora| di_un_documento(contenuto, ancora));
            ancore.map(|ancora| (ancora.to_owned(), percorso.clone()))
        });
        let dove: Ancore = dove.collect();
        let mut collegate: BTreeMap<String, String> = pagine
            .into_iter()
            .map(|(percorso, html)| {
                let collegata = legami::collega(&html, &percorso, &dove);
                (percorso, collegata)
            })
            .collect();
        let unica = legami::collega(&self.unica(contenuto)?, indirizzi::UNICA, &Ancore::new());
        collegate.insert(indirizzi::UNICA.to_owned(), unica);
        Ok(collegate)
    }

    fn foglio(
        &self,
        contenuto: &Contenuto,
        fogli: &Fogli,
        foglio: &Foglio,
    ) -> Result<String, Guasto> {
        #[derive(Serialize)]
        struct Vista<'a> {
            testa: Testa,
            lato: Vec<GruppoLaterale>,
            foglio: &'a Foglio,
        }
        let titolo = format!("{} – {}", foglio.titolo, contenuto.parte.modello.ente.nome);
        let vista = Vista {
            testa: Testa::di(
                contenuto,
                &Pagina {
                    titolo: &titolo,
                    descrizione: &foglio.descrizione,
                    percorso: &foglio.percorso,
                    script: "",
                    stile: None,
                    con_dati: false,
                },
            ),
            lato: fogli.laterale(Some(foglio)),
            foglio,
        };
        self.stampa("web/foglio.html", vista)
    }

    /// The home of a year.
    fn casa(&self, contenuto: &Contenuto, fogli: &Fogli) -> Result<String, Guasto> {
        #[derive(Serialize)]
        struct Vista<'a> {
            testa: Testa,
            lato: Vec<GruppoLaterale>,
            descrizione: &'a str,
            numeri: Vec<viste::Numero>,
            documenti: Vec<SchedaDocumento<'a>>,
            adempimenti: Vec<viste::Adempimento>,
            figure: Vec<(&'static str, Vec<figure::Ramo>)>,
            scaricabili: Vec<Gruppo>,
            archivio: &'a str,
        }
        let modello = &contenuto.parte.modello;
        let rendiconto = contenuto.edizione.rendiconto();
        let figure = FIGURE
            .iter()
            .filter_map(|id| figure::figura(modello, rendiconto, id));
        let vista = Vista {
            testa: Testa::di(
                contenuto,
                &Pagina {
                    titolo: contenuto.titolo,
                    descrizione: contenuto.descrizione,
                    percorso: CASA,
                    script: "",
                    stile: None,
                    con_dati: true,
                },
            ),
            lato: fogli.laterale(None),
            descrizione: contenuto.descrizione,
            numeri: viste::numeri(contenuto.parte, rendiconto),
            documenti: contenuto.documenti.iter().map(scheda).collect(),
            adempimenti: viste::adempimenti(contenuto.record, "@/"),
            figure: figure.filter(|(_, rami)| !rami.is_empty()).collect(),
            scaricabili: scaricabili(contenuto.voci),
            archivio: contenuto.archivio,
        };
        self.stampa("web/casa.html", vista)
    }

    /// The whole year in one file, for whoever takes only one.
    fn unica(&self, contenuto: &Contenuto) -> Result<String, Guasto> {
        #[derive(Serialize)]
        struct Vista<'a> {
            testa: Testa,
            script: &'a str,
            descrizione: &'a str,
            numeri: Vec<viste::Numero>,
            documenti: Vec<VistaDocumento<'a>>,
            filtro: viste::Filtro,
            scaricabili: Vec<Gruppo>,
        }
        let modello = &contenuto.parte.modello;
        let vista = Vista {
            testa: Testa::di(
                contenuto,
                &Pagina {
                    titolo: contenuto.titolo,
                    descrizione: contenuto.descrizione,
                    percorso: indirizzi::UNICA,
                    script: &self.script,
                    stile: Some(&self.stile_intero),
                    con_dati: true,
                },
            ),
            script: &self.script,
            descrizione: contenuto.descrizione,
            numeri: viste::numeri(contenuto.parte, contenuto.edizione.rendiconto()),
            documenti: contenuto
                .documenti
                .iter()
                .map(|scritto| VistaDocumento {
                    scheda: scheda(scritto),
                    testo: albero::testo(contenuto, scritto),
                })
                .collect(),
            filtro: viste::Filtro::di(&modello.nomi),
            scaricabili: scaricabili(contenuto.voci),
        };
        self.stampa("web/pagina.html", vista)
    }

    /// The note of publication.
    fn nota(&self, contenuto: &Contenuto, fogli: &Fogli, nota: &Nota) -> Result<String, Guasto> {
        #[derive(Serialize)]
        struct Vista<'a> {
            testa: Testa,
            lato: Vec<GruppoLaterale>,
            sezioni: &'a [Sezione],
        }
        let vista = Vista {
            testa: Testa::di(
                contenuto,
                &Pagina {
                    titolo: &nota.titolo,
                    descrizione: &nota.titolo,
                    percorso: NOTA,
                    script: "",
                    stile: None,
                    con_dati: false,
                },
            ),
            lato: fogli.laterale(None),
            sezioni: &nota.sezioni,
        };
        self.stampa("web/nota.html", vista)
    }

    /// The page of what changed between two versions of a year.
    ///
    /// # Errors
    /// A template that does not work.
    pub(crate) fn modifiche(
        &self,
        ente: &Ente,
        pubblicazione: &Pubblicazione,
        modifiche: &Modifiche,
    ) -> Result<String, Guasto> {
        #[derive(Serialize)]
        struct Pagina<'a> {
            testa: Testa,
            motivo: &'a str,
            allegati: &'a [(String, &'static str)],
            confronto: &'a Vista,
        }
        let testa = Testa::di_ente(&modifiche.titolo, modifiche.motivo, ente.clone());
        let pagina = Pagina {
            testa: testa.sotto_gli_anni(pubblicazione),
            motivo: modifiche.motivo,
            allegati: &modifiche.allegati,
            confronto: modifiche.vista,
        };
        let html = self.stampa("web/modifiche.html", pagina)?;
        Ok(legami::dalla_cartella(&html, ""))
    }

    /// The index of the years, with the entries for catalogues of data beside it; style and fonts
    /// are those of the year that it was written with.
    ///
    /// # Errors
    /// A template that does not work.
    pub(crate) fn indice(
        &self,
        indice: &Indice,
        cataloghi: &[&str],
        ente: &Ente,
    ) -> Result<String, Guasto> {
        #[derive(Serialize)]
        struct Vista<'a> {
            testa: Testa,
            anni: Vec<viste::AnnoPubblicato>,
            cataloghi: &'a [&'a str],
        }
        let documenti = indice.anni.iter().flat_map(|anno| &anno.record.documenti);
        let date: Vec<Date> = documenti.map(|documento| documento.data).collect();
        let titolo = "Documenti della performance";
        let di_chi = italiano::del_nome(&ente.nome);
        let descrizione = format!("{titolo} {di_chi}, anno per anno, con i dati aperti");
        let vista = Vista {
            testa: Testa::di_ente(titolo, &descrizione, ente.clone()).con_date(&date),
            anni: indice.anni.iter().map(viste::anno_pubblicato).collect(),
            cataloghi,
        };
        let html = self.stampa("web/indice.html", vista)?;
        let cartella = format!("{}/", indice.scritto_con);
        Ok(legami::dalla_cartella(&html, &cartella))
    }

    fn stampa(&self, modello: &str, vista: impl Serialize) -> Result<String, Guasto> {
        Ok(self.ambiente.get_template(modello)?.render(Serde(vista))?)
    }
}

/// The style with the fonts that it names in it.
fn con_i_caratteri(stile: String) -> String {
    templates::risorse()
        .into_iter()
        .fold(stile, |stile, (nome, byte)| {
            let dentro = format!("data:font/woff2;base64,{}", BASE64_STANDARD.encode(byte));
            match nome.ends_with(".woff2") {
                true => stile.replace(nome, &dentro),
                false => stile,
            }
        })
}

/// True for an anchor that a reference of a chapter may name.
fn di_un_documento(contenuto: &Contenuto, ancora: &str) -> bool {
    let mut documenti = contenuto.documenti.iter();
    documenti.any(|documento| {
        let resto = ancora.strip_prefix(documento.id);
        resto.is_some_and(|resto| resto.is_empty() || resto.starts_with('-'))
    })
}

fn testo(nome: &str, byte: &[u8]) -> Result<String, Guasto> {
    String::from_utf8(byte.to_vec()).map_err(|_| Guasto(format!("{nome} non è scritto in UTF-8")))
}

fn scheda<'a>(scritto: &'a Documento) -> SchedaDocumento<'a> {
    SchedaDocumento {
        tipo: scritto.id,
        titolo: scritto.titolo,
        atto: italiano::maiuscola(&viste::atto(scritto.titolo, scritto.data, scritto.delibera)),
        pdf: scaricabile(&scritto.pdf),
        pagina: indirizzi::documento(scritto.id),
    }
}

fn scaricabili(voci: &[Voce]) -> Vec<Gruppo> {
    let gruppi: [(&str, &[Formato]); 2] = [
        (
            "Documenti",
            &[Formato::Pdf, Formato::PdfAllegato, Formato::P7m],
        ),
        (
            "Dati",
            &[Formato::Csv, Formato::Ods, Formato::Xlsx, Formato::Json],
        ),
    ];
    // One name in two formats: the first is what the catalogue of data calls by it.
    let mut usate = BTreeSet::new();
    let mut con_ancora = |voce: &Voce| {
        let scaricabile = scaricabile(voce);
        Scaricabile {
            ancora: libero(&scaricabile.ancora, &mut usate),
            ..scaricabile
        }
    };
    let gruppo = |(titolo, formati): (&'static str, &[Formato])| Gruppo {
        titolo,
        voci: voci
            .iter()
            .filter(|voce| formati.contains(&voce.formato))
            .map(&mut con_ancora)
            .collect(),
    };
    gruppi.into_iter().map(gruppo).collect()
}

fn scaricabile(voce: &Voce) -> Scaricabile {
    let ancora = voce.percorso.rsplit_once('.').map_or("", |(nome, _)| nome);
    Scaricabile {
        percorso: voce.percorso.clone(),
        titolo: voce.titolo.clone(),
        formato: voce.formato.nome(),
        media: voce.formato.media(),
        dimensione: dimensione(voce.byte),
        sha256: voce.sha256.clone(),
        ancora: ancora.to_owned(),
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
