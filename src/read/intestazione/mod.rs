//! The header finder of every reader: which column holds what, and for which year or day.
//!
//! A header is up to three rows: a row that names what the table lists (its *anchor*: `Indicatore`,
//! `Attività`), rows beside it that hold only years or names of values, and titles above, which are
//! no part of it. A cell of a header speaks for the columns that it is merged over, or for the blank
//! ones at its right.

mod quando;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::{Diagnosi, Origine};
use crate::words::vocabolario::{self, Campo};

use super::foglio::{Foglio, RigaFoglio};
use super::registro::Registro;
use super::{Lettore, diags};

pub use quando::Quando;

/// Rows of a header, at most.
const RIGHE: usize = 3;

/// What a heading says by itself.
#[derive(Debug, Clone, PartialEq)]
struct Etichetta {
    campo: Option<Campo>,
    quando: Option<Quando>,
    /// Nothing but a year or day.
    sola: bool,
}

/// What stands over a column in one row of the header.
#[derive(Debug)]
struct Parola {
    /// From 1.
    riga: u32,
    /// Where it is written, from 0: here, or at the left of the column that it reaches.
    colonna: u32,
    testo: String,
    dice: Etichetta,
}

/// A column that is understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Colonna {
    /// From 0.
    pub posto: u32,
    pub campo: Campo,
    /// None for what has no time.
    pub quando: Option<Quando>,
    pub scritta: String,
    /// Where its heading stands: row from 1.
    pub riga: u32,
}

/// The columns of a table, as its header names them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Testata {
    /// Its rows, by their places among those of the sheet.
    pub righe: Range<usize>,
    pub colonne: Vec<Colonna>,
    /// The cells that say what a column holds: rows from 1, columns from 0.
    intese: BTreeSet<(u32, u32)>,
    /// Headings that mean nothing here: rows from 1, the lowest first, column, words.
    ignote: Vec<(Vec<u32>, u32, String)>,
    /// Headings of what another column holds already: the second and the first.
    doppie: Vec<(Colonna, Colonna)>,
    /// Years that were supplied: the heading has none.
    dedotte: Vec<(u32, u32, String, i16)>,
}

impl Testata {
    /// The header that has its anchor, one of these fields, in the row at a place of the sheet;
    /// none of its rows stands before `da`.
    pub fn a(
        foglio: &Foglio,
        da: usize,
        posto: usize,
        ancore: &[Campo],
        lettore: &Lettore<'_>,
    ) -> Option<Self> {
        let riga = foglio.righe.get(posto)?;
        let ancora = riga.celle.iter().find(|cella| {
            let testo = cella.contenuto.testo();
            vocabolario::forse_intestazione(&testo)
                && lettore
                    .vocabolario
                    .campo(&testo, false)
                    .is_some_and(|campo| ancore.contains(&campo))
        })?;
        let ricerca = Ricerca {
            foglio,
            lettore,
            ancora: ancora.colonna,
            da,
        };
        let righe = ricerca.righe(posto);
        let testata = ricerca.colonne(righe);
        let noti = testata.colonne.len();
        let valori = testata.colonne.iter().any(|c| c.campo.nel_tempo());
        (noti > 2 || noti > 1 && (valori || testata.ha(Campo::Fonte) || testata.ha(Campo::Azione)))
            .then_some(testata)
    }

    /// The years that the headings of values state.
    pub fn anni(&self) -> BTreeSet<i16> {
        let dedotta = |colonna: &Colonna| self.dedotte.iter().any(|d| d.1 == colonna.posto);
        let scritte = self.colonne.iter().filter(|colonna| !dedotta(colonna));
        let anni = scritte.filter_map(|colonna| match colonna.quando? {
            Quando::Anno(anno) => Some(anno),
            Quando::Giorno(_) => None,
        });
        anni.collect()
    }

