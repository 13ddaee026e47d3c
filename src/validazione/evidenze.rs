//! The evidence of each criterion, and the tables that it counts.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::bozza::TestoCapitolo;
use crate::model::ente::Oiv;
use crate::model::italiano::vocabolario::{AVVISO, CASO, ERRORE, FRASE, PAROLA, SCARTO};
use crate::model::nome::parole;
use crate::model::valutazione::{GradoCruscotto, GradoRiga};
use crate::model::{
    Cruscotto, Documento, Esito, Grado, Livello, Riga, RuoloCruscotto, Valore, italiano,
};
use crate::rendiconto::Voto;
use crate::score;

use super::leggibilita::Conto;
use super::{Materia, Tavola};

/// Words that an indicator about corruption and transparency has.
const ANTICORRUZIONE: [&str; 4] = ["corruzione", "trasparen", "ptpct", "integrita"];

/// A row with its grade and its cruscotto.
struct Voce<'a> {
    cruscotto: &'a Cruscotto,
    riga: &'a Riga,
    grado: &'a GradoRiga,
    /// True if somebody wrote why its result is what it is.
    spiegata: bool,
}

/// A kind of row, which evidence counts and a table lists.
type Quali = fn(&Voce<'_>) -> bool;

pub(super) struct Evidenze<'a> {
    materia: &'a Materia<'a>,
    oiv: &'a Oiv,
    /// Every row with a target for the year.
    previste: Vec<Voce<'a>>,
    /// A mean computed anew beside the one that is printed, for each cruscotto.
    medie: Vec<(&'a Cruscotto, &'a GradoCruscotto, Option<Grado>)>,
    /// Of each chapter of the Relazione, by file.
    capitoli: Vec<(String, Conto)>,
}

impl<'a> Evidenze<'a> {
    pub(super) fn nuove(materia: &'a Materia<'a>, oiv: &'a Oiv) -> Self {
        let mut previste = Vec::new();
        let mut medie = Vec::new();
        for (cruscotto, gradi) in materia.valutazione.con_cruscotti(materia.modello) {
            let righe = gradi.con_righe(cruscotto);
            medie.push((cruscotto, gradi, ricalcolata(cruscotto, &righe)));
            let sue = righe
                .into_iter()
                .filter(|(_, g)| g.esito != Esito::NonPrevisto);
            previste.extend(sue.map(|(riga, grado)| {
                Voce {
                    cruscotto,
                    riga,
                    grado,
                    spiegata: materia
                        .modello
                        .causa_scritta(riga, materia.valutazione.anno)
                        .is_some(),
                }
            }));
        }
        let relazione = materia
            .testi
            .get("relazione")
            .map_or(&[][..], Vec::as_slice);
        Self {
            materia,
            oiv,
            previste,
            medie,
            capitoli: relazione
                .iter()
                .map(|capitolo| (titolo_del_capitolo(capitolo), Conto::di(capitolo)))
                .collect(),
        }
    }

    pub(super) fn del_criterio(&self, lettera: &str) -> Vec<String> {
        match lettera {
            "a" => self.coerenza(),
            "b" => self.complessiva(),
            "c" => self.risultati(),
            "d" => vec![self.anticorruzione()],
            "e" => vec![self.calcolo()],
            "f" => self.fonti(),
            "g" => vec![self.cause()],
            "h" => self.processo(),
            "i" => self.conformita(),
            "j" => vec![self.sintesi()],
            "k" => self.chiarezza(),
            _ => Vec::new(),
        }
    }

    pub(super) fn tavole(&self) -> Vec<Tavola> {
        vec![
            self.tavola_di(
                "validazione-senza-risultato",
                "Righe del Piano senza un risultato (criteri a, c)",
                senza_risultato,
                "Ogni riga con un target ha un risultato.",
            ),
            self.tavola_di(
                "validazione-anticorruzione",
                "Anticorruzione e trasparenza (criterio d)",
                di_anticorruzione,
                "Nessuna riga parla di anticorruzione o di trasparenza.",
            ),
            self.tavola_medie(),
            self.tavola_di(
                "validazione-senza-fonte",
                "Righe senza fonte del dato (criterio f)",
                senza_fonte,
                "Ogni riga indica la fonte del dato.",
            ),
            self.tavola_di(
                "validazione-senza-causa",
                "Scostamenti senza una causa scritta (criterio g)",
                scostamento_senza_causa,
                "Ogni scostamento ha la sua causa.",
            ),
            self.tavola_leggibilita(),
        ]
    }

