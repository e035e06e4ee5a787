"""What must be true of an entry before patients see it, beyond what its schema says. Pure.

The pack's checker turns a problem into file and line, the curator's admin into an item of the publishing checklist.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from backend.library import advance_rules, markdown, pace
from backend.library.documents import schemas
from backend.library.figures import face_of
from backend.library.glossary import CHECKED, faults_in, missing_terms
from backend.library.kinds import KINDS, LANGUAGES, SHIPPED, Content, Place, split
from backend.library.problem import Problem
from backend.library.readability import HIGHEST_GRADE, grade
from backend.library.reassurance import reassurance_in

if TYPE_CHECKING:
    from jsonschema import ValidationError

_JOINT = re.compile(r'data-joint="([a-z-]+)"')
_PROP = re.compile(r'data-prop="([a-z-]+)"')
_CUE = re.compile(r'data-cue="([a-z-]+)"')
_FACE = re.compile(r'data-face="([a-z-]+)"')


@dataclass(frozen=True)
class Rig:
    """The names a figure may use of one rig."""

    joints: frozenset[str]
    props: frozenset[str]
    cues: frozenset[str]
    faces: frozenset[str]


@dataclass(frozen=True)
class World:
    """What an entry may refer to: `slugs` by kind, the names of media files, and how exercises build on each other."""

    slugs: Mapping[str, frozenset[str]]
    media: frozenset[str] = field(default_factory=frozenset)
    # Exercise -> those that are harder than it, by what it or the other says.
    harder: Mapping[str, frozenset[str]] = field(default_factory=dict)


@cache
def rigs() -> dict[str, Rig]:
    """Return the rigs that ship with the product, by name."""
    found = {}
    for path in sorted((SHIPPED / "figures").glob("*.svg")):
        text = path.read_text()
        found[path.stem] = Rig(*(frozenset(names.findall(text)) for names in (_JOINT, _PROP, _CUE, _FACE)))
    return found


def problems(kind: str, slug: str, content: Content, world: World) -> list[Problem]:
    """Return every problem of one entry; where a schema is not met, only that file's schema is reported."""
    found = []
    sound = True
    for part, data in split(kind, content).items():
        for problem in schema_problems(part.schema, data):
            found.append(Problem((*part.at, *problem.place), problem.message))
            sound = False
    if sound:
        found += _further_or_why_not(kind, slug, content, world)
    return found


def _further_or_why_not(kind: str, slug: str, content: Content, world: World) -> list[Problem]:
    """Return the further problems; what no check foresaw is a problem of this entry, and of no other."""
    try:
        return further_problems(kind, slug, content, world)
    except Exception as error:
        return [Problem((), f"this entry could not be checked ({type(error).__name__}: {error})")]


def schema_problems(schema: str, data: Any) -> list[Problem]:
    """Return where data does not meet a schema, places being within the data."""
    return [_problem(error) for error in _errors(schemas()[schema], data)]


def shape_problems(schema: dict[str, Any], data: Any) -> list[Problem]:
    """Return where data is of another kind than its schema says, or has a name that is not known.

    What is missing or too short is left out: a draft may be unfinished, but not of the wrong shape.
    """
    return [_problem(error) for error in _errors(schema, data) if error.validator in ("type", "additionalProperties")]


def _errors(schema: dict[str, Any], data: Any) -> "list[ValidationError]":
    # Late, for it takes long to load and most processes check nothing.
    from jsonschema import Draft202012Validator

    return sorted(Draft202012Validator(schema).iter_errors(data), key=lambda error: list(map(str, error.path)))


def _problem(error: Any) -> Problem:
    schema = error.schema if isinstance(error.schema, dict) else {}
    place: Place = tuple(error.absolute_path)
    expected, said = schema.get("description", ""), error.message
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance and repr(key) in said)
        place = (*place, missing)
        expected, said = schema.get("properties", {}).get(missing, {}).get("description", ""), "is missing"
    if error.validator == "additionalProperties" and error.validator_value is False:
        place = (*place, next(key for key in error.instance if not _is_known(key, schema)))
    where = ".".join(map(str, place if error.validator == "required" else error.absolute_path)) or "the file"
    return Problem(place, f"{where}: {said}" + (f" (expected: {expected})" if expected else ""))


