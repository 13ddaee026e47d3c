//! The forms that came back, laid over the workbooks: what a service wrote in a form counts, and
//! stands where the form has it.

use std::collections::BTreeMap;

use crate::model::nome::chiave;
use crate::model::{Codice, Dato, Diagnosi, Origine, Valore};
use crate::read::ciclo::{CruscottoDaUnire, Materiali};
use crate::read::cruscotto::RigaLetta;
use crate::read::modulo::{Domanda, Modulo, RigaModulo, chiavi};

/// Lays every form over its cruscotto and its projects. A value that the workbook has too, and
/// otherwise, is a diagnosis with both places.
pub fn sovrapponi(materiali: &mut Materiali) -> Vec<Diagnosi> {
    let mut diagnosi = Vec::new();
    let mut moduli = std::mem::take(&mut materiali.moduli);
    // Of two forms, the one for the later date has the last word.
    moduli.sort_by_key(|modulo| modulo.che);
    for modulo in &moduli {
        let suo = materiali
            .cruscotti
            .iter_mut()
            .find(|c| c.id == modulo.cruscotto);
        match suo {
            Some(cruscotto) => sugli_indicatori(modulo, cruscotto, &mut diagnosi),
            None => diagnosi.push(senza_cruscotto(modulo)),
        }
        sulle_attivita(modulo, materiali, &mut diagnosi);
    }
    materiali.moduli = moduli;
    diagnosi
}

fn sugli_indicatori(
    modulo: &Modulo,
    cruscotto: &mut CruscottoDaUnire,
    diagnosi: &mut Vec<Diagnosi>,
) {
    let righe = &mut cruscotto.letto.righe;
    let nomi = chiavi(righe.iter().map(|letta| letta.riga.nome.as_str()));
    let posti: BTreeMap<String, usize> = nomi.into_iter().zip(0..).collect();
    for risposta in &modulo.indicatori {
        let trovata = posti.get(&risposta.chiave);
        match trovata.or_else(|| posti.get(&chiave(&risposta.nome))) {
            Some(posto) => riga(risposta, &mut righe[*posto], diagnosi),
            None => diagnosi.extend(senza_riga(risposta, &cruscotto.nome)),
        }
    }
}

fn riga(risposta: &RigaModulo, letta: &mut RigaLetta, diagnosi: &mut Vec<Diagnosi>) {
    let riga = &mut letta.riga;
    for (domanda, valore) in &risposta.risposte {
        if valore.dato == Dato::Vuoto {
            continue;
        }
        match domanda {
            Domanda::Atteso(anno) => {
                let posto = (&mut riga.atteso, Codice::AttesoDiscordante);
                metti(posto, *anno, valore, &riga.nome, diagnosi);
            }
            Domanda::Consuntivo(anno) => {
                let posto = (&mut riga.consuntivo, Codice::ConsuntivoDiscordante);
                metti(posto, *anno, valore, &riga.nome, diagnosi);
            }
            Domanda::Grado => riga.grado = valore.dato.numero(),
            Domanda::Motivazione => riga.motivazione = Some(valore.testo.clone()),
            _ => {}
        }
    }
}

fn sulle_attivita(modulo: &Modulo, materiali: &mut Materiali, diagnosi: &mut Vec<Diagnosi>) {
    for risposta in &modulo.attivita {
        let Some(valore) = risposta.risposte.get(&Domanda::Risultato) else {
            continue;
        };
        let mut attivita = materiali.progetti.iter_mut().flat_map(|progetto| {
            let chiavi = chiavi_attivita(&progetto.nome, &progetto.attivita);
            chiavi.into_iter().zip(&mut progetto.attivita)
        });
        let Some((_, attivita)) = attivita.find(|(chiave, _)| *chiave == risposta.chiave) else {
            diagnosi.extend(senza_riga(risposta, "schede progetto"));
            continue;
        };
        if valore.dato == Dato::Vuoto {
            continue;
        }
        if diverso(&attivita.risultato, valore) {
            let codice = Codice::ConsuntivoDiscordante;
            diagnosi.push(discordante(
                codice,
                &attivita.nome,
                valore,
                &attivita.risultato,
            ));
        }
        attivita.risultato = valore.clone();
    }
}

/// The keys of a project's activities.
pub(crate) fn chiavi_attivita(
    progetto: &str,
    attivita: &[crate::model::AttivitaProgetto],
) -> Vec<String> {
    let nomi: Vec<String> = attivita
        .iter()
        .map(|a| format!("{progetto} {} {}", a.anno, a.nome))
        .collect();
    chiavi(nomi.iter().map(String::as_str))
}

fn metti(
    (valori, codice): (&mut BTreeMap<i16, Valore>, Codice),
    anno: i16,
    valore: &Valore,
    nome: &str,
    diagnosi: &mut Vec<Diagnosi>,
) {
    if let Some(prima) = valori.get(&anno).filter(|prima| diverso(prima, valore)) {
        diagnosi.push(discordante(codice, nome, valore, prima));
    }
    valori.insert(anno, valore.clone());
}

fn diverso(prima: &Valore, ora: &Valore) -> bool {
    prima.dato != Dato::Vuoto && !prima.mostrato().concorda(&ora.mostrato())
}

fn discordante(codice: Codice, nome: &str, modulo: &Valore, foglio: &Valore) -> Diagnosi {
    Diagnosi::nuova(
        codice,
        modulo.origine.clone(),
        format!("il modulo e il foglio del servizio dicono due cose diverse di «{nome}»"),
        "vale il modulo: se ha ragione correggi il foglio, altrimenti fatti ridare il modulo",
    )
    .anche(foglio.origine.clone())
    .confronto(modulo.stampa(), foglio.stampa())
}

fn senza_cruscotto(modulo: &Modulo) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ModuloSenzaRiga,
        Origine::file(&modulo.file),
        format!(
            "il modulo è del cruscotto «{}», che in questo ciclo non c'è",
            modulo.cruscotto
        ),
        "rimetti il foglio del cruscotto, o togli il modulo",
    )
}

/// An answer to a question about a row that the workbook no longer has.
fn senza_riga(risposta: &RigaModulo, dove: &str) -> Option<Diagnosi> {
    let risposto = risposta
        .risposte
        .values()
        .find(|valore| valore.dato != Dato::Vuoto)?;
    Some(Diagnosi::nuova(
        Codice::ModuloSenzaRiga,
        risposto.origine.clone(),
        format!(
            "il modulo risponde di «{}», che in «{dove}» non c'è più",
            risposta.nome
        ),
        "rimetti la riga con quel nome nel foglio, o manda un modulo nuovo",
    ))
}
