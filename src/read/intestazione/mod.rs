//! The header finder of every reader: which column holds what, and for which year or day.
//!
//! A header is up to three rows: a row that names what the table lists (its *anchor*: `Indicatore`,
//! `Attività`), rows beside it that hold only years or names of values, and titles above, which are
//! no part of it. A cell of a header speaks for the columns that it is merged over, or for the blank
//! ones at its right.

mod quando;
mod unita;

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use crate::model::nome::parole;
use crate::model::{Diagnosi, Origine, UnitaMisura, italiano};
use crate::words::valore::senza_richiamo;
use crate::words::vocabolario::{self, Campo};

use super::foglio::{Foglio, RigaFoglio};
use super::registro::Registro;
use super::{Lettore, diags};

pub use quando::Quando;

/// Rows of a header, at most.
const RIGHE: usize = 3;

/// What a heading says by itself.
#[derive(Debug, Clone, PartialEq, Default)]
struct Etichetta {
    campo: Option<Campo>,
    quando: Option<Quando>,
    /// True if the time is a part of the year.
    parte: bool,
    /// Nothing but a year or day.
    sola: bool,
    /// That of the values below: `Target 2024 (%)`.
    unita: Option<UnitaMisura>,
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
    /// That of the values below, where the heading says it.
    pub unita: Option<UnitaMisura>,
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

