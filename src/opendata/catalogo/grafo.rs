//! What the catalogue says, thing by thing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use oxrdf::vocab::xsd;
use oxrdf::{NamedNode, NamedNodeRef, Triple};

use crate::cycle::Pubblicazione;
use crate::model::{Ente, Obbligo, italiano};

use super::super::LICENZA;
use super::super::dataset::{Dataset, semplice};
use super::super::indice::{Record, Scritto};
use super::super::voce::Voce;
use super::Catalogo;
use super::nodo::Nodo;

const INTERO: NamedNodeRef<'static> = xsd::NON_NEGATIVE_INTEGER;
/// As the shapes of DCAT-AP want it written, and as SPDX itself does.
const ALGORITMO: &str = "https://spdx.org/rdf/terms#checksumAlgorithm_sha256";
const ALGORITMO_SPDX: &str = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256";
const ATTRIBUZIONE: &str = "http://purl.org/adms/licencetype/Attribution";
const MEDIA: &str = "https://www.iana.org/assignments/media-types";
/// The licence as the list of the Italian public administration names it.
const LICENZA_IT: &str = "https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40";
/// EuroVoc 0436, executive power and public service: of the topics under the theme of government,
/// the one that performance is about.
const ARGOMENTO: &str = "http://eurovoc.europa.eu/100169";
/// What people look for.
const PAROLE: [&str; 4] = [
    "performance",
    "piano della performance",
    "relazione sulla performance",
    "trasparenza",
];

/// All statements, those about the same thing together.
pub(super) fn triple(catalogo: &Catalogo) -> Vec<Triple> {
    let edizioni = edizioni(catalogo);
    let mut nodi = vec![
        del_catalogo(catalogo, &edizioni),
        titolare(catalogo),
        licenza(),
        Nodo::nuovo(ALGORITMO, &["spdx:ChecksumAlgorithm"]).cosa("owl:sameAs", ALGORITMO_SPDX),
        pagina(&catalogo.indirizzo_di("index.html")),
    ];
    nodi.extend(contatto(catalogo));
    nodi.extend(sito(catalogo.ente).map(|sito| pagina(&sito)));
    nodi.extend(serie(catalogo, &edizioni));
    for edizione in &edizioni {
        nodi.extend(edizione.nodi(catalogo));
    }
    for versione in versioni(catalogo) {
        let (cartella, scritti) = (versione.cartella(), versione.record.scritti());
        let indice = format!("{cartella}index.html");
        nodi.push(pagina(&catalogo.indirizzo_di(&indice)));
        let scritti = scritti.filter(|scritto| semplice(scritto.file));
        nodi.extend(scritti.map(|scritto| scritto.nodo(catalogo, &cartella)));
    }
    nodi.into_iter().flat_map(Nodo::triple).collect()
}

impl Scritto<'_> {
    /// A document with the obligation that it answers to.
    fn nodo(&self, catalogo: &Catalogo, cartella: &str) -> Nodo {
        let indirizzo = catalogo.indirizzo_di(&format!("{cartella}{}", self.file));
        pagina(&indirizzo)
            .parole("dct:title", self.titolo)
            .tipizzato("dct:issued", &self.prima.to_string(), xsd::DATE)
            .tipizzato("dct:modified", &self.data.to_string(), xsd::DATE)
            .cose("dct:subject", self.obbligo.map(Obbligo::indirizzo))
    }
}

/// A publication of a year.
#[derive(Clone, Copy)]
struct Versione<'a> {
    record: &'a Record,
    /// True for the one that stands in the year's place, false for those that it keeps.
    in_vigore: bool,
    /// Those before it, the oldest first.
    prima: &'a [Record],
}

impl Versione<'_> {
    /// Where its folder is, relative to the publication.
    fn cartella(&self) -> String {
        let Record { anno, versione, .. } = self.record;
        match self.in_vigore {
            true => format!("{anno}/"),
            false => conservata(*anno, *versione),
        }
    }
}

fn conservata(anno: i16, versione: u32) -> String {
    format!("{anno}/versioni/{versione}/")
}

