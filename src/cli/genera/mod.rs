//! `ciclo genera`: the documents of a cycle, or of many.

mod ciclo;
pub(super) mod documenti;
mod precedenti;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cycle::Cartella;
use crate::documents::{self, Descrittore, Periodo};
use crate::model::italiano::vocabolario::CICLO;
use crate::model::{Diagnosi, Modello};
use crate::report::avanzamento::Avanzamento;
use crate::{insieme, report};

use super::{Come, Esito, Impedimento, cartella_del_ciclo, di, fuori_dai_dati, giorno, scrivi};
use ciclo::{Ciclo, Detto, Modo};

/// Compone i documenti ufficiali in PDF
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo genera                               scrive tutti i documenti in output/
  ciclo genera relazione --definitiva        rifiuta se manca un consuntivo
  ciclo genera monitoraggio --al 2027-06-30  a che punto è l'anno a una data
  ciclo genera schede --uscita /tmp/bozze    una scheda per servizio e per progetto
  ciclo genera piano --rispetto-a vecchio.pdf   segna che cosa è cambiato dalla bozza vecchia
  ciclo genera --dati data/a --dati data/b   due cicli insieme, in output/a e output/b
  ciclo genera piano --tempi                 dice quanto tempo prende ogni fase

Finché mancano consuntivi la Relazione è una bozza, e lo dice in copertina e in testa a ogni pagina.
Un documento non viene scritto se i dati hanno errori: quello precedente resta com'era.")]
pub(super) struct Argomenti {
    #[arg(value_name = "DOCUMENTO", help = aiuto(documents::noti()))]
    documento: Option<String>,
    /// Il giorno del monitoraggio (predefinito: l'ultimo con valori)
    #[arg(long, value_name = "DATA", value_parser = giorno)]
    al: Option<Date>,
    /// Non scrive una Relazione in bozza: elenca le celle da riempire
    #[arg(long)]
    definitiva: bool,
    /// Cartella del ciclo (predefinita: l'unica sotto data/); ripetuta, ogni ciclo ha la sua
    /// cartella in --uscita
    #[arg(long = "dati", value_name = "CARTELLA")]
    cartelle: Vec<PathBuf>,
    /// Cartella in cui scrivere (predefinita: output, o output/CICLO se lì ci sono i documenti di un
    /// altro ente)
    #[arg(long, value_name = "CARTELLA")]
    uscita: Option<PathBuf>,
    /// Segna i cambiamenti rispetto a un'altra bozza: cartella, modello.json, PDF di ciclo o
    /// git:REVISIONE
    #[arg(long, value_name = "VECCHIO")]
    rispetto_a: Option<String>,
    /// Dice quanto tempo prende ogni fase e quante volte si impagina; compone un documento alla
    /// volta
    #[arg(long)]
    tempi: bool,
}

/// Where documents go if nobody says where.
const USCITA: &str = "output";

impl Argomenti {
    /// True if the document was asked for, by name or with all.
    fn vuole(&self, descrittore: &Descrittore) -> bool {
        self.documento
            .as_ref()
            .is_none_or(|scelto| *scelto == descrittore.id)
    }

    fn verifica(&self) -> Result<(), Impedimento> {
        let con_risultati = documents::noti().any(|noto| noto.con_risultati && self.vuole(&noto));
        if self.definitiva && !con_risultati {
            return no(
                "--definitiva riguarda la Relazione: usala con «ciclo genera relazione» o con «ciclo genera».",
            );
        }
        let monitoraggio =
            documents::noti().any(|noto| noto.periodo == Periodo::AllaData && self.vuole(&noto));
        if self.al.is_some() && !monitoraggio {
            return no("--al riguarda il monitoraggio: usala con «ciclo genera monitoraggio».");
        }
        if self.rispetto_a.is_some() && self.cartelle.len() > 1 {
            return no("--rispetto-a riguarda un ciclo solo: indica una sola cartella con --dati.");
        }
        Ok(())
    }

    /// The cycles, each with the folder of its documents.
    fn cicli(&self) -> Result<Vec<Ciclo>, Impedimento> {
        let tutti = self.uscita.clone().unwrap_or_else(|| USCITA.into());
        if self.cartelle.len() < 2 {
            let prima = self.cartelle.first().map(PathBuf::as_path);
            let cartella = cartella_del_ciclo(prima, Come::Dati)?;
            return Ok(vec![Ciclo {
                cartella,
                uscita: tutti,
                uscita_libera: self.uscita.is_none(),
            }]);
        }
        let mut visti: BTreeMap<String, &Path> = BTreeMap::new();
        let mut cicli = Vec::new();
        for percorso in &self.cartelle {
            let cartella = cartella_del_ciclo(Some(percorso), Come::Dati)?;
            let uscita = tutti.join(nome(&cartella));
            // Some disks take two names that differ in case for one.
            let posto = uscita.to_string_lossy().to_lowercase();
            if let Some(altro) = visti.insert(posto, percorso) {
                return no(&format!(
                    "I documenti di {} e di {} finirebbero tutti in {}: servono cartelle con nomi diversi.",
                    altro.display(),
                    percorso.display(),
                    uscita.display()
                ));
            }
            cicli.push(Ciclo {
                cartella,
                uscita,
                uscita_libera: false,
            });
        }
        Ok(cicli)
    }
}

