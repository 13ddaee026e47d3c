//! Publishing on disk: what is there is looked at, the new year is made ready and takes its place.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::model::italiano;
use crate::opendata::allegato::INDICATORI;
use crate::opendata::{CATALOGO, INDICE, Record, SCHEMA_DELL_INDICE, STORICO, sha256};
use crate::output;

use super::cima::{Anni, PAGINA};
use super::fascicolo::{AnnoPronto, Fascicolo};
use super::guasto::Guasto;
use super::lavoro::{self, Lavoro};
use super::proprieta::{self, Estraneo, Perche, Stato};
use super::somme::Albero;
use super::{disco, somme, versioni};

/// What goes beside the years.
const CIMA: [&str; 8] = [
    PAGINA,
    INDICE,
    SCHEMA_DELL_INDICE,
    STORICO[0],
    STORICO[1],
    CATALOGO[0],
    CATALOGO[1],
    somme::FILE,
];
/// Largest table that is read back, in bytes.
const BYTE_TABELLA: u64 = 64 << 20;

/// What was published.
pub(crate) struct Pubblicata {
    pub versione: u32,
    /// The files of the year, the versions before among them, by name.
    pub file: Vec<String>,
    /// What is there and is not ciclo's: it stays as it is.
    pub accanto: Vec<String>,
}

/// Writes a year's folder under `radice`, then the index of all the years there with its checksums.
/// What differs from what is published becomes a version of its own, for which `motivo` says why.
///
/// # Errors
/// See [`Guasto`]. But for [`Guasto::Interrotta`], what was there is as it was.
pub(crate) fn pubblica(
    radice: &Path,
    fascicolo: &Fascicolo,
    motivo: Option<&str>,
) -> Result<Pubblicata, Guasto> {
    output::crea_cartelle(radice).map_err(su(radice))?;
    let _chiave = chiudi(radice)?;
    riprendi(radice)?;
    let Pronta {
        anno,
        cima,
        accanto,
    } = prepara(radice, fascicolo, motivo)?;
    let numero = anno.record.anno;
    let lavoro = Lavoro::prepara(radice, numero, &anno.file, &cima)
        .map_err(su(&radice.join(numero.to_string())))?;
    compi(radice, &lavoro)?;
    Ok(Pubblicata {
        versione: anno.record.versione,
        file: anno.file.into_keys().collect(),
        accanto,
    })
}

/// Every file that publishing would write, with its bytes and its path from `radice`.
///
/// # Errors
/// What would keep it from being published.
pub(crate) fn anteprima(
    radice: &Path,
    fascicolo: &Fascicolo,
    motivo: Option<&str>,
) -> Result<Albero, Guasto> {
    let Pronta { anno, mut cima, .. } = prepara(radice, fascicolo, motivo)?;
    let numero = anno.record.anno;
    let file = anno.file.into_iter();
    cima.extend(file.map(|(nome, byte)| (format!("{numero}/{nome}"), byte)));
    Ok(cima)
}

/// Ids of the documents that a published folder, of all years or of one, has of a year.
pub(crate) fn documenti(cartella: &Path, anno: i16) -> Option<Vec<String>> {
    let qui = proprieta::record(cartella);
    let record = qui.or_else(|| proprieta::record(&cartella.join(anno.to_string())))?;
    let suoi = record.documenti.into_iter();
    (record.anno == anno).then(|| suoi.map(|documento| documento.tipo).collect())
}

