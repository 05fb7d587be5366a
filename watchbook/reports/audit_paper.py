"""The report of a sample, to be written on by the auditor: each item with its tests, how the sample is drawn again, and blanks for findings."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper
from watchbook.organisation.models import Authority
from watchbook.reports.audit_outcome import AuditOutcome
from watchbook.reports.audit_sample import AuditSample, how_to_draw_again, not_random_words, service_words
from watchbook.reports.audit_tests import AuditItem
from watchbook.web import wording


def audit_paper(drawn: AuditSample, items: Sequence[AuditItem], *, on: date) -> PdfPaper:
    """Make the report of a sample as it stands on a day."""
    authority, title = (
        Authority.objects.get(),
        _("Internal audit: sample of {what}").format(what=drawn.scope.what.label),
    )
    return PdfPaper(
        title=title,
        authority=authority.name,
        reference=str(drawn.id),
        day=on,
        language=get_language() or "en-gb",
        colour=authority.colour,
        blocks=[
            TextBlock(BlockKind.TITLE, title),
            TextBlock(BlockKind.ADDRESS, authority.name),
            *_scope(drawn),
            TextBlock(BlockKind.HEADING, _("Summary")),
            TextBlock(BlockKind.TABLE, "\n".join(_summary(items))),
            *(block for one in items for block in _item(one)),
            TextBlock(BlockKind.HEADING, _("Findings")),
            TextBlock(
                BlockKind.QUESTION,
                _("[ Write here: your findings, and your recommendations with their owners and due dates ]"),
            ),
        ],
    )


def _scope(drawn: AuditSample) -> Iterator[TextBlock]:
    scope = drawn.scope
    yield TextBlock(BlockKind.HEADING, _("Scope"))
    yield TextBlock(
        BlockKind.PARAGRAPH,
        _("Sample: {drawn} of {all} {what}, from {first} to {last}, {service}.").format(
            drawn=len(drawn.references),
            all=drawn.population,
            what=scope.what.label,
            first=wording.day(scope.first_on),
            last=wording.day(scope.last_on),
            service=service_words(scope),
        ),
    )
    if words := not_random_words(drawn):
        yield TextBlock(BlockKind.PARAGRAPH, words)
    for words in how_to_draw_again(drawn):
        yield TextBlock(BlockKind.NOTE, words)


def summary(items: Sequence[AuditItem]) -> list[tuple[str, dict[AuditOutcome, int]]]:
    """Count each test's outcomes over all items, in the order of the tests."""
    found: dict[str, dict[AuditOutcome, int]] = {}
    for item in items:
        for test in item.tests:
            outcomes = found.setdefault(test.name, dict.fromkeys(AuditOutcome, 0))
            outcomes[test.outcome] += 1
    return list(found.items())


def _summary(items: Sequence[AuditItem]) -> Iterator[str]:
    yield _("Items: {count}").format(count=len(items))
    for name, outcomes in summary(items):
        yield _("{test} – not met: {count}").format(test=name, count=outcomes[AuditOutcome.NOT_MET])


def _item(one: AuditItem) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, printable(one.reference))
    if not one.tests:
        yield TextBlock(
            BlockKind.PARAGRAPH,
            _("This item was deleted after the sample was drawn. Its certificate of deletion says why."),
        )
        return
    yield TextBlock(BlockKind.PARAGRAPH, printable(f"{one.service}, {one.on}"))
    for test in one.tests:
        yield TextBlock(BlockKind.ITEM, printable(test.words), lead=f"{test.name}, {test.outcome_words}:")
    yield TextBlock(
        BlockKind.QUESTION,
        _(
            "[ Write here: whether necessity is argued in the officer’s own words, and anything else you found ]"
        ),
    )
