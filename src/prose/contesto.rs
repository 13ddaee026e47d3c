//! What placeholders may name: the model's figures, acts, and the cells that `[segnaposto]` gives a
//! name.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;

use crate::cycle::Impostazioni;
use crate::model::nome::slug;
use crate::model::{Diagnosi, Modello, Origine, Quadro, Ruolo, RuoloCruscotto, Valore, italiano};
use crate::rendiconto::{self, Rendiconto, Voto};

use super::diags;
use super::inserto::{Cosa, Inserto, Rimandabile};

/// Names and values, and the ids that references may use.
pub struct Contesto {
    valori: Ramo,
    /// Known ids by what they name.
    noti: BTreeMap<Cosa, BTreeSet<String>>,
    /// Names whose cell is blank, with the cell: they have no value.
    vuote: BTreeMap<String, Origine>,
    diagnosi: Vec<Diagnosi>,
}

/// A tree of names: `personale.totale`.
#[derive(Debug, Default)]
struct Ramo {
    foglie: BTreeMap<String, String>,
    rami: BTreeMap<String, Ramo>,
}

/// Ids of the drawn figures.
pub(super) const FIGURE: &[&str] = &[
    "attivita",
    "organi",
    "organigramma",
    "mappa-strategica",
    "albero-performance",
];

impl Contesto {
    /// Everything that a chapter may quote.
    pub fn nuovo(modello: &Modello, rendiconto: &Rendiconto, impostazioni: &Impostazioni) -> Self {
        let mut valori = Ramo::default();
        let mut metti = |nome: &str, valore: String| valori.metti(nome, valore);
        metti("ente.nome", modello.ente.nome.clone());
        metti("ente.del_nome", italiano::del_nome(&modello.ente.nome));
        metti("ente.nome_ufficiale", modello.ente.nome_ufficiale.clone());
        metti("ente.sito", modello.ente.sito.clone());
        metti("anno", modello.anno.to_string());
        metti("triennio", triennio(modello));
        metti("anno_relazione", modello.anno_relazione.to_string());
        for (id, documento) in modello.documenti.iter() {
            let nome = id.replace('-', "_");
            metti(
                &format!("documenti.{nome}.titolo"),
                documento.titolo.clone(),
            );
            metti(
                &format!("documenti.{nome}.data"),
                italiano::data_estesa(documento.data),
            );
        }
        conteggi(modello)
            .into_iter()
            .for_each(|(nome, quanti)| metti(&format!("conteggi.{nome}"), quanti.to_string()));
        voti(rendiconto, &mut metti);
        esiti(rendiconto, &mut metti);
        genere(rendiconto, &mut metti);
        for (nome, testo) in &modello.riferimenti {
            metti(&format!("riferimenti.{nome}"), testo.clone());
        }
        let mut vuote = BTreeMap::new();
        let mut metti_cella = |nome: &str, cella: &Valore| match cella.stampa() {
            stampa if stampa.trim().is_empty() => {
                drop(vuote.insert(nome.to_owned(), cella.origine.clone()))
            }
            stampa => metti(nome, stampa),
        };
        for quadro in modello.quadri.values() {
            per_codice(quadro)
                .for_each(|(codice, cella)| metti_cella(&format!("{}.{codice}", quadro.id), cella));
        }
        let diagnosi = celle(modello, impostazioni, &mut metti_cella);
        Self {
            valori,
            noti: noti(modello),
            vuote,
            diagnosi,
        }
    }

    /// What is wrong with `[segnaposto]` itself.
    pub fn diagnosi(&self) -> Vec<Diagnosi> {
        self.diagnosi.clone()
    }

    /// True if a placeholder of this name has a value.
    pub fn conosce(&self, nome: &str) -> bool {
        self.valori.conosce(nome)
    }

    /// The blank cell that a placeholder of this name points at.
    pub fn vuota(&self, nome: &str) -> Option<&Origine> {
        self.vuote.get(nome)
    }

    /// Every name.
    pub fn nomi(&self) -> Vec<String> {
        let mut nomi = Vec::new();
        self.valori.nomi("", &mut nomi);
        nomi
    }

    /// The names that a chapter may ask for.
    pub fn noti(&self, cosa: Cosa) -> &BTreeSet<String> {
        static NESSUNO: BTreeSet<String> = BTreeSet::new();
        self.noti.get(&cosa).unwrap_or(&NESSUNO)
    }

    /// The names that a sentence may refer to: those that can be placed, and the tables made from
    /// the results.
    pub fn rimandi(&self, che: Rimandabile) -> BTreeSet<String> {
        let mut nomi = self.noti(che.cosa()).clone();
        if che == Rimandabile::Tabella {
            nomi.extend(Inserto::tabelle_dei_risultati().map(str::to_owned));
        }
        nomi
    }

