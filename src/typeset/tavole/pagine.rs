//! Which rows stand on which page: one page for a service wherever it can be, else pages alike.

use super::super::curato::{MM_PER_PUNTO, righe};
use super::cella::Cella;
use super::colonne::{CORPO, Colonna, ORIZZONTALE, VERTICALE, per_intero};
use super::tavola::{Fascia, Foglio, Nota, Riga, Tavola, Tavole, Voce};

/// Millimetres above and below a row: as a page breathes, as tight as it may be, as loose, to fill
/// a page.
const COMODA: f64 = 1.35;
const STRETTA: f64 = 0.6;
/// Tight enough rather than one page more.
const FITTA: f64 = 1.1;
const AMPIA: f64 = 3.0;
/// A table that would miss a page by little is set in this share of its size.
const PIU_PICCOLO: f64 = 8.0 / CORPO;
const AZIONE: u8 = 2;
/// What bands have beyond it: prospettiva, obiettivo, azione.
const IN_PIU: [f64; 3] = [0.3, 0.15, 0.0];
/// A page is full enough from here on.
const PIENA: f64 = 0.62;
/// The share of a page between two tables.
const STACCO: f64 = 0.04;
/// What estimates may miss.
const SCARTO: f64 = 4.0;
/// A line and the distance to the next, in ems.
const RIGA: f64 = 0.70;
const PASSO: f64 = 1.16;
/// What a first page keeps for its rows under the longest head.
const MINIMA: f64 = 30.0;
/// What the bands take that stand again at the head of a page.
const RIPETUTE: f64 = 10.0;
/// What is drawn in a cell, in millimetres.
const PASSO_ALTO: f64 = 2.8;
const LINEA_ALTA: f64 = 4.2;
/// The white around what stands under the values of a row.
const SOPRA_E_SOTTO_LE_NOTE: f64 = 1.4;

/// What takes room beside the rows, in millimetres.
pub(super) struct Pagina {
    pub(super) alta: f64,
    pub(super) larga: f64,
    /// Name, count and caption over the first piece; over those that follow.
    pub(super) testa: f64,
    pub(super) testa_seguito: f64,
    /// Under the last piece.
    pub(super) coda: f64,
}

impl Pagina {
    /// A page that stands, or one that is turned, with nothing but rows.
    pub(super) fn di(girata: bool) -> Self {
        Self {
            // Lines that break less than reckoned make up for the head of a table where its
            // columns are narrow; on a turned page they do not.
            alta: if girata { 166.0 } else { 247.0 },
            larga: if girata { ORIZZONTALE } else { VERTICALE },
            testa: 0.0,
            testa_seguito: 14.0,
            coda: 0.0,
        }
    }
}

/// A line of the table with the height of what it says.
struct Misurata {
    voce: Voce,
    testo: f64,
    /// Millimetres that a band has above and below beyond the air of a row.
    in_piu: f64,
}

impl Misurata {
    fn alta(&self, aria: f64) -> f64 {
        self.testo + 2.0 * (aria + self.in_piu)
    }
}

fn altezza(righe: usize, corpo: f64) -> f64 {
    (RIGA + (righe.max(1) - 1) as f64 * PASSO) * corpo * MM_PER_PUNTO
}

fn misura(voce: Voce, colonne: &[Colonna], larga: f64) -> Misurata {
    let (testo, in_piu) = match &voce {
        Voce::Fascia(fascia) => {
            let intera = per_intero(larga);
            let quante = fascia
                .cella
                .testi()
                .map(|t| righe(t, intera, CORPO, true))
                .sum();
            (altezza(quante, CORPO), IN_PIU[usize::from(fascia.livello)])
        }
        Voce::Riga(riga) => (alta_riga(riga, colonne), 0.0),
    };
    Misurata {
        voce,
        testo,
        in_piu,
    }
}

fn alta_riga(riga: &Riga, colonne: &[Colonna]) -> f64 {
    let di = |(cella, colonna): (&Cella, &Colonna)| match cella {
        Cella::Voto { .. } => altezza(1, CORPO) + 2.4,
        Cella::Passo { .. } => PASSO_ALTO,
        Cella::Linea { .. } => LINEA_ALTA,
        cella => {
            let conta = |testo| righe(testo, colonna.utile(), colonna.corpo(), colonna.forte());
            altezza(cella.testi().map(conta).sum(), colonna.corpo())
        }
    };
    let celle = || riga.celle.iter().zip(colonne).map(di);
    let intera = celle().fold(0.0, f64::max);
    let larga: f64 = colonne.iter().map(|colonna| colonna.larga).sum();
    let sotto = riga.note.iter().map(|nota| {
        let testi = nota
            .cella
            .testi()
            .map(|testo| format!("{}: {testo}", nota.nome));
        testi
            .map(|testo| righe(&testo, per_intero(larga), CORPO, false))
            .sum::<usize>()
    });
    match sotto.sum() {
        0 => intera,
        righe => intera + altezza(righe, CORPO) + SOPRA_E_SOTTO_LE_NOTE,
    }
}

