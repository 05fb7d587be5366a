"""The official forms filled in, each as a paper of its own: the application, and each review, renewal and cancellation.

What was obtained about people stands on them, so that every download is recorded first.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.application_form import boxes_of
from watchbook.authorisations.models import Authorisation, Renewal
from watchbook.authorisations.official_forms import FormBox, OfficialForm, form_of, made_under
from watchbook.authorisations.paper_fields import HAND, LaterDecision, OfficialFacts, value_of
from watchbook.authorisations.permissions import may_read_authorisation, may_read_source_text
from watchbook.authorisations.queries.sources import is_opened_to
from watchbook.authorisations.reading import read_text
from watchbook.authorisations.report_form import BOXES
from watchbook.authorisations.states import AuthorisationKind
from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper
from watchbook.files.document.pdf import pdf as set_pdf
from watchbook.keys.envelope import Facts, opened
from watchbook.law.provisions import Provision
from watchbook.organisation.models import Person
from watchbook.organisation.queries import the_authority
from watchbook.web import wording

MADE = Kind(
    "papers.made",
    fields=("reference", "form", "number"),
    says=gettext_lazy("One of the official forms was made for this authorisation."),
)
APPLICATION = "application"
DECISION = {
    "who": gettext_lazy("Who"),
    "what": gettext_lazy("What"),
    "where": gettext_lazy("Where"),
    "when": gettext_lazy("When"),
    "why": gettext_lazy("Why"),
    "how": gettext_lazy("How"),
    "necessity": gettext_lazy("Why it is necessary"),
    "proportionality": gettext_lazy("Why it is proportionate"),
    "conditions": gettext_lazy("Conditions"),
}
OF_SOURCE = frozenset({"tasking", "conduct", "risks", "community"})


@transaction.atomic
def make(authorisation: Authorisation, *, step: str, number: int, by: Person, at: datetime) -> bytes:
    """One form filled in: the application, or the review, renewal or cancellation of that number. It is recorded first."""
    may_read_authorisation(by, authorisation)
    form = form_of(authorisation.kind, step)
    rows = (
        [] if step == APPLICATION else list(getattr(authorisation, f"{step}s").select_related("by", "report"))
    )
    if form is None or (step != APPLICATION and not 0 < number <= len(rows)):
        raise WrongState(
            _(
                "You cannot make this paper: the official forms do not include it, or the decision has not been made yet. Open the page of the authorisation to "
                "see which papers you can make."
            )
        )
    record_row(MADE, authorisation, by=by, at=at, form=form.id, number=number)
    facts = facts_of(authorisation, reader=by, at=at, decided=rows[number - 1] if rows else None)
    told = [*blocks(form, facts), *to_confirm([form], facts)]
    return set_pdf(paper_of(facts, str(form.title), told))


def facts_of(
    row: Authorisation,
    *,
    reader: Person,
    at: datetime,
    decided: LaterDecision | None = None,
    renewal: Renewal | None = None,
) -> OfficialFacts:
    """Everything that the papers may say to this reader; that the text was read is recorded."""
    authority = the_authority()
    if authority is None:
        raise WrongState(
            _(
                "You cannot make this paper: nobody has entered the authority’s name yet. Ask an administrator to enter it."
            )
        )
    version = row.applicationversions.last()
    subjects = read_text(row, version, by=reader, at=at)
    said = opened(row)
    report = decided.report if decided else None
    return OfficialFacts(
        row=row,
        authority=authority,
        by=reader,
        on=london_day(at),
        title=str(said["title"]),
        subjects=tuple(one.in_full for one in subjects if one.is_named),
        words=_words(row, said, decided=decided, reader=reader, at=at),
        report=report,
        decided=decided,
        renewal=renewal,
        court=_court(row),
        orders=_orders(row, decided),
    )


def paper_of(facts: OfficialFacts, title: str, told: list[TextBlock]) -> PdfPaper:
    """A paper of the authority's."""
    return PdfPaper(
        title=f"{title} {facts.row.reference}",
        authority=facts.authority.name,
        reference=facts.row.reference,
        day=facts.on,
        language=get_language() or "en-gb",
        colour=facts.authority.colour,
        blocks=told,
    )


