//! A table in `quadri/`: titles, up to three header rows, then a row a voce, and notes.

use std::ops::Range;

use crate::model::nome::slug;
use crate::model::{ColonnaQuadro, Dato, Indirizzo, Quadro, RigaQuadro, Ruolo};

use super::foglio::{Foglio, RigaFoglio};
use super::registro::Registro;
use super::{Letto, diags, in_vista};

/// Header rows of a table, at most.
const RIGHE: usize = 3;

/// Reads every sheet that holds a table, each a quadro named by the file and the sheet; of one table
/// alone the file's name is enough.
pub fn ogni_foglio(id: &str, fogli: &[Foglio]) -> Letto<Vec<Quadro>> {
    let in_vista = in_vista(fogli);
    let tabelle: Vec<(&Foglio, Testata)> = in_vista
        .dati
        .iter()
        .filter_map(|foglio| Some((*foglio, Testata::cerca(foglio)?)))
        .collect();
    if tabelle.len() < 2 {
        return leggi(id, fogli).in_elenco();
    }
    let mut letto = Letto {
        dati: Vec::new(),
        diagnosi: in_vista.diagnosi,
    };
    for (foglio, testata) in tabelle {
        let nome = slug(foglio.nome.as_deref().unwrap_or_default());
        let mut quadro = tabella(&format!("{id}-{nome}"), foglio, &testata);
        letto.dati.push(quadro.dati);
        letto.diagnosi.append(&mut quadro.diagnosi);
    }
    letto
}

/// Reads the first sheet that holds a table; the others are named. Captions, sums and roles come
/// later from `ciclo.toml`.
pub fn leggi(id: &str, fogli: &[Foglio]) -> Letto<Option<Quadro>> {
    let in_vista = in_vista(fogli);
    let mut letto = Letto::<Option<Quadro>>::default();
    letto.diagnosi.extend(in_vista.diagnosi);
    for foglio in in_vista.dati {
        match Testata::cerca(foglio) {
            Some(testata) if letto.dati.is_none() => {
                let quadro = tabella(id, foglio, &testata);
                letto.dati = Some(quadro.dati);
                letto.diagnosi.extend(quadro.diagnosi);
            }
            Some(_) => {
                let motivo = "la tabella è già nel foglio che lo precede";
                letto.diagnosi.push(diags::foglio_non_letto(foglio, motivo));
            }
            None => {
                let motivo = "non ha una tabella";
                letto.diagnosi.push(diags::foglio_non_letto(foglio, motivo));
            }
        }
    }
    if letto.dati.is_none() {
        let luogo = fogli
            .first()
            .map(|foglio| foglio.origine(1, 0))
            .unwrap_or_default();
        let rimedio = "la prima riga deve avere i nomi delle colonne, le altre i dati";
        letto
            .diagnosi
            .push(diags::struttura(luogo, "la tabella è vuota", rimedio));
    }
    letto
}

/// Where a table's header stands and its first column.
struct Testata {
    righe: Range<usize>,
    prima: u32,
}

impl Testata {
    /// The header is the first row with several cells, or with one that is merged over several
    /// columns beside the first; a title stands alone above it.
    fn cerca(foglio: &Foglio) -> Option<Self> {
        let inizio = foglio
            .righe
            .iter()
            .position(|riga| match riga.celle.as_slice() {
                [_, _, ..] => true,
                [sola] => foglio
                    .unioni
                    .di(riga.numero, sola.colonna)
                    .is_some_and(|unione| {
                        unione.colonne.1 > unione.colonne.0 && !comincia(foglio, sola.colonna)
                    }),
                [] => false,
            })?;
        // The table may begin anywhere: its first column is the first that holds anything.
        let prima = colonne(&foglio.righe[inizio..]).min()?;
        let mut fine = inizio + 1;
        while fine < foglio.righe.len()
            && fine - inizio < RIGHE
            && sottotestata(&foglio.righe[fine], prima)
        {
            fine += 1;
        }
        (fine < foglio.righe.len()).then_some(Self {
            righe: inizio..fine,
            prima,
        })
    }

    /// The columns that the header names, besides the first.
    fn posti(&self, foglio: &Foglio) -> Vec<u32> {
        let mut posti: Vec<u32> = colonne(&foglio.righe[self.righe.clone()])
            .filter(|colonna| *colonna > self.prima)
            .collect();
        posti.sort_unstable();
        posti.dedup();
        posti
    }

    /// A column's name, with the groups that span it from the left.
    fn colonna(&self, foglio: &Foglio, posto: u32) -> ColonnaQuadro {
        let righe = &foglio.righe[self.righe.clone()];
        let mut nomi: Vec<(String, Indirizzo)> = Vec::new();
        for (n, riga) in righe.iter().enumerate() {
            let sotto = righe[n + 1..]
                .iter()
                .any(|riga| riga.cella(posto).is_some());
            let vicina = riga
                .celle
                .iter()
                .rfind(|c| c.colonna <= posto && c.colonna > self.prima);
            if let Some(cella) = vicina.filter(|cella| cella.colonna == posto || sotto) {
                nomi.push((cella.contenuto.testo(), riga.indirizzo(cella.colonna)));
            }
        }
        let (nome, cella) = nomi.pop().unzip();
        let gruppo: Vec<&str> = nomi.iter().map(|(nome, _)| nome.as_str()).collect();
        ColonnaQuadro {
            gruppo: (!gruppo.is_empty()).then(|| gruppo.join(" › ")),
            nome: nome.unwrap_or_default(),
            cella,
            cella_gruppo: nomi.last().map(|(_, cella)| *cella),
        }
    }
}

