//! Two drafts compared: their differences in words, their pages with what changed, and where each
//! difference stands on them.

use std::sync::atomic::{AtomicU64, Ordering};

use kurbo::Rect;
use serde::Serialize;

use crate::diff::pagine::{Affiancate, Altezza, Posto, affianca};
use crate::diff::{self, Confronto, Cosa, Differenza, Graduato, Mutamento, ParteQuadro};
use crate::model::Bozza;
use crate::opendata;
use crate::read::pdf::Foglio;
use crate::report::confronto::{Nomi, Vista, enti_diversi, mancanti};

use super::carta::Carta;

/// The two sides, as addresses and folders name them.
pub(super) const LATI: [&str; 2] = ["prima", "adesso"];

/// Counts the comparisons of this run.
static CONFRONTI: AtomicU64 = AtomicU64::new(0);

/// A draft that is open.
pub(super) struct Lato {
    pub nome: String,
    pub bozza: Bozza,
    /// Its PDF; none where it has none, or its pages cannot be set.
    pub carta: Option<Carta>,
}

/// Two drafts compared, as long as the page shows them.
pub(in crate::studio) struct Confrontate {
    /// No two comparisons have the same.
    pub numero: u64,
    vista: Vista,
    /// That the two are of two bodies, if they are.
    avviso: Option<String>,
    /// What one side does not hold, and is not compared.
    note: Vec<String>,
    lati: [Pagine; 2],
    /// Places that correspond on both.
    agganci: Vec<(Altezza, Altezza)>,
    /// Of each difference, on both sides.
    posti: Vec<[Option<Posto>; 2]>,
}

/// The pages of a side.
struct Pagine {
    nome: String,
    carta: Option<Carta>,
    cambiate: Vec<Posto>,
}

/// The list of the differences, for its template.
#[derive(Serialize)]
pub(super) struct Elenco<'a> {
    #[serde(flatten)]
    vista: &'a Vista,
    /// Of each difference, whether it stands on a page.
    posti: Vec<bool>,
}

/// What the script gets.
#[derive(Serialize)]
pub(super) struct VistaPagine<'a> {
    numero: u64,
    riassunto: &'a str,
    avviso: Option<&'a str>,
    note: &'a [String],
    elenco: String,
    lati: Vec<VistaLato<'a>>,
    /// Page and height on one side, page and height on the other.
    agganci: Vec<[f64; 4]>,
    /// Of each difference: page, left, top, width and height on both sides.
    posti: Vec<[Option<[f64; 5]>; 2]>,
}

#[derive(Serialize)]
struct VistaLato<'a> {
    id: &'static str,
    nome: &'a str,
    fogli: Vec<VistaFoglio>,
}

#[derive(Serialize)]
struct VistaFoglio {
    larga: f64,
    alta: f64,
    /// Left, top, width and height of what changed.
    cambiate: Vec<[f64; 4]>,
}

impl Confrontate {
    /// Compares two drafts.
    pub(super) fn nuove([prima, adesso]: [Lato; 2]) -> Self {
        let note = note(&prima, &adesso);
        let [suo, altrui] = [&prima, &adesso].map(|lato| &lato.bozza.modello.ente);
        let avviso = enti_diversi(suo, altrui);
        let (vecchia, nuova) = opendata::in_comune(prima.bozza.clone(), adesso.bozza.clone());
        let differenze = diff::confronta(&vecchia, &nuova);
        let confronto = Confronto::nuovo(&prima.nome, &adesso.nome, differenze);
        let nomi = Nomi::di(&vecchia, &nuova);
        let fogli = [&prima, &adesso].map(fogli_di);
        let pagine = affianca(fogli[0], fogli[1]);
        let posti = confronto.differenze.iter().map(|d| posti(&pagine, d));
        let posti = posti.collect();
        let cambiate = [&pagine.prima, &pagine.adesso].map(|lato| {
            // Where the other side has no pages there is nothing that they differ from.
            let tutte = lato.cambiate.iter().map(|cambiata| cambiata.posto);
            let affiancate = fogli.iter().all(|fogli| !fogli.is_empty());
            tutte.filter(|_| affiancate).collect()
        });
        let [di_prima, di_adesso] = cambiate;
        Self {
            numero: CONFRONTI.fetch_add(1, Ordering::Relaxed) + 1,
            vista: Vista::nuova(&confronto, &nomi),
            avviso,
            note,
            lati: [Pagine::di(prima, di_prima), Pagine::di(adesso, di_adesso)],
            agganci: pagine.agganci,
            posti,
        }
    }

