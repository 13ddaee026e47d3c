//! From the services' spreadsheets to the *Piano della performance* and the *Relazione sulla
//! performance* of an Italian public body (D.Lgs. 150/2009 art. 10).
//!
//! Data flows one way, a module a stage:
//!
//! - [`words`] reads what offices write, a value or a heading;
//! - [`cycle`] finds a cycle's files and makes sense of `ciclo.toml`: [`cycle::impostazioni`];
//! - [`read`] opens workbooks and types every cell, with its origin: [`read::ciclo::leggi`];
//! - [`merge`] makes them one [`model::Modello`]: [`merge::unisci`];
//! - [`score`] grades it: [`score::valuta`];
//! - [`charts`] draws the series: [`charts::disegna`];
//! - [`rendiconto`] puts a year's results into words: [`rendiconto::prepara`];
//! - [`monitoraggio`] says where the year stands at a date: [`monitoraggio::prepara`];
//! - [`prospetti`] lays out what the body promises, section by section;
//! - [`validazione`] brings the evidence that an OIV validates by;
//! - [`prose`] fills the chapters: [`prose::leggi`];
//! - [`check`] says what is wrong with it: [`check::verifica`];
//! - [`opendata`] gives the model its public forms, JSON and tables: [`opendata::Pubblico`];
//! - [`diff`] compares two drafts: [`diff::confronta`];
//! - [`report`] shows what a person should see;
//! - [`typeset`] makes the PDF: [`typeset::componi`], [`typeset::esporta`];
//! - [`site`] makes the web pages: [`site::Sito`];
//! - [`publish`] makes the folder for *Amministrazione trasparente*: [`publish::fascicolo`];
//! - `anno` is the year's round: a new cycle, forms to send out, what comes back;
//! - `studio` is all of it as a local page in a browser.
//!
//! [`load::leggi`] reads a cycle once, an [`edizione::Edizione`] is all that it comes to; [`cli`]
//! has one file per verb; [`documents`] is the table of documents; [`templates`] and [`fonts`] hold
//! what is compiled in; [`output`] writes; [`insieme`] does jobs side by side; [`tempi`] is the
//! stopwatch.

mod anno;
pub mod charts;
pub mod check;
pub mod cli;
pub mod cycle;
pub mod diff;
pub mod documents;
pub mod edizione;
pub mod fonts;
mod insieme;
mod load;
pub mod merge;
pub mod model;
pub mod monitoraggio;
pub mod opendata;
mod output;
pub mod prose;
pub mod prospetti;
mod publish;
pub mod read;
pub mod rendiconto;
pub mod report;
pub mod score;
mod site;
mod studio;
mod tempi;
mod templates;
pub mod typeset;
pub mod validazione;
pub mod words;
