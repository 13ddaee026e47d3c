//! `ciclo pubblica`: the folder for *Amministrazione trasparente*, and whether one is as it was
//! published.

use std::path::{Path, PathBuf};

use crate::cycle::FIRMATI;
use crate::documents::{self, Descrittore};
use crate::edizione::Edizione;
use crate::insieme::{operai, svolgi};
use crate::model::italiano::vocabolario::{DIFFERENZA, FILE, PDF, RICALCOLATO};
use crate::model::{Codice, Diagnosi, Modello, italiano};
use crate::publish::verifica::{Problema, Verifica, verifica};
use crate::publish::{
    self, Albero, AllegatoPronto, Copie, DocumentoPronto, Fascicolo, Firmati, Materiali,
    Pubblicata, VERSIONI,
};
use crate::report;
use crate::report::avanzamento::Avanzamento;
use crate::tempi::Tempi;
use crate::typeset::{Documento, Tipografia};

use super::{
    Dati, Esito, Impedimento, NonVa, di, documento, fuori_dai_dati, genera, per_intero, stampa,
};

/// Prepara la cartella da mettere su Amministrazione trasparente
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo pubblica
  ciclo pubblica piano                       a gennaio, quando la Relazione è ancora in bozza
  ciclo pubblica piano pira premi            quelli già approvati, insieme
  ciclo pubblica --dati data/ente-2025 --uscita /tmp/sito
  ciclo pubblica --motivo 'Corretto un risultato atteso'
  ciclo pubblica --prova                     che cosa diventerebbe pubblico, senza scrivere
  ciclo pubblica --verifica output/pubblicazione
  ciclo pubblica --verifica output/pubblicazione --dati data/ente-2025

Esce soltanto quello che i documenti scelti contengono; le Note e quello che è per l'ufficio non escono.
La cartella dell'anno contiene i PDF, i dati aperti, la pagina web, le somme di controllo e la nota di pubblicazione.
Compare intera o non compare: se i dati hanno errori o un documento è in bozza, quella precedente resta com'era.
Gli altri anni non si toccano mai.")]
pub(super) struct Argomenti {
    #[arg(value_name = "DOCUMENTO", help = aiuto())]
    documenti: Vec<String>,
    #[command(flatten)]
    dati: Dati,
    /// Cartella in cui scrivere, con una sottocartella per anno
    #[arg(
        long,
        value_name = "CARTELLA",
        default_value = publish::USCITA,
        hide_default_value = true
    )]
    uscita: PathBuf,
    /// Perché cambia quello che è già pubblicato: lo leggono tutti, con quello che è cambiato
    #[arg(long, value_name = "TESTO", value_parser = motivo)]
    motivo: Option<String>,
    /// Elenca soltanto i file e i campi che sarebbero pubblici, senza scrivere nulla
    #[arg(long)]
    prova: bool,
    /// Controlla invece che una cartella pubblicata non sia cambiata; con --dati anche che sia
    /// quella che i dati del ciclo danno
    #[arg(long, value_name = "CARTELLA", conflicts_with_all = ["documenti", "uscita", "prova", "motivo"])]
    verifica: Option<PathBuf>,
}

