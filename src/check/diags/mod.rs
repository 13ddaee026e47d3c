//! The wording of what the rules find.

mod atti;
mod numeri;
mod piao;
mod pira;
mod prosa;
mod valori;

use crate::cycle::scritto::DerogaScritta;
use crate::model::italiano;
use crate::model::italiano::vocabolario::{QUELLO, QUESTO, VOLTA};
use crate::model::nome::piu_vicino;
use crate::model::{
    Codice, Cruscotto, Diagnosi, Nomi, Obiettivo, Origine, Progetto, Quadro, Riga, Verso,
};
use crate::read::diags::abbrevia;

pub use atti::*;
pub use numeri::*;
pub use piao::*;
pub use pira::*;
pub use prosa::*;
pub use valori::*;

/// A diagnosis with several places, the one to mend first; none without a place.
fn con_luoghi(
    codice: Codice,
    luoghi: Vec<Origine>,
    messaggio: String,
    rimedio: impl Into<String>,
) -> Option<Diagnosi> {
    let mut luoghi = luoghi.into_iter();
    let prima = Diagnosi::nuova(codice, luoghi.next()?, messaggio, rimedio);
    Some(luoghi.fold(prima, Diagnosi::anche))
}

/// Codes that a remedy names.
const CODICI: usize = 6;

/// A code that no prospettiva holds, of these that there are.
pub fn obiettivo_sconosciuto(nomi: &Nomi, luogo: Origine, codice: &str, noti: &[&str]) -> Diagnosi {
    let Nomi {
        indicatore,
        obiettivo,
        ..
    } = nomi;
    let messaggio = match codice {
        "" => format!("{} non sta sotto {}", indicatore.il(), obiettivo.nessun()),
        codice => format!(
            "{} «{codice}» non è tra {} di ciclo.toml",
            obiettivo.il(),
            obiettivo.accorda(&QUELLO, 2)
        ),
    };
    let rimedio = match (codice, piu_vicino(codice, noti.iter().copied())) {
        ("", _) => format!(
            "scrivi sopra {} una riga con il codice e il nome {}, come in ciclo.toml, oppure il \
             codice in una colonna «Obiettivo»",
            indicatore.il(),
            obiettivo.del()
        ),
        (_, Some(vicino)) => {
            format!("forse è «{vicino}»: correggi il codice nel foglio o in ciclo.toml")
        }
        (_, None) if noti.is_empty() => "aggiungi questo codice a ciclo.toml".to_owned(),
        (_, None) => format!(
            "scrivi qui uno dei codici di ciclo.toml ({}), o aggiungi lì anche questo",
            alcuni(noti)
        ),
    };
    Diagnosi::nuova(Codice::ObiettivoSconosciuto, luogo, messaggio, rimedio)
}

/// The first of many.
fn alcuni(voci: &[&str]) -> String {
    let primi = voci[..voci.len().min(CODICI)].join(", ");
    match voci.len() > CODICI {
        true => format!("{primi}, …"),
        false => primi,
    }
}

/// An obiettivo that no cruscotto measures.
pub fn obiettivo_senza_indicatori(nomi: &Nomi, luogo: Origine, obiettivo: &Obiettivo) -> Diagnosi {
    let Nomi {
        indicatore,
        cruscotto,
        ..
    } = nomi;
    let (il, questo) = (nomi.obiettivo.il(), nomi.obiettivo.accorda(&QUESTO, 1));
    let messaggio = format!(
        "{il} {} «{}» non ha {} in {}",
        obiettivo.codice,
        obiettivo.nome,
        indicatore.molti(),
        cruscotto.nessun()
    );
    let rimedio = format!(
        "aggiungi almeno {} sotto {questo} {} oppure togli {il} da ciclo.toml",
        indicatore.un(),
        nomi.obiettivo.uno()
    );
    Diagnosi::nuova(Codice::ObiettivoSenzaIndicatori, luogo, messaggio, rimedio)
}

/// An indicator that only the top is measured by.
pub fn indicatore_senza_servizio(
    nomi: &Nomi,
    nome: &str,
    luoghi: Vec<Origine>,
) -> Option<Diagnosi> {
    let Nomi {
        indicatore,
        cruscotto,
        servizio,
        ..
    } = nomi;
    let messaggio = format!(
        "{} ha {} «{}»",
        servizio.nessun(),
        indicatore.il(),
        abbrevia(nome)
    );
    let rimedio = format!(
        "scrivi {} anche {} {} che se ne occupa, con lo stesso nome, oppure accetta lo scarto con \
         una deroga",
        indicatore.il(),
        cruscotto.nel(),
        servizio.del()
    );
    con_luoghi(Codice::IndicatoreSenzaServizio, luoghi, messaggio, rimedio)
}

