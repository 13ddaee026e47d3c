//! The wording of what the readers notice.

use rust_decimal::Decimal;

use crate::model::diagnosi::{Codice, Diagnosi};
use crate::model::{Livello, Origine, Valore, italiano};

use super::Guasto;
use super::foglio::Foglio;
use crate::cycle::formati::estensione;
use crate::words::vocabolario::Campo;

/// A workbook that cannot be read.
pub fn guasto(file: &str, guasto: Guasto) -> Diagnosi {
    let luogo = Origine::file(file);
    let salva = "aprilo con Excel o LibreOffice e salvalo come .xlsx (oppure .ods o .csv)";
    match guasto {
        Guasto::Formato => Diagnosi::nuova(
            Codice::FormatoNonAmmesso,
            luogo,
            match estensione(file).as_str() {
                "" => "il formato del file non è tra quelli ammessi".to_owned(),
                fine => format!("il formato .{fine} non è tra quelli ammessi"),
            },
            salva,
        ),
        Guasto::Protetto => Diagnosi::nuova(
            Codice::FileIllegibile,
            luogo,
            "il file è protetto da password",
            "togli la password di apertura e salvalo di nuovo come .xlsx",
        ),
        Guasto::Illeggibile => Diagnosi::nuova(
            Codice::FileIllegibile,
            luogo,
            format!(
                "il file non si legge: è incompleto, rovinato o non è davvero un .{}",
                estensione(file)
            ),
            salva,
        ),
        Guasto::Eccesso(eccesso) => Diagnosi::nuova(
            Codice::FileIllegibile,
            luogo,
            format!("il file è troppo grande: {eccesso}"),
            "togli i fogli, le righe e le colonne che non servono e salvalo di nuovo",
        ),
    }
}

/// An error such as `#RIF!`.
pub fn cella_in_errore(luogo: Origine, errore: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::CellaInErrore,
        luogo,
        format!("la cella contiene l'errore {errore}"),
        "correggi la formula oppure scrivi il valore",
    )
}

/// A formula that no program has computed.
pub fn formula_senza_valore(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::FormulaSenzaValore,
        luogo,
        "la cella contiene una formula mai calcolata",
        "apri il file con Excel o LibreOffice, lascia che ricalcoli e salvalo",
    )
}

/// A hidden sheet, hidden rows and columns, which are read all the same.
pub fn dati_nascosti(foglio: &Foglio) -> Diagnosi {
    let luogo = Origine::foglio(&foglio.file, foglio.nome.as_deref());
    let tutto = foglio.nascosto.then(|| "tutto il foglio".to_owned());
    let nascosti: Vec<String> = tutto.into_iter().chain(foglio.nascosti.clone()).collect();
    let quanti = nascosti.len();
    let mut elenco = nascosti[..quanti.min(8)].join(", ");
    if quanti > 8 {
        elenco.push_str(&format!(" e altre {}", quanti - 8));
    }
    Diagnosi::nuova(
        Codice::DatiNascosti,
        luogo,
        format!("il foglio ha dati nascosti, che vengono letti lo stesso: {elenco}"),
        "mostra le righe e le colonne nascoste e controlla che i dati servano",
    )
}

/// What is struck through in the cells of a row.
pub fn testo_barrato(celle: impl IntoIterator<Item = (Origine, String)>) -> Option<Diagnosi> {
    let (luoghi, testi): (Vec<Origine>, Vec<String>) = celle
        .into_iter()
        .map(|(luogo, testo)| (luogo, format!("«{}»", abbrevia(&testo))))
        .unzip();
    let mut luoghi = luoghi.into_iter();
    let prima = Diagnosi::nuova(
        Codice::TestoBarrato,
        luoghi.next()?,
        format!("il testo barrato non viene letto: {}", testi.join(", ")),
        "se non vale più cancellalo; se vale togli la barratura",
    );
    Some(luoghi.fold(prima, Diagnosi::anche))
}

/// A sheet in which no header row is found.
pub fn intestazione_mancante(luogo: Origine, manca: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::IntestazioneMancante,
        luogo,
        format!("non trovo l'intestazione «{manca}»"),
        "la riga di intestazione deve avere almeno «Indicatore» e una colonna come «Risultato atteso 2022»",
    )
}

