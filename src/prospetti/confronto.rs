//! What the fields and cells of a section said in an older draft of it.

use std::collections::BTreeMap;

use super::{Pezzo, Prospetto, Riga, Tabella, Voce};

/// What stood there, by place: the part of the section, then the field, or the row and the column,
/// from 0: `2|5`, `3|0|4`.
pub type Prima = BTreeMap<String, String>;

impl Prospetto {
    /// The fields and cells that say something else than in `vecchio`. Those that show the cell of
    /// a workbook are left out: they are marked by that.
    pub fn rispetto_a(&self, vecchio: &Self) -> Prima {
        let pezzi = self.pezzi.iter().enumerate();
        let cambiati = pezzi.flat_map(|(posto, pezzo)| {
            let vecchio = vecchio.pezzi.iter().find(|altro| stesso(pezzo, altro));
            let cambiati = vecchio.map_or_else(Vec::new, |vecchio| in_un_pezzo(pezzo, vecchio));
            cambiati
                .into_iter()
                .map(move |(dove, prima)| (format!("{posto}|{dove}"), prima))
        });
        cambiati.collect()
    }
}

/// True for a part of the same thing.
fn stesso(pezzo: &Pezzo, altro: &Pezzo) -> bool {
    match (pezzo, altro) {
        (Pezzo::Voci { di, .. }, Pezzo::Voci { di: altro, .. }) => di == altro,
        (Pezzo::Tabella(tabella), Pezzo::Tabella(altra)) => tabella.id == altra.id,
        _ => false,
    }
}

fn in_un_pezzo(pezzo: &Pezzo, vecchio: &Pezzo) -> Vec<(String, String)> {
    match (pezzo, vecchio) {
        (Pezzo::Voci { voci, .. }, Pezzo::Voci { voci: vecchie, .. }) => nelle_voci(voci, vecchie),
        (Pezzo::Tabella(tabella), Pezzo::Tabella(vecchia)) => nelle_righe(tabella, vecchia),
        _ => Vec::new(),
    }
}

fn nelle_voci(voci: &[Voce], vecchie: &[Voce]) -> Vec<(String, String)> {
    let voci = voci.iter().enumerate();
    let cambiate = voci.filter_map(|(posto, voce)| {
        let vecchia = vecchie.iter().find(|vecchia| vecchia.nome == voce.nome)?;
        let cambiata = vecchia.testo != voce.testo;
        cambiata.then(|| (posto.to_string(), vecchia.testo.clone()))
    });
    cambiate.collect()
}

fn nelle_righe(tabella: &Tabella, vecchia: &Tabella) -> Vec<(String, String)> {
    if tabella.colonne != vecchia.colonne {
        return Vec::new();
    }
    let (nomi, vecchi) = (nomi(&tabella.righe), nomi(&vecchia.righe));
    let mut cambiate = Vec::new();
    for (r, riga) in tabella.righe.iter().enumerate() {
        let omonima = vecchi.iter().position(|nome| *nome == nomi[r]);
        // One under another name is the one in its place, if that has left.
        let rinominata = || (nomi.len() == vecchi.len() && !nomi.contains(&vecchi[r])).then_some(r);
        let Some(prima) = omonima.or_else(rinominata) else {
            continue;
        };
        let celle = riga.celle.iter().zip(&vecchia.righe[prima].celle);
        for (c, (cella, prima)) in celle.enumerate() {
            if cella.origine.is_none() && cella.testo != prima.testo {
                cambiate.push((format!("{r}|{c}"), prima.testo.clone()));
            }
        }
    }
    cambiate
}

/// What each row is known by: its first cell, and how many above it have the same.
fn nomi(righe: &[Riga]) -> Vec<(&str, usize)> {
    let mut visti: BTreeMap<&str, usize> = BTreeMap::new();
    let nomi = righe.iter().map(|riga| {
        let nome = riga.celle.first().map_or("", |cella| cella.testo.as_str());
        let volte = visti.entry(nome).or_default();
        *volte += 1;
        (nome, *volte)
    });
    nomi.collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Cella, Colonna};
    use super::*;

    fn prospetto(stakeholder: &str, righe: &[[&str; 2]]) -> Prospetto {
        let righe = righe.iter().map(|celle| Riga {
            origine: None,
            celle: celle.map(|testo| Cella::testo(testo.to_owned())).into(),
        });
        let colonne = Colonna::in_fila([("Fase", 10), ("Periodo", 10)]);
        let voci = [
            ("Codice", "VP1".to_owned()),
            ("Stakeholder", stakeholder.to_owned()),
        ];
        Prospetto {
            orizzontale: false,
            pezzi: [
                Pezzo::titolo(1, "VP1"),
                Pezzo::voci("VP1", voci),
                Pezzo::tabella("fasi", "Fasi", colonne, righe.collect()).expect("rows"),
            ]
            .into(),
        }
    }

    #[test]
    fn what_changed_is_known_by_its_place() {
        let vecchio = prospetto(
            "imprese; scuole",
            &[
                ["Avvio", "marzo"],
                ["Misura", "maggio"],
                ["Misura", "giugno"],
            ],
        );
        let nuovo = prospetto(
            "imprese",
            &[
                ["Partenza", "aprile"],
                ["Misura", "maggio"],
                ["Misura", "luglio"],
            ],
        );
        let prima = nuovo.rispetto_a(&vecchio);
        let attese = [
            ("1|1", "imprese; scuole"),
            ("2|0|0", "Avvio"),
            ("2|0|1", "marzo"),
            ("2|2|1", "giugno"),
        ];
        let attese = attese.map(|(dove, testo)| (dove.to_owned(), testo.to_owned()));
        assert_eq!(prima, Prima::from(attese));
        assert_eq!(nuovo.rispetto_a(&nuovo), Prima::new());
    }

    #[test]
    fn a_row_that_came_or_went_marks_no_other() {
        let tre = [["Avvio", "marzo"], ["Misura", "maggio"], ["Fine", "giugno"]];
        let (lungo, corto) = (prospetto("", &tre), prospetto("", &[tre[0], tre[2]]));
        assert_eq!(corto.rispetto_a(&lungo), Prima::new());
        assert_eq!(lungo.rispetto_a(&corto), Prima::new());
    }
}
