//! The tables of the Relazione: what was asked, what came of it, and why.

use crate::model::Modello;
use crate::rendiconto::{Rendiconto, RendicontoCruscotto, RendicontoRiga};

use super::super::curato::{curato, in_colonna, righe};
use super::cella::Cella;
use super::colonne::{CORPO, Colonna, PICCOLO, VERTICALE, Veste, per_intero};
use super::fasce::Fasce;
use super::pagine::{Pagina, distribuite, impagina};
use super::piano::{TITOLO, cambiato, coda, con_segno, di_nomi, in_banda, progetto};
use super::tavola::{Posti, Riga, Segni, Tavola, Tavole, Voce, luogo};

/// Where the grade stands at the right of the name, and what is left for the name, in millimetres.
const NOME_IN_TESTA: f64 = 96.0;

/// The tables of the cruscotti of the year that have a place.
pub(super) fn rendiconti<'a>(
    modello: &Modello,
    rendiconto: &'a Rendiconto,
    posti: &Posti<'_>,
) -> Tavole<'a> {
    let colonne = colonne(modello);
    let tavole = rendiconto.cruscotti.iter().filter_map(|cruscotto| {
        let id = cruscotto.id.as_str();
        let pagina = pagina(cruscotto, *posti.get(id)?);
        let tavola = tavola(modello, rendiconto, cruscotto, &colonne, &pagina);
        Some((id, tavola))
    });
    distribuite(tavole.collect())
}

fn colonne(modello: &Modello) -> Vec<Colonna> {
    let altre = [
        Colonna::nuova(&["Peso"], 12.0, Veste::Valore).con_campo("peso"),
        Colonna::nuova(&["Atteso"], 20.0, Veste::Valore).con_campo("atteso"),
        Colonna::nuova(&["Consuntivo"], 21.0, Veste::Valore).con_campo("consuntivo"),
        Colonna::nuova(&["Grado di", "raggiungimento"], 34.0, Veste::Voto).con_campo("grado"),
        Colonna::nuova(&["Scosta-", "mento"], 18.0, Veste::Valore).con_campo("scostamento"),
    ];
    let nome = VERTICALE - altre.iter().map(|colonna| colonna.larga).sum::<f64>();
    let nome = di_nomi(nome, modello);
    [nome].into_iter().chain(altre).collect()
}

fn tavola(
    modello: &Modello,
    rendiconto: &Rendiconto,
    cruscotto: &RendicontoCruscotto,
    colonne: &[Colonna],
    pagina: &Pagina,
) -> Tavola {
    let mut fasce = Fasce::nuove(&modello.prospettive);
    let mut voci = Vec::new();
    for resa in &cruscotto.righe {
        let azione = in_banda(&resa.voce.azione, VERTICALE);
        let nomi = [
            &*resa.voce.prospettiva,
            &resa.voce.obiettivo,
            &resa.voce.azione,
        ];
        voci.extend(fasce.apri(nomi, azione, Some(&luogo(&resa.origine))));
        voci.push(Voce::Riga(riga(modello, rendiconto, resa, colonne)));
    }
    let segni = Segni {
        di_sistema: cruscotto.righe.iter().any(|riga| riga.voce.di_sistema),
        ..Segni::di(&voci)
    };
    let fogli = impagina(voci, colonne, pagina);
    Tavola {
        segni,
        fogli,
        colonne: colonne.to_vec(),
        ..Tavola::default()
    }
}

/// The room of a table under headings that take so many millimetres.
fn pagina(cruscotto: &RendicontoCruscotto, sopra: f64) -> Pagina {
    let note = cruscotto.note.iter();
    let note = note.map(|nota| righe(nota, per_intero(VERTICALE), PICCOLO, false));
    let titolo = righe(&cruscotto.nome, per_intero(NOME_IN_TESTA), TITOLO, true);
    Pagina {
        testa: sopra + 22.0 + titolo as f64 * 8.0,
        coda: coda(note.sum()),
        ..Pagina::di(false)
    }
}

fn riga(
    modello: &Modello,
    rendiconto: &Rendiconto,
    resa: &RendicontoRiga,
    colonne: &[Colonna],
) -> Riga {
    let testi = [
        &con_segno(&resa.voce.nome, resa.voce.di_sistema),
        &resa.peso,
        &resa.voce.atteso,
        &resa.consuntivo,
        "",
        resa.scostamento.as_deref().unwrap_or_default(),
    ];
    let celle = testi.iter().zip(colonne).enumerate();
    let celle = celle.map(
        |(n, (testo, colonna))| match (n, &resa.voce.rimodulazione) {
            (2, Some(cambio)) => {
                let cella = colonna.cella(testo);
                cambiato(cella, &cambio.prima, &cambio.detta(), colonna)
            }
            (3, _) if resa.manca => Cella::Manca { manca: true },
            (4, _) => voto(rendiconto, resa),
            _ => colonna.cella(testo),
        },
    );
    let nota = |causa: &String| in_colonna(&curato(causa), per_intero(VERTICALE), CORPO);
    Riga {
        celle: celle.collect(),
        progetto: progetto(modello, &resa.voce.indicatore),
        nota: resa.causa.as_ref().map(nota),
        dove: Some(luogo(&resa.origine)),
        ..Riga::default()
    }
}

fn voto(rendiconto: &Rendiconto, resa: &RendicontoRiga) -> Cella {
    let tetto: f64 = rendiconto.tetto.parse().unwrap_or(100.0);
    let punti = resa.punti.and_then(|grado| f64::try_from(grado.0).ok());
    Cella::Voto {
        grado: resa.grado.clone(),
        giudizio: resa.giudizio.clone(),
        quota: punti.map_or(0.0, |punti| (punti / tetto).clamp(0.0, 1.0)),
    }
}
