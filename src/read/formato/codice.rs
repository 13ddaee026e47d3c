//! A number format code → its sections, as lists of what they show.

/// What a section shows, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pezzo {
    /// `0`, `#` or `?`: a digit.
    Cifra(char),
    /// The decimal sign.
    Virgola,
    /// The sign of thousands, or after the digits a division by a thousand.
    Migliaia,
    /// A percent sign: what is stored is shown a hundred times larger.
    Percento,
    /// `E+00`: scientific notation; true if a plus is shown.
    Esponente(bool),
    /// The bar of a fraction.
    Frazione,
    /// The number as it is.
    Generale,
    /// The text of the cell.
    Testo,
    /// Letters of a date or time: their kind, how many, and whether they count on past their turn.
    Tempo(char, usize),
    /// `[h]`: hours, minutes or seconds in all.
    Trascorso(char),
    /// `.00` after seconds.
    Centesimi(usize),
    /// `AM/PM`.
    Meridiano,
    /// Letters as they are.
    Letterale(String),
}

/// When a section is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Condizione {
    pub segno: Confronto,
    pub limite: f64,
}

/// The comparison of a [`Condizione`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Confronto {
    Minore,
    MinoreUguale,
    Maggiore,
    MaggioreUguale,
    Uguale,
    Diverso,
}

impl Condizione {
    /// True if a number meets it.
    pub(super) fn vale(self, numero: f64) -> bool {
        match self.segno {
            Confronto::Minore => numero < self.limite,
            Confronto::MinoreUguale => numero <= self.limite,
            Confronto::Maggiore => numero > self.limite,
            Confronto::MaggioreUguale => numero >= self.limite,
            Confronto::Uguale => numero == self.limite,
            Confronto::Diverso => numero != self.limite,
        }
    }

    /// True if only negative numbers meet it: their sign is then left to the section.
    pub(super) fn solo_negativi(self) -> bool {
        match self.segno {
            Confronto::Minore => self.limite <= 0.0,
            Confronto::MinoreUguale | Confronto::Uguale => self.limite < 0.0,
            _ => false,
        }
    }
}

/// A section of a format code.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Sezione {
    pub condizione: Option<Condizione>,
    pub pezzi: Vec<Pezzo>,
}

impl Sezione {
    /// True if it shows a date or a time.
    pub(super) fn di_tempo(&self) -> bool {
        self.pezzi
            .iter()
            .any(|pezzo| matches!(pezzo, Pezzo::Tempo(..) | Pezzo::Trascorso(_)))
    }

    /// True if it shows the number at all.
    pub(super) fn di_cifre(&self) -> bool {
        self.pezzi
            .iter()
            .any(|pezzo| matches!(pezzo, Pezzo::Cifra(_) | Pezzo::Generale | Pezzo::Testo))
    }

    fn letterale(&mut self, testo: &str) {
        match self.pezzi.last_mut() {
            Some(Pezzo::Letterale(prima)) => prima.push_str(testo),
            _ => self.pezzi.push(Pezzo::Letterale(testo.to_owned())),
        }
    }
}

/// Longest code that is read; a longer one shows the number as it is.
const LUNGHEZZA: usize = 400;

/// The sections of a code.
pub(super) fn sezioni(codice: &str) -> Vec<Sezione> {
    let mut lettura = Lettura {
        resto: if codice.len() > LUNGHEZZA {
            "General"
        } else {
            codice
        },
        sezioni: vec![Sezione::default()],
    };
    while lettura.passo().is_some() {}
    lettura.sezioni.iter_mut().for_each(minuti);
    lettura.sezioni
}

struct Lettura<'a> {
    resto: &'a str,
    sezioni: Vec<Sezione>,
}

impl<'a> Lettura<'a> {
    fn sezione(&mut self) -> &mut Sezione {
        if self.sezioni.is_empty() {
            self.sezioni.push(Sezione::default());
        }
        let ultima = self.sezioni.len() - 1;
        &mut self.sezioni[ultima]
    }

    fn pezzo(&mut self, pezzo: Pezzo) {
        self.sezione().pezzi.push(pezzo);
    }

