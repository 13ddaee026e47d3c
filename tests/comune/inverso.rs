//! What a comparison says with its sides swapped.

use ciclo::diff::{Differenza, Scritta, Segno, Tipo, Variazione};

/// The differences as seen from the other side, in an order that both sides share.
pub fn inverse(differenze: &[Differenza]) -> Vec<String> {
    in_fila(differenze.iter().map(|d| inversa(Scritta::from(d))))
}

/// Each difference as text, sorted: a comparison is told in the order of its new side.
pub fn ordinate(differenze: &[Differenza]) -> Vec<String> {
    in_fila(differenze.iter().map(Scritta::from))
}

fn in_fila(scritte: impl Iterator<Item = Scritta>) -> Vec<String> {
    let testo = |d| serde_json::to_string(&senza_nomi(d)).expect("JSON");
    let mut testi: Vec<String> = scritte.map(testo).collect();
    testi.sort();
    testi
}

fn inversa(mut d: Scritta) -> Scritta {
    std::mem::swap(&mut d.vecchio, &mut d.nuovo);
    std::mem::swap(&mut d.luogo_vecchio, &mut d.luogo_nuovo);
    if d.indicatore_vecchio.is_some() {
        std::mem::swap(&mut d.indicatore, &mut d.indicatore_vecchio);
    }
    d.tipo = match d.tipo {
        Tipo::Aggiunto => Tipo::Tolto,
        Tipo::Tolto => Tipo::Aggiunto,
        altro => altro,
    };
    d.variazione = d.variazione.map(|v| Variazione {
        assoluta: opposto(&v.assoluta),
        ..v
    });
    for parola in &mut d.parole {
        parola.segno = match parola.segno {
            Segno::Tolto => Segno::Aggiunto,
            Segno::Aggiunto => Segno::Tolto,
            Segno::Uguale => Segno::Uguale,
        };
    }
    for causa in &mut d.mosso_da {
        std::mem::swap(&mut causa.vecchio, &mut causa.nuovo);
    }
    d
}

fn opposto(numero: &str) -> String {
    numero
        .strip_prefix('-')
        .map_or_else(|| format!("-{numero}"), str::to_owned)
}

/// Without what is called by its new name, or measured from its old value; what went and came
/// stands in two stretches whose order says nothing, and what stayed is written as the new side
/// writes it.
fn senza_nomi(mut d: Scritta) -> Scritta {
    d.nome = None;
    d.voce = None;
    d.colonna = None;
    d.progetto = None;
    d.attivita = None;
    d.variazione = d.variazione.map(|v| Variazione {
        percentuale: None,
        ..v
    });
    d.parole.retain(|parola| parola.segno != Segno::Uguale);
    d.parole
        .sort_by_key(|parola| (parola.segno as u8, parola.testo.clone()));
    d.mosso_da.iter_mut().for_each(|causa| causa.nome.clear());
    d.mosso_da.sort_by_key(|causa| {
        (
            causa.cruscotto.clone(),
            causa.vecchio.clone(),
            causa.nuovo.clone(),
        )
    });
    d
}
