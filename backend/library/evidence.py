"""What an entry stands on, for those who prescribe it: its sources with their findings, and who reviewed it in kind."""

import datetime as dt
from typing import Any

from backend.library.kinds import Content

REVIEWERS = {
    "editorial": "editorial review; not a licensed clinician",
    "licensed_clinician": "licensed clinician",
}
EXPERT_OPINION = "clinical-consensus"


def sources_of(content: Content, sources: dict[str, Content]) -> list[dict[str, Any]]:
    """Return the sources an entry names, in its order: citation, finding, and whether it is expert opinion only."""
    return [
        {
            "citation": sources[slug]["citation"],
            "finding": sources[slug]["finding"],
            "is_opinion": slug == EXPERT_OPINION,
        }
        for slug in content.get("evidence", [])
        if slug in sources
    ]


def reviewed_by(content: Content) -> str:
    """Return when an entry was last reviewed, and by whom in kind; "" for entries that need no review."""
    review = content.get("review", {})
    # Content published before reviews named anybody was reviewed by editors.
    if not review:
        return ""
    by = review.get("by", "editorial")
    return f"{_in_words(review['reviewed_on'])}: {REVIEWERS.get(by, by)}"


def _in_words(on: str) -> str:
    try:
        date = dt.date.fromisoformat(on)
    except ValueError:
        # One odd entry must not take the whole list down.
        return on
    return f"{date:%b} {date.day}, {date.year}"
