//! Cycles of any size: one service or forty, names of a line or of half a page, charts of all kinds.
//! They stand on their own, so that a page can be tried with what no demonstration has.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// How large a cycle is.
#[derive(Debug, Clone)]
pub struct Misure {
    pub servizi: usize,
    pub prospettive: usize,
    /// Of each prospettiva, and indicators that a service has of each.
    pub obiettivi: usize,
    pub indicatori: usize,
    /// How long names, units, people and targets in words are; 0 for those of every day.
    pub lettere: usize,
    /// The charts of the chapter about what is around the body.
    pub grafici: Vec<Grafico>,
}

/// A chart: kind, what it is about, unit, names of its columns, and its rows.
#[derive(Debug, Clone, Copy)]
pub struct Grafico {
    pub tipo: &'static str,
    pub id: &'static str,
    pub colonne: &'static [&'static str],
    /// The first name of a row, how many there are, and their values.
    pub voci: usize,
    pub valore: fn(usize, usize) -> i32,
}

impl Misure {
    /// A small body with one service, whose names are short and which has no chart.
    pub fn uno() -> Self {
        Self {
            servizi: 1,
            prospettive: 1,
            obiettivi: 1,
            indicatori: 2,
            lettere: 0,
            grafici: Vec::new(),
        }
    }
}

const PAROLE: [&str; 14] = [
    "miglioramento",
    "continuo",
    "dei",
    "procedimenti",
    "amministrativi",
    "e",
    "della",
    "digitalizzazione",
    "nell'ambito",
    "dell'internazionalizzazione",
    "delle",
    "imprese",
    "di",
    "interesse generale",
];

/// A name that begins with `inizio` and has as many letters as asked.
pub fn nome(inizio: &str, lettere: usize) -> String {
    let mut nome = inizio.to_owned();
    let parole = PAROLE.iter().cycle();
    for parola in parole {
        if nome.chars().count() + parola.len() + 1 > lettere {
            break;
        }
        let _ = write!(nome, " {parola}");
    }
    nome
}

const ANNO: usize = 2027;

/// Writes the cycle into a folder that `ciclo nuovo` made: its chapters stay, the rest is new.
pub fn scrivi(cartella: &Path, misure: &Misure) {
    for dove in [
        "servizi",
        "cruscotti",
        "progetti",
        "serie",
        "quadri",
        "assegnazioni",
    ] {
        let dove = cartella.join(dove);
        let _ = fs::remove_dir_all(&dove);
        fs::create_dir_all(&dove).expect("a folder");
    }
    let scrivi = |file: String, testo: String| {
        fs::write(cartella.join(file), testo).expect("writable");
    };
    scrivi("ciclo.toml".into(), impostazioni(misure));
    scrivi("quadri/personale.csv".into(), personale(misure));
    scrivi("quadri/bilancio.csv".into(), bilancio());
    scrivi("cruscotti/strategico.csv".into(), cruscotto(misure, None));
    for servizio in 1..=misure.servizi {
        let foglio = cruscotto(misure, Some(servizio));
        scrivi(format!("servizi/servizio-{servizio:02}.csv"), foglio);
    }
    scrivi("progetti/primo.csv".into(), progetto(misure));
    scrivi("assegnazioni/servizio-01.csv".into(), assegnazioni(misure));
    for (n, grafico) in misure.grafici.iter().enumerate() {
        let serie = serie(misure, grafico, n);
        scrivi(format!("serie/{}.csv", grafico.id), serie);
    }
    if !misure.grafici.is_empty() {
        scrivi("testi/piano/20-contesto.md".into(), contesto(misure));
    }
}

/// A chapter with the charts, each after a line that names it.
fn contesto(misure: &Misure) -> String {
    let mut contesto = "# Il contesto\n\nChe cosa accade intorno.\n".to_owned();
    for Grafico { id, .. } in &misure.grafici {
        let _ = write!(
            contesto,
            "\nIl {{{{ rif(\"grafico\", \"{id}\") }}}} dice come va.\n\n\
             {{{{ grafico(\"{id}\") }}}}\n"
        );
    }
    contesto
}

