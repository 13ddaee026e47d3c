//! The rows of a cruscotto: which is which, then field by field.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::ChiaveRiga;
use crate::model::nome::chiave;
use crate::model::{Cruscotto, Modello, Origine, Riga, Valore, Verso};

use super::allinea::{Abbinati, Allineamento};
use super::differenza::{CampoRiga, Capo, Come, Cosa, Differenza, Indicata, ParteCruscotto};
use super::valori::{
    VUOTO, capo, facoltativo, forma, non_vuoto, somiglianza, stesso_testo, stesso_valore,
    variazione,
};

/// Names as like as this are one name, wherever the row stands in its cruscotto.
const NOME_SIMILE: f64 = 0.8;
/// Names as like as this are one name if the row stands under the same azione, or has the same
/// values.
const NOME_VICINO: f64 = 0.5;

/// A row with what its grade is known by and the code that its indicator has.
pub(super) struct RigaNota<'a> {
    /// Id of its cruscotto.
    cruscotto: &'a str,
    pub riga: &'a Riga,
    pub chiave: ChiaveRiga<'a>,
    codice: Option<&'a str>,
}

/// The rows of a cruscotto with their codes.
pub(super) fn note<'a>(modello: &'a Modello, cruscotto: &'a Cruscotto) -> Vec<RigaNota<'a>> {
    let codici: BTreeMap<&str, &str> = modello
        .indicatori
        .iter()
        .filter_map(|i| Some((i.id.as_str(), i.codice.as_deref()?)))
        .collect();
    cruscotto
        .con_chiavi()
        .map(|(chiave, riga)| RigaNota {
            cruscotto: &cruscotto.id,
            riga,
            chiave,
            codice: codici.get(riga.indicatore.as_str()).copied(),
        })
        .collect()
}

/// Pairs rows: the same in all, by code, by name at the same place, by name elsewhere, by a similar
/// name.
pub(super) fn abbina<'a, 'r>(
    vecchie: &'a [RigaNota<'r>],
    nuove: &'a [RigaNota<'r>],
) -> Abbinati<'a, RigaNota<'r>> {
    let nome = |nota: &RigaNota<'_>| chiave(&nota.riga.nome);
    let codice = |nota: &RigaNota<'_>| nota.codice.map(chiave);
    let posto = |nota: &RigaNota<'_>| (nota.riga.obiettivo.clone(), chiave(&nota.riga.azione));
    // A row without a code is told by its name: its key is then as good as none.
    let per_codice = |nota: &RigaNota<'_>| codice(nota).ok_or_else(|| (nome(nota), posto(nota)));
    Allineamento::nuovo(vecchie, nuove)
        .per_chiave(|nota| (codice(nota), nome(nota), posto(nota), impronta(nota.riga)))
        .per_chiave(|nota| (codice(nota), nome(nota), posto(nota)))
        .per_chiave(per_codice)
        .per_chiave(|nota| (nome(nota), nota.riga.obiettivo.clone()))
        .per_chiave(nome)
        .per_somiglianza(|a, b| rinominata(a.riga, b.riga))
        .fine()
}

/// What a row's values print, so that of two rows with one name each finds its own.
fn impronta(riga: &Riga) -> Vec<String> {
    riga.valori().map(Valore::stampa).collect()
}

/// How sure it is that a row was given another name; none if it is another row.
fn rinominata(vecchia: &Riga, nuova: &Riga) -> Option<f64> {
    let nomi = somiglianza(&vecchia.nome, &nuova.nome);
    let obiettivo = vecchia.obiettivo == nuova.obiettivo;
    let azione = obiettivo && stesso_testo(&vecchia.azione, &nuova.azione);
    let valori = valori_uguali(vecchia, nuova);
    let vicina = nomi >= NOME_VICINO && obiettivo && (azione || valori);
    let punti = |vero: bool| if vero { 0.1 } else { 0.0 };
    (nomi >= NOME_SIMILE || vicina).then(|| nomi + punti(obiettivo) + punti(azione) + punti(valori))
}

