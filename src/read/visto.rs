//! A cell as it is seen → its value: the text is read as if it had been typed, and where it says
//! what the cell stores, the stored number is kept exact.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::valore::Limite;
use crate::model::{Dato, Grandezza, Origine, Rilievo, UnitaMisura, Valore, italiano};

use super::formato::{Formato, Specie, giorno};
use crate::words::valore::{self, Letto, da_f64};

/// What an Italian program shows for true and false.
pub(super) fn logico(vero: bool) -> &'static str {
    if vero { "VERO" } else { "FALSO" }
}

/// The value of a text.
pub(super) fn testo(testo: &str, origine: Origine, anno: Option<i16>) -> Valore {
    let letto = valore::leggi(testo, anno);
    valore(letto, valore::una_riga(testo), origine)
}

fn valore(letto: Letto, testo: String, origine: Origine) -> Valore {
    Valore {
        richiamo: letto.richiamo,
        rilievo: letto.rilievo,
        ..Valore::nuovo(letto.dato, testo, origine)
    }
}

/// The value of a number through its format.
pub(super) fn numero(
    numero: f64,
    formato: &Formato,
    origine: Origine,
    anno: Option<i16>,
) -> Valore {
    let mostrato = formato.mostra(numero);
    let letto = match mostrato.specie {
        Specie::Cifre {
            percento,
            decimali,
            al_massimo,
        } => {
            let letto = valore::leggi(&mostrato.testo, anno);
            let esatto = da_f64(numero).and_then(|n| n.checked_mul(potenza_di_cento(percento)?));
            let esatto = esatto.map(|esatto| con_decimali(esatto, decimali, al_massimo));
            cifre(letto, esatto)
        }
        Specie::Giorno => di_un_giorno(numero, &mostrato.testo, formato, anno),
        Specie::Durata => durata(numero),
        // An hour is no value: `14` of `h` is no number either.
        Specie::Ora => Some(valore::leggi(&mostrato.testo, anno))
            .filter(|letto| matches!(letto.dato, Dato::Testo(_))),
        Specie::Parole => parole(numero, valore::leggi(&mostrato.testo, anno)),
    };
    let testo = mostrato.testo;
    let letto = letto.unwrap_or_else(|| ingannevole(numero, formato, &testo));
    valore(letto, testo, origine)
}

fn potenza_di_cento(percento: u32) -> Option<Decimal> {
    (0..percento).try_fold(Decimal::ONE, |uno, _| uno.checked_mul(Decimal::ONE_HUNDRED))
}

/// A stored number with the decimals that are printed of it: at least and at most so many.
fn con_decimali(esatto: Decimal, decimali: u32, al_massimo: u32) -> Grandezza {
    let mut esatto = esatto.normalize();
    if esatto.scale() < decimali {
        esatto.rescale(decimali);
    }
    Grandezza {
        decimali: esatto.scale().min(al_massimo),
        ..Grandezza::nuova(esatto, UnitaMisura::Nessuna)
    }
}

/// What the digits say, with the stored number in the place of the rounded one; none if they do not
/// agree.
fn cifre(letto: Letto, esatta: Option<Grandezza>) -> Option<Letto> {
    let esatta = |vista: &Grandezza| {
        let esatta = esatta.as_ref()?;
        let mezzo_passo = letto.passo?.checked_div(Decimal::TWO)?;
        let scarto = esatta.valore.checked_sub(vista.valore)?.abs();
        (scarto <= mezzo_passo).then(|| Grandezza {
            unita: vista.unita.clone(),
            piu: vista.piu,
            ..esatta.clone()
        })
    };
    let dato = match &letto.dato {
        Dato::Quantita(vista) => Dato::Quantita(esatta(vista)?),
        Dato::Soglia(operatore, Limite::Quantita(vista)) => {
            Dato::Soglia(*operatore, Limite::Quantita(esatta(vista)?))
        }
        // Too many digits: the text is all that there is, and says so itself.
        Dato::Testo(_) if letto.rilievo == Some(Rilievo::TroppeCifre) => letto.dato.clone(),
        _ => return None,
    };
    Some(Letto { dato, ..letto })
}

/// The day, if the text says it; where the text has no year the cell knows it.
fn di_un_giorno(numero: f64, testo: &str, formato: &Formato, anno: Option<i16>) -> Option<Letto> {
    let data = giorno(numero)?;
    let anno = anno.or(Some(data.year()));
    let letto = match valore::leggi(testo, anno) {
        // A date with a time: the day is what counts.
        parole if matches!(parole.dato, Dato::Testo(_)) => {
            valore::leggi(&formato.mostra(numero.floor()).testo, anno)
        }
        letto => letto,
    };
    let detta = |vista: Date| vista == data || vista == data.last_of_month();
    let vero = match &letto.dato {
        Dato::Data(vista) | Dato::Soglia(_, Limite::Data(vista)) => detta(*vista),
        _ => false,
    };
    vero.then_some(letto)
}

