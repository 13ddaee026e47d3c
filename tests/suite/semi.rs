//! The seeds of the fuzz targets, and whatever once made one fail, run as tests.

#[path = "../../fuzz/prove.rs"]
mod prove;

use std::fs;

fn semi(bersaglio: &str, prova: fn(&[u8])) {
    let cartella = crate::comune::radice().join("fuzz/semi").join(bersaglio);
    let mut quanti = 0;
    for seme in fs::read_dir(cartella).expect("the seeds").flatten() {
        println!("{}", seme.path().display());
        prova(&fs::read(seme.path()).expect("a seed"));
        quanti += 1;
    }
    assert!(quanti > 5, "{bersaglio} has {quanti} seeds");
}

#[test]
fn values_hold() {
    semi("valore", prove::valore);
}

#[test]
fn formats_hold() {
    semi("formato", prove::formato);
}

/// Bits and pieces of values and formats, put together at random: a little of what the fuzz targets
/// try for hours. `CICLO_PROVE` says how many.
#[test]
fn pieces_at_random_hold() {
    const PEZZI: &[&str] = &[
        "31",
        "12",
        "2025",
        "1.234,50",
        "99.999",
        "7E+28",
        " ",
        "\n",
        "%",
        "€",
        "/",
        "-",
        ".",
        ",",
        "≥",
        "<=",
        "*",
        "(1)",
        "°",
        "entro ",
        "il ",
        "almeno ",
        "non più di ",
        "da ",
        "a ",
        "e ",
        "tra ",
        "meno ",
        "più ",
        "n. ",
        "gg",
        "h ",
        "m",
        " mln",
        " su ",
        " eventi",
        "giugno ",
        "I ",
        "semestre ",
        "SI",
        "fine ",
        "'",
        "anno",
    ];
    const CODICI: &[&str] = &[
        "0",
        "#",
        "?",
        ".",
        ",",
        "%",
        ";",
        "\"gg\"",
        "\\",
        "_-",
        "* ",
        "[>=100]",
        "[h]",
        "[$€-410]",
        "E+00",
        "/",
        "General",
        "@",
        "d",
        "mmm",
        "yyyy",
        "h",
        "ss",
        ".00",
        "AM/PM",
        "-",
        " ",
    ];
    let quante: u64 = std::env::var("CICLO_PROVE")
        .ok()
        .and_then(|quante| quante.parse().ok())
        .unwrap_or(20_000);
    let mut stato: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut caso = |fino: usize| {
        stato ^= stato << 13;
        stato ^= stato >> 7;
        stato ^= stato << 17;
        usize::try_from(stato % fino as u64).expect("small")
    };
    for _ in 0..quante {
        let valore: String = (0..=caso(8)).map(|_| PEZZI[caso(PEZZI.len())]).collect();
        prove::valore(valore.as_bytes());
        let esponente = i32::try_from(caso(40)).expect("small") - 12;
        let numero = (caso(2_000_001) as f64 - 1e6) * 10f64.powi(esponente);
        let codice: String = (0..=caso(8)).map(|_| CODICI[caso(CODICI.len())]).collect();
        prove::formato(&[&numero.to_le_bytes(), codice.as_bytes()].concat());
    }
}

/// A text of any length is read at once.
#[test]
fn long_texts_take_no_time() {
    let prima = std::time::Instant::now();
    for pezzo in ["1 ", "9", "da ", "1.", "a'", "(", "≥ 3 e ", "0;", "\n1"] {
        prove::valore(pezzo.repeat(100_000 / pezzo.len()).as_bytes());
        let codice = pezzo.repeat(100_000 / pezzo.len());
        prove::formato(&[&1.5f64.to_le_bytes(), codice.as_bytes()].concat());
    }
    assert!(prima.elapsed().as_secs() < 20, "{:?}", prima.elapsed());
}

#[test]
fn workbooks_hold() {
    semi("fogli", prove::fogli);
}

/// A seed that no reader takes would let every mutation of it pass.
#[test]
fn seeds_are_read() {
    for (seme, file) in [
        ("cruscotto-xlsx", "a.xlsx"),
        ("cruscotto-ods", "a.ods"),
        ("cruscotto-csv", "a.csv"),
    ] {
        let byte =
            fs::read(crate::comune::radice().join("fuzz/semi/fogli").join(seme)).expect("a seed");
        let fogli = ciclo::read::fogli(file, &byte[1..])
            .expect("a workbook")
            .dati;
        let lettore = ciclo::read::Lettore::default();
        let cruscotti = ciclo::read::cruscotto::leggi(&fogli, &lettore, Default::default()).dati;
        let righe: Vec<_> = cruscotti.into_iter().flat_map(|c| c.righe).collect();
        assert!(righe.len() > 3, "{seme}: {} rows", righe.len());
    }
}
