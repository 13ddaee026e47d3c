//! Everything that a year's folder holds, in memory.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::cycle::{Pubblicazione, diags};
use crate::edizione::Edizione;
use crate::model::nome::slug;
use crate::model::{Bozza, Documento as Atto, Ente, Modello, Serie};
use crate::opendata::{
    self, CATALOGO, Catalogo, Dataset, Fonte, Formato, GRUPPO, INDICE, Indice, Precedente,
    Pubblico, RECORD, Record, SCHEMA_DEL_RECORD, SCHEMA_DELL_INDICE, STORICO, Tabella, Voce,
    json_leggibile,
};
use crate::prose::Capitolo;
use crate::report::confronto::Vista;
use crate::site::{self, Modifiche, Nota, Sito};

use super::guasto::Guasto;
use super::somme::{self, Albero};
use super::zip;

/// What a publication is made from.
pub(crate) struct Materiali<'a> {
    pub edizione: &'a Edizione,
    pub documenti: Vec<DocumentoPronto<'a>>,
}

/// A document ready to be published.
pub(crate) struct DocumentoPronto<'a> {
    /// `piano`.
    pub id: &'a str,
    /// `Piano`.
    pub nome: &'a str,
    /// Its years, as its file is named by them: `2022-2024`.
    pub anni: String,
    /// The year that it is about.
    pub anno: i16,
    /// True if it tells what came of the year.
    pub con_risultati: bool,
    /// What it says of itself.
    pub atto: &'a Atto,
    pub pdf: Vec<u8>,
    /// The envelope of its signature, which stands beside it.
    pub p7m: Option<Vec<u8>>,
}

/// What a year's folder holds, whichever version it becomes.
pub(crate) struct Fascicolo {
    pub(super) record: Record,
    pub(super) file: Albero,
    parte: Bozza,
    sito: Sito,
    ente: Ente,
    pubblicazione: Pubblicazione,
    /// The shape of the table of all years.
    indicatori: Tabella,
}

/// What a publication adds to its contents.
pub(super) struct Versione {
    pub numero: u32,
    pub motivo: Option<String>,
    pub precedenti: Vec<Precedente>,
    /// The pages of what changed.
    pub pagine: Albero,
    /// The versions before, in their folders.
    pub conservate: Albero,
}

impl Versione {
    /// The first publication of a year.
    pub(super) fn prima() -> Self {
        Self {
            numero: 1,
            motivo: None,
            precedenti: Vec::new(),
            pagine: Albero::new(),
            conservate: Albero::new(),
        }
    }
}

/// A year's folder, ready to be written.
pub(super) struct AnnoPronto {
    pub record: Record,
    pub file: Albero,
}

impl Fascicolo {
    /// The data that are published.
    pub(super) fn parte(&self) -> &Bozza {
        &self.parte
    }

    /// The page of what changed since the version before `numero`.
    pub(super) fn modifiche(
        &self,
        vista: &Vista,
        motivo: &str,
        numero: u32,
    ) -> Result<String, Guasto> {
        let modifiche = Modifiche {
            titolo: format!("Che cosa è cambiato nella versione {numero}"),
            motivo,
            vista,
        };
        Ok(self.sito.modifiche(&self.ente, &modifiche)?)
    }

    /// The folder of the year as this version of it.
    pub(super) fn anno(&self, versione: Versione) -> AnnoPronto {
        let mut file = self.file.clone();
        file.extend(versione.pagine);
        let (nome, tutto) = zip::archivio(self.record.anno, &file);
        file.insert(nome, tutto);
        let record = Record {
            versione: versione.numero,
            motivo: versione.motivo,
            precedenti: versione.precedenti,
            file: somme::di(&file),
            ..self.record.clone()
        };
        file.insert(RECORD.to_owned(), json_leggibile(&record).into_bytes());
        file.insert(somme::FILE.to_owned(), somme::testo(&file).into_bytes());
        file.extend(versione.conservate);
        AnnoPronto { record, file }
    }

