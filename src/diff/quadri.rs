//! The tables and the series behind the charts, by the names of their rows and columns.

use rust_decimal::Decimal;

use crate::model::nome::chiave;
use crate::model::{
    Colonna, Dato, Grandezza, Modello, Origine, Quadro, Ruolo, Serie, UnitaMisura, Valore, italiano,
};

use super::allinea::{Abbinati, Allineamento};
use super::differenza::{Capo, Come, Cosa, Differenza, ParteQuadro};
use super::valori::{capo, forma, non_vuoto, somiglianza, stesso_valore, variazione};

/// Rows and columns as like as this, with mostly the same values, were given another name.
const NOME_SIMILE: f64 = 0.6;

/// A table, wherever it comes from.
struct Tavola {
    id: String,
    titolo: String,
    luogo: Origine,
    colonne: Vec<Fila>,
    righe: Vec<Fila>,
}

/// A row or a column.
struct Fila {
    nome: String,
    /// Of a row, the heading above it.
    sezione: String,
    /// Where its name is.
    luogo: Origine,
    /// Place among its like.
    posto: usize,
    /// One a column, or one a row.
    celle: Vec<Valore>,
}

/// Compares all tables.
pub(super) fn confronta(vecchio: &Modello, nuovo: &Modello) -> Vec<Differenza> {
    let (vecchie, nuove) = (tavole(vecchio), tavole(nuovo));
    let abbinati = Allineamento::nuovo(&vecchie, &nuove)
        .per_chiave(|tavola| tavola.id.clone())
        .fine();
    let mut differenze: Vec<Differenza> = abbinati
        .coppie()
        .flat_map(|(prima, ora)| tavola(prima, ora))
        .collect();
    let intera = |t: &Tavola| Cosa::Quadro(t.id.clone(), ParteQuadro::Intero);
    let capo = |t: &Tavola| (non_vuoto(t.titolo.clone()), t.luogo.clone());
    differenze.extend(abbinati.tolti.iter().map(|t| intera(t).tolta(capo(t))));
    differenze.extend(
        abbinati
            .aggiunti
            .iter()
            .map(|t| intera(t).aggiunta(capo(t))),
    );
    differenze
}

fn tavole(modello: &Modello) -> Vec<Tavola> {
    modello
        .quadri
        .values()
        .map(da_quadro)
        .chain(modello.serie.iter().map(da_serie))
        .collect()
}

fn da_quadro(quadro: &Quadro) -> Tavola {
    let mut sezione = String::new();
    let righe = quadro.righe.iter().enumerate().map(|(posto, riga)| {
        if riga.ruolo == Ruolo::Sezione {
            sezione.clone_from(&riga.voce);
        }
        Fila {
            nome: riga.voce.clone(),
            sezione: sezione.clone(),
            luogo: quadro.luogo_di(riga),
            posto,
            celle: riga.celle.clone(),
        }
    });
    let colonne = quadro
        .colonne
        .iter()
        .map(|colonna| (colonna.nome_intero(), quadro.luogo(colonna.cella)));
    let intera = Origine::file(&quadro.luogo(None).file);
    Tavola::nuova(&quadro.id, &quadro.titolo, intera, righe.collect(), colonne)
}

fn da_serie(serie: &Serie) -> Tavola {
    let righe = serie
        .categorie
        .iter()
        .enumerate()
        .map(|(posto, categoria)| {
            let cella = |colonna: &Colonna| {
                let luogo = serie.luogo_valore(posto, colonna);
                valore(colonna.valori.get(posto).copied().flatten(), luogo)
            };
            Fila {
                nome: categoria.clone(),
                sezione: String::new(),
                luogo: serie.luogo(serie.celle.get(posto).copied()),
                posto,
                celle: serie.colonne.iter().map(cella).collect(),
            }
        });
    let colonne = serie
        .colonne
        .iter()
        .map(|colonna| (colonna.nome.clone(), serie.luogo(colonna.cella)));
    let intera = Origine::file(&serie.luogo(None).file);
    Tavola::nuova(&serie.id, &serie.titolo, intera, righe.collect(), colonne)
}

/// A figure of a series as a table holds it.
fn valore(numero: Option<Decimal>, origine: Origine) -> Valore {
    match numero {
        Some(valore) => Valore::nuovo(
            Dato::Quantita(Grandezza::nuova(valore, UnitaMisura::Nessuna)),
            italiano::numero(valore),
            origine,
        ),
        None => Valore::vuoto(origine),
    }
}

impl Tavola {
    /// A table with its rows and with the names and places of its columns.
    fn nuova(
        id: &str,
        titolo: &str,
        luogo: Origine,
        righe: Vec<Fila>,
        colonne: impl Iterator<Item = (String, Origine)>,
    ) -> Self {
        let colonne = colonne.enumerate().map(|(posto, (nome, suo))| Fila {
            nome,
            sezione: String::new(),
            luogo: suo,
            posto,
            celle: righe
                .iter()
                .map(|riga| cella(riga, posto, &luogo))
                .collect(),
        });
        Self {
            id: id.to_owned(),
            titolo: titolo.to_owned(),
            colonne: colonne.collect(),
            righe,
            luogo,
        }
    }
}