/// Two cruscotti that put one indicator under different obiettivi.
pub fn obiettivo_discordante(
    nomi: &Nomi,
    riga: &Riga,
    proprietario: &Cruscotto,
    propria: &Riga,
    luoghi: [Origine; 4],
) -> Diagnosi {
    let [luogo, altri @ ..] = luoghi;
    let (indicatore, obiettivo) = (nomi.indicatore.il(), nomi.obiettivo.il());
    let messaggio = format!(
        "{indicatore} «{}» qui sta sotto {obiettivo} {}, in «{}» sotto il {}",
        abbrevia(&riga.nome),
        riga.obiettivo,
        proprietario.nome,
        propria.obiettivo
    );
    let rimedio = format!(
        "sposta {indicatore} sotto {obiettivo} {}, o correggi «{}»",
        propria.obiettivo, proprietario.nome
    );
    let diagnosi = Diagnosi::nuova(Codice::ObiettivoDiscordante, luogo, messaggio, rimedio);
    altri
        .into_iter()
        .fold(diagnosi, Diagnosi::anche)
        .confronto(&riga.obiettivo, &propria.obiettivo)
}

/// A project under another obiettivo than the indicator that it feeds.
pub fn obiettivo_del_progetto(
    nomi: &Nomi,
    luogo: Origine,
    progetto: &Progetto,
    codice: &str,
    cruscotto: &Cruscotto,
    riga: &Riga,
) -> Diagnosi {
    let (il_progetto, obiettivo) = (nomi.progetto.il(), nomi.obiettivo.il());
    let messaggio = format!(
        "la scheda mette {il_progetto} «{}» sotto {obiettivo} {codice}, «{}» lo misura sotto il {}",
        abbrevia(&progetto.nome),
        cruscotto.nome,
        riga.obiettivo
    );
    let rimedio = format!(
        "correggi {obiettivo} nella scheda, o sposta {}",
        nomi.indicatore.il()
    );
    Diagnosi::nuova(Codice::ObiettivoDiscordante, luogo, messaggio, rimedio)
        .anche(riga.origine.clone())
        .confronto(codice, &riga.obiettivo)
}

/// One code for two indicators.
pub fn codice_doppio(codice: &str, riga: &Riga, altra: &Riga) -> Diagnosi {
    Diagnosi::nuova(
        Codice::Doppione,
        riga.luogo(riga.celle.codice),
        format!(
            "il codice «{codice}» è di «{}» e di «{}»",
            abbrevia(&riga.nome),
            abbrevia(&altra.nome)
        ),
        "dai a ciascun indicatore un codice suo; se sono numeri di riga, scrivi l'intestazione \
         della colonna in «ignora» di [intestazioni]",
    )
    .anche(altra.luogo(altra.celle.codice))
}

/// An indicator that stands twice on one cruscotto.
pub fn indicatore_ripetuto(nomi: &Nomi, nome: &str, luoghi: Vec<Origine>) -> Option<Diagnosi> {
    let messaggio = format!(
        "{} «{}» sta {} in {} {}: nelle medie conta ogni volta",
        nomi.indicatore.il(),
        abbrevia(nome),
        VOLTA.conta(luoghi.len()),
        nomi.cruscotto.accorda(&QUESTO, 1),
        nomi.cruscotto.uno()
    );
    let rimedio = "togli la riga di troppo, o scrivi due nomi diversi";
    con_luoghi(Codice::IndicatoreRipetuto, luoghi, messaggio, rimedio)
}

/// `Verso` columns that contradict the first one.
pub fn verso_discordante(
    nome: &str,
    verso: Verso,
    mut luoghi: Vec<Origine>,
    proprio: Origine,
) -> Option<Diagnosi> {
    luoghi.push(proprio);
    let (qui, la) = match verso {
        Verso::Crescente => ("decrescente", "crescente"),
        Verso::Decrescente => ("crescente", "decrescente"),
    };
    let messaggio = format!(
        "l'indicatore «{}» è {qui} in un foglio e {la} in un altro",
        abbrevia(nome)
    );
    let rimedio = "scrivi lo stesso verso in tutti i fogli: da questo dipende il grado";
    Some(con_luoghi(Codice::VersoDiscordante, luoghi, messaggio, rimedio)?.confronto(qui, la))
}

/// A direction that was guessed from the name.
pub fn verso_dedotto(luogo: Origine, nome: &str, verso: Verso) -> Diagnosi {
    let (verso, spiegazione) = match verso {
        Verso::Crescente => ("crescente", "di più è meglio"),
        Verso::Decrescente => ("decrescente", "di meno è meglio"),
    };
    Diagnosi::nuova(
        Codice::VersoDedotto,
        luogo,
        format!(
            "dal nome, l'indicatore «{}» è considerato {verso} ({spiegazione})",
            abbrevia(nome)
        ),
        "se è giusto non serve fare nulla; per dirlo con certezza aggiungi la colonna «Verso»",
    )
}

/// Two names, actions or sources that are likely one.
pub fn nome_simile(
    che: &str,
    sospetto: &str,
    giusto: &str,
    stesso: bool,
    luoghi: Vec<Origine>,
) -> Option<Diagnosi> {
    let (qui, la) = dove_differiscono(sospetto, giusto);
    let messaggio = match stesso {
        true => format!("{che} «{qui}» altrove si scrive «{la}»"),
        false => format!("{che} «{qui}» somiglia molto a «{la}»"),
    };
    let rimedio = "se sono la stessa cosa scrivile nello stesso modo in tutti i fogli; altrimenti accetta lo scarto con una deroga";
    Some(con_luoghi(Codice::NomeSimile, luoghi, messaggio, rimedio)?.confronto(sospetto, giusto))
}