    /// The entries for catalogues of data: none without an address.
    pub(super) fn cataloghi(&self) -> &'static [&'static str] {
        match self.pubblicazione.indirizzo {
            Some(_) => &CATALOGO,
            None => &[],
        }
    }

    /// What stands beside the years: the index with its schema and its page, the indicators of all
    /// years and, where there is an address to name things by, the entry for catalogues of data.
    /// `indicatori` are the bytes of each year's table.
    ///
    /// # Errors
    /// A template that does not work.
    pub(crate) fn indice(
        &self,
        record: &BTreeMap<i16, Record>,
        indicatori: &BTreeMap<i16, Vec<u8>>,
    ) -> Result<Albero, Guasto> {
        let mut indice: Indice = opendata::indice(record);
        let cataloghi = self.cataloghi();
        let pagina = self.sito.indice(&indice, cataloghi, self.record.anno)?;
        let schema = json_leggibile(&opendata::schema_dell_indice());
        let mut file = Albero::from([
            (SCHEMA_DELL_INDICE.to_owned(), schema.into_bytes()),
            ("index.html".to_owned(), pagina.into_bytes()),
        ]);
        let storico = self.storico(indicatori, &mut file);
        if let Some(indirizzo) = &self.pubblicazione.indirizzo {
            let catalogo = Catalogo {
                indirizzo,
                ente: &self.ente,
                pubblicazione: &self.pubblicazione,
                anni: record,
                sempre: &[storico],
            };
            let nomi = CATALOGO.map(str::to_owned);
            file.extend(nomi.into_iter().zip(catalogo.forme()));
        }
        indice.file = somme::di(&file);
        file.insert(INDICE.to_owned(), json_leggibile(&indice).into_bytes());
        Ok(file)
    }

    /// The indicators of all years, with what describes them.
    fn storico(&self, indicatori: &BTreeMap<i16, Vec<u8>>, file: &mut Albero) -> Dataset {
        let tabella = opendata::storico(&self.indicatori, indicatori);
        let fonte = Fonte {
            titolo: &tabella.titolo,
            modificato: &self.record.ultima_data().to_string(),
            editore: &self.ente.nome_ufficiale,
        };
        let metadati = json_leggibile(&fonte.di_una(&tabella)).into_bytes();
        file.insert(STORICO[1].to_owned(), metadati);
        let byte = tabella.csv();
        let dataset = Dataset {
            id: tabella.nome.clone(),
            titolo: tabella.titolo.clone(),
            descrizione: tabella.descrizione.clone(),
            file: vec![Voce::nuova(
                STORICO[0],
                &tabella.titolo,
                Formato::Csv,
                &byte,
            )],
        };
        file.insert(STORICO[0].to_owned(), byte);
        dataset
    }
}

/// Makes a year's folder.
///
/// # Errors
/// Settings without the body's IPA code, templates that do not work.
pub(crate) fn fascicolo(materiali: Materiali<'_>) -> Result<Fascicolo, Guasto> {
    let modello = materiali.edizione.modello();
    if modello.ente.codice_ipa.trim().is_empty() {
        let rimedio = "scrivi il codice nell'indice delle pubbliche amministrazioni: \
                       codice-ipa = \"…\"";
        return Err(Guasto::Ciclo(vec![diags::impostazione(
            materiali.edizione.impostazioni().luogo(&["ente"]),
            "manca il codice IPA dell'ente",
            rimedio,
        )]));
    }
    let sito = Sito::nuovo(materiali.edizione.modelli())?;
    let mut raccolta = Raccolta::nuova(&materiali);
    let pdf = raccolta.pdf();
    raccolta.dati_aperti();
    raccolta.pagine(&sito, &pdf)?;
    let indicatori = opendata::indicatori(&raccolta.parte);
    Ok(Fascicolo {
        record: raccolta.record(&pdf),
        file: raccolta.file,
        parte: raccolta.parte,
        sito,
        ente: modello.ente.clone(),
        pubblicazione: materiali.edizione.impostazioni().pubblicazione.clone(),
        indicatori,
    })
}

struct Raccolta<'a> {
    materiali: &'a Materiali<'a>,
    /// What the documents hold of the cycle: the source of all that is published beside them.
    parte: Bozza,
    titolo: String,
    descrizione: String,
    file: Albero,
    voci: Vec<Voce>,
    dati: Vec<Dataset>,
    tabelle: Vec<Tabella>,
}

