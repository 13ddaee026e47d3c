//! `ciclo verifica`: every slip, in its cell.

use std::io::{ErrorKind, Write};

use crate::load::Caricato;
use crate::model::nome::{chiave, piu_vicino};
use crate::model::{Cruscotto, Diagnosi};
use crate::report::{self, Contorno, guida, pagina, rapporto};

use super::{Dati, Esito, Impedimento, stampa};

/// Elenca che cosa non va nei dati e nei testi, cella per cella
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo verifica
  ciclo verifica --solo promozione
  ciclo verifica --formato html > verifica.html
  ciclo verifica --spiega somma-errata

Esito: 0 se non ci sono errori (avvisi e note non bloccano), 1 se ce ne sono, 2 se non si può procedere.
Livelli e scarti accettati si decidono in ciclo.toml, sezione [verifica].")]
pub struct Argomenti {
    #[command(flatten)]
    dati: Dati,
    /// Come mostrare le segnalazioni
    #[arg(
        long,
        value_enum,
        value_name = "FORMATO",
        default_value = "testo",
        hide_default_value = true
    )]
    formato: Formato,
    /// Solo le segnalazioni di un servizio, per nome del file o per nome
    #[arg(long, value_name = "SERVIZIO")]
    solo: Option<String>,
    /// Spiega un tipo di segnalazione: che cosa vuol dire e come si corregge
    #[arg(long, value_name = "CODICE")]
    spiega: Option<String>,
    /// Stampa lo schema JSON che descrive il formato json
    #[arg(long)]
    schema: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Formato {
    /// Per il terminale (predefinito)
    Testo,
    /// Per altri programmi
    Json,
    /// Una pagina da mandare ai servizi
    Html,
}

pub fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    if argomenti.schema {
        stampa(&serde_json::to_string_pretty(&rapporto::schema()).unwrap_or_default());
        return Ok(Esito::Bene);
    }
    if let Some(codice) = &argomenti.spiega {
        return spiegazione(codice);
    }
    let mut caricato = argomenti.dati.carica()?;
    let solo = argomenti
        .solo
        .as_deref()
        .map(|nome| cruscotto(&caricato, nome))
        .transpose()?;
    let solo = solo.map(|cruscotto| cruscotto.file.clone());
    caricato.verifica_tutto();
    if let Some(file) = &solo {
        caricato
            .diagnosi
            .retain(|d| d.luoghi.iter().any(|luogo| luogo.file == *file));
    }
    match argomenti.formato {
        Formato::Testo => testo(&caricato),
        Formato::Json => stampa(&rapporto::json(&caricato.diagnosi)),
        Formato::Html => stampa(&html(&caricato, solo.as_deref())?),
    }
    Ok(if caricato.diagnosi.iter().any(Diagnosi::blocca) {
        Esito::Trovato
    } else {
        Esito::Bene
    })
}

/// On a terminal, with colours that any other output does without.
fn testo(caricato: &Caricato) {
    let contorno = Contorno::nuovo(&caricato.modello);
    let elenco = report::con_contorno(&caricato.diagnosi, &contorno);
    let riepilogo = report::riepilogo(&caricato.diagnosi);
    let _ = anstream::stdout().write_all(format!("{elenco}{riepilogo}").as_bytes());
}

/// The page, from the cycle's own template where it has one.
fn html(caricato: &Caricato, solo: Option<&str>) -> Result<String, Impedimento> {
    let nome = format!("modelli/{}", pagina::MODELLO);
    let proprio = match caricato.cartella.leggi(&nome) {
        Ok(byte) => Some(String::from_utf8_lossy(&byte).into_owned()),
        Err(causa) if causa.kind() == ErrorKind::NotFound => None,
        Err(causa) => {
            let causa = report::errore_di_sistema(&causa);
            return Err(Impedimento::Messaggio(format!(
                "Non riesco a leggere {nome}: {causa}."
            )));
        }
    };
    pagina::html(caricato, solo, proprio.as_deref()).map_err(Impedimento::Messaggio)
}

fn spiegazione(nome: &str) -> Result<Esito, Impedimento> {
    let codice = guida::codice(nome).map_err(|vicino| {
        Impedimento::Messaggio(match vicino {
            Some(vicino) => format!("Non conosco il codice «{nome}». Forse volevi scrivere «{vicino}»."),
            None => format!("Non conosco il codice «{nome}». I codici sono tra parentesi quadre nell'elenco di «ciclo verifica»."),
        })
    })?;
    let pagina = guida::sul_terminale(guida::pagina(codice).unwrap_or_default());
    let _ = anstream::stdout().write_all(pagina.as_bytes());
    Ok(Esito::Bene)
}

/// The cruscotto of an id or name, however it is written.
fn cruscotto<'a>(caricato: &'a Caricato, nome: &str) -> Result<&'a Cruscotto, Impedimento> {
    let cruscotti = &caricato.modello.cruscotti;
    let cercato = chiave(nome);
    if let Some(trovato) = cruscotti
        .iter()
        .find(|c| chiave(&c.id) == cercato || chiave(&c.nome) == cercato)
    {
        return Ok(trovato);
    }
    let noti = cruscotti
        .iter()
        .flat_map(|c| [c.id.as_str(), c.nome.as_str()]);
    Err(Impedimento::Messaggio(match piu_vicino(nome, noti) {
        Some(vicino) => {
            format!("Non trovo il servizio «{nome}». Forse volevi scrivere «{vicino}».")
        }
        None => {
            let ids: Vec<&str> = cruscotti.iter().map(|c| c.id.as_str()).collect();
            format!(
                "Non trovo il servizio «{nome}». Ci sono: {}.",
                ids.join(", ")
            )
        }
    }))
}
