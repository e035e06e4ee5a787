"""Content as clients show it: as it is kept, but for articles, whose Markdown becomes safe HTML here."""

from typing import Any

from backend.library import markdown
from backend.library.kinds import Content


def shown(kind: str, content: Content) -> dict[str, Any]:
    """Return an entry's content for a client. An article's words get `html` in the place of `body`."""
    if kind != "article":
        return content
    words = {
        language: {
            **{key: value for key, value in each.items() if key != "body"},
            "html": markdown.html(each.get("body", "")),
        }
        for language, each in content.get("words", {}).items()
    }
    return {**content, "words": words}
