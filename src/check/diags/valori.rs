//! The wording about targets and results.

use crate::check::valori::Disaccordo;
use crate::model::{Codice, Diagnosi, Origine, Riga, Valore};
use crate::read::diags::abbrevia;

/// A target that is not the owner's.
pub fn atteso_discordante(disaccordo: &Disaccordo<'_>) -> Diagnosi {
    discordante(Codice::AttesoDiscordante, "il risultato atteso", disaccordo)
}

/// A result that is not the owner's.
pub fn consuntivo_discordante(disaccordo: &Disaccordo<'_>) -> Diagnosi {
    discordante(
        Codice::ConsuntivoDiscordante,
        "il risultato consuntivo",
        disaccordo,
    )
}

fn discordante(codice: Codice, che: &str, d: &Disaccordo<'_>) -> Diagnosi {
    let messaggio = format!(
        "{che} {} di «{}» non è quello di «{}»",
        d.anno,
        abbrevia(&d.riga.nome),
        d.proprietario.nome
    );
    let rimedio = format!(
        "scrivi lo stesso valore nei due fogli: fa fede «{}»",
        d.proprietario.nome
    );
    Diagnosi::nuova(codice, d.valore.origine.clone(), messaggio, rimedio)
        .anche(d.proprio.origine.clone())
        .confronto(d.valore.stampa(), d.proprio.stampa())
}

/// A result that cannot be held against its target.
pub fn tipo_discordante(
    riga: &Riga,
    anno: i16,
    atteso: &Valore,
    consuntivo: Option<&Valore>,
) -> Diagnosi {
    let luogo = consuntivo.map_or(&riga.origine, |valore| &valore.origine);
    Diagnosi::nuova(
        Codice::TipoDiscordante,
        luogo.clone(),
        format!("consuntivo e atteso {anno} di «{}» sono di tipo diverso: non si può dare un grado", abbrevia(&riga.nome)),
        "scrivi il consuntivo nella stessa forma dell'atteso (percentuale, numero, data, SI o NO), oppure un grado con la sua motivazione",
    )
    .anche(atteso.origine.clone())
    .confronto(consuntivo.map(Valore::stampa).unwrap_or_default(), atteso.stampa())
}

/// A cruscotto with no targets for the plan's year.
pub fn atteso_del_piano_assente(luogo: Origine, anno: i16) -> Diagnosi {
    Diagnosi::nuova(
        Codice::AttesoDelPianoAssente,
        luogo,
        format!("nessuna colonna del cruscotto è riconosciuta come «Risultato atteso {anno}»"),
        format!("aggiungi la colonna «Risultato atteso {anno}» con un valore per ogni indicatore"),
    )
}

/// A result below its target that nobody explains.
pub fn causa_mancante(atteso: &Valore, consuntivo: &Valore, che: &str, anno: i16) -> Diagnosi {
    Diagnosi::nuova(
        Codice::CausaMancante,
        consuntivo.origine.clone(),
        format!(
            "il risultato {anno} di «{}» è sotto l'atteso, senza la causa",
            abbrevia(che)
        ),
        "scrivi il perché nella colonna «Causa dello scostamento»: la Relazione lo stampa",
    )
    .anche(atteso.origine.clone())
    .confronto(consuntivo.stampa(), atteso.stampa())
}

/// A blank target.
pub fn atteso_mancante(luogo: Origine, nome: &str, anno: i16) -> Diagnosi {
    Diagnosi::nuova(
        Codice::AttesoMancante,
        luogo,
        format!("manca il risultato atteso {anno} di «{}»", abbrevia(nome)),
        "scrivi il valore atteso, oppure «-» se per quest'anno non è previsto",
    )
}

/// A target with no result.
pub fn consuntivo_mancante(
    riga: &Riga,
    anno: i16,
    atteso: Option<&Valore>,
    consuntivo: Option<&Valore>,
) -> Diagnosi {
    let luogo = consuntivo.map_or(&riga.origine, |valore| &valore.origine);
    let scritto = consuntivo
        .map(Valore::stampa)
        .filter(|scritto| !scritto.is_empty());
    let diagnosi = Diagnosi::nuova(
        Codice::ConsuntivoMancante,
        luogo.clone(),
        format!(
            "manca il risultato consuntivo {anno} di «{}», che aveva un atteso",
            abbrevia(&riga.nome)
        ),
        "scrivi il risultato; se non si è potuto rilevare lascia «-» e spiegalo nella colonna «Note»",
    );
    let atteso_scritto = atteso.map(Valore::stampa).unwrap_or_default();
    let diagnosi = diagnosi.confronto(
        scritto.unwrap_or_else(|| "cella vuota".to_owned()),
        format!("un risultato da confrontare con {atteso_scritto}"),
    );
    match atteso {
        Some(atteso) => diagnosi.anche(atteso.origine.clone()),
        None => diagnosi,
    }
}

/// A target date that its year's column cannot hold.
pub fn data_fuori_anno(valore: &Valore, nome: &str, anno: i16) -> Diagnosi {
    Diagnosi::nuova(
        Codice::DataFuoriAnno,
        valore.origine.clone(),
        format!(
            "la data attesa per il {anno} di «{}» cade in un altro anno",
            abbrevia(nome)
        ),
        format!("scrivi una data del {anno} o sposta il valore nella colonna del suo anno"),
    )
    .confronto(valore.stampa(), format!("una data del {anno}"))
}

/// A target below what was already reached.
pub fn atteso_inferiore(
    nome: &str,
    anno: i16,
    atteso: &Valore,
    prima: i16,
    consuntivo: &Valore,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::AttesoInferioreAlConsuntivo,
        atteso.origine.clone(),
        format!(
            "il risultato atteso {anno} di «{}» chiede meno di quanto si è già ottenuto nel {prima}",
            abbrevia(nome)
        ),
        "alza l'obiettivo, oppure spiega nel testo perché non si può mantenere il risultato raggiunto",
    )
    .anche(consuntivo.origine.clone())
    .confronto(atteso.stampa(), format!("come nel {prima}: {}", consuntivo.stampa()))
}
