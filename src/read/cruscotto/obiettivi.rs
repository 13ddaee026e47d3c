//! Which obiettivo or prospettiva a text names: by any code that `ciclo.toml` declares, by its name,
//! or by a code that looks like one and is not declared.

use crate::model::nome::{chiave, piu_vicino};
use crate::model::{Obiettivo, Prospettiva};

/// An obiettivo as a text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nominato {
    /// Of `ciclo.toml`, or as it is written where it is not there.
    pub codice: String,
    /// The obiettivo that the words beside the code name, if it is another one.
    pub altro: Option<String>,
    /// Its own name, where the words beside the code are not those and name no other.
    pub proprio: Option<String>,
}

const ETICHETTE: &[&str] = &[
    "obiettivo strategico",
    "obiettivo operativo",
    "obiettivo",
    "ob. strategico",
    "ob. operativo",
    "ob",
    "os",
];

/// Signs that set a code off from a name.
const SEGNI: &[char] = &[' ', ':', '.', '-', '–', '—', '|', '°', 'º', ')', ';', ','];

/// What people write between the letters and the figures of a code: `OP 1.1`, `A.2`, `OS-3`.
const TRA_LETTERE_E_CIFRE: &[char] = &[' ', '.', '-', '–'];

/// The prospettiva of this name, as `ciclo.toml` writes it.
pub fn prospettiva(prospettive: &[Prospettiva], testo: &str) -> Option<String> {
    let cercata = chiave(testo);
    prospettive
        .iter()
        .find(|p| chiave(&p.nome) == cercata)
        .map(|p| p.nome.clone())
}

/// The obiettivo that a text names, if it names any.
pub fn obiettivo(prospettive: &[Prospettiva], testo: &str) -> Option<Nominato> {
    let noti: Vec<&Obiettivo> = prospettive.iter().flat_map(|p| &p.obiettivi).collect();
    let testo = testo.trim();
    let senza = dopo_etichetta(testo);
    let senza_numero = senza.map(|resto| {
        let dopo_n = ["nr", "n"].iter().find_map(|n| dopo_parola(resto, n));
        dopo_n.unwrap_or(resto).trim_start_matches(SEGNI)
    });
    let letture = [Some(testo), senza_numero, senza];
    let dichiarato = letture
        .iter()
        .flatten()
        .find_map(|resto| con_codice(&noti, resto));
    if let Some((obiettivo, nome)) = dichiarato {
        let altro = altro_nome(&noti, obiettivo, nome);
        let diverso = altro.is_none() && e_altro_nome(obiettivo, nome);
        return Some(Nominato {
            codice: obiettivo.codice.clone(),
            altro,
            proprio: diverso.then(|| obiettivo.nome.clone()),
        });
    }
    let per_nome = letture.iter().flatten().find_map(|resto| {
        let cercato = chiave(resto);
        noti.iter()
            .find(|o| !cercato.is_empty() && chiave(&o.nome) == cercato)
    });
    let codice = per_nome
        .map(|o| o.codice.clone())
        .or_else(|| codice_obiettivo(testo))
        .or_else(|| come_i_dichiarati(&noti, testo))?;
    Some(Nominato {
        codice,
        altro: None,
        proprio: None,
    })
}

/// True if a text names an obiettivo that `ciclo.toml` declares.
pub fn dichiarato(prospettive: &[Prospettiva], testo: &str) -> bool {
    let nominato = obiettivo(prospettive, testo);
    let mut noti = prospettive.iter().flat_map(|p| &p.obiettivi);
    nominato.is_some_and(|nominato| noti.any(|o| o.codice == nominato.codice))
}

/// What follows the word for an obiettivo at the beginning of a text.
pub fn dopo_etichetta(testo: &str) -> Option<&str> {
    let dopo = ETICHETTE.iter().find_map(|e| dopo_parola(testo, e))?;
    Some(dopo.trim_start_matches(SEGNI))
}

/// True if a text is the code of an obiettivo and nothing more.
pub fn e_codice(prospettive: &[Prospettiva], testo: &str) -> bool {
    let noti: Vec<&Obiettivo> = prospettive.iter().flat_map(|p| &p.obiettivi).collect();
    let resto = con_codice(&noti, testo.trim()).map(|(_, resto)| resto.trim_matches(SEGNI));
    resto.is_some_and(str::is_empty)
}

