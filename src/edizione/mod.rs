//! One edition: everything that a cycle comes to, computed once and never changed after.
//!
//! [`Edizione::nuova`] goes from what was read ([`Letture`]) to what the documents say, one pure
//! step after the other: model, grades, the year's results, chapters, diagnoses. What only some
//! commands need (charts, the check of the author's words) is made when it is first asked for, and
//! kept. Whoever comes after (PDFs, open data, pages, comparisons, reports) reads an edition and
//! nothing else.

mod capitoli;
mod diags;
mod grafici;

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::charts::Grafico;
use crate::check;
use crate::cycle::{Cartella, Impostazioni};
use crate::documents::{self, Anni, Descrittore, Periodo};
use crate::insieme::unite;
use crate::load::{self, Letture};
use crate::model::bozza::ErroreBozza;
use crate::model::{
    Aggiunte, Assegnazione, Bozza, Codice, Diagnosi, Documento, Livello, Modello, Quadro, Serie,
    Testi, Valutazione,
};
use crate::monitoraggio::{self, Monitoraggio};
use crate::opendata::{self, Pubblico};
use crate::prose::Capitolo;
use crate::read::Memoria;
use crate::rendiconto::{self, Rendiconto};
use crate::tempi::Tempi;
use crate::templates::Modelli;
use crate::validazione::{self, Materia, Validazione};
use crate::{merge, score};

use capitoli::Capitoli;
use grafici::Grafici;

/// A cycle, read and understood.
pub struct Edizione {
    impostazioni: Impostazioni,
    modello: Modello,
    valutazione: Valutazione,
    rendiconto: Rendiconto,
    monitoraggio: Option<Monitoraggio>,
    capitoli: Capitoli,
    testi: Testi,
    grafici: Grafici,
    /// Made when it is asked for.
    validazione: OnceLock<Validazione>,
    /// The schede of collaborators and groups: they hold names, and nothing public is made from
    /// them.
    assegnazioni: Vec<Assegnazione>,
    modelli: Modelli,
    /// The tables that are published with the documents.
    allegati: Vec<Quadro>,
    /// Of the files, the settings and the model, at the levels that policy gives them.
    diagnosi: Vec<Diagnosi>,
}

impl Edizione {
    /// Reads a cycle and makes sense of it. Every problem is reported; only settings that cannot be
    /// read at all stop it.
    ///
    /// # Errors
    /// What keeps `ciclo.toml` from being read.
    pub fn apri(cartella: &Cartella) -> Result<Self, Vec<Diagnosi>> {
        Self::apri_al(cartella, None, &mut Tempi::default())
    }

    /// The same, with the monitoring of a day instead of the last one, and with the time of each
    /// stage.
    ///
    /// # Errors
    /// As [`Edizione::apri`].
    pub fn apri_al(
        cartella: &Cartella,
        giorno: Option<Date>,
        tempi: &mut Tempi,
    ) -> Result<Self, Vec<Diagnosi>> {
        let letture = load::leggi(cartella, None, tempi)?;
        Ok(Self::nuova(letture, giorno, tempi))
    }

    /// The same for a program that reads a cycle again and again: workbooks that have not changed
    /// since the memory saw them are not opened anew.
    ///
    /// # Errors
    /// As [`Edizione::apri`].
    pub(crate) fn riapri(cartella: &Cartella, memoria: &Memoria) -> Result<Self, Vec<Diagnosi>> {
        let tempi = &mut Tempi::default();
        let letture = load::leggi(cartella, Some(memoria), tempi)?;
        Ok(Self::nuova(letture, None, tempi))
    }

