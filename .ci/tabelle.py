"""Validates published tables: by CSV on the Web with their keys, and by Frictionless with a schema made of the same metadata.

    tabelle.py FOLDER…      each FOLDER is a year that `ciclo pubblica` wrote
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from csvw import CSVW
from frictionless import Package

TIPI = {"string": "string", "integer": "integer", "decimal": "number", "date": "date", "boolean": "boolean"}


def csvw(cartella, file="csv-metadata.json"):
    """What CSV on the Web finds wrong."""
    letta = CSVW(str(cartella / file), validate=True)
    trovate = [str(avviso.message) for avviso in letta.warnings]
    try:
        return trovate if letta.is_valid else [*trovate, "not valid"]
    except ValueError as errore:
        return [*trovate, str(errore)]


def campo(colonna):
    tipo = colonna["datatype"]
    base = tipo if isinstance(tipo, str) else tipo["base"]
    campo = {"name": colonna["name"], "type": TIPI[base]}
    if base == "boolean":
        campo |= {"trueValues": ["sì"], "falseValues": ["no"]}
    if colonna.get("required"):
        campo["constraints"] = {"required": True}
    return campo


def risorsa(tabella):
    schema = tabella["tableSchema"]
    rimandi = [
        {
            "fields": [chiave["columnReference"]],
            "reference": {
                "resource": chiave["reference"]["resource"].removesuffix(".csv"),
                "fields": [chiave["reference"]["columnReference"]],
            },
        }
        for chiave in schema.get("foreignKeys", [])
    ]
    return {
        "name": tabella["url"].removesuffix(".csv"),
        "path": tabella["url"],
        "schema": {
            "fields": [campo(colonna) for colonna in schema["columns"]],
            "primaryKey": schema["primaryKey"],
            "foreignKeys": rimandi,
        },
    }


def frictionless(cartella):
    """What Frictionless finds wrong."""
    gruppo = json.loads((cartella / "csv-metadata.json").read_text())
    pacchetto = Package.from_descriptor(
        {"name": "performance", "resources": [risorsa(t) for t in gruppo["tables"]]}, basepath=str(cartella)
    )
    return [f"{e[0]} {e[1]} {e[2]}" for e in pacchetto.validate().flatten(["rowNumber", "fieldName", "message"])]


def guasta(cartella, file, da, a):
    """A copy of the tables with one slip."""
    copia = Path(tempfile.mkdtemp())
    for origine in [*cartella.glob("*.csv"), *cartella.glob("*-metadata.json")]:
        shutil.copy(origine, copia)
    testo = (copia / file).read_bytes().decode()
    assert da in testo, (file, da)
    (copia / file).write_bytes(testo.replace(da, a, 1).encode())
    return copia


def main(cartelle):
    male = 0
    for cartella in map(Path, cartelle):
        una_per_una = [t for f in sorted(cartella.glob("*.csv-metadata.json")) for t in csvw(cartella, f.name)]
        trovate = csvw(cartella) + una_per_una + frictionless(cartella)
        male += len(trovate)
        print(f"{cartella}: {len(list(cartella.glob('*.csv')))} tables, {len(trovate)} problems", *trovate, sep="\n  ")
    prima = Path(cartelle[0])
    for slip in [("cruscotti.csv", "strategico,", "altro,"), ("indicatori.csv", ",2022,", ",duemila,")]:
        copia = guasta(prima, *slip)
        for controllo in (csvw, frictionless):
            if not controllo(copia):
                male += 1
                print(f"{controllo.__name__} lets this pass: {slip}")
        shutil.rmtree(copia)
    return 1 if male else 0


sys.exit(main(sys.argv[1:]))