/// What in a published folder, of all years or of one, is not what these data give, byte by byte.
///
/// # Errors
/// A folder without this year, a disk that cannot be read.
pub(crate) fn confronta(cartella: &Path, fascicolo: &Fascicolo) -> Result<Vec<String>, Guasto> {
    let numero = fascicolo.record.anno;
    let un_anno = proprieta::record(cartella).is_some();
    let (posto, prefisso) = match un_anno {
        true => (cartella.to_owned(), String::new()),
        false => (cartella.join(numero.to_string()), format!("{numero}/")),
    };
    let Some(versione) = versioni::in_vigore(&posto, fascicolo)? else {
        return Err(Guasto::NonPubblicato(numero));
    };
    let anno = fascicolo.anno(versione);
    let mut attesi = Albero::new();
    if !un_anno {
        let stato = proprieta::stato(cartella, &fascicolo.record, &CIMA).map_err(su(cartella))?;
        attesi = cima(cartella, fascicolo, &anno, stato.anni)?;
    }
    let dell_anno = anno.file.into_iter();
    attesi.extend(dell_anno.map(|(nome, byte)| (format!("{prefisso}{nome}"), byte)));
    let letto = |nome: &str| disco::entro(&cartella.join(nome), u64::MAX).ok();
    let diversi = attesi
        .iter()
        .filter(|(nome, byte)| letto(nome).as_ref() != Some(*byte));
    let mut diversi: Vec<String> = diversi.map(|(nome, _)| nome.clone()).collect();
    let di_troppo = proprieta::somme_di(&posto).unwrap_or_default();
    let di_troppo = di_troppo
        .into_keys()
        .map(|nome| format!("{prefisso}{nome}"));
    diversi.extend(di_troppo.filter(|nome| !attesi.contains_key(nome)));
    Ok(diversi)
}

/// A publication in memory, that nothing stands in the way of.
struct Pronta {
    anno: AnnoPronto,
    cima: Albero,
    accanto: Vec<String>,
}

/// Looks at what is there and makes of it what takes its place; writes nothing.
fn prepara(radice: &Path, fascicolo: &Fascicolo, motivo: Option<&str>) -> Result<Pronta, Guasto> {
    let stato = match disco::occupato(radice) {
        true => proprieta::stato(radice, &fascicolo.record, &CIMA).map_err(su(radice))?,
        false => Stato::default(),
    };
    if !stato.estranei.is_empty() {
        return Err(Guasto::Estranei(stato.estranei));
    }
    senza_perdite(&stato, &fascicolo.record)?;
    senza_cataloghi_vecchi(radice, fascicolo)?;
    let posto = radice.join(fascicolo.record.anno.to_string());
    let anno = fascicolo.anno(versioni::versione(&posto, fascicolo, motivo)?);
    let cima = cima(radice, fascicolo, &anno, stato.anni)?;
    Ok(Pronta {
        anno,
        cima,
        accanto: stato.accanto,
    })
}

/// A disk that refuses, at a place.
fn su(percorso: &Path) -> impl Fn(io::Error) -> Guasto {
    let percorso = percorso.to_owned();
    move |causa| Guasto::Disco {
        percorso: percorso.clone(),
        causa,
    }
}

/// Finishes what a killed run had made ready, and takes away what it had not.
fn riprendi(radice: &Path) -> Result<(), Guasto> {
    for banco in output::lavori(radice).map_err(su(radice))? {
        let Some(lavoro) = Lavoro::ritrova(radice, &banco) else {
            lavoro::butta(&banco).map_err(su(&banco))?;
            continue;
        };
        let estranei = lavoro.estranei().map_err(su(radice))?;
        if !estranei.is_empty() {
            return Err(Guasto::Estranei(estranei));
        }
        compi(radice, &lavoro)?;
    }
    Ok(())
}

fn compi(radice: &Path, lavoro: &Lavoro<'_>) -> Result<(), Guasto> {
    lavoro.compi().map_err(|causa| Guasto::Interrotta {
        percorso: radice.to_owned(),
        causa,
    })
}

