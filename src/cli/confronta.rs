//! `ciclo confronta`: what changed between two drafts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diff::{self, Confronto};
use crate::model::{Assegnazione, Bozza, Modello};
use crate::opendata::{self, json_leggibile};
use crate::report::confronto::{Nomi, Vista, html, mancanti, terminale};
use crate::typeset::{self, rapporto::Rapporto};
use crate::{output, report};

use super::parti::{self, Lato, Ufficio};
use super::{Esito, Impedimento, di, fuori_dai_dati, stampa};

/// Dice che cosa è cambiato tra due bozze, valore per valore
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo confronta piano-vecchio.pdf output/piano-2022-2024.pdf
  ciclo confronta git:HEAD data/bergamo-2022          che cosa ho cambiato da allora
  ciclo confronta vecchio.pdf data/bergamo-2022 --riassunto
  ciclo confronta vecchio.pdf nuovo.pdf -o confronto.html

Ogni bozza può essere la cartella di un ciclo o di un anno pubblicato, un modello.json, un PDF
composto da ciclo o git:REVISIONE (anche git:REVISIONE:CARTELLA).

Esito: 0 nessuna differenza, 1 ci sono differenze, 2 non è stato possibile confrontare.")]
pub(super) struct Argomenti {
    /// La bozza di prima
    #[arg(required_unless_present = "schema", display_order = 1)]
    vecchio: Option<String>,
    /// La bozza di adesso
    #[arg(required_unless_present = "schema", display_order = 2)]
    nuovo: Option<String>,
    /// Come mostrare le differenze: testo, json, html o pdf (predefinito: lo dice il nome del file in
    /// cui scrivere; altrimenti testo)
    #[arg(long, value_enum, value_name = "FORMATO")]
    formato: Option<Formato>,
    /// Mostra soltanto quante sono e dove
    #[arg(long)]
    riassunto: bool,
    /// File in cui scrivere (predefinito: lo schermo; per il PDF, output/confronto.pdf)
    #[arg(short = 'o', long = "uscita", value_name = "FILE")]
    uscita: Option<PathBuf>,
    /// Stampa invece lo schema JSON che descrive il formato json
    #[arg(long)]
    schema: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Formato {
    /// Per il terminale (predefinito)
    Testo,
    /// Per i programmi
    Json,
    /// Una pagina da sfogliare e filtrare
    Html,
    /// Un rapporto da stampare o allegare
    Pdf,
}

impl Formato {
    /// What the ending of a file says that it should hold.
    fn di(uscita: Option<&Path>) -> Result<Self, Impedimento> {
        let fine = uscita.and_then(Path::extension).unwrap_or_default();
        let fine = fine.to_string_lossy().to_lowercase();
        Ok(match fine.as_str() {
            "json" => Self::Json,
            "html" | "htm" => Self::Html,
            "pdf" => Self::Pdf,
            "" | "txt" | "text" | "md" => Self::Testo,
            _ => {
                return Err(Impedimento::Messaggio(format!(
                    "Il confronto non si scrive come .{fine}: usa .txt, .html, .pdf o .json, oppure \
                     aggiungi --formato."
                )));
            }
        })
    }
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    if argomenti.schema {
        stampa(&format!("{:#}", diff::schema().to_value()))?;
        return Ok(Esito::Bene);
    }
    let formato = match argomenti.formato {
        Some(formato) => formato,
        None => Formato::di(argomenti.uscita.as_deref())?,
    };
    let dove = argomenti.uscita.as_deref().and_then(Path::parent);
    dove.map_or(Ok(()), fuori_dai_dati)?;
    let (vecchio, nuovo) = (
        argomenti.vecchio.unwrap_or_default(),
        argomenti.nuovo.unwrap_or_default(),
    );
    let Lato {
        bozza: vecchia,
        ufficio: di_allora,
    } = parti::apri(&vecchio, &nuovo)?;
    let Lato {
        bozza: nuova,
        ufficio: di_adesso,
    } = parti::apri(&nuovo, &vecchio)?;
    parti::di_enti_diversi(&vecchia.modello, &nuova.modello);
    dici_che_manca((&vecchio, &vecchia), (&nuovo, &nuova));
    let dell_ufficio = di_allora.zip(di_adesso);
    let dell_ufficio = dell_ufficio.map_or_else(Vec::new, |(allora, adesso)| {
        nell_ufficio(&allora, &adesso, &nuova.modello)
    });
    for cambiato in &dell_ufficio {
        di(&format!("{cambiato}\n"));
    }
    let (vecchia, nuova) = opendata::in_comune(vecchia, nuova);
    let confronto = Confronto::nuovo(&vecchio, &nuovo, diff::confronta(&vecchia, &nuova));
    let vista = Vista::nuova(&confronto, &Nomi::di(&vecchia, &nuova));
    let uscita = argomenti.uscita.as_deref();
    match formato {
        Formato::Testo => {
            let testo = if argomenti.riassunto {
                terminale::riassunto(&vista)
            } else {
                terminale::intero(&vista)
            };
            consegna(uscita, &testo)?;
        }
        Formato::Json => consegna(uscita, &json(&confronto))?,
        Formato::Html => consegna(uscita, &pagina(&vista)?)?,
        Formato::Pdf => scrivi(
            uscita.unwrap_or(Path::new("output/confronto.pdf")),
            &pdf(&confronto, &vista, &nuova)?,
        )?,
    }
    Ok(
        match confronto.differenze.is_empty() && dell_ufficio.is_empty() {
            true => Esito::Bene,
            false => Esito::Trovato,
        },
    )
}

/// What changed of what is for the office alone. A comparison may leave it: of the schede it is
/// said in which services, never of whom.
fn nell_ufficio(allora: &Ufficio, adesso: &Ufficio, modello: &Modello) -> Vec<String> {
    let mut cambiato = Vec::new();
    let servizi = schede_cambiate(allora, adesso);
    if !servizi.is_empty() {
        let nomi = servizi.into_iter();
        let nomi = nomi.map(|id| modello.cruscotto(id).map_or(id, |suo| suo.nome.as_str()));
        let nomi: Vec<&str> = nomi.collect();
        cambiato.push(format!(
            "Sono cambiate le schede individuali o di gruppo di: {}. Il confronto non le riporta, \
             perché hanno nomi di persone.",
            nomi.join(", ")
        ));
    }
    let regole = [
        ("[assegnazioni]", allora.parti != adesso.parti),
        ("[monitoraggio]", allora.monitoraggio != adesso.monitoraggio),
    ];
    for (sezione, _) in regole.into_iter().filter(|(_, cambiata)| *cambiata) {
        cambiato.push(format!(
            "In ciclo.toml è cambiata la sezione {sezione}, che vale per l'ufficio."
        ));
    }
    cambiato
}

/// Ids of the services whose schede are not the same.
fn schede_cambiate<'a>(allora: &'a Ufficio, adesso: &'a Ufficio) -> BTreeSet<&'a str> {
    let di = |ufficio: &'a Ufficio, servizio: &str| -> Vec<&'a Assegnazione> {
        let tutte = ufficio.assegnazioni.iter();
        tutte.filter(|una| una.servizio == servizio).collect()
    };
    let tutte = allora.assegnazioni.iter().chain(&adesso.assegnazioni);
    let mut servizi: BTreeSet<&str> = tutte.map(|una| una.servizio.as_str()).collect();
    servizi.retain(|servizio| {
        let (prima, ora) = (di(allora, servizio), di(adesso, servizio));
        let uguali = prima
            .iter()
            .zip(&ora)
            .all(|(una, altra)| una.dice_come(altra));
        !uguali || prima.len() != ora.len()
    });
    servizi
}

/// Says what one side has and the other does not hold at all: it is not compared.
fn dici_che_manca(una: (&str, &Bozza), altra: (&str, &Bozza)) {
    for ((nome, bozza), (_, altra)) in [(una, altra), (altra, una)] {
        let mancanti = mancanti(bozza, altra);
        if !mancanti.is_empty() {
            let mancanti = mancanti.join(", ");
            di(&format!(
                "{nome} non contiene: {mancanti}. Confronto il resto.\n"
            ));
        }
    }
}

fn json(confronto: &Confronto) -> String {
    json_leggibile(confronto).trim_end().to_owned()
}

fn pagina(vista: &Vista) -> Result<String, Impedimento> {
    html::pagina(vista).map_err(|errore| {
        Impedimento::Messaggio(format!(
            "La pagina del confronto non si compone: {errore:#}."
        ))
    })
}

fn pdf(confronto: &Confronto, vista: &Vista, nuova: &Bozza) -> Result<Vec<u8>, Impedimento> {
    let sorgenti = Rapporto::nuovo(vista, json(confronto).into_bytes(), &nuova.modello).sorgenti();
    typeset::componi(&sorgenti)
        .and_then(|documento| typeset::esporta(&sorgenti, &documento))
        .map_err(|errore| {
            Impedimento::Messaggio(format!(
                "Il rapporto del confronto non si compone:\n{errore}"
            ))
        })
}

/// To the file, or on the screen.
fn consegna(uscita: Option<&Path>, testo: &str) -> Result<(), Impedimento> {
    match uscita {
        Some(percorso) => scrivi(
            percorso,
            anstream::adapter::strip_str(&format!("{}\n", testo.trim_end()))
                .to_string()
                .as_bytes(),
        ),
        None => {
            stampa(testo.trim_end())?;
            Ok(())
        }
    }
}

fn scrivi(percorso: &Path, byte: &[u8]) -> Result<(), Impedimento> {
    output::scrivi(percorso, byte)
        .map_err(|causa| Impedimento::Messaggio(report::errore_di_scrittura(percorso, &causa)))?;
    di(&format!("{}\n", percorso.display()));
    Ok(())
}
