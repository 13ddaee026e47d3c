//! The forms that come back: looked at one by one, then kept in the cycle as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::cycle::Cartella;
use crate::cycle::cartella::radice_del_nome;
use crate::cycle::formati::estensione;
use crate::cycle::inventario::{PRECEDENTI, in_uso};
use crate::edizione::Edizione;
use crate::load::Letture;
use crate::merge::moduli::{chiavi_attivita, chiavi_righe};
use crate::model::italiano;
use crate::model::nome::chiave;
use crate::model::valore::Limite;
use crate::model::{Codice, Dato, Diagnosi, Modello, Origine, Valore};
use crate::output;
use crate::read::modulo::{self, Alterata, Domanda, Modulo};
use crate::read::{self, Letto};
use crate::score::ambigui;
use crate::tempi::Tempi;

use super::Guasto;

/// Largest form, in bytes.
const BYTE: u64 = 32 << 20;

/// A file that came back, and what there is to say of it.
pub(crate) struct Consegna {
    /// As it was named.
    pub file: PathBuf,
    /// True while another program keeps it open: what was saved last is what there is.
    pub in_uso: bool,
    /// The form, if it is one of this cycle that can be kept.
    pub preso: Option<Preso>,
    /// Why it cannot, one reason a line.
    pub rifiuti: Vec<String>,
    pub esame: Option<Esame>,
}

/// What a form says and does not say.
pub(crate) struct Esame {
    /// The cruscotto's name and what the form is for.
    pub titolo: String,
    pub chieste: usize,
    pub mancanti: Vec<Rilievo>,
    pub illeggibili: Vec<Rilievo>,
    pub alterate: Vec<Alterata>,
    /// Against the form of the same kind that was taken before.
    pub differenze: Vec<Rilievo>,
}

/// Something to say of a cell.
pub(crate) struct Rilievo {
    pub luogo: Origine,
    /// The indicator or activity.
    pub nome: String,
    pub detto: String,
}

/// A form that can be kept.
pub(crate) struct Preso {
    byte: Vec<u8>,
    /// Its folder in the cycle.
    cartella: String,
    /// Its name there.
    pub nome: String,
    pub modo: Modo,
}

/// How a form enters the cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Modo {
    Nuovo,
    /// The same bytes are there already.
    Gia,
    /// Another form of the same kind is there, under this name: it is kept beside.
    Sostituisce(String),
}

impl Preso {
    /// Where it is kept, relative to the cycle's folder.
    pub(crate) fn percorso(&self) -> String {
        format!("{}/{}", self.cartella, self.nome)
    }

    /// The form as the cycle would read it from there.
    fn letto(&self) -> Option<Letto<Modulo>> {
        let percorso = self.percorso();
        let fogli = read::fogli(&percorso, &self.byte).ok()?;
        let letto = read::ciclo::modulo(&percorso, &fogli);
        Some(Letto {
            dati: letto.dati?,
            diagnosi: letto.diagnosi,
        })
    }
}

/// Looks at every file, and at what the cycle would be with them; nothing is written. Changes
/// outside the open cells are let through if `accetta` says so.
pub(crate) fn esamina(
    letture: &Letture,
    cartella: &Cartella,
    file: &[PathBuf],
    accetta: bool,
) -> Vec<Consegna> {
    let edizione = edizione(letture.clone());
    let sguardo = Sguardo {
        modello: edizione.modello(),
        cartella,
        accetta,
    };
    let mut consegne: Vec<Consegna> = file.iter().map(|file| sguardo.consegna(file)).collect();
    doppie(&mut consegne);
    prova(letture, &mut consegne);
    consegne
}

fn edizione(letture: Letture) -> Edizione {
    Edizione::nuova(letture, None, &mut Tempi::default())
}

/// What `verifica` says of how an answer is written.
const DI_SCRITTURA: &[Codice] = &[
    Codice::TestoBarrato,
    Codice::DataImpossibile,
    Codice::NumeroTroppoGrande,
    Codice::NumeroAmbiguo,
    Codice::FormatoIngannevole,
    Codice::TipoDiscordante,
    Codice::AttesoNonMisurabile,
    Codice::DataFuoriAnno,
];

