//! `ciclo moduli`: the forms to send out.

use std::fs;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::anno::{File, moduli};
use crate::cycle::inventario::MODULI;
use crate::model::nome::piu_vicino;
use crate::model::{Cruscotto, Modello, Progetto, italiano};
use crate::read::modulo::Che;
use crate::{output, report};

use super::{Dati, Esito, Impedimento, di, fuori_dai_dati, giorno, stampa};

/// Prepara i moduli da far compilare ai servizi, uno per cruscotto
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo moduli piano                               i risultati attesi del triennio
  ciclo moduli monitoraggio --al 2027-06-30        i valori raggiunti a quella data
  ciclo moduli consuntivo --solo promozione        i risultati dell'anno, di un servizio
  ciclo moduli consuntivo --uscita da-mandare

In ogni modulo le celle da compilare sono gialle, le altre bloccate. I moduli restituiti si prendono
con «ciclo raccogli».")]
pub(super) struct Argomenti {
    /// Che cosa chiedere: piano, monitoraggio o consuntivo
    #[arg(value_enum, value_name = "CHE")]
    che: Quale,
    /// Data del monitoraggio: 2027-06-30
    #[arg(long, value_name = "DATA", value_parser = giorno)]
    al: Option<Date>,
    /// Solo questo cruscotto, per id o nome; si può ripetere
    #[arg(long, value_name = "SERVIZIO")]
    solo: Vec<String>,
    #[command(flatten)]
    dati: Dati,
    /// Cartella in cui scrivere
    #[arg(
        long,
        value_name = "CARTELLA",
        default_value = MODULI,
        hide_default_value = true
    )]
    uscita: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Quale {
    /// I risultati attesi
    Piano,
    /// I valori a una data
    Monitoraggio,
    /// I risultati dell'anno
    Consuntivo,
}

impl Argomenti {
    fn che(&self, modello: &Modello) -> Result<Che, Impedimento> {
        match (self.che, self.al) {
            (Quale::Piano, None) => Ok(Che::Piano(modello.anno)),
            (Quale::Consuntivo, None) => Ok(Che::Consuntivo(modello.anno_relazione)),
            (Quale::Monitoraggio, Some(data)) if data.year() == modello.anno => {
                Ok(Che::Monitoraggio(data))
            }
            (Quale::Monitoraggio, Some(data)) => Err(Impedimento::Messaggio(format!(
                "Il {data} non è nel {}, l'anno di questo ciclo: correggi --al.",
                modello.anno
            ))),
            (Quale::Monitoraggio, None) => Err(Impedimento::Messaggio(format!(
                "Per il monitoraggio manca la data: --al {}-06-30",
                modello.anno
            ))),
            (_, Some(_)) => Err(Impedimento::Messaggio(
                "--al serve solo con «ciclo moduli monitoraggio».".to_owned(),
            )),
        }
    }

    /// The ids of the cruscotti that were named; all of them where none was.
    fn scelti(&self, modello: &Modello) -> Result<Vec<String>, Impedimento> {
        if self.solo.is_empty() {
            return Ok(modello.cruscotti.iter().map(|c| c.id.clone()).collect());
        }
        self.solo.iter().map(|nome| trova(nome, modello)).collect()
    }
}

/// The id of the cruscotto of this id or name.
fn trova(nome: &str, modello: &Modello) -> Result<String, Impedimento> {
    if let Some(suo) = modello.cruscotto_detto(nome) {
        return Ok(suo.id.clone());
    }
    Err(Impedimento::Messaggio(format!(
        "Non c'è nessun cruscotto «{nome}».{}",
        forse(nome, modello)
    )))
}

