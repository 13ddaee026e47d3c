//! What came of the year, as the page shows it: the tables of the Relazione.

use crate::model::{Indicatore, Modello, Nomi, RuoloCruscotto, Valore};
use crate::rendiconto::{BilancioDiGenere, Estremo, Rendiconto, Voto};
use crate::validazione::{Tavola, Validazione};

use super::posti::Posti;
use super::viste::{Griglia, RigaGriglia, obiettivo};

/// The rows of an indicator in the cruscotto that owns it.
fn del_proprietario(posti: &Posti, indicatore: &Indicatore) -> Option<String> {
    posti.indicatore(&indicatore.proprietario, &indicatore.id)
}

/// Name, grade, band and how many indicators: the row of a table of means.
fn media(nome: &str, voto: &Voto) -> Vec<String> {
    let grado = voto
        .grado
        .clone()
        .unwrap_or_else(|| "non valutato".to_owned());
    let quanti = format!("{} su {}", voto.valutati, voto.previsti);
    vec![
        nome.to_owned(),
        grado,
        voto.fascia.clone().unwrap_or_default(),
        quanti,
    ]
}

/// Each prospettiva with its obiettivi below it.
pub(super) fn prospettive(nomi: &Nomi, posti: &Posti, rendiconto: &Rendiconto) -> Griglia {
    let righe = rendiconto.prospettive.iter().flat_map(|prospettiva| {
        let obiettivi = prospettiva.obiettivi.iter();
        let obiettivi = obiettivi.map(|o| {
            let celle = media(&format!("{} {}", o.codice, o.nome), &o.voto);
            RigaGriglia::nuova(celle, posti.obiettivo(&o.codice))
        });
        let intera = media(&prospettiva.nome, &prospettiva.voto);
        std::iter::once(intera.into()).chain(obiettivi)
    });
    Griglia::nuova(
        [
            &format!("{} e {}", nomi.prospettiva.titolo(), nomi.obiettivo.uno()),
            "Grado",
            "Fascia",
            nomi.indicatore.titoli(),
        ],
        righe,
    )
}

/// Each part of the organisation.
pub(super) fn servizi(nomi: &Nomi, posti: &Posti, rendiconto: &Rendiconto) -> Griglia {
    let servizi = rendiconto
        .cruscotti
        .iter()
        .filter(|cruscotto| cruscotto.ruolo == RuoloCruscotto::Servizio);
    Griglia::nuova(
        [
            nomi.servizio.titolo(),
            "Grado",
            "Fascia",
            nomi.indicatore.titoli(),
        ],
        servizi.map(|c| RigaGriglia::nuova(media(&c.nome, &c.voto), posti.cruscotto(&c.id))),
    )
}

/// The results at one end of the scale.
pub(super) fn estremi(modello: &Modello, posti: &Posti, estremi: &[Estremo]) -> Griglia {
    let nomi = &modello.nomi;
    let riga = |estremo: &Estremo| {
        let riga = &estremo.riga;
        let grado = riga.grado.clone().unwrap_or_default();
        let celle = vec![
            riga.voce.nome.clone(),
            riga.voce.atteso.clone(),
            riga.consuntivo.clone(),
            grado,
            estremo.servizi.join("; "),
        ];
        let indicatore = modello.indicatore(&riga.voce.indicatore);
        RigaGriglia::nuova(
            celle,
            indicatore.and_then(|uno| del_proprietario(posti, uno)),
        )
    };
    Griglia::nuova(
        [
            nomi.indicatore.titolo(),
            "Atteso",
            "Consuntivo",
            "Grado",
            nomi.servizio.titoli(),
        ],
        estremi.iter().map(riga),
    )
}

/// The bands, from the highest, with how many indicators fell in each.
pub(super) fn fasce(nomi: &Nomi, rendiconto: &Rendiconto) -> Griglia {
    let ultima = rendiconto.fasce.len().saturating_sub(1);
    let righe = rendiconto
        .fasce
        .iter()
        .enumerate()
        .rev()
        .map(|(posto, fascia)| {
            let fino = if posto < ultima { "meno di " } else { "" };
            let grado = format!("da {} a {fino}{}", fascia.da, fascia.a);
            vec![fascia.nome.clone(), grado, fascia.indicatori.to_string()]
        });
    Griglia::nuova(["Fascia", "Grado", nomi.indicatore.titoli()], righe)
}

/// Women and men by category.
pub(super) fn genere(genere: &BilancioDiGenere) -> Griglia {
    let quota = |quota: &Option<String>| quota.clone().unwrap_or_else(|| "-".to_owned());
    let righe = genere.righe.iter().chain([&genere.totale]).map(|presenze| {
        let (donne, uomini) = (presenze.donne.to_string(), presenze.uomini.to_string());
        let quote = [quota(&presenze.quota_donne), quota(&presenze.quota_uomini)];
        [
            presenze.voce.clone(),
            donne,
            uomini,
            presenze.totale.clone(),
        ]
        .into_iter()
        .chain(quote)
        .collect::<Vec<String>>()
    });
    let nomi = [
        genere.voce.as_str(),
        "Donne",
        "Uomini",
        "Totale",
        "Donne, quota",
        "Uomini, quota",
    ];
    Griglia {
        nota: genere.nota.clone(),
        ..Griglia::nuova(nomi, righe)
    }
}

