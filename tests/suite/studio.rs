//! `ciclo apri` as a browser meets it: who is let in, what the pages follow, what nobody can do.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use lopdf::Document;
use serde_json::Value;

use crate::comune::Ciclo;
use crate::comune::pagine::{Pagina, Tratto, pagine};
use crate::comune::stretto;

const PROGRAMMA: &str = env!("CARGO_BIN_EXE_ciclo");
/// How long anything may take, on a busy machine.
const PAZIENZA: Duration = Duration::from_secs(60);

/// The program, with its page open.
pub(crate) struct Studio {
    figlio: Child,
    ospite: String,
    /// The address that it printed, after the host.
    ingresso: String,
    biscotto: String,
}

/// What came back.
pub(crate) struct Risposta {
    pub(crate) stato: u16,
    testate: String,
    pub(crate) corpo: String,
}

impl Studio {
    pub(crate) fn apri(cartella: &Path) -> Self {
        Self::con(&[&cartella.to_string_lossy(), "--senza-browser"])
    }

    fn con(argomenti: &[&str]) -> Self {
        Self::in_cartella(Path::new("."), argomenti)
    }

    /// Where no file can be larger than so many blocks of half a KB.
    pub(crate) fn con_file_fino_a(blocchi: usize, cartella: &Path) -> Self {
        let limita = format!("trap '' XFSZ; ulimit -f {blocchi}; exec \"$@\"");
        let mut comando = Command::new("/bin/sh");
        comando.args(["-c", &limita, "sh", PROGRAMMA, "apri"]);
        comando.current_dir(cartella.parent().expect("a folder"));
        comando.arg(cartella).arg("--senza-browser");
        Self::del(comando)
    }

    pub(crate) fn in_cartella(qui: &Path, argomenti: &[&str]) -> Self {
        let mut comando = Command::new(PROGRAMMA);
        comando.arg("apri").args(argomenti).current_dir(qui);
        Self::del(comando)
    }

    fn del(mut comando: Command) -> Self {
        let mut figlio = comando
            .env("PATH", "")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut detto = BufReader::new(figlio.stdout.take().expect("its output"));
        let mut indirizzo = String::new();
        detto.read_line(&mut indirizzo).expect("an address");
        let resto = indirizzo.trim().strip_prefix("http://").expect("http");
        let (ospite, _) = resto.split_once('/').expect("a path");
        let mut studio = Self {
            figlio,
            ospite: ospite.to_owned(),
            ingresso: resto[ospite.len()..].to_owned(),
            biscotto: String::new(),
        };
        let entrata = studio.manda(&studio.chiede(&studio.ingresso, &[]));
        assert_eq!(entrata.stato, 303, "{}", entrata.corpo);
        studio.biscotto = entrata.testata("set-cookie").expect("a cookie");
        studio
    }

    pub(crate) fn chiede(&self, percorso: &str, testate: &[&str]) -> String {
        let testate: String = testate.iter().map(|t| format!("{t}\r\n")).collect();
        format!(
            "GET {percorso} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{testate}\r\n",
            self.ospite
        )
    }

    fn manda(&self, richiesta: &str) -> Risposta {
        let mut flusso = self.flusso();
        // Who is refused may be cut off before it has said all.
        let _ = flusso.write_all(richiesta.as_bytes());
        Risposta::leggi(flusso)
    }

    pub(crate) fn flusso(&self) -> TcpStream {
        let flusso = TcpStream::connect(&self.ospite).expect("it listens");
        flusso.set_read_timeout(Some(PAZIENZA)).expect("a limit");
        flusso
    }

    pub(crate) fn biscotto(&self) -> String {
        let biscotto = self.biscotto.split(';').next().expect("its value");
        format!("Cookie: {biscotto}")
    }

    pub(crate) fn pagina(&self, percorso: &str) -> Risposta {
        self.manda(&self.chiede(percorso, &[&self.biscotto()]))
    }

    pub(crate) fn agisce(&self, azione: &str, corpo: &str) -> Risposta {
        self.manda(&format!(
            "POST /azioni/{azione} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\n{1}\r\n\
             Content-Type: application/json\r\nContent-Length: {2}\r\nConnection: close\r\n\r\n{corpo}",
            self.ospite,
            self.biscotto(),
            corpo.len()
        ))
    }

    pub(crate) fn manda_file(&self, indirizzo: &str, nome: &str, byte: &[u8]) -> Risposta {
        self.manda_file_con(indirizzo, "X-Nome", nome, byte)
    }

    /// The same with other heads before that of the name.
    pub(crate) fn manda_file_con(
        &self,
        indirizzo: &str,
        testate: &str,
        nome: &str,
        byte: &[u8],
    ) -> Risposta {
        let mut flusso = self.flusso();
        let testata = format!(
            "POST {indirizzo} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\n{1}\r\n{testate}: {nome}\r\n\
             Content-Type: application/octet-stream\r\nContent-Length: {2}\r\nConnection: close\r\n\r\n",
            self.ospite,
            self.biscotto(),
            byte.len()
        );
        let _ = flusso.write_all(testata.as_bytes());
        let _ = flusso.write_all(byte);
        Risposta::leggi(flusso)
    }

    /// What a verb said, and how it ended.
    fn detto(&self, azione: &str, corpo: &str) -> (i64, String) {
        let risposta = self.agisce(azione, corpo);
        assert_eq!(risposta.stato, 200, "{azione}: {}", risposta.corpo);
        let detto: Value = serde_json::from_str(&risposta.corpo).expect("JSON");
        let testo = detto["testo"].as_str().expect("words").to_owned();
        (detto["esito"].as_i64().expect("a code"), testo)
    }

    /// The lists beside a document, with its pages as `tavola`.
    fn novita(&self, documento: &str) -> Value {
        let tavola = self.json(&format!("/tavola/{documento}"));
        let mut novita = self.json(&format!("/novita/{documento}"));
        if !novita.is_null() {
            novita["tavola"] = tavola;
        }
        novita
    }

    fn json(&self, indirizzo: &str) -> Value {
        let risposta = self.pagina(indirizzo);
        match risposta.stato {
            200 => serde_json::from_str(&risposta.corpo).expect("JSON"),
            _ => Value::Null,
        }
    }