/// `Che cosa pubblicare: piano, relazione …`.
fn aiuto() -> String {
    let noti: Vec<Descrittore> = documents::noti().filter(|noto| noto.pubblico).collect();
    format!(
        "Che cosa pubblicare: {} o un documento di ciclo.toml (predefinito: tutto)",
        documents::elenco(&noti)
    )
}

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    if let Some(cartella) = &argomenti.verifica {
        let rifatto = dai_dati(&argomenti, cartella)?;
        return controlla(cartella, rifatto);
    }
    lontano_dai_dati(&argomenti.uscita, argomenti.dati.cartella()?.radice())?;
    let avanzamento = Avanzamento::nuovo();
    avanzamento.passo("leggo i fogli di lavoro");
    let edizione = argomenti.dati.edizione()?;
    let scelti = scelti(&argomenti, &edizione)?;
    let diagnosi = edizione.diagnosi_per_pubblicare(&scelti);
    let documenti = documenti(&scelti, &edizione);
    // A draft may still have the act of the year before.
    let degli_atti = |diagnosi: &Diagnosi| diagnosi.codice == Codice::AttoNonPlausibile;
    if diagnosi.iter().any(|una| una.blocca() && !degli_atti(una)) {
        drop(avanzamento);
        return Ok(rifiuta(&edizione, &diagnosi));
    }
    rifiuta_bozze(&edizione, &documenti)?;
    if diagnosi.iter().any(Diagnosi::blocca) {
        drop(avanzamento);
        return Ok(rifiuta(&edizione, &diagnosi));
    }
    let materie = Materie::leggi(&argomenti, &documenti, &edizione)?;
    let fascicolo = match prepara(&documenti, &edizione, materie, &avanzamento) {
        Ok(fascicolo) => fascicolo,
        Err(Impedimento::Pubblicazione(publish::Guasto::Ciclo(altre))) => {
            drop(avanzamento);
            return Ok(rifiuta(&edizione, &[diagnosi, altre].concat()));
        }
        Err(impedimento) => return Err(impedimento),
    };
    let motivo = argomenti.motivo.as_deref();
    if argomenti.prova {
        drop(avanzamento);
        mostra(&publish::anteprima(&argomenti.uscita, &fascicolo, motivo)?)?;
        return Ok(Esito::Bene);
    }
    avanzamento.passo("scrivo la cartella");
    let pubblicata = publish::pubblica(&argomenti.uscita, &fascicolo, motivo)?;
    drop(avanzamento);
    racconta(&argomenti.uscita, edizione.modello().anno, &pubblicata)?;
    if !pubblicata.accanto.is_empty() {
        di(&format!(
            "Accanto alla pubblicazione c'è altro, che resta com'è e non entra nell'indice: {}.\n",
            pubblicata.accanto.join(", ")
        ));
    }
    senza_atto(edizione.modello(), &scelti);
    if edizione.impostazioni().pubblicazione.indirizzo.is_none() {
        di(SENZA_INDIRIZZO);
    }
    if !diagnosi.is_empty() {
        di(&format!("Nei dati: {}.\n", report::conteggio(&diagnosi)));
    }
    Ok(Esito::Bene)
}

/// Refuses a folder that holds the cycle, whose workbooks would go onto the site with it, and one
/// that a cycle reads.
fn lontano_dai_dati(uscita: &Path, ciclo: &Path) -> Result<(), Impedimento> {
    if per_intero(ciclo).starts_with(per_intero(uscita)) {
        return Err(Impedimento::Messaggio(format!(
            "{} contiene la cartella del ciclo: chi la mette sul sito pubblicherebbe anche i fogli \
             di lavoro. Non ho pubblicato nulla: indica un'altra cartella con --uscita.",
            uscita.display()
        )));
    }
    fuori_dai_dati(uscita)
}

/// Longest reason, in characters.
const MOTIVO: usize = 300;
const NON_PUBBLICATO: &str = "non ho pubblicato nulla, la pubblicazione precedente resta com'era";

fn rifiuta(edizione: &Edizione, diagnosi: &[Diagnosi]) -> Esito {
    di(&genera::rifiuto(
        edizione.modello(),
        diagnosi,
        NON_PUBBLICATO,
    ));
    Esito::Trovato
}

/// The documents to publish: those asked for, or all that have chapters.
fn scelti(argomenti: &Argomenti, edizione: &Edizione) -> Result<Vec<Descrittore>, Impedimento> {
    let mut chiesti = documents::tutti(&edizione.modello().documenti);
    solo_pubblici(argomenti, &chiesti)?;
    chiesti.retain(|documento| documento.pubblico);
    for id in &argomenti.documenti {
        documento(&chiesti, id)?;
    }
    chiesti.retain(|uno| argomenti.documenti.is_empty() || argomenti.documenti.contains(&uno.id));
    let (presenti, mancanti): (Vec<_>, Vec<_>) = chiesti
        .into_iter()
        .partition(|chiesto| edizione.ha_capitoli(&chiesto.id));
    if presenti.is_empty() {
        let dove: Vec<String> = mancanti.iter().map(Descrittore::cartella).collect();
        return Err(Impedimento::Messaggio(format!(
            "Non c'è nessun documento da pubblicare: mancano i capitoli in {}.",
            dove.join(" e in ")
        )));
    }
    Ok(presenti)
}

/// Refuses by name a document that is for the office alone.
fn solo_pubblici(argomenti: &Argomenti, tutti: &[Descrittore]) -> Result<(), Impedimento> {
    let riservato = tutti
        .iter()
        .find(|uno| !uno.pubblico && argomenti.documenti.contains(&uno.id));
    match riservato {
        Some(riservato) => Err(Impedimento::Messaggio(format!(
            "«{0}» resta nell'ufficio: porta nomi di persone o note interne, e non si pubblica. \
             Per comporlo: ciclo genera {0}",
            riservato.id
        ))),
        None => Ok(()),
    }
}

