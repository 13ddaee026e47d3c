//! What stands at a place of the cycle, by the names that people give it: the table, the row, the
//! field. An exception that is told by them survives a row inserted above.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::origine::Punto;
use crate::model::{Indirizzo, Modello, Origine, Progetto, Quadro, Riga, Serie, Valore};

/// The table that a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tavola<'a> {
    /// By id.
    Cruscotto(&'a str),
    /// By id; the series behind a chart is one too.
    Quadro(&'a str),
    /// A project, by name.
    Scheda(&'a str),
}

/// What a place holds; less is known of a heading or of a whole sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contenuto<'a> {
    pub tavola: Tavola<'a>,
    /// Name of the indicator, of the row of a table, of the activity.
    pub voce: Option<&'a str>,
    /// `atteso 2022`, `fonte`; the name of a table's column.
    pub campo: Option<&'a str>,
}

/// A sheet with its names.
#[derive(Debug)]
struct Pagina<'a> {
    tavola: Tavola<'a>,
    righe: BTreeMap<u32, &'a str>,
    celle: HashMap<Indirizzo, Cow<'a, str>>,
    /// The field of a column, for the cells that hold nothing.
    colonne: BTreeMap<u32, Cow<'a, str>>,
}

/// Every sheet of the cycle by its names.
#[derive(Debug, Default)]
pub(super) struct Catalogo<'a> {
    pagine: BTreeMap<Origine, Pagina<'a>>,
}

impl<'a> Catalogo<'a> {
    pub(super) fn nuovo(modello: &'a Modello) -> Self {
        let mut catalogo = Self::default();
        for cruscotto in &modello.cruscotti {
            let tavola = Tavola::Cruscotto(&cruscotto.id);
            let righe = cruscotto.righe.iter();
            righe.for_each(|riga| catalogo.indicatore(tavola, riga));
        }
        let quadri = modello.quadri.values();
        quadri.for_each(|quadro| catalogo.quadro(quadro));
        modello.serie.iter().for_each(|serie| catalogo.serie(serie));
        let progetti = modello.progetti.iter();
        progetti.for_each(|progetto| catalogo.scheda(progetto));
        catalogo
    }