    /// The unit that the headings of values say, if it is one.
    pub fn unita_dei_valori(&self) -> Option<String> {
        let mut dette = self
            .colonne
            .iter()
            .filter_map(|colonna| colonna.unita.as_ref());
        let prima = dette.next()?;
        let nome = prima.nome().filter(|_| dette.all(|altra| altra == prima))?;
        Some(nome.into_owned())
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

    /// True of a row that says the headings again, all that it holds.
    pub(super) fn e_ripetuta(&self, riga: &RigaFoglio) -> bool {
        let uguale = |colonna: &Colonna, testo: &str| parole(&colonna.scritta) == parole(testo);
        let ripetute = riga.celle.iter().filter(|cella| {
            let mut sue = self.colonne.iter().filter(|c| c.posto == cella.colonna);
            sue.any(|colonna| uguale(colonna, &cella.contenuto.testo()))
        });
        riga.celle.len() > 1 && ripetute.count() == riga.celle.len()
    }

    /// Two columns of obiettivi, under different headings, of which only the first was taken.
    pub(super) fn obiettivi_doppi(&self) -> Option<(Colonna, Colonna)> {
        let mut doppie = self.doppie.iter().filter(|(seconda, prima)| {
            seconda.campo == Campo::Obiettivo && parole(&seconda.scritta) != parole(&prima.scritta)
        });
        let (seconda, prima) = doppie.next()?;
        doppie
            .next()
            .is_none()
            .then(|| (prima.clone(), seconda.clone()))
    }

    /// The same header where the column at a place, also one that stands double, holds a field.
    pub(super) fn con_campo(mut self, posto: u32, campo: Campo) -> Self {
        let sua = |(seconda, _): &(Colonna, Colonna)| seconda.posto == posto;
        if let Some(doppia) = self.doppie.iter().position(sua) {
            let (seconda, _) = self.doppie.remove(doppia);
            self.colonne.push(seconda);
        }
        let colonna = self
            .colonne
            .iter_mut()
            .find(|colonna| colonna.posto == posto);
        if let Some(colonna) = colonna {
            colonna.campo = campo;
        }
        self
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
            registro.segnala(match parole(&seconda.scritta) == parole(&prima.scritta) {
                true => diags::colonna_doppia(luogo, altro, &seconda.scritta),
                false => diags::colonne_dello_stesso(
                    (luogo, &seconda.scritta),
                    (altro, &prima.scritta),
                    &seconda.che(),
                ),
            });
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
        self.fine_anno(registro);
        self.su_piu_colonne(registro, fine);
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

    /// Says which headings are merged over columns that nothing else names, of which the first alone
    /// is read; up to the row at `fine` the cells of the others are taken.
    fn su_piu_colonne(&self, registro: &Registro<'_>, fine: usize) {
        let foglio = registro.foglio();
        let sotto = &registro.righe()[self.righe.end..fine];
        for colonna in &self.colonne {
            let Some(unione) = foglio.unioni.di(colonna.riga, colonna.posto) else {
                continue;
            };
            let dopo = self.colonne.iter().map(|altra| altra.posto);
            let altra = dopo.filter(|posto| *posto > colonna.posto).min();
            let fine = altra
                .unwrap_or(u32::MAX)
                .min(unione.colonne.1.saturating_add(1));
            let mut piene = sotto.iter().flat_map(|riga| {
                let oltre = riga.celle.iter().map(|cella| cella.colonna);
                let oltre = oltre.filter(|posto| (colonna.posto + 1..fine).contains(posto));
                oltre.map(move |posto| (riga, posto))
            });
            let Some((prima, posto)) = piene.next() else {
                continue;
            };
            registro.prendi(prima, posto);
            piene.for_each(|(riga, posto)| registro.prendi(riga, posto));
            let luogo = foglio.origine(prima.numero, posto);
            let altro = colonna.luogo(foglio);
            registro.segnala(diags::su_piu_colonne(luogo, altro, &colonna.scritta));
        }
    }

    /// Says which values at the end of a year are no results of it, where nothing else is.
    fn fine_anno(&self, registro: &Registro<'_>) {
        let risultati = || self.colonne.iter().filter(|c| c.campo == Campo::Consuntivo);
        for colonna in risultati() {
            if let Some(Quando::Giorno(giorno)) = colonna.quando
                && quando::e_fine_anno(giorno)
                && !risultati().any(|c| c.quando == Some(Quando::Anno(giorno.year())))
            {
                let luogo = colonna.luogo(registro.foglio());
                let diagnosi = diags::valore_di_fine_anno(luogo, &colonna.scritta, giorno.year());
                registro.segnala(diagnosi);
            }
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
            unita,
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
            unita,
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
            let gruppo = sopra.iter().find_map(|parola| parola.dice.campo);
            let (campo, quando) = sotto_il_gruppo(gruppo, &propria.dice)?;
            return Some(Significato::di(campo, Some(quando), parole));
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

/// What a heading that says only when holds, below one that names values or below none: a day alone
/// is that of a monitoring.
fn sotto_il_gruppo(gruppo: Option<Campo>, sola: &Etichetta) -> Option<(Campo, Quando)> {
    match (gruppo, sola.quando?) {
        (Some(gruppo), _) if !gruppo.nel_tempo() => None,
        (Some(gruppo), Quando::Giorno(giorno)) => nel_giorno(gruppo, giorno, sola.parte),
        (None, giorno @ Quando::Giorno(_)) => Some((Campo::Consuntivo, giorno)),
        (gruppo, anno) => Some((gruppo?, anno)),
    }
}

/// What values of a kind are for a day: at the end of the year they are the year's, and a target for
/// another day is none.
fn nel_giorno(campo: Campo, giorno: Date, parte: bool) -> Option<(Campo, Quando)> {
    if !parte && quando::e_fine_anno(giorno) {
        return Some((campo, Quando::Anno(giorno.year())));
    }
    (campo != Campo::Atteso).then_some((campo, Quando::Giorno(giorno)))
}

/// What a column holds, by the words over it.
struct Significato {
    campo: Campo,
    quando: Option<Quando>,
    unita: Option<UnitaMisura>,
    /// The cells that say so: rows from 1, columns from 0.
    dicono: Vec<(u32, u32)>,
}

impl Significato {
    /// Words that say nothing, or something else, are no part of it.
    fn di(campo: Campo, quando: Option<Quando>, parole: &[Parola]) -> Self {
        let dicono = parole.iter().filter(|parola| {
            let dice = &parola.dice;
            (dice.campo.is_some() || dice.quando.is_some())
                && dice.campo.is_none_or(|suo| suo == campo)
                && dice
                    .quando
                    .is_none_or(|allora| quando.is_some_and(|quando| quando.comprende(allora)))
        });
        let unita = parole.iter().find_map(|parola| parola.dice.unita.clone());
        Self {
            campo,
            quando,
            unita: unita.filter(|_| campo.nel_tempo()),
            dicono: dicono.map(|parola| (parola.riga, parola.colonna)).collect(),
        }
    }
}

/// What a heading says by itself.
fn etichetta(testo: &str, lettore: &Lettore<'_>) -> Etichetta {
    let vocabolario = &lettore.vocabolario;
    let (testo, _) = senza_richiamo(testo);
    let separato = quando::separa(testo, lettore.anno);
    let (nudo, unita) = unita::separa(&separato.resto);
    let campo = |con_anno| {
        let intero = vocabolario.campo(&separato.resto, con_anno);
        intero.or_else(|| vocabolario.campo(nudo, con_anno))
    };
    let Some(quando) = separato.quando else {
        return Etichetta {
            campo: campo(false),
            unita,
            ..Etichetta::default()
        };
    };
    // `Anno 2022` says only when.
    let sola = vocabolario::senza_qualifiche(nudo).is_empty();
    let detto = campo(true).filter(|_| !sola);
    let (campo, quando) = match quando {
        Quando::Giorno(_) if !sola && vocabolario.di_monitoraggio(nudo) => {
            (Some(Campo::Consuntivo), quando)
        }
        Quando::Giorno(giorno) => {
            match detto.map(|campo| nel_giorno(campo, giorno, separato.parte)) {
                Some(Some((campo, quando))) => (Some(campo), quando),
                _ => (None, quando),
            }
        }
        Quando::Anno(_) => (detto, quando),
    };
    Etichetta {
        campo,
        quando: Some(quando),
        parte: separato.parte,
        sola,
        unita,
    }
}

/// The field that a label names whole: `Progetto`, `Responsabile:`.
pub fn campo_di(testo: &str, lettore: &Lettore<'_>) -> Option<Campo> {
    etichetta(testo, lettore).campo
}

impl Colonna {
    /// What it holds, as a person says it: `Atteso 2024`, `Consuntivo al 30/06/2024`.
    fn che(&self) -> String {
        let campo = self.campo.nome();
        match self.quando {
            Some(Quando::Anno(anno)) => format!("{campo} {anno}"),
            Some(Quando::Giorno(giorno)) => format!("{campo} al {}", italiano::data(giorno)),
            None => campo.to_owned(),
        }
    }

    /// Where its heading stands.
    pub fn luogo(&self, foglio: &Foglio) -> Origine {
        foglio.origine(self.riga, self.posto)
    }
}
