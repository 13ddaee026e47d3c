//! A cycle's files → what stands in them: the first stage that looks at more than one file.
//!
//! Each file is read once. Which folders a cycle has, in which order their files are read and what
//! is said of a file that is missing or stands twice is decided here; what a workbook holds is for
//! the readers of this module's neighbours.

use std::collections::BTreeMap;

use crate::cycle::tipi::{SERVIZI, probabile};
use crate::cycle::{Cartella, Impostazioni, cartella::radice_del_nome, diags};
use crate::insieme::{operai, svolgi};
use crate::model::nome::chiave;
use crate::model::{Codice, Diagnosi, Origine, Progetto, Quadro};

use super::cruscotto::CruscottoLetto;
use super::foglio::Foglio;
use super::modulo::{self, Modulo};
use super::serie::SerieLetta;
use super::{Letto, cruscotto, fogli, quadro, scheda, serie};

/// Everything that was read of a cycle.
#[derive(Debug, Clone, Default)]
pub struct Materiali {
    /// In printing order.
    pub cruscotti: Vec<CruscottoDaUnire>,
    pub quadri: Vec<Quadro>,
    pub progetti: Vec<Progetto>,
    /// By the file's name without ending.
    pub serie: BTreeMap<String, SerieLetta>,
    /// The forms that came back.
    pub(crate) moduli: Vec<Modulo>,
}

/// Every form under `attesi/`, `consuntivi/` and `monitoraggi/`, whatever cycle it is of.
pub(crate) fn moduli(cartella: &Cartella) -> Letto<Vec<Modulo>> {
    let mut letto = Letto::<Vec<Modulo>>::default();
    let date = cartella.sottocartelle("monitoraggi").into_iter();
    let sotto = date
        .map(|data| format!("monitoraggi/{data}"))
        .chain(["attesi".to_owned(), "consuntivi".to_owned()]);
    for file in sotto.flat_map(|sotto| cartella.cartelle_di_lavoro(&sotto)) {
        let fogli = match apri(cartella, &file) {
            Ok(fogli) => fogli,
            Err(guasto) => {
                letto.diagnosi.push(*guasto);
                continue;
            }
        };
        // A form has hidden cells of its own.
        let difetti = fogli.diagnosi.into_iter();
        letto
            .diagnosi
            .extend(difetti.filter(|d| d.codice != Codice::DatiNascosti));
        match modulo::leggi(&file, &fogli.dati) {
            Ok(modulo) => letto.dati.push(modulo),
            Err(perche) => letto
                .diagnosi
                .push(modulo_estraneo(&file, &perche.to_string())),
        }
    }
    letto
}

fn modulo_estraneo(file: &str, perche: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ModuloEstraneo,
        Origine::file(file),
        format!("non è un modulo di questo posto: {perche}"),
        "qui stanno i moduli presi con «ciclo raccogli»: togli il file, o riprendilo con quello",
    )
}

/// A cruscotto's workbook with what `ciclo.toml` or its place in the folder says of it.
#[derive(Debug, Clone)]
pub struct CruscottoDaUnire {
    pub id: String,
    pub nome: String,
    /// Id of its kind.
    pub tipo: String,
    pub responsabile: Option<String>,
    pub file: String,
    pub letto: CruscottoLetto,
}

/// Reads every workbook of a cycle's folder. Nothing stops it: what cannot be read is a diagnosis.
pub fn leggi(cartella: &Cartella, impostazioni: &Impostazioni) -> Letto<Materiali> {
    let mut lettura = Lettura {
        cartella,
        impostazioni,
        diagnosi: Vec::new(),
    };
    let dati = Materiali {
        cruscotti: lettura.cruscotti(),
        quadri: lettura.quadri(),
        progetti: lettura.progetti(),
        serie: lettura.serie(),
        moduli: lettura.moduli(),
    };
    Letto {
        dati,
        diagnosi: lettura.diagnosi,
    }
}

/// Workbooks that are opened at once, at most: a bad one may ask for all the memory that one is
/// allowed.
const INSIEME: usize = 2;