/// Reads the cycle as if the forms were in it. What would stop a document keeps a form out, what
/// would be said of how its answers are written is said now.
fn prova(letture: &Letture, consegne: &mut [Consegna]) {
    let presi = consegne.iter().filter_map(|c| c.preso.as_ref());
    let moduli: Vec<Letto<Modulo>> = presi.filter_map(Preso::letto).collect();
    if moduli.is_empty() {
        return;
    }
    let file: Vec<&str> = moduli.iter().map(|m| m.dati.file.as_str()).collect();
    let senza = letture.clone().senza_moduli(&file);
    let con = senza.clone().con_moduli(moduli.clone());
    let (prima, dopo) = (edizione(senza), edizione(con));
    let gia = |diagnosi: &Diagnosi| {
        let mut dette = prima.diagnosi().iter();
        dette.any(|detta| dice_lo_stesso(detta, diagnosi))
    };
    let pesa = |d: &&Diagnosi| {
        let scrittura = d.deroga.is_none() && DI_SCRITTURA.contains(&d.codice);
        d.blocca() || scrittura && !gia(d)
    };
    let pesano: Vec<&Diagnosi> = dopo.diagnosi().iter().filter(pesa).collect();
    for modulo in &moduli {
        let suo = |preso: &Preso| preso.percorso() == modulo.dati.file;
        let mut loro = consegne.iter_mut();
        if let Some(sua) = loro.find(|c| c.preso.as_ref().is_some_and(suo)) {
            sua.giudica(&modulo.dati, &pesano);
        }
    }
}

/// True if two diagnoses say one thing, be it of two cells.
fn dice_lo_stesso(una: &Diagnosi, altra: &Diagnosi) -> bool {
    una.codice == altra.codice && una.messaggio == altra.messaggio && una.trovato == altra.trovato
}

impl Consegna {
    /// Adds what is wrong with the cells of the form, once each; what stops keeps it out.
    fn giudica(&mut self, modulo: &Modulo, pesano: &[&Diagnosi]) {
        let Some(esame) = &mut self.esame else {
            return;
        };
        let mut ferma = false;
        for diagnosi in pesano {
            let mut luoghi = diagnosi.luoghi.iter();
            let Some(luogo) = luoghi.find(|luogo| luogo.file == modulo.file) else {
                continue;
            };
            ferma |= diagnosi.blocca();
            let stessa = |r: &Rilievo| r.luogo.indirizzo() == luogo.indirizzo();
            if !esame.illeggibili.iter().any(stessa) {
                esame.illeggibili.push(rilievo_di(diagnosi, modulo, luogo));
            }
        }
        if ferma {
            self.preso = None;
            self.rifiuti.push(
                "così com'è fermerebbe i documenti: fattelo ridare con quelle celle corrette"
                    .to_owned(),
            );
        }
    }
}

/// A diagnosis of a cell in words for whoever filled it in.
fn rilievo_di(diagnosi: &Diagnosi, modulo: &Modulo, luogo: &Origine) -> Rilievo {
    let Diagnosi {
        messaggio, rimedio, ..
    } = diagnosi;
    let taciuto = |detto: &&str| !messaggio.contains(detto);
    let scritto = diagnosi.trovato.as_deref().filter(taciuto);
    let scritto = scritto.map(|scritto| format!("c'è scritto «{scritto}»: "));
    let nome = Some(modulo.nome_in(luogo)).filter(taciuto);
    Rilievo {
        luogo: luogo.clone(),
        nome: nome.unwrap_or_default().to_owned(),
        detto: format!("{}{messaggio}; {rimedio}", scritto.unwrap_or_default()),
    }
}

/// Two forms for the same place: nobody can know which one counts.
fn doppie(consegne: &mut [Consegna]) {
    let mut visti: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (posto, consegna) in consegne.iter().enumerate() {
        if let Some(preso) = &consegna.preso {
            let dove = (
                preso.cartella.clone(),
                radice_del_nome(&preso.nome).to_owned(),
            );
            visti.entry(dove).or_default().push(posto);
        }
    }
    for mut posti in visti.into_values().filter(|posti| posti.len() > 1) {
        ripetuti(consegne, &mut posti);
        if posti.len() < 2 {
            continue;
        }
        let nomi: Vec<String> = posti
            .iter()
            .map(|posto| consegne[*posto].file.display().to_string())
            .collect();
        for posto in posti {
            consegne[posto].preso = None;
            consegne[posto].rifiuti.push(format!(
                "i moduli {} sono dello stesso cruscotto e della stessa data: tienine uno solo",
                nomi.join(" e ")
            ));
        }
    }
}

/// Leaves one of those that are the same file: a form that came twice.
fn ripetuti(consegne: &mut [Consegna], posti: &mut Vec<usize>) {
    let mut diversi: Vec<usize> = Vec::new();
    for posto in posti.drain(..) {
        let byte = |posto: usize| consegne[posto].preso.as_ref().map(|preso| &preso.byte);
        let uguale = diversi.iter().find(|altro| byte(**altro) == byte(posto));
        let Some(altro) = uguale.map(|altro| consegne[*altro].file.display().to_string()) else {
            diversi.push(posto);
            continue;
        };
        consegne[posto].preso = None;
        let copia = format!("è una copia identica di {altro}");
        consegne[posto].rifiuti.push(copia);
    }
    *posti = diversi;
}

