//! What placeholders may name: the model's figures, acts, and the cells that `[segnaposto]` gives a name.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;

use crate::cycle::Impostazioni;
use crate::model::valutazione::Sintesi;
use crate::model::{Diagnosi, Modello, Quadro, Ruolo, TipoCruscotto, Valutazione, italiano};

use super::diags;

/// Names and values, and the ids that references may use.
pub struct Contesto {
    valori: Ramo,
    /// Known ids by what they name: `tabella`, `grafico`, `figura`, `cruscotto`, `cruscotti`.
    pub riferimenti: BTreeMap<&'static str, BTreeSet<String>>,
    diagnosi: Vec<Diagnosi>,
}

/// A tree of names: `personale.totale`.
#[derive(Debug, Default)]
struct Ramo {
    foglie: BTreeMap<String, String>,
    rami: BTreeMap<String, Ramo>,
}

/// Ids of the drawn figures.
pub const FIGURE: &[&str] = &["attivita", "organi", "organigramma", "mappa-strategica", "albero-performance"];

impl Contesto {
    /// Everything that a chapter may quote.
    pub fn nuovo(modello: &Modello, valutazione: &Valutazione, impostazioni: &Impostazioni) -> Self {
        let mut valori = Ramo::default();
        let mut metti = |nome: &str, valore: String| valori.metti(nome, valore);
        metti("ente.nome", modello.ente.nome.clone());
        metti("ente.nome_ufficiale", modello.ente.nome_ufficiale.clone());
        metti("ente.sito", modello.ente.sito.clone());
        metti("anno", modello.anno.to_string());
        metti("triennio", triennio(modello));
        metti("anno_relazione", modello.anno_relazione.to_string());
        for (nome, documento) in
            [("piano", &modello.documenti.piano), ("relazione", &modello.documenti.relazione)]
        {
            metti(&format!("documenti.{nome}.titolo"), documento.titolo.clone());
            metti(&format!("documenti.{nome}.data"), italiano::data_estesa(documento.data));
        }
        conteggi(modello)
            .into_iter()
            .for_each(|(nome, quanti)| metti(&format!("conteggi.{nome}"), quanti.to_string()));
        voti(valutazione, &mut metti);
        for (nome, testo) in &modello.riferimenti {
            metti(&format!("riferimenti.{nome}"), testo.clone());
        }
        for quadro in modello.quadri.values() {
            per_codice(quadro).for_each(|(codice, valore)| metti(&format!("{}.{codice}", quadro.id), valore));
        }
        let diagnosi = celle(modello, impostazioni, &mut metti);
        Self { valori, riferimenti: riferimenti(modello), diagnosi }
    }

    /// What is wrong with `[segnaposto]` itself.
    pub fn diagnosi(&self) -> Vec<Diagnosi> {
        self.diagnosi.clone()
    }

    /// True if a placeholder of this name has a value.
    pub fn conosce(&self, nome: &str) -> bool {
        self.valori.conosce(nome)
    }

    /// Every name.
    pub fn nomi(&self) -> Vec<String> {
        let mut nomi = Vec::new();
        self.valori.nomi("", &mut nomi);
        nomi
    }

    /// The tree that the expressions see.
    pub fn valori(&self) -> Value {
        self.valori.valore()
    }
}

impl Ramo {
    fn metti(&mut self, nome: &str, valore: String) {
        match nome.split_once('.') {
            Some((testa, coda)) => self.rami.entry(testa.to_owned()).or_default().metti(coda, valore),
            None => {
                self.foglie.insert(nome.to_owned(), valore);
            }
        }
    }

    fn conosce(&self, nome: &str) -> bool {
        match nome.split_once('.') {
            Some((testa, coda)) => self.rami.get(testa).is_some_and(|ramo| ramo.conosce(coda)),
            None => self.foglie.contains_key(nome) || self.rami.contains_key(nome),
        }
    }

    fn nomi(&self, sopra: &str, nomi: &mut Vec<String>) {
        nomi.extend(self.foglie.keys().map(|nome| format!("{sopra}{nome}")));
        self.rami.iter().for_each(|(nome, ramo)| ramo.nomi(&format!("{sopra}{nome}."), nomi));
    }

    fn valore(&self) -> Value {
        let foglie = self.foglie.iter().map(|(nome, valore)| (nome.clone(), Value::from(valore.as_str())));
        let rami = self.rami.iter().map(|(nome, ramo)| (nome.clone(), ramo.valore()));
        Value::from(foglie.chain(rami).collect::<BTreeMap<String, Value>>())
    }
}