/// A row whose cells are no taller than a reader bears: a text that its column is too narrow for
/// stands under the values, over the whole width, and its cell says so. A name stays: it is what the
/// row is told by.
fn alleggerita(voce: Voce, colonne: &[Colonna]) -> Voce {
    const RIGHE: usize = 8;
    const RIMANDO: &str = "qui sotto";
    let Voce::Riga(mut riga) = voce else {
        return voce;
    };
    for (cella, colonna) in riga.celle.iter_mut().zip(colonne).skip(1) {
        let scritta = matches!(cella, Cella::Testo(_) | Cella::Scritta(_));
        let conta = |testo| righe(testo, colonna.utile(), colonna.corpo(), colonna.forte());
        if scritta && cella.testi().map(conta).sum::<usize>() > RIGHE {
            riga.note.push(Nota {
                nome: colonna.nome(),
                cella: std::mem::replace(cella, Cella::Testo(RIMANDO.to_owned())),
                campo: colonna.dove.clone(),
            });
        }
    }
    Voce::Riga(riga)
}

/// Where the table may be cut: before the first band of a group, so that an azione keeps its rows.
fn tagli(voci: &[Misurata], massima: f64) -> Vec<usize> {
    let banda = |n: usize| matches!(&voci[n].voce, Voce::Fascia(_));
    let mut tagli: Vec<usize> = (1..voci.len())
        .filter(|&n| banda(n) && !banda(n - 1))
        .collect();
    // A group taller than a good part of a page is cut between its rows as well.
    let mut fermi = vec![0];
    fermi.extend(&tagli);
    fermi.push(voci.len());
    for gruppo in fermi.windows(2) {
        let alto: f64 = voci[gruppo[0]..gruppo[1]]
            .iter()
            .map(|m| m.alta(COMODA))
            .sum();
        if alto > massima {
            tagli.extend((gruppo[0] + 2..gruppo[1]).filter(|&n| !banda(n) && !banda(n - 1)));
        }
    }
    tagli.sort_unstable();
    tagli
}

/// The pages of a table.
pub(super) fn impagina(voci: Vec<Voce>, colonne: &[Colonna], pagina: &Pagina) -> Vec<Foglio> {
    let mut voci: Vec<Misurata> = voci
        .into_iter()
        .map(|voce| misura(alleggerita(voce, colonne), colonne, pagina.larga))
        .collect();
    let intera = pagina.alta - pagina.testa - pagina.coda - SCARTO;
    if alta(&voci, STRETTA) <= intera {
        return vec![foglio(&voci, intera, pagina)];
    }
    if ridotta(&voci) <= intera {
        voci.iter_mut().for_each(|voce| voce.testo *= PIU_PICCOLO);
        let piccolo = foglio(&voci, intera, pagina);
        return vec![Foglio {
            corpo: CORPO * PIU_PICCOLO,
            ..piccolo
        }];
    }
    pezzi(voci, pagina)
        .iter()
        .enumerate()
        .map(|(n, pezzo)| {
            let testa = if n == 0 {
                pagina.testa
            } else {
                pagina.testa_seguito
            };
            foglio(pezzo, pagina.alta - testa - SCARTO, pagina)
        })
        .collect()
}

/// The height of a table as tight and small as it may be.
fn ridotta(voci: &[Misurata]) -> f64 {
    let riga = |voce: &Misurata| voce.testo * PIU_PICCOLO + 2.0 * (STRETTA + voce.in_piu);
    voci.iter().map(riga).sum()
}