    /// The rows of a kind.
    fn righe(&self, quali: Quali) -> impl Iterator<Item = &Voce<'a>> {
        self.previste.iter().filter(move |voce| quali(voce))
    }

    fn coerenza(&self) -> Vec<String> {
        let (modello, esiti) = (self.materia.modello, &self.materia.rendiconto.esiti);
        let indicatore = &modello.nomi.indicatore;
        let senza: Vec<String> = modello
            .prospettive
            .iter()
            .flat_map(|prospettiva| &prospettiva.obiettivi)
            .filter(|obiettivo| {
                let voto = self.materia.valutazione.obiettivo(&obiettivo.codice);
                voto.is_none_or(|voto| voto.grado.is_none())
            })
            .map(|obiettivo| format!("{} {}", obiettivo.codice, obiettivo.nome))
            .collect();
        vec![
            format!(
                "Con un target per il {}: {}; con un risultato: {}.",
                self.materia.valutazione.anno,
                indicatore.conta(esiti.previsti()),
                esiti.previsti() - esiti.non_rilevati
            ),
            match senza.is_empty() {
                true => "Tutti gli obiettivi del Piano hanno un risultato.".to_owned(),
                false => format!("Obiettivi del Piano senza risultato: {}.", senza.join("; ")),
            },
        ]
    }

    fn complessiva(&self) -> Vec<String> {
        let rendiconto = self.materia.rendiconto;
        let mut detto = vec![
            format!("Performance dell'ente: {}.", voto(&rendiconto.ente)),
            format!(
                "Performance di ambito organizzativo: {}.",
                voto(&rendiconto.ambito_organizzativo)
            ),
        ];
        if let Some(complessiva) = &self.oiv.valutazione_complessiva {
            detto.push(format!("Valutazione complessiva dell'OIV: {complessiva}."));
        }
        detto
    }

    fn risultati(&self) -> Vec<String> {
        let di = |individuali: bool| {
            let sue = self.previste.iter().filter(move |voce| {
                let ruolo = self.materia.modello.ruolo(voce.cruscotto);
                (ruolo == RuoloCruscotto::Individuale) == individuali
            });
            let tutte = sue.clone().count();
            let con_esito = sue.filter(|voce| !senza_risultato(voce)).count();
            format!("{con_esito} su {tutte}")
        };
        vec![
            format!("Righe organizzative con un risultato: {}.", di(false)),
            format!("Righe individuali con un risultato: {}.", di(true)),
        ]
    }

    fn anticorruzione(&self) -> String {
        let con_esito = |voce: &&Voce<'_>| !senza_risultato(voce);
        format!(
            "Righe su anticorruzione e trasparenza: {}; con un risultato: {}.",
            self.righe(di_anticorruzione).count(),
            self.righe(di_anticorruzione).filter(con_esito).count()
        )
    }

    fn calcolo(&self) -> String {
        let uguali = self
            .medie
            .iter()
            .filter(|(_, gradi, ricalcolata)| stesso(gradi.sintesi.grado, *ricalcolata))
            .count();
        format!(
            "Medie ricalcolate dalle righe e uguali a quelle stampate: {uguali} su {}.",
            self.medie.len()
        )
    }

    fn fonti(&self) -> Vec<String> {
        let fonti: BTreeSet<String> = self
            .previste
            .iter()
            .map(|voce| parole(&voce.riga.fonte))
            .filter(|fonte| !fonte.is_empty())
            .collect();
        let senza = self.righe(senza_fonte).count();
        vec![
            format!("Fonti diverse indicate: {}.", fonti.len()),
            format!("Righe senza fonte: {senza} su {}.", self.previste.len()),
        ]
    }

    fn cause(&self) -> String {
        format!(
            "Righe sotto il target: {}; senza una causa scritta: {}.",
            self.righe(sotto_il_target).count(),
            self.righe(scostamento_senza_causa).count()
        )
    }

    fn processo(&self) -> Vec<String> {
        let di = |livello| {
            let diagnosi = self.materia.diagnosi.iter();
            let aperte = diagnosi.filter(|d| d.livello == livello && d.deroga.is_none());
            aperte.count()
        };
        let accettati = self.materia.diagnosi.iter().filter(|d| d.deroga.is_some());
        let rimodulati = self
            .previste
            .iter()
            .filter(|voce| {
                let anno = self.materia.valutazione.anno;
                voce.riga.rimodulazione(anno).is_some()
            })
            .count();
        vec![
            format!(
                "Controlli sui dati: {}, {}, {} con il motivo.",
                ERRORE.conta(di(Livello::Errore)),
                AVVISO.conta(di(Livello::Avviso)),
                SCARTO.conta(accettati.count())
            ),
            format!("Target rimodulati nell'anno: {}.", CASO.conta(rimodulati)),
        ]
    }

    fn conformita(&self) -> Vec<String> {
        let Some(relazione) = self.materia.modello.documenti.get("relazione") else {
            return Vec::new();
        };
        vec![quando(relazione, self.materia.valutazione.anno)]
    }

    fn sintesi(&self) -> String {
        let tutto = self.tutto();
        format!(
            "Testo dei capitoli: {}, {}.",
            PAROLA.conta(tutto.parole),
            FRASE.conta(tutto.frasi)
        )
    }

    fn chiarezza(&self) -> Vec<String> {
        let indice = self.tutto().gulpease().map(indice);
        let Some(indice) = indice else {
            return vec!["La Relazione non ha ancora capitoli.".to_owned()];
        };
        vec![
            format!("Indice Gulpease della Relazione: {indice} su 100."),
            "Da 60 in su un testo è facile per chi ha la licenza media, da 40 per chi ha un \
             diploma."
                .to_owned(),
        ]
    }

    fn tutto(&self) -> Conto {
        let conti = self.capitoli.iter().map(|(_, conto)| conto);
        conti.fold(Conto::default(), |tutto, conto| tutto.piu(conto))
    }

    fn tavola_di(
        &self,
        id: &'static str,
        titolo: &'static str,
        quali: Quali,
        vuota: &'static str,
    ) -> Tavola {
        let (anno, nomi) = (self.materia.valutazione.anno, &self.materia.modello.nomi);
        let righe = self.righe(quali).map(|voce| {
            [
                voce.cruscotto.nome.clone(),
                voce.riga.nome.clone(),
                Valore::stampato(voce.riga.atteso(anno)),
                Valore::stampato(voce.riga.consuntivo(anno)),
                voce.grado.grado.map(Grado::stampa).unwrap_or_default(),
            ]
        });
        let colonne = [
            nomi.cruscotto.titolo(),
            nomi.indicatore.titolo(),
            "Atteso",
            "Consuntivo",
            "Grado",
        ];
        Tavola::nuova(id, titolo, colonne, righe, vuota)
    }

    fn tavola_medie(&self) -> Tavola {
        let stampato = |grado: Option<Grado>| grado.map_or("–".to_owned(), Grado::stampa);
        let righe = self.medie.iter().map(|(cruscotto, gradi, ricalcolata)| {
            let sintesi = &gradi.sintesi;
            let esito = match stesso(sintesi.grado, *ricalcolata) {
                true => "coincide",
                false => "non coincide",
            };
            [
                cruscotto.nome.clone(),
                format!("{} su {}", sintesi.valutati, sintesi.previsti),
                stampato(sintesi.grado),
                stampato(*ricalcolata),
                esito.to_owned(),
            ]
        });
        let colonne = [
            self.materia.modello.nomi.cruscotto.titolo(),
            "Valutati",
            "Media stampata",
            "Media ricalcolata",
            "Esito",
        ];
        Tavola::nuova(
            "validazione-medie",
            "Medie ricalcolate (criterio e)",
            colonne,
            righe,
            "Nessuna media da ricalcolare.",
        )
    }

    fn tavola_leggibilita(&self) -> Tavola {
        let scritti = self.capitoli.iter().filter(|(_, conto)| conto.parole > 0);
        let righe = scritti.map(|(nome, conto)| {
            [
                nome.clone(),
                conto.parole.to_string(),
                conto.frasi.to_string(),
                conto.gulpease().map(indice).unwrap_or_default(),
            ]
        });
        Tavola::nuova(
            "validazione-leggibilita",
            "Leggibilità dei capitoli (criteri j, k)",
            ["Capitolo", "Parole", "Frasi", "Indice Gulpease"],
            righe,
            "La Relazione non ha ancora capitoli.",
        )
    }
}

