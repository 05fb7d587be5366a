"""Looks that tests start from, by the real acts: a prepared subject with its account, and looks at it."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from tests import given
from tests.written_again import written_again
from watchbook.authorisations import overt_plan
from watchbook.authorisations.models import OvertPlan
from watchbook.investigations import account
from watchbook.investigations.account import said_of
from watchbook.investigations.models import Subject
from watchbook.looks import evaluation, look, opening, re_triage, standing_purpose, supervisor_check
from watchbook.looks.models import About, Look, Purpose, Result, ReTriage
from watchbook.looks.sitting import NOBODY, USUAL, Closing, MadeLook, Sitting
from watchbook.organisation import duty, own_pages, person, service
from watchbook.organisation.models import Authority
from watchbook.organisation.rules import DutyKind

AT = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)  # a Tuesday
PROFILE = "https://www.facebook.com/jane.roe.seller"
OUR_PAGE = "https://www.facebook.com/example.council"
OTHER_PROFILE = "https://www.instagram.com/jane.roe.trainers"
SEEN = Closing(result=Result.SOMETHING, seen="Trainers for sale", collateral=0, next="Test purchase")
NOTHING = Closing(result=Result.NOTHING, seen="", collateral=0, next="")


@written_again
def a_subject(people, *, profile=PROFILE, kind="person", **options):
    """A subject of Ines's investigation with an account."""
    subject = given.a_subject(people, kind=kind, handles=(), **options)
    if profile:
        account.add(subject, profile, by=people.ines, at=AT)
    return subject


def ask(subject=None, **changes):
    """What Ines says before a first look: openly, once, nothing kept."""
    told = {
        "about": About.SUBJECT if subject else About.OWN_PAGE,
        "purpose": Purpose.INVESTIGATION,
        "why": "A complaint about counterfeits",
        "facts": USUAL if subject else NOBODY,
        "attests": True,
        "subject": subject,
        "account": subject.accounts.filter(parted_at=None).first() if subject else None,
    }
    told |= changes
    if "address" not in told:
        nobodys = PROFILE if told["about"] == About.SUBJECT else OUR_PAGE
        told["address"] = own_address(told["account"]) if subject else nobodys
    return Sitting(**told)


def own_address(account):
    """The page of an account itself."""
    return said_of([account])[account.id].address if account else ""


SUDDEN = "A child is missing since noon; the duty manager decided not to wait"


def our_page(people, *pages):
    """The settings list these addresses, or ours, as the council's own."""
    row, listed = Authority.objects.get(), "\n".join(pages or [OUR_PAGE])
    if row.own_pages != listed:
        row = own_pages.propose(row, listed, by=people.ada, at=AT)
        for one in row.own_pages_proposed.split():
            row = own_pages.confirm(row, one, by=people.helen, at=AT)


def opened(people, subject=None, *, at=AT, by=None, **changes):
    """A look that was opened, at our own page where no subject is named; a second one says why it is not surveillance."""
    if subject is None:
        our_page(people)
    said = {"why_not": "One more page was sent in; nothing is kept", "sudden": SUDDEN}
    told = ask(subject, **said | changes)
    return opening.open(told, by=by or people.ines, at=at)


def looked(people, subject=None, *, at=AT, **changes):
    """A look of Ines that is over."""
    return look.close(opened(people, subject, at=at, **changes), NOTHING, by=people.ines, at=at)


def made(people, subject=None, *, looked_at=AT, by=None, closing=NOTHING, at=None, **changes):
    """A look recorded after it was made."""
    if changes.get("about") == About.OWN_PAGE and "address" not in changes:
        our_page(people)
    return look.record_made(
        MadeLook(sitting=ask(subject, **changes), looked_at=looked_at, closing=closing),
        by=by or people.ines,
        at=at or looked_at + timedelta(hours=1),
    )


def imported(people, *, looked_at=AT, by=None):
    """A look of a log that was kept before, imported today."""
    told = ("J. Doe", PROFILE, "subject", "investigation", "overt", "nothing", "")
    earlier = look.EarlierLook(looked_at, people.ines.service, *told)
    return look.bring_in(earlier, by=by or people.marian, at=timezone.now())


