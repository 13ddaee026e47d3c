//! `indicatori.csv`: one row for each cruscotto, indicator and year.

use crate::model::valutazione::{GradoCruscotto, GradoRiga};
use crate::model::{Modello, Riga, Valore, Valutazione};

/// The header, in order.
const COLONNE: [&str; 17] = [
    "cruscotto",
    "tipo_cruscotto",
    "prospettiva",
    "obiettivo",
    "azione",
    "indicatore",
    "nome",
    "strategico",
    "di_sistema",
    "anno",
    "atteso",
    "consuntivo",
    "grado",
    "esito",
    "peso",
    "fonte",
    "origine",
];

/// The table as CSV (RFC 4180, UTF-8, `,`), in the order of the documents.
pub fn csv(modello: &Modello, valutazione: &Valutazione) -> String {
    let mut scrittore =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = scrittore.write_record(COLONNE);
    for (cruscotto, gradi) in modello.cruscotti.iter().zip(&valutazione.cruscotti) {
        let tipo = serde_json::to_value(cruscotto.tipo).ok().and_then(|t| t.as_str().map(str::to_owned));
        for (riga, grado) in cruscotto.righe.iter().zip(&gradi.righe) {
            for anno in anni(riga) {
                let record = record(
                    modello,
                    gradi,
                    tipo.as_deref().unwrap_or_default(),
                    riga,
                    grado,
                    anno,
                    valutazione.anno,
                );
                let _ = scrittore.write_record(record.map(|campo| innocuo(&campo)));
            }
        }
    }
    scrittore.into_inner().ok().and_then(|byte| String::from_utf8(byte).ok()).unwrap_or_default()
}

fn anni(riga: &Riga) -> std::collections::BTreeSet<i16> {
    riga.atteso.keys().chain(riga.consuntivo.keys()).copied().collect()
}

fn record(
    modello: &Modello,
    cruscotto: &GradoCruscotto,
    tipo: &str,
    riga: &Riga,
    grado: &GradoRiga,
    anno: i16,
    valutato: i16,
) -> [String; 17] {
    let stampa = |valore: Option<&Valore>| valore.map(Valore::stampa).unwrap_or_default();
    let si_no = |vero: bool| if vero { "sì" } else { "no" }.to_owned();
    let json = |valore: serde_json::Result<serde_json::Value>| {
        valore.ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let dell_anno = anno == valutato;
    let nome_prospettiva = modello.prospettiva_di(&riga.obiettivo).map_or(&riga.prospettiva, |p| &p.nome);
    [
        cruscotto.id.clone(),
        tipo.to_owned(),
        nome_prospettiva.clone(),
        riga.obiettivo.clone(),
        riga.azione.clone(),
        riga.indicatore.clone(),
        riga.nome.clone(),
        si_no(riga.strategico),
        si_no(riga.di_sistema),
        anno.to_string(),
        stampa(riga.atteso(anno)),
        stampa(riga.consuntivo(anno)),
        grado.grado.filter(|_| dell_anno).map(|g| json(serde_json::to_value(g))).unwrap_or_default(),
        if dell_anno { json(serde_json::to_value(grado.esito)) } else { String::new() },
        riga.peso.map(|peso| peso.normalize().to_string()).unwrap_or_default(),
        riga.fonte.clone(),
        riga.origine.to_string(),
    ]
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers and dashes stay.
pub fn innocuo(campo: &str) -> String {
    let formula = match campo.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => {
            campo.chars().skip(1).any(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '%' | ' '))
        }
        _ => false,
    };
    if formula { format!("'{campo}") } else { campo.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::innocuo;

    #[test]
    fn formulas_are_defused_and_values_are_not() {
        assert_eq!(innocuo("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(innocuo("-cmd|x"), "'-cmd|x");
        assert_eq!(innocuo("@SUM(1)"), "'@SUM(1)");
        for valore in ["-", "-5,2%", "+16", "Progetto: PID", ""] {
            assert_eq!(innocuo(valore), valore);
        }
    }
}
