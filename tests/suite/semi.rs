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
        let cruscotti = ciclo::read::cruscotto::leggi(&fogli, &lettore, None).dati;
        let righe: Vec<_> = cruscotti.into_iter().flat_map(|c| c.righe).collect();
        assert!(righe.len() > 3, "{seme}: {} rows", righe.len());
    }
}
