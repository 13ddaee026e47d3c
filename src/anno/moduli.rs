//! The forms to send out: one workbook a cruscotto, with all that is known locked and only the
//! asked cells open. `read::modulo` reads them back.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_xlsxwriter::{DataValidation, Format, Formula, ProtectionOptions, Worksheet, XlsxError};

use crate::check::da_scrivere::da_inventare;
use crate::edizione::Edizione;
use crate::merge::moduli::{chiavi_attivita, chiavi_righe};
use crate::model::valore::Limite;
use crate::model::{
    AttivitaProgetto, Cruscotto, Dato, Grandezza, Indirizzo, Modello, Origine, Progetto, Riga,
    RuoloCruscotto, UnitaMisura, Valore,
};
use crate::read::modulo::{
    ATTIVITA, CHIAVE, CHIAVI, Che, Domanda, INDICATORI, PRIMA_BLOCCATA, SCHEMA,
};

use super::libro::{Libro, Pagina, Stili, altezza, colore};
use super::{File, Guasto};

/// The forms of a cycle, one for each cruscotto that `vuole` chooses and that has an indicator to
/// ask about.
///
/// # Errors
/// A workbook that cannot be made.
pub(crate) fn moduli(
    edizione: &Edizione,
    che: Che,
    vuole: impl Fn(&Cruscotto) -> bool,
) -> Result<Vec<File>, Guasto> {
    let modello = edizione.modello();
    let scelti = modello
        .cruscotti
        .iter()
        .filter(|cruscotto| vuole(cruscotto) && cruscotto.righe.iter().any(con_nome));
    scelti
        .map(|cruscotto| {
            let modulo = Compilazione {
                modello,
                cruscotto,
                che,
            };
            Ok((format!("{}.xlsx", cruscotto.id), modulo.byte()?))
        })
        .collect()
}

/// The projects that a cruscotto answers for: those whose indicator stands on it, if no service
/// before it has it.
pub(crate) fn progetti_di<'a>(
    modello: &'a Modello,
    cruscotto: &'a Cruscotto,
) -> impl Iterator<Item = &'a Progetto> {
    modello.progetti.iter().filter(move |progetto| {
        let sta = |c: &&Cruscotto| {
            let id = progetto.indicatore.as_deref();
            c.righe
                .iter()
                .any(|riga| Some(riga.indicatore.as_str()) == id)
        };
        let mut suoi: Vec<&Cruscotto> = modello.cruscotti.iter().filter(sta).collect();
        suoi.sort_by_key(|c| modello.ruolo(c) != RuoloCruscotto::Servizio);
        suoi.first().is_some_and(|primo| primo.id == cruscotto.id)
    })
}

/// True of an indicator that is no longer to be invented.
fn con_nome(riga: &Riga) -> bool {
    !da_inventare(&riga.nome)
}

/// One form.
struct Compilazione<'a> {
    modello: &'a Modello,
    cruscotto: &'a Cruscotto,
    che: Che,
}

/// A locked cell, as the hidden sheet remembers it.
struct Bloccata {
    foglio: &'static str,
    chiave: String,
    intestazione: String,
    testo: String,
}

/// A sheet of a form while it is being written.
struct Stesura<'a> {
    foglio: &'a mut Worksheet,
    nome: &'static str,
    stili: &'a Stili,
    /// Headings of the locked columns, with their widths.
    note: Vec<(String, f64)>,
    domande: Vec<Domanda>,
    riga: u32,
    /// Open cells that a complete form fills in, by column.
    chieste: Vec<(u32, u16)>,
    /// How many of them are known already.
    piene: usize,
    bloccate: Vec<Bloccata>,
}

/// The row of the headings, from 0.
const TESTATA: u32 = 4;

