//! The JSON Schemas of what is published.

use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, schema_for};
use serde_json::json;

/// The schema of a type whose key `schema` holds this version. Any validator takes it as it is: it
/// names the version that it describes, and holds no format of this program's language (`int16`).
pub(super) fn di<T: JsonSchema>(versione: &str) -> Schema {
    let mut schema = schema_for!(T);
    RecursiveTransform(senza_formato).transform(&mut schema);
    schema.insert("$id".to_owned(), versione.into());
    if let Some(chiave) = schema.pointer_mut("/properties/schema") {
        *chiave = json!({"const": versione});
    }
    schema
}

fn senza_formato(schema: &mut Schema) {
    schema.remove("format");
}
