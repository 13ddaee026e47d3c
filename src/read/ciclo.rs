//! A cycle's files → what stands in them: the first stage that looks at more than one file.
//!
//! Each file is read once. Which folders a cycle has, in which order their files are read and what
//! is said of a file that is missing or stands twice is decided here; what a workbook holds is for
//! the readers of this module's neighbours.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::cycle::scritto::CruscottoScritto;
use crate::cycle::tipi::{SERVIZI, probabile};
use crate::cycle::{
    Allegato, Cartella, Impostazioni, cartella::radice_del_nome, diags, inventario,
};
use crate::insieme::{operai, svolgi};
use crate::model::nome::{chiave, slug};
use crate::model::quadro::dei_premi;
use crate::model::{Assegnazione, Codice, Diagnosi, Origine, Progetto, Quadro};

use super::cifre::Cifre;
use super::cruscotto::{Come, CruscottoLetto};
use super::foglio::Foglio;
use super::modulo::{self, Modulo};
use super::serie::SerieLetta;
use super::{
    Letto, Lettore, Memoria, assegnazione, cruscotto, doppi, fogli, quadro, scheda, serie,
};

/// Everything that was read of a cycle.
#[derive(Debug, Clone, Default)]
pub struct Materiali {
    /// In printing order.
    pub cruscotti: Vec<CruscottoDaUnire>,
    pub quadri: Vec<Quadro>,
    pub progetti: Vec<Progetto>,
    /// By the file's name without ending.
    pub serie: BTreeMap<String, SerieLetta>,
    /// Each of the cruscotto that its file is named by.
    pub assegnazioni: Vec<Assegnazione>,
    /// The tables that are published with the documents.
    pub allegati: Vec<Quadro>,
    /// The forms that came back.
    pub(crate) moduli: Vec<Modulo>,
}

/// Every form under `attesi/`, `consuntivi/` and `monitoraggi/`, whatever cycle it is of.
pub(crate) fn moduli(cartella: &Cartella) -> Letto<Vec<Modulo>> {
    moduli_in(Archivio {
        cartella,
        memoria: None,
    })
}

fn moduli_in(archivio: Archivio<'_>) -> Letto<Vec<Modulo>> {
    let cartella = archivio.cartella;
    let date = cartella.sottocartelle("monitoraggi").into_iter();
    let sotto = date
        .map(|data| format!("monitoraggi/{data}"))
        .chain(["attesi".to_owned(), "consuntivi".to_owned()]);
    let file: Vec<String> = sotto
        .flat_map(|sotto| cartella.cartelle_di_lavoro(&sotto))
        .collect();
    let letti = svolgi(&file, operai().min(INSIEME), |file| {
        match archivio.apri(file) {
            Ok(fogli) => modulo(file, &fogli),
            Err(guasto) => Letto {
                dati: None,
                diagnosi: vec![*guasto],
            },
        }
    });
    let mut tutti = Letto::<Vec<Modulo>>::default();
    for letto in letti {
        tutti.diagnosi.extend(letto.diagnosi);
        tutti.dati.extend(letto.dati);
    }
    tutti
}

/// The form that a workbook is, with what is wrong with its answers: what nobody reads, as the count
/// at the top, may be as it is, and a form has hidden cells of its own.
pub(crate) fn modulo(file: &str, fogli: &Letto<Vec<Foglio>>) -> Letto<Option<Modulo>> {
    let modulo = match modulo::leggi(file, &fogli.dati) {
        Ok(modulo) => modulo,
        Err(perche) => {
            return Letto {
                dati: None,
                diagnosi: vec![modulo_estraneo(file, &perche.to_string())],
            };
        }
    };
    let conta = |d: &&Diagnosi| match d.codice {
        Codice::DatiNascosti => false,
        Codice::FormulaSenzaValore | Codice::CellaInErrore => {
            d.luoghi.iter().any(|luogo| modulo.risponde_in(luogo))
        }
        _ => true,
    };
    let mut cifre = Cifre::default();
    modulo
        .risposte()
        .for_each(|(.., valore)| cifre.guarda(valore));
    let dei_fogli = fogli.diagnosi.iter().filter(conta).cloned();
    Letto {
        diagnosi: dei_fogli.chain(cifre.dubbie()).collect(),
        dati: Some(modulo),
    }
}

fn modulo_estraneo(file: &str, perche: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ModuloEstraneo,
        Origine::file(file),
        format!("non è un modulo di questo posto: {perche}"),
        "qui stanno i moduli presi con «ciclo raccogli»: togli il file, o riprendilo con quello",
    )
}

