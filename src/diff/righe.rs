//! The rows of a cruscotto: which is which, then field by field.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::nome::chiave;
use crate::model::valutazione::ChiaveRiga;
use crate::model::{Cruscotto, Modello, Riga, Valore, Verso};

use super::allinea::{Abbinati, Allineamento};
use super::differenza::{Ambito, Capo, Differenza, Tipo};
use super::valori::{
    VUOTO, capo, forma, non_vuoto, somiglianza, stesso_testo, stesso_valore, variazione,
};

/// Names as like as this are one name, wherever the row stands in its cruscotto.
const NOME_SIMILE: f64 = 0.8;
/// Names as like as this are one name if the row stands under the same azione, or has the same
/// values.
const NOME_VICINO: f64 = 0.5;

/// A row with what its grade is known by and the code that its indicator has.
pub struct RigaNota<'a> {
    pub riga: &'a Riga,
    pub chiave: ChiaveRiga<'a>,
    codice: Option<&'a str>,
}

/// The rows of a cruscotto with their codes.
pub fn note<'a>(modello: &'a Modello, cruscotto: &'a Cruscotto) -> Vec<RigaNota<'a>> {
    let codici: BTreeMap<&str, &str> = modello
        .indicatori
        .iter()
        .filter_map(|i| Some((i.id.as_str(), i.codice.as_deref()?)))
        .collect();
    cruscotto
        .con_chiavi()
        .map(|(chiave, riga)| RigaNota {
            riga,
            chiave,
            codice: codici.get(riga.indicatore.as_str()).copied(),
        })
        .collect()
}

/// Pairs rows: the same in all, by code, by name at the same place, by name elsewhere, by a similar
/// name.
pub fn abbina<'a, 'r>(
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
    riga.atteso
        .values()
        .chain(riga.consuntivo.values())
        .map(Valore::stampa)
        .collect()
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
        anni(a, b)
            .into_iter()
            .all(|anno| stesso_valore(a.get(&anno), b.get(&anno)))
    };
    pieni(&vecchia.atteso)
        && uguali(&vecchia.atteso, &nuova.atteso)
        && uguali(&vecchia.consuntivo, &nuova.consuntivo)
}

fn anni(a: &BTreeMap<i16, Valore>, b: &BTreeMap<i16, Valore>) -> BTreeSet<i16> {
    a.keys().chain(b.keys()).copied().collect()
}