/// A length of time in minutes.
fn durata(giorni: f64) -> Option<Letto> {
    const MINUTI: u32 = 24 * 60;
    let minuti = da_f64(giorni)?.checked_mul(Decimal::from(MINUTI))?;
    // A spreadsheet keeps a minute as a fraction of a day, whose last digits are noise.
    let esatto = italiano::arrotonda(minuti, 6).normalize();
    let durata = Grandezza {
        unita: UnitaMisura::Minuti,
        ..con_decimali(esatto, 0, 6)
    };
    Some(Letto::solo(Dato::Quantita(durata)))
}

/// Words that stand for a number: a yes for anything but zero, a no for zero.
fn parole(numero: f64, letto: Letto) -> Option<Letto> {
    let vere = match letto.dato {
        Dato::Si => numero != 0.0,
        Dato::No => numero == 0.0,
        _ => false,
    };
    vere.then_some(letto)
}

/// What is seen and not what is stored: words, unless it is a dash or nothing at all.
fn ingannevole(numero: f64, formato: &Formato, testo: &str) -> Letto {
    let contiene = match giorno(numero).filter(|_| formato.di_tempo(numero)) {
        Some(data) => italiano::data(data),
        None => Formato::generale().mostra(numero).testo,
    };
    let letto = valore::leggi(testo, None);
    let dato = match letto.dato {
        assente @ (Dato::Vuoto | Dato::NonPrevisto) if letto.richiamo.is_none() => assente,
        _ => Dato::Testo(valore::una_riga(testo)),
    };
    Letto {
        rilievo: Some(Rilievo::FormatoIngannevole { contiene }),
        ..Letto::solo(dato)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kind and the printed form.
    fn in_breve(valore: &Valore) -> String {
        let breve = format!("{} {}", valore.dato.tipo(), valore.stampa());
        match valore.rilievo {
            Some(Rilievo::DataImpossibile) => format!("{breve} !data"),
            Some(Rilievo::TroppeCifre) => format!("{breve} !cifre"),
            Some(Rilievo::FormatoIngannevole { .. }) => format!("{breve} !formato"),
            None => breve.trim_end().to_owned(),
        }
    }

    /// The cases of a file, by the year of the column in which they stand.
    fn casi(file: &str) -> impl Iterator<Item = (Option<i16>, &str, &str)> {
        let mut anno = None;
        file.lines().filter_map(move |riga| {
            if let Some(detto) = riga.strip_prefix("## anno") {
                anno = detto.trim().parse().ok();
            }
            let caso = riga.split_once(" => ").filter(|_| !riga.starts_with('#'))?;
            Some((anno, caso.0, caso.1))
        })
    }

    #[test]
    fn a_table_of_what_people_write() {
        let mut provati = 0;
        let mut sbagliati = Vec::new();
        for (anno, scritto, atteso) in casi(include_str!("../../tests/casi/valori.txt")) {
            let testo_scritto = scritto.trim_matches('|').replace("\\n", "\n");
            let letto = testo(&testo_scritto, Origine::default(), anno);
            if in_breve(&letto) != atteso.trim() {
                sbagliati.push(format!("{scritto} => {} (not {atteso})", in_breve(&letto)));
            }
            let riletto = testo(&letto.stampa(), Origine::default(), anno);
            if riletto.dato != letto.dato || riletto.stampa() != letto.stampa() {
                sbagliati.push(format!("{} => {}", letto.stampa(), in_breve(&riletto)));
            }
            provati += 1;
        }
        assert!(sbagliati.is_empty(), "{}", sbagliati.join("\n"));
        assert!(provati > 60, "only {provati} cases read");
    }

    #[test]
    fn a_table_of_numbers_and_formats() {
        let mut provati = 0;
        let mut sbagliati = Vec::new();
        for (anno, scritto, atteso) in casi(include_str!("../../tests/casi/formati.txt")) {
            let (stored, codice) = scritto.split_once(" | ").expect("«number | code»");
            let stored: f64 = stored.trim().parse().expect("a number");
            let formato = Formato::da_codice(codice.trim_matches('|'));
            let visto = formato.mostra(stored).testo;
            let letto = numero(stored, &formato, Origine::default(), anno);
            let trovato = format!("{visto} => {}", in_breve(&letto));
            if trovato.trim() != atteso.trim() {
                sbagliati.push(format!("{scritto} => {trovato}"));
            }
            provati += 1;
        }
        assert!(sbagliati.is_empty(), "{}", sbagliati.join("\n"));
        assert!(provati > 20, "only {provati} cases read");
    }
}
