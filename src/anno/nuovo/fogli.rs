//! Blank workbooks, with headings, widths, lists to choose from and instructions.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, Worksheet, XlsxError};

use crate::check::da_scrivere::SEGNO;
use crate::model::italiano;
use crate::model::nome::slug;

use super::super::libro::{Libro, Pagina, Stili, colore};
use super::Cruscotto;
use super::scheletro::Tabella;

/// Rows ready to be filled in below the first ones.
const RIGHE: u32 = 40;

/// Makes the blank workbooks of one cycle.
pub(super) struct Fogli<'a> {
    pub ente: &'a str,
    pub anno: i16,
    /// Of the obiettivi, in order.
    pub codici: &'a [String],
}

/// A column: its heading, its width in letters, what to write there.
type Colonna = (String, f64, &'static str);

impl Fogli<'_> {
    /// A cruscotto. The strategic one begins with a row for each obiettivo, a service's with one.
    pub(super) fn cruscotto(&self, cruscotto: &Cruscotto) -> Result<Vec<u8>, XlsxError> {
        let mut libro = Libro::nuovo(&cruscotto.nome, self.ente, self.anno)?;
        let colonne = self.colonne();
        let stili = Stili::default();
        let foglio = libro.foglio("Cruscotto", Pagina::Orizzontale)?;
        testata(foglio, &cruscotto.nome, &colonne)?;
        let di_esempio = match cruscotto.tipo {
            "strategico" => self.codici.len(),
            _ => 1,
        };
        for (riga, codice) in (3..).zip(self.codici.iter().take(di_esempio)) {
            foglio.write_string(riga, 0, codice)?;
            let segnaposto = format!("{SEGNO}: un indicatore per l’obiettivo {codice}]");
            foglio.write_string(riga, 2, segnaposto)?;
        }
        corpo(foglio, &colonne, &stili.aperta)?;
        let ultima = 3 + RIGHE - 1;
        foglio.add_data_validation(3, 0, ultima, 0, &scelta(self.codici, "Obiettivo")?)?;
        let versi = ["crescente", "decrescente"].map(str::to_owned);
        foglio.add_data_validation(3, 8, ultima, 8, &scelta(&versi, "Verso")?)?;
        for colonna in 3..6 {
            let invito = DataValidation::new()
                .allow_any_value()
                .set_input_title("Risultato atteso")?
                .set_input_message(
                    "Per esempio: 95%, 120, 30 gg, 31/12, almeno 80%, SI. \
                     Un trattino se per quell'anno non è previsto.",
                )?;
            foglio.add_data_validation(3, colonna, ultima, colonna, &invito)?;
        }
        let voci: Vec<(String, String)> = colonne
            .iter()
            .map(|(nome, _, come)| (nome.replace('\n', " "), (*come).to_owned()))
            .chain(
                GENERALI
                    .iter()
                    .map(|(che, come)| ((*che).to_owned(), (*come).to_owned())),
            )
            .collect();
        libro.istruzioni(&cruscotto.nome, &voci)?;
        libro.byte()
    }

    fn colonne(&self) -> Vec<Colonna> {
        let atteso = |anno: i16| {
            let come = "Il valore a cui si vuole arrivare: una percentuale (95%), un numero (120), \
                        una durata (30 gg), una data (31/12), una soglia (almeno 80%, non oltre \
                        10), SI. Un trattino se per quell'anno non è previsto nulla.";
            (format!("Risultato Atteso\n{anno}"), 14.0, come)
        };
        vec![
            (
                "Obiettivo".to_owned(),
                11.0,
                "Il codice dell'obiettivo, da scegliere nell'elenco: \
                i nomi sono in ciclo.toml. Dove la cella è vuota vale quello sopra.",
            ),
            (
                "Azione".to_owned(),
                30.0,
                "Che cosa si fa per arrivare al risultato. \
                Dove la cella è vuota vale quella sopra.",
            ),
            (
                "Indicatore".to_owned(),
                44.0,
                "Che cosa si misura, in modo che due persone \
                diverse misurino la stessa cosa. Un indicatore che sta in più fogli si scrive \
                ovunque nello stesso modo.",
            ),
            atteso(self.anno),
            atteso(self.anno + 1),
            atteso(self.anno + 2),
            (
                "Fonte del dato".to_owned(),
                24.0,
                "Da dove si prenderà il risultato.",
            ),
            (
                "Peso".to_owned(),
                8.0,
                "Facoltativo: se se ne scrive uno, la somma del foglio \
                deve fare 100.",
            ),
            (
                "Verso".to_owned(),
                14.0,
                "crescente se di più è meglio, decrescente se di meno è \
                meglio.",
            ),
            ("Note".to_owned(), 26.0, "Per l'ufficio: non si stampa mai."),
        ]
    }

    /// A scheda progetto with one activity.
    pub(super) fn scheda(&self) -> Result<Vec<u8>, XlsxError> {
        let mut libro = Libro::nuovo("Scheda progetto", self.ente, self.anno)?;
        let stili = Stili::default();
        let foglio = libro.foglio("Scheda", Pagina::Orizzontale)?;
        let nome = format!("{SEGNO}: nome del progetto]");
        let codice = self.codici.first().map_or("", String::as_str);
        let etichette = [
            ("Progetto", nome.as_str()),
            ("Responsabile", ""),
            ("Obiettivo", codice),
            ("Descrizione", ""),
        ];
        for (riga, (etichetta, valore)) in (0..).zip(etichette) {
            foglio.write_string_with_format(riga, 0, etichetta, &stili.intestazione)?;
            foglio.write_string_with_format(riga, 1, valore, &stili.aperta)?;
        }
        foglio.add_data_validation(2, 1, 2, 1, &scelta(self.codici, "Obiettivo")?)?;
        let larghezze = [14, 48, 26, 13, 13, 9, 14, 14, 26];
        for (colonna, larghezza) in (0..).zip(larghezze) {
            foglio.set_column_width(colonna, larghezza)?;
        }
        for (colonna, nome) in (0..).zip(ATTIVITA.map(|(nome, _)| nome)) {
            foglio.write_string_with_format(6, colonna, nome, &stili.intestazione)?;
        }
        for riga in 7..7 + 12 {
            for colonna in 0..ATTIVITA.len() {
                foglio.write_blank(riga, colonna as u16, &stili.aperta)?;
            }
        }
        foglio.write_number_with_format(7, 0, f64::from(self.anno), &stili.aperta)?;
        foglio.write_string(7, 1, format!("{SEGNO}: una attività]"))?;
        foglio.write_number_with_format(7, 5, 100.0, &stili.aperta)?;
        foglio.set_freeze_panes(7, 0)?.set_repeat_rows(6, 6)?;
        let voci: Vec<(String, String)> = SCHEDA
            .iter()
            .chain(&ATTIVITA)
            .map(|(che, come)| ((*che).to_owned(), (*come).to_owned()))
            .collect();
        libro.istruzioni("scheda progetto", &voci)?;
        libro.byte()
    }

    /// Tables of `quadri/` or `serie/`, a sheet each.
    pub(super) fn tabelle(
        &self,
        percorso: &str,
        tabelle: &[Tabella],
    ) -> Result<Vec<u8>, XlsxError> {
        let titolo = tabelle.first().map_or("", |prima| prima.titolo.as_str());
        let mut libro = Libro::nuovo(titolo, self.ente, self.anno)?;
        for tabella in tabelle {
            foglio_di(libro.foglio(&tabella.foglio, Pagina::Verticale)?, tabella)?;
        }
        let nome = percorso.rsplit('/').next().unwrap_or(percorso);
        let nomi: Vec<String> = match tabelle {
            [_] => vec![format!("«{nome}»")],
            molte => {
                let nome_di = |tabella: &Tabella| format!("«{nome}-{}»", slug(&tabella.foglio));
                molte.iter().map(nome_di).collect()
            }
        };
        let dove = match nomi.as_slice() {
            [una] => format!("dove la tabella si chiama {una}"),
            molti => format!("dove le tabelle si chiamano {}", italiano::elenco(molti)),
        };
        let voci = [
            (
                "Titolo e fonte",
                format!("Si scrivono in ciclo.toml, {dove}."),
            ),
            (
                "Righe e colonne",
                "Si possono aggiungere e togliere. Le somme da controllare stanno in ciclo.toml, \
                 con gli stessi nomi."
                    .to_owned(),
            ),
            (
                "Numeri",
                "Come li scrive l'ufficio: 1.234,50 oppure 98,5%. Una cella vuota è un dato che \
                 manca, un trattino un dato che non c'è."
                    .to_owned(),
            ),
        ];
        let voci: Vec<_> = voci
            .into_iter()
            .map(|(che, come)| (che.to_owned(), come))
            .collect();
        libro.istruzioni(titolo, &voci)?;
        libro.byte()
    }
}

