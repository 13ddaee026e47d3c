//! Where a printed figure comes from: its cell, its kind, how a grade came about, where else it
//! stands.

use std::collections::HashMap;
use std::hash::Hash;

use serde::Serialize;

use crate::cycle;
use crate::cycle::scritto::FasciaScritta;
use crate::edizione::Edizione;
use crate::model::{
    Colonna, Cruscotto, Esito, Grado, Modello, Origine, Riga, Serie, Valore, italiano,
};
use crate::report;
use crate::typeset::{Anteprima, Impronta, Segno};

use super::scena::Scena;

/// What a mark of a page is of.
pub(super) enum Cosa<'a> {
    /// A field of a cruscotto's row.
    Riga {
        cruscotto: &'a Cruscotto,
        riga: &'a Riga,
        campo: &'a str,
    },
    /// A cell of a quadro or of a project.
    Cella(Origine),
    /// A chart, by its series.
    Serie(&'a str),
    /// A figure or a name in a chart.
    Punto(Punto<'a>),
    /// The mean of a cruscotto.
    Voto(&'a Cruscotto),
    /// A band of the grades, with the rows that fell in it.
    Fascia(&'a FasciaScritta),
    /// The mean of the body, of a prospettiva or of an obiettivo, by the name that explains it.
    Media(&'a str),
}

/// A part of a chart: a figure is of a category and a column, a name of one of them.
pub(super) struct Punto<'a> {
    serie: &'a Serie,
    categoria: Option<usize>,
    colonna: Option<&'a Colonna>,
    /// As the chart's table prints it.
    stampa: &'a str,
    /// False for a series that stands in no file.
    nel_file: bool,
}

/// The answer, as the page shows it.
#[derive(Serialize)]
pub(super) struct Provenienza {
    /// What stands on the page.
    testo: String,
    /// What it is: `Risultato atteso 2022`.
    che: String,
    /// Whose it is.
    nome: String,
    /// In which cruscotto or table.
    dentro: String,
    luogo: Option<Luogo>,
    /// As the office wrote it, and as what it was read.
    scritto: Option<String>,
    tipo: Option<&'static str>,
    /// The rule and its numbers, for a grade or a figure that one is made of.
    spiegazione: Option<String>,
    /// Cruscotti that show the same indicator.
    cruscotti: Vec<String>,
    altrove: Vec<Altrove>,
}

#[derive(Serialize)]
struct Luogo {
    file: String,
    foglio: Option<String>,
    dove: String,
}

/// Another place in a document where the same thing stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Altrove {
    documento: String,
    nome: String,
    /// From 1.
    pagina: usize,
    impronta: Impronta,
    /// The mark on that page.
    segno: usize,
}

impl<'a> Cosa<'a> {
    /// What a mark says, in the model that its page was set from; none where the model has nothing
    /// of the kind any more.
    pub(super) fn di(edizione: &'a Edizione, segno: &'a Segno) -> Option<Self> {
        let modello = edizione.modello();
        let parti: Vec<&str> = segno.cosa.iter().map(String::as_str).collect();
        match *parti.as_slice() {
            ["riga", campo, file, foglio, cella] => {
                let luogo = origine(file, foglio, cella)?;
                let cruscotto = modello.cruscotti.iter().find(|c| c.file == file)?;
                let riga = cruscotto.righe.iter().find(|riga| riga.origine == luogo)?;
                Some(Self::Riga {
                    cruscotto,
                    riga,
                    campo,
                })
            }
            ["cella", file, foglio, cella] => origine(file, foglio, cella).map(Self::Cella),
            ["serie", id] => Some(Self::Serie(id)),
            ["punto", id, categoria, colonna] => {
                Punto::di(edizione, id, categoria, colonna).map(Self::Punto)
            }
            ["voto", id] => {
                let mut cruscotti = modello.cruscotti.iter();
                cruscotti.find(|c| c.id == id).map(Self::Voto)
            }
            ["fascia", nome] => {
                let mut fasce = edizione.impostazioni().valutazione.fasce.iter();
                fasce.find(|fascia| fascia.nome == nome).map(Self::Fascia)
            }
            ["media", nome] => Some(Self::Media(nome)),
            _ => None,
        }
    }

    /// The cell that it was read from; none of what is worked out from many.
    pub(super) fn luogo(&self, edizione: &Edizione) -> Option<Origine> {
        match self {
            Self::Riga { riga, campo, .. } => luogo_della_riga(edizione, riga, campo),
            Self::Cella(luogo) => Some(luogo.clone()),
            Self::Serie(id) => edizione.file_della_serie(id).map(Origine::file),
            Self::Punto(punto) => punto.luogo(),
            Self::Voto(cruscotto) => Some(Origine::file(&cruscotto.file)),
            Self::Fascia(_) => Some(Origine::file(cycle::FILE)),
            Self::Media(_) => None,
        }
    }
}

impl<'a> Punto<'a> {
    fn di(edizione: &'a Edizione, id: &str, categoria: &str, colonna: &str) -> Option<Self> {
        let (serie, grafico) = edizione.grafico(id)?;
        let (categoria, colonna) = (categoria.parse().ok(), colonna.parse::<usize>().ok());
        // The table has a row and a column of names before those of the figures.
        let riga = categoria.map_or(0, |categoria: usize| categoria + 1);
        let casella = grafico.tabella.get(riga);
        let casella = casella.and_then(|riga| riga.get(colonna.map_or(0, |n| n + 1)));
        Some(Self {
            serie,
            categoria,
            colonna: colonna.and_then(|n| serie.colonne.get(n)),
            stampa: casella.map(String::as_str).unwrap_or_default(),
            nel_file: edizione.file_della_serie(id).is_some(),
        })
    }

    fn luogo(&self) -> Option<Origine> {
        let luogo = match (self.categoria, self.colonna) {
            (Some(categoria), Some(colonna)) => self.serie.luogo_valore(categoria, colonna),
            (Some(categoria), None) => self.serie.luogo(self.serie.celle.get(categoria).copied()),
            (None, colonna) => self.serie.luogo(colonna.and_then(|colonna| colonna.cella)),
        };
        self.nel_file.then_some(luogo)
    }

    fn nome_della_categoria(&self) -> &'a str {
        let nome = self.categoria.and_then(|n| self.serie.categorie.get(n));
        nome.map(String::as_str).unwrap_or_default()
    }
}

/// A place as a mark writes it.
fn origine(file: &str, foglio: &str, cella: &str) -> Option<Origine> {
    let foglio = (!foglio.is_empty()).then_some(foglio);
    let indirizzo = cella.parse().ok()?;
    Some(Origine::cella(file, foglio, indirizzo))
}

/// The value of a row that a column prints, `atteso 2022` or, of the reported year, `atteso`.
fn valore<'a>(edizione: &Edizione, riga: &'a Riga, campo: &str) -> Option<&'a Valore> {
    let (che, anno) = campo.split_once(' ').unwrap_or((campo, ""));
    let anno = anno.parse().unwrap_or(edizione.valutazione().anno);
    match che {
        "atteso" => riga.atteso(anno),
        "consuntivo" => riga.consuntivo(anno),
        _ => None,
    }
}

