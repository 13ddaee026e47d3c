//! What a chapter may ask for by name, as blocks of the page: tables, charts, figures, cruscotti,
//! results.

use crate::model::quadro::premi;
use crate::model::{AMBITI, Ambito, Cruscotto};
use crate::prose::{Inline, Inserto, Rimandabile};
use crate::prospetti::{Cella, Pezzo, Riga, Voce};
use crate::rendiconto::{Frasi, RendicontoCruscotto};
use crate::validazione::Tavola;

use super::contenuto::{Contenuto, Documento};
use super::cruscotto::{self, VistaCruscotto};
use super::nodo::{Didascalia, Nodo};
use super::numerazione::{Numerazione, ULTIMO};
use super::viste::{self, Griglia, RigaGriglia, detto};
use super::{figure, quadro, risultati};

/// Figures that are drawn as trees of boxes; the others are lists.
const DISEGNI: [&str; 3] = ["mappa-strategica", "organigramma", "albero-performance"];

/// The blocks of an insert, numbered on from what stands before it.
pub(super) fn inserto<'a>(
    contenuto: &'a Contenuto<'a>,
    documento: &'a Documento<'a>,
    numerazione: &mut Numerazione<'a>,
    inserto: &Inserto,
) -> Vec<Nodo> {
    let mut inserti = Inserti {
        contenuto,
        documento,
        numerazione,
    };
    inserti.blocchi(inserto)
}

/// All that a cell says, in one line.
fn intera(cella: Cella) -> String {
    match cella.sotto.as_str() {
        "" => cella.testo,
        sotto => format!("{} ({sotto})", cella.testo),
    }
}

/// A field with its name before it.
fn in_elenco(voce: Voce) -> Nodo {
    let nome = Inline::Testo {
        t: format!("{}: ", voce.nome),
    };
    Nodo::Paragrafo {
        testo: vec![
            Inline::Forte { forte: vec![nome] },
            Inline::Testo { t: voce.testo },
        ],
    }
}

struct Inserti<'a, 'n> {
    contenuto: &'a Contenuto<'a>,
    documento: &'a Documento<'a>,
    numerazione: &'n mut Numerazione<'a>,
}

impl Inserti<'_, '_> {
    fn blocchi(&mut self, inserto: &Inserto) -> Vec<Nodo> {
        let edizione = self.contenuto.edizione;
        let (modello, rendiconto) = (&self.contenuto.parte.modello, edizione.rendiconto());
        let frasi = Frasi::di(&modello.nomi, rendiconto.anno);
        match inserto {
            Inserto::Tabella(id) => id.iter().filter_map(|id| self.quadro(id)).collect(),
            Inserto::Grafico(id) | Inserto::Grafici(id) => {
                id.iter().filter_map(|id| self.grafico(id)).collect()
            }
            Inserto::Figura(id) => id.iter().filter_map(|id| self.figura(id)).collect(),
            Inserto::Cruscotto(id) => self.cruscotti(|c| id.contains(&c.id)),
            Inserto::Cruscotti(tipi) => self.cruscotti(|c| tipi.contains(&c.tipo)),
            Inserto::Rendiconto(id) => self.rendiconti(|c| id.contains(&c.id)),
            Inserto::Rendiconti(tipi) => self.rendiconti(|c| tipi.contains(&c.tipo)),
            Inserto::Schede => self.schede(),
            Inserto::Ambiti => vec![ambiti()],
            Inserto::ObiettiviDiSistema => {
                let griglia =
                    risultati::di_sistema(modello, &self.contenuto.posti, self.documento.anno);
                let titolo = modello.nomi.di_sistema.titoli();
                self.griglia("obiettivi-di-sistema", titolo, griglia)
            }
            Inserto::QuadroSinottico => self.sinottico(),
            Inserto::Fasce => {
                let griglia = risultati::fasce(&modello.nomi, rendiconto);
                self.griglia("fasce", &frasi.fasce, Some(griglia))
            }
            Inserto::BilancioDiGenere => self.genere(),
            Inserto::Esclusi => {
                let griglia = risultati::esclusi(&modello.nomi, rendiconto);
                let (titolo, frase) = (&frasi.esclusi, &frasi.nessun_escluso);
                self.griglia_o_frase("esclusi", titolo, griglia, frase)
            }
            Inserto::NonPrevisti => {
                let griglia = risultati::non_previsti(&modello.nomi, rendiconto);
                let (titolo, frase) = (&frasi.non_previsti, &frasi.tutti_previsti);
                self.griglia_o_frase("non-previsti", titolo, griglia, frase)
            }
            // What a draft lacks: a document that is published lacks nothing.
            Inserto::Mancanti => Vec::new(),
            Inserto::Proprio(proprio) => self.proprio(proprio.funzione),
            Inserto::Prospetto(nome) => {
                let prospetto = self.contenuto.prospetti.prospetto(*nome);
                let pezzi = prospetto.pezzi.into_iter();
                pezzi.flat_map(|pezzo| self.pezzo(pezzo)).collect()
            }
        }
    }