/// A header that means nothing to the reader.
pub fn intestazione_non_riconosciuta(luogo: Origine, scritto: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::IntestazioneNonRiconosciuta,
        luogo,
        format!("la colonna «{scritto}» non è tra quelle previste e non viene letta"),
        "usa uno dei nomi previsti (Azione, Indicatore, Risultato atteso AAAA, Risultato consuntivo AAAA, \
         Fonte del dato, Peso, Verso, Codice, Grado, Motivazione, Note) oppure togli la colonna",
    )
}

/// A row with values but without the name of an indicator.
pub fn indicatore_senza_nome(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::IndicatoreSenzaNome,
        luogo,
        "la riga ha valori ma non il nome dell'indicatore",
        "scrivi il nome nella colonna «Indicatore» oppure cancella la riga",
    )
}

/// A row with a figure where the name of an indicator should stand.
pub fn indicatore_di_cifre(luogo: Origine, scritto: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::IndicatoreSenzaNome,
        luogo,
        format!("«{}» non è il nome di un indicatore", abbrevia(scritto)),
        "scrivi il nome nella colonna «Indicatore»; se qui comincia un'altra tabella, spostala in \
         un altro foglio",
    )
}

/// A footnote, which is printed.
pub fn nota_stampata(luogo: Origine, testo: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RigaNonRiconosciuta,
        luogo,
        format!("la riga «{}» è stampata come nota", abbrevia(testo)),
        "se doveva essere una prospettiva o un obiettivo, scrivine il nome come in ciclo.toml",
    )
}

/// A row that holds no indicator and is not printed.
pub fn riga_da_parte(luogo: Origine, testo: &str, motivo: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RigaNonRiconosciuta,
        luogo,
        format!(
            "la riga «{}» {motivo}: è lasciata da parte",
            abbrevia(testo)
        ),
        "se va stampata come nota falla cominciare con *; se doveva essere una prospettiva o un \
         obiettivo, scrivine il nome come in ciclo.toml",
    )
}

/// A line among the indicators that is no banner: those below it stay where they were.
pub fn riga_in_mezzo(luogo: Origine, testo: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RigaNonRiconosciuta,
        luogo,
        format!(
            "la riga «{}» è lasciata da parte: gli indicatori che seguono restano sotto \
             l'obiettivo di prima",
            abbrevia(testo)
        ),
        "se è una prospettiva o un obiettivo, scrivine il nome come in ciclo.toml; altrimenti \
         spostala sotto la tabella",
    )
    .con_livello(Livello::Avviso)
}

/// Filled cells that no reader took.
pub fn cella_non_letta(luoghi: Vec<Origine>) -> Diagnosi {
    const LUOGHI: usize = 100;
    let mut luoghi = luoghi.into_iter().take(LUOGHI);
    let prima = Diagnosi::nuova(
        Codice::CellaNonLetta,
        luoghi.next().unwrap_or_default(),
        "qui c'è qualcosa che non viene letto: nessuna intestazione dice che cos'è",
        "scrivi in testa alla colonna uno dei nomi previsti, oppure vuota le celle",
    );
    luoghi.fold(prima, Diagnosi::anche)
}

/// A record of a comma file with more fields than its header.
pub fn riga_lunga(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::CellaNonLetta,
        luogo,
        "la riga ha più campi dell'intestazione: una virgola dentro un valore, come in 1,5, \
         sposta tutti quelli che seguono",
        "metti tra virgolette i valori con la virgola, oppure salva il file con il punto e \
         virgola fra i campi",
    )
    .con_livello(Livello::Errore)
}

/// A heading merged over several columns, of which only the first is read.
pub fn su_piu_colonne(luogo: Origine, testata: Origine, scritta: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::CellaNonLetta,
        luogo,
        format!(
            "l'intestazione «{}» sta sopra più colonne, e si legge soltanto la prima: quello che \
             c'è nelle altre non viene letto",
            abbrevia(scritta)
        ),
        "scrivi tutto in una colonna sola, oppure dai a ogni colonna un'intestazione sua",
    )
    .anche(testata)
}

/// A field that holds the lines below it.
pub fn virgolette_aperte(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::CellaNonLetta,
        luogo,
        "le virgolette che aprono la cella non si chiudono: dentro ci sono le righe che seguono, \
         che non vengono lette",
        "togli le virgolette, o chiudile alla fine della cella; dentro una cella si scrivono due \
         volte",
    )
    .con_livello(Livello::Errore)
}

/// Words in a header that say nothing of the columns under them.
pub fn parola_di_troppo(luogo: Origine, scritto: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::CellaNonLetta,
        luogo,
        format!(
            "«{scritto}» sta nell'intestazione e non viene letto: che cosa c'è nella colonna lo \
             dicono le altre parole"
        ),
        "scrivi tutta l'intestazione in una cella, oppure togli quello che non serve",
    )
}