    /// Makes sense of what was read; nothing is looked up anywhere else.
    pub fn nuova(letture: Letture, giorno: Option<Date>, tempi: &mut Tempi) -> Self {
        let Letture {
            impostazioni,
            mut materiali,
            file_delle_serie,
            testi,
            modelli,
            mut diagnosi,
        } = letture;
        diagnosi.extend(merge::moduli::sovrapponi(&mut materiali));
        let schede = std::mem::take(&mut materiali.assegnazioni);
        let allegati = std::mem::take(&mut materiali.allegati);
        let modello = tempi.misura("unione", || merge::unisci(&impostazioni, materiali));
        let (assegnazioni, altre) = merge::assegnazioni::abbina(&modello, schede, &diagnosi);
        diagnosi.extend(altre);
        diagnosi.extend(check::assegnazioni(&assegnazioni));
        let (valutazione, rendiconto) = tempi.misura("gradi", || {
            let valutazione = score::valuta(&modello, &impostazioni.valutazione);
            let rendiconto = rendiconto::prepara(&modello, &valutazione, &impostazioni);
            (valutazione, rendiconto)
        });
        let (regola, regole) = (&impostazioni.monitoraggio, &impostazioni.valutazione);
        let monitoraggio = monitoraggio::prepara(&modello, regola, regole, giorno);
        let (capitoli, controlli) = tempi.misura("controlli", || {
            unite(
                || Capitoli::nuovi(&testi, &modelli, &modello, &rendiconto, &impostazioni),
                || check::verifica(&modello, &impostazioni, &valutazione),
            )
        });
        diagnosi.extend(controlli);
        check::applica_politica(&mut diagnosi, &impostazioni, &modello);
        check::senza_conseguenze(&mut diagnosi);
        Self {
            testi: capitoli.testi(),
            grafici: Grafici::nuovi(&modello, &rendiconto, file_delle_serie),
            impostazioni,
            modello,
            valutazione,
            rendiconto,
            monitoraggio,
            capitoli,
            validazione: OnceLock::new(),
            assegnazioni,
            modelli,
            allegati,
            diagnosi,
        }
    }

    /// What `ciclo.toml` says.
    pub fn impostazioni(&self) -> &Impostazioni {
        &self.impostazioni
    }

    /// The canonical model.
    pub fn modello(&self) -> &Modello {
        &self.modello
    }

    /// The grades.
    pub fn valutazione(&self) -> &Valutazione {
        &self.valutazione
    }

    /// What the year came to, in words and counted.
    pub fn rendiconto(&self) -> &Rendiconto {
        &self.rendiconto
    }

    /// Where the year stands at the day that was asked for, or at the last one that was measured;
    /// none if nothing was.
    pub fn monitoraggio(&self) -> Option<&Monitoraggio> {
        self.monitoraggio.as_ref()
    }

    /// The Relazione before its OIV.
    pub fn validazione(&self) -> &Validazione {
        self.validazione.get_or_init(|| {
            validazione::prepara(&Materia {
                modello: &self.modello,
                valutazione: &self.valutazione,
                rendiconto: &self.rendiconto,
                testi: &self.testi,
                diagnosi: &self.diagnosi,
            })
        })
    }

    /// The schede of collaborators and groups, which name people.
    pub(crate) fn assegnazioni(&self) -> &[Assegnazione] {
        &self.assegnazioni
    }

    /// The chapters of all documents as plain text.
    pub fn testi(&self) -> &Testi {
        &self.testi
    }

    /// The templates, the cycle's own before ours.
    pub fn modelli(&self) -> &Modelli {
        &self.modelli
    }

    /// The chapters of a document; none if it has none.
    pub fn capitoli(&self, documento: &str) -> &[Capitolo] {
        self.capitoli.di(documento)
    }

    /// What a document says of itself; of one that the cycle says nothing of, what follows from its
    /// years.
    pub fn atto(&self, documento: &Descrittore) -> Documento {
        if let Some(detto) = self.modello.documenti.get(&documento.id) {
            return detto.clone();
        }
        let da_se = documento.atto(Anni::di(&self.modello));
        match self.giorno_di(documento) {
            Some((giorno, data)) => Documento {
                titolo: format!("{} al {data}", documento.nome),
                data: giorno,
                ..da_se
            },
            None => da_se,
        }
    }

