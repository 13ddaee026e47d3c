//! The documents of one cycle: read, composed, written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cycle::Cartella;
use crate::documents::{self, Descrittore, Periodo};
use crate::edizione::Edizione;
use crate::insieme::{svolgi, unite};
use crate::model::italiano::vocabolario::{CELLA, DA_SCRIVERE, MANCARE, PAGINA};
use crate::model::{Diagnosi, italiano};
use crate::monitoraggio;
use crate::rendiconto::{self, Mancante, diags};
use crate::report::avanzamento::Avanzamento;
use crate::report::tempi::{Composto, tabella};
use crate::tempi::{Tempi, conti};
use crate::typeset::{self, Tipografia, giri};
use crate::{opendata, output, report};

use super::super::{Esito, Impedimento, documento};
use super::documenti::{DaScrivere, documenti, segnati};
use super::precedenti::{Dove, posto};
use super::{Argomenti, rifiuto};

/// A cycle and the folder of its documents.
pub(super) struct Ciclo {
    pub cartella: Cartella,
    pub uscita: PathBuf,
    /// True where nobody asked for that folder.
    pub uscita_libera: bool,
}

/// How the work is done.
pub(super) struct Modo<'a> {
    pub argomenti: &'a Argomenti,
    /// Documents of a cycle that are composed at once.
    pub operai: usize,
    pub avanzamento: &'a Avanzamento,
}

/// What a cycle has to tell.
#[derive(Default)]
pub(super) struct Detto {
    /// For standard output: the files, one a line.
    pub scritti: String,
    /// For standard error.
    pub note: String,
}

const NON_SCRITTO: &str = "il documento non è stato scritto, quello precedente resta com'era";

/// Composes and writes what was asked for.
pub(super) fn genera(
    ciclo: &Ciclo,
    modo: &Modo<'_>,
    detto: &mut Detto,
) -> Result<Esito, Impedimento> {
    let argomenti = modo.argomenti;
    let mut tempi = Tempi::default();
    let edizione = leggi(ciclo, modo, &mut tempi)?;
    let scelti = scelti(argomenti, &edizione, detto)?;
    let scelti = rilevati(argomenti, scelti, &edizione, detto)?;
    let con_capitoli = scelti.iter().filter(|scelto| scelto.ha_capitoli());
    let ids = con_capitoli.clone().map(|scelto| scelto.id.as_str());
    let diagnosi = tempi.misura("capitoli", || edizione.diagnosi_con(ids));
    if diagnosi.iter().any(Diagnosi::blocca) {
        let rifiuto = rifiuto(edizione.modello(), &diagnosi, NON_SCRITTO);
        detto.note.push_str(&rifiuto);
        return Ok(Esito::Trovato);
    }
    let rendicontano: Vec<&Descrittore> =
        con_capitoli.filter(|scelto| scelto.con_risultati).collect();
    let mancanti = match rendicontano.is_empty() {
        true => &[],
        false => &edizione.rendiconto().mancanti[..],
    };
    if argomenti.definitiva && !mancanti.is_empty() {
        let anno = edizione.modello().anno_relazione;
        let celle = incompleta(&rendicontano, mancanti, anno);
        detto.note.push_str(&celle);
        return Ok(Esito::Trovato);
    }
    if argomenti.definitiva && !rendicontano.is_empty() {
        let ids: Vec<&str> = rendicontano.iter().map(|scelto| &*scelto.id).collect();
        let aperte = edizione.da_scrivere(&ids);
        if !aperte.is_empty() {
            detto.note.push_str(&incompiuta(&rendicontano, &aperte));
            return Ok(Esito::Trovato);
        }
    }
    let tipografia = tempi.misura("modelli", || Tipografia::nuova(&edizione));
    let documenti = da_comporre(ciclo, argomenti, &edizione, &scelti, &mut tempi)?;
    let (uscita, documenti) = al_loro_posto(ciclo, &edizione, documenti, detto)?;
    let riusciti = composti(&documenti, &tipografia, modo, detto)?;
    if argomenti.rispetto_a.is_none() {
        accanto(&uscita, &edizione, &scelti, detto)?;
    }
    let conclusione = conclusione(&diagnosi, &rendicontano, mancanti.len());
    detto.note.push_str(&conclusione);
    if argomenti.tempi {
        let tabella = tabella(&tempi, &uscita, &riusciti);
        detto.note.push_str(&tabella);
    }
    Ok(Esito::Bene)
}