/// Tables in their order, each told whether it opens a page: those that fill most of one do. One
/// that would stand alone on its page is set looser, to fill it.
pub(super) fn distribuite<'a>(tavole: Vec<(&'a str, Tavola)>) -> Tavole<'a> {
    let mut gruppi: Vec<Vec<(&'a str, Tavola)>> = Vec::new();
    let mut usata = 0.0;
    for (id, mut tavola) in tavole {
        let alta = tavola.fogli.last().map_or(0.0, |foglio| foglio.quota);
        let corta = tavola.fogli.len() == 1;
        let prima = gruppi.last().and_then(|gruppo| gruppo.last());
        let pari = prima.is_some_and(|(_, prima)| prima.girata == tavola.girata);
        let sotto = corta && pari && usata + STACCO + alta <= 1.0;
        tavola.sotto = sotto;
        tavola.grande = !corta || alta >= PIENA;
        usata = if sotto { usata + STACCO + alta } else { alta };
        match gruppi.last_mut().filter(|_| sotto) {
            Some(gruppo) => gruppo.push((id, tavola)),
            None => gruppi.push(vec![(id, tavola)]),
        }
    }
    for gruppo in &mut gruppi {
        if let [(_, sola)] = gruppo.as_mut_slice() {
            allarga(sola);
        }
    }
    gruppi.into_iter().flatten().collect()
}

/// Sets a table of one page looser, if that fills enough of the page: a short one is not pulled
/// apart.
fn allarga(tavola: &mut Tavola) {
    let alta = Pagina::di(tavola.girata).alta;
    let [solo] = tavola.fogli.as_mut_slice() else {
        return;
    };
    let manca = (PIENA - solo.quota) * alta / (2.0 * solo.voci.len().max(1) as f64);
    if manca > 0.0 && solo.aria + manca <= AMPIA {
        solo.aria = ((solo.aria + manca) * 100.0).round() / 100.0;
        solo.quota = PIENA;
        tavola.grande = true;
    }
}

fn alta(voci: &[Misurata], aria: f64) -> f64 {
    voci.iter().map(|voce| voce.alta(aria)).sum()
}

/// A piece with the air that its page leaves: as it breathes, or tighter to fit.
fn foglio(voci: &[Misurata], disponibile: f64, pagina: &Pagina) -> Foglio {
    let righe = voci.len().max(1) as f64;
    let giusta = COMODA + (disponibile - alta(voci, COMODA)) / (2.0 * righe);
    let aria = giusta.clamp(STRETTA, COMODA);
    let mut prospettive: Vec<usize> = voci.iter().filter_map(prospettiva).collect();
    prospettive.sort_unstable();
    prospettive.dedup();
    Foglio {
        aria: (aria * 100.0).round() / 100.0,
        corpo: CORPO,
        quota: (pagina.alta - disponibile + alta(voci, aria)) / pagina.alta,
        prospettive,
        voci: voci.iter().map(|m| m.voce.clone()).collect(),
    }
}

fn prospettiva(misurata: &Misurata) -> Option<usize> {
    match &misurata.voce {
        Voce::Fascia(fascia) => Some(fascia.prospettiva),
        Voce::Riga(_) => None,
    }
}

/// Pages about as full as one another, as few as can be; each opens with the bands that it stands
/// under.
fn pezzi(voci: Vec<Misurata>, pagina: &Pagina) -> Vec<Vec<Misurata>> {
    let prima = (pagina.alta - pagina.testa - SCARTO).max(MINIMA);
    let altre = pagina.alta - pagina.testa_seguito - pagina.coda - SCARTO;
    let seguite = ((alta(&voci, FITTA) - prima) / (altre - RIPETUTE)).ceil();
    let quante = (1.0 + seguite).max(2.0);
    let libera = |n: usize| if n == 0 { prima } else { altre };
    // A page as full as those that follow it, for what is left.
    let giusta = |n: usize, resta: f64| {
        let seguenti = (quante - 1.0 - n as f64).max(0.0);
        let piena = resta / (libera(n) + seguenti * altre);
        (libera(n) * piena).min(libera(n))
    };
    let mut resta = alta(&voci, COMODA);
    let tagli = tagli(&voci, prima.min(altre) * 0.3);
    let mut pezzi: Vec<Vec<Misurata>> = vec![Vec::new()];
    let mut sopra: Vec<Fascia> = Vec::new();
    let mut fine = tagli.iter().copied().chain([voci.len()]);
    let mut gruppo: Vec<Misurata> = Vec::new();
    let mut prossimo = fine.next();
    for (n, misurata) in voci.into_iter().enumerate() {
        gruppo.push(misurata);
        if Some(n + 1) != prossimo {
            continue;
        }
        prossimo = fine.next();
        let aperto = pezzi.last().map_or(0.0, |pezzo| alta(pezzo, COMODA));
        let ne_restano = (pezzi.len() as f64) < quante;
        let aperta = pezzi.len() - 1;
        let oltre = aperto + alta(&gruppo, COMODA) / 2.0 > giusta(aperta, resta);
        let stretto = pezzi.last().map_or(0.0, |pezzo| alta(pezzo, STRETTA));
        if aperto > 0.0
            && (ne_restano && oltre || stretto + alta(&gruppo, STRETTA) > libera(aperta))
        {
            let ripetute = seguito(&sopra, &gruppo);
            resta += alta(&ripetute, COMODA) - aperto;
            pezzi.push(ripetute);
        }
        ricorda(&mut sopra, &gruppo);
        if let Some(pezzo) = pezzi.last_mut() {
            pezzo.append(&mut gruppo);
        }
    }
    pezzi.retain(|pezzo| !pezzo.is_empty());
    pezzi
}