fn servizio(misure: &Misure, n: usize) -> String {
    nome(&format!("Servizio {n}"), misure.lettere)
}

fn prospettiva(misure: &Misure, n: usize) -> String {
    nome(&format!("Crescita {}", italiano(n)), misure.lettere)
}

fn obiettivo(misure: &Misure, p: usize, o: usize) -> String {
    nome(
        &format!("Obiettivo {} di {}", italiano(o), italiano(p)),
        misure.lettere,
    )
}

fn italiano(n: usize) -> &'static str {
    [
        "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto",
    ][n]
}

fn impostazioni(misure: &Misure) -> String {
    let parti = [
        documenti(),
        obiettivi(misure),
        cruscotti(misure),
        organizzazione(misure),
        grafici(misure),
        promesse_e_piao(misure),
    ];
    parti.concat()
}

fn documenti() -> String {
    format!(
        "[ente]\nnome = \"Comune di Prova\"\ncodice-ipa = \"c_x000\"\n\
         [ciclo]\nanno = {ANNO}\nanno-relazione = {prima}\n\
         [documenti.piano]\ndata = {ANNO}-01-28\ndelibera = \"delibera n. 1/{ANNO}\"\n\
         [documenti.piao]\ndata = {ANNO}-01-28\n\
         [documenti.relazione]\ndata = {ANNO}-06-24\ndelibera = \"delibera n. 2/{ANNO}\"\n\
         [documenti.validazione]\ndata = {ANNO}-06-30\n\
         [assegnazioni]\norganizzativa = 20\nobiettivi = 50\ncomportamenti = 30\n\
         [quadri.personale]\ntitolo = \"Personale\"\n[quadri.bilancio]\ntitolo = \"Bilancio\"\n",
        prima = ANNO - 1
    )
}

fn obiettivi(misure: &Misure) -> String {
    let mut toml = String::new();
    for p in 1..=misure.prospettive {
        let _ = writeln!(toml, "[[prospettive]]\nnome = {:?}", prospettiva(misure, p));
        for o in 1..=misure.obiettivi {
            let _ = writeln!(
                toml,
                "[[prospettive.obiettivi]]\ncodice = \"{p}.{o}\"\nnome = {:?}\nambiti = [\"a\"]",
                obiettivo(misure, p, o)
            );
        }
    }
    toml
}

fn cruscotti(misure: &Misure) -> String {
    let mut toml = "[[cruscotti]]\nid = \"strategico\"\nnome = \"Cruscotto strategico\"\n\
                    tipo = \"strategico\"\n"
        .to_owned();
    for n in 1..=misure.servizi {
        let _ = writeln!(
            toml,
            "[[cruscotti]]\nid = \"servizio-{n:02}\"\nnome = {:?}\nresponsabile = {:?}",
            servizio(misure, n),
            nome("Responsabile", misure.lettere)
        );
    }
    toml
}

fn organizzazione(misure: &Misure) -> String {
    let mut toml = String::new();
    for (funzione, organo) in [("indirizzo", "Consiglio"), ("esecutivo", "Giunta")] {
        let _ = writeln!(
            toml,
            "[[organizzazione.organi]]\nnome = {:?}\nfunzione = \"{funzione}\"\ncompito = {:?}",
            nome(organo, misure.lettere),
            nome("Decide", misure.lettere)
        );
    }
    let vertice = nome("Segretario", misure.lettere);
    let _ = writeln!(toml, "[organizzazione.organigramma]\nnome = {vertice:?}");
    for n in 1..=misure.servizi {
        let nome = servizio(misure, n);
        let _ = writeln!(
            toml,
            "[[organizzazione.organigramma.unita]]\nnome = {nome:?}"
        );
    }
    toml
}

fn grafici(misure: &Misure) -> String {
    let mut toml = String::new();
    for g in &misure.grafici {
        let _ = writeln!(
            toml,
            "[[grafici]]\nid = {:?}\ntitolo = {:?}\ntipo = {:?}\nunita = {:?}\nfonte = \"Istat\"",
            g.id,
            nome(&format!("Titolo di {}", g.id), misure.lettere),
            g.tipo,
            nome("imprese", misure.lettere)
        );
        if g.tipo == "barre-e-linea" {
            toml += "unita-secondaria = \"%\"\n";
        }
    }
    toml
}

