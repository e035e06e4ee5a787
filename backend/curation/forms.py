"""Makes a form from a content schema, so that schema and form cannot differ. Pieces too rich for a form are YAML.

A draft may be unfinished: an empty field is left out of the content, and the gates say that it is missing.
"""

import json
from collections.abc import Iterator
from typing import Any

from django import forms

from backend.curation.fields import BaseField, LinesField, TextField, YAMLField
from backend.library.diff import Change, changes
from backend.library.documents import schemas
from backend.library.kinds import KINDS, Content, Part, Place

LONG = 100
BASE = "base"
_PLAIN: dict[str, type[forms.Field]] = {
    "integer": forms.IntegerField,
    "number": forms.FloatField,
    "boolean": forms.BooleanField,
}
DOT = "."


class ContentForm(forms.Form):
    """The form of one version. `sections` groups its field names for the page.

    `base` is what the page is made from, when that is not the content itself; `theirs` what another curator saved in
    the same fields meanwhile, by name.
    """

    def __init__(
        self, kind: str, content: Content, data: Any = None, *, locked: bool = False, base: Content | None = None
    ) -> None:
        self.kind = kind
        self.theirs: dict[str, list[Change]] = {}
        self.sections: list[tuple[str, list[str]]] = []
        initial: dict[str, Any] = {BASE: json.dumps(content if base is None else base, ensure_ascii=False)}
        found: dict[str, forms.Field] = {BASE: BaseField(required=False)}
        for part in KINDS[kind]:
            names = []
            for place, field in _fields(schemas()[part.schema], part.at):
                if place == ("slug",):
                    continue
                name = DOT.join(place)
                found[name] = field
                initial[name] = _value(content, place)
                names.append(name)
            self.sections.append((section_title(part), names))
        super().__init__(data, initial=initial)
        self.fields.update(found)
        for field in self.fields.values():
            field.disabled = locked

    def content(self, slug: str) -> Content:
        """Return the content that was entered. What is empty is left out."""
        content: Content = {"slug": slug}
        for part in KINDS[self.kind]:
            _put(content, part.at, {})
        for name, value in self.cleaned_data.items():
            if name != BASE and value not in (None, "") and not (value == [] and not _keeps_empty(self.fields[name])):
                _put(content, tuple(name.split(DOT)), value)
        return content

    def base(self) -> Content:
        """Return the content that the page was made from."""
        base: Content = self.cleaned_data[BASE]
        return base

    def show_clashes(self, theirs: Content, mine: Content, clashes: list[Place]) -> None:
        """Mark the fields that another curator changed, too, with the difference from theirs to mine."""
        for clash in clashes:
            name = DOT.join(map(str, clash))
            field = next((each for each in self.fields if name == each or name.startswith(each + DOT)), "")
            if field and field not in self.theirs:
                place = tuple(field.split(DOT))
                self.theirs[field] = changes(_only(theirs, place), _only(mine, place))

    def section_fields(self) -> Iterator[tuple[str, list[tuple[forms.BoundField, list[Change]]]]]:
        """Yield each section's title with its fields, each with what somebody else saved in it meanwhile."""
        for title, names in self.sections:
            yield title, [(self[name], self.theirs.get(name, [])) for name in names]


def section_title(part: Part) -> str:
    """Return what a part of the content is called on the page."""
    titles = {(): "Facts", ("words", "en"): "English", ("words", "es"): "Spanish", ("figure",): "Figure"}
    return titles[part.at]


def _keeps_empty(field: forms.Field) -> bool:
    """An empty list says something where the schema asks for the list itself: nothing blocks, nothing follows."""
    return bool(getattr(field, "keeps_empty", False))


def _fields(schema: dict[str, Any], at: Place, *, asked: bool = True) -> Iterator[tuple[tuple[str, ...], forms.Field]]:
    required = schema.get("required", [])
    for name, node in schema["properties"].items():
        place = (*map(str, at), name)
        if "properties" in node:
            yield from _fields(node, place, asked=asked and name in required)
            continue
        field = _field(node)
        field.label = _label(place)
        field.help_text = node.get("description", "")
        field.required = False
        field.keeps_empty = asked and name in required  # type: ignore[attr-defined]  # ours
        yield place, field


def _rich(node: dict[str, Any]) -> bool:
    return node.get("items", {}).get("type") in {"object", "array", "number"}


def _field(node: dict[str, Any]) -> forms.Field:
    if "enum" in node:
        return forms.ChoiceField(choices=[("", "—"), *((each, _words(each)) for each in node["enum"])])
    if node.get("type") == "string":
        limit = node.get("maxLength")
        wide = forms.Textarea(attrs={"rows": 20 if limit and limit > 1000 else 3})
        return TextField(max_length=limit, widget=wide if (limit or 0) > LONG else forms.TextInput)
    if node.get("type") == "array" and "enum" in node["items"]:
        choices = [(each, _words(each)) for each in node["items"]["enum"]]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
    if node.get("type") == "array" and not _rich(node):
        return LinesField(widget=forms.Textarea(attrs={"rows": 4}))
    if node.get("type") in _PLAIN:
        return _PLAIN[node["type"]]()
    return YAMLField(schema=node, widget=forms.Textarea(attrs={"rows": 8, "class": "yaml", "spellcheck": "false"}))


def _label(place: tuple[str, ...]) -> str:
    inner = place[2:] if place[0] == "words" else place[1:] if place[0] == "figure" else place
    return _words(" · ".join(inner))


def _words(name: str) -> str:
    text = str(name).replace("_", " ")
    return text[:1].upper() + text[1:] if text.islower() else text


def _value(content: Content, place: tuple[str, ...]) -> Any:
    here: Any = content
    for key in place:
        if not isinstance(here, dict) or key not in here:
            return None
        here = here[key]
    return here


def _only(content: Content, place: tuple[str, ...]) -> Content:
    value = _value(content, place)
    return {} if value is None else {place[-1]: value}


def _put(content: Content, place: tuple[str, ...], value: Any) -> None:
    here = content
    for key in place[:-1]:
        here = here.setdefault(key, {})
    if place:
        if isinstance(value, dict) and not value:
            here.setdefault(place[-1], {})
        else:
            here[place[-1]] = value