def _is_known(key: str, schema: dict[str, Any]) -> bool:
    return key in schema.get("properties", {}) or any(
        re.search(pattern, key) for pattern in schema.get("patternProperties", {})
    )


def further_problems(kind: str, slug: str, content: Content, world: World) -> list[Problem]:
    """Return what the schemas cannot say. The content meets its schemas."""
    found = list(_slug(slug, content)) + list(_evidence(content, world)) + list(_review(content))
    found += list(_CHECKS.get(kind, _nothing)(content, world))
    if kind != "source":
        found += list(_reassures(content)) + list(_words(content)) + list(_terms(content))
    return found


def _texts(content: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield each text of a content with its place."""
    if isinstance(content, str):
        yield place, content
    elif isinstance(content, dict | list):
        for key, value in content.items() if isinstance(content, dict) else enumerate(content):
            yield from _texts(value, (*place, key))


def _reassures(content: Content) -> Iterator[Problem]:
    """Yield each text that promises what nobody has examined, wherever it stands."""
    for place, text in _texts(content):
        if phrase := reassurance_in(text):
            where = ".".join(map(str, place))
            yield Problem(place, f"{where}: promises safety ({phrase!r}): say what to watch for, and what to do then")


def _words(content: Content) -> Iterator[Problem]:
    """Yield each word that the glossary forbids. A text under no language is for staff, in English."""
    for place, text in _texts(content):
        language = "es" if "es" in place else "en"
        if language in CHECKED:
            for fault in faults_in(text, language):
                yield Problem(place, f"{'.'.join(map(str, place))}: {fault}")


def _terms(content: Any, place: Place = ()) -> Iterator[Problem]:
    """Yield what the Spanish does not call by the glossary's name, where the English names it."""
    if isinstance(content, dict) and set(LANGUAGES) <= set(content):
        texts = {language: "\n".join(text for _, text in _texts(content[language])) for language in LANGUAGES}
        at = (*place, "es")
        for fault in missing_terms(texts):
            yield Problem(at, f"{'.'.join(map(str, at))}: {fault}")
    elif isinstance(content, dict | list):
        for key, value in content.items() if isinstance(content, dict) else enumerate(content):
            yield from _terms(value, (*place, key))


def _nothing(content: Content, world: World) -> Iterator[Problem]:
    yield from ()


def _slug(slug: str, content: Content) -> Iterator[Problem]:
    if content["slug"] != slug:
        yield Problem(("slug",), f"slug: must be the name of its file or folder, {slug!r}")


def _evidence(content: Content, world: World) -> Iterator[Problem]:
    for index, source in enumerate(content.get("evidence", [])):
        if source not in world.slugs["source"]:
            yield Problem(("evidence", index), f"evidence.{index}: no source {source!r} in sources/")


def _review(content: Content) -> Iterator[Problem]:
    review = content.get("review")
    if review and review["due_on"] <= review["reviewed_on"]:
        yield Problem(("review", "due_on"), "review.due_on: must be after review.reviewed_on")


def _exercise(content: Content, world: World) -> Iterator[Problem]:
    steps = {language: len(content["words"][language]["steps"]) for language in LANGUAGES}
    if len(set(steps.values())) > 1:
        yield Problem(("words", "es", "steps"), f"steps: the languages differ in number: {steps}")
    for language in LANGUAGES:
        yield from _reads_easily(("words", language), content["words"][language], language)
    for kind in ("progress", "regress"):
        for index, target in enumerate(content[kind]["to"]):
            if target not in world.slugs["exercise"] or target == content["slug"]:
                yield Problem((kind, "to", index), f"{kind}.to.{index}: no other exercise {target!r} in catalog/")
    yield from _circles(content, world)
    for index, item in enumerate(content.get("media", [])):
        if item["file"] not in world.media:
            yield Problem(("media", index, "file"), f"media.{index}.file: {item['file']} is not in media/")
    yield from pace.pace_problems(content)
    yield from _figure(content["figure"])
    if content["dose"]["side"] != "none" and "shows" not in content["figure"]:
        yield Problem(("figure", "shows"), "shows: is missing: a dose with a side needs the side its poses show")


def harder_by_links(exercises: Mapping[str, Content]) -> dict[str, frozenset[str]]:
    """Return exercise -> those that are harder: it progresses to them, or they fall back to it."""
    found: dict[str, set[str]] = {slug: set(_links(content, "progress")) for slug, content in exercises.items()}
    for slug, content in exercises.items():
        for easier in _links(content, "regress"):
            found.setdefault(easier, set()).add(slug)
    return {slug: frozenset(harder) for slug, harder in found.items()}


def _links(content: Content, way: str) -> list[str]:
    """Return the exercises that one leads to; none where its content is not what it should be, as its gates say."""
    links = content.get(way)
    to = links.get("to") if isinstance(links, dict) else None
    return [each for each in to if isinstance(each, str)] if isinstance(to, list) else []


def _circles(content: Content, world: World) -> Iterator[Problem]:
    """Yield each link by which an exercise would be harder than itself, whatever lies between."""
    slug = content["slug"]
    for index, target in enumerate(content["progress"]["to"]):
        if slug in _above(target, world.harder):
            yield Problem(
                ("progress", "to", index), f"progress.to.{index}: {target!r} is easier than {slug!r} by other links"
            )
    for index, target in enumerate(content["regress"]["to"]):
        if target in _above(slug, world.harder):
            yield Problem(
                ("regress", "to", index), f"regress.to.{index}: {target!r} is harder than {slug!r} by other links"
            )


def _above(slug: str, harder: Mapping[str, frozenset[str]]) -> set[str]:
    """Return all that are harder than this exercise, step by step."""
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        for each in harder.get(waiting.pop(), frozenset()) - found:
            found.add(each)
            waiting.append(each)
    return found


def _figure(figure: Content) -> Iterator[Problem]:
    name = figure["rig"]
    if name not in rigs():
        yield Problem(("figure", "rig"), f"rig: {name!r} is not in figures/ ({', '.join(sorted(rigs()))})")
        return
    rig = rigs()[name]
    for index, pose in enumerate(figure["poses"]):
        face = face_of(pose.get("turn", 0), pose.get("nod", 0))
        if "nod" in pose and face not in rig.faces:
            yield Problem(("figure", "poses", index, "nod"), f"nod: the rig {name} has no face {face!r}")
        for key in ("joints", "offsets", "stretch", "hands"):
            for joint in pose.get(key, {}):
                if joint not in rig.joints:
                    place = ("figure", "poses", index, key, joint)
                    yield Problem(place, f"{key}.{joint}: the rig {name} has no such joint")
    for key, known in (("props", rig.props), ("cues", rig.cues)):
        for index, used in enumerate(figure[key]):
            if used not in known:
                yield Problem(("figure", key, index), f"{key}.{index}: the rig {name} has no {key[:-1]} {used!r}")


def _protocol(content: Content, world: World) -> Iterator[Problem]:
    exercises = world.slugs["exercise"]
    week = 0
    for number, phase in enumerate(content["phases"]):
        place: Place = ("phases", number)
        first, last = phase["weeks"]
        if not week < first <= last:
            yield Problem(
                (*place, "weeks"), f"phases.{number}.weeks: must follow week {week} and not end before it begins"
            )
        week = last
        for index, item in enumerate(phase["items"]):
            at = (*place, "items", index)
            yield from _known(item["slug"], exercises, (*at, "slug"))
            for key in ("alt_if_equipment", "alt_if_tag"):
                for condition, target in item.get(key, {}).items():
                    yield from _known(target, exercises, (*at, key, condition))
            for number_of_choice, target in enumerate(item.get("instead", [])):
                yield from _known(target, exercises, (*at, "instead", number_of_choice))
        for index, rule in enumerate(phase["advance_if"]):
            yield from _rule(rule, exercises, last - first + 1, (*place, "advance_if", index))
    for index, target in enumerate(content.get("flare_plan", {}).get("items", [])):
        yield from _known(target, exercises, ("flare_plan", "items", index))
    for key in ("next", "completed_any_of"):
        for index, target in enumerate(content.get(key, [])):
            if target not in world.slugs["protocol"]:
                yield Problem((key, index), f"{key}.{index}: no template {target!r} in protocols/")


def _known(slug: str, exercises: frozenset[str], place: Place) -> Iterator[Problem]:
    if slug not in exercises:
        yield Problem(place, f"{'.'.join(map(str, place))}: no exercise {slug!r} in catalog/")


def _rule(rule: str, exercises: frozenset[str], weeks: int, place: Place) -> Iterator[Problem]:
    """Check what a rule is about, and that a check-in lies within its phase's weeks: it could never be done later."""
    try:
        about = advance_rules.exercises_in(rule)
    except advance_rules.BadRule as error:
        yield Problem(place, f"{'.'.join(map(str, place))}: {error}")
        return
    for slug in sorted(about):
        yield from _known(slug, exercises, place)
    for mark in advance_rules.parse(rule):
        if isinstance(mark, advance_rules.Mark) and mark.name == "check_in":
            week = advance_rules.check_in_week(mark)
            if week is None:
                yield Problem(place, f"{'.'.join(map(str, place))}: “{rule}”: say when, as in check_in(3 months)")
            elif week > weeks:
                yield Problem(place, f"{'.'.join(map(str, place))}: “{rule}” is after the phase's {weeks} weeks")


def _article(content: Content, world: World) -> Iterator[Problem]:
    for language in LANGUAGES:
        words = content["words"][language]
        yield from _reads_easily(("words", language), words, language)
        for fault in markdown.markdown_faults(words["body"]):
            yield Problem(("words", language, "body"), f"body: {fault}")


def _questionnaire(content: Content, world: World) -> Iterator[Problem]:
    order = ["emergency", "same_day", "therapist"]
    seen: set[str] = set()
    for number, block in enumerate(content["blocks"]):
        if number and order.index(block["urgency"]) < order.index(content["blocks"][number - 1]["urgency"]):
            yield Problem(("blocks", number, "urgency"), f"blocks.{number}.urgency: the most urgent come first")
        for index, question in enumerate(block["questions"]):
            place = ("blocks", number, "questions", index)
            if question["id"] in seen:
                yield Problem((*place, "id"), f"{'.'.join(map(str, place))}.id: {question['id']} is there twice")
            if question["id"] in content.get("retired_ids", []):
                message = f"{'.'.join(map(str, place))}.id: {question['id']} meant something else before; take a new id"
                yield Problem((*place, "id"), message)
            seen.add(question["id"])
    for language in LANGUAGES:
        texts = [question["text"][language] for block in content["blocks"] for question in block["questions"]]
        yield from _reads_easily(("blocks",), {"text": texts}, language)
    for index, name in enumerate(content["weekly"]):
        if name not in seen:
            yield Problem(("weekly", index), f"weekly.{index}: no question {name!r}")


def _measure(content: Content, world: World) -> Iterator[Problem]:
    low, high = content["range"]["min"], content["range"]["max"]
    if low >= high:
        yield Problem(("range", "max"), "range.max: must be above range.min")
    if content["kind"] == "score_only" and "question" in content:
        yield Problem(("question",), "question: a licensed form's questions are not shipped; remove it")
    if content["kind"] == "own_wording" and "question" not in content:
        yield Problem((), "question: own wording needs a question")


def _reads_easily(place: Place, words: Mapping[str, Any], language: str) -> Iterator[Problem]:
    text = "\n".join(value if isinstance(value, str) else "\n".join(value) for value in words.values())
    found = grade(text, language)
    if found > HIGHEST_GRADE:
        where = ".".join(map(str, place))
        yield Problem(
            place, f"{where}: reading grade {found:.1f}, expected {HIGHEST_GRADE:g} or below: shorten sentences"
        )


_CHECKS: dict[str, Callable[[Content, World], Iterator[Problem]]] = {
    "exercise": _exercise,
    "protocol": _protocol,
    "article": _article,
    "questionnaire": _questionnaire,
    "measure": _measure,
}
assert set(_CHECKS) <= set(KINDS)  # noqa: S101  a misspelt kind would be a check that never runs