/// Compares the rows of one cruscotto.
pub fn confronta(
    cruscotto: &str,
    vecchie: &[RigaNota<'_>],
    nuove: &[RigaNota<'_>],
) -> Vec<Differenza> {
    let abbinati = abbina(vecchie, nuove);
    let azioni = azioni_rinominate(&abbinati);
    let rinominata = |v: &Riga, n: &Riga| azioni.contains_key(&(sotto(v), sotto(n)));
    let mut differenze: Vec<Differenza> = azioni
        .values()
        .map(|(vecchia, nuova)| azione_rinominata(vecchia, nuova))
        .collect();
    for (vecchia, nuova) in abbinati.coppie() {
        let coppia = Coppia {
            vecchia: vecchia.riga,
            nuova: nuova.riga,
        };
        differenze.extend(coppia.differenze(rinominata(vecchia.riga, nuova.riga)));
    }
    differenze.extend(
        abbinati
            .tolti
            .iter()
            .map(|nota| intera(nota.riga, Tipo::Tolto)),
    );
    differenze.extend(
        abbinati
            .aggiunti
            .iter()
            .map(|nota| intera(nota.riga, Tipo::Aggiunto)),
    );
    let ferma = |v: &RigaNota<'_>, n: &RigaNota<'_>| {
        v.riga.obiettivo == n.riga.obiettivo
            && (stesso_testo(&v.riga.azione, &n.riga.azione) || rinominata(v.riga, n.riga))
    };
    differenze.extend(abbinati.riordino(ferma).map(|riordino| {
        let capo = |nota: &RigaNota<'_>| (nota.riga.nome.clone(), nota.riga.origine.clone());
        let mut differenza = Differenza::nuova(Ambito::Cruscotto, Tipo::Riordinato)
            .campo("righe")
            .tra(capo(riordino.prima), capo(riordino.ora));
        differenza.fuori_posto = Some(riordino.quanti);
        differenza
    }));
    differenze
        .into_iter()
        .map(|d| Differenza {
            cruscotto: Some(cruscotto.to_owned()),
            ..d
        })
        .collect()
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

fn azione_rinominata(vecchia: &Riga, nuova: &Riga) -> Differenza {
    Differenza::nuova(Ambito::Cruscotto, Tipo::Rinominato)
        .campo("azione")
        .tra(
            (vecchia.azione.clone(), vecchia.luogo(vecchia.celle.azione)),
            (nuova.azione.clone(), nuova.luogo(nuova.celle.azione)),
        )
}

/// A row that only one draft has.
fn intera(riga: &Riga, tipo: Tipo) -> Differenza {
    let capo = (riga.nome.clone(), riga.origine.clone());
    let differenza = Differenza::nuova(Ambito::Indicatore, tipo);
    let differenza = if tipo == Tipo::Tolto {
        differenza.solo_vecchio(capo)
    } else {
        differenza.solo_nuovo(capo)
    };
    di(riga, differenza)
}

fn di(riga: &Riga, differenza: Differenza) -> Differenza {
    Differenza {
        indicatore: Some(riga.indicatore.clone()),
        nome: Some(riga.nome.clone()),
        ..differenza
    }
}

/// A row as both drafts have it.
struct Coppia<'a> {
    vecchia: &'a Riga,
    nuova: &'a Riga,
}

impl Coppia<'_> {
    fn differenze(&self, azione_rinominata: bool) -> Vec<Differenza> {
        let mut differenze = Vec::new();
        differenze.extend(self.nome());
        differenze.extend(self.posto(azione_rinominata));
        differenze.extend(self.valori("atteso", |riga| &riga.atteso));
        differenze.extend(self.valori("consuntivo", |riga| &riga.consuntivo));
        differenze.extend(self.campi());
        let altro_id = (self.vecchia.indicatore != self.nuova.indicatore)
            .then(|| self.vecchia.indicatore.clone());
        differenze
            .into_iter()
            .map(|d| Differenza {
                indicatore_vecchio: altro_id.clone(),
                ..di(self.nuova, d)
            })
            .collect()
    }

    fn nome(&self) -> Option<Differenza> {
        let capo = |riga: &Riga| (riga.nome.clone(), riga.origine.clone());
        (forma(&self.vecchia.nome) != forma(&self.nuova.nome)).then(|| {
            Differenza::nuova(Ambito::Indicatore, Tipo::Rinominato)
                .campo("nome")
                .tra(capo(self.vecchia), capo(self.nuova))
        })
    }

    /// Said once: whoever goes under another obiettivo goes under another azione as well.
    fn posto(&self, azione_rinominata: bool) -> Option<Differenza> {
        let spostato = Differenza::nuova(Ambito::Indicatore, Tipo::Spostato);
        if self.vecchia.obiettivo != self.nuova.obiettivo {
            let capo = |riga: &Riga| {
                (
                    non_vuoto(riga.obiettivo.clone()),
                    riga.luogo(riga.celle.obiettivo),
                )
            };
            return Some(
                spostato
                    .campo("obiettivo")
                    .tra(capo(self.vecchia), capo(self.nuova)),
            );
        }
        let capo = |riga: &Riga| {
            (
                non_vuoto(riga.azione.clone()),
                riga.luogo(riga.celle.azione),
            )
        };
        let altra = !stesso_testo(&self.vecchia.azione, &self.nuova.azione) && !azione_rinominata;
        altra.then(|| {
            spostato
                .campo("azione")
                .tra(capo(self.vecchia), capo(self.nuova))
        })
    }

    /// Targets or results, year by year.
    fn valori(&self, campo: &str, di: impl Fn(&Riga) -> &BTreeMap<i16, Valore>) -> Vec<Differenza> {
        let (vecchi, nuovi) = (di(self.vecchia), di(self.nuova));
        anni(vecchi, nuovi)
            .into_iter()
            .map(|anno| (anno, vecchi.get(&anno), nuovi.get(&anno)))
            .filter(|(_, vecchio, nuovo)| !stesso_valore(*vecchio, *nuovo))
            .map(|(anno, vecchio, nuovo)| Differenza {
                variazione: variazione(vecchio, nuovo),
                ..Differenza::nuova(Ambito::Indicatore, Tipo::Cambiato)
                    .campo(format!("{campo} {anno}"))
                    .tra(
                        capo(vecchio, &self.vecchia.origine),
                        capo(nuovo, &self.nuova.origine),
                    )
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
                Differenza::nuova(Ambito::Indicatore, Tipo::Cambiato)
                    .campo(campo)
                    .tra(vecchio, nuovo)
            })
            .collect()
    }
}

fn campi(riga: &Riga) -> [(&'static str, Capo); 7] {
    let testo = |testo: &Option<String>| non_vuoto(testo.clone().unwrap_or_default());
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
    [
        (
            "fonte",
            (non_vuoto(riga.fonte.clone()), riga.luogo(celle.fonte)),
        ),
        ("peso", (numero(riga.peso), riga.luogo(celle.peso))),
        ("verso", (verso.to_owned(), riga.luogo(celle.verso))),
        ("di sistema", (di_sistema.to_owned(), riga.origine.clone())),
        ("grado", (numero(riga.grado), riga.luogo(celle.grado))),
        (
            "motivazione",
            (testo(&riga.motivazione), riga.luogo(celle.motivazione)),
        ),
        ("note", (testo(&riga.note), riga.luogo(celle.note))),
    ]
}
