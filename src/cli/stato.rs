//! `ciclo stato`: where the year's round stands.

use jiff::civil::Date;
use minijinja::context;
use minijinja::value::Serde;

use crate::anno::stato::{Fatto, Problemi, Stato, StatoCruscotto, oggi, schema, stato};
use crate::model::italiano;
use crate::model::italiano::vocabolario::{AVVISO, ERRORE};
use crate::opendata;
use crate::read::ciclo;
use crate::read::modulo::italiana;
use crate::templates;

use super::{Dati, Esito, Impedimento, giorno, stampa};

/// Dice a che punto è ogni servizio: che cosa ha dato, che cosa manca, è in ritardo o non va
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo stato
  ciclo stato --formato html > stato.html
  ciclo stato --al 2027-02-15 --formato json

Sono in ritardo: gli attesi dopo il 31 gennaio dell'anno del Piano, i consuntivi dopo il 30 giugno
dell'anno della Relazione, i monitoraggi passata la loro data.")]
pub(super) struct Argomenti {
    /// Come dirlo: testo, json o html
    #[arg(
        long,
        value_enum,
        value_name = "FORMATO",
        default_value = "testo",
        hide_default_value = true
    )]
    formato: Formato,
    /// Il giorno rispetto al quale dire che cosa è in ritardo (predefinito: oggi)
    #[arg(long, value_name = "DATA", value_parser = giorno)]
    al: Option<Date>,
    /// Stampa invece lo schema JSON che descrive il formato json
    #[arg(long)]
    schema: bool,
    #[command(flatten)]
    dati: Dati,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Formato {
    Testo,
    Json,
    Html,
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    if argomenti.schema {
        stampa(opendata::json_leggibile(&schema()).trim_end())?;
        return Ok(Esito::Bene);
    }
    let cartella = argomenti.dati.cartella()?;
    let edizione = argomenti.dati.edizione()?;
    let moduli = ciclo::moduli(&cartella).dati;
    let al = argomenti.al.unwrap_or_else(oggi);
    let stato = stato(&edizione, &edizione.verifica(), &moduli, al);
    let detto = match argomenti.formato {
        Formato::Testo => a_parole(&stato),
        Formato::Json => opendata::json_leggibile(&stato),
        Formato::Html => pagina(&stato)?,
    };
    stampa(detto.trim_end())?;
    Ok(Esito::Bene)
}

fn a_parole(stato: &Stato) -> String {
    let mut righe = vec![
        format!(
            "{}, ciclo {}: a che punto siamo al {}",
            stato.ente,
            stato.anno,
            italiana(stato.al)
        ),
        String::new(),
    ];
    let lungo = stato
        .cruscotti
        .iter()
        .map(|c| c.nome.chars().count())
        .max()
        .unwrap_or(0);
    let lungo = lungo.clamp(10, 44);
    for cruscotto in &stato.cruscotti {
        let nome: String = cruscotto.nome.chars().take(lungo).collect();
        let parti = parti(stato, cruscotto).join("   ");
        righe.push(format!("{nome:lungo$}   {parti}").trim_end().to_owned());
    }
    if stato.altrove != Problemi::default() {
        righe.push(String::new());
        righe.push(format!(
            "Impostazioni, capitoli e tabelle: {}",
            problemi(stato.altrove)
        ));
    }
    let tardi = stato
        .cruscotti
        .iter()
        .filter(|c| !c.in_ritardo.is_empty())
        .count();
    righe.push(String::new());
    righe.push(match tardi {
        0 => "Nessuno è in ritardo.".to_owned(),
        n => format!("{n} in ritardo."),
    });
    righe.join("\n")
}

/// What there is to say of one cruscotto, part by part.
fn parti(stato: &Stato, cruscotto: &StatoCruscotto) -> Vec<String> {
    let fatto = |che: &str, fatto: Fatto| format!("{che} {}/{}", fatto.compilati, fatto.chiesti);
    let mut parti = vec![
        fatto(&format!("attesi {}", stato.anno), cruscotto.attesi),
        fatto(
            &format!("consuntivi {}", stato.anno_relazione),
            cruscotto.consuntivi,
        ),
    ];
    for (data, dati) in &cruscotto.monitoraggi {
        parti.push(match dati {
            Some(dati) => fatto(&format!("al {}", italiana(*data)), *dati),
            None => format!("al {} non consegnato", italiana(*data)),
        });
    }
    if cruscotto.problemi != Problemi::default() {
        parti.push(problemi(cruscotto.problemi));
    }
    if !cruscotto.in_ritardo.is_empty() {
        parti.push(format!("IN RITARDO: {}", cruscotto.in_ritardo.join(", ")));
    }
    parti
}

fn problemi(problemi: Problemi) -> String {
    let parti = [(problemi.errori, ERRORE), (problemi.avvisi, AVVISO)];
    let dette = parti.into_iter().filter(|(quanti, _)| *quanti > 0);
    let dette: Vec<String> = dette.map(|(quanti, nome)| nome.conta(quanti)).collect();
    dette.join(", ")
}

/// The page, a file that stands on its own.
fn pagina(stato: &Stato) -> Result<String, Impedimento> {
    const MODELLO: &str = "stato/stato.html";
    let guasto =
        |errore| Impedimento::Anno(crate::anno::Guasto::Scheletro(MODELLO.to_owned(), errore));
    let testo = templates::sotto(MODELLO)
        .map(|(_, byte)| String::from_utf8_lossy(byte))
        .next();
    let testo = testo.unwrap_or_default();
    let mut ambiente = templates::ambiente_di_pagina();
    ambiente.add_template(MODELLO, &testo).map_err(guasto)?;
    ambiente.add_filter("conta", |quanti: usize, uno: &str, molti: &str| {
        italiano::scritto(&quanti.to_string(), uno, molti)
    });
    ambiente
        .get_template(MODELLO)
        .and_then(|modello| {
            modello.render(context! {
                stato => Serde(stato),
                al => italiana(stato.al),
                altrove => problemi(stato.altrove),
            })
        })
        .map_err(guasto)
}