    /// What tells a document's file from that of another year or day: `2022-2024`, `2022-06-30`.
    pub fn quando(&self, documento: &Descrittore) -> String {
        let giorno = self.giorno_di(documento);
        giorno.map_or_else(
            || documento.anni(&self.modello),
            |(giorno, _)| giorno.to_string(),
        )
    }

    /// The day of a document that is about one, with the same as it is printed.
    fn giorno_di(&self, documento: &Descrittore) -> Option<(Date, &str)> {
        let monitoraggio = self.monitoraggio()?;
        (documento.periodo == Periodo::AllaData)
            .then_some((monitoraggio.giorno, monitoraggio.data.as_str()))
    }

    /// True if the cycle has written chapters of a document, well or not.
    pub fn ha_capitoli(&self, documento: &str) -> bool {
        self.capitoli.presente(documento)
    }

    /// A chart with its series, drawn the first time that it is asked for. None where there is no
    /// such series, or it cannot be drawn: the chapters that ask for it have been told.
    pub fn grafico(&self, id: &str) -> Option<(&Serie, &Grafico)> {
        self.grafici.grafico(id)
    }

    /// What a chapter may quote, as it is written: `{{ personale.totale }}`.
    pub(crate) fn segnaposti(&self) -> Vec<String> {
        self.capitoli.segnaposti()
    }

    /// The file of a series; none of one that is worked out.
    pub(crate) fn file_della_serie(&self, id: &str) -> Option<&str> {
        self.grafici.file(id)
    }

    /// What is wrong with the files, the settings and the model.
    pub fn diagnosi(&self) -> &[Diagnosi] {
        &self.diagnosi
    }