fn promesse_e_piao(misure: &Misure) -> String {
    format!(
        "[[pagina.promesse]]\npromessa = {d:?}\nindicatore = {i:?}\neuro = 20000\npersone = 2\n\
         [[piao.valore-pubblico]]\ncodice = \"VP1\"\ndenominazione = {d:?}\ndescrizione = {d:?}\n\
         contesto = {d:?}\nresponsabile-politico = {d:?}\nstakeholder = [{d:?}]\n\
         risorse = {{ euro = 250000, persone = 4 }}\n\
         strategie = [{{ denominazione = {d:?}, descrizione = {d:?}, obiettivi = [\"1.1\"] }}]\n\
         indicatori = [{i:?}]\n\
         [[piao.fasi]]\ndenominazione = {d:?}\ndescrizione = {d:?}\nperiodo = {d:?}\n\
         attori = [{d:?}]\nattivita = [{d:?}]\n\
         [[piao.anticorruzione]]\nmisura = {d:?}\narea = {d:?}\nresponsabile = {d:?}\n\
         indicatori = [{i:?}]\n\
         [[piao.strumenti]]\ndenominazione = {d:?}\ndescrizione = {d:?}\n\
         [[piao.sottofasi]]\ndenominazione = {d:?}\nperiodo = {d:?}\n",
        d = nome("Denominazione", misure.lettere),
        i = indicatore(misure, 1, 1, 1, 1)
    )
}

fn personale(misure: &Misure) -> String {
    format!(
        "Area;Donne;Uomini;Totale\n{};5;4;9\n{};12;8;20\nTotale;17;12;29\n",
        nome("Funzionari", misure.lettere),
        nome("Istruttori", misure.lettere)
    )
}

fn bilancio() -> String {
    "Voce;Previsione\nEntrate;1.250.000\nUscite;1.249.000\n".to_owned()
}

fn indicatore(misure: &Misure, servizio: usize, p: usize, o: usize, i: usize) -> String {
    let inizio = match i {
        1 => "Pratiche concluse nei termini",
        2 => "Giorni di attesa",
        3 => "Relazione annuale",
        _ => "Cittadini ascoltati",
    };
    nome(&format!("{inizio} {servizio}-{p}{o}"), misure.lettere)
}

/// Target and result of the year before, value of the year before that, and the new target.
fn valori(misure: &Misure, n: usize) -> [String; 5] {
    let detto = |inizio: &str| nome(inizio, misure.lettere);
    let di = |v: [&str; 5]| v.map(str::to_owned);
    match n % 6 {
        0 => di(["85%", "90%", "88%", "95%", "40%"]),
        1 => di(["30", "25", "31", "20", "12"]),
        2 => di(["30/11/2026", "15/12/2026", "30/11/2026", "30/11/2027", ""]),
        3 => di(["120", "100", "64", "0", "0"]),
        4 => di(["0", "0", "0", "10", "-3"]),
        _ => [
            String::new(),
            detto("Redazione del documento"),
            String::new(),
            detto("Pubblicazione entro l'anno del documento"),
            String::new(),
        ],
    }
}

/// The sheet of a service; of the whole body without one: it answers for what the first service does.
fn cruscotto(misure: &Misure, servizio: Option<usize>) -> String {
    let mut csv = format!(
        "Azione;Indicatore;Unità di misura;Verso;Risultato Consuntivo {due};Risultato Atteso {una};\
         Risultato Consuntivo {una};Risultato Atteso {ANNO};Valore al 30/06/{ANNO};Fonte del dato;\
         Causa dello scostamento;Criticità;Azione correttiva;Responsabile\n",
        due = ANNO - 2,
        una = ANNO - 1
    );
    let suo = servizio.unwrap_or(1);
    let mut n = suo;
    for p in 1..=misure.prospettive {
        let _ = writeln!(csv, "{}", prospettiva(misure, p).to_uppercase());
        for o in 1..=misure.obiettivi {
            let _ = writeln!(csv, "{p}.{o} {}", obiettivo(misure, p, o));
            for i in 1..=misure.indicatori {
                n += 1;
                csv += &riga(misure, n, &indicatore(misure, suo, p, o, i));
            }
        }
    }
    if suo == 1 {
        let progetto = nome("Primo progetto", misure.lettere);
        let _ = writeln!(csv, ";Progetto: {progetto};;;;100%;80%;100%;;Scheda;;;;");
    }
    csv
}

