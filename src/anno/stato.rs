//! Where the round stands: what each cruscotto has handed in, what is missing, late or wrong.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use crate::edizione::Edizione;
use crate::model::{Cruscotto, Dato, Diagnosi, Esito, Livello, Modello, Valore};
use crate::read::modulo::{Che, Modulo};

/// Where a cycle stands at a date.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Stato {
    pub schema: &'static str,
    pub ente: String,
    pub anno: i16,
    pub anno_relazione: i16,
    /// The day for which «late» is said.
    #[schemars(with = "String")]
    pub al: Date,
    pub cruscotti: Vec<StatoCruscotto>,
    /// Problems that belong to no cruscotto: settings, chapters, tables.
    pub altrove: Problemi,
}

/// The JSON Schema of the public form.
pub(crate) fn schema() -> Schema {
    schema_for!(Stato)
}

/// One cruscotto.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct StatoCruscotto {
    pub id: String,
    pub nome: String,
    pub attesi: Fatto,
    pub consuntivi: Fatto,
    /// By date: what the form of that date answers, none where it has not come back.
    #[schemars(with = "BTreeMap<String, Option<Fatto>>")]
    pub monitoraggi: BTreeMap<Date, Option<Fatto>>,
    /// The forms that are kept: `consuntivo 2027`.
    pub moduli: Vec<String>,
    pub problemi: Problemi,
    /// What is past its day: `attesi`, `consuntivi`, `monitoraggio 2027-06-30`.
    pub in_ritardo: Vec<String>,
}

/// How many of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub(crate) struct Fatto {
    pub compilati: usize,
    pub chiesti: usize,
}

impl Fatto {
    /// How many are still to come.
    pub(crate) fn mancano(self) -> usize {
        self.chiesti - self.compilati
    }
}

/// Counts of what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub(crate) struct Problemi {
    pub errori: usize,
    pub avvisi: usize,
}

/// The day for which «late» is said where nobody says another.
pub(crate) fn oggi() -> Date {
    Timestamp::now().to_zoned_datetime(TimeZone::UTC).date()
}

/// What each cruscotto has handed in, late or not at a date; `diagnosi` is all that is wrong.
pub(crate) fn stato(
    edizione: &Edizione,
    diagnosi: &[Diagnosi],
    moduli: &[Modulo],
    al: Date,
) -> Stato {
    let modello = edizione.modello();
    let date: Vec<Date> = moduli
        .iter()
        .filter_map(|modulo| data_di(modulo.che))
        .collect();
    let cruscotti: Vec<StatoCruscotto> = modello
        .cruscotti
        .iter()
        .map(|cruscotto| {
            let suoi: Vec<&Modulo> = moduli
                .iter()
                .filter(|modulo| modulo.cruscotto == cruscotto.id)
                .collect();
            di_uno(edizione, cruscotto, &suoi, &date, diagnosi, al)
        })
        .collect();
    let tutti = conta(diagnosi.iter());
    let dei_cruscotti = |quanti: fn(&Problemi) -> usize| -> usize {
        cruscotti.iter().map(|c| quanti(&c.problemi)).sum()
    };
    Stato {
        schema: "ciclo/stato/1",
        ente: modello.ente.nome.clone(),
        anno: modello.anno,
        anno_relazione: modello.anno_relazione,
        al,
        altrove: Problemi {
            errori: tutti.errori.saturating_sub(dei_cruscotti(|p| p.errori)),
            avvisi: tutti.avvisi.saturating_sub(dei_cruscotti(|p| p.avvisi)),
        },
        cruscotti,
    }
}