/// Part-time work by gender; none where the table does not say.
pub(super) fn tempo_parziale(genere: &BilancioDiGenere) -> Option<Griglia> {
    let parziale = genere.tempo_parziale.as_ref()?;
    let riga =
        |nome: &str, tutti: &dyn ToString, parziali: &dyn ToString, quota: &Option<String>| {
            let quota = quota.clone().unwrap_or_else(|| "-".to_owned());
            vec![
                nome.to_owned(),
                tutti.to_string(),
                parziali.to_string(),
                quota,
            ]
        };
    let righe = [
        riga(
            "Donne",
            &genere.totale.donne,
            &parziale.donne,
            &parziale.quota_donne,
        ),
        riga(
            "Uomini",
            &genere.totale.uomini,
            &parziale.uomini,
            &parziale.quota_uomini,
        ),
    ];
    Some(Griglia::nuova(
        [
            "Genere",
            "Dipendenti",
            "A tempo parziale",
            "Quota a tempo parziale",
        ],
        righe,
    ))
}

/// Planned indicators without a grade, each with the reason; none if all have one.
pub(super) fn esclusi(nomi: &Nomi, rendiconto: &Rendiconto) -> Option<Griglia> {
    let righe = rendiconto.esclusi.iter().map(|escluso| {
        vec![
            escluso.nome.clone(),
            escluso.cruscotti.join("; "),
            escluso.atteso.clone(),
            if escluso.consuntivo.is_empty() {
                "vuoto".to_owned()
            } else {
                escluso.consuntivo.clone()
            },
            format!("{}: {}", escluso.giudizio, escluso.causa),
        ]
    });
    let griglia = Griglia::nuova(
        [
            nomi.indicatore.titolo(),
            nomi.cruscotto.titoli(),
            "Atteso",
            "Consuntivo",
            "Perché",
        ],
        righe,
    );
    (!rendiconto.esclusi.is_empty()).then_some(griglia)
}

/// Indicators that had no target for the year, by cruscotto; none if all had one.
pub(super) fn non_previsti(nomi: &Nomi, rendiconto: &Rendiconto) -> Option<Griglia> {
    let con_altri = rendiconto
        .cruscotti
        .iter()
        .filter(|cruscotto| !cruscotto.non_previsti.is_empty());
    let righe: Vec<Vec<String>> = con_altri
        .map(|cruscotto| vec![cruscotto.nome.clone(), cruscotto.non_previsti.join("; ")])
        .collect();
    (!righe.is_empty())
        .then(|| Griglia::nuova([nomi.cruscotto.titolo(), nomi.indicatore.titoli()], righe))
}

/// The indicators that answer to objectives shared by all bodies of the kind; none if there are
/// none.
pub(super) fn di_sistema(modello: &Modello, posti: &Posti, anno: i16) -> Option<Griglia> {
    let righe: Vec<RigaGriglia> = modello
        .indicatori
        .iter()
        .filter(|indicatore| indicatore.di_sistema)
        .map(|indicatore| {
            let nomi = indicatore
                .cruscotti
                .iter()
                .filter_map(|id| modello.cruscotto(id))
                .map(|c| c.nome.as_str());
            let celle = vec![
                indicatore.nome.clone(),
                obiettivo(modello, &indicatore.obiettivo),
                indicatore
                    .atteso(anno)
                    .map(Valore::stampa)
                    .unwrap_or_default(),
                nomi.collect::<Vec<_>>().join("; "),
            ];
            RigaGriglia::nuova(celle, del_proprietario(posti, indicatore))
        })
        .collect();
    let nomi: [&str; 4] = [
        modello.nomi.indicatore.titolo(),
        modello.nomi.obiettivo.titolo(),
        &format!("Atteso {anno}"),
        modello.nomi.cruscotto.titoli(),
    ];
    (!righe.is_empty()).then(|| Griglia::nuova(nomi, righe))
}

/// How the validation ends, in a sentence.
pub(super) fn esito_oiv(validazione: &Validazione) -> String {
    let esito = validazione.esito.unwrap_or("in attesa del giudizio");
    let osservazioni = validazione.osservazioni.iter();
    let osservazioni = osservazioni.map(|detto| format!(" {detto}"));
    format!("Esito: {esito}.{}", osservazioni.collect::<String>())
}

/// Criterion by criterion: the evidence, the judgement and the remarks.
pub(super) fn criteri(validazione: &Validazione) -> Griglia {
    let detto = |testo: &Option<String>| testo.clone().unwrap_or_default();
    let righe = validazione.criteri.iter().map(|criterio| {
        vec![
            format!("{}) {}", criterio.lettera, criterio.nome),
            criterio.evidenze.join(" "),
            detto(&criterio.giudizio),
            detto(&criterio.osservazioni),
        ]
    });
    Griglia::nuova(["Criterio", "Evidenze", "Giudizio", "Osservazioni"], righe)
}

/// A table of evidence.
pub(super) fn tavola(tavola: &Tavola) -> Griglia {
    Griglia {
        intestazione: tavola.colonne.clone(),
        righe: tavola.righe.iter().cloned().map(Into::into).collect(),
        nota: None,
    }
}
