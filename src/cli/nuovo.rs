//! `ciclo nuovo`: the folder of a new cycle.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use dialoguer::{Input, Select};

use crate::anno::cartella;
use crate::anno::nuovo::{self, DaRivedere, Detto, Erede, Modello, Richiesta, Trascritto};
use crate::cycle;
use crate::edizione::Edizione;
use crate::model::Diagnosi;
use crate::model::italiano::vocabolario::{DA_RIVEDERE, FILE};
use crate::model::nome::{chiave, parole, su_una_riga};
use crate::opendata::allegato;
use crate::words;

use super::{Esito, Impedimento, NonVa, del_file, di, stampa, tra_apici};

/// Prepara la cartella di un nuovo ciclo, pronta da compilare
#[derive(clap::Args)]
#[command(after_help = "\
Esempi:
  ciclo nuovo data/umbria-2027 --ente \"Camera di commercio dell'Umbria\" --anno 2027 \\
        --servizi \"Registro imprese\" \"Promozione\"
  ciclo nuovo data/comune-2027                             chiede quello che manca
  ciclo nuovo data/bergamo-2023 --da data/bergamo-2022     dal ciclo dell'anno prima
  ciclo nuovo data/bergamo-2023 --da data/bergamo-2022 \\
        --gia \"Risorse=risorse-umane,risorse-strumentali\"  due servizi che si uniscono
  ciclo nuovo data/comune-2026 --da piano-2026.docx        da un Piano scritto in Word o Writer

Con --da gli anni vanno avanti di uno, i risultati attesi che il triennio aveva già restano, atti e
approvazioni si svuotano; quello che va guardato è in DA-RIVEDERE.md. Il ciclo vecchio non cambia.

Da un documento .docx o .odt il ciclo è quello dei suoi anni: le tabelle di indicatori diventano
cruscotti, le altre quadri, il testo capitoli. Se l'ente o l'anno non si capiscono si aggiungono
--ente e --anno.

La cartella non deve esistere, o dev'essere vuota. Contiene ciclo.toml, i fogli da compilare, i
capitoli con le domande a cui rispondere e un LEGGIMI.txt; «ciclo genera» funziona da subito e dà
una bozza che dice che cosa manca.")]
pub(super) struct Argomenti {
    /// Cartella da creare
    #[arg(value_name = "CARTELLA")]
    cartella: PathBuf,
    /// Il ciclo dell'anno prima, da cui ripartire; o un Piano in .docx o .odt, un modello.json o un
    /// PDF di ciclo, da trascrivere
    #[arg(long, value_name = "CICLO|FILE", conflicts_with_all = ["servizi", "modello"])]
    da: Option<PathBuf>,
    /// Un servizio del ciclo nuovo e quelli che erano prima: rinominato, unito, diviso; si ripete
    #[arg(long, value_name = "NOME=VECCHIO-ID[,VECCHIO-ID…]", requires = "da")]
    gia: Vec<String>,
    /// Nome dell'ente, come compare in copertina
    #[arg(long, value_name = "NOME")]
    ente: Option<String>,
    /// Primo anno del Piano
    #[arg(long, value_name = "AAAA", value_parser = anno)]
    anno: Option<i16>,
    /// Nomi dei servizi, ciascuno tra virgolette
    #[arg(long, value_name = "NOME", num_args = 1..)]
    servizi: Vec<String>,
    /// Tipo di ente: camera, comune, universita o generico (predefinito: dal nome dell'ente)
    #[arg(long, value_enum, value_name = "TIPO")]
    modello: Option<Modello>,
}

/// Years for which a cycle can be made: the triennium must fit too.
const ANNI: std::ops::RangeInclusive<i16> = words::ANNI.start..=words::ANNI.end - 3;
/// Most services that a cycle is made with.
const SERVIZI: usize = 200;