    /// What is new, once it is so.
    pub(crate) fn quando(&self, documento: &str, si: impl Fn(&Value) -> bool) -> Value {
        let inizio = Instant::now();
        loop {
            let novita = self.novita(documento);
            if si(&novita) {
                return novita;
            }
            assert!(inizio.elapsed() < PAZIENZA, "never so: {novita:#}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub(crate) fn composto(&self, documento: &str) -> Value {
        self.quando(documento, |n| n["tavola"]["attesa"] == false)
    }

    fn vive(&self) -> bool {
        self.pagina("/risorse/studio.css").stato == 200
    }
}

impl Drop for Studio {
    fn drop(&mut self) {
        let _ = self.figlio.kill();
        let _ = self.figlio.wait();
    }
}

impl Risposta {
    fn leggi(mut flusso: TcpStream) -> Self {
        let mut byte = Vec::new();
        let _ = flusso.read_to_end(&mut byte);
        let testo = String::from_utf8_lossy(&byte).into_owned();
        let (testate, corpo) = testo.split_once("\r\n\r\n").unwrap_or((&testo, ""));
        let stato = testate.split(' ').nth(1).and_then(|s| s.parse().ok());
        Self {
            stato: stato.unwrap_or(0),
            testate: testate.to_lowercase(),
            corpo: sciolto(testate, corpo),
        }
    }

    fn testata(&self, nome: &str) -> Option<String> {
        let mut righe = self.testate.lines();
        righe.find_map(|riga| Some(riga.strip_prefix(nome)?.strip_prefix(": ")?.to_owned()))
    }
}

/// A body sent in pieces, joined.
fn sciolto(testate: &str, corpo: &str) -> String {
    if !testate
        .to_lowercase()
        .contains("transfer-encoding: chunked")
    {
        return corpo.to_owned();
    }
    let mut intero = Vec::new();
    let mut resto = corpo.as_bytes();
    while let Some(fine) = resto.windows(2).position(|due| due == b"\r\n") {
        let lunga = std::str::from_utf8(&resto[..fine]).expect("a size");
        let lunga = usize::from_str_radix(lunga, 16).expect("a size");
        if lunga == 0 {
            break;
        }
        intero.extend_from_slice(&resto[fine + 2..fine + 2 + lunga]);
        resto = &resto[fine + 2 + lunga + 2..];
    }
    String::from_utf8_lossy(&intero).into_owned()
}

pub(crate) fn impronte(novita: &Value) -> Vec<String> {
    let fogli = novita["tavola"]["fogli"].as_array().expect("pages");
    let impronte = fogli.iter().map(|f| f["impronta"].as_str().expect("one"));
    impronte.map(str::to_owned).collect()
}

pub(crate) const CAPITOLO: &str = "testi/piano/10-presentazione.md";

#[test]
fn nobody_but_the_page_comes_in() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::apri(&ciclo.dati());
    let (qui, biscotto) = (studio.ospite.clone(), studio.biscotto());
    assert!(qui.starts_with("127.0.0.1:"));
    for parte in ["httponly", "samesite=strict", "path=/"] {
        assert!(studio.biscotto.contains(parte), "{}", studio.biscotto);
    }
    let no = |testate: &[&str], percorso: &str| {
        let risposta = studio.manda(&studio.chiede(percorso, testate));
        assert_eq!(risposta.stato, 403, "{testate:?} {percorso}");
        assert!(!risposta.corpo.contains("ente"), "it tells nothing");
    };
    for percorso in [
        "/",
        "/documento/piano",
        "/novita/piano",
        "/tavola/piano",
        "/eventi",
        "/risorse/studio.js",
        "/cambiato/piano",
        "/confronta/foglio/1/prima/0",
        "/guida",
    ] {
        no(&[], percorso);
        no(&["Cookie: ciclo=1"], percorso);
        no(&[&biscotto.replace('=', "=0")], percorso);
        no(&[&biscotto, "Origin: https://esempio.it"], percorso);
        no(&[&biscotto, "Sec-Fetch-Site: cross-site"], percorso);
    }
    no(&[], "/?chiave=");
    no(&[], "/?chiave=0000000000");
    // Another name for this machine, as a page elsewhere would call it.
    for nome in [
        "esempio.it",
        "localhost.esempio.it",
        "127.0.0.1",
        "0.0.0.0:80",
    ] {
        let richiesta =
            format!("GET / HTTP/1.1\r\nHost: {nome}\r\n{biscotto}\r\nConnection: close\r\n\r\n");
        assert_eq!(studio.manda(&richiesta).stato, 403, "{nome}");
    }
    let pagina = studio.pagina("/documento/piano");
    let politica = pagina.testata("content-security-policy").expect("a policy");
    assert!(politica.starts_with("default-src 'none'") && !politica.contains("unsafe"));
    assert_eq!(
        pagina.testata("x-content-type-options").as_deref(),
        Some("nosniff")
    );
}

#[test]
fn nothing_but_the_loopback_listens() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::apri(&ciclo.dati());
    let porta: u16 = studio
        .ospite
        .rsplit(':')
        .next()
        .and_then(|p| p.parse().ok())
        .expect("a port");
    // Linux answers for the whole of 127/8: an address that is not ours would, were all listened to.
    let altrove = SocketAddr::from((Ipv4Addr::new(127, 0, 0, 2), porta));
    assert!(TcpStream::connect_timeout(&altrove, Duration::from_secs(2)).is_err());
    let presa = Studio::con(&[
        &ciclo.dati().to_string_lossy(),
        "--senza-browser",
        "--porta",
        "0",
    ]);
    assert_ne!(presa.ospite, studio.ospite);
    let occupata = crate::comune::ciclo(&[
        "apri",
        &ciclo.dati().to_string_lossy(),
        "--senza-browser",
        "--porta",
        &porta.to_string(),
    ]);
    assert_eq!(occupata.status.code(), Some(2));
    let detto = crate::comune::testo(&occupata.stderr);
    assert!(
        detto.contains(&format!("La porta {porta} non si può usare")),
        "{detto}"
    );
}

#[test]
fn no_path_from_the_browser_is_a_path() {
    let ciclo = Ciclo::base("confronto");
    fs::write(ciclo.dati().join("../segreto.txt"), "SEGRETO").expect("a secret");
    let studio = Studio::apri(&ciclo.dati());
    studio.composto("piano");
    for percorso in [
        "/../segreto.txt",
        "/risorse/../../segreto.txt",
        "/risorse/%2e%2e/%2e%2e/segreto.txt",
        "/risorse/..%2f..%2fsegreto.txt",
        "/risorse//etc/passwd",
        "/risorse/%2fetc%2fpasswd",
        "/risorse/studio.html",
        "/risorse/documento.html",
        "/documento/..%2f..%2fsegreto.txt",
        "/novita/%00",
        "/foglio/piano/../../segreto.txt",
        "/foglio/piano/zz",
        "/foglio/piano/%ff",
        "/ciclo.toml",
        "/testi/piano",
    ] {
        let risposta = studio.pagina(percorso);
        assert!(
            matches!(risposta.stato, 400 | 404),
            "{percorso}: {}",
            risposta.stato
        );
        assert!(!risposta.corpo.contains("SEGRETO") && !risposta.corpo.contains("root:"));
    }
}

