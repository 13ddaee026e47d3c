//! Categories that are years or parts of years: `2021`, `2021 T3`, `T3 2021`.

/// A year, and the part of it that the category names (empty for the whole year).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Period {
    pub year: u16,
    pub part: String,
}

/// The categories as periods, if every one of them is and the years never run backwards.
pub(super) fn parse_all(categories: &[String]) -> Option<Vec<Period>> {
    let periods: Vec<Period> = categories.iter().map(|c| parse(c)).collect::<Option<_>>()?;
    let forward = periods.windows(2).all(|w| w[0].year <= w[1].year);
    (forward && !periods.is_empty()).then_some(periods)
}

fn parse(category: &str) -> Option<Period> {
    let words: Vec<&str> = category.split([' ', '-', '/']).collect();
    match words[..] {
        [y] => Some(Period {
            year: year(y)?,
            part: String::new(),
        }),
        [a, b] => year(a)
            .map(|y| (y, b))
            .or_else(|| year(b).map(|y| (y, a)))
            .and_then(with_part),
        _ => None,
    }
}

fn with_part((year, part): (u16, &str)) -> Option<Period> {
    let short = (1..=3).contains(&part.chars().count());
    short.then(|| Period {
        year,
        part: part.to_owned(),
    })
}

fn year(word: &str) -> Option<u16> {
    (word.len() == 4)
        .then(|| word.parse().ok())
        .flatten()
        .filter(|y| (1800..2200).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|t| (*t).to_owned()).collect()
    }

    #[test]
    fn years_and_quarters_are_recognised() {
        let periods = parse_all(&strings(&["2020 T4", "T1 2021", "2021"])).expect("periods");
        assert_eq!(
            periods[0],
            Period {
                year: 2020,
                part: "T4".into()
            }
        );
        assert_eq!(
            periods[1],
            Period {
                year: 2021,
                part: "T1".into()
            }
        );
        assert_eq!(periods[2].part, "");
    }

    #[test]
    fn other_names_are_not() {
        for names in [
            &["50-59 anni"][..],
            &["2021", "2020"],
            &["2017-2018"],
            &["D", "C"],
            &[],
            &[""],
        ] {
            assert_eq!(parse_all(&strings(names)), None, "{names:?}");
        }
    }
}
