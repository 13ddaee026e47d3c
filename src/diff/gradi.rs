//! The grades of the Relazione: each that changed, and what moved it.

use std::collections::HashMap;

use crate::model::valutazione::{GradoCruscotto, GradoRiga, Sintesi};
use crate::model::{
    Bozza, ChiaveRiga, Cruscotto, Esito, Modello, Origine, Riga, RuoloCruscotto, Valutazione,
    italiano,
};

use super::differenza::{Capo, Come, Cosa, Differenza, Graduato};
use super::righe::RigaNota;
use super::termini::Causa;
use super::{cruscotti, righe};

/// A row with its grade, in one draft or in both.
struct Mossa<'a> {
    cruscotto: &'a Cruscotto,
    vecchia: Option<Voto<'a>>,
    nuova: Option<Voto<'a>>,
}

#[derive(Clone, Copy)]
struct Voto<'a> {
    riga: &'a Riga,
    grado: &'a GradoRiga,
}

/// Compares the grades. Those of two different years are not compared: every one would differ.
pub(super) fn confronta(vecchia: &Bozza, nuova: &Bozza) -> Vec<Differenza> {
    let (Some(prima), Some(ora)) = (&vecchia.valutazione, &nuova.valutazione) else {
        return Vec::new();
    };
    if prima.anno != ora.anno {
        return Vec::new();
    }
    let anno = ora.anno;
    let mosse = mosse(vecchia, nuova);
    let mut differenze: Vec<Differenza> = mosse
        .iter()
        .filter_map(|mossa| della_riga(mossa, anno))
        .collect();
    differenze.extend(dei_cruscotti((vecchia, prima), (nuova, ora), &mosse));
    differenze.extend(dell_ente(prima, (&nuova.modello, ora), &mosse));
    differenze
}

fn mosse<'a>(vecchia: &'a Bozza, nuova: &'a Bozza) -> Vec<Mossa<'a>> {
    let abbinati = cruscotti::abbina(&vecchia.modello, &nuova.modello);
    let mut mosse = Vec::new();
    for (prima, ora) in abbinati.coppie() {
        mosse.extend(mosse_di((vecchia, prima), (nuova, ora)));
    }
    for cruscotto in &abbinati.tolti {
        let (gradi, righe) = (
            Gradi::di(vecchia, cruscotto),
            righe::note(&vecchia.modello, cruscotto),
        );
        mosse.extend(righe.iter().map(|nota| Mossa {
            cruscotto,
            vecchia: gradi.voto(nota),
            nuova: None,
        }));
    }
    for cruscotto in &abbinati.aggiunti {
        let (gradi, righe) = (
            Gradi::di(nuova, cruscotto),
            righe::note(&nuova.modello, cruscotto),
        );
        mosse.extend(righe.iter().map(|nota| Mossa {
            cruscotto,
            vecchia: None,
            nuova: gradi.voto(nota),
        }));
    }
    mosse
}

/// The rows of a cruscotto that both drafts have.
fn mosse_di<'a>(
    (vecchia, prima): (&'a Bozza, &'a Cruscotto),
    (nuova, ora): (&'a Bozza, &'a Cruscotto),
) -> Vec<Mossa<'a>> {
    let vecchie = righe::note(&vecchia.modello, prima);
    let nuove = righe::note(&nuova.modello, ora);
    let (gradi_prima, gradi_ora) = (Gradi::di(vecchia, prima), Gradi::di(nuova, ora));
    let abbinate = righe::abbina(&vecchie, &nuove);
    let mossa = |v: Option<&RigaNota<'a>>, n: Option<&RigaNota<'a>>| Mossa {
        cruscotto: ora,
        vecchia: v.and_then(|nota| gradi_prima.voto(nota)),
        nuova: n.and_then(|nota| gradi_ora.voto(nota)),
    };
    let coppie = abbinate.coppie().map(|(v, n)| mossa(Some(v), Some(n)));
    let tolte = abbinate.tolti.iter().map(|v| mossa(Some(v), None));
    let aggiunte = abbinate.aggiunti.iter().map(|n| mossa(None, Some(n)));
    coppie.chain(tolte).chain(aggiunte).collect()
}

