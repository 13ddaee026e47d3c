//! Addresses as the settings write them: they become links, and names of things in the catalogue.

use oxiri::Iri;

/// True for an address of the web. One that carries a user's name or a password would publish it.
pub(super) fn web(testo: &str) -> bool {
    let Ok(indirizzo) = Iri::parse(testo) else {
        return false;
    };
    let ospite = indirizzo.authority().unwrap_or_default();
    matches!(indirizzo.scheme(), "http" | "https")
        && testo.is_ascii()
        && !ospite.is_empty()
        && !ospite.starts_with(':')
        && !ospite.contains('@')
}

/// True for one that nobody can read on the way.
pub(super) fn sicuro(testo: &str) -> bool {
    web(testo) && testo.starts_with("https://")
}

/// True for that of a folder, under which others are made.
pub(super) fn cartella(testo: &str) -> bool {
    sicuro(testo) && !testo.contains(['?', '#'])
}

/// True for an address of mail.
pub(super) fn posta(testo: &str) -> bool {
    let parti = testo.split_once('@');
    let intere =
        parti.is_some_and(|(chi, dove)| !chi.is_empty() && !dove.is_empty() && !dove.contains('@'));
    intere && testo.is_ascii() && Iri::parse(format!("mailto:{testo}")).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_stand_in_a_link_and_tells_no_secret() {
        for buono in [
            "https://www.ente.it",
            "http://ente.it/a/b",
            "https://ente.it:8443/x",
        ] {
            assert!(web(buono), "{buono}");
        }
        for cattivo in [
            "",
            "www.ente.it",
            "https://",
            "https:///x",
            "https://:80/x",
            "https://[::1",
            "https://utente:segreta@ente.it/x",
            "https://ente.it/%zz",
            "https://ente.it/a b",
            "https://ente.it/<script>",
            "javascript:alert(1)",
            "ftp://ente.it/x",
            "//ente.it/x",
        ] {
            assert!(!web(cattivo), "{cattivo}");
        }
        assert!(!sicuro("http://ente.it") && sicuro("https://ente.it?x=1"));
        assert!(!cartella("https://ente.it/x?y=1") && !cartella("https://ente.it/#x"));
        assert!(posta("ufficio@ente.it"));
        for cattiva in [
            "ufficio", "@ente.it", "a@", "a@b@c", "a@[b", "a b@c.it", "a@%zz",
        ] {
            assert!(!posta(cattiva), "{cattiva}");
        }
    }
}