impl Compilazione<'_> {
    fn byte(&self) -> Result<Vec<u8>, XlsxError> {
        let titolo = format!("{}: {}", self.cruscotto.nome, self.che.nome());
        let mut libro = Libro::nuovo(&titolo, &self.modello.ente.nome, self.modello.anno)?;
        let mut bloccate = self.indicatori(&mut libro)?;
        bloccate.extend(self.attivita(&mut libro)?);
        libro.istruzioni(&titolo, &self.istruzioni())?;
        self.chiavi(&mut libro, &bloccate)?;
        libro.byte()
    }

    fn indicatori(&self, libro: &mut Libro) -> Result<Vec<Bloccata>, XlsxError> {
        let stili = Stili::default();
        let anno = self.che.anno();
        let giudizi = self
            .cruscotto
            .righe
            .iter()
            .any(|riga| a_parole(riga.atteso(anno)));
        let mut note = vec![("Azione".to_owned(), 28.0), ("Indicatore".to_owned(), 40.0)];
        note.push(match self.che {
            Che::Piano(anno) => (format!("Risultato Consuntivo {}", anno - 1), 14.0),
            _ => (format!("Risultato Atteso {anno}"), 14.0),
        });
        note.push(("Fonte del dato".to_owned(), 20.0));
        let domande = Domanda::sugli_indicatori(self.che, giudizi);
        let mut stesura = Stesura::nuova(libro, INDICATORI, &stili, note, domande)?;
        stesura.testa(&self.cruscotto.nome, &self.sottotitolo())?;
        let righe = &self.cruscotto.righe;
        let chiavi = chiavi_righe(righe.iter());
        let mut obiettivo = None;
        for (riga, chiave) in righe.iter().zip(&chiavi).filter(|(riga, _)| con_nome(riga)) {
            if obiettivo != Some(&riga.obiettivo) {
                obiettivo = Some(&riga.obiettivo);
                stesura.banda(&self.titolo_obiettivo(&riga.obiettivo))?;
            }
            let noto = match self.che {
                Che::Piano(anno) => riga.consuntivo(anno - 1),
                _ => riga.atteso(anno),
            };
            let noto = noto.map(Valore::stampa).unwrap_or_default();
            stesura.riga(
                chiave,
                &[&riga.azione, &riga.nome, &noto, &riga.fonte],
                |domanda| self.chiesta(riga, domanda),
            )?;
        }
        stesura.fine()
    }

    /// What is known of an answer about an indicator, and the target it is held against; none where
    /// the question is not asked of this row.
    fn chiesta<'b>(&self, riga: &'b Riga, domanda: Domanda) -> Option<Chiesta<'b>> {
        let atteso = riga.atteso(self.che.anno());
        let previsto = atteso.is_some_and(|v| !matches!(v.dato, Dato::Vuoto | Dato::NonPrevisto));
        let chiesta = match domanda {
            Domanda::Atteso(_) => true,
            Domanda::Grado | Domanda::Motivazione => a_parole(atteso),
            _ => previsto,
        };
        let atteso = if matches!(self.che, Che::Piano(_)) {
            None
        } else {
            atteso
        };
        chiesta.then(|| Chiesta {
            noto: self.noto(riga, domanda),
            atteso,
        })
    }

    /// What the cycle holds already of an answer. What was said of an earlier date is to be said
    /// anew.
    fn noto(&self, riga: &Riga, domanda: Domanda) -> Option<Valore> {
        let al = |data: Date| riga.monitoraggi.get(&data.to_string());
        let di_oggi = matches!(self.che, Che::Monitoraggio(data) if al(data).is_some()
            && riga.monitoraggi.keys().next_back() == Some(&data.to_string()));
        match domanda {
            Domanda::Atteso(anno) => riga.atteso(anno).cloned(),
            Domanda::Consuntivo(anno) => riga.consuntivo(anno).cloned(),
            Domanda::Valore(data) => al(data).cloned(),
            Domanda::Causa => parole(riga.causa.as_deref()),
            Domanda::Motivazione => parole(riga.motivazione.as_deref()),
            Domanda::Grado => riga.grado.map(punti),
            _ if !di_oggi => None,
            Domanda::Previsione => riga.previsione.get(&self.che.anno()).cloned(),
            Domanda::Criticita => parole(riga.criticita.as_deref()),
            Domanda::AzioneCorrettiva => parole(riga.azione_correttiva.as_deref()),
            Domanda::Risultato | Domanda::Stato(_) => None,
        }
    }

    fn attivita(&self, libro: &mut Libro) -> Result<Vec<Bloccata>, XlsxError> {
        let domande = Domanda::sulle_attivita(self.che);
        let anno = self.che.anno();
        let progetti: Vec<&Progetto> = progetti_di(self.modello, self.cruscotto)
            .filter(|progetto| progetto.attivita_di(anno).next().is_some())
            .collect();
        if domande.is_empty() || progetti.is_empty() {
            return Ok(Vec::new());
        }
        let stili = Stili::default();
        let note = [
            ("Progetto", 26.0),
            ("Attività", 44.0),
            ("Responsabile", 22.0),
            ("Fine", 13.0),
            ("Target", 13.0),
        ];
        let note = note
            .map(|(nome, larghezza)| (nome.to_owned(), larghezza))
            .to_vec();
        let mut stesura = Stesura::nuova(libro, ATTIVITA, &stili, note, domande)?;
        stesura.testa(
            &self.cruscotto.nome,
            &format!("Attività dei progetti, {}", self.che.nome()),
        )?;
        for progetto in progetti {
            let chiavi = chiavi_attivita(&progetto.nome, &progetto.attivita);
            let sue = progetto.attivita.iter().zip(&chiavi);
            for (attivita, chiave) in sue.filter(|(a, _)| a.anno == anno) {
                self.una_attivita(&mut stesura, progetto, attivita, chiave)?;
            }
        }
        stesura.fine()
    }

    fn una_attivita(
        &self,
        stesura: &mut Stesura<'_>,
        progetto: &Progetto,
        attivita: &AttivitaProgetto,
        chiave: &str,
    ) -> Result<(), XlsxError> {
        let (fine, target) = (attivita.fine.stampa(), attivita.target.stampa());
        let responsabile = attivita.responsabile.as_deref().unwrap_or_default();
        let note = [
            progetto.nome.as_str(),
            &attivita.nome,
            responsabile,
            &fine,
            &target,
        ];
        stesura.riga(chiave, &note, |domanda| {
            let al = |data: Date| attivita.monitoraggi.get(&data.to_string());
            let noto = match domanda {
                Domanda::Risultato => Some(attivita.risultato.clone()),
                Domanda::Causa => parole(attivita.causa.as_deref()),
                Domanda::Stato(data) => al(data).cloned(),
                _ => None,
            };
            Some(Chiesta {
                noto,
                atteso: Some(&attivita.target),
            })
        })
    }

    fn sottotitolo(&self) -> String {
        let che = self.che.nome();
        let mut lettere = che.chars();
        let che: String = lettere
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .chain(lettere)
            .collect();
        format!("{che} · {}", self.modello.ente.nome)
    }

    fn titolo_obiettivo(&self, codice: &str) -> String {
        let obiettivi = self.modello.prospettive.iter().flat_map(|p| &p.obiettivi);
        match obiettivi.into_iter().find(|o| o.codice == codice) {
            Some(obiettivo) => format!("{codice} {}", obiettivo.nome),
            None if codice.is_empty() => "Senza obiettivo".to_owned(),
            None => codice.to_owned(),
        }
    }

    fn istruzioni(&self) -> Vec<(String, String)> {
        let come = match self.che {
            Che::Piano(_) => {
                "Per ogni indicatore, il valore a cui si vuole arrivare in ciascun \
                anno. Un trattino se per quell'anno non è previsto."
            }
            Che::Monitoraggio(_) => {
                "Per ogni indicatore, il valore raggiunto alla data indicata, \
                quello che si prevede a fine anno e, se qualcosa non va, che cosa e come si \
                rimedia."
            }
            Che::Consuntivo(_) => {
                "Per ogni indicatore, il risultato raggiunto. Se è sotto \
                l'atteso, la causa: è quella che si legge nella Relazione."
            }
        };
        [
            ("Che cosa si chiede", come),
            (
                "Dove si scrive",
                "Nelle celle gialle. Le altre sono bloccate: se un dato noto è \
                sbagliato, scrivilo all'ufficio che ti ha mandato il modulo.",
            ),
            (
                "Come si scrive",
                "Come nel risultato atteso: 93,5% oppure 120 oppure 15/12/2027 \
                oppure SI.",
            ),
            (
                "Se il dato non c'è",
                "Scrivi n.d.: una cella vuota vuol dire che manca ancora.",
            ),
            (
                "Quando hai finito",
                "Salva il file con lo stesso nome, nel formato in cui è, e \
                rimandalo. In alto c'è scritto quante celle hai compilato.",
            ),
        ]
        .map(|(che, come)| (che.to_owned(), come.to_owned()))
        .to_vec()
    }

    fn chiavi(&self, libro: &mut Libro, bloccate: &[Bloccata]) -> Result<(), XlsxError> {
        let foglio = libro.foglio(CHIAVI, Pagina::Verticale)?;
        foglio.set_hidden(true);
        let dati = [
            ("schema", SCHEMA.to_owned()),
            ("ente", self.modello.ente.nome.clone()),
            ("anno", self.modello.anno.to_string()),
            ("cruscotto", self.cruscotto.id.clone()),
            ("che", self.che.scritto()),
        ];
        for (riga, (nome, valore)) in (0..).zip(&dati) {
            foglio.write_string(riga, 0, *nome)?;
            foglio.write_string(riga, 1, valore)?;
        }
        for (riga, bloccata) in (PRIMA_BLOCCATA..).zip(bloccate) {
            let Bloccata {
                foglio: suo,
                chiave,
                intestazione,
                testo,
            } = bloccata;
            for (colonna, testo) in (0..).zip([*suo, chiave, intestazione, testo]) {
                foglio.write_string(riga, colonna, testo)?;
            }
        }
        foglio.protect();
        Ok(())
    }
}