/// Why a sheet that nobody sees is not read.
pub const NASCOSTO: &str = "è nascosto";

/// A sheet that is not read.
pub fn foglio_non_letto(foglio: &Foglio, motivo: &str) -> Diagnosi {
    let tabella = foglio
        .righe
        .iter()
        .filter(|riga| riga.celle.len() > 2)
        .count()
        > 1;
    let diagnosi = foglio_escluso(&foglio.file, foglio.nome.as_deref(), motivo);
    Diagnosi {
        // A page of instructions is no table: nobody misses it.
        livello: if tabella {
            Livello::Avviso
        } else {
            Livello::Nota
        },
        ..diagnosi
    }
}

/// A sheet of a workbook from which one table is read, and that is another's.
pub fn tabella_di_troppo(foglio: &Foglio) -> Diagnosi {
    foglio_non_letto(foglio, "la tabella è già nel foglio che lo precede")
        .con_livello(Livello::Avviso)
}

/// A second table in the sheet of one.
pub fn tabella_sotto(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::CellaNonLetta,
        luogo,
        "da qui comincia un'altra tabella, che non viene letta: in un foglio ce n'è una sola",
        "spostala in un file suo; se è la stessa, togli le righe vuote e l'intestazione in mezzo",
    )
}

/// What looks like another table below that of the indicators.
pub fn altra_tabella(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::CellaNonLetta,
        luogo,
        "da qui sembra cominciare un'altra tabella: le sue righe sono lette come indicatori, \
         sotto le intestazioni di quella sopra",
        "spostala in un altro foglio, o in quadri/; se è la stessa tabella, togli la riga vuota \
         che le divide",
    )
}

/// What looks like a second table at the side of one.
pub fn tabella_accanto(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::CellaNonLetta,
        luogo,
        "da questa colonna sembra cominciare un'altra tabella: le sue colonne sono lette come le \
         altre, e le sue righe come quelle della prima",
        "spostala in un file suo; se è la stessa tabella, togli la colonna vuota che le divide",
    )
}

/// A row of data where the names of the columns should stand.
pub fn intestazione_di_cifre(luogo: Origine) -> Diagnosi {
    struttura(
        luogo,
        "qui ci vogliono i nomi delle colonne, e ci sono soltanto cifre",
        "scrivi sopra i dati una riga con i nomi delle colonne",
    )
}

/// A row of a table whose first cell is blank.
pub fn voce_senza_nome(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RigaNonRiconosciuta,
        luogo,
        "la riga della tabella ha dei valori ma non un nome: è stampata senza",
        "scrivi il nome nella prima colonna, oppure unisci le celle che ne hanno uno solo",
    )
    .con_livello(Livello::Avviso)
}

/// A sheet that is not even opened.
pub fn foglio_escluso(file: &str, nome: Option<&str>, motivo: &str) -> Diagnosi {
    let luogo = Origine::foglio(file, nome);
    Diagnosi::nuova(
        Codice::FoglioNonLetto,
        luogo,
        format!(
            "il foglio «{}» non viene letto: {motivo}",
            nome.unwrap_or_default()
        ),
        "se serve, rendilo un foglio come gli altri (o indicalo in ciclo.toml con foglio = \"…\"); \
         altrimenti toglilo",
    )
}

/// The sheet that `ciclo.toml` wants is not in the workbook.
pub fn foglio_assente(fogli: &[Foglio], nome: &str) -> Option<Diagnosi> {
    let file = &fogli.first()?.file;
    let noti: Vec<&str> = fogli
        .iter()
        .filter_map(|foglio| foglio.nome.as_deref())
        .collect();
    Some(Diagnosi::nuova(
        Codice::FileMancante,
        Origine::file(file),
        format!("il foglio «{nome}», che ciclo.toml dice di leggere, non c'è"),
        format!("correggi il nome: nel file ci sono {}", noti.join(", ")),
    ))
}

/// A column that another one holds already.
pub fn colonna_doppia(luogo: Origine, altro: Origine, scritta: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::Doppione,
        luogo,
        format!(
            "la colonna «{}» c'è due volte: non so quale vale",
            abbrevia(scritta)
        ),
        "tieni una sola delle due colonne, o dai all'altra il nome di quello che contiene",
    )
    .anche(altro)
}

