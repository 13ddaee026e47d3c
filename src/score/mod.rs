//! Grado di raggiungimento: from a row's target and result up to the whole body.
//!
//! Means are taken over exact grades and rounded once, when they are printed.

mod ambigue;
mod formula;
mod media;

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::cycle::Regole;
use crate::cycle::scritto::ConsuntivoMancante;
use crate::model::valutazione::{
    GradoCruscotto, GradoIndicatore, GradoObiettivo, GradoProspettiva, GradoRiga, Sintesi,
};
use crate::model::{
    AttivitaProgetto, Cruscotto, Dato, Esito, Grado, Grandezza, Indicatore, Modello, Progetto,
    Riga, RuoloCruscotto, UnitaMisura, Valore, Valutazione, Verso, italiano,
};

pub use ambigue::ambigui;
pub use formula::{Calcolo, calcola};
pub(crate) use media::pesata as media;
use media::{Peso, sintesi, somma};

/// Grades a year of the model.
pub fn valuta(modello: &Modello, regole: &Regole) -> Valutazione {
    let anno = modello.anno_relazione;
    let contesto = Contesto::nuovo(modello, regole, anno);
    let cruscotti: Vec<GradoCruscotto> = modello
        .cruscotti
        .iter()
        .map(|c| contesto.cruscotto(c))
        .collect();
    let obiettivi = contesto.obiettivi(&cruscotti);
    let prospettive = contesto.prospettive(&obiettivi);
    let fascia = |sintesi| con_fascia(sintesi, regole);
    let ente = fascia(somma(
        prospettive.iter().map(|p| (&p.sintesi, Peso::UGUALE)),
    ));
    let e_di_servizio = |id: &str| {
        modello
            .cruscotto(id)
            .is_some_and(|c| modello.ruolo(c) == RuoloCruscotto::Servizio)
    };
    let di_servizio = cruscotti.iter().filter(|grado| e_di_servizio(&grado.id));
    let ambito_organizzativo = fascia(somma(
        di_servizio.map(|grado| (&grado.sintesi, Peso::UGUALE)),
    ));
    Valutazione {
        anno,
        indicatori: modello
            .indicatori
            .iter()
            .map(|i| contesto.indicatore(i))
            .collect(),
        obiettivi,
        prospettive,
        cruscotti,
        ente,
        ambito_organizzativo,
    }
}

/// What the year says of an indicator, on a row or by its owner.
struct Voce<'a> {
    indicatore: &'a str,
    atteso: Option<&'a Valore>,
    consuntivo: Option<&'a Valore>,
    verso: Verso,
}

/// What grading a row needs to know of the whole.
pub struct Contesto<'a> {
    modello: &'a Modello,
    regole: &'a Regole,
    anno: i16,
    indicatori: HashMap<&'a str, &'a Indicatore>,
    /// The first row of each indicator on each cruscotto: ids of both.
    righe: HashMap<(&'a str, &'a str), &'a Riga>,
    progetti: HashMap<&'a str, &'a Progetto>,
}

impl<'a> Contesto<'a> {
    /// Prepares to grade a year.
    pub fn nuovo(modello: &'a Modello, regole: &'a Regole, anno: i16) -> Self {
        let indicatori = modello
            .indicatori
            .iter()
            .map(|indicatore| (indicatore.id.as_str(), indicatore))
            .collect();
        let mut righe = HashMap::new();
        for cruscotto in &modello.cruscotti {
            for riga in &cruscotto.righe {
                let chiave = (cruscotto.id.as_str(), riga.indicatore.as_str());
                righe.entry(chiave).or_insert(riga);
            }
        }
        let progetti = modello
            .progetti
            .iter()
            .filter_map(|p| Some((p.indicatore.as_deref()?, p)))
            .collect();
        Self {
            modello,
            regole,
            anno,
            indicatori,
            righe,
            progetti,
        }
    }

    /// The grade of a row by what its own workbook says.
    pub fn riga(&self, riga: &Riga) -> Calcolo {
        let verso = self
            .indicatori
            .get(riga.indicatore.as_str())
            .map_or(Verso::Crescente, |i| i.verso);
        let voce = Voce {
            indicatore: &riga.indicatore,
            atteso: riga.atteso(self.anno),
            consuntivo: riga.consuntivo(self.anno),
            verso,
        };
        self.calcola(&voce, riga.valori(), Some(riga))
    }