/// A cell to fill in.
struct Chiesta<'a> {
    /// What is known already.
    noto: Option<Valore>,
    /// What the answer will be held against.
    atteso: Option<&'a Valore>,
}

impl<'a> Stesura<'a> {
    fn nuova(
        libro: &'a mut Libro,
        nome: &'static str,
        stili: &'a Stili,
        note: Vec<(String, f64)>,
        domande: Vec<Domanda>,
    ) -> Result<Self, XlsxError> {
        let foglio = libro.foglio(nome, Pagina::Orizzontale)?;
        foglio.set_tab_color(colore::PROFONDO);
        Ok(Self {
            foglio,
            nome,
            stili,
            note,
            domande,
            riga: TESTATA + 1,
            chieste: Vec::new(),
            piene: 0,
            bloccate: Vec::new(),
        })
    }

    /// Titles and headings. The first column, hidden, is for the keys.
    fn testa(&mut self, titolo: &str, sottotitolo: &str) -> Result<(), XlsxError> {
        let (foglio, stili) = (&mut *self.foglio, self.stili);
        foglio.set_row_height(0, 26)?.set_row_height(TESTATA, 32)?;
        foglio.write_string_with_format(0, 1, titolo, &stili.titolo)?;
        foglio.write_string_with_format(1, 1, sottotitolo, &stili.sottotitolo)?;
        foglio.set_column_width(0, 4)?.set_column_hidden(0)?;
        foglio.write_string(TESTATA, 0, CHIAVE)?;
        let domande = self
            .domande
            .iter()
            .map(|domanda| (domanda.intestazione(), larga(*domanda)));
        for (colonna, (nome, larghezza)) in (1..).zip(self.note.iter().cloned().chain(domande)) {
            foglio.set_column_width(colonna, larghezza)?;
            foglio.write_string_with_format(TESTATA, colonna, &nome, &stili.intestazione)?;
        }
        foglio
            .set_freeze_panes(TESTATA + 1, 3)?
            .set_repeat_rows(TESTATA, TESTATA)?;
        Ok(())
    }