    /// The same, with what is wrong in the chapters of these documents.
    pub fn diagnosi_con<'a>(&self, documenti: impl IntoIterator<Item = &'a str>) -> Vec<Diagnosi> {
        let mut tutte = self.diagnosi.clone();
        for documento in documenti {
            let mut sue = self.capitoli.controlla(documento, self);
            check::applica_politica(&mut sue, &self.impostazioni, &self.modello);
            // What is wrong with the settings is said once, however many documents there are.
            sue.retain(|d| !tutte.contains(d));
            tutte.extend(sue);
        }
        check::senza_conseguenze(&mut tutte);
        tutte
    }

    /// What documents still wait for: in the data, in their own chapters, in the tables that they hold.
    pub(crate) fn da_scrivere(&self, documenti: &[&str]) -> Vec<Diagnosi> {
        let mut aperte = self.diagnosi_con(documenti.iter().copied());
        aperte.retain(|d| d.codice == Codice::DaScrivere && d.deroga.is_none());
        let quadro = |d: &Diagnosi| {
            let mut quadri = self.modello.quadri.values();
            quadri.find(|quadro| quadro.prima_cella().as_ref() == d.luoghi.first())
        };
        if aperte.iter().any(|d| quadro(d).is_some()) {
            let sui = self.parte(documenti).modello.quadri;
            aperte.retain(|d| quadro(d).is_none_or(|quadro| sui.contains_key(&quadro.id)));
        }
        aperte
    }

    /// What is wrong for whoever publishes these documents: a date or an act that cannot be theirs
    /// stops them, unless an exception accepts it.
    pub fn diagnosi_per_pubblicare(&self, documenti: &[Descrittore]) -> Vec<Diagnosi> {
        let mut tutte = self.diagnosi_con(documenti.iter().map(|documento| documento.id.as_str()));
        tutte.retain(|diagnosi| diagnosi.codice != Codice::AttoNonPlausibile);
        tutte.extend(self.atti_non_plausibili(documenti));
        tutte
    }

    fn atti_non_plausibili(&self, documenti: &[Descrittore]) -> Vec<Diagnosi> {
        let atti = documenti.iter();
        let mut atti: Vec<Diagnosi> = atti
            .filter_map(|documento| check::atto(documento, &self.impostazioni))
            .collect();
        check::applica_politica(&mut atti, &self.impostazioni, &self.modello);
        for atto in atti.iter_mut().filter(|atto| atto.deroga.is_none()) {
            atto.livello = Livello::Errore;
        }
        atti
    }

    /// All that is wrong: with every document that has chapters, and with exceptions that accept
    /// nothing.
    pub fn verifica(&self) -> Vec<Diagnosi> {
        self.con_le_deroghe_inutili(self.diagnosi_di_tutti())
    }

    /// What is wrong with the cycle and with every document that has chapters, and what its
    /// publication will ask.
    pub fn diagnosi_di_tutti(&self) -> Vec<Diagnosi> {
        let mut tutte = self.diagnosi_con(self.capitoli.documenti());
        let mut promemoria = self.per_pubblicare();
        promemoria.retain(|nota| {
            let gia = |una: &Diagnosi| una.codice == nota.codice && una.luoghi == nota.luoghi;
            !tutte.iter().any(gia)
        });
        tutte.extend(promemoria);
        tutte
    }

    /// What stops a publication and nothing before it, as notes: it is asked on the last day.
    fn per_pubblicare(&self) -> Vec<Diagnosi> {
        let mut pubblici = documents::tutti(&self.modello.documenti);
        pubblici.retain(|uno| uno.pubblico && self.ha_capitoli(&uno.id));
        if pubblici.is_empty() {
            return Vec::new();
        }
        let atti = pubblici.iter();
        let atti = atti.filter_map(|documento| check::atto(documento, &self.impostazioni));
        let mut tutte: Vec<Diagnosi> = check::senza_codice_ipa(&self.impostazioni)
            .into_iter()
            .chain(atti)
            .collect();
        check::applica_politica(&mut tutte, &self.impostazioni, &self.modello);
        for una in &mut tutte {
            una.livello = Livello::Nota;
        }
        tutte
    }

    /// The same list, which must be whole, with the exceptions that accept nothing of it.
    pub fn con_le_deroghe_inutili(&self, mut tutte: Vec<Diagnosi>) -> Vec<Diagnosi> {
        let inutili = check::deroghe_inutilizzate(&tutte, &self.impostazioni, &self.modello);
        tutte.extend(inutili);
        check::senza_conseguenze(&mut tutte);
        tutte
    }

    /// The whole cycle: the model with its grades and texts, for the office alone.
    pub fn pubblico(&self) -> Pubblico<'_> {
        Pubblico {
            modello: &self.modello,
            valutazione: Some(&self.valutazione),
            testi: &self.testi,
            parte: None,
            aggiunte: None,
        }
    }

    /// The part that these documents hold, as it may be published.
    pub fn parte(&self, documenti: &[&str]) -> Bozza {
        opendata::parte(self.intera(), documenti)
    }

    /// The same with the places as they are on the office's disk, for its own screen.
    pub(crate) fn parte_dell_ufficio(&self, documenti: &[&str]) -> Bozza {
        opendata::parte_dell_ufficio(self.intera(), documenti)
    }

    /// The tables that are published with the documents, by the ids of their declarations.
    pub fn allegati(&self) -> &[Quadro] {
        &self.allegati
    }

    /// The whole cycle, with grades rounded as they are printed: what its JSON says, read back. A
    /// folder compares with a PDF on the [same terms](opendata::in_comune).
    ///
    /// # Errors
    /// None, as long as the public form can be read back.
    pub fn bozza(&self) -> Result<Bozza, ErroreBozza> {
        Bozza::da_json(&self.pubblico().json())
    }

    fn intera(&self) -> Bozza {
        Bozza {
            modello: self.modello.clone(),
            valutazione: Some(self.valutazione.clone()),
            testi: self.testi.clone(),
            parte: None,
            aggiunte: Aggiunte::default(),
        }
    }
}
