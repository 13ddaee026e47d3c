//! `ciclo verifica`: every slip, in its cell.

use crate::edizione::Edizione;
use crate::model::nome::piu_vicino;
use crate::model::{Cruscotto, Diagnosi, Modello};
use crate::report::{self, Contorno, guida, pagina, rapporto};

use super::{Dati, Esito, Impedimento, modelli, scrivi, stampa};

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
pub(super) struct Argomenti {
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

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    if argomenti.schema {
        stampa(&format!("{:#}", rapporto::schema().to_value()))?;
        return Ok(Esito::Bene);
    }
    if let Some(codice) = &argomenti.spiega {
        return spiegazione(codice);
    }
    let edizione = argomenti.dati.edizione()?;
    let modello = edizione.modello();
    let solo = argomenti
        .solo
        .as_deref()
        .map(|nome| cruscotto(modello, nome))
        .transpose()?;
    let solo = solo.map(|cruscotto| cruscotto.file.as_str());
    let mut diagnosi = modelli::verifica(&edizione);
    if let Some(file) = solo {
        diagnosi.retain(|d| d.luoghi.iter().any(|luogo| luogo.file == *file));
    }
    match argomenti.formato {
        Formato::Testo => testo(modello, &diagnosi),
        Formato::Json => stampa(&rapporto::json(&diagnosi)),
        Formato::Html => stampa(&html(&edizione, &diagnosi, solo)?),
    }?;
    Ok(if diagnosi.iter().any(Diagnosi::blocca) {
        Esito::Trovato
    } else {
        Esito::Bene
    })
}

/// On a terminal, with colours that any other output does without.
fn testo(modello: &Modello, diagnosi: &[Diagnosi]) -> Result<(), Impedimento> {
    let elenco = report::con_contorno(diagnosi, &Contorno::nuovo(modello));
    let riepilogo = report::riepilogo(diagnosi);
    scrivi(&format!("{elenco}{riepilogo}"))
}

/// The page, from the cycle's own template where it has one.
fn html(
    edizione: &Edizione,
    diagnosi: &[Diagnosi],
    solo: Option<&str>,
) -> Result<String, Impedimento> {
    let proprio = edizione.modelli().di_propria_mano(pagina::MODELLO);
    pagina::html(edizione.modello(), diagnosi, solo, proprio).map_err(Impedimento::Messaggio)
}

fn spiegazione(nome: &str) -> Result<Esito, Impedimento> {
    let codice = guida::codice(nome).map_err(|vicino| {
        Impedimento::Messaggio(match vicino {
            Some(vicino) => format!("Non conosco il codice «{nome}». Forse volevi scrivere «{vicino}»."),
            None => format!("Non conosco il codice «{nome}». I codici sono tra parentesi quadre nell'elenco di «ciclo verifica»."),
        })
    })?;
    let pagina = guida::sul_terminale(guida::pagina(codice).unwrap_or_default());
    scrivi(&pagina)?;
    Ok(Esito::Bene)
}

/// The cruscotto of an id or name, however it is written.
fn cruscotto<'a>(modello: &'a Modello, nome: &str) -> Result<&'a Cruscotto, Impedimento> {
    let cruscotti = &modello.cruscotti;
    if let Some(trovato) = modello.cruscotto_detto(nome) {
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
