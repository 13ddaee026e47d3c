//! The sections of the PIAO, as they are printed.

use crate::model::italiano::maiuscola;
use crate::model::{Fase, Nomi};

use super::{Integrato, ObiettivoDiPerformance, ObiettivoDiValore, Sezione};
use crate::prospetti::{Pezzo, Prospetto, SchedaIndicatore, in_fila};

/// 2.1: objective by objective.
pub(in crate::prospetti) fn valore_pubblico(integrato: &Integrato) -> Prospetto {
    let valori = integrato.valore_pubblico.iter();
    Prospetto {
        orizzontale: true,
        pezzi: valori
            .flat_map(|valore| di_valore(integrato, valore))
            .collect(),
    }
}

fn di_valore(integrato: &Integrato, valore: &ObiettivoDiValore) -> Vec<Pezzo> {
    let mut pezzi = vec![
        Pezzo::titolo(1, format!("{} {}", valore.codice, valore.denominazione)),
        Pezzo::voci(
            &valore.codice,
            [
                ("Codice", valore.codice.clone()),
                ("Denominazione", valore.denominazione.clone()),
                ("Descrizione", valore.descrizione.clone()),
                ("Contesto", valore.contesto.clone()),
                (
                    "Responsabile politico",
                    valore.responsabile_politico.clone(),
                ),
                (
                    "Responsabile amministrativo",
                    valore.responsabile_amministrativo.clone(),
                ),
                ("Stakeholder", in_fila(&valore.stakeholder)),
                ("Risorse", valore.risorse.scritte()),
            ],
        ),
    ];
    let strategie = valore.strategie.iter().map(|strategia| {
        [
            strategia.denominazione.clone(),
            strategia.descrizione.clone(),
            strategia.obiettivi.join(", "),
        ]
    });
    pezzi.extend(Pezzo::tabella_di_testi(
        &format!("strategie-{}", valore.codice),
        &format!("{}: strategie", valore.codice),
        [("Strategia", 60), ("Descrizione", 140), ("Obiettivi", 30)],
        strategie,
    ));
    pezzi.extend(indicatori(
        integrato,
        &format!("impatto-{}", valore.codice),
        &format!("{}: indicatori di impatto", valore.codice),
        "Indicatore di impatto",
        &valore.indicatori,
    ));
    pezzi
}

/// 2.2: the phases of the cycle.
pub(in crate::prospetti) fn fasi_del_ciclo(integrato: &Integrato) -> Prospetto {
    fasi(
        "fasi-del-ciclo",
        "Fasi del ciclo della performance",
        &integrato.fasi,
    )
}

/// 4: the sub-phases of the monitoring.
pub(in crate::prospetti) fn sottofasi(integrato: &Integrato) -> Prospetto {
    fasi(
        "fasi-di-monitoraggio",
        "Sottofasi del monitoraggio",
        &integrato.sottofasi,
    )
}

fn fasi(id: &str, didascalia: &str, fasi: &[Fase]) -> Prospetto {
    let righe = fasi.iter().map(|fase| {
        [
            fase.denominazione.clone(),
            fase.descrizione.clone(),
            fase.periodo.clone(),
            in_fila(&fase.attori),
            in_fila(&fase.attivita),
        ]
    });
    let colonne = [
        ("Denominazione", 32),
        ("Descrizione", 46),
        ("Periodo", 24),
        ("Attori", 30),
        ("Attività", 40),
    ];
    let tabella = Pezzo::tabella_di_testi(id, didascalia, colonne, righe);
    Prospetto::di_tabella(tabella)
}

/// 4: the tools of the monitoring.
pub(in crate::prospetti) fn strumenti(integrato: &Integrato) -> Prospetto {
    let righe = integrato.strumenti.iter();
    let righe = righe.map(|uno| [uno.denominazione.clone(), uno.descrizione.clone()]);
    let tabella = Pezzo::tabella_di_testi(
        "strumenti-di-monitoraggio",
        "Strumenti del monitoraggio",
        [("Strumento", 50), ("Descrizione", 110)],
        righe,
    );
    Prospetto::di_tabella(tabella)
}

/// 2.2: the obiettivi, kind by kind.
pub(in crate::prospetti) fn obiettivi(integrato: &Integrato, nomi: &Nomi) -> Prospetto {
    let mut pezzi = Vec::new();
    let mut tipologia = None;
    for obiettivo in &integrato.obiettivi {
        if tipologia.replace(obiettivo.tipologia) != Some(obiettivo.tipologia) {
            let titolo = format!(
                "{} di {}",
                nomi.obiettivo.titoli(),
                obiettivo.tipologia.nome()
            );
            pezzi.push(Pezzo::titolo(1, titolo));
        }
        pezzi.extend(di_performance(integrato, obiettivo, nomi));
    }
    Prospetto {
        orizzontale: true,
        pezzi,
    }
}

fn di_performance(
    integrato: &Integrato,
    obiettivo: &ObiettivoDiPerformance,
    nomi: &Nomi,
) -> Vec<Pezzo> {
    let codice = &obiettivo.codice;
    let mut pezzi = vec![
        Pezzo::titolo(2, format!("{codice} {}", obiettivo.denominazione)),
        Pezzo::voci(
            codice,
            [
                ("Tipologia", maiuscola(obiettivo.tipologia.nome())),
                (
                    "Descrizione",
                    obiettivo.descrizione.clone().unwrap_or_default(),
                ),
                ("Valore pubblico", obiettivo.valore_pubblico.join(", ")),
                ("Responsabile", in_fila(&obiettivo.responsabile)),
                ("Contributori", in_fila(&obiettivo.contributori)),
                ("Stakeholder", in_fila(&obiettivo.stakeholder)),
                ("Risorse", obiettivo.risorse.scritte()),
            ],
        ),
    ];
    pezzi.extend(indicatori(
        integrato,
        &format!("obiettivo-{codice}"),
        &format!(
            "{} {codice}: {}",
            nomi.obiettivo.titolo(),
            nomi.indicatore.molti()
        ),
        nomi.indicatore.titolo(),
        &obiettivo.indicatori,
    ));
    pezzi
}

/// 2.3: the measures that indicators follow, one row each indicator.
pub(in crate::prospetti) fn anticorruzione(integrato: &Integrato) -> Prospetto {
    let anno = integrato.anno;
    let righe = integrato.righe.iter();
    let righe = righe.filter(|riga| riga.sezione == Sezione::Anticorruzione);
    let righe = righe.map(|riga| {
        [
            riga.obiettivo.clone(),
            riga.contesto.clone(),
            riga.responsabile.clone(),
            riga.indicatore.clone(),
            riga.target.get(&anno).cloned().unwrap_or_default(),
        ]
    });
    let target = format!("Target {anno}");
    let colonne = [
        ("Misura", 44),
        ("Area di rischio", 30),
        ("Responsabile", 28),
        ("Indicatore", 46),
        (target.as_str(), 18),
    ];
    let didascalia = "Misure di prevenzione della corruzione misurate da indicatori";
    let tabella = Pezzo::tabella_di_testi("anticorruzione", didascalia, colonne, righe);
    Prospetto::di_tabella(tabella)
}

fn indicatori(
    integrato: &Integrato,
    id: &str,
    didascalia: &str,
    nome: &str,
    indicatori: &[SchedaIndicatore],
) -> Option<Pezzo> {
    let triennio = &integrato.triennio;
    let righe = indicatori.iter().map(|scheda| scheda.riga(triennio));
    let colonne = SchedaIndicatore::colonne(nome, triennio);
    Pezzo::tabella(id, didascalia, colonne, righe.collect())
}