fn luogo_della_riga(edizione: &Edizione, riga: &Riga, campo: &str) -> Option<Origine> {
    if let Some(valore) = valore(edizione, riga, campo) {
        return Some(valore.origine.clone());
    }
    match campo {
        "nome" => Some(riga.origine.clone()),
        "azione" => Some(riga.luogo(riga.celle.azione)),
        "fonte" => Some(riga.luogo(riga.celle.fonte)),
        "peso" => riga.celle.peso.map(|cella| riga.luogo(Some(cella))),
        "grado" if riga.grado.is_some() => Some(riga.dove("grado")),
        "causa" if riga.causa.is_some() => Some(riga.dove("causa")),
        _ => None,
    }
}

/// What a page says of a mark. `altrove` are the other places of the same thing.
pub(super) fn racconta(scena: &Scena, segno: &Segno, altrove: Vec<Altrove>) -> Option<Provenienza> {
    let edizione = &scena.edizione;
    let cosa = Cosa::di(edizione, segno)?;
    let luogo = cosa.luogo(edizione);
    let mut detto = Provenienza {
        testo: segno.testo.clone(),
        che: String::new(),
        nome: String::new(),
        dentro: String::new(),
        luogo: luogo.as_ref().map(|luogo| Luogo {
            file: luogo.file.clone(),
            foglio: luogo.nome_foglio().map(str::to_owned),
            dove: luogo.scritto(),
        }),
        scritto: None,
        tipo: None,
        spiegazione: None,
        cruscotti: Vec::new(),
        altrove,
    };
    match cosa {
        Cosa::Riga {
            cruscotto,
            riga,
            campo,
        } => detto.della_riga(edizione, cruscotto, riga, campo),
        Cosa::Cella(luogo) => detto.della_cella(edizione.modello(), &luogo),
        Cosa::Serie(id) => detto.della_serie(edizione, id),
        Cosa::Punto(punto) => detto.del_punto(&punto),
        Cosa::Voto(cruscotto) => {
            detto.che = "Percentuale sintetica".to_owned();
            detto.nome.clone_from(&cruscotto.nome);
            detto.spiegazione = report::spiega(edizione, &cruscotto.id).ok();
        }
        Cosa::Fascia(fascia) => {
            detto.che = "Fascia dei gradi".to_owned();
            detto.nome.clone_from(&fascia.nome);
            detto.spiegazione = Some(nella_fascia(edizione, fascia));
        }
        Cosa::Media(nome) => {
            detto.che = "Media".to_owned();
            detto.nome = nome_della_media(edizione.modello(), nome).to_owned();
            detto.spiegazione = report::spiega(edizione, nome).ok();
        }
    }
    Some(detto)
}