/// What goes beside the years: what tells of all of them, and the checksums of it and of each year's
/// own checksums, so that a year that is taken away or put in another's place is missed.
fn cima(
    radice: &Path,
    fascicolo: &Fascicolo,
    nuovo: &AnnoPronto,
    anni: BTreeMap<i16, Record>,
) -> Result<Albero, Guasto> {
    let mut pubblicati = Anni::default();
    let mut elenchi = BTreeMap::new();
    for (anno, record) in anni
        .into_iter()
        .filter(|(anno, _)| *anno != nuovo.record.anno)
    {
        let cartella = radice.join(anno.to_string());
        let precedenti = record.precedenti.iter().filter_map(|prima| {
            proprieta::record(&cartella.join(proprieta::cartella(prima.versione)))
        });
        pubblicati.precedenti.insert(anno, precedenti.collect());
        let indicatori = se_c_e(&cartella.join(INDICATORI), BYTE_TABELLA)?;
        pubblicati
            .indicatori
            .extend(indicatori.map(|byte| (anno, byte)));
        let elenco = se_c_e(&cartella.join(somme::FILE), somme::BYTE)?;
        elenchi.extend(elenco.map(|byte| (anno, byte)));
        pubblicati.record.insert(anno, record);
    }
    let anno = nuovo.record.anno;
    let scritto = |nome: &str| nuovo.file.get(nome).map(|byte| (anno, byte.clone()));
    pubblicati.indicatori.extend(scritto(INDICATORI));
    elenchi.extend(scritto(somme::FILE));
    pubblicati.precedenti.insert(anno, nuovo.precedenti());
    pubblicati.record.insert(anno, nuovo.record.clone());
    let mut cima = fascicolo.cima(&pubblicati)?;
    let mut somme_di_tutti = somme::di(&cima);
    for (anno, byte) in elenchi {
        somme_di_tutti.insert(format!("{anno}/{}", somme::FILE), sha256(&byte));
    }
    let somme = somme::testo(&somme_di_tutti).into_bytes();
    cima.insert(somme::FILE.to_owned(), somme);
    Ok(cima)
}

/// A file of a year, where it has it.
fn se_c_e(percorso: &Path, limite: u64) -> Result<Option<Vec<u8>>, Guasto> {
    let letto = disco::e_file(percorso).then(|| disco::entro(percorso, limite));
    letto.transpose().map_err(su(percorso))
}

/// Refuses to take away a document that is published: the Relazione comes months after the Piano of
/// its folder.
fn senza_perdite(stato: &Stato, nuovo: &Record) -> Result<(), Guasto> {
    let vecchio = stato.anni.get(&nuovo.anno).into_iter();
    let persi: Vec<_> = vecchio
        .flat_map(|vecchio| vecchio.documenti_oltre(nuovo))
        .collect();
    if persi.is_empty() {
        return Ok(());
    }
    let titoli = persi.iter().map(|perso| format!("«{}»", perso.titolo));
    let ids = persi.iter().map(|perso| perso.tipo.as_str());
    let nuovi = nuovo.documenti.iter().map(|nuovo| nuovo.tipo.as_str());
    Err(Guasto::Perderebbe {
        anno: nuovo.anno,
        titoli: italiano::elenco(&titoli.collect::<Vec<_>>()),
        insieme: ids.chain(nuovi).collect::<Vec<_>>().join(" "),
    })
}

/// A catalogue that would tell of the years before alone is not left to stand.
fn senza_cataloghi_vecchi(radice: &Path, nuovo: &Fascicolo) -> Result<(), Guasto> {
    let attesi = nuovo.cataloghi();
    let rimasti = CATALOGO
        .into_iter()
        .filter(|nome| !attesi.contains(nome) && disco::occupato(&radice.join(nome)));
    let rimasti: Vec<Estraneo> = rimasti
        .map(|nome| Estraneo {
            percorso: nome.to_owned(),
            perche: Perche::SenzaIndirizzo,
        })
        .collect();
    match rimasti.is_empty() {
        true => Ok(()),
        false => Err(Guasto::Estranei(rimasti)),
    }
}

/// Holds the folder for this run alone; none where the system cannot lock a folder.
fn chiudi(radice: &Path) -> Result<Option<File>, Guasto> {
    let Ok(cartella) = File::open(radice) else {
        return Ok(None);
    };
    match cartella.try_lock() {
        Ok(()) => Ok(Some(cartella)),
        Err(fs::TryLockError::WouldBlock) => Err(Guasto::Occupata),
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}
