//! Where in `ciclo.toml` a setting stands.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::Origine;
use crate::model::origine::riga_di;

use super::FILE;

/// The place of the setting that a path of keys and positions names.
pub(super) fn luogo(testo: &str, radice: &DeTable<'_>, percorso: &[&str]) -> Origine {
    Origine::chiave(FILE, percorso, riga(testo, radice, percorso))
}

/// The line, from 1, of the setting that a path of keys and positions names: `["verifica",
/// "deroghe", "1"]`. Of a path that is not there whole, the last part that is; 1 if nothing is.
fn riga(testo: &str, radice: &DeTable<'_>, percorso: &[&str]) -> usize {
    let mut posto = 0;
    let mut qui: Option<&Spanned<DeValue<'_>>> = None;
    for (profondita, passo) in percorso.iter().enumerate() {
        let figlio = match qui.map(Spanned::get_ref) {
            None if profondita == 0 => nella_tabella(radice, passo),
            Some(DeValue::Table(tabella)) => nella_tabella(tabella, passo),
            Some(DeValue::Array(elenco)) => passo
                .parse()
                .ok()
                .and_then(|n: usize| elenco.get(n))
                .map(|voce| (voce.span().start, voce)),
            _ => None,
        };
        let Some((inizio, valore)) = figlio else {
            break;
        };
        posto = inizio;
        qui = Some(valore);
    }
    riga_di(testo, posto)
}

/// True if a path of keys leads to something.
pub(super) fn presente(radice: &DeTable<'_>, percorso: &[&str]) -> bool {
    let Some((nome, resto)) = percorso.split_first() else {
        return true;
    };
    let trovato = nella_tabella(radice, nome);
    trovato.is_some_and(|(_, valore)| match valore.get_ref() {
        DeValue::Table(tabella) => presente(tabella, resto),
        _ => resto.is_empty(),
    })
}

/// A key of a table: where it is written, and its value.
fn nella_tabella<'a, 'i>(
    tabella: &'a DeTable<'i>,
    nome: &str,
) -> Option<(usize, &'a Spanned<DeValue<'i>>)> {
    let (chiave, valore) = tabella
        .iter()
        .find(|(chiave, _)| chiave.get_ref().as_ref() == nome)?;
    Some((chiave.span().start, valore))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TESTO: &str = "\
[ente]
nome = \"prova\"

[[prospettive]]
nome = \"Prima\"
obiettivi = [
  { codice = \"1.1\" },
  { codice = \"1.2\" },
]
[[verifica.deroghe]]
motivo = \"prova\"
[[verifica.deroghe]]
motivo = \"prova\"
";

    #[test]
    fn a_setting_is_found_by_its_path_not_by_its_words() {
        let casi: [(&[&str], usize); 6] = [
            (&["ente", "nome"], 2),
            (&["prospettive", "0", "obiettivi", "1", "codice"], 8),
            (&["verifica", "deroghe", "0"], 10),
            (&["verifica", "deroghe", "1"], 12),
            (&["verifica", "deroghe", "1", "motivo"], 13),
            (&["prospettive", "0", "manca"], 4),
        ];
        let radice = DeTable::parse(TESTO).expect("TOML");
        for (percorso, attesa) in casi {
            assert_eq!(
                riga(TESTO, radice.get_ref(), percorso),
                attesa,
                "{percorso:?}"
            );
        }
        assert_eq!(riga(TESTO, radice.get_ref(), &["manca"]), 1);
    }
}
