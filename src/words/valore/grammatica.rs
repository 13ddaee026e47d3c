//! The grammar of a value: every rule must take the whole text, and a text that two rules take in
//! two ways is no value.

use rust_decimal::Decimal;

use crate::model::valore::{Intervallo, Limite};
use crate::model::{Dato, Grandezza, Operatore, Rilievo, UnitaMisura, Verso};

use super::date;
use super::lettore::Lettore;
use super::numeri::{self, Numero};
use super::parole::{
    ARTICOLI, CONGIUNTE, FATTORI, INCERTE, LEGAMI, NON_CONTATE, OPERATORI, Seguito, UNITA,
};
use super::simboli::Che;

/// A way to read a value, with what the last digit of its number is worth.
pub(super) type Lettura = (Dato, Option<Decimal>);
type Regola = fn(&mut Lettore<'_>) -> Option<Lettura>;

/// The rules, none before another: see [`super::leggi`].
pub(super) const REGOLE: &[Regola] = &[
    giorno,
    quantita,
    ore_e_minuti,
    tra_parentesi,
    soglia,
    soglia_dopo,
    scadenza,
    da_a,
    tra,
    con_trattino,
    due_soglie,
];

fn giorno(l: &mut Lettore<'_>) -> Option<Lettura> {
    Some((Dato::Data(date::data(l)?), None))
}

fn quantita(l: &mut Lettore<'_>) -> Option<Lettura> {
    if l.dicono("pari") {
        l.dice(LEGAMI).then_some(())?;
    }
    numero_di(l);
    let (grandezza, numero) = grandezza(l)?;
    Some((Dato::Quantita(grandezza), Some(numero.passo)))
}

/// `2h 30m`, `2 ore e 30 minuti`, as minutes.
fn ore_e_minuti(l: &mut Lettore<'_>) -> Option<Lettura> {
    let ore = numeri::numero(l)?;
    l.dice(&["h", "ore", "ora"]).then_some(())?;
    l.segno('.');
    l.dice(&["e"]);
    let minuti = numeri::numero(l)?;
    let _ = l.dice(&["m", "min", "minuti", "minuto"]) && l.segno('.') || l.segno('\'');
    if minuti.valore >= Decimal::from(60) {
        return None;
    }
    let valore = ore
        .valore
        .checked_mul(Decimal::from(60))?
        .checked_add(minuti.valore)?;
    let durata = Grandezza::nuova(valore.normalize(), UnitaMisura::Minuti);
    Some((Dato::Quantita(durata), Some(minuti.passo)))
}

/// `(1.234)`, as accountants write a loss; `(3)` is the mark of a footnote.
fn tra_parentesi(l: &mut Lettore<'_>) -> Option<Lettura> {
    l.segno('(').then_some(())?;
    let (grandezza, numero) = grandezza(l)?;
    let negativa = grandezza.valore > Decimal::TEN && l.segno(')');
    let dato = Dato::Quantita(Grandezza {
        valore: -grandezza.valore,
        ..grandezza
    });
    negativa.then_some((dato, Some(numero.passo)))
}

/// `<=10%`, `almeno 3 eventi`, `entro 30 gg`.
fn soglia(l: &mut Lettore<'_>) -> Option<Lettura> {
    let (operatore, grandezza, numero) = soglia_di_quantita(l)?;
    let limite = Limite::Quantita(grandezza);
    Some((Dato::Soglia(operatore, limite), Some(numero.passo)))
}

/// `entro il 31.12`, `≤ 31/12/2022`.
fn scadenza(l: &mut Lettore<'_>) -> Option<Lettura> {
    let (operatore, seguito) = operatore(l)?;
    legami(l, seguito)?;
    let data = match seguito {
        Seguito::Termine => date::termine(l)?,
        _ => date::data(l)?,
    };
    Some((Dato::Soglia(operatore, Limite::Data(data)), None))
}

/// `5 o più`, `10 max`.
fn soglia_dopo(l: &mut Lettore<'_>) -> Option<Lettura> {
    let (grandezza, numero) = grandezza(l)?;
    let operatore = if l.dicono("o piu") || l.dicono("o superiore") || l.dice(&["min", "minimo"]) {
        Operatore::MaggioreUguale
    } else if l.dicono("o meno") || l.dicono("o inferiore") || l.dice(&["max", "massimo"]) {
        Operatore::MinoreUguale
    } else {
        return None;
    };
    l.segno('.');
    let limite = Limite::Quantita(grandezza);
    Some((Dato::Soglia(operatore, limite), Some(numero.passo)))
}

/// `da 3 a 5`, `dal 90 al 100%`.
fn da_a(l: &mut Lettore<'_>) -> Option<Lettura> {
    l.dice(&["da", "dal", "dall", "dallo", "dalla", "dai"])
        .then_some(())?;
    l.segno('\'');
    estremi(l, |l| {
        let a = l.dice(&["a", "ad", "al", "all", "allo", "alla", "ai"]);
        l.segno('\'');
        a
    })
}

/// `tra 3 e 5`, `compreso fra il 3 e il 5%`.
fn tra(l: &mut Lettore<'_>) -> Option<Lettura> {
    l.dice(&["compreso", "compresa", "compresi", "comprese"]);
    l.dice(&["tra", "fra"]).then_some(())?;
    l.dice(ARTICOLI);
    estremi(l, |l| {
        let e = l.dice(&["e", "ed"]);
        l.dice(ARTICOLI);
        e
    })
}

/// `90-100%`, `3 - 5 eventi`, `3÷5`.
fn con_trattino(l: &mut Lettore<'_>) -> Option<Lettura> {
    estremi(l, |l| l.segno('-') || l.segno('÷'))
}

/// Two amounts, with what `mezzo` takes between them; both bounds are inside.
fn estremi(l: &mut Lettore<'_>, mezzo: impl FnOnce(&mut Lettore<'_>) -> bool) -> Option<Lettura> {
    let (da, primo) = grandezza(l)?;
    mezzo(l).then_some(())?;
    let (a, secondo) = grandezza(l)?;
    let anni = primo.come_anno && secondo.come_anno && a.unita == UnitaMisura::Nessuna;
    let intervallo = intervallo(
        (Operatore::MaggioreUguale, da),
        (Operatore::MinoreUguale, a),
    )?;
    (!anni).then_some((intervallo, None))
}