/// A table with its headings, its rows to be filled in.
fn foglio_di(foglio: &mut Worksheet, tabella: &Tabella) -> Result<(), XlsxError> {
    let stili = Stili::default();
    foglio.set_column_width(0, 44)?;
    for (colonna, nome) in (0..).zip(&tabella.intestazioni) {
        if colonna > 0 {
            foglio.set_column_width(colonna, 18)?;
        }
        foglio.write_string_with_format(0, colonna, nome, &stili.intestazione)?;
    }
    for (riga, celle) in (1..).zip(&tabella.righe) {
        for (colonna, testo) in (0..).zip(celle) {
            let formato = match colonna {
                0 => &stili.cella,
                _ => &stili.aperta,
            };
            foglio.write_string_with_format(riga, colonna, testo, formato)?;
        }
    }
    foglio.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?;
    Ok(())
}

/// Title, headings, widths, and what stays in sight or comes again on each page.
fn testata(foglio: &mut Worksheet, titolo: &str, colonne: &[Colonna]) -> Result<(), XlsxError> {
    let stili = Stili::default();
    foglio.set_tab_color(colore::PROFONDO);
    foglio.set_row_height(0, 26)?;
    foglio.write_string_with_format(0, 0, titolo, &stili.titolo)?;
    foglio.set_row_height(2, 32)?;
    for (colonna, (nome, larghezza, _)) in (0..).zip(colonne) {
        foglio.set_column_width(colonna, *larghezza)?;
        foglio.write_string_with_format(2, colonna, nome, &stili.intestazione)?;
    }
    foglio.set_freeze_panes(3, 3)?.set_repeat_rows(2, 2)?;
    Ok(())
}

