//! The look of the workbooks that offices fill in: that of the printed documents
//! (`templates/stile/token.typ`), on A4 pages one sheet wide.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use crate::read::foglio::COME_SI_COMPILA;

/// The colours, as the documents have them.
pub(super) mod colore {
    use rust_xlsxwriter::Color;

    pub(crate) const PROFONDO: Color = Color::RGB(0x17324D);
    pub(crate) const BLU: Color = Color::RGB(0x0066CC);
    pub(crate) const TESTO: Color = Color::RGB(0x1C2733);
    pub(crate) const QUIETO: Color = Color::RGB(0x506070);
    pub(crate) const FONDO: Color = Color::RGB(0xF1F5F9);
    pub(crate) const VELO: Color = Color::RGB(0xE6EFF9);
    pub(crate) const FILETTO: Color = Color::RGB(0xCBD5E0);
    /// The ground of a cell to fill in: the gold of the cover, light.
    pub(crate) const APERTO: Color = Color::RGB(0xFFF7E0);
}

/// The cells' formats.
pub(super) struct Stili {
    pub titolo: Format,
    pub sottotitolo: Format,
    /// How much is filled in.
    pub conto: Format,
    /// A line across the sheet.
    pub banda: Format,
    /// Where nothing is asked.
    pub spenta: Format,
    pub intestazione: Format,
    /// What is known.
    pub cella: Format,
    /// What is asked.
    pub aperta: Format,
    /// Instructions.
    pub testo: Format,
    pub forte: Format,
}

impl Default for Stili {
    fn default() -> Self {
        let base = || {
            Format::new()
                .set_font_name("Calibri")
                .set_font_size(10)
                .set_font_color(colore::TESTO)
        };
        let cella = || {
            base()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_border(FormatBorder::Thin)
                .set_border_color(colore::FILETTO)
        };
        Self {
            titolo: base()
                .set_bold()
                .set_font_size(16)
                .set_font_color(colore::PROFONDO)
                .set_align(FormatAlign::VerticalCenter),
            sottotitolo: base().set_font_color(colore::QUIETO).set_font_size(11),
            conto: base()
                .set_bold()
                .set_font_color(colore::BLU)
                .set_font_size(11),
            banda: base()
                .set_bold()
                .set_font_color(colore::PROFONDO)
                .set_background_color(colore::VELO),
            spenta: cella().set_background_color(colore::FONDO),
            intestazione: base()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(colore::PROFONDO)
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_border(FormatBorder::Thin)
                .set_border_color(colore::FILETTO),
            cella: cella(),
            aperta: cella().set_background_color(colore::APERTO).set_unlocked(),
            testo: base().set_text_wrap().set_align(FormatAlign::Top),
            forte: base()
                .set_bold()
                .set_font_color(colore::BLU)
                .set_text_wrap()
                .set_align(FormatAlign::Top),
        }
    }
}

/// A workbook with its formats.
pub(super) struct Libro {
    libro: Workbook,
}

/// How tall a row must be for these texts to wrap in columns of these widths, in points.
/// Spreadsheet programs do not all work it out on opening.
pub(super) fn altezza<'a>(celle: impl Iterator<Item = (&'a str, f64)>) -> f64 {
    const RIGA: f64 = 13.5;
    let righe = celle.map(|(testo, larghezza)| {
        let lettere = testo.chars().count() as f64;
        (lettere / (larghezza * 0.95)).ceil()
    });
    RIGA * righe.fold(1.0, f64::max) + 2.0
}

/// How a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pagina {
    Verticale,
    Orizzontale,
}

impl Libro {
    /// An empty workbook. Its date is the first day of the cycle's year: the same input gives the
    /// same bytes.
    pub(super) fn nuovo(titolo: &str, ente: &str, anno: i16) -> Result<Self, XlsxError> {
        let mut libro = Workbook::new();
        let anno = u16::try_from(anno).unwrap_or(2000).clamp(1900, 9999);
        libro.set_properties(
            &DocProperties::new()
                .set_title(titolo)
                .set_company(ente)
                .set_creation_datetime(&ExcelDateTime::from_ymd(anno, 1, 1)?),
        );
        Ok(Self { libro })
    }

    /// A new sheet that prints on A4, one page wide, with its name and pages at the foot.
    pub(super) fn foglio(
        &mut self,
        nome: &str,
        pagina: Pagina,
    ) -> Result<&mut Worksheet, XlsxError> {
        let foglio = self.libro.add_worksheet();
        foglio.set_name(nome)?;
        const A4: u8 = 9;
        foglio
            .set_paper_size(A4)
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3)
            .set_footer("&L&8&A&R&8&P di &N")
            .set_screen_gridlines(false);
        if pagina == Pagina::Orizzontale {
            foglio.set_landscape();
        }
        Ok(foglio)
    }

    /// The sheet of instructions: what a cell or column is, and what to write there. Reading knows
    /// it by its name and title.
    pub(super) fn istruzioni(
        &mut self,
        di_che: &str,
        voci: &[(String, String)],
    ) -> Result<(), XlsxError> {
        /// Between one entry and the next, in points.
        const ARIA: f64 = 6.0;
        let stili = Stili::default();
        let foglio = self.foglio(COME_SI_COMPILA, Pagina::Verticale)?;
        foglio.set_tab_color(colore::BLU);
        const LARGHE: [f64; 2] = [26.0, 78.0];
        foglio
            .set_column_width(0, LARGHE[0])?
            .set_column_width(1, LARGHE[1])?;
        foglio.set_row_height(0, 26)?;
        let titolo = format!("{COME_SI_COMPILA}: {di_che}");
        foglio.write_string_with_format(0, 0, titolo, &stili.titolo)?;
        for (riga, (che, come)) in (2..).zip(voci) {
            let testi = [che.as_str(), come.as_str()];
            foglio.set_row_height(riga, altezza(testi.into_iter().zip(LARGHE)) + ARIA)?;
            foglio.write_string_with_format(riga, 0, che, &stili.forte)?;
            foglio.write_string_with_format(riga, 1, come, &stili.testo)?;
        }
        Ok(())
    }

    /// The workbook's bytes.
    pub(super) fn byte(mut self) -> Result<Vec<u8>, XlsxError> {
        self.libro.save_to_buffer()
    }
}
