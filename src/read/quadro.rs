//! A table in `quadri/`: titles, up to three header rows, then a row a voce, and notes.

mod altre;

use std::ops::Range;

use crate::model::nome::slug;
use crate::model::quadro::posto_nella_legge;
use crate::model::{ColonnaQuadro, Dato, Diagnosi, Indirizzo, Quadro, RigaQuadro, Ruolo};

use super::foglio::{Foglio, RigaFoglio};
use super::registro::Registro;
use super::{Letto, diags, in_vista};

/// Header rows of a table, at most.
const RIGHE: usize = 3;

/// Reads every sheet that holds a table, each a quadro named by the file and the sheet; of one table
/// alone the file's name is enough, unless its sheet says that it is one of several.
pub fn ogni_foglio(id: &str, fogli: &[Foglio]) -> Letto<Vec<Quadro>> {
    let in_vista = in_vista(fogli);
    let testate: Vec<Option<Testata>> = in_vista.dati.iter().map(|f| Testata::cerca(f)).collect();
    let insieme = in_vista.dati.iter().zip(&testate);
    let tabelle = insieme.filter_map(|(foglio, testata)| testata.as_ref().map(|_| *foglio));
    let nomi: Vec<String> = tabelle.map(nome_del_foglio).collect();
    if nomi.len() < 2 && !nomi.iter().any(|nome| posto_nella_legge(nome).is_some()) {
        return leggi(id, fogli).in_elenco();
    }
    let mut letto = Letto {
        dati: Vec::new(),
        diagnosi: in_vista.diagnosi,
    };
    for (foglio, testata) in in_vista.dati.into_iter().zip(testate) {
        match testata {
            Some(testata) => {
                let nome = nome_del_foglio(foglio);
                let mut quadro = tabella(&format!("{id}-{nome}"), foglio, &testata);
                letto.dati.push(quadro.dati);
                letto.diagnosi.append(&mut quadro.diagnosi);
            }
            None => letto.diagnosi.push(senza_tabella(foglio)),
        }
    }
    letto
}

fn nome_del_foglio(foglio: &Foglio) -> String {
    slug(foglio.nome.as_deref().unwrap_or_default())
}

fn senza_tabella(foglio: &Foglio) -> Diagnosi {
    diags::foglio_non_letto(foglio, "non ha una tabella")
}

/// Reads the first sheet that holds a table; the others are named. Captions, sums and roles come
/// later from `ciclo.toml`.
pub fn leggi(id: &str, fogli: &[Foglio]) -> Letto<Option<Quadro>> {
    let in_vista = in_vista(fogli);
    let mut letto = Letto::<Option<Quadro>>::default();
    letto.diagnosi.extend(in_vista.diagnosi);
    for foglio in in_vista.dati {
        match Testata::cerca(foglio) {
            Some(testata) if letto.dati.is_none() => {
                let quadro = tabella(id, foglio, &testata);
                letto.dati = Some(quadro.dati);
                letto.diagnosi.extend(quadro.diagnosi);
            }
            Some(_) => {
                letto.diagnosi.push(diags::tabella_di_troppo(foglio));
            }
            None => letto.diagnosi.push(senza_tabella(foglio)),
        }
    }
    if letto.dati.is_none() {
        let luogo = fogli
            .first()
            .map(|foglio| foglio.origine(1, 0))
            .unwrap_or_default();
        let rimedio = "la prima riga deve avere i nomi delle colonne, le altre i dati";
        letto
            .diagnosi
            .push(diags::struttura(luogo, "la tabella è vuota", rimedio));
    }
    letto
}

/// Where a table's header stands and its first column.
struct Testata {
    righe: Range<usize>,
    prima: u32,
}

impl Testata {
    /// The header is the first row with several cells, or with one that is merged over several
    /// columns beside the first; a title stands alone above it.
    fn cerca(foglio: &Foglio) -> Option<Self> {
        let inizio = foglio
            .righe
            .iter()
            .position(|riga| match riga.celle.as_slice() {
                [_, _, ..] => true,
                [sola] => foglio
                    .unioni
                    .di(riga.numero, sola.colonna)
                    .is_some_and(|unione| {
                        unione.colonne.1 > unione.colonne.0 && !comincia(foglio, sola.colonna)
                    }),
                [] => false,
            })?;
        // The table may begin anywhere: its first column is the first that holds anything.
        let prima = colonne(&foglio.righe[inizio..]).min()?;
        let mut fine = inizio + 1;
        while fine < foglio.righe.len()
            && fine - inizio < RIGHE
            && sottotestata(&foglio.righe[fine], prima)
        {
            fine += 1;
        }
        (fine < foglio.righe.len()).then_some(Self {
            righe: inizio..fine,
            prima,
        })
    }