    fn pezzo(&mut self, pezzo: Pezzo) -> Vec<Nodo> {
        match pezzo {
            Pezzo::Titolo { livello, testo } => vec![Nodo::Titolo {
                livello: (self.numerazione.sotto() + livello - 1).min(ULTIMO),
                ancora: self.numerazione.ancora(&testo),
                numero: None,
                testo: vec![Inline::Testo { t: testo }],
            }],
            Pezzo::Testo { testo } => vec![Nodo::paragrafo(testo)],
            Pezzo::Voci { voci, .. } => vec![Nodo::Elenco {
                ordinato: false,
                voci: voci.into_iter().map(|voce| vec![in_elenco(voce)]).collect(),
            }],
            Pezzo::Tabella(tabella) => {
                let righe = tabella.righe.into_iter();
                let celle = |riga: Riga| {
                    let celle: Vec<String> = riga.celle.into_iter().map(intera).collect();
                    RigaGriglia::from(celle)
                };
                let griglia = Griglia {
                    intestazione: tabella.colonne.into_iter().map(|c| c.nome).collect(),
                    righe: righe.map(celle).collect(),
                    nota: tabella.nota,
                };
                self.griglia(&tabella.id, &tabella.didascalia, Some(griglia))
            }
        }
    }

    /// The parts that one document alone has; those of the monitoring are for the office.
    fn proprio(&mut self, funzione: &str) -> Vec<Nodo> {
        let edizione = self.contenuto.edizione;
        match funzione {
            "validazione_esito" => vec![Nodo::paragrafo(risultati::esito_oiv(
                edizione.validazione(),
            ))],
            "validazione_criteri" => {
                let griglia = risultati::criteri(edizione.validazione());
                self.griglia(
                    "validazione-criteri",
                    "Criteri di validazione",
                    Some(griglia),
                )
            }
            "validazione_evidenze" => {
                let tavole = edizione.validazione().tavole.iter();
                tavole.flat_map(|tavola| self.tavola(tavola)).collect()
            }
            "premi" => {
                let quadri = &self.contenuto.parte.modello.quadri;
                let ids = premi(quadri.keys());
                ids.into_iter().filter_map(|id| self.quadro(id)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn tavola(&mut self, tavola: &Tavola) -> Vec<Nodo> {
        let griglia = risultati::tavola(tavola);
        let piena = (!griglia.righe.is_empty()).then_some(griglia);
        self.griglia_o_frase(tavola.id, tavola.titolo, piena, tavola.vuota)
    }

    fn griglia(&mut self, id: &str, titolo: &str, griglia: Option<Griglia>) -> Vec<Nodo> {
        let griglia = griglia.filter(|griglia| !griglia.righe.is_empty());
        griglia
            .map(|griglia| Nodo::Griglia {
                didascalia: self
                    .numerazione
                    .didascalia(Rimandabile::Tabella, id, titolo),
                griglia,
            })
            .into_iter()
            .collect()
    }

    fn griglia_o_frase(
        &mut self,
        id: &str,
        titolo: &str,
        griglia: Option<Griglia>,
        frase: &str,
    ) -> Vec<Nodo> {
        match griglia {
            Some(griglia) => self.griglia(id, titolo, Some(griglia)),
            None => vec![Nodo::paragrafo(frase)],
        }
    }

    /// The year in one place: the means of the whole, then the tables in the order of the printed
    /// page.
    fn sinottico(&mut self) -> Vec<Nodo> {
        let rendiconto = self.contenuto.edizione.rendiconto();
        let (livello, titolo) = (self.numerazione.sotto(), "L’anno in sintesi");
        let testo = vec![Inline::Testo {
            t: titolo.to_owned(),
        }];
        let mut nodi = vec![Nodo::Titolo {
            livello,
            ancora: self.numerazione.ancora(titolo),
            numero: None,
            testo,
        }];
        nodi.extend(
            [
                ("Performance dell’ente", &rendiconto.ente),
                (
                    "Performance di ambito organizzativo",
                    &rendiconto.ambito_organizzativo,
                ),
            ]
            .map(|(nome, voto)| {
                let forte = vec![Inline::Testo {
                    t: format!("{nome}: {}", detto(voto)),
                }];
                Nodo::Paragrafo {
                    testo: vec![Inline::Forte { forte }],
                }
            }),
        );
        let (modello, posti) = (&self.contenuto.parte.modello, &self.contenuto.posti);
        let nomi = &modello.nomi;
        let tabelle: [(&str, &str, Griglia); 4] = [
            (
                "risultati-prospettive",
                &format!(
                    "Grado per {} e {}",
                    nomi.prospettiva.uno(),
                    nomi.obiettivo.uno()
                ),
                risultati::prospettive(nomi, posti, rendiconto),
            ),
            (
                "migliori",
                "I risultati più sopra l’atteso",
                risultati::estremi(modello, posti, &rendiconto.migliori),
            ),
            (
                "risultati-servizi",
                &format!("Grado per {}", nomi.servizio.uno()),
                risultati::servizi(nomi, posti, rendiconto),
            ),
            (
                "peggiori",
                "I risultati più lontani dall’atteso",
                risultati::estremi(modello, posti, &rendiconto.peggiori),
            ),
        ];
        for (id, titolo, griglia) in tabelle {
            nodi.extend(self.griglia(id, titolo, Some(griglia)));
        }
        nodi
    }

    fn genere(&mut self) -> Vec<Nodo> {
        let Some(genere) = &self.contenuto.edizione.rendiconto().genere else {
            return Vec::new();
        };
        let titolo = format!("Donne e uomini per {}", genere.voce.to_lowercase());
        let mut nodi = self.griglia("genere", &titolo, Some(risultati::genere(genere)));
        let parziale = risultati::tempo_parziale(genere);
        nodi.extend(self.griglia(
            "genere-tempo-parziale",
            "Tempo parziale per genere",
            parziale,
        ));
        nodi
    }

    fn quadro(&mut self, id: &str) -> Option<Nodo> {
        let quadro = self.contenuto.parte.modello.quadri.get(id)?;
        let pieno = !quadro.righe.is_empty() && !quadro.colonne.is_empty();
        pieno.then(|| Nodo::Quadro {
            didascalia: self
                .numerazione
                .didascalia(Rimandabile::Tabella, id, &quadro.titolo),
            quadro: quadro::quadro(&self.contenuto.posti, quadro),
        })
    }

    fn grafico(&mut self, id: &str) -> Option<Nodo> {
        let (serie, grafico) = self.contenuto.edizione.grafico(id)?;
        let (titolo, _) = grafico.titoli(serie);
        let didascalia = self
            .numerazione
            .didascalia(Rimandabile::Grafico, id, titolo);
        Some(Nodo::Grafico {
            didascalia,
            grafico: viste::grafico(&self.contenuto.posti, serie, grafico),
        })
    }

    fn figura(&mut self, id: &str) -> Option<Nodo> {
        let edizione = self.contenuto.edizione;
        let (modello, rendiconto) = (&self.contenuto.parte.modello, edizione.rendiconto());
        let (titolo, rami) = figure::figura(modello, rendiconto, id)?;
        let didascalia = (!rami.is_empty())
            .then(|| self.numerazione.didascalia(Rimandabile::Figura, id, titolo))?;
        Some(Nodo::Figura {
            didascalia,
            disegno: DISEGNI.contains(&id),
            rami,
        })
    }

    fn cruscotti(&mut self, chiesto: impl Fn(&Cruscotto) -> bool) -> Vec<Nodo> {
        let modello = &self.contenuto.parte.modello;
        let chiesti = modello.cruscotti.iter().filter(|uno| chiesto(uno));
        chiesti
            .map(|scelto| {
                let indicatori = modello.nomi.indicatore.molti();
                let titolo = format!("{}: {indicatori} e risultati", scelto.nome);
                let vista = cruscotto::del_piano(modello, &self.contenuto.posti, scelto);
                self.cruscotto(Rimandabile::Cruscotto, &scelto.id, &titolo, vista)
            })
            .collect()
    }

    fn rendiconti(&mut self, chiesto: impl Fn(&RendicontoCruscotto) -> bool) -> Vec<Nodo> {
        let edizione = self.contenuto.edizione;
        let (modello, rendiconto) = (&self.contenuto.parte.modello, edizione.rendiconto());
        let anno = rendiconto.anno;
        let chiesti = rendiconto.cruscotti.iter().filter(|uno| chiesto(uno));
        chiesti
            .map(|scelto| {
                let titolo = format!("{}: risultati {anno}", scelto.nome);
                let posti = &self.contenuto.posti;
                let vista = cruscotto::del_rendiconto(modello, posti, scelto, anno);
                self.cruscotto(Rimandabile::Rendiconto, &scelto.id, &titolo, vista)
            })
            .collect()
    }

    /// The table of a cruscotto under its caption.
    fn cruscotto(
        &mut self,
        che: Rimandabile,
        id: &str,
        titolo: &str,
        cruscotto: VistaCruscotto,
    ) -> Nodo {
        Nodo::Cruscotto {
            id: id.to_owned(),
            livello: self.numerazione.sotto(),
            didascalia: self.numerazione.didascalia(che, id, titolo),
            cruscotto,
        }
    }

    fn schede(&mut self) -> Vec<Nodo> {
        let edizione = self.contenuto.edizione;
        let (modello, rendiconto) = (&self.contenuto.parte.modello, edizione.rendiconto());
        let (anno, livello) = (self.documento.anno, self.numerazione.sotto());
        let con_voti = self.documento.con_risultati;
        let progetti = modello.progetti.iter();
        progetti
            .map(|progetto| {
                let voto = rendiconto.progetti.get(&progetto.id).filter(|_| con_voti);
                let scheda = viste::scheda(modello, &self.contenuto.posti, progetto, anno, voto);
                let ancora = self
                    .numerazione
                    .ancora(&format!("scheda {}", progetto.nome));
                let attivita = Didascalia {
                    ancora: format!("{ancora}-attivita"),
                    numero: String::new(),
                    testo: format!("Attività: {}", progetto.nome),
                    etichetta: self.numerazione.senza_numero(),
                };
                Nodo::Scheda {
                    id: progetto.id.clone(),
                    livello,
                    ancora,
                    attivita,
                    scheda,
                }
            })
            .collect()
    }
}

/// The scopes of D.Lgs. 150/2009 art. 8, by letter.
fn ambiti() -> Nodo {
    let voce = |ambito: &Ambito| {
        let lettera = Inline::Testo {
            t: format!("{})", ambito.lettera),
        };
        let testo = Inline::Testo {
            t: format!(" {}", ambito.testo),
        };
        vec![Nodo::Paragrafo {
            testo: vec![
                Inline::Forte {
                    forte: vec![lettera],
                },
                testo,
            ],
        }]
    };
    Nodo::Elenco {
        ordinato: false,
        voci: AMBITI.iter().map(voce).collect(),
    }
}