pub(super) fn esegui(argomenti: Argomenti) -> Result<Esito, Impedimento> {
    cartella::libera(&argomenti.cartella)?;
    if let Some(vecchio) = &argomenti.da {
        let vecchio = del_file(vecchio).unwrap_or(vecchio);
        let eredi = argomenti.gia.iter().map(|gia| gia.parse());
        let eredi = eredi.collect::<Result<Vec<Erede>, String>>().map_err(no)?;
        let (documento, bozza) = (e_documento(vecchio), bozza_in(vecchio));
        if !eredi.is_empty() && (documento || bozza.is_some()) {
            return Err(no("--gia serve solo se --da è un ciclo".to_owned()));
        }
        if documento {
            return da_documento(vecchio, &argomenti);
        }
        if argomenti.ente.is_some() || argomenti.anno.is_some() {
            return Err(no(
                "l'ente e l'anno sono quelli del ciclo di --da: togli --ente e --anno".to_owned(),
            ));
        }
        if let Some(bozza) = bozza {
            return da_bozza(&bozza, &argomenti.cartella);
        }
        return da_ciclo(vecchio, &argomenti.cartella, &eredi);
    }
    let richiesta = if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        chiedi(&argomenti)?
    } else {
        senza_chiedere(&argomenti)?
    };
    let file = nuovo::da_zero(&richiesta)?;
    cartella::crea(&argomenti.cartella, &file)?;
    stampa(&fatto(&argomenti.cartella, file.len()))?;
    if let Some(virgole) = con_virgole(&richiesta.servizi) {
        di(&virgole);
    }
    Ok(Esito::Bene)
}

/// The draft that a file is, or that a published year carries.
fn bozza_in(percorso: &Path) -> Option<PathBuf> {
    if percorso.is_file() {
        return Some(percorso.to_owned());
    }
    let modello = percorso.join(allegato::MODELLO);
    let pubblicato = modello.is_file() && !percorso.join(cycle::FILE).is_file();
    pubblicato.then_some(modello)
}

fn e_documento(percorso: &Path) -> bool {
    let fine = percorso.extension().unwrap_or_default();
    ["docx", "odt"]
        .iter()
        .any(|nota| fine.eq_ignore_ascii_case(nota))
}

/// The cycle that a document tells of.
fn da_documento(documento: &Path, argomenti: &Argomenti) -> Result<Esito, Impedimento> {
    let byte = super::parti::leggi(documento)?;
    let ente = argomenti
        .ente
        .as_deref()
        .map(nome)
        .transpose()
        .map_err(no)?;
    let detto = Detto {
        ente,
        anno: argomenti.anno,
    };
    let trascritto = nuovo::da_documento(&documento.display().to_string(), &byte, &detto)?;
    crea(&argomenti.cartella, &trascritto)
}

/// The cycle that a PDF of ours or a `modello.json` carries.
fn da_bozza(file: &Path, nuovo: &Path) -> Result<Esito, Impedimento> {
    let rimedio = "Indica la cartella di un ciclo, un Piano in .docx o .odt, un modello.json o un \
                   PDF composto da ciclo";
    let bozza = super::parti::da_byte(file, super::parti::leggi(file)?, rimedio)?;
    crea(
        nuovo,
        &nuovo::da_bozza(&file.display().to_string(), &bozza)?,
    )
}

fn crea(cartella: &Path, trascritto: &Trascritto) -> Result<Esito, Impedimento> {
    cartella::crea(cartella, &trascritto.file)?;
    stampa(&fatto(cartella, trascritto.file.len()))?;
    rivedi(&trascritto.rivedere, trascritto.anno)?;
    Ok(Esito::Bene)
}

fn rivedi(rivedere: &DaRivedere, anno: i16) -> Result<(), Impedimento> {
    stampa(&format!("\n{}", rivedere.testo(anno).trim_end()))?;
    let quante = DA_RIVEDERE.conta(rivedere.quante());
    stampa(&format!(
        "\n{quante}: l'elenco è in {}.",
        nuovo::DA_RIVEDERE
    ))
}

