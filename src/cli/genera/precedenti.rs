//! Where the documents go, by what stands there already. Those of one cycle take the place of their
//! own earlier drafts; those of another body are never written over, and of another cycle of the
//! same body it is said.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cycle::{self, Cartella};
use crate::model::italiano::vocabolario::FILE;
use crate::model::{Ente, Modello};
use crate::opendata::{DiChi, di_chi};

use super::super::parti::leggi;
use super::super::{Impedimento, tra_apici};
use super::documenti::in_bozza;
use super::nome;

/// Files that are named, of many.
const NOMINATI: usize = 3;

/// Where a cycle is, and where its documents were to go.
#[derive(Clone, Copy)]
pub(super) struct Dove<'a> {
    pub cartella: &'a Cartella,
    pub uscita: &'a Path,
    /// True where nobody asked for that folder.
    pub libera: bool,
}

impl Dove<'_> {
    /// A folder below that is this cycle's own.
    fn sua(&self) -> PathBuf {
        self.uscita.join(nome(self.cartella))
    }
}

/// Where the documents of a cycle go.
pub(super) struct Posto {
    pub uscita: PathBuf,
    /// What is to be known of it, for standard error.
    pub nota: String,
}

/// The folder of these documents, each by its path within it: that of the cycle, or one of its own
/// below where the program may choose and another body's stand in the way.
///
/// # Errors
/// Another body's documents in a folder that was asked for, with another folder to write into.
pub(super) fn posto(
    dove: Dove<'_>,
    modello: &Modello,
    documenti: &[PathBuf],
) -> Result<Posto, Impedimento> {
    let (uscita, sua) = (dove.uscita, dove.sua());
    let qui = Precedenti::in_cartella(uscita, documenti);
    let Some(altro) = qui.di_altri(&modello.ente) else {
        let rimasti = Precedenti::rimasti(uscita, documenti);
        let note = [qui.nota(dove, modello), rimasti.da_togliere()];
        return Ok(Posto {
            uscita: uscita.to_owned(),
            nota: note.into_iter().flatten().collect(),
        });
    };
    if !dove.libera {
        return Err(rifiuto(altro, &qui, &sua));
    }
    let la = Precedenti::in_cartella(&sua, documenti);
    if let Some(altro) = la.di_altri(&modello.ente) {
        return Err(rifiuto(altro, &la, &uscita.join("altrove")));
    }
    Ok(Posto {
        nota: format!(
            "In {} ci sono già documenti di «{}»: questi vanno in {}.\n",
            uscita.display(),
            altro.ente.nome,
            sua.display()
        ),
        uscita: sua,
    })
}

fn rifiuto(altro: &DiChi, precedenti: &Precedenti, invece: &Path) -> Impedimento {
    Impedimento::Messaggio(format!(
        "Non ho scritto nulla: questi documenti prenderebbero il posto di quelli di «{}» ({}).\n\
         Per tenere gli uni e gli altri indica un'altra cartella: --uscita {}. Se quelli non \
         servono più, toglili.",
        altro.ente.nome,
        precedenti.nominati(|suo| suo == altro),
        tra_apici(invece),
    ))
}

/// The files that these documents would take the place of, and whose each says to be.
struct Precedenti(Vec<(PathBuf, Option<DiChi>)>);

impl Precedenti {
    fn in_cartella(uscita: &Path, documenti: &[PathBuf]) -> Self {
        let file = documenti.iter().map(|documento| uscita.join(documento));
        let file = file.filter(|file| file.is_file()).map(|file| {
            let di = leggi(&file).ok().and_then(|byte| di_chi(&file, byte));
            (file, di)
        });
        Self(file.collect())
    }