    /// The years that were supplied, each with the heading that has none.
    pub fn anni_dedotti(&self) -> impl Iterator<Item = (&str, i16)> {
        let dedotte = self.dedotte.iter();
        dedotte.map(|(_, _, scritta, anno)| (scritta.as_str(), *anno))
    }

    /// The same header where something else says the year of each row.
    pub fn senza_anni_dedotti(mut self) -> Self {
        self.dedotte.clear();
        self
    }

    /// The column that holds a field without a time of its own.
    pub fn posto(&self, campo: Campo) -> Option<u32> {
        self.colonne
            .iter()
            .find(|colonna| colonna.campo == campo)
            .map(|colonna| colonna.posto)
    }

    /// The columns that say under which obiettivo a row stands: its code, its name, or both.
    pub fn posti_obiettivo(&self) -> impl Iterator<Item = u32> {
        let campi = [Campo::CodiceObiettivo, Campo::Obiettivo];
        campi.into_iter().filter_map(|campo| self.posto(campo))
    }

    /// The same header where a field stands once for each of these groups: `Indicatore | Peso |
    /// Comportamento | Peso`. A group begins with its column.
    pub fn ripetuto(mut self, campo: Campo, gruppi: &[Campo]) -> Self {
        let sue = self.colonne.iter().filter(|colonna| colonna.campo == campo);
        let mut visti: BTreeSet<Option<Campo>> = sue
            .map(|colonna| self.gruppo(colonna.posto, gruppi))
            .collect();
        for (seconda, prima) in std::mem::take(&mut self.doppie) {
            let gruppo = self.gruppo(seconda.posto, gruppi);
            match seconda.campo == campo && visti.insert(gruppo) {
                true => self.colonne.push(seconda),
                false => self.doppie.push((seconda, prima)),
            }
        }
        self
    }

    /// The column of a field in the group that another one begins.
    pub fn posto_dopo(&self, campo: Campo, inizio: Campo, gruppi: &[Campo]) -> Option<u32> {
        let sua = |colonna: &&Colonna| {
            colonna.campo == campo && self.gruppo(colonna.posto, gruppi) == Some(inizio)
        };
        self.colonne.iter().find(sua).map(|colonna| colonna.posto)
    }

    /// The last of the columns that begin a group, before a place.
    fn gruppo(&self, posto: u32, gruppi: &[Campo]) -> Option<Campo> {
        let prima = self
            .colonne
            .iter()
            .filter(|colonna| gruppi.contains(&colonna.campo) && colonna.posto < posto);
        let ultima = prima.max_by_key(|colonna| colonna.posto)?;
        Some(ultima.campo)
    }

    /// True if a column holds a field.
    pub fn ha(&self, campo: Campo) -> bool {
        self.posto(campo).is_some()
    }

    /// Leaves aside by name, up to the row at `fine`, the columns of fields that are not for here.
    pub fn lascia(&self, registro: &Registro<'_>, fine: usize, altrove: &[Campo]) {
        let sue = self.colonne.iter().filter(|c| altrove.contains(&c.campo));
        for colonna in sue {
            let luogo = colonna.luogo(registro.foglio());
            let diagnosi = diags::intestazione_non_riconosciuta(luogo, &colonna.scritta);
            registro.segnala(diagnosi);
            for riga in &registro.righe()[self.righe.end..fine] {
                registro.prendi(riga, colonna.posto);
            }
        }
    }

