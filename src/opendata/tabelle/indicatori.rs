//! `indicatori.csv`: one row for each cruscotto, indicator and year.

use std::collections::BTreeSet;

use crate::model::valutazione::GradoRiga;
use crate::model::{Cruscotto, Esito, Modello, Nomi, Riga, Valore, Valutazione};

use super::super::tabella::{Campo, Tabella, TipoColonna::*};
use super::{decimale, di_valore, punti, si_no};

/// A row of a cruscotto in one year.
struct RigaAnno<'a> {
    cruscotto: &'a Cruscotto,
    prospettiva: &'a str,
    riga: &'a Riga,
    /// Of the row in its cruscotto, from 1.
    posto: usize,
    anno: i16,
    /// Only in the year that was graded.
    grado: Option<&'a GradoRiga>,
}

impl RigaAnno<'_> {
    fn atteso(&self) -> Option<&Valore> {
        self.riga.atteso.get(&self.anno)
    }

    fn rimodulato(&self) -> Option<&Valore> {
        self.riga.rimodulato.get(&self.anno)
    }

    fn consuntivo(&self) -> Option<&Valore> {
        self.riga.consuntivo(self.anno)
    }

    fn unita(&self) -> String {
        let valori = [self.atteso(), self.consuntivo()].into_iter().flatten();
        let mut unita = valori.filter_map(|valore| valore.dato.unita());
        unita.next().unwrap_or_default().into_owned()
    }
}

fn campi<'a>() -> Vec<Campo<'a, RigaAnno<'a>>> {
    let valori = [
        di_valore("atteso", "Risultato atteso", |r: &RigaAnno<'a>| r.atteso()),
        di_valore(
            "consuntivo",
            "Risultato a consuntivo",
            |r: &RigaAnno<'a>| r.consuntivo(),
        ),
        di_valore(
            "rimodulato",
            "Risultato atteso dopo la rimodulazione in corso d'anno, su cui è il grado",
            |r: &RigaAnno<'a>| r.rimodulato(),
        ),
    ];
    let valori = valori.into_iter().flatten();
    che_cosa()
        .into_iter()
        .chain(valori)
        .chain(esiti())
        .collect()
}

/// Which indicator, and of which year.
fn che_cosa<'a>() -> Vec<Campo<'a, RigaAnno<'a>>> {
    type C<'a> = Campo<'a, RigaAnno<'a>>;
    vec![
        C::nuovo("cruscotto", Testo, "Identificativo del cruscotto", |r| {
            r.cruscotto.id.clone()
        })
        .pieno(),
        C::nuovo(
            "riga",
            Intero,
            "Posto dell'indicatore nel cruscotto, da 1",
            |r| r.posto.to_string(),
        )
        .pieno(),
        C::nuovo(
            "tipo_cruscotto",
            Testo,
            "Tipo, tra quelli che il modello elenca",
            |r| r.cruscotto.tipo.clone(),
        )
        .pieno(),
        C::nuovo(
            "prospettiva",
            Testo,
            "Primo livello della mappa strategica",
            |r| r.prospettiva.to_owned(),
        ),
        C::nuovo("obiettivo", Testo, "Codice dell'obiettivo", |r| {
            r.riga.obiettivo.clone()
        }),
        C::nuovo("azione", Testo, "Azione", |r| r.riga.azione.clone()),
        C::nuovo(
            "indicatore",
            Testo,
            "Identificativo dell'indicatore, uguale in tutti i cruscotti che lo riportano",
            |r| r.riga.indicatore.clone(),
        )
        .pieno(),
        C::nuovo(
            "nome",
            Testo,
            "Nome dell'indicatore, come lo scrive il cruscotto",
            |r| r.riga.nome.clone(),
        )
        .pieno(),
        C::nuovo(
            "strategico",
            SiNo,
            "L'indicatore è nel cruscotto strategico",
            |r| si_no(r.riga.strategico),
        )
        .pieno(),
        C::nuovo("di_sistema", SiNo, "L'indicatore porta il segno (*)", |r| {
            si_no(r.riga.di_sistema)
        })
        .pieno(),
        C::nuovo(
            "anno",
            Intero,
            "Anno a cui si riferiscono atteso e consuntivo",
            |r| r.anno.to_string(),
        )
        .pieno(),
    ]
}