    /// The columns that the header names, besides the first.
    fn posti(&self, foglio: &Foglio) -> Vec<u32> {
        let mut posti: Vec<u32> = colonne(&foglio.righe[self.righe.clone()])
            .filter(|colonna| *colonna > self.prima)
            .collect();
        posti.sort_unstable();
        posti.dedup();
        posti
    }

    /// A column's name, with the groups that span it from the left.
    fn colonna(&self, foglio: &Foglio, posto: u32) -> ColonnaQuadro {
        let righe = &foglio.righe[self.righe.clone()];
        let mut nomi: Vec<(String, Indirizzo)> = Vec::new();
        for (n, riga) in righe.iter().enumerate() {
            let sotto = righe[n + 1..]
                .iter()
                .any(|riga| riga.cella(posto).is_some());
            let vicina = riga
                .celle
                .iter()
                .rfind(|c| c.colonna <= posto && c.colonna > self.prima);
            if let Some(cella) = vicina.filter(|cella| cella.colonna == posto || sotto) {
                nomi.push((cella.contenuto.testo(), riga.indirizzo(cella.colonna)));
            }
        }
        let (nome, cella) = nomi.pop().unzip();
        let gruppo: Vec<&str> = nomi.iter().map(|(nome, _)| nome.as_str()).collect();
        ColonnaQuadro {
            gruppo: (!gruppo.is_empty()).then(|| gruppo.join(" › ")),
            nome: nome.unwrap_or_default(),
            cella,
            cella_gruppo: nomi.last().map(|(_, cella)| *cella),
        }
    }
}

/// True if a column is the first of the sheet.
fn comincia(foglio: &Foglio, colonna: u32) -> bool {
    colonne(&foglio.righe).min() == Some(colonna)
}

fn colonne(righe: &[RigaFoglio]) -> impl Iterator<Item = u32> {
    righe
        .iter()
        .flat_map(|riga| riga.celle.iter().map(|cella| cella.colonna))
}

/// A further header row has nothing in the first column and only words in the others.
fn sottotestata(riga: &RigaFoglio, prima: u32) -> bool {
    let parola = |dato| matches!(dato, Dato::Testo(_));
    riga.cella(prima).is_none()
        && riga
            .celle
            .iter()
            .all(|cella| parola(cella.contenuto.valore(Default::default(), None).dato))
}

fn tabella(id: &str, foglio: &Foglio, testata: &Testata) -> Letto<Quadro> {
    let registro = Registro::nuovo(foglio);
    let (sopra, corpo) = registro.righe().split_at(testata.righe.end);
    sopra.iter().for_each(|riga| registro.prendi_riga(riga));
    let titolo = titolo(&registro, &sopra[..testata.righe.start]);
    let posti = testata.posti(foglio);
    let colonne = posti.iter().map(|posto| testata.colonna(foglio, *posto));
    let colonne: Vec<ColonnaQuadro> = colonne.collect();
    doppie(&registro, testata, &posti, &colonne);
    let corpo = senza_altre(&registro, testata, &posti, corpo);
    let (corpo, note) = con_note(corpo);
    let nota: Vec<String> = note.iter().filter_map(|r| nota(&registro, r)).collect();
    let quadro = Quadro {
        id: id.to_owned(),
        titolo: titolo.or(foglio.titolo.clone()).unwrap_or_default(),
        fonte: None,
        nota: (!nota.is_empty()).then(|| nota.join(" ")),
        voce: foglio.righe[testata.righe.clone()]
            .iter()
            .map(|riga| riga.testo(testata.prima))
            .find(|testo| !testo.is_empty())
            .unwrap_or_default(),
        origine: Some(foglio.origine(foglio.righe[testata.righe.start].numero, testata.prima)),
        righe: voci(&registro, testata, &posti, corpo),
        colonne,
    };
    Letto {
        dati: quadro,
        diagnosi: registro.chiudi(),
    }
}

/// The first line above the table; the others are named.
fn titolo(registro: &Registro<'_>, sopra: &[RigaFoglio]) -> Option<String> {
    let prima = |riga: &RigaFoglio| Some(riga.celle.first()?.contenuto.testo());
    for riga in sopra.iter().skip(1) {
        let testo = prima(riga).unwrap_or_default();
        let colonna = riga.celle.first().map_or(0, |cella| cella.colonna);
        let luogo = registro.foglio().origine(riga.numero, colonna);
        registro.segnala(diags::riga_da_parte(luogo, &testo, "è sopra la tabella"));
    }
    prima(sopra.first()?)
}