#[test]
fn only_named_actions_do_anything_and_only_as_our_page_asks() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::apri(&ciclo.dati());
    studio.composto("piano");
    let prima = crate::comune::albero(&ciclo.dati());
    for (azione, corpo, atteso) in [
        ("cancella", "{}", 404),
        ("apri-file", "{", 400),
        ("apri-file", r#"{"file":"/etc/passwd"}"#, 400),
        ("apri-file", r#"{"scena":99,"rilievo":0,"luogo":0}"#, 409),
        ("apri-file", r#"{"scena":1,"rilievo":99999,"luogo":0}"#, 404),
        ("chiudi", "[1]", 400),
        ("dimostrazione", r#"{"dove":"../.."}"#, 400),
        (
            "scegli-riferimento",
            r#"{"documento":"piano","quale":"/etc/passwd"}"#,
            404,
        ),
    ] {
        assert_eq!(
            studio.agisce(azione, corpo).stato,
            atteso,
            "{azione} {corpo}"
        );
    }
    assert_eq!(
        studio.pagina("/azioni/chiudi").stato,
        405,
        "an address is no action"
    );
    // A form of another page can send text, not JSON; and it says where it comes from.
    let modulo = |testate: &str| {
        studio.manda(&format!(
            "POST /azioni/chiudi HTTP/1.1\r\nHost: {}\r\n{}\r\n{testate}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}",
            studio.ospite, studio.biscotto()
        ))
    };
    let json = "Content-Type: application/json\r\n";
    let da_qui = format!("Origin: http://{}\r\n", studio.ospite);
    assert_eq!(modulo(json).stato, 403);
    assert_eq!(modulo(&format!("{json}Origin: null\r\n")).stato, 403);
    assert_eq!(
        modulo(&format!("{da_qui}Content-Type: text/plain\r\n")).stato,
        415
    );
    assert_eq!(
        prima,
        crate::comune::albero(&ciclo.dati()),
        "nothing was written"
    );
    assert!(studio.vive());
    assert_eq!(modulo(&format!("{json}{da_qui}")).stato, 204);
}

#[test]
fn who_sends_too_much_or_too_slowly_stops_nobody() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::apri(&ciclo.dati());
    let enorme = "x".repeat(4 << 20);
    assert!(matches!(studio.agisce("apri-file", &enorme).stato, 413 | 0));
    let testata = format!("X: {enorme}");
    assert!(matches!(
        studio.manda(&studio.chiede("/", &[&testata])).stato,
        431 | 0
    ));
    // Connections that say nothing, and some that begin and never end.
    let mut lenti: Vec<TcpStream> = (0..120).map(|_| studio.flusso()).collect();
    for lento in lenti.iter_mut().take(40) {
        lento
            .write_all(b"GET / HTTP/1.1\r\nHost: ")
            .expect("a beginning");
    }
    assert!(studio.vive(), "the service goes on");
    let mut fine = [0; 512];
    let chiusa = lenti[0].read(&mut fine).is_ok();
    assert!(chiusa, "who never ends is let go");
    drop(lenti);
    assert!(studio.vive());
}

#[test]
fn what_a_file_holds_is_never_markup() {
    let ciclo = Ciclo::base("confronto");
    let veleno = "<script>alert(1)</script>";
    let capitolo =
        format!("# Premessa {veleno}\n\n<img src=x onerror=alert(1)> {{{{ ignoto }}}}\n");
    ciclo.scrivi(CAPITOLO, capitolo);
    ciclo.scrivi(
        "servizi/<b>'\"><img src=x>.csv",
        format!("Azione;Indicatore;Risultato Atteso 2027\n{veleno};{veleno};1\n"),
    );
    let studio = Studio::apri(&ciclo.dati());
    let novita = studio.quando("piano", |n| n["rilievi"].is_string());
    let pagina = studio.pagina("/documento/piano").corpo;
    for html in [
        &pagina,
        novita["lato"].as_str().expect("html"),
        novita["rilievi"].as_str().expect("html"),
    ] {
        assert!(
            !html.contains("<script>alert") && !html.contains("<img src=x"),
            "{html}"
        );
    }
    assert!(
        pagina.contains("&lt;img src=x&gt;"),
        "the file is named as it is"
    );
}

#[test]
fn the_pages_follow_what_is_saved() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::apri(&ciclo.dati());
    let prima = impronte(&studio.composto("piano"));
    assert!(prima.len() > 3);
    let disegno = studio.pagina(&format!("/foglio/piano/{}", prima[0]));
    assert!(disegno.corpo.starts_with("<svg") && disegno.testate.contains("image/svg+xml"));
    assert!(
        disegno.testate.contains("sandbox"),
        "a drawing runs nothing"
    );
    let testo = fs::read_to_string(ciclo.dati().join(CAPITOLO)).expect("a chapter");
    ciclo.scrivi(CAPITOLO, format!("{testo}\n\nUna frase arrivata adesso.\n"));
    let dopo = impronte(&studio.quando("piano", |n| impronte(n) != prima));
    let nuove: Vec<&String> = dopo.iter().filter(|i| !prima.contains(i)).collect();
    assert!(
        !nuove.is_empty() && nuove.len() < dopo.len() / 2,
        "only what changed is new"
    );
    let parole: String = nuove
        .iter()
        .map(|i| studio.pagina(&format!("/parole/piano/{i}")).corpo)
        .collect();
    assert!(
        parole.replace('\n', " ").contains("arrivata adesso"),
        "{parole}"
    );
    ciclo.scrivi(CAPITOLO, &testo);
    studio.quando("piano", |n| impronte(n) == prima);
}

#[test]
fn old_pages_are_spoken_of_only_where_there_are_any() {
    let ciclo = Ciclo::base("confronto");
    ciclo.scrivi(CAPITOLO, "# Presentazione\n\n{{ ignoto }}\n");
    let studio = Studio::apri(&ciclo.dati());
    let ferme = studio.quando("piano", |n| n["tavola"]["fermo"].is_string());
    assert_eq!(impronte(&ferme), Vec::<String>::new());
    assert_eq!(ferme["tavola"]["vecchie"], false);
}

#[test]
fn a_mistake_leaves_the_last_good_pages_marked_as_old() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::apri(&ciclo.dati());
    let buone = impronte(&studio.composto("piano"));
    let testo = fs::read_to_string(ciclo.dati().join(CAPITOLO)).expect("a chapter");
    ciclo.scrivi(CAPITOLO, format!("{testo}\n\n{{{{ ignoto }}}}\n"));
    let ferme = studio.quando("piano", |n| n["tavola"]["fermo"].is_string());
    assert_eq!(impronte(&ferme), buone);
    assert!(
        ferme["rilievi"]
            .as_str()
            .expect("html")
            .contains("segnaposto-sconosciuto")
    );
    ciclo.scrivi(CAPITOLO, &testo);
    studio.quando("piano", |n| {
        n["tavola"]["fermo"].is_null() && impronte(n) == buone
    });

    let toml = fs::read_to_string(ciclo.dati().join("ciclo.toml")).expect("settings");
    ciclo.scrivi("ciclo.toml", "[ente\n");
    let ferme = studio.quando("piano", |n| n["tavola"]["avviso"].is_string());
    assert_eq!(impronte(&ferme), buone, "settings half written");
    assert_eq!(ferme["tavola"]["vecchie"], true);
    let detto = |n: &Value| n["tavola"]["avviso"].as_str().expect("words").to_owned();
    let avviso = detto(&ferme);
    assert!(avviso.contains("errore di scrittura"), "{avviso}");
    assert!(
        !avviso.contains('\u{1b}'),
        "no colours of a terminal: {avviso:?}"
    );
    ciclo.scrivi("ciclo.toml", toml);
    studio.quando("piano", |n| n["tavola"]["avviso"].is_null());

    let via = ciclo.dati().with_extension("via");
    fs::rename(ciclo.dati(), &via).expect("the folder goes away");
    let ferme = studio.quando("piano", |n| n["tavola"]["avviso"].is_string());
    assert_eq!(impronte(&ferme), buone, "the folder is gone");
    assert!(detto(&ferme).contains("non è più al suo posto"));
    fs::rename(&via, ciclo.dati()).expect("and is back");
    studio.quando("piano", |n| n["tavola"]["avviso"].is_null());
    ciclo.scrivi(CAPITOLO, format!("{testo}\n\nDi nuovo.\n"));
    studio.quando("piano", |n| impronte(n) != buone);
}

