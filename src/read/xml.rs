//! What the readers of zipped XML share.

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

/// An attribute by its local name, its entities resolved; none where it is missing or broken.
pub(super) fn attributo(elemento: &BytesStart<'_>, nome: &str) -> Option<String> {
    let attributo = elemento
        .attributes()
        .flatten()
        .find(|a| a.key.local_name().as_ref() == nome)?;
    let valore = attributo.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(valore.into_owned())
}
