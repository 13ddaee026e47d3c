//! A series in `serie/`: the first column names the categories, each other column is a series.

use crate::model::{Colonna, Dato, Indirizzo, Origine};

use super::foglio::{Foglio, RigaFoglio};
use super::registro::Registro;
use super::{Letto, diags, in_vista};

/// The figures of a chart, not yet tied to its `[[grafici]]` entry.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SerieLetta {
    pub voce: String,
    pub categorie: Vec<String>,
    pub colonne: Vec<Colonna>,
    /// Where `voce` stands.
    pub origine: Origine,
    /// Where each category stands.
    pub celle: Vec<Indirizzo>,
}

/// Reads the first sheet that holds anything; rows whose first cell begins with `#` are comments,
/// and a line alone above the header is a title.
pub fn leggi(fogli: &[Foglio]) -> Letto<SerieLetta> {
    let in_vista = in_vista(fogli);
    let mut letto = Letto::<SerieLetta>::default();
    letto.diagnosi.extend(in_vista.diagnosi);
    let mut pieni = in_vista.dati.into_iter();
    let foglio = pieni.next();
    letto.diagnosi.extend(
        pieni.map(|altro| diags::foglio_non_letto(altro, "la serie è nel foglio che lo precede")),
    );
    let Some(foglio) = foglio else {
        let luogo = fogli
            .first()
            .map(|foglio| foglio.origine(1, 0))
            .unwrap_or_default();
        letto.diagnosi.push(vuota(luogo));
        return letto;
    };
    let registro = Registro::nuovo(foglio);
    let righe = senza_commenti(&registro);
    let Some(testata) = righe.iter().position(|riga| riga.celle.len() > 1) else {
        righe.iter().for_each(|riga| registro.prendi_riga(riga));
        registro.segnala(vuota(foglio.origine(1, 0)));
        letto.diagnosi.extend(registro.chiudi());
        return letto;
    };
    for riga in &righe[..testata] {
        let testo = riga
            .celle
            .first()
            .map(|c| c.contenuto.testo())
            .unwrap_or_default();
        let luogo = foglio.origine(riga.numero, riga.celle.first().map_or(0, |c| c.colonna));
        registro.prendi_riga(riga);
        registro.segnala(diags::riga_da_parte(luogo, &testo, "è sopra la tabella"));
    }
    letto.dati = tabella(&registro, righe[testata], &righe[testata + 1..]);
    letto.diagnosi.extend(registro.chiudi());
    letto
}

fn vuota(luogo: crate::model::Origine) -> crate::model::Diagnosi {
    diags::struttura(
        luogo,
        "la serie è vuota",
        "scrivi i nomi delle colonne e i dati",
    )
}

/// The rows that are no comments; these are taken.
fn senza_commenti<'a>(registro: &Registro<'a>) -> Vec<&'a RigaFoglio> {
    let commento = |riga: &&RigaFoglio| {
        let prima = riga.celle.first();
        prima.is_some_and(|cella| cella.contenuto.testo().starts_with('#'))
    };
    let (commenti, righe): (Vec<_>, Vec<_>) = registro.righe().iter().partition(commento);
    commenti.iter().for_each(|riga| registro.prendi_riga(riga));
    righe
}

fn tabella(registro: &Registro<'_>, testata: &RigaFoglio, corpo: &[&RigaFoglio]) -> SerieLetta {
    registro.prendi_riga(testata);
    let tutte = std::iter::once(&testata).chain(corpo);
    let piene = tutte.flat_map(|riga| riga.celle.first().map(|cella| cella.colonna));
    let prima = piene.min().unwrap_or(0);
    let posti: Vec<u32> = testata
        .celle
        .iter()
        .map(|cella| cella.colonna)
        .filter(|colonna| *colonna > prima)
        .collect();
    let mut colonne: Vec<Colonna> = Vec::new();
    for posto in &posti {
        let nome = testata.testo(*posto);
        if let Some(altra) = colonne.iter().position(|colonna| colonna.nome == nome) {
            let luogo = |posto| registro.foglio().origine(testata.numero, posto);
            registro.segnala(diags::colonna_doppia(
                luogo(*posto),
                luogo(posti[altra]),
                &nome,
            ));
        }
        let valori = corpo
            .iter()
            .map(|riga| numero(registro, riga, *posto, &nome))
            .collect();
        colonne.push(Colonna {
            nome,
            valori,
            cella: Some(testata.indirizzo(*posto)),
        });
    }
    let categorie = corpo
        .iter()
        .map(|riga| registro.testo(riga, prima).unwrap_or_default());
    SerieLetta {
        voce: testata.testo(prima),
        categorie: categorie.collect(),
        origine: registro.foglio().origine(testata.numero, prima),
        celle: corpo.iter().map(|riga| riga.indirizzo(prima)).collect(),
        colonne,
    }
}

fn numero(
    registro: &Registro<'_>,
    riga: &RigaFoglio,
    posto: u32,
    nome: &str,
) -> Option<rust_decimal::Decimal> {
    let valore = registro.valore(riga, posto);
    match valore.dato {
        Dato::Quantita(quantita) => Some(quantita.valore),
        dato => {
            if !dato.assente() {
                registro.segnala(diags::valore_non_valido(
                    valore.origine,
                    nome,
                    &valore.testo,
                    "un numero",
                ));
            }
            None
        }
    }
}