impl<'a> Raccolta<'a> {
    fn nuova(materiali: &'a Materiali<'a>) -> Self {
        let Modello { ente, nomi, .. } = materiali.edizione.modello();
        let titoli: Vec<&str> = materiali
            .documenti
            .iter()
            .map(|pronto| pronto.atto.titolo.as_str())
            .collect();
        let documenti: Vec<&str> = materiali.documenti.iter().map(|pronto| pronto.id).collect();
        Self {
            materiali,
            parte: materiali.edizione.parte(&documenti),
            titolo: opendata::titolo(&titoli, &ente.nome),
            descrizione: format!(
                "Documenti del ciclo della performance ({}) pubblicati da {}, con i dati da cui \
                 nascono: {} con risultati attesi e a consuntivo, {}, {}, {}, tabelle e serie dei \
                 grafici.",
                titoli.join(", "),
                ente.nome_ufficiale,
                nomi.indicatore.molti(),
                nomi.obiettivo.molti(),
                nomi.cruscotto.molti(),
                nomi.progetto.molti()
            ),
            file: Albero::new(),
            voci: Vec::new(),
            dati: Vec::new(),
            tabelle: Vec::new(),
        }
    }

    /// Adds a file that is worth a download of its own.
    fn voce(&mut self, percorso: &str, titolo: &str, formato: Formato, byte: Vec<u8>) -> Voce {
        let voce = Voce::nuova(percorso, titolo, formato, &byte);
        self.voci.push(voce.clone());
        self.file.insert(percorso.to_owned(), byte);
        voce
    }

    /// The PDFs, one a document in their order, named by document, ente and years.
    fn pdf(&mut self) -> Vec<Voce> {
        let Materiali {
            edizione,
            documenti,
        } = self.materiali;
        let ente = slug(&edizione.modello().ente.nome);
        let mut voci = Vec::new();
        for pronto in documenti {
            let file = format!("{}-{ente}-{}.pdf", pronto.id, pronto.anni);
            let byte = pronto.pdf.clone();
            let busta = pronto
                .p7m
                .clone()
                .map(|busta| (format!("{file}.p7m"), busta));
            self.file.extend(busta);
            voci.push(self.voce(&file, &pronto.atto.titolo, Formato::Pdf, byte));
        }
        voci
    }

    fn dati_aperti(&mut self) {
        let calcolate = self.calcolate();
        let tabelle = opendata::tutte(&self.parte, calcolate);
        let modificato = self.date().1;
        let cartella = opendata::cartella(&tabelle, &self.titolo, &modificato);
        self.tabelle(&tabelle, &modificato);
        self.tabelle = tabelle;
        let tutti = vec![
            self.voce(
                "modello.json",
                "Tutti i dati dei documenti",
                Formato::Json,
                Pubblico::from(&self.parte).json(),
            ),
            self.voce(
                "tabelle.ods",
                "Tutte le tabelle in una cartella di lavoro",
                Formato::Ods,
                cartella,
            ),
        ];
        self.dati.push(Dataset {
            id: "modello".to_owned(),
            titolo: "Tutti i dati dei documenti".to_owned(),
            descrizione: self.descrizione.clone(),
            file: tutti,
        });
        self.voce(
            "modello.schema.json",
            "Schema di modello.json",
            Formato::Json,
            json_leggibile(&opendata::schema()).into_bytes(),
        );
        let schema = json_leggibile(&opendata::schema_del_record());
        self.file
            .insert(SCHEMA_DEL_RECORD.to_owned(), schema.into_bytes());
    }