/// A form where the workbooks of the services stand: its questions would be read as their data.
fn modulo_fuori_posto(file: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ModuloEstraneo,
        Origine::file(file),
        "è un modulo, e qui si leggono i fogli di lavoro",
        "toglilo da questa cartella; se è compilato prendilo con «ciclo raccogli FILE»",
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
    /// Ids of the cruscotti of earlier cycles that became this one.
    pub gia: Vec<String>,
    pub letto: CruscottoLetto,
}

/// Reads every workbook of a cycle's folder; with a memory, those that have changed. Nothing stops
/// it: what cannot be read is a diagnosis.
pub(crate) fn leggi(
    cartella: &Cartella,
    impostazioni: &Impostazioni,
    memoria: Option<&Memoria>,
) -> Letto<Materiali> {
    let lettore = Lettore::nuovo(impostazioni);
    if let Some(memoria) = memoria {
        memoria.da_capo(&impostazioni.testo);
    }
    let mut lettura = Lettura {
        archivio: Archivio { cartella, memoria },
        impostazioni,
        lettore: &lettore,
        diagnosi: Vec::new(),
    };
    lettura
        .diagnosi
        .extend(inventario::avanzi(cartella, &impostazioni.allegati));
    let dati = Materiali {
        cruscotti: lettura.cruscotti(),
        quadri: lettura.quadri(),
        progetti: lettura.progetti(),
        serie: lettura.serie(),
        assegnazioni: lettura.assegnazioni(),
        allegati: lettura.allegati(),
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

/// Where workbooks come from.
#[derive(Clone, Copy)]
struct Archivio<'a> {
    cartella: &'a Cartella,
    memoria: Option<&'a Memoria>,
}

impl Archivio<'_> {
    fn apri(self, file: &str) -> Result<Arc<Letto<Vec<Foglio>>>, Box<Diagnosi>> {
        let letto = self.cartella.leggi(file);
        let byte = letto.map_err(|causa| Box::new(diags::file_inaccessibile(file, &causa)))?;
        match self.memoria {
            Some(memoria) => memoria.fogli(file, &byte),
            None => fogli(file, &byte).map(Arc::new),
        }
    }

    /// What a workbook that was opened is understood as: see [`Memoria::capisci`].
    fn capisci<T>(self, file: &str, leggi: impl FnOnce() -> T) -> T
    where
        T: Clone + Send + Sync + 'static,
    {
        match self.memoria {
            Some(memoria) => memoria.capisci(file, leggi),
            None => leggi(),
        }
    }
}

struct Lettura<'a> {
    archivio: Archivio<'a>,
    impostazioni: &'a Impostazioni,
    lettore: &'a Lettore<'a>,
    diagnosi: Vec<Diagnosi>,
}

