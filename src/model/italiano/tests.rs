//! The grammar, case by case.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Genere::{Femminile, Maschile};
use super::*;

fn d(testo: &str) -> Decimal {
    testo.parse().expect("a decimal")
}

/// One, many, gender; then the forms, as the names of the columns say.
const NOMI: &[(&str, &str, Genere, [&str; 6])] = &[
    // il, i, del, dei, nel, nessun
    (
        "Linea",
        "Linee",
        Femminile,
        [
            "la linea",
            "le linee",
            "della linea",
            "delle linee",
            "nella linea",
            "nessuna linea",
        ],
    ),
    (
        "Area",
        "Aree",
        Femminile,
        [
            "l'area",
            "le aree",
            "dell'area",
            "delle aree",
            "nell'area",
            "nessun'area",
        ],
    ),
    (
        "Obiettivo",
        "Obiettivi",
        Maschile,
        [
            "l'obiettivo",
            "gli obiettivi",
            "dell'obiettivo",
            "degli obiettivi",
            "nell'obiettivo",
            "nessun obiettivo",
        ],
    ),
    (
        "Settore",
        "Settori",
        Maschile,
        [
            "il settore",
            "i settori",
            "del settore",
            "dei settori",
            "nel settore",
            "nessun settore",
        ],
    ),
    (
        "Sportello",
        "Sportelli",
        Maschile,
        [
            "lo sportello",
            "gli sportelli",
            "dello sportello",
            "degli sportelli",
            "nello sportello",
            "nessuno sportello",
        ],
    ),
    (
        "Zona",
        "Zone",
        Femminile,
        [
            "la zona",
            "le zone",
            "della zona",
            "delle zone",
            "nella zona",
            "nessuna zona",
        ],
    ),
    (
        "DUP",
        "DUP",
        Maschile,
        [
            "il DUP",
            "i DUP",
            "del DUP",
            "dei DUP",
            "nel DUP",
            "nessun DUP",
        ],
    ),
];

#[test]
fn articles_and_prepositions_follow_gender_number_and_sound() {
    for (uno, molti, genere, forme) in NOMI {
        let nome = Parola::nuova(*uno, *molti, *genere);
        let trovate = [
            nome.il(),
            nome.i(),
            nome.del(),
            nome.dei(),
            nome.nel(),
            nome.nessun(),
        ];
        assert_eq!(trovate.each_ref().map(String::as_str), *forme, "{uno}");
    }
}

#[test]
fn figures_take_the_article_of_their_spoken_form() {
    let casi = [
        ("0,5%", "lo 0,5%", "dello 0,5%", "nello 0,5%"),
        ("1,1%", "l'1,1%", "dell'1,1%", "nell'1,1%"),
        ("8,8%", "l'8,8%", "dell'8,8%", "nell'8,8%"),
        ("11%", "l'11%", "dell'11%", "nell'11%"),
        ("12,1%", "il 12,1%", "del 12,1%", "nel 12,1%"),
        ("18%", "il 18%", "del 18%", "nel 18%"),
        ("80,0%", "l'80,0%", "dell'80,0%", "nell'80,0%"),
        ("110", "il 110", "del 110", "nel 110"),
        ("842", "l'842", "dell'842", "nell'842"),
        ("1.000", "il 1.000", "del 1.000", "nel 1.000"),
        ("8.500", "l'8.500", "dell'8.500", "nell'8.500"),
        ("11.200", "l'11.200", "dell'11.200", "nell'11.200"),
        (
            "1.000.000",
            "l'1.000.000",
            "dell'1.000.000",
            "nell'1.000.000",
        ),
        ("2022", "il 2022", "del 2022", "nel 2022"),
        (
            "1° marzo 2022",
            "il 1° marzo 2022",
            "del 1° marzo 2022",
            "nel 1° marzo 2022",
        ),
        (
            "8 marzo 2022",
            "l'8 marzo 2022",
            "dell'8 marzo 2022",
            "nell'8 marzo 2022",
        ),
        (
            "11 marzo 2022",
            "l'11 marzo 2022",
            "dell'11 marzo 2022",
            "nell'11 marzo 2022",
        ),
        (
            "aprile 2022",
            "l'aprile 2022",
            "dell'aprile 2022",
            "nell'aprile 2022",
        ),
    ];
    for (numero, il, del, nel) in casi {
        assert_eq!(il_numero(numero), il);
        assert_eq!(Preposizione::Di.numero(numero), del);
        assert_eq!(Preposizione::In.numero(numero), nel);
    }
    assert_eq!(Parola::nuova("Area", "Aree", Femminile).un(), "un'area");
    assert_eq!(Parola::nuova("Atto", "Atti", Maschile).un(), "un atto");
    assert_eq!(Preposizione::Da.numero("8"), "dall'8");
    assert_eq!(Preposizione::A.numero("11"), "all'11");
}