/// The file, sheet and cell that an answer names, with what stands on the page.
fn luogo(html: &str) -> (String, String) {
    let sciolto = html
        .replace("&#x2f;", "/")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"");
    let dopo = |inizio: &str, fine: &str| {
        let resto = sciolto.split_once(inizio).map_or("", |(_, resto)| resto);
        resto
            .split_once(fine)
            .map_or(resto, |(dentro, _)| dentro)
            .to_owned()
    };
    let luogo = dopo("<div class=\"cella\"><p>", "</p>");
    let testo = dopo("<p class=\"cifra", "</p>");
    let testo = testo.split_once('>').map_or("", |(_, testo)| testo);
    (
        luogo
            .replace("<br>", "|")
            .replace("<b>", "")
            .replace("</b>", ""),
        testo.to_owned(),
    )
}

/// What a page says of a mark.
struct Detto {
    /// File, sheet and cell.
    luogo: String,
    testo: String,
    html: String,
}

/// The marks of a page.
fn segni(studio: &Studio, documento: &str, impronta: &str) -> Vec<Value> {
    let segni = studio.json(&format!("/segni/{documento}/{impronta}"));
    segni.as_array().expect("marks").clone()
}

/// Every answer of a document.
fn risposte(studio: &Studio, documento: &str) -> Vec<Detto> {
    let mut tutte = Vec::new();
    for impronta in impronte(&studio.composto(documento)) {
        for (n, segno) in segni(studio, documento, &impronta).iter().enumerate() {
            let risposta = studio.pagina(&format!("/da-dove/{documento}/{impronta}/{n}"));
            assert_eq!(risposta.stato, 200, "{documento}, mark {n}: {segno}");
            let (luogo, testo) = luogo(&risposta.corpo);
            tutte.push(Detto {
                luogo,
                testo,
                html: risposta.corpo,
            });
        }
    }
    tutte
}

#[test]
fn every_figure_of_every_row_says_its_cell() {
    let ciclo = Ciclo::bergamo();
    let modello = ciclo.modello();
    let studio = Studio::apri(&ciclo.dati());
    // A long word of a narrow column ends its line with a hyphen.
    let compatto = |testo: &str| stretto(testo).replace('-', "");
    for (documento, campi) in [
        (
            "piano",
            [("atteso", 2022..=2024), ("consuntivo", 2019..=2021)],
        ),
        (
            "relazione",
            [("atteso", 2021..=2021), ("consuntivo", 2021..=2021)],
        ),
    ] {
        let risposte = risposte(&studio, documento);
        let mut chieste = 0;
        let righe = modello["cruscotti"].as_array().expect("cruscotti").iter();
        let righe: Vec<&Value> = righe
            .flat_map(|c| c["righe"].as_array().expect("rows"))
            .collect();
        assert_eq!(righe.len(), 223);
        for riga in righe {
            let previsto = riga["atteso"]["2021"]["stampa"]
                .as_str()
                .is_some_and(|s| !["", "-"].contains(&s));
            for (campo, anni) in &campi {
                let anni = anni
                    .clone()
                    .filter_map(|anno| riga[campo].get(anno.to_string()));
                for valore in anni.filter(|_| documento == "piano" || previsto) {
                    let (stampa, da) =
                        (valore["stampa"].as_str().expect("text"), &valore["origine"]);
                    if stampa.is_empty() {
                        continue;
                    }
                    chieste += 1;
                    let file = da["file"].as_str().expect("a file");
                    let cella = da["cella"].as_str().expect("a cell");
                    let qui = |detto: &Detto| {
                        detto.luogo.starts_with(file)
                            && detto.luogo.ends_with(&format!("|{cella}"))
                            && compatto(&detto.testo).contains(&compatto(stampa))
                    };
                    assert!(
                        risposte.iter().any(qui),
                        "{documento}: {stampa} of {file} {cella}"
                    );
                }
            }
        }
        assert!(chieste > 200, "{documento}: only {chieste} figures");
    }
}

#[test]
fn every_bar_and_point_of_a_chart_says_its_cell() {
    let ciclo = Ciclo::bergamo();
    let modello = ciclo.modello();
    let studio = Studio::apri(&ciclo.dati());
    let risposte = risposte(&studio, "piano");
    let mut chieste = 0;
    for serie in modello["serie"].as_array().expect("series") {
        let file = serie["origine"]["file"].as_str().expect("a file");
        let righe = serie["celle"].as_array().expect("cells");
        for colonna in serie["colonne"].as_array().expect("columns") {
            let lettera = colonna["cella"].as_str().expect("a cell");
            let lettera = lettera.trim_end_matches(|c: char| c.is_ascii_digit());
            let valori = colonna["valori"].as_array().expect("values");
            for (riga, valore) in righe.iter().zip(valori) {
                // What is nothing is no part of a ring and no layer of a stack.
                if valore.is_null() || valore == "0" {
                    continue;
                }
                let riga = riga.as_str().expect("a cell");
                let riga = riga.trim_start_matches(|c: char| c.is_ascii_uppercase());
                let fine = format!("|{lettera}{riga}");
                let qui =
                    |detto: &&Detto| detto.luogo.starts_with(file) && detto.luogo.ends_with(&fine);
                let detto = risposte.iter().find(qui);
                let detto = detto.unwrap_or_else(|| panic!("{file} {fine}: nothing"));
                assert!(!detto.testo.is_empty(), "{}", detto.html);
                chieste += 1;
            }
        }
    }
    assert!(chieste > 200, "only {chieste} figures");
}

#[test]
fn every_mean_says_how_it_came_about() {
    let ciclo = Ciclo::bergamo();
    let modello = ciclo.modello();
    let studio = Studio::apri(&ciclo.dati());
    let risposte = risposte(&studio, "relazione");
    let nomi = modello["prospettive"]
        .as_array()
        .expect("prospettive")
        .iter();
    let nomi = nomi.map(|p| p["nome"].as_str().expect("a name"));
    for nome in nomi.chain([modello["ente"]["nome"].as_str().expect("a name")]) {
        let sua = |detto: &&Detto| {
            detto.html.contains("<strong>Media</strong>")
                && detto
                    .html
                    .contains(&format!("<p class=\"nome\">{nome}</p>"))
        };
        let sue: Vec<&Detto> = risposte.iter().filter(sua).collect();
        assert!(sue.len() >= 2, "{nome}: in the overview and in the tree");
        assert!(sue.iter().all(|d| d.html.contains("Come nasce")), "{nome}");
    }
    let quota = |detto: &&Detto| detto.testo.ends_with('%') && detto.html.contains("Donne");
    assert!(
        risposte.iter().any(|detto| quota(&detto)),
        "the share of women"
    );
    let fascia = |detto: &&Detto| detto.html.contains("Fascia dei gradi");
    let fascia = risposte.iter().find(fascia).expect("a band of grades");
    assert!(
        fascia.html.contains("100,00%"),
        "its indicators: {}",
        fascia.html
    );
}