    /// The result that a project's scheda gives, where the workbook is empty.
    pub fn dalla_scheda(&self, indicatore: &str) -> Option<Dato> {
        let grado = progetto(self.progetti.get(indicatore)?, self.anno, self.regole).grado?;
        Some(Dato::Quantita(Grandezza::nuova(
            grado.0,
            UnitaMisura::Percento,
        )))
    }

    /// Grades a target and a result; `valori` are all those of their row, `giudicata` is the row in
    /// which a person may have judged them.
    fn calcola<'v>(
        &self,
        voce: &Voce<'_>,
        valori: impl Iterator<Item = &'v Valore> + Clone,
        giudicata: Option<&Riga>,
    ) -> Calcolo {
        let dell_anno = [voce.atteso, voce.consuntivo];
        let [atteso, nel_foglio] =
            dell_anno.map(|valore| valore.map_or(&Dato::Vuoto, |valore| &valore.dato));
        let scheda = (*nel_foglio == Dato::Vuoto)
            .then(|| self.dalla_scheda(voce.indicatore))
            .flatten();
        let mut calcolo = calcola(
            atteso,
            scheda.as_ref().unwrap_or(nel_foglio),
            voce.verso,
            self.regole,
        );
        let ambigua = ambigui(valori)
            .iter()
            .any(|(valore, _)| dell_anno.contains(&Some(valore)));
        if ambigua && calcolo.esito == Esito::Valutato {
            calcolo = Calcolo::ambiguo();
        }
        let giudicata = giudicata.filter(|_| calcolo.esito != Esito::NonPrevisto);
        if let Some((grado, riga)) = giudicata.and_then(|riga| Some((riga.grado?, riga))) {
            calcolo = Calcolo::giudicato(grado, riga.motivazione.as_deref(), self.regole);
        } else if giudicata.is_some_and(|riga| riga.grado_da_chiarire) {
            let motivo = "il grado attribuito nel foglio di lavoro non si può leggere";
            calcolo = Calcolo::senza(Esito::NonValutabile, motivo);
        } else if scheda.is_some() && calcolo.esito == Esito::Valutato {
            calcolo.motivo = Some("risultato ricavato dalla scheda progetto".to_owned());
        }
        if calcolo.esito == Esito::NonRilevato
            && self.regole.consuntivo_mancante == ConsuntivoMancante::Zero
        {
            calcolo.grado = Some(Decimal::ZERO);
        }
        calcolo
    }

    fn indicatore(&self, indicatore: &Indicatore) -> GradoIndicatore {
        let propria = self.riga_propria(indicatore);
        let voce = Voce {
            indicatore: &indicatore.id,
            atteso: indicatore.atteso(self.anno),
            consuntivo: indicatore.consuntivo.get(&self.anno),
            verso: indicatore.verso,
        };
        let calcolo = self.calcola(&voce, indicatore.valori(), propria);
        GradoIndicatore {
            id: indicatore.id.clone(),
            grado: calcolo.grado.map(Grado),
            esito: calcolo.esito,
            motivo: calcolo.motivo,
        }
    }

    fn riga_propria(&self, indicatore: &Indicatore) -> Option<&'a Riga> {
        let chiave = (indicatore.proprietario.as_str(), indicatore.id.as_str());
        self.righe.get(&chiave).copied()
    }

    /// The grades of a cruscotto's rows, and their mean.
    pub(crate) fn cruscotto(&self, cruscotto: &Cruscotto) -> GradoCruscotto {
        let peso = media::peso_di_riga(&cruscotto.righe);
        let gradi: Vec<(GradoRiga, Peso)> = cruscotto
            .righe
            .iter()
            .map(|riga| (self.grado_riga(riga), peso(riga)))
            .collect();
        let sintesi = sintesi(gradi.iter().map(|(grado, peso)| (grado, *peso)));
        GradoCruscotto {
            id: cruscotto.id.clone(),
            sintesi: con_fascia(sintesi, self.regole),
            righe: gradi.into_iter().map(|(grado, _)| grado).collect(),
        }
    }

    fn grado_riga(&self, riga: &Riga) -> GradoRiga {
        let calcolo = self.riga(riga);
        GradoRiga {
            indicatore: riga.indicatore.clone(),
            grado: calcolo.grado.map(Grado),
            esito: calcolo.esito,
            motivo: calcolo.motivo,
            scostamento: scostamento(riga.atteso(self.anno), riga.consuntivo(self.anno)),
        }
    }

    /// Over the strategic cruscotti, each row under the obiettivo where its workbook puts it.
    fn obiettivi(&self, cruscotti: &[GradoCruscotto]) -> Vec<GradoObiettivo> {
        let gradi_di = |cruscotto: &Cruscotto| cruscotti.iter().find(|g| g.id == cruscotto.id);
        let strategici: Vec<(&Riga, &GradoRiga, Peso)> = self
            .modello
            .cruscotti
            .iter()
            .filter(|c| self.modello.ruolo(c) == RuoloCruscotto::Strategico)
            .filter_map(|cruscotto| Some((cruscotto, gradi_di(cruscotto)?)))
            .flat_map(|(cruscotto, gradi)| {
                let peso = media::peso_di_riga(&cruscotto.righe);
                let righe = gradi.con_righe(cruscotto).into_iter();
                righe.map(move |(riga, grado)| (riga, grado, peso(riga)))
            })
            .collect();
        let obiettivi = self
            .modello
            .prospettive
            .iter()
            .flat_map(|prospettiva| &prospettiva.obiettivi);
        obiettivi
            .map(|obiettivo| {
                let suoi = strategici
                    .iter()
                    .filter(|(riga, ..)| riga.obiettivo == obiettivo.codice);
                let sintesi = sintesi(suoi.map(|(_, grado, peso)| (*grado, *peso)));
                GradoObiettivo {
                    codice: obiettivo.codice.clone(),
                    sintesi: con_fascia(sintesi, self.regole),
                }
            })
            .collect()
    }

    fn prospettive(&self, obiettivi: &[GradoObiettivo]) -> Vec<GradoProspettiva> {
        let di = |codice: &str| obiettivi.iter().find(|grado| grado.codice == codice);
        self.modello
            .prospettive
            .iter()
            .map(|prospettiva| {
                let peso = media::peso_di_obiettivo(&prospettiva.obiettivi);
                let suoi = prospettiva.obiettivi.iter();
                let gradi = suoi.filter_map(|o| Some((&di(&o.codice)?.sintesi, peso(o))));
                let sintesi = somma(gradi);
                GradoProspettiva {
                    nome: prospettiva.nome.clone(),
                    sintesi: con_fascia(sintesi, self.regole),
                }
            })
            .collect()
    }
}

