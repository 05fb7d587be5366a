"""The weekly email: what it says to each duty, without a title, a name or a link; once a week, tried again until it goes out."""

import re
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import given
from tests.foi.letters import a_request
from tests.governance import adopted
from tests.oversight import given as oversight
from tests.rights import EVERYBODY
from watchbook.home import digest, jobs
from watchbook.home.coming import coming_for
from watchbook.home.queries import waiting_for
from watchbook.organisation import duty, told_by_mail
from watchbook.organisation.digest import ask_for_digest, stop_digest
from watchbook.organisation.queries import today
from watchbook.web.wording import day

SENDER = "watchbook@council.invalid"
MONDAY = 1_796_019_600
CANARY = "Zanzibar"


@pytest.fixture(autouse=True)
def council_has_a_mail_server(settings):
    settings.MAIL_FROM = SENDER


@pytest.fixture
def simon(people):
    ask_for_digest(people.simon, by=people.simon, at=given.AT)
    return people.simon


def queued():
    return ProcrastinateJob.objects.filter(task_name="home.send_digest", status="todo")


def delivered():
    """Do as the worker does on a Monday, and send what waits. Return what was sent."""
    queued().delete()
    mail.outbox.clear()
    jobs.send_digests(timestamp=MONDAY)
    for job in queued():
        jobs.send_digest(**job.args)
    return list(mail.outbox)


def test_it_goes_on_monday_to_those_who_asked_and_only_once(people, simon):
    [sent] = delivered()
    assert (sent.to, sent.from_email, sent.subject) == ([simon.email], SENDER, "Watchbook: your week")
    assert sent.body.startswith(
        "You have nothing to do in Watchbook today.\n\nYou have no dates in the next 7 days."
    )
    assert "To stop it, select “Stop weekly email” on the page “Your sign-in”." in sent.body
    assert "This message has no link" in sent.body
    assert "://" not in sent.body
    assert delivered() == []  # the job of the same Monday, done again
    jobs.send_digest(person_id=str(simon.id), timestamp=MONDAY + 7 * 24 * 60 * 60)
    assert len(mail.outbox) == 1


def test_it_counts_what_waits_and_what_is_overdue_and_names_the_dates_of_seven_days(people, simon):
    a_request(people)  # long ago: it is late
    soon, later = today() + timedelta(days=7), today() + timedelta(days=8)
    adopted.a_policy(title=CANARY, review_on=soon)
    adopted.a_policy(title=f"{CANARY} too", review_on=later)
    waiting, dates, _stop = digest.words_for(simon, on=today())
    found = [one for one in waiting_for(simon, on=today()) if not one.waits_for]
    overdue = sum(one.days_overdue(today()) > 0 for one in found)
    assert waiting.startswith(f"You have {len(found)} thing")
    assert waiting.endswith(
        f" {overdue} of them is overdue." if overdue == 1 else f" {overdue} of them are overdue."
    )
    assert overdue > 0
    assert f"{day(soon)}: Review of D-0001/1" in dates.splitlines()
    assert day(later) not in dates


def test_no_title_and_no_name_is_in_it_for_any_duty(people):
    ends = today() + timedelta(days=3)
    a_request(people)
    adopted.a_policy(title=CANARY, review_on=ends)
    oversight.a_recommendation(people)
    duty.end(people.oliver.duties.get(), on=ends, by=people.ada, at=timezone.now())
    everybody = [getattr(people, name) for name in EVERYBODY]
    pages = [
        *(one.says for each in everybody for one in coming_for(each, on=today())),
        *(f"{one.what} {one.to_do}" for each in everybody for one in waiting_for(each, on=today())),
    ]
    names = re.compile("|".join([CANARY, *(rf"\b{one.name}\b" for one in everybody)]))
    assert {CANARY, "Oliver"} <= set(names.findall(" ".join(pages)))  # which pages may say
    for each in everybody:
        assert not names.search("\n".join(digest.words_for(each, on=today()))), each.email
    assert f"{day(ends)}: the last date of a duty" in digest.words_for(people.ada, on=today())[1]


def test_it_is_not_sent_without_a_mail_server_or_once_stopped(people, simon, settings):
    jobs.send_digests(timestamp=MONDAY)
    assert queued().count() == 1
    stop_digest(simon, by=simon, at=given.AT)
    jobs.send_digest(person_id=str(simon.id), timestamp=MONDAY)
    assert mail.outbox == []
    ask_for_digest(simon, by=simon, at=given.AT)
    settings.MAIL_FROM = ""
    assert delivered() == []


def test_a_server_that_refuses_is_asked_again(people, simon, monkeypatch):
    def refuses(*_args, **_kwargs):
        raise smtplib.SMTPRecipientsRefused({simon.email: (550, b"no such user")})

    with monkeypatch.context() as patched:
        patched.setattr(told_by_mail.EmailMessage, "send", refuses)
        with transaction.atomic(), pytest.raises(told_by_mail.NotSent) as refusal:
            jobs.send_digest(person_id=str(simon.id), timestamp=MONDAY)
    assert str(refusal.value) == "SMTPRecipientsRefused"
    jobs.send_digest(person_id=str(simon.id), timestamp=MONDAY)
    assert [one.to for one in mail.outbox] == [[simon.email]]