    fn prendi(&mut self, lungo: usize) -> &'a str {
        let (preso, resto) = self.resto.split_at(lungo);
        self.resto = resto;
        preso
    }

    /// Takes a word in any case.
    fn parola(&mut self, parola: &str) -> bool {
        let trovata = self
            .resto
            .get(..parola.len())
            .is_some_and(|inizio| inizio.eq_ignore_ascii_case(parola));
        if trovata {
            self.prendi(parola.len());
        }
        trovata
    }

    /// Reads what comes next.
    fn passo(&mut self) -> Option<()> {
        if ["General", "Standard", "Generale"]
            .iter()
            .rev()
            .any(|nome| self.parola(nome))
        {
            self.pezzo(Pezzo::Generale);
            return Some(());
        }
        if self.parola("AM/PM") || self.parola("A/P") {
            self.pezzo(Pezzo::Meridiano);
            return Some(());
        }
        let primo = self.resto.chars().next()?;
        self.prendi(primo.len_utf8());
        match primo {
            ';' => self.sezioni.push(Sezione::default()),
            '"' => self.tra_virgolette(),
            '[' => self.tra_quadre(),
            '\\' => {
                let lungo = self.resto.chars().next().map_or(0, char::len_utf8);
                let letterale = self.prendi(lungo);
                self.sezione().letterale(letterale);
            }
            // The room of a letter.
            '_' => {
                self.prendi(self.resto.chars().next().map_or(0, char::len_utf8));
                self.sezione().letterale(" ");
            }
            // A letter that fills the cell.
            '*' => {
                self.prendi(self.resto.chars().next().map_or(0, char::len_utf8));
            }
            _ => self.lettera(primo),
        }
        Some(())
    }

    fn lettera(&mut self, lettera: char) {
        match lettera {
            '0' | '#' | '?' => self.pezzo(Pezzo::Cifra(lettera)),
            '.' => self.punto(),
            ',' => self.pezzo(Pezzo::Migliaia),
            '%' => self.pezzo(Pezzo::Percento),
            '@' => self.pezzo(Pezzo::Testo),
            'E' | 'e' if self.resto.starts_with(['+', '-']) => {
                let piu = self.prendi(1) == "+";
                self.pezzo(Pezzo::Esponente(piu));
            }
            '/' if !self.sezione().di_tempo() && self.sezione().di_cifre() => {
                self.pezzo(Pezzo::Frazione)
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => {
                let altre = self
                    .resto
                    .chars()
                    .take_while(|c| c.eq_ignore_ascii_case(&lettera));
                let altre = altre.count();
                self.prendi(altre);
                self.pezzo(Pezzo::Tempo(lettera.to_ascii_lowercase(), altre + 1));
            }
            altra => self.sezione().letterale(altra.encode_utf8(&mut [0; 4])),
        }
    }

    /// The decimal sign, or the hundredths of a second, or a full stop of a date.
    fn punto(&mut self) {
        let secondi = matches!(
            self.sezione().pezzi.last(),
            Some(Pezzo::Tempo('s', _) | Pezzo::Trascorso('s'))
        );
        let zeri = self.resto.bytes().take_while(|b| *b == b'0').count();
        if secondi && zeri > 0 {
            self.prendi(zeri);
            self.pezzo(Pezzo::Centesimi(zeri));
        } else if self.sezione().di_tempo() {
            self.sezione().letterale(".");
        } else {
            self.pezzo(Pezzo::Virgola);
        }
    }

    fn tra_virgolette(&mut self) {
        let fine = self.resto.find('"').unwrap_or(self.resto.len());
        let letterale = self.prendi(fine);
        self.prendi(usize::from(!self.resto.is_empty()));
        self.sezione().letterale(letterale);
    }

    /// A currency, a condition, a language, a colour, or hours in all.
    fn tra_quadre(&mut self) {
        let fine = self.resto.find(']').unwrap_or(self.resto.len());
        let dentro = self.prendi(fine);
        self.prendi(usize::from(!self.resto.is_empty()));
        let basso = dentro.to_ascii_lowercase();
        if let Some(valuta) = dentro.strip_prefix('$') {
            self.valuta(valuta);
        } else if let Some(condizione) = condizione(dentro) {
            self.sezione().condizione = Some(condizione);
        } else if let Some(lettera) = basso.chars().next().filter(|prima| {
            matches!(prima, 'h' | 'm' | 's') && basso.chars().all(|altra| altra == *prima)
        }) {
            self.pezzo(Pezzo::Trascorso(lettera));
        }
    }

    /// `$€-410` is a currency, `$-F800` the long date of the system, `$-F400` its time.
    fn valuta(&mut self, valuta: &str) {
        let (simbolo, lingua) = valuta.split_once('-').unwrap_or((valuta, ""));
        match (simbolo, lingua.to_ascii_uppercase().as_str()) {
            ("", "F800") => {
                self.sezione().pezzi.clear();
                self.resto = "dddd d mmmm yyyy";
            }
            ("", "F400") => {
                self.sezione().pezzi.clear();
                self.resto = "hh:mm:ss";
            }
            _ => self.sezione().letterale(simbolo),
        }
    }
}

fn condizione(scritta: &str) -> Option<Condizione> {
    let segni = [
        ("<=", Confronto::MinoreUguale),
        (">=", Confronto::MaggioreUguale),
        ("<>", Confronto::Diverso),
        ("<", Confronto::Minore),
        (">", Confronto::Maggiore),
        ("=", Confronto::Uguale),
    ];
    let (resto, segno) = segni
        .iter()
        .find_map(|(segno, confronto)| Some((scritta.strip_prefix(segno)?, *confronto)))?;
    let limite = resto.trim().replace(',', ".").parse().ok()?;
    Some(Condizione { segno, limite })
}

/// `m` after hours or before seconds means minutes: they are then written `n`.
fn minuti(sezione: &mut Sezione) {
    let tempi: Vec<(usize, char)> = sezione
        .pezzi
        .iter()
        .enumerate()
        .filter_map(|(posto, pezzo)| match pezzo {
            Pezzo::Tempo(lettera, _) | Pezzo::Trascorso(lettera) => Some((posto, *lettera)),
            _ => None,
        })
        .collect();
    for (n, (posto, _)) in tempi
        .iter()
        .enumerate()
        .filter(|(_, (_, lettera))| *lettera == 'm')
    {
        let dopo_ore = n > 0 && tempi[n - 1].1 == 'h';
        let prima_di_secondi = tempi.get(n + 1).is_some_and(|(_, lettera)| *lettera == 's');
        if let (true, Pezzo::Tempo(lettera, _)) =
            (dopo_ore || prima_di_secondi, &mut sezione.pezzi[*posto])
        {
            *lettera = 'n';
        }
    }
}