/// The rows of this table alone: another one below it is left aside by name, one beside it is told.
fn senza_altre<'a>(
    registro: &Registro<'_>,
    testata: &Testata,
    posti: &[u32],
    corpo: &'a [RigaFoglio],
) -> &'a [RigaFoglio] {
    let foglio = registro.foglio();
    let ultima = &foglio.righe[testata.righe.end - 1];
    if testata.righe.len() == 1 && altre::di_dati(ultima, testata.prima) {
        let luogo = foglio.origine(ultima.numero, testata.prima);
        registro.segnala(diags::intestazione_di_cifre(luogo));
    }
    if let Some(colonna) = altre::accanto(posti, testata.prima, corpo) {
        let luogo = foglio.origine(ultima.numero, colonna);
        registro.segnala(diags::tabella_accanto(luogo));
    }
    let Some(inizio) = altre::sotto(corpo, testata.prima) else {
        return corpo;
    };
    let (sue, altre) = corpo.split_at(inizio);
    altre.iter().for_each(|riga| registro.prendi_riga(riga));
    let da = altre.first().map_or(1, |riga| riga.numero);
    registro.segnala(diags::tabella_sotto(foglio.origine(da, testata.prima)));
    sue
}

/// The text of a line below the table.
fn nota(registro: &Registro<'_>, riga: &RigaFoglio) -> Option<String> {
    registro.prendi_riga(riga);
    Some(riga.celle.first()?.contenuto.testo())
}

/// The rows, without the headings where they come again.
fn voci(
    registro: &Registro<'_>,
    testata: &Testata,
    posti: &[u32],
    corpo: &[RigaFoglio],
) -> Vec<RigaQuadro> {
    let intestazioni = &registro.righe()[testata.righe.clone()];
    let mut voci = Vec::new();
    for riga in corpo {
        if altre::ripete(riga, intestazioni) {
            registro.prendi_riga(riga);
            continue;
        }
        let voce = registro.testo(riga, testata.prima);
        if voce.is_none() {
            let luogo = registro.origine(riga, testata.prima);
            registro.segnala(diags::voce_senza_nome(luogo));
        }
        voci.push(RigaQuadro {
            voce: voce.unwrap_or_default(),
            cella: Some(riga.indirizzo(testata.prima)),
            ruolo: Ruolo::Voce,
            celle: posti
                .iter()
                .map(|posto| registro.valore(riga, *posto))
                .collect(),
        });
    }
    voci
}

/// The rows of the table, and the lines of notes below them.
fn con_note(corpo: &[RigaFoglio]) -> (&[RigaFoglio], &[RigaFoglio]) {
    let nota = |riga: &RigaFoglio| match riga.celle.as_slice() {
        [sola] => {
            let testo = sola.contenuto.testo();
            testo.starts_with(['*', '(']) || inizia_con_etichetta(&testo)
        }
        _ => false,
    };
    let quante = corpo.iter().rev().take_while(|riga| nota(riga)).count();
    corpo.split_at(corpo.len() - quante)
}

/// `Fonte: …`, `Nota: …`.
fn inizia_con_etichetta(testo: &str) -> bool {
    testo.split_once(':').is_some_and(|(etichetta, _)| {
        matches!(
            crate::model::nome::parole(etichetta).as_str(),
            "fonte" | "nota" | "note" | "n b"
        )
    })
}

/// Two columns of one name: nobody could say which one a sum or a placeholder means.
fn doppie(registro: &Registro<'_>, testata: &Testata, posti: &[u32], colonne: &[ColonnaQuadro]) {
    let foglio = registro.foglio();
    let luogo = |posto: u32| {
        let righe = foglio.righe[testata.righe.clone()].iter().rev();
        let numero = righe.clone().find(|riga| riga.cella(posto).is_some());
        foglio.origine(numero.map_or(1, |riga| riga.numero), posto)
    };
    for (n, colonna) in colonne.iter().enumerate() {
        let prima = colonne[..n]
            .iter()
            .position(|altra| altra.nome_intero() == colonna.nome_intero());
        if let Some(prima) = prima {
            let nome = colonna.nome_intero();
            registro.segnala(diags::colonna_doppia(
                luogo(posti[n]),
                luogo(posti[prima]),
                &nome,
            ));
        }
    }
}
