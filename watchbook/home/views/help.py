"""Help: the list of documents with its search, each document as a page, the words that Watchbook uses, the guide for the public."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from watchbook.home import help_documents as documents
from watchbook.web.welsh import in_welsh_too

LONGEST = 200
SHOWN = 20


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """The list of documents, or those that have the words that were typed. No query of its own."""
    words = request.GET.get("words", "")[:LONGEST].replace("\0", " ").strip()
    context = {"words": words, "found": documents.found(words)[:SHOWN], "document": documents.index()}
    return render(request, "home/help.html", context)


@require_safe
def document(request: HttpRequest, shelf: str, name: str) -> HttpResponse:
    """A document as a page. No query of its own."""
    try:
        found = documents.document(f"{shelf}/{name}")
    except KeyError:
        raise Http404 from None
    return render(request, "home/help_document.html", {"document": found})


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words that Watchbook uses, each for one thing, and the five answers that the law keeps apart."""
    return render(request, "home/glossary.html", {"glossary": _glossary()})


@login_not_required
@in_welsh_too
@require_safe
def guide_for_the_public(request: HttpRequest) -> HttpResponse:
    """Tell anybody in a minute what the authority records, and what they may ask for and check."""
    is_welsh = (translation.get_language() or "").startswith("cy")
    found = documents.document("guides/public-cy" if is_welsh else "guides/public")
    linked = found._replace(content=_with_pages_linked(found.content))
    return render(request, "home/help_document.html", {"document": linked, "is_public": True})


def _with_pages_linked(content: Markup) -> Markup:
    """Lead from each page that the guide names in bold to that page; the guide as a file has no addresses."""
    for title, name in (
        (_("How we look at social media"), "front"),
        (_("Disclosure log"), "disclosure_log:log"),
        (_("Listening to the public"), "listening:published"),
        (_("Your data and your rights"), "your_data:your_data"),
        (_("How to check our log"), "seal:seal"),
    ):
        link = format_html('<a class="govuk-link" href="{}">{}</a>', reverse(name), title)
        content = content.replace(Markup("<strong>{}</strong>").format(title), link)
    return content


@login_not_required
@require_safe
def picture(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """A picture of a document: made from the demonstration, so everything in it is fictional."""
    try:
        return HttpResponse(documents.picture(f"{name}.{kind}"), content_type=documents.KINDS[f".{kind}"])
    except KeyError:
        raise Http404 from None


@cache
def _glossary() -> dict[str, Any]:
    return tomllib.loads(files("watchbook.home").joinpath("glossary.toml").read_text(encoding="utf-8"))
