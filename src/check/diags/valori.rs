//! The wording about targets and results.

use crate::model::italiano::vocabolario::CONSUNTIVO;
use crate::model::{Codice, Cruscotto, Diagnosi, Livello, Origine, Riga, Rilievo, Valore};
use crate::read::diags::abbrevia;
use crate::rendiconto::diags::SENZA_COLONNA;

/// A value of a row against the one that its indicator's owner gives for the same year.
pub struct Disaccordo<'a> {
    pub anno: i16,
    pub riga: &'a Riga,
    pub valore: &'a Valore,
    pub proprietario: &'a Cruscotto,
    pub proprio: &'a Valore,
}

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

/// What the reading of a cell had to say.
pub fn rilievo(valore: &Valore, rilievo: &Rilievo) -> Diagnosi {
    let luogo = valore.origine.clone();
    let visto = abbrevia(&valore.testo);
    match rilievo {
        Rilievo::DataImpossibile => Diagnosi::nuova(
            Codice::DataImpossibile,
            luogo,
            format!("la data «{visto}» non esiste nel calendario: resta un testo"),
            "scrivi una data che esiste, per esempio 28/02/2025",
        ),
        Rilievo::TroppeCifre => Diagnosi::nuova(
            Codice::NumeroTroppoGrande,
            luogo,
            format!(
                "il numero «{visto}» ha più cifre di quante se ne possono calcolare: resta un testo"
            ),
            "controlla il numero: può avere al massimo 15 cifre prima della virgola",
        ),
        Rilievo::FormatoIngannevole { contiene } => Diagnosi::nuova(
            Codice::FormatoIngannevole,
            luogo,
            match visto.as_str() {
                "" => format!("la cella contiene {contiene} ma non mostra niente"),
                _ => format!("la cella contiene {contiene} ma mostra «{visto}»"),
            },
            "correggi il formato della cella, oppure scrivi il valore come si deve leggere",
        )
        .confronto(visto, contiene),
    }
}

/// A bare number beside a percentage.
pub fn percentuale_ambigua(nome: &str, numero: &Valore, percentuale: &Valore) -> Diagnosi {
    Diagnosi::nuova(
        Codice::PercentualeAmbigua,
        numero.origine.clone(),
        format!(
            "«{}»: {} senza il segno % accanto a {}: non si sa se è una percentuale o una parte di uno",
            abbrevia(nome),
            numero.stampa(),
            percentuale.stampa()
        ),
        "scrivi anche questo numero con il segno %, oppure dai alla cella il formato «Percentuale»",
    )
    .anche(percentuale.origine.clone())
    .confronto(numero.stampa(), "una percentuale con il suo segno")
}

/// A bare number where the row's unit is the percentage.
pub fn quota_o_percentuale(nome: &str, numero: &Valore) -> Diagnosi {
    let scritto = numero.stampa();
    Diagnosi::nuova(
        Codice::PercentualeAmbigua,
        numero.origine.clone(),
        format!(
            "«{}»: {scritto} dove l'unità è la percentuale: non si sa se è una parte di uno",
            abbrevia(nome)
        ),
        "scrivi il numero con il segno %, oppure dai alla cella il formato «Percentuale»",
    )
    .confronto(scritto, "una percentuale con il suo segno")
}

/// A number that looks like a part of one beside one that looks like points.
pub fn scale_diverse(nome: &str, piccolo: &Valore, grande: &Valore) -> Diagnosi {
    Diagnosi::nuova(
        Codice::PercentualeAmbigua,
        piccolo.origine.clone(),
        format!(
            "«{}»: {} accanto a {}: forse è la stessa percentuale scritta in due modi",
            abbrevia(nome),
            piccolo.stampa(),
            grande.stampa()
        ),
        "se sono percentuali scrivile tutte con il segno %; altrimenti scrivi l'unità di ciascun \
         numero, o accetta la segnalazione con una deroga",
    )
    .confronto(piccolo.stampa(), "un numero della stessa scala degli altri")
    .anche(grande.origine.clone())
    .con_livello(Livello::Avviso)
}

