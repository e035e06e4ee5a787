"""Reads YAML that somebody wrote: every fault is told with its line, and nothing grows while it is read. Pure."""

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent

from backend.common.storable import unstorable

# The largest file of the pack has 16,000 characters.
LONGEST = 50_000
DEEPEST = 30


class Unreadable(Exception):
    """The text cannot be read as what it should be; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


class _Composer(Composer):
    """Takes no `*name`: a few lines of them stand for gigabytes, and one that holds itself has no end."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent):
            raise ComposerError(None, None, "write it out: references like *name are not taken", event.start_mark)
        if self.depth >= DEEPEST:
            raise ComposerError(None, None, f"nested deeper than {DEEPEST} levels", event.start_mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def read_yaml(text: str, offset: int = 0) -> Any:
    """Return the data of a YAML text, which knows its lines; `offset` more stand before it. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable(1 + offset, f"this is longer than {LONGEST:,} characters")
    yaml = YAML(typ="rt")
    yaml.Composer = _Composer
    try:
        data = yaml.load(text)
        fault = unstorable(plain(data))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Unreadable(line + offset, f"not valid YAML: {error.problem or error.context}") from error
    except Exception as error:
        # The parser has many ways to fail on what no writer means: control characters, dates like 2026-02-30, tags.
        said = str(error).split("\n", 1)[0] or type(error).__name__
        raise Unreadable(1 + offset, f"not valid YAML: {said}") from error
    if fault:
        raise Unreadable(1 + offset, f"{fault.where or 'this'}: {fault.why}")
    return data


def plain(value: Any) -> Any:
    """Return YAML's annotated values as plain dicts, lists, strings and numbers."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    return str(value)