/// The words of a PDF that begin in a box of a page.
fn parole_in(pagina: &Pagina, riquadro: &Value) -> String {
    // What rounding may move.
    const SCARTO: f64 = 0.5;
    let [x, y, larga, alta] = [0, 1, 2, 3].map(|i| riquadro[i].as_f64().expect("points"));
    let dentro = |tratto: &&Tratto| {
        (x - SCARTO..x + larga).contains(&tratto.x)
            && (y - SCARTO..y + alta + SCARTO).contains(&tratto.y)
    };
    let dentro: Vec<&Tratto> = pagina.tratti.iter().filter(dentro).collect();
    let mut parole = String::new();
    for (n, tratto) in dentro.iter().enumerate() {
        let finisce_la_riga = dentro
            .get(n + 1)
            .is_some_and(|poi| (poi.y - tratto.y).abs() > 1.0);
        match tratto.testo.trim_end().strip_suffix('-') {
            Some(prima) if finisce_la_riga => parole.extend([prima, A_CAPO]),
            _ => parole.push_str(&tratto.testo),
        }
    }
    parole
}

/// A hyphen that ends a line: of a word of its own, or put there to part one.
const A_CAPO: &str = "\u{2027}";

/// True if a box says these words, but for hyphens that part a word at the end of a line.
fn dice(stampato: &str, parole: &str) -> bool {
    let parole = stretto(parole);
    let mut attese = parole.chars().peekable();
    let uguali = stretto(stampato).chars().all(|c| match A_CAPO.contains(c) {
        true => {
            attese.next_if_eq(&'-');
            true
        }
        false => attese.next() == Some(c),
    });
    uguali && attese.next().is_none()
}

#[test]
fn every_mark_lies_on_the_words_that_it_names() {
    let ciclo = Ciclo::bergamo();
    let studio = Studio::apri(&ciclo.dati());
    for (documento, file) in [
        ("piano", "piano-2022-2024.pdf"),
        ("relazione", "relazione-2021.pdf"),
    ] {
        let fatto = ciclo.esegui(&["genera", documento]);
        assert!(fatto.status.success(), "{fatto:?}");
        let pdf = Document::load(ciclo.uscita().join(file)).expect("a PDF");
        let (stampate, impronte) = (pagine(&pdf), impronte(&studio.composto(documento)));
        assert_eq!(stampate.len(), impronte.len(), "the same pages");
        let mut guardati = 0;
        for (n, (stampata, impronta)) in stampate.iter().zip(&impronte).enumerate() {
            for segno in segni(&studio, documento, impronta) {
                let testo = segno["testo"].as_str().expect("words");
                let qui = parole_in(stampata, &segno["riquadro"]);
                if !testo.is_empty() {
                    // An azione that goes on from the page before says so after its name.
                    let intera = stretto(&qui);
                    let prima = intera.strip_suffix("(segue)");
                    let detta = dice(&qui, testo) || prima.is_some_and(|p| dice(p, testo));
                    assert!(detta, "{documento}, page {}: {qui} / {testo}", n + 1);
                    guardati += 1;
                }
            }
        }
        assert!(guardati > 1000, "{documento}: only {guardati} marks");
    }
}

#[test]
fn two_drafts_are_compared_without_a_cycle() {
    let vuota = tempfile::tempdir().expect("a folder");
    let studio = Studio::in_cartella(vuota.path(), &["--senza-browser"]);
    assert_eq!(
        studio.pagina("/").testata("location").as_deref(),
        Some("/benvenuto")
    );
    assert_eq!(
        studio.agisce("confronta", "{}").stato,
        400,
        "nothing is chosen yet"
    );
    let ciclo = Ciclo::base("confronto");
    let prima = ciclo.esegui(&["modello"]).stdout;
    cambia(&ciclo);
    let adesso = ciclo.esegui(&["modello"]).stdout;
    for (lato, byte) in [("prima", &prima), ("adesso", &adesso)] {
        let risposta = studio.manda_file(
            &format!("/carica/bozza/{lato}"),
            "..%2F..%2Fpiano%20n.1.json",
            byte,
        );
        assert_eq!(
            (risposta.stato, risposta.corpo.trim()),
            (200, "\"piano-n-1.json\"")
        );
    }
    let risposta = studio.agisce("confronta", "{}");
    assert_eq!(risposta.stato, 200, "{}", risposta.corpo);
    let detto: Value = serde_json::from_str(&risposta.corpo).expect("JSON");
    let elenco = detto["elenco"].as_str().expect("a list");
    assert!(elenco.contains("Una frase aggiunta in fondo."), "{elenco}");
    assert_eq!(detto["lati"][0]["fogli"], serde_json::json!([]), "no pages");
    let rapporto = studio.pagina("/confronta/rapporto");
    assert!(
        rapporto.corpo.contains("<title>Confronto tra"),
        "{}",
        rapporto.corpo
    );
    assert!(
        rapporto.testate.contains("sandbox allow-scripts"),
        "it reaches nothing of ours"
    );
    assert!(
        studio
            .pagina("/confronta/rapporto.pdf")
            .corpo
            .starts_with("%PDF-")
    );
    for (nome, atteso) in [("piano.exe", 415), ("piano", 415), ("..", 415)] {
        assert_eq!(
            studio.manda_file("/carica/bozza/prima", nome, b"x").stato,
            atteso,
            "{nome}"
        );
    }
    assert_eq!(
        studio
            .manda_file("/carica/bozza/altrove", "a.pdf", b"x")
            .stato,
        404
    );
    assert_eq!(
        studio
            .manda_file("/carica/bozza/prima", "falso.pdf", b"nulla")
            .stato,
        200
    );
    let rotto = studio.agisce("confronta", "{}");
    assert_eq!(rotto.stato, 409);
    assert!(rotto.corpo.contains("falso.pdf"), "{}", rotto.corpo);
    let fuori = fs::read_dir(vuota.path()).expect("the folder").count();
    assert_eq!(fuori, 0, "nothing is written where the program was started");
}

/// The draft of a cycle as a PDF, in bytes.
pub(crate) fn pdf_di(ciclo: &Ciclo, documento: &str, file: &str) -> Vec<u8> {
    let fatto = ciclo.esegui(&["genera", documento]);
    assert!(fatto.status.success(), "{fatto:?}");
    fs::read(ciclo.uscita().join(file)).expect("a PDF")
}

/// Changes a target of 2022 from 10 to 12, where 10 stands elsewhere in the row, and adds a
/// paragraph.
pub(crate) fn cambia(ciclo: &Ciclo) {
    let testo = fs::read_to_string(ciclo.dati().join(CAPITOLO)).expect("a chapter");
    ciclo.scrivi(
        CAPITOLO,
        format!("{testo}\n\nUna frase aggiunta in fondo.\n"),
    );
    let foglio = "servizi/promozione.csv";
    let righe = fs::read_to_string(ciclo.dati().join(foglio)).expect("a sheet");
    ciclo.scrivi(foglio, righe.replace(";10;8;10;", ";10;8;12;"));
}

