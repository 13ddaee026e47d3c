//! One row of a cruscotto: target, result, grade, deviation and cause.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::cycle::Regole;
use crate::model::italiano::vocabolario::VALUTATO;
use crate::model::valutazione::{GradoCruscotto, GradoRiga};
use crate::model::{
    Cruscotto, Dato, Esito, Grado, Modello, Origine, Progetto, Riga, RigaStampata, Valore, italiano,
};
use crate::score;

use super::voto::Voto;
use super::{RendicontoCruscotto, cause};

/// A planned indicator with what came of it.
#[derive(Debug, Clone, Serialize)]
pub struct RendicontoRiga {
    #[serde(flatten)]
    pub voce: RigaStampata,
    /// Points as given, `25`; or the equal share of the planned rows, `1/8`.
    pub peso: String,
    pub consuntivo: String,
    /// True where the result has still to be written.
    pub manca: bool,
    pub esito: Esito,
    pub grado: Option<String>,
    pub punti: Option<Grado>,
    /// The band of the grade, or why there is none: `raggiunto`, `non valutabile`, `non rilevato`.
    pub giudizio: String,
    pub scostamento: Option<String>,
    pub causa: Option<String>,
    /// Its place among the rows of the cruscotto.
    pub posto: usize,
    /// Where the row's name stands, which tells it from every other.
    pub origine: Origine,
}

/// What reading a row needs to know of the whole.
pub(super) struct Righe<'a> {
    modello: &'a Modello,
    regole: &'a Regole,
    anno: i16,
    gradi: score::Contesto<'a>,
}

impl<'a> Righe<'a> {
    pub(super) fn nuove(modello: &'a Modello, regole: &'a Regole, anno: i16) -> Self {
        Self {
            modello,
            regole,
            anno,
            gradi: score::Contesto::nuovo(modello, regole, anno),
        }
    }

    pub(super) fn cruscotto(
        &self,
        cruscotto: &Cruscotto,
        gradi: &GradoCruscotto,
    ) -> RendicontoCruscotto {
        let pesato = cruscotto.righe.iter().any(|riga| riga.peso.is_some());
        let coppie = gradi.con_righe(cruscotto);
        let previste = coppie
            .iter()
            .enumerate()
            .filter(|(_, (_, grado))| grado.esito != Esito::NonPrevisto);
        let righe = previste
            .map(|(posto, (riga, grado))| {
                let peso = peso(riga.peso, pesato, gradi.sintesi.previsti);
                self.riga(posto, riga, grado, peso)
            })
            .collect();
        let altre = coppie
            .iter()
            .filter(|(_, grado)| grado.esito == Esito::NonPrevisto);
        RendicontoCruscotto {
            id: cruscotto.id.clone(),
            nome: cruscotto.nome.clone(),
            tipo: cruscotto.tipo.clone(),
            ruolo: self.modello.ruolo(cruscotto),
            responsabile: cruscotto.responsabile.clone(),
            voto: Voto::from(&gradi.sintesi),
            pesato,
            righe,
            non_previsti: altre.map(|(riga, _)| riga.nome.clone()).collect(),
            note: cruscotto
                .note
                .iter()
                .cloned()
                .chain(self.rimodulati(&coppie))
                .collect(),
        }
    }

    /// Says which indicators are graded on a target that was changed during the year.
    fn rimodulati(&self, coppie: &[(&Riga, &GradoRiga)]) -> Option<String> {
        let nomi: Vec<String> = coppie
            .iter()
            .filter(|(_, grado)| grado.grado.is_some())
            .filter_map(|(riga, _)| {
                let rimodulazione = riga.rimodulazione(self.anno)?;
                Some(format!("«{}» ({})", riga.nome, rimodulazione.detta()))
            })
            .collect();
        if nomi.is_empty() {
            return None;
        }
        let indicatore = &self.modello.nomi.indicatore;
        Some(italiano::tipografico(&format!(
            "{} {} sul risultato atteso rimodulato nell'anno, non sul primo: {}.",
            indicatore.conta(nomi.len()),
            indicatore.accorda(&VALUTATO, nomi.len()),
            nomi.join("; ")
        )))
    }

