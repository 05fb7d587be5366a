"""Evidence of what the authority adopted and taught: policies, clauses, training, officers, minutes; and of the figures of answers."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.figures.evidence import named
from watchbook.figures.findings import Finding, Status
from watchbook.figures.named import figure
from watchbook.governance.documents.models import ClauseSubject, DocumentKind, Extent
from watchbook.governance.documents.queries import HeldDocument, documents_in_force, readers_of, with_clauses
from watchbook.governance.members.queries import meetings
from watchbook.governance.training.models import Attendance
from watchbook.governance.training.queries import attendances, courses, matrix
from watchbook.organisation.queries import officers
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.reports.policy_approval import meeting_words, next_due_on, policies_in_force, policy_approvals
from watchbook.web.wording import day

HELD = (Status.HELD_SUPPLIED, Status.HELD_LINK, Status.PARTLY, Status.NIL, Status.EXPLANATION)

# The services that inspectors ask about, and words by which a council calls one, in English and Welsh.
OF_INSPECTORS: tuple[tuple[Promise, str], ...] = (
    (gettext_lazy("children’s services"), r"child|famil|plant|teulu"),
    (gettext_lazy("school exclusions"), r"school|educat|exclusion|learning|ysgol|addysg"),
    (gettext_lazy("adult social care"), r"adult|social (care|services|work)|oedol|gofal"),
    (
        gettext_lazy("HR"),
        r"\bhr\b|human resources|personnel|workforce|people services|organisational development|adnoddau dynol",
    ),
)


@dataclass(frozen=True)
class InspectionEvidence:
    """A thing that shows something: in words, and where it stands; `is_fault` where it shows what is wrong."""

    words: str
    address: str = ""
    is_fault: bool = False


type Evidence = Iterator[InspectionEvidence]


def of_figure(name: str) -> Callable[[date], Evidence]:
    """Find what the figure of an answer to a request rests on; what a person must still search is no evidence."""

    def found(on: date) -> Evidence:
        finding = figure(name, on=on)
        if finding.status in HELD:
            yield from told_by(finding)

    return found


def told_by(finding: Finding) -> Evidence:
    """Return the rows on which a figure rests."""
    for one in finding.evidence:
        yield InspectionEvidence(f"{one.reference}: {one.what}", one.address)


def _policies(on: date) -> list[HeldDocument]:
    """The documents in force that say how social media is used, with their clauses."""
    kinds = (
        DocumentKind.POLICY,
        DocumentKind.PROCEDURE,
        DocumentKind.GUIDANCE,
        DocumentKind.CODE_OF_PRACTICE,
    )
    held = with_clauses(documents_in_force(*kinds, on=on))
    return [one for one in held if one.document.concerns_social_media != Extent.NO]


def policy(on: date) -> Evidence:
    """Find the documents in force about social media, with who approved them, and overdue reviews of them."""
    for held in _policies(on):
        approved = held.approved
        words = _("{title} ({entry}): approved by {who} on {day}").format(
            title=named(held),
            entry=held.document,
            who=approved.decided_by if approved else "–",
            day=day(approved.on) if approved else "–",
        )
        yield InspectionEvidence(words, _page(held))
        if held.document.review_on and held.document.review_on < on:
            said = _("The review of {title} was due on {day}.")
            yield InspectionEvidence(
                said.format(title=held.document.title, day=day(held.document.review_on)),
                _page(held),
                is_fault=True,
            )


def _page(held: HeldDocument) -> str:
    return reverse("governance:document", args=[held.document.reference, held.document.edition])


def clauses(*subjects: ClauseSubject) -> Callable[[date], Evidence]:
    """Find the clauses in force that settle one of these things."""

    def found(on: date) -> Evidence:
        for held in _policies(on):
            for clause in held.clauses:
                if set(clause.settles) & set(subjects):
                    words = _("{title}, clause {number}: {heading}")
                    told = {"title": held.document.title, "number": clause.number, "heading": clause.heading}
                    yield InspectionEvidence(words.format(**told), _page(held))

    return found


def _attended(on: date) -> tuple[dict[str, str], QuerySet[Attendance]]:
    """The courses about social media by reference, and who took part in one by a day."""
    known = {one.reference: one.title for one in courses(on_social_media=True)}
    return known, attendances().filter(course_reference__in=known, completed_on__lte=on).order_by()


def not_on_the_register(services: Sequence[str]) -> list[str]:
    """Return the services that inspectors name and for which none of these names stands."""
    return [
        str(title)
        for title, words in OF_INSPECTORS
        if not any(re.search(words, one, re.IGNORECASE) for one in services)
    ]


def trained_services(on: date) -> Evidence:
    """Each service with how many of its people took part in training on social media that still counts, none too."""
    counting = _attended(on)[1].filter(Q(counts_until=None) | Q(counts_until__gte=on))
    trained = dict(counting.values_list("person__service").annotate(Count("person", distinct=True)))
    rows = matrix(on).rows if trained else ()
    if rows and (missing := not_on_the_register([row.service.name for row in rows if row.service])):
        words = _(
            "Not on the register of services: {services}. If the council has any of these services, ask a system administrator to add it."
        )
        yield InspectionEvidence(words.format(services=", ".join(missing)), is_fault=True)
    for row in rows:
        if row.service is None:
            continue
        count = trained.get(row.service.id, 0)
        words = _("People in {service} with training that still counts: {count}").format(
            service=row.service.name, count=count
        )
        yield InspectionEvidence(words, reverse("governance:training_matrix"), is_fault=not count)


def trained_beyond(on: date) -> Evidence:
    """Training of people who hold neither of the duties of enforcement, by course."""
    enforcing = [DutyKind.INVESTIGATOR.value, DutyKind.AUTHORISING_OFFICER.value]
    known, rows = _attended(on)
    others = rows.exclude(person__duties__kind__in=enforcing)
    for reference, count in others.values_list("course_reference").annotate(Count("person", distinct=True)):
        said = ngettext(
            "{title}: attended by {count} person who is neither an investigator nor an authorising officer",
            "{title}: attended by {count} people who are neither investigators nor authorising officers",
            count,
        )
        yield InspectionEvidence(
            said.format(title=known[reference], count=count), reverse("governance:course", args=[reference])
        )


def known_officers(on: date) -> Evidence:
    """Find who is senior responsible officer and RIPA co-ordinator, and how many who must read the policy did."""
    for kind in (DutyKind.SENIOR_RESPONSIBLE_OFFICER, DutyKind.RIPA_COORDINATOR):
        for duty in officers(kind=kind, on=on, as_at=None):
            words = _("{title}: {name}").format(title=capfirst(str(TITLES[kind])), name=duty.person.name)
            yield InspectionEvidence(words, reverse("organisation:officers"))
    for held in _policies(on):
        must = [one for one in readers_of(held.document, on=on) if one.duty]
        read = sum(one.read_on is not None for one in must)
        if must:
            words = _(
                "{title}: people who must read this document: {must}; of these, {read} confirmed that they read it"
            )
            told = {"title": held.document.title, "read": read, "must": len(must)}
            yield InspectionEvidence(words.format(**told), _page(held), is_fault=read < len(must))


def members(on: date) -> Evidence:
    """The newest approval of each policy in force by members; one whose next is overdue is a fault. Then the meetings of members."""
    titles, told = policies_in_force(on=on), meetings(on=on)
    newest = {one.policy: one for one in policy_approvals(on=on) if one.policy in titles}
    if told and not newest:
        yield InspectionEvidence(
            _("No minute on record shows that members approved a policy in force"), is_fault=True
        )
    for one in newest.values():
        due_on = next_due_on([one]) or on
        is_overdue = due_on < on
        words = (
            _("{title}: members last approved it ({approval}); the next approval was due on {day}")
            if is_overdue
            else _("{title}: members approved it ({approval}); the next approval is due on {day}")
        )
        told_of = words.format(title=titles[one.policy], approval=one.words, day=day(due_on))
        yield InspectionEvidence(told_of, one.address, is_fault=is_overdue)
    for meeting in told:
        page = reverse("governance:members_meeting", args=[meeting.reference])
        yield InspectionEvidence(meeting_words(meeting), page)