impl Tavola {
    fn nuova<const COLONNE: usize>(
        id: &'static str,
        titolo: &'static str,
        colonne: [&str; COLONNE],
        righe: impl Iterator<Item = [String; COLONNE]>,
        vuota: &'static str,
    ) -> Self {
        Self {
            id,
            titolo,
            colonne: colonne.map(str::to_owned).to_vec(),
            righe: righe.map(Vec::from).collect(),
            vuota,
        }
    }
}

/// The mean of a cruscotto from the grades of its rows, by another way than the one that made it.
fn ricalcolata(cruscotto: &Cruscotto, righe: &[(&Riga, &GradoRiga)]) -> Option<Grado> {
    let pesati = cruscotto.righe.iter().any(|riga| riga.peso.is_some());
    let voci = righe
        .iter()
        .filter_map(|(riga, grado)| Some((grado.grado?.0, riga.peso)));
    score::media(voci, pesati)
}

fn stesso(uno: Option<Grado>, altro: Option<Grado>) -> bool {
    uno.map(Grado::punti) == altro.map(Grado::punti)
}

fn senza_risultato(voce: &Voce<'_>) -> bool {
    voce.grado.esito == Esito::NonRilevato
}

fn senza_fonte(voce: &Voce<'_>) -> bool {
    voce.riga.fonte.trim().is_empty()
}

