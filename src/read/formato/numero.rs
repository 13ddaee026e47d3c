//! A section of digits, filled.

use super::cifre::Cifre;
use super::codice::Pezzo;

/// How the digits of a section are laid out.
#[derive(Debug, Default)]
struct Disegno {
    /// Places of digits before the decimal sign.
    intere: usize,
    /// Places after it.
    decimali: Vec<char>,
    migliaia: bool,
    /// The power of ten by which the number is shown.
    scala: i32,
    esponente: bool,
}

impl Disegno {
    fn nuovo(pezzi: &[Pezzo]) -> Self {
        let mut disegno = Self::default();
        let (mut dopo, mut in_attesa) = (false, 0);
        for pezzo in pezzi {
            match pezzo {
                Pezzo::Cifra(_) if disegno.esponente => {}
                Pezzo::Cifra(segno) if dopo => disegno.decimali.push(*segno),
                Pezzo::Cifra(_) => {
                    disegno.migliaia |= in_attesa > 0;
                    in_attesa = 0;
                    disegno.intere += 1;
                }
                Pezzo::Migliaia if disegno.intere + disegno.decimali.len() > 0 => in_attesa += 1,
                Pezzo::Virgola => dopo = true,
                Pezzo::Percento => disegno.scala += 2,
                Pezzo::Esponente(_) => disegno.esponente = true,
                _ => {}
            }
        }
        disegno.scala -= 3 * in_attesa;
        disegno
    }

    fn quanti_decimali(&self) -> u32 {
        u32::try_from(self.decimali.len()).unwrap_or(0)
    }
}

/// The decimals that a section shows at least and at most.
pub(super) fn decimali(pezzi: &[Pezzo]) -> (u32, u32) {
    let disegno = Disegno::nuovo(pezzi);
    if disegno.scala < 0 {
        // They are decimals of thousands.
        return (0, disegno.quanti_decimali());
    }
    let sempre = disegno
        .decimali
        .iter()
        .filter(|segno| **segno == '0')
        .count();
    (
        u32::try_from(sempre).unwrap_or(0),
        disegno.quanti_decimali(),
    )
}

/// The absolute number in a section of digits.
pub(super) fn mostra(pezzi: &[Pezzo], numero: f64) -> String {
    if let Some(barra) = pezzi.iter().position(|pezzo| *pezzo == Pezzo::Frazione) {
        return frazione(pezzi, barra, numero);
    }
    let disegno = Disegno::nuovo(pezzi);
    let cifre = Cifre::nuove(numero).per_dieci(disegno.scala);
    let (cifre, esponente) = match disegno.esponente {
        true => mantissa(cifre, &disegno),
        false => (cifre.arrotondate(disegno.quanti_decimali()), 0),
    };
    Riempimento {
        disegno: &disegno,
        intera: cifre.parte_intera(),
        decimale: cifre.parte_decimale(disegno.quanti_decimali()),
        esponente,
        generale: generale(numero),
        testo: String::new(),
        posto: 0,
        posto_decimale: 0,
    }
    .riempi(pezzi)
}

/// The digits that scientific notation shows, and its exponent: a multiple of the places before the
/// decimal sign.
fn mantissa(cifre: Cifre, disegno: &Disegno) -> (Cifre, i32) {
    let passo = i32::try_from(disegno.intere).unwrap_or(1).max(1);
    let esponente = cifre.esponente().div_euclid(passo) * passo;
    let tonde = cifre
        .clone()
        .per_dieci(-esponente)
        .arrotondate(disegno.quanti_decimali());
    if tonde.quante_intere() <= passo {
        return (tonde, esponente);
    }
    let esponente = esponente + passo;
    (
        cifre
            .per_dieci(-esponente)
            .arrotondate(disegno.quanti_decimali()),
        esponente,
    )
}

struct Riempimento<'a> {
    disegno: &'a Disegno,
    /// Digits without zeros before them.
    intera: String,
    decimale: String,
    esponente: i32,
    generale: String,
    testo: String,
    /// Places filled so far.
    posto: usize,
    posto_decimale: usize,
}