/// An obiettivo that a text names by a slip of a declared name: its own words, which no `ciclo.toml`
/// has.
pub fn quasi(prospettive: &[Prospettiva], testo: &str) -> Option<Nominato> {
    let noti = prospettive.iter().flat_map(|p| &p.obiettivi);
    piu_vicino(testo, noti.map(|o| o.nome.as_str()))?;
    Some(Nominato {
        codice: testo.trim().to_owned(),
        altro: None,
        proprio: None,
    })
}

/// A code that begins as a declared one does and has other figures: `OP1.2` beside `OP1.1`. What
/// follows must be a sign or a name with its capital: `A24 corsie` is no code.
fn come_i_dichiarati(noti: &[&Obiettivo], testo: &str) -> Option<String> {
    noti.iter().find_map(|obiettivo| {
        let (lettere, _) = lettere_e_cifre(&obiettivo.codice)?;
        let resto = dopo_parole(testo, lettere)?;
        let fine = resto
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(resto.len());
        let (cifre, nome) = resto.split_at(fine);
        let cifre = cifre.trim_end_matches('.');
        let nome = nome.trim_start_matches(' ');
        let di_nome = |c: char| SEGNI.contains(&c) || c.is_uppercase();
        (!cifre.is_empty() && (nome.is_empty() || nome.starts_with(di_nome)))
            .then(|| format!("{lettere}{cifre}"))
    })
}

/// A code that begins with letters, cut before its figures: `OP` and `1.1`.
fn lettere_e_cifre(codice: &str) -> Option<(&str, &str)> {
    let fine = codice.find(|c: char| !c.is_alphabetic())?;
    let (lettere, cifre) = codice.split_at(fine);
    let cifre = cifre.trim_start_matches(TRA_LETTERE_E_CIFRE);
    (!lettere.is_empty() && cifre.starts_with(|c: char| c.is_ascii_digit()))
        .then_some((lettere, cifre))
}

/// What follows the letters of a code, in any case, and the sign that may set its figures off.
fn dopo_parole<'t>(testo: &'t str, lettere: &str) -> Option<&'t str> {
    let testa = testo.get(..lettere.len())?;
    let resto = testo[lettere.len()..].trim_start_matches(TRA_LETTERE_E_CIFRE);
    testa.eq_ignore_ascii_case(lettere).then_some(resto)
}

/// The declared obiettivo whose code a text begins with, the longest one, and what follows.
fn con_codice<'a, 't>(noti: &[&'a Obiettivo], testo: &'t str) -> Option<(&'a Obiettivo, &'t str)> {
    let candidati = noti.iter().filter_map(|obiettivo| {
        let resto = dopo_codice(testo, &obiettivo.codice)?;
        Some((*obiettivo, resto))
    });
    candidati.max_by_key(|(obiettivo, _)| obiettivo.codice.len())
}

/// What follows a code at the beginning of a text, in any case; a decimal comma stands for its
/// point, since a spreadsheet makes a number of `1.2`.
fn dopo_codice<'t>(testo: &'t str, codice: &str) -> Option<&'t str> {
    let intero = || {
        let testa = testo.get(..codice.len())?;
        let uguale = testa.eq_ignore_ascii_case(codice) || testa.replace(',', ".") == codice;
        uguale.then(|| &testo[codice.len()..])
    };
    let a_pezzi = || {
        let (lettere, cifre) = lettere_e_cifre(codice)?;
        dopo_parole(testo, lettere)?.strip_prefix(cifre)
    };
    let resto = intero().or_else(a_pezzi)?;
    let cifre = codice.ends_with(|c: char| c.is_ascii_digit());
    let dopo = resto.chars().next();
    let continua = match dopo {
        None => false,
        Some('.' | ',') => resto[1..].starts_with(|c: char| c.is_ascii_digit()),
        Some('%' | '/') => true,
        // `1.2Imprese` is a code and a name, `OS12` another code.
        Some(c) if cifre => c.is_ascii_digit() || (c.is_lowercase()),
        Some(c) => c.is_alphanumeric(),
    };
    (!codice.is_empty() && !continua).then_some(resto)
}

/// The declared obiettivo that the words beside a code name, if they name another one.
fn altro_nome(noti: &[&Obiettivo], proprio: &Obiettivo, scritto: &str) -> Option<String> {
    let nome = scritto.trim_matches(SEGNI);
    if nome.is_empty() || chiave(nome) == chiave(&proprio.nome) {
        return None;
    }
    let vicino = piu_vicino(nome, noti.iter().map(|o| o.nome.as_str()))?;
    let altro = noti.iter().find(|o| o.nome == vicino)?;
    (altro.codice != proprio.codice && chiave(vicino) != chiave(&proprio.nome))
        .then(|| altro.codice.clone())
}

