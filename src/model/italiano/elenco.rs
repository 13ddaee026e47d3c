//! Lists in a sentence.

/// `A, B e C`; `A ed E`.
pub fn elenco<T: AsRef<str>>(voci: &[T]) -> String {
    let ultima = voci.last().map_or("", |voce| voce.as_ref());
    let e = if ultima.starts_with(['e', 'E', 'è', 'È']) {
        "ed"
    } else {
        "e"
    };
    unite(voci, e)
}

/// `A, B o C`.
pub fn elenco_o<T: AsRef<str>>(voci: &[T]) -> String {
    unite(voci, "o")
}

fn unite<T: AsRef<str>>(voci: &[T], congiunzione: &str) -> String {
    let voci: Vec<&str> = voci.iter().map(AsRef::as_ref).collect();
    match voci.split_last() {
        Some((ultima, altre)) if !altre.is_empty() => {
            format!("{} {congiunzione} {ultima}", altre.join(", "))
        }
        _ => voci.concat(),
    }
}
