//! The front half of the pipeline: a cycle's folder → settings and model, with everything that was
//! noticed.

use std::collections::BTreeMap;

use crate::check;
use crate::cycle::{self, Cartella, Impostazioni, cartella::radice_del_nome, diags};
use crate::insieme::{operai, svolgi, unite};
use crate::merge::{self, CruscottoDaUnire, Materiali};
use crate::model::{Diagnosi, Modello, Testi, TipoCruscotto, Valutazione};
use crate::prose::{self, Capitolo};
use crate::read::{self, Letto, foglio::Foglio};
use crate::score;
use crate::tempi::Tempi;

/// A cycle, read and understood.
#[derive(Debug, Clone)]
pub struct Caricato {
    pub cartella: Cartella,
    pub impostazioni: Impostazioni,
    pub modello: Modello,
    pub valutazione: Valutazione,
    /// The chapters as plain text.
    pub testi: Testi,
    /// In the order of the pipeline, at the levels that policy gives them.
    pub diagnosi: Vec<Diagnosi>,
}

impl Caricato {
    /// The chapters of a document (`piano` or `relazione`); what is wrong with them joins the
    /// diagnoses.
    pub fn capitoli(&mut self, documento: &str) -> Vec<Capitolo> {
        let (modello, impostazioni) = (&self.modello, &self.impostazioni);
        let scritti = || {
            let contesto = prose::Contesto::nuovo(modello, &self.valutazione, impostazioni);
            let prosa = check::Prosa::nuova(modello, impostazioni, &contesto);
            let sorgenti = prose::sorgenti(&self.cartella, documento);
            sorgenti
                .iter()
                .flat_map(|(file, testo)| prosa.verifica(file, testo))
                .collect::<Vec<_>>()
        };
        let riempiti = || {
            prose::capitoli(
                &self.cartella,
                documento,
                modello,
                &self.valutazione,
                impostazioni,
            )
        };
        let (scritti, (capitoli, mut diagnosi)) = unite(scritti, riempiti);
        diagnosi.extend(scritti);
        check::applica_politica(&mut diagnosi, impostazioni);
        // What is wrong with the settings is said once, however many documents there are.
        diagnosi.retain(|d| !self.diagnosi.contains(d));
        self.diagnosi.extend(diagnosi);
        capitoli
    }

    /// Checks the chapters of every document that has any, and the exceptions once everything is
    /// known.
    pub fn verifica_tutto(&mut self) {
        for documento in ["piano", "relazione"] {
            if !self
                .cartella
                .con_estensione(&format!("testi/{documento}"), "md")
                .is_empty()
            {
                self.capitoli(documento);
            }
        }
        let inutili = check::deroghe_inutilizzate(&self.diagnosi, &self.impostazioni);
        self.diagnosi.extend(inutili);
    }

    /// True if something stops a document from being made.
    pub fn bloccato(&self) -> bool {
        self.diagnosi.iter().any(Diagnosi::blocca)
    }
}

/// Reads a cycle whole. Every problem is reported; only settings that cannot be read at all stop
/// it.
///
/// # Errors
/// The diagnosis of `ciclo.toml`, if it cannot be read.
pub fn carica(cartella: Cartella) -> Result<Caricato, Box<Diagnosi>> {
    carica_a_tempo(cartella, &mut Tempi::default())
}