impl Provenienza {
    fn della_riga(&mut self, edizione: &Edizione, cruscotto: &Cruscotto, riga: &Riga, campo: &str) {
        let anno = edizione.valutazione().anno;
        self.che = nome_del_campo(campo, anno);
        self.nome.clone_from(&riga.nome);
        self.dentro.clone_from(&cruscotto.nome);
        self.valore(valore(edizione, riga, campo));
        if conta_per_il_grado(campo, anno) {
            self.spiegazione = report::spiega(edizione, &riga.indicatore).ok();
        }
        let indicatore = edizione.modello().indicatore(&riga.indicatore);
        let nome_di = |id: &String| {
            let mut tutti = edizione.modello().cruscotti.iter();
            tutti.find(|c| c.id == *id).map(|c| c.nome.clone())
        };
        self.cruscotti = indicatore
            .into_iter()
            .flat_map(|indicatore| indicatore.cruscotti.iter().filter_map(nome_di))
            .collect();
    }

    fn della_cella(&mut self, modello: &Modello, luogo: &Origine) {
        let trovata = nei_quadri(modello, luogo)
            .or_else(|| nei_progetti(modello, luogo))
            .or_else(|| nei_cruscotti(modello, luogo));
        if let Some(cella) = trovata {
            self.che = cella.che;
            self.nome = cella.nome.to_owned();
            self.dentro = cella.dentro.to_owned();
            self.valore(cella.valore);
        }
    }

    fn della_serie(&mut self, edizione: &Edizione, id: &str) {
        self.che = "Grafico".to_owned();
        if let Some((serie, grafico)) = edizione.grafico(id) {
            self.nome.clone_from(&serie.titolo);
            self.dentro.clone_from(&serie.fonte);
            self.spiegazione = Some(grafico.alt.clone());
        }
    }

    fn del_punto(&mut self, punto: &Punto<'_>) {
        let categoria = punto.nome_della_categoria();
        (self.che, self.nome) = match punto.colonna {
            Some(colonna) => (colonna.nome.clone(), categoria.to_owned()),
            None => (punto.serie.voce.clone(), categoria.to_owned()),
        };
        self.dentro.clone_from(&punto.serie.titolo);
        // A bar says nothing by itself; a label may be cut, or have more than the figure in it.
        punto.stampa.clone_into(&mut self.testo);
    }

    fn valore(&mut self, valore: Option<&Valore>) {
        let Some(valore) = valore else { return };
        self.tipo = Some(valore.dato.tipo());
        self.scritto = Some(valore.testo.clone()).filter(|testo| *testo != self.testo);
    }
}