/// Two like texts, from a few words before they begin to differ.
fn dove_differiscono(uno: &str, altro: &str) -> (String, String) {
    const PRIMA: usize = 30;
    let uguali = uno
        .char_indices()
        .zip(altro.chars())
        .find(|((_, a), b)| a != b)
        .map_or(uno.len().min(altro.len()), |((posto, _), _)| posto);
    let inizio = uno[..uguali]
        .rmatch_indices(' ')
        .map(|(posto, _)| posto + 1)
        .find(|posto| uguali - posto > PRIMA);
    let pezzo = |testo: &str| match inizio {
        Some(inizio) => abbrevia(&format!("…{}", &testo[inizio..])),
        None => abbrevia(testo),
    };
    (pezzo(uno), pezzo(altro))
}

/// Characters that no font of the documents has.
pub fn carattere_non_stampabile(luogo: Origine, caratteri: &[char]) -> Diagnosi {
    let elenco: Vec<String> = caratteri
        .iter()
        .map(|c| format!("«{c}» (U+{:04X})", u32::from(*c)))
        .collect();
    let messaggio = match elenco.as_slice() {
        [uno] => format!("il carattere {uno} non è nei caratteri tipografici del documento"),
        molti => format!(
            "i caratteri {} non sono nei caratteri tipografici del documento",
            molti.join(", ")
        ),
    };
    Diagnosi::nuova(
        Codice::CarattereNonStampabile,
        luogo,
        messaggio,
        "scrivi al suo posto lettere o segni comuni",
    )
}

/// A text that a new cycle left to be written.
pub fn da_scrivere(luogo: Origine, domanda: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::DaScrivere,
        luogo,
        format!("è ancora da scrivere: {}", abbrevia(domanda)),
        "metti le tue parole al posto delle parentesi quadre, o togli la riga se non serve",
    )
}

/// A table without a figure.
pub fn quadro_da_compilare(luogo: Origine, quadro: &Quadro) -> Diagnosi {
    Diagnosi::nuova(
        Codice::DaScrivere,
        luogo,
        format!("la tabella «{}» è ancora da compilare", quadro.id),
        "scrivi le cifre, oppure togli la tabella e chi la richiama nei capitoli",
    )
}

/// What comes nearest to an exception that covers nothing.
pub enum Vicino {
    /// A name that the cycle has not.
    Ignoto {
        chiave: &'static str,
        scritto: String,
        simile: Option<String>,
    },
    /// The same problem elsewhere, with the keys that would have to say so.
    Altrove {
        luogo: Origine,
        diverse: Vec<&'static str>,
    },
    /// Another problem there.
    AltroCodice {
        luogo: Origine,
        codice: Codice,
    },
    Niente,
}

/// An accepted exception that accepts nothing, with what is near it.
pub fn deroga_inutilizzata(luogo: Origine, deroga: &DerogaScritta, vicino: &Vicino) -> Diagnosi {
    let dove: Vec<String> = deroga
        .chiavi()
        .map(|(chiave, valore)| format!("{chiave} «{}»", abbrevia(valore)))
        .collect();
    let (rimedio, altrove) = match vicino {
        Vicino::Ignoto {
            chiave,
            scritto,
            simile,
        } => (nome_ignoto(chiave, scritto, simile.as_deref()), None),
        Vicino::Altrove { luogo, diverse } => {
            let diverse = italiano::elenco(diverse);
            let rimedio = format!(
                "la segnalazione più vicina è in {luogo}: se è quella, correggi {diverse}; se lo \
                 scarto è stato corretto togli la deroga"
            );
            (rimedio, Some(luogo))
        }
        Vicino::AltroCodice { luogo, codice } => {
            let rimedio = format!(
                "in {luogo} c'è invece «{}»: se è quella, correggi il codice; se lo scarto è stato \
                 corretto togli la deroga",
                codice.nome()
            );
            (rimedio, Some(luogo))
        }
        Vicino::Niente => {
            let rimedio = "nel ciclo non c'è niente di simile: togli la deroga".to_owned();
            (rimedio, None)
        }
    };
    let messaggio = format!(
        "la deroga a «{}» ({}) non serve: lì non c'è nessuna segnalazione",
        deroga.codice.nome(),
        dove.join(", ")
    );
    let diagnosi = Diagnosi::nuova(Codice::DerogaInutilizzata, luogo, messaggio, rimedio);
    match altrove {
        Some(luogo) => diagnosi.anche(luogo.clone()),
        None => diagnosi,
    }
}

fn nome_ignoto(chiave: &str, scritto: &str, simile: Option<&str>) -> String {
    let scritto = abbrevia(scritto);
    match simile {
        Some(simile) => format!("{chiave} «{scritto}» non c'è: forse volevi scrivere «{simile}»"),
        None => format!(
            "{chiave} «{scritto}» non c'è: correggi il nome, oppure togli la deroga se lo scarto è \
             stato corretto"
        ),
    }
}
