"""publiccode.yml by the rules of its standard, and whether those rules would notice a fault."""

import copy
import json
import sys
from pathlib import Path

import jsonschema
import yaml


class Lettore(yaml.SafeLoader):
    """Dates stay as they are written; a key that is there twice is an error."""

    def construct_mapping(self, node, deep=False):
        chiavi = [self.construct_object(chiave, deep=deep) for chiave, _ in node.value]
        doppie = {chiave for chiave in chiavi if chiavi.count(chiave) > 1}
        if doppie:
            raise ValueError(f"twice: {doppie}")
        return super().construct_mapping(node, deep=deep)


Lettore.yaml_implicit_resolvers = {
    lettera: [regola for regola in regole if regola[0] != "tag:yaml.org,2002:timestamp"]
    for lettera, regole in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def senza(chiave):
    return lambda scheda: scheda.pop(chiave)


def con(*percorso):
    *dove, chiave, valore = percorso

    def cambia(scheda):
        for passo in dove:
            scheda = scheda[passo]
        scheda[chiave] = valore

    return cambia


# Each of these makes the file invalid.
GUASTI = {
    "no url": senza("url"),
    "a url that is no address": con("url", "ciclo.git"),
    "another version": con("publiccodeYmlVersion", "0.1"),
    "a version that is a number": con("publiccodeYmlVersion", 0.7),
    "no platform": con("platforms", []),
    "a category that is not in the list": con("categories", ["public-administration"]),
    "a status that does not exist": con("developmentStatus", "alpha"),
    "a key that nobody knows": con("licenza", "EUPL-1.2"),
    "a deprecated key": con("legal", "repoOwner", "X"),
    "a deprecated text": con("description", "it", "genericName", "X"),
    "a summary that is too long": con("description", "it", "shortDescription", "x" * 151),
    "a description that is too short": con("description", "it", "longDescription", "x" * 149),
    "no feature": con("description", "it", "features", []),
    "no contact": con("maintenance", {"type": "community"}),
    "a contractor of nobody": con("maintenance", "contractors", [{"name": "X", "until": "2027-01-01"}]),
    "a country in small letters": con("intendedAudience", "countries", ["it"]),
    "no language": con("localisation", "availableLanguages", []),
    "an answer that is a word": con("localisation", "localisationReady", "no"),
}

radice = Path(__file__).resolve().parent.parent
regole = json.loads((radice / ".ci/scheda.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(regole)
esame = jsonschema.Draft202012Validator(regole, format_checker=jsonschema.FormatChecker())
scheda = yaml.load((radice / "publiccode.yml").read_text(), Lettore)

trovati = [f"publiccode.yml: {'/'.join(map(str, e.path))}: {e.message}" for e in esame.iter_errors(scheda)]
for nome, guasta in GUASTI.items():
    guastata = copy.deepcopy(scheda)
    guasta(guastata)
    if esame.is_valid(guastata):
        trovati.append(f"nobody notices {nome}")
print("\n".join(trovati) or f"publiccode.yml: valid; {len(GUASTI)} faults noticed")
sys.exit(bool(trovati))