/// The bands in force after a group.
fn ricorda(sopra: &mut Vec<Fascia>, gruppo: &[Misurata]) {
    for misurata in gruppo {
        if let Voce::Fascia(fascia) = &misurata.voce {
            sopra.retain(|sua| sua.livello < fascia.livello);
            sopra.push(fascia.clone());
        }
    }
}

/// The bands that a group stands under and does not open itself, for the head of a page.
fn seguito(sopra: &[Fascia], gruppo: &[Misurata]) -> Vec<Misurata> {
    let sua = match gruppo.first().map(|m| &m.voce) {
        Some(Voce::Fascia(fascia)) => fascia.livello,
        _ => u8::MAX,
    };
    let di_prima = sopra.iter().filter(|fascia| fascia.livello < sua);
    di_prima
        .map(|fascia| {
            let mut fascia = fascia.clone();
            // An azione that is cut says that it goes on.
            if fascia.livello == AZIONE {
                fascia.cella = Cella::Testo(format!("{} (segue)", fascia.cella.testo()));
            }
            Misurata {
                testo: altezza(1, CORPO),
                in_piu: IN_PIU[usize::from(fascia.livello)],
                voce: Voce::Fascia(fascia),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::colonne::Veste;
    use super::*;

    const PAGINA: Pagina = Pagina {
        alta: 247.0,
        larga: VERTICALE,
        testa: 35.0,
        testa_seguito: 22.0,
        coda: 5.0,
    };

    fn tavola(azioni: usize, righe: usize) -> Vec<Foglio> {
        let colonne = [Colonna::nuova(&["Indicatore"], 70.0, Veste::Nome)];
        let testo = |t: &str| Cella::Testo(t.to_owned());
        let fascia = |livello, nome| {
            Voce::Fascia(Fascia {
                livello,
                prospettiva: 0,
                cella: testo(nome),
                dove: None,
            })
        };
        let mut voci = vec![fascia(0, "Prospettiva"), fascia(1, "1.1 Obiettivo")];
        for _ in 0..azioni {
            voci.push(fascia(2, "Azione"));
            voci.extend((0..righe).map(|_| {
                let nome = "Numero di imprese assistite nei servizi digitali dell’ente";
                Voce::Riga(Riga {
                    celle: vec![testo(nome)],
                    ..Riga::default()
                })
            }));
        }
        impagina(voci, &colonne, &PAGINA)
    }

    fn quota(foglio: &Foglio, testa: f64) -> f64 {
        let colonne = [Colonna::nuova(&["Indicatore"], 70.0, Veste::Nome)];
        let voci = foglio.voci.iter().cloned();
        let voci: Vec<_> = voci.map(|voce| misura(voce, &colonne, VERTICALE)).collect();
        (testa + alta(&voci, foglio.aria)) / PAGINA.alta
    }

    #[test]
    fn a_service_takes_one_page_wherever_it_can() {
        assert_eq!(tavola(4, 3).len(), 1);
        let stretta = tavola(8, 3);
        assert_eq!(stretta.len(), 1);
        assert!(quota(&stretta[0], PAGINA.testa) <= 1.0);
    }

    #[test]
    fn pages_of_a_long_service_are_alike_and_full() {
        for azioni in [10, 12, 17, 25, 60] {
            let fogli = tavola(azioni, 3);
            assert!(fogli.len() > 1, "{azioni} azioni");
            for (n, foglio) in fogli.iter().enumerate() {
                let testa = if n == 0 {
                    PAGINA.testa
                } else {
                    PAGINA.testa_seguito
                };
                let quota = quota(foglio, testa);
                assert!(
                    (0.6..=1.0).contains(&quota),
                    "{azioni} azioni, {n}: {quota}"
                );
                assert!(matches!(&foglio.voci[0], Voce::Fascia(f) if f.livello == 0));
            }
        }
    }

    #[test]
    fn an_azione_taller_than_a_page_goes_on() {
        let fogli = tavola(1, 60);
        let Voce::Fascia(azione) = &fogli[1].voci[2] else {
            panic!("no azione");
        };
        assert_eq!(azione.cella.testo(), "Azione (segue)");
    }
}