/// The indicators whose grade is of a band, each with its grade.
fn nella_fascia(edizione: &Edizione, fascia: &FasciaScritta) -> String {
    let regole = &edizione.impostazioni().valutazione;
    let mut righe = vec![format!(
        "Da {} a {}: lo dice ciclo.toml, o la regola comune se non lo dice.",
        italiano::numero(fascia.da.normalize()),
        italiano::numero(fascia.a.normalize())
    )];
    for valutato in &edizione.valutazione().indicatori {
        let grado = valutato.grado.filter(|_| valutato.esito == Esito::Valutato);
        let sua = |grado: &Grado| {
            let di = regole.fascia(grado.0);
            di.is_some_and(|di| di.nome == fascia.nome)
        };
        if let Some(grado) = grado.filter(sua) {
            let indicatore = edizione.modello().indicatore(&valutato.id);
            let nome = indicatore.map_or(&valutato.id, |indicatore| &indicatore.nome);
            righe.push(format!("{}  {nome}", grado.stampa()));
        }
    }
    righe.join("\n")
}

/// What the model says of a cell.
struct Cella<'a> {
    che: String,
    nome: &'a str,
    dentro: &'a str,
    valore: Option<&'a Valore>,
}

fn nei_quadri<'a>(modello: &'a Modello, luogo: &Origine) -> Option<Cella<'a>> {
    let quadri = modello.quadri.values();
    let mut righe = quadri.flat_map(|quadro| quadro.righe.iter().map(move |riga| (quadro, riga)));
    righe.find_map(|(quadro, riga)| {
        let celle = riga.celle.iter().zip(&quadro.colonne);
        let piena = celle.map(|(valore, colonna)| (colonna.nome_intero(), valore));
        let (che, valore) = match piena
            .into_iter()
            .find(|(_, valore)| valore.origine == *luogo)
        {
            Some((che, valore)) => (che, Some(valore)),
            None if quadro.luogo_di(riga) == *luogo => (quadro.voce.clone(), None),
            None => return None,
        };
        Some(Cella {
            che,
            nome: &riga.voce,
            dentro: &quadro.titolo,
            valore,
        })
    })
}

fn nei_progetti<'a>(modello: &'a Modello, luogo: &Origine) -> Option<Cella<'a>> {
    let progetti = modello.progetti.iter();
    let mut attivita = progetti.flat_map(|p| p.attivita.iter().map(move |a| (p, a)));
    attivita.find_map(|(progetto, attivita)| {
        let campi = [
            ("Inizio", &attivita.inizio),
            ("Fine", &attivita.fine),
            ("Target", &attivita.target),
            ("Risultato", &attivita.risultato),
        ];
        let mut campi = campi.into_iter();
        let (che, valore) = match campi.find(|(_, valore)| valore.origine == *luogo) {
            Some((che, valore)) => (che, Some(valore)),
            None if attivita.origine == *luogo => ("Attività", None),
            None => return None,
        };
        Some(Cella {
            che: che.to_owned(),
            nome: &attivita.nome,
            dentro: &progetto.nome,
            valore,
        })
    })
}

fn nei_cruscotti<'a>(modello: &'a Modello, luogo: &Origine) -> Option<Cella<'a>> {
    let cruscotti = modello.cruscotti.iter();
    let mut righe = cruscotti.flat_map(|c| c.righe.iter().map(move |riga| (c, riga)));
    righe.find_map(|(cruscotto, riga)| {
        let valore = riga.misure().find(|valore| valore.origine == *luogo)?;
        Some(Cella {
            che: "Valore".to_owned(),
            nome: &riga.nome,
            dentro: &cruscotto.nome,
            valore: Some(valore),
        })
    })
}

/// Of what a grade is made, and the grade itself.
fn conta_per_il_grado(campo: &str, anno: i16) -> bool {
    let dell_anno = |che: &str| campo == che || campo == format!("{che} {anno}");
    matches!(campo, "grado" | "scostamento" | "causa" | "peso")
        || dell_anno("atteso")
        || dell_anno("consuntivo")
}

fn nome_del_campo(campo: &str, anno: i16) -> String {
    match campo {
        "nome" => "Indicatore".to_owned(),
        "azione" => "Azione".to_owned(),
        "fonte" => "Fonte del dato".to_owned(),
        "peso" => "Peso".to_owned(),
        "grado" => "Grado di raggiungimento".to_owned(),
        "scostamento" => "Scostamento".to_owned(),
        "causa" => "Causa o nota".to_owned(),
        "atteso" | "consuntivo" => format!("Risultato {campo} {anno}"),
        altro => format!("Risultato {altro}"),
    }
}