/// The words of a PDF that lie in the boxes of what changed.
fn cambiate(fogli: &[Value], pagine: &[Pagina]) -> String {
    let fogli = fogli.iter().zip(pagine);
    let parole = fogli.flat_map(|(foglio, pagina)| {
        let riquadri = foglio["cambiate"].as_array().expect("boxes").iter();
        riquadri.map(|riquadro| parole_in(pagina, riquadro))
    });
    parole.collect()
}

#[test]
fn two_pdfs_stand_side_by_side_with_what_changed_outlined() {
    let ciclo = Ciclo::base("confronto");
    let nome = "piano-2022-2024.pdf";
    let prima = pdf_di(&ciclo, "piano", nome);
    cambia(&ciclo);
    let adesso = pdf_di(&ciclo, "piano", nome);
    let vuota = tempfile::tempdir().expect("a folder");
    let studio = Studio::in_cartella(vuota.path(), &["--senza-browser"]);
    for (lato, byte) in [("prima", &prima), ("adesso", &adesso)] {
        let mandato = studio.manda_file(&format!("/carica/bozza/{lato}"), nome, byte);
        assert_eq!(mandato.stato, 200, "{}", mandato.corpo);
    }
    let risposta = studio.agisce("confronta", "{}");
    assert_eq!(risposta.stato, 200, "{}", risposta.corpo);
    let detto: Value = serde_json::from_str(&risposta.corpo).expect("JSON");
    let fogli = |lato: usize| detto["lati"][lato]["fogli"].as_array().expect("pages");
    let vere = Document::load_mem(&adesso).expect("a PDF");
    let vere = pagine(&vere);
    assert_eq!(fogli(1).len(), vere.len());
    let vecchie = pagine(&Document::load_mem(&prima).expect("a PDF"));
    assert_eq!(stretto(&cambiate(fogli(0), &vecchie)), "10");
    let nuove = stretto(&cambiate(fogli(1), &vere));
    assert_eq!(nuove, stretto("Una frase aggiunta in fondo. 12"));
    // Each difference leads to its place, the figure to its cell among others of the same value.
    let qui = |n: usize, lato: usize, pagine: &[Pagina]| {
        let posto = &detto["posti"][n][lato];
        let pagina = posto[0].as_f64().map(|n| n as usize);
        let riquadro = serde_json::json!([posto[1], posto[2], posto[3], posto[4]]);
        stretto(&parole_in(&pagine[pagina.expect("a page")], &riquadro))
    };
    assert_eq!(
        (qui(0, 0, &vecchie), qui(0, 1, &vere)),
        ("10".into(), "12".into())
    );
    assert_eq!(qui(1, 1, &vere), stretto("Una frase aggiunta in fondo."));
    assert!(detto["posti"][1][0].is_null(), "it stands on no old page");
    let agganci = detto["agganci"].as_array().expect("moorings");
    assert!(agganci.len() > 5, "{agganci:?}");

    let numero = &detto["numero"];
    let disegno = studio.pagina(&format!("/confronta/foglio/{numero}/adesso/0"));
    assert!(disegno.corpo.starts_with("<svg"), "{}", disegno.corpo);
    assert!(
        disegno.testate.contains("sandbox"),
        "a drawing runs nothing"
    );
    for altrove in [
        format!("/confronta/foglio/{numero}/adesso/9999"),
        format!("/confronta/foglio/{numero}/altrove/0"),
        "/confronta/foglio/99/adesso/0".to_owned(),
    ] {
        assert_eq!(studio.pagina(&altrove).stato, 404, "{altrove}");
    }
}

