//! `ciclo genera` beyond one cycle of the usual size: many cycles, many services, the time of each
//! stage.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::comune::{Ciclo, ciclo, testo};
use ciclo::opendata::allegato::allegato;

const PIANO: &str = "piano-2022-2024.pdf";

/// A copy of a cycle's folder under another name, beside it.
fn copia(ciclo: &Ciclo, nome: &str) -> std::path::PathBuf {
    let qui = ciclo.dati().with_file_name(nome);
    crate::comune::copia(&ciclo.dati(), &qui);
    qui
}

fn genera(cicli: &[&Path], uscita: &Path, altri: &[&str]) -> Output {
    let mut argomenti = vec![
        "genera",
        "piano",
        "--uscita",
        uscita.to_str().expect("a name"),
    ];
    for cartella in cicli {
        argomenti.extend(["--dati", cartella.to_str().expect("a name")]);
    }
    argomenti.extend(altri);
    ciclo(&argomenti)
}

#[test]
fn each_of_many_cycles_gets_its_folder_and_the_document_that_it_gets_alone() {
    let base = Ciclo::base("minimo");
    base.cambia("ciclo.toml", "data = 2022-01-27", "data = 2022-01-28");
    let altro = copia(&base, "altro");
    base.cambia("ciclo.toml", "data = 2022-01-28", "data = 2022-01-27");
    let uscita = genera(&[&base.dati(), &altro], &base.uscita(), &[]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    for cartella in [base.dati(), altro] {
        let nome = cartella.file_name().expect("a name");
        let insieme = base.uscita().join(nome).join(PIANO);
        assert!(testo(&uscita.stdout).contains(&insieme.display().to_string()));
        let da_solo = base.uscita().join("da-solo");
        assert!(genera(&[&cartella], &da_solo, &[]).status.success());
        assert!(fs::read(insieme).expect("a PDF") == fs::read(da_solo.join(PIANO)).expect("a PDF"));
    }
}

#[test]
fn a_cycle_that_is_refused_does_not_stop_the_others() {
    let buono = Ciclo::base("minimo");
    let cattivo = copia(&buono, "cattivo");
    fs::write(
        cattivo.join("servizi/promozione.csv"),
        "Azione;Indicatore\nA;\u{ff}\n",
    )
    .expect("writable");
    fs::write(cattivo.join("servizi/rotto.xlsx"), "no workbook").expect("writable");
    let uscita = genera(&[&cattivo, &buono.dati()], &buono.uscita(), &[]);
    let detto = testo(&uscita.stderr);
    assert_eq!(uscita.status.code(), Some(1), "{detto}");
    assert!(buono.uscita().join("ciclo").join(PIANO).is_file());
    assert!(!buono.uscita().join("cattivo").exists());
    assert!(
        detto.contains(&format!("{}\n", cattivo.display())),
        "{detto}"
    );
    assert!(detto.contains("rotto.xlsx"), "{detto}");
    assert!(detto.contains("1 ciclo su 2 senza documenti"), "{detto}");

    fs::write(cattivo.join("ciclo.toml"), "[ente").expect("writable");
    let uscita = genera(&[&cattivo, &buono.dati()], &buono.uscita(), &[]);
    assert_eq!(
        uscita.status.code(),
        Some(2),
        "settings that cannot be read stop a cycle"
    );
    assert!(
        testo(&uscita.stderr).contains("ciclo.toml"),
        "{}",
        testo(&uscita.stderr)
    );
    assert!(testo(&uscita.stdout).contains(PIANO));
}

#[test]
fn cycles_that_would_share_a_folder_are_refused_before_any_work() {
    let base = Ciclo::base("minimo");
    let uscita = genera(&[&base.dati(), &base.dati()], &base.uscita(), &[]);
    assert_eq!(uscita.status.code(), Some(2));
    assert!(testo(&uscita.stderr).contains("servono cartelle con nomi diversi"));
    let altro = copia(&base, "altro");
    let uscita = genera(
        &[&base.dati(), &altro],
        &base.uscita(),
        &["--rispetto-a", "vecchio.pdf"],
    );
    assert_eq!(uscita.status.code(), Some(2));
    assert!(testo(&uscita.stderr).contains("--rispetto-a riguarda un ciclo solo"));
    assert!(!base.uscita().exists());
}

/// Everything that the year's documents share is made once, however many documents there are.
#[test]
fn no_work_is_done_twice_for_all_documents_of_a_cycle() {
    let bergamo = Ciclo::bergamo();
    let uscita = genera(&[&bergamo.dati()], &bergamo.uscita(), &["--tempi"]);
    assert!(uscita.status.success());
    let detto = testo(&uscita.stderr);
    let conto = |lavoro: &str| -> [usize; 2] {
        let riga = detto.lines().find_map(|riga| riga.strip_prefix(lavoro));
        let riga = riga.unwrap_or_else(|| panic!("no line {lavoro} in\n{detto}"));
        let numeri = riga
            .split_whitespace()
            .map(|cella| cella.parse().expect("a count"));
        let numeri: Vec<usize> = numeri.collect();
        numeri.try_into().expect("two counts")
    };
    let capitoli = file_sotto(&bergamo.dati().join("testi"), "md");
    let serie = file_sotto(&bergamo.dati().join("serie"), "csv");
    for (lavoro, almeno) in [
        ("file letti", capitoli + serie),
        ("capitoli letti", capitoli),
        ("grafici disegnati", 1),
        ("anni riassunti", 1),
        ("modelli scritti", 1),
    ] {
        let [volte, cose] = conto(lavoro);
        assert!(cose >= almeno, "{lavoro}: {cose} of {almeno}");
        assert_eq!(volte, cose, "{lavoro} more than once\n{detto}");
    }
    assert_eq!(conto("capitoli letti"), [capitoli; 2]);
    assert_eq!(conto("modelli scritti"), [1; 2]);
}

/// How many files with an ending a folder holds, at any depth.
fn file_sotto(cartella: &Path, fine: &str) -> usize {
    let voci = fs::read_dir(cartella).expect("a folder");
    voci.map(|voce| voce.expect("an entry").path())
        .map(|percorso| match percorso.is_dir() {
            true => file_sotto(&percorso, fine),
            false => usize::from(percorso.extension().is_some_and(|suo| suo == fine)),
        })
        .sum()
}

#[test]
fn times_are_told_by_stage_and_change_no_document() {
    let base = Ciclo::base("minimo");
    let con = genera(&[&base.dati()], &base.uscita().join("con"), &["--tempi"]);
    let senza = genera(&[&base.dati()], &base.uscita().join("senza"), &[]);
    assert!(con.status.success() && senza.status.success());
    let leggi = |cartella: &str| fs::read(base.uscita().join(cartella).join(PIANO)).expect("a PDF");
    assert!(leggi("con") == leggi("senza"));
    assert_eq!(
        testo(&con.stdout).lines().count(),
        1,
        "times are not on standard output"
    );
    let detto = testo(&con.stderr);
    let riga = |inizio: &str| {
        let riga = detto.lines().find(|riga| riga.starts_with(inizio));
        riga.unwrap_or_else(|| panic!("no line {inizio} in\n{detto}"))
            .split_whitespace()
            .collect::<Vec<_>>()
    };
    let secondi = |cella: &str| cella.replace(',', ".").parse::<f64>().expect("seconds");
    let stadi = [
        "impostazioni",
        "lettura",
        "unione",
        "gradi",
        "controlli",
        "capitoli",
    ];
    let letti: f64 = stadi.iter().map(|stadio| secondi(riga(stadio)[1])).sum();
    let documento = riga(PIANO);
    let scritti: f64 = documento[1..4].iter().map(|cella| secondi(cella)).sum();
    let tutto = secondi(riga("In tutto").last().expect("the sum"));
    assert!(tutto > 0.0 && letti + scritti <= tutto + 0.01, "{detto}");
    let giri: usize = documento[4].parse().expect("the passes of the layout");
    assert!((1..5).contains(&giri), "{detto}");
    assert_eq!(
        documento[5..].iter().filter(|cella| **cella != "+").count(),
        giri,
        "{detto}"
    );
    assert!(!testo(&senza.stderr).contains("impaginazioni"));
}

#[test]
fn many_services_make_both_documents() {
    let base = Ciclo::bergamo();
    for n in 0..40 {
        base.scrivi(
            &format!("servizi/ufficio-{n}.csv"),
            format!(
                "Azione;Indicatore;Risultato Atteso 2021;Risultato Consuntivo 2021;Risultato Atteso 2022;Fonte del dato\n\
                 SVILUPPO ECONOMICO DELLE IMPRESE E DEL TERRITORIO\n1.1 Attrattività del territorio\nAprire;Pratiche dell'ufficio numero {n} evase;100;{};100;Registro\n",
                50 + n
            ),
        );
    }
    let uscita = base.esegui(&["genera"]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    let relazione = fs::read(base.uscita().join("relazione-2021.pdf")).expect("the Relazione");
    let dati = allegato(relazione, "serie-risultati-servizi.csv").expect("the table of the chart");
    let dati = testo(&dati);
    assert_eq!(dati.lines().count(), 21, "twenty bars and a head:\n{dati}");
}

#[test]
fn a_file_in_place_of_the_folder_is_said_in_italian() {
    let ciclo = Ciclo::base("minimo");
    std::fs::write(ciclo.uscita(), b"a file").expect("writable");
    let uscita = ciclo.esegui(&["genera", "piano"]);
    let detto = testo(&uscita.stderr);
    assert_eq!(uscita.status.code(), Some(2), "{detto}");
    assert!(
        detto.contains("c'è già un file") && !detto.contains("os error"),
        "{detto}"
    );
    assert_eq!(
        std::fs::read(ciclo.uscita()).expect("still there"),
        b"a file"
    );
}

#[test]
fn a_project_that_feeds_no_indicator_has_its_scheda() {
    let base = Ciclo::base("minimo");
    base.scrivi(
        "progetti/solo.csv",
        "Progetto;Tutto solo\nAnno;Attività;Peso;Target;Risultato\n2022;Avvio;100;100%;\n",
    );
    base.scrivi("testi/piano/90-schede.md", "# Schede\n\n{{ schede() }}\n");
    let uscita = base.esegui(&["genera"]);
    assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
}

#[test]
fn a_long_title_stays_on_the_cover() {
    let base = Ciclo::base("minimo");
    let pagine = |titolo: &str| {
        base.scrivi(
            "ciclo.toml",
            format!(
                "[ente]\nnome = \"Libero consorzio comunale di Caltanissetta\"\n[ciclo]\nanno = 2022\n\
                 [documenti.piano]\ndata = 2022-01-27\nbozza = true\ntitolo = \"{titolo}\"\n\
                 [[prospettive]]\nnome = \"Crescita\"\nobiettivi = [{{ codice = \"1.1\", nome = \"Territorio\" }}, \
                 {{ codice = \"1.2\", nome = \"Imprese\" }}]\n"
            ),
        );
        testo(&base.esegui(&["genera", "piano"]).stdout)
            .trim()
            .to_owned()
    };
    let breve = pagine("Piano 2022-2024");
    assert!(breve.contains("pagine"), "{breve}");
    assert_eq!(
        pagine("Piano annuale della performance organizzativa e individuale dell'ente 2022"),
        breve
    );
    assert_eq!(
        pagine(&"Piano della performance e dell'organizzazione ".repeat(8)),
        breve
    );
}
