//! `[[allegati]]`: what is published with the documents and is made elsewhere, such as the system
//! of measurement, the validation of the Relazione, the tables of rewards.

use crate::model::nome::slug;

use super::allegato::{ALLEGATI, Allegato};
use super::cartella::radice_del_nome;
use super::formati::{Formato, estensione};
use super::scritto::AllegatoScritto;
use super::valido::Controllo;

/// Endings of documents, which are published byte by byte.
const DOCUMENTI: [&str; 2] = ["pdf", "p7m"];

impl Controllo {
    /// Those that can be published; the others are reported.
    pub(super) fn allegati(&mut self, scritti: Vec<AllegatoScritto>) -> Vec<Allegato> {
        let mut allegati: Vec<Allegato> = Vec::new();
        for (posto, scritto) in scritti.into_iter().enumerate() {
            let Some(allegato) = self.allegato(&posto.to_string(), scritto) else {
                continue;
            };
            if allegati.iter().any(|altro| altro.id == allegato.id) {
                let messaggio = format!("c'è già un allegato che si chiama «{}»", allegato.id);
                let rimedio =
                    "dai a ciascun file un nome diverso, anche senza la parte dopo il punto";
                self.problema(&[ALLEGATI, &posto.to_string(), "file"], messaggio, rimedio);
                continue;
            }
            allegati.push(allegato);
        }
        allegati
    }

    fn allegato(&mut self, posto: &str, scritto: AllegatoScritto) -> Option<Allegato> {
        let titolo = scritto.titolo.trim().to_owned();
        if titolo.is_empty() {
            let messaggio = "un allegato non ha titolo".to_owned();
            let rimedio = "scrivi come si chiama: lo leggono tutti";
            self.problema(&[ALLEGATI, posto, "titolo"], messaggio, rimedio);
        }
        let data = self.data(&scritto.data, &[ALLEGATI, posto, "data"]);
        let nome = scritto.file.strip_prefix("allegati/");
        let nome = nome.unwrap_or(&scritto.file);
        let fine = estensione(nome);
        let tabella = Formato::di(nome).is_some();
        if nome.contains(['/', '\\']) || nome.starts_with('.') {
            let messaggio = format!("«{nome}» non è il nome di un file di {ALLEGATI}/");
            let rimedio = "metti il file in allegati/ e scrivi soltanto il suo nome";
            self.problema(&[ALLEGATI, posto, "file"], messaggio, rimedio);
            return None;
        }
        if !tabella && !DOCUMENTI.contains(&fine.as_str()) {
            let messaggio = format!("«{nome}» non si può pubblicare come allegato");
            let rimedio =
                "un allegato è un documento (.pdf, .p7m) o una tabella (.xlsx, .ods, .csv)";
            self.problema(&[ALLEGATI, posto, "file"], messaggio, rimedio);
            return None;
        }
        Some(Allegato {
            id: slug(radice_del_nome(nome.strip_suffix(".p7m").unwrap_or(nome))),
            file: format!("{ALLEGATI}/{nome}"),
            titolo,
            obbligo: scritto.obbligo,
            data: data?,
            tabella,
            luogo: self.luogo(&[ALLEGATI, posto]),
        })
    }
}