fn cella(riga: &Fila, posto: usize, luogo: &Origine) -> Valore {
    riga.celle
        .get(posto)
        .cloned()
        .unwrap_or_else(|| Valore::vuoto(luogo.clone()))
}

/// One table: its columns and rows, then cell by cell.
fn tavola(prima: &Tavola, ora: &Tavola) -> Vec<Differenza> {
    let di = |parte| Cosa::Quadro(ora.id.clone(), parte);
    let colonne = abbina(&prima.colonne, &ora.colonne);
    let righe = abbina_righe(&prima.righe, &ora.righe, &colonne);
    let mut differenze = file(
        &colonne,
        |nome| di(ParteQuadro::Colonna(nome.to_owned())),
        || di(ParteQuadro::OrdineColonne),
    );
    differenze.extend(file(
        &righe,
        |nome| di(ParteQuadro::Riga(nome.to_owned())),
        || di(ParteQuadro::OrdineRighe),
    ));
    for (riga_prima, riga_ora) in righe.coppie() {
        for (colonna_prima, colonna_ora) in colonne.coppie() {
            let vecchia = riga_prima.celle.get(colonna_prima.posto);
            let nuova = riga_ora.celle.get(colonna_ora.posto);
            if !stesso_valore(vecchia, nuova) {
                let cella = ParteQuadro::Cella(riga_ora.nome.clone(), colonna_ora.nome.clone());
                differenze.push(di(cella).cambiata(
                    capo(vecchia, &riga_prima.luogo),
                    capo(nuova, &riga_ora.luogo),
                    Come::di_tanto(variazione(vecchia, nuova)),
                ));
            }
        }
    }
    differenze
}

fn abbina<'a>(vecchie: &'a [Fila], nuove: &'a [Fila]) -> Abbinati<'a, Fila> {
    Allineamento::nuovo(vecchie, nuove)
        .per_chiave(|fila| (chiave(&fila.sezione), chiave(&fila.nome)))
        .per_chiave(|fila| chiave(&fila.nome))
        .per_somiglianza(rinominata)
        .fine()
}

/// As [`abbina`]; of several rows with one name, those that hold the same are the same.
fn abbina_righe<'a>(
    vecchie: &'a [Fila],
    nuove: &'a [Fila],
    colonne: &Abbinati<'_, Fila>,
) -> Abbinati<'a, Fila> {
    let uguali = |a: &Fila, b: &Fila| {
        let coppie = colonne
            .coppie()
            .map(|(prima, ora)| (a.celle.get(prima.posto), b.celle.get(ora.posto)));
        let piene = coppie.filter(|(a, b)| a.is_some_and(|a| !a.dato.assente()) && b.is_some());
        piene.filter(|(a, b)| stesso_valore(*a, *b)).count() as f64
    };
    Allineamento::nuovo(vecchie, nuove)
        .per_chiave_simile(|fila| (chiave(&fila.sezione), chiave(&fila.nome)), uguali)
        .per_chiave_simile(|fila| chiave(&fila.nome), uguali)
        .per_somiglianza(rinominata)
        .fine()
}

/// `Consuntivo 2020` and `Consuntivo 2021` are alike too: only the values tell whether one became
/// the other.
fn rinominata(prima: &Fila, ora: &Fila) -> Option<f64> {
    let coppie: Vec<_> = prima
        .celle
        .iter()
        .zip(&ora.celle)
        .filter(|(a, b)| !(a.dato.assente() && b.dato.assente()))
        .collect();
    let uguali = coppie
        .iter()
        .filter(|(a, b)| stesso_valore(Some(a), Some(b)))
        .count();
    let nomi = somiglianza(&prima.nome, &ora.nome);
    (nomi >= NOME_SIMILE && uguali * 2 > coppie.len()).then_some(nomi)
}

/// Rows or columns as such: gone, new, renamed, in another order.
fn file(
    abbinati: &Abbinati<'_, Fila>,
    una: impl Fn(&str) -> Cosa,
    ordine: impl Fn() -> Cosa,
) -> Vec<Differenza> {
    let nome = |fila: &Fila| (fila.nome.clone(), fila.luogo.clone());
    let mut differenze: Vec<Differenza> = abbinati
        .coppie()
        .filter(|(prima, ora)| forma(&prima.nome) != forma(&ora.nome))
        .map(|(prima, ora)| una(&ora.nome).rinominata(nome(prima), nome(ora)))
        .collect();
    let tolte = abbinati.tolti.iter();
    differenze.extend(tolte.map(|fila| una(&fila.nome).tolta(valori(fila))));
    let aggiunte = abbinati.aggiunti.iter();
    differenze.extend(aggiunte.map(|fila| una(&fila.nome).aggiunta(valori(fila))));
    differenze.extend(abbinati.riordino(|_, _| true).map(|riordino| {
        ordine().riordinata(nome(riordino.prima), nome(riordino.ora), riordino.quanti)
    }));
    differenze
}

/// All that a row or column prints.
fn valori(fila: &Fila) -> Capo {
    let stampati: Vec<String> = fila
        .celle
        .iter()
        .map(Valore::stampa)
        .filter(|stampato| !stampato.is_empty())
        .collect();
    (non_vuoto(stampati.join(" · ")), fila.luogo.clone()).into()
}
