"""Reads and writes the files of a content pack: YAML, and Markdown with YAML front matter. Pure but for that.

What is written is canonical: keys in the schema's order, short facts on one line, sentences one a line. Content that
was read and is written again gives the same bytes, so that a pack in git and a library in a database can be compared.
"""

import io
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from backend.library.kinds import SHIPPED
from backend.library.yaml_text import Unreadable, read_yaml

FENCE = "---\n"
LINE = 120
_SENTENCE = re.compile(r"[A-ZÁÉÍÓÚÑ¿¡][a-záéíóúñ]+\W.*|.{28,}|.*\n.*", re.DOTALL)


@dataclass
class Document:
    """A file's data, with the line of each value. `offset` is where the YAML begins in the file."""

    file: str
    data: Any
    offset: int = 0

    def line(self, place: tuple[Any, ...]) -> int:
        """Return the line (from 1) of the value at `place`, or of its nearest parent that has one."""
        node, line = self.data, 1
        for key in place:
            if isinstance(node, CommentedMap | CommentedSeq):
                try:
                    line = node.lc.key(key)[0] + 1 if isinstance(node, CommentedMap) else node.lc.item(key)[0] + 1
                    node = node[key]
                except (KeyError, IndexError, TypeError, AttributeError):
                    break
        return line + self.offset


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schemas of the pack's files by name."""
    return {path.stem: json.loads(path.read_text()) for path in (SHIPPED / "schema").glob("*.json")}


def read_document(path: Path, name: str) -> Document:
    """Read a YAML or Markdown file. Raises Unreadable."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Unreadable(1, "this file is missing") from None
    except OSError as error:
        raise Unreadable(1, f"this is no file ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise Unreadable(1, f"the file is not UTF-8 text ({error.reason})") from error
    if path.suffix == ".md":
        return _markdown(text, name)
    return Document(name, read_yaml(text))


def _markdown(text: str, name: str) -> Document:
    if not text.startswith(FENCE) or FENCE not in text[len(FENCE) :]:
        raise Unreadable(1, "the file must begin with front matter: a line ---, title and the rest, a line ---")
    front, body = text[len(FENCE) :].split(FENCE, 1)
    data = read_yaml(front, 1)
    if not isinstance(data, CommentedMap):
        raise Unreadable(2, "the front matter must be a list of `name: text` lines")
    data["body"] = body.strip()
    data.lc.add_kv_line_col("body", [front.count("\n") + 1, 0, front.count("\n") + 1, 0])
    return Document(name, data, offset=1)


def written_text(file: str, schema: dict[str, Any], data: dict[str, Any]) -> str:
    """Return the canonical text of a file."""
    if not file.endswith(".md"):
        return _dumped(_arranged(data, schema, top=True))
    front = {key: value for key, value in data.items() if key != "body"}
    return f"{FENCE}{_dumped(_arranged(front, schema, top=True))}{FENCE}\n{data['body'].strip(chr(10))}\n"


def dumped(value: Any, schema: dict[str, Any]) -> str:
    """Return a piece of content as canonical YAML text, for a curator to edit."""
    return _dumped(_arranged(value, schema, top=True))


def _dumped(data: Any) -> str:
    yaml = YAML(typ="rt")
    yaml.width = 10**6
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def _arranged(value: Any, schema: Any, *, top: bool = False) -> Any:
    """Return the value with keys in the schema's order (free keys by name), short facts marked to share a line."""
    if isinstance(value, dict):
        known = schema.get("properties", {}) if isinstance(schema, dict) else {}
        free = schema.get("additionalProperties", {}) if isinstance(schema, dict) else {}
        keys = [key for key in known if key in value] + sorted(key for key in value if key not in known)
        mapping = CommentedMap((key, _arranged(value[key], known.get(key, free))) for key in keys)
        if not top and _fits(value):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        sequence = CommentedSeq(_arranged(item, schema.get("items", {})) for item in value)
        if _fits(value):
            sequence.fa.set_flow_style()
        return sequence
    return value


def _fits(value: Any) -> bool:
    """Say whether a value is facts rather than sentences, and short enough for one line."""
    if not _facts(value):
        return False
    nested = any(isinstance(item, dict | list) for item in (value.values() if isinstance(value, dict) else value))
    return not nested or len(json.dumps(value)) <= LINE


def _facts(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_facts, value.values()))
    if isinstance(value, list):
        return all(map(_facts, value))
    return not isinstance(value, str) or not _SENTENCE.fullmatch(value)