    /// Documents of ours that stay in a folder of these and are none of them: the scheda of a service
    /// that is no longer there.
    fn rimasti(uscita: &Path, documenti: &[PathBuf]) -> Self {
        let cartelle = documenti.iter().filter_map(|documento| documento.parent());
        let sole: BTreeSet<&Path> = cartelle.filter(|c| !c.as_os_str().is_empty()).collect();
        let suo = |voce: &PathBuf| {
            let nome = voce.strip_prefix(uscita).unwrap_or(voce);
            documenti
                .iter()
                .any(|uno| uno == nome || in_bozza(uno) == nome)
        };
        let mut rimasti: Vec<PathBuf> = sole
            .into_iter()
            .filter_map(|cartella| fs::read_dir(uscita.join(cartella)).ok())
            .flat_map(|voci| voci.flatten().map(|voce| voce.path()))
            .filter(|voce| voce.extension().is_some_and(|fine| fine == "pdf") && !suo(voce))
            .collect();
        rimasti.sort();
        let detti = rimasti.into_iter().map(|file| {
            let di = leggi(&file).ok().and_then(|byte| di_chi(&file, byte));
            (file, di)
        });
        Self(detti.filter(|(_, di)| di.is_some()).collect())
    }

    fn da_togliere(&self) -> Option<String> {
        let nominati = self.nominati(|_| true);
        (!self.0.is_empty()).then(|| {
            format!(
                "Accanto a questi documenti ne restano che il ciclo non ha: {nominati}. Se non \
                 servono più, toglili.\n"
            )
        })
    }

    /// Another body, if one of them is of one.
    fn di_altri(&self, ente: &Ente) -> Option<&DiChi> {
        let mut noti = self.0.iter().filter_map(|(_, di)| di.as_ref());
        noti.find(|di| !di.ente.stesso(ente))
    }

    /// What is to be known before files of the same body are replaced.
    fn nota(&self, dove: Dove<'_>, modello: &Modello) -> Option<String> {
        let mut noti = self.0.iter().filter_map(|(_, di)| di.as_ref());
        let Some(altro) = noti.find(|di| di.anno != modello.anno) else {
            return (!self.0.is_empty())
                .then(|| gemello(dove, modello))
                .flatten();
        };
        Some(format!(
            "Questi documenti prendono il posto di quelli del ciclo {} ({}): per tenere gli uni e \
             gli altri usa --uscita {}.\n",
            altro.anno,
            self.nominati(|suo| suo == altro),
            tra_apici(&dove.sua()),
        ))
    }

    /// The first of those that are somebody's, and how many more there are.
    fn nominati(&self, di: impl Fn(&DiChi) -> bool) -> String {
        let suoi = self.0.iter();
        let suoi = suoi.filter(|(_, suo)| suo.as_ref().is_some_and(&di));
        let suoi: Vec<String> = suoi.map(|(file, _)| file.display().to_string()).collect();
        let primi = suoi[..suoi.len().min(NOMINATI)].join(", ");
        match suoi.len().saturating_sub(NOMINATI) {
            0 => primi,
            altri => format!("{primi} e altri {}", FILE.conta(altri)),
        }
    }
}

/// Another cycle beside this one of which nobody could tell whose documents are there: of the same
/// body and year, so that they have the same names. None where the folder is this cycle's own.
fn gemello(dove: Dove<'_>, modello: &Modello) -> Option<String> {
    if dove.uscita.ends_with(nome(dove.cartella)) {
        return None;
    }
    let qui = dove.cartella.radice().canonicalize().ok()?;
    let vicini = fs::read_dir(qui.parent()?).ok()?.flatten();
    let mut vicini: Vec<PathBuf> = vicini
        .map(|voce| voce.path())
        .filter(|vicino| *vicino != qui && vicino.join(cycle::FILE).is_file())
        .collect();
    vicini.sort();
    let gemello = vicini.into_iter().find(|vicino| {
        let sue = cycle::impostazioni(&Cartella::nuova(vicino));
        sue.is_ok_and(|(sue, _)| sue.ente.stesso(&modello.ente) && sue.anno == modello.anno)
    })?;
    Some(format!(
        "Anche «{}» è un ciclo {} di «{}», e i suoi documenti hanno gli stessi nomi di questi: per \
         non scambiarli usa --uscita {}.\n",
        gemello.file_name()?.to_string_lossy(),
        modello.anno,
        modello.ente.nome,
        tra_apici(&dove.sua()),
    ))
}
