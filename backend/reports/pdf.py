"""HTML to PDF by WeasyPrint: tagged, and with no way to the network or to files."""

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from backend.common.errors import NodError

STYLES = Path(__file__).parent / "static" / "reports" / "print.css"


class PdfUnavailable(NodError):
    """The machine lacks Pango, which WeasyPrint draws text with."""

    status = 503


def to_pdf(html: str) -> bytes:
    """Return the page as a tagged PDF. Raises PdfUnavailable, naming what is missing."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        detail = "PDF needs the library Pango on the server (libpangoft2-1.0-0). The print view has the same page."
        raise PdfUnavailable(detail, "pdf_unavailable") from error
    # Patients' words are on the page: whatever they link to is not fetched.
    fetcher = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
    page = HTML(string=html, url_fetcher=fetcher, base_url="about:blank")
    pdf = page.write_pdf(stylesheets=[CSS(string=STYLES.read_text())], pdf_variant="pdf/ua-1")
    return bytes(pdf)


def report_template(name: str, context: dict[str, Any]) -> str:
    """Return a report template as HTML."""
    return render_to_string(f"reports/{name}.html", context)