/// `Che cosa comporre: piano, relazione, schede …`.
fn aiuto(documenti: impl Iterator<Item = Descrittore>) -> String {
    let noti: Vec<Descrittore> = documenti.collect();
    format!(
        "Che cosa comporre: {} o un documento di ciclo.toml (predefinito: tutto)",
        documents::elenco(&noti)
    )
}

fn no<T>(perche: &str) -> Result<T, Impedimento> {
    Err(Impedimento::Messaggio(perche.to_owned()))
}

/// The name of a cycle's folder, also where it is given as `.`.
fn nome(cartella: &Cartella) -> PathBuf {
    let radice = cartella.radice();
    let intera = radice.canonicalize().unwrap_or_else(|_| radice.to_owned());
    intera
        .file_name()
        .map_or_else(|| PathBuf::from("ciclo"), PathBuf::from)
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    argomenti.verifica()?;
    let cicli = argomenti.cicli()?;
    for ciclo in &cicli {
        fuori_dai_dati(&ciclo.uscita)?;
    }
    let avanzamento = Avanzamento::nuovo();
    // The time of a stage is its own only where nothing runs beside it.
    let operai = if argomenti.tempi {
        1
    } else {
        insieme::operai()
    };
    let cicli_insieme = operai.min(cicli.len());
    let modo = Modo {
        argomenti: &argomenti,
        operai: operai / cicli_insieme.max(1),
        avanzamento: &avanzamento,
    };
    let uno_solo = cicli.len() == 1;
    let mut esiti = insieme::svolgi(&cicli, cicli_insieme, |ciclo| {
        let mut detto = Detto::default();
        let mut esito = ciclo::genera(ciclo, &modo, &mut detto);
        if !uno_solo {
            in_capo_al_ciclo(ciclo, &mut detto, &mut esito);
        }
        let detto = avanzamento.sospendi(|| racconta(&detto));
        esito.and_then(|esito| detto.map(|()| esito))
    });
    if uno_solo {
        return esiti.pop().unwrap_or(Ok(Esito::Bene));
    }
    drop(avanzamento);
    riassumi(&esiti)
}

/// Of many cycles, each says whose its notes are, and what stopped it: the others go on.
fn in_capo_al_ciclo(ciclo: &Ciclo, detto: &mut Detto, esito: &mut Result<Esito, Impedimento>) {
    if let Err(impedimento) = esito {
        detto.note.push_str(&format!("{impedimento}\n"));
    }
    if !detto.note.is_empty() {
        detto
            .note
            .insert_str(0, &format!("\n{}\n", ciclo.cartella.radice().display()));
    }
}

/// The files on standard output, the rest on standard error.
fn racconta(detto: &Detto) -> Result<(), Impedimento> {
    di(&detto.note);
    scrivi(&detto.scritti)
}

/// What many cycles come to: the worst of them counts.
fn riassumi(esiti: &[Result<Esito, Impedimento>]) -> Result<Esito, Impedimento> {
    let fermi = esiti.iter().filter(|esito| esito.is_err()).count();
    let rifiutati = esiti
        .iter()
        .filter(|esito| matches!(esito, Ok(Esito::Trovato)))
        .count();
    if fermi + rifiutati == 0 {
        return Ok(Esito::Bene);
    }
    let quanti = CICLO.conta(fermi + rifiutati);
    let conto = format!(
        "{quanti} su {} senza documenti: il perché è scritto qui sopra.",
        esiti.len()
    );
    if fermi > 0 {
        return no(&format!("\n{conto}"));
    }
    di(&format!("\n{conto}\n"));
    Ok(Esito::Trovato)
}

/// Shows what stops the work, and what therefore was not done; the rest is for `ciclo verifica`.
pub(super) fn rifiuto(modello: &Modello, diagnosi: &[Diagnosi], che: &str) -> String {
    let bloccano: Vec<Diagnosi> = diagnosi.iter().filter(|d| d.blocca()).cloned().collect();
    let mut detto = report::con_contorno(&bloccano, &report::Contorno::nuovo(modello));
    detto.push_str(&format!("{}: {che}.\n", report::conteggio(diagnosi)));
    if bloccano.len() < diagnosi.len() {
        detto.push_str("Qui sopra solo gli errori: per l'elenco completo usa «ciclo verifica».\n");
    }
    detto
}
