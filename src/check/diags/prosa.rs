//! The wording about the chapters.

use crate::model::{Codice, Diagnosi, Origine};

use super::con_luoghi;

/// A figure of the data, typed by hand.
pub fn numero_digitato(luogo: Origine, scritto: &str, nome: &str) -> Diagnosi {
    let segnaposto = format!("{{{{ {nome} }}}}");
    Diagnosi::nuova(
        Codice::NumeroDigitato,
        luogo,
        format!("il numero «{scritto}» è scritto a mano, ma è anche nei dati"),
        format!("se è quello, scrivi {segnaposto}: cambierà da solo quando cambiano i dati"),
    )
    .confronto(scritto, segnaposto)
}

/// A figure of a table that has no placeholder yet.
pub fn numero_di_quadro(
    luogo: Origine,
    scritto: &str,
    quadro: &str,
    voce: &str,
    colonna: &str,
) -> Diagnosi {
    Diagnosi::nuova(
        Codice::NumeroDigitato,
        luogo,
        format!("il numero «{scritto}» è scritto a mano, ma è anche nella tabella «{quadro}»"),
        format!(
            "se è quello, dagli un nome in [segnaposto] di ciclo.toml (\"{quadro}.nome\" = {{ quadro = \"{quadro}\", \
             voce = \"{voce}\", colonna = \"{colonna}\" }}) e scrivi {{{{ {quadro}.nome }}}}"
        ),
    )
    .confronto(scritto, format!("{quadro}, riga «{voce}», colonna «{colonna}»"))
}

/// A year outside the cycle.
pub fn anno_estraneo(anno: i16, primo: i16, ultimo: i16, luoghi: Vec<Origine>) -> Option<Diagnosi> {
    let messaggio = format!("il testo cita il {anno}, che è fuori dal ciclo {primo}-{ultimo}");
    let rimedio =
        "controlla che non sia rimasto dal documento di un altro anno; se è giusto, lascialo";
    Some(
        con_luoghi(Codice::AnnoEstraneo, luoghi, messaggio, rimedio)?
            .confronto(anno.to_string(), format!("un anno dal {primo} al {ultimo}")),
    )
}

/// An act that cannot be cited so.
pub fn norma_sospetta(luogo: Origine, scritta: &str, vera: &str) -> Diagnosi {
    let scritta = scritta.split_whitespace().collect::<Vec<_>>().join(" ");
    let diagnosi = Diagnosi::nuova(
        Codice::NormaSospetta,
        luogo,
        format!("la norma «{scritta}» non risulta: numero, anno o tipo non tornano"),
        match vera {
            "" => "controlla numero e anno su normattiva.it".to_owned(),
            vera => format!("forse è «{vera}»: controlla su normattiva.it"),
        },
    );
    if vera.is_empty() {
        diagnosi
    } else {
        diagnosi.confronto(scritta, vera)
    }
}

/// Characters that are not seen and not printed.
pub fn carattere_di_controllo(luogo: Origine, codici: &[String]) -> Diagnosi {
    let messaggio = match codici {
        [uno] => format!("c'è un carattere invisibile che non si può stampare ({uno})"),
        molti => format!(
            "ci sono caratteri invisibili che non si possono stampare ({})",
            molti.join(", ")
        ),
    };
    Diagnosi::nuova(
        Codice::CarattereNonStampabile,
        luogo,
        messaggio,
        "cancella la parola in cui si trova e riscrivila: spesso arriva da un copia e incolla",
    )
}
