//! How one grade came about: values with their cells, the rule, the formula with its numbers, what
//! it enters into.

use std::fmt::Write;

use crate::edizione::Edizione;
use crate::model::italiano::vocabolario::{PREVISTO, VALUTATO};
use crate::model::nome::{chiave, piu_vicino};
use crate::model::valutazione::{GradoCruscotto, GradoRiga, Sintesi};
use crate::model::{
    Cruscotto, DaDove, Dato, Esito, Grado, Indicatore, Modello, Nomi, Prospettiva, Riga,
    RuoloCruscotto, Valore, Verso, italiano,
};
use crate::score::Contesto;

/// The name of the whole body's grade.
pub(crate) const ENTE: &str = "ente";
/// The name of the services' mean.
pub(crate) const AMBITO: &str = "ambito-organizzativo";

/// Explains the grade of an indicator (id, code or name), a cruscotto, an obiettivo, a prospettiva,
/// `ente` or `ambito-organizzativo`; names in any case and accents.
///
/// # Errors
/// Nothing has that name: the nearest one that there is, if one is near.
pub fn spiega(edizione: &Edizione, nome: &str) -> Result<String, Option<String>> {
    let spiegazione = Spiegazione {
        edizione,
        contesto: Contesto::nuovo(
            edizione.modello(),
            &edizione.impostazioni().valutazione,
            edizione.valutazione().anno,
        ),
    };
    let modello = edizione.modello();
    let cercato = chiave(nome);
    let indicatore = modello.indicatori.iter().find(|indicatore| {
        indicatore.id == nome
            || chiave(&indicatore.nome) == cercato
            || indicatore
                .codice
                .as_deref()
                .is_some_and(|codice| chiave(codice) == cercato)
    });
    match indicatore {
        _ if cercato == chiave(ENTE) => Ok(spiegazione.ente()),
        _ if cercato == chiave(AMBITO) => Ok(spiegazione.ambito()),
        Some(indicatore) => Ok(spiegazione.indicatore(indicatore)),
        None => spiegazione
            .insieme(&cercato)
            .ok_or_else(|| vicino(modello, nome)),
    }
}

/// The name that was meant: the nearest one, or else the first that contains what was written.
fn vicino(modello: &Modello, nome: &str) -> Option<String> {
    const ABBASTANZA: usize = 4;
    let indicatori = modello
        .indicatori
        .iter()
        .flat_map(|i| [i.id.as_str(), i.nome.as_str()]);
    let cruscotti = modello
        .cruscotti
        .iter()
        .flat_map(|c| [c.id.as_str(), c.nome.as_str()]);
    let prospettive = modello.prospettive.iter().map(|p| p.nome.as_str());
    let obiettivi = modello
        .prospettive
        .iter()
        .flat_map(|p| &p.obiettivi)
        .map(|o| o.nome.as_str());
    let noti: Vec<&str> = cruscotti
        .chain(prospettive)
        .chain(obiettivi)
        .chain(indicatori)
        .chain([ENTE, AMBITO])
        .collect();
    let cercato = chiave(nome);
    let contiene =
        |noto: &&&str| cercato.chars().count() >= ABBASTANZA && chiave(noto).contains(&cercato);
    piu_vicino(nome, noti.iter().copied())
        .or_else(|| noti.iter().find(contiene).copied())
        .map(str::to_owned)
}

struct Spiegazione<'a> {
    edizione: &'a Edizione,
    contesto: Contesto<'a>,
}

