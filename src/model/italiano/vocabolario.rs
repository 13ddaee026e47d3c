//! The program's own words, with the forms that a count asks for. The body's are in
//! [`Nomi`](crate::model::Nomi).

use super::Genere::{Femminile, Maschile};
use super::{Aggettivo, Parola, Verbo};

pub const ATTIVITA: Parola = Parola::fissa("attività", "attività", Femminile);
pub const ALTRA: Parola = Parola::fissa("altra", "altre", Femminile);
pub const ALTRA_VOCE: Parola = Parola::fissa("altra voce", "altre voci", Femminile);
pub const ANNO: Parola = Parola::fissa("anno", "anni", Maschile);
pub const AVVISO: Parola = Parola::fissa("avviso", "avvisi", Maschile);
pub const CASO: Parola = Parola::fissa("caso", "casi", Maschile);
pub const CELLA: Parola = Parola::fissa("cella", "celle", Femminile);
pub const CICLO: Parola = Parola::fissa("ciclo", "cicli", Maschile);
pub const COLONNA: Parola = Parola::fissa("colonna", "colonne", Femminile);
pub const COMPORTAMENTO: Parola = Parola::fissa("comportamento", "comportamenti", Maschile);
pub const CONSUNTIVO: Parola = Parola::fissa("consuntivo", "consuntivi", Maschile);
pub const DA_RIVEDERE: Parola = Parola::fissa("cosa da rivedere", "cose da rivedere", Femminile);
pub const DA_SCRIVERE: Parola = Parola::fissa("parte da scrivere", "parti da scrivere", Femminile);
pub const DIFFERENZA: Parola = Parola::fissa("differenza", "differenze", Femminile);
pub const RICALCOLATO: Parola = Parola::fissa("ricalcolato", "ricalcolati", Maschile);
pub const DONNA: Parola = Parola::fissa("donna", "donne", Femminile);
pub const ERRORE: Parola = Parola::fissa("errore", "errori", Maschile);
pub const FILE: Parola = Parola::fissa("file", "file", Maschile);
pub const FRASE: Parola = Parola::fissa("frase", "frasi", Femminile);
pub const GIORNO: Parola = Parola::fissa("giorno", "giorni", Maschile);
pub const GRADO: Parola = Parola::fissa("grado", "gradi", Maschile);
pub const MODULO: Parola = Parola::fissa("modulo", "moduli", Maschile);
pub const NOTA: Parola = Parola::fissa("nota", "note", Femminile);
pub const OBIETTIVO: Parola = Parola::fissa("obiettivo", "obiettivi", Maschile);
pub const PAGINA: Parola = Parola::fissa("pagina", "pagine", Femminile);
pub const PAROLA: Parola = Parola::fissa("parola", "parole", Femminile);
pub const PDF: Parola = Parola::fissa("PDF", "PDF", Maschile);
pub const RIGA: Parola = Parola::fissa("riga", "righe", Femminile);
pub const SCARTO: Parola = Parola::fissa("scarto", "scarti", Maschile);
pub const UOMO: Parola = Parola::fissa("uomo", "uomini", Maschile);
pub const VALORE: Parola = Parola::fissa("valore", "valori", Maschile);
pub const VOCE: Parola = Parola::fissa("voce", "voci", Femminile);
pub const VOLTA: Parola = Parola::fissa("volta", "volte", Femminile);

pub const CAMBIARE: Verbo = Verbo::nuovo("cambia", "cambiano");
pub const ESSERE: Verbo = Verbo::nuovo("è", "sono");
pub const MANCARE: Verbo = Verbo::nuovo("manca", "mancano");
pub const SEGUIRE: Verbo = Verbo::nuovo("segue", "seguono");
pub const SOMMARE: Verbo = Verbo::nuovo("somma", "sommano");

pub const ACCETTATO: Aggettivo = quattro("accettato", "accettati", "accettata", "accettate");
pub const AGGIUNTO: Aggettivo = quattro("aggiunto", "aggiunti", "aggiunta", "aggiunte");
pub const APPROVATO: Aggettivo = quattro("approvato", "approvati", "approvata", "approvate");
pub const COMPILATO: Aggettivo = quattro("compilato", "compilati", "compilata", "compilate");
pub const NESSUNO: Aggettivo = quattro("nessuno", "nessuno", "nessuna", "nessuna");
pub const OPERATIVO: Aggettivo = quattro("operativo", "operativi", "operativa", "operative");
pub const PREVISTO: Aggettivo = quattro("previsto", "previsti", "prevista", "previste");
pub const QUELLO: Aggettivo = quattro("quello", "quelli", "quella", "quelle");
pub const QUESTO: Aggettivo = quattro("questo", "questi", "questa", "queste");
pub const STRATEGICO: Aggettivo = quattro("strategico", "strategici", "strategica", "strategiche");
pub const TUTTO: Aggettivo = quattro("tutto", "tutti", "tutta", "tutte");
pub const VALUTATO: Aggettivo = quattro("valutato", "valutati", "valutata", "valutate");

/// The adjectives that templates say of the body's nouns.
pub(super) const DEI_MODELLI: &[(&str, Aggettivo)] = &[
    ("operativo", OPERATIVO),
    ("previsto", PREVISTO),
    ("strategico", STRATEGICO),
];

const fn quattro(
    uno: &'static str,
    molti: &'static str,
    una: &'static str,
    molte: &'static str,
) -> Aggettivo {
    Aggettivo::nuovo([uno, molti], [una, molte])
}
