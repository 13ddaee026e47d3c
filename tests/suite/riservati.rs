//! What is for the office alone is in nothing that leaves it; what is for readers is.

use std::io::{Cursor, Read};

use lopdf::{Document, Object};
use zip::ZipArchive;

use crate::comune::{Ciclo, albero, testo};

/// A word for each private column.
const RISERVATE: [&str; 6] = [
    "abbacchio",
    "bruscolino",
    "cacciavite",
    "dirigibile",
    "ermellino",
    "francobollo",
];
const PUBBLICA: &str = "girandola";

fn ciclo() -> Ciclo {
    let [
        nota,
        responsabile,
        contributori,
        criticita,
        azione,
        nota_di_scheda,
    ] = RISERVATE;
    let ciclo = Ciclo::base("comune-esempio");
    let servizio = format!(
        "UN PAESE CHE ACCOGLIE\n\
         Azione;Indicatore;Risultato Atteso 2026;Risultato Consuntivo 2026;\
         Risultato Atteso 2027;Fonte del dato;\
         Note;Responsabile;Contributori;Criticità;Azione correttiva;Nota pubblica\n\
         1.1 Servizi educativi per tutti\n\
         Ampliare il nido;Posti al nido;60;63;66;Registro;\
         {nota};{responsabile};{contributori};{criticita};{azione};{PUBBLICA}\n"
    );
    ciclo.scrivi("servizi/servizi-alla-persona.csv", servizio);
    let scheda = "2027;Lavori;Settore Lavori pubblici;01/02/2027;30/11/2027;100;100%;;";
    ciclo.cambia(
        "progetti/scuole-sicure.csv",
        scheda,
        &format!("{scheda}{nota_di_scheda}"),
    );
    ciclo
}

/// All that can be read in a PDF: its pages, and its streams unpacked.
fn pdf(byte: &[u8]) -> String {
    let pdf = Document::load_mem(byte).expect("a PDF");
    let pagine: Vec<u32> = pdf.get_pages().keys().copied().collect();
    let pagine = pdf.extract_text(&pagine).expect("its text");
    let flussi = pdf.objects.values().filter_map(|oggetto| match oggetto {
        Object::Stream(flusso) => flusso.decompressed_content().ok(),
        _ => None,
    });
    flussi.fold(pagine, |letto, flusso| letto + &testo(&flusso))
}

fn zippato(byte: &[u8]) -> String {
    let mut zip = ZipArchive::new(Cursor::new(byte)).expect("a zip");
    let mut letto = Vec::new();
    for posto in 0..zip.len() {
        let mut file = zip.by_index(posto).expect("a file");
        file.read_to_end(&mut letto).expect("its bytes");
    }
    testo(&letto)
}

#[test]
fn what_is_for_the_office_alone_never_leaves_it() {
    let ciclo = ciclo();
    for comando in ["genera", "pubblica"] {
        let uscita = ciclo.esegui(&[comando]);
        assert!(uscita.status.success(), "{}", testo(&uscita.stderr));
    }
    let mut dove_pubblica = Vec::new();
    for (nome, byte) in albero(&ciclo.uscita()) {
        let fine = nome.rsplit('.').next().unwrap_or_default();
        let letto = match fine {
            "pdf" => pdf(&byte),
            "ods" => zippato(&byte),
            _ => testo(&byte),
        };
        for parola in RISERVATE {
            assert!(!letto.contains(parola), "«{parola}» stands in {nome}");
        }
        if letto.contains(PUBBLICA) {
            dove_pubblica.push(fine.to_owned());
        }
    }
    for fine in ["pdf", "json", "html"] {
        let detta = dove_pubblica.iter().any(|dove| dove == fine);
        assert!(detta, "the public note is in no {fine}: {dove_pubblica:?}");
    }
    // On the office's own disk nothing is lost.
    let suo = ciclo.modello().to_string();
    for parola in RISERVATE {
        assert!(suo.contains(parola), "«{parola}» was not read");
    }
}