    fn colonne(&self) -> u16 {
        (self.note.len() + self.domande.len()) as u16
    }

    /// A line across the sheet.
    fn banda(&mut self, testo: &str) -> Result<(), XlsxError> {
        for colonna in 1..=self.colonne() {
            self.foglio
                .write_blank(self.riga, colonna, &self.stili.banda)?;
        }
        self.foglio
            .write_string_with_format(self.riga, 1, testo, &self.stili.banda)?;
        self.blocca("", "", testo);
        self.riga += 1;
        Ok(())
    }

    fn blocca(&mut self, chiave: &str, intestazione: &str, testo: &str) {
        self.bloccate.push(Bloccata {
            foglio: self.nome,
            chiave: chiave.to_owned(),
            // Banners have no heading: a number keeps them apart.
            intestazione: match chiave {
                "" => self.riga.to_string(),
                _ => intestazione.to_owned(),
            },
            testo: testo.to_owned(),
        });
    }

    fn riga<'b>(
        &mut self,
        chiave: &str,
        note: &[&str],
        chiesta: impl Fn(Domanda) -> Option<Chiesta<'b>>,
    ) -> Result<(), XlsxError> {
        let larghezze = self.note.iter().map(|(_, larghezza)| *larghezza);
        let alta = altezza(note.iter().copied().zip(larghezze));
        self.foglio.set_row_height(self.riga, alta)?;
        self.foglio.write_string(self.riga, 0, chiave)?;
        for (colonna, testo) in (1..).zip(note) {
            self.foglio
                .write_string_with_format(self.riga, colonna, *testo, &self.stili.cella)?;
            let intestazione = self.note[usize::from(colonna) - 1].0.clone();
            self.blocca(chiave, &intestazione, testo);
        }
        let prima = note.len() as u16 + 1;
        for (colonna, domanda) in (prima..).zip(self.domande.clone()) {
            match chiesta(domanda) {
                Some(chiesta) => self.aperta(colonna, domanda, &chiesta)?,
                None => {
                    self.foglio
                        .write_blank(self.riga, colonna, &self.stili.spenta)?;
                    self.blocca(chiave, &domanda.intestazione(), "");
                }
            }
        }
        self.riga += 1;
        Ok(())
    }

    fn aperta(
        &mut self,
        colonna: u16,
        domanda: Domanda,
        chiesta: &Chiesta<'_>,
    ) -> Result<(), XlsxError> {
        let genere = Genere::di(domanda, chiesta.atteso);
        let formato = genere.formato(&self.stili.aperta);
        scrivi(
            self.foglio,
            self.riga,
            colonna,
            chiesta.noto.as_ref(),
            genere,
            &formato,
        )?;
        let convalida = genere.convalida(&cella(self.riga + 1, colonna))?;
        let convalida = convalida
            .set_input_title(breve(&domanda.intestazione(), 32))?
            .set_input_message(breve(&genere.invito(domanda, chiesta.atteso), 250))?;
        self.foglio
            .add_data_validation(self.riga, colonna, self.riga, colonna, &convalida)?;
        if domanda.necessaria() {
            self.chieste.push((self.riga, colonna));
            let noto = chiesta
                .noto
                .as_ref()
                .is_some_and(|valore| valore.dato != Dato::Vuoto);
            self.piene += usize::from(noto);
        }
        Ok(())
    }

    /// The count of what is filled in, and the lock.
    fn fine(self) -> Result<Vec<Bloccata>, XlsxError> {
        let totale = self.chieste.len();
        let mut colonne: Vec<u16> = self.chieste.iter().map(|(_, colonna)| *colonna).collect();
        colonne.sort_unstable();
        colonne.dedup();
        let tratto = |colonna: &u16| {
            format!(
                "COUNTA({}:{})",
                cella(TESTATA + 2, *colonna),
                cella(self.riga.max(TESTATA + 2), *colonna)
            )
        };
        let conto = match colonne.iter().map(tratto).collect::<Vec<_>>() {
            tratti if tratti.is_empty() => "0".to_owned(),
            tratti => tratti.join("+"),
        };
        // Programs that do not compute a formula on opening show this.
        let ora = format!("Celle compilate: {} su {totale}", self.piene);
        let formula = Formula::new(format!("=\"Celle compilate: \"&({conto})&\" su {totale}\""))
            .set_result(ora);
        self.foglio
            .write_formula_with_format(2, 1, formula, &self.stili.conto)?;
        let aperture = ProtectionOptions {
            format_columns: true,
            format_rows: true,
            ..ProtectionOptions::default()
        };
        self.foglio.protect_with_options(&aperture);
        if let Some((riga, colonna)) = self.chieste.first() {
            self.foglio
                .set_selection(*riga, *colonna, *riga, *colonna)?;
        }
        Ok(self.bloccate)
    }
}

