//! The forms that came back, laid over the workbooks: what a service wrote in a form counts, and
//! stands where the form has it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::model::nome::{chiave, su_una_riga};
use crate::model::{
    AttivitaProgetto, Celle, Codice, Dato, Diagnosi, Origine, Progetto, Riga, Rilevazione, Valore,
    italiano,
};
use crate::read::ciclo::{CruscottoDaUnire, Materiali};
use crate::read::modulo::{Che, Domanda, Modulo, RigaModulo, chiavi};
use crate::read::pesi::Punti;

/// Lays every form over its cruscotto and its projects. A value that the workbook has too, and
/// otherwise, is a diagnosis with both places.
pub(crate) fn sovrapponi(materiali: &mut Materiali) -> Vec<Diagnosi> {
    let mut diagnosi = Vec::new();
    let mut moduli = std::mem::take(&mut materiali.moduli);
    // Of two forms, the one for the later date has the last word.
    moduli.sort_by_key(|modulo| modulo.che);
    let attivita = note_delle_attivita(&materiali.progetti);
    for modulo in &moduli {
        let suo = materiali
            .cruscotti
            .iter_mut()
            .find(|c| c.id == modulo.cruscotto);
        match suo {
            Some(cruscotto) => sugli_indicatori(modulo, cruscotto, &mut diagnosi),
            None => diagnosi.push(senza_cruscotto(modulo)),
        }
        sulle_attivita(modulo, &mut materiali.progetti, &attivita, &mut diagnosi);
    }
    materiali.moduli = moduli;
    diagnosi
}

fn sugli_indicatori(
    modulo: &Modulo,
    cruscotto: &mut CruscottoDaUnire,
    diagnosi: &mut Vec<Diagnosi>,
) {
    let righe = &mut cruscotto.letto.righe;
    let note = nomi_e_chiavi(
        righe.iter().map(|letta| letta.riga.nome.as_str()),
        chiavi_righe(righe.iter().map(|letta| &letta.riga)),
    );
    for (risposta, posto) in abbina(&modulo.indicatori, &note) {
        match posto {
            Some(posto) => {
                let riga = &mut righe[posto].riga;
                dimentica(modulo.che, riga);
                rileva(modulo.che, risposta, &mut riga.rilevazioni);
                su_una(risposta, modulo.che, riga, diagnosi);
            }
            None => diagnosi.extend(senza_riga(risposta, &cruscotto.nome)),
        }
    }
}

/// The activities of all projects, by their place among them all.
fn note_delle_attivita(progetti: &[Progetto]) -> Vec<Nota> {
    let chiavi = progetti
        .iter()
        .flat_map(|progetto| chiavi_attivita(&progetto.nome, &progetto.attivita))
        .collect();
    let attivita = progetti.iter().flat_map(|progetto| &progetto.attivita);
    nomi_e_chiavi(attivita.map(|a| a.nome.as_str()), chiavi)
}

fn sulle_attivita(
    modulo: &Modulo,
    progetti: &mut [Progetto],
    note: &[Nota],
    diagnosi: &mut Vec<Diagnosi>,
) {
    let mut attivita: Vec<&mut AttivitaProgetto> =
        progetti.iter_mut().flat_map(|p| &mut p.attivita).collect();
    for (risposta, posto) in abbina(&modulo.attivita, note) {
        match posto {
            Some(posto) => {
                rileva(modulo.che, risposta, &mut attivita[posto].rilevazioni);
                su_una_attivita(risposta, attivita[posto], diagnosi);
            }
            None => diagnosi.extend(senza_riga(risposta, "schede progetto")),
        }
    }
}

/// What a row of the workbook is found by.
struct Nota {
    chiave: String,
    nome: String,
}

fn nomi_e_chiavi<'a>(nomi: impl Iterator<Item = &'a str>, chiavi: Vec<String>) -> Vec<Nota> {
    let note = nomi.zip(chiavi).map(|(nome, chiave_intera)| Nota {
        chiave: chiave_intera,
        nome: chiave(nome),
    });
    note.collect()
}

/// The place of the row that each answer is about: that with its key; else the one row of its name
/// that no other answer is about.
fn abbina<'a>(risposte: &'a [RigaModulo], note: &[Nota]) -> Vec<(&'a RigaModulo, Option<usize>)> {
    let per_chiave: BTreeMap<&str, usize> =
        note.iter().map(|n| n.chiave.as_str()).zip(0..).collect();
    let trovate: Vec<Option<usize>> = risposte
        .iter()
        .map(|risposta| per_chiave.get(risposta.chiave.as_str()).copied())
        .collect();
    let prese: BTreeSet<usize> = trovate.iter().flatten().copied().collect();
    let per_nome = |risposta: &RigaModulo| {
        let nome = chiave(&risposta.nome);
        let smarrite = risposte.iter().zip(&trovate);
        let omonime = smarrite.filter(|(r, posto)| posto.is_none() && chiave(&r.nome) == nome);
        let mut libere =
            (0..note.len()).filter(|posto| !prese.contains(posto) && note[*posto].nome == nome);
        let prima = libere.next()?;
        (omonime.count() == 1 && libere.next().is_none()).then_some(prima)
    };
    risposte
        .iter()
        .zip(&trovate)
        .map(|(risposta, posto)| (risposta, posto.or_else(|| per_nome(risposta))))
        .collect()
}