/// The same, with the time of each stage.
///
/// # Errors
/// As [`carica`].
pub fn carica_a_tempo(cartella: Cartella, tempi: &mut Tempi) -> Result<Caricato, Box<Diagnosi>> {
    let (impostazioni, mut diagnosi) =
        tempi.misura("impostazioni", || cycle::impostazioni(&cartella))?;
    let mut lettura = Lettura {
        cartella: &cartella,
        impostazioni: &impostazioni,
        diagnosi: Vec::new(),
    };
    let materiali = tempi.misura("lettura", || Materiali {
        cruscotti: lettura.cruscotti(),
        quadri: lettura.quadri(),
        progetti: lettura.progetti(),
        serie: lettura.serie(),
    });
    diagnosi.append(&mut lettura.diagnosi);
    let modello = tempi.misura("unione", || merge::unisci(&impostazioni, materiali));
    let valutazione = tempi.misura("gradi", || {
        score::valuta(&modello, &impostazioni.valutazione)
    });
    let (testi, controlli) = tempi.misura("controlli", || {
        unite(
            || prose::testi(&cartella, &modello, &valutazione, &impostazioni),
            || check::verifica(&modello, &impostazioni, &valutazione),
        )
    });
    diagnosi.extend(controlli);
    check::applica_politica(&mut diagnosi, &impostazioni);
    Ok(Caricato {
        cartella,
        impostazioni,
        modello,
        valutazione,
        testi,
        diagnosi,
    })
}

/// Workbooks that are opened at once, at most: a bad one may ask for all the memory that one is
/// allowed.
const INSIEME: usize = 2;

fn apri(cartella: &Cartella, file: &str) -> Result<Letto<Vec<Foglio>>, Box<Diagnosi>> {
    match cartella.leggi(file) {
        Ok(byte) => read::fogli(file, &byte),
        Err(causa) => Err(Box::new(diags::file_inaccessibile(file, &causa))),
    }
}

struct Lettura<'a> {
    cartella: &'a Cartella,
    impostazioni: &'a Impostazioni,
    diagnosi: Vec<Diagnosi>,
}