/// What it came to, and where it is from.
fn esiti<'a>() -> Vec<Campo<'a, RigaAnno<'a>>> {
    type C<'a> = Campo<'a, RigaAnno<'a>>;
    vec![
        C::nuovo("unita", Testo, "Unità di misura: %, €, gg, …", |r| {
            r.unita()
        }),
        C::nuovo(
            "grado",
            Decimale,
            "Grado di raggiungimento in punti, per il solo anno valutato",
            |r| punti(r.grado.and_then(|grado| grado.grado)),
        ),
        C::nuovo(
            "esito",
            Testo,
            "valutato, non-valutabile, non-rilevato o non-previsto, per il solo anno valutato",
            |r| {
                r.grado
                    .map_or("", |grado| Esito::nome(grado.esito))
                    .to_owned()
            },
        ),
        C::nuovo(
            "peso",
            Decimale,
            "Peso dell'indicatore nel cruscotto",
            |r| decimale(r.riga.peso),
        ),
        C::nuovo("fonte", Testo, "Fonte del dato", |r| r.riga.fonte.clone()),
        C::nuovo(
            "origine",
            Testo,
            "Cruscotto e cella da cui viene l'indicatore",
            |r| r.riga.origine.to_string(),
        )
        .pieno(),
        C::nuovo(
            "atto_rimodulazione",
            Testo,
            "Atto che ha cambiato il risultato atteso",
            |r| {
                let atto = r.riga.atto_rimodulazione.clone();
                atto.filter(|_| r.rimodulato().is_some())
                    .unwrap_or_default()
            },
        ),
    ]
}

/// The table, in the order of the documents.
pub(super) fn tabella(modello: &Modello, valutazione: Option<&Valutazione>) -> Tabella {
    let righe = modello.cruscotti.iter().flat_map(|cruscotto| {
        graduate(valutazione, cruscotto)
            .into_iter()
            .enumerate()
            .flat_map(move |(posto, (riga, grado))| {
                anni(riga).into_iter().map(move |anno| RigaAnno {
                    cruscotto,
                    prospettiva: prospettiva(modello, riga),
                    riga,
                    posto: posto + 1,
                    anno,
                    grado: grado.filter(|_| valutazione.is_some_and(|gradi| gradi.anno == anno)),
                })
            })
    });
    let Nomi {
        indicatore,
        cruscotto,
        ..
    } = &modello.nomi;
    Tabella::di_campi(
        "indicatori",
        &format!("{} {}", indicatore.titoli(), cruscotto.dei()),
        &format!(
            "Una riga per ogni {}, {} e anno.",
            cruscotto.uno(),
            indicatore.uno()
        ),
        campi(),
        righe,
    )
    .con_chiave(["cruscotto", "riga", "anno"])
    .rimanda("cruscotto", "cruscotti", "id")
    .rimanda("obiettivo", "obiettivi", "codice")
}

/// The rows with their grades, where there are any.
fn graduate<'a>(
    valutazione: Option<&'a Valutazione>,
    cruscotto: &'a Cruscotto,
) -> Vec<(&'a Riga, Option<&'a GradoRiga>)> {
    match valutazione {
        Some(valutazione) => valutazione.graduate(cruscotto),
        None => cruscotto.righe.iter().map(|riga| (riga, None)).collect(),
    }
}

/// The prospettiva of the obiettivo, else as the workbook writes it.
fn prospettiva<'a>(modello: &'a Modello, riga: &'a Riga) -> &'a str {
    let nota = modello.prospettiva_di(&riga.obiettivo);
    nota.map_or(&riga.prospettiva, |prospettiva| &prospettiva.nome)
}

fn anni(riga: &Riga) -> BTreeSet<i16> {
    let consuntivi = riga.consuntivo.keys().copied();
    riga.anni_attesi().chain(consuntivi).collect()
}