#[test]
fn the_cycle_stands_beside_a_pdf_with_the_pages_of_the_same_document() {
    let ciclo = Ciclo::base("confronto");
    let prima = pdf_di(&ciclo, "piano", "piano-2022-2024.pdf");
    cambia(&ciclo);
    let studio = Studio::apri(&ciclo.dati());
    studio.composto("piano");
    assert_eq!(
        studio
            .manda_file("/carica/bozza/prima", "prima.pdf", &prima)
            .stato,
        200
    );
    assert_eq!(
        studio.agisce("usa-ciclo", r#"{"lato":"adesso"}"#).stato,
        200
    );
    let risposta = studio.agisce("confronta", "{}");
    let detto: Value = serde_json::from_str(&risposta.corpo).expect("JSON");
    let fogli = detto["lati"][1]["fogli"].as_array().expect("pages");
    let cambiate = fogli
        .iter()
        .map(|f| f["cambiate"].as_array().expect("boxes").len());
    assert_eq!(cambiate.sum::<usize>(), 2, "{}", risposta.corpo);
}

#[test]
fn two_cycles_at_hand_stand_side_by_side() {
    let ciclo = Ciclo::base("confronto");
    let qui = ciclo.dati().parent().expect("a folder").to_owned();
    let altra = qui.join("altra");
    for file in crate::comune::albero(&ciclo.dati()).keys() {
        let nuovo = altra.join(file);
        fs::create_dir_all(nuovo.parent().expect("a folder")).expect("a folder");
        fs::copy(ciclo.dati().join(file), nuovo).expect("a copy");
    }
    cambia(&ciclo);
    let studio = Studio::in_cartella(&qui, &["--senza-browser"]);
    let sceglie = |lato: &str, n: usize, nome: &str| {
        let dati = serde_json::json!({"lato": lato, "ciclo": {"n": n, "nome": nome}});
        studio.agisce("usa-cartella", &dati.to_string())
    };
    assert_eq!(sceglie("prima", 0, "/etc").stato, 409);
    assert_eq!(sceglie("prima", 0, "./altra").corpo.trim(), "\"altra\"");
    assert_eq!(sceglie("adesso", 1, "./ciclo").stato, 200);
    let risposta = studio.agisce("confronta", "{}");
    assert_eq!(risposta.stato, 200, "{}", risposta.corpo);
    let detto: Value = serde_json::from_str(&risposta.corpo).expect("JSON");
    assert!(
        detto["posti"][0]
            .as_array()
            .expect("places")
            .iter()
            .all(Value::is_array)
    );
}

#[test]
fn the_list_of_changes_leads_to_their_places_on_the_page() {
    let ciclo = Ciclo::base("confronto");
    let prima = pdf_di(&ciclo, "piano", "piano-2022-2024.pdf");
    let studio = Studio::apri(&ciclo.dati());
    studio.composto("piano");
    let elenco = || studio.pagina("/cambiato/piano").corpo;
    assert!(
        elenco().contains("Scegli una bozza di prima"),
        "{}",
        elenco()
    );
    let mandato = studio.manda_file("/carica/riferimento", "Prima.pdf", &prima);
    assert_eq!(mandato.stato, 200, "{}", mandato.corpo);
    assert!(elenco().contains("Non è cambiato nulla."), "{}", elenco());

    let vecchie = impronte(&studio.composto("piano"));
    cambia(&ciclo);
    studio.quando("piano", |n| {
        impronte(n) != vecchie && elenco().contains("in fondo.")
    });
    let cambiato = elenco();
    let posti: Vec<&str> = cambiato.split("data-impronta=\"").skip(1).collect();
    assert_eq!(posti.len(), 2, "{cambiato}");
    let impronta = |n: usize| posti[n].split('"').next().expect("its end");
    let segno = posti[0].split_once("data-segno=\"").expect("a mark").1;
    let segno: usize = segno
        .split('"')
        .next()
        .and_then(|n| n.parse().ok())
        .expect("one");
    let figura = &segni(&studio, "piano", impronta(0))[segno];
    assert_eq!(figura["testo"], "12");
    // A paragraph leads to its own lines.
    let riquadro = posti[1].split_once("data-riquadro=\"").expect("a place").1;
    let riquadro = riquadro.split('"').next().expect("its end").split(' ');
    let riquadro: Vec<f64> = riquadro.map(|n| n.parse().expect("points")).collect();
    let tavola = studio.json("/tavola/piano");
    let mut fogli = tavola["fogli"].as_array().expect("pages").iter();
    let pagina = fogli.position(|foglio| foglio["impronta"] == impronta(1));
    let stampate = pdf_di(&ciclo, "piano", "piano-2022-2024.pdf");
    let stampate = pagine(&Document::load_mem(&stampate).expect("a PDF"));
    let qui = parole_in(
        &stampate[pagina.expect("a page")],
        &serde_json::json!(riquadro),
    );
    assert_eq!(stretto(&qui), stretto("Una frase aggiunta in fondo."));
    assert_eq!(studio.agisce("togli-riferimento", "{}").stato, 204);
    for (quale, stato) in [("pubblicata", 404), ("../..", 404), ("ciclo", 404)] {
        let corpo = serde_json::json!({"documento": "piano", "quale": quale}).to_string();
        assert_eq!(
            studio.agisce("scegli-riferimento", &corpo).stato,
            stato,
            "{quale}"
        );
    }
    let falso = studio.manda_file("/carica/riferimento", "falso.pdf", b"nulla");
    assert_eq!(falso.stato, 409);
    assert!(falso.corpo.contains("falso.pdf"), "{}", falso.corpo);
}

#[test]
fn the_demonstration_is_unpacked_once_and_never_over_anything() {
    let vuota = tempfile::tempdir().expect("a folder");
    let studio = Studio::in_cartella(vuota.path(), &["--senza-browser"]);
    for sbagliato in [r#"{"dove":"/etc"}"#, r#"{"dove":".."}"#, "{}"] {
        assert_eq!(
            studio.agisce("dimostrazione", sbagliato).stato,
            400,
            "{sbagliato}"
        );
    }
    let qui = r#"{"dove":"qui"}"#;
    assert_eq!(studio.agisce("dimostrazione", qui).stato, 204);
    let cartella = vuota.path().join("bergamo-2022");
    let nostra = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/bergamo-2022");
    assert_eq!(
        crate::comune::albero(&cartella),
        crate::comune::albero(&nostra)
    );
    studio.composto("piano");
    // Again: it is opened as the office left it.
    fs::write(cartella.join("mio.txt"), "mio").expect("a file");
    assert_eq!(studio.agisce("dimostrazione", qui).stato, 204);
    assert!(cartella.join("mio.txt").is_file());

    let altra = tempfile::tempdir().expect("a folder");
    fs::create_dir(altra.path().join("bergamo-2022")).expect("a folder");
    fs::write(altra.path().join("bergamo-2022/mio.txt"), "mio").expect("a file");
    let studio = Studio::in_cartella(altra.path(), &["--senza-browser"]);
    let no = studio.agisce("dimostrazione", qui);
    assert_eq!(no.stato, 409);
    assert!(no.corpo.contains("non è vuota"), "{}", no.corpo);
    assert_eq!(fs::read_dir(altra.path()).expect("the folder").count(), 1);
}

#[test]
fn a_service_has_its_scheda_among_the_pages() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::apri(&ciclo.dati());
    let lato = studio.quando("piano", |n| n["lato"].is_string());
    let lato = lato["lato"].as_str().expect("html");
    assert!(lato.contains("/documento/scheda-promozione"), "{lato}");
    let fogli = impronte(&studio.composto("scheda-promozione"));
    let parole = studio.pagina(&format!("/parole/scheda-promozione/{}", fogli[0]));
    let detto = stretto(&parole.corpo);
    assert!(detto.contains(&stretto("Numero di eventi")), "{detto}");
    let pagina = studio.pagina("/documento/scheda-promozione").corpo;
    assert!(
        pagina.contains("<h1>Scheda 2022: Servizio Promozione</h1>"),
        "{pagina}"
    );
    assert!(
        studio
            .pagina("/pdf/scheda-promozione")
            .corpo
            .starts_with("%PDF-")
    );
    assert_eq!(studio.pagina("/documento/scheda-nessuno").stato, 404);
    // Every figure that it gives answers with its cell, as on the other pages.
    let risposte = risposte(&studio, "scheda-promozione");
    let luogo = |testo: &str| {
        let detta = risposte.iter().find(|detto| detto.testo == testo);
        detta.map(|detto| detto.luogo.as_str()).unwrap_or_default()
    };
    let modello = ciclo.modello();
    let riga = &modello["cruscotti"][0]["righe"][0];
    for valore in [&riga["atteso"]["2022"], &riga["consuntivo"]["2021"]] {
        let cella = valore["origine"]["cella"].as_str().expect("a cell");
        let detta = luogo(valore["stampa"].as_str().expect("text"));
        assert!(detta.ends_with(&format!("|{cella}")), "{valore}: {detta}");
    }
}

#[test]
fn a_document_asked_for_too_early_comes_by_itself() {
    let ciclo = Ciclo::base("confronto");
    ciclo.scrivi("ciclo.toml", "[ente\n");
    let studio = Studio::apri(&ciclo.dati());
    let presto = studio.pagina("/documento/relazione");
    assert_eq!(presto.stato, 200, "{}", presto.corpo);
    assert!(
        presto.corpo.contains("data-attesa"),
        "it waits at its own address"
    );
}