/// Next year's cycle. One with errors is no ground to build on.
fn da_ciclo(vecchio: &Path, nuovo: &Path, eredi: &[Erede]) -> Result<Esito, Impedimento> {
    let vecchio = super::cartella_del_ciclo(Some(vecchio), super::Come::Da)?;
    let edizione = Edizione::apri(&vecchio)?;
    let diagnosi = edizione.diagnosi();
    if diagnosi.iter().any(Diagnosi::blocca) {
        let che = "il ciclo nuovo non è stato scritto";
        di(&super::genera::rifiuto(edizione.modello(), diagnosi, che));
        return Ok(Esito::Trovato);
    }
    let (file, rivedere) = nuovo::da_ciclo(&edizione, &vecchio, eredi)?;
    cartella::crea(nuovo, &file)?;
    stampa(&fatto(nuovo, file.len()))?;
    rivedi(&rivedere, edizione.modello().anno + 1)?;
    Ok(Esito::Bene)
}

fn fatto(cartella: &Path, file: usize) -> String {
    let dove = tra_apici(cartella);
    format!(
        "{} ({})\n\
         Una prima bozza: ciclo genera --dati {dove}",
        cartella.display(),
        FILE.conta(file),
    )
}

/// The request as the options make it; what is missing is named.
fn senza_chiedere(argomenti: &Argomenti) -> Result<Richiesta, Impedimento> {
    let mancano: Vec<&str> = [
        ("--ente NOME", argomenti.ente.is_none()),
        ("--anno AAAA", argomenti.anno.is_none()),
        ("--servizi NOME…", argomenti.servizi.is_empty()),
    ]
    .into_iter()
    .filter_map(|(opzione, manca)| manca.then_some(opzione))
    .collect();
    match (&argomenti.ente, argomenti.anno, mancano.as_slice()) {
        (Some(ente), Some(anno), []) => {
            let ente = nome(ente).map_err(no)?;
            let servizi = argomenti.servizi.iter().map(|servizio| nome(servizio));
            let servizi = servizi.collect::<Result<Vec<_>, _>>().map_err(no)?;
            let modello = argomenti.modello.unwrap_or_else(|| probabile(&ente));
            richiesta(argomenti, ente, anno, servizi, modello)
        }
        _ => Err(Impedimento::Messaggio(format!(
            "Per un nuovo ciclo manca: {}.\n\
             Per esempio: ciclo nuovo {} --ente \"Comune di Esempio\" --anno 2027 \
             --servizi \"Anagrafe\" \"Tributi\"",
            mancano.join(", "),
            tra_apici(&argomenti.cartella),
        ))),
    }
}

/// The request with a question for each option that is not there.
fn chiedi(argomenti: &Argomenti) -> Result<Richiesta, Impedimento> {
    let ente = match &argomenti.ente {
        Some(ente) => nome(ente).map_err(no)?,
        None => domanda("Nome dell'ente, come compare in copertina", |testo| {
            nome(testo)
        })?,
    };
    let anno = match argomenti.anno {
        Some(anno) => anno,
        None => domanda("Primo anno del Piano", |testo| {
            anno(testo).map_err(|perche| perche.to_string())
        })?,
    };
    let servizi = if argomenti.servizi.is_empty() {
        chiedi_i_servizi()?
    } else {
        let servizi = argomenti.servizi.iter().map(|servizio| nome(servizio));
        servizi.collect::<Result<Vec<_>, _>>().map_err(no)?
    };
    let modello = match argomenti.modello {
        Some(modello) => modello,
        None => chiedi_il_modello(probabile(&ente))?,
    };
    richiesta(argomenti, ente, anno, servizi, modello)
}

fn richiesta(
    argomenti: &Argomenti,
    ente: String,
    anno: i16,
    servizi: Vec<String>,
    modello: Modello,
) -> Result<Richiesta, Impedimento> {
    if servizi.len() > SERVIZI {
        return Err(no(format!(
            "i servizi sono più di {SERVIZI}: aggiungi gli altri dopo, in ciclo.toml"
        )));
    }
    senza_doppi(&servizi)?;
    Ok(Richiesta {
        ente,
        anno,
        servizi,
        modello,
        cartella: tra_apici(&argomenti.cartella),
    })
}

