//! A scheda progetto: labels and values at the top, then a table of activities.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::nome::{parole, slug};
use crate::model::{AttivitaProgetto, Dato, Indirizzo, Origine, Progetto};

use super::foglio::{Foglio, RigaFoglio};
use super::{Letto, diags};

/// Reads the first sheet that has a `Progetto` label.
pub fn leggi(file: &str, fogli: &[Foglio]) -> Letto<Option<Progetto>> {
    let scheda = fogli
        .iter()
        .find_map(|foglio| Some((foglio, etichetta(foglio, "progetto")?)));
    let Some((foglio, nome)) = scheda else {
        let rimedio = "scrivi «Progetto» nella cella A1 e il nome del progetto nella B1";
        let manca = diags::struttura(
            Origine::file(file),
            "la scheda non dice di quale progetto è",
            rimedio,
        );
        return Letto {
            dati: None,
            diagnosi: vec![manca],
        };
    };
    let origine = posto(foglio, "progetto").map_or_else(
        || Origine::file(file),
        |riga| foglio.origine(riga.numero, 1),
    );
    let mut letto = attivita(foglio);
    let progetto = Progetto {
        id: slug(&nome),
        nome,
        responsabile: etichetta(foglio, "responsabile"),
        obiettivo: etichetta(foglio, "obiettivo")
            .map(|testo| super::cruscotto::codice_obiettivo(&testo).unwrap_or(testo)),
        descrizione: etichetta(foglio, "descrizione"),
        dimostrativo: etichetta(foglio, "dati")
            .is_some_and(|testo| parole(&testo).starts_with("dimostrativ")),
        indicatore: None,
        attivita: std::mem::take(&mut letto.dati),
        origine,
        celle: celle(["responsabile", "obiettivo", "descrizione"], |campo| {
            posto(foglio, campo)
                .filter(|riga| riga.cella(1).is_some())
                .map(|riga| riga.indirizzo(1))
        }),
    };
    Letto {
        dati: Some(progetto),
        diagnosi: letto.diagnosi,
    }
}

fn posto<'a>(foglio: &'a Foglio, nome: &str) -> Option<&'a RigaFoglio> {
    foglio
        .righe
        .iter()
        .find(|riga| parole(&riga.testo(0)) == nome)
}

fn etichetta(foglio: &Foglio, nome: &str) -> Option<String> {
    posto(foglio, nome)
        .map(|riga| riga.testo(1))
        .filter(|testo| !testo.is_empty())
}

/// The columns of the activities' table, by the words of their headers.
struct Testata<'a> {
    riga: &'a RigaFoglio,
}

impl Testata<'_> {
    fn colonna(&self, nomi: &[&str]) -> Option<u32> {
        let trovata = self
            .riga
            .celle
            .iter()
            .find(|cella| nomi.contains(&parole(&cella.contenuto.testo()).as_str()));
        trovata.map(|cella| cella.colonna)
    }
}

fn attivita(foglio: &Foglio) -> Letto<Vec<AttivitaProgetto>> {
    let mut letto = Letto::<Vec<AttivitaProgetto>>::default();
    let testata = foglio.righe.iter().position(|riga| {
        let parole: Vec<String> = riga
            .celle
            .iter()
            .map(|cella| parole(&cella.contenuto.testo()))
            .collect();
        parole.iter().any(|p| p == "attivita")
            && parole.iter().any(|p| p == "anno" || p == "target")
    });
    let Some(testata) = testata else {
        letto.diagnosi.push(diags::struttura(
            foglio.origine(1, 0),
            "la scheda non ha la tabella delle attività",
            "aggiungi la riga Anno, Attività, Responsabile, Inizio, Fine, Peso, Target, Risultato, Note",
        ));
        return letto;
    };
    let (testata, righe) = (
        Testata {
            riga: &foglio.righe[testata],
        },
        &foglio.righe[testata + 1..],
    );
    for riga in righe {
        let colonna = |nomi: &[&str]| testata.colonna(nomi);
        let testo = |nomi: &[&str]| {
            colonna(nomi)
                .map(|c| riga.testo(c))
                .filter(|t| !t.is_empty())
        };
        let valore = |nomi: &[&str]| match colonna(nomi) {
            Some(colonna) => foglio.valore(riga, colonna),
            None => crate::model::Valore::vuoto(foglio.origine(riga.numero, 0)),
        };
        let Some(nome) = testo(&["attivita"]) else {
            continue;
        };
        let luogo = foglio.origine(riga.numero, colonna(&["attivita"]).unwrap_or(0));
        let Some(anno) = testo(&["anno"]).and_then(|anno| anno.parse::<i16>().ok()) else {
            let scritto = testo(&["anno"]).unwrap_or_default();
            letto.diagnosi.push(diags::valore_non_valido(
                luogo,
                "Anno",
                &scritto,
                "l'anno in quattro cifre",
            ));
            continue;
        };
        letto.dati.push(AttivitaProgetto {
            anno,
            nome,
            responsabile: testo(&["responsabile"]),
            inizio: valore(&["inizio"]),
            fine: valore(&["fine"]),
            peso: peso(&valore(&["peso"]).dato),
            target: valore(&["target", "risultato atteso"]),
            risultato: valore(&["risultato", "risultato consuntivo"]),
            note: testo(&["note", "nota"]),
            origine: luogo,
            celle: celle(["responsabile", "peso", "note"], |campo| {
                let colonna = colonna(&[campo]).filter(|colonna| riga.cella(*colonna).is_some())?;
                Some(riga.indirizzo(colonna))
            }),
        });
    }
    letto
}

/// The cells of the fields that have one.
fn celle<const N: usize>(
    campi: [&str; N],
    cella: impl Fn(&str) -> Option<Indirizzo>,
) -> BTreeMap<String, Indirizzo> {
    campi
        .into_iter()
        .filter_map(|campo| Some((campo.to_owned(), cella(campo)?)))
        .collect()
}

fn peso(dato: &Dato) -> Option<Decimal> {
    dato.numero().filter(|peso| *peso >= Decimal::ZERO)
}
