//! `piao.json` with its schema, and `piao.xlsx`: the PIAO's rows, to be typed or loaded into the
//! portal. They hold what the PDF prints.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};
use schemars::Schema;

use crate::documents;
use crate::model::Bozza;
use crate::prospetti::Integrato;
use crate::prospetti::piao::{RigaIntegrata, SCHEMA};

use super::forma::{json_leggibile, riuscita};
use super::voce::Formato;

/// A file that stands beside a document and says the same in another form.
pub(crate) struct Accanto {
    pub nome: &'static str,
    pub titolo: &'static str,
    pub formato: Formato,
    pub byte: Vec<u8>,
}

/// The one of those files that says whose they are.
pub(crate) const DATI_DEL_PIAO: &str = "piao.json";

/// True for a document that has files beside it.
pub(crate) fn ha_accanto(documento: &str) -> bool {
    documento == documents::PIAO
}

/// The files that stand beside a document, from the part of the cycle that it holds.
pub(crate) fn accanto(documento: &str, parte: &Bozza) -> Vec<Accanto> {
    if !ha_accanto(documento) {
        return Vec::new();
    }
    let integrato = Integrato::nuovo(&parte.modello);
    vec![
        Accanto {
            nome: DATI_DEL_PIAO,
            titolo: "Il PIAO in dati: obiettivi e indicatori, sezione per sezione",
            formato: Formato::Json,
            byte: json_leggibile(&integrato).into_bytes(),
        },
        Accanto {
            nome: "piao.xlsx",
            titolo: "Il PIAO in tabella: una riga per obiettivo e indicatore",
            formato: Formato::Xlsx,
            byte: riuscita("XLSX", cartella(&integrato)),
        },
        Accanto {
            nome: "piao.schema.json",
            titolo: "Schema di piao.json",
            formato: Formato::Json,
            byte: json_leggibile(&schema()).into_bytes(),
        },
    ]
}

/// The JSON Schema of `piao.json`.
fn schema() -> Schema {
    super::schema::di::<Integrato>(SCHEMA)
}

/// A column of the workbook: its name, its width in characters, what it holds of a row.
type Colonna = (String, f64, Box<dyn Fn(&RigaIntegrata) -> String>);

fn cartella(integrato: &Integrato) -> Result<Vec<u8>, XlsxError> {
    let mut libro = Workbook::new();
    let anno = u16::try_from(integrato.anno)
        .unwrap_or(2000)
        .clamp(1900, 9999);
    libro.set_properties(
        &DocProperties::new()
            .set_title("PIAO: obiettivi e indicatori")
            .set_company(&integrato.ente)
            .set_creation_datetime(&ExcelDateTime::from_ymd(anno, 1, 1)?),
    );
    let foglio = libro.add_worksheet();
    foglio
        .set_name("PIAO")?
        .set_landscape()
        .set_print_fit_to_pages(1, 0);
    foglio.set_repeat_rows(0, 0)?.set_freeze_panes(1, 0)?;
    riempi(foglio, integrato)?;
    libro.save_to_buffer()
}

/// Texts are written as texts: nothing in a cell is ever a formula.
fn riempi(foglio: &mut Worksheet, integrato: &Integrato) -> Result<(), XlsxError> {
    let base = || Format::new().set_text_wrap().set_border(FormatBorder::Thin);
    let testa = base()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x17324D));
    let cella = base()
        .set_align(FormatAlign::Top)
        .set_border_color(Color::RGB(0xCBD5E0));
    for (posto, (nome, larga, testo)) in (0_u16..).zip(colonne(&integrato.triennio)) {
        foglio.set_column_width(posto, larga)?;
        foglio.write_string_with_format(0, posto, nome, &testa)?;
        for (riga, integrata) in (1_u32..).zip(&integrato.righe) {
            foglio.write_string_with_format(riga, posto, testo(integrata), &cella)?;
        }
    }
    Ok(())
}

fn colonne(triennio: &[i16]) -> Vec<Colonna> {
    fn testo(nome: &str, larga: f64, di: fn(&RigaIntegrata) -> &str) -> Colonna {
        let testo = move |riga: &RigaIntegrata| di(riga).to_owned();
        (nome.to_owned(), larga, Box::new(testo))
    }
    let mut colonne = vec![
        testo("Sezione", 9.0, |riga| riga.sezione.numero()),
        testo("Tipologia", 18.0, |riga| &riga.tipologia),
        testo("Codice obiettivo", 10.0, |riga| &riga.codice_obiettivo),
        testo("Denominazione obiettivo", 36.0, |riga| &riga.obiettivo),
        testo("Descrizione", 40.0, |riga| &riga.descrizione),
        testo("Contesto", 36.0, |riga| &riga.contesto),
        testo("Strategie", 36.0, |riga| &riga.strategie),
        testo("Responsabile politico", 20.0, |riga| {
            &riga.responsabile_politico
        }),
        testo("Responsabile", 22.0, |riga| &riga.responsabile),
        testo("Contributori", 30.0, |riga| &riga.contributori),
        testo("Stakeholder", 26.0, |riga| &riga.stakeholder),
        testo("Risorse", 22.0, |riga| &riga.risorse),
        testo("Codice indicatore", 10.0, |riga| &riga.codice_indicatore),
        testo("Indicatore", 40.0, |riga| &riga.indicatore),
        testo("Dimensione", 16.0, |riga| &riga.dimensione),
        testo("Unità di misura", 12.0, |riga| &riga.unita_misura),
        testo("Formula", 32.0, |riga| &riga.formula),
        testo("Peso", 8.0, |riga| &riga.peso),
        testo("Polarità", 13.0, |riga| &riga.polarita),
        testo("Baseline", 14.0, |riga| &riga.baseline),
    ];
    let anno_baseline = |riga: &RigaIntegrata| {
        let anno = riga.anno_baseline.map(|anno| anno.to_string());
        anno.unwrap_or_default()
    };
    colonne.push(("Anno baseline".to_owned(), 10.0, Box::new(anno_baseline)));
    colonne.extend(triennio.iter().map(|anno| -> Colonna {
        let anno = *anno;
        let target = move |riga: &RigaIntegrata| {
            let scritto = riga.target.get(&anno).cloned();
            scritto.unwrap_or_default()
        };
        (format!("Target {anno}"), 14.0, Box::new(target))
    }));
    colonne.push(testo("Fonte", 28.0, |riga| &riga.fonte));
    colonne
}