/// The documents, each with what it is.
fn documenti<'a>(
    scelti: &'a [Descrittore],
    edizione: &'a Edizione,
) -> Vec<(&'a Descrittore, Documento<'a>)> {
    let documento =
        |scelto: &'a Descrittore| Some((scelto, Documento::con_capitoli(edizione, scelto)?));
    scelti.iter().filter_map(documento).collect()
}

/// The year's folder in memory.
fn prepara(
    documenti: &[(&Descrittore, Documento<'_>)],
    edizione: &Edizione,
    materie: Materie<'_>,
    avanzamento: &Avanzamento,
) -> Result<Fascicolo, Impedimento> {
    let Materie {
        mut firmati,
        allegati,
    } = materie;
    avanzamento.passo("compongo i documenti");
    let tipografia = Tipografia::nuova(edizione);
    let composti = svolgi(documenti, operai(), |(_, documento)| {
        tipografia.pdf(documento, &mut Tempi::default())
    });
    let mut pronti = Vec::new();
    for ((scelto, _), composto) in documenti.iter().zip(composti) {
        let byte = composto?.byte;
        let copie = firmati.di(&byte);
        pronti.extend(pronto(scelto, edizione.modello(), byte, copie));
    }
    senza_firme_estranee(firmati)?;
    avanzamento.passo("preparo i dati aperti e la pagina web");
    Ok(publish::fascicolo(Materiali {
        edizione,
        documenti: pronti,
        allegati,
    })?)
}

/// A document set in a PDF.
fn pronto<'a>(
    descrittore: &'a Descrittore,
    modello: &'a Modello,
    pdf: Vec<u8>,
    firmato: Copie,
) -> Option<DocumentoPronto<'a>> {
    Some(DocumentoPronto {
        id: &descrittore.id,
        nome: &descrittore.nome,
        anni: descrittore.anni(modello),
        anno: descrittore.anno(modello),
        con_risultati: descrittore.con_risultati,
        obbligo: descrittore.obbligo,
        atto: modello.documenti.get(&descrittore.id)?,
        pdf: firmato.pdf.unwrap_or(pdf),
        p7m: firmato.p7m,
    })
}

/// What the cycle's folder holds for the publication beside its data.
struct Materie<'a> {
    firmati: Firmati,
    allegati: Vec<AllegatoPronto<'a>>,
}