/// Keeps what a monitoring says besides the value under its own day: a later one replaces it
/// elsewhere, not there.
fn rileva(che: Che, risposta: &RigaModulo, rilevazioni: &mut BTreeMap<String, Rilevazione>) {
    let Che::Monitoraggio(data) = che else {
        return;
    };
    let detto = |domanda: Domanda| {
        let mut date = risposta.date();
        let valore = date.find_map(|(altra, valore)| (altra == domanda).then_some(valore))?;
        (valore.dato != Dato::NonPrevisto).then_some(valore)
    };
    let parole = |domanda| detto(domanda).map(|valore| su_una_riga(&valore.testo));
    let rilevazione = Rilevazione {
        previsione: detto(Domanda::Previsione).cloned(),
        criticita: parole(Domanda::Criticita),
        azione_correttiva: parole(Domanda::AzioneCorrettiva),
    };
    rilevazioni.insert(data.to_string(), rilevazione);
}

/// A monitoring takes the place of the one before it, whose difficulties may be over.
fn dimentica(che: Che, riga: &mut Riga) {
    if !matches!(che, Che::Monitoraggio(_)) {
        return;
    }
    for (campo, testo) in [
        (Domanda::Criticita.campo(), &mut riga.criticita),
        (
            Domanda::AzioneCorrettiva.campo(),
            &mut riga.azione_correttiva,
        ),
    ] {
        if riga.celle.moduli.remove(campo).is_some() {
            *testo = None;
        }
    }
    let foglio = &riga.origine.file;
    riga.previsione
        .retain(|_, valore| valore.origine.file == *foglio);
}

/// Lays the answers about one row over it.
fn su_una(risposta: &RigaModulo, che: Che, riga: &mut Riga, diagnosi: &mut Vec<Diagnosi>) {
    let mut posa = Posa {
        nome: riga.nome.clone(),
        foglio: riga.origine.file.clone(),
        codice: Codice::ConsuntivoDiscordante,
        diagnosi,
    };
    for (domanda, ora) in risposta.date() {
        match domanda {
            Domanda::Atteso(anno) => posa.atteso(&mut riga.atteso, anno, ora),
            Domanda::Consuntivo(anno) => posa.valore(&mut riga.consuntivo, anno, ora),
            Domanda::Valore(data) => posa.valore(&mut riga.monitoraggi, data.to_string(), ora),
            Domanda::Previsione => posa.valore(&mut riga.previsione, che.anno(), ora),
            Domanda::Grado => posa.grado(riga, ora),
            _ => {
                let luogo = riga.dove(domanda.campo());
                let Celle { moduli, .. } = &mut riga.celle;
                let testo = match domanda {
                    Domanda::Motivazione => &mut riga.motivazione,
                    Domanda::Causa => &mut riga.causa,
                    Domanda::Criticita => &mut riga.criticita,
                    Domanda::AzioneCorrettiva => &mut riga.azione_correttiva,
                    _ => continue,
                };
                posa.parole(domanda, (testo, luogo), moduli, ora);
            }
        }
    }
}

fn su_una_attivita(
    risposta: &RigaModulo,
    attivita: &mut AttivitaProgetto,
    diagnosi: &mut Vec<Diagnosi>,
) {
    let mut posa = Posa {
        nome: attivita.nome.clone(),
        foglio: attivita.origine.file.clone(),
        codice: Codice::ConsuntivoDiscordante,
        diagnosi,
    };
    for (domanda, ora) in risposta.date() {
        let luogo = attivita.luogo(domanda.campo());
        let moduli = &mut attivita.moduli;
        match domanda {
            Domanda::Risultato => posa.uno(&mut attivita.risultato, ora),
            Domanda::Stato(data) => posa.valore(&mut attivita.monitoraggi, data.to_string(), ora),
            Domanda::Causa => posa.parole(domanda, (&mut attivita.causa, luogo), moduli, ora),
            Domanda::Criticita => {
                posa.parole(domanda, (&mut attivita.criticita, luogo), moduli, ora);
            }
            _ => {}
        }
    }
}

/// How answers are laid over one row.
struct Posa<'a> {
    /// The indicator or activity.
    nome: String,
    /// The workbook: what stands elsewhere came from an earlier form, which this one replaces.
    foglio: String,
    /// What it is called when the two do not agree.
    codice: Codice,
    diagnosi: &'a mut Vec<Diagnosi>,
}