fn triennio(modello: &Modello) -> String {
    let ultimo = modello.triennio.last().copied().unwrap_or(modello.anno);
    format!("{}-{ultimo}", modello.anno)
}

fn conteggi(modello: &Modello) -> [(&'static str, usize); 9] {
    let righe = |tipo| modello.cruscotti_di(tipo).map(|c| c.righe.len()).sum::<usize>();
    [
        ("prospettive", modello.prospettive.len()),
        ("obiettivi", modello.prospettive.iter().map(|p| p.obiettivi.len()).sum()),
        ("indicatori", modello.indicatori.len()),
        ("strategici", righe(TipoCruscotto::Strategico)),
        ("servizi", modello.cruscotti_di(TipoCruscotto::Servizio).count()),
        ("cruscotti", modello.cruscotti.len()),
        ("righe", modello.cruscotti.iter().map(|c| c.righe.len()).sum()),
        ("progetti", modello.progetti.len()),
        ("di_sistema", modello.indicatori.iter().filter(|i| i.di_sistema).count()),
    ]
}

/// The grades as the Relazione's prose quotes them.
fn voti(valutazione: &Valutazione, metti: &mut impl FnMut(&str, String)) {
    let mut sintesi = |nome: &str, sintesi: &Sintesi| {
        metti(
            &format!("valutazione.{nome}.grado"),
            sintesi.grado.map_or("-".to_owned(), |grado| grado.stampa()),
        );
        metti(&format!("valutazione.{nome}.valutati"), sintesi.valutati.to_string());
        metti(&format!("valutazione.{nome}.previsti"), sintesi.previsti.to_string());
        metti(&format!("valutazione.{nome}.totale"), sintesi.totale.to_string());
        metti(&format!("valutazione.{nome}.fascia"), sintesi.fascia.clone().unwrap_or_default());
    };
    sintesi("ente", &valutazione.ente);
    sintesi("ambito_organizzativo", &valutazione.ambito_organizzativo);
    for cruscotto in &valutazione.cruscotti {
        sintesi(&format!("cruscotti.{}", cruscotto.id.replace('-', "_")), &cruscotto.sintesi);
    }
}

/// A table whose first column is `Codice` names its own figures: `contesto.imprese_attive`.
fn per_codice(quadro: &Quadro) -> impl Iterator<Item = (String, String)> {
    let colonna = quadro.colonna("Valore").filter(|_| quadro.voce == "Codice");
    quadro
        .righe
        .iter()
        .filter(|riga| riga.ruolo != Ruolo::Sezione)
        .filter_map(move |riga| Some((riga.voce.clone(), riga.celle.get(colonna?)?.stampa())))
}

fn celle(
    modello: &Modello,
    impostazioni: &Impostazioni,
    metti: &mut impl FnMut(&str, String),
) -> Vec<Diagnosi> {
    let mut diagnosi = Vec::new();
    for (nome, segnaposto) in &impostazioni.segnaposto {
        let quadro = modello.quadri.get(&segnaposto.quadro);
        match quadro.and_then(|quadro| quadro.cella(&segnaposto.voce, &segnaposto.colonna)) {
            Some(valore) => metti(nome, valore.stampa()),
            None => diagnosi.push(diags::cella_del_segnaposto(
                nome,
                &segnaposto.quadro,
                &segnaposto.voce,
                &segnaposto.colonna,
            )),
        }
    }
    diagnosi
}

fn riferimenti(modello: &Modello) -> BTreeMap<&'static str, BTreeSet<String>> {
    let con_titolo = modello.quadri.values().filter(|quadro| !quadro.titolo.is_empty());
    let cruscotti: BTreeSet<String> = modello.cruscotti.iter().map(|c| c.id.clone()).collect();
    let tipi = ["strategico", "servizio", "azienda-speciale", "segretario-generale", "dirigente"];
    BTreeMap::from([
        ("tabella", con_titolo.map(|quadro| quadro.id.clone()).collect()),
        ("grafico", modello.serie.iter().map(|serie| serie.id.clone()).collect()),
        ("figura", FIGURE.iter().map(|id| (*id).to_owned()).collect()),
        ("cruscotto", cruscotti),
        ("cruscotti", tipi.iter().map(|tipo| (*tipo).to_owned()).collect()),
    ])
}