def blocks(
    form: OfficialForm, facts: OfficialFacts, *, heading: BlockKind = BlockKind.TITLE
) -> Iterator[TextBlock]:
    """A form, box by box: its number where one is known, what it asks, and our answer or the reason for none."""
    yield TextBlock(heading, str(form.title))
    under = "; ".join(one.title for one in _made_under(form, facts))
    yield TextBlock(BlockKind.PARAGRAPH, under, lead=_("Made under"))
    for box in form.boxes:
        number = f"{box.number}. " if box.number else ""
        told = "\n".join(_answers_to(box, facts)) or str(box.reason or _("Not given"))
        yield TextBlock(BlockKind.PARAGRAPH, f"\n{printable(told)}", lead=f"{number}{box.asks}")


def to_confirm(forms: Iterable[OfficialForm], facts: OfficialFacts) -> Iterator[TextBlock]:
    """Say once for a paper which of the provisions of its forms the solicitor has not confirmed; nothing where all are."""
    titles = {one.title: one for form in forms for one in _made_under(form, facts) if not one.verified}
    if titles:
        said = _("To be confirmed by the authority’s solicitor: {titles}.").format(titles="; ".join(titles))
        yield TextBlock(BlockKind.NOTE, said)


def _made_under(form: OfficialForm, facts: OfficialFacts) -> tuple[Provision, ...]:
    """Return the provisions of a form as on the day of the decision, or of today before it."""
    row = facts.row
    on = london_day(row.decided_at) if row.decided_at else facts.on
    return made_under(form, nation=row.nation, on=on)


def label_of(name: str, *, kind: str) -> str:
    """Return our question where a field comes from one; empty for what the register holds by itself."""
    where, _dot, key = name.partition(".")
    if where == "answer":
        return next((str(box.asks) for box in boxes_of(kind) if box.id == key), "")
    if where == "report":
        every = (box for boxes in BOXES.values() for box in boxes)
        return next((str(box.asks) for box in every if box.id == key), "")
    return str(DECISION.get(key, "")) if where == "decision" else ""


def _answers_to(box: FormBox, facts: OfficialFacts) -> Iterator[str]:
    """The answers in a box; of several, each after its own question."""
    if len(box.fields) == 1 and box.fields[0].startswith("hand."):
        yield HAND  # the box itself says what for
        return
    for name in box.fields:
        if text := value_of(name, facts).strip():
            label = label_of(name, kind=facts.row.kind) if len(box.fields) > 1 else ""
            yield f"{label} {text}" if label else text


def _words(
    row: Authorisation, said: Facts, *, decided: LaterDecision | None, reader: Person, at: datetime
) -> dict[str, Facts]:
    """The words of the application, the grant, the report and the officer's half, by where they come from."""
    grant = row.determinations.filter(is_granted=True).first()
    report = decided.report if decided else None
    return {
        "answer": _answers(row, said.get("answers", {}), by=reader, at=at),
        "facts": said,
        "decision": opened(grant) if grant else {},
        "report": opened(report)["answers"] if report else {},
        "half": opened(decided) if decided else {},
    }


def _orders(row: Authorisation, decided: LaterDecision | None) -> tuple[str, ...]:
    """The court's orders on the grant, or on the renewal that the paper is about."""
    heard = row.hearings.filter(renewal=decided if isinstance(decided, Renewal) else None)
    return tuple(f"{one.get_outcome_display()}, {wording.moment(one.ordered_at)}" for one in heard)


def _answers(row: Authorisation, answers: dict[str, str], *, by: Person, at: datetime) -> dict[str, str]:
    """The answers of the application; what is said of a covert source only for those who may read that."""
    if row.kind != AuthorisationKind.CHIS or can(may_read_source_text, by, row, is_opened_to(by, row, at=at)):
        return answers
    withheld = dict.fromkeys(OF_SOURCE, _("Withheld: this answer is about a covert source"))
    return answers | withheld


def _court(row: Authorisation) -> str:
    """The court that sat before, where one did; else a line on the paper for its name."""
    hearing = row.hearings.last()
    return str(opened(hearing)["court"]) if hearing else ""