/// True if both have values, and the same.
fn valori_uguali(vecchia: &Riga, nuova: &Riga) -> bool {
    let pieni =
        |valori: &BTreeMap<i16, Valore>| valori.values().any(|valore| !valore.dato.assente());
    let uguali = |a: &BTreeMap<i16, Valore>, b: &BTreeMap<i16, Valore>| {
        quando(a, b)
            .into_iter()
            .all(|quando| stesso_valore(a.get(quando), b.get(quando)))
    };
    pieni(&vecchia.atteso)
        && uguali(&vecchia.atteso, &nuova.atteso)
        && uguali(&vecchia.rimodulato, &nuova.rimodulato)
        && uguali(&vecchia.consuntivo, &nuova.consuntivo)
}

/// When either has a value.
fn quando<'a, K: Ord>(a: &'a BTreeMap<K, Valore>, b: &'a BTreeMap<K, Valore>) -> BTreeSet<&'a K> {
    a.keys().chain(b.keys()).collect()
}

/// Compares the rows of one cruscotto, with those of the cruscotti that it was made of or that were
/// made of it.
pub(super) fn confronta(
    ora: &Cruscotto,
    vecchie: &[RigaNota<'_>],
    nuove: &[RigaNota<'_>],
) -> Vec<Differenza> {
    let abbinati = abbina(vecchie, nuove);
    let azioni = azioni_rinominate(&abbinati);
    let rinominata = |v: &Riga, n: &Riga| azioni.contains_key(&(sotto(v), sotto(n)));
    let mut differenze: Vec<Differenza> = azioni
        .values()
        .map(|(vecchia, nuova)| azione_rinominata(&ora.id, vecchia, nuova))
        .collect();
    for (vecchia, nuova) in abbinati.coppie() {
        let coppia = Coppia {
            cruscotto: nuova.cruscotto,
            vecchia: vecchia.riga,
            nuova: nuova.riga,
        };
        differenze.extend(coppia.differenze(rinominata(vecchia.riga, nuova.riga)));
    }
    let intera = |cruscotto: &str, riga: &Riga| Cosa::Riga(indicata(cruscotto, riga), None);
    let tolti = abbinati.tolti.iter().map(|nota| nota.riga);
    differenze.extend(tolti.map(|riga| intera(&ora.id, riga).tolta(nome(riga))));
    let aggiunti = abbinati.aggiunti.iter();
    differenze.extend(aggiunti.map(|n| intera(n.cruscotto, n.riga).aggiunta(nome(n.riga))));
    let uno_solo =
        |note: &[RigaNota<'_>]| note.windows(2).all(|n| n[0].cruscotto == n[1].cruscotto);
    if !uno_solo(vecchie) || !uno_solo(nuove) {
        return differenze;
    }
    let ferma = |v: &RigaNota<'_>, n: &RigaNota<'_>| {
        v.riga.obiettivo == n.riga.obiettivo
            && (stesso_testo(&v.riga.azione, &n.riga.azione) || rinominata(v.riga, n.riga))
    };
    differenze.extend(abbinati.riordino(ferma).map(|riordino| {
        let (vecchia, nuova) = (nome(riordino.prima.riga), nome(riordino.ora.riga));
        Cosa::Cruscotto(ora.id.clone(), ParteCruscotto::OrdineRighe).riordinata(
            vecchia,
            nuova,
            riordino.quanti,
        )
    }));
    differenze
}

fn nome(riga: &Riga) -> Capo {
    (riga.nome.clone(), riga.origine.clone()).into()
}

/// A row of a cruscotto by what names it.
pub(super) fn indicata(cruscotto: &str, riga: &Riga) -> Indicata {
    Indicata {
        cruscotto: cruscotto.to_owned(),
        indicatore: riga.indicatore.clone(),
        indicatore_vecchio: None,
        nome: riga.nome.clone(),
    }
}

/// A row that both drafts have, by what names it now, and its old id where that is another.
pub(super) fn indicata_in_due(cruscotto: &str, vecchia: &Riga, nuova: &Riga) -> Indicata {
    let prima = &vecchia.indicatore;
    Indicata {
        indicatore_vecchio: (*prima != nuova.indicatore).then(|| prima.clone()),
        ..indicata(cruscotto, nuova)
    }
}

/// Where a row stands: its obiettivo and its azione.
type Sotto = (String, String);

fn sotto(riga: &Riga) -> Sotto {
    (riga.obiettivo.clone(), forma(&riga.azione))
}

/// Azioni whose rows all went together from one text to a similar one: the azione was renamed, its
/// rows did not move. With the first row of each.
fn azioni_rinominate<'r>(
    abbinati: &Abbinati<'_, RigaNota<'r>>,
) -> BTreeMap<(Sotto, Sotto), (&'r Riga, &'r Riga)> {
    let mut verso: BTreeMap<Sotto, BTreeSet<Sotto>> = BTreeMap::new();
    let mut da: BTreeMap<Sotto, BTreeSet<Sotto>> = BTreeMap::new();
    let mut prime: BTreeMap<(Sotto, Sotto), (&Riga, &Riga)> = BTreeMap::new();
    for (vecchia, nuova) in abbinati.coppie() {
        let (prima, ora) = (sotto(vecchia.riga), sotto(nuova.riga));
        verso.entry(prima.clone()).or_default().insert(ora.clone());
        da.entry(ora.clone()).or_default().insert(prima.clone());
        prime
            .entry((prima, ora))
            .or_insert((vecchia.riga, nuova.riga));
    }
    prime.retain(|(prima, ora), _| {
        prima.0 == ora.0
            && prima.1 != ora.1
            && verso[prima].len() == 1
            && da[ora].len() == 1
            && (chiave(&prima.1) == chiave(&ora.1) || somiglianza(&prima.1, &ora.1) >= NOME_VICINO)
    });
    prime
}

fn azione_rinominata(cruscotto: &str, vecchia: &Riga, nuova: &Riga) -> Differenza {
    let capo = |riga: &Riga| (riga.azione.clone(), riga.luogo(riga.celle.azione));
    Cosa::Cruscotto(cruscotto.to_owned(), ParteCruscotto::Azione)
        .rinominata(capo(vecchia), capo(nuova))
}

/// A row as both drafts have it.
struct Coppia<'a> {
    /// Id of its cruscotto.
    cruscotto: &'a str,
    vecchia: &'a Riga,
    nuova: &'a Riga,
}

impl Coppia<'_> {
    fn differenze(&self, azione_rinominata: bool) -> Vec<Differenza> {
        let mut differenze = Vec::new();
        differenze.extend(self.nome());
        differenze.extend(self.posto(azione_rinominata));
        let per_anno = |campo: fn(i16) -> CampoRiga| move |anno: &i16| Some(campo(*anno));
        differenze.extend(self.valori(|riga| &riga.atteso, per_anno(CampoRiga::Atteso)));
        differenze.extend(self.valori(|riga| &riga.rimodulato, per_anno(CampoRiga::Rimodulato)));
        differenze.extend(self.valori(|riga| &riga.consuntivo, per_anno(CampoRiga::Consuntivo)));
        let alla_data = |giorno: &String| Some(CampoRiga::AllaData(giorno.parse().ok()?));
        differenze.extend(self.valori(|riga| &riga.monitoraggi, alla_data));
        differenze.extend(self.campi());
        differenze
    }

    fn cosa(&self, campo: CampoRiga) -> Cosa {
        let riga = indicata_in_due(self.cruscotto, self.vecchia, self.nuova);
        Cosa::Riga(riga, Some(campo))
    }

    fn nome(&self) -> Option<Differenza> {
        let altro = forma(&self.vecchia.nome) != forma(&self.nuova.nome);
        altro.then(|| {
            self.cosa(CampoRiga::Nome)
                .rinominata(nome(self.vecchia), nome(self.nuova))
        })
    }

    /// Said once: whoever goes under another obiettivo goes under another azione as well.
    fn posto(&self, azione_rinominata: bool) -> Option<Differenza> {
        if self.vecchia.obiettivo != self.nuova.obiettivo {
            let capo = |riga: &Riga| {
                let luogo = riga.luogo(riga.celle.obiettivo);
                (non_vuoto(riga.obiettivo.clone()), luogo)
            };
            let cosa = self.cosa(CampoRiga::Obiettivo);
            return Some(cosa.spostata(capo(self.vecchia), capo(self.nuova)));
        }
        let capo = |riga: &Riga| {
            let luogo = riga.luogo(riga.celle.azione);
            (non_vuoto(riga.azione.clone()), luogo)
        };
        let altra = !stesso_testo(&self.vecchia.azione, &self.nuova.azione) && !azione_rinominata;
        altra.then(|| {
            self.cosa(CampoRiga::Azione)
                .spostata(capo(self.vecchia), capo(self.nuova))
        })
    }

    /// Targets or results, year by year, or values day by day.
    fn valori<K: Ord>(
        &self,
        di: impl Fn(&Riga) -> &BTreeMap<K, Valore>,
        campo: impl Fn(&K) -> Option<CampoRiga>,
    ) -> Vec<Differenza> {
        let (vecchi, nuovi) = (di(self.vecchia), di(self.nuova));
        quando(vecchi, nuovi)
            .into_iter()
            .map(|quando| (quando, vecchi.get(quando), nuovi.get(quando)))
            .filter(|(_, vecchio, nuovo)| !stesso_valore(*vecchio, *nuovo))
            .filter_map(|(quando, vecchio, nuovo)| {
                Some(self.cosa(campo(quando)?).cambiata(
                    capo(vecchio, &self.vecchia.origine),
                    capo(nuovo, &self.nuova.origine),
                    Come::di_tanto(variazione(vecchio, nuovo)),
                ))
            })
            .collect()
    }

    /// The other fields, each with its text and its cell.
    fn campi(&self) -> Vec<Differenza> {
        campi(self.vecchia)
            .into_iter()
            .zip(campi(self.nuova))
            .filter(|((_, vecchio), (_, nuovo))| !stesso_testo(&vecchio.0, &nuovo.0))
            .map(|((campo, vecchio), (_, nuovo))| {
                self.cosa(campo).cambiata(vecchio, nuovo, Come::Altrimenti)
            })
            .collect()
    }
}

