//! Where in `ciclo.toml` a setting stands.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::Origine;

use super::FILE;

/// Where every setting stands, worked out once: what is wrong with thousands of them is said
/// without reading the file anew for each.
#[derive(Debug, Clone)]
pub(super) struct Luoghi {
    radice: Posto,
}

/// A setting: its line, from 1, and what stands in it by key or by position.
#[derive(Debug, Clone)]
struct Posto {
    riga: usize,
    dentro: BTreeMap<String, Posto>,
    /// What is written there, if that is a text.
    testo: Option<String>,
}

impl Luoghi {
    /// Of the file with this text and these settings.
    pub(super) fn di(testo: &str, tabella: &DeTable<'_>) -> Self {
        let a_capo: Vec<usize> = testo.match_indices('\n').map(|(byte, _)| byte).collect();
        let riga = |byte: usize| a_capo.partition_point(|fine| *fine < byte) + 1;
        Self {
            radice: Posto {
                riga: 1,
                dentro: Posto::della_tabella(tabella, &riga),
                testo: None,
            },
        }
    }

    /// The place of the setting that a path of keys and positions names, `["verifica", "deroghe",
    /// "1"]`: of a path that is not there whole, the line of the last part that is.
    pub(super) fn luogo(&self, percorso: &[&str]) -> Origine {
        let ultimo = self.lungo(percorso).last();
        Origine::chiave(FILE, percorso, ultimo.unwrap_or(&self.radice).riga)
    }

    /// Every text, with the path that leads to it.
    pub(super) fn testi(&self) -> Vec<(Vec<&str>, &str)> {
        let mut trovati = Vec::new();
        self.radice.testi(&mut Vec::new(), &mut trovati);
        trovati
    }

    /// True if a path leads to something.
    pub(super) fn presente(&self, percorso: &[&str]) -> bool {
        self.lungo(percorso).count() == percorso.len()
    }

    /// The settings on the way, as far as it is there.
    fn lungo(&self, percorso: &[&str]) -> impl Iterator<Item = &Posto> {
        percorso.iter().scan(&self.radice, |qui, passo| {
            *qui = qui.dentro.get(*passo)?;
            Some(*qui)
        })
    }
}

impl Posto {
    fn della_tabella(
        tabella: &DeTable<'_>,
        riga: &impl Fn(usize) -> usize,
    ) -> BTreeMap<String, Self> {
        let voci = tabella.iter().map(|(chiave, valore)| {
            let qui = riga(chiave.span().start);
            (chiave.get_ref().to_string(), Self::di(qui, valore, riga))
        });
        voci.collect()
    }

    fn di(qui: usize, valore: &Spanned<DeValue<'_>>, riga: &impl Fn(usize) -> usize) -> Self {
        let dentro = match valore.get_ref() {
            DeValue::Table(tabella) => Self::della_tabella(tabella, riga),
            DeValue::Array(elenco) => {
                let voci = elenco.iter().enumerate();
                let voci = voci.map(|(n, voce)| {
                    (n.to_string(), Self::di(riga(voce.span().start), voce, riga))
                });
                voci.collect()
            }
            _ => BTreeMap::new(),
        };
        Self {
            riga: qui,
            dentro,
            testo: valore.get_ref().as_str().map(str::to_owned),
        }
    }

    fn testi<'a>(&'a self, sopra: &mut Vec<&'a str>, trovati: &mut Vec<(Vec<&'a str>, &'a str)>) {
        let testo = self.testo.as_deref();
        trovati.extend(testo.map(|testo| (sopra.clone(), testo)));
        for (chiave, posto) in &self.dentro {
            sopra.push(chiave);
            posto.testi(sopra, trovati);
            sopra.pop();
        }
    }
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
        let luoghi = Luoghi::di(TESTO, radice.get_ref());
        let luogo = |percorso: &[&str], riga| Origine::chiave(FILE, percorso, riga);
        for (percorso, attesa) in casi {
            assert_eq!(luoghi.luogo(percorso), luogo(percorso, attesa));
        }
        assert_eq!(luoghi.luogo(&["manca"]), luogo(&["manca"], 1));
        assert!(luoghi.presente(&["verifica", "deroghe"]));
        assert!(!luoghi.presente(&["prospettive", "0", "manca"]));
    }
}