    /// Every name with its value as it is printed.
    pub fn voci(&self) -> Vec<(String, &str)> {
        let mut voci = Vec::new();
        self.valori.voci("", &mut voci);
        voci
    }

    /// The tree that the expressions see.
    pub fn valori(&self) -> Value {
        self.valori.valore()
    }
}

impl Ramo {
    fn metti(&mut self, nome: &str, valore: String) {
        match nome.split_once('.') {
            Some((testa, coda)) => self
                .rami
                .entry(testa.to_owned())
                .or_default()
                .metti(coda, valore),
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
        self.rami
            .iter()
            .for_each(|(nome, ramo)| ramo.nomi(&format!("{sopra}{nome}."), nomi));
    }

    fn voci<'a>(&'a self, sopra: &str, voci: &mut Vec<(String, &'a str)>) {
        voci.extend(
            self.foglie
                .iter()
                .map(|(nome, valore)| (format!("{sopra}{nome}"), valore.as_str())),
        );
        self.rami
            .iter()
            .for_each(|(nome, ramo)| ramo.voci(&format!("{sopra}{nome}."), voci));
    }

    fn valore(&self) -> Value {
        let foglie = self
            .foglie
            .iter()
            .map(|(nome, valore)| (nome.clone(), Value::from(valore.as_str())));
        let rami = self
            .rami
            .iter()
            .map(|(nome, ramo)| (nome.clone(), ramo.valore()));
        Value::from(foglie.chain(rami).collect::<BTreeMap<String, Value>>())
    }
}

fn triennio(modello: &Modello) -> String {
    let ultimo = modello.triennio.last().copied().unwrap_or(modello.anno);
    format!("{}-{ultimo}", modello.anno)
}

fn conteggi(modello: &Modello) -> [(&'static str, usize); 9] {
    let strategici = modello.di_ruolo(RuoloCruscotto::Strategico);
    [
        ("prospettive", modello.prospettive.len()),
        (
            "obiettivi",
            modello.prospettive.iter().map(|p| p.obiettivi.len()).sum(),
        ),
        ("indicatori", modello.indicatori.len()),
        ("strategici", strategici.map(|c| c.righe.len()).sum()),
        (
            "servizi",
            modello.di_ruolo(RuoloCruscotto::Servizio).count(),
        ),
        ("cruscotti", modello.cruscotti.len()),
        (
            "righe",
            modello.cruscotti.iter().map(|c| c.righe.len()).sum(),
        ),
        ("progetti", modello.progetti.len()),
        (
            "di_sistema",
            modello.indicatori.iter().filter(|i| i.di_sistema).count(),
        ),
    ]
}

/// The grades as the Relazione's prose quotes them.
fn voti(rendiconto: &Rendiconto, metti: &mut impl FnMut(&str, String)) {
    let voto = |metti: &mut dyn FnMut(&str, String), nome: &str, voto: &Voto| {
        metti(
            &format!("valutazione.{nome}.grado"),
            voto.grado.clone().unwrap_or("non disponibile".to_owned()),
        );
        metti(
            &format!("valutazione.{nome}.fascia"),
            voto.fascia.clone().unwrap_or("non valutata".to_owned()),
        );
        metti(
            &format!("valutazione.{nome}.valutati"),
            voto.valutati.to_string(),
        );
        metti(
            &format!("valutazione.{nome}.previsti"),
            voto.previsti.to_string(),
        );
    };
    voto(metti, "ente", &rendiconto.ente);
    voto(
        metti,
        "ambito_organizzativo",
        &rendiconto.ambito_organizzativo,
    );
    for cruscotto in &rendiconto.cruscotti {
        voto(
            metti,
            &format!("cruscotti.{}", cruscotto.id.replace('-', "_")),
            &cruscotto.voto,
        );
    }
    for (che, nome, suo) in agli_estremi(rendiconto) {
        voto(metti, che, &suo);
        metti(&format!("valutazione.{che}.nome"), nome);
    }
}

/// The best and the worst prospettiva and service, of those with a grade.
fn agli_estremi(rendiconto: &Rendiconto) -> Vec<(&'static str, String, Voto)> {
    let prospettive = rendiconto.prospettive.iter().map(|p| (&p.nome, &p.voto));
    let servizi = rendiconto.servizi().map(|c| (&c.nome, &c.voto));
    let ordinati = |voti: Vec<(&String, &Voto)>| {
        let mut voti: Vec<_> = voti
            .into_iter()
            .filter(|(_, voto)| voto.punti.is_some())
            .collect();
        voti.sort_by(|(_, a), (_, b)| b.punti.partial_cmp(&a.punti).unwrap_or(Ordering::Equal));
        let scelto = |scelto: Option<&(&String, &Voto)>| {
            scelto.map_or(
                ("non disponibile".to_owned(), Voto::default()),
                |(nome, voto)| ((*nome).clone(), (*voto).clone()),
            )
        };
        [scelto(voti.first()), scelto(voti.last())]
    };
    let [(prima, voto_prima), (ultima, voto_ultima)] = ordinati(prospettive.collect());
    let [(primo, voto_primo), (ultimo, voto_ultimo)] = ordinati(servizi.collect());
    vec![
        ("prospettiva_migliore", prima, voto_prima),
        ("prospettiva_peggiore", ultima, voto_ultima),
        ("servizio_migliore", primo, voto_primo),
        ("servizio_peggiore", ultimo, voto_ultimo),
    ]
}

/// How many indicators came to what, each counted once.
fn esiti(rendiconto: &Rendiconto, metti: &mut impl FnMut(&str, String)) {
    let esiti = &rendiconto.esiti;
    let quanti = [
        ("valutati", esiti.valutati),
        ("non_valutabili", esiti.non_valutabili),
        ("non_rilevati", esiti.non_rilevati),
        ("non_previsti", esiti.non_previsti),
        ("previsti", esiti.previsti()),
    ];
    for (nome, quanti) in quanti {
        metti(&format!("valutazione.esiti.{nome}"), quanti.to_string());
    }
    for fascia in &rendiconto.fasce {
        let nome = slug(&fascia.nome).replace('-', "_");
        metti(
            &format!("valutazione.fasce.{nome}"),
            fascia.indicatori.to_string(),
        );
    }
    metti(
        "valutazione.mancanti",
        rendiconto.mancanti.len().to_string(),
    );
    metti(
        "valutazione.servizi",
        rendiconto.servizi().count().to_string(),
    );
    metti(
        "valutazione.progetti",
        rendiconto.progetti.len().to_string(),
    );
}

/// Shares of women and men; a cycle without the staff's table has none.
fn genere(rendiconto: &Rendiconto, metti: &mut impl FnMut(&str, String)) {
    let Some(genere) = &rendiconto.genere else {
        return;
    };
    let parziale = genere.tempo_parziale.as_ref();
    let quote = [
        ("quota_donne", genere.totale.quota_donne.as_ref()),
        ("quota_uomini", genere.totale.quota_uomini.as_ref()),
        (
            "quota_donne_tempo_parziale",
            parziale.and_then(|p| p.quota_donne.as_ref()),
        ),
        (
            "quota_uomini_tempo_parziale",
            parziale.and_then(|p| p.quota_uomini.as_ref()),
        ),
    ];
    for (nome, quota) in quote {
        metti(
            &format!("genere.{nome}"),
            quota.cloned().unwrap_or("non disponibile".to_owned()),
        );
    }
}

/// A table whose first column is `Codice` names its own figures: `contesto.imprese_attive`.
fn per_codice(quadro: &Quadro) -> impl Iterator<Item = (String, &Valore)> {
    let colonna = quadro.colonna("Valore").filter(|_| quadro.voce == "Codice");
    quadro
        .righe
        .iter()
        .filter(|riga| riga.ruolo != Ruolo::Sezione)
        .filter_map(move |riga| Some((riga.voce.clone(), riga.celle.get(colonna?)?)))
}

fn celle(
    modello: &Modello,
    impostazioni: &Impostazioni,
    metti: &mut impl FnMut(&str, &Valore),
) -> Vec<Diagnosi> {
    let mut diagnosi = Vec::new();
    for (nome, segnaposto) in &impostazioni.segnaposto {
        let quadro = modello.quadri.get(&segnaposto.quadro);
        match quadro.and_then(|quadro| quadro.cella(&segnaposto.voce, &segnaposto.colonna)) {
            Some(cella) => metti(nome, cella),
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

fn noti(modello: &Modello) -> BTreeMap<Cosa, BTreeSet<String>> {
    let con_titolo = modello
        .quadri
        .values()
        .filter(|quadro| !quadro.titolo.is_empty());
    let serie = modello.serie.iter().map(|serie| serie.id.as_str());
    let insieme = |nomi: &mut dyn Iterator<Item = &str>| nomi.map(str::to_owned).collect();
    BTreeMap::from([
        (
            Cosa::Tabella,
            insieme(&mut con_titolo.map(|quadro| quadro.id.as_str())),
        ),
        (Cosa::Grafico, insieme(&mut serie.chain(rendiconto::SERIE))),
        (Cosa::Figura, insieme(&mut FIGURE.iter().copied())),
        (
            Cosa::Cruscotto,
            insieme(&mut modello.cruscotti.iter().map(|c| c.id.as_str())),
        ),
        (
            Cosa::TipoDiCruscotto,
            insieme(&mut modello.tipi.iter().map(|tipo| tipo.id.as_str())),
        ),
    ])
}
