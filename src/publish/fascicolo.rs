//! Everything that a year's folder holds, in memory.

use std::collections::{BTreeMap, BTreeSet};

use crate::check;
use crate::documents::PREMI;
use crate::edizione::Edizione;
use crate::model::nome::slug;
use crate::model::quadro::obblighi_dei_premi;
use crate::model::{Aggiunte, Bozza, Documento as Atto, Livello, Modello, Obbligo};
use crate::opendata::{
    self, DatiAperti, Formato, Precedente, RECORD, Record, Tabella, Voce, json_leggibile, sha256,
};
use crate::prose::Capitolo;
use crate::prospetti::Prospetti;
use crate::report::confronto::Vista;
use crate::site::{self, Modifiche, Nota, Sito};
use crate::templates::Modelli;

use super::allegati::AllegatoPronto;
use super::cima::{Anni, Cima, cataloghi};
use super::guasto::Guasto;
use super::somme::{self, Albero};
use super::{proprieta, zip};

/// What a publication is made from.
pub(crate) struct Materiali<'a> {
    pub edizione: &'a Edizione,
    pub documenti: Vec<DocumentoPronto<'a>>,
    pub allegati: Vec<AllegatoPronto<'a>>,
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
    /// What it is published for.
    pub obbligo: Option<Obbligo>,
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
    /// Their checksums.
    pub(super) somme: BTreeMap<String, String>,
    parte: Bozza,
    sito: Sito,
}

/// What a publication adds to its contents.
pub(super) struct Versione {
    pub numero: u32,
    pub motivo: Option<String>,
    pub precedenti: Vec<Precedente>,
    /// The record of the version before.
    pub prima: Option<Record>,
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
            prima: None,
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

impl AnnoPronto {
    /// The records of the versions that it keeps, the oldest first.
    pub(super) fn precedenti(&self) -> Vec<Record> {
        let prima = self.record.precedenti.iter();
        let scritti = prima.filter_map(|prima| {
            let file = format!("{}{RECORD}", proprieta::cartella(prima.versione));
            serde_json::from_slice(self.file.get(&file)?).ok()
        });
        scritti.collect()
    }
}

impl Fascicolo {
    /// The data that are published.
    pub(super) fn parte(&self) -> &Bozza {
        &self.parte
    }

    /// The page of what changed since the version before.
    pub(super) fn modifiche(
        &self,
        vista: &Vista,
        motivo: &str,
        prima: &Record,
    ) -> Result<String, Guasto> {
        let modifiche = Modifiche {
            titolo: format!("Che cosa è cambiato nella versione {}", prima.versione + 1),
            motivo,
            allegati: self.allegati_cambiati(prima),
            vista,
        };
        let pubblicazione = self.record.pubblicazione.clone().unwrap_or_default();
        let ente = &self.parte.modello.ente;
        Ok(self.sito.modifiche(ente, &pubblicazione, &modifiche)?)
    }

    /// What came, went or changed of what accompanies the documents.
    fn allegati_cambiati(&self, prima: &Record) -> Vec<(String, &'static str)> {
        let nuovi = self.record.allegati_oltre(prima);
        let tolti = prima.allegati_oltre(&self.record);
        let rimasti = self.record.allegati.iter();
        let cambiati = rimasti.filter(|qui| {
            let vecchia = prima.file.get(&qui.file);
            vecchia.is_some_and(|vecchia| self.somme.get(&qui.file) != Some(vecchia))
        });
        let detti = |che: &'static str| move |uno: &opendata::Allegato| (uno.titolo.clone(), che);
        nuovi
            .map(detti("aggiunto"))
            .chain(cambiati.map(detti("cambiato")))
            .chain(tolti.map(detti("tolto")))
            .collect()
    }

    /// The folder of the year as this version of it.
    pub(super) fn anno(&self, versione: Versione) -> AnnoPronto {
        let (mut file, mut somme) = (self.file.clone(), self.somme.clone());
        somme.extend(somme::di(&versione.pagine));
        file.extend(versione.pagine);
        let (nome, tutto) = zip::archivio(self.record.anno, &file, &somme);
        somme.insert(nome.clone(), sha256(&tutto));
        file.insert(nome, tutto);
        let record = Record {
            versione: versione.numero,
            motivo: versione.motivo,
            precedenti: versione.precedenti,
            file: somme.clone(),
            ..self.record.clone().dopo(versione.prima.as_ref())
        };
        let scritto = json_leggibile(&record).into_bytes();
        somme.insert(RECORD.to_owned(), sha256(&scritto));
        file.insert(RECORD.to_owned(), scritto);
        file.insert(somme::FILE.to_owned(), somme::testo(&somme).into_bytes());
        file.extend(versione.conservate);
        AnnoPronto { record, file }
    }

    /// What stands beside the years, these among them.
    ///
    /// # Errors
    /// A template that does not work.
    pub(super) fn cima(&self, anni: &Anni) -> Result<Albero, Guasto> {
        let cima = Cima {
            record: &self.record,
            parte: &self.parte,
            sito: &self.sito,
        };
        cima.file(anni)
    }

