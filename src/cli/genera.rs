//! `ciclo genera`: the documents.

use std::collections::BTreeSet;
use std::io::Write;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::documents::{self, Guasto};
use crate::load::Caricato;
use crate::model::nome::{libero, slug};
use crate::model::{Bozza, Diagnosi, Modello};
use crate::prose::Capitolo;
use crate::rendiconto::diags;
use crate::report::avanzamento::Avanzamento;
use crate::typeset::documento::{Documento, Tipo};
use crate::typeset::revisione::Revisione;
use crate::typeset::{self, Comune};
use crate::{diff, output, publish, report};

use super::{Dati, Esito, Impedimento, di, parti};

/// Compone i documenti ufficiali in PDF
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo genera                               scrive tutti i documenti in output/
  ciclo genera relazione --definitiva        rifiuta se manca un consuntivo
  ciclo genera schede --uscita /tmp/bozze    una scheda per servizio e per progetto
  ciclo genera piano --rispetto-a vecchio.pdf   segna che cosa è cambiato dalla bozza vecchia

Finché mancano consuntivi la Relazione è una bozza, e lo dice in copertina e in testa a ogni pagina.
Un documento non viene scritto se i dati hanno errori: quello precedente resta com'era.")]
pub struct Argomenti {
    /// Che cosa comporre: piano, relazione o schede (predefinito: tutto)
    #[arg(value_enum, value_name = "DOCUMENTO")]
    documento: Option<Che>,
    /// Non scrive una Relazione in bozza: elenca le celle da riempire
    #[arg(long)]
    definitiva: bool,
    #[command(flatten)]
    dati: Dati,
    /// Cartella in cui scrivere
    #[arg(long, value_name = "CARTELLA", default_value = "output", hide_default_value = true)]
    uscita: PathBuf,
    /// Segna i cambiamenti rispetto a un'altra bozza: cartella, modello.json, PDF di ciclo o git:REVISIONE
    #[arg(long, value_name = "VECCHIO")]
    rispetto_a: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Che {
    /// Il Piano della performance
    Piano,
    /// La Relazione sulla performance
    Relazione,
    /// Una scheda obiettivi per ogni servizio e una scheda per ogni progetto
    Schede,
}

impl Argomenti {
    fn vuole(&self, che: Che) -> bool {
        self.documento.is_none_or(|scelto| scelto == che)
    }
}

/// The chapters of what is to be composed.
struct Capitoli {
    piano: Option<Vec<Capitolo>>,
    relazione: Option<Vec<Capitolo>>,
}

/// A document with the place of its file.
type DaScrivere<'a> = (PathBuf, Documento<'a>);

pub fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    if argomenti.definitiva && !argomenti.vuole(Che::Relazione) {
        return Err(Impedimento::Messaggio(
            "--definitiva riguarda la Relazione: usala con «ciclo genera relazione» o con «ciclo genera»."
                .to_owned(),
        ));
    }
    let avanzamento = Avanzamento::nuovo();
    avanzamento.passo("leggo i fogli di lavoro");
    let mut caricato = argomenti.dati.carica()?;
    let capitoli = capitoli(&argomenti, &mut caricato);
    if caricato.bloccato() {
        drop(avanzamento);
        return rifiuta(&caricato.modello, &caricato.diagnosi, NON_SCRITTO);
    }
    let comune = documents::comune(&caricato)?;
    let mancanti = capitoli.relazione.as_ref().map_or(0, |_| comune.mancanti().len());
    if argomenti.definitiva && mancanti > 0 {
        drop(avanzamento);
        return incompleta(&comune, caricato.modello.anno_relazione);
    }
    // The long ones first, then the schede: what Typst remembers of the former is of no use to the latter.
    let mut documenti = documenti(&argomenti, &comune, &caricato, capitoli);
    if let Some(vecchio) = &argomenti.rispetto_a {
        documenti = segnati(documenti, vecchio, &caricato)?;
    }
    for simili in documenti.chunk_by(|(_, a), (_, b)| a.scheda() == b.scheda()) {
        let composti = in_parallelo(simili, &caricato, &avanzamento);
        typeset::dimentica();
        for ((percorso, _), composto) in simili.iter().zip(composti) {
            match composto {
                Ok(pagine) => avanzamento.sospendi(|| scritto(percorso, pagine)),
                Err(Impedimento::Documento(Guasto::Modelli(diagnosi))) => {
                    drop(avanzamento);
                    return rifiuta(
                        &caricato.modello,
                        &[caricato.diagnosi.clone(), diagnosi].concat(),
                        NON_SCRITTO,
                    );
                }
                Err(impedimento) => return Err(impedimento),
            }
        }
    }
    drop(avanzamento);
    conclude(&caricato, mancanti);
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

