//! What a person must look at in the next cycle: one list, with nothing else in it.

use std::collections::BTreeMap;

use crate::check::da_scrivere::SEGNO;
use crate::model::valore::Limite;
use crate::model::{Dato, Indicatore, Modello, Riga, Valore, Verso, italiano};

use super::eredi::Prossimo;

/// What a person must look at, by heading.
#[derive(Debug, Default)]
pub(crate) struct DaRivedere(Vec<(&'static str, Vec<String>)>);

/// The list's file in the new cycle.
pub(crate) const DA_RIVEDERE: &str = "DA-RIVEDERE.md";

impl DaRivedere {
    pub(in crate::anno::nuovo) fn aggiungi(&mut self, titolo: &'static str, voci: Vec<String>) {
        if !voci.is_empty() {
            self.0.push((titolo, voci));
        }
    }

    /// The list as Markdown.
    pub(crate) fn testo(&self, anno: i16) -> String {
        let mut testo = format!("# Da rivedere nel ciclo {anno}\n");
        for (titolo, voci) in &self.0 {
            testo.push_str(&format!("\n## {titolo}\n\n"));
            testo.extend(voci.iter().map(|voce| format!("- {voce}\n")));
        }
        testo
    }

    /// How many things there are to look at.
    pub(crate) fn quante(&self) -> usize {
        self.0.iter().map(|(_, voci)| voci.len()).sum()
    }
}

/// The services that became others.
pub(super) fn diventati(prossimi: &[Prossimo<'_>]) -> Vec<String> {
    let nuovi = prossimi.iter().filter(|p| !p.da.is_empty());
    let voce = |prossimo: &Prossimo<'_>| {
        let prima: Vec<String> = prossimo
            .da
            .iter()
            .map(|c| format!("«{}»", c.nome))
            .collect();
        format!(
            "«{}» ({}.xlsx) era {}: righe, pesi e responsabile",
            prossimo.cruscotto.nome,
            prossimo.cruscotto.id,
            italiano::elenco(&prima)
        )
    };
    nuovi.map(voce).collect()
}

/// The indicators without a target for the new plan's year, each once with the cruscotti where it
/// is missing.
pub(super) fn senza_atteso(modello: &Modello, prossimi: &[Prossimo<'_>]) -> Vec<String> {
    let anno = modello.anno + 1;
    let finiti: Vec<&str> = super::fogli::progetti_finiti(modello)
        .filter_map(|progetto| progetto.indicatore.as_deref())
        .collect();
    per_indicatore(modello, prossimi, |_, riga| {
        let manca = riga.atteso(anno).is_none_or(|v| v.dato == Dato::Vuoto)
            && !riga.nome.starts_with(SEGNO);
        let finito = finiti.contains(&riga.indicatore.as_str());
        manca.then(|| match finito {
            true => "il progetto è finito, la riga si può togliere".to_owned(),
            false => String::new(),
        })
    })
}

/// The projects that are over and whose indicator nobody shows: nothing else would tell of them.
pub(super) fn progetti_tolti(modello: &Modello) -> Vec<String> {
    super::fogli::progetti_finiti(modello)
        .filter(|progetto| progetto.indicatore.is_none() && !progetto.nome.starts_with(SEGNO))
        .map(|progetto| format!("«{}»", progetto.nome))
        .collect()
}

/// The indicators whose target asks for less than what the last year reached.
pub(super) fn arretrati(modello: &Modello, prossimi: &[Prossimo<'_>]) -> Vec<String> {
    let anno = modello.anno + 1;
    per_indicatore(modello, prossimi, |indicatore, riga| {
        let (atteso, raggiunto) = (riga.atteso(anno)?, riga.consuntivo(anno - 1)?);
        arretra(atteso, raggiunto, indicatore.verso).then(|| {
            let (atteso, raggiunto) = (atteso.stampa(), raggiunto.stampa());
            format!("atteso {atteso}, già raggiunto {raggiunto}")
        })
    })
}

/// The indicators of which `che` has the same to say, each with the cruscotti where it stands.
fn per_indicatore(
    modello: &Modello,
    prossimi: &[Prossimo<'_>],
    che: impl Fn(&Indicatore, &Riga) -> Option<String>,
) -> Vec<String> {
    let mut detti: BTreeMap<(usize, String), Vec<&str>> = BTreeMap::new();
    for cruscotto in prossimi.iter().map(|p| &*p.cruscotto) {
        for riga in &cruscotto.righe {
            let posto = modello
                .indicatori
                .iter()
                .position(|i| i.id == riga.indicatore);
            let detto =
                posto.and_then(|posto| Some((posto, che(&modello.indicatori[posto], riga)?)));
            if let Some(detto) = detto {
                detti.entry(detto).or_default().push(&cruscotto.nome);
            }
        }
    }
    let voce = |((posto, detto), dove): ((usize, String), Vec<&str>)| {
        let nome = &modello.indicatori[posto].nome;
        let detto = if detto.is_empty() {
            detto
        } else {
            format!(": {detto}")
        };
        format!("«{nome}»{detto} ({})", dove.join("; "))
    };
    detti.into_iter().map(voce).collect()
}

fn arretra(atteso: &Valore, raggiunto: &Valore, verso: Verso) -> bool {
    let (atteso, verso) = match &atteso.dato {
        Dato::Quantita(atteso) => (atteso, verso),
        Dato::Soglia(operatore, Limite::Quantita(atteso)) => (atteso, operatore.verso()),
        _ => return false,
    };
    let Dato::Quantita(raggiunto) = &raggiunto.dato else {
        return false;
    };
    let peggio = match verso {
        Verso::Crescente => atteso.valore < raggiunto.valore,
        Verso::Decrescente => atteso.valore > raggiunto.valore,
    };
    atteso.unita.concorda(&raggiunto.unita) && peggio
}