def a_plan_proposed(people, subject, *, at=None, by=None, looks_at_most=10, days=28, often=(10, 7)):
    """An overt plan that waits for the line manager."""
    at = at or timezone.now()
    first_on = timezone.localdate(at)
    told = overt_plan.PlanTerms(
        purpose="See whether the sales go on",
        what="The public page",
        often_looks=often[0],
        often_days=often[1],
        looks_at_most=looks_at_most,
        from_on=first_on,
        until_on=first_on + timedelta(days=days),
    )
    row = overt_plan.propose(subject, told, by=by or people.ines, at=at)
    overt_plan.read(row, by=people.marian, at=at)
    return row


def a_plan(people, subject, *, at=AT, **options):
    """A signed overt plan."""
    row = a_plan_proposed(people, subject, at=at, **options)
    return overt_plan.sign(row, by=people.marian, at=at)


def a_signed_re_triage(people, subject, *, at=AT, facts=USUAL):
    """A re-triage that the authorising officer signed."""
    row = re_triage.ask(subject, facts, why_not="A single check before closing", by=people.ines, at=at)
    over = re_triage.read(row, by=people.oliver, at=at)["over"]
    return re_triage.sign(row, over=over, why="One check, openly, nothing kept", by=people.oliver, at=at)


def a_re_triage(people, *, why_not="A single check before closing"):
    """A re-triage that waits for the authorising officer."""
    row = re_triage.ask(a_subject(people), USUAL, why_not=why_not, by=people.ines, at=AT)
    re_triage.read(row, by=people.oliver, at=AT)
    return row


def an_evaluation(people, **changes):
    """What became of a look at our own page."""
    told = {"useful": "yes", "verified": "nothing", "used_in_decision": False, "told": "yes"}
    return evaluation.write(
        looked(people), evaluation.EvaluationParticulars(**told | changes), by=people.ines, at=AT
    )


def a_check(people, look=None, *, words="She opened it from a mail", finding="explained", by=None):
    """What Marian found of a look that had no basis."""
    row = look or made(people, a_subject(people), facts={})
    return supervisor_check.write(row, finding=finding, words=words, by=by or people.marian, at=AT)


def a_standing_purpose(people, **changes):
    """For what Trading Standards looks."""
    told = {
        "purpose": "investigation",
        "words": "Counterfeit goods",
        "power": "Trade Marks Act 1994, s.93",
        "offence": "none",
    }
    stands = standing_purpose.Stands(**told | changes)
    return standing_purpose.set(people.marian.service, stands, by=people.marian, at=AT)


def an_officer_of_housing(people):
    """Hanna, an investigator of another service."""
    housing = service.add(name="Housing", by=people.ada, at=AT)
    hanna = person.add(email="hanna@council.invalid", name="Hanna", service=housing, by=people.ada, at=AT)
    proposed = duty.propose(hanna, kind=DutyKind.INVESTIGATOR, from_on=date(2026, 3, 2), by=people.ada, at=AT)
    duty.grant(proposed, by=people.bashir, at=AT)
    return hanna


def their_subject(people, officer, **options):
    """The same account as a subject of this officer's own investigation."""
    whole = given.an_investigation(people, by=officer)
    subject = given.a_subject(people, whole, by=officer, handles=(), called="J R", **options)
    account.add(subject, PROFILE, by=officer, at=AT)
    return subject


class Theirs(NamedTuple):
    """What an investigator has who is none of the cast."""

    subject: Subject
    look: Look
    plan: OvertPlan
    re_triage: ReTriage


def somebody_elses(people):
    """A subject with a look, a plan and a re-triage that wait, all by another investigator of Trading Standards."""
    trading_standards = people.ines.service
    hugo = person.add(
        email="hugo@council.invalid", name="Hugo", service=trading_standards, by=people.ada, at=AT
    )
    proposed = duty.propose(hugo, kind=DutyKind.INVESTIGATOR, from_on=date(2026, 3, 2), by=people.ada, at=AT)
    duty.grant(proposed, by=people.bashir, at=AT)
    whole = given.an_investigation(people, by=hugo)
    subject = given.a_subject(people, whole, by=hugo, called="Somebody", handles=("@somebody",))
    plan = a_plan_proposed(people, subject, by=hugo)
    asked = re_triage.ask(subject, USUAL, why_not="A single check", by=hugo, at=AT)
    return Theirs(subject, opened(people, subject, by=hugo, not_the_same="A colleague"), plan, asked)
