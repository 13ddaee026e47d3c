//! A cruscotto as the page shows it: in the Piano its years, in the Relazione what came of them.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::italiano::vocabolario::{OPERATIVO, PREVISTO};
use crate::model::{Cruscotto, Modello, Nomi, Riga, Rimodulazione, Valore};
use crate::rendiconto::{self, Frasi, RendicontoCruscotto};

use super::posti::Posti;
use super::taglio::RIGHE;
use super::viste::{detto, obiettivo};

/// How many tints the style has.
const TINTE: usize = 8;

/// A cruscotto, its rows under prospettiva and obiettivo.
#[derive(Clone, Serialize)]
pub(super) struct VistaCruscotto {
    nome: String,
    conteggio: String,
    responsabile: Option<String>,
    /// The columns that follow the name of the indicator.
    colonne: Vec<Colonna>,
    gruppi: Vec<Gruppo>,
    note: Vec<String>,
    parole: ParoleDellaTabella,
}

impl VistaCruscotto {
    pub(super) fn nome(&self) -> &str {
        &self.nome
    }

    pub(super) fn conteggio(&self) -> &str {
        &self.conteggio
    }

    /// Letters of each cell; those of a heading are few.
    pub(super) fn lettere(&self) -> impl Iterator<Item = Vec<usize>> {
        self.gruppi.iter().flat_map(|gruppo| {
            let righe = gruppo.righe.iter().map(VistaRiga::lettere);
            [vec![1, 1], vec![1, 1]].into_iter().chain(righe)
        })
    }

    /// The table in pieces that fit a page; notes stand under the last.
    pub(super) fn spezzato(mut self) -> Vec<Self> {
        let mut pezzi: Vec<Vec<Gruppo>> = vec![Vec::new()];
        let mut quante = 0;
        for gruppo in std::mem::take(&mut self.gruppi)
            .into_iter()
            .flat_map(Gruppo::spezzato)
        {
            if quante + gruppo.righe.len() > RIGHE && quante > 0 {
                pezzi.push(Vec::new());
                quante = 0;
            }
            quante += gruppo.righe.len();
            if let Some(pezzo) = pezzi.last_mut() {
                pezzo.push(gruppo);
            }
        }
        let ultimo = pezzi.len() - 1;
        let note = std::mem::take(&mut self.note);
        let pezzi = pezzi.into_iter().enumerate();
        pezzi
            .map(|(quale, gruppi)| Self {
                gruppi,
                note: if quale == ultimo {
                    note.clone()
                } else {
                    Vec::new()
                },
                ..self.clone()
            })
            .collect()
    }
}

impl Gruppo {
    fn spezzato(self) -> Vec<Self> {
        let pezzi = self.righe.chunks(RIGHE);
        pezzi
            .map(|righe| Self {
                righe: righe.to_vec(),
                prospettiva: self.prospettiva.clone(),
                obiettivo: self.obiettivo.clone(),
                tinta: self.tinta,
            })
            .collect()
    }
}

impl VistaRiga {
    fn lettere(&self) -> Vec<usize> {
        let celle = self.celle.iter().map(|cella| cella.testo.as_str());
        let testi = [self.azione.as_str(), self.nome.as_str()]
            .into_iter()
            .chain(celle);
        testi.map(|testo| testo.chars().count()).collect()
    }
}

/// What the table calls its first columns, and what it says of the mark and of itself if empty.
#[derive(Clone, Serialize)]
struct ParoleDellaTabella {
    azione: String,
    indicatore: String,
    di_sistema: String,
    nessuno: String,
    operativo: &'static str,
}

impl ParoleDellaTabella {
    fn di(nomi: &Nomi, nessuno: String) -> Self {
        Self {
            azione: nomi.azione.titolo().to_owned(),
            indicatore: nomi.indicatore.titolo().to_owned(),
            di_sistema: nomi.di_sistema.uno(),
            nessuno,
            operativo: nomi.indicatore.accorda(&OPERATIVO, 1),
        }
    }
}

#[derive(Clone, Serialize)]
struct Colonna {
    nome: String,
    /// How the style treats it: `valore` or `parole`.
    classe: &'static str,
}

#[derive(Clone, Serialize)]
struct Gruppo {
    /// None where it is that of the group before.
    prospettiva: Option<String>,
    /// Its place in the strategic map, for its tint.
    tinta: usize,
    obiettivo: String,
    righe: Vec<VistaRiga>,
}

