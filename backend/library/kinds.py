"""The kinds of content a pack holds, and how each is laid out in files. Pure.

An entry's content is one JSON object; its files are parts of it. `exercise` for example is a folder of four files,
whose words stand under `words.en` and `words.es` and whose poses under `figure`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "es")
# Of a block of screening questions, most urgent first.
URGENCIES = ("emergency", "same_day", "therapist")
SHIPPED = Path(__file__).resolve().parents[2] / "exercises"

Content = dict[str, Any]
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Part:
    """One file of an entry: its path with `{slug}`, its schema, and where in the content it is (empty: the root)."""

    file: str
    schema: str
    at: tuple[str, ...] = ()

    def path(self, slug: str) -> str:
        return self.file.format(slug=slug)


KINDS: dict[str, tuple[Part, ...]] = {
    "exercise": (
        Part("catalog/{slug}/exercise.yaml", "exercise"),
        *(Part(f"catalog/{{slug}}/{language}.yaml", "words", ("words", language)) for language in LANGUAGES),
        Part("catalog/{slug}/poses.yaml", "poses", ("figure",)),
    ),
    "protocol": (Part("protocols/{slug}.yaml", "protocol"),),
    "article": (
        Part("articles/{slug}/article.yaml", "article"),
        *(Part(f"articles/{{slug}}/{language}.md", "article_words", ("words", language)) for language in LANGUAGES),
    ),
    "questionnaire": (Part("screening/{slug}.yaml", "questionnaire"),),
    "measure": (Part("measures/{slug}.yaml", "measure"),),
    "medicine": (Part("medicines/{slug}.yaml", "medicine"),),
    "source": (Part("sources/{slug}.yaml", "source"),),
}


def slugs_in(root: Path, kind: str) -> list[str]:
    """Return the slugs of this kind that have a folder or a file under `root`, sorted."""
    folder, rest = KINDS[kind][0].file.split("/", 1)
    if not (root / folder).is_dir():
        return []
    if "/" in rest:
        return sorted(path.name for path in (root / folder).iterdir() if path.is_dir())
    return sorted(path.stem for path in (root / folder).glob("*" + Path(rest).suffix))


def joined(kind: str, parts: dict[str, Content]) -> Content:
    """Return an entry's content from the data of its files (part file -> data)."""
    content: Content = {}
    for part in KINDS[kind]:
        here = content
        for key in part.at:
            here = here.setdefault(key, {})
        here.update(parts[part.file])
    return content


def split(kind: str, content: Content) -> dict[Part, Content]:
    """Return the data of each file of an entry: the inverse of `joined`. A part not written yet is empty."""
    elsewhere = {part.at[0] for part in KINDS[kind] if part.at}
    found: dict[Part, Content] = {}
    for part in KINDS[kind]:
        if not part.at:
            found[part] = {key: value for key, value in content.items() if key not in elsewhere}
            continue
        here: Any = content
        for key in part.at:
            here = here.get(key, {}) if isinstance(here, dict) else {}
        found[part] = here if isinstance(here, dict) else {}
    return found


def part_at(kind: str, place: Place) -> tuple[Part, Place]:
    """Return the file that holds a place of the content, and the place within that file."""
    part = max((part for part in KINDS[kind] if place[: len(part.at)] == part.at), key=lambda part: len(part.at))
    return part, place[len(part.at) :]
