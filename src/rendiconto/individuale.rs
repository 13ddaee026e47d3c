//! The scheda of a collaborator or of a group: what it answers for, and, once the year has results,
//! what came of it. Means are taken over exact grades and rounded once.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::cycle::{Parti, Regole};
use crate::model::italiano::vocabolario::{COMPORTAMENTO, OBIETTIVO};
use crate::model::valutazione::{GradoCruscotto, GradoRiga};
use crate::model::{
    Assegnato, Assegnazione, Comportamento, Cruscotto, Grado, Modello, Parola, Riga, RigaStampata,
    Valore, italiano,
};
use crate::score;

use super::righe;

/// A scheda ready to be printed. It names a person: nothing public is made from it.
#[derive(Debug, Clone, Serialize)]
pub struct SchedaIndividuale {
    pub chi: String,
    pub di_gruppo: bool,
    pub dimostrativa: bool,
    pub anno: i16,
    /// True once any indicator of the service has a result for the year.
    pub valutata: bool,
    pub obiettivi: Vec<ObiettivoIndividuale>,
    pub comportamenti: Vec<VoceComportamento>,
    /// What the service as a whole came to, the indicators, the behaviours.
    pub parti: Vec<Parte>,
    /// Sum of the parts; none as long as one that counts has no mean, or where the body has not
    /// said how much each counts.
    pub totale: Option<String>,
    /// What the sum still waits for.
    pub incompleta: bool,
    /// The highest mark of a behaviour.
    pub punteggio_massimo: String,
}

/// An indicator that the scheda answers for.
#[derive(Debug, Clone, Serialize)]
pub struct ObiettivoIndividuale {
    #[serde(flatten)]
    pub voce: RigaStampata,
    pub peso: String,
    pub consuntivo: String,
    pub grado: Option<String>,
    /// The band of the grade, or why there is none.
    pub giudizio: String,
    pub fonte: String,
}

/// A behaviour that the scheda is judged by.
#[derive(Debug, Clone, Serialize)]
pub struct VoceComportamento {
    pub nome: String,
    pub peso: String,
    pub punteggio: Option<String>,
}

/// A part of the scheda.
#[derive(Debug, Clone, Serialize)]
pub struct Parte {
    pub nome: &'static str,
    /// On what it stands: `2 su 3 obiettivi`.
    pub base: String,
    /// How much it counts.
    pub quota: Option<String>,
    pub media: Option<String>,
    /// What it adds to the whole.
    pub punti: Option<String>,
}

/// Makes the scheda; none if its service has no cruscotto.
pub(crate) fn scheda(
    modello: &Modello,
    assegnazione: &Assegnazione,
    regole: &Regole,
    parti: &Parti,
) -> Option<SchedaIndividuale> {
    let cruscotto = modello.cruscotto(&assegnazione.servizio)?;
    let anno = modello.anno;
    let consuntivi = cruscotto.righe.iter().filter_map(|r| r.consuntivo(anno));
    let valutata = { consuntivi }.any(|valore| !valore.dato.assente());
    let gradi = score::Contesto::nuovo(modello, regole, anno).cruscotto(cruscotto);
    let calcolo = Calcolo {
        indicatore: &modello.nomi.indicatore,
        cruscotto,
        gradi,
        regole,
        anno,
        valutata,
    };
    let medie = calcolo.medie(assegnazione);
    let punti = medie.each_ref().map(|media| media.media);
    let totale = parti.quote.and_then(|quote| totale(&quote, &punti));
    Some(SchedaIndividuale {
        chi: assegnazione.chi.clone(),
        di_gruppo: assegnazione.di_gruppo,
        dimostrativa: assegnazione.dimostrativa,
        anno,
        valutata,
        obiettivi: calcolo.obiettivi(&assegnazione.obiettivi),
        comportamenti: comportamenti(&assegnazione.comportamenti),
        incompleta: valutata && (totale.is_none() || medie.iter().any(|media| media.parziale)),
        parti: stampate(medie, parti.quote),
        totale: totale.map(Grado::stampa),
        punteggio_massimo: italiano::numero(parti.punteggio_massimo.normalize()),
    })
}

/// The mean of a part with what it stands on.
struct Media {
    base: String,
    media: Option<Decimal>,
    /// True if something in it has no grade yet.
    parziale: bool,
}

struct Calcolo<'a> {
    /// As the body calls it.
    indicatore: &'a Parola,
    cruscotto: &'a Cruscotto,
    gradi: GradoCruscotto,
    regole: &'a Regole,
    anno: i16,
    valutata: bool,
}

