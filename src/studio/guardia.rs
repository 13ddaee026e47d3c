//! Who may come in: the page that we opened and nobody else.
//!
//! The address carries a secret, which becomes a cookie that no other site can send. Host and
//! Origin are checked besides, so that a page elsewhere can neither read nor act, by whatever name
//! it calls this machine.

use axum::http::header::{COOKIE, HOST, HeaderMap, ORIGIN};
use axum::http::{HeaderValue, Method, Uri};
use sha2::{Digest, Sha256};

use crate::opendata::esadecimale;

/// Bytes of a secret.
const SEGRETO: usize = 24;
/// How the secret stands in the address.
const CHIAVE: &str = "chiave=";

/// The secrets of one run, and the names by which it may be called.
pub(super) struct Guardia {
    porta: u16,
    /// In the address that the browser is opened at.
    chiave: String,
    /// In the cookie.
    biscotto: String,
    /// `127.0.0.1:PORT` and `localhost:PORT`.
    nomi: [String; 2],
}

/// What to do with a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdetto {
    Passa,
    /// It brought the key: it gets the cookie, and goes to the first page without the key.
    Accogli,
    Rifiuta(&'static str),
}

impl Guardia {
    /// New secrets.
    ///
    /// # Errors
    /// A system that gives no random numbers.
    pub(super) fn nuova(porta: u16) -> Result<Self, getrandom::Error> {
        Ok(Self {
            porta,
            chiave: segreto()?,
            biscotto: segreto()?,
            nomi: ["127.0.0.1", "localhost"].map(|nome| format!("{nome}:{porta}")),
        })
    }

    /// Where the browser is opened.
    pub(super) fn indirizzo(&self) -> String {
        format!("http://{}/?{CHIAVE}{}", self.nomi[0], self.chiave)
    }

    /// The cookie that lets in. Cookies are shared by all ports of a machine: the name says ours.
    pub(super) fn biscotto(&self) -> String {
        let nome = self.nome_del_biscotto();
        format!(
            "{nome}={}; Path=/; HttpOnly; SameSite=Strict",
            self.biscotto
        )
    }

    /// Whether a request may pass.
    pub(super) fn giudica(&self, metodo: &Method, uri: &Uri, testate: &HeaderMap) -> Verdetto {
        let Some(nome) = self.nome(testate) else {
            return Verdetto::Rifiuta("questo indirizzo non è quello della pagina");
        };
        if !self.stessa_origine(metodo, nome, testate) {
            return Verdetto::Rifiuta("la richiesta viene da un'altra pagina");
        }
        if self.ha_il_biscotto(testate) {
            return Verdetto::Passa;
        }
        let chiave = uri.query().and_then(|query| query.strip_prefix(CHIAVE));
        match chiave {
            Some(chiave) if *metodo == Method::GET && uguali(chiave, &self.chiave) => {
                Verdetto::Accogli
            }
            _ => Verdetto::Rifiuta("serve l'indirizzo intero, con la sua chiave"),
        }
    }

    /// The name by which we are called, if it is ours. One `Host` only: two could be read apart.
    fn nome<'a>(&self, testate: &'a HeaderMap) -> Option<&'a str> {
        let mut nomi = testate.get_all(HOST).iter();
        let nome = nomi.next()?.to_str().ok()?;
        let nostro = self.nomi.iter().any(|n| n == nome);
        (nostro && nomi.next().is_none()).then_some(nome)
    }

    /// True if the request was made by our own page, or by a person who typed its address. What
    /// acts must say where it comes from.
    fn stessa_origine(&self, metodo: &Method, nome: &str, testate: &HeaderMap) -> bool {
        let origine = testate.get(ORIGIN).map(HeaderValue::as_bytes);
        let da_qui = format!("http://{nome}");
        let luogo = testate.get("sec-fetch-site").map(|luogo| luogo.as_bytes());
        let legge = *metodo == Method::GET || *metodo == Method::HEAD;
        let dichiarata = match origine {
            Some(origine) => origine == da_qui.as_bytes(),
            None => legge,
        };
        let vicina = match luogo {
            Some(luogo) => luogo == b"same-origin" || (legge && luogo == b"none"),
            None => true,
        };
        dichiarata && vicina
    }

    fn ha_il_biscotto(&self, testate: &HeaderMap) -> bool {
        let nome = self.nome_del_biscotto();
        testate
            .get_all(COOKIE)
            .iter()
            .filter_map(|biscotti| biscotti.to_str().ok())
            .flat_map(|biscotti| biscotti.split(';'))
            .filter_map(|biscotto| biscotto.trim().split_once('='))
            .any(|(n, valore)| n == nome && uguali(valore, &self.biscotto))
    }

    fn nome_del_biscotto(&self) -> String {
        format!("ciclo-{}", self.porta)
    }
}