impl Posa<'_> {
    fn atteso(&mut self, valori: &mut BTreeMap<i16, Valore>, anno: i16, ora: &Valore) {
        let codice = std::mem::replace(&mut self.codice, Codice::AttesoDiscordante);
        self.valore(valori, anno, ora);
        self.codice = codice;
    }

    fn valore<K: Ord>(&mut self, valori: &mut BTreeMap<K, Valore>, quando: K, ora: &Valore) {
        let vuoto = || Valore::vuoto(ora.origine.clone());
        self.uno(valori.entry(quando).or_insert_with(vuoto), ora);
    }

    fn uno(&mut self, prima: &mut Valore, ora: &Valore) {
        let diverso = prima.dato != Dato::Vuoto && !prima.mostrato().concorda(&ora.mostrato());
        if diverso && prima.origine.file == self.foglio {
            self.discordante(
                (&ora.origine, ora.stampa()),
                (&prima.origine, prima.stampa()),
            );
        }
        *prima = ora.clone();
    }

    fn parole(
        &mut self,
        domanda: Domanda,
        (prima, dove): (&mut Option<String>, Origine),
        moduli: &mut BTreeMap<String, Origine>,
        ora: &Valore,
    ) {
        if ora.dato == Dato::NonPrevisto {
            return;
        }
        let testo = su_una_riga(&ora.testo);
        if let Some(prima) = prima.take().filter(|prima| *prima != testo)
            && dove.file == self.foglio
        {
            self.discordante((&ora.origine, testo.clone()), (&dove, prima));
        }
        *prima = Some(testo);
        moduli.insert(domanda.campo().to_owned(), ora.origine.clone());
    }

    /// A judged grade, in points; what is no number leaves the workbook's alone.
    fn grado(&mut self, riga: &mut Riga, ora: &Valore) {
        let punti = match Punti::grado(ora) {
            Ok(Some(punti)) => punti,
            Ok(None) => return,
            Err(diagnosi) => return self.diagnosi.push(*diagnosi),
        };
        let dove = riga.dove(Domanda::Grado.campo());
        let stampa = |punti: Decimal| format!("{}%", italiano::numero(punti.normalize()));
        if let Some(prima) = riga.grado.filter(|prima| *prima != punti)
            && dove.file == self.foglio
        {
            self.discordante((&ora.origine, stampa(punti)), (&dove, stampa(prima)));
        }
        riga.grado = Some(punti);
        riga.grado_da_chiarire = false;
        let campo = Domanda::Grado.campo().to_owned();
        riga.celle.moduli.insert(campo, ora.origine.clone());
    }

    fn discordante(&mut self, modulo: (&Origine, String), foglio: (&Origine, String)) {
        self.diagnosi.push(
            Diagnosi::nuova(
                self.codice,
                modulo.0.clone(),
                format!(
                    "il modulo e il foglio del servizio dicono due cose diverse di «{}»",
                    self.nome
                ),
                "vale il modulo: se ha ragione correggi il foglio, altrimenti fatti ridare il \
                 modulo",
            )
            .anche(foglio.0.clone())
            .confronto(modulo.1, foglio.1),
        );
    }
}

/// The keys of a cruscotto's rows: two indicators of one name are told apart by their obiettivo.
pub(crate) fn chiavi_righe<'a>(righe: impl Iterator<Item = &'a Riga>) -> Vec<String> {
    let nomi: Vec<String> = righe
        .map(|r| format!("{} {}", r.obiettivo, r.nome))
        .collect();
    chiavi(nomi.iter().map(String::as_str))
}

/// The keys of a project's activities.
pub(crate) fn chiavi_attivita(progetto: &str, attivita: &[AttivitaProgetto]) -> Vec<String> {
    let nomi: Vec<String> = attivita
        .iter()
        .map(|a| format!("{progetto} {} {}", a.anno, a.nome))
        .collect();
    chiavi(nomi.iter().map(String::as_str))
}

fn senza_cruscotto(modulo: &Modulo) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ModuloSenzaRiga,
        Origine::file(&modulo.file),
        format!(
            "il modulo è del cruscotto «{}», che in questo ciclo non c'è",
            modulo.cruscotto
        ),
        "rimetti il foglio del cruscotto, o togli il modulo",
    )
}

/// An answer to a question about a row that the workbook no longer has.
fn senza_riga(risposta: &RigaModulo, dove: &str) -> Option<Diagnosi> {
    let (_, risposto) = risposta.date().next()?;
    Some(Diagnosi::nuova(
        Codice::ModuloSenzaRiga,
        risposto.origine.clone(),
        format!(
            "il modulo risponde di «{}», che in «{dove}» non c'è più",
            risposta.nome
        ),
        "rimetti la riga con quel nome nel foglio, o manda un modulo nuovo",
    ))
}
