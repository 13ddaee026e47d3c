//! The wording of what is wrong with `ciclo.toml` and the cycle's folder.

use std::ops::Range;

use crate::model::italiano;
use crate::model::nome::piu_vicino;
use crate::model::origine::riga_di;
use crate::model::{Codice, Diagnosi, Livello, Origine, Progetto, Quadro};

use super::schema::{Difetto, Genere};

/// Where each section and key is explained.
const GUIDA: &str = "data/README.md";

/// Something that is not as the schema of the settings says.
pub(super) fn difetto(difetto: &Difetto) -> Diagnosi {
    let chiave = difetto.chiave();
    let dove = match difetto.tabella().as_str() {
        "" => String::new(),
        tabella => format!(" in [{tabella}]"),
    };
    let (messaggio, rimedio) = match &difetto.genere {
        Genere::Ignota { vicina } => (
            format!("non conosco la chiave «{chiave}»{dove}"),
            match vicina {
                Some(vicina) => format!("forse volevi scrivere «{vicina}»"),
                None => format!("togli la chiave o correggine il nome ({GUIDA} le elenca tutte)"),
            },
        ),
        Genere::Mancante { tabella: true } => (
            format!("manca la sezione [{chiave}]{dove}"),
            format!("aggiungila ({GUIDA} spiega ogni sezione)"),
        ),
        Genere::Mancante { tabella: false } => (
            format!("manca la chiave «{chiave}»{dove}"),
            format!("aggiungila ({GUIDA} spiega ogni chiave)"),
        ),
        Genere::DiAltroTipo { ammessi } => {
            let ammessi: Vec<&str> = ammessi.iter().map(|tipo| tipo.nome()).collect();
            (
                format!("il valore di «{chiave}»{dove} non è del tipo giusto"),
                format!("scrivi {}", ammessi.join(" o ")),
            )
        }
        Genere::NonAmmesso { scritto, ammessi } => (
            format!("il valore «{scritto}» non è ammesso per «{chiave}»{dove}"),
            match piu_vicino(scritto, ammessi.iter().map(String::as_str)) {
                Some(vicino) => format!("forse volevi scrivere «{vicino}»"),
                None => format!("valori ammessi: {}", ammessi.join(", ")),
            },
        ),
        Genere::FuoriMisura { scritto } => (
            format!("il numero {scritto} di «{chiave}»{dove} è fuori misura"),
            "correggi il numero".to_owned(),
        ),
    };
    let percorso: Vec<&str> = difetto.percorso.iter().map(String::as_str).collect();
    let luogo = Origine::chiave(super::FILE, &percorso, difetto.riga);
    impostazione(luogo, messaggio, rimedio)
}

/// A text that is no TOML.
pub(super) fn sintassi(testo: &str, dove: Option<Range<usize>>) -> Diagnosi {
    alla_riga(testo, dove, "errore di scrittura")
}

/// A value that its setting cannot hold.
pub(super) fn valore(testo: &str, dove: Option<Range<usize>>) -> Diagnosi {
    alla_riga(testo, dove, "questo valore non si può usare")
}

fn alla_riga(testo: &str, dove: Option<Range<usize>>, che: &str) -> Diagnosi {
    let riga = dove.map_or(1, |dove| riga_di(testo, dove.start));
    let scritto = testo.lines().nth(riga - 1).unwrap_or_default().trim();
    impostazione(
        Origine::riga(super::FILE, riga),
        format!("{che}: {scritto}"),
        format!("correggi la riga indicata ({GUIDA} spiega ogni sezione)"),
    )
}

/// A setting whose value cannot stand.
pub fn impostazione(
    luogo: Origine,
    messaggio: impl Into<String>,
    rimedio: impl Into<String>,
) -> Diagnosi {
    Diagnosi::nuova(Codice::ImpostazioneNonValida, luogo, messaggio, rimedio)
}

/// A file that `ciclo.toml` names and the folder has not.
pub fn file_mancante(che: &str, atteso: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileMancante,
        Origine::file(super::FILE),
        format!("{che} non ha il suo file"),
        format!("aggiungi {atteso} nella cartella del ciclo oppure togli la voce da ciclo.toml"),
    )
}

/// A workbook that no declared kind fits.
pub fn senza_tipo(file: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ImpostazioneNonValida,
        Origine::file(file),
        "nessuno dei tipi dichiarati con [[tipi]] si adatta a questo foglio",
        "scrivine il tipo in ciclo.toml, sotto [[cruscotti]], oppure dichiarane uno adatto",
    )
}

/// Two files that claim the same name.
pub fn file_doppio(file: &str, altro: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::Doppione,
        Origine::file(file),
        format!("c'è già {altro} con lo stesso nome: non so quale dei due usare"),
        "tieni uno solo dei due file",
    )
    .anche(Origine::file(altro))
}

/// A file that nobody reads.
pub fn file_non_letto(file: &str, motivo: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileNonLetto,
        Origine::file(file),
        format!("il file non viene letto: {motivo}"),
        "mettilo dove serve, con il nome giusto, oppure toglilo dalla cartella del ciclo",
    )
}