impl Spiegazione<'_> {
    /// A cruscotto (id or name), an obiettivo (code, name or both) or a prospettiva.
    fn insieme(&self, cercato: &str) -> Option<String> {
        let modello = self.edizione.modello();
        let e = |nome: &str| chiave(nome) == *cercato;
        let gradi = self.edizione.valutazione().con_cruscotti(modello);
        let mut cruscotti = gradi.filter(|(c, _)| e(&c.id) || e(&c.nome));
        if let Some((cruscotto, grado)) = cruscotti.next() {
            return Some(self.cruscotto(cruscotto, grado));
        }
        let obiettivo = modello
            .prospettive
            .iter()
            .flat_map(|prospettiva| &prospettiva.obiettivi)
            .find(|o| e(&o.codice) || e(&o.nome) || e(&format!("{} {}", o.codice, o.nome)));
        if let Some(obiettivo) = obiettivo {
            return Some(self.obiettivo(&obiettivo.codice, &obiettivo.nome));
        }
        modello
            .prospettive
            .iter()
            .find(|p| e(&p.nome))
            .map(|prospettiva| self.prospettiva(prospettiva))
    }

    fn indicatore(&self, indicatore: &Indicatore) -> String {
        let mut testo = format!("{}\n", indicatore.nome);
        let _ = writeln!(testo, "  id      {}", indicatore.id);
        let _ = writeln!(testo, "  verso   {}", verso(indicatore));
        for dove in self.citato(&indicatore.id) {
            let _ = writeln!(testo, "  sta in  {dove}");
        }
        let valutazione = self.edizione.valutazione();
        for (cruscotto, gradi) in valutazione.con_cruscotti(self.edizione.modello()) {
            let righe = gradi.con_righe(cruscotto).into_iter();
            for (riga, grado) in righe.filter(|(r, _)| r.indicatore == indicatore.id) {
                let _ = writeln!(testo, "\n{}", cruscotto.nome);
                self.riga(&mut testo, riga);
                self.alla_data(&mut testo, &cruscotto.id, riga);
                self.entra(&mut testo, cruscotto, &gradi.sintesi, riga, grado);
            }
        }
        testo
    }

    /// The sections of other documents that name an indicator.
    fn citato(&self, id: &str) -> Vec<String> {
        let modello = self.edizione.modello();
        let dentro = |ids: &[String]| ids.iter().any(|uno| uno == id);
        let mut citato = Vec::new();
        if let Some(piao) = &modello.piao {
            let valori = piao
                .valore_pubblico
                .iter()
                .filter(|v| dentro(&v.indicatori));
            citato.extend(valori.map(|v| format!("PIAO 2.1: {} {}", v.codice, v.denominazione)));
            let misure = piao.anticorruzione.iter().filter(|m| dentro(&m.indicatori));
            citato.extend(misure.map(|m| format!("PIAO 2.3: {}", m.misura)));
        }
        let programma = modello.programma(id);
        citato.extend(programma.map(|codice| format!("PIRA: programma {codice}")));
        let promesse = modello.promesse.iter().filter(|p| p.indicatore == id);
        citato.extend(promesse.map(|p| format!("Il Piano in una pagina: {}", p.promessa)));
        citato
    }

    fn riga(&self, testo: &mut String, riga: &Riga) {
        let anno = self.edizione.valutazione().anno;
        let calcolo = self.contesto.riga(riga);
        let _ = writeln!(testo, "  atteso {anno}      {}", valore(riga.atteso(anno)));
        if let Some(rimodulazione) = riga.rimodulazione(anno) {
            let prima = valore(riga.atteso.get(&anno));
            let _ = writeln!(testo, "  era              {prima}");
            let _ = writeln!(testo, "                   {}", rimodulazione.detta());
        }
        let _ = writeln!(
            testo,
            "  consuntivo {anno}  {}",
            valore(riga.consuntivo(anno))
        );
        if let Some(peso) = riga.peso {
            let _ = writeln!(testo, "  peso             {}", italiano::numero(peso));
        }
        if let Some(formula) = &calcolo.formula {
            let tetto = italiano::numero(self.edizione.impostazioni().valutazione.tetto);
            let _ = writeln!(testo, "  formula          {formula}  (tra 0 e {tetto})");
        }
        if let Some(motivo) = &calcolo.motivo {
            let _ = writeln!(testo, "  motivo           {motivo}");
        }
        let _ = writeln!(
            testo,
            "  grado            {}",
            voto(calcolo.grado.map(Grado), calcolo.esito)
        );
    }

    /// Where the row stands at the day of the last monitoring, and on what that is judged.
    fn alla_data(&self, testo: &mut String, cruscotto: &str, riga: &Riga) {
        let Some(monitoraggio) = self.edizione.monitoraggio() else {
            return;
        };
        let mut servizi = monitoraggio.servizi.iter();
        let suo = servizi.find(|servizio| servizio.id == cruscotto);
        let sua = suo.and_then(|servizio| servizio.riga(&riga.indicatore, &riga.obiettivo));
        if let Some(sua) = sua {
            let scritto = riga.monitoraggi.get(&monitoraggio.giorno.to_string());
            let _ = writeln!(testo, "  al {}    {}", monitoraggio.data, valore(scritto));
            let _ = writeln!(testo, "  stato            {} ({})", sua.detto, sua.perche);
        }
    }

    /// The means that the row is a part of.
    fn entra(
        &self,
        testo: &mut String,
        cruscotto: &Cruscotto,
        sintesi: &Sintesi,
        riga: &Riga,
        grado: &GradoRiga,
    ) {
        if grado.grado.is_none() {
            let _ = writeln!(testo, "  entra in         nessuna media");
            return;
        }
        let _ = writeln!(
            testo,
            "  entra in         {}: {}",
            cruscotto.nome,
            self.media(sintesi)
        );
        let ruolo = self.edizione.modello().ruolo(cruscotto);
        if ruolo == RuoloCruscotto::Strategico {
            let valutazione = self.edizione.valutazione();
            if let Some(obiettivo) = valutazione
                .obiettivi
                .iter()
                .find(|o| o.codice == riga.obiettivo)
            {
                let _ = writeln!(
                    testo,
                    "                   {} {}: {}",
                    self.nomi().obiettivo.uno(),
                    obiettivo.codice,
                    self.media(&obiettivo.sintesi)
                );
            }
            if let Some(prospettiva) = valutazione
                .prospettive
                .iter()
                .find(|p| p.nome == riga.prospettiva)
            {
                let _ = writeln!(
                    testo,
                    "                   {} {}: {}",
                    self.nomi().prospettiva.uno(),
                    prospettiva.nome,
                    self.media(&prospettiva.sintesi)
                );
            }
            let _ = writeln!(
                testo,
                "                   ente: {}",
                self.media(&valutazione.ente)
            );
        }
        if ruolo == RuoloCruscotto::Servizio {
            let ambito = &self.edizione.valutazione().ambito_organizzativo;
            let _ = writeln!(
                testo,
                "                   ambito organizzativo: {}",
                self.media(ambito)
            );
        }
    }

    fn cruscotto(&self, cruscotto: &Cruscotto, grado: &GradoCruscotto) -> String {
        let righe = grado.con_righe(cruscotto).into_iter();
        let mut testo = format!("{}\n  {}\n\n", cruscotto.nome, self.media(&grado.sintesi));
        righe.for_each(|(riga, grado)| voce(&mut testo, grado, riga));
        testo
    }

    fn obiettivo(&self, codice: &str, nome: &str) -> String {
        let valutazione = self.edizione.valutazione();
        let sintesi = valutazione
            .obiettivi
            .iter()
            .find(|o| o.codice == codice)
            .map(|o| o.sintesi.clone());
        let mut testo = format!(
            "{codice} {nome}\n  {}\n\n",
            self.media(&sintesi.unwrap_or_default())
        );
        for (cruscotto, gradi) in valutazione.con_cruscotti(self.edizione.modello()) {
            if self.edizione.modello().ruolo(cruscotto) == RuoloCruscotto::Strategico {
                let righe = gradi.con_righe(cruscotto).into_iter();
                let sue = righe.filter(|(riga, _)| riga.obiettivo == codice);
                sue.for_each(|(riga, grado)| voce(&mut testo, grado, riga));
            }
        }
        testo
    }

    fn prospettiva(&self, prospettiva: &Prospettiva) -> String {
        let valutazione = self.edizione.valutazione();
        let sintesi = valutazione
            .prospettive
            .iter()
            .find(|p| p.nome == prospettiva.nome);
        let mut testo = format!(
            "{}\n  {}\n\n",
            prospettiva.nome,
            self.media(&sintesi.map(|p| p.sintesi.clone()).unwrap_or_default())
        );
        for obiettivo in &prospettiva.obiettivi {
            let suo = valutazione
                .obiettivi
                .iter()
                .find(|o| o.codice == obiettivo.codice);
            let grado = colonna(&suo.map(|o| o.sintesi.clone()).unwrap_or_default());
            let _ = writeln!(testo, "  {grado}  {} {}", obiettivo.codice, obiettivo.nome);
        }
        testo
    }

    fn ente(&self) -> String {
        let valutazione = self.edizione.valutazione();
        let mut testo = format!(
            "{}\n  {}\n\n",
            self.edizione.modello().ente.nome,
            self.media(&valutazione.ente)
        );
        for prospettiva in &valutazione.prospettive {
            let _ = writeln!(
                testo,
                "  {}  {}",
                colonna(&prospettiva.sintesi),
                prospettiva.nome
            );
        }
        testo
    }

    fn ambito(&self) -> String {
        let valutazione = self.edizione.valutazione();
        let mut testo = format!(
            "Ambito organizzativo\n  {}\n\n",
            self.media(&valutazione.ambito_organizzativo)
        );
        let modello = self.edizione.modello();
        let servizi = valutazione.con_cruscotti(self.edizione.modello());
        for (cruscotto, grado) in
            servizi.filter(|(cruscotto, _)| modello.ruolo(cruscotto) == RuoloCruscotto::Servizio)
        {
            let _ = writeln!(testo, "  {}  {}", colonna(&grado.sintesi), cruscotto.nome);
        }
        testo
    }

    fn nomi(&self) -> &Nomi {
        &self.edizione.modello().nomi
    }

    /// `98,60%, media di 8 indicatori valutati su 10 previsti (17 in tutto)`.
    fn media(&self, sintesi: &Sintesi) -> String {
        let indicatore = &self.nomi().indicatore;
        let Sintesi {
            valutati,
            previsti,
            totale,
            ..
        } = sintesi;
        let quanti = indicatore.conta_con(*valutati, &VALUTATO);
        let dei = indicatore.accorda(&PREVISTO, *previsti);
        let su = format!("{previsti} {dei} ({totale} in tutto)");
        match sintesi.grado {
            Some(grado) => format!("{}, su {quanti} di {su}", grado.stampa()),
            None => format!("senza grado: {quanti} di {su}"),
        }
    }
}

