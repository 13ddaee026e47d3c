//! Of which kind a workbook is that `ciclo.toml` does not name: by its folder and its name.

use crate::model::nome::slug;
use crate::model::{RuoloCruscotto, Tipi, TipoCruscotto};

/// The folder of the workbooks that services fill in.
pub const SERVIZI: &str = "servizi";

/// The kind of a workbook by its folder and id; none where no declared kind fits.
pub fn probabile<'a>(tipi: &'a Tipi, sotto: &str, id: &str) -> Option<&'a TipoCruscotto> {
    let id = slug(id);
    let di_ruolo = |ruolo| tipi.iter().filter(move |tipo| tipo.ruolo == ruolo);
    if sotto == SERVIZI {
        let servizi = || di_ruolo(RuoloCruscotto::Servizio);
        return nominato(servizi(), &id).or_else(|| servizi().next());
    }
    nominato(tipi.iter(), &id)
        .or_else(|| tipi.iter().find(|tipo| somiglia(&tipo.id, &id)))
        .or_else(|| di_ruolo(RuoloCruscotto::Individuale).next_back())
}

/// The kind whose whole id stands in the workbook's: of several, the longest says most.
fn nominato<'a>(
    tipi: impl Iterator<Item = &'a TipoCruscotto>,
    id: &str,
) -> Option<&'a TipoCruscotto> {
    tipi.filter(|tipo| id.contains(&tipo.id))
        .max_by_key(|tipo| tipo.id.len())
}

/// True if a word of the workbook's id begins as the kind's does, whatever its end: `strategica`,
/// `segretario`.
fn somiglia(tipo: &str, id: &str) -> bool {
    let prima = tipo.split('-').next().unwrap_or(tipo);
    let radice = prima.trim_end_matches(['a', 'e', 'i', 'o']);
    radice.len() > 3 && id.split('-').any(|parola| parola.starts_with(radice))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trovato(tipi: &Tipi, sotto: &str, id: &str) -> Option<String> {
        probabile(tipi, sotto, id).map(|tipo| tipo.id.clone())
    }

    #[test]
    fn folder_and_name_tell_the_kind() {
        let casi = [
            ("servizi", "promozione", "servizio"),
            ("servizi", "azienda-speciale", "azienda-speciale"),
            ("servizi", "piano-strategico", "servizio"),
            ("cruscotti", "strategico", "strategico"),
            ("cruscotti", "Mappa strategica", "strategico"),
            ("cruscotti", "segretario", "segretario-generale"),
            ("cruscotti", "azienda-speciale", "azienda-speciale"),
            ("cruscotti", "area-tecnica", "dirigente"),
        ];
        for (sotto, id, tipo) in casi {
            assert_eq!(
                trovato(&Tipi::default(), sotto, id).as_deref(),
                Some(tipo),
                "{sotto}/{id}"
            );
        }
    }

    #[test]
    fn only_declared_kinds_are_found() {
        let tipi = Tipi::nuovi(
            Tipi::default()
                .iter()
                .filter(|tipo| tipo.id == "strategico")
                .cloned()
                .collect(),
        );
        assert_eq!(trovato(&tipi, "servizi", "promozione"), None);
        assert_eq!(trovato(&tipi, "cruscotti", "dirigente"), None);
        assert_eq!(
            trovato(&tipi, "cruscotti", "strategico").as_deref(),
            Some("strategico")
        );
    }
}
