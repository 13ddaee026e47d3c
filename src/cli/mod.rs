//! The command line: one file per verb.
//!
//! Exit codes: 0 fine, 1 something found (errors in the data, differences), 2 could not run.

mod apri;
mod cartella;
mod completamenti;
mod confronta;
mod genera;
mod git;
mod guida;
mod italiano;
mod manuale;
pub mod modelli;
mod modello;
mod moduli;
mod nuovo;
mod pagine;
mod parti;
mod pubblica;
mod raccogli;
mod spiega;
mod stato;
mod testo;
mod verifica;

use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::civil::Date;

use crate::documents::{self, Descrittore};
use crate::model::italiano::errore_di_sistema;
use crate::model::{Dato, Diagnosi};
use crate::typeset::ErroreDiComposizione;
use crate::words::valore::interpreta;
use crate::{anno, publish, report, studio};

use cartella::{
    Come, Dati, cartella_del_ciclo, del_file, fuori_dai_dati, per_intero, tra_apici, unica,
};

/// Dal foglio di lavoro al Piano e alla Relazione sulla performance.
#[derive(Parser)]
#[command(name = "ciclo", version, after_help = ESEMPI)]
struct Argomenti {
    #[command(subcommand)]
    verbo: Verbo,
}

const ESEMPI: &str = "\
Esempi:
  ciclo nuovo data/ente-2027                 prepara la cartella di un nuovo ciclo
  ciclo apri                                 apre il ciclo in una pagina del browser
  ciclo genera                               scrive tutti i documenti in output/
  ciclo genera relazione --definitiva        rifiuta se manca un consuntivo
  ciclo genera piano --dati data/ente-2025   usa un'altra cartella
  ciclo verifica                             elenca che cosa non va nei dati
  ciclo modello > modello.json               stampa i dati letti, con i gradi
  ciclo spiega progetto-turismo              spiega come nasce un grado
  ciclo confronta vecchio.pdf data/ente-2025 dice che cosa è cambiato tra due bozze
  ciclo pubblica                             prepara la cartella per Amministrazione trasparente

Esito: 0 tutto bene, 1 trovati errori o differenze, 2 non è stato possibile procedere.";

#[derive(Subcommand)]
enum Verbo {
    Nuovo(Box<nuovo::Argomenti>),
    Apri(apri::Argomenti),
    Moduli(moduli::Argomenti),
    Raccogli(raccogli::Argomenti),
    Stato(stato::Argomenti),
    Genera(genera::Argomenti),
    Verifica(verifica::Argomenti),
    Modello(modello::Argomenti),
    Spiega(spiega::Argomenti),
    Confronta(Box<confronta::Argomenti>),
    Testo(testo::Argomenti),
    Pubblica(pubblica::Argomenti),
    Guida(guida::Argomenti),
    Completamenti(completamenti::Argomenti),
    Manuale(manuale::Argomenti),
    #[command(name = "pagine-pdf", hide = true)]
    Pagine(pagine::Argomenti),
    /// Mostra l'aiuto, di tutto il programma o di un comando
    #[command(visible_alias = "help")]
    Aiuto {
        /// Il comando
        #[arg(value_name = "COMANDO")]
        comando: Option<String>,
    },
}

/// What a verb comes to.
enum Esito {
    Bene,
    /// Something was found: errors in the data, differences.
    Trovato,
}