    /// The entries for catalogues of data that stand beside the years.
    pub(super) fn cataloghi(&self) -> &'static [&'static str] {
        self.record.pubblicazione.as_ref().map_or(&[], cataloghi)
    }
}

/// Makes a year's folder.
///
/// # Errors
/// Settings without the body's IPA code, templates that do not work.
pub(crate) fn fascicolo(materiali: Materiali<'_>) -> Result<Fascicolo, Guasto> {
    if let Some(manca) = check::senza_codice_ipa(materiali.edizione.impostazioni()) {
        return Err(Guasto::Ciclo(vec![manca.con_livello(Livello::Errore)]));
    }
    let sito = Sito::nuovo(materiali.edizione.modelli())?;
    let mut raccolta = Raccolta::nuova(&materiali);
    let tabelle = opendata::tabelle(&raccolta.parte);
    let (mut allegati, accanto) = raccolta.allegati(&tabelle);
    allegati.extend(raccolta.premi(&tabelle));
    let mut record = Record {
        allegati,
        ..raccolta.record()
    };
    let mut aperti = DatiAperti::di(&record, &raccolta.parte, tabelle);
    record.dati = std::mem::take(&mut aperti.dati);
    raccolta.file.append(&mut aperti.file);
    let voci = [raccolta.pdf.clone(), accanto, aperti.voci.clone()].concat();
    raccolta.pagine(&sito, &record, &aperti, &voci)?;
    Ok(Fascicolo {
        record,
        somme: somme::di(&raccolta.file),
        file: raccolta.file,
        parte: raccolta.parte,
        sito,
    })
}

struct Raccolta<'a> {
    materiali: &'a Materiali<'a>,
    /// What the documents hold of the cycle, with what stands beside them: the source of all that
    /// is published.
    parte: Bozza,
    file: Albero,
    /// The documents, each with its PDF.
    pdf: Vec<Voce>,
}

impl<'a> Raccolta<'a> {
    fn nuova(materiali: &'a Materiali<'a>) -> Self {
        let documenti: Vec<&str> = materiali.documenti.iter().map(|pronto| pronto.id).collect();
        let parte = materiali.edizione.parte(&documenti);
        let mut raccolta = Self {
            parte: opendata::con_aggiunte(parte, aggiunte(materiali)),
            materiali,
            file: Albero::new(),
            pdf: Vec::new(),
        };
        raccolta.pdf = raccolta.documenti_composti();
        raccolta
    }

    /// The PDFs, one a document in their order, named by document, ente and years.
    fn documenti_composti(&mut self) -> Vec<Voce> {
        let ente = slug(&self.parte.modello.ente.nome);
        let mut voci = Vec::new();
        for pronto in &self.materiali.documenti {
            let file = format!("{}-{ente}-{}.pdf", pronto.id, pronto.anni);
            let titolo = &pronto.atto.titolo;
            voci.push(Voce::nuova(&file, titolo, Formato::Pdf, &pronto.pdf));
            if let Some(busta) = &pronto.p7m {
                self.file.insert(format!("{file}.p7m"), busta.clone());
            }
            self.file.insert(file, pronto.pdf.clone());
        }
        voci
    }

    /// What the record says of the documents alone.
    fn record(&self) -> Record {
        let modello = self.materiali.edizione.modello();
        let documenti = self.materiali.documenti.iter().zip(&self.pdf);
        let documento = |(pronto, pdf): (&DocumentoPronto<'_>, &Voce)| opendata::Documento {
            tipo: pronto.id.to_owned(),
            titolo: pronto.atto.titolo.clone(),
            data: pronto.atto.data,
            delibera: pronto.atto.delibera.clone(),
            firma: Some(format!("{}.p7m", pdf.percorso))
                .filter(|busta| self.file.contains_key(busta)),
            file: pdf.percorso.clone(),
            obbligo: pronto.obbligo.map(Obbligo::indirizzo),
            prima_pubblicazione: None,
        };
        let documenti = documenti.map(documento).collect();
        Record {
            periodo: Some(periodo(modello)),
            pubblicazione: Some(self.materiali.edizione.impostazioni().pubblicazione.clone()),
            modelli: delle_pagine(self.materiali.edizione.modelli()),
            ..Record::nuovo(modello.anno, &modello.ente, documenti)
        }
    }

    /// What accompanies the documents: its files, and what the record says of them. A table has its
    /// file among the open data.
    fn allegati(&mut self, tabelle: &[Tabella]) -> (Vec<opendata::Allegato>, Vec<Voce>) {
        let (mut allegati, mut voci) = (Vec::new(), Vec::new());
        for pronto in &self.materiali.allegati {
            let dichiarato = pronto.dichiarato;
            let file = match &pronto.byte {
                Some(byte) => {
                    let file = dichiarato.file_pubblicato();
                    let formato = pronto.formato();
                    voci.push(Voce::nuova(&file, &dichiarato.titolo, formato, byte));
                    self.file.insert(file.clone(), byte.clone());
                    Some(file)
                }
                None => opendata::dell_allegato(tabelle, &dichiarato.id).map(Tabella::file),
            };
            allegati.extend(file.map(|file| opendata::Allegato {
                titolo: dichiarato.titolo.clone(),
                data: dichiarato.data,
                file,
                obbligo: dichiarato.obbligo.indirizzo(),
                prima_pubblicazione: dichiarato.data,
            }));
        }
        (allegati, voci)
    }

