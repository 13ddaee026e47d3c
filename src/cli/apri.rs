//! `ciclo apri`: the whole round in a browser.

use std::fs::File;
use std::io::{IsTerminal, stdin, stdout};
use std::path::{Path, PathBuf};

use crate::cycle::Cartella;
use crate::studio::{self, Scelte};

use super::{Come, Esito, Impedimento, NonVa, cartella_del_ciclo, di, stampa, unica};

/// Apre il ciclo in una pagina del browser, che segue ogni modifica ai file
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo apri                       apre il ciclo di questa cartella, o chiede quale
  ciclo apri data/ente-2027        apre un altro ciclo
  ciclo apri --senza-browser       stampa solo l'indirizzo, da incollare nel browser
  ciclo apri --porta 8080          usa sempre la stessa porta

La pagina è solo di questo computer: nessun altro la può aprire, e non chiede nulla alla rete.
L'indirizzo contiene una chiave: non mandarlo a nessuno. Si chiude dal suo pulsante o con Ctrl-C.")]
pub(super) struct Argomenti {
    /// Cartella del ciclo (predefinita: questa, o l'unica sotto data/)
    #[arg(value_name = "CARTELLA")]
    cartella: Option<PathBuf>,
    /// Porta su cui rispondere; 0 per una libera
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        hide_default_value = true,
        value_parser = porta
    )]
    porta: u16,
    /// Non apre il browser: stampa l'indirizzo
    #[arg(long)]
    senza_browser: bool,
}

fn porta(scritta: &str) -> Result<u16, NonVa> {
    scritta.parse().map_err(|_| {
        NonVa("scrivi un numero da 1024 a 65535, oppure 0 per una porta libera".to_owned())
    })
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    let scelte = Scelte {
        cartella: cartella(argomenti.cartella.as_deref())?,
        porta: argomenti.porta,
        a_tempo: false,
    };
    let senza_browser = argomenti.senza_browser;
    studio::apri(scelte, |indirizzo| match senza_browser {
        // Whoever cannot read the address cannot open the page: it ends by Ctrl-C.
        true => stampa(indirizzo).unwrap_or_else(|guasto| di(&format!("{guasto}\n"))),
        false => nel_browser(indirizzo),
    })?;
    Ok(Esito::Bene)
}

/// The same, for whoever started the program with a double click: it ends by itself once its page
/// has been closed for a while.
pub(super) fn da_doppio_clic() -> Result<Esito, Impedimento> {
    let scelte = Scelte {
        cartella: cartella(None)?,
        porta: 0,
        a_tempo: true,
    };
    studio::apri(scelte, nel_browser)?;
    Ok(Esito::Bene)
}

/// The cycle that was named, this folder if it is one, or else the only one under `data/`. Where
/// there is none, or more than one, the page asks.
fn cartella(indicata: Option<&Path>) -> Result<Option<Cartella>, Impedimento> {
    if indicata.is_some() {
        return cartella_del_ciclo(indicata, Come::Nuda).map(Some);
    }
    Ok(unica().ok().map(Cartella::nuova))
}

fn nel_browser(indirizzo: &str) {
    if opener::open_browser(indirizzo).is_err() {
        di("Non riesco ad aprire il browser: incolla tu questo indirizzo.\n");
    }
    di(&format!(
        "La pagina è qui, finché non premi Ctrl-C: {indirizzo}\n"
    ));
}

/// True if nobody reads what the program says and nothing is piped into it: it was started by a
/// double click.
pub(super) fn fuori_dal_terminale() -> bool {
    !stdin().is_terminal() && !stdout().is_terminal() && !in_una_pipe()
}

/// True if input or output goes to a program or into a file.
#[cfg(unix)]
fn in_una_pipe() -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::FileTypeExt;

    let collegata = |flusso: std::os::fd::BorrowedFd<'_>| {
        let tipo = flusso
            .try_clone_to_owned()
            .and_then(|flusso| File::from(flusso).metadata())
            .map(|dati| dati.file_type());
        tipo.is_ok_and(|tipo| tipo.is_fifo() || tipo.is_file())
    };
    collegata(stdin().as_fd()) || collegata(stdout().as_fd())
}

/// Elsewhere a program that is not on a terminal was started by a double click.
#[cfg(not(unix))]
fn in_una_pipe() -> bool {
    false
}