/// `≥80% e ≤95%`, `almeno 3 e al massimo 5`.
fn due_soglie(l: &mut Lettore<'_>) -> Option<Lettura> {
    let (primo, una, _) = soglia_di_quantita(l)?;
    let _ = l.segno(',') || l.dice(&["e", "ed", "ma"]);
    let (secondo, altra, _) = soglia_di_quantita(l)?;
    let (minimo, massimo) = match (primo.verso(), secondo.verso()) {
        (Verso::Crescente, Verso::Decrescente) => ((primo, una), (secondo, altra)),
        (Verso::Decrescente, Verso::Crescente) => ((secondo, altra), (primo, una)),
        _ => return None,
    };
    Some((intervallo(minimo, massimo)?, None))
}

/// An operator and an amount; a year is none.
fn soglia_di_quantita(l: &mut Lettore<'_>) -> Option<(Operatore, Grandezza, Numero)> {
    let (operatore, seguito) = operatore(l)?;
    let articolo = legami(l, seguito)?;
    numero_di(l);
    let (grandezza, numero) = grandezza(l)?;
    let di_tempo = Dato::Quantita(grandezza.clone()).tipo() == "durata";
    if seguito == Seguito::Termine && !di_tempo {
        return None;
    }
    let un_anno = numero.come_anno
        && grandezza.unita == UnitaMisura::Nessuna
        && (articolo || l.anno.is_none_or(|anno| vicino(&numero, anno)));
    (!un_anno).then_some((operatore, grandezza, numero))
}

/// Bounds in their order, of one unit: the one that is written only once is meant for both.
fn intervallo(
    (da_segno, mut da): (Operatore, Grandezza),
    (a_segno, mut a): (Operatore, Grandezza),
) -> Option<Dato> {
    let ordinati = da.valore < a.valore && da.unita.concorda(&a.unita);
    if a.unita == UnitaMisura::Nessuna {
        a.unita = da.unita.clone();
    } else {
        da.unita = a.unita.clone();
    }
    ordinati.then(|| {
        Dato::Intervallo(Box::new(Intervallo {
            minimo: (da_segno, da),
            massimo: (a_segno, a),
        }))
    })
}

