"""What licences the crates have: against the policy of deny.toml, and as a text that goes with the program.

Usage: licenze.py check          all crates of the lock file; needs license-expression
       licenze.py text FILE      the crates inside the program, with the texts that they carry
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path


def cargo(*arguments):
    return subprocess.run(["cargo", *arguments, "--locked"], check=True, capture_output=True, text=True).stdout


def packages():
    found = json.loads(cargo("metadata", "--format-version", "1"))["packages"]
    return sorted((p for p in found if p["source"]), key=lambda p: (p["name"], p["version"]))


def allows(expression, allowed):
    """True if the licences that may be chosen are among those allowed: one side of an OR, both of an AND."""
    parts = [] if expression.isliteral else [allows(part, allowed) for part in expression.args]
    if not parts:
        return str(expression) in allowed
    return any(parts) if expression.operator.strip() == "OR" else all(parts)


def check():
    from license_expression import get_spdx_licensing

    spdx = get_spdx_licensing()
    policy = tomllib.loads(Path("deny.toml").read_text())["licenses"]
    clarified = {c["crate"]: c["expression"] for c in policy.get("clarify", [])}
    allowed = set(policy["allow"])
    found, refused = packages(), []
    for package in found:
        # "A/B" is how older crates write "A OR B".
        said = clarified.get(package["name"]) or (package["license"] or "").replace("/", " OR ")
        if not said or not allows(spdx.parse(said, validate=True, strict=True), allowed):
            refused.append(f"{package['name']} {package['version']}: {said or 'no licence'}")
    for line in refused:
        print(f"licenze: not in deny.toml: {line}")
    print(f"{len(found)} crates, {len(refused)} refused")
    return 1 if refused or len(found) < 100 else 0


def text(out):
    tree = cargo("tree", "--edges", "normal", "--prefix", "none", "--format", "{p}")
    inside = {tuple(line.split()[:2]) for line in tree.splitlines() if line}
    seen, lines = {}, []
    for package in packages():
        name, version = package["name"], package["version"]
        if (name, f"v{version}") not in inside:
            continue
        lines.append(f"{'=' * 80}\n{name} {version}: {package['license'] or package['license_file']}\n")
        folder = Path(package["manifest_path"]).parent
        for file in sorted(folder.iterdir()):
            if not file.is_file() or not file.name.upper().startswith(("LICEN", "COPYING", "NOTICE", "UNLICENSE")):
                continue
            content = file.read_text(errors="replace").strip()
            first = seen.setdefault(content, f"{name} {version}, {file.name}")
            mine = first == f"{name} {version}, {file.name}"
            lines.append(f"--- {file.name}\n\n{content}\n" if mine else f"--- {file.name}: as in {first}\n")
    Path(out).write_text("\n".join(lines))


if __name__ == "__main__":
    sys.exit(check() if sys.argv[1] == "check" else text(sys.argv[2]))
