//! The figures of a page against the open data: each row of a table says where its values stand,
//! and a chart is drawn from its series.

use std::collections::BTreeSet;

use crate::charts;
use crate::model::Bozza;
use crate::opendata::{DatiAperti, Tabella};

/// The columns of a page that print a value of the open data; others are worked out of several.
const STAMPATE: [&str; 7] = [
    "atteso",
    "consuntivo",
    "risultato",
    "grado",
    "target",
    "inizio",
    "fine",
];

/// What the pages of a year may show.
pub(super) struct Figure<'a> {
    tabelle: &'a [Tabella],
    disegni: BTreeSet<String>,
}

impl<'a> Figure<'a> {
    pub(super) fn di(bozza: &Bozza, aperti: &'a DatiAperti) -> Self {
        let serie = bozza.modello.serie.iter();
        let serie = serie.chain(&bozza.aggiunte.serie_calcolate);
        let disegni = serie.filter_map(|una| Some(charts::disegna(una).ok()?.svg));
        Self {
            tabelle: &aperti.tabelle,
            disegni: disegni.collect(),
        }
    }

    /// True if the page shows a value that its rows of the open data do not have, or a chart that no
    /// series gives.
    pub(super) fn smentiscono(&self, pagina: &str) -> bool {
        let mut righe = tra(pagina, "<tr", "</tr>");
        let mut disegni = tra(pagina, "<svg", "</svg>");
        righe.any(|riga| self.smentiscono_riga(riga))
            || disegni.any(|svg| !self.disegni.iter().any(|nostro| nostro.contains(svg)))
    }

    fn smentiscono_riga(&self, riga: &str) -> bool {
        let Some((file, resto)) = riga.split_once(".csv#row=") else {
            return false;
        };
        let nome = file.rsplit(['"', '/']).next().unwrap_or_default();
        let tabella = self.tabelle.iter().find(|tabella| tabella.nome == nome);
        let Some((tabella, (prima, ultima))) = tabella.zip(estremi(resto)) else {
            return true;
        };
        // The first line of the file is that of the headings.
        let righe = prima.checked_sub(2).zip(ultima.checked_sub(1));
        let dette = righe.and_then(|(da, a)| tabella.righe.get(da..a));
        let stampati: BTreeSet<String> = dette
            .into_iter()
            .flatten()
            .flatten()
            .flat_map(|cella| forme(cella))
            .collect();
        let mut celle = tra(riga, "<td", "</td>").filter_map(valore);
        celle.any(|cella| !stampati.contains(&cella))
    }
}

/// First and last line of `12-15"`, or of `12"`.
fn estremi(frammento: &str) -> Option<(usize, usize)> {
    let frammento = frammento.split('"').next()?;
    let (prima, ultima) = frammento.split_once('-').unwrap_or((frammento, frammento));
    Some((prima.parse().ok()?, ultima.parse().ok()?))
}

/// A cell of the open data as a page may print it: as it is, or a number of points.
fn forme(cella: &str) -> [String; 2] {
    [cella.to_owned(), format!("{}%", cella.replace('.', ","))]
}

/// What a cell of a page prints of the open data; none where it prints something else, or nothing.
fn valore(cella: &str) -> Option<String> {
    let (attributi, dentro) = cella.split_once('>')?;
    if attributi.contains("class=\"dati\"") {
        return None;
    }
    let nome = attributi.split("data-nome=\"").nth(1);
    let nome = nome.map(|nome| nome.to_lowercase());
    if nome.is_some_and(|nome| !STAMPATE.iter().any(|stampata| nome.starts_with(stampata))) {
        return None;
    }
    let testo = sciolto(dentro.split('<').next()?);
    let testo = testo.trim();
    (!testo.is_empty()).then(|| testo.to_owned())
}

/// Text of a page as it was before it was escaped.
fn sciolto(testo: &str) -> String {
    let entita = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ];
    let scioglie = |testo: String, (da, a): (&str, &str)| testo.replace(da, a);
    entita.into_iter().fold(testo.to_owned(), scioglie)
}

/// Each stretch of a page between two marks.
fn tra<'a>(pagina: &'a str, inizio: &'a str, fine: &'a str) -> impl Iterator<Item = &'a str> {
    let pezzi = pagina.split(inizio).skip(1);
    pezzi.filter_map(move |pezzo| pezzo.split(fine).next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_what_it_prints() {
        let casi = [
            (
                "data-nome=\"Atteso 2022\" class=\"x\">98,83% <small>y</small>",
                Some("98,83%"),
            ),
            ("data-nome=\"Peso\">25", None),
            (" class=\"numero\">&lt;= 3&#x2f;4", Some("<= 3/4")),
            ("data-nome=\"Dati\" class=\"dati\"><a>CSV</a>", None),
            ("data-nome=\"Consuntivo\">", None),
        ];
        for (cella, atteso) in casi {
            assert_eq!(valore(&format!(" {cella}")).as_deref(), atteso, "{cella}");
        }
        assert_eq!(estremi("12-15\">"), Some((12, 15)));
        assert_eq!(estremi("7\">"), Some((7, 7)));
    }
}