/// Every publication of every year, with those that others took the place of.
fn versioni<'a>(catalogo: &Catalogo<'a>) -> Vec<Versione<'a>> {
    let mut versioni = Vec::new();
    for (anno, record) in catalogo.anni {
        let prima = catalogo.precedenti.get(anno).map_or(&[][..], Vec::as_slice);
        let conservate = prima.iter().enumerate();
        versioni.extend(conservate.map(|(posto, record)| Versione {
            record,
            in_vigore: false,
            prima: &prima[..posto],
        }));
        versioni.push(Versione {
            record,
            in_vigore: true,
            prima,
        });
    }
    versioni
}

/// A dataset of a year, or of all years together.
struct Edizione<'a> {
    /// None for what is of all years.
    versione: Option<Versione<'a>>,
    dataset: &'a Dataset,
    emesso: Date,
    modificato: Date,
    /// First and last year that it tells of.
    periodo: [i16; 2],
    /// Paths of the documents that explain it.
    documenti: Vec<String>,
    /// The obligations that it answers to by itself.
    obblighi: Vec<Obbligo>,
}

fn edizioni<'a>(catalogo: &Catalogo<'a>) -> Vec<Edizione<'a>> {
    let versioni = versioni(catalogo).into_iter();
    let mut edizioni: Vec<Edizione> = versioni
        .flat_map(|versione| {
            let dati = versione.record.dati.iter();
            dati.map(move |dataset| Edizione::di(versione, dataset))
        })
        .filter(|edizione| edizione.dataset.semplice())
        .collect();
    let tutte = |quale: fn(&Record) -> Date| catalogo.anni.values().map(quale);
    let anni = || catalogo.anni.values().flat_map(Record::periodo);
    for dataset in catalogo.sempre {
        edizioni.push(Edizione {
            versione: None,
            dataset,
            emesso: tutte(Record::prima_data).min().unwrap_or_default(),
            modificato: tutte(Record::ultima_data).max().unwrap_or_default(),
            periodo: [anni().min().unwrap_or(0), anni().max().unwrap_or(0)],
            documenti: Vec::new(),
            obblighi: Vec::new(),
        });
    }
    edizioni
}

impl<'a> Edizione<'a> {
    fn di(versione: Versione<'a>, dataset: &'a Dataset) -> Self {
        let (record, cartella) = (versione.record, versione.cartella());
        let documenti = record.documenti.iter().map(|documento| &documento.file);
        let suoi = record.scritti();
        let suoi = suoi.filter(|suo| dataset.file.iter().any(|voce| voce.percorso == suo.file));
        let suoi: Vec<Scritto<'_>> = suoi.collect();
        Self {
            versione: Some(versione),
            dataset,
            emesso: suoi.first().map_or(record.prima_data(), |suo| suo.prima),
            modificato: suoi.first().map_or(record.ultima_data(), |suo| suo.data),
            obblighi: suoi.iter().filter_map(|suo| suo.obbligo).collect(),
            periodo: record.periodo(),
            documenti: documenti
                .filter(|file| semplice(file))
                .map(|file| format!("{cartella}{file}"))
                .collect(),
        }
    }

    /// Where its folder is, relative to the publication.
    fn cartella(&self) -> String {
        let versione = self.versione.as_ref();
        versione.map(Versione::cartella).unwrap_or_default()
    }

    /// True for what a later version took the place of.
    fn superata(&self) -> bool {
        self.versione.is_some_and(|versione| !versione.in_vigore)
    }

    /// The same dataset in the versions before, the oldest first.
    fn prima(&self, catalogo: &Catalogo) -> Vec<String> {
        let versioni = self.versione.map_or(&[][..], |versione| versione.prima);
        let con_questo = versioni.iter().filter(|record| {
            let mut dati = record.dati.iter();
            dati.any(|dataset| dataset.id == self.dataset.id)
        });
        con_questo
            .map(|record| {
                let cartella = conservata(record.anno, record.versione);
                catalogo.indirizzo_di(&format!("{cartella}#dati-{}", self.dataset.id))
            })
            .collect()
    }

    fn indirizzo(&self, catalogo: &Catalogo) -> String {
        catalogo.indirizzo_di(&format!("{}#dati-{}", self.cartella(), self.dataset.id))
    }

    fn del_file(&self, catalogo: &Catalogo, voce: &Voce) -> String {
        catalogo.indirizzo_di(&format!("{}{}", self.cartella(), voce.percorso))
    }

