//! The cruscotti of the next cycle: those of this one, but for the services that become others.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::model::nome::{piu_vicino, slug, su_una_riga};
use crate::model::{Cruscotto, Modello};

use super::Guasto;

/// A service of the next cycle, and those that it was:
/// `Servizi generali=affari-generali,personale`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Erede {
    nome: String,
    /// Ids.
    gia: Vec<String>,
}

impl std::str::FromStr for Erede {
    type Err = String;

    fn from_str(scritto: &str) -> Result<Self, String> {
        let come = || {
            format!("«{scritto}» va scritto «Nome nuovo=vecchio-id», con una virgola tra più id")
        };
        let (nome, gia) = scritto.split_once('=').ok_or_else(come)?;
        let nome = su_una_riga(nome);
        let gia: Vec<String> = gia.split(',').map(|id| id.trim().to_owned()).collect();
        if !nome.contains(char::is_alphanumeric) || gia.iter().any(String::is_empty) {
            return Err(come());
        }
        Ok(Self { nome, gia })
    }
}

/// A cruscotto of the next cycle.
pub(super) struct Prossimo<'a> {
    pub cruscotto: Cow<'a, Cruscotto>,
    /// Those that became it; none if it goes on as it is.
    pub da: Vec<&'a Cruscotto>,
}

/// All cruscotti of the next cycle, each heir in the place of the first that it was.
///
/// # Errors
/// An id that this cycle has not, two cruscotti with one id.
pub(super) fn prossimi<'a>(
    modello: &'a Modello,
    eredi: &[Erede],
) -> Result<Vec<Prossimo<'a>>, Guasto> {
    let nuovi = eredi
        .iter()
        .map(|erede| uno(modello, erede))
        .collect::<Result<Vec<_>, _>>()?;
    let finiti: BTreeSet<&str> = nuovi
        .iter()
        .flat_map(|nuovo| nuovo.da.iter().map(|c| c.id.as_str()))
        .collect();
    let mut nuovi: Vec<Option<Prossimo<'a>>> = nuovi.into_iter().map(Some).collect();
    let mut tutti = Vec::new();
    for cruscotto in &modello.cruscotti {
        for nuovo in &mut nuovi {
            let qui = nuovo.take_if(|nuovo| nuovo.da[0].id == cruscotto.id);
            tutti.extend(qui);
        }
        if !finiti.contains(cruscotto.id.as_str()) {
            tutti.push(Prossimo {
                cruscotto: Cow::Borrowed(cruscotto),
                da: Vec::new(),
            });
        }
    }
    let mut visti = BTreeSet::new();
    match tutti.iter().find(|p| !visti.insert(p.cruscotto.id.clone())) {
        Some(doppio) => Err(Guasto::Erede(format!(
            "nel ciclo nuovo ci sarebbero due cruscotti «{}»",
            doppio.cruscotto.id
        ))),
        None => Ok(tutti),
    }
}

fn uno<'a>(modello: &'a Modello, erede: &Erede) -> Result<Prossimo<'a>, Guasto> {
    let da = erede
        .gia
        .iter()
        .map(|id| {
            modello
                .cruscotto(id)
                .ok_or_else(|| sconosciuto(modello, id))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let prima = da[0];
    let nuovo = modello.cruscotto(&slug(&erede.nome));
    let mut cruscotto = Cruscotto {
        id: slug(&erede.nome),
        // The id of one that was: its name stays.
        nome: nuovo.map_or_else(|| erede.nome.clone(), |c| c.nome.clone()),
        gia: erede.gia.clone(),
        note: Vec::new(),
        righe: Vec::new(),
        ..prima.clone()
    };
    cruscotto.gia.retain(|id| *id != cruscotto.id);
    for vecchio in &da {
        let nuova = |riga: &&crate::model::Riga| {
            cruscotto
                .righe
                .iter()
                .all(|r| r.indicatore != riga.indicatore)
        };
        let righe: Vec<_> = vecchio.righe.iter().filter(nuova).cloned().collect();
        cruscotto.righe.extend(righe);
        let note: Vec<_> = vecchio
            .note
            .iter()
            .filter(|n| !cruscotto.note.contains(n))
            .cloned()
            .collect();
        cruscotto.note.extend(note);
    }
    Ok(Prossimo {
        cruscotto: Cow::Owned(cruscotto),
        da,
    })
}

fn sconosciuto(modello: &Modello, id: &str) -> Guasto {
    let noti = modello.cruscotti.iter().map(|c| c.id.as_str());
    let forse = piu_vicino(id, noti)
        .map(|vicino| format!(": forse volevi scrivere «{vicino}»"))
        .unwrap_or_default();
    Guasto::Erede(format!(
        "il ciclo vecchio non ha il cruscotto «{id}»{forse}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_heir_is_written_as_name_and_ids() {
        let erede: Erede = "Servizi  generali=affari-generali, personale"
            .parse()
            .expect("an heir");
        assert_eq!(erede.nome, "Servizi generali");
        assert_eq!(erede.gia, ["affari-generali", "personale"]);
        for storto in ["", "nome", "=id", "nome=", "nome=a,,b", "-=a"] {
            assert!(storto.parse::<Erede>().is_err(), "{storto}");
        }
    }
}