/// An operator as a sign or in words, with how it goes on.
fn operatore(l: &mut Lettore<'_>) -> Option<(Operatore, Seguito)> {
    if let Some(operatore) = l.prova(operatore_in_segni) {
        return Some((operatore, Seguito::Libero));
    }
    l.dice(&["in"]);
    // Most values begin with a digit: no phrase needs to be tried on them.
    l.parola()?;
    let (_, operatore, seguito) = OPERATORI.iter().find(|(parole, ..)| l.dicono(parole))?;
    l.segno('.');
    l.segno(':');
    Some((*operatore, *seguito))
}

fn operatore_in_segni(l: &mut Lettore<'_>) -> Option<Operatore> {
    let segni: &[(char, Operatore, Operatore)] = &[
        ('<', Operatore::Minore, Operatore::MinoreUguale),
        ('>', Operatore::Maggiore, Operatore::MaggioreUguale),
    ];
    for (segno, solo, con_uguale) in segni {
        if l.segno(*segno) {
            return Some(if l.segno('=') { *con_uguale } else { *solo });
        }
    }
    if l.segno('≤') || l.segno('⩽') {
        Some(Operatore::MinoreUguale)
    } else if l.segno('≥') || l.segno('⩾') {
        Some(Operatore::MaggioreUguale)
    } else if l.segno('=') {
        segni
            .iter()
            .find_map(|(segno, _, operatore)| l.segno(*segno).then_some(*operatore))
    } else {
        None
    }
}

/// Takes the small words after an operator, and says whether one is an article.
fn legami(l: &mut Lettore<'_>, seguito: Seguito) -> Option<bool> {
    let (mut legato, mut articolo) = (false, false);
    while let Some(parola) = l.parola().filter(|parola| LEGAMI.contains(parola)) {
        // `entro i 30 gg`, and not `entro il I semestre`.
        if parola == "i" && !l.davanti_a_cifre() {
            break;
        }
        (legato, articolo) = (true, articolo || ARTICOLI.contains(&parola));
        l.avanti();
        l.segno('\'');
    }
    (legato || seguito != Seguito::Legato).then_some(articolo)
}

/// True if four digits are a year that a plan of this year would speak of.
fn vicino(numero: &Numero, anno: i16) -> bool {
    const ANNI: i64 = 10;
    (numero.valore - Decimal::from(anno)).abs() <= Decimal::from(ANNI)
}

/// `n.`, `nr.`, `numero` before a number says nothing more.
fn numero_di(l: &mut Lettore<'_>) {
    if l.dice(&["n", "nr", "num", "numero"]) {
        let _ = l.segno('.') || l.segno('°');
    }
}

/// A signed number with its unit, if it has one.
fn grandezza(l: &mut Lettore<'_>) -> Option<(Grandezza, Numero)> {
    let segno = segno(l);
    let euro = euro(l);
    let segno = if segno == Segno::Nessuno {
        self::segno(l)
    } else {
        segno
    };
    let inizio = l.clone();
    let mut numero = numeri::numero(l)?;
    let fattore = l.prova(fattore);
    if let Some(fattore) = fattore {
        numero.valore = numero.valore.checked_mul(fattore)?.normalize();
        numero.passo = numero.passo.checked_mul(fattore)?;
        numero.come_anno = false;
        if numero.valore >= Decimal::from(MASSIMO) {
            l.rilievo = Some(Rilievo::TroppeCifre);
            return None;
        }
    }
    let unita = match l.prova(|l| unita(l, &numero)) {
        Some(_) if euro => return None,
        Some(unita) => unita,
        None if euro => UnitaMisura::Euro,
        None => UnitaMisura::Nessuna,
    };
    if unita == UnitaMisura::Percento && fattore.is_none() {
        punto_decimale(inizio, &mut numero);
    }
    let valore = if segno == Segno::Meno {
        -numero.valore
    } else {
        numero.valore
    };
    let grandezza = Grandezza {
        piu: segno == Segno::Piu,
        ..Grandezza::nuova(valore, unita)
    };
    Some((grandezza, numero))
}

/// The first number that is too large for a figure of a document.
const MASSIMO: i64 = 1_000_000_000_000_000;

