"""The fields of the curator's forms: text as it is kept, lists as lines, rich pieces as YAML."""

import json
from typing import Any

from django import forms

from backend.common.storable import unstorable
from backend.library.checks import shape_problems
from backend.library.documents import Document, dumped
from backend.library.yaml_text import Unreadable, plain, read_yaml

SHOWN_PROBLEMS = 6


class TextField(forms.CharField):
    """Text as it is kept: browsers send a line's end as two characters."""

    def to_python(self, value: Any) -> Any:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class LinesField(forms.CharField):
    """A list of sentences, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]


class YAMLField(forms.CharField):
    """Structured content as YAML text, with the line of a mistake."""

    widget = forms.Textarea

    def __init__(self, *, schema: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.schema = schema

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else dumped(value, self.schema)

    def to_python(self, value: Any) -> Any:
        try:
            data = read_yaml(value or "")
        except Unreadable as error:
            raise forms.ValidationError(f"Line {error.line}: {error.message}.") from error
        if data is not None and (found := shape_problems(self.schema, plain(data))):
            document = Document("", data)
            raise forms.ValidationError(
                [f"Line {document.line(problem.place)}: {problem.message}." for problem in found[:SHOWN_PROBLEMS]]
            )
        return plain(data)


class BaseField(forms.CharField):
    """The content that a page was made from, so that what others saved since is not overwritten."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            base = json.loads(value or "")
        except (ValueError, RecursionError):
            base = None
        if not isinstance(base, dict) or unstorable(base):
            raise forms.ValidationError(
                "Part of this page is missing. Open it again in another tab and copy your text over."
            )
        return base