/// True if the words beside a code are not its obiettivo's name, nor the beginning of it, nor that
/// and more.
fn e_altro_nome(proprio: &Obiettivo, scritto: &str) -> bool {
    let (scritto, suo) = (chiave(scritto.trim_matches(SEGNI)), chiave(&proprio.nome));
    !scritto.is_empty() && !suo.starts_with(&scritto) && !scritto.starts_with(&suo)
}

/// The code that an obiettivo's text begins with, declared or not: `1.1 Attrattività`, `Obiettivo
/// 1.1`, `OS 1.1 -`.
pub fn codice_obiettivo(testo: &str) -> Option<String> {
    let piano = testo.trim_start();
    let senza_etichetta = ETICHETTE
        .iter()
        .find_map(|etichetta| dopo_parola(piano, etichetta))
        .map_or(piano, |resto| resto.trim_start_matches(['.', ' ', ':']));
    let fine = senza_etichetta
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(senza_etichetta.len());
    let codice = senza_etichetta[..fine].trim_end_matches('.');
    let dopo = senza_etichetta[fine..].chars().next();
    let livelli = codice.split('.').filter(|parte| !parte.is_empty()).count();
    let ben_fatto = livelli >= 2 && livelli == codice.split('.').count();
    // A code alone in a cell may have been taken for a number.
    if let Some((intera, decimale)) = piano.split_once(',')
        && [intera, decimale]
            .iter()
            .all(|parte| !parte.is_empty() && parte.bytes().all(|b| b.is_ascii_digit()))
    {
        return Some(format!("{intera}.{decimale}"));
    }
    (ben_fatto && dopo.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '%' | ',' | '/')))
        .then(|| codice.to_owned())
}

/// What follows a word at the beginning of a text, in any case; none if the word goes on.
pub fn dopo_parola<'a>(testo: &'a str, parola: &str) -> Option<&'a str> {
    let testo = testo.trim_start();
    let testa = testo.get(..parola.len())?;
    let resto = &testo[parola.len()..];
    let intera = !parola.is_empty() && !resto.starts_with(char::is_alphabetic);
    (intera && testa.eq_ignore_ascii_case(parola)).then_some(resto)
}

/// What follows a sign that sets a name off: `| EFFICIENZA`, `: EFFICIENZA`.
pub fn dopo_segno(testo: &str) -> Option<&str> {
    let resto = testo
        .trim_start()
        .strip_prefix(['|', ':', '–', '-'])?
        .trim();
    (!resto.is_empty()).then_some(resto)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_obiettivi() {
        let casi = [
            ("1.1 Attrattività del territorio", Some("1.1")),
            ("Obiettivo 2.3: comunicazione", Some("2.3")),
            ("OS 1.1 - Turismo", Some("1.1")),
            ("4.1", Some("4.1")),
            ("4,1", Some("4.1")),
            ("1.1.2. Nome", Some("1.1.2")),
            ("2022 anno di prova", None),
            ("1.1% di errore", None),
            ("Totale", None),
        ];
        for (testo, codice) in casi {
            assert_eq!(codice_obiettivo(testo).as_deref(), codice, "{testo}");
        }
    }

    #[test]
    fn any_declared_code_or_name_is_known() {
        let dichiarato = |codice: &str, nome: &str| Obiettivo {
            codice: codice.to_owned(),
            nome: nome.to_owned(),
            ..Obiettivo::default()
        };
        let prospettive = [Prospettiva {
            nome: "Prima".to_owned(),
            obiettivi: vec![
                dichiarato("OS1", "Turismo e cultura"),
                dichiarato("OS12", "Imprese"),
                dichiarato("A2", "Servizi in rete"),
            ],
        }];
        let casi = [
            ("OS1 Turismo e cultura", "OS1", None),
            ("os12 - Imprese", "OS12", None),
            ("Obiettivo A2", "A2", None),
            ("Servizi in rete", "A2", None),
            ("OS1 Servizi in rete", "OS1", Some("A2")),
            ("os 1 - Turismo e cultura", "OS1", None),
            ("A.2 Servizi in rete", "A2", None),
            ("OS3 Mare", "OS3", None),
            ("A 7.1", "A7.1", None),
        ];
        for (testo, codice, altro) in casi {
            let trovato = obiettivo(&prospettive, testo).expect(testo);
            assert_eq!(
                (trovato.codice.as_str(), trovato.altro.as_deref()),
                (codice, altro)
            );
        }
        assert_eq!(obiettivo(&prospettive, "Osservatorio"), None);
        assert_eq!(obiettivo(&prospettive, "A24 corsie"), None);
    }
}