/// A cell's address: row from 1, column from 0.
fn cella(riga: u32, colonna: u16) -> String {
    let colonna = colonna.into();
    Indirizzo { riga, colonna }.to_string()
}

fn larga(domanda: Domanda) -> f64 {
    match domanda {
        Domanda::Criticita | Domanda::AzioneCorrettiva => 28.0,
        Domanda::Causa | Domanda::Motivazione => 34.0,
        _ => 15.0,
    }
}

/// What kind of answer a cell takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Genere {
    Percento,
    Numero,
    Data,
    SiNo,
    Valore,
    Parole,
}

impl Genere {
    fn di(domanda: Domanda, atteso: Option<&Valore>) -> Self {
        if domanda == Domanda::Grado {
            return Self::Percento;
        }
        if !domanda.misurata() {
            return Self::Parole;
        }
        let unita = |unita: &UnitaMisura| match unita {
            UnitaMisura::Percento => Self::Percento,
            _ => Self::Numero,
        };
        match atteso.map(|valore| &valore.dato) {
            Some(Dato::Quantita(quantita)) => unita(&quantita.unita),
            Some(Dato::Soglia(_, Limite::Quantita(quantita))) => unita(&quantita.unita),
            Some(Dato::Intervallo(estremi)) => unita(estremi.unita()),
            Some(Dato::Data(_) | Dato::Soglia(_, Limite::Data(_))) => Self::Data,
            Some(Dato::Si | Dato::No | Dato::SiNo) => Self::SiNo,
            _ => Self::Valore,
        }
    }

