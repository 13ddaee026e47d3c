//! clap speaks English; the office does not.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

use crate::documents;

use super::NonVa;

const AIUTO: &str = "\
{about-with-newline}
Uso: {usage}

{all-args}{after-help}";

/// The command with Italian headings, help and version flags, for it and all its verbs.
pub(super) fn in_italiano(comando: Command) -> Command {
    let principale = comando
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand_help_heading("Comandi")
        .subcommand_value_name("COMANDO")
        .arg(
            Arg::new("versione")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help("Mostra la versione"),
        );
    tradotto(principale)
}

fn tradotto(comando: Command) -> Command {
    let comando = comando
        .help_template(AIUTO)
        .disable_help_flag(true)
        .next_help_heading("Opzioni")
        .arg(
            Arg::new("aiuto")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help("Mostra questo aiuto"),
        )
        .mut_args(|argomento| {
            let titolo = if argomento.is_positional() {
                "Argomenti"
            } else {
                "Opzioni"
            };
            argomento.help_heading(titolo).hide_possible_values(true)
        });
    let comando = con_uso(comando);
    let verbi: Vec<String> = comando
        .get_subcommands()
        .map(|verbo| verbo.get_name().to_owned())
        .collect();
    verbi.into_iter().fold(comando, |comando, verbo| {
        comando.mut_subcommand(verbo, tradotto)
    })
}

/// The usage line without its one English word.
fn con_uso(mut comando: Command) -> Command {
    let uso = comando
        .render_usage()
        .to_string()
        .replace("[OPTIONS]", "[OPZIONI]");
    let uso = uso
        .trim_start_matches("Usage: ")
        .trim_start_matches("ciclo ");
    comando.override_usage(format!("ciclo {uso}"))
}

/// Says what is wrong with the arguments that were typed, or shows the help that was asked for.
pub(super) fn errore(errore: &clap::Error, comando: &Command, scritti: &[OsString]) -> ExitCode {
    if matches!(
        errore.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // Help that could not be written helps nobody.
        return errore
            .print()
            .map_or(ExitCode::from(2), |()| ExitCode::SUCCESS);
    }
    let verbo = verbo(comando, scritti);
    let spiegato = spiega(errore, verbo);
    let dopo = dopo_il_comando(verbo, scritti);
    super::di(&format!("{spiegato}{dopo}\nPer l'aiuto: ciclo --help\n"));
    ExitCode::from(2)
}

/// The verb that was typed.
fn verbo<'a>(comando: &'a Command, scritti: &[OsString]) -> Option<&'a Command> {
    let mut scritti = scritti.iter().skip(1).filter_map(|uno| uno.to_str());
    scritti.find_map(|uno| comando.find_subcommand(uno))
}

/// Where an option goes that stands before the verb.
fn dopo_il_comando(verbo: Option<&Command>, scritti: &[OsString]) -> String {
    let prima = scritti.get(1).and_then(|uno| uno.to_str());
    match (prima.filter(|uno| uno.starts_with('-')), verbo) {
        (Some(opzione), Some(verbo)) => format!(
            "\nLe opzioni si scrivono dopo il comando: ciclo {} {opzione} …",
            verbo.get_name()
        ),
        _ => String::new(),
    }
}

/// What is missing: its name and what it is, with the first example of the help.
fn mancante(chiesto: &str, verbo: Option<&Command>) -> String {
    let chiesto = chiesto.replace(['<', '>'], "");
    let aiuto = verbo.and_then(|verbo| {
        let mut suoi = verbo.get_arguments();
        let suo = suoi.find(|suo| {
            let mut nomi = suo.get_value_names().unwrap_or_default().iter();
            nomi.any(|nome| nome.as_str() == chiesto)
        })?;
        suo.get_help().map(|aiuto| format!(" ({aiuto})"))
    });
    let esempio = verbo.and_then(esempio);
    let esempio = esempio.map(|esempio| format!(" Per esempio: {esempio}"));
    format!(
        "Manca {chiesto}{}.{}",
        aiuto.unwrap_or_default(),
        esempio.unwrap_or_default()
    )
}