impl Riempimento<'_> {
    fn riempi(mut self, pezzi: &[Pezzo]) -> String {
        let (mut dopo, mut dopo_esponente) = (false, false);
        for (n, pezzo) in pezzi.iter().enumerate() {
            match pezzo {
                Pezzo::Cifra(_) if dopo_esponente => {}
                Pezzo::Cifra(segno) if dopo => self.decimale(*segno),
                Pezzo::Cifra(segno) => self.intera(*segno),
                Pezzo::Virgola => {
                    self.senza_posti();
                    dopo = true;
                    if self.decimali_mostrati() {
                        self.testo.push(',');
                    }
                }
                Pezzo::Percento => self.testo.push('%'),
                Pezzo::Generale | Pezzo::Testo => self.testo.push_str(&self.generale),
                Pezzo::Letterale(letterale) => self.testo.push_str(letterale),
                Pezzo::Esponente(piu) => {
                    dopo_esponente = true;
                    let cifre = pezzi[n..].iter().filter(|p| matches!(p, Pezzo::Cifra(_)));
                    self.esponente(*piu, cifre.count());
                }
                _ => {}
            }
        }
        self.testo
    }

    /// A format that begins with its decimal sign has no place for the digits before it.
    fn senza_posti(&mut self) {
        if self.disegno.intere == 0 {
            self.testo.push_str(&self.intera);
        }
    }

    fn decimali_mostrati(&self) -> bool {
        let sempre = self.disegno.decimali.contains(&'0');
        sempre || self.decimale.bytes().any(|cifra| cifra != b'0')
    }

    fn intera(&mut self, segno: char) {
        let posti = self.disegno.intere;
        let (lunga, primo) = (self.intera.len(), self.posto == 0);
        self.posto += 1;
        let restano = posti - self.posto;
        let da = if primo {
            0
        } else {
            lunga.saturating_sub(restano + 1)
        };
        let a = lunga.saturating_sub(restano);
        if lunga <= restano {
            match segno {
                '0' => self.cifra('0', restano),
                '?' => self.testo.push(' '),
                _ => {}
            }
            return;
        }
        let cifre = self.intera[da..a].to_owned();
        for (n, cifra) in cifre.chars().enumerate() {
            self.cifra(cifra, restano + cifre.len() - 1 - n);
        }
    }

    /// A digit with the point of the thousands after it, where so many digits follow.
    fn cifra(&mut self, cifra: char, seguono: usize) {
        self.testo.push(cifra);
        if self.disegno.migliaia && seguono > 0 && seguono.is_multiple_of(3) {
            self.testo.push('.');
        }
    }

    fn decimale(&mut self, segno: char) {
        let posto = self.posto_decimale;
        self.posto_decimale += 1;
        let restano = &self.decimale[posto..];
        let cifra = restano.chars().next().unwrap_or('0');
        let inutile = restano.bytes().all(|cifra| cifra == b'0');
        match segno {
            '0' => self.testo.push(cifra),
            _ if !inutile => self.testo.push(cifra),
            '?' => self.testo.push(' '),
            _ => {}
        }
    }

    fn esponente(&mut self, piu: bool, cifre: usize) {
        let segno = match self.esponente {
            negativo if negativo < 0 => "-",
            _ if piu => "+",
            _ => "",
        };
        let numero = self.esponente.unsigned_abs();
        let cifre = cifre.min(9);
        self.testo.push_str(&format!("E{segno}{numero:0cifre$}"));
    }
}

/// The number as a cell without a format shows it: eleven letters at most.
pub(super) fn generale(numero: f64) -> String {
    const SIGNIFICATIVE: u32 = 5;
    let cifre = Cifre::nuove(numero);
    let esponente = cifre.esponente();
    if !(-4..11).contains(&esponente) {
        let cifre = cifre.per_dieci(-esponente).arrotondate(SIGNIFICATIVE);
        let segno = if esponente < 0 { '-' } else { '+' };
        return format!("{}E{segno}{:02}", scritte(&cifre), esponente.unsigned_abs());
    }
    let decimali = u32::try_from(10 - cifre.quante_intere().max(1)).unwrap_or(0);
    scritte(&cifre.arrotondate(decimali))
}

fn scritte(cifre: &Cifre) -> String {
    let intera = match cifre.parte_intera() {
        vuota if vuota.is_empty() => "0".to_owned(),
        intera => intera,
    };
    match cifre.decimali() {
        0 => intera,
        decimali => format!("{intera},{}", cifre.parte_decimale(decimali)),
    }
}

/// `# ?/?`: the nearest fraction with so many digits below, or with the denominator that is
/// written.
fn frazione(pezzi: &[Pezzo], barra: usize, numero: f64) -> String {
    let gruppi = pezzi[..barra]
        .split(|pezzo| matches!(pezzo, Pezzo::Letterale(_)))
        .filter(|gruppo| gruppo.iter().any(|pezzo| matches!(pezzo, Pezzo::Cifra(_))))
        .count();
    let posti = pezzi[barra..]
        .iter()
        .filter(|p| matches!(p, Pezzo::Cifra(_)))
        .count();
    let scritto = pezzi.get(barra + 1).and_then(|pezzo| match pezzo {
        Pezzo::Letterale(cifre) => cifre.trim().parse::<u32>().ok().filter(|n| *n > 0),
        _ => None,
    });
    if numero >= 1e9 {
        return generale(numero);
    }
    let intero = if gruppi > 1 { numero.floor() } else { 0.0 };
    let (sopra, sotto) = match scritto {
        Some(sotto) => (((numero - intero) * f64::from(sotto)).round(), sotto),
        None => vicina(numero - intero, posti),
    };
    let (intero, sopra) = match gruppi > 1 && sopra >= f64::from(sotto) {
        true => (intero + 1.0, 0.0),
        false => (intero, sopra),
    };
    match (gruppi > 1, sopra == 0.0) {
        (true, true) => format!("{intero}"),
        (true, false) if intero == 0.0 => format!("{sopra}/{sotto}"),
        (true, false) => format!("{intero} {sopra}/{sotto}"),
        (false, _) => format!("{sopra}/{sotto}"),
    }
}

/// The nearest fraction below a power of ten.
fn vicina(numero: f64, cifre: usize) -> (f64, u32) {
    let massimo = 10_u32.pow(u32::try_from(cifre.clamp(1, 3)).unwrap_or(1));
    let scarto = |sotto: u32| {
        let sotto = f64::from(sotto);
        ((numero * sotto).round() / sotto - numero).abs()
    };
    let sotto = (1..massimo)
        .min_by(|a, b| scarto(*a).total_cmp(&scarto(*b)))
        .unwrap_or(1);
    ((numero * f64::from(sotto)).round(), sotto)
}