    fn formato(self, aperta: &Format) -> Format {
        match self {
            Self::Percento => aperta.clone().set_num_format("0.00%"),
            Self::Data => aperta.clone().set_num_format("dd/mm/yyyy"),
            _ => aperta.clone(),
        }
    }

    /// What the cell lets in. A result that is not there is said with `n.d.` or a dash.
    fn convalida(self, cella: &str) -> Result<DataValidation, XlsxError> {
        let parole = |ammesse: &str| {
            let ammesse = ammesse
                .split(',')
                .map(|parola| format!("{cella}=\"{parola}\""));
            ammesse.collect::<Vec<_>>().join(",")
        };
        let con = |ammesse: &str, errore: &str| {
            DataValidation::new()
                .allow_custom(Formula::new(format!(
                    "=OR(ISNUMBER({cella}),{})",
                    parole(ammesse)
                )))
                .set_error_title("Valore non adatto")?
                .set_error_message(errore)
        };
        match self {
            Self::Percento => con(
                "n.d.,-",
                "Scrivi una percentuale, per esempio 93,5%. Se il dato non c'è scrivi n.d.",
            ),
            Self::Numero => con(
                "n.d.,-",
                "Scrivi un numero, senza altre parole. Se il dato non c'è scrivi n.d.",
            ),
            Self::Data => con(
                "SI,NO,n.d.,-",
                "Scrivi una data, per esempio 15/12/2027, oppure NO. \
                 Se il dato non c'è scrivi n.d.",
            ),
            Self::SiNo => DataValidation::new()
                .allow_list_strings(&["SI", "NO", "n.d."])?
                .set_error_title("Valore non adatto")?
                .set_error_message("Scegli SI, NO oppure n.d."),
            Self::Valore | Self::Parole => Ok(DataValidation::new().allow_any_value()),
        }
    }