#[derive(Clone, Serialize)]
struct VistaRiga {
    azione: String,
    nome: String,
    di_sistema: bool,
    /// Not on the strategic cruscotto, in a table that has both kinds.
    operativo: bool,
    celle: Vec<Cella>,
    /// Where it stands in the published table.
    dati: Option<String>,
}

/// What stands in a cell; of a target that was changed, the first one too.
#[derive(Clone, Serialize)]
struct Cella {
    testo: String,
    /// The first target, to be struck.
    prima: Option<String>,
    /// What is said of it: what changed a target, the judgement of a grade.
    detta: Option<String>,
}

impl From<String> for Cella {
    fn from(testo: String) -> Self {
        Self {
            testo,
            prima: None,
            detta: None,
        }
    }
}

impl Cella {
    fn attesa(testo: String, rimodulazione: Option<&Rimodulazione>) -> Self {
        Self {
            testo,
            prima: rimodulazione.map(|r| r.prima.clone()),
            detta: rimodulazione.map(Rimodulazione::detta),
        }
    }
}

/// A row with the place that it stands at.
struct Posata<'a> {
    prospettiva: &'a str,
    obiettivo: &'a str,
    strategico: bool,
    riga: VistaRiga,
}

/// Targets and results of each year in which some row has one.
pub(super) fn del_piano(modello: &Modello, posti: &Posti, cruscotto: &Cruscotto) -> VistaCruscotto {
    let dove = |riga: &Riga| posti.indicatore(&cruscotto.id, &riga.indicatore);
    let anni = anni(cruscotto);
    // A note for readers says which row it is about.
    let note = cruscotto.righe.iter().filter_map(|riga| {
        let nota = riga.nota_pubblica.as_ref()?;
        Some(format!("{}: {nota}", riga.nome))
    });
    let frasi = Frasi::di(&modello.nomi, modello.anno_relazione);
    VistaCruscotto {
        nome: cruscotto.nome.clone(),
        conteggio: rendiconto::conteggio(&modello.nomi, cruscotto),
        responsabile: cruscotto.responsabile.clone(),
        gruppi: gruppi(
            modello,
            cruscotto
                .righe
                .iter()
                .map(|riga| riga_del_piano(riga, &anni, dove(riga))),
        ),
        parole: ParoleDellaTabella::di(&modello.nomi, frasi.nessun_indicatore),
        note: cruscotto.note.iter().cloned().chain(note).collect(),
        colonne: anni
            .iter()
            .map(|annata| valore(&annata.nome))
            .chain([parole("Fonte del dato")])
            .collect(),
    }
}

type Campo = fn(&Riga, i16) -> Option<&Valore>;
type Rimodulato = fn(&Riga, i16) -> Option<Rimodulazione>;

/// A column of values: its name, its year, how a row fills it in.
struct Annata {
    nome: String,
    anno: i16,
    campo: Campo,
    rimodulato: Rimodulato,
}

impl Annata {
    fn cella(&self, riga: &Riga) -> Cella {
        let testo = (self.campo)(riga, self.anno).map(Valore::stampa);
        let rimodulazione = (self.rimodulato)(riga, self.anno);
        Cella::attesa(testo.unwrap_or_default(), rimodulazione.as_ref())
    }
}

fn anni(cruscotto: &Cruscotto) -> Vec<Annata> {
    let righe = || cruscotto.righe.iter();
    let tutti: BTreeSet<i16> = righe()
        .flat_map(|riga| riga.anni_attesi().chain(riga.consuntivo.keys().copied()))
        .collect();
    let campi: [(&str, Campo, Rimodulato); 2] = [
        ("Atteso", Riga::atteso, Riga::rimodulazione),
        ("Consuntivo", Riga::consuntivo, |_, _| None),
    ];
    let annate = tutti.into_iter().flat_map(|anno| {
        campi.map(|(nome, campo, rimodulato)| Annata {
            nome: format!("{nome} {anno}"),
            anno,
            campo,
            rimodulato,
        })
    });
    annate
        .filter(|annata| righe().any(|riga| !annata.cella(riga).testo.is_empty()))
        .collect()
}

fn riga_del_piano<'a>(riga: &'a Riga, anni: &[Annata], dati: Option<String>) -> Posata<'a> {
    let valori = anni.iter().map(|annata| annata.cella(riga));
    Posata {
        prospettiva: &riga.prospettiva,
        obiettivo: &riga.obiettivo,
        strategico: riga.strategico,
        riga: VistaRiga {
            azione: riga.azione.clone(),
            nome: riga.nome.clone(),
            di_sistema: riga.di_sistema,
            operativo: false,
            celle: valori.chain([riga.fonte.clone().into()]).collect(),
            dati,
        },
    }
}