    pub(super) fn elenco(&self) -> Elenco<'_> {
        let posti = self.posti.iter();
        Elenco {
            vista: &self.vista,
            posti: posti
                .map(|posti| posti.iter().any(Option::is_some))
                .collect(),
        }
    }

    /// All that the script needs, with the list as HTML.
    pub(super) fn vista(&self, elenco: String) -> VistaPagine<'_> {
        let lati = LATI.iter().zip(&self.lati);
        let agganci = self.agganci.iter();
        let posti = self.posti.iter();
        VistaPagine {
            numero: self.numero,
            riassunto: &self.vista.riassunto,
            avviso: self.avviso.as_deref(),
            note: &self.note,
            elenco,
            lati: lati.map(|(id, pagine)| pagine.vista(id)).collect(),
            agganci: agganci
                .map(|(Altezza(una, y), Altezza(altra, z))| [*una as f64, *y, *altra as f64, *z])
                .collect(),
            posti: posti.map(|posti| posti.map(|p| p.map(misure))).collect(),
        }
    }

    /// The drawing of a page of a side, from 0.
    pub(super) fn foglio(&self, lato: &str, n: usize) -> Option<String> {
        let quale = LATI.iter().position(|noto| *noto == lato)?;
        self.lati[quale].carta.as_ref()?.svg(n)
    }
}

/// What keeps the comparison from being whole.
fn note(prima: &Lato, adesso: &Lato) -> Vec<String> {
    let versi = [(prima, adesso), (adesso, prima)].into_iter();
    let senza = [prima, adesso].into_iter().filter_map(senza_pagine);
    versi.filter_map(non_contiene).chain(senza).collect()
}

/// What a draft lacks that the other has, if anything.
fn non_contiene((lato, altro): (&Lato, &Lato)) -> Option<String> {
    let mancanti = mancanti(&lato.bozza, &altro.bozza);
    let detto = || {
        let mancanti = mancanti.join(", ");
        format!(
            "{} non contiene: {mancanti}. Il resto è confrontato.",
            lato.nome
        )
    };
    (!mancanti.is_empty()).then(detto)
}

/// What is said of a side whose pages take too much to be read, as a file made for that does.
fn senza_pagine(lato: &Lato) -> Option<String> {
    let illeggibile = lato.carta.as_ref()?.fogli.is_none();
    illeggibile.then(|| {
        format!(
            "Le pagine di {} non si mostrano: per leggerle ci vuole troppo tempo o troppa \
             memoria. I dati che porta con sé sono confrontati.",
            lato.nome
        )
    })
}

fn fogli_di(lato: &Lato) -> &[Foglio] {
    fogli(&lato.carta)
}

fn fogli(carta: &Option<Carta>) -> &[Foglio] {
    let fogli = carta.as_ref().and_then(|carta| carta.fogli.as_deref());
    fogli.unwrap_or_default()
}

impl Pagine {
    fn di(lato: Lato, cambiate: Vec<Posto>) -> Self {
        Self {
            nome: lato.nome,
            carta: lato.carta,
            cambiate,
        }
    }

    fn vista(&self, id: &'static str) -> VistaLato<'_> {
        let fogli = fogli(&self.carta)
            .iter()
            .enumerate()
            .map(|(n, foglio)| VistaFoglio {
                larga: foglio.larga,
                alta: foglio.alta,
                cambiate: self
                    .cambiate
                    .iter()
                    .filter(|posto| posto.pagina == n)
                    .map(|posto| riquadro(posto.riquadro))
                    .collect(),
            });
        VistaLato {
            id,
            nome: &self.nome,
            fogli: fogli.collect(),
        }
    }
}

fn riquadro(riquadro: Rect) -> [f64; 4] {
    [
        riquadro.x0,
        riquadro.y0,
        riquadro.width(),
        riquadro.height(),
    ]
}

fn misure(posto: Posto) -> [f64; 5] {
    let [x, y, larga, alta] = riquadro(posto.riquadro);
    [posto.pagina as f64, x, y, larga, alta]
}

/// Where a difference stands on both sides.
fn posti(pagine: &Affiancate, Differenza { cosa, mutamento }: &Differenza) -> [Option<Posto>; 2] {
    let testi = [mutamento.vecchio(), mutamento.nuovo()];
    let [vecchio, nuovo] = testi.map(|capo| capo.map(|capo| capo.testo.as_str()));
    let nome = |suo| nome(cosa, mutamento, suo);
    [
        pagine.prima.posto(nome(vecchio), vecchio),
        pagine.adesso.posto(nome(nuovo), nuovo),
    ]
}

/// What names a difference on a page of the side that says `suo`.
fn nome<'a>(cosa: &'a Cosa, mutamento: &Mutamento, suo: Option<&'a str>) -> &'a str {
    let suo = suo.unwrap_or_default();
    match cosa {
        Cosa::Riga(riga, _) | Cosa::Grado(Graduato::Riga(riga, _)) => match mutamento {
            Mutamento::Rinominato(..) => suo,
            _ => &riga.nome,
        },
        Cosa::Progetto(nome, parte) => parte.attivita().unwrap_or(nome),
        Cosa::Quadro(_, ParteQuadro::Riga(voce) | ParteQuadro::Cella(voce, _)) => match mutamento {
            Mutamento::Rinominato(..) => suo,
            _ => voce,
        },
        Cosa::Quadro(_, ParteQuadro::Colonna(colonna)) => colonna,
        Cosa::Grado(Graduato::Prospettiva { nome, .. }) => nome,
        _ => suo,
    }
}