    fn invito(self, domanda: Domanda, atteso: Option<&Valore>) -> String {
        let che = match self {
            Self::Percento => "Una percentuale, per esempio 93,5%.",
            Self::Numero => "Un numero, senza altre parole.",
            Self::Data => "Una data, per esempio 15/12/2027.",
            Self::SiNo => "SI oppure NO.",
            Self::Valore => {
                "Per esempio 95%, 120, 30 gg, 31/12, SI. Un trattino se non è previsto."
            }
            Self::Parole => "",
        };
        let come = match domanda {
            Domanda::Causa => {
                "Perché il risultato è diverso dall'atteso: si legge nella Relazione."
            }
            Domanda::Criticita => "Che cosa non va. Non si pubblica.",
            Domanda::AzioneCorrettiva => "Che cosa si fa per rimediare.",
            Domanda::Motivazione => "Perché questo grado.",
            Domanda::Atteso(_) => "",
            _ => "Se il dato non c'è: n.d.",
        };
        let atteso = atteso.filter(|_| self != Self::Parole).map(Valore::stampa);
        let atteso = atteso
            .map(|atteso| format!("Atteso: {atteso}."))
            .unwrap_or_default();
        let parti = [atteso.as_str(), che, come];
        parti
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Writes what is known into an open cell, as the value that a person would type.
fn scrivi(
    foglio: &mut Worksheet,
    riga: u32,
    colonna: u16,
    noto: Option<&Valore>,
    genere: Genere,
    formato: &Format,
) -> Result<(), XlsxError> {
    let Some(valore) = noto.filter(|valore| valore.dato != Dato::Vuoto) else {
        foglio.write_blank(riga, colonna, formato)?;
        return Ok(());
    };
    let numero = |quantita: &Grandezza, unita: Decimal| -> f64 {
        let scritto = (quantita.valore / unita).to_string();
        scritto.parse().unwrap_or_default()
    };
    match &valore.dato {
        Dato::Quantita(q) if q.unita == UnitaMisura::Percento && genere == Genere::Percento => {
            let frazione = numero(q, Decimal::ONE_HUNDRED);
            foglio.write_number_with_format(riga, colonna, frazione, formato)?;
        }
        Dato::Quantita(q) if q.unita == UnitaMisura::Nessuna && genere == Genere::Numero => {
            foglio.write_number_with_format(riga, colonna, numero(q, Decimal::ONE), formato)?;
        }
        _ => {
            foglio.write_string_with_format(riga, colonna, valore.stampa(), formato)?;
        }
    }
    Ok(())
}

fn parole(testo: Option<&str>) -> Option<Valore> {
    let dato = Dato::Testo(testo?.to_owned());
    Some(Valore::nuovo(dato, testo?, Origine::default()))
}

fn punti(grado: Decimal) -> Valore {
    let dato = Dato::Quantita(Grandezza::nuova(grado, UnitaMisura::Percento));
    Valore::nuovo(dato, "", Origine::default())
}

/// True of a target that only a person can judge.
fn a_parole(atteso: Option<&Valore>) -> bool {
    atteso.is_some_and(|valore| matches!(valore.dato, Dato::Testo(_)))
}

/// So many letters at most.
fn breve(testo: &str, lettere: usize) -> String {
    testo.chars().take(lettere).collect()
}
