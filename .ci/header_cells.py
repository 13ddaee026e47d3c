"""Reads `pdfinfo -struct-text` and checks that every table has header cells, and no data cell in its head."""

import re
import sys

tables, current, in_head = [], None, False
for line in sys.stdin:
    match = re.match(r"\s*(Table|THead|TBody|TFoot|TH|TD)\b", line)
    if not match:
        continue
    kind = match.group(1)
    if kind == "Table":
        current = {"TH": 0, "TD": 0, "wrong": 0}
        tables.append(current)
    elif kind in ("THead", "TBody", "TFoot"):
        in_head = kind == "THead"
    elif current is not None:
        current[kind] += 1
        current["wrong"] += kind == "TD" and in_head

bad = [table for table in tables if table["TH"] == 0 or table["wrong"]]
print("FAIL" if bad else "PASS", "header cells", sys.argv[1], f"{len(tables)} tables", *bad)
sys.exit(bool(bad) or not tables)
