//! Everything that a year's folder holds, in memory.

use std::collections::BTreeMap;

use crate::charts::{self, Grafico};
use crate::cycle::diags;
use crate::documents;
use crate::load::Caricato;
use crate::model::nome::slug;
use crate::model::{Documento, Modello, Serie};
use crate::prose::Capitolo;
use crate::rendiconto::{self, Rendiconto};
use crate::typeset::documento::Tipo;

use super::cartella::Albero;
use super::indice::{self, Indice, RECORD, Record};
use super::tabella::Tabella;
use super::voce::{Formato, Voce};
use super::{Guasto, csvw, dcat, modello_json, nota, ods, schema, somme, tabelle, web};

/// A document ready to be published.
pub struct DocumentoPronto {
    pub tipo: Tipo,
    pub capitoli: Vec<Capitolo>,
    pub pdf: Vec<u8>,
}

/// A year's folder.
pub struct Fascicolo {
    pub record: Record,
    pub file: Albero,
    sito: web::Sito,
}

impl Fascicolo {
    /// The files that list the years, `indice.json` and `index.html`.
    ///
    /// # Errors
    /// A template that does not work.
    pub fn indice(&self, record: &BTreeMap<i16, Record>) -> Result<Albero, Guasto> {
        let indice: Indice = indice::indice(record);
        Ok(Albero::from([
            ("indice.json".to_owned(), leggibile(&indice)),
            (
                "index.html".to_owned(),
                self.sito.indice(&indice, self.record.anno)?.into_bytes(),
            ),
        ]))
    }
}

/// Makes a year's folder from a cycle and its documents.
///
/// # Errors
/// Settings without the body's IPA code, templates that do not work, a chart that cannot be drawn.
pub fn fascicolo(caricato: &Caricato, documenti: &[DocumentoPronto]) -> Result<Fascicolo, Guasto> {
    let modello = &caricato.modello;
    if modello.ente.codice_ipa.trim().is_empty() {
        let rimedio =
            "scrivi il codice nell'indice delle pubbliche amministrazioni: codice-ipa = \"…\"";
        return Err(Guasto::Ciclo(vec![diags::impostazione(
            1,
            "manca il codice IPA dell'ente",
            rimedio,
        )]));
    }
    let mut raccolta = Raccolta {
        caricato,
        atti: atti(modello, documenti),
        file: Albero::new(),
        voci: Vec::new(),
    };
    raccolta.pdf(documenti);
    raccolta.dati_aperti();
    raccolta.catalogo();
    let sito = web::Sito::nuovo(&caricato.cartella)?;
    raccolta.pagine(&sito, documenti)?;
    let record = raccolta.record(documenti);
    raccolta.file.insert(RECORD.to_owned(), leggibile(&record));
    raccolta.file.insert(
        somme::FILE.to_owned(),
        somme::testo(&raccolta.file).into_bytes(),
    );
    Ok(Fascicolo {
        record,
        file: raccolta.file,
        sito,
    })
}

/// What a document says of itself.
pub fn atto(modello: &Modello, tipo: Tipo) -> &Documento {
    match tipo {
        Tipo::Relazione => &modello.documenti.relazione,
        _ => &modello.documenti.piano,
    }
}

/// The documents with their files' names: by document, ente and years.
fn atti<'a>(modello: &'a Modello, documenti: &[DocumentoPronto]) -> Vec<(&'a Documento, String)> {
    let file = |tipo: Tipo| {
        format!(
            "{}-{}-{}.pdf",
            tipo.nome(),
            slug(&modello.ente.nome),
            documents::anni(tipo, modello)
        )
    };
    documenti
        .iter()
        .map(|pronto| (atto(modello, pronto.tipo), file(pronto.tipo)))
        .collect()
}

struct Raccolta<'a> {
    caricato: &'a Caricato,
    atti: Vec<(&'a Documento, String)>,
    file: Albero,
    voci: Vec<Voce>,
}