/// `piano-2022-2024.pdf` → `piano-2022-2024-bozza.pdf`.
fn in_bozza(percorso: &Path) -> PathBuf {
    let nome = percorso.file_stem().map(|nome| nome.to_string_lossy().into_owned()).unwrap_or_default();
    percorso.with_file_name(format!("{nome}-bozza.pdf"))
}

/// The documents with their changes marked, in files of their own: the clean ones stay.
fn segnati<'a>(
    documenti: Vec<DaScrivere<'a>>,
    vecchio: &str,
    caricato: &Caricato,
) -> Result<Vec<DaScrivere<'a>>, Impedimento> {
    let (nome, vecchia) = prima(vecchio, caricato)?;
    let nuova =
        publish::bozza(caricato).map_err(|errore| Impedimento::Messaggio(format!("Il modello {errore}.")))?;
    let differenze = diff::confronta(&vecchia, &nuova);
    let questa = nome_breve(&caricato.cartella.radice().to_string_lossy());
    let bozze = format!("· {questa} rispetto a {nome}");
    let segnato = |(percorso, documento): DaScrivere<'a>| {
        let revisione = Revisione::nuova(&differenze, &vecchia.modello, &nuova.modello);
        (in_bozza(&percorso), documento.rispetto_a(revisione, &bozze))
    };
    Ok(documenti.into_iter().map(segnato).collect())
}

/// Fills the chapters; what is wrong with them joins the other diagnoses. Where everything is asked for, a document
/// that has no chapters yet is left out, and said so.
fn capitoli(argomenti: &Argomenti, caricato: &mut Caricato) -> Capitoli {
    let mut leggi = |che, tipo: Tipo| {
        let nome = tipo.nome();
        if argomenti.documento.is_none() && !documents::presente(tipo, &caricato.cartella) {
            di(&format!("In testi/{nome} non ci sono capitoli: questo documento non viene composto.\n"));
            return None;
        }
        argomenti.vuole(che).then(|| caricato.capitoli(nome))
    };
    Capitoli { piano: leggi(Che::Piano, Tipo::Piano), relazione: leggi(Che::Relazione, Tipo::Relazione) }
}

/// All that was asked for, in order.
fn documenti<'a>(
    argomenti: &Argomenti,
    comune: &'a Comune,
    caricato: &'a Caricato,
    capitoli: Capitoli,
) -> Vec<DaScrivere<'a>> {
    let modello = &caricato.modello;
    let mut documenti = Vec::new();
    if let Some(capitoli) = capitoli.piano {
        let nome = format!("piano-{}.pdf", documents::anni(Tipo::Piano, modello));
        documenti.push((argomenti.uscita.join(nome), Documento::piano(comune, caricato, capitoli)));
    }
    if let Some(capitoli) = capitoli.relazione {
        let nome = format!("relazione-{}.pdf", documents::anni(Tipo::Relazione, modello));
        documenti.push((argomenti.uscita.join(nome), Documento::relazione(comune, caricato, capitoli)));
    }
    if argomenti.vuole(Che::Schede) {
        documenti.extend(schede(&argomenti.uscita.join("schede"), comune, caricato));
    }
    documenti
}

/// One scheda for each service and each project of the plan's year. Their files are named by slugs: a name in a
/// workbook can never become a path.
fn schede<'a>(cartella: &Path, comune: &'a Comune, caricato: &'a Caricato) -> Vec<DaScrivere<'a>> {
    let modello = &caricato.modello;
    let mut usati = BTreeSet::new();
    let mut percorso = |nome: &str| cartella.join(format!("{}.pdf", libero(&slug(nome), &mut usati)));
    let servizi = modello.cruscotti.iter().filter(|cruscotto| cruscotto.tipo.di_servizio());
    let mut schede: Vec<DaScrivere<'a>> = servizi
        .map(|servizio| (percorso(&servizio.id), Documento::scheda_servizio(comune, caricato, servizio)))
        .collect();
    let progetti = modello.progetti.iter().filter(|p| p.attivita_di(modello.anno).next().is_some());
    schede.extend(progetti.map(|progetto| {
        let percorso = percorso(&format!("progetto-{}", progetto.id));
        (percorso, Documento::scheda_progetto(comune, caricato, progetto))
    }));
    schede
}

/// What came of a document: its pages, or what is wrong.
type Composto = Result<usize, Impedimento>;