impl Lettura<'_> {
    /// Each workbook in a sub-folder that can be read, as `leggi` understands its sheets.
    fn leggi<T: Clone + Send + Sync + 'static>(
        &mut self,
        sotto: &str,
        leggi: impl Fn(&str, &[Foglio]) -> Letto<T> + Sync,
    ) -> Vec<(String, T)> {
        let mut da_aprire: Vec<String> = Vec::new();
        let mut visti: BTreeMap<String, usize> = BTreeMap::new();
        for file in self.archivio.cartella.cartelle_di_lavoro(sotto) {
            let posto = *visti
                .entry(a_vista(&id_di(&file)))
                .or_insert(da_aprire.len());
            match da_aprire.get(posto) {
                Some(altro) => self.diagnosi.push(diags::file_doppio(&file, altro)),
                None => da_aprire.push(file),
            }
        }
        let aperti = svolgi(&da_aprire, operai().min(INSIEME), |file| {
            let fogli = self.archivio.apri(file)?;
            if modulo::pare_un_modulo(&fogli.dati) {
                return Err(Box::new(modulo_fuori_posto(file)));
            }
            let (letto, impronta) = self.archivio.capisci(file, || {
                let letto = leggi(file, &fogli.dati);
                (letto, doppi::impronta(&fogli.dati))
            });
            Ok::<_, Box<Diagnosi>>((fogli.diagnosi.clone(), letto, impronta))
        });
        let mut letti = Vec::new();
        let mut impronte = Vec::new();
        for (file, aperto) in da_aprire.into_iter().zip(aperti) {
            match aperto {
                Ok((diagnosi, letto, impronta)) => {
                    self.diagnosi.extend(diagnosi);
                    impronte.push(impronta);
                    letti.push((file, self.tieni(letto)));
                }
                Err(guasto) => self.diagnosi.push(*guasto),
            }
        }
        for (uno, altro) in doppi::copie(&impronte) {
            let (uno, altro) = (&letti[uno].0, &letti[altro].0);
            self.diagnosi.push(diags::copia(altro, uno));
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
        let mut visti: BTreeMap<String, String> = BTreeMap::new();
        let (dichiarati, lettore) = (Dichiarati::di(self.impostazioni), self.lettore);
        for sotto in ["cruscotti", SERVIZI] {
            let lette = self.leggi(sotto, |file, fogli| {
                let dichiarato = dichiarati.con_id(&id_di(file));
                let come = Come {
                    foglio: dichiarato.and_then(|d| d.foglio.as_deref()),
                    // A file that is declared by its name is one cruscotto.
                    dividi: sotto == SERVIZI && dichiarato.is_none(),
                };
                cruscotto::leggi(fogli, lettore, come)
            });
            for (file, fogli) in lette {
                let suoi: BTreeSet<Option<&str>> =
                    fogli.iter().map(|letto| letto.foglio.as_deref()).collect();
                let diversi = suoi.len() > 1;
                let fogli = self.con_titoli_propri(&file, fogli);
                for letto in fogli {
                    let foglio = letto.foglio.as_deref().filter(|_| diversi);
                    let servizio = letto.servizio.as_deref();
                    let id = id_della_parte(&file, foglio, servizio);
                    let dichiarato = dichiarati
                        .con_id(&id)
                        .or_else(|| dichiarati.del_servizio(servizio?));
                    let id = dichiarato.map_or(id, |dichiarato| dichiarato.id.clone());
                    let a_vista = a_vista(&id);
                    if let Some(altro) = visti.get(&a_vista) {
                        self.diagnosi.push(diags::file_doppio(&file, altro));
                        continue;
                    }
                    if letto.righe.is_empty() {
                        let foglio = letto.foglio.as_deref();
                        self.diagnosi.push(diags::cruscotto_vuoto(&file, foglio));
                    }
                    match self.dichiarato(sotto, id, dichiarato, &file, letto) {
                        Some(cruscotto) => {
                            visti.insert(a_vista, file.clone());
                            letti.push(cruscotto);
                        }
                        None => self.diagnosi.push(diags::senza_tipo(&file)),
                    }
                }
            }
        }
        self.mancanti(&letti);
        let omonimi = omonimi(&letti, &self.diagnosi);
        self.diagnosi.extend(omonimi);
        if letti.iter().all(|letto| letto.letto.righe.is_empty()) {
            self.diagnosi.push(diags::ciclo_vuoto());
        }
        let tipi = &self.impostazioni.tipi;
        letti.sort_by_cached_key(|c| (dichiarati.posto(&c.id), tipi.posto(&c.tipo), c.id.clone()));
        letti
    }

    /// The sheets of a workbook, each with a title of its own or none: one that several have is the
    /// name of none of them.
    fn con_titoli_propri(
        &mut self,
        file: &str,
        mut fogli: Vec<CruscottoLetto>,
    ) -> Vec<CruscottoLetto> {
        let titoli = fogli.iter().filter_map(|foglio| foglio.titolo.clone());
        let titoli: Vec<String> = titoli.collect();
        for foglio in &mut fogli {
            let volte = |titolo: &String| {
                let suoi = titoli
                    .iter()
                    .filter(|altro| chiave(altro) == chiave(titolo));
                suoi.count()
            };
            if let Some(comune) = foglio.titolo.take_if(|titolo| volte(titolo) > 1) {
                let nome = foglio.foglio.as_deref();
                self.diagnosi
                    .push(diags::titolo_comune(file, nome, &comune));
            }
        }
        fogli
    }

    /// What `ciclo.toml` says of a workbook, or what its place and name suggest; none where no
    /// declared kind fits.
    fn dichiarato(
        &self,
        sotto: &str,
        id: String,
        dichiarato: Option<&CruscottoScritto>,
        file: &str,
        letto: CruscottoLetto,
    ) -> Option<CruscottoDaUnire> {
        let condiviso = a_vista(&id) != a_vista(&id_di(file));
        let id = dichiarato.map_or(id, |dichiarato| dichiarato.id.clone());
        let tipo = dichiarato
            .and_then(|d| d.tipo.clone())
            .or_else(|| Some(probabile(&self.impostazioni.tipi, sotto, &id)?.id.clone()))?;
        let nome = dichiarato
            .and_then(|d| d.nome.clone())
            .or_else(|| letto.titolo.clone())
            .or_else(|| letto.foglio.clone().filter(|_| condiviso))
            .unwrap_or_else(|| id.replace(['-', '_'], " "));
        let responsabile = dichiarato.and_then(|d| d.responsabile.clone());
        Some(CruscottoDaUnire {
            gia: dichiarato.map(|d| d.gia.clone()).unwrap_or_default(),
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
        let presenti = ["cruscotti", SERVIZI]
            .iter()
            .flat_map(|sotto| self.archivio.cartella.cartelle_di_lavoro(sotto))
            .map(|file| a_vista(&id_di(&file)));
        let letti = letti.iter().map(|letto| a_vista(&letto.id));
        let presenti: BTreeSet<String> = presenti.chain(letti).collect();
        for dichiarato in &self.impostazioni.cruscotti {
            let id = &dichiarato.id;
            if !presenti.contains(&a_vista(id)) {
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
        let letti = moduli_in(self.archivio);
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
        let dichiarati = &self.impostazioni.quadri;
        let nome = |file: &str| nome_dichiarato(id_di(file), dichiarati.keys().map(String::as_str));
        let letti = self.leggi("quadri", |file, fogli| match nome(file) {
            premi if dei_premi(&premi) => quadro::ogni_foglio(&premi, fogli),
            altro => quadro::leggi(&altro, fogli).in_elenco(),
        });
        let quadri: Vec<Quadro> = letti.into_iter().flat_map(|(_, quadri)| quadri).collect();
        let mut visti: BTreeMap<&str, &Quadro> = BTreeMap::new();
        for quadro in &quadri {
            if let Some(altro) = visti.insert(&quadro.id, quadro) {
                self.diagnosi.push(diags::quadro_doppio(quadro, altro));
            }
        }
        let file = self.archivio.cartella.cartelle_di_lavoro("quadri");
        let mut presenti: Vec<String> = file.iter().map(|file| nome(file)).collect();
        presenti.extend(quadri.iter().map(|quadro| quadro.id.clone()));
        for id in dichiarati.keys().filter(|id| !presenti.contains(id)) {
            self.diagnosi.push(diags::file_mancante(
                &format!("il quadro «{id}»"),
                &format!("quadri/{id}.xlsx"),
            ));
        }
        quadri
    }

    /// What is published with the documents: a table is read, a document only has to be there.
    fn allegati(&mut self) -> Vec<Quadro> {
        let mut quadri = Vec::new();
        for dichiarato in &self.impostazioni.allegati {
            if !self
                .archivio
                .cartella
                .radice()
                .join(&dichiarato.file)
                .is_file()
            {
                let che = format!("l'allegato «{}»", dichiarato.titolo);
                let manca = diags::file_mancante(&che, &dichiarato.file);
                self.diagnosi.push(Diagnosi {
                    luoghi: vec![dichiarato.luogo.clone()],
                    ..manca
                });
            } else if dichiarato.tabella {
                quadri.extend(self.tabella_allegata(dichiarato));
            }
        }
        quadri
    }

    fn tabella_allegata(&mut self, dichiarato: &Allegato) -> Option<Quadro> {
        let fogli = match self.archivio.apri(&dichiarato.file) {
            Ok(fogli) => fogli,
            Err(guasto) => {
                self.diagnosi.push(*guasto);
                return None;
            }
        };
        self.diagnosi.extend(fogli.diagnosi.iter().cloned());
        let quadro = self.tieni(quadro::leggi(&dichiarato.id, &fogli.dati))?;
        Some(Quadro {
            titolo: dichiarato.titolo.clone(),
            ..quadro
        })
    }

    /// The schede; two of one project contradict each other.
    fn progetti(&mut self) -> Vec<Progetto> {
        let lettore = self.lettore;
        let letti = self.leggi("progetti", |file, fogli| {
            scheda::leggi(file, fogli, lettore)
        });
        let mut progetti: Vec<Progetto> = Vec::new();
        for progetto in letti.into_iter().flat_map(|(_, progetti)| progetti) {
            let nome = chiave(&progetto.nome);
            if let Some(altro) = progetti.iter().find(|altro| chiave(&altro.nome) == nome) {
                self.diagnosi.push(diags::scheda_doppia(&progetto, altro));
            }
            progetti.push(progetto);
        }
        progetti
    }

    /// The schede of collaborators and groups, a file for each service.
    fn assegnazioni(&mut self) -> Vec<Assegnazione> {
        let lettore = self.lettore;
        let massimo = self.impostazioni.assegnazioni.punteggio_massimo;
        let lette = self.leggi("assegnazioni", |file, fogli| {
            assegnazione::leggi(&id_di(file), fogli, lettore, massimo)
        });
        lette.into_iter().flat_map(|(_, schede)| schede).collect()
    }

    fn serie(&mut self) -> BTreeMap<String, SerieLetta> {
        let grafici = &self.impostazioni.grafici;
        let lette: BTreeMap<String, _> = self
            .leggi("serie", |_, fogli| serie::leggi(fogli))
            .into_iter()
            .map(|(file, serie)| {
                (
                    nome_dichiarato(id_di(&file), grafici.iter().map(|g| g.id.as_str())),
                    serie,
                )
            })
            .collect();
        for grafico in grafici
            .iter()
            .filter(|grafico| !lette.contains_key(&grafico.id))
        {
            self.diagnosi.push(diags::file_mancante(
                &format!("il grafico «{}»", grafico.id),
                &format!("serie/{}.csv", grafico.id),
            ));
        }
        lette
    }
}

/// Cruscotti of one name, each with the one before it: whoever reads the documents takes them for
/// one, and if one is a copy both count. Two that are known for copies are told already.
fn omonimi(letti: &[CruscottoDaUnire], dette: &[Diagnosi]) -> Vec<Diagnosi> {
    let detti = |una: &str, altra: &str| {
        let doppioni = dette.iter().filter(|d| d.codice == Codice::Doppione);
        doppioni.into_iter().any(|d| {
            let nominato = |file: &str| d.luoghi.iter().any(|luogo| luogo.file == file);
            nominato(una) && nominato(altra)
        })
    };
    let mut visti: BTreeMap<String, &CruscottoDaUnire> = BTreeMap::new();
    let doppi = letti.iter().filter_map(|letto| {
        let altro = visti.insert(chiave(&letto.nome), letto)?;
        if detti(&letto.file, &altro.file) {
            return None;
        }
        let (suo, di_prima) = (slug(&letto.id), slug(&altro.id));
        let copia = suo.contains(&di_prima) || di_prima.contains(&suo);
        let posto =
            |uno: &CruscottoDaUnire| Origine::foglio(&uno.file, uno.letto.foglio.as_deref());
        Some(diags::omonimo(
            posto(letto),
            posto(altro),
            &letto.nome,
            copia,
        ))
    });
    doppi.collect()
}

/// The id of what a file holds: its name without ending, however the system writes its accents.
fn id_di(file: &str) -> String {
    radice_del_nome(file).nfc().collect()
}

/// The id of a cruscotto that shares its workbook, or its sheet, with others.
fn id_della_parte(file: &str, foglio: Option<&str>, servizio: Option<&str>) -> String {
    let parti = [foglio, servizio].into_iter().flatten().map(slug);
    let nomi: Vec<String> = [id_di(file)].into_iter().chain(parti).collect();
    nomi.join("-")
}

/// The cruscotti that `ciclo.toml` declares, with their places, by id as a person sees it.
struct Dichiarati<'a>(BTreeMap<String, (usize, &'a CruscottoScritto)>);

impl<'a> Dichiarati<'a> {
    fn di(impostazioni: &'a Impostazioni) -> Self {
        let mut dichiarati = BTreeMap::new();
        for (posto, dichiarato) in impostazioni.cruscotti.iter().enumerate() {
            dichiarati
                .entry(a_vista(&dichiarato.id))
                .or_insert((posto, dichiarato));
        }
        Self(dichiarati)
    }

    fn con_id(&self, id: &str) -> Option<&'a CruscottoScritto> {
        Some(self.0.get(&a_vista(id))?.1)
    }

    /// That of a service which shares its sheet with others: by its id or its name.
    fn del_servizio(&self, servizio: &str) -> Option<&'a CruscottoScritto> {
        let per_nome = || {
            let mut dichiarati = self.0.values().map(|(_, dichiarato)| *dichiarato);
            dichiarati.find(|d| {
                d.nome
                    .as_deref()
                    .is_some_and(|n| chiave(n) == chiave(servizio))
            })
        };
        self.con_id(&slug(servizio)).or_else(per_nome)
    }

    /// Those that are declared, in their order, before the others.
    fn posto(&self, id: &str) -> usize {
        self.0
            .get(&a_vista(id))
            .map_or(usize::MAX, |(posto, _)| *posto)
    }
}

/// An id as a person sees it: whatever the case and the way in which accents are kept. Two that are
/// one for a person are one here.
fn a_vista(id: &str) -> String {
    id.nfc().flat_map(char::to_lowercase).collect()
}

/// An id as `ciclo.toml` writes it, if it has it.
fn nome_dichiarato<'a>(id: String, mut noti: impl Iterator<Item = &'a str>) -> String {
    let a_vista_sua = a_vista(&id);
    noti.find(|noto| a_vista(noto) == a_vista_sua)
        .map_or(id, str::to_owned)
}
