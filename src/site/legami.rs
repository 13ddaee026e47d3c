//! Links between pages: written as if all were one page in one folder, and set right when it is
//! known where each thing went.
//!
//! `href="@/x"` leads to a file of the year's folder, `href="#x"` to a thing wherever it stands.
//! Text is escaped, so that only our own attributes look so.

use std::collections::BTreeMap;

/// The page that each anchor is on.
pub(super) type Ancore = BTreeMap<String, String>;

/// The anchors that a page has.
pub(super) fn ancore(html: &str) -> impl Iterator<Item = &str> {
    let dopo = html.split(" id=\"").skip(1);
    dopo.filter_map(|resto| resto.split('"').next())
}

/// The way from a page up to the year's folder: empty, `../`, `../../`.
pub(super) fn risalita(percorso: &str) -> String {
    "../".repeat(percorso.matches('/').count())
}

/// The page with its links to files of the year's folder as they work from a place of which the
/// folder is `su`.
pub(super) fn dalla_cartella(html: &str, su: &str) -> String {
    // A slash of a value is escaped, one of a template is not.
    let giusto = format!("href=\"{su}");
    html.replace("href=\"@/", &giusto)
        .replace("href=\"@&#x2f;", &giusto)
}

/// The page with its links as they work from where it stands.
pub(super) fn collega(html: &str, percorso: &str, ancore: &Ancore) -> String {
    let su = risalita(percorso);
    let radici = dalla_cartella(html, &su);
    let mut pezzi = radici.split("href=\"#");
    let mut collegata = pezzi.next().unwrap_or_default().to_owned();
    for pezzo in pezzi {
        let ancora = pezzo.split('"').next().unwrap_or_default();
        let altrove = ancore.get(ancora).filter(|pagina| *pagina != percorso);
        let pagina = altrove.map(|pagina| format!("{su}{pagina}"));
        collegata.push_str("href=\"");
        collegata.push_str(&pagina.unwrap_or_default());
        collegata.push('#');
        collegata.push_str(pezzo);
    }
    collegata
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_where_the_page_stands() {
        let ancore = Ancore::from([
            ("a".to_owned(), "documenti/piano/uno.html".to_owned()),
            ("b".to_owned(), "cruscotti/x.html".to_owned()),
        ]);
        let html = "<a href=\"#a\"><a href=\"#b\"><a href=\"@/dati.csv\"><a href=\"#ignoto\">";
        let collegata = collega(html, "documenti/piano/uno.html", &ancore);
        let attesa = "<a href=\"#a\"><a href=\"../../cruscotti/x.html#b\">\
                      <a href=\"../../dati.csv\"><a href=\"#ignoto\">";
        assert_eq!(collegata, attesa);
    }
}