const NON_SCRITTO: &str = "il documento non è stato scritto, quello precedente resta com'era";

/// Documents that are composed at once, at most: each takes its memory.
const INSIEME: usize = 4;
/// Stack of a thread that typesets, in bytes: as much as a main thread has.
const PILA: usize = 8 << 20;

/// Composes documents side by side, one to a core; the results are in their order.
fn in_parallelo(
    documenti: &[DaScrivere<'_>],
    caricato: &Caricato,
    avanzamento: &Avanzamento,
) -> Vec<Composto> {
    let prossimo = AtomicUsize::new(0);
    let lavora = || {
        let mut composti = Vec::new();
        loop {
            let posto = prossimo.fetch_add(1, Ordering::Relaxed);
            let Some((percorso, documento)) = documenti.get(posto) else { return composti };
            avanzamento.passo(format!("compongo {}", percorso.display()));
            composti.push((posto, componi(documento, caricato, percorso)));
        }
    };
    let operai = thread::available_parallelism().map_or(1, usize::from).min(INSIEME).min(documenti.len());
    let mut composti = thread::scope(|ambito| {
        let fili = (1..operai)
            .filter_map(|_| thread::Builder::new().stack_size(PILA).spawn_scoped(ambito, lavora).ok())
            .collect::<Vec<_>>();
        let miei = lavora();
        let altri = fili.into_iter().flat_map(|filo| filo.join().unwrap_or_else(|e| resume_unwind(e)));
        altri.chain(miei).collect::<Vec<_>>()
    });
    composti.sort_by_key(|(posto, _)| *posto);
    composti.into_iter().map(|(_, composto)| composto).collect()
}

/// Typesets and writes.
fn componi(documento: &Documento<'_>, caricato: &Caricato, percorso: &Path) -> Composto {
    let pdf = documents::pdf(documento, &caricato.cartella)?;
    output::scrivi(percorso, &pdf.byte).map_err(|causa| {
        Impedimento::Messaggio(format!(
            "Non riesco a scrivere {}: {}. Il file precedente, se c'era, è rimasto com'era.",
            percorso.display(),
            report::errore_di_sistema(&causa)
        ))
    })?;
    Ok(pdf.pagine)
}

/// Names the file on standard output; a reader that stops listening is no error.
fn scritto(percorso: &Path, pagine: usize) {
    let pagine = report::plurale(pagine, "pagina", "pagine");
    let _ = writeln!(std::io::stdout(), "{} ({pagine})", percorso.display());
}

/// What is left to know: a draft, and what was noticed in the data.
fn conclude(caricato: &Caricato, mancanti: usize) {
    if mancanti > 0 {
        let manca = if mancanti == 1 { "manca" } else { "mancano" };
        di(&format!(
            "La Relazione è una bozza: {manca} {}. L'elenco delle celle: ciclo genera relazione --definitiva\n",
            report::plurale(mancanti, "consuntivo", "consuntivi")
        ));
    }
    if !caricato.diagnosi.is_empty() {
        di(&format!("Nei dati: {}.\n", report::conteggio(&caricato.diagnosi)));
        di(&report::accettati(&caricato.diagnosi));
    }
}

/// Shows what stops the work, and what therefore was not done; the rest is for `ciclo verifica`.
pub fn rifiuta(modello: &Modello, diagnosi: &[Diagnosi], che: &str) -> Result<Esito, Impedimento> {
    let bloccano: Vec<Diagnosi> = diagnosi.iter().filter(|d| d.blocca()).cloned().collect();
    di(&report::con_contorno(&bloccano, &report::Contorno::nuovo(modello)));
    di(&format!("{}: {che}.\n", report::conteggio(diagnosi)));
    if bloccano.len() < diagnosi.len() {
        di("Qui sopra solo gli errori: per l'elenco completo usa «ciclo verifica».\n");
    }
    Ok(Esito::Trovato)
}

/// The cells to fill in before the Relazione can be final.
fn incompleta(comune: &Comune, anno: i16) -> Result<Esito, Impedimento> {
    let mancanti = comune.mancanti();
    let diagnosi: Vec<Diagnosi> =
        mancanti.iter().map(|mancante| diags::consuntivo_mancante(mancante, anno)).collect();
    di(&report::sul_terminale(&diagnosi));
    di(&format!(
        "La Relazione non può essere definitiva: {} da riempire. Non è stato scritto nessun documento.\n",
        report::plurale(mancanti.len(), "cella", "celle")
    ));
    Ok(Esito::Trovato)
}