/// The first example of a verb's help, without what it says of itself.
fn esempio(verbo: &Command) -> Option<String> {
    let aiuto = verbo.get_after_help()?.to_string();
    let mut righe = aiuto.lines().map(str::trim);
    righe.find(|riga| riga.starts_with("Esempi"))?;
    let esempio = righe.find(|riga| riga.starts_with("ciclo "))?;
    let esempio = esempio.split("  ").next()?;
    Some(esempio.trim_end_matches('\\').trim().to_owned())
}

fn spiega(errore: &clap::Error, verbo: Option<&Command>) -> String {
    let dato = |chiave| {
        errore
            .get(chiave)
            .map(testo)
            .unwrap_or_default()
            .trim_matches(['[', ']'])
            .to_owned()
    };
    let suggerito = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(|chiave| errore.get(chiave))
    .map(|valore| format!(" Forse volevi scrivere «{}».", testo(valore)))
    .unwrap_or_default();
    let fatto = match errore.kind() {
        ErrorKind::InvalidSubcommand => {
            format!(
                "Non conosco il comando «{}».",
                dato(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::UnknownArgument => sconosciuto(&dato(ContextKind::InvalidArg), verbo),
        ErrorKind::InvalidValue if dato(ContextKind::InvalidValue).is_empty() => {
            format!(
                "L'opzione {} vuole un valore.",
                dato(ContextKind::InvalidArg)
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let ammessi = match errore.get(ContextKind::ValidValue) {
                Some(valori) => format!(" Valori ammessi: {}.", testo(valori)),
                None => String::new(),
            };
            let perche = std::error::Error::source(errore)
                .and_then(|causa| causa.downcast_ref::<NonVa>())
                .map(|perche| format!(" Per correggere: {perche}."))
                .unwrap_or_default();
            format!(
                "Il valore «{}» di {} non va bene.{ammessi}{perche}",
                dato(ContextKind::InvalidValue),
                dato(ContextKind::InvalidArg)
            )
        }
        ErrorKind::MissingRequiredArgument => mancante(&dato(ContextKind::InvalidArg), verbo),
        ErrorKind::ArgumentConflict => {
            format!(
                "{} non va insieme a {}.",
                dato(ContextKind::InvalidArg),
                dato(ContextKind::PriorArg)
            )
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "Manca il comando: per esempio «ciclo genera piano».".to_owned()
        }
        ErrorKind::InvalidUtf8 => "Un argomento non è scritto in UTF-8.".to_owned(),
        _ => "Gli argomenti non vanno bene.".to_owned(),
    };
    format!("{fatto}{suggerito}")
}

fn sconosciuto(scritto: &str, verbo: Option<&Command>) -> String {
    if scritto.starts_with('-') {
        format!("Non conosco l'opzione «{scritto}».")
    } else {
        let genera = verbo.is_some_and(|verbo| verbo.get_name() == "genera");
        let invece = if genera && documents::e_noto(scritto) {
            " Compone un documento alla volta, o tutti se non ne scrivi nessuno.".to_owned()
        } else {
            se_cartella(scritto)
        };
        format!("Questo comando non prende «{scritto}».{invece}")
    }
}

/// What to write instead, where a cycle's folder stands without its option.
pub(super) fn se_cartella(scritto: &str) -> String {
    if Path::new(scritto).is_dir() {
        let scritto = super::tra_apici(Path::new(scritto));
        format!(" È una cartella: quella di un ciclo si indica con «--dati {scritto}».")
    } else {
        String::new()
    }
}

fn testo(valore: &ContextValue) -> String {
    match valore {
        ContextValue::String(testo) => testo.clone(),
        ContextValue::Strings(testi) => testi.join(", "),
        ContextValue::StyledStr(testo) => testo.to_string(),
        ContextValue::Number(numero) => numero.to_string(),
        ContextValue::Bool(vero) => vero.to_string(),
        _ => String::new(),
    }
}
