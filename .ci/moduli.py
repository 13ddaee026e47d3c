"""Forms filled in by LibreOffice: what it saves is what `ciclo raccogli` must understand.

Usage: moduli.py PROGRAM FOLDER
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

XLSX, ODS = "Calc MS Excel 2007 XML", "calc8"
SERVICE = "promozione"
TODAY = "2022-06-30"


class Office:
    """A headless LibreOffice with a profile of its own, driven through a pipe."""

    def __init__(self, folder):
        pipe = f"ciclo{os.getpid()}"
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder}/profile",
             f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(120):
            try:
                context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except uno.getClass("com.sun.star.connection.NoConnectException"):
                time.sleep(0.5)
        else:
            raise SystemExit("LibreOffice does not answer")
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def edit(self, source, target, change, filter_name=XLSX):
        document = self.desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (value("Hidden", True),))
        change(document.Sheets)
        target.parent.mkdir(parents=True, exist_ok=True)
        document.storeToURL(target.as_uri(), (value("FilterName", filter_name),))
        document.close(True)

    def close(self):
        self.desktop.terminate()
        self.process.wait(60)


def value(name, content):
    return PropertyValue(Name=name, Value=content)


def typed(sheets, sheet, cells):
    """Types into cells as a person does: a string is read as what it looks like, in the cell's own format."""
    for address, content in cells.items():
        cell = sheets.getByName(sheet).getCellRangeByName(address)
        if isinstance(content, str):
            cell.setFormula(content)
        else:
            cell.setValue(content)


