"""The central record as files: every column of the Codes and of what requesters ask, without what envelopes hold."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.queries.central_record import ran_for
from watchbook.authorisations.queries.officers import offence_title
from watchbook.files.spreadsheet import write_csv
from watchbook.files.workbook import write_xlsx


def central_record_csv(rows: QuerySet[Authorisation]) -> bytes:
    """As CSV; a cell that a spreadsheet would run is made inert."""
    return write_csv(columns(), lines(rows))


def central_record_xlsx(rows: QuerySet[Authorisation]) -> bytes:
    """As a workbook of one sheet."""
    return write_xlsx([(_("Central record"), columns(), lines(rows))])


def columns() -> list[str]:
    """What each column is called."""
    return [
        _("Reference"), _("Operation"), _("Kind"), _("Service"), _("Investigation"), _("Stands at"),
        _("Social media"), _("Ground"), _("Offence"), _("Why outside RIPA"), _("Decided"), _("Officer’s rank"),
        _("Officer takes part"), _("Confidential information"), _("Juvenile source"), _("Vulnerable source"),
        _("Company acts for us"), _("In force from"), _("Last day"), _("Days in force"), _("Reviews"), _("Renewals"),
        _("Court refused"), _("Stopped"), _("Cancelled"), _("Product"), _("Outcome"), _("Urgent"), _("Imported"),
    ]  # fmt: skip


def lines(rows: QuerySet[Authorisation]) -> Iterator[list[str]]:
    """A line for each authorisation. One query."""
    now = timezone.now()
    counted = rows.annotate(review_count=Count("reviews", distinct=True)).select_related(
        "service", "investigation"
    )
    for row in counted.iterator(chunk_size=2000):
        yield [*_who(row), *_decision(row), *_course(row, now=now)]


def _who(row: Authorisation) -> list[str]:
    return [
        row.reference, row.operation, row.get_kind_display(), row.service.name, row.investigation.reference,
        row.get_state_display(), _said(row.is_social_media), row.get_ground_display(), offence_title(row),
        row.get_why_not_ripa_display(),
    ]  # fmt: skip


def _decision(row: Authorisation) -> list[str]:
    return [
        _moment(row.decided_at), row.officer_rank, _said(row.officer_takes_part), _said(row.is_confidential),
        _said(row.source_is_juvenile), _said(row.source_is_vulnerable), _said(row.uses_company),
    ]  # fmt: skip


def _course(row: Authorisation, *, now: datetime) -> list[str]:
    return [
        _moment(row.effective_from), _day(row.ends_on), str(ran_for(row, until=now)),
        str(row.review_count),  # type: ignore[attr-defined]  # annotated by `lines`
        str(row.times_renewed), _said(row.state in {"court_refused", "quashed"}), _moment(row.stopped_at),
        _moment(row.cancelled_at), row.get_product_display(), row.get_outcome_display(), _("no"), _said(row.is_imported),
    ]  # fmt: skip


def _said(value: bool | None) -> str:
    if value is None:
        return _("not said")
    return _("yes") if value else _("no")


def _moment(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