impl Calcolo<'_> {
    fn medie(&self, assegnazione: &Assegnazione) -> [Media; 3] {
        let sintesi = &self.gradi.sintesi;
        let organizzativa = Media {
            base: format!(
                "{} su {}",
                sintesi.valutati,
                self.indicatore.conta(sintesi.previsti)
            ),
            media: sintesi.grado.map(|grado| grado.0).filter(|_| self.valutata),
            parziale: sintesi.valutati < sintesi.previsti,
        };
        let obiettivi = assegnazione.obiettivi.iter();
        let obiettivi = obiettivi.map(|obiettivo| (self.punti(obiettivo), obiettivo.peso));
        let comportamenti = assegnazione.comportamenti.iter();
        let comportamenti = comportamenti.map(|c| (c.punteggio, c.peso));
        [
            organizzativa,
            media(obiettivi.collect(), &OBIETTIVO),
            media(comportamenti.collect(), &COMPORTAMENTO),
        ]
    }

    fn punti(&self, obiettivo: &Assegnato) -> Option<Decimal> {
        let (_, grado) = self.riga(obiettivo)?;
        grado.grado.map(|grado| grado.0).filter(|_| self.valutata)
    }

    fn riga(&self, obiettivo: &Assegnato) -> Option<(&Riga, &GradoRiga)> {
        let posto = obiettivo.riga?;
        Some((
            self.cruscotto.righe.get(posto)?,
            self.gradi.righe.get(posto)?,
        ))
    }

    fn obiettivi(&self, assegnati: &[Assegnato]) -> Vec<ObiettivoIndividuale> {
        let pesato = assegnati.iter().any(|obiettivo| obiettivo.peso.is_some());
        let trovati = assegnati.iter().filter_map(|obiettivo| {
            let (riga, grado) = self.riga(obiettivo)?;
            let peso = righe::peso(obiettivo.peso, pesato, assegnati.len());
            Some(self.obiettivo(riga, grado, peso))
        });
        trovati.collect()
    }

    fn obiettivo(&self, riga: &Riga, grado: &GradoRiga, peso: String) -> ObiettivoIndividuale {
        let (consuntivo, voto, giudizio) = match self.valutata {
            true => (
                Valore::stampato(riga.consuntivo(self.anno)),
                grado.grado.map(Grado::stampa),
                righe::giudizio(grado, self.regole),
            ),
            false => (String::new(), None, String::new()),
        };
        ObiettivoIndividuale {
            voce: riga.stampata(self.anno),
            peso,
            consuntivo,
            grado: voto,
            giudizio,
            fonte: riga.fonte.clone(),
        }
    }
}

fn comportamenti(assegnati: &[Comportamento]) -> Vec<VoceComportamento> {
    let pesato = assegnati
        .iter()
        .any(|comportamento| comportamento.peso.is_some());
    let voci = assegnati.iter().map(|comportamento| VoceComportamento {
        nome: comportamento.nome.clone(),
        peso: righe::peso(comportamento.peso, pesato, assegnati.len()),
        punteggio: comportamento.punteggio.map(|punti| Grado(punti).stampa()),
    });
    voci.collect()
}

/// The weighted mean of what has points: of two without weights both count the same, beside others
/// that have one a blank counts 0.
fn media(voci: Vec<(Option<Decimal>, Option<Decimal>)>, che: &Parola) -> Media {
    let con_punti = voci.iter().filter(|(punti, _)| punti.is_some()).count();
    let pesate = voci.iter().any(|(_, peso)| peso.is_some());
    let valutate = voci
        .iter()
        .filter_map(|(punti, peso)| Some(((*punti)?, *peso)));
    Media {
        base: format!("{con_punti} su {}", che.conta(voci.len())),
        media: score::media(valutate, pesate).map(|grado| grado.0),
        parziale: con_punti < voci.len(),
    }
}

/// The sum of the parts, each for its share; none as long as one that counts has no mean.
fn totale(quote: &[Decimal; 3], medie: &[Option<Decimal>; 3]) -> Option<Grado> {
    let mut totale = Decimal::ZERO;
    for (quota, media) in quote.iter().zip(medie) {
        if !quota.is_zero() {
            totale = totale.checked_add(punti(*quota, (*media)?)?)?;
        }
    }
    Some(Grado(totale))
}

fn punti(quota: Decimal, media: Decimal) -> Option<Decimal> {
    quota.checked_mul(media)?.checked_div(Decimal::ONE_HUNDRED)
}

fn stampate(medie: [Media; 3], quote: Option<[Decimal; 3]>) -> Vec<Parte> {
    const NOMI: [&str; 3] = ["Performance organizzativa", "Obiettivi", "Comportamenti"];
    let quote = quote.map_or([None; 3], |quote| quote.map(Some));
    let righe = NOMI.into_iter().zip(medie).zip(quote);
    righe
        .map(|((nome, media), quota)| Parte {
            nome,
            base: media.base,
            quota: quota.map(|quota| format!("{}%", italiano::numero(quota.normalize()))),
            media: media.media.map(|media| Grado(media).stampa()),
            punti: quota
                .zip(media.media)
                .and_then(|(quota, media)| punti(quota, media))
                .map(|punti| italiano::con_decimali(punti, 2)),
        })
        .collect()
}