/// Reads the cycle. Fonts and Typst's library need none: they are got ready in the meantime.
fn leggi(ciclo: &Ciclo, modo: &Modo<'_>, tempi: &mut Tempi) -> Result<Edizione, Impedimento> {
    if modo.argomenti.tempi {
        conti::accendi();
    }
    modo.avanzamento.passo(format!(
        "leggo i fogli di lavoro in {}",
        ciclo.cartella.radice().display()
    ));
    let apri = || Edizione::apri_al(&ciclo.cartella, modo.argomenti.al, tempi);
    let ((), edizione) = unite(typeset::prepara, apri);
    Ok(edizione?)
}

/// The documents, each with its path within the folder that they will go to, marked where they are
/// asked for beside an older draft.
fn da_comporre<'a>(
    ciclo: &Ciclo,
    argomenti: &Argomenti,
    edizione: &'a Edizione,
    scelti: &'a [Descrittore],
    tempi: &mut Tempi,
) -> Result<Vec<DaScrivere<'a>>, Impedimento> {
    let mut documenti = tempi.misura("grafici", || documenti(Path::new(""), edizione, scelti));
    if let Some(vecchio) = &argomenti.rispetto_a {
        documenti = tempi.misura("confronto", || {
            segnati(documenti, vecchio, edizione, ciclo.cartella.radice())
        })?;
    }
    Ok(documenti)
}

/// The documents in the folder that they go to. What a killed run left there is cleared away.
fn al_loro_posto<'a>(
    ciclo: &Ciclo,
    edizione: &Edizione,
    documenti: Vec<DaScrivere<'a>>,
    detto: &mut Detto,
) -> Result<(PathBuf, Vec<DaScrivere<'a>>), Impedimento> {
    let dove = Dove {
        cartella: &ciclo.cartella,
        uscita: &ciclo.uscita,
        libera: ciclo.uscita_libera,
    };
    let mut file: Vec<PathBuf> = documenti.iter().map(|(file, _)| file.clone()).collect();
    if documenti
        .iter()
        .any(|(_, uno)| opendata::ha_accanto(uno.parte()))
    {
        file.push(opendata::DATI_DEL_PIAO.into());
    }
    let posto = posto(dove, edizione.modello(), &file)?;
    detto.note.push_str(&posto.nota);
    let documenti = documenti.into_iter();
    let documenti: Vec<DaScrivere<'a>> = documenti
        .map(|(file, documento)| (posto.uscita.join(file), documento))
        .collect();
    let cartelle = documenti.iter().filter_map(|(file, _)| file.parent());
    let cartelle: BTreeSet<&Path> = cartelle.collect();
    cartelle.into_iter().for_each(output::pulisci);
    Ok((posto.uscita, documenti))
}

/// Composes and writes them, several at once, up to the first that cannot be.
fn composti<'a>(
    documenti: &'a [DaScrivere<'_>],
    tipografia: &Tipografia<'_>,
    modo: &Modo<'_>,
    detto: &mut Detto,
) -> Result<Vec<(&'a Path, Composto)>, Impedimento> {
    let composti = svolgi(documenti, modo.operai, |da_scrivere| {
        let passo = format!("compongo {}", da_scrivere.0.display());
        modo.avanzamento.passo(passo);
        componi(da_scrivere, tipografia, modo.argomenti.tempi)
    });
    let mut riusciti = Vec::new();
    for ((percorso, _), composto) in documenti.iter().zip(composti) {
        let composto = composto?;
        detto.scritti.push_str(&scritto(percorso, composto.pagine));
        riusciti.push((percorso.as_path(), composto));
    }
    Ok(riusciti)
}

/// Writes what stands beside the documents and says the same in another form.
fn accanto(
    uscita: &Path,
    edizione: &Edizione,
    scelti: &[Descrittore],
    detto: &mut Detto,
) -> Result<(), Impedimento> {
    for scelto in scelti
        .iter()
        .filter(|scelto| opendata::ha_accanto(&scelto.id))
    {
        let parte = edizione.parte(&[&scelto.id]);
        for uno in opendata::accanto(&scelto.id, &parte) {
            let percorso = uscita.join(uno.nome);
            scrivi(&percorso, &uno.byte)?;
            detto.scritti.push_str(&format!("{}\n", percorso.display()));
        }
    }
    Ok(())
}

/// Writes a file; one that was there stays, if that is not possible.
fn scrivi(percorso: &Path, byte: &[u8]) -> Result<(), Impedimento> {
    output::scrivi(percorso, byte).map_err(|causa| {
        Impedimento::Messaggio(format!(
            "{} Il file precedente, se c'era, è rimasto com'era.",
            report::errore_di_scrittura(percorso, &causa)
        ))
    })
}