impl<'a> Materie<'a> {
    /// The signed copies, and what accompanies these documents: what speaks of a year's results
    /// comes out with a document that tells them.
    fn leggi(
        argomenti: &Argomenti,
        documenti: &[(&Descrittore, Documento<'_>)],
        edizione: &'a Edizione,
    ) -> Result<Self, Impedimento> {
        let cartella = argomenti.dati.cartella()?;
        let firmati = Firmati::leggi(&cartella).map_err(|(file, causa)| {
            let causa = italiano::errore_di_sistema(&causa);
            Impedimento::Messaggio(format!("Non riesco a leggere {file}: {causa}."))
        })?;
        let con_risultati = documenti.iter().any(|(scelto, _)| scelto.con_risultati);
        let dichiarati = edizione.impostazioni().allegati.iter();
        let escono = dichiarati.filter(|uno| con_risultati || !uno.obbligo.dei_risultati());
        let allegati = escono.map(|dichiarato| {
            AllegatoPronto::leggi(dichiarato, &cartella).map_err(|causa| {
                let file = &dichiarato.file;
                Impedimento::Messaggio(format!("{file}: {causa}. Non ho pubblicato nulla."))
            })
        });
        Ok(Self {
            firmati,
            allegati: allegati.collect::<Result<_, _>>()?,
        })
    }
}

/// Refuses a signed copy of something else: the documents changed since, or were never ours.
fn senza_firme_estranee(firmati: Firmati) -> Result<(), Impedimento> {
    let estranei = firmati.estranei();
    if estranei.is_empty() {
        return Ok(());
    }
    Err(Impedimento::Messaggio(format!(
        "{}: non è la copia firmata di un documento che si pubblica adesso. Firma i PDF di adesso \
         o togli quelle copie da {FIRMATI}/. Non ho pubblicato nulla.",
        estranei.join(", ")
    )))
}

/// A draft is never published.
fn rifiuta_bozze(
    edizione: &Edizione,
    documenti: &[(&Descrittore, Documento<'_>)],
) -> Result<(), Impedimento> {
    let bozze: Vec<String> = documenti
        .iter()
        .filter_map(|(descrittore, documento)| {
            Some(format!(
                "«{}» è una bozza {}.\n{}{}",
                documento.titolo(),
                documento.bozza()?,
                che_aspetta(edizione, descrittore),
                report::sul_terminale(&edizione.da_scrivere(&[&descrittore.id]))
            ))
        })
        .collect();
    if bozze.is_empty() {
        return Ok(());
    }
    let pronti = documenti
        .iter()
        .filter(|(_, documento)| documento.bozza().is_none());
    let pronti: Vec<&str> = pronti.map(|(pronto, _)| pronto.id.as_str()).collect();
    let intanto = match pronti.is_empty() {
        true => String::new(),
        false => format!(" Intanto puoi usare «ciclo pubblica {}».", pronti.join(" ")),
    };
    let rimedio = format!("Una bozza non si pubblica.{intanto}");
    Err(Impedimento::Bozza(bozze.concat() + &rimedio))
}

/// What ends a draft, beside what is still to be written.
fn che_aspetta(edizione: &Edizione, descrittore: &Descrittore) -> String {
    let id = &descrittore.id;
    let atto = edizione.modello().documenti.get(id);
    let mut aspetta = String::new();
    if atto.is_some_and(|atto| atto.bozza) {
        let luogo = edizione.impostazioni().luogo(&["documenti", id, "bozza"]);
        aspetta.push_str(&format!(
            "  {luogo}: quando è approvato togli «bozza = true» e scrivi la sua data e l'atto \
             (delibera = \"…\").\n"
        ));
    }
    if descrittore.con_risultati && !edizione.rendiconto().mancanti.is_empty() {
        aspetta.push_str(&format!(
            "  L'elenco dei consuntivi che mancano: ciclo genera {id} --definitiva\n"
        ));
    }
    aspetta
}

fn racconta(uscita: &Path, anno: i16, pubblicata: &Pubblicata) -> Result<(), Impedimento> {
    let cartella = uscita.join(anno.to_string());
    stampa(&format!(
        "{} ({})",
        cartella.display(),
        FILE.conta(pubblicata.file.len())
    ))?;
    let in_vigore = |nome: &&String| nome.ends_with(".pdf") && !nome.starts_with(VERSIONI);
    for pdf in pubblicata.file.iter().filter(in_vigore) {
        stampa(&format!("  {pdf}"))?;
    }
    stampa("  index.html")?;
    if pubblicata.versione > 1 {
        stampa(&format!(
            "  modifiche.html (versione {})",
            pubblicata.versione
        ))?;
    }
    stampa(&uscita.join("index.html").display().to_string())
}

/// What would be public: each file, each kind of field.
fn mostra(file: &Albero) -> Result<(), Impedimento> {
    stampa("File che sarebbero pubblici:")?;
    for (nome, byte) in file {
        stampa(&format!("  {nome} ({} byte)", byte.len()))?;
    }
    stampa("\nCampi dei dati che sarebbero pubblici:")?;
    for (nome, campi) in publish::prova::campi(file) {
        stampa(&format!("  {nome}"))?;
        for campo in campi {
            stampa(&format!("    {campo}"))?;
        }
    }
    stampa(
        "\nNon escono: note, previsioni, criticità, azioni correttive e persone delle righe, i nomi \
         dei file e dei fogli, i capitoli e i risultati dei documenti che non si pubblicano. I PDF \
         allegati e le copie firmate escono come sono, con le proprietà che hanno.\n\
         Non ho scritto nulla.",
    )
}

/// An act may come after the date: it is said, and nothing more.
fn senza_atto(modello: &Modello, scelti: &[Descrittore]) {
    let atti = scelti.iter();
    let atti = atti.filter_map(|scelto| Some((&scelto.id, modello.documenti.get(&scelto.id)?)));
    for (id, atto) in atti.filter(|(_, atto)| atto.delibera.is_none()) {
        di(&format!(
            "Avviso: «{}» non dice da quale atto è approvato: scrivilo in ciclo.toml, sotto \
             [documenti.{id}] delibera.\n",
            atto.titolo
        ));
    }
}

/// A reason in one line of words.
fn motivo(scritto: &str) -> Result<String, NonVa> {
    let parole: Vec<&str> = scritto.split_whitespace().collect();
    let motivo = parole.join(" ");
    match motivo.trim_end_matches('.') {
        "" => Err(NonVa(
            "scrivi perché cambia quello che è pubblicato".to_owned(),
        )),
        lungo if lungo.chars().count() > MOTIVO => Err(NonVa(format!(
            "usa al più {MOTIVO} caratteri, il resto si vede nel confronto"
        ))),
        motivo => Ok(motivo.to_owned()),
    }
}

const SENZA_INDIRIZZO: &str = "Avviso: non c'è la scheda per i cataloghi di dati (DCAT-AP), \
perché i suoi nomi sono indirizzi. Per averla scrivi in ciclo.toml, sotto [pubblicazione] \
indirizzo, quello della cartella sul sito.\n";

const A_META: &str = "Una pubblicazione è rimasta a metà perché il programma è stato interrotto: \
ripeti «ciclo pubblica», che la finisce. Il resto è controllato come se fosse finita.\n";

/// A year that was made again from the data of its cycle.
struct Rifatto {
    anno: i16,
    /// What is not what they give.
    problemi: Vec<Problema>,
}

/// Makes a year again, where its cycle is named.
fn dai_dati(argomenti: &Argomenti, cartella: &Path) -> Result<Option<Rifatto>, Impedimento> {
    if argomenti.dati.cartella.is_none() || !cartella.is_dir() {
        return Ok(None);
    }
    let avanzamento = Avanzamento::nuovo();
    let edizione = argomenti.dati.edizione()?;
    let anno = edizione.modello().anno;
    let pubblicati = publish::documenti(cartella, anno);
    let pubblicati = pubblicati.ok_or(publish::Guasto::NonPubblicato(anno))?;
    let mut scelti = documents::tutti(&edizione.modello().documenti);
    scelti.retain(|scelto| pubblicati.contains(&scelto.id));
    let documenti = documenti(&scelti, &edizione);
    let materie = Materie::leggi(argomenti, &documenti, &edizione)?;
    let fascicolo = prepara(&documenti, &edizione, materie, &avanzamento)?;
    let diversi = publish::confronta(cartella, &fascicolo)?;
    Ok(Some(Rifatto {
        anno,
        problemi: diversi.into_iter().map(Problema::NonDaiDati).collect(),
    }))
}

/// Says what is not as it was published.
fn controlla(cartella: &Path, rifatto: Option<Rifatto>) -> Result<Esito, Impedimento> {
    let Verifica {
        file,
        pdf,
        mut problemi,
        a_meta,
        ricalcolati,
        di_altri_programmi,
        con_pagine_proprie,
    } = verifica(cartella).map_err(|errore| Impedimento::Messaggio(errore.to_string()))?;
    let anno_rifatto = rifatto.as_ref().map(|rifatto| format!("{}/", rifatto.anno));
    problemi.extend(rifatto.into_iter().flat_map(|rifatto| rifatto.problemi));
    for problema in &problemi {
        di(&format!("{problema}\n"));
    }
    let visti = format!(
        "{} con la loro somma, {} con i dati allegati, {} dai dati pubblicati",
        FILE.conta(file),
        PDF.conta(pdf),
        RICALCOLATO.conta(ricalcolati)
    );
    for quale in &di_altri_programmi {
        di(&format!(
            "{} è di un'altra versione di ciclo: controllo le somme, non ricalcolo le tabelle.\n",
            nominata(quale)
        ));
    }
    let mai_rifatte = con_pagine_proprie.iter();
    for quale in mai_rifatte.filter(|quale| anno_rifatto.as_ref() != Some(*quale)) {
        di(&format!(
            "{} ha pagine fatte con modelli dell'ente: ne controllo le somme, non ricalcolo \
             le cifre che mostrano. Le ricompone «ciclo pubblica --verifica … --dati CICLO».\n",
            nominata(quale)
        ));
    }
    if a_meta {
        di(A_META);
    }
    if problemi.is_empty() && a_meta {
        return Ok(Esito::Trovato);
    }
    if problemi.is_empty() {
        stampa(&format!("Tutto come alla pubblicazione: {visti}."))?;
        return Ok(Esito::Bene);
    }
    di(&format!(
        "{}. Controllati: {visti}. {}\n",
        DIFFERENZA.conta(problemi.len()),
        che_fare(&problemi)
    ));
    Ok(Esito::Trovato)
}

/// The way out of what is not as it was published: a folder that is whole and no longer what the
/// data give waits for a new version.
fn che_fare(problemi: &[Problema]) -> &'static str {
    let dai_dati = |problema: &Problema| matches!(problema, Problema::NonDaiDati(_));
    match problemi.iter().all(dai_dati) {
        true => {
            "La cartella è come è stata pubblicata, e i dati del ciclo sono cambiati dopo. Se la \
             correzione deve uscire: ciclo pubblica --motivo \"…\", che dice ai lettori perché \
             cambia e tiene la versione di adesso."
        }
        false => {
            "Quello che manca torna con «ciclo pubblica»; quello che è cambiato o è in più va \
             prima spostato altrove."
        }
    }
}

/// A year or a version as a sentence begins with it: without a name it is the folder that was named.
fn nominata(quale: &str) -> &str {
    match quale {
        "" => "La cartella",
        quale => quale,
    }
}