    fn titolo(&self) -> String {
        let titolo = &self.dataset.titolo;
        match self.versione.map(|versione| versione.record) {
            Some(record) if self.superata() => {
                format!("{titolo}, {} (versione {})", record.anno, record.versione)
            }
            Some(record) => format!("{titolo}, {}", record.anno),
            None => titolo.clone(),
        }
    }

    fn nodi(&self, catalogo: &Catalogo) -> Vec<Nodo> {
        let mut nodi = vec![
            self.nodo(catalogo),
            periodo(&self.del_periodo(catalogo), self.periodo),
        ];
        for voce in &self.dataset.file {
            nodi.extend([
                self.distribuzione(catalogo, voce),
                self.somma(catalogo, voce),
            ]);
        }
        nodi
    }

    fn del_periodo(&self, catalogo: &Catalogo) -> String {
        format!("{}-periodo", self.indirizzo(catalogo))
    }

    fn nodo(&self, catalogo: &Catalogo) -> Nodo {
        let di_quale = match self.versione.map(|versione| versione.record) {
            Some(record) if self.superata() => format!("{}-v{}", record.anno, record.versione),
            Some(record) => record.anno.to_string(),
            None => "tutti-gli-anni".to_owned(),
        };
        let Dataset {
            id, descrizione, ..
        } = self.dataset;
        let identificativo = format!("{}:performance-{di_quale}-{id}", catalogo.ente.codice_ipa);
        let nodo = Nodo::nuovo(
            &self.indirizzo(catalogo),
            &["dcatapit:Dataset", "dcat:Dataset"],
        )
        .parole("dct:title", &self.titolo())
        .parole("dct:description", descrizione)
        .testo("dct:identifier", &identificativo)
        .tipizzato("dct:issued", &self.emesso.to_string(), xsd::DATE)
        .tipizzato("dct:modified", &self.modificato.to_string(), xsd::DATE)
        .concetto("dct:accrualPeriodicity", "eu:frequency/ANNUAL")
        .concetto("dcat:theme", "eu:data-theme/GOVE")
        .cosa("dct:subject", ARGOMENTO)
        .concetto("dct:language", "eu:language/ITA")
        .concetto("dct:spatial", "eu:country/ITA")
        .cosa("dct:temporal", &self.del_periodo(catalogo))
        .concetto("dct:accessRights", "eu:access-right/PUBLIC")
        .cosa("dct:rightsHolder", &catalogo.del_titolare())
        .cosa("dct:publisher", &catalogo.del_titolare())
        .cosa("dct:creator", &catalogo.del_titolare())
        .cosa(
            "dcat:landingPage",
            &catalogo.indirizzo_di(&format!("{}index.html", self.cartella())),
        );
        let nodo = PAROLE
            .iter()
            .fold(nodo, |nodo, parola| nodo.parole("dcat:keyword", parola));
        let documenti = self
            .documenti
            .iter()
            .map(|file| catalogo.indirizzo_di(file));
        let file = self.dataset.file.iter();
        let in_serie = self.versione.filter(|versione| versione.in_vigore);
        let in_serie = in_serie.map(|_| catalogo.della_serie(id));
        self.con_versioni(catalogo, nodo)
            .cose("dcat:contactPoint", catalogo.del_contatto())
            .cose("dcat:inSeries", in_serie)
            .cose("foaf:page", documenti)
            .cose(
                "dct:relation",
                self.obblighi.iter().map(|uno| uno.indirizzo()),
            )
            .cose(
                "dcat:distribution",
                file.map(|voce| format!("{}#distribuzione", self.del_file(catalogo, voce))),
            )
    }

    /// Which version it is, why it took the place of the one before, and where that is.
    fn con_versioni(&self, catalogo: &Catalogo, nodo: Nodo) -> Nodo {
        let Some(versione) = self.versione else {
            return nodo;
        };
        let (record, prima) = (versione.record, self.prima(catalogo));
        let nodo = nodo
            .testo("dcat:version", &record.versione.to_string())
            .cose("dcat:previousVersion", prima.last().cloned());
        let nodo = match &record.motivo {
            Some(motivo) => nodo.parole("adms:versionNotes", motivo),
            None => nodo,
        };
        match versione.in_vigore {
            true => nodo.cose("dcat:hasVersion", prima),
            false => nodo,
        }
    }