/// Tints the rows to fill in.
fn corpo(foglio: &mut Worksheet, colonne: &[Colonna], aperta: &Format) -> Result<(), XlsxError> {
    for riga in 3..3 + RIGHE {
        for colonna in 0..colonne.len() {
            foglio.set_cell_format(riga, colonna as u16, aperta)?;
        }
    }
    Ok(())
}

/// A list to choose from; another word is let through with a warning.
fn scelta(voci: &[String], titolo: &str) -> Result<DataValidation, XlsxError> {
    // Lists longer than a cell may hold are left to the person.
    let lunghezza: usize = voci.iter().map(|voce| voce.len() + 1).sum();
    let scelta = if voci.is_empty() || lunghezza > 255 {
        DataValidation::new().allow_any_value()
    } else {
        DataValidation::new().allow_list_strings(voci)?
    };
    scelta
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title(titolo)?
        .set_error_message("Questo valore non è nell'elenco: è quello che vuoi scrivere?")
}

const GENERALI: [(&str, &str); 3] = [
    (
        "Righe",
        "Se ne aggiungono quante servono. Le righe vuote non contano.",
    ),
    (
        "Asterisco (*)",
        "In fondo al nome di un indicatore: è un indicatore comune a più enti.",
    ),
    (
        "DA SCRIVERE",
        "Ogni testo fra parentesi quadre che comincia così va sostituito o cancellato: \
        finché resta, il documento è una bozza.",
    ),
];

const SCHEDA: [(&str, &str); 4] = [
    (
        "Progetto",
        "Il nome del progetto. Nei cruscotti il suo indicatore si chiama «Progetto: » \
        seguito da questo nome.",
    ),
    (
        "Responsabile",
        "Chi ne risponde: il ruolo o il servizio, non il nome della persona.",
    ),
    ("Obiettivo", "Il codice dell'obiettivo strategico."),
    ("Descrizione", "Una o due frasi."),
];

const ATTIVITA: [(&str, &str); 9] = [
    ("Anno", "L'anno dell'attività, in quattro cifre."),
    ("Attività", "Che cosa si fa."),
    ("Responsabile", "Chi la segue."),
    ("Inizio", "La data in cui comincia."),
    ("Fine", "La data in cui finisce."),
    (
        "Peso",
        "Quanto conta: i pesi di uno stesso anno sommano a 100.",
    ),
    ("Target", "Il valore o la data a cui si vuole arrivare."),
    ("Risultato", "Si scrive a fine anno."),
    ("Note", "Per l'ufficio: non si stampa mai."),
];