fn campi(riga: &Riga) -> Vec<(CampoRiga, (String, Origine))> {
    let numero = |numero: Option<rust_decimal::Decimal>| {
        numero.map_or(VUOTO.to_owned(), |n| {
            crate::model::italiano::numero(n.normalize())
        })
    };
    let verso = riga.verso.map_or(VUOTO, |verso| match verso {
        Verso::Crescente => "crescente",
        Verso::Decrescente => "decrescente",
    });
    let di_sistema = if riga.di_sistema { "sì" } else { "no" };
    let celle = &riga.celle;
    let luogo = |cella| riga.luogo(cella);
    let primi = [
        (
            CampoRiga::Fonte,
            non_vuoto(riga.fonte.clone()),
            luogo(celle.fonte),
        ),
        (CampoRiga::Peso, numero(riga.peso), luogo(celle.peso)),
        (CampoRiga::Verso, verso.to_owned(), luogo(celle.verso)),
        (CampoRiga::DiSistema, di_sistema.to_owned(), luogo(None)),
        (
            CampoRiga::AttoRimodulazione,
            facoltativo(&riga.atto_rimodulazione),
            riga.dove("atto_rimodulazione"),
        ),
        (CampoRiga::Grado, numero(riga.grado), riga.dove("grado")),
        (
            CampoRiga::Motivazione,
            facoltativo(&riga.motivazione),
            riga.dove("motivazione"),
        ),
        (CampoRiga::Note, facoltativo(&riga.note), luogo(celle.note)),
    ];
    let altri = altri(riga)
        .map(|(nome, chiave, scritto)| (CampoRiga::Altro(nome), scritto, riga.dove(chiave)));
    let tutti = primi.into_iter().chain(altri);
    tutti
        .map(|(campo, scritto, luogo)| (campo, (scritto, luogo)))
        .collect()
}

/// What the PIAO and the PIRA say of an indicator besides: name, key of its cell, text.
fn altri(riga: &Riga) -> [(&'static str, &'static str, String); 8] {
    let baseline = riga.baseline.as_ref().map(|baseline| {
        let anno = baseline.anno.map(|anno| format!(" ({anno})"));
        baseline.valore.stampa() + &anno.unwrap_or_default()
    });
    [
        (
            "unità di misura",
            "unita_misura",
            facoltativo(&riga.unita_misura),
        ),
        ("definizione", "definizione", facoltativo(&riga.definizione)),
        ("formula", "formula", facoltativo(&riga.formula)),
        ("tipologia", "tipologia", facoltativo(&riga.tipologia)),
        ("dimensione", "dimensione", facoltativo(&riga.dimensione)),
        ("stakeholder", "stakeholder", facoltativo(&riga.stakeholder)),
        ("programma", "programma", facoltativo(&riga.programma)),
        (
            "baseline",
            "baseline",
            non_vuoto(baseline.unwrap_or_default()),
        ),
    ]
}