/// A value in another unit than its row's.
pub fn unita_discordante(nome: &str, valore: &Valore, unita: &str) -> Diagnosi {
    let scritto = valore.stampa();
    Diagnosi::nuova(
        Codice::TipoDiscordante,
        valore.origine.clone(),
        format!(
            "«{}»: {scritto}, ma l'unità di misura è «{}»",
            abbrevia(nome),
            abbrevia(unita)
        ),
        "correggi il valore, oppure l'unità di misura",
    )
    .confronto(scritto, format!("un valore in {}", abbrevia(unita)))
}

/// A result that its year's column can hardly hold.
pub fn consuntivo_fuori_anno(valore: &Valore, nome: &str, anno: i16) -> Diagnosi {
    Diagnosi::nuova(
        Codice::DataFuoriAnno,
        valore.origine.clone(),
        format!(
            "il risultato del {anno} di «{}» ha la data di un altro anno",
            abbrevia(nome)
        ),
        format!(
            "correggi l'anno, o sposta il valore nella colonna del suo anno, se non è del {anno}"
        ),
    )
    .confronto(valore.stampa(), format!("una data del {anno}"))
}

/// A target that nothing will measure.
pub fn atteso_non_misurabile(nome: &str, anno: i16, atteso: &Valore, con_cifre: bool) -> Diagnosi {
    let scritto = atteso.stampa();
    let messaggio = format!(
        "il risultato atteso {anno} di «{}» resta un testo: non si potrà misurare",
        abbrevia(nome)
    );
    let rimedio = match con_cifre {
        true => {
            "scrivi solo il valore in una delle forme previste (per esempio 12, ≥ 80%, 30 gg, \
             entro il 31/12), e il resto nella colonna «Note»"
        }
        false => {
            "scrivi un valore che si misuri, oppure aggiungi la colonna «Grado» per chi lo \
             giudicherà"
        }
    };
    Diagnosi::nuova(
        Codice::AttesoNonMisurabile,
        atteso.origine.clone(),
        messaggio,
        rimedio,
    )
    .confronto(scritto, "un valore che si misuri")
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
    let rimedio = match consuntivo {
        Some(_) => {
            "scrivi il risultato; se non si è potuto rilevare lascia «-» e spiegalo nella colonna \
             «Causa dello scostamento»"
        }
        None => SENZA_COLONNA,
    };
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
        rimedio,
    );
    let atteso_scritto = atteso.map(Valore::stampa).unwrap_or_default();
    let diagnosi = diagnosi.confronto(
        scritto.unwrap_or_else(|| match consuntivo {
            Some(_) => "cella vuota".to_owned(),
            None => "nessuna colonna del consuntivo".to_owned(),
        }),
        format!("un risultato da confrontare con {atteso_scritto}"),
    );
    match atteso {
        Some(atteso) => diagnosi.anche(atteso.origine.clone()),
        None => diagnosi,
    }
}

/// A sheet to which no result has come yet.
pub fn consuntivi_mancanti(luogo: Origine, quanti: usize, anno: i16) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ConsuntivoMancante,
        luogo,
        format!(
            "manca ancora il risultato consuntivo {anno} di tutti gli indicatori che avevano un \
             atteso"
        ),
        "a fine anno scrivi i risultati nel foglio, oppure chiedili con «ciclo moduli consuntivo»",
    )
    .confronto("nessun risultato", CONSUNTIVO.conta(quanti))
}

/// A changed target without the act that changed it.
pub fn rimodulazione_senza_atto(
    valore: &Valore,
    nome: &str,
    anno: i16,
    prima: Option<&Valore>,
) -> Diagnosi {
    let prima = prima.map(Valore::stampa).unwrap_or_default();
    Diagnosi::nuova(
        Codice::RimodulazioneSenzaAtto,
        valore.origine.clone(),
        format!(
            "il risultato atteso {anno} di «{}» è rimodulato, ma non si sa con quale atto",
            abbrevia(nome)
        ),
        "scrivi l'atto nella colonna «Atto di rimodulazione»: i documenti lo stampano",
    )
    .confronto(valore.stampa(), format!("l'atto che cambia {prima}"))
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