fn riga(misure: &Misure, n: usize, indicatore: &str) -> String {
    let [due, atteso, consuntivo, nuovo, al] = valori(misure, n);
    let detto = |inizio: &str| nome(inizio, misure.lettere);
    let unita = match misure.lettere > 0 && !n.is_multiple_of(6) {
        true => detto("giorni"),
        false => String::new(),
    };
    let celle = [
        detto("Rispondere prima"),
        indicatore.to_owned(),
        unita,
        if n % 6 == 1 { "decrescente" } else { "" }.to_owned(),
        due,
        atteso,
        consuntivo,
        nuovo,
        al,
        detto("Registro"),
        detto("Avvio in ritardo"),
        detto("Manca chi lo fa"),
        detto("Cambiare turno"),
        detto("Istruttore"),
    ];
    celle.join(";") + "\n"
}

fn progetto(misure: &Misure) -> String {
    let detto = |inizio: &str| nome(inizio, misure.lettere);
    let mut csv = format!(
        "Progetto;{};;;;;;;\nResponsabile;{};;;;;;;\nObiettivo;1.1;;;;;;;\nDescrizione;{};;;;;;;\n\
         Anno;Attività;Responsabile;Inizio;Fine;Peso;Target;Risultato;Causa dello scostamento\n",
        detto("Primo progetto"),
        detto("Responsabile"),
        detto("Descrizione")
    );
    for (anno, risultato) in [(ANNO - 1, "80%"), (ANNO, "")] {
        for (n, (inizio, fine)) in [("01/02", "30/06"), ("01/07", "15/12")].iter().enumerate() {
            let _ = writeln!(
                csv,
                "{anno};{};{};{inizio}/{anno};{fine}/{anno};50;100%;{risultato};{}",
                detto(&format!("Attività {}", italiano(n + 1))),
                detto("Ufficio"),
                detto("Bando ripetuto")
            );
        }
    }
    csv
}

fn assegnazioni(misure: &Misure) -> String {
    let detto = |inizio: &str| nome(inizio, misure.lettere);
    format!(
        "Collaboratore;Indicatore;Peso;Comportamento;Peso;Punteggio\n\
         {};{};60;{};50;80\n;{};40;{};50;90\n",
        detto("Istruttore"),
        indicatore(misure, 1, 1, 1, 1),
        detto("Precisione"),
        indicatore(misure, 1, 1, 1, 2),
        detto("Puntualità")
    )
}

/// No two series begin in the same year, nor with the same row: they would be copies.
fn serie(misure: &Misure, grafico: &Grafico, posto: usize) -> String {
    let a_tempo = [
        "linee",
        "barre-affiancate",
        "scambi-e-saldo",
        "barre-e-linea",
    ];
    let voce = |n: usize| match a_tempo.contains(&grafico.tipo) {
        true => format!("{} T{}", 1990 + 3 * posto + n / 4, n % 4 + 1),
        false => nome(&format!("Voce {}", 100 * posto + n), misure.lettere),
    };
    let colonne = grafico.colonne.iter().map(|c| nome(c, misure.lettere));
    let mut csv = format!("Voce;{}\n", colonne.collect::<Vec<_>>().join(";"));
    for n in 0..grafico.voci {
        let valori = (0..grafico.colonne.len()).map(|c| (grafico.valore)(n, c).to_string());
        let _ = writeln!(csv, "{};{}", voce(n), valori.collect::<Vec<_>>().join(";"));
    }
    csv
}
