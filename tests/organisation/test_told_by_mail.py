"""Messages about sign-in: to the owner of the account at once, to the officers of a recovery, tried again until they go out."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import given
from tests.log import leaves_nothing
from tests.organisation.factors import with_codes
from tests.organisation.recovering import SEEN, a_colleague, agreed, asked, link_of, made, with_password
from tests.organisation.test_one_time_link import use
from tests.pages import browser, signed_in, words
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import KINDS
from watchbook.organisation import (
    council_account,
    disposal,
    duty,
    jobs,
    person,
    recovery,
    second_factor,
    sessions,
    sign_in,
    told_by_mail,
)
from watchbook.organisation.models import Lost, Recovery
from watchbook.organisation.queries import today
from watchbook.organisation.recovery_wait import opens_at
from watchbook.organisation.rules import DutyKind
from watchbook.web.wording import day, moment

SENDER = "watchbook@council.invalid"
CARYS, SIMON, FATIMA = (given.address(name) for name in ("carys", "simon", "fatima"))


@pytest.fixture(autouse=True)
def council_has_a_mail_server(settings):
    settings.MAIL_FROM = SENDER


@pytest.fixture
def carys(people):
    return a_colleague(people)


def waiting():
    """The jobs of the queue that write to somebody."""
    return ProcrastinateJob.objects.filter(task_name="organisation.tell_by_mail", status="todo").order_by(
        "id"
    )


def forget():
    """Whatever was queued on the way here."""
    waiting().delete()
    mail.outbox.clear()


def delivered():
    """Do as the worker does with each job, once. Return who got what."""
    mail.outbox.clear()
    for job in waiting():
        jobs.tell_by_mail(**job.args)
    waiting().delete()
    return {one.to[0]: one for one in mail.outbox}


def after(act):
    forget()
    act()
    return delivered()


def test_a_recovery_is_told_to_its_owner_and_two_officers_from_its_beginning_to_its_end(people, carys):
    sent = after(lambda: asked(people, carys))
    assert sent.keys() == {CARYS, SIMON, FATIMA}
    assert "asked to recover your account, so that your password can be replaced" in sent[CARYS].body
    assert "stop it under “Your work”" in sent[CARYS].body
    assert "asked to recover somebody’s account" in sent[SIMON].body
    row = Recovery.objects.get()
    sent = after(lambda: recovery.agree(row, by=people.bashir, at=timezone.now()))
    row.refresh_from_db()
    assert (
        f"The recovery can be completed from {moment(opens_at(row))}. Until somebody completes the recovery, you can stop it."
        in sent[CARYS].body
    )
    assert sent.keys() == {CARYS, SIMON, FATIMA}
    sent = after(lambda: recovery.stop(row, by=people.simon, at=timezone.now()))
    assert sent.keys() == {CARYS, FATIMA}
    assert "The recovery of your account was stopped." in sent[CARYS].body
    row = agreed(people, carys)
    link = []
    sent = after(lambda: link.append(made(row, by=people.bashir)))
    assert sent.keys() == {CARYS}
    assert link[0] not in sent[CARYS].body
    sent = after(lambda: use(link[0], "a-new-one-of-hers"))
    assert sent.keys() == {CARYS, SIMON, FATIMA}
    assert "A new password was set for your account." in sent[CARYS].body


def test_an_owner_who_stops_a_recovery_alarms_both_officers(people, carys):
    row = asked(people, carys)
    sent = after(lambda: recovery.stop(row, by=carys, at=timezone.now()))
    assert sent.keys() == {CARYS, SIMON, FATIMA}
    assert "Somebody else may have tried to take over the account." in sent[FATIMA].body


def test_declined_is_told_to_the_owner_alone(people, carys):
    row = asked(people, carys)
    sent = after(lambda: recovery.decline(row, by=people.bashir, at=timezone.now()))
    assert sent.keys() == {CARYS}


def test_an_owner_is_sent_to_an_officer_who_had_no_part(people, carys):
    """Never to themselves, and not to the senior responsible officer who agreed."""
    to_dpo = "tell the data protection officer at once"
    sent = after(lambda: with_password(people.simon))
    assert to_dpo in sent[SIMON].body
    sent = after(lambda: with_password(people.fatima))
    assert "tell the senior responsible officer at once" in sent[FATIMA].body
    bashir = people.bashir
    row = asked(people, with_password(bashir))
    sent = after(lambda: recovery.agree(row, by=people.simon, at=timezone.now()))
    assert to_dpo in sent[bashir.email].body


def test_a_removed_second_factor_is_told(people, carys):
    with_codes(carys)
    row = agreed(people, carys, lost=Lost.SECOND_FACTOR)
    sent = after(
        lambda: recovery.remove_second_factor(row, identity=SEEN, by=people.bashir, at=timezone.now())
    )
    assert "Your second factor was removed while your account was being recovered." in sent[CARYS].body


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda people, whose: person.close(whose, by=people.ada, at=given.AT), "Your account was closed."),
        (lambda people, whose: with_password(whose), "A password was set for your account. You are signed out everywhere else."),
        (lambda people, whose: _factor(whose), "Codes from an app were set up for your account."),
    ],
)  # fmt: skip
def test_other_changes_to_sign_in_are_told_to_the_owner_alone(people, carys, act, said):
    sent = after(lambda: act(people, carys))
    assert sent.keys() == {CARYS}
    assert said in sent[CARYS].body


def _factor(whose):
    before = second_factor.factors_of(whose)
    with_codes(whose)
    second_factor.tell_changes(before, by=whose, at=timezone.now())


def test_an_officer_removed_or_put_in_is_told_to_them_and_to_the_other_one(people):
    held = people.simon.duties.get(kind="senior_responsible_officer")
    sent = after(lambda: duty.end(held, on=today(), by=people.ada, at=given.AT))
    assert sent.keys() == {SIMON, FATIMA, given.address("bashir")}
    assert f"Your duty of senior responsible officer now has a last date: {day(today())}." in sent[SIMON].body
    assert "tell the person who appointed you about it at once" in sent[SIMON].body
    for one in (FATIMA, given.address("bashir")):
        assert (
            f"A colleague’s duty of senior responsible officer now has a last date: {day(today())}."
            in sent[one].body
        )
        assert (
            "“Your work” shows the person with the duty and the administrator who changed it."
            in sent[one].body
        )
    sent = after(lambda: person.close(people.fatima, by=people.ada, at=timezone.now()))
    assert "data protection officer" in sent[SIMON].body
    row = duty.propose(
        people.nell,
        kind=DutyKind.DATA_PROTECTION_OFFICER,
        from_on=today(),
        by=people.ada,
        at=timezone.now(),
    )
    sent = after(lambda: duty.grant(row, by=people.bashir, at=timezone.now()))
    assert (
        "You were given a duty: data protection officer. One person proposed it, and another granted it."
        in sent[given.address("nell")].body
    )
    other = people.ines.duties.get(kind="investigator")
    sent = after(lambda: duty.end(other, on=today(), by=people.ada, at=given.AT))
    assert sent.keys() == {given.address("ines")}
    assert (
        f"Your duty of investigator now has a last date: {day(today())}." in sent[given.address("ines")].body
    )


def test_a_first_link_is_told_without_the_link(people):
    path = []
    sent = after(
        lambda: path.append(sign_in.make_link(people.nell, identity=SEEN, by=people.ada, at=given.AT))
    )
    assert sent.keys() == {given.address("nell")}
    assert path[0].split("/")[-2] not in sent[given.address("nell")].body


def test_sessions_that_another_ended_are_told_and_none_are_not(people, carys):
    assert after(lambda: sessions.end_all(carys, by=people.ada, at=timezone.now())) == {}
    signed_in(carys)
    sent = after(lambda: sessions.end_all(carys, by=people.ada, at=timezone.now()))
    assert "A system administrator ended your sessions." in sent[CARYS].body


def test_wrong_second_factors_are_told_once_a_day(people, carys):
    assert "Somebody entered a wrong second factor" in after(lambda: _wrong(carys))[CARYS].body
    assert after(lambda: [_wrong(carys) for _ in range(5)]) == {}


def _wrong(whose):
    with transaction.atomic():
        second_factor.tell_failed(whose, signed_in(whose).get("/").wsgi_request)


def test_a_message_names_nobody_and_has_no_link_and_its_subject_says_nothing(people, carys):
    forget()
    client = signed_in(people.ada)
    client.post(
        f"/organisation/people/{carys.id}/recover/",
        {"lost": "password", "identity": "staff_pass"},
        headers={"host": "localhost", "x-forwarded-host": "evil.example"},
    )
    for sent in delivered().values():
        text = f"{sent.subject}\n{sent.body}"
        assert not [name for name in ("Carys", "Ada", "Bashir", "Simon", "@") if name in text]
        assert not [link for link in ("http", "://", "evil", "localhost", "/account", "www") if link in text]
        assert sent.subject == "Watchbook: a message about your account or duties"
        assert (sent.from_email, len(sent.recipients())) == (SENDER, 1)
        assert sent.message()["Auto-Submitted"] == "auto-generated"


def test_the_message_about_an_act_that_was_undone_is_undone_too(people, carys):
    forget()
    with transaction.atomic():
        asked(people, carys)
        assert waiting().count() == 3
        transaction.set_rollback(True)
    assert waiting().count() == 0


def test_the_queue_holds_ids_alone(people, carys):
    forget()
    asked(people, carys)
    event = Event.objects.get(name="recovery.asked")
    assert [job.args.keys() for job in waiting()] == [{"event_id", "person_id"}] * 3
    assert {job.args["event_id"] for job in waiting()} == {str(event.id)}


def test_a_server_that_refuses_is_asked_again_and_no_address_is_in_what_the_log_gets(
    people, carys, monkeypatch
):
    def refuses(*_args, **_kwargs):
        raise smtplib.SMTPRecipientsRefused({CARYS: (550, b"no such user")})

    forget()
    asked(people, carys)
    monkeypatch.setattr(told_by_mail.EmailMessage, "send", refuses)
    job = waiting().first()
    with pytest.raises(told_by_mail.NotSent) as refusal:
        jobs.tell_by_mail(**job.args)
    assert (str(refusal.value), refusal.value.__cause__) == ("SMTPRecipientsRefused", None)
    waits = [jobs.AGAIN.get_retry_decision(exception=refusal.value, job=_tried(times)) for times in range(9)]
    assert waits[-1] is None
    assert None not in waits[:-1]


class _tried:  # noqa: N801  # a job that was tried so often
    def __init__(self, attempts):
        self.attempts = attempts


def test_without_a_mail_server_nothing_is_queued(people, carys, settings):
    settings.MAIL_FROM = ""
    forget()
    asked(people, carys)
    assert waiting().count() == 0


def test_an_account_that_was_emptied_in_the_meantime_gets_nothing(people, carys):
    forget()
    person.close(carys, by=people.ada, at=given.AT)
    disposal.dispose(carys.id, by=people.winston, at=given.AT)
    assert delivered() == {}


def test_a_fourth_recovery_within_a_day_is_refused_so_that_nobody_fills_a_mailbox(people, carys):
    for _ in range(3):
        recovery.stop(asked(people, carys), by=people.ada, at=timezone.now())
    leaves_nothing(
        WrongState,
        lambda: asked(people, carys),
        "you have asked to recover this account too often in the last 24 hours",
    )
    later = timezone.now() + timedelta(days=1, seconds=1)
    assert asked(people, carys, at=later)


def test_nobody_who_is_not_signed_in_can_have_a_message_sent(people, carys):
    forget()
    link = link_of(people, carys)
    forget()
    client = browser()
    client.post("/account/login/", {"login": CARYS, "password": "wrong-one-of-mine"})
    client.get(link, follow=True)
    client.post("/account/password/reset/", {"email": CARYS})
    client.post(f"/organisation/people/{carys.id}/recover/", {"lost": "password", "identity": "staff_pass"})
    assert waiting().count() == 0
    assert "I cannot sign in" in words(client.get("/account/login/"))


def test_each_kind_that_is_told_is_one_of_the_log(db):
    assert council_account.LINKED.name in KINDS
    assert told_by_mail.OWNER.keys() | told_by_mail.OFFICERS.keys() <= KINDS.keys()
    assert told_by_mail.OFFICERS.keys() <= told_by_mail.OWNER.keys()
    assert {*second_factor.ADDED.values(), *second_factor.TAKEN_OFF.values()} == told_by_mail.WHAT.keys()