fn apri(cartella: &Cartella, file: &str) -> Result<Letto<Vec<Foglio>>, Box<Diagnosi>> {
    match cartella.leggi(file) {
        Ok(byte) => fogli(file, &byte),
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
        for sotto in ["cruscotti", SERVIZI] {
            let prospettive = &self.impostazioni.prospettive;
            for (file, letto) in self.leggi(sotto, |_, fogli| cruscotto::leggi(fogli, prospettive))
            {
                if let Some(altro) = letti.iter().find(|c| c.id == radice_del_nome(&file)) {
                    self.diagnosi.push(diags::file_doppio(&file, &altro.file));
                    continue;
                }
                match self.dichiarato(sotto, &file, letto) {
                    Some(cruscotto) => letti.push(cruscotto),
                    None => self.diagnosi.push(diags::senza_tipo(&file)),
                }
            }
        }
        self.mancanti(&letti);
        let posto = |id: &str| {
            self.impostazioni
                .cruscotti
                .iter()
                .position(|dichiarato| dichiarato.id == id)
        };
        let tipi = &self.impostazioni.tipi;
        letti.sort_by_key(|c| {
            let posto = posto(&c.id).unwrap_or(usize::MAX);
            (posto, tipi.posto(&c.tipo), c.id.clone())
        });
        letti
    }

    /// What `ciclo.toml` says of a workbook, or what its place and name suggest; none where no
    /// declared kind fits.
    fn dichiarato(
        &self,
        sotto: &str,
        file: &str,
        letto: CruscottoLetto,
    ) -> Option<CruscottoDaUnire> {
        let id = radice_del_nome(file).to_owned();
        let dichiarato = self
            .impostazioni
            .cruscotti
            .iter()
            .find(|dichiarato| dichiarato.id == id);
        let tipo = dichiarato
            .and_then(|d| d.tipo.clone())
            .or_else(|| Some(probabile(&self.impostazioni.tipi, sotto, &id)?.id.clone()))?;
        let nome = dichiarato
            .and_then(|d| d.nome.clone())
            .or_else(|| letto.titolo.clone())
            .unwrap_or_else(|| id.replace(['-', '_'], " "));
        let responsabile = dichiarato.and_then(|d| d.responsabile.clone());
        Some(CruscottoDaUnire {
            id,
            nome,
            tipo,
            responsabile,
            file: file.to_owned(),
            letto,
        })
    }

    /// Cruscotti that are declared but have no workbook; one that has an unreadable workbook is not
    /// missing.
    fn mancanti(&mut self, letti: &[CruscottoDaUnire]) {
        let presenti: Vec<String> = ["cruscotti", SERVIZI]
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

    /// The forms that the cycle keeps, each of this cycle and under its own name.
    fn moduli(&mut self) -> Vec<Modulo> {
        let letti = moduli(self.cartella);
        self.diagnosi.extend(letti.diagnosi);
        let (ente, anno) = (chiave(&self.impostazioni.ente.nome), self.impostazioni.anno);
        let (nostri, estranei): (Vec<_>, Vec<_>) = letti.dati.into_iter().partition(|modulo| {
            let suo = format!("{}/{}", modulo.che.cartella(), modulo.cruscotto);
            let al_suo_posto = modulo
                .file
                .rsplit_once('.')
                .is_some_and(|(dove, _)| dove == suo);
            al_suo_posto && chiave(&modulo.ente) == ente && modulo.anno == anno
        });
        let fuori_posto = estranei
            .iter()
            .map(|m| modulo_estraneo(&m.file, "non è di qui"));
        self.diagnosi.extend(fuori_posto);
        nostri
    }

    fn quadri(&mut self) -> Vec<Quadro> {
        let letti = self.leggi("quadri", |file, fogli| {
            quadro::leggi(radice_del_nome(file), fogli)
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

    fn progetti(&mut self) -> Vec<Progetto> {
        self.leggi("progetti", scheda::leggi)
            .into_iter()
            .filter_map(|(_, progetto)| progetto)
            .collect()
    }

    fn serie(&mut self) -> BTreeMap<String, SerieLetta> {
        let lette = self.leggi("serie", |_, fogli| serie::leggi(fogli));
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