/// True if a column is the first of the sheet.
fn comincia(foglio: &Foglio, colonna: u32) -> bool {
    colonne(&foglio.righe).min() == Some(colonna)
}

fn colonne(righe: &[RigaFoglio]) -> impl Iterator<Item = u32> {
    righe
        .iter()
        .flat_map(|riga| riga.celle.iter().map(|cella| cella.colonna))
}

/// A further header row has nothing in the first column and only words in the others.
fn sottotestata(riga: &RigaFoglio, prima: u32) -> bool {
    let parola = |dato| matches!(dato, Dato::Testo(_));
    riga.cella(prima).is_none()
        && riga
            .celle
            .iter()
            .all(|cella| parola(cella.contenuto.valore(Default::default(), None).dato))
}

fn tabella(id: &str, foglio: &Foglio, testata: &Testata) -> Letto<Quadro> {
    let registro = Registro::nuovo(foglio);
    let righe = registro.righe();
    let (sopra, corpo) = (&righe[..testata.righe.start], &righe[testata.righe.end..]);
    righe[..testata.righe.end]
        .iter()
        .for_each(|riga| registro.prendi_riga(riga));
    let titolo = sopra
        .first()
        .and_then(|riga| Some(riga.celle.first()?.contenuto.testo()));
    for riga in sopra.iter().skip(1) {
        let testo = riga
            .celle
            .first()
            .map(|c| c.contenuto.testo())
            .unwrap_or_default();
        let luogo = foglio.origine(riga.numero, riga.celle.first().map_or(0, |c| c.colonna));
        registro.segnala(diags::riga_da_parte(luogo, &testo, "è sopra la tabella"));
    }
    let posti = testata.posti(foglio);
    let colonne: Vec<ColonnaQuadro> = posti
        .iter()
        .map(|posto| testata.colonna(foglio, *posto))
        .collect();
    doppie(&registro, testata, &posti, &colonne);
    let (corpo, note) = con_note(corpo);
    let nota = note.iter().filter_map(|riga| {
        registro.prendi_riga(riga);
        Some(riga.celle.first()?.contenuto.testo())
    });
    let nota: Vec<String> = nota.collect();
    let righe = corpo.iter().map(|riga| RigaQuadro {
        voce: registro.testo(riga, testata.prima).unwrap_or_default(),
        cella: Some(riga.indirizzo(testata.prima)),
        ruolo: Ruolo::Voce,
        celle: posti
            .iter()
            .map(|posto| registro.valore(riga, *posto))
            .collect(),
    });
    let quadro = Quadro {
        id: id.to_owned(),
        titolo: titolo.or(foglio.titolo.clone()).unwrap_or_default(),
        fonte: None,
        nota: (!nota.is_empty()).then(|| nota.join(" ")),
        voce: foglio.righe[testata.righe.clone()]
            .iter()
            .map(|riga| riga.testo(testata.prima))
            .find(|testo| !testo.is_empty())
            .unwrap_or_default(),
        origine: Some(foglio.origine(foglio.righe[testata.righe.start].numero, testata.prima)),
        righe: righe.collect(),
        colonne,
    };
    Letto {
        dati: quadro,
        diagnosi: registro.chiudi(),
    }
}

/// The rows of the table, and the lines of notes below them.
fn con_note(corpo: &[RigaFoglio]) -> (&[RigaFoglio], &[RigaFoglio]) {
    let nota = |riga: &RigaFoglio| match riga.celle.as_slice() {
        [sola] => {
            let testo = sola.contenuto.testo();
            testo.starts_with(['*', '(']) || inizia_con_etichetta(&testo)
        }
        _ => false,
    };
    let quante = corpo.iter().rev().take_while(|riga| nota(riga)).count();
    corpo.split_at(corpo.len() - quante)
}

/// `Fonte: …`, `Nota: …`.
fn inizia_con_etichetta(testo: &str) -> bool {
    testo.split_once(':').is_some_and(|(etichetta, _)| {
        matches!(
            crate::model::nome::parole(etichetta).as_str(),
            "fonte" | "nota" | "note" | "n b"
        )
    })
}

/// Two columns of one name: nobody could say which one a sum or a placeholder means.
fn doppie(registro: &Registro<'_>, testata: &Testata, posti: &[u32], colonne: &[ColonnaQuadro]) {
    let foglio = registro.foglio();
    let luogo = |posto: u32| {
        let righe = foglio.righe[testata.righe.clone()].iter().rev();
        let numero = righe.clone().find(|riga| riga.cella(posto).is_some());
        foglio.origine(numero.map_or(1, |riga| riga.numero), posto)
    };
    for (n, colonna) in colonne.iter().enumerate() {
        let prima = colonne[..n]
            .iter()
            .position(|altra| altra.nome_intero() == colonna.nome_intero());
        if let Some(prima) = prima {
            let nome = colonna.nome_intero();
            registro.segnala(diags::colonna_doppia(
                luogo(posti[n]),
                luogo(posti[prima]),
                &nome,
            ));
        }
    }
}