class Cycle:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        # A cycle that no form has come back to: the example's own round is taken out.
        shutil.copytree("data/bergamo-2022", folder / "ciclo", ignore=shutil.ignore_patterns("monitoraggi"))

    def run(self, *arguments):
        done = subprocess.run([self.program, *map(str, arguments), "--dati", self.folder / "ciclo"],
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def form(self, *what):
        code, said = self.run("moduli", *what, "--solo", SERVICE, "--uscita", self.folder / "moduli")
        check(code == 0, said)
        return Path(said.strip().splitlines()[0])

    def rows(self):
        done = subprocess.run([self.program, "modello", "--dati", self.folder / "ciclo"], capture_output=True, check=True)
        model = json.loads(done.stdout)
        return next(c for c in model["cruscotti"] if c["id"] == SERVICE)["righe"], model["progetti"]


def check(true, said):
    if not true:
        raise SystemExit(f"moduli: {said}")


def place(file, sheet, cell):
    return {"file": file, "foglio": sheet, "cella": cell}


def results(office, program, folder):
    """A form of results, whole, by both formats: values and causes have the form's cells."""
    for name, filter_name, ending in (("xlsx", XLSX, "xlsx"), ("ods", ODS, "ods")):
        cycle = Cycle(program, folder / name)
        form = cycle.form("consuntivo")
        back = folder / name / "tornati" / f"{SERVICE}.{ending}"
        cells = {"F7": 0.615, "F8": 12, "F10": "2021-12-19", "G7": "sala chiusa; = riaperta"}
        missing = cycle.run("raccogli", form, "--prova")[1].split("Manca ancora:")[1].split("cella ")[1].split()[0].strip(":,")
        cells[missing] = 0.98
        office.edit(form, back, lambda s, cells=cells: typed(s, "Modulo", cells), filter_name)
        code, said = cycle.run("raccogli", back)
        check(code == 0 and f"Preso: consuntivi/{SERVICE}.{ending}" in said, said)
        rows, _ = cycle.rows()
        file = f"consuntivi/{SERVICE}.{ending}"
        first, second = rows[0]["consuntivo"]["2021"], rows[1]["consuntivo"]["2021"]
        check(float(first["valore"]) == 61.5 and first["tipo"] == "percentuale", first)
        check(first["origine"] == place(file, "Modulo", "F7"), first)
        check(second["valore"] == "12" and second["tipo"] == "numero", second)
        check(rows[3]["consuntivo"]["2021"]["valore"] == "2021-12-19", rows[3])
        check(rows[0]["causa"] == "sala chiusa; = riaperta", rows[0])
        check(rows[0]["celle"]["moduli"]["causa"] == place(file, "Modulo", "G7"), rows[0]["celle"])
        again, said = cycle.run("raccogli", back)
        check(again == 0 and "C'è già, uguale" in said, said)


def half_and_twice(office, program, folder):
    """A half-filled form is taken and says what is missing; the second return keeps the first beside."""
    cycle = Cycle(program, folder / "meta")
    form = cycle.form("monitoraggio", "--al", TODAY)
    half = folder / "meta" / "tornati" / f"{SERVICE}.xlsx"
    said_of = {"F7": 0.4, "G7": 0.9, "H7": "un'impresa è fallita", "I7": "nuova gara"}
    office.edit(form, half, lambda s: typed(s, "Modulo", said_of))
    code, said = cycle.run("raccogli", half)
    check(code == 1 and "Manca ancora" in said and "Preso" in said, said)
    rows, _ = cycle.rows()
    file = f"monitoraggi/{TODAY}/{SERVICE}.xlsx"
    check(rows[0]["monitoraggi"][TODAY]["valore"] == "40", rows[0])
    check(rows[0]["monitoraggi"][TODAY]["origine"] == place(file, "Modulo", "F7"), rows[0])
    check(rows[0]["previsione"]["2022"]["valore"] == "90", rows[0])
    check(rows[0]["criticita"] == "un'impresa è fallita", rows[0])
    check(rows[0]["celle"]["moduli"]["azione_correttiva"] == place(file, "Modulo", "I7"), rows[0])
    full = folder / "meta" / "dopo" / f"{SERVICE}.xlsx"

    def rest(sheets):
        typed(sheets, "Modulo", {"F7": 0.45})
        for sheet, columns in (("Modulo", "F"), ("Attività dei progetti", "G")):
            cells = sheets.getByName(sheet)
            for row in range(6, 60):
                cell = cells.getCellRangeByName(f"{columns}{row}")
                if not cell.CellProtection.IsLocked and not cell.String:
                    cell.setFormula("n.d.")
    office.edit(half, full, rest)
    code, said = cycle.run("raccogli", full)
    check(code == 0 and "era «40,00%», ora «45,00%»" in said, said)
    kept = cycle.folder / "ciclo" / f"monitoraggi/{TODAY}/precedenti/{SERVICE}-1.xlsx"
    check(kept.read_bytes() == half.read_bytes(), "the first return is not kept")
    both = folder / "meta" / "insieme"
    both.mkdir()
    shutil.copy(half, both / "uno.xlsx")
    shutil.copy(full, both / "due.xlsx")
    code, said = cycle.run("raccogli", both)
    check(code == 1 and said.count("Non preso") == 2, said)


def refusals(office, program, folder):
    """A locked cell, a row taken away, another date, another cycle."""
    cycle = Cycle(program, folder / "no")
    form = cycle.form("consuntivo")
    tornati = folder / "no" / "tornati"

    def locked(sheets):
        sheet = sheets.getByName("Modulo")
        sheet.unprotect("")
        typed(sheets, "Modulo", {"D7": "1%"})
    office.edit(form, tornati / "bloccata.xlsx", locked)
    code, said = cycle.run("raccogli", tornati / "bloccata.xlsx")
    check(code == 1 and "Non preso" in said and "D7" in said, said)
    check(not (cycle.folder / "ciclo" / "consuntivi").exists(), "a refused form was kept")
    code, said = cycle.run("raccogli", tornati / "bloccata.xlsx", "--accetta")
    check("Preso" in said, said)

    def without_row(sheets):
        sheet = sheets.getByName("Modulo")
        sheet.unprotect("")
        sheet.Rows.removeByIndex(7, 1)
    office.edit(form, tornati / "senza.xlsx", without_row)
    code, said = cycle.run("raccogli", tornati / "senza.xlsx")
    check(code == 1 and "Non preso" in said, said)
    # A date has its own folder: a form for another one never takes the place of this.
    june = cycle.form("monitoraggio", "--al", TODAY)
    september = tornati / "settembre.xlsx"
    office.edit(june, tornati / "giugno.xlsx", lambda s: typed(s, "Modulo", {"F7": 0.4}))
    later = cycle.form("monitoraggio", "--al", "2022-09-30")
    office.edit(later, september, lambda s: typed(s, "Modulo", {"F7": 0.7}))
    for form in (tornati / "giugno.xlsx", september):
        cycle.run("raccogli", form)
    dates = cycle.rows()[0][0]["monitoraggi"]
    check({d: v["valore"] for d, v in dates.items()} == {TODAY: "40", "2022-09-30": "70"}, dates)
    toml = cycle.folder / "ciclo" / "ciclo.toml"
    toml.write_text(toml.read_text().replace('nome = "Camera di commercio di Bergamo"', 'nome = "Altra"', 1))
    code, said = cycle.run("raccogli", september)
    check(code == 1 and "è del ciclo 2022 di Camera di commercio di Bergamo" in said, said)


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    office = Office(folder)
    try:
        for scenario in (results, half_and_twice, refusals):
            scenario(office, program, folder / scenario.__name__)
            print(f"{scenario.__name__}: ok")
    finally:
        office.close()


main()
