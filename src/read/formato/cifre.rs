//! The decimal digits of a stored number, rounded and shifted without loss.

/// A number as digits: 15 of them, as many as a spreadsheet keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cifre {
    pub negativo: bool,
    /// From 0 to 9, the first of them not 0; none for zero.
    cifre: Vec<u8>,
    /// How many stand before the decimal sign; may be negative.
    intere: i32,
}

impl Cifre {
    /// The digits of a finite number.
    pub(super) fn nuove(numero: f64) -> Self {
        let scritto = format!("{:.14e}", numero.abs());
        let (mantissa, esponente) = scritto.split_once('e').unwrap_or((&scritto, "0"));
        let cifre: Vec<u8> = mantissa
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|b| b - b'0')
            .collect();
        let intere = esponente.parse::<i32>().unwrap_or(0) + 1;
        Self {
            negativo: numero < 0.0,
            cifre,
            intere,
        }
        .in_ordine()
    }

    /// Without zeros at either end.
    fn in_ordine(mut self) -> Self {
        let zeri = self.cifre.iter().take_while(|cifra| **cifra == 0).count();
        self.cifre.drain(..zeri);
        self.intere -= i32::try_from(zeri).unwrap_or(0);
        while self.cifre.last() == Some(&0) {
            self.cifre.pop();
        }
        if self.cifre.is_empty() {
            self.intere = 0;
        }
        self
    }

    /// True if nothing is left of the number.
    pub(super) fn zero(&self) -> bool {
        self.cifre.is_empty()
    }

    /// The number times a power of ten.
    pub(super) fn per_dieci(mut self, volte: i32) -> Self {
        if !self.zero() {
            self.intere += volte;
        }
        self
    }

    /// The exponent of scientific notation: 2 for 123.
    pub(super) fn esponente(&self) -> i32 {
        if self.zero() { 0 } else { self.intere - 1 }
    }

    /// Digits before the decimal sign.
    pub(super) fn quante_intere(&self) -> i32 {
        self.intere.max(0)
    }

    /// Halves away from zero, as a spreadsheet rounds what it shows.
    pub(super) fn arrotondate(mut self, decimali: u32) -> Self {
        let tenute = i64::from(self.intere) + i64::from(decimali);
        let Ok(tenute) = usize::try_from(tenute) else {
            self.cifre.clear();
            return self.in_ordine();
        };
        let Some(prossima) = self.cifre.get(tenute).copied() else {
            return self;
        };
        self.cifre.truncate(tenute);
        if prossima >= 5 {
            self.cresce();
        }
        self.in_ordine()
    }

    /// One more in the last digit.
    fn cresce(&mut self) {
        for cifra in self.cifre.iter_mut().rev() {
            if *cifra < 9 {
                *cifra += 1;
                return;
            }
            *cifra = 0;
        }
        self.cifre.insert(0, 1);
        self.intere += 1;
    }

    /// The digits before the decimal sign; none for a number below one.
    pub(super) fn parte_intera(&self) -> String {
        (0..self.quante_intere())
            .map(|posto| self.cifra(posto))
            .collect()
    }

    /// So many digits after the decimal sign.
    pub(super) fn parte_decimale(&self, quante: u32) -> String {
        let quante = i32::try_from(quante).unwrap_or(0);
        (0..quante)
            .map(|posto| self.cifra(self.intere.saturating_add(posto)))
            .collect::<String>()
            .chars()
            .collect()
    }

    /// How many decimals the number has.
    pub(super) fn decimali(&self) -> u32 {
        let lunghe = i32::try_from(self.cifre.len()).unwrap_or(0);
        u32::try_from(lunghe - self.intere).unwrap_or(0)
    }

    /// The digit at a place that counts from the first one.
    fn cifra(&self, posto: i32) -> char {
        let cifra = usize::try_from(posto)
            .ok()
            .and_then(|posto| self.cifre.get(posto));
        char::from(b'0' + cifra.copied().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scritto(numero: f64, decimali: u32) -> String {
        let cifre = Cifre::nuove(numero).arrotondate(decimali);
        format!(
            "{},{}",
            cifre.parte_intera(),
            cifre.parte_decimale(decimali)
        )
    }

    #[test]
    fn digits_are_rounded_as_a_spreadsheet_shows_them() {
        assert_eq!(scritto(1234.565, 2), "1234,57");
        assert_eq!(scritto(0.1 + 0.2, 3), ",300");
        assert_eq!(scritto(999.95, 1), "1000,0");
        assert_eq!(scritto(0.049, 1), ",0");
        assert_eq!(scritto(0.05, 1), ",1");
        assert_eq!(scritto(7e28, 0), "70000000000000000000000000000,");
        assert_eq!(Cifre::nuove(0.005).per_dieci(2).decimali(), 1);
    }
}
