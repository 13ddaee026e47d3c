//! Women and men among the staff, from the cells that `[segnaposto]` declares.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::cycle::Impostazioni;
use crate::model::italiano::vocabolario::{DONNA, UOMO};
use crate::model::{Modello, Origine, Quadro, Ruolo, Valore, italiano};

/// The placeholders whose cells say where women and men are counted.
const DONNE: &str = "personale.donne";
const UOMINI: &str = "personale.uomini";
const DONNE_TEMPO_PARZIALE: &str = "personale.donne_tempo_parziale";
const UOMINI_TEMPO_PARZIALE: &str = "personale.uomini_tempo_parziale";

/// The balance of the genders.
#[derive(Debug, Clone, Serialize)]
pub struct BilancioDiGenere {
    /// Name of the categories.
    pub voce: String,
    pub righe: Vec<Presenze>,
    pub totale: Presenze,
    pub tempo_parziale: Option<TempoParziale>,
    /// Where the categories do not add up to the total that the table gives.
    pub nota: Option<String>,
}

/// Women and men of a category.
#[derive(Debug, Clone, Serialize)]
pub struct Presenze {
    pub voce: String,
    pub donne: Decimal,
    pub uomini: Decimal,
    pub totale: String,
    /// The two together.
    #[serde(skip)]
    pub(super) insieme: Decimal,
    /// Of the two together: `76,9%`; none where there is nobody.
    pub quota_donne: Option<String>,
    pub quota_uomini: Option<String>,
    /// Where they were read; none of those that were not read from a row.
    pub luoghi: Option<Luoghi>,
}

/// The cells of a row of the table.
#[derive(Debug, Clone, Serialize)]
pub struct Luoghi {
    pub voce: Origine,
    pub donne: Origine,
    pub uomini: Origine,
}

/// Part-time work: how many, and their share of the gender.
#[derive(Debug, Clone, Serialize)]
pub struct TempoParziale {
    pub donne: Decimal,
    pub uomini: Decimal,
    pub quota_donne: Option<String>,
    pub quota_uomini: Option<String>,
    /// Where women were read, then men.
    pub luoghi: [Origine; 2],
}

/// The balance, where the table is there, says where to look and holds figures that can be added
/// up: one that is out of all measure is told as such, in its cell.
pub(super) fn genere(modello: &Modello, impostazioni: &Impostazioni) -> Option<BilancioDiGenere> {
    let celle = Celle {
        modello,
        impostazioni,
    };
    let (quadro, totale, donne, uomini) = celle.colonne()?;
    let presenze = |riga: &crate::model::RigaQuadro| {
        let (donne, uomini) = (riga.celle.get(donne)?, riga.celle.get(uomini)?);
        let presenze = Presenze::nuove(&riga.voce, donne.dato.numero()?, uomini.dato.numero()?)?;
        let luoghi = Luoghi {
            voce: quadro.luogo_di(riga),
            donne: donne.origine.clone(),
            uomini: uomini.origine.clone(),
        };
        Some(Presenze {
            luoghi: Some(luoghi),
            ..presenze
        })
    };
    let di_categoria = quadro.righe.iter().filter(|riga| riga.ruolo == Ruolo::Voce);
    let righe: Vec<Presenze> = di_categoria.filter_map(presenze).collect();
    let totale = presenze(quadro.riga(totale)?)?;
    Some(BilancioDiGenere {
        voce: quadro.voce.clone(),
        nota: nota(&righe, &totale)?,
        tempo_parziale: celle.tempo_parziale(&totale),
        righe,
        totale,
    })
}

struct Celle<'a> {
    modello: &'a Modello,
    impostazioni: &'a Impostazioni,
}

impl<'a> Celle<'a> {
    /// The table, its row of totals, and the columns of women and men.
    fn colonne(&self) -> Option<(&'a Quadro, &'a str, usize, usize)> {
        let donne = self.impostazioni.segnaposto.get(DONNE)?;
        let uomini = self.impostazioni.segnaposto.get(UOMINI)?;
        let quadro = self.modello.quadri.get(&donne.quadro)?;
        let insieme = donne.quadro == uomini.quadro && donne.voce == uomini.voce;
        insieme.then_some(())?;
        Some((
            quadro,
            &donne.voce,
            quadro.colonna(&donne.colonna)?,
            quadro.colonna(&uomini.colonna)?,
        ))
    }

    fn valore(&self, nome: &str) -> Option<&'a Valore> {
        let cella = self.impostazioni.segnaposto.get(nome)?;
        let quadro = self.modello.quadri.get(&cella.quadro)?;
        quadro.cella(&cella.voce, &cella.colonna)
    }

    fn tempo_parziale(&self, totale: &Presenze) -> Option<TempoParziale> {
        let celle = [
            self.valore(DONNE_TEMPO_PARZIALE)?,
            self.valore(UOMINI_TEMPO_PARZIALE)?,
        ];
        let (donne, uomini) = (celle[0].dato.numero()?, celle[1].dato.numero()?);
        Some(TempoParziale {
            luoghi: celle.map(|cella| cella.origine.clone()),
            donne,
            uomini,
            quota_donne: quota(donne, totale.donne),
            quota_uomini: quota(uomini, totale.uomini),
        })
    }
}

impl Presenze {
    /// None if the two together are more than a number can hold.
    pub(super) fn nuove(voce: &str, donne: Decimal, uomini: Decimal) -> Option<Self> {
        let insieme = donne.checked_add(uomini)?;
        Some(Self {
            voce: voce.to_owned(),
            donne,
            uomini,
            totale: italiano::numero(insieme.normalize()),
            insieme,
            quota_donne: quota(donne, insieme),
            quota_uomini: quota(uomini, insieme),
            luoghi: None,
        })
    }
}

/// The sum, if a number can hold it.
pub(super) fn somma(mut numeri: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    numeri.try_fold(Decimal::ZERO, Decimal::checked_add)
}

fn quota(parte: Decimal, intero: Decimal) -> Option<String> {
    let quota = parte
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(intero)?;
    Some(italiano::percento(quota, 1))
}

/// The note, if there is one; none at all if the categories cannot be added up.
fn nota(righe: &[Presenze], totale: &Presenze) -> Option<Option<String>> {
    let donne = somma(righe.iter().map(|p| p.donne))?;
    let uomini = somma(righe.iter().map(|p| p.uomini))?;
    Some((donne != totale.donne || uomini != totale.uomini).then(|| {
        format!(
            "Le categorie sommano {} e {}; il totale è quello riportato nella tabella del \
             personale.",
            DONNA.conta(donne),
            UOMO.conta(uomini)
        )
    }))
}
