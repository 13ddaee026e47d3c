//! The tables and the series behind the charts, by the names of their rows and columns.

use rust_decimal::Decimal;

use crate::model::nome::chiave;
use crate::model::{
    ColonnaQuadro, Dato, Grandezza, Modello, Origine, Quadro, Ruolo, Serie, UnitaMisura, Valore,
    italiano,
};

use super::allinea::{Abbinati, Allineamento};
use super::differenza::{Ambito, Differenza, Tipo};
use super::valori::{VUOTO, capo, forma, non_vuoto, somiglianza, stesso_valore, variazione};

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
pub fn confronta(vecchio: &Modello, nuovo: &Modello) -> Vec<Differenza> {
    let (vecchie, nuove) = (tavole(vecchio), tavole(nuovo));
    let abbinati = Allineamento::nuovo(&vecchie, &nuove)
        .per_chiave(|tavola| tavola.id.clone())
        .fine();
    let mut differenze: Vec<Differenza> = abbinati
        .coppie()
        .flat_map(|(prima, ora)| tavola(prima, ora))
        .collect();
    let intera = |t: &Tavola, tipo| di(t, Differenza::nuova(Ambito::Quadro, tipo));
    let capo = |t: &Tavola| (non_vuoto(t.titolo.clone()), t.luogo.clone());
    differenze.extend(
        abbinati
            .tolti
            .iter()
            .map(|t| intera(t, Tipo::Tolto).solo_vecchio(capo(t))),
    );
    differenze.extend(
        abbinati
            .aggiunti
            .iter()
            .map(|t| intera(t, Tipo::Aggiunto).solo_nuovo(capo(t))),
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
    let file = quadro
        .righe
        .iter()
        .flat_map(|riga| &riga.celle)
        .map(|cella| cella.origine.file.clone())
        .next();
    let luogo = Origine::file(&file.unwrap_or_else(|| format!("quadri/{}", quadro.id)));
    let mut sezione = String::new();
    let righe = quadro.righe.iter().map(|riga| {
        if riga.ruolo == Ruolo::Sezione {
            sezione.clone_from(&riga.voce);
        }
        (riga.voce.clone(), sezione.clone(), riga.celle.clone())
    });
    let righe = file_di(righe.collect(), &luogo);
    // Under a row of groups stand the names; a column without a group has its name beside them.
    let gruppi = quadro
        .colonne
        .iter()
        .any(|colonna| colonna.gruppo.is_some());
    let sopra = |colonna: &ColonnaQuadro| {
        if gruppi && colonna.gruppo.is_none() {
            2
        } else {
            1
        }
    };
    let nomi = quadro
        .colonne
        .iter()
        .map(|colonna| (colonna.nome_intero(), sopra(colonna)))
        .collect();
    Tavola {
        id: quadro.id.clone(),
        titolo: quadro.titolo.clone(),
        colonne: colonne(nomi, &righe, &luogo),
        righe,
        luogo,
    }
}

/// A series has no cells of its own in the model: its file is the place of all its figures.
fn da_serie(serie: &Serie) -> Tavola {
    let luogo = Origine::file(&format!("serie/{}.csv", serie.id));
    let cella = |numero: Option<Decimal>| match numero {
        Some(valore) => Valore {
            dato: Dato::Quantita(Grandezza {
                valore,
                unita: UnitaMisura::Nessuna,
            }),
            decimali: None,
            testo: italiano::numero(valore),
            origine: luogo.clone(),
        },
        None => Valore::vuoto(luogo.clone()),
    };
    let righe = serie
        .categorie
        .iter()
        .enumerate()
        .map(|(posto, categoria)| {
            let celle = serie
                .colonne
                .iter()
                .map(|c| cella(c.valori.get(posto).copied().flatten()))
                .collect();
            (categoria.clone(), String::new(), celle)
        });
    let righe = file_di(righe.collect(), &luogo);
    let nomi = serie
        .colonne
        .iter()
        .map(|colonna| (colonna.nome.clone(), 0))
        .collect();
    Tavola {
        id: serie.id.clone(),
        titolo: serie.titolo.clone(),
        colonne: colonne(nomi, &righe, &luogo),
        righe,
        luogo,
    }
}

fn file_di(righe: Vec<(String, String, Vec<Valore>)>, luogo: &Origine) -> Vec<Fila> {
    let fila = |(posto, (nome, sezione, celle)): (usize, (String, String, Vec<Valore>))| {
        let luogo = celle
            .first()
            .map_or_else(|| luogo.clone(), |cella| nome_di_riga(&cella.origine));
        Fila {
            nome,
            sezione,
            luogo,
            posto,
            celle,
        }
    };
    righe.into_iter().enumerate().map(fila).collect()
}

/// The cell that names a row: the first of the table.
fn nome_di_riga(cella: &Origine) -> Origine {
    if cella.cella.is_empty() {
        cella.clone()
    } else {
        cella.in_colonna_di("A1")
    }
}

/// The cell that names a column: so many rows above the first of its values.
fn nome_di_colonna(prima: &Origine, sopra: usize) -> Origine {
    let lettere = prima.cella.trim_end_matches(|c: char| c.is_ascii_digit());
    let riga = prima.cella[lettere.len()..]
        .parse::<usize>()
        .ok()
        .and_then(|riga| riga.checked_sub(sopra));
    match riga {
        Some(riga) if riga > 0 => Origine {
            cella: format!("{lettere}{riga}"),
            ..prima.clone()
        },
        _ => prima.clone(),
    }
}

/// The columns, each with its name and how many rows above its values that stands.
fn colonne(nomi: Vec<(String, usize)>, righe: &[Fila], luogo: &Origine) -> Vec<Fila> {
    let fila = |(posto, (nome, sopra)): (usize, (String, usize))| {
        let celle: Vec<Valore> = righe.iter().map(|riga| cella(riga, posto, luogo)).collect();
        let luogo = celle.first().map_or_else(
            || luogo.clone(),
            |cella| nome_di_colonna(&cella.origine, sopra),
        );
        Fila {
            nome,
            sezione: String::new(),
            luogo,
            posto,
            celle,
        }
    };
    nomi.into_iter().enumerate().map(fila).collect()
}

fn cella(riga: &Fila, posto: usize, luogo: &Origine) -> Valore {
    riga.celle
        .get(posto)
        .cloned()
        .unwrap_or_else(|| Valore::vuoto(luogo.clone()))
}

fn di(tavola: &Tavola, differenza: Differenza) -> Differenza {
    Differenza {
        quadro: Some(tavola.id.clone()),
        ..differenza
    }
}

/// One table: its columns and rows, then cell by cell.
fn tavola(prima: &Tavola, ora: &Tavola) -> Vec<Differenza> {
    let colonne = abbina(&prima.colonne, &ora.colonne);
    let righe = abbina_righe(&prima.righe, &ora.righe, &colonne);
    let mut differenze = file(&colonne, "colonna");
    differenze.extend(file(&righe, "voce"));
    for (riga_prima, riga_ora) in righe.coppie() {
        for (colonna_prima, colonna_ora) in colonne.coppie() {
            let vecchia = riga_prima.celle.get(colonna_prima.posto);
            let nuova = riga_ora.celle.get(colonna_ora.posto);
            if !stesso_valore(vecchia, nuova) {
                differenze.push(Differenza {
                    voce: Some(riga_ora.nome.clone()),
                    colonna: Some(colonna_ora.nome.clone()),
                    variazione: variazione(vecchia, nuova),
                    ..Differenza::nuova(Ambito::Quadro, Tipo::Cambiato).tra(
                        capo(vecchia, &riga_prima.luogo),
                        capo(nuova, &riga_ora.luogo),
                    )
                });
            }
        }
    }
    differenze
        .into_iter()
        .map(|differenza| di(ora, differenza))
        .collect()
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
fn file(abbinati: &Abbinati<'_, Fila>, campo: &str) -> Vec<Differenza> {
    let nuova = |fila: &Fila, tipo| {
        let differenza = Differenza::nuova(Ambito::Quadro, tipo).campo(campo);
        match campo {
            "colonna" => Differenza {
                colonna: Some(fila.nome.clone()),
                ..differenza
            },
            _ => Differenza {
                voce: Some(fila.nome.clone()),
                ..differenza
            },
        }
    };
    let nome = |fila: &Fila| (fila.nome.clone(), fila.luogo.clone());
    let valori = |fila: &Fila| {
        let stampati: Vec<String> = fila
            .celle
            .iter()
            .map(Valore::stampa)
            .filter(|v| !v.is_empty())
            .collect();
        (
            if stampati.is_empty() {
                VUOTO.to_owned()
            } else {
                stampati.join(" · ")
            },
            fila.luogo.clone(),
        )
    };
    let mut differenze: Vec<Differenza> = abbinati
        .coppie()
        .filter(|(prima, ora)| forma(&prima.nome) != forma(&ora.nome))
        .map(|(prima, ora)| nuova(ora, Tipo::Rinominato).tra(nome(prima), nome(ora)))
        .collect();
    differenze.extend(
        abbinati
            .tolti
            .iter()
            .map(|fila| nuova(fila, Tipo::Tolto).solo_vecchio(valori(fila))),
    );
    differenze.extend(
        abbinati
            .aggiunti
            .iter()
            .map(|fila| nuova(fila, Tipo::Aggiunto).solo_nuovo(valori(fila))),
    );
    differenze.extend(abbinati.riordino(|_, _| true).map(|riordino| {
        Differenza {
            fuori_posto: Some(riordino.quanti),
            ..Differenza::nuova(Ambito::Quadro, Tipo::Riordinato)
                .campo(campo)
                .tra(nome(riordino.prima), nome(riordino.ora))
        }
    }));
    differenze
}