impl Raccolta<'_> {
    /// Adds a file that is worth a download of its own.
    fn voce(&mut self, percorso: &str, titolo: &str, formato: Formato, byte: Vec<u8>) {
        self.voci
            .push(Voce::nuova(percorso, titolo, formato, &byte));
        self.file.insert(percorso.to_owned(), byte);
    }

    fn pdf(&mut self, documenti: &[DocumentoPronto]) {
        for (pronto, (atto, file)) in documenti.iter().zip(self.atti.clone()) {
            self.voce(&file, &atto.titolo, Formato::Pdf, pronto.pdf.clone());
        }
    }

    fn dati_aperti(&mut self) {
        let tabelle = tabelle::tutte(&self.caricato.modello, &self.caricato.valutazione);
        let (titolo, modificato) = (self.titolo(), self.date().1);
        let cartella = ods::cartella(&tabelle, &titolo, &modificato);
        for tabella in &tabelle {
            self.tabella(tabella, &modificato);
        }
        self.voce(
            "tabelle.ods",
            "Tutte le tabelle in una cartella di lavoro",
            Formato::Ods,
            cartella,
        );
        self.voce(
            "modello.json",
            "Tutti i dati dei documenti",
            Formato::Json,
            modello_json(self.caricato),
        );
        self.voce(
            "modello.schema.json",
            "Schema di modello.json",
            Formato::Json,
            leggibile(&schema()),
        );
    }

    /// A CSV with its metadata beside it.
    fn tabella(&mut self, tabella: &Tabella, modificato: &str) {
        let metadati = csvw::metadati(
            tabella,
            modificato,
            &self.caricato.modello.ente.nome_ufficiale,
        );
        self.file.insert(
            format!("{}.csv-metadata.json", tabella.nome),
            leggibile(&metadati),
        );
        self.voce(
            &format!("{}.csv", tabella.nome),
            &tabella.titolo,
            Formato::Csv,
            tabella.csv().into_bytes(),
        );
    }

    fn catalogo(&mut self) {
        let (titolo, (emesso, modificato)) = (self.titolo(), self.date());
        let scheda = dcat::Scheda {
            ente: &self.caricato.modello.ente,
            pubblicazione: &self.caricato.impostazioni.pubblicazione,
            anno: self.caricato.modello.anno,
            titolo: &titolo,
            descrizione: &self.descrizione(),
            emesso: &emesso,
            modificato: &modificato,
            voci: &self.voci,
        };
        let (json_ld, turtle) = (leggibile(&dcat::json_ld(&scheda)), dcat::turtle(&scheda));
        self.voce(
            "catalogo.jsonld",
            "Scheda per i cataloghi di dati",
            Formato::JsonLd,
            json_ld,
        );
        self.voce(
            "catalogo.ttl",
            "Scheda per i cataloghi di dati",
            Formato::Turtle,
            turtle.into_bytes(),
        );
    }

    fn pagine(&mut self, sito: &web::Sito, documenti: &[DocumentoPronto]) -> Result<(), Guasto> {
        let modello = &self.caricato.modello;
        let titolo = self.titolo();
        let sezioni = nota::sezioni(
            &modello.ente,
            &self.caricato.impostazioni.pubblicazione,
            &self.atti,
        );
        let titolo_nota = format!("Nota di pubblicazione. {titolo}");
        let rendiconto = rendiconto::prepara(
            modello,
            &self.caricato.valutazione,
            &self.caricato.impostazioni,
        );
        let grafici = grafici(modello, &rendiconto)?;
        let contenuto = web::Contenuto {
            caricato: self.caricato,
            titolo: &titolo,
            descrizione: &self.descrizione(),
            documenti,
            voci: &self.voci,
            rendiconto: &rendiconto,
            grafici: &grafici,
        };
        let pagina = sito.pagina(&contenuto)?;
        let nota_html = sito.nota(&modello.ente, &titolo_nota, &sezioni)?;
        self.file.extend(sito.risorse());
        self.file.extend([
            ("index.html".to_owned(), pagina.into_bytes()),
            (
                "nota-di-pubblicazione.html".to_owned(),
                nota_html.into_bytes(),
            ),
            (
                "nota-di-pubblicazione.txt".to_owned(),
                nota::testo(&titolo_nota, &sezioni).into_bytes(),
            ),
        ]);
        Ok(())
    }

    fn record(&self, documenti: &[DocumentoPronto]) -> Record {
        let modello = &self.caricato.modello;
        let documento =
            |(pronto, (atto, file)): (&DocumentoPronto, &(&Documento, String))| indice::Documento {
                tipo: pronto.tipo.nome().to_owned(),
                titolo: atto.titolo.clone(),
                data: atto.data,
                delibera: atto.delibera.clone(),
                file: file.clone(),
            };
        let documenti = documenti.iter().zip(&self.atti).map(documento).collect();
        Record::nuovo(modello.anno, modello.ente.nome.clone(), documenti)
    }

    fn titolo(&self) -> String {
        let titoli: Vec<&str> = self
            .atti
            .iter()
            .map(|(atto, _)| atto.titolo.as_str())
            .collect();
        format!(
            "{}, {}",
            titoli.join(" e "),
            self.caricato.modello.ente.nome
        )
    }

    fn descrizione(&self) -> String {
        let titoli: Vec<&str> = self
            .atti
            .iter()
            .map(|(atto, _)| atto.titolo.as_str())
            .collect();
        format!(
            "Documenti del ciclo della performance ({}) pubblicati da {}, con i dati da cui nascono: indicatori con risultati \
             attesi e a consuntivo, obiettivi, cruscotti, progetti, tabelle e serie dei grafici.",
            titoli.join(", "),
            self.caricato.modello.ente.nome_ufficiale
        )
    }

    /// Dates of the first and of the last document, year-month-day.
    fn date(&self) -> (String, String) {
        let date = || self.atti.iter().map(|(atto, _)| atto.data);
        let scrivi =
            |data: Option<jiff::civil::Date>| data.map(|data| data.to_string()).unwrap_or_default();
        (scrivi(date().min()), scrivi(date().max()))
    }
}

/// Every chart with its series, by id. A series of the cycle's own wins over one of ours with the
/// same name.
fn grafici<'a>(
    modello: &'a Modello,
    rendiconto: &'a Rendiconto,
) -> Result<BTreeMap<&'a str, (&'a Serie, Grafico)>, Guasto> {
    let serie = rendiconto.serie.iter().chain(&modello.serie);
    serie
        .map(|serie| match charts::disegna(serie) {
            Ok(grafico) => Ok((serie.id.as_str(), (serie, grafico))),
            Err(errore) => Err(Guasto::Grafico(serie.id.clone(), errore)),
        })
        .collect()
}

/// JSON for people to read too.
fn leggibile(cosa: &impl serde::Serialize) -> Vec<u8> {
    let mut byte = serde_json::to_vec_pretty(cosa).unwrap_or_default();
    byte.push(b'\n');
    byte
}
