//! Which documents a cycle gives, and where each goes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::diff;
use crate::documents::{Descrittore, Forma};
use crate::edizione::Edizione;
use crate::model::RuoloCruscotto;
use crate::model::nome::{libero, slug};
use crate::opendata;
use crate::prospetti::Prospetti;
use crate::report::confronto::{nome_dell_atto, nome_della_bozza};
use crate::typeset::Documento;
use crate::typeset::revisione::Revisione;

use super::super::{Impedimento, parti};

/// A document with the place of its file.
pub(crate) type DaScrivere<'a> = (PathBuf, Documento<'a>);

/// The documents of these descriptors, with their places under `uscita`.
pub(crate) fn documenti<'a>(
    uscita: &Path,
    edizione: &'a Edizione,
    scelti: &'a [Descrittore],
) -> Vec<DaScrivere<'a>> {
    let mut documenti = Vec::new();
    for scelto in scelti {
        let nome = format!("{}-{}.pdf", scelto.id, edizione.quando(scelto));
        match scelto.forma {
            Forma::Schede => documenti.extend(schede(&uscita.join(&scelto.id), edizione)),
            Forma::Capitoli { .. } => documenti.extend(
                Documento::con_capitoli(edizione, scelto)
                    .map(|documento| (uscita.join(nome), documento)),
            ),
        }
    }
    documenti
}

/// One scheda for each service and each project of the plan's year, and, in a folder of their own,
/// for each collaborator and group. Their files are named by slugs:
/// a name in a workbook can never become a path.
fn schede<'a>(cartella: &Path, edizione: &'a Edizione) -> Vec<DaScrivere<'a>> {
    let modello = edizione.modello();
    let mut usati = BTreeSet::new();
    let mut percorso =
        |nome: &str| cartella.join(format!("{}.pdf", libero(&slug(nome), &mut usati)));
    let servizi = modello.di_ruolo(RuoloCruscotto::Servizio);
    let mut schede: Vec<DaScrivere<'a>> = servizi
        .map(|servizio| {
            (
                percorso(&servizio.id),
                Documento::scheda_servizio(edizione, servizio),
            )
        })
        .collect();
    let progetti = modello
        .progetti
        .iter()
        .filter(|p| p.attivita_di(modello.anno).next().is_some());
    schede.extend(progetti.map(|progetto| {
        let percorso = percorso(&format!("progetto-{}", progetto.id));
        (percorso, Documento::scheda_progetto(edizione, progetto))
    }));
    schede.extend(individuali(&cartella.join("individuali"), edizione));
    schede
}

fn individuali<'a>(
    cartella: &Path,
    edizione: &'a Edizione,
) -> impl Iterator<Item = DaScrivere<'a>> {
    let mut usati = BTreeSet::new();
    edizione.assegnazioni().iter().filter_map(move |scheda| {
        let nome = slug(&format!("{} {}", scheda.servizio, scheda.chi));
        let percorso = cartella.join(format!("{}.pdf", libero(&nome, &mut usati)));
        let documento = Documento::scheda_individuale(edizione, scheda)?;
        Some((percorso, documento))
    })
}

/// `piano-2022-2024.pdf` → `piano-2022-2024-bozza.pdf`.
pub(super) fn in_bozza(percorso: &Path) -> PathBuf {
    let nome = percorso
        .file_stem()
        .map(|nome| nome.to_string_lossy().into_owned())
        .unwrap_or_default();
    percorso.with_file_name(format!("{nome}-bozza.pdf"))
}

/// The documents of the cycle in `cartella` with their changes marked, in files of their own: the
/// clean ones stay. Those of one part share one comparison.
pub(crate) fn segnati<'a>(
    documenti: Vec<DaScrivere<'a>>,
    vecchio: &str,
    edizione: &Edizione,
    cartella: &Path,
) -> Result<Vec<DaScrivere<'a>>, Impedimento> {
    let vecchia = parti::apri(vecchio, &cartella.to_string_lossy())?.bozza;
    parti::di_enti_diversi(&vecchia.modello, edizione.modello());
    let mut revisioni: BTreeMap<String, Revisione> = BTreeMap::new();
    let segnato = |(percorso, documento): DaScrivere<'a>| {
        let parte = documento.parte().to_owned();
        let atto = vecchia.modello.documenti.get(&parte);
        let prima = atto.map_or_else(|| nome_della_bozza(&vecchia), nome_dell_atto);
        let revisione = revisioni.entry(parte).or_insert_with_key(|parte| {
            // The places are those of the part that the document prints from.
            let nuova = edizione.parte(&[parte]);
            let (vecchia, nuova) = opendata::in_comune(vecchia.clone(), nuova);
            let differenze = diff::confronta(&vecchia, &nuova);
            // Results are marked in their cells: both drafts have the account of this one.
            let rendiconto = edizione.rendiconto();
            Revisione::nuova(&differenze, &vecchia, &nuova).con_sezioni(
                &Prospetti::di(&vecchia.modello, rendiconto),
                &Prospetti::di(&nuova.modello, rendiconto),
            )
        });
        let segnato = documento.rispetto_a(revisione.clone(), prima);
        (in_bozza(&percorso), segnato)
    };
    Ok(documenti.into_iter().map(segnato).collect())
}
