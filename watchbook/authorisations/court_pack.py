"""Papers for the court as one tagged PDF: the judicial form, the three forms of order, the application, the renewal, a statement.

The boxes are those of the Home Office's forms (`official_forms`; docs/reference/forms.md). What was obtained about people goes to the
court and nowhere else: every download is recorded first.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pypdf import PdfReader

from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.court_appearance import check_before_court
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.official_forms import COURT_APPLICATION, COURT_ORDER, form_of
from watchbook.authorisations.paper_fields import HAND, OfficialFacts, value_of
from watchbook.authorisations.papers import APPLICATION, blocks, facts_of, paper_of, to_confirm
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.authorisations.states import ReportStep
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.pdf import pdf
from watchbook.organisation.models import Person

MADE = Kind(
    "court_pack.made",
    fields=("reference",),
    says=gettext_lazy("The papers for the court were prepared."),
)


@transaction.atomic
def make(authorisation: Authorisation, *, by: Person, at: datetime) -> bytes:
    """The papers for a grant, or for the renewal that waits for the court; that somebody made them is recorded first."""
    may_read_authorisation(by, authorisation)
    check_before_court(authorisation, tried=_("You cannot make papers for the court"))
    record_row(MADE, authorisation, by=by, at=at)
    waiting = authorisation.renewals.filter(number=authorisation.times_renewed + 1, is_granted=True)
    renewal = waiting.select_related("by", "report").last()
    facts = facts_of(authorisation, reader=by, at=at, decided=renewal, renewal=renewal)
    pages = len(PdfReader(BytesIO(_set(facts))).pages)
    return _set(replace(facts, pages=pages))


def _set(facts: OfficialFacts) -> bytes:
    return pdf(paper_of(facts, str(COURT_APPLICATION.title), list(_parts(facts))))


def _parts(facts: OfficialFacts) -> Iterator[TextBlock]:
    yield from blocks(COURT_APPLICATION, facts)
    steps = (ReportStep.RENEWAL, APPLICATION) if facts.renewal else (APPLICATION,)
    forms = list(filter(None, (form_of(facts.row.kind, step) for step in steps)))
    for form in forms:
        yield from blocks(form, facts, heading=BlockKind.PART)
    yield from to_confirm([COURT_APPLICATION, *forms, COURT_ORDER], facts)
    yield from _statement(facts)
    yield from blocks(COURT_ORDER, facts, heading=BlockKind.PART)


def _statement(facts: OfficialFacts) -> Iterator[TextBlock]:
    """The statement that whoever appears signs: who it is was named, and is otherwise filled in by hand."""
    yield TextBlock(BlockKind.HEADING, _("Statement of the officer who appears"))
    yield TextBlock(BlockKind.PARAGRAPH, value_of("attends", facts), lead=_("Officers who appear"))
    yield TextBlock(BlockKind.PARAGRAPH, value_of("appears_under", facts))
    yield TextBlock(
        BlockKind.PARAGRAPH,
        _(
            "I am authorised to appear for the authority. Application {reference} and the decision are as set out above. "
            "I am not aware of anything else that the court should know."
        ).format(reference=facts.row.reference),
    )
    yield TextBlock(BlockKind.PARAGRAPH, f"{_('Signed:')} {HAND}")