struct Sguardo<'a> {
    modello: &'a Modello,
    cartella: &'a Cartella,
    accetta: bool,
}

impl Sguardo<'_> {
    fn consegna(&self, file: &Path) -> Consegna {
        let nome = file.display().to_string();
        let mut consegna = Consegna {
            file: file.to_owned(),
            in_uso: in_uso(file),
            preso: None,
            rifiuti: Vec::new(),
            esame: None,
        };
        let (modulo, byte) = match in_arrivo(file, &nome) {
            Ok(letto) => letto,
            Err(perche) => {
                consegna.rifiuti.push(perche);
                return consegna;
            }
        };
        let mut rifiuti = self.estraneo(&modulo);
        let prima = self.gia_presa(&modulo);
        let esame = rifiuti
            .is_empty()
            .then(|| self.esame(&modulo, prima.as_ref()));
        if !self.accetta && !modulo.alterate.is_empty() {
            rifiuti.push(
                "è stato cambiato qualcosa fuori dalle celle da compilare: fattelo ridare giusto, \
                 oppure prendilo com'è con --accetta (valgono solo le celle da compilare)"
                    .to_owned(),
            );
        }
        consegna.preso = rifiuti.is_empty().then(|| Preso {
            modo: match &prima {
                None => Modo::Nuovo,
                Some((_, sua, _)) if *sua == byte => Modo::Gia,
                Some((nome, ..)) => Modo::Sostituisce(nome.clone()),
            },
            cartella: modulo.che.cartella(),
            nome: format!("{}.{}", modulo.cruscotto, estensione(&nome)),
            byte,
        });
        consegna.rifiuti = rifiuti;
        consegna.esame = esame;
        consegna
    }

    /// Why a form is none of this cycle.
    fn estraneo(&self, modulo: &Modulo) -> Vec<String> {
        let Modello {
            ente,
            anno,
            cruscotti,
            ..
        } = self.modello;
        let mut perche = Vec::new();
        if chiave(&modulo.ente) != chiave(&ente.nome) || modulo.anno != *anno {
            perche.push(format!(
                "è del ciclo {} di {}, questo è il ciclo {anno} di {}",
                modulo.anno, modulo.ente, ente.nome
            ));
        } else if cruscotti.iter().all(|c| c.id != modulo.cruscotto) {
            let id = &modulo.cruscotto;
            perche.push(format!(
                "è del cruscotto «{id}», che in questo ciclo non c'è"
            ));
        }
        perche
    }

    /// The form of the same kind that is kept already: name, bytes and content.
    fn gia_presa(&self, modulo: &Modulo) -> Option<(String, Vec<u8>, Option<Modulo>)> {
        let sotto = modulo.che.cartella();
        let file = self.cartella.cartelle_di_lavoro(&sotto);
        let file = file
            .into_iter()
            .find(|f| radice_del_nome(f) == modulo.cruscotto)?;
        let byte = self.cartella.leggi(&file).ok()?;
        let modulo = modulo_di(&file, &byte).ok();
        let nome = file.rsplit('/').next().unwrap_or(&file).to_owned();
        Some((nome, byte, modulo))
    }

    fn esame(&self, modulo: &Modulo, prima: Option<&(String, Vec<u8>, Option<Modulo>)>) -> Esame {
        let cruscotto = self
            .modello
            .cruscotti
            .iter()
            .find(|c| c.id == modulo.cruscotto);
        let nome = cruscotto.map_or(modulo.cruscotto.as_str(), |c| c.nome.as_str());
        let attesi = self.attesi(modulo);
        let rilievo = |riga: &modulo::RigaModulo, valore: &Valore, detto: String| Rilievo {
            luogo: valore.origine.clone(),
            nome: riga.nome.clone(),
            detto,
        };
        let mancanti = modulo
            .mancanti()
            .map(|(riga, domanda, valore)| rilievo(riga, valore, domanda.intestazione()))
            .collect();
        let illeggibili = modulo
            .risposte()
            .filter(|(_, domanda, _)| domanda.misurata())
            .filter_map(|(riga, domanda, valore)| {
                let atteso = match domanda {
                    Domanda::Atteso(_) => None,
                    Domanda::Grado => return grado(valore).map(|d| rilievo(riga, valore, d)),
                    _ => attesi.get(&riga.chiave).copied(),
                };
                Some(rilievo(riga, valore, incomprensibile(valore, atteso?)?))
            })
            .collect();
        let prima = prima.and_then(|(_, _, modulo)| modulo.as_ref());
        Esame {
            titolo: format!("{nome}, {}", modulo.che.nome()),
            chieste: modulo
                .risposte()
                .filter(|(_, domanda, _)| domanda.necessaria())
                .count(),
            mancanti,
            illeggibili,
            alterate: modulo.alterate.clone(),
            differenze: prima
                .map(|prima| differenze(prima, modulo))
                .unwrap_or_default(),
        }
    }

    /// The targets of the rows, by key, as the cycle has them now.
    fn attesi(&self, modulo: &Modulo) -> BTreeMap<String, &Valore> {
        let anno = modulo.che.anno();
        let mut attesi = BTreeMap::new();
        for cruscotto in self
            .modello
            .cruscotti
            .iter()
            .filter(|c| c.id == modulo.cruscotto)
        {
            let chiavi = chiavi_righe(cruscotto.righe.iter());
            let valori = cruscotto.righe.iter().map(|riga| riga.atteso(anno));
            attesi.extend(
                chiavi
                    .into_iter()
                    .zip(valori)
                    .filter_map(|(c, v)| Some((c, v?))),
            );
        }
        for progetto in &self.modello.progetti {
            let chiavi = chiavi_attivita(&progetto.nome, &progetto.attivita);
            attesi.extend(
                chiavi
                    .into_iter()
                    .zip(progetto.attivita.iter().map(|a| &a.target)),
            );
        }
        attesi
    }
}