/// Why a verb could not run, in words for the person at the terminal.
#[derive(Debug, thiserror::Error)]
enum Impedimento {
    #[error("{0}")]
    Messaggio(String),
    #[error("{}", report::sul_terminale(.0).trim_end())]
    Diagnosi(Vec<Diagnosi>),
    #[error("Il documento non si compone per un errore nei modelli di stampa:\n{0}")]
    Documento(#[from] ErroreDiComposizione),
    #[error("{0}")]
    Anno(#[from] anno::Guasto),
    #[error("{0}")]
    Studio(#[from] studio::Guasto),
    #[error("Non riesco a scrivere la risposta: {}.", errore_di_sistema(.0))]
    Uscita(std::io::Error),
    #[error("{0}")]
    Pubblicazione(#[from] publish::Guasto),
    /// Documents that may not be published yet: found, not broken.
    #[error("{0}\nNon ho pubblicato nulla, la pubblicazione precedente resta com'era.")]
    Bozza(String),
}

impl From<Vec<Diagnosi>> for Impedimento {
    fn from(diagnosi: Vec<Diagnosi>) -> Self {
        Self::Diagnosi(diagnosi)
    }
}

/// Runs the program with these arguments.
pub fn esegui(argomenti: impl IntoIterator<Item = OsString>) -> ExitCode {
    let argomenti: Vec<OsString> = argomenti.into_iter().collect();
    if argomenti.len() < 2 && apri::fuori_dal_terminale() {
        return uscita(apri::da_doppio_clic());
    }
    let comando = italiano::in_italiano(Argomenti::command());
    let capiti = comando.clone().try_get_matches_from(&argomenti);
    let argomenti = match capiti.and_then(|capiti| Argomenti::from_arg_matches(&capiti)) {
        Ok(capiti) => capiti,
        Err(errore) => return italiano::errore(&errore, &comando, &argomenti),
    };
    let esito = match argomenti.verbo {
        Verbo::Nuovo(argomenti) => nuovo::esegui(*argomenti),
        Verbo::Apri(argomenti) => apri::esegui(argomenti),
        Verbo::Moduli(argomenti) => moduli::esegui(argomenti),
        Verbo::Raccogli(argomenti) => raccogli::esegui(argomenti),
        Verbo::Stato(argomenti) => stato::esegui(argomenti),
        Verbo::Genera(argomenti) => genera::esegui(argomenti),
        Verbo::Verifica(argomenti) => verifica::esegui(argomenti),
        Verbo::Modello(argomenti) => modello::esegui(argomenti),
        Verbo::Spiega(argomenti) => spiega::esegui(argomenti),
        Verbo::Confronta(argomenti) => confronta::esegui(*argomenti),
        Verbo::Testo(argomenti) => testo::esegui(argomenti),
        Verbo::Pubblica(argomenti) => pubblica::esegui(argomenti),
        Verbo::Guida(argomenti) => guida::esegui(&argomenti),
        Verbo::Completamenti(argomenti) => completamenti::esegui(argomenti),
        Verbo::Manuale(argomenti) => manuale::esegui(&argomenti),
        Verbo::Pagine(argomenti) => pagine::esegui(argomenti),
        Verbo::Aiuto { comando } => return aiuto(comando),
    };
    uscita(esito)
}

/// The exit code of what a verb came to; what kept it from running is said.
fn uscita(esito: Result<Esito, Impedimento>) -> ExitCode {
    match esito {
        Ok(Esito::Bene) => ExitCode::SUCCESS,
        Ok(Esito::Trovato) => ExitCode::from(1),
        // Whoever stopped listening knows.
        Err(Impedimento::Uscita(causa)) if causa.kind() == ErrorKind::BrokenPipe => {
            ExitCode::from(2)
        }
        Err(impedimento) => {
            di(&format!("{impedimento}\n"));
            ExitCode::from(if matches!(impedimento, Impedimento::Bozza(_)) {
                1
            } else {
                2
            })
        }
    }
}

/// The help of the program or of one command, as `--help` gives it.
fn aiuto(comando: Option<String>) -> ExitCode {
    let parole = std::iter::once("ciclo".to_owned())
        .chain(comando)
        .chain(["--help".to_owned()]);
    esegui(parole.map(OsString::from))
}

/// The document of an id among these.
fn documento<'a>(documenti: &'a [Descrittore], id: &str) -> Result<&'a Descrittore, Impedimento> {
    documents::trova(documenti, id).map_err(|vicino| {
        let forse = vicino.map(|vicino| format!(" Forse volevi scrivere «{vicino}»."));
        Impedimento::Messaggio(format!(
            "Il valore «{id}» di DOCUMENTO non va bene.{} Valori ammessi: {}.{}\n\
             Per l'aiuto: ciclo --help",
            italiano::se_cartella(id),
            documents::elenco(documenti),
            forse.unwrap_or_default()
        ))
    })
}

/// Why the value of an option will not do, in words for whoever typed it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NonVa(String);

/// A day as a person writes it: `2027-06-30`, `30/06/2027`, `30 giugno 2027`.
fn giorno(scritto: &str) -> Result<Date, NonVa> {
    match interpreta(scritto) {
        Dato::Data(giorno) => Ok(giorno),
        _ => Err(NonVa("scrivi un giorno, per esempio 2027-06-30".to_owned())),
    }
}

/// Prints a line on standard output, coloured only on a terminal.
///
/// # Errors
/// A full disk, or a reader that stopped listening: who asked has not got the answer.
fn stampa(testo: &str) -> Result<(), Impedimento> {
    scrivi(&format!("{testo}\n"))
}

/// The same of a text that ends by itself.
fn scrivi(testo: &str) -> Result<(), Impedimento> {
    let mut uscita = anstream::stdout().lock();
    let scritto = uscita.write_all(testo.as_bytes());
    scritto
        .and_then(|()| uscita.flush())
        .map_err(Impedimento::Uscita)
}

/// Says something on standard error, coloured only on a terminal. A closed stream is no reason to
/// stop.
fn di(testo: &str) {
    let _ = anstream::stderr().write_all(testo.as_bytes());
}
