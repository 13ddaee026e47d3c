//! `ciclo moduli`: the forms to send out.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::anno::moduli;
use crate::model::nome::piu_vicino;
use crate::model::{Cruscotto, Modello};
use crate::read::modulo::Che;
use crate::{output, report};

use super::{Dati, Esito, Impedimento, stampa};

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
pub struct Argomenti {
    /// Che cosa chiedere: piano, monitoraggio o consuntivo
    #[arg(value_enum, value_name = "CHE")]
    che: Quale,
    /// Data del monitoraggio: 2027-06-30
    #[arg(long, value_name = "DATA")]
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
        default_value = "moduli",
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
        self.solo
            .iter()
            .map(|nome| trova(nome, &modello.cruscotti))
            .collect()
    }
}

/// The id of the cruscotto of this id or name.
fn trova(nome: &str, cruscotti: &[Cruscotto]) -> Result<String, Impedimento> {
    let cercato = crate::model::nome::chiave(nome);
    let suo = |c: &&Cruscotto| {
        [&c.id, &c.nome]
            .iter()
            .any(|suo| crate::model::nome::chiave(suo) == cercato)
    };
    cruscotti
        .iter()
        .find(suo)
        .map(|c| c.id.clone())
        .ok_or_else(|| {
            let noti = cruscotti
                .iter()
                .flat_map(|c| [c.id.as_str(), c.nome.as_str()]);
            let forse = piu_vicino(nome, noti)
                .map(|vicino| format!(" Forse volevi scrivere «{vicino}»."))
                .unwrap_or_default();
            Impedimento::Messaggio(format!("Non c'è nessun cruscotto «{nome}».{forse}"))
        })
}

pub fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    let edizione = argomenti.dati.edizione()?;
    let che = argomenti.che(edizione.modello())?;
    let scelti = argomenti.scelti(edizione.modello())?;
    let file = moduli::moduli(&edizione, che, |cruscotto| scelti.contains(&cruscotto.id))?;
    let cartella = argomenti.uscita.join(che.scritto().replace(' ', "-"));
    for (nome, byte) in &file {
        let percorso = cartella.join(nome);
        output::scrivi(&percorso, byte).map_err(|causa| {
            Impedimento::Messaggio(report::errore_di_scrittura(&percorso, &causa))
        })?;
        stampa(&percorso.display().to_string());
    }
    Ok(Esito::Bene)
}
