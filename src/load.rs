//! The reading stage: everything that a cycle's folder holds, read once into memory. What comes
//! after it never looks at the disk.

use std::collections::BTreeMap;

use crate::cycle::{self, Cartella, Impostazioni, cartella::radice_del_nome, diags};

use crate::documents::{self, Descrittore, Periodo};
use crate::model::Diagnosi;
use crate::prose::{self, Sorgente};
use crate::read::ciclo::Materiali;
use crate::read::modulo::Modulo;
use crate::read::{self, Letto, Memoria};
use crate::tempi::Tempi;
use crate::templates::{self, Modelli};

/// What was read of a cycle.
#[derive(Debug, Clone)]
pub struct Letture {
    pub impostazioni: Impostazioni,
    pub materiali: Materiali,
    /// The file of each series, by its id.
    pub file_delle_serie: BTreeMap<String, String>,
    /// The chapters of each document that has any, in the order of their names.
    pub testi: BTreeMap<String, Vec<Sorgente>>,
    /// The templates, the cycle's own before ours.
    pub modelli: Modelli,
    /// What is wrong with the files themselves; of the chapters, each says its own.
    pub diagnosi: Vec<Diagnosi>,
}

impl Letture {
    /// The same as if the folder had none of these forms, whatever their endings.
    pub(crate) fn senza_moduli(mut self, file: &[&str]) -> Self {
        let fra_quelli = |altro: &str| {
            let altro = senza_estensione(altro);
            file.iter().any(|file| senza_estensione(file) == altro)
        };
        let moduli = &mut self.materiali.moduli;
        moduli.retain(|modulo| !fra_quelli(&modulo.file));
        self.diagnosi
            .retain(|d| !d.luoghi.iter().any(|luogo| fra_quelli(&luogo.file)));
        self
    }

    /// The same as if these forms stood in the folder too.
    pub(crate) fn con_moduli(mut self, moduli: Vec<Letto<Modulo>>) -> Self {
        for modulo in moduli {
            self.materiali.moduli.push(modulo.dati);
            self.diagnosi.extend(modulo.diagnosi);
        }
        self
    }
}

/// `consuntivi/promozione.xlsx` → `consuntivi/promozione`.
fn senza_estensione(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(radice, _)| radice)
}

/// Reads a cycle's folder whole; with a memory, workbooks that have not changed are not opened anew.
/// Every problem is reported; only settings that cannot be read at all stop it.
///
/// # Errors
/// What keeps `ciclo.toml` from being read.
pub(crate) fn leggi(
    cartella: &Cartella,
    memoria: Option<&Memoria>,
    tempi: &mut Tempi,
) -> Result<Letture, Vec<Diagnosi>> {
    let (mut impostazioni, mut diagnosi) =
        tempi.misura("impostazioni", || cycle::impostazioni(cartella))?;
    let letto = tempi.misura("lettura", || {
        read::ciclo::leggi(cartella, &impostazioni, memoria)
    });
    diagnosi.extend(letto.diagnosi);
    let (testi, modelli) = tempi.misura("lettura", || {
        (testi(cartella, &impostazioni), modelli(cartella))
    });
    diagnosi.extend(modelli.diagnosi);
    assicura(&mut impostazioni, &testi);
    diagnosi.extend(senza_capitoli(&impostazioni, &testi));
    Ok(Letture {
        impostazioni,
        materiali: letto.dati,
        file_delle_serie: file_delle_serie(cartella),
        testi,
        modelli: modelli.dati,
        diagnosi,
    })
}

/// A document that the program knows and the cycle has written is there, declared or not.
fn assicura(impostazioni: &mut Impostazioni, testi: &BTreeMap<String, Vec<Sorgente>>) {
    let anni = impostazioni.anni();
    // One of a day takes its date from the day.
    let scritti = documents::noti().filter(|noto| noto.periodo != Periodo::AllaData);
    for noto in scritti.filter(|noto| testi.contains_key(&noto.id)) {
        let documenti = &mut impostazioni.documenti;
        documenti.assicura(&noto.id, || noto.atto(anni));
    }
}

/// The documents that the cycle declares by itself and has not written.
fn senza_capitoli(
    impostazioni: &Impostazioni,
    testi: &BTreeMap<String, Vec<Sorgente>>,
) -> Vec<Diagnosi> {
    let propri = impostazioni.documenti.iter().map(|(id, _)| id);
    let vuoti = propri.filter(|id| !documents::e_noto(id) && !testi.contains_key(*id));
    vuoti
        .map(|id| {
            let luogo = impostazioni.luogo(&["documenti", id]);
            prose::diags::documento_vuoto(luogo, id, documents::simile(id))
        })
        .collect()
}

fn testi(cartella: &Cartella, impostazioni: &Impostazioni) -> BTreeMap<String, Vec<Sorgente>> {
    let capitoli = |documento: &Descrittore| -> Vec<Sorgente> {
        let file = cartella.con_estensione(&documento.cartella(), "md");
        let ridotto = impostazioni.piao.as_ref().is_some_and(|piao| piao.ridotto);
        let dovuti = file
            .into_iter()
            .filter(|file| documento.vuole(file, ridotto));
        dovuti
            .map(|file| Sorgente {
                testo: testo(cartella, &file, prose::diags::non_utf8),
                file,
            })
            .collect()
    };
    documents::con_capitoli(&impostazioni.documenti)
        .into_iter()
        .map(|documento| (documento.id.clone(), capitoli(&documento)))
        .filter(|(_, capitoli)| !capitoli.is_empty())
        .collect()
}

/// The text of a chapter or a template; `non_utf8` says that it is none.
fn testo(
    cartella: &Cartella,
    file: &str,
    non_utf8: fn(&str) -> Diagnosi,
) -> Result<String, Box<Diagnosi>> {
    let testo = cartella
        .testo(file)
        .map_err(|causa| diags::file_inaccessibile(file, &causa))?;
    Ok(testo.ok_or_else(|| non_utf8(file))?)
}

/// The cycle's own templates. One that is there but cannot be read is reported, never passed over
/// in silence.
fn modelli(cartella: &Cartella) -> Letto<Modelli> {
    let mut voci: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let (mut propri, mut diagnosi) = (BTreeMap::new(), Vec::new());
    for nome in templates::nomi() {
        let (sotto, file) = nome.rsplit_once('/').unwrap_or(("", nome));
        let voci = voci
            .entry(sotto)
            .or_insert_with(|| cartella.voci(&format!("modelli/{sotto}")));
        if !voci.iter().any(|voce| voce == file) {
            continue;
        }
        match testo(cartella, &format!("modelli/{nome}"), diags::non_utf8) {
            Ok(testo) => drop(propri.insert(nome.to_owned(), testo)),
            Err(guasto) => diagnosi.push(*guasto),
        }
    }
    Letto {
        dati: Modelli::nuovi(propri),
        diagnosi,
    }
}

fn file_delle_serie(cartella: &Cartella) -> BTreeMap<String, String> {
    let file = cartella.cartelle_di_lavoro("serie").into_iter();
    file.map(|file| (radice_del_nome(&file).to_owned(), file))
        .collect()
}