/// The documents that were asked for. Where everything is, one that has no chapters yet is left
/// out, and said so if it is owed.
fn scelti(
    argomenti: &Argomenti,
    edizione: &Edizione,
    detto: &mut Detto,
) -> Result<Vec<Descrittore>, Impedimento> {
    let mut tutti = documents::tutti(&edizione.modello().documenti);
    if let Some(id) = &argomenti.documento {
        return Ok(vec![documento(&tutti, id)?.clone()]);
    }
    tutti.retain(|descrittore| {
        let vuoto = descrittore.ha_capitoli() && !edizione.ha_capitoli(&descrittore.id);
        if vuoto && descrittore.dovuto {
            detto.note.push_str(&format!(
                "In {} non ci sono capitoli: questo documento non viene composto.\n",
                descrittore.cartella()
            ));
        }
        !vuoto
    });
    Ok(tutti)
}

/// Without the monitoring, where nothing was measured at its date: said, or refused if it was asked
/// for.
fn rilevati(
    argomenti: &Argomenti,
    mut scelti: Vec<Descrittore>,
    edizione: &Edizione,
    detto: &mut Detto,
) -> Result<Vec<Descrittore>, Impedimento> {
    let del_giorno = |scelto: &Descrittore| scelto.periodo == Periodo::AllaData;
    if edizione.monitoraggio().is_some() || !scelti.iter().any(del_giorno) {
        return Ok(scelti);
    }
    let manca = monitoraggio::senza_valori(edizione.modello(), argomenti.al);
    if argomenti.documento.is_some() || argomenti.al.is_some() {
        return Err(Impedimento::Messaggio(manca));
    }
    detto.note.push_str(&format!("{manca}\n"));
    scelti.retain(|scelto| !del_giorno(scelto));
    Ok(scelti)
}

/// Typesets and writes.
fn componi(
    (percorso, documento): &DaScrivere<'_>,
    tipografia: &Tipografia<'_>,
    conta_i_giri: bool,
) -> Result<Composto, Impedimento> {
    let mut tempi = Tempi::default();
    let mut pdf = || tipografia.pdf(documento, &mut tempi);
    let (pdf, giri) = if conta_i_giri {
        giri::osserva(pdf)
    } else {
        (pdf(), Vec::new())
    };
    typeset::dimentica_il_vecchio();
    let pdf = pdf?;
    tempi.misura("scrittura", || scrivi(percorso, &pdf.byte))?;
    Ok(Composto {
        pagine: pdf.pagine,
        tempi,
        giri,
    })
}

fn scritto(percorso: &Path, pagine: usize) -> String {
    format!("{} ({})\n", percorso.display(), PAGINA.conta(pagine))
}

/// What is left to know: a draft, and what was noticed in the data.
fn conclusione(diagnosi: &[Diagnosi], rendicontano: &[&Descrittore], mancanti: usize) -> String {
    let mut detto = String::new();
    if let Some(primo) = rendicontano.first().filter(|_| mancanti > 0) {
        detto.push_str(&format!(
            "Bozza, perché {}: {}. L'elenco delle celle: ciclo genera {} --definitiva\n",
            rendiconto::mancano(mancanti),
            nomi(rendicontano),
            primo.id
        ));
    }
    if !diagnosi.is_empty() {
        detto.push_str(&format!("Nei dati: {}.\n", report::conteggio(diagnosi)));
        detto.push_str(&report::accettati(diagnosi));
    }
    detto
}

/// `Relazione e Validazione`.
fn nomi(documenti: &[&Descrittore]) -> String {
    let nomi: Vec<&str> = documenti.iter().map(|uno| uno.nome.as_str()).collect();
    italiano::elenco(&nomi)
}

/// The parts to write before what tells a year's results can be final.
fn incompiuta(rendicontano: &[&Descrittore], aperte: &[Diagnosi]) -> String {
    format!(
        "{}{}: la versione definitiva non si può fare, {} {}. Non è stato scritto nessun documento.\n",
        report::sul_terminale(aperte),
        nomi(rendicontano),
        MANCARE.con(aperte.len()),
        DA_SCRIVERE.conta(aperte.len())
    )
}

/// The cells to fill in before what tells a year's results can be final.
fn incompleta(rendicontano: &[&Descrittore], mancanti: &[Mancante], anno: i16) -> String {
    let diagnosi: Vec<Diagnosi> = mancanti
        .iter()
        .map(|mancante| diags::consuntivo_mancante(mancante, anno))
        .collect();
    format!(
        "{}{}: la versione definitiva non si può fare, {} da riempire. Non è stato scritto nessun \
         documento.\n",
        report::sul_terminale(&diagnosi),
        nomi(rendicontano),
        CELLA.conta(mancanti.len())
    )
}
