"""The text of an application, version by version, beside what its reader must look for; each page that shows it records that first."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from watchbook.acting.refusals import can
from watchbook.authorisations.application_form import pages_of
from watchbook.authorisations.application_text import comments_at_boxes, earlier_than, sections, versions_of
from watchbook.authorisations.checklist import DATES, ReadingPurpose, checks_beside, purpose_of
from watchbook.authorisations.models import ApplicationVersion, Authorisation
from watchbook.authorisations.particulars import said_by
from watchbook.authorisations.permissions import (
    may_read_authorisation,
    may_read_source_text,
    may_write_application,
)
from watchbook.authorisations.queries.known_beside import dates_of, greatest_penalty, threshold_says
from watchbook.authorisations.queries.likeness import Formulaic, formulaic_boxes
from watchbook.authorisations.queries.looks_beside import looks_beside_application
from watchbook.authorisations.queries.sources import is_opened_to
from watchbook.authorisations.reading import read_text
from watchbook.authorisations.rules.kinds import has_crime_threshold
from watchbook.authorisations.states import WRITABLE, AuthorisationKind
from watchbook.authorisations.views.found import authorisation_or_404
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import or_404, reader

NUMBER = re.compile(r"[0-9]{1,5}")


@require_safe
def text(request: HttpRequest, reference: str) -> HttpResponse:
    """The text as it stands: for its applicant what they are writing, for others what was sent last."""
    row = authorisation_or_404(request, reference, may_read_authorisation)
    purpose = purpose_of(reader(request))
    if row.state in WRITABLE and can(may_write_application, reader(request), row):
        return _page(request, row, _beside(request, row, None, purpose=purpose))
    return _page(request, row, sent_text(request, row, purpose=purpose))


@require_safe
def text_version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One version of the text, with what changed since the one before it."""
    row = authorisation_or_404(request, reference, may_read_authorisation)
    version = or_404(versions_of(row).filter(number=number).first())
    return _page(request, row, _beside(request, row, version, purpose=purpose_of(reader(request))))


def sent_text(request: HttpRequest, row: Authorisation, *, purpose: ReadingPurpose) -> dict[str, Any]:
    """The version that was sent last, for its reader; nothing where none was sent, so that nobody reads over a shoulder."""
    version = versions_of(row).last()
    return _beside(request, row, version, purpose=purpose) if version else {}


def text_to_decide(request: HttpRequest, row: Authorisation, *, purpose: ReadingPurpose) -> dict[str, Any]:
    """The version that was sent last, and beside it the looks at whom it names."""
    return sent_text(request, row, purpose=purpose) | {
        "looks_beside": looks_beside_application(row, at=timezone.now())
    }


def version_read(request: HttpRequest) -> int:
    """Return the number of the version that a page of a decision showed; 0, which no text has, where it says none."""
    sent = request.POST.get("version", "")
    return int(sent) if NUMBER.fullmatch(sent) else 0


def _page(request: HttpRequest, row: Authorisation, shown: dict[str, Any]) -> HttpResponse:
    back = reverse("authorisations:authorisation", args=[row.reference])
    context = {"authorisation": row, "back_url": back, "versions": list(versions_of(row))}
    return render(request, "authorisations/text.html", context | shown)


def _beside(
    request: HttpRequest, row: Authorisation, version: ApplicationVersion | None, *, purpose: ReadingPurpose
) -> dict[str, Any]:
    """A version, or what the applicant writes now: recorded as read, then shown beside what its reader looks for."""
    by, now, on = reader(request), timezone.now(), today()
    readable = read_text(row, version, by=by, at=now)
    earlier = earlier_than(version, row)
    told = sections(
        row,
        opened(version) if version else said_by(row),
        before=opened(earlier) if earlier else None,
        readable=readable,
        comments=comments_at_boxes(row, until=version),
        sees_source=row.kind != AuthorisationKind.CHIS
        or can(may_read_source_text, by, row, is_opened_to(by, row, at=now)),
    )
    pages = (*(one.id for one in pages_of(row.kind)), DATES)
    return {
        "version": version,
        "earlier": earlier,
        "sections": list(told),
        "checks": {
            page: checks_beside(page, kind=row.kind, nation=row.nation, purpose=purpose) for page in pages
        },
        "formulaic_at": _formulaic(row, version, by=by, purpose=purpose),
        "comments": [
            (one, said)
            for one in row.comments.select_related("by").filter(version=version)
            if (said := opened(one)["comments"].strip())
        ],
        "greatest_penalty": greatest_penalty(row, on=on),
        "threshold": threshold_says(row, on=on) if has_crime_threshold(row.kind, nation=row.nation) else "",
        "dates": list(dates_of(row, on=on)),
    }


def _formulaic(
    row: Authorisation, version: ApplicationVersion | None, *, by: Person, purpose: ReadingPurpose
) -> dict[str, Formulaic]:
    """The boxes of the newest text that are too like an earlier one, for who may still ask for better words."""
    if purpose == ReadingPurpose.OVERSEES or (version is not None and version != versions_of(row).last()):
        return {}
    return {one.box.id: one for one in formulaic_boxes(row, reader=by, on=today())}
