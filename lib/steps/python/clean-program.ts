/**
 * Arguments: PREFIX KIND... Runs in a builder, on a virtual or conda environment. `tests` folders are told from evidence
 * and not by name alone, as `find -name test -delete` does: `django.test` and `numpy.testing` are what programs import,
 * and a `tests` that an installed module imports, or names, stays. pip's and conda's records are kept true, so that
 * `pip check`, `conda list` and `strata verify` say of the environment what is in it.
 */
export const cleanProgram: string = String.raw`"""Removes what no running program reads, and strikes it from the records of pip and conda."""
import ast
import csv
import json
import os
import pathlib
import re
import shutil
import sys

prefix = pathlib.Path(sys.argv[1])
kinds = set(sys.argv[2:])
removed = []

DOCUMENTATION = ("share/man", "man", "share/doc", "share/info", "share/gtk-doc")
LICENCE = re.compile(r"licen[cs]e|copying|copyright|notice", re.I)
COMPILER = re.compile(r"^(?:.*-)?(?:cc|gcc|g\+\+|c\+\+|clang|ld)(?:-\d+)?$")
TESTS = re.compile(r"^((?:\w+\.)+tests)(?:\.[\w.]+)?$")


def drop(path):
    removed.append(path)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def drop_documentation():
    for folder in DOCUMENTATION:
        for path in sorted((prefix / folder).rglob("*")):
            if (path.is_file() or path.is_symlink()) and not LICENCE.search(path.name):
                drop(path)


def drop_static_archives():
    programs = prefix / "bin"
    if programs.is_dir() and any(COMPILER.match(path.name) for path in programs.iterdir()):
        return
    for path in sorted(prefix.rglob("*.a")):
        if path.is_file() and not path.is_symlink():
            drop(path)


def is_test(path):
    return "tests" in path.parts[:-1] or path.name == "conftest.py"


def imported(tree, package):
    """Dotted names that a module imports, or has as a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
            yield node.value


def wanted_tests(site):
    wanted = set()
    for path in site.rglob("*.py"):
        inside = path.relative_to(site)
        if is_test(inside) or not path.is_file():
            continue
        text = path.read_bytes()
        if b"tests" not in text:
            continue
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        for name in imported(tree, inside.parts[:-1]):
            found = TESTS.match(name)
            if found:
                wanted.add(found.group(1))
    return wanted


def drop_tests(site):
    wanted = wanted_tests(site)
    for folder in sorted(site.glob("*/**/tests")):
        name = ".".join(folder.relative_to(site).parts)
        used = any(f"{name}.".startswith(f"{other}.") or other.startswith(f"{name}.") for other in wanted)
        if folder.is_dir() and not used:
            drop(folder)


def struck(path):
    # pip writes '../../../share' for what lies beside the packages.
    path = pathlib.Path(os.path.normpath(path))
    return path in gone or any(parent in gone for parent in path.parents)


def correct_records(site):
    for record in site.glob("*.dist-info/RECORD"):
        with record.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        kept = [row for row in rows if not (row and struck(site / row[0]))]
        if len(kept) < len(rows):
            with record.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file, lineterminator="\n").writerows(kept)


def correct_conda():
    for file in prefix.glob("conda-meta/*.json"):
        about = json.loads(file.read_text(encoding="utf-8"))
        about["files"] = [path for path in about.get("files", []) if not struck(prefix / path)]
        data = about.get("paths_data") or {}
        if "paths" in data:
            data["paths"] = [path for path in data["paths"] if not struck(prefix / path["_path"])]
        file.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


sites = sorted(prefix.glob("lib/python3*/site-packages"))
if "documentation" in kinds:
    drop_documentation()
if "static-archives" in kinds:
    drop_static_archives()
if "tests" in kinds:
    for site in sites:
        drop_tests(site)

gone = set(removed)
for site in sites:
    correct_records(site)
correct_conda()
`
