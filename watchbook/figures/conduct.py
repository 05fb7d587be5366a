"""Where, on which criteria, by whose leave and how social media is looked at: the clauses that settle it (FOI 9477, 8.a to 8.d)."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.figures.evidence import (
    named,
    of_clause,
    of_document,
    of_drift_threshold,
    of_rule_set,
    rules_in_full,
)
from watchbook.figures.findings import Finding, Inquiry, Status, searched_in, to_be_searched
from watchbook.figures.held import clauses_on
from watchbook.figures.listened import beside_projects, projects_of
from watchbook.figures.looks import looks_by_service
from watchbook.figures.register_names import DOCUMENTS, RULE_SETS
from watchbook.figures.retention import deletion_request, retention_period
from watchbook.figures.sentences import in_words
from watchbook.figures.times import time_of
from watchbook.governance.documents.models import ClauseSubject
from watchbook.governance.rule_set.models import RuleSetAdoption
from watchbook.governance.rule_set.queries import adopted_rule_set
from watchbook.governance.thresholds.models import DriftThreshold
from watchbook.governance.thresholds.queries import set_for
from watchbook.triage.graph import edition
from watchbook.web.wording import joined

VERSION = 4  # adopted rules that are not in use any more are told as such


def areas_of_work(inquiry: Inquiry) -> Finding:
    """8.a: which services looked, in which areas of work it may be used, and which services listen."""
    finding = _with_looks(inquiry, _settled(inquiry, ClauseSubject.AREAS, query="areas_of_work"))
    time = time_of(inquiry)
    projects = [] if finding.status is Status.TO_BE_SEARCHED else projects_of(inquiry, time=time)
    if not projects:
        return finding
    services = sorted({one.service.name for one in projects})
    told = [
        _(
            "Services with a “listening project”, which counts posts and messages about council services: {services}."
        ).format(services=joined(services))
    ]
    return beside_projects(finding, projects, told, query=f"areas_of_work/{VERSION}", time=time)


def _with_looks(inquiry: Inquiry, clauses: Finding) -> Finding:
    """Tell the looks of each service before the clauses, where there is a figure: a clause says who may, not who does."""
    if clauses.status is Status.TO_BE_SEARCHED:
        return clauses
    looked = looks_by_service(inquiry)
    if looked.status is Status.TO_BE_SEARCHED:
        return clauses
    days = looked.period
    when = (
        _("These are the looks from {first} to {last}.").format(
            first=in_words(days.first_on), last=in_words(days.last_on)
        )
        if days and looked.value
        else ""
    )
    return replace(
        clauses,
        answer="\n".join(filter(None, [looked.answer, when, clauses.answer])),
        evidence=(*looked.evidence, *clauses.evidence),
        searched=looked.searched + clauses.searched,
    )


def criteria(inquiry: Inquiry) -> Finding:
    """8.b: which criteria must be met: the rules adopted on the day of receipt, else what clauses say."""
    if adopted := adopted_rule_set(on=inquiry.on, as_at=inquiry.as_at):
        finding = _criteria(adopted)
        own = set_for(on=inquiry.on, as_at=inquiry.as_at)
        return _with_own_thresholds(finding, own) if own else finding
    return _settled(inquiry, ClauseSubject.CRITERIA, query="criteria")


def _criteria(adopted: RuleSetAdoption) -> Finding:
    """Tell what is asked, in a paragraph; each question with what its answers lead to goes with it as a file."""
    enclosed = _(
        "We supply the full rules with this letter: each question, and the next step for each answer."
    )
    told = f"{adopted.criteria.partition('\n')[0]} {enclosed}"
    return replace(_adopted(adopted, told, query="criteria"), enclosures=(rules_in_full(adopted),))


def _with_own_thresholds(finding: Finding, own: DriftThreshold) -> Finding:
    """The rules with the numbers that the authority set for itself in place of those that they propose."""
    said = ngettext(
        "Since {day}, we have used our own limits on repeat looks, which are at least as strict as those in these rules. We count the looks at one subject within "
        "{days} day. Look number {amber} and each later look in that time needs a reason. Look number {red} and each later look needs a plan, an authorisation, or "
        "a decision signed by the authorising officer that one more look is not directed surveillance.",
        "Since {day}, we have used our own limits on repeat looks, which are at least as strict as those in these rules. We count the looks at one subject within "
        "{days} days. Look number {amber} and each later look in that time needs a reason. Look number {red} and each later look needs a plan, an authorisation, "
        "or a decision signed by the authorising officer that one more look is not directed surveillance.",
        own.window_days,
    ).format(day=in_words(own.from_on), amber=own.amber_look, red=own.red_look, days=own.window_days)
    return replace(
        finding,
        answer=f"{finding.answer}\n{said}",
        evidence=(*finding.evidence, of_drift_threshold(own)),
    )


def who_authorises(inquiry: Inquiry) -> Finding:
    """8.c: who must authorise it."""
    return _settled(inquiry, ClauseSubject.AUTHORISER, query="who_authorises")


def process(inquiry: Inquiry) -> Finding:
    """8.d: how it is done: the rules adopted on the day of receipt, else what clauses say."""
    if adopted := adopted_rule_set(on=inquiry.on, as_at=inquiry.as_at):
        return _adopted(adopted, adopted.process, query="process")
    return _settled(inquiry, ClauseSubject.PROCESS, query="process")


def how_it_is_conducted(inquiry: Inquiry) -> Finding:
    """8 as a whole: areas, criteria, approval, process, retention and deletion, each as its own question is answered."""
    parts = [
        one(inquiry)
        for one in (areas_of_work, criteria, who_authorises, process, retention_period, deletion_request)
    ]
    searched = tuple(dict.fromkeys(where for part in parts for where in part.searched))
    if open_ones := [part.answer for part in parts if part.status is Status.TO_BE_SEARCHED]:
        return to_be_searched("\n".join(open_ones), searched=searched)
    return Finding(
        status=Status.EXPLANATION,
        answer="\n".join(part.answer for part in parts),
        value=[part.value for part in parts],
        evidence=tuple(dict.fromkeys(row for part in parts for row in part.evidence)),
        searched=searched,
    )


def _adopted(row: RuleSetAdoption, words: str, *, query: str) -> Finding:
    """The rules in the words in which they were adopted; then by whom and when, whether they are in use, and with which exceptions."""
    sentences = [
        _("The authority’s solicitor adopted these rules on {day}.").format(day=in_words(row.adopted_on))
    ]
    if row.edition != edition():
        sentences.append(
            _(
                "We have changed these rules since. The solicitor has not adopted the edition that is in use now."
            )
        )
    if row.exceptions:
        sentences.append(
            _("The rules were adopted with these exceptions: {text}").format(text=row.exceptions)
        )
    terms = _("rules adopted on or before the date of receipt")
    return Finding(
        status=Status.EXPLANATION,
        answer=f"{words}\n{' '.join(sentences)}",
        value=[{"edition": row.edition, "adopted_on": row.adopted_on.isoformat()}],
        evidence=(of_rule_set(row),),
        searched=searched_in(RULE_SETS, f"{query}/{VERSION}", terms, 1),
    )


def _settled(inquiry: Inquiry, subject: ClauseSubject, *, query: str) -> Finding:
    """The clauses in force, in their own words: never the name of a policy alone (docs/law/foi-9477.md)."""
    found = clauses_on(inquiry, subject)
    terms = _("clauses that cover: {subject}").format(subject=subject.label)
    searched = searched_in(DOCUMENTS, f"{query}/{VERSION}", terms, len(found))
    if not found:
        why = _("To be searched: no clause of a document in force covers {subject}.").format(
            subject=subject.label
        )
        return to_be_searched(why, searched=searched)
    sentences = [
        _("{document}, clause {number}: {text}").format(
            document=named(held), number=clause.number, text=clause.text.strip()
        )
        for held, clause in found
    ]
    if subject is ClauseSubject.AREAS:
        sentences.insert(
            0,
            _("These are the areas in which officers may use social media."),
        )
    documents = {str(held.document): of_document(held) for held, _clause in found}
    return Finding(
        status=Status.EXPLANATION,
        answer="\n".join(sentences),
        value=[{"document": str(held.document), "clause": clause.number} for held, clause in found],
        evidence=(*documents.values(), *(of_clause(clause) for _held, clause in found)),
        searched=searched,
    )