/// The grades of one cruscotto's rows.
struct Gradi<'a>(HashMap<ChiaveRiga<'a>, &'a GradoRiga>);

impl<'a> Gradi<'a> {
    fn di(bozza: &'a Bozza, cruscotto: &Cruscotto) -> Self {
        let valutazione = bozza.valutazione.as_ref();
        let grado = valutazione.and_then(|gradi| gradi.cruscotto(&cruscotto.id));
        Self(grado.map(GradoCruscotto::per_chiave).unwrap_or_default())
    }

    fn voto(&self, nota: &RigaNota<'a>) -> Option<Voto<'a>> {
        Some(Voto {
            riga: nota.riga,
            grado: self.0.get(&nota.chiave)?,
        })
    }
}

/// A row that both drafts have, with another grade.
fn della_riga(mossa: &Mossa<'_>, anno: i16) -> Option<Differenza> {
    let (prima, ora) = (mossa.vecchia?, mossa.nuova?);
    let capo = |voto: Voto<'_>| {
        let risultato = voto
            .riga
            .consuntivo(anno)
            .map(|valore| valore.origine.clone());
        (
            esito(voto.grado),
            risultato.unwrap_or_else(|| voto.riga.origine.clone()),
        )
    };
    (esito(prima.grado) != esito(ora.grado)).then(|| {
        let riga = righe::indicata_in_due(&mossa.cruscotto.id, prima.riga, ora.riga);
        Cosa::Grado(Graduato::Riga(riga, anno)).cambiata(capo(prima), capo(ora), Come::Altrimenti)
    })
}

fn esito(grado: &GradoRiga) -> String {
    match (grado.esito, grado.grado) {
        (Esito::Valutato, Some(grado)) => grado.stampa(),
        (Esito::NonPrevisto, _) => "non previsto".to_owned(),
        (Esito::NonRilevato, _) => "non rilevato".to_owned(),
        _ => "non valutabile".to_owned(),
    }
}

/// The rows `dentro` that weigh differently in a mean than they did.
fn cause(mosse: &[Mossa<'_>], dentro: impl Fn(&Cruscotto, &Riga) -> bool) -> Vec<Causa> {
    let conta = |mossa: &Mossa<'_>, voto: Option<Voto<'_>>| {
        voto.filter(|voto| dentro(mossa.cruscotto, voto.riga))
            .and_then(contributo)
    };
    let nome = |mossa: &Mossa<'_>| {
        mossa
            .nuova
            .or(mossa.vecchia)
            .map(|voto| voto.riga.nome.clone())
    };
    mosse
        .iter()
        .map(|mossa| Causa {
            cruscotto: mossa.cruscotto.id.clone(),
            nome: nome(mossa).unwrap_or_default(),
            vecchio: conta(mossa, mossa.vecchia),
            nuovo: conta(mossa, mossa.nuova),
        })
        .filter(|causa| causa.vecchio != causa.nuovo)
        .collect()
}

/// What a row brings to a mean: its grade, with its weight if it has one.
fn contributo(voto: Voto<'_>) -> Option<String> {
    let grado = voto
        .grado
        .grado
        .filter(|_| voto.grado.esito == Esito::Valutato)?
        .stampa();
    Some(match voto.riga.peso {
        Some(peso) => format!("{grado} (peso {})", italiano::numero(peso.normalize())),
        None => grado,
    })
}

/// A mean as each draft has it, and where.
struct Medie<'a> {
    prima: &'a Sintesi,
    ora: &'a Sintesi,
    luoghi: Option<(Origine, Origine)>,
}