    fn distribuzione(&self, catalogo: &Catalogo, voce: &Voce) -> Nodo {
        let tipi = ["dcatapit:Distribution", "dcat:Distribution"];
        let file = self.del_file(catalogo, voce);
        let formato = format!("eu:file-type/{}", voce.formato.autorita());
        let descrizione = format!("{} ({})", voce.titolo, voce.formato.nome());
        Nodo::nuovo(&format!("{file}#distribuzione"), &tipi)
            .parole("dct:title", &voce.titolo)
            .parole("dct:description", &descrizione)
            .concetto("dct:format", &formato)
            .cosa(
                "dcat:mediaType",
                &format!("{MEDIA}/{}", voce.formato.media()),
            )
            .cosa("dcat:accessURL", &file)
            .cosa("dcat:downloadURL", &file)
            .tipizzato("dcat:byteSize", &voce.byte.to_string(), INTERO)
            .tipizzato("dct:issued", &self.emesso.to_string(), xsd::DATE)
            .tipizzato("dct:modified", &self.modificato.to_string(), xsd::DATE)
            .concetto("dct:language", "eu:language/ITA")
            .cosa("dct:license", LICENZA)
            .concetto("dcatap:availability", "eu:planned-availability/STABLE")
            .cosa("spdx:checksum", &format!("{file}#sha256"))
    }

    fn somma(&self, catalogo: &Catalogo, voce: &Voce) -> Nodo {
        let file = self.del_file(catalogo, voce);
        Nodo::nuovo(&format!("{file}#sha256"), &["spdx:Checksum"])
            .cosa("spdx:algorithm", ALGORITMO)
            .tipizzato("spdx:checksumValue", &voce.sha256, xsd::HEX_BINARY)
    }
}

impl Catalogo<'_> {
    fn indirizzo_di(&self, percorso: &str) -> String {
        format!("{}{percorso}", self.indirizzo)
    }

    fn del_titolare(&self) -> String {
        self.indirizzo_di("#ente")
    }

    fn del_contatto(&self) -> Option<String> {
        let posta = self.pubblicazione.posta.as_ref();
        posta.map(|_| self.indirizzo_di("#contatto"))
    }

    fn della_serie(&self, id: &str) -> String {
        self.indirizzo_di(&format!("#serie-{id}"))
    }
}

fn del_catalogo(catalogo: &Catalogo, edizioni: &[Edizione]) -> Nodo {
    let titolo = format!(
        "{}: documenti del ciclo della performance",
        catalogo.ente.nome
    );
    let descrizione = format!(
        "I dati da cui nascono il Piano della performance e la Relazione sulla performance {}, \
         anno per anno: indicatori, obiettivi, progetti, tabelle e serie dei grafici.",
        italiano::del_nome(&catalogo.ente.nome_ufficiale)
    );
    let emesso = edizioni
        .iter()
        .map(|edizione| edizione.emesso)
        .min()
        .unwrap_or_default();
    let modificato = edizioni.iter().map(|edizione| edizione.modificato).max();
    let modificato = modificato.unwrap_or_default();
    let dataset = edizioni.iter().map(|edizione| edizione.indirizzo(catalogo));
    Nodo::nuovo(catalogo.indirizzo, &["dcatapit:Catalog", "dcat:Catalog"])
        .parole("dct:title", &titolo)
        .parole("dct:description", &descrizione)
        .cosa("dct:publisher", &catalogo.del_titolare())
        .cosa("dct:creator", &catalogo.del_titolare())
        .tipizzato("dct:issued", &emesso.to_string(), xsd::DATE)
        .tipizzato("dct:modified", &modificato.to_string(), xsd::DATE)
        .concetto("dct:language", "eu:language/ITA")
        .concetto("dct:spatial", "eu:country/ITA")
        .cosa("dct:license", LICENZA)
        .concetto("dcat:themeTaxonomy", "eu:data-theme")
        .cosa("foaf:homepage", &catalogo.indirizzo_di("index.html"))
        .cose("dcat:dataset", dataset)
}