fn di_uno(
    edizione: &Edizione,
    cruscotto: &Cruscotto,
    moduli: &[&Modulo],
    date: &[Date],
    diagnosi: &[Diagnosi],
    al: Date,
) -> StatoCruscotto {
    let modello = edizione.modello();
    let monitoraggi: BTreeMap<Date, Option<Fatto>> = date
        .iter()
        .map(|data| {
            let suo = moduli
                .iter()
                .find(|modulo| modulo.che == Che::Monitoraggio(*data));
            (*data, suo.map(|modulo| risposto(modulo)))
        })
        .collect();
    let mut suo = StatoCruscotto {
        id: cruscotto.id.clone(),
        nome: cruscotto.nome.clone(),
        attesi: attesi(cruscotto, modello.anno),
        consuntivi: consuntivi(edizione, cruscotto),
        monitoraggi,
        moduli: moduli.iter().map(|modulo| modulo.che.scritto()).collect(),
        problemi: conta(diagnosi.iter().filter(|d| {
            let file = d.luoghi.first().map(|luogo| luogo.file.as_str());
            file == Some(cruscotto.file.as_str())
                || moduli
                    .iter()
                    .any(|modulo| Some(modulo.file.as_str()) == file)
        })),
        in_ritardo: Vec::new(),
    };
    suo.in_ritardo = in_ritardo(&suo, modello, al);
    suo
}

/// What is past its day: targets by 31 January of the plan's year, results by 30 June of the year
/// after theirs (D.Lgs. 150/2009 art. 10), a monitoring from its own date on.
fn in_ritardo(suo: &StatoCruscotto, modello: &Modello, al: Date) -> Vec<String> {
    let oltre = |anno: i16, mese: i8, giorno: i8| {
        Date::new(anno, mese, giorno).is_ok_and(|termine| al > termine)
    };
    let mut tardi = Vec::new();
    if suo.attesi.mancano() > 0 && oltre(modello.anno, 1, 31) {
        tardi.push("attesi".to_owned());
    }
    if suo.consuntivi.mancano() > 0 && oltre(modello.anno_relazione.saturating_add(1), 6, 30) {
        tardi.push("consuntivi".to_owned());
    }
    for (data, fatto) in &suo.monitoraggi {
        if fatto.is_none_or(|fatto| fatto.mancano() > 0) && al > *data {
            tardi.push(Che::Monitoraggio(*data).scritto());
        }
    }
    tardi
}

fn data_di(che: Che) -> Option<Date> {
    match che {
        Che::Monitoraggio(data) => Some(data),
        Che::Piano(_) | Che::Consuntivo(_) => None,
    }
}

fn risposto(modulo: &Modulo) -> Fatto {
    let chiesti = modulo
        .risposte()
        .filter(|(_, domanda, _)| domanda.necessaria())
        .count();
    Fatto {
        chiesti,
        compilati: chiesti - modulo.mancanti().count(),
    }
}

fn attesi(cruscotto: &Cruscotto, anno: i16) -> Fatto {
    let compilato = |valore: &Valore| valore.dato != Dato::Vuoto;
    let righe = cruscotto.righe.iter();
    Fatto {
        chiesti: righe.len(),
        compilati: righe
            .filter(|riga| riga.atteso(anno).is_some_and(compilato))
            .count(),
    }
}

/// The results of the rows with a target for the Relazione's year; one declared not to be there
/// (`n.d.`) is an answer.
fn consuntivi(edizione: &Edizione, cruscotto: &Cruscotto) -> Fatto {
    let valutazione = edizione.valutazione();
    let Some(gradi) = valutazione
        .cruscotti
        .iter()
        .find(|gradi| gradi.id == cruscotto.id)
    else {
        return Fatto::default();
    };
    let mut fatto = Fatto::default();
    for (riga, grado) in cruscotto.righe.iter().zip(&gradi.righe) {
        if grado.esito == Esito::NonPrevisto {
            continue;
        }
        fatto.chiesti += 1;
        let consuntivo = riga.consuntivo(valutazione.anno);
        fatto.compilati += usize::from(consuntivo.is_some_and(|v| v.dato != Dato::Vuoto));
    }
    fatto
}

fn conta<'a>(diagnosi: impl Iterator<Item = &'a Diagnosi>) -> Problemi {
    let mut problemi = Problemi::default();
    for diagnosi in diagnosi.filter(|d| d.deroga.is_none()) {
        match diagnosi.livello {
            Livello::Errore => problemi.errori += 1,
            Livello::Avviso => problemi.avvisi += 1,
            Livello::Nota => {}
        }
    }
    problemi
}