/// Two columns of different headings that are read as one; `che` is what both hold.
pub fn colonne_dello_stesso(
    (luogo, seconda): (Origine, &str),
    (altro, prima): (Origine, &str),
    che: &str,
) -> Diagnosi {
    let (prima, seconda) = (abbrevia(prima), abbrevia(seconda));
    let livelli = match che == Campo::Obiettivo.nome() {
        true => "di' in [nomi] di ciclo.toml come l'ente chiama prospettive e obiettivi, o",
        false => "tieni una sola delle due, o di' in ciclo.toml",
    };
    Diagnosi::nuova(
        Codice::Doppione,
        luogo,
        format!("le colonne «{prima}» e «{seconda}» sono lette tutte e due come «{che}»: non so quale vale"),
        format!("{livelli} che cosa è l'altra: in [intestazioni], per esempio ignora = [\"{prima}\"]"),
    )
    .anche(altro)
}

/// A heading of values at the end of a year that does not say that they are its results.
pub fn valore_di_fine_anno(luogo: Origine, scritta: &str, anno: i16) -> Diagnosi {
    let scritta = abbrevia(scritta);
    Diagnosi::nuova(
        Codice::AnnoDedotto,
        luogo,
        format!(
            "la colonna «{scritta}» è letta come un monitoraggio, non come il risultato del {anno}"
        ),
        format!("se è il risultato dell'anno, scrivi nell'intestazione «Risultato {anno}»"),
    )
}

/// A heading without its year.
pub fn anno_dedotto(luogo: Origine, scritta: &str, anno: i16) -> Diagnosi {
    Diagnosi::nuova(
        Codice::AnnoDedotto,
        luogo,
        format!(
            "la colonna «{}» non dice l'anno: è letta come {anno}",
            abbrevia(scritta)
        ),
        format!(
            "scrivi l'anno nell'intestazione, per esempio «{} {anno}»",
            abbrevia(scritta)
        ),
    )
}

/// A row of another year than the one as which a heading without its own is read.
pub fn anno_della_riga(luogo: Origine, scritto: &str, intestazione: &str, anno: i16) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ValoreNonValido,
        luogo,
        format!(
            "nella colonna «Anno» c'è «{}», ma la colonna «{}» è letta come {anno}",
            abbrevia(scritto),
            abbrevia(intestazione)
        ),
        "scrivi l'anno nelle intestazioni, una colonna per anno, e togli la colonna «Anno»",
    )
    .confronto(scritto, anno.to_string())
}

/// A heading without its year, in a sheet that is called by another one.
pub fn anno_del_foglio(luogo: Origine, scritta: &str, anno: i16, detto: i16) -> Diagnosi {
    let scritta = abbrevia(scritta);
    Diagnosi::nuova(
        Codice::AnnoDedotto,
        luogo,
        format!(
            "la colonna «{scritta}» non dice l'anno: sarebbe letta come {anno}, ma il nome del \
             foglio dice {detto}"
        ),
        format!(
            "scrivi l'anno nell'intestazione, per esempio «{scritta} {detto}»; se il foglio non \
             è di questo ciclo, toglilo"
        ),
    )
    .con_livello(Livello::Errore)
}

/// A column that `[intestazioni]` leaves alone.
pub fn colonna_ignorata(luogo: Origine, scritta: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::IntestazioneNonRiconosciuta,
        luogo,
        format!("la colonna «{scritta}» non viene letta, come vuole ciclo.toml"),
        "se invece serve, togli il nome da «ignora» in [intestazioni]",
    )
    .con_livello(Livello::Nota)
}

/// A code with the name of another obiettivo.
pub fn codice_e_nome(luogo: Origine, scritto: &str, codice: &str, altro: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ObiettivoDiscordante,
        luogo,
        format!(
            "«{}» ha il codice {codice} e il nome dell'obiettivo {altro}",
            abbrevia(scritto)
        ),
        "correggi il codice o il nome, come stanno in ciclo.toml",
    )
    .confronto(codice, altro)
    .con_livello(Livello::Errore)
}

/// A code with words that are not those of its obiettivo.
pub fn nome_diverso(luogo: Origine, scritto: &str, codice: &str, nome: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ObiettivoDiscordante,
        luogo,
        format!(
            "«{}» è letto come {codice}, ma in ciclo.toml {codice} è «{nome}»",
            abbrevia(scritto)
        ),
        "se è lo stesso obiettivo, scrivine il nome come in ciclo.toml; altrimenti correggi il \
         codice",
    )
    .confronto(scritto, nome)
}

