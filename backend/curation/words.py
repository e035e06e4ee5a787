"""The page on which a curator reads the glossary."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from backend.library.glossary import CHECKED, glossary


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Show what things are called, and what is not written, in each language that is checked."""
    found = glossary()
    names = {"en": "English", "es": "Spanish"}
    context = {
        **admin.site.each_context(request),
        "title": "Words",
        "terms": [term.shown for term in found.terms],
        "forbidden": [(names[language], found.forbidden[language]) for language in CHECKED],
    }
    return TemplateResponse(request, "curation/words.html", context)