    /// Takes the header's cells, and those below headings that mean nothing up to the row at
    /// `fine`; says what is unknown, twice, supplied or over.
    pub fn registra(&self, registro: &Registro<'_>, fine: usize) {
        let righe = registro.righe();
        let foglio = registro.foglio();
        self.prendi_testata(registro);
        for (righe, colonna, scritta) in &self.ignote {
            let mut luoghi = righe.iter().map(|riga| foglio.origine(*riga, *colonna));
            let luogo = luoghi.next().unwrap_or_default();
            let diagnosi = diags::intestazione_non_riconosciuta(luogo, scritta);
            registro.segnala(luoghi.fold(diagnosi, Diagnosi::anche));
        }
        for (seconda, prima) in &self.doppie {
            let (luogo, altro) = (seconda.luogo(foglio), prima.luogo(foglio));
            registro.segnala(diags::colonna_doppia(luogo, altro, &seconda.scritta));
        }
        let detti = quando::anni(foglio.nome.as_deref().unwrap_or_default());
        for (riga, colonna, scritta, anno) in &self.dedotte {
            let luogo = foglio.origine(*riga, *colonna);
            registro.segnala(match detti.first() {
                Some(detto) if !detti.contains(anno) => {
                    diags::anno_del_foglio(luogo, scritta, *anno, *detto)
                }
                _ => diags::anno_dedotto(luogo, scritta, *anno),
            });
        }
        let ignorate = self.colonne.iter().filter(|c| c.campo == Campo::Ignorata);
        for colonna in ignorate.clone() {
            registro.segnala(diags::colonna_ignorata(
                colonna.luogo(foglio),
                &colonna.scritta,
            ));
        }
        let da_parte: Vec<u32> = self
            .ignote
            .iter()
            .map(|(_, colonna, _)| *colonna)
            .chain(self.doppie.iter().map(|(seconda, _)| seconda.posto))
            .chain(ignorate.map(|colonna| colonna.posto))
            .collect();
        for riga in &righe[self.righe.end..fine] {
            da_parte
                .iter()
                .for_each(|colonna| registro.prendi(riga, *colonna));
        }
    }

    /// Takes the cells of its rows; those that say nothing of any column are named.
    fn prendi_testata(&self, registro: &Registro<'_>) {
        let ignote: BTreeSet<u32> = self.ignote.iter().map(|(_, colonna, _)| *colonna).collect();
        for riga in &registro.righe()[self.righe.clone()] {
            registro.prendi_riga(riga);
            let oltre = riga.celle.iter().filter(|cella| {
                !ignote.contains(&cella.colonna)
                    && !self.intese.contains(&(riga.numero, cella.colonna))
            });
            for cella in oltre.filter(|cella| !cella.contenuto.testo().is_empty()) {
                let luogo = registro.foglio().origine(riga.numero, cella.colonna);
                let testo = cella.contenuto.testo();
                registro.segnala(diags::parola_di_troppo(luogo, &testo));
            }
        }
    }
}

/// The search for one header.
struct Ricerca<'a> {
    foglio: &'a Foglio,
    lettore: &'a Lettore<'a>,
    /// Column of the anchor.
    ancora: u32,
    /// The first row that is free: those above it are of another header.
    da: usize,
}

