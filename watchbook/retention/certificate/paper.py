"""The certificate as one tagged PDF, its limits first."""

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper, pdf
from watchbook.organisation.models import Authority, Person
from watchbook.retention.certificate.certificate import limits
from watchbook.retention.deletion.certificate_body import TECHNIQUE, copies_that_left, events
from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.deletion.states import ItemOutcome, ListState
from watchbook.web import wording

PRINTED = 500  # things; the file has all of them


def certificate_pdf(row: DeletionList, *, at_end: ListState) -> bytes:
    """The certificate to print."""
    authority = Authority.objects.get()
    title = _("Certificate of deletion {reference}").format(reference=row.reference)
    head = [TextBlock(BlockKind.TITLE, title), TextBlock(BlockKind.ADDRESS, authority.name)]
    return pdf(
        PdfPaper(
            title=title,
            authority=authority.name,
            reference=row.reference,
            day=london_day(getattr(row, f"{at_end.value}_at")),
            language=get_language() or "en-gb",
            colour=authority.colour,
            blocks=[*head, *_blocks(row, at_end)],
        )
    )


def _blocks(row: DeletionList, at_end: ListState) -> Iterator[TextBlock]:
    yield from (TextBlock(BlockKind.PARAGRAPH, one) for one in limits())
    yield from (
        TextBlock(BlockKind.PARAGRAPH, printable(text), lead=f"{lead}:") for lead, text in _facts(row, at_end)
    )
    yield TextBlock(BlockKind.HEADING, _("The records that were deleted"))
    for one in row.items.filter(outcome=ItemOutcome.DELETED)[:PRINTED]:
        yield TextBlock(BlockKind.ITEM, printable(_item(one)))
    yield TextBlock(BlockKind.HEADING, _("Copies that left, and whom to ask"))
    names = dict(Person.objects.values_list("id", "name"))
    for left in copies_that_left(row):
        told = f"{wording.day(london_day(left.event.at))}: {left.reference}, {left.what}, {names.get(left.event.by, '')}"
        yield TextBlock(BlockKind.ITEM, printable(told))
    yield TextBlock(BlockKind.HEADING, _("In the audit log"))
    for event in events(row, at_end=at_end):
        yield TextBlock(BlockKind.ITEM, f"{event.name}: {event.id}")


def _facts(row: DeletionList, at_end: ListState) -> Iterator[tuple[str, str]]:
    yield _("State"), str(at_end.label)
    yield _("Ground"), f"{row.get_ground_display()}, {row.because}"
    yield _("Rule"), row.rule or "–"
    yield _("Proposed by"), f"{row.proposed_by.name}, {wording.moment(row.proposed_at)}"
    if row.approved_by and row.approved_at:
        yield _("Approved by"), f"{row.approved_by.name}, {wording.moment(row.approved_at)}"
    yield _("Method"), f"{TECHNIQUE}. {row.keeper}"
    for label, moment in (
        (_("Legal holds checked"), row.hold_checked_at),
        (_("First copy of the keys"), row.first_copy_at),
        (_("Second copy of the keys"), row.second_copy_at),
        (_("Unreadable here (T0)"), row.unreadable_at),
        (_("Readable by nobody (T1)"), row.irrecoverable_at),
        (_("Gone from the last backup (T2)"), row.gone_at),
    ):
        yield label, wording.moment(moment) if moment else _("not yet")


def _item(one: DeletionItem) -> str:
    keys = ", ".join(
        f"{key['item']} v{key['version']} {key['wrapped'][0] if key['wrapped'] else '–'}" for key in one.keys
    )
    return f"{one.called}: {keys or '–'}"