    fn riga(&self, posto: usize, riga: &Riga, grado: &GradoRiga, peso: String) -> RendicontoRiga {
        let (atteso, consuntivo) = (riga.atteso(self.anno), riga.consuntivo(self.anno));
        let progetto = self.progetto(&riga.indicatore);
        let del_progetto = progetto.map(|progetto| progetto.cause(self.anno));
        RendicontoRiga {
            voce: riga.stampata(self.anno),
            peso,
            consuntivo: self.consuntivo(riga, grado),
            manca: manca(riga, grado.esito, self.anno),
            esito: grado.esito,
            grado: grado.grado.map(Grado::stampa),
            punti: grado.grado,
            giudizio: giudizio(grado, self.regole),
            scostamento: grado
                .scostamento
                .clone()
                .or_else(|| giorni(atteso?, consuntivo?)),
            causa: cause::causa(riga, grado, consuntivo, del_progetto, self.regole),
            posto,
            origine: riga.origine.clone(),
        }
    }

    /// The workbook's result, or the one that the scheda gives where the workbook has none.
    fn consuntivo(&self, riga: &Riga, grado: &GradoRiga) -> String {
        let scritto = Valore::stampato(riga.consuntivo(self.anno));
        if !scritto.is_empty() || grado.esito != Esito::Valutato {
            return scritto;
        }
        let scheda = self.gradi.dalla_scheda(&riga.indicatore);
        scheda.map_or(scritto, |dato| {
            Valore::nuovo(dato, "", Origine::default()).stampa()
        })
    }

    /// The project behind an indicator, if it has activities in the year.
    fn progetto(&self, indicatore: &str) -> Option<&'a Progetto> {
        self.modello
            .progetto_di(indicatore)
            .filter(|p| p.attivita_di(self.anno).next().is_some())
    }
}

/// The band of a grade, or why there is none.
pub(super) fn giudizio(grado: &GradoRiga, regole: &Regole) -> String {
    let fascia = || {
        grado
            .grado
            .and_then(|g| regole.fascia(g.0))
            .map(|fascia| fascia.nome.as_str())
    };
    match grado.esito {
        Esito::Valutato => fascia().unwrap_or("valutato"),
        Esito::NonValutabile => "non valutabile",
        Esito::NonRilevato => "non rilevato",
        Esito::NonPrevisto => "non previsto",
    }
    .to_owned()
}

/// True where a result is due and the cell is blank, or still says `SI/NO`.
pub(super) fn manca(riga: &Riga, esito: Esito, anno: i16) -> bool {
    let scritto = riga
        .consuntivo(anno)
        .map_or(&Dato::Vuoto, |valore| &valore.dato);
    esito == Esito::NonRilevato && matches!(scritto, Dato::Vuoto | Dato::SiNo)
}

pub(super) fn peso(dato: Option<Decimal>, pesato: bool, previsti: usize) -> String {
    match (dato, pesato) {
        (Some(peso), _) => italiano::numero(peso.normalize()),
        (None, true) => "0".to_owned(),
        (None, false) => format!("1/{previsti}"),
    }
}

/// Days between two dates, in words: the sign of a delay is easily misread.
fn giorni(atteso: &Valore, consuntivo: &Valore) -> Option<String> {
    let (termine, fatto) = (atteso.dato.giorno()?, consuntivo.dato.giorno()?);
    let giorni = fatto.since(termine).ok()?.get_days();
    Some(match giorni {
        0 => "nel giorno".to_owned(),
        prima @ ..0 => format!("{} gg prima", italiano::numero(Decimal::from(-prima))),
        dopo => format!("{} gg dopo", italiano::numero(Decimal::from(dopo))),
    })
}
