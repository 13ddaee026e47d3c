//! The evidence of each criterion, and the tables that it counts.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

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
type Voce<'a> = (&'a Cruscotto, &'a Riga, &'a GradoRiga);

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
            previste.extend(sue.map(|(riga, grado)| (cruscotto, riga, grado)));
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
                .map(|capitolo| (nome_del_capitolo(&capitolo.file), Conto::di(capitolo)))
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
            self.tavola_senza_risultato(),
            self.tavola_anticorruzione(),
            self.tavola_medie(),
            self.tavola_senza_fonte(),
            self.tavola_senza_causa(),
            self.tavola_leggibilita(),
        ]
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
            let sue = self.previste.iter().filter(move |(cruscotto, ..)| {
                let ruolo = self.materia.modello.ruolo(cruscotto);
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
        let sue: Vec<&Voce<'_>> = self.di_anticorruzione().collect();
        let con_esito = sue.iter().filter(|voce| !senza_risultato(voce)).count();
        format!(
            "Righe su anticorruzione e trasparenza: {}; con un risultato: {con_esito}.",
            sue.len()
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
            .map(|(_, riga, _)| parole(&riga.fonte))
            .filter(|fonte| !fonte.is_empty())
            .collect();
        let senza = self
            .previste
            .iter()
            .filter(|voce| senza_fonte(voce))
            .count();
        vec![
            format!("Fonti diverse indicate: {}.", fonti.len()),
            format!("Righe senza fonte: {senza} su {}.", self.previste.len()),
        ]
    }

    fn cause(&self) -> String {
        let sotto = self.previste.iter().filter(|voce| sotto_il_target(voce));
        let senza = sotto.clone().filter(|voce| senza_causa(voce)).count();
        format!(
            "Righe sotto il target: {}; senza una causa scritta: {senza}.",
            sotto.count()
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
            .filter(|(_, riga, _)| riga.rimodulazione(self.materia.valutazione.anno).is_some())
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
            PAROLA.conta(quante(tutto.parole)),
            FRASE.conta(quante(tutto.frasi))
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

    fn di_anticorruzione(&self) -> impl Iterator<Item = &Voce<'a>> {
        self.previste.iter().filter(|(_, riga, _)| {
            let detto = parole(&format!("{} {}", riga.nome, riga.azione));
            ANTICORRUZIONE.iter().any(|parola| detto.contains(parola))
        })
    }

    fn righe_di<'v>(&self, voci: impl Iterator<Item = &'v Voce<'a>>) -> Vec<Vec<String>>
    where
        'a: 'v,
    {
        let anno = self.materia.valutazione.anno;
        let stampa = |valore: Option<&Valore>| valore.map(Valore::stampa).unwrap_or_default();
        voci.map(|(cruscotto, riga, grado)| {
            vec![
                cruscotto.nome.clone(),
                riga.nome.clone(),
                stampa(riga.atteso(anno)),
                stampa(riga.consuntivo(anno)),
                grado.grado.map(Grado::stampa).unwrap_or_default(),
            ]
        })
        .collect()
    }

    fn tavola_di(
        &self,
        (id, titolo, vuota): (&'static str, &str, &'static str),
        righe: Vec<Vec<String>>,
    ) -> Tavola {
        let nomi = &self.materia.modello.nomi;
        let colonne = [
            nomi.cruscotto.titolo(),
            nomi.indicatore.titolo(),
            "Atteso",
            "Consuntivo",
            "Grado",
        ];
        Tavola {
            id,
            titolo: titolo.to_owned(),
            colonne: colonne.map(str::to_owned).to_vec(),
            righe,
            vuota,
        }
    }

    fn tavola_senza_risultato(&self) -> Tavola {
        let voci = self.previste.iter().filter(|voce| senza_risultato(voce));
        let detto = (
            "validazione-senza-risultato",
            "Righe del Piano senza un risultato (criteri a, c)",
            "Ogni riga con un target ha un risultato.",
        );
        self.tavola_di(detto, self.righe_di(voci))
    }

    fn tavola_anticorruzione(&self) -> Tavola {
        let detto = (
            "validazione-anticorruzione",
            "Anticorruzione e trasparenza (criterio d)",
            "Nessuna riga parla di anticorruzione o di trasparenza.",
        );
        self.tavola_di(detto, self.righe_di(self.di_anticorruzione()))
    }

    fn tavola_medie(&self) -> Tavola {
        let stampato = |grado: Option<Grado>| grado.map_or("–".to_owned(), Grado::stampa);
        let nomi = &self.materia.modello.nomi;
        let righe = self.medie.iter().map(|(cruscotto, gradi, ricalcolata)| {
            vec![
                cruscotto.nome.clone(),
                format!("{} su {}", gradi.sintesi.valutati, gradi.sintesi.previsti),
                stampato(gradi.sintesi.grado),
                stampato(*ricalcolata),
                match stesso(gradi.sintesi.grado, *ricalcolata) {
                    true => "coincide".to_owned(),
                    false => "non coincide".to_owned(),
                },
            ]
        });
        Tavola {
            id: "validazione-medie",
            titolo: "Medie ricalcolate (criterio e)".to_owned(),
            colonne: [
                nomi.cruscotto.titolo(),
                "Valutati",
                "Media stampata",
                "Media ricalcolata",
                "Esito",
            ]
            .map(str::to_owned)
            .to_vec(),
            righe: righe.collect(),
            vuota: "Nessuna media da ricalcolare.",
        }
    }

    fn tavola_senza_fonte(&self) -> Tavola {
        let voci = self.previste.iter().filter(|voce| senza_fonte(voce));
        let detto = (
            "validazione-senza-fonte",
            "Righe senza fonte del dato (criterio f)",
            "Ogni riga indica la fonte del dato.",
        );
        self.tavola_di(detto, self.righe_di(voci))
    }

    fn tavola_senza_causa(&self) -> Tavola {
        let voci = self
            .previste
            .iter()
            .filter(|voce| sotto_il_target(voce) && senza_causa(voce));
        let detto = (
            "validazione-senza-causa",
            "Scostamenti senza una causa scritta (criterio g)",
            "Ogni scostamento ha la sua causa.",
        );
        self.tavola_di(detto, self.righe_di(voci))
    }

    fn tavola_leggibilita(&self) -> Tavola {
        let righe = self.capitoli.iter().filter(|(_, conto)| conto.parole > 0);
        let righe = righe.map(|(nome, conto)| {
            vec![
                nome.clone(),
                conto.parole.to_string(),
                conto.frasi.to_string(),
                conto.gulpease().map(indice).unwrap_or_default(),
            ]
        });
        Tavola {
            id: "validazione-leggibilita",
            titolo: "Leggibilità dei capitoli (criteri j, k)".to_owned(),
            colonne: ["Capitolo", "Parole", "Frasi", "Indice Gulpease"]
                .map(str::to_owned)
                .to_vec(),
            righe: righe.collect(),
            vuota: "La Relazione non ha ancora capitoli.",
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

fn senza_risultato((_, _, grado): &Voce<'_>) -> bool {
    grado.esito == Esito::NonRilevato
}

fn senza_fonte((_, riga, _): &Voce<'_>) -> bool {
    riga.fonte.trim().is_empty()
}

fn sotto_il_target((_, _, grado): &Voce<'_>) -> bool {
    grado
        .grado
        .is_some_and(|grado| grado.0 < Decimal::ONE_HUNDRED)
}

fn senza_causa((_, riga, grado): &Voce<'_>) -> bool {
    riga.causa.is_none() && grado.motivo.is_none()
}

fn voto(voto: &Voto) -> String {
    let grado = voto.grado.clone().unwrap_or("non valutata".to_owned());
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

fn quante(quante: u64) -> usize {
    usize::try_from(quante).unwrap_or(usize::MAX)
}

/// `testi/relazione/30-rendicontazione.md` → `30 rendicontazione`.
fn nome_del_capitolo(file: &str) -> String {
    let nome = file.rsplit('/').next().unwrap_or(file);
    nome.trim_end_matches(".md").replace('-', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_the_same_if_they_print_alike() {
        let grado = |testo: &str| Some(Grado(testo.parse().expect("a number")));
        assert!(stesso(grado("88.3333"), grado("88.333")));
        assert!(!stesso(grado("88.33"), grado("88.34")));
        assert!(!stesso(None, grado("1")));
    }
}