/// In a percentage a lone point is a decimal one: `99.999%`.
fn punto_decimale(mut inizio: Lettore<'_>, numero: &mut Numero) {
    if let Some(valore) = inizio.cifre().and_then(numeri::con_punto_decimale) {
        numero.passo = numeri::passo(valore.scale());
        numero.valore = valore;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Segno {
    Nessuno,
    Piu,
    Meno,
}

fn segno(l: &mut Lettore<'_>) -> Segno {
    if l.segno('+') || l.dice(&["piu"]) {
        Segno::Piu
    } else if l.segno('-') || l.dice(&["meno"]) {
        Segno::Meno
    } else {
        Segno::Nessuno
    }
}

fn euro(l: &mut Lettore<'_>) -> bool {
    if l.dice(&["eur", "euro"]) {
        l.segno('.');
        return true;
    }
    l.segno('€')
}

/// `mila`, `mln`, `miliardi di`.
fn fattore(l: &mut Lettore<'_>) -> Option<Decimal> {
    let (_, fattore) = FATTORI.iter().find(|(parole, _)| l.dice(parole))?;
    l.segno('.');
    l.dice(&["di"]);
    Some(Decimal::from(*fattore))
}

fn unita(l: &mut Lettore<'_>, numero: &Numero) -> Option<UnitaMisura> {
    if let Some(unita) = l.prova(unita_in_segni) {
        return Some(unita);
    }
    if let Some(massimo) = l.prova(|l| massimo(l, numero)) {
        return Some(UnitaMisura::Su(massimo));
    }
    l.prova(unita_nota).or_else(|| l.prova(unita_libera))
}

fn unita_in_segni(l: &mut Lettore<'_>) -> Option<UnitaMisura> {
    if l.segno('%') {
        Some(UnitaMisura::Percento)
    } else if l.segno('€') {
        Some(UnitaMisura::Euro)
    } else if l.segno('‰') {
        Some(UnitaMisura::Libera("‰".to_owned()))
    } else if l.attaccato() && l.segno('\'') {
        Some(UnitaMisura::Minuti)
    } else {
        None
    }
}

/// What a score is out of: `4,2 su 5`, `80/100`. A year is no such thing.
fn massimo(l: &mut Lettore<'_>, numero: &Numero) -> Option<Decimal> {
    let barrato = l.segno('/');
    if !barrato && !l.dice(&["su"]) {
        return None;
    }
    let massimo = numeri::numero(l)?;
    let punteggio = massimo.valore > Decimal::ZERO
        && (!barrato || numero.valore <= massimo.valore && !massimo.come_anno);
    punteggio.then(|| massimo.valore.normalize())
}

fn unita_nota(l: &mut Lettore<'_>) -> Option<UnitaMisura> {
    let trovata = UNITA.iter().find_map(|(parole, unita)| {
        l.prova(|l| {
            let mut parole = parole.split(' ').peekable();
            while let Some(parola) = parole.next() {
                l.dice(&[parola]).then_some(())?;
                // `gg. lavorativi`
                if parole.peek().is_none() || l.prossimo().is_some_and(|s| !s.staccato) {
                    l.segno('.');
                }
            }
            Some(unita.clone())
        })
    })?;
    let finita = l
        .parola()
        .is_none_or(|parola| NON_CONTATE.contains(&parola));
    finita.then_some(trovata)
}

/// What an office counts, in its own words: `eventi`, `giornate di formazione`.
fn unita_libera(l: &mut Lettore<'_>) -> Option<UnitaMisura> {
    const PAROLE: usize = 4;
    const LETTERE: usize = 40;
    let mut nomi: Vec<&str> = Vec::new();
    let mut finale = "";
    while let Some(Che::Parola { piana, scritta }) = l.prossimo().map(|simbolo| &simbolo.che) {
        if NON_CONTATE.contains(&piana.as_str()) {
            break;
        }
        let incerta = INCERTE.iter().any(|inizio| piana.starts_with(inizio));
        if incerta
            || fattore(&mut l.clone()).is_some()
            || date::numero_del_mese(&mut l.clone()).is_some()
        {
            return None;
        }
        nomi.push(scritta);
        finale = piana;
        l.avanti();
        if CONGIUNTE.contains(&piana.as_str()) {
            l.segno('\'');
        }
    }
    let prima = l.clone();
    let puntata = l.segno('.') && l.alla_fine();
    if !puntata {
        *l = prima;
    }
    let comincia = nomi.first().is_some_and(|nome| !CONGIUNTE.contains(nome));
    let nome = nomi.join(" ");
    let sensata = comincia
        && !CONGIUNTE.contains(&finale)
        && nomi.len() <= PAROLE
        && nome.chars().count() <= LETTERE;
    sensata.then_some(UnitaMisura::Libera(nome))
}