fn segreto() -> Result<String, getrandom::Error> {
    let mut byte = [0; SEGRETO];
    getrandom::fill(&mut byte)?;
    Ok(esadecimale(&byte))
}

/// Compares what was sent with a secret in a time that does not tell how much of it was right.
fn uguali(mandato: &str, segreto: &str) -> bool {
    Sha256::digest(mandato) == Sha256::digest(segreto)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn testate(voci: &[(&'static str, &str)]) -> HeaderMap {
        let mut testate = HeaderMap::new();
        for (nome, valore) in voci {
            testate.append(*nome, HeaderValue::from_str(valore).expect("a header"));
        }
        testate
    }

    fn giudizio(
        guardia: &Guardia,
        metodo: Method,
        uri: &str,
        voci: &[(&'static str, &str)],
    ) -> bool {
        let uri: Uri = uri.parse().expect("an address");
        match guardia.giudica(&metodo, &uri, &testate(voci)) {
            Verdetto::Passa | Verdetto::Accogli => true,
            Verdetto::Rifiuta(_) => false,
        }
    }

    #[test]
    fn only_our_page_comes_in() {
        let g = Guardia::nuova(4321).expect("random numbers");
        let biscotto = format!("altro=1; ciclo-4321={}", g.biscotto);
        let biscotto = biscotto.as_str();
        let (qui, chiave) = ("127.0.0.1:4321", format!("/?chiave={}", g.chiave));
        let si = |metodo, uri: &str, voci: &[_]| giudizio(&g, metodo, uri, voci);
        assert!(si(Method::GET, &chiave, &[("host", qui)]));
        assert!(si(Method::GET, "/", &[("host", qui), ("cookie", biscotto)]));
        let da_qui = ("origin", "http://127.0.0.1:4321");
        assert!(si(
            Method::POST,
            "/",
            &[("host", qui), ("cookie", biscotto), da_qui]
        ));

        assert!(!si(Method::GET, "/", &[("host", qui)]), "no cookie");
        assert!(!si(Method::GET, "/?chiave=", &[("host", qui)]), "no key");
        assert!(
            !si(Method::POST, &chiave, &[("host", qui), da_qui]),
            "a key acts on nothing"
        );
        let altri = [
            "evil.example:4321",
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost:1",
            "",
        ];
        for nome in altri {
            assert!(
                !si(Method::GET, "/", &[("host", nome), ("cookie", biscotto)]),
                "{nome}"
            );
        }
        let due = [
            ("host", qui),
            ("host", "evil.example"),
            ("cookie", biscotto),
        ];
        assert!(!si(Method::GET, "/", &due));
        for origine in [
            "http://evil.example",
            "null",
            "http://localhost:4321",
            "https://127.0.0.1:4321",
        ] {
            let voci = [("host", qui), ("cookie", biscotto), ("origin", origine)];
            assert!(!si(Method::GET, "/", &voci), "{origine}");
            assert!(!si(Method::POST, "/", &voci), "{origine}");
        }
        let muta = [("host", qui), ("cookie", biscotto)];
        assert!(!si(Method::POST, "/", &muta), "an action without an origin");
        for luogo in ["cross-site", "same-site"] {
            let voci = [
                ("host", qui),
                ("cookie", biscotto),
                ("sec-fetch-site", luogo),
            ];
            assert!(!si(Method::GET, "/", &voci), "{luogo}");
        }
    }

    #[test]
    fn secrets_are_long_and_never_the_same() {
        let (una, altra) = (segreto().expect("random"), segreto().expect("random"));
        assert_eq!(una.len(), SEGRETO * 2);
        assert_ne!(una, altra);
    }
}