/// What was probably meant: names one after the other, a name with a slip, or any of those that
/// there are.
fn forse(nome: &str, modello: &Modello) -> String {
    let pezzi: Vec<&str> = nome.split([',', ';']).map(str::trim).collect();
    if pezzi.len() > 1
        && pezzi
            .iter()
            .all(|uno| modello.cruscotto_detto(uno).is_some())
    {
        let ripetuto: Vec<String> = pezzi
            .iter()
            .map(|uno| format!("--solo \"{uno}\""))
            .collect();
        return format!(" Per più di uno ripeti l'opzione: {}.", ripetuto.join(" "));
    }
    let cruscotti = &modello.cruscotti;
    let noti = cruscotti
        .iter()
        .flat_map(|c| [c.id.as_str(), c.nome.as_str()]);
    if let Some(vicino) = piu_vicino(nome, noti) {
        return format!(" Forse volevi scrivere «{vicino}».");
    }
    let ids: Vec<&str> = cruscotti.iter().map(|c| c.id.as_str()).collect();
    match ids.is_empty() {
        true => String::new(),
        false => format!(" Ci sono: {}.", ids.join(", ")),
    }
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    fuori_dai_dati(&argomenti.uscita)?;
    let edizione = argomenti.dati.edizione()?;
    let che = argomenti.che(edizione.modello())?;
    let scelti = argomenti.scelti(edizione.modello())?;
    let file = moduli::moduli(&edizione, che, |cruscotto| scelti.contains(&cruscotto.id))?;
    let cartella = argomenti.uscita.join(che.scritto().replace(' ', "-"));
    // One that is there may have been filled in meanwhile.
    let diversi = file.iter().filter_map(|(nome, byte)| {
        let percorso = cartella.join(nome);
        fs::read(&percorso)
            .is_ok_and(|altro| altro != *byte)
            .then_some(percorso)
    });
    if let Some(percorso) = diversi.into_iter().next() {
        return Err(Impedimento::Messaggio(format!(
            "{} c'è già ed è diverso, forse è compilato: non ho scritto nulla.\n\
             Sposta quello che c'è, oppure indica un'altra cartella con --uscita.",
            percorso.display()
        )));
    }
    for (nome, byte) in &file {
        let percorso = cartella.join(nome);
        output::scrivi(&percorso, byte).map_err(|causa| {
            Impedimento::Messaggio(report::errore_di_scrittura(&percorso, &causa))
        })?;
        stampa(&percorso.display().to_string())?;
    }
    let modello = edizione.modello();
    if argomenti.solo.is_empty() && argomenti.che != Quale::Piano {
        senza_chi_risponde(modello, che.anno());
    }
    Ok(senza_modulo(modello, &scelti, &file))
}

/// Says of which projects no form asks: no cruscotto has their indicators.
fn senza_chi_risponde(modello: &Modello, anno: i16) {
    let chiesto = |progetto: &Progetto| {
        let mut cruscotti = modello.cruscotti.iter();
        cruscotti.any(|c| moduli::progetti_di(modello, c).any(|suo| suo.id == progetto.id))
    };
    let dell_anno = modello
        .progetti
        .iter()
        .filter(|progetto| progetto.attivita_di(anno).next().is_some());
    for progetto in dell_anno.filter(|progetto| !chiesto(progetto)) {
        let nome = &progetto.nome;
        di(&format!(
            "Nessun modulo chiede delle attività di «{nome}»: scrivi l'indicatore «Progetto: \
             {nome}» nel foglio del servizio che se ne occupa, o i risultati nella sua scheda.\n"
        ));
    }
}

/// Says of which cruscotti there is no form and what to write for one, a fault if there is none at
/// all: nobody can be asked about indicators that have no name yet.
fn senza_modulo(modello: &Modello, scelti: &[String], file: &[File]) -> Esito {
    let fatto = |id: &str| {
        file.iter()
            .any(|(nome, _)| nome.strip_suffix(".xlsx") == Some(id))
    };
    let senza: Vec<&Cruscotto> = modello
        .cruscotti
        .iter()
        .filter(|c| scelti.contains(&c.id) && !fatto(&c.id))
        .collect();
    if !senza.is_empty() {
        let nomi: Vec<&str> = senza.iter().map(|c| c.nome.as_str()).collect();
        let fogli: Vec<&str> = senza.iter().map(|c| c.file.as_str()).collect();
        di(&format!(
            "Senza modulo, perché nel foglio non c'è ancora nessun indicatore: {}.\n\
             Scrivi i nomi degli indicatori nella colonna «Indicatore» di {}, poi ripeti il \
             comando: il modulo ne chiede i valori.\n",
            nomi.join(", "),
            italiano::elenco(&fogli)
        ));
    } else if file.is_empty() {
        di(SENZA_FOGLI);
    }
    match file.is_empty() {
        true => Esito::Trovato,
        false => Esito::Bene,
    }
}

const SENZA_FOGLI: &str = "Nel ciclo non c'è nessun foglio di un servizio, e senza indicatori non \
c'è nulla da chiedere. Metti in servizi/ un foglio per servizio, con la colonna «Indicatore», poi \
ripeti il comando.\n";
