"""What to do next after an outcome, with the page for it where the part that owns it is there, else who to ask."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.triage.graph import TriageOutcome, current
from watchbook.triage.queries import AssessmentStanding


@dataclass(frozen=True)
class NextPage:
    """A page of a part above: what its link says, its names, the first that exists being taken, and who to ask without it."""

    says: Promise
    names: tuple[str, ...]
    ask: Promise
    of_subject: bool = False
    of_assessment: bool = False
    is_investigators: bool = False


_INVESTIGATOR = _("Only an investigator who works on the investigation can apply.")
_LOG = _("Ask your line manager how to record the look.")
_LOOK = NextPage(_("Open a look"), ("looks:open_subject", "looks:open_general"), _LOG, of_subject=True)
_APPLY = {
    "directed_surveillance": _("Apply for directed surveillance"),
    "chis": _("Apply for a covert human intelligence source"),
    "non_ripa": _("Apply for an authorisation outside RIPA"),
}
PAGES: Mapping[str, NextPage] = {
    **{
        kind: NextPage(
            says, ("authorisations:begin_from",), _INVESTIGATOR, of_assessment=True, is_investigators=True
        )
        for kind, says in _APPLY.items()
    },
    "overt_plan": NextPage(
        _("Propose an overt plan"),
        ("overt_plans:propose",),
        _("Only an investigator who works on the investigation can propose the plan."),
        of_subject=True,
        is_investigators=True,
    ),
    **dict.fromkeys(("preliminary", "overt", "immediate"), _LOOK),
    "observation": NextPage(_("Record the use of the tool"), ("looks:open_general",), _LOG),
    "not_allowed": NextPage(
        _("Ask the solicitor"),
        (),
        _("If you think that this is wrong, ask the solicitor. Only the solicitor can decide otherwise."),
    ),
}


@dataclass(frozen=True)
class NextStep:
    """One thing to do: the sentence, and a link or who to ask."""

    says: str
    link: str = ""
    href: str = ""
    ask: str = ""
    is_begun: bool = False


def applies(person: Person) -> bool:
    """Whether a person's duty is to apply for what an outcome needs, and to propose plans."""
    return DutyKind.INVESTIGATOR in duties_of(person, on=today())


def next_steps(standing: AssessmentStanding, *, applies: bool = True) -> list[NextStep]:
    """List what to do next for each outcome that stands; without the link where the reader, no investigator, may not apply."""
    known = current().outcomes
    return [
        _step(known[one], PAGES.get(one), standing, applies=applies)
        for one in standing.outcomes
        if one in known
    ]


def _step(
    outcome: TriageOutcome, page: NextPage | None, standing: AssessmentStanding, *, applies: bool
) -> NextStep:
    if outcome.id == "ask" and standing.ask:
        said = gettext("Do not look. The question is with {whom}: wait for the answer.")
        return NextStep(said.format(whom=standing.asked))
    if page is None:
        return NextStep(outcome.next)
    if page.is_investigators and not applies:
        return NextStep(outcome.next, ask=str(page.ask))
    href = next(filter(None, (_address(name, page, outcome, standing) for name in page.names)), "")
    if not href:
        return NextStep(outcome.next, ask=str(page.ask))
    return NextStep(outcome.next, link=str(page.says), href=href, is_begun=page.of_assessment)


def _address(name: str, page: NextPage, outcome: TriageOutcome, standing: AssessmentStanding) -> str:
    row = standing.assessment
    named = [row.reference, outcome.id] if page.of_assessment else [row.investigation.reference]
    if page.of_subject and row.subject:
        named.append(str(row.subject.number))
    for arguments in (named, named[:1], []):
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return ""
