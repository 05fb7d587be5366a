"""A notice of an error to the Commissioner as one tagged PDF, made as the court pack is: interim or in full."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watchbook.audit_log.record import Kind, record
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper, pdf
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Authority, Person
from watchbook.oversight.error_report.models import ErrorNotice
from watchbook.oversight.error_report.permissions import may_decide_error, may_read_errors
from watchbook.web import wording

READ = Kind(
    "error_notice.read",
    fields=("reference", "notice"),
    says=gettext_lazy("A notice about the error was read."),
)
LABELS: tuple[tuple[str, Promise], ...] = (
    ("cause", gettext_lazy("Cause")),
    (
        "estimate",
        gettext_lazy("Expected date of the full report, and the facts not known yet"),
    ),
    ("amount", gettext_lazy("Amount of activity involved")),
    ("material", gettext_lazy("Material obtained or disclosed")),
    ("collateral", gettext_lazy("Unintended collateral intrusion")),
    ("action", gettext_lazy("Analysis or action taken")),
    ("fate", gettext_lazy("Material kept or destroyed")),
    ("steps", gettext_lazy("Steps to prevent recurrence")),
    ("late_reason", gettext_lazy("Reason why the notice is late")),
)


@transaction.atomic
def make(notice: ErrorNotice, *, by: Person, at: datetime) -> bytes:
    """The document; that somebody opened it is recorded first."""
    may_read_errors(by)
    return _made(notice, opened(notice), by=by, at=at)


@transaction.atomic
def draft(notice: ErrorNotice, words: Mapping[str, str], *, by: Person, at: datetime) -> bytes:
    """The document of a notice that was not sent yet, for whoever is to send it; that it was made is recorded first."""
    may_decide_error(by)
    return _made(notice, words, by=by, at=at)


def _made(notice: ErrorNotice, words: Mapping[str, str], *, by: Person, at: datetime) -> bytes:
    record(READ, subject=notice.report, by=by, at=at, reference=notice.report.reference, notice=notice.kind)
    return pdf(_paper(notice, words, authority=Authority.objects.get()))


def _paper(notice: ErrorNotice, words: Mapping[str, str], *, authority: Authority) -> PdfPaper:
    title = _("Report of an error: {kind}").format(kind=notice.get_kind_display())
    return PdfPaper(
        title=title,
        authority=authority.name,
        reference=notice.report.reference,
        day=notice.sent_on,
        language=get_language() or "en-gb",
        colour=authority.colour,
        blocks=[
            TextBlock(BlockKind.TITLE, title),
            TextBlock(BlockKind.ADDRESS, authority.name),
            *_blocks(notice, words),
        ],
    )


def _blocks(notice: ErrorNotice, words: Mapping[str, str]) -> Iterator[TextBlock]:
    report = notice.report
    told = [
        (_("Reference"), report.reference),
        (_("Kind of error"), report.get_kind_display()),
        (_("Authorisation"), report.authorisation_reference or _("none")),
        (_("Look"), report.look_reference or _("none")),
        (_("Discovered"), wording.day(report.discovered_on)),
        (_("Established"), wording.day(report.established_on) if report.established_on else ""),
        (_("Due"), wording.day(report.due_on) if report.due_on else ""),
        (_("Sent"), wording.day(notice.sent_on)),
        (_("Serious"), _("yes") if report.is_serious else _("no")),
        (_("Description"), opened(report)["what"]),
        *((str(label), words.get(name, "")) for name, label in LABELS),
    ]
    for label, text in told:
        if text.strip():
            yield TextBlock(BlockKind.PARAGRAPH, printable(text), lead=f"{label}:")