#[test]
fn nouns_verbs_and_adjectives_follow_the_count() {
    use vocabolario::{CONSUNTIVO, DONNA, GIORNO, MANCARE, PREVISTO, TUTTO};
    let indicatore = &crate::model::Nomi::default().indicatore;
    let misura = Parola::nuova("Misura", "Misure", Femminile);
    let casi = [
        (GIORNO.conta(1), "1 giorno"),
        (GIORNO.conta(2), "2 giorni"),
        (GIORNO.conta(0), "0 giorni"),
        (GIORNO.nessun(), "nessun giorno"),
        (DONNA.conta(1), "1 donna"),
        (indicatore.conta_con(1, &PREVISTO), "1 indicatore previsto"),
        (indicatore.conta_con(3, &PREVISTO), "3 indicatori previsti"),
        (misura.conta_con(1, &PREVISTO), "1 misura prevista"),
        (misura.conta_con(0, &PREVISTO), "0 misure previste"),
        (
            format!("{} {}", MANCARE.con(1), CONSUNTIVO.conta(1)),
            "manca 1 consuntivo",
        ),
        (
            format!("{} {}", MANCARE.con(4), CONSUNTIVO.conta(4)),
            "mancano 4 consuntivi",
        ),
        (misura.accorda(&TUTTO, 2).to_owned(), "tutte"),
        (scritto("1", "ha", "hanno"), "1 ha"),
        (scritto("0", "ha", "hanno"), "0 hanno"),
        (scritto("1.001", "ha", "hanno"), "1.001 hanno"),
    ];
    for (trovato, atteso) in casi {
        assert_eq!(trovato, atteso);
    }
}

#[test]
fn a_title_tells_its_gender_where_it_can() {
    let casi = [
        ("Relazione sulla performance 2021", Some(Femminile)),
        ("Piano della performance", Some(Maschile)),
        ("Segretario generale", Some(Maschile)),
        ("Direttrice generale", Some(Femminile)),
        ("Sindaca", Some(Femminile)),
        ("Presidente", None),
        ("", None),
    ];
    for (titolo, atteso) in casi {
        assert_eq!(genere(titolo), atteso, "{titolo}");
    }
}

#[test]
fn lists_end_in_e_or_ed() {
    assert_eq!(elenco::<&str>(&[]), "");
    assert_eq!(elenco(&["A"]), "A");
    assert_eq!(elenco(&["A", "B", "C"]), "A, B e C");
    assert_eq!(elenco(&["Import", "Export"]), "Import ed Export");
    assert_eq!(elenco_o(&["servizio", "ente"]), "servizio o ente");
}

#[test]
fn capitals_open_a_sentence_and_acronyms_keep_theirs() {
    assert_eq!(maiuscola("è vuota"), "È vuota");
    assert_eq!(maiuscola(""), "");
    assert_eq!(minuscola("Linea"), "linea");
    assert_eq!(minuscola("DUP"), "DUP");
    assert_eq!(minuscola("X"), "x");
}

#[test]
fn numbers_have_dots_for_thousands_and_a_decimal_comma() {
    assert_eq!(numero(d("4500")), "4.500");
    assert_eq!(numero(d("999")), "999");
    assert_eq!(numero(d("1234567.50")), "1.234.567,50");
    assert_eq!(numero(d("-34471")), "-34.471");
    assert_eq!(numero(d("-0.00")), "0,00");
}

#[test]
fn fixed_decimals_round_half_up() {
    assert_eq!(con_decimali(d("2.335"), 2), "2,34");
    assert_eq!(con_decimali(d("2"), 2), "2,00");
    assert_eq!(con_decimali(d("-1.005"), 2), "-1,01");
}

#[test]
fn dates_are_day_month_year() {
    let primo = Date::new(2022, 3, 1).expect("a date");
    assert_eq!(data(primo), "01/03/2022");
    assert_eq!(data_estesa(primo), "1° marzo 2022");
}

#[test]
fn a_body_takes_its_article_with_each_preposition() {
    let casi = [
        (
            "Camera di commercio di Bergamo",
            "della Camera",
            "dalla Camera",
        ),
        ("Comune di Esempio", "del Comune", "dal Comune"),
        (
            "Università di Esempio",
            "dell'Università",
            "dall'Università",
        ),
        // Of what gender, nobody can tell.
        ("Agenas di prova", "di Agenas", "da Agenas"),
    ];
    for (nome, di, da) in casi {
        assert!(del_nome(nome).starts_with(di), "{}", del_nome(nome));
        assert!(dal_nome(nome).starts_with(da), "{}", dal_nome(nome));
    }
}