    /// The tables of bonuses beside the document that prints them, each with what it is published
    /// for.
    fn premi(&self, tabelle: &[Tabella]) -> Vec<opendata::Allegato> {
        let mut documenti = self.materiali.documenti.iter();
        let Some(premi) = documenti.find(|pronto| pronto.id == PREMI) else {
            return Vec::new();
        };
        let quadri = self.parte.modello.quadri.keys();
        let sue = quadri.filter_map(|id| Some((id, opendata::del_quadro(tabelle, id)?)));
        let voci = sue.flat_map(|(id, tabella)| {
            let obblighi = obblighi_dei_premi(id).iter();
            obblighi.map(|obbligo| opendata::Allegato {
                titolo: tabella.titolo.clone(),
                data: premi.atto.data,
                file: tabella.file(),
                obbligo: obbligo.indirizzo(),
                prima_pubblicazione: premi.atto.data,
            })
        });
        voci.collect()
    }

    fn pagine(
        &mut self,
        sito: &Sito,
        record: &Record,
        aperti: &DatiAperti,
        voci: &[Voce],
    ) -> Result<(), Guasto> {
        let edizione = self.materiali.edizione;
        let modello = edizione.modello();
        let pubblicazione = &edizione.impostazioni().pubblicazione;
        let documenti = self.documenti();
        let nota = Nota::nuova(
            &aperti.titolo,
            &modello.ente,
            pubblicazione,
            &documenti,
            &record.allegati,
        );
        let contenuto = site::Contenuto {
            edizione,
            parte: &self.parte,
            titolo: &aperti.titolo,
            descrizione: &aperti.descrizione,
            documenti: &documenti,
            record,
            voci,
            posti: site::Posti::di(&aperti.tabelle),
            prospetti: Prospetti::di(&self.parte.modello, edizione.rendiconto()),
            pubblicazione,
            archivio: &zip::nome(modello.anno),
        };
        let pagine = sito.anno(&contenuto, &nota)?;
        let pagine = pagine
            .into_iter()
            .map(|(nome, html)| (nome, html.into_bytes()));
        let nota = nota.testo().into_bytes();
        self.file.extend(pagine);
        self.file.extend(sito.risorse());
        self.file
            .insert("nota-di-pubblicazione.txt".to_owned(), nota);
        Ok(())
    }

    /// The documents as the pages show them, each with its PDF.
    fn documenti(&self) -> Vec<site::Documento<'a>> {
        let pagina = |(pronto, pdf): (&'a DocumentoPronto<'a>, &Voce)| site::Documento {
            id: pronto.id,
            nome: pronto.nome,
            titolo: &pronto.atto.titolo,
            data: pronto.atto.data,
            delibera: pronto.atto.delibera.as_deref(),
            anno: pronto.anno,
            con_risultati: pronto.con_risultati,
            capitoli: self.materiali.edizione.capitoli(pronto.id),
            pdf: pdf.clone(),
        };
        let documenti = self.materiali.documenti.iter();
        documenti.zip(&self.pdf).map(pagina).collect()
    }
}

/// The checksum of the office's own templates of the pages.
fn delle_pagine(modelli: &Modelli) -> Option<String> {
    let propri = modelli.propri().filter(|nome| nome.starts_with("web/"));
    let scritti: String = propri
        .filter_map(|nome| Some(format!("{nome}\n{}\n", modelli.di_propria_mano(nome)?)))
        .collect();
    (!scritti.is_empty()).then(|| sha256(scritti.as_bytes()))
}

/// What a publication holds beside the part of its documents.
fn aggiunte(materiali: &Materiali<'_>) -> Aggiunte {
    let Materiali {
        edizione,
        documenti,
        allegati,
    } = materiali;
    let capitoli = documenti
        .iter()
        .flat_map(|pronto| edizione.capitoli(pronto.id));
    let chiesti: BTreeSet<&str> = capitoli.flat_map(Capitolo::grafici).collect();
    let serie = edizione.rendiconto().serie.iter();
    let tabelle = edizione.allegati().iter();
    Aggiunte {
        allegati: tabelle
            .filter(|tabella| allegati.iter().any(|uno| uno.dichiarato.id == tabella.id))
            .cloned()
            .collect(),
        serie_calcolate: serie
            .filter(|una| chiesti.contains(una.id.as_str()))
            .cloned()
            .collect(),
    }
}

/// First and last year that the documents tell of.
pub(super) fn periodo(modello: &Modello) -> [i16; 2] {
    let anni = || modello.triennio.iter().copied();
    let primo = modello.anno_relazione.min(modello.anno);
    [primo, anni().max().unwrap_or(modello.anno)]
}