impl Ricerca<'_> {
    /// The rows of the header around its anchor's.
    fn righe(&self, ancora: usize) -> Range<usize> {
        let righe = &self.foglio.righe;
        let vicine = |a: usize, b: usize| righe[b].numero == righe[a].numero + 1;
        let mut inizio = ancora;
        while inizio > self.da
            && ancora + 1 - inizio < RIGHE
            && vicine(inizio - 1, inizio)
            && self.sostiene(&righe[inizio - 1])
        {
            inizio -= 1;
        }
        let mut fine = ancora + 1;
        while fine < righe.len()
            && fine - inizio < RIGHE
            && vicine(fine - 1, fine)
            && self.completa(&righe[fine])
        {
            fine += 1;
        }
        inizio..fine
    }

    /// A row above the anchor belongs to the header if it holds years or names of values, none of
    /// them over the anchor's own column: there a title or a row of data would stand.
    fn sostiene(&self, riga: &RigaFoglio) -> bool {
        let utile = |testo: &str| {
            let etichetta = etichetta(testo, self.lettore);
            etichetta.sola || etichetta.campo.is_some_and(Campo::nel_tempo)
        };
        let sopra_ancora = riga.celle.iter().any(|cella| {
            let fine = self.foglio.unioni.di(riga.numero, cella.colonna);
            let fine = fine.map_or(cella.colonna, |unione| unione.colonne.1);
            (cella.colonna..=fine).contains(&self.ancora)
        });
        !sopra_ancora && riga.celle.iter().any(|c| utile(&c.contenuto.testo()))
    }

    /// A row below the anchor belongs to the header if it holds nothing but years and headings, and
    /// none in the anchor's column.
    fn completa(&self, riga: &RigaFoglio) -> bool {
        riga.cella(self.ancora).is_none()
            && riga.celle.iter().all(|cella| {
                let etichetta = etichetta(&cella.contenuto.testo(), self.lettore);
                etichetta.sola || etichetta.campo.is_some()
            })
    }

    /// The columns of these rows.
    fn colonne(&self, righe: Range<usize>) -> Testata {
        let mut posti: Vec<u32> = self.foglio.righe[righe.clone()]
            .iter()
            .flat_map(|riga| riga.celle.iter().map(|cella| cella.colonna))
            .collect();
        posti.sort_unstable();
        posti.dedup();
        let mut testata = Testata {
            righe: righe.clone(),
            ..Testata::default()
        };
        for posto in posti {
            let parole = self.parole(righe.clone(), posto);
            self.colonna(&mut testata, posto, &parole);
        }
        testata
    }

    /// What stands over a column, the lowest row first.
    fn parole(&self, righe: Range<usize>, posto: u32) -> Vec<Parola> {
        let ultima = righe.end - 1;
        let parole = righe.rev().filter_map(|n| {
            let riga = &self.foglio.righe[n];
            let (colonna, testo) = match riga.cella(posto) {
                Some(contenuto) => (posto, contenuto.testo()),
                None => self.da_sinistra(riga, posto, n == ultima)?,
            };
            let riga = riga.numero;
            (!testo.is_empty()).then(|| Parola {
                dice: etichetta(&testo, self.lettore),
                riga,
                colonna,
                testo,
            })
        });
        parole.collect()
    }

    /// The heading that reaches a blank cell from the left, and its column: merged over it, or
    /// followed by blanks in a row that others complete.
    fn da_sinistra(&self, riga: &RigaFoglio, posto: u32, ultima: bool) -> Option<(u32, String)> {
        let sinistra = riga.celle.iter().rfind(|cella| cella.colonna < posto)?;
        let arriva = match self.foglio.unioni.di(riga.numero, sinistra.colonna) {
            Some(unione) => posto <= unione.colonne.1,
            None => !ultima && sinistra.colonna != self.ancora,
        };
        arriva.then(|| (sinistra.colonna, sinistra.contenuto.testo()))
    }

    fn colonna(&self, testata: &mut Testata, posto: u32, parole: &[Parola]) {
        let Some(Parola { riga, testo, .. }) = parole.first() else {
            return;
        };
        let (scritta, riga) = (testo.clone(), *riga);
        let Some(Significato {
            campo,
            quando,
            dicono,
        }) = self.significato(parole)
        else {
            let sue = parole.iter().filter(|parola| parola.colonna == posto);
            let righe = sue.map(|parola| parola.riga).collect();
            testata.ignote.push((righe, posto, scritta));
            return;
        };
        testata.intese.extend(dicono);
        let quando = match (campo.nel_tempo(), quando) {
            (false, _) => None,
            (true, Some(quando)) => Some(quando),
            (true, None) => self.lettore.anno_di(campo).map(|anno| {
                testata.dedotte.push((riga, posto, scritta.clone(), anno));
                Quando::Anno(anno)
            }),
        };
        let colonna = Colonna {
            posto,
            campo,
            quando,
            scritta,
            riga,
        };
        let stessa = |altra: &&Colonna| (altra.campo, altra.quando) == (campo, quando);
        match testata.colonne.iter().find(stessa) {
            Some(prima) if campo != Campo::Ignorata => {
                testata.doppie.push((colonna, prima.clone()));
            }
            _ => testata.colonne.push(colonna),
        }
    }

    /// The lowest heading that says what the column holds; one that says only when leaves the rest
    /// to those above it, and one that is half a name is joined with the one above.
    fn significato(&self, parole: &[Parola]) -> Option<Significato> {
        let (propria, sopra) = parole.split_first()?;
        if let Some(campo) = propria.dice.campo {
            let quando = propria
                .dice
                .quando
                .or_else(|| sopra.iter().find_map(|parola| parola.dice.quando));
            return Some(Significato::di(campo, quando, parole));
        }
        if propria.dice.sola {
            let campo = sopra.iter().find_map(|parola| parola.dice.campo);
            let campo = campo.filter(|campo| campo.nel_tempo())?;
            return Some(Significato::di(campo, propria.dice.quando, parole));
        }
        let gruppo = sopra.first()?;
        let (scritta, gruppo) = (&propria.testo, &gruppo.testo);
        let intera = [format!("{scritta} {gruppo}"), format!("{gruppo} {scritta}")]
            .iter()
            .map(|intera| etichetta(intera, self.lettore))
            .find_map(|e| Some((e.campo?, e.quando)));
        let (campo, quando) = intera?;
        let mut significato = Significato::di(campo, quando, parole);
        let due = parole.iter().take(2);
        significato
            .dicono
            .extend(due.map(|parola| (parola.riga, parola.colonna)));
        Some(significato)
    }
}

