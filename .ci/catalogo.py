"""Validates published catalogues against DCAT-AP 3 and DCAT-AP_IT (SHACL), and makes sure that the rules can say no.

    catalogo.py FOLDER…      each FOLDER is what `ciclo pubblica` wrote, with an address
"""

import sys
from pathlib import Path

from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, SH, Graph, Literal, Namespace

QUI = Path(__file__).parent / "dcat"
IT = Namespace("http://dati.gov.it/onto/dcatapit#")
# The deprecated terms of one profile are the mandatory ones of the other.
REGOLE = [*sorted((QUI / "dcat-ap-3.0.1").glob("*.ttl")), QUI / "dcat-ap-it.ttl"]


def regole():
    grafo = Graph()
    for file in REGOLE:
        grafo.parse(file)
    return grafo


def violazioni(catalogo, forme):
    """What the rules do not allow; warnings are left aside."""
    insieme = catalogo + Graph().parse(QUI / "vocabolari.ttl")
    _, esito, _ = validate(insieme, shacl_graph=forme, advanced=True)
    trovate = []
    for risultato in esito.objects(None, SH.result):
        if esito.value(risultato, SH.resultSeverity) != SH.Violation:
            continue
        che = [esito.value(risultato, p) for p in (SH.focusNode, SH.resultPath, SH.resultMessage)]
        trovate.append(" ".join(str(parte) for parte in che))
    return sorted(trovate)


def guasti(catalogo):
    """The same catalogue, broken in one way at a time."""
    dataset = next(catalogo.subjects(RDF.type, DCAT.Dataset))
    file = next(catalogo.subjects(RDF.type, DCAT.Distribution))
    for soggetto, proprieta, nuovo in [
        (dataset, DCTERMS.title, None),
        (dataset, DCTERMS.identifier, None),
        (dataset, DCTERMS.identifier, Literal("un altro")),
        (dataset, DCTERMS.rightsHolder, None),
        (dataset, DCTERMS.accrualPeriodicity, DCTERMS.title),
        (file, DCAT.byteSize, Literal(1.5)),
        (file, DCTERMS.license, None),
        (file, DCTERMS.format, DCTERMS.title),
        (file, RDF.type, None),
    ]:
        guasto = Graph() + catalogo
        if nuovo is None or proprieta != DCTERMS.identifier:
            guasto.remove((soggetto, proprieta, None))
        if nuovo is not None:
            guasto.add((soggetto, proprieta, nuovo))
        yield f"{soggetto} {proprieta}", guasto


def main(cartelle):
    forme, male = regole(), 0
    for cartella in map(Path, cartelle):
        grafi = [Graph().parse(cartella / nome) for nome in ("catalogo.ttl", "catalogo.jsonld")]
        trovate = violazioni(grafi[0], forme)
        if set(grafi[0]) != set(grafi[1]):
            trovate.append("the two forms say different things")
        male += len(trovate)
        quanti = len(set(grafi[0].subjects(RDF.type, DCAT.Dataset)))
        print(f"{cartella}: {quanti} datasets, {len(trovate)} violations", *trovate, sep="\n  ")
    primo = Graph().parse(Path(cartelle[0]) / "catalogo.ttl")
    for che, guasto in guasti(primo):
        if not violazioni(guasto, forme):
            male += 1
            print(f"The rules let this pass: {che}")
    return 1 if male else 0


sys.exit(main(sys.argv[1:]))
