//! `ciclo genera`: the documents.

use std::path::{Path, PathBuf};

use crate::load::Caricato;
use crate::model::Bozza;
use crate::model::Diagnosi;
use crate::report::avanzamento::Avanzamento;
use crate::typeset::documento::{Documento, Tipo};
use crate::typeset::revisione::Revisione;
use crate::{diff, output, prose, publish, report, typeset};

use super::{Dati, Esito, Impedimento, di, parti};

/// Compone i documenti ufficiali in PDF
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo genera piano
  ciclo genera piano --dati data/bergamo-2022 --uscita /tmp/bozze
  ciclo genera piano --rispetto-a vecchio.pdf   segna che cosa è cambiato dalla bozza vecchia

Il documento non viene scritto se i dati hanno errori: quello precedente resta com'era.")]
pub struct Argomenti {
    /// Che cosa comporre: piano (predefinito: tutto)
    #[arg(value_enum, value_name = "DOCUMENTO")]
    documento: Option<Che>,
    #[command(flatten)]
    dati: Dati,
    /// Cartella in cui scrivere
    #[arg(long, value_name = "CARTELLA", default_value = "output", hide_default_value = true)]
    uscita: PathBuf,
    /// Segna i cambiamenti rispetto a un'altra bozza: cartella, modello.json, PDF di ciclo o git:REVISIONE
    #[arg(long, value_name = "VECCHIO")]
    rispetto_a: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Che {
    /// Il Piano della performance
    Piano,
}

pub fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    let avanzamento = Avanzamento::nuovo();
    avanzamento.passo("leggo i fogli di lavoro");
    let mut caricato = argomenti.dati.carica()?;
    let tipi = match argomenti.documento {
        Some(Che::Piano) | None => [Tipo::Piano],
    };
    let mut pronti = Vec::new();
    for tipo in tipi {
        let (capitoli, diagnosi) = prose::capitoli(
            &caricato.cartella,
            tipo.nome(),
            &caricato.modello,
            &caricato.valutazione,
            &caricato.impostazioni,
        );
        caricato.diagnosi.extend(diagnosi);
        pronti.push((tipo, capitoli));
    }
    if caricato.bloccato() {
        drop(avanzamento);
        return rifiuta(&caricato);
    }
    let vecchia = argomenti.rispetto_a.as_deref().map(|vecchio| prima(vecchio, &caricato)).transpose()?;
    for (tipo, capitoli) in pronti {
        avanzamento.passo(format!("compongo il documento: {}", tipo.nome()));
        let documento = Documento::nuovo(tipo, &caricato, capitoli).map_err(|(serie, errore)| {
            Impedimento::Messaggio(format!("Il grafico «{serie}» non si può disegnare: {errore}."))
        })?;
        let (documento, percorso) = match &vecchia {
            Some((nome, vecchia)) => (
                segnato(documento, nome, vecchia, &caricato)?,
                argomenti.uscita.join(nome_del_file(tipo, &caricato).replace(".pdf", "-bozza.pdf")),
            ),
            None => (documento, argomenti.uscita.join(nome_del_file(tipo, &caricato))),
        };
        match componi(&documento, &caricato, &percorso)? {
            Ok(pagine) => {
                let scritto =
                    format!("{} ({})", percorso.display(), report::plurale(pagine, "pagina", "pagine"));
                avanzamento.sospendi(|| println!("{scritto}"));
            }
            Err(diagnosi) => {
                caricato.diagnosi.extend(diagnosi);
                drop(avanzamento);
                return rifiuta(&caricato);
            }
        }
    }
    drop(avanzamento);
    if !caricato.diagnosi.is_empty() {
        di(&format!("Nei dati: {}.\n", report::conteggio(&caricato.diagnosi)));
    }
    Ok(Esito::Bene)
}

/// The older draft, with the name that the header gives it: no path, which is nobody's business.
fn prima(vecchio: &str, caricato: &Caricato) -> Result<(String, Bozza), Impedimento> {
    let bozza = parti::apri(vecchio, &caricato.cartella.radice().to_string_lossy())?;
    Ok((nome_breve(vecchio), bozza))
}

/// The last part of a path, or the revision as it is.
fn nome_breve(bozza: &str) -> String {
    let nome = Path::new(bozza).file_name().filter(|_| !bozza.starts_with("git:"));
    nome.map_or_else(|| bozza.to_owned(), |nome| nome.to_string_lossy().into_owned())
}

/// The document with its changes marked.
fn segnato(
    documento: Documento,
    nome: &str,
    vecchia: &Bozza,
    caricato: &Caricato,
) -> Result<Documento, Impedimento> {
    let nuova =
        publish::bozza(caricato).map_err(|errore| Impedimento::Messaggio(format!("Il modello {errore}.")))?;
    let differenze = diff::confronta(vecchia, &nuova);
    let revisione = Revisione::nuova(&differenze, &vecchia.modello, &nuova.modello);
    let questa = nome_breve(&caricato.cartella.radice().to_string_lossy());
    Ok(documento.rispetto_a(revisione, format!("· {questa} rispetto a {nome}")))
}

/// Typesets and writes; the number of pages, or what is wrong with the cycle's own templates.
fn componi(
    documento: &Documento,
    caricato: &Caricato,
    percorso: &Path,
) -> Result<Result<usize, Vec<Diagnosi>>, Impedimento> {
    let sorgenti = match typeset::sorgenti(documento, &caricato.cartella) {
        Ok(sorgenti) => sorgenti,
        Err(diagnosi) => return Ok(Err(diagnosi)),
    };
    let fallito = |errore: typeset::ErroreDiComposizione| {
        Impedimento::Messaggio(format!(
            "Il documento non si compone per un errore nei modelli di stampa:\n{errore}"
        ))
    };
    let composto = typeset::componi(&sorgenti).map_err(fallito)?;
    let pdf = typeset::esporta(&sorgenti, &composto).map_err(fallito)?;
    output::scrivi(percorso, &pdf).map_err(|causa| {
        Impedimento::Messaggio(format!(
            "Non riesco a scrivere {}: {}. Il file precedente, se c'era, è rimasto com'era.",
            percorso.display(),
            report::errore_di_sistema(&causa)
        ))
    })?;
    Ok(Ok(composto.pages().len()))
}

fn rifiuta(caricato: &Caricato) -> Result<Esito, Impedimento> {
    di(&report::sul_terminale(&caricato.diagnosi));
    di(&format!(
        "{}: il documento non è stato scritto, quello precedente resta com'era.\n",
        report::conteggio(&caricato.diagnosi)
    ));
    Ok(Esito::Trovato)
}

fn nome_del_file(tipo: Tipo, caricato: &Caricato) -> String {
    let modello = &caricato.modello;
    match tipo {
        Tipo::Piano => {
            let ultimo = modello.triennio.last().copied().unwrap_or(modello.anno);
            format!("piano-{}-{ultimo}.pdf", modello.anno)
        }
        Tipo::Relazione => format!("relazione-{}.pdf", modello.anno_relazione),
    }
}
