//! `ciclo manuale`: the same help as pages for `man`.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use roff::{Roff, roman};

use super::{Esito, Impedimento, italiano};
use crate::{output, report};

/// Scrive in una cartella le pagine per «man», una per comando
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo manuale ~/.local/share/man/man1      poi: man ciclo, man ciclo-genera")]
pub(super) struct Argomenti {
    /// Dove scriverle
    #[arg(value_name = "CARTELLA")]
    cartella: PathBuf,
}

/// The headings of a page, as `clap_mangen` writes them and as the office reads them.
const TITOLI: [(&str, &str); 4] = [
    ("NAME", "NOME"),
    ("SYNOPSIS", "USO"),
    ("DESCRIPTION", "DESCRIZIONE"),
    ("OPTIONS", "OPZIONI"),
];

pub(super) fn esegui(argomenti: &Argomenti) -> Result<Esito, Impedimento> {
    let mut comando = italiano::in_italiano(super::Argomenti::command());
    comando.build();
    let verbi = comando
        .get_subcommands()
        .filter(|verbo| !verbo.is_hide_set());
    for comando in std::iter::once(&comando).chain(verbi) {
        scrivi(comando, &argomenti.cartella)?;
    }
    Ok(Esito::Bene)
}

fn scrivi(comando: &Command, cartella: &Path) -> Result<(), Impedimento> {
    let nome = comando.get_display_name().unwrap_or(comando.get_name());
    let file = cartella.join(format!("{nome}.1"));
    pagina(comando)
        .and_then(|pagina| output::scrivi(&file, pagina.as_bytes()))
        .map_err(|causa| Impedimento::Messaggio(report::errore_di_scrittura(&file, &causa)))
}

fn pagina(comando: &Command) -> io::Result<String> {
    let man = Man::new(comando.clone());
    let mut testo = Vec::new();
    titolo(comando).to_writer(&mut testo)?;
    man.render_name_section(&mut testo)?;
    man.render_synopsis_section(&mut testo)?;
    man.render_description_section(&mut testo)?;
    man.render_options_section(&mut testo)?;
    if comando.has_subcommands() {
        man.render_subcommands_section(&mut testo)?;
    }
    esempi(comando).to_writer(&mut testo)?;
    let testo = String::from_utf8_lossy(&testo).into_owned();
    Ok(TITOLI.iter().fold(testo, |testo, (inglese, italiano)| {
        testo.replace(
            &format!("\n.SH {inglese}\n"),
            &format!("\n.SH {italiano}\n"),
        )
    }))
}

/// The line from which `man` makes head and foot: the page has no date of its own.
fn titolo(comando: &Command) -> Roff {
    let nome = comando.get_display_name().unwrap_or(comando.get_name());
    let versione = concat!("ciclo ", env!("CARGO_PKG_VERSION"));
    let mut pagina = Roff::new();
    let nome = nome.to_uppercase();
    pagina.control(
        "TH",
        [nome.as_str(), "1", "\"\"", versione, "Comandi di ciclo"],
    );
    pagina
}

/// What stands under the help, each line of it a line of the page.
fn esempi(comando: &Command) -> Roff {
    let mut pagina = Roff::new();
    let sotto = comando.get_after_help().map(ToString::to_string);
    for linea in sotto.iter().flat_map(|sotto| sotto.lines()) {
        match linea.strip_suffix(':') {
            Some(titolo) if !titolo.starts_with(' ') => {
                pagina.control("fi", []);
                pagina.control("SH", [titolo.to_uppercase().as_str()]);
                pagina.control("nf", []);
            }
            _ => {
                pagina.text([roman(linea)]);
            }
        }
    }
    pagina.control("fi", []);
    pagina
}
