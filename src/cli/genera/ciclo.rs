//! The documents of one cycle: read, composed, written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cycle::Cartella;
use crate::documents::{self, Guasto};
use crate::insieme::svolgi;
use crate::load::{self, Caricato};
use crate::model::Diagnosi;
use crate::rendiconto::diags;
use crate::report::avanzamento::Avanzamento;
use crate::report::tempi::{Composto, tabella};
use crate::tempi::Tempi;
use crate::typeset::documento::Tipo;
use crate::typeset::{self, Comune, giri};
use crate::{output, report};

use super::super::{Esito, Impedimento};
use super::documenti::{Capitoli, DaScrivere, documenti, segnati};
use super::{Argomenti, Che, rifiuto};

/// A cycle and the folder of its documents.
pub struct Ciclo {
    pub cartella: Cartella,
    pub uscita: PathBuf,
}

/// How the work is done.
pub struct Modo<'a> {
    pub argomenti: &'a Argomenti,
    /// Documents of a cycle that are composed at once.
    pub operai: usize,
    pub avanzamento: &'a Avanzamento,
}

/// What a cycle has to tell.
#[derive(Default)]
pub struct Detto {
    /// For standard output: the files, one a line.
    pub scritti: String,
    /// For standard error.
    pub note: String,
}

const NON_SCRITTO: &str = "il documento non è stato scritto, quello precedente resta com'era";

/// Composes and writes what was asked for.
pub fn genera(ciclo: &Ciclo, modo: &Modo<'_>, detto: &mut Detto) -> Result<Esito, Impedimento> {
    let Modo {
        argomenti,
        operai,
        avanzamento,
    } = *modo;
    let mut tempi = Tempi::default();
    avanzamento.passo(format!(
        "leggo i fogli di lavoro in {}",
        ciclo.cartella.radice().display()
    ));
    let mut caricato = load::carica_a_tempo(ciclo.cartella.clone(), &mut tempi)?;
    let capitoli = tempi.misura("capitoli", || capitoli(argomenti, &mut caricato, detto));
    if caricato.bloccato() {
        detto
            .note
            .push_str(&rifiuto(&caricato.modello, &caricato.diagnosi, NON_SCRITTO));
        return Ok(Esito::Trovato);
    }
    let comune = tempi.misura("grafici e dati aperti", || documents::comune(&caricato))?;
    let mancanti = capitoli
        .relazione
        .as_ref()
        .map_or(0, |_| comune.mancanti().len());
    if argomenti.definitiva && mancanti > 0 {
        detto
            .note
            .push_str(&incompleta(&comune, caricato.modello.anno_relazione));
        return Ok(Esito::Trovato);
    }
    let mut documenti = documenti(argomenti, &ciclo.uscita, &comune, &caricato, capitoli);
    if let Some(vecchio) = &argomenti.rispetto_a {
        documenti = tempi.misura("confronto", || segnati(documenti, vecchio, &caricato))?;
    }
    documenti
        .iter()
        .filter_map(|(percorso, _)| percorso.parent())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .for_each(output::pulisci);
    let composti = svolgi(&documenti, operai, |da_scrivere| {
        avanzamento.passo(format!("compongo {}", da_scrivere.0.display()));
        componi(da_scrivere, &caricato, argomenti.tempi)
    });
    let mut riusciti = Vec::new();
    for ((percorso, _), composto) in documenti.iter().zip(composti) {
        match composto {
            Ok(composto) => {
                detto.scritti.push_str(&scritto(percorso, composto.pagine));
                riusciti.push((percorso.as_path(), composto));
            }
            Err(Impedimento::Documento(Guasto::Modelli(diagnosi))) => {
                let diagnosi = [caricato.diagnosi.clone(), diagnosi].concat();
                detto
                    .note
                    .push_str(&rifiuto(&caricato.modello, &diagnosi, NON_SCRITTO));
                return Ok(Esito::Trovato);
            }
            Err(impedimento) => return Err(impedimento),
        }
    }
    detto.note.push_str(&conclusione(&caricato, mancanti));
    if argomenti.tempi {
        detto
            .note
            .push_str(&tabella(&tempi, &ciclo.uscita, &riusciti));
    }
    Ok(Esito::Bene)
}

/// Fills the chapters; what is wrong with them joins the other diagnoses. Where everything is asked
/// for, a document that has no chapters yet is left out, and said so.
fn capitoli(argomenti: &Argomenti, caricato: &mut Caricato, detto: &mut Detto) -> Capitoli {
    let mut leggi = |che, tipo: Tipo| {
        let nome = tipo.nome();
        if argomenti.documento.is_none() && !documents::presente(tipo, &caricato.cartella) {
            detto.note.push_str(&format!(
                "In testi/{nome} non ci sono capitoli: questo documento non viene composto.\n"
            ));
            return None;
        }
        argomenti.vuole(che).then(|| caricato.capitoli(nome))
    };
    Capitoli {
        piano: leggi(Che::Piano, Tipo::Piano),
        relazione: leggi(Che::Relazione, Tipo::Relazione),
    }
}

/// Typesets and writes.
fn componi(
    (percorso, documento): &DaScrivere<'_>,
    caricato: &Caricato,
    conta_i_giri: bool,
) -> Result<Composto, Impedimento> {
    let mut tempi = Tempi::default();
    let mut pdf = || documents::pdf(documento, &caricato.cartella, &mut tempi);
    let (pdf, giri) = if conta_i_giri {
        giri::osserva(pdf)
    } else {
        (pdf(), Vec::new())
    };
    typeset::dimentica_il_vecchio();
    let pdf = pdf?;
    tempi
        .misura("scrittura", || output::scrivi(percorso, &pdf.byte))
        .map_err(|causa| {
            Impedimento::Messaggio(format!(
                "{} Il file precedente, se c'era, è rimasto com'era.",
                report::errore_di_scrittura(percorso, &causa)
            ))
        })?;
    Ok(Composto {
        pagine: pdf.pagine,
        tempi,
        giri,
    })
}

fn scritto(percorso: &Path, pagine: usize) -> String {
    format!(
        "{} ({})\n",
        percorso.display(),
        report::plurale(pagine, "pagina", "pagine")
    )
}

/// What is left to know: a draft, and what was noticed in the data.
fn conclusione(caricato: &Caricato, mancanti: usize) -> String {
    let mut detto = String::new();
    if mancanti > 0 {
        let manca = if mancanti == 1 { "manca" } else { "mancano" };
        detto.push_str(&format!(
            "La Relazione è una bozza: {manca} {}. L'elenco delle celle: ciclo genera relazione --definitiva\n",
            report::plurale(mancanti, "consuntivo", "consuntivi")
        ));
    }
    if !caricato.diagnosi.is_empty() {
        detto.push_str(&format!(
            "Nei dati: {}.\n",
            report::conteggio(&caricato.diagnosi)
        ));
        detto.push_str(&report::accettati(&caricato.diagnosi));
    }
    detto
}

/// The cells to fill in before the Relazione can be final.
fn incompleta(comune: &Comune, anno: i16) -> String {
    let mancanti = comune.mancanti();
    let diagnosi: Vec<Diagnosi> = mancanti
        .iter()
        .map(|mancante| diags::consuntivo_mancante(mancante, anno))
        .collect();
    format!(
        "{}La Relazione non può essere definitiva: {} da riempire. Non è stato scritto nessun documento.\n",
        report::sul_terminale(&diagnosi),
        report::plurale(mancanti.len(), "cella", "celle")
    )
}