fn sotto_il_target(voce: &Voce<'_>) -> bool {
    voce.grado
        .grado
        .is_some_and(|grado| grado.0 < Decimal::ONE_HUNDRED)
}

fn scostamento_senza_causa(voce: &Voce<'_>) -> bool {
    sotto_il_target(voce) && !voce.spiegata && voce.grado.motivo.is_none()
}

fn di_anticorruzione(voce: &Voce<'_>) -> bool {
    let detto = parole(&format!("{} {}", voce.riga.nome, voce.riga.azione));
    ANTICORRUZIONE.iter().any(|parola| detto.contains(parola))
}

fn voto(voto: &Voto) -> String {
    let grado = voto.grado.as_deref().unwrap_or("non valutata");
    format!("{grado} ({} su {})", voto.valutati, voto.previsti)
}

/// When the Relazione is dated, against the term of D.Lgs. 150/2009 art. 10 c. 1 b.
fn quando(relazione: &Documento, anno: i16) -> String {
    let data = italiano::data_estesa(relazione.data);
    let limite = (anno.saturating_add(1), 6, 30);
    let sua = (
        relazione.data.year(),
        relazione.data.month(),
        relazione.data.day(),
    );
    let esito = if sua <= limite { "entro" } else { "dopo" };
    let atto = relazione.delibera.as_deref().unwrap_or("atto non indicato");
    format!("Relazione del {data} ({atto}), {esito} il termine del 30 giugno.")
}

fn indice(indice: Decimal) -> String {
    italiano::con_decimali(indice, 1)
}

/// Its first heading, as a reader knows it; of one without any, its number and name.
fn titolo_del_capitolo(capitolo: &TestoCapitolo) -> String {
    let mut paragrafi = capitolo.paragrafi.iter();
    let titolo = paragrafi.find_map(|paragrafo| paragrafo.testo.strip_prefix("# "));
    titolo.map_or_else(|| nome_del_file(&capitolo.file), str::to_owned)
}

/// `testi/relazione/30-rendicontazione.md` → `30 rendicontazione`.
fn nome_del_file(file: &str) -> String {
    let nome = file.rsplit('/').next().unwrap_or(file);
    nome.trim_end_matches(".md").replace('-', " ")
}

#[cfg(test)]
mod tests {
    use crate::model::bozza::Capoverso;

    use super::*;

    #[test]
    fn a_chapter_is_called_by_its_first_heading() {
        let capitolo = |paragrafi: &[&str]| TestoCapitolo {
            file: "testi/relazione/30-come-si-e-misurato.md".to_owned(),
            paragrafi: paragrafi
                .iter()
                .map(|testo| Capoverso {
                    testo: (*testo).to_owned(),
                    ..Capoverso::default()
                })
                .collect(),
        };
        let detto = capitolo(&["Prima.", "## Sezione", "# Come si è misurato"]);
        assert_eq!(titolo_del_capitolo(&detto), "Come si è misurato");
        let muto = capitolo(&["## Sezione", "Solo testo."]);
        assert_eq!(titolo_del_capitolo(&muto), "30 come si e misurato");
    }

    #[test]
    fn grades_are_the_same_if_they_print_alike() {
        let grado = |testo: &str| Some(Grado(testo.parse().expect("a number")));
        assert!(stesso(grado("88.3333"), grado("88.333")));
        assert!(!stesso(grado("88.33"), grado("88.34")));
        assert!(!stesso(None, grado("1")));
    }
}
