"""The certificate as one tagged PDF, its limits first."""

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper, pdf
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import names_in
from watchbook.retention.certificate.certificate import (
    NO_COPY_LEFT,
    exact,
    keepers_in_words,
    limits,
    sample_in_words,
)
from watchbook.retention.deletion.certificate_body import (
    CLEAR_TECHNIQUE,
    TECHNIQUE,
    copies_that_left,
    events,
)
from watchbook.retention.deletion.in_clear import end_in_words, has_clear, told_of
from watchbook.retention.deletion.lifted_holds import lifted
from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.deletion.sample import readings, what_was_read
from watchbook.retention.deletion.states import ItemOutcome, ListState
from watchbook.retention.titles import title_of
from watchbook.web import wording

PRINTED = 500  # things; the file has all of them


def certificate_pdf(row: DeletionList, *, at_end: ListState, seal: str) -> bytes:
    """The certificate to print; `seal` is the address at which the public finds the program and the key to check it."""
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
            blocks=[*head, *_blocks(row, at_end, seal=seal)],
        )
    )


def _blocks(row: DeletionList, at_end: ListState, *, seal: str) -> Iterator[TextBlock]:
    yield from (TextBlock(BlockKind.PARAGRAPH, one) for one in limits(row))
    check = _(
        "To check this certificate, ask us for its JSON file. The program verify.py and the public key of our audit log are at {address}."
    )
    yield TextBlock(BlockKind.PARAGRAPH, check.format(address=seal))
    yield from (
        TextBlock(BlockKind.PARAGRAPH, printable(text), lead=f"{lead}:") for lead, text in _facts(row, at_end)
    )
    yield from _records(row)
    yield from _lifted(row)
    yield from _sample(row)
    yield from _copies(row)
    yield TextBlock(BlockKind.HEADING, _("In the audit log"))
    for event in events(row, at_end=at_end):
        yield TextBlock(BlockKind.ITEM, f"{event.name}: {event.id}")


def _records(row: DeletionList) -> Iterator[TextBlock]:
    """The records that went, each with its kind; of a long list the first, and where the others are."""
    yield TextBlock(BlockKind.HEADING, _("The records that were deleted"))
    things = row.items.filter(outcome=ItemOutcome.DELETED)
    for one in things[:PRINTED]:
        yield TextBlock(BlockKind.ITEM, printable(_item(one, row)))
    if (count := things.count()) > PRINTED:
        more = _("Records listed here: the first {printed} of {count}. The JSON file lists every record.")
        yield TextBlock(
            BlockKind.PARAGRAPH, more.format(printed=wording.numbered(PRINTED), count=wording.numbered(count))
        )


def _lifted(row: DeletionList) -> Iterator[TextBlock]:
    """List the holds that had been lifted from the records, as the person who approved saw it."""
    if row.let_go:
        yield TextBlock(BlockKind.HEADING, _("Legal holds that had ended, as shown to the approver"))
        yield from (TextBlock(BlockKind.ITEM, printable(one)) for one in lifted(row))


def _sample(row: DeletionList) -> Iterator[TextBlock]:
    """List who opened which record of the sample, and when."""
    if not (read := readings(row)):
        return
    yield TextBlock(BlockKind.HEADING, _("Sample: the people who opened each record before the decision"))
    names = names_in(read)
    for one in read:
        told = _("Record {number}: {what} by {name}, {at}").format(
            number=one.fields["number"],
            what=what_was_read(one),
            name=names.get(one.by) or _("somebody whose name was deleted"),
            at=wording.moment(one.at),
        )
        yield TextBlock(BlockKind.ITEM, printable(told))


def _copies(row: DeletionList) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, _("Copies that left the council, and the people to ask"))
    found = copies_that_left(row)
    names = dict(Person.objects.values_list("id", "name"))
    for left in found:
        told = _("{day}: {record}, {what}. Ask {name}.").format(
            day=wording.day(london_day(left.event.at)),
            record=left.reference or _("a protected record"),
            what=left.what or _("not shown"),
            name=names.get(left.event.by) or _("the records manager (the name of the officer was deleted)"),
        )
        yield TextBlock(BlockKind.ITEM, printable(told))
    if not found:
        yield TextBlock(BlockKind.PARAGRAPH, str(NO_COPY_LEFT))


def _facts(row: DeletionList, at_end: ListState) -> Iterator[tuple[str, str]]:
    is_clear = has_clear(row)
    yield _("State"), end_in_words(at_end, row, is_clear=is_clear)
    yield _("Ground"), f"{row.get_ground_display()}, {row.because}"
    yield _("Rule"), row.rule or _("a decision on the request, not the retention schedule")
    yield _("Proposed by"), f"{row.proposed_by.name}, {wording.moment(row.proposed_at)}"
    if row.approved_by and row.approved_at:
        yield _("Approved by"), f"{row.approved_by.name}, {wording.moment(row.approved_at)}"
    if opened := sample_in_words(row):
        yield _("Sample"), opened
    if decided := keepers_in_words(row):
        yield _("Protected records"), decided
    yield _("Method"), ". ".join(filter(None, (TECHNIQUE, row.keeper, CLEAR_TECHNIQUE if is_clear else "")))
    for label, moment in (
        (_("First copy of the key store confirmed that it has none of the keys"), row.first_copy_at),
        (_("Second copy of the key store confirmed that it has none of the keys"), row.second_copy_at),
    ):
        yield label, exact(moment) if moment else _("not yet")
    for label, moment in (
        (_("Legal holds checked"), row.hold_checked_at),
        (_("Unreadable here (T0)"), row.unreadable_at),
        (_("Keys replaced (T1)") if is_clear else _("Unreadable everywhere (T1)"), row.irrecoverable_at),
        (_("No longer in any backup (T2)"), row.gone_at),
    ):
        yield label, wording.moment(moment) if moment else _("not yet")


def _item(one: DeletionItem, row: DeletionList) -> str:
    keys = ", ".join(
        f"{key['item']} v{key['version']} {key['wrapped'][0] if key['wrapped'] else _('no key was kept')}"
        for key in one.keys
    )
    kind = "" if one.is_protected else title_of(one.table)
    called = ", ".join(filter(None, (one.called, kind)))
    told = f"{called}: {keys or _('no key protected any part of the record')}"
    return f"{told}. {clear}" if (clear := told_of(one, row)) else told
