"""Assessments that tests start from, reached by running the real acts of the real people."""

from django.db import transaction

from tests import given
from tests.triage.cases import CASES, PLAIN
from watchbook.triage import assessment, departure
from watchbook.triage.departure import NewOutcome
from watchbook.triage.queries import standing_of

AT = given.AT
CANARY = "Zephyrine Quillfeather"


def facts(**changes):
    """What an officer says: a covert look at somebody for an offence above the threshold, or what differs from it."""
    told = {name: said for name, said in {**PLAIN, **changes}.items() if name != "nation"}
    return {"facts": told, "notes": {}}


def of_case(name):
    """What the officer of a worked case says."""
    return facts(**CASES[name].facts)


def assessed(people, said=None, *, subject=None, whole=None, by=None, at=AT, notes=None, changed=""):
    """An assessment of a look at a subject of Ines's investigation, as it stands."""
    subject = subject or given.a_subject(people, whole)
    told = (said or of_case("T02")) | ({"notes": notes} if notes else {})
    whole = subject.investigation
    row = assessment.make(whole, told, subject=subject, changed=changed, by=by or people.ines, at=at)
    return standing_of(row.reference)


def assessed_case(people, name, **options):
    """The assessment of a worked case."""
    return assessed(people, of_case(name), **options)


def of_nobody(people, said=None, *, whole=None):
    """An assessment of listening to nobody in particular."""
    whole = whole or given.an_investigation(people)
    row = assessment.make(whole, said or of_case("T05"), by=people.ines, at=AT)
    return standing_of(row.reference)


def read(standing, *, by, at=AT):
    """That somebody read an assessment as it stands now."""
    assessment.read(standing_of(standing.assessment.reference), by=by, at=at)


def raised(standing, *outcomes, by, ask="", reason="To be safe", at=AT):
    """The same after the officer chose something stricter."""
    departure.depart_upwards(standing, NewOutcome(outcomes, reason, standing.version, ask), by=by, at=at)
    return standing_of(standing.assessment.reference)


def lowered(standing, *outcomes, by, reason="Nothing private", at=AT):
    """The same after somebody read it and decided on something less strict."""
    with transaction.atomic():
        read(standing, by=by, at=at)
        departure.depart_downwards(standing, NewOutcome(outcomes, reason, standing.version), by=by, at=at)
    return standing_of(standing.assessment.reference)


def answered(standing, *outcomes, by, reason="Checked with legal", at=AT):
    """The same after what was asked was read and answered."""
    with transaction.atomic():
        read(standing, by=by, at=at)
        departure.answer(standing, NewOutcome(outcomes, reason, standing.version), by=by, at=at)
    return standing_of(standing.assessment.reference)