/// Two sheets of a workbook of which one is a copy.
pub fn foglio_copiato(foglio: &Foglio, altro: &Foglio) -> Diagnosi {
    let nome = |foglio: &Foglio| foglio.nome.clone().unwrap_or_default();
    Diagnosi::nuova(
        Codice::Doppione,
        Origine::foglio(&foglio.file, foglio.nome.as_deref()),
        format!(
            "il foglio «{}» è una copia di «{}»: conterebbero tutti e due",
            nome(foglio),
            nome(altro)
        ),
        "tieni uno solo dei due, o di' quale vale con foglio = \"…\" in ciclo.toml",
    )
    .anche(Origine::foglio(&altro.file, altro.nome.as_deref()))
}

/// A row, voce or activity that stands twice where each must stand once.
pub fn doppione(luogo: Origine, altro: Origine, messaggio: String, rimedio: &str) -> Diagnosi {
    Diagnosi::nuova(Codice::Doppione, luogo, messaggio, rimedio).anche(altro)
}

/// The name of a prospettiva that `ciclo.toml` does not have.
pub fn prospettiva_sconosciuta(luogo: Origine, scritta: &str, vicina: Option<&str>) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ProspettivaSconosciuta,
        luogo,
        format!(
            "la prospettiva «{}» non è tra quelle di ciclo.toml",
            abbrevia(scritta)
        ),
        match vicina {
            Some(vicina) => {
                format!("forse è «{vicina}»: correggi il nome nel foglio o in ciclo.toml")
            }
            None => {
                "correggi il nome nel foglio o aggiungi la prospettiva in ciclo.toml".to_owned()
            }
        },
    )
}

/// A column that should hold a number or a known word and does not.
pub fn valore_non_valido(luogo: Origine, colonna: &str, scritto: &str, atteso: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ValoreNonValido,
        luogo,
        format!(
            "nella colonna «{colonna}» non capisco «{}»",
            abbrevia(scritto)
        ),
        format!("scrivi {atteso}"),
    )
    .confronto(scritto, atteso)
}

/// A bare weight or grade that may be points or a part of one.
pub fn punti_ambigui(luogo: Origine, campo: Campo, scritto: Decimal) -> Diagnosi {
    let (campo, scritto) = (campo.nome(), italiano::numero(scritto));
    Diagnosi::nuova(
        Codice::PercentualeAmbigua,
        luogo,
        format!(
            "nella colonna «{campo}» c'è {scritto}: non si sa se sono punti o una parte di uno"
        ),
        format!(
            "scrivi {scritto}% se sono punti su 100, altrimenti il numero intero con il segno %"
        ),
    )
    .confronto(
        scritto,
        "punti da 0 a 100, o una percentuale con il suo segno",
    )
}

/// A percentage whose point may set thousands apart.
pub fn percentuale_con_punto(valore: &Valore) -> Diagnosi {
    let (scritto, letto) = (abbrevia(&valore.testo), senza_migliaia(valore));
    Diagnosi::nuova(
        Codice::NumeroAmbiguo,
        valore.origine.clone(),
        format!("«{scritto}» è letto come {letto}, ma il punto può separare le migliaia"),
        "scrivi la percentuale con la virgola, se ha decimali, o senza punto, se è di migliaia",
    )
    .confronto(scritto, "una percentuale che si legge in un modo solo")
}

/// A number that another one of its sheet makes doubtful.
pub fn numero_ambiguo(valore: &Valore, prova: &Valore) -> Diagnosi {
    let (scritto, letto) = (abbrevia(&valore.testo), senza_migliaia(valore));
    Diagnosi::nuova(
        Codice::NumeroAmbiguo,
        valore.origine.clone(),
        format!(
            "«{scritto}» è letto come {letto}, ma «{}», nello stesso foglio, ha il punto dei \
             decimali",
            abbrevia(&prova.testo)
        ),
        "scrivi tutti i numeri del foglio all'italiana (1.234,5), oppure salvalo come .xlsx",
    )
    .confronto(scritto, "un numero che si legge in un modo solo")
    .anche(prova.origine.clone())
}

/// What a figure is worth, with no sign but the comma of its decimals.
fn senza_migliaia(valore: &Valore) -> String {
    let grandezza = valore.dato.grandezze().next();
    let numero = grandezza.map(|g| g.valore.normalize().to_string().replace('.', ","));
    let unita = valore.dato.unita().filter(|unita| unita == "%");
    numero.unwrap_or_default() + unita.as_deref().unwrap_or_default()
}

