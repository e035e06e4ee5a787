"""Finds names that nothing uses (vulture). Run by `make lint`; paths and framework hooks stand in pyproject.toml.

A field is also used where a page, a template or a text names it; a class or a function where a text names its whole
path, as settings do. Columns, choices and settings are left out: migrations, rows and Django hold them.
"""

import ast
import re
import sys
from pathlib import Path
from typing import Any

from vulture import Vulture
from vulture.config import make_config

ROOT = Path(__file__).resolve().parents[1]
# Where fields are named as plain words: pages that read the API, and templates.
READERS = ("frontend/src/**/*.ts", "frontend/src/**/*.tsx", "backend/**/*.html", "backend/**/*.txt")
GENERATED = {"schema.d.ts"}
FIELDS = {"variable", "attribute", "property"}


def main() -> None:
    found = dead_names(ROOT)
    for line in found:
        print(line)
    if found:
        sys.exit(f"{len(found)} names that nothing uses: delete them, or say in pyproject.toml who calls them")


def dead_names(root: Path) -> list[str]:
    """Return `path:line unused kind name` for each name under `root` that nothing uses."""
    config = make_config(["--config", str(ROOT / "pyproject.toml")])
    reader = Vulture(ignore_names=config["ignore_names"], ignore_decorators=config["ignore_decorators"])
    reader.scavenge([str(root / path) for path in config["paths"]], exclude=config["exclude"])
    trees = {path: ast.parse(path.read_text()) for path in (root / "backend").rglob("*.py")}
    texts, held = texts_of(trees), held_by_django(trees)
    words = words_of(root, texts)
    return [
        f"{item.filename.relative_to(root)}:{item.first_lineno} unused {item.typ} {item.name}"
        for item in reader.get_unused_code()
        if not (item.name in texts or _path_of(item, root) in texts)
        and not (item.typ in FIELDS and (item.name in words or item.name.removesuffix("_id") in held))
        and not (item.filename.name == "settings.py" and item.name.isupper())
    ]


def texts_of(trees: dict[Path, ast.Module]) -> set[str]:
    """Return every text in Python code, migrations left out."""
    return {
        node.value
        for path, tree in trees.items()
        if path.parent.name != "migrations"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def words_of(root: Path, texts: set[str]) -> set[str]:
    """Return every word of the pages and templates, and of the texts without a space."""
    words = {word for text in texts if " " not in text for word in re.findall(r"\w+", text)}
    for pattern in READERS:
        for path in root.glob(pattern):
            if path.name not in GENERATED:
                words.update(re.findall(r"\w+", path.read_text()))
    return words


def held_by_django(trees: dict[Path, ast.Module]) -> set[str]:
    """Return the names of the models' columns and of all choices: rows hold them, whether code names them or not."""
    found: set[str] = set()
    for tree in trees.values():
        for part in ast.walk(tree):
            if isinstance(part, ast.ClassDef):
                chosen = any(ast.unparse(base).endswith(("Choices", "Enum")) for base in part.bases)
                found.update(
                    target.id
                    for line in part.body
                    if isinstance(line, ast.Assign) and (chosen or ast.unparse(line.value).startswith("models."))
                    for target in line.targets
                    if isinstance(target, ast.Name)
                )
    return found


def _path_of(item: Any, root: Path) -> str:
    return ".".join([*item.filename.relative_to(root).with_suffix("").parts, item.name])


if __name__ == "__main__":
    main()