/// What a column holds, by the words over it.
struct Significato {
    campo: Campo,
    quando: Option<Quando>,
    /// The cells that say so: rows from 1, columns from 0.
    dicono: Vec<(u32, u32)>,
}

impl Significato {
    /// Words that say nothing, or something else, are no part of it.
    fn di(campo: Campo, quando: Option<Quando>, parole: &[Parola]) -> Self {
        let dicono = parole.iter().filter(|parola| {
            let Etichetta {
                campo: suo,
                quando: allora,
                ..
            } = parola.dice;
            (suo.is_some() || allora.is_some())
                && suo.is_none_or(|suo| suo == campo)
                && allora.is_none_or(|allora| quando == Some(allora))
        });
        Self {
            campo,
            quando,
            dicono: dicono.map(|parola| (parola.riga, parola.colonna)).collect(),
        }
    }
}

/// What a heading says by itself.
fn etichetta(testo: &str, lettore: &Lettore<'_>) -> Etichetta {
    let vocabolario = &lettore.vocabolario;
    let (quando, resto) = quando::separa(testo, lettore.anno);
    let nudo = vocabolario::senza_qualifiche(&resto).is_empty();
    let Some(quando) = quando else {
        let campo = vocabolario.campo(testo, false);
        return Etichetta {
            campo,
            quando: None,
            sola: false,
        };
    };
    // `Anno 2022` says only when.
    let campo = vocabolario.campo(&resto, true).filter(|_| !nudo);
    let (campo, quando) = match quando {
        Quando::Anno(_) => (campo, quando),
        Quando::Giorno(_) if vocabolario.di_monitoraggio(&resto) => {
            (Some(Campo::Consuntivo), quando)
        }
        Quando::Giorno(_) if campo == Some(Campo::Consuntivo) => (campo, quando),
        // A target for the end of the year is the year's; one for another day is none.
        Quando::Giorno(giorno) if giorno.month() == 12 && giorno.day() == 31 => {
            (campo, Quando::Anno(giorno.year()))
        }
        Quando::Giorno(_) => (campo.filter(|campo| *campo != Campo::Atteso), quando),
    };
    Etichetta {
        campo,
        quando: Some(quando),
        sola: nudo && campo.is_none(),
    }
}

/// The field that a label names whole: `Progetto`, `Responsabile:`.
pub fn campo_di(testo: &str, lettore: &Lettore<'_>) -> Option<Campo> {
    etichetta(testo, lettore).campo
}

impl Colonna {
    /// Where its heading stands.
    pub fn luogo(&self, foglio: &Foglio) -> Origine {
        foglio.origine(self.riga, self.posto)
    }
}
