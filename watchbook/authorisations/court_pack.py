"""Papers for the court as one tagged PDF: the judicial form filled in, the application, the officer's decision, a statement.

The fields of the form are those of the Home Office's form for judicial approval, in our own words (docs/law/forms.md#judicial-approval; to be confirmed).
What was obtained about people goes to the court and nowhere else: every download is recorded first.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.application_form import pages_of
from watchbook.authorisations.models import Authorisation, Determination
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.authorisations.queries.officers import offence_title
from watchbook.authorisations.reading import read
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper, pdf
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import the_authority
from watchbook.web import wording

MADE = Kind(
    "court_pack.made",
    fields=("reference",),
    says=gettext_lazy("The papers for the court were made."),
)
WORDS = (
    ("who", gettext_lazy("Who")),
    ("what", gettext_lazy("What")),
    ("where", gettext_lazy("Where")),
    ("when", gettext_lazy("When")),
    ("why", gettext_lazy("Why")),
    ("how", gettext_lazy("How")),
    ("necessity", gettext_lazy("Why it is necessary")),
    ("proportionality", gettext_lazy("Why it is proportionate")),
    ("conditions", gettext_lazy("Conditions")),
    ("takes_part", gettext_lazy("Why the officer takes part in the operation")),
)


@transaction.atomic
def make(authorisation: Authorisation, *, by: Person, at: datetime) -> bytes:
    """The papers; that somebody made them is recorded first."""
    may_read_authorisation(by, authorisation)
    authority = the_authority()
    decision = authorisation.determinations.filter(is_granted=True).first()
    if authority is None or decision is None or not authorisation.needs_court:
        raise WrongState(
            _(
                "You cannot make papers for the court: this is not granted yet, or does not need a court’s approval."
            )
        )
    record_row(MADE, authorisation, by=by, at=at)
    names = [one.called for one in read(authorisation, by=by, at=at) if one.is_named]
    return pdf(_paper(authorisation, decision, authority=authority, names=names, by=by, at=at))


def _paper(
    row: Authorisation,
    decision: Determination,
    *,
    authority: Authority,
    names: list[str],
    by: Person,
    at: datetime,
) -> PdfPaper:
    return PdfPaper(
        title=_("Application for judicial approval {reference}").format(reference=row.reference),
        authority=authority.name,
        reference=row.reference,
        day=london_day(at),
        language=get_language() or "en-gb",
        colour=authority.colour,
        blocks=[
            *_form(row, authority=authority, names=names, by=by),
            *_application(row),
            *_decision(row, decision),
            *_statement(row, by=by),
        ],
    )


def _form(row: Authorisation, *, authority: Authority, names: list[str], by: Person) -> Iterator[TextBlock]:
    facts = opened(row)
    yield TextBlock(BlockKind.TITLE, _("Application for judicial approval"))
    yield TextBlock(BlockKind.ADDRESS, authority.name)
    yield from _lines(
        (_("Department"), row.service.name),
        (_("Offence under investigation"), offence_title(row)),
        (_("Identity of the subject, or premises"), "; ".join(names) or facts["answers"].get("others", "")),
        (_("Technique"), row.get_kind_display()),
        (_("Summary"), facts["title"]),
        (_("Investigating officer"), str(row.applicant)),
        (_("Authorising officer"), _("{name}, {rank}").format(name=row.decided_by, rank=row.officer_rank)),
        (_("Officer attending"), by.name),
        (_("Reference"), row.reference),
    )
    yield TextBlock(BlockKind.HEADING, _("Order of the court"))
    for sentence in (
        _(
            "Satisfied, at the time of the grant and still, that it was and is necessary and proportionate, and that the relevant conditions are met:"
        ),
        _("approved / refused / refused and quashed"),
        _("Reasons and notes:"),
        _("Name and signature of the judicial authority, court, date and time:"),
    ):
        yield TextBlock(BlockKind.PARAGRAPH, sentence)


def _application(row: Authorisation) -> Iterator[TextBlock]:
    answers = opened(row)["answers"]
    yield TextBlock(BlockKind.HEADING, _("The application"))
    for page in pages_of(row.kind):
        yield TextBlock(BlockKind.SUBHEADING, str(page.title))
        yield from _lines(*((str(box.asks), answers.get(box.id, "")) for box in page.boxes_of(row.kind)))


def _decision(row: Authorisation, decision: Determination) -> Iterator[TextBlock]:
    words = opened(decision)
    yield TextBlock(BlockKind.HEADING, _("The authorising officer’s decision"))
    yield TextBlock(
        BlockKind.PARAGRAPH,
        _("Granted by {name}, {rank}, {moment}.").format(
            name=decision.by.name, rank=decision.officer_rank, moment=wording.moment(decision.at)
        ),
    )
    yield from _lines(*((str(label), words.get(name, "")) for name, label in WORDS))


def _statement(row: Authorisation, *, by: Person) -> Iterator[TextBlock]:
    yield TextBlock(BlockKind.HEADING, _("Statement of the officer who attends"))
    yield TextBlock(
        BlockKind.PARAGRAPH,
        _(
            "I, {name}, am authorised to appear for the authority. Application {reference} and the decision are as above; I know of nothing else that it should know."
        ).format(name=by.name, reference=row.reference),
    )
    yield TextBlock(BlockKind.PARAGRAPH, _("Signed:"))


def _lines(*told: tuple[str, str]) -> Iterator[TextBlock]:
    for question, answer in told:
        if answer.strip():
            yield TextBlock(BlockKind.PARAGRAPH, printable(answer), lead=f"{question}:")