    /// The series that a chapter of these documents draws and that stand in no file of the cycle.
    fn calcolate(&self) -> Vec<&'a Serie> {
        let Materiali {
            edizione,
            documenti,
        } = self.materiali;
        let capitoli = documenti
            .iter()
            .flat_map(|pronto| edizione.capitoli(pronto.id));
        let chiesti: BTreeSet<&str> = capitoli.flat_map(Capitolo::grafici).collect();
        let serie = edizione.rendiconto().serie.iter();
        serie
            .filter(|una| chiesti.contains(una.id.as_str()))
            .collect()
    }

    /// Each table as a CSV with its metadata beside it, and the metadata of all together.
    fn tabelle(&mut self, tabelle: &[Tabella], modificato: &str) {
        let titolo = self.titolo.clone();
        let fonte = Fonte {
            titolo: &titolo,
            modificato,
            editore: &self.materiali.edizione.modello().ente.nome_ufficiale,
        };
        let di_tutte = json_leggibile(&fonte.di_tutte(tabelle)).into_bytes();
        self.file.insert(GRUPPO.to_owned(), di_tutte);
        for tabella in tabelle {
            let (file, metadati) = (format!("{}.csv", tabella.nome), fonte.di_una(tabella));
            self.file.insert(
                format!("{file}-metadata.json"),
                json_leggibile(&metadati).into_bytes(),
            );
            let voce = self.voce(&file, &tabella.titolo, Formato::Csv, tabella.csv());
            self.dati.push(Dataset {
                id: tabella.nome.clone(),
                titolo: tabella.titolo.clone(),
                descrizione: tabella.descrizione.clone(),
                file: vec![voce],
            });
        }
    }

    fn pagine(&mut self, sito: &Sito, pdf: &[Voce]) -> Result<(), Guasto> {
        let edizione = self.materiali.edizione;
        let modello = edizione.modello();
        let pubblicazione = &edizione.impostazioni().pubblicazione;
        let documenti = self.documenti(pdf);
        let nota = Nota::nuova(&self.titolo, &modello.ente, pubblicazione, &documenti);
        let contenuto = site::Contenuto {
            edizione,
            parte: &self.parte,
            titolo: &self.titolo,
            descrizione: &self.descrizione,
            documenti: &documenti,
            voci: &self.voci,
            posti: site::Posti::di(&self.tabelle),
            pubblicazione,
            archivio: &zip::nome(modello.anno),
        };
        let pagine = sito.anno(&contenuto, &nota)?;
        let pagine = pagine
            .into_iter()
            .map(|(nome, html)| (nome, html.into_bytes()));
        self.file.extend(pagine);
        self.file.extend(sito.risorse());
        let nota = nota.testo().into_bytes();
        self.file
            .insert("nota-di-pubblicazione.txt".to_owned(), nota);
        Ok(())
    }

    /// The documents as the pages show them, each with its PDF.
    fn documenti<'p>(&self, pdf: &'p [Voce]) -> Vec<site::Documento<'p>>
    where
        'a: 'p,
    {
        let pagina = |(pronto, pdf): (&'a DocumentoPronto<'a>, &'p Voce)| site::Documento {
            id: pronto.id,
            nome: pronto.nome,
            titolo: &pronto.atto.titolo,
            data: pronto.atto.data,
            delibera: pronto.atto.delibera.as_deref(),
            anno: pronto.anno,
            con_risultati: pronto.con_risultati,
            capitoli: self.materiali.edizione.capitoli(pronto.id),
            pdf,
        };
        self.materiali
            .documenti
            .iter()
            .zip(pdf)
            .map(pagina)
            .collect()
    }

    fn record(&self, pdf: &[Voce]) -> Record {
        let modello = self.materiali.edizione.modello();
        let documento = |pagina: site::Documento<'_>| opendata::Documento {
            tipo: pagina.id.to_owned(),
            titolo: pagina.titolo.to_owned(),
            data: pagina.data,
            delibera: pagina.delibera.map(str::to_owned),
            firma: Some(format!("{}.p7m", pagina.pdf.percorso))
                .filter(|busta| self.file.contains_key(busta)),
            file: pagina.pdf.percorso.clone(),
        };
        let documenti = self.documenti(pdf).into_iter().map(documento).collect();
        let record = Record::nuovo(modello.anno, &modello.ente, documenti);
        Record {
            periodo: Some(periodo(modello)),
            dati: self.dati.clone(),
            ..record
        }
    }

    /// Dates of the first and of the last document, year-month-day.
    fn date(&self) -> (String, String) {
        let date = || self.materiali.documenti.iter().map(|p| p.atto.data);
        let scrivi = |data: Option<Date>| data.map(|data| data.to_string()).unwrap_or_default();
        (scrivi(date().min()), scrivi(date().max()))
    }
}

/// First and last year that the documents tell of.
pub(super) fn periodo(modello: &Modello) -> [i16; 2] {
    let anni = || modello.triennio.iter().copied();
    let primo = modello.anno_relazione.min(modello.anno);
    [primo, anni().max().unwrap_or(modello.anno)]
}