#[test]
fn forms_go_out_and_come_back() {
    let ciclo = Ciclo::bergamo();
    let studio = Studio::apri(&ciclo.dati());
    studio.quando("piano", |n| n["lato"].is_string());
    let giro = studio.pagina("/giro");
    assert!(
        giro.corpo.contains("/moduli/consuntivo/affari-generali"),
        "{}",
        giro.corpo
    );
    let mut flusso = studio.flusso();
    let chiede = studio.chiede("/moduli/consuntivo/affari-generali", &[&studio.biscotto()]);
    flusso.write_all(chiede.as_bytes()).expect("sent");
    let mut byte = Vec::new();
    flusso.read_to_end(&mut byte).expect("a form");
    let inizio = byte
        .windows(4)
        .position(|w| w == b"\r\n\r\n")
        .expect("a body")
        + 4;
    assert_eq!(&byte[inizio..inizio + 2], b"PK");
    for altro in [
        "/moduli/piano/nessuno",
        "/moduli/1999-01-01/affari-generali",
        "/moduli/x/affari-generali",
    ] {
        assert!(
            matches!(studio.pagina(altro).stato, 400 | 404 | 409),
            "{altro}"
        );
    }
    let prima = crate::comune::albero(&ciclo.dati());
    let mandato = studio.manda_file("/carica/modulo", "reso.xlsx", &byte[inizio..]);
    assert_eq!(mandato.stato, 200, "{}", mandato.corpo);
    let (_, detto) = studio.detto("prova-moduli", "{}");
    assert!(
        detto.contains("reso.xlsx") && detto.contains("Andrebbe in consuntivi/"),
        "{detto}"
    );
    assert_eq!(
        prima,
        crate::comune::albero(&ciclo.dati()),
        "a look takes nothing"
    );
    let (_, detto) = studio.detto("prendi-moduli", r#"{"accetta":false}"#);
    assert!(detto.contains("Preso: consuntivi/"), "{detto}");
    assert!(
        ciclo
            .dati()
            .join("consuntivi/affari-generali.xlsx")
            .is_file(),
        "{detto}"
    );
}

#[test]
fn a_chapter_is_saved_only_over_what_the_page_read() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::apri(&ciclo.dati());
    studio.composto("piano");
    let pagina = studio.pagina("/capitoli/piano/10-presentazione");
    assert_eq!(pagina.stato, 200, "{}", pagina.corpo);
    assert!(
        pagina.corpo.contains("{{ anno }}"),
        "the placeholders that there are"
    );
    let impronta = pagina
        .corpo
        .split_once("data-impronta=\"")
        .expect("a mark")
        .1;
    let impronta = impronta.split('"').next().expect("its end").to_owned();
    let percorso = ciclo.dati().join(CAPITOLO);
    let testo = fs::read_to_string(&percorso).expect("a chapter");
    let salva = |impronta: &str, testo: &str, documento: &str, nome: &str| {
        let dati = serde_json::json!({
            "documento": documento, "nome": nome, "impronta": impronta, "testo": testo
        });
        studio.agisce("salva-capitolo", &dati.to_string())
    };
    let qui = |impronta: &str, testo: &str| salva(impronta, testo, "piano", "10-presentazione");
    let nuovo = format!("{testo}\n\nScritto nella pagina.\n");
    // One that comes before it leaves it where it is.
    ciclo.scrivi("testi/piano/05-prima.md", "# Prima\n\nUn altro capitolo.\n");
    let salvato = qui(&impronta, &nuovo);
    assert_eq!(salvato.stato, 200, "{}", salvato.corpo);
    assert_eq!(fs::read_to_string(&percorso).expect("a chapter"), nuovo);
    // The first mark is old now, and so is one of a file that someone else changed.
    assert_eq!(qui(&impronta, "perduto").stato, 409);
    let ora: String = serde_json::from_str(&salvato.corpo).expect("a mark");
    let rilievi = || studio.pagina("/capitoli/piano/10-presentazione/rilievi");
    assert_eq!(rilievi().testata("x-impronta").as_ref(), Some(&ora));
    ciclo.scrivi(CAPITOLO, "Scritto altrove.\n");
    assert_ne!(rilievi().testata("x-impronta").as_ref(), Some(&ora));
    assert_eq!(qui(&ora, "perduto").stato, 409);
    assert_eq!(
        fs::read_to_string(&percorso).expect("a chapter"),
        "Scritto altrove.\n"
    );
    for (documento, nome) in [
        ("piano", "99-nessuno"),
        ("../..", "10-presentazione"),
        ("piano", "../piano/10-presentazione"),
        ("piano", "../../ciclo"),
    ] {
        assert_eq!(salva(&ora, "x", documento, nome).stato, 404, "{nome}");
    }
    ciclo.togli(CAPITOLO);
    let tolto = qui(&ora, "ancora");
    assert_eq!(tolto.stato, 404);
    assert!(tolto.corpo.contains("non c'è più"), "{}", tolto.corpo);
    assert!(!percorso.exists(), "it is not made anew");
}

#[test]
fn a_workbook_is_opened_by_its_service_and_by_nothing_else() {
    let ciclo = Ciclo::base("confronto");
    let studio = Studio::apri(&ciclo.dati());
    let lato = studio.quando("piano", |n| n["lato"].is_string());
    let lato = lato["lato"].as_str().expect("html");
    assert!(lato.contains("data-apri-foglio=\"promozione\""), "{lato}");
    let apre = |cruscotto: &str| {
        let dati = serde_json::json!({"cruscotto": cruscotto}).to_string();
        studio.agisce("apri-foglio", &dati)
    };
    for nessuno in ["nessuno", "", "../../etc/passwd", "servizi/promozione.csv"] {
        assert_eq!(apre(nessuno).stato, 404, "{nessuno}");
    }
    // Here no program opens anything: it says which file, and where it looked is nobody's business.
    let no = apre("promozione");
    assert_eq!(no.stato, 500);
    assert!(no.corpo.contains("promozione.csv") && !no.corpo.contains('/'));
}

#[test]
fn a_new_cycle_is_made_and_opened_from_nothing() {
    let vuota = tempfile::tempdir().expect("a folder");
    let studio = Studio::in_cartella(vuota.path(), &["--senza-browser"]);
    assert_eq!(studio.pagina("/benvenuto").stato, 200);
    for sbagliata in [
        r#"{"dove":"qui","ente":"","anno":2027,"servizi":["A"]}"#,
        r#"{"dove":"qui","ente":"Comune","anno":2027,"servizi":[]}"#,
        r#"{"dove":"qui","ente":"Comune","anno":2027,"servizi":["--da"]}"#,
    ] {
        assert_eq!(
            studio.agisce("nuovo-ciclo", sbagliata).stato,
            400,
            "{sbagliata}"
        );
    }
    let buona = r#"{"dove":"qui","ente":"Comune di Prova/..","anno":2027,"servizi":["Anagrafe","Ragioneria"]}"#;
    let (esito, detto) = studio.detto("nuovo-ciclo", buona);
    assert_eq!(esito, 0, "{detto}");
    assert!(
        vuota
            .path()
            .join("comune-di-prova-2027/ciclo.toml")
            .is_file()
    );
    let novita = studio.quando("piano", |n| n["tavola"]["attesa"] == false);
    assert!(
        !impronte(&novita).is_empty(),
        "its first draft is there: {novita:#}"
    );
    let (esito, detto) = studio.detto("prova-pubblicazione", r#"{"documento":null,"motivo":null}"#);
    assert_ne!(esito, 0, "a draft is not published: {detto}");
    assert!(studio.pagina("/pubblica").corpo.contains("è una bozza"));
}

#[test]
fn the_button_stops_the_program() {
    let ciclo = Ciclo::base("confronto");
    let mut studio = Studio::apri(&ciclo.dati());
    let mut orecchio = studio.flusso();
    let ascolta = studio.chiede("/eventi", &[&studio.biscotto()]);
    orecchio.write_all(ascolta.as_bytes()).expect("sent");
    assert_eq!(studio.agisce("chiudi", "{}").stato, 204);
    let inizio = Instant::now();
    while studio.figlio.try_wait().expect("its state").is_none() {
        assert!(inizio.elapsed() < PAZIENZA, "it does not stop");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(studio.figlio.wait().expect("its end").code(), Some(0));
    assert!(
        Risposta::leggi(orecchio).corpo.contains("event: chiuso"),
        "the page is told"
    );
}

#[test]
fn on_a_pipe_the_program_without_arguments_prints_its_help() {
    let uscita = crate::comune::ciclo(&[]);
    assert_eq!(uscita.status.code(), Some(2));
    assert!(
        crate::comune::testo(&uscita.stderr).contains("ciclo --help") || !uscita.stderr.is_empty()
    );
}
