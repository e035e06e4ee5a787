"""The list of pure modules stands once: the contract "Pure modules know no framework" in pyproject.toml."""

import ast
import re
import tomllib
from pathlib import Path

from scripts.mutation import listed
from tests.records import ROOT

TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
CONTRACT = next(each for each in TOOLS["importlinter"]["contracts"] if each["name"].startswith("Pure modules"))
PURE = set(CONTRACT["source_modules"])
MUTATED = {path.removesuffix(".py").replace("/", ".") for path in TOOLS["mutmut"]["only_mutate"]}
# Not pure, but who may see what is decided here, and what becomes of a batch when one item fails.
DECIDE_TOO = {"backend.accounts.access", "backend.accounts.policies", "backend.common.halving"}
# Pure, but they decide nothing about a patient: what they say is looked at, or checked by the content pack.
LEFT_OUT = {
    "backend.common.spanish": "words",
    "backend.diary.medicines": "a list",
    "backend.common.storable": "what a database takes, tried with any JSON",
    "backend.reports.fhir_values": "layout, tried with any text",
    "backend.reports.words": "words",
    "backend.reports.chart": "drawing",
    "backend.reports.tables": "layout",
    "backend.library.figures": "drawing, held by tests/contract/figures.json",
    "backend.library.diff": "shows a curator what differs",
    "backend.library.duplicates": "suggests to a curator",
    "backend.library.checks": "the pack's checker: each fault has a broken fixture",
    "backend.library.documents": "reading and writing of files",
    "backend.library.gates": "sorts the checker's faults",
    "backend.library.glossary": "the pack's checker",
    "backend.library.kinds": "a table",
    "backend.library.markdown": "the pack's checker",
    "backend.library.merging": "brings curators' texts together",
    "backend.library.pack": "reading of files",
    "backend.library.yaml_text": "reading of files",
    "backend.library.problem": "a record",
    "backend.library.readability": "the pack's checker",
    "backend.library.reassurance": "the pack's checker",
    "backend.insights.numbers.compute_input": "checks what a command is given",
    "backend.assessments.fields": "a table",
    "backend.insights.facts": "a record",
    "backend.accounts.delays": "how long a guesser waits",
    "backend.reminders.kinds": "a table",
}


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def test_each_module_that_calls_itself_pure_is_on_the_list_and_no_other() -> None:
    called = {
        module(path)
        for path in (ROOT / "backend").rglob("*.py")
        if re.search(r"\bPure\b", ast.get_docstring(ast.parse(path.read_text())) or "")
    }
    assert called == PURE


def test_the_list_is_sorted_and_has_no_module_twice() -> None:
    assert CONTRACT["source_modules"] == sorted(PURE)
    assert TOOLS["mutmut"]["only_mutate"] == sorted(TOOLS["mutmut"]["only_mutate"])


def test_what_decides_is_mutated() -> None:
    assert PURE - LEFT_OUT.keys() | DECIDE_TOO == MUTATED


def test_mutants_meet_tests_that_exist() -> None:
    chosen = TOOLS["mutmut"]["pytest_add_cli_args_test_selection"]
    paths = [each.removeprefix("--deselect=").partition("::")[0] for each in chosen]
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_each_listed_survivor_is_of_code_that_stands() -> None:
    """A survivor of code that was changed since is no longer looked at by anybody."""
    for where, changes in listed().items():
        parts = f"backend.{where}".split(".")
        name = next(n for n in range(len(parts), 0, -1) if ".".join(parts[:n]) in MUTATED)
        code = " ".join((ROOT / "/".join(parts[:name])).with_suffix(".py").read_text().split())
        for change in changes:
            assert " ".join(change.partition(" → ")[0].split()) in code, f"{where}: {change}"


def test_the_architecture_calls_pure_only_what_is() -> None:
    for line in (ROOT / "ARCHITECTURE.md").read_text().splitlines():
        app = re.match(r"\| `(\w+)` \|", line)
        for names in re.findall(r"pure ((?:`[\w/]+\.py`(?:, | and )?)+)", line) if app else []:
            for name in re.findall(r"`([\w/]+)\.py`", names):
                assert f"backend.{app[1]}.{name.replace('/', '.')}" in PURE, line
