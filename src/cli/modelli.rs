//! The templates of the cycle's own, tried: what `genera` and `pubblica` would stop at is told by
//! `verifica`, with its line.

use std::path::Path;

use crate::edizione::Edizione;
use crate::insieme::{operai, svolgi};
use crate::model::{Codice, Diagnosi, Origine};
use crate::site::Sito;
use crate::tempi::Tempi;
use crate::typeset::{self, ErroreDiComposizione, Tipografia};
use crate::{check, documents};

use super::genera::documenti::documenti;

/// All that is wrong with a cycle. A document that its data stop is not composed, whatever its
/// templates.
pub fn verifica(edizione: &Edizione) -> Vec<Diagnosi> {
    let mut diagnosi = edizione.diagnosi_di_tutti();
    if !diagnosi.iter().any(Diagnosi::blocca) {
        diagnosi.extend(guasti(edizione));
    }
    edizione.con_le_deroghe_inutili(diagnosi)
}

/// What is wrong with the cycle's own templates. Documents are composed only for them: ours are
/// known to compile.
fn guasti(edizione: &Edizione) -> Vec<Diagnosi> {
    let ha = |inizio: &str, fine: &str| {
        let mut propri = edizione.modelli().propri();
        propri.any(|nome| nome.starts_with(inizio) && nome.ends_with(fine))
    };
    let mut trovate = Vec::new();
    if ha("", ".typ") {
        trovate.extend(prova_di_stampa(edizione).map(|guasto| di_stampa(edizione, &guasto)));
    }
    if ha("web/", "") {
        let guasto = Sito::nuovo(edizione.modelli()).err();
        trovate.extend(guasto.map(|guasto| del_sito(edizione, &guasto.to_string())));
    }
    check::applica_politica(&mut trovate, edizione.impostazioni(), edizione.modello());
    trovate
}

/// What the first document that fails says.
fn prova_di_stampa(edizione: &Edizione) -> Option<ErroreDiComposizione> {
    let mut tutti = documents::tutti(&edizione.modello().documenti);
    tutti.retain(|documento| !documento.ha_capitoli() || edizione.ha_capitoli(&documento.id));
    let tipografia = Tipografia::nuova(edizione);
    let provati = documenti(Path::new(""), edizione, &tutti);
    let esiti = svolgi(&provati, operai(), |(_, documento)| {
        let esito = tipografia.pdf(documento, &mut Tempi::default());
        typeset::dimentica_il_vecchio();
        esito.err()
    });
    esiti.into_iter().flatten().next()
}

/// At the nearest line that is the cycle's own.
fn di_stampa(edizione: &Edizione, guasto: &ErroreDiComposizione) -> Diagnosi {
    let proprio = |(nome, _): &&(String, usize)| edizione.modelli().di_propria_mano(nome).is_some();
    let luogo = guasto.luoghi.iter().find(proprio).map_or_else(
        || Origine::file("modelli"),
        |(nome, riga)| Origine::riga(&format!("modelli/{nome}"), *riga),
    );
    modello_non_valido(luogo, "i documenti non si compongono", &guasto.to_string())
}

fn del_sito(edizione: &Edizione, guasto: &str) -> Diagnosi {
    let mut propri = edizione.modelli().propri();
    let nominato = propri.find(|nome| guasto.contains(*nome));
    let luogo = nominato.map_or_else(
        || "modelli/web".to_owned(),
        |nome| format!("modelli/{nome}"),
    );
    modello_non_valido(
        Origine::file(&luogo),
        "la pagina web non si compone",
        guasto,
    )
}

fn modello_non_valido(luogo: Origine, fatto: &str, guasto: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ModelloNonValido,
        luogo,
        format!("con i modelli della cartella {fatto}: {guasto}"),
        "correggi il modello, oppure toglilo da modelli/ per usare quello del programma",
    )
}