/// The form in a file that came back, with its bytes.
fn in_arrivo(file: &Path, nome: &str) -> Result<(Modulo, Vec<u8>), String> {
    if file.is_dir() {
        return Err(
            "è una cartella dentro quella indicata: se contiene moduli, indica anche lei"
                .to_owned(),
        );
    }
    let byte = leggi(file).map_err(|causa| italiano::errore_di_sistema(&causa))?;
    Ok((modulo_di(nome, &byte)?, byte))
}

fn modulo_di(nome: &str, byte: &[u8]) -> Result<Modulo, String> {
    let fogli = read::fogli(nome, byte).map_err(|guasto| {
        let rimedio = match guasto.codice {
            Codice::FormatoNonAmmesso => "serve il modulo che hai mandato, in .xlsx o .ods",
            _ => guasto.rimedio.as_str(),
        };
        format!("{}: {rimedio}", guasto.messaggio)
    })?;
    modulo::leggi(nome, &fogli.dati).map_err(|perche| perche.to_string())
}

fn leggi(file: &Path) -> io::Result<Vec<u8>> {
    let mut byte = Vec::new();
    fs::File::open(file)?
        .take(BYTE + 1)
        .read_to_end(&mut byte)?;
    if byte.len() as u64 > BYTE {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(byte)
}

/// Why an answer cannot be held against its target, in words for whoever wrote it.
fn incomprensibile(valore: &Valore, atteso: &Valore) -> Option<String> {
    let ambigui = ambigui([valore, atteso].into_iter());
    if ambigui.iter().any(|(numero, _)| *numero == valore) {
        return Some(format!(
            "c'è scritto «{}» e l'atteso è {}: scrivilo con il segno di percentuale",
            valore.stampa(),
            atteso.stampa()
        ));
    }
    let serve = match (&atteso.dato, &valore.dato) {
        (_, Dato::Vuoto | Dato::NonPrevisto) => return None,
        (
            Dato::Quantita(atteso) | Dato::Soglia(_, Limite::Quantita(atteso)),
            Dato::Quantita(detto),
        ) if atteso.unita.concorda(&detto.unita) => return None,
        (Dato::Intervallo(estremi), Dato::Quantita(detto))
            if estremi.unita().concorda(&detto.unita) =>
        {
            return None;
        }
        (Dato::Quantita(_) | Dato::Soglia(_, Limite::Quantita(_)) | Dato::Intervallo(_), _) => {
            "un numero nella stessa unità"
        }
        (Dato::Data(_) | Dato::Soglia(_, Limite::Data(_)), Dato::Data(_) | Dato::Si | Dato::No) => {
            return None;
        }
        (Dato::Data(_) | Dato::Soglia(_, Limite::Data(_)), _) => "una data, oppure NO",
        (Dato::Si | Dato::No | Dato::SiNo, Dato::Si | Dato::No) => return None,
        (Dato::Si | Dato::No | Dato::SiNo, _) => "SI oppure NO",
        _ => return None,
    };
    let atteso = atteso.stampa();
    Some(format!(
        "c'è scritto «{}» e l'atteso è {atteso}: serve {serve}, o n.d.",
        valore.stampa()
    ))
}

/// Why a judged grade is none.
fn grado(valore: &Valore) -> Option<String> {
    let capito = valore.dato == Dato::Vuoto || valore.dato.numero().is_some();
    (!capito).then(|| format!("c'è scritto «{}»: serve una percentuale", valore.stampa()))
}

/// What another form of the same kind says otherwise.
fn differenze(prima: &Modulo, ora: &Modulo) -> Vec<Rilievo> {
    let dette: BTreeMap<(&str, Domanda), &Valore> = prima
        .risposte()
        .map(|(riga, domanda, valore)| ((riga.chiave.as_str(), domanda), valore))
        .collect();
    let cambiata = |riga: &modulo::RigaModulo, domanda: Domanda, valore: &Valore| {
        let prima = dette.get(&(riga.chiave.as_str(), domanda));
        let prima = prima.map(|valore| valore.stampa()).unwrap_or_default();
        let (ora, che) = (valore.stampa(), domanda.intestazione());
        let detto = |testo: &str| match testo {
            "" => "vuota".to_owned(),
            testo => format!("«{testo}»"),
        };
        (prima != ora).then(|| Rilievo {
            luogo: valore.origine.clone(),
            nome: riga.nome.clone(),
            detto: format!("{che}: era {}, ora {}", detto(&prima), detto(&ora)),
        })
    };
    ora.risposte()
        .filter_map(|(riga, domanda, valore)| cambiata(riga, domanda, valore))
        .collect()
}

/// Keeps the forms that can be kept. Each enters whole; the one that it takes the place of is kept
/// under `precedenti/` first.
///
/// # Errors
/// The system's own: those kept so far are kept.
pub(crate) fn prendi(cartella: &Cartella, consegne: &[Consegna]) -> Result<(), Guasto> {
    for preso in consegne
        .iter()
        .filter_map(|consegna| consegna.preso.as_ref())
    {
        tieni(cartella, preso)
            .map_err(|causa| Guasto::Scrittura(cartella.radice().join(preso.percorso()), causa))?;
    }
    Ok(())
}

fn tieni(cartella: &Cartella, preso: &Preso) -> io::Result<()> {
    let dove = cartella.radice().join(&preso.cartella);
    let suo = dove.join(&preso.nome);
    match &preso.modo {
        Modo::Gia => Ok(()),
        Modo::Nuovo => output::scrivi(&suo, &preso.byte),
        Modo::Sostituisce(nome) => {
            let prima = dove.join(nome);
            da_parte(&dove.join(PRECEDENTI), &prima)?;
            output::scrivi(&suo, &preso.byte)?;
            if prima == suo {
                Ok(())
            } else {
                fs::remove_file(prima)
            }
        }
    }
}

/// Keeps a copy of a form under a number that is free, unless it is there already.
fn da_parte(cartella: &Path, file: &Path) -> io::Result<()> {
    let byte = fs::read(file)?;
    let radice = file
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let fine = file
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for numero in 1_u32.. {
        let copia = cartella.join(format!("{radice}-{numero}.{fine}"));
        match fs::read(&copia) {
            Ok(altra) if altra == byte => return Ok(()),
            Ok(_) => {}
            Err(causa) if causa.kind() == io::ErrorKind::NotFound => {
                return output::scrivi(&copia, &byte);
            }
            Err(causa) => return Err(causa),
        }
    }
    Ok(())
}

/// The files that were named: those of a folder in the order of their names, without what programs
/// leave beside them, and the folders in it, which nobody named.
///
/// # Errors
/// A folder that cannot be read.
pub(crate) fn file_indicati(percorsi: &[PathBuf]) -> Result<Vec<PathBuf>, Guasto> {
    let mut file = BTreeSet::new();
    for percorso in percorsi {
        if !percorso.is_dir() {
            file.insert(percorso.clone());
            continue;
        }
        let voci = fs::read_dir(percorso)
            .and_then(Iterator::collect::<io::Result<Vec<_>>>)
            .map_err(|causa| Guasto::Lettura(percorso.clone(), causa))?;
        let nostri = voci.into_iter().filter(|voce| {
            let nome = voce.file_name().to_string_lossy().into_owned();
            !nome.starts_with(['.', '~'])
        });
        file.extend(nostri.map(|voce| voce.path()));
    }
    Ok(file.into_iter().collect())
}