/// A project's result for a year: the weighted mean of its activities.
pub fn progetto(progetto: &Progetto, anno: i16, regole: &Regole) -> Sintesi {
    let attivita: Vec<_> = progetto.attivita_di(anno).collect();
    let pesate = attivita.iter().any(|attivita| attivita.peso.is_some());
    let gradi: Vec<(GradoRiga, Peso)> = attivita
        .iter()
        .map(|attivita| {
            let calcolo = self::attivita(attivita, regole);
            let grado = GradoRiga {
                indicatore: String::new(),
                grado: calcolo.grado.map(Grado),
                esito: calcolo.esito,
                motivo: calcolo.motivo,
                scostamento: None,
            };
            (grado, Peso::tra(attivita.peso, pesate))
        })
        .collect();
    sintesi(gradi.iter().map(|(grado, peso)| (grado, *peso)))
}

/// The grade of a project's activity by its own target.
pub fn attivita(attivita: &AttivitaProgetto, regole: &Regole) -> Calcolo {
    let (target, risultato) = (&attivita.target, &attivita.risultato);
    if !ambigui([target, risultato].into_iter()).is_empty() {
        return Calcolo::ambiguo();
    }
    calcola(&target.dato, &risultato.dato, Verso::Crescente, regole)
}

/// Result less target, signed, where both are numbers that may be compared.
fn scostamento(atteso: Option<&Valore>, consuntivo: Option<&Valore>) -> Option<String> {
    let (Dato::Quantita(atteso), Dato::Quantita(consuntivo)) = (&atteso?.dato, &consuntivo?.dato)
    else {
        return None;
    };
    let differenza = consuntivo.valore.checked_sub(atteso.valore)?.normalize();
    let unita = if atteso.unita == UnitaMisura::Nessuna {
        consuntivo.unita.clone()
    } else {
        atteso.unita.clone()
    };
    atteso.unita.concorda(&consuntivo.unita).then(|| {
        let segno = if differenza > Decimal::ZERO { "+" } else { "" };
        match unita {
            UnitaMisura::Percento => format!("{segno}{} p.p.", italiano::numero(differenza)),
            _ => format!("{segno}{}", Grandezza::nuova(differenza, unita)),
        }
    })
}

/// The same with the band that its grade falls in.
pub fn con_fascia(sintesi: Sintesi, regole: &Regole) -> Sintesi {
    let fascia = sintesi
        .grado
        .and_then(|grado| regole.fascia(grado.0))
        .map(|fascia| fascia.nome.clone());
    Sintesi { fascia, ..sintesi }
}