/// Refuses a service that is there twice: its workbook would have to be two.
fn senza_doppi(servizi: &[String]) -> Result<(), Impedimento> {
    let mut visti: BTreeMap<String, &str> = BTreeMap::new();
    for servizio in servizi {
        if let Some(altro) = visti.insert(chiave(servizio), servizio) {
            return Err(no(if altro == servizio {
                format!("il servizio «{servizio}» c'è due volte")
            } else {
                format!("«{altro}» e «{servizio}» sono lo stesso servizio")
            }));
        }
    }
    Ok(())
}

/// Services whose names hold a comma: they are one each, which may not be what was meant.
fn con_virgole(servizi: &[String]) -> Option<String> {
    let con_virgola = servizi.iter().filter(|servizio| servizio.contains(','));
    let detti: Vec<String> = con_virgola.map(|nome| format!("«{nome}»")).collect();
    (!detti.is_empty()).then(|| {
        format!(
            "Con la virgola resta un servizio solo: {}. Se sono di più, cancella la cartella e \
             scrivili ciascuno tra virgolette: --servizi \"Tributi\" \"Anagrafe\"\n",
            detti.join(" e ")
        )
    })
}

/// Asks until the answer will do; the reason why it will not is said.
fn domanda<T>(testo: &str, capisci: impl Fn(&str) -> Result<T, String>) -> Result<T, Impedimento> {
    let risposta: String = Input::new()
        .with_prompt(testo)
        .validate_with(|risposta: &String| capisci(risposta).map(|_| ()))
        .interact_text()
        .map_err(interrotto)?;
    capisci(&risposta).map_err(no)
}

fn chiedi_i_servizi() -> Result<Vec<String>, Impedimento> {
    let mut servizi: Vec<String> = Vec::new();
    loop {
        let invito = match servizi.len() {
            0 => "Primo servizio".to_owned(),
            n => format!("Servizio {} (Invio per finire)", n + 1),
        };
        let risposta: String = Input::new()
            .with_prompt(invito)
            .allow_empty(!servizi.is_empty())
            .interact_text()
            .map_err(interrotto)?;
        if risposta.trim().is_empty() && !servizi.is_empty() {
            return Ok(servizi);
        }
        servizi.extend(nome(&risposta));
    }
}

fn chiedi_il_modello(probabile: Modello) -> Result<Modello, Impedimento> {
    let nomi = Modello::TUTTI.map(Modello::nome);
    let scelto = Select::new()
        .with_prompt("Che tipo di ente è? (frecce e Invio)")
        .items(nomi)
        .default(
            Modello::TUTTI
                .iter()
                .position(|m| *m == probabile)
                .unwrap_or(0),
        )
        .interact()
        .map_err(interrotto)?;
    Ok(Modello::TUTTI[scelto])
}

fn interrotto(_: dialoguer::Error) -> Impedimento {
    Impedimento::Messaggio("Interrotto: non ho scritto nulla.".to_owned())
}

fn no(perche: String) -> Impedimento {
    Impedimento::Messaggio(format!("Non posso preparare il ciclo: {perche}."))
}

/// A name on one line, with something to read in it.
fn nome(scritto: &str) -> Result<String, String> {
    let nome = su_una_riga(scritto);
    if !nome.chars().any(char::is_alphanumeric) {
        return Err("un nome è vuoto".to_owned());
    }
    if nome.chars().count() > 200 {
        return Err("un nome supera 200 caratteri".to_owned());
    }
    Ok(nome)
}

/// The plan's first year as it is typed.
fn anno(scritto: &str) -> Result<i16, NonVa> {
    let anno = scritto.trim().parse().ok();
    anno.filter(|anno| ANNI.contains(anno)).ok_or_else(|| {
        NonVa(format!(
            "scrivi un anno in quattro cifre, tra {} e {}",
            ANNI.start(),
            ANNI.end()
        ))
    })
}

/// The kind of body that a name suggests.
fn probabile(ente: &str) -> Modello {
    let parole = parole(ente);
    let comincia = |inizio: &str| parole.starts_with(inizio);
    match () {
        () if comincia("camera di commercio") => Modello::Camera,
        () if comincia("comune ") || comincia("citta di ") => Modello::Comune,
        () if ["universita ", "politecnico ", "ateneo "]
            .into_iter()
            .any(comincia) =>
        {
            Modello::Universita
        }
        () => Modello::Generico,
    }
}