fn voce(testo: &mut String, grado: &GradoRiga, riga: &Riga) {
    let voto = voto(grado.grado, grado.esito);
    let _ = writeln!(testo, "  {voto:>16}  {} ({})", riga.nome, riga.indicatore);
}

fn colonna(sintesi: &Sintesi) -> String {
    format!(
        "{:>16}",
        sintesi
            .grado
            .map_or("senza grado".to_owned(), Grado::stampa)
    )
}

/// A value with its cell.
fn valore(valore: Option<&Valore>) -> String {
    match valore {
        Some(valore) if valore.dato == Dato::Vuoto => format!("vuoto  ({})", valore.origine),
        Some(valore) => format!("{}  ({})", valore.stampa(), valore.origine),
        None => "il foglio non ha la colonna".to_owned(),
    }
}

fn verso(indicatore: &Indicatore) -> String {
    let verso = match indicatore.verso {
        Verso::Crescente => "crescente (più è meglio)",
        Verso::Decrescente => "decrescente (meno è meglio)",
    };
    let perche = match indicatore.verso_da {
        DaDove::Colonna => "lo dice la colonna «Verso»",
        DaDove::Soglia => "lo dice il segno della soglia",
        DaDove::Nome => "dedotto dalle parole del nome",
        DaDove::Predefinito => "nessuna indicazione contraria",
    };
    format!("{verso}, {perche}")
}

fn voto(grado: Option<Grado>, esito: Esito) -> String {
    match (grado, esito) {
        (Some(grado), _) => grado.stampa(),
        (None, Esito::NonValutabile) => "non valutabile".to_owned(),
        (None, Esito::NonRilevato) => "non rilevato".to_owned(),
        (None, _) => "non previsto".to_owned(),
    }
}