/// A folder that nobody looks into. One whose name is nearly that of a folder that is read leaves
/// out what was meant to count.
pub fn cartella_non_letta(cartella: &str, vicina: Option<&str>) -> Diagnosi {
    let diagnosi = Diagnosi::nuova(
        Codice::FileNonLetto,
        Origine::file(cartella),
        "la cartella non è tra quelle di un ciclo: quello che contiene non viene letto",
        match vicina {
            Some(vicina) => format!("forse doveva chiamarsi «{vicina}»"),
            None => "sposta i file nella cartella che li legge, oppure toglila".to_owned(),
        },
    );
    match vicina {
        Some(_) => diagnosi.con_livello(Livello::Errore),
        None => diagnosi,
    }
}

/// A template of the cycle's own that replaces none of ours.
pub fn modello_ignoto(file: &str, vicino: Option<&str>) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileNonLetto,
        Origine::file(file),
        "nessun modello di stampa ha questo nome: il file non viene usato",
        match vicino {
            Some(vicino) => format!("forse doveva chiamarsi «modelli/{vicino}»"),
            None => "dagli il nome del modello che sostituisce, oppure toglilo".to_owned(),
        },
    )
}

/// A link that leads nowhere, a name that is no text.
pub fn voce_guasta(voce: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileIllegibile,
        Origine::file(voce),
        "è un collegamento interrotto, o ha un nome che non si legge",
        "sostituiscilo con il file vero, con un nome di lettere e cifre",
    )
}

/// A workbook that someone is working on.
pub fn file_aperto(file: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileAperto,
        Origine::file(file),
        "il file è aperto in un altro programma: è letto come è stato salvato l'ultima volta",
        "salvalo e chiudilo, poi riprova",
    )
}

/// Two files that hold the same rows.
pub fn copia(file: &str, altro: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::Doppione,
        Origine::file(file),
        format!("quasi tutte le righe sono quelle di {altro}, valori compresi: è una copia"),
        "tieni uno solo dei due file",
    )
    .anche(Origine::file(altro))
}

/// A title that stands on several sheets of a workbook.
pub fn titolo_comune(file: &str, foglio: Option<&str>, titolo: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RigaNonRiconosciuta,
        Origine::foglio(file, foglio),
        format!("«{titolo}» è il titolo di più fogli: il cruscotto prende il nome del foglio"),
        "se il nome è un altro, scrivilo sopra la tabella o in ciclo.toml, in [[cruscotti]]",
    )
}

/// Two cruscotti of one name; `copia` where their ids say that one came from the other.
pub fn omonimo(luogo: Origine, altro: Origine, nome: &str, copia: bool) -> Diagnosi {
    Diagnosi::nuova(
        Codice::Doppione,
        luogo,
        format!("un altro cruscotto si chiama «{nome}»: nei documenti non si distinguono"),
        "se uno è una copia, toglilo; altrimenti scrivi il nome di ciascuno sopra la sua \
         tabella, o in ciclo.toml con nome = \"…\" in [[cruscotti]]",
    )
    .con_livello(if copia {
        Livello::Errore
    } else {
        Livello::Avviso
    })
    .anche(altro)
}

/// A cruscotto without a single indicator.
pub fn cruscotto_vuoto(file: &str, foglio: Option<&str>) -> Diagnosi {
    let luogo = Origine::foglio(file, foglio);
    Diagnosi::nuova(
        Codice::SenzaIndicatori,
        luogo,
        "il cruscotto non ha nessun indicatore",
        "scrivi gli indicatori sotto l'intestazione, oppure togli il file",
    )
}

/// A cycle that measures nothing makes no document.
pub fn ciclo_vuoto() -> Diagnosi {
    Diagnosi::nuova(
        Codice::SenzaIndicatori,
        Origine::file(super::FILE),
        "il ciclo non ha nessun indicatore",
        "metti in servizi/ e cruscotti/ i fogli di lavoro con gli indicatori",
    )
}

/// Two schede of one project.
pub fn scheda_doppia(scheda: &Progetto, altra: &Progetto) -> Diagnosi {
    Diagnosi::nuova(
        Codice::Doppione,
        scheda.origine.clone(),
        format!("c'è già una scheda del progetto «{}»", scheda.nome),
        "tieni una sola delle due schede, o correggi il nome del progetto",
    )
    .anche(altra.origine.clone())
}

/// Two tables of one name: a sheet of `premi.xlsx` and a file of its own.
pub fn quadro_doppio(quadro: &Quadro, altro: &Quadro) -> Diagnosi {
    let posto = |quadro: &Quadro| quadro.origine.clone().unwrap_or_default();
    Diagnosi::nuova(
        Codice::Doppione,
        posto(quadro),
        format!(
            "c'è già una tabella «{}»: non so quale delle due usare",
            quadro.id
        ),
        "tieni una sola delle due tabelle, o cambia il nome del suo foglio o del suo file",
    )
    .anche(posto(altro))
}

/// A file that the system does not let us read.
pub fn file_inaccessibile(file: &str, causa: &std::io::Error) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileIllegibile,
        Origine::file(file),
        format!(
            "non riesco a leggere il file: {}",
            italiano::errore_di_sistema(causa)
        ),
        "controlla che il file esista e che tu abbia il permesso di leggerlo",
    )
}

/// A text file in an encoding that is not ours.
pub fn non_utf8(file: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileIllegibile,
        Origine::file(file),
        "il file non è scritto in UTF-8",
        "salvalo con la codifica UTF-8",
    )
}

/// Bands that overlap or leave a gap.
pub fn fasce(luogo: Origine, messaggio: String) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FasceNonValide,
        luogo,
        messaggio,
        "ogni fascia deve cominciare dove finisce quella prima, da 0 fino al tetto",
    )
}
