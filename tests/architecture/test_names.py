"""A name means one thing: no public class or function stands in two modules of the backend."""

import ast
from collections import defaultdict

import pytest

from tests.records import ROOT

# The name is its framework's, or its module's.
ALLOWED = {"Command"}


def public_names(tree: ast.Module) -> set[str]:
    return {
        part.name
        for part in tree.body
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not part.name.startswith("_")
    }


def test_no_public_name_stands_in_two_modules() -> None:
    where: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "backend").rglob("*.py")):
        if "migrations" not in path.parts:
            for name in public_names(ast.parse(path.read_text())) - ALLOWED:
                where[name].append(str(path.relative_to(ROOT)))
    twice = {name: paths for name, paths in where.items() if len(paths) > 1}
    assert twice == {}, "say in the name which one is meant"


# Words for a file that differ so little that one is opened for the other.
LOOKALIKES = ({"progress", "progression"}, {"attack", "attacks"}, {"draft", "drafts"})


@pytest.mark.parametrize(("folder", "kind"), [("backend", "*.py"), ("frontend/src", "*.ts*")])
def test_no_two_files_are_taken_for_each_other(folder: str, kind: str) -> None:
    stems = {path.stem for path in (ROOT / folder).rglob(kind)}
    assert [pair for pair in LOOKALIKES if pair <= stems] == []
