"""Articles are Markdown: what they may hold, and how they become HTML. Pure.

Two nets: raw HTML is never passed on by the renderer, and what it makes goes through an allow-list of elements.
"""

import nh3
from markdown_it import MarkdownIt

ELEMENTS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "br"}
_RENDERER = MarkdownIt("commonmark", {"html": False})
_LINTER = MarkdownIt("commonmark", {"html": True})
_REFUSED = {
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "images",
    "code_inline": "code",
    "code_block": "code",
    "fence": "code",
    "blockquote_open": "quotations",
    "hr": "rules",
}


def html(text: str) -> str:
    """Return the text as HTML that holds only `ELEMENTS`; links only to https:."""
    return nh3.clean(
        _RENDERER.render(text),
        tags=ELEMENTS,
        attributes={"a": {"href"}},
        url_schemes={"https"},
        link_rel="noopener noreferrer",
    )


def markdown_faults(text: str) -> list[str]:
    """Return what an article may not hold, in words; empty when all is well."""
    found: list[str] = []
    for block in _LINTER.parse(text):
        if block.type in _REFUSED:
            found.append(f"{_REFUSED[block.type]} are not shown in an article")
        if block.type == "heading_open" and block.tag not in ELEMENTS:
            found.append(f"headings are ## or ###, not {'#' * int(block.tag[1])}")
        for token in block.children or []:
            if token.type in _REFUSED:
                found.append(f"{_REFUSED[token.type]} are not shown in an article")
            href = str(token.attrGet("href") or "") if token.type == "link_open" else ""
            if href and not href.startswith("https://"):
                found.append(f"a link must begin with https://, not {href[:40]!r}")
    return list(dict.fromkeys(found))
