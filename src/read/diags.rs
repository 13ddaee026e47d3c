//! The wording of what the readers notice.

use crate::model::diagnosi::{Codice, Diagnosi};
use crate::model::{Livello, Origine};

use super::Guasto;
use super::estensione;
use super::foglio::Foglio;

/// A workbook that cannot be read.
pub fn guasto(file: &str, guasto: Guasto) -> Diagnosi {
    let luogo = Origine::file(file);
    let salva = "aprilo con Excel o LibreOffice e salvalo come .xlsx (oppure .ods o .csv)";
    match guasto {
        Guasto::Formato => Diagnosi::nuova(
            Codice::FormatoNonAmmesso,
            luogo,
            match estensione(file).as_str() {
                "" => "il formato del file non è tra quelli ammessi".to_owned(),
                fine => format!("il formato .{fine} non è tra quelli ammessi"),
            },
            salva,
        ),
        Guasto::Protetto => Diagnosi::nuova(
            Codice::FileIllegibile,
            luogo,
            "il file è protetto da password",
            "togli la password di apertura e salvalo di nuovo come .xlsx",
        ),
        Guasto::Illeggibile => Diagnosi::nuova(
            Codice::FileIllegibile,
            luogo,
            format!(
                "il file non si legge: è incompleto, rovinato o non è davvero un .{}",
                estensione(file)
            ),
            salva,
        ),
        Guasto::Eccesso(eccesso) => Diagnosi::nuova(
            Codice::FileIllegibile,
            luogo,
            format!("il file è troppo grande: {eccesso}"),
            "togli i fogli, le righe e le colonne che non servono e salvalo di nuovo",
        ),
    }
}

/// An error such as `#RIF!`.
pub fn cella_in_errore(luogo: Origine, errore: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::CellaInErrore,
        luogo,
        format!("la cella contiene l'errore {errore}"),
        "correggi la formula oppure scrivi il valore",
    )
}

/// A formula that no program has computed.
pub fn formula_senza_valore(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FormulaSenzaValore,
        luogo,
        "la cella contiene una formula mai calcolata",
        "apri il file con Excel o LibreOffice, lascia che ricalcoli e salvalo",
    )
}

/// Hidden rows and columns, which are read all the same.
pub fn dati_nascosti(foglio: &Foglio) -> Diagnosi {
    let luogo = Origine::foglio(&foglio.file, foglio.nome.as_deref());
    let quanti = foglio.nascosti.len();
    let mut elenco = foglio
        .nascosti
        .iter()
        .take(8)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if quanti > 8 {
        elenco.push_str(&format!(" e altre {}", quanti - 8));
    }
    Diagnosi::nuova(
        Codice::DatiNascosti,
        luogo,
        format!("il foglio ha dati nascosti, che vengono letti lo stesso: {elenco}"),
        "mostra le righe e le colonne nascoste e controlla che i dati servano",
    )
}

/// A sheet in which no header row is found.
pub fn intestazione_mancante(luogo: Origine, manca: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::IntestazioneMancante,
        luogo,
        format!("non trovo l'intestazione «{manca}»"),
        "la riga di intestazione deve avere almeno «Indicatore» e una colonna come «Risultato atteso 2022»",
    )
}

/// A header that means nothing to the reader.
pub fn intestazione_non_riconosciuta(luogo: Origine, scritto: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::IntestazioneNonRiconosciuta,
        luogo,
        format!("la colonna «{scritto}» non è tra quelle previste e non viene letta"),
        "usa uno dei nomi previsti (Azione, Indicatore, Risultato atteso AAAA, Risultato consuntivo AAAA, \
         Fonte del dato, Peso, Verso, Codice, Grado, Motivazione, Note) oppure togli la colonna",
    )
}

/// A row with values but without the name of an indicator.
pub fn indicatore_senza_nome(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::IndicatoreSenzaNome,
        luogo,
        "la riga ha valori ma non il nome dell'indicatore",
        "scrivi il nome nella colonna «Indicatore» oppure cancella la riga",
    )
}

/// A row with one cell that is neither a banner nor an indicator.
pub fn riga_non_riconosciuta(luogo: Origine, testo: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RigaNonRiconosciuta,
        luogo,
        format!(
            "la riga «{}» non è una prospettiva né un obiettivo: è stampata come nota",
            abbrevia(testo)
        ),
        "se doveva essere una prospettiva o un obiettivo, scrivine il nome come in ciclo.toml",
    )
}

/// The name of a prospettiva that `ciclo.toml` does not have.
pub fn prospettiva_sconosciuta(luogo: Origine, scritta: &str, vicina: Option<&str>) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ProspettivaSconosciuta,
        luogo,
        format!(
            "la prospettiva «{}» non è tra quelle di ciclo.toml",
            abbrevia(scritta)
        ),
        match vicina {
            Some(vicina) => {
                format!("forse è «{vicina}»: correggi il nome nel foglio o in ciclo.toml")
            }
            None => {
                "correggi il nome nel foglio o aggiungi la prospettiva in ciclo.toml".to_owned()
            }
        },
    )
}

/// A column that should hold a number or a known word and does not.
pub fn valore_non_valido(luogo: Origine, colonna: &str, scritto: &str, atteso: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ValoreNonValido,
        luogo,
        format!(
            "nella colonna «{colonna}» non capisco «{}»",
            abbrevia(scritto)
        ),
        format!("scrivi {atteso}"),
    )
    .confronto(scritto, atteso)
}

/// A scheda or series that lacks something.
pub fn struttura(
    luogo: Origine,
    messaggio: impl Into<String>,
    rimedio: impl Into<String>,
) -> Diagnosi {
    Diagnosi {
        livello: Livello::Errore,
        ..Diagnosi::nuova(Codice::IntestazioneMancante, luogo, messaggio, rimedio)
    }
}

/// The beginning of a long text.
pub fn abbrevia(testo: &str) -> String {
    const LUNGHEZZA: usize = 80;
    match testo.char_indices().nth(LUNGHEZZA) {
        Some((fine, _)) => format!("{}…", testo[..fine].trim_end()),
        None => testo.to_owned(),
    }
}
