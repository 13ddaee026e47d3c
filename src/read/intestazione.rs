//! Header rows: which column is which, whatever the case, accents, line breaks and order.

use crate::model::nome::parole;

use super::foglio::RigaFoglio;

/// What a column of a cruscotto holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Campo {
    Prospettiva,
    Obiettivo,
    Azione,
    Indicatore,
    Atteso(i16),
    Consuntivo(i16),
    Fonte,
    Peso,
    Verso,
    Codice,
    Grado,
    Motivazione,
    Note,
}

/// The columns of a cruscotto, as its header row names them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Colonne {
    pub campi: Vec<(u32, Campo)>,
    /// Columns with a header that means nothing here.
    pub ignote: Vec<(u32, String)>,
}

impl Colonne {
    /// Reads a row as a header, if it is one: it names the indicator or the action, and a target or
    /// result.
    pub fn da_riga(riga: &RigaFoglio) -> Option<Self> {
        let mut colonne = Self::default();
        for cella in &riga.celle {
            let testo = cella.contenuto.testo();
            match campo(&testo) {
                Some(campo) if colonne.colonna(campo).is_none() => {
                    colonne.campi.push((cella.colonna, campo))
                }
                _ => colonne.ignote.push((cella.colonna, testo)),
            }
        }
        let nomi = [Campo::Indicatore, Campo::Azione]
            .iter()
            .any(|campo| colonne.colonna(*campo).is_some());
        let valori = colonne
            .campi
            .iter()
            .any(|(_, campo)| matches!(campo, Campo::Atteso(_) | Campo::Consuntivo(_)));
        let altri = [Campo::Fonte, Campo::Azione, Campo::Obiettivo]
            .iter()
            .any(|c| colonne.colonna(*c).is_some());
        let indicatore = colonne.colonna(Campo::Indicatore).is_some();
        (nomi && valori || indicatore && altri).then_some(colonne)
    }

    /// The column that holds a field.
    pub fn colonna(&self, campo: Campo) -> Option<u32> {
        self.campi
            .iter()
            .find(|(_, c)| *c == campo)
            .map(|(colonna, _)| *colonna)
    }
}

/// The field that a header names.
fn campo(intestazione: &str) -> Option<Campo> {
    let piana = parole(intestazione);
    if let Some(anno) = anno(&piana) {
        let senza_anno = piana.replace(&anno.to_string(), "");
        let dice = |parola: &str| senza_anno.split_whitespace().any(|p| p == parola);
        if dice("atteso") || dice("attesi") || dice("target") {
            return Some(Campo::Atteso(anno));
        }
        if dice("consuntivo") || dice("consuntivi") || dice("conseguito") || dice("raggiunto") {
            return Some(Campo::Consuntivo(anno));
        }
        return None;
    }
    Some(match piana.as_str() {
        "prospettiva" | "area strategica" => Campo::Prospettiva,
        "obiettivo" | "obiettivo strategico" => Campo::Obiettivo,
        "azione" | "azioni" => Campo::Azione,
        "indicatore" | "indicatori" | "nome indicatore" => Campo::Indicatore,
        "fonte del dato" | "fonte" | "fonte dei dati" | "fonte dati" => Campo::Fonte,
        "peso" | "peso indicatore" => Campo::Peso,
        "verso" => Campo::Verso,
        "codice" | "codice indicatore" | "cod" => Campo::Codice,
        "grado" | "grado di raggiungimento" => Campo::Grado,
        "motivazione" | "motivazione del grado" => Campo::Motivazione,
        "note" | "nota" => Campo::Note,
        _ => return None,
    })
}

/// The year in a header.
fn anno(piana: &str) -> Option<i16> {
    piana
        .split_whitespace()
        .filter(|parola| parola.len() == 4)
        .filter_map(|parola| parola.parse().ok())
        .find(|anno| (1990..2100).contains(anno))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::foglio::Contenuto;

    fn riga(celle: &[&str]) -> RigaFoglio {
        let mut riga = RigaFoglio {
            numero: 1,
            celle: Vec::new(),
        };
        for (colonna, testo) in (0..).zip(celle) {
            riga.aggiungi(colonna, Contenuto::Testo((*testo).to_owned()));
        }
        riga
    }

    #[test]
    fn headers_are_known_in_any_dress_and_order() {
        let intestazione = riga(&[
            "FONTE\u{a0}DEL DATO",
            "",
            "  indicatòre ",
            "Risultato\nAtteso 2021",
            "CONSUNTIVO 2021",
            "azione",
            "Peso %",
        ]);
        let colonne = Colonne::da_riga(&intestazione).expect("a header");
        let attesi = [
            (0, Campo::Fonte),
            (2, Campo::Indicatore),
            (3, Campo::Atteso(2021)),
            (4, Campo::Consuntivo(2021)),
            (5, Campo::Azione),
            (6, Campo::Peso),
        ];
        assert_eq!(colonne.campi, attesi);
    }

    #[test]
    fn rows_of_data_are_no_headers() {
        assert_eq!(
            Colonne::da_riga(&riga(&["Azione", "N. di incontri", "3", "Registro"])),
            None
        );
        assert_eq!(Colonne::da_riga(&riga(&["Obiettivo"])), None);
    }

    #[test]
    fn unknown_and_repeated_columns_are_kept_apart() {
        let colonne = Colonne::da_riga(&riga(&[
            "Indicatore",
            "Atteso 2022",
            "Target 2022",
            "Colore",
        ]))
        .expect("a header");
        assert_eq!(
            colonne.ignote,
            [(2, "Target 2022".to_owned()), (3, "Colore".to_owned())]
        );
    }
}