/// A series for each table, under the words of its newest year.
fn serie(catalogo: &Catalogo, edizioni: &[Edizione]) -> Vec<Nodo> {
    let mut serie: BTreeMap<&str, Vec<&Edizione>> = BTreeMap::new();
    let in_serie = |edizione: &&Edizione| edizione.versione.is_some() && !edizione.superata();
    for edizione in edizioni.iter().filter(in_serie) {
        serie
            .entry(&edizione.dataset.id)
            .or_default()
            .push(edizione);
    }
    let nodi = serie.into_iter().filter_map(|(id, edizioni)| {
        let ultima = edizioni.last()?;
        let indirizzo = catalogo.della_serie(id);
        let emessi = edizioni.iter().map(|edizione| edizione.emesso);
        let modificati = edizioni.iter().map(|edizione| edizione.modificato);
        let anni = || edizioni.iter().flat_map(|edizione| edizione.periodo);
        let tempo = format!("{indirizzo}-periodo");
        let nodo = Nodo::nuovo(&indirizzo, &["dcat:DatasetSeries"])
            .parole("dct:title", &ultima.dataset.titolo)
            .parole(
                "dct:description",
                &format!("{} Una serie, anno per anno.", ultima.dataset.descrizione),
            )
            .cosa("dct:publisher", &catalogo.del_titolare())
            .tipizzato("dct:issued", &emessi.min()?.to_string(), xsd::DATE)
            .tipizzato("dct:modified", &modificati.max()?.to_string(), xsd::DATE)
            .concetto("dct:accrualPeriodicity", "eu:frequency/ANNUAL")
            .concetto("dct:spatial", "eu:country/ITA")
            .cosa("dct:temporal", &tempo)
            .cose("dcat:contactPoint", catalogo.del_contatto());
        Some([nodo, periodo(&tempo, [anni().min()?, anni().max()?])])
    });
    nodi.flatten().collect()
}

/// A stretch of whole years, in the words of DCAT-AP 3 and in those of DCAT-AP_IT.
fn periodo(indirizzo: &str, [primo, ultimo]: [i16; 2]) -> Nodo {
    let (inizio, fine) = (format!("{primo}-01-01"), format!("{ultimo}-12-31"));
    let nodo = Nodo::nuovo(indirizzo, &["dct:PeriodOfTime"]);
    ["dcat", "schema"].iter().fold(nodo, |nodo, vocabolario| {
        nodo.tipizzato(&format!("{vocabolario}:startDate"), &inizio, xsd::DATE)
            .tipizzato(&format!("{vocabolario}:endDate"), &fine, xsd::DATE)
    })
}

/// The body, known by its code in the index of public administrations.
fn titolare(catalogo: &Catalogo) -> Nodo {
    Nodo::nuovo(&catalogo.del_titolare(), &["dcatapit:Agent", "foaf:Agent"])
        .testo("dct:identifier", &catalogo.ente.codice_ipa)
        .parole("foaf:name", &catalogo.ente.nome_ufficiale)
        .cose("foaf:homepage", sito(catalogo.ente))
}

/// The body's site, if it can be the name of something; a host alone ends with `/`, as every
/// reader of addresses would write it.
fn sito(ente: &Ente) -> Option<String> {
    let host = ente.sito.strip_prefix("https://")?;
    let sito = match host.contains('/') {
        true => ente.sito.clone(),
        false => format!("{}/", ente.sito),
    };
    NamedNode::new(&sito).is_ok().then_some(sito)
}

fn licenza() -> Nodo {
    let tipi = ["dcatapit:LicenseDocument", "dct:LicenseDocument"];
    Nodo::nuovo(LICENZA, &tipi)
        .parole(
            "foaf:name",
            "Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)",
        )
        .cosa("dct:type", ATTRIBUZIONE)
        .testo("owl:versionInfo", "4.0")
        .cosa("owl:sameAs", LICENZA_IT)
}

fn contatto(catalogo: &Catalogo) -> Option<Nodo> {
    let Pubblicazione { ufficio, posta, .. } = catalogo.pubblicazione;
    let posta = format!("mailto:{}", posta.as_ref()?);
    let tipi = ["dcatapit:Organization", "vcard:Organization", "vcard:Kind"];
    let nodo = Nodo::nuovo(&catalogo.del_contatto()?, &tipi)
        .testo("vcard:fn", ufficio.as_ref().unwrap_or(&catalogo.ente.nome))
        .cosa("vcard:hasEmail", &posta)
        .cose("vcard:hasURL", sito(catalogo.ente));
    Some(nodo)
}

/// Something that people read.
fn pagina(indirizzo: &str) -> Nodo {
    Nodo::nuovo(indirizzo, &["foaf:Document"])
}