/// Weight, target, result, grade, difference and cause of each planned indicator.
pub(super) fn del_rendiconto(
    modello: &Modello,
    posti: &Posti,
    cruscotto: &RendicontoCruscotto,
    anno: i16,
) -> VistaCruscotto {
    let frasi = Frasi::di(&modello.nomi, anno);
    let altri = cruscotto.non_previsti.len();
    let indicatore = &modello.nomi.indicatore;
    let previsti = indicatore.accorda(&PREVISTO, altri);
    let non_previsti = format!("{} non {previsti}", indicatore.conta(altri));
    let nota = (altri > 0).then(|| format!("{non_previsti} nel {anno}."));
    let valori = ["Peso", "Atteso", "Consuntivo", "Grado", "Scostamento"].map(valore);
    VistaCruscotto {
        nome: cruscotto.nome.clone(),
        conteggio: format!("Percentuale sintetica: {}", detto(&cruscotto.voto)),
        responsabile: cruscotto.responsabile.clone(),
        colonne: valori.into_iter().chain([parole("Causa o nota")]).collect(),
        gruppi: gruppi(
            modello,
            cruscotto.righe.iter().map(|riga| {
                let dati = posti.indicatore(&cruscotto.id, &riga.voce.indicatore);
                riga_del_rendiconto(riga, dati)
            }),
        ),
        parole: ParoleDellaTabella::di(&modello.nomi, frasi.nessuno_previsto),
        note: cruscotto.note.iter().cloned().chain(nota).collect(),
    }
}

fn riga_del_rendiconto(riga: &rendiconto::RendicontoRiga, dati: Option<String>) -> Posata<'_> {
    let altro = |testo: &Option<String>| testo.clone().unwrap_or_default();
    // The grade stands alone, as the open data have it: what is said of it comes after.
    let grado = Cella {
        testo: altro(&riga.grado),
        prima: None,
        detta: Some(riga.giudizio.clone()),
    };
    let voce = &riga.voce;
    let atteso = Cella::attesa(voce.atteso.clone(), voce.rimodulazione.as_ref());
    Posata {
        prospettiva: &voce.prospettiva,
        obiettivo: &voce.obiettivo,
        strategico: voce.strategico,
        riga: VistaRiga {
            azione: voce.azione.clone(),
            nome: voce.nome.clone(),
            di_sistema: voce.di_sistema,
            operativo: false,
            celle: vec![
                riga.peso.clone().into(),
                atteso,
                riga.consuntivo.clone().into(),
                grado,
                altro(&riga.scostamento).into(),
                altro(&riga.causa).into(),
            ],
            dati,
        },
    }
}

fn valore(nome: impl Into<String>) -> Colonna {
    Colonna {
        nome: nome.into(),
        classe: "valore",
    }
}

fn parole(nome: &str) -> Colonna {
    Colonna {
        nome: nome.to_owned(),
        classe: "parole",
    }
}

/// Rows that follow each other under the same prospettiva and obiettivo.
fn gruppi<'a>(modello: &Modello, righe: impl Iterator<Item = Posata<'a>>) -> Vec<Gruppo> {
    let mut righe: Vec<Posata> = righe.collect();
    let misti = righe.iter().any(|r| r.strategico) && righe.iter().any(|r| !r.strategico);
    for posata in &mut righe {
        posata.riga.operativo = misti && !posata.strategico;
    }
    let (mut gruppi, mut prima): (Vec<Gruppo>, Option<(&str, &str)>) = (Vec::new(), None);
    for Posata {
        prospettiva,
        obiettivo: codice,
        riga,
        ..
    } in righe
    {
        if prima != Some((prospettiva, codice)) {
            let nuova =
                prima.is_none_or(|(altra, _)| altra != prospettiva) && !prospettiva.is_empty();
            let posto = modello
                .prospettive
                .iter()
                .position(|nota| nota.nome == prospettiva);
            gruppi.push(Gruppo {
                prospettiva: nuova.then(|| prospettiva.to_owned()),
                tinta: posto.unwrap_or(TINTE - 1) % TINTE,
                obiettivo: obiettivo(modello, codice),
                righe: Vec::new(),
            });
        }
        prima = Some((prospettiva, codice));
        if let Some(gruppo) = gruppi.last_mut() {
            gruppo.righe.push(riga);
        }
    }
    gruppi
}