impl Medie<'_> {
    fn differenza(self, di: Graduato, cause: impl FnOnce() -> Vec<Causa>) -> Option<Differenza> {
        let stampa = |sintesi: &Sintesi| {
            sintesi
                .grado
                .map_or("non valutato".to_owned(), |grado| grado.stampa())
        };
        let (luogo_prima, luogo_ora) = self.luoghi.unzip();
        let capo = |sintesi, luogo| Capo {
            testo: stampa(sintesi),
            luogo,
        };
        let (vecchio, nuovo) = (capo(self.prima, luogo_prima), capo(self.ora, luogo_ora));
        let altra = vecchio.testo != nuovo.testo;
        altra.then(|| Cosa::Grado(di).cambiata(vecchio, nuovo, Come::PerCausaDi(cause())))
    }
}

/// The mean of many cruscotti: it stands in no place.
fn media(
    di: Graduato,
    prima: &Sintesi,
    ora: &Sintesi,
    cause: impl FnOnce() -> Vec<Causa>,
) -> Option<Differenza> {
    let luoghi = None;
    Medie { prima, ora, luoghi }.differenza(di, cause)
}

/// The *percentuale sintetica* of each cruscotto that both drafts have.
fn dei_cruscotti(
    (vecchia, gradi_prima): (&Bozza, &Valutazione),
    (nuova, gradi_ora): (&Bozza, &Valutazione),
    mosse: &[Mossa<'_>],
) -> Vec<Differenza> {
    let di = |gradi: &Valutazione, id: &str| {
        let grado = gradi.cruscotto(id);
        grado.map(|grado| grado.sintesi.clone())
    };
    let abbinati = cruscotti::abbina(&vecchia.modello, &nuova.modello);
    let differenze = abbinati.coppie().filter_map(|(prima, ora)| {
        let cause = || cause(mosse, |cruscotto, _| cruscotto.id == ora.id);
        let medie = Medie {
            prima: &di(gradi_prima, &prima.id)?,
            ora: &di(gradi_ora, &ora.id)?,
            luoghi: Some((Origine::file(&prima.file), Origine::file(&ora.file))),
        };
        let di = Graduato::Cruscotto(ora.id.clone(), gradi_ora.anno);
        medie.differenza(di, cause)
    });
    differenze.collect()
}

/// Obiettivi, prospettive and ente over the strategic cruscotto; then the services together.
fn dell_ente(
    prima: &Valutazione,
    (modello, ora): (&Modello, &Valutazione),
    mosse: &[Mossa<'_>],
) -> Vec<Differenza> {
    let ruolo = |cruscotto: &Cruscotto| modello.ruolo(cruscotto);
    let strategico = |cruscotto: &Cruscotto| ruolo(cruscotto) == RuoloCruscotto::Strategico;
    let mut differenze = Vec::new();
    for grado in &ora.obiettivi {
        let Some(vecchio) = prima.obiettivo(&grado.codice) else {
            continue;
        };
        let cause = || {
            cause(mosse, |c, riga| {
                strategico(c) && riga.obiettivo == grado.codice
            })
        };
        differenze.extend(media(
            Graduato::Obiettivo {
                livello: modello.nomi.obiettivo.uno(),
                codice: grado.codice.clone(),
            },
            vecchio,
            &grado.sintesi,
            cause,
        ));
    }
    for grado in &ora.prospettive {
        let Some(vecchio) = prima.prospettiva(&grado.nome) else {
            continue;
        };
        let cause = || {
            cause(mosse, |c, riga| {
                strategico(c) && riga.prospettiva == grado.nome
            })
        };
        differenze.extend(media(
            Graduato::Prospettiva {
                livello: modello.nomi.prospettiva.uno(),
                nome: grado.nome.clone(),
            },
            vecchio,
            &grado.sintesi,
            cause,
        ));
    }
    differenze.extend(media(Graduato::Ente, &prima.ente, &ora.ente, || {
        cause(mosse, |c, _| strategico(c))
    }));
    let servizi = || cause(mosse, |c, _| ruolo(c) == RuoloCruscotto::Servizio);
    differenze.extend(media(
        Graduato::AmbitoOrganizzativo,
        &prima.ambito_organizzativo,
        &ora.ambito_organizzativo,
        servizi,
    ));
    differenze
}
