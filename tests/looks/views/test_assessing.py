"""Where an assessment begins: what the register knows is not asked, and cannot be answered against."""

from dataclasses import replace
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.looks import given
from tests.pages import signed_in, words
from tests.triage.cases import PLAIN
from tests.triage.views.test_asking import walked
from watchbook.keys import envelope
from watchbook.looks import look
from watchbook.triage.models import Assessment

DAY = timedelta(days=1)


def begin(people, subject):
    """The first page, sent; the officer's client and where it leads."""
    client = signed_in(people.ines)
    whole = subject.investigation
    page = reverse("looks:assess", args=[whole.reference])
    assert "How often" not in words(client.get(page))
    return client, client.post(page, {"subject": str(subject.number)})["Location"]


def kept(client, subject, address, answers):
    """The facts that the assessment keeps."""
    _, address = walked(client, address, answers)
    client.post(address, {"so": []})
    client.post(reverse("triage:check", args=[subject.investigation.reference]), {"changed": "It is new."})
    return envelope.opened(Assessment.objects.latest("recorded_at"))["facts"]


def test_looks_before_and_people_counted_are_the_registers_to_say(people):
    subject, now = given.a_subject(people), timezone.now()
    given.opened(people, subject, at=now - 2 * DAY)
    row = given.opened(people, subject, at=now - DAY, why_not="Another complaint came")
    look.close(row, replace(given.NOTHING, collateral=2), by=people.ines, at=now)
    client, address = begin(people, subject)
    facts = kept(client, subject, address, PLAIN | {"f7": "no", "f8": "no", "prior_looks": 0})
    assert (facts["prior_looks"], facts["f7"], facts["f8"]) == (2, "yes", "yes")


def test_what_the_register_does_not_know_is_asked(people):
    subject = given.a_subject(people)
    client, address = begin(people, subject)
    facts = kept(client, subject, address, PLAIN | {"f7": "yes", "f8": "no"})
    assert (facts["prior_looks"], facts["f7"], facts["f8"]) == (0, "yes", "no")