    /// What stands at a place; none where no table is.
    pub(super) fn cerca(&self, luogo: &Origine) -> Option<Contenuto<'_>> {
        let foglio = luogo.senza_cella();
        let del_file = || self.pagine.iter().find(|(sua, _)| sua.file == luogo.file);
        let pagina = match self.pagine.get(&foglio) {
            Some(pagina) => pagina,
            None if luogo.punto == Punto::Intero => del_file()?.1,
            None => return None,
        };
        let cella = luogo.indirizzo();
        let campo = |cella: Indirizzo| {
            let suo = pagina.celle.get(&cella);
            suo.or_else(|| pagina.colonne.get(&cella.colonna))
        };
        Some(Contenuto {
            tavola: pagina.tavola,
            voce: cella.and_then(|cella| pagina.righe.get(&cella.riga).copied()),
            campo: cella.and_then(campo).map(AsRef::as_ref),
        })
    }

    /// The tables.
    pub(super) fn tavole(&self) -> impl Iterator<Item = Tavola<'a>> {
        self.pagine.values().map(|pagina| pagina.tavola)
    }

    /// The names of the rows of the tables that are meant.
    pub(super) fn voci(&self, di: impl Fn(Tavola<'_>) -> bool) -> BTreeSet<&str> {
        let pagine = self.pagine.values().filter(|pagina| di(pagina.tavola));
        pagine.flat_map(|p| p.righe.values().copied()).collect()
    }

    /// The names of the fields of the tables that are meant.
    pub(super) fn campi(&self, di: impl Fn(Tavola<'_>) -> bool) -> BTreeSet<&str> {
        let pagine = self.pagine.values().filter(|pagina| di(pagina.tavola));
        let nomi = pagine.flat_map(|p| p.colonne.values().chain(p.celle.values()));
        nomi.map(AsRef::as_ref).collect()
    }

    fn indicatore(&mut self, tavola: Tavola<'a>, riga: &'a Riga) {
        let mut scritta = Scritta::nuova(self, tavola, &riga.nome, riga.origine.clone());
        scritta.cella(riga.origine.clone(), "nome");
        let celle = &riga.celle;
        let campi = [
            ("prospettiva", celle.prospettiva),
            ("obiettivo", celle.obiettivo),
            ("azione", celle.azione),
            ("fonte", celle.fonte),
            ("peso", celle.peso),
            ("verso", celle.verso),
            ("codice", celle.codice),
            ("grado", celle.grado),
            ("motivazione", celle.motivazione),
            ("note", celle.note),
        ];
        let altri = celle
            .altre
            .iter()
            .map(|(campo, cella)| (campo.as_str(), Some(*cella)));
        for (campo, cella) in campi.into_iter().chain(altri) {
            if cella.is_some() {
                scritta.cella(riga.luogo(cella), campo);
            }
        }
        for (campo, luogo) in &celle.moduli {
            scritta.cella(luogo.clone(), campo.as_str());
        }
        let annuali = [
            ("atteso", &riga.atteso),
            ("rimodulato", &riga.rimodulato),
            ("consuntivo", &riga.consuntivo),
            ("previsione", &riga.previsione),
        ];
        for (campo, valori) in annuali {
            for (anno, valore) in valori {
                scritta.valore(valore, format!("{campo} {anno}"));
            }
        }
        for (giorno, valore) in &riga.monitoraggi {
            scritta.valore(valore, format!("monitoraggio {giorno}"));
        }
        if let Some(baseline) = &riga.baseline {
            scritta.valore(&baseline.valore, "baseline");
        }
        if let Some(scadenza) = &riga.scadenza {
            scritta.valore(scadenza, "scadenza");
        }
    }

    fn quadro(&mut self, quadro: &'a Quadro) {
        for riga in &quadro.righe {
            let luogo = quadro.luogo_di(riga);
            let tavola = Tavola::Quadro(&quadro.id);
            let mut scritta = Scritta::nuova(self, tavola, &riga.voce, luogo.clone());
            if riga.cella.is_some() {
                scritta.cella(luogo, quadro.voce.as_str());
            }
            for (colonna, valore) in quadro.colonne.iter().zip(&riga.celle) {
                scritta.valore(valore, colonna.nome_intero());
            }
        }
    }

    fn serie(&mut self, serie: &'a Serie) {
        for (n, categoria) in serie.categorie.iter().enumerate() {
            let luogo = serie.luogo(serie.celle.get(n).copied());
            let tavola = Tavola::Quadro(&serie.id);
            let mut scritta = Scritta::nuova(self, tavola, categoria, luogo.clone());
            scritta.cella(luogo, serie.voce.as_str());
            for colonna in &serie.colonne {
                scritta.cella(serie.luogo_valore(n, colonna), colonna.nome.as_str());
            }
        }
    }

    fn scheda(&mut self, progetto: &'a Progetto) {
        let tavola = Tavola::Scheda(&progetto.nome);
        let luogo = &progetto.origine;
        let mut scritta = Scritta::nuova(self, tavola, &progetto.nome, luogo.clone());
        scritta.cella(luogo.clone(), "nome");
        for campo in progetto.celle.keys() {
            scritta.cella(progetto.luogo(campo), campo.as_str());
        }
        for attivita in &progetto.attivita {
            let luogo = &attivita.origine;
            let mut scritta = Scritta::nuova(self, tavola, &attivita.nome, luogo.clone());
            scritta.cella(luogo.clone(), "nome");
            for campo in attivita.celle.keys().chain(attivita.moduli.keys()) {
                scritta.cella(attivita.luogo(campo), campo.as_str());
            }
            for (giorno, valore) in &attivita.monitoraggi {
                scritta.valore(valore, format!("monitoraggio {giorno}"));
            }
            scritta.valore(&attivita.inizio, "inizio");
            scritta.valore(&attivita.fine, "fine");
            scritta.valore(&attivita.target, "target");
            scritta.valore(&attivita.risultato, "risultato");
        }
    }
}

/// A row as it is written into the catalogue.
struct Scritta<'c, 'a> {
    catalogo: &'c mut Catalogo<'a>,
    tavola: Tavola<'a>,
    voce: &'a str,
    /// Where the row has its name.
    luogo: Origine,
}

impl<'c, 'a> Scritta<'c, 'a> {
    fn nuova(
        catalogo: &'c mut Catalogo<'a>,
        tavola: Tavola<'a>,
        voce: &'a str,
        luogo: Origine,
    ) -> Self {
        Self {
            catalogo,
            tavola,
            voce,
            luogo,
        }
    }

    fn valore(&mut self, valore: &Valore, campo: impl Into<Cow<'a, str>>) {
        self.cella(valore.origine.clone(), campo);
    }

    /// A cell of the row, in its own sheet or in that of a form. An azione or a banner above it is
    /// a field of the row in a line that is not the row's.
    fn cella(&mut self, luogo: Origine, campo: impl Into<Cow<'a, str>>) {
        let Some(cella) = luogo.indirizzo() else {
            return;
        };
        let foglio = luogo.senza_cella();
        let sua =
            foglio != self.luogo.senza_cella() || luogo.numero_riga() == self.luogo.numero_riga();
        let pagina = self.catalogo.pagine.entry(foglio).or_insert(Pagina {
            tavola: self.tavola,
            righe: BTreeMap::new(),
            celle: HashMap::new(),
            colonne: BTreeMap::new(),
        });
        let campo = campo.into();
        if sua {
            pagina.righe.entry(cella.riga).or_insert(self.voce);
        }
        let colonna = pagina.colonne.entry(cella.colonna);
        colonna.or_insert_with(|| campo.clone());
        pagina.celle.entry(cella).or_insert(campo);
    }
}
