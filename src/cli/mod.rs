//! The command line: one file per verb.
//!
//! Exit codes: 0 fine, 1 something found (errors in the data, differences), 2 could not run.

mod apri;
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
mod parti;
mod pubblica;
mod raccogli;
mod spiega;
mod stato;
mod testo;
mod verifica;

use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::civil::Date;

use crate::cycle::{self, Cartella};
use crate::documents::{self, Descrittore};
use crate::edizione::Edizione;
use crate::model::italiano::errore_di_sistema;
use crate::model::{Dato, Diagnosi};
use crate::typeset::ErroreDiComposizione;
use crate::words::valore::interpreta;
use crate::{anno, publish, report, studio};

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
    /// Mostra l'aiuto, di tutto il programma o di un comando
    #[command(visible_alias = "help")]
    Aiuto {
        /// Il comando
        #[arg(value_name = "COMANDO")]
        comando: Option<String>,
    },
}

/// Where the cycle is.
#[derive(clap::Args)]
struct Dati {
    /// Cartella del ciclo (predefinita: l'unica sotto data/)
    #[arg(long = "dati", value_name = "CARTELLA")]
    cartella: Option<PathBuf>,
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
    let argomenti =
        match italiano::in_italiano(Argomenti::command()).try_get_matches_from(argomenti) {
            Ok(trovati) => Argomenti::from_arg_matches(&trovati),
            Err(errore) => Err(errore),
        };
    let argomenti = match argomenti {
        Ok(argomenti) => argomenti,
        Err(errore) => return italiano::errore(&errore),
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

impl Dati {
    fn cartella(&self) -> Result<Cartella, Impedimento> {
        cartella_del_ciclo(self.cartella.as_deref())
    }

    fn edizione(&self) -> Result<Edizione, Impedimento> {
        Ok(Edizione::apri(&self.cartella()?)?)
    }
}

/// The cycle's folder: the one named, or the only one under `data/`.
fn cartella_del_ciclo(indicata: Option<&Path>) -> Result<Cartella, Impedimento> {
    let radice = match indicata {
        Some(cartella) => cartella.to_owned(),
        None => unica(Path::new("data"))?,
    };
    if !radice.is_dir() {
        return Err(Impedimento::Messaggio(format!(
            "La cartella {} non esiste: indica quella di un ciclo.",
            radice.display()
        )));
    }
    if !radice.join(cycle::FILE).is_file() {
        return Err(Impedimento::Messaggio(format!(
            "Nella cartella {} manca il file {}: indica la cartella del ciclo con --dati.",
            radice.display(),
            cycle::FILE
        )));
    }
    Ok(Cartella::nuova(radice))
}

fn unica(data: &Path) -> Result<PathBuf, Impedimento> {
    let voci = std::fs::read_dir(data).into_iter().flatten().flatten();
    let mut cicli: Vec<PathBuf> = voci
        .map(|voce| voce.path())
        .filter(|p| p.join(cycle::FILE).is_file())
        .collect();
    cicli.sort();
    match cicli.as_slice() {
        [unica] => Ok(unica.clone()),
        [] => Err(Impedimento::Messaggio(
            "Sotto data/ non c'è nessun ciclo: indica la cartella con --dati CARTELLA.".to_owned(),
        )),
        molte => {
            let nomi: Vec<String> = molte
                .iter()
                .map(|p| format!("  --dati {}", p.display()))
                .collect();
            Err(Impedimento::Messaggio(format!(
                "Sotto data/ ci sono più cicli: scegline uno.\n{}",
                nomi.join("\n")
            )))
        }
    }
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