/// Weights that sum to 1.
pub fn pesi_su_uno(luogo: Origine, somma: Decimal) -> Diagnosi {
    Diagnosi::nuova(
        Codice::PesiSuUno,
        luogo,
        format!(
            "i pesi sommano a {}: sono letti come parti di uno (0,25 vale 25)",
            italiano::numero(somma.normalize())
        ),
        "se è giusto così non serve fare niente; altrimenti scrivi i pesi in punti, da 0 a 100",
    )
}

/// A scheda or series that lacks something.
pub fn struttura(
    luogo: Origine,
    messaggio: impl Into<String>,
    rimedio: impl Into<String>,
) -> Diagnosi {
    Diagnosi::nuova(Codice::IntestazioneMancante, luogo, messaggio, rimedio)
        .con_livello(Livello::Errore)
}

/// A column of obiettivi that is read as one of azioni.
pub fn obiettivo_come_azione(luogo: Origine, scritta: &str, sopra: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::IntestazioneNonRiconosciuta,
        luogo,
        format!(
            "la colonna «{}» è letta come azione: gli obiettivi di ciclo.toml sono quelli della \
             colonna «{}»",
            abbrevia(scritta),
            abbrevia(sopra)
        ),
        "se gli obiettivi del ciclo sono invece questi, scrivili in ciclo.toml, in [[prospettive]]",
    )
    .con_livello(Livello::Nota)
}

/// A column that divides a table in several cruscotti.
pub fn piu_servizi(luogo: Origine, scritta: &str, nomi: &[&str]) -> Diagnosi {
    let nomi = nomi.iter().map(|nome| format!("«{}»", abbrevia(nome)));
    let nomi: Vec<String> = nomi.collect();
    Diagnosi::nuova(
        Codice::IntestazioneNonRiconosciuta,
        luogo,
        format!(
            "la colonna «{}» divide la tabella in più cruscotti, uno per servizio: {}",
            abbrevia(scritta),
            nomi.join(", ")
        ),
        "se il cruscotto è uno solo, scrivilo in ciclo.toml con un [[cruscotti]] che ha per id il \
         nome del file, o la colonna fra quelle da ignorare in [intestazioni]",
    )
    .con_livello(Livello::Nota)
}

/// A column of services with more names than there can be services.
pub fn troppi_servizi(luogo: Origine, scritta: &str, quanti: usize) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ValoreNonValido,
        luogo,
        format!(
            "nella colonna «{}» ci sono {quanti} nomi diversi: troppi perché siano servizi, e la \
             tabella resta un cruscotto solo",
            abbrevia(scritta)
        ),
        "scrivi in ogni riga il nome del servizio, oppure dai alla colonna il nome di quello che \
         contiene",
    )
}

/// A column that names one service only, and a title that names another.
pub fn servizio_e_titolo(luogo: Origine, scritta: &str, servizio: &str, titolo: &str) -> Diagnosi {
    let (servizio, titolo) = (abbrevia(servizio), abbrevia(titolo));
    Diagnosi::nuova(
        Codice::RigaNonRiconosciuta,
        luogo,
        format!(
            "nella colonna «{}» c'è sempre «{servizio}», ma il cruscotto si chiama come il titolo, \
             «{titolo}»",
            abbrevia(scritta)
        ),
        "se il nome è quello della colonna, togli il titolo o scrivi il nome in ciclo.toml, in \
         [[cruscotti]]",
    )
}

/// A row that does not say of which service it is, where others do.
pub fn senza_servizio(luogo: Origine) -> Diagnosi {
    Diagnosi::nuova(
        Codice::ValoreNonValido,
        luogo,
        "la riga non dice di quale servizio è",
        "scrivi il nome del servizio, come nelle altre righe",
    )
}

/// The title of another service's table in one sheet.
pub fn altro_servizio(luogo: Origine, nome: &str) -> Diagnosi {
    Diagnosi::nuova(
        Codice::RigaNonRiconosciuta,
        luogo,
        format!(
            "da qui la tabella è di un altro servizio, «{}»: è un altro cruscotto",
            abbrevia(nome)
        ),
        "se è lo stesso, togli la riga o scrivila come nota, con * davanti",
    )
}

/// The beginning of a long text.
pub fn abbrevia(testo: &str) -> String {
    const LUNGHEZZA: usize = 80;
    match testo.char_indices().nth(LUNGHEZZA) {
        Some((fine, _)) => format!("{}…", testo[..fine].trim_end()),
        None => testo.to_owned(),
    }
}
