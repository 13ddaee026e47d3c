//! The wording of what is wrong with a chapter.

use crate::model::nome::piu_vicino;
use crate::model::{Codice, Diagnosi, Livello, Origine};

/// What stands in the text for a placeholder that has been reported: not blank, so that a heading
/// made of it alone is not empty.
pub(super) const MANCANTE: &str = "…";

/// A placeholder that nothing fills.
pub fn segnaposto_sconosciuto<'a>(
    file: &str,
    riga: usize,
    nome: &str,
    noti: impl IntoIterator<Item = &'a str>,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::SegnapostoSconosciuto,
        Origine::riga(file, riga),
        format!("il segnaposto «{nome}» non corrisponde a nessun dato"),
        match piu_vicino(nome, noti) {
            Some(vicino) => format!("forse volevi scrivere «{vicino}»"),
            None => {
                "correggi il nome, oppure aggiungi il dato in ciclo.toml o in quadri/contesto.csv"
                    .to_owned()
            }
        },
    )
}

/// A placeholder that would print nothing: its cell is blank.
pub fn segnaposto_vuoto(file: &str, riga: usize, nome: &str, cella: &Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::SegnapostoSconosciuto,
        Origine::riga(file, riga),
        format!("il segnaposto «{nome}» indica una cella vuota: nel testo mancherebbe un dato"),
        "scrivi il valore nella cella, oppure togli il segnaposto dal testo",
    )
    .anche(cella.clone())
}

/// A placeholder that names many values, or something that is no value of the data.
pub fn segnaposto_gruppo(file: &str, riga: usize, scritto: &str, dentro: Option<&str>) -> Diagnosi {
    Diagnosi::nuova(
        Codice::SegnapostoSconosciuto,
        Origine::riga(file, riga),
        format!("il segnaposto «{scritto}» non indica un solo dato"),
        match dentro {
            Some(nome) => format!("scrivi quale dato stampare, per esempio {{{{ {nome} }}}}"),
            None => "scrivi il nome di un dato, per esempio {{ ente.nome }}".to_owned(),
        },
    )
}

/// A table, chart, figure or cruscotto that is asked for without saying which.
pub fn senza_nome(file: &str, riga: usize, funzione: &str, esempio: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RiferimentoSconosciuto,
        Origine::riga(file, riga),
        format!("il segnaposto «{funzione}» non dice che cosa mostrare"),
        format!(
            "scrivi il nome tra parentesi e virgolette, per esempio {}",
            chiamata(funzione, esempio)
        ),
    )
}

/// The same with something that is no name between the parentheses.
pub fn senza_virgolette(file: &str, riga: usize, funzione: &str, esempio: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RiferimentoSconosciuto,
        Origine::riga(file, riga),
        format!("tra le parentesi di «{funzione}» non c'è un nome"),
        format!(
            "scrivi il nome tra virgolette, per esempio {}",
            chiamata(funzione, esempio)
        ),
    )
}

/// What one document alone may show, asked for by another.
pub fn di_un_altro(file: &str, riga: usize, funzione: &str, documento: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RiferimentoSconosciuto,
        Origine::riga(file, riga),
        format!("«{funzione}()» è del documento «{documento}» e di nessun altro"),
        format!("togli il segnaposto, oppure spostalo in un capitolo di testi/{documento}"),
    )
}

/// Something that stands alone, asked for without parentheses.
pub fn senza_parentesi(file: &str, riga: usize, funzione: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RiferimentoSconosciuto,
        Origine::riga(file, riga),
        format!("il segnaposto «{funzione}» va scritto con le parentesi"),
        format!("scrivi {{{{ {funzione}() }}}}"),
    )
}

fn chiamata(funzione: &str, esempio: &str) -> String {
    match funzione {
        "rif" => "{{ rif(\"tabella\", \"personale\") }}".to_owned(),
        _ => format!("{{{{ {funzione}(\"{esempio}\") }}}}"),
    }
}

/// A name in `[segnaposto]` whose cell is not there.
pub fn cella_del_segnaposto(nome: &str, quadro: &str, voce: &str, colonna: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::SegnapostoSconosciuto,
        Origine::file(crate::cycle::FILE),
        format!(
            "il segnaposto «{nome}» indica una cella che non c'è: quadro «{quadro}», voce «{voce}», colonna «{colonna}»"
        ),
        "correggi quadro, voce o colonna in [segnaposto]",
    )
}

/// A table, chart, figure or cruscotto that does not exist.
pub fn riferimento_sconosciuto<'a>(
    file: &str,
    riga: usize,
    che: &str,
    id: &str,
    noti: impl IntoIterator<Item = &'a str>,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RiferimentoSconosciuto,
        Origine::riga(file, riga),
        format!("{che} «{id}» non esiste"),
        match piu_vicino(id, noti) {
            Some(vicino) => format!("forse volevi scrivere «{vicino}»"),
            None => "correggi il nome o aggiungi i dati che mancano".to_owned(),
        },
    )
}

/// A cross-reference that is not a kind of thing and the name of one.
pub fn rimando_errato(file: &str, riga: usize) -> Diagnosi {
    non_ammesso(
        file,
        riga,
        "questo rimando non è ammesso",
        "un rimando si scrive così: {{ rif(\"tabella\", \"personale\") }}, con tabella, grafico, \
         figura, cruscotto o rendiconto",
    )
}

/// A chapter that holds all the characters that Unicode keeps for the use of programs.
pub fn riservati(file: &str) -> Diagnosi {
    non_ammesso(
        file,
        1,
        "i caratteri riservati ai programmi (da U+FDD0 a U+FDEF) non sono ammessi",
        "toglili dal testo",
    )
}

/// A mistake in the placeholders' syntax.
pub fn sintassi(file: &str, riga: usize, causa: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::TestoNonValido,
        Origine::riga(file, riga),
        format!("il segnaposto non si legge: {causa}"),
        "un segnaposto si scrive così: {{ personale.totale }} oppure {{ tabella(\"personale\") }}",
    )
}

/// Markdown that the documents cannot hold.
///
/// `fatto` says what is not allowed, with its verb: `un'immagine non è ammessa`.
pub fn non_ammesso(file: &str, riga: usize, fatto: &str, rimedio: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::TestoNonValido,
        Origine::riga(file, riga),
        format!("{fatto} nei testi"),
        rimedio,
    )
}

/// A chapter that is not UTF-8.
pub fn non_utf8(file: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::TestoNonValido,
        Origine::file(file),
        "il testo non è scritto in UTF-8",
        "salvalo con la codifica UTF-8",
    )
}

/// A document that `ciclo.toml` declares and that has no prose; `simile` is what was probably meant.
pub fn documento_vuoto(luogo: Origine, id: &str, simile: Option<&str>) -> Diagnosi {
    let diagnosi = Diagnosi::nuova(
        Codice::FileMancante,
        luogo,
        format!("il documento «{id}» non ha capitoli"),
        match simile {
            Some(simile) => format!("forse volevi scrivere [documenti.{simile}]"),
            None => format!("scrivi i testi in file come testi/{id}/10-presentazione.md"),
        },
    );
    diagnosi.con_livello(Livello::Avviso)
}

/// A document without prose.
pub fn nessun_capitolo(documento: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FileMancante,
        Origine::file(&format!("testi/{documento}")),
        "non c'è nessun capitolo",
        "scrivi i testi in file come 10-presentazione.md",
    )
}
