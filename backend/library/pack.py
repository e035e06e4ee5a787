"""Reads and checks a content pack: a folder of YAML files. Knows no database; every fault names file and line."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

LANGUAGES = ("en", "es")
JOINT_NAME = re.compile(r'data-joint="([a-z-]+)"')
PROP_NAME = re.compile(r'data-prop="([a-z-]+)"')


@dataclass(frozen=True)
class Fault:
    """One thing wrong in the pack: where it is, and what was expected."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class Pack:
    """A whole pack. `exercises` and `protocols` map slug -> content as plain data; complete only without `faults`."""

    exercises: dict[str, dict[str, Any]]
    protocols: dict[str, dict[str, Any]]
    faults: list[Fault]


@dataclass
class _Document:
    file: str
    data: Any

    def line(self, path: list[Any]) -> int:
        """Return the line (from 1) of the value at `path`, or of its nearest parent that has one."""
        node, line = self.data, 1
        for key in path:
            if isinstance(node, CommentedMap | CommentedSeq):
                try:
                    line = node.lc.key(key)[0] + 1 if isinstance(node, CommentedMap) else node.lc.item(key)[0] + 1
                    node = node[key]
                except (KeyError, IndexError, TypeError, AttributeError):
                    return line
        return line


def read_pack(root: Path) -> Pack:
    """Read the pack under `root` (catalog/, protocols/, figures/, schema/) and collect every fault in it."""
    pack = Pack({}, {}, [])
    schemas = {path.stem.split(".")[0]: json.loads(path.read_text()) for path in (root / "schema").glob("*.json")}
    rigs = _rigs(root)
    documents: dict[str, dict[str, _Document]] = {}
    for folder in sorted(path for path in (root / "catalog").iterdir() if path.is_dir()):
        parts: dict[str, _Document] = {}
        for name, schema in (("exercise", "exercise"), *((lang, "words") for lang in LANGUAGES), ("poses", "poses")):
            document = _read(root, folder / f"{name}.yaml", schemas[schema], pack.faults)
            if document:
                parts[name] = document
        documents[folder.name] = parts
        _check_exercise(folder.name, parts, rigs, pack.faults)
        if len(parts) == 2 + len(LANGUAGES):
            pack.exercises[folder.name] = _content(parts)
    _check_links(documents, pack.faults)
    for path in sorted((root / "protocols").glob("*.yaml")):
        document = _read(root, path, schemas["protocol"], pack.faults)
        if document:
            _check_protocol(path.stem, document, documents, pack.faults)
            pack.protocols[path.stem] = _plain(document.data)
    pack.faults.sort(key=lambda fault: (fault.file, fault.line))
    return pack


def _rigs(root: Path) -> dict[str, tuple[set[str], set[str]]]:
    found = {}
    for path in sorted((root / "figures").glob("*.svg")):
        text = path.read_text()
        found[path.stem] = (set(JOINT_NAME.findall(text)), set(PROP_NAME.findall(text)))
    return found


def _read(root: Path, path: Path, schema: dict[str, Any], faults: list[Fault]) -> _Document | None:
    name = str(path.relative_to(root))
    try:
        data = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.append(Fault(name, 1, "this file is missing"))
        return None
    except UnicodeDecodeError as error:
        faults.append(Fault(name, 1, f"the file is not UTF-8 text ({error.reason})"))
        return None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.append(Fault(name, line, f"not valid YAML: {error.problem or error.context}"))
        return None
    document = _Document(name, data)
    errors = sorted(Draft202012Validator(schema).iter_errors(data), key=lambda error: list(map(str, error.path)))
    for found in errors:
        where = ".".join(map(str, found.absolute_path)) or "the file"
        expected = found.schema.get("description", "") if isinstance(found.schema, dict) else ""
        message = f"{where}: {found.message}" + (f" (expected: {expected})" if expected else "")
        faults.append(Fault(name, document.line(list(found.absolute_path)), message))
    return None if errors else document


def _check_exercise(
    slug: str, parts: dict[str, _Document], rigs: dict[str, tuple[set[str], set[str]]], faults: list[Fault]
) -> None:
    """Check what the schemas cannot, on whatever files of an exercise could be read."""
    if (head := parts.get("exercise")) and head.data["slug"] != slug:
        faults.append(Fault(head.file, head.line(["slug"]), f"slug: must be the folder's name, {slug!r}"))
    steps = {language: len(parts[language].data["steps"]) for language in LANGUAGES if language in parts}
    if len(set(steps.values())) > 1:
        document = parts[LANGUAGES[1]]
        faults.append(Fault(document.file, document.line(["steps"]), f"steps: the languages differ in number: {steps}"))
    if poses := parts.get("poses"):
        _check_poses(poses, rigs, faults)


def _content(parts: dict[str, _Document]) -> dict[str, Any]:
    return {
        **_plain(parts["exercise"].data),
        "words": {language: _plain(parts[language].data) for language in LANGUAGES},
        "figure": _plain(parts["poses"].data),
    }


def _check_poses(document: _Document, rigs: dict[str, tuple[set[str], set[str]]], faults: list[Fault]) -> None:
    rig = document.data["rig"]
    if rig not in rigs:
        known = ", ".join(sorted(rigs))
        faults.append(Fault(document.file, document.line(["rig"]), f"rig: {rig!r} is not in figures/ ({known})"))
        return
    joints, props = rigs[rig]
    for index, pose in enumerate(document.data["poses"]):
        for joint in pose["joints"]:
            if joint not in joints:
                line = document.line(["poses", index, "joints", joint])
                faults.append(Fault(document.file, line, f"joints.{joint}: the rig {rig} has no such joint"))
    for index, prop in enumerate(document.data.get("props", [])):
        if prop not in props:
            line = document.line(["props", index])
            faults.append(Fault(document.file, line, f"props.{index}: the rig {rig} has no prop {prop!r}"))


def _check_links(documents: dict[str, dict[str, _Document]], faults: list[Fault]) -> None:
    for parts in documents.values():
        head = parts.get("exercise")
        if not head:
            continue
        for kind in ("progress", "regress"):
            for index, target in enumerate(head.data[kind]["to"]):
                if target not in documents or target == head.data["slug"]:
                    line = head.line([kind, "to", index])
                    faults.append(
                        Fault(head.file, line, f"{kind}.to.{index}: no other exercise {target!r} in catalog/")
                    )


def _check_protocol(
    slug: str, document: _Document, documents: dict[str, dict[str, _Document]], faults: list[Fault]
) -> None:
    def need(target: str, path: list[Any]) -> None:
        if target not in documents:
            where = ".".join(map(str, path))
            faults.append(Fault(document.file, document.line(path), f"{where}: no exercise {target!r} in catalog/"))

    if document.data["slug"] != slug:
        faults.append(Fault(document.file, document.line(["slug"]), f"slug: must be the file's name, {slug!r}"))
    for number, phase in enumerate(document.data["phases"]):
        for index, item in enumerate(phase["items"]):
            path: list[Any] = ["phases", number, "items", index]
            need(item["slug"], [*path, "slug"])
            for key in ("alt_if_equipment", "alt_if_tag"):
                for condition, target in item.get(key, {}).items():
                    need(target, [*path, key, condition])


def _plain(value: Any) -> Any:
    """Return YAML's annotated values as plain dicts, lists, strings and numbers."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    return str(value)