impl Lettura<'_> {
    /// Each workbook in a sub-folder that can be read, as `leggi` understands its sheets.
    fn leggi<T: Send>(
        &mut self,
        sotto: &str,
        leggi: impl Fn(&str, &[Foglio]) -> Letto<T> + Sync,
    ) -> Vec<(String, T)> {
        let mut visti: BTreeMap<String, String> = BTreeMap::new();
        let mut da_aprire = Vec::new();
        for file in self.cartella.cartelle_di_lavoro(sotto) {
            match visti.insert(radice_del_nome(&file).to_owned(), file.clone()) {
                Some(altro) => self.diagnosi.push(diags::file_doppio(&file, &altro)),
                None => da_aprire.push(file),
            }
        }
        let aperti = svolgi(&da_aprire, operai().min(INSIEME), |file| {
            let fogli = apri(self.cartella, file)?;
            let letto = leggi(file, &fogli.dati);
            Ok::<_, Box<Diagnosi>>((fogli.diagnosi, letto))
        });
        let mut letti = Vec::new();
        for (file, aperto) in da_aprire.into_iter().zip(aperti) {
            match aperto {
                Ok((diagnosi, letto)) => {
                    self.diagnosi.extend(diagnosi);
                    letti.push((file, self.tieni(letto)));
                }
                Err(guasto) => self.diagnosi.push(*guasto),
            }
        }
        letti
    }

    fn tieni<T>(&mut self, letto: Letto<T>) -> T {
        self.diagnosi.extend(letto.diagnosi);
        letto.dati
    }

    /// Every workbook in `cruscotti/` and `servizi/`: those that `ciclo.toml` names in its order,
    /// then the others.
    fn cruscotti(&mut self) -> Vec<CruscottoDaUnire> {
        let mut letti: Vec<CruscottoDaUnire> = Vec::new();
        for sotto in ["cruscotti", "servizi"] {
            let prospettive = &self.impostazioni.prospettive;
            for (file, letto) in
                self.leggi(sotto, |_, fogli| read::cruscotto::leggi(fogli, prospettive))
            {
                if let Some(altro) = letti.iter().find(|c| c.id == radice_del_nome(&file)) {
                    self.diagnosi.push(diags::file_doppio(&file, &altro.file));
                    continue;
                }
                letti.push(self.dichiarato(sotto, file, letto));
            }
        }
        self.mancanti(&letti);
        let posto = |id: &str| {
            self.impostazioni
                .cruscotti
                .iter()
                .position(|dichiarato| dichiarato.id == id)
        };
        letti.sort_by_key(|c| (posto(&c.id).unwrap_or(usize::MAX), c.tipo, c.id.clone()));
        letti
    }

    /// What `ciclo.toml` says of a workbook, or what its place and name suggest.
    fn dichiarato(
        &self,
        sotto: &str,
        file: String,
        letto: read::cruscotto::CruscottoLetto,
    ) -> CruscottoDaUnire {
        let id = radice_del_nome(&file).to_owned();
        let dichiarato = self
            .impostazioni
            .cruscotti
            .iter()
            .find(|dichiarato| dichiarato.id == id);
        let tipo = dichiarato
            .and_then(|d| d.tipo)
            .unwrap_or_else(|| tipo_probabile(sotto, &id));
        let nome = dichiarato
            .and_then(|d| d.nome.clone())
            .or_else(|| letto.titolo.clone())
            .unwrap_or_else(|| id.replace(['-', '_'], " "));
        let responsabile = dichiarato.and_then(|d| d.responsabile.clone());
        CruscottoDaUnire {
            id,
            nome,
            tipo,
            responsabile,
            file,
            letto,
        }
    }

    /// Cruscotti that are declared but have no workbook; one that has an unreadable workbook is not
    /// missing.
    fn mancanti(&mut self, letti: &[CruscottoDaUnire]) {
        let presenti: Vec<String> = ["cruscotti", "servizi"]
            .iter()
            .flat_map(|sotto| self.cartella.cartelle_di_lavoro(sotto))
            .map(|file| radice_del_nome(&file).to_owned())
            .collect();
        for dichiarato in &self.impostazioni.cruscotti {
            let id = &dichiarato.id;
            if !presenti.contains(id) && letti.iter().all(|letto| letto.id != *id) {
                let che = format!("il cruscotto «{id}»");
                self.diagnosi.push(diags::file_mancante(
                    &che,
                    &format!("servizi/{id}.xlsx o cruscotti/{id}.xlsx"),
                ));
            }
        }
    }

    fn quadri(&mut self) -> Vec<crate::model::Quadro> {
        let letti = self.leggi("quadri", |file, fogli| {
            read::quadro::leggi(radice_del_nome(file), fogli)
        });
        let letti: Vec<_> = letti.into_iter().filter_map(|(_, quadro)| quadro).collect();
        for id in self.impostazioni.quadri.keys() {
            let presente = !self
                .cartella
                .cartelle_di_lavoro("quadri")
                .iter()
                .all(|file| radice_del_nome(file) != id);
            if !presente {
                self.diagnosi.push(diags::file_mancante(
                    &format!("il quadro «{id}»"),
                    &format!("quadri/{id}.xlsx"),
                ));
            }
        }
        letti
    }

    fn progetti(&mut self) -> Vec<crate::model::Progetto> {
        self.leggi("progetti", read::scheda::leggi)
            .into_iter()
            .filter_map(|(_, progetto)| progetto)
            .collect()
    }

    fn serie(&mut self) -> BTreeMap<String, read::serie::SerieLetta> {
        let lette = self.leggi("serie", |_, fogli| read::serie::leggi(fogli));
        let lette: BTreeMap<String, _> = lette
            .into_iter()
            .map(|(file, serie)| (radice_del_nome(&file).to_owned(), serie))
            .collect();
        for grafico in &self.impostazioni.grafici {
            if !lette.contains_key(&grafico.id) {
                let che = format!("il grafico «{}»", grafico.id);
                self.diagnosi.push(diags::file_mancante(
                    &che,
                    &format!("serie/{}.csv", grafico.id),
                ));
            }
        }
        lette
    }
}

/// The kind of a workbook that `ciclo.toml` does not name.
fn tipo_probabile(sotto: &str, id: &str) -> TipoCruscotto {
    match id {
        _ if id.contains("azienda-speciale") => TipoCruscotto::AziendaSpeciale,
        _ if sotto == "servizi" => TipoCruscotto::Servizio,
        _ if id.contains("strategic") => TipoCruscotto::Strategico,
        _ if id.contains("segretario") => TipoCruscotto::SegretarioGenerale,
        _ => TipoCruscotto::Dirigente,
    }
}