/// What a mean is of, in full: obiettivi are known by their code.
fn nome_della_media<'a>(modello: &'a Modello, nome: &'a str) -> &'a str {
    let obiettivi = modello.prospettive.iter().flat_map(|p| &p.obiettivi);
    match nome {
        report::ENTE => &modello.ente.nome,
        report::AMBITO => "Performance di ambito organizzativo",
        _ => obiettivi
            .into_iter()
            .find(|obiettivo| obiettivo.codice == nome)
            .map_or(nome, |obiettivo| &obiettivo.nome),
    }
}

/// Where each cell is printed first: the page and the mark on it.
pub(super) fn celle(
    edizione: &Edizione,
    anteprima: &Anteprima,
) -> HashMap<Origine, (Impronta, usize)> {
    primi(edizione, anteprima, |cosa| cosa.luogo(edizione))
}

/// Where each indicator is printed first.
pub(super) fn indicatori(
    edizione: &Edizione,
    anteprima: &Anteprima,
) -> HashMap<String, (Impronta, usize)> {
    primi(edizione, anteprima, |cosa| match cosa {
        Cosa::Riga { riga, .. } => Some(riga.indicatore.clone()),
        _ => None,
    })
}

/// The first mark of each thing, by what names it.
fn primi<N: Eq + Hash>(
    edizione: &Edizione,
    anteprima: &Anteprima,
    nome: impl Fn(Cosa<'_>) -> Option<N>,
) -> HashMap<N, (Impronta, usize)> {
    let mut primi = HashMap::new();
    for (foglio, segni) in anteprima.fogli().zip(anteprima.segni()) {
        for (n, segno) in segni.iter().enumerate() {
            if let Some(nome) = Cosa::di(edizione, segno).and_then(&nome) {
                primi.entry(nome).or_insert((foglio.impronta, n));
            }
        }
    }
    primi
}

/// The other pages that the same thing stands on in the documents that are open, but for the one
/// that is looked at.
pub(super) fn altrove<'a>(
    edizione: &Edizione,
    segno: &Segno,
    (qui, guardata): (&str, Impronta),
    aperti: impl IntoIterator<Item = (&'a str, &'a str, &'a Anteprima)>,
) -> Vec<Altrove> {
    let Some(cercato) = Cosa::di(edizione, segno).map(|cosa| filo(&cosa)) else {
        return Vec::new();
    };
    let mut trovati: Vec<Altrove> = Vec::new();
    for (documento, nome, anteprima) in aperti {
        let pagine = anteprima.fogli().zip(anteprima.segni()).enumerate();
        let altre =
            pagine.filter(|(_, (foglio, _))| (documento, foglio.impronta) != (qui, guardata));
        for (n, (foglio, segni)) in altre {
            let suo = |altro: &Segno| {
                Cosa::di(edizione, altro).is_some_and(|cosa| filo(&cosa) == cercato)
            };
            if let Some(posto) = segni.iter().position(suo) {
                trovati.push(Altrove {
                    documento: documento.to_owned(),
                    nome: nome.to_owned(),
                    pagina: n + 1,
                    impronta: foglio.impronta,
                    segno: posto,
                });
            }
        }
    }
    trovati
}

/// What ties the places of one thing together: an indicator stands on many pages, a cell on one.
fn filo(cosa: &Cosa<'_>) -> String {
    match cosa {
        Cosa::Riga { riga, .. } => format!("indicatore {}", riga.indicatore),
        Cosa::Cella(luogo) => format!("cella {luogo}"),
        Cosa::Serie(id) => format!("serie {id}"),
        Cosa::Punto(punto) => {
            let colonna = punto.colonna.map_or("", |colonna| colonna.nome.as_str());
            let categoria = punto.nome_della_categoria();
            format!("punto {}|{categoria}|{colonna}", punto.serie.id)
        }
        Cosa::Voto(cruscotto) => format!("voto {}", cruscotto.id),
        Cosa::Fascia(fascia) => format!("fascia {}", fascia.nome),
        Cosa::Media(nome) => format!("media {nome}"),
    }
}
