//! The guide for offices, in the page: what `ciclo guida` prints.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;

use crate::model::nome::slug;
use crate::report::manuale;

use super::risposte::{self, Risposta, Studio, a_parte};
use super::viste::Testata;

pub(super) fn rotte() -> Router<Arc<Studio>> {
    Router::new()
        .route("/guida", get(inizio))
        .route("/guida/riferimento", get(riferimento))
}

#[derive(Serialize)]
struct Vista {
    testata: Testata,
    /// True for the reference, false for the first steps.
    riferimento: bool,
    capitoli: Vec<Capitolo>,
    html: String,
}

/// A heading to go to.
#[derive(Serialize)]
struct Capitolo {
    id: String,
    titolo: String,
}

async fn inizio(State(studio): State<Arc<Studio>>) -> Risposta {
    pagina(studio, manuale::inizio(), false).await
}

async fn riferimento(State(studio): State<Arc<Studio>>) -> Risposta {
    pagina(studio, manuale::riferimento(), true).await
}

async fn pagina(studio: Arc<Studio>, testo: &'static str, riferimento: bool) -> Risposta {
    a_parte(move || {
        let (capitoli, html) = in_html(testo);
        let vista = Vista {
            testata: studio.testata("guida"),
            riferimento,
            capitoli,
            html,
        };
        Ok(risposte::html(studio.pagine.html("guida.html", vista)?))
    })
    .await
}

/// A page of the guide as HTML, with its chapters. Markup in it is text; pictures are left out, for
/// they show this very page; a link stays where it leads somewhere from here.
fn in_html(testo: &'static str) -> (Vec<Capitolo>, String) {
    let come = Options::ENABLE_TABLES;
    let eventi: Vec<Event<'_>> = Parser::new_ext(testo, come).collect();
    let mut capitoli = Vec::new();
    let mut scritti = Vec::new();
    let (mut in_figura, mut senza_rinvio) = (false, false);
    for (n, evento) in eventi.iter().enumerate() {
        match evento {
            Event::Start(Tag::Image { .. }) => in_figura = true,
            Event::End(TagEnd::Image) => in_figura = false,
            _ if in_figura => {}
            Event::Start(Tag::Heading { level, .. }) => {
                let titolo = titolo(&eventi[n + 1..]);
                let id = slug(&titolo);
                scritti.push(intestazione(*level, &id));
                if *level == HeadingLevel::H2 {
                    capitoli.push(Capitolo { id, titolo });
                }
            }
            Event::Html(parole) | Event::InlineHtml(parole) => {
                scritti.push(Event::Text(parole.clone()));
            }
            Event::Start(Tag::Link { dest_url, .. }) => match rinvio(dest_url) {
                Some(rinvio) => scritti.push(rinvio),
                None => senza_rinvio = true,
            },
            Event::End(TagEnd::Link) if senza_rinvio => senza_rinvio = false,
            altro => scritti.push(altro.clone()),
        }
    }
    let mut pagina = String::new();
    html::push_html(&mut pagina, scritti.into_iter());
    (capitoli, pagina)
}

fn intestazione(livello: HeadingLevel, id: &str) -> Event<'static> {
    Event::Start(Tag::Heading {
        level: livello,
        id: Some(CowStr::from(id.to_owned())),
        classes: Vec::new(),
        attrs: Vec::new(),
    })
}

/// The words of a heading that has just begun.
fn titolo(eventi: &[Event<'_>]) -> String {
    let suoi = eventi
        .iter()
        .take_while(|evento| !matches!(evento, Event::End(TagEnd::Heading(_))));
    let parole = suoi.filter_map(|evento| match evento {
        Event::Text(parole) | Event::Code(parole) => Some(parole.as_ref()),
        _ => None,
    });
    parole.collect()
}

/// Where a link of the guide leads from the page: the reference, a heading, the network; what is a
/// file of the program's own folder is nowhere here.
fn rinvio(verso: &str) -> Option<Event<'static>> {
    let (file, punto) = verso.split_once('#').unwrap_or((verso, ""));
    let dove = match file {
        "data/README.md" => format!("/guida/riferimento#{punto}"),
        "../LEGGIMI.md" => format!("/guida#{punto}"),
        "" => format!("#{punto}"),
        _ if file.starts_with("https://") => verso.to_owned(),
        _ => return None,
    };
    Some(Event::Start(Tag::Link {
        link_type: pulldown_cmark::LinkType::Inline,
        dest_url: CowStr::from(dove),
        title: CowStr::from(""),
        id: CowStr::from(""),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_and_headings_have_their_names() {
        let (capitoli, html) = in_html(
            "# Guida\n\n## Il `ciclo`, in breve\n\n<script>x</script>\n\n![figura](a.png)\n\n\
             [qui](data/README.md#tabelle) [lì](../altro.md)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        );
        assert_eq!(capitoli[0].titolo, "Il ciclo, in breve");
        let titolo = "<h2 id=\"il-ciclo-in-breve\">Il <code>ciclo</code>, in breve</h2>";
        assert!(html.contains(titolo), "{html}");
        assert!(
            html.contains("&lt;script&gt;") && !html.contains("<script"),
            "{html}"
        );
        assert!(!html.contains("figura") && !html.contains("<img"), "{html}");
        assert!(html.contains("/guida/riferimento#tabelle"), "{html}");
        assert!(
            html.contains("<table>") && html.contains("</a> lì"),
            "{html}"
        );
    }
}
