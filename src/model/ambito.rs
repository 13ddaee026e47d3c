//! The scopes of organisational performance that the law names.

use serde::Serialize;

/// A scope of organisational performance.
#[derive(Serialize)]
pub struct Ambito {
    pub lettera: &'static str,
    pub testo: &'static str,
}

/// The scopes of organisational performance, D.Lgs. 150/2009 art. 8 c. 1, in short.
pub const AMBITI: [Ambito; 7] = [
    Ambito {
        lettera: "a",
        testo: "politiche che rispondono ai bisogni della collettività",
    },
    Ambito {
        lettera: "b",
        testo: "piani e programmi: attuazione nei tempi, con gli standard e le risorse previsti",
    },
    Ambito {
        lettera: "c",
        testo: "gradimento di chi riceve attività e servizi",
    },
    Ambito {
        lettera: "d",
        testo: "organizzazione e competenze: modernizzazione e qualità",
    },
    Ambito {
        lettera: "e",
        testo: "relazioni con cittadini, utenti e portatori di interessi",
    },
    Ambito {
        lettera: "f",
        testo: "efficienza: uso delle risorse, costi e tempi dei procedimenti",
    },
    Ambito {
        lettera: "g",
        testo: "qualità e quantità di prestazioni e servizi erogati",
    },
];
