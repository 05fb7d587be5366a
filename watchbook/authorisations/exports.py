"""The central record as files: every column of the Codes and of what requesters ask (docs/law/central-record.md#columns, demand D15).

Two forms: one without what envelopes hold, for whoever may read the record; one with titles, names and courts, for those
who check, decide or inspect, and of each row it is recorded that it left (`named_export`).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watchbook.authorisations.models import Authorisation, Review
from watchbook.authorisations.queries.central_record import ran_for, reviews_on, with_course
from watchbook.authorisations.queries.officers import offence_title
from watchbook.authorisations.rules.in_force import lapsed_ever, last_day_of
from watchbook.authorisations.standing import stands_as
from watchbook.authorisations.states import AuthorisationKind, AuthorisationState
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper, pdf
from watchbook.files.spreadsheet import write_csv
from watchbook.files.workbook import write_xlsx
from watchbook.organisation.models import Authority

AT_ONCE = 500
REFUSED_BY_COURT = {AuthorisationState.COURT_REFUSED, AuthorisationState.QUASHED}

type Words = Mapping[UUID, Mapping[str, str]]


def central_record_csv(rows: QuerySet[Authorisation], *, words: Words | None = None) -> bytes:
    """As CSV; a cell that a spreadsheet would run is made inert."""
    return write_csv(columns(named=words is not None), lines(rows, words=words))


def central_record_xlsx(rows: QuerySet[Authorisation], *, words: Words | None = None) -> bytes:
    """As a workbook of one sheet."""
    return write_xlsx([(_("Central record"), columns(named=words is not None), lines(rows, words=words))])


def central_record_pdf(
    rows: QuerySet[Authorisation], *, authority: Authority, day: date, words: Words | None = None
) -> bytes:
    """As a tagged PDF, an authorisation under each heading, with every column that says something."""
    title = _("Central record of authorisations")
    paper = PdfPaper(
        title=title,
        authority=authority.name,
        reference=_("Central record"),
        day=day,
        language=get_language() or "en-gb",
        colour=authority.colour,
        blocks=[
            TextBlock(BlockKind.TITLE, title),
            TextBlock(BlockKind.ADDRESS, authority.name),
            *_blocks(rows, words=words),
        ],
    )
    return pdf(paper)


def columns(*, named: bool = False) -> list[str]:
    """What each column is called."""
    more = [
        _("Title"),
        _("Subjects"),
        _("Court, and magistrate or sheriff"),
        _("Reason for the refusal"),
        _("Pseudonym of the source"),
    ]
    return [
        _("Reference"), _("Earlier reference"), _("Operation"), _("Kind"), _("Service"), _("Investigation"),
        _("State"), _("Social media"), _("Ground"), _("Offence"), _("Reason for authorising outside RIPA"),
        _("Applied"), _("Decided"), _("Authorising officer"), _("Officer’s rank"), _("Officer takes part"), _("Refused by the officer"),
        _("Confidential information"), _("Juvenile source"), _("Vulnerable source"), _("Company acts for us"), _("Urgent"),
        _("Court’s approval needed"), _("Court’s orders"), _("Refused by the court"),
        _("In force from"), _("Last date"), _("Dates in force"), _("Reviews"), _("Reviewed on"), _("Amended on"), _("Renewals"), _("Renewed"),
        _("Stopped"), _("Cancelled"), _("Lapsed before cancellation"), _("Product"), _("Outcome"), _("Imported"),
        *(more if named else []),
    ]  # fmt: skip


def lines(rows: QuerySet[Authorisation], *, words: Words | None = None) -> Iterator[list[str]]:
    """A line for each authorisation; five queries for each five hundred."""
    now = timezone.now()
    for row in with_course(rows).iterator(chunk_size=AT_ONCE):
        told = [*_who(row, now=now), *_decision(row), *_court(row), *_course(row, now=now)]
        yield told if words is None else [*told, *_named(words[row.id])]


def _blocks(rows: QuerySet[Authorisation], *, words: Words | None) -> Iterator[TextBlock]:
    called = columns(named=words is not None)
    for line in lines(rows, words=words):
        yield TextBlock(BlockKind.HEADING, printable(line[0]))
        for name, cell in zip(called[1:], line[1:], strict=True):
            if cell:
                yield TextBlock(BlockKind.PARAGRAPH, printable(cell), lead=f"{name}:")


def _who(row: Authorisation, *, now: datetime) -> list[str]:
    return [
        row.reference, row.earlier_reference, row.operation, row.get_kind_display(), row.service.name,
        row.investigation.reference if row.investigation else "",
        stands_as(row, at=now), _said(row.is_social_media), row.get_ground_display(), offence_title(row),
        row.get_why_not_ripa_display(),
    ]  # fmt: skip


def _decision(row: Authorisation) -> list[str]:
    return [
        _moment(row.submitted_at), _moment(row.decided_at), row.decided_by.name if row.decided_by else "",
        row.officer_rank, _said(row.officer_takes_part), _said(row.state == AuthorisationState.REFUSED),
        _said(row.is_confidential), _of_source(row, row.source_is_juvenile), _of_source(row, row.source_is_vulnerable),
        _said(row.uses_company), _said(row.was_urgent if row.is_imported else False),
    ]  # fmt: skip


def _court(row: Authorisation) -> list[str]:
    orders = [
        _("{what}, {moment}, {outcome}").format(
            what=_("renewal {number}").format(number=one.renewal.number) if one.renewal else _("grant"),
            moment=_moment(one.ordered_at),
            outcome=one.get_outcome_display(),
        )
        for one in row.hearings.all()
    ]
    return [_said(row.needs_court), "; ".join(orders), _said(row.state in REFUSED_BY_COURT)]


def _course(row: Authorisation, *, now: datetime) -> list[str]:
    reviewed = reviews_on(row)
    amended = [one.reviewed_on for one in row.reviews.all() if one.decision == Review.Decision.AMEND]
    renewals = [
        _("{number}, {moment}, {name}, {rank}, {decision}").format(
            number=one.number,
            moment=_moment(one.at),
            name=one.by.name,
            rank=one.officer_rank,
            decision=_("granted") if one.is_granted else _("refused"),
        )
        for one in row.renewals.all()
    ]
    return [
        _moment(row.effective_from), _day(last_day_of(row.times)), str(ran_for(row, until=now)),
        str(len(reviewed)), "; ".join(map(_day, reviewed)), "; ".join(map(_day, amended)),
        str(row.times_renewed), "; ".join([*map(_day, row.earlier_renewals), *renewals]),
        _moment(row.stopped_at), _moment(row.cancelled_at), _said(lapsed_ever(row.times, at=now)),
        row.get_product_display(), row.get_outcome_display(), _said(row.is_imported),
    ]  # fmt: skip


def _named(words: Mapping[str, Any]) -> list[str]:
    return [str(words[name]) for name in ("title", "subjects", "court", "refused_because", "pseudonym")]


def _of_source(row: Authorisation, value: bool | None) -> str:
    return _said(value) if row.kind == AuthorisationKind.CHIS else ""


def _said(value: bool | None) -> str:
    if value is None:
        return _("not stated")
    return _("yes") if value else _("no")


def _moment(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
