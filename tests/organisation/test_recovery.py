"""Recovery of an account by two people: an hour's wait, everybody told, nobody signed in (organisation.recovery)."""

from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests import given
from tests.each import each
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.organisation.factors import with_codes
from tests.organisation.recovering import (
    SEEN,
    a_colleague,
    a_recovery_by_bashir,
    agreed,
    asked,
    link_of,
    made,
    with_password,
)
from tests.organisation.test_one_time_link import may_sign_in, use
from tests.organisation.test_sign_in import is_signed_in
from tests.pages import browser, signed_in, words
from tests.rights import BOTH, refused_to_all_but, the_system, those_who_may
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import record_row
from watchbook.home.queries import waiting_for
from watchbook.organisation import duty, permissions, person, recovery, sign_in
from watchbook.organisation.credential import without_credential
from watchbook.organisation.models import Lost, Recovery
from watchbook.organisation.queries import today
from watchbook.organisation.recovery_wait import opens_at
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.second_factor import tell_changes
from watchbook.organisation.states import RECOVERY_MOVES, IdentityCheck, RecoveryState, check_recovery_move
from watchbook.web.wording import moment

NEW = "a-new-password-of-hers"
CALLED, ON_VIDEO = IdentityCheck.CALLED_BACK, IdentityCheck.VIDEO
TOLD = {"simon", "fatima"}


@pytest.fixture
def carys(people):
    """Has an account with a password."""
    return a_colleague(people)


def ended(people, kind, whose):
    row = getattr(people, whose).duties.get(kind=kind)
    duty.end(row, on=today() - timedelta(days=1), by=people.ada, at=given.AT)


def propose(people, *, by):
    return duty.propose(people.nell, kind=DutyKind.SOLICITOR, from_on=today(), by=by, at=timezone.now())


def test_asked_agreed_and_used_with_each_step_recorded_and_nobody_signed_in(people, carys):
    path = link_of(people, carys)
    row = Recovery.objects.get()
    assert told(row)[:2] == ("recovery.link_made", people.bashir.id)
    answer = use(path, NEW)
    assert not is_signed_in(answer.client)
    assert may_sign_in("carys", NEW)
    names = Event.objects.filter(subject_id=row.id).order_by("number").values_list("name", "by")
    assert list(names) == [
        ("recovery.asked", people.ada.id),
        ("recovery.agreed", people.bashir.id),
        ("recovery.link_made", people.bashir.id),
        ("recovery.used", carys.id),
    ]
    assert told(row)[3] == {"holder": str(carys.id), "lost": "password", "state": "used"}


def test_the_link_works_once_and_no_second_one_can_be_made(people, carys):
    path = link_of(people, carys)
    use(path, NEW)
    assert "no longer works" in words(use(path, "another-of-mine-again"))
    leaves_nothing(
        WrongState,
        lambda: made(Recovery.objects.get(), by=people.bashir),
        "it has ended, nobody has agreed to it",
    )


@pytest.mark.parametrize(
    ("agreed_at", "opens"),
    [
        ("Tuesday 3 March 2026, 10:00", "Tuesday 3 March 2026, 11:00"),
        ("Tuesday 3 March 2026, 16:00", "Tuesday 3 March 2026, 17:00"),
        ("Tuesday 3 March 2026, 16:15", "Wednesday 4 March 2026, 09:15"),
        ("Tuesday 3 March 2026, 03:00", "Tuesday 3 March 2026, 10:00"),
        ("Saturday 28 November 2026, 23:05", "Monday 30 November 2026, 10:00"),
        ("Thursday 2 April 2026, 16:30", "Tuesday 7 April 2026, 09:30"),  # Easter
        ("Friday 27 March 2026, 18:00", "Monday 30 March 2026, 10:00"),  # summer time begins
        ("Monday 1 March 2100, 12:00", "Monday 1 March 2100, 13:00"),  # beyond the tables of bank holidays
    ],
)
def test_no_link_before_an_hour_of_office_time_is_over(people, carys, agreed_at, opens):
    agreed_at, opens = (london(told) for told in (agreed_at, opens))
    row = recovery.agree(asked(people, carys, at=agreed_at), by=people.bashir, at=agreed_at)
    assert opens_at(row) == opens
    leaves_nothing(
        WrongState,
        lambda: made(row, by=people.bashir, at=opens - timedelta(seconds=1)),
        "You cannot complete this recovery before.",
    )
    assert made(row, by=people.bashir, at=opens)


def london(told):
    """A moment as people there say it."""
    there = timezone.get_default_timezone()
    found = datetime.strptime(told, "%A %d %B %Y, %H:%M").replace(tzinfo=there)
    assert found.strftime("%A") == told.split()[0]
    return found


def test_a_link_in_hand_opens_nothing_while_the_wait_goes_on(people, carys, settings):
    path = link_of(people, carys)
    assert lets_in(path)
    settings.RECOVERY_WAITS = timedelta(days=365)
    assert not lets_in(path)


@pytest.mark.parametrize("stops", ["carys", "simon", "fatima", "ada", "bashir"])
def test_each_who_is_told_can_stop_it_and_a_link_made_before_lets_nobody_in(people, carys, stops):
    path = link_of(people, carys)
    by = carys if stops == "carys" else getattr(people, stops)
    row = recovery.stop(Recovery.objects.get(), by=by, at=given.AT)
    assert told(row)[:2] == (
        "recovery.disowned" if stops == "carys" else "recovery.stopped",
        by.id,
    )
    assert "no longer works" in words(use(path, NEW))
    assert not may_sign_in("carys", NEW)


def test_only_a_system_administrator_asks_and_never_for_their_own_account(people, carys):
    refused_to_all_but(
        BOTH,
        people,
        lambda by: recovery.ask(carys, lost=Lost.PASSWORD, identity=SEEN, by=by, at=given.AT),
        match="You cannot ask to recover an account",
    )
    with_password(people.ada)
    leaves_nothing(NotPermitted, lambda: asked(people, people.ada), "your own account")


def test_none_of_an_account_that_cannot_sign_in_never_had_a_password_or_has_one_going_on(people, carys):
    leaves_nothing(NotPermitted, lambda: asked(people, the_system()), "it is not open")
    leaves_nothing(WrongState, lambda: asked(people, people.nell), "never had a password")
    asked(people, carys)
    leaves_nothing(WrongState, lambda: asked(people, carys), "another recovery of this account is under way")
    person.close(carys, by=people.ada, at=given.AT)
    carys.refresh_from_db()
    leaves_nothing(NotPermitted, lambda: asked(people, carys), "it is not open")


@pytest.mark.parametrize("act", [recovery.agree, recovery.decline])
def test_a_second_administrator_decides_never_the_one_who_asked(people, carys, act):
    row = asked(people, carys)
    assert those_who_may(people, permissions.may_decide_recovery, row) == {"bashir"}
    leaves_nothing(NotPermitted, lambda: act(row, by=people.ada, at=given.AT), "Somebody else must decide")
    leaves_nothing(
        NotPermitted, lambda: act(row, by=people.simon, at=given.AT), "second system administrator"
    )
    assert told(act(row, by=people.bashir, at=given.AT))[1] == people.bashir.id
    leaves_nothing(
        WrongState, lambda: act(row, by=people.bashir, at=given.AT), "Open the page of the recovery"
    )


def test_where_the_second_administrator_lost_theirs_the_sro_decides(people):
    row = asked(people, with_password(people.bashir))
    assert those_who_may(people, permissions.may_decide_recovery, row) == {"simon"}
    assert recovery.agree(row, by=people.simon, at=given.AT).state == RecoveryState.AGREED


def test_the_link_is_for_whoever_agreed_alone(people, carys):
    row = agreed(people, carys)
    assert those_who_may(people, permissions.may_complete_recovery, row) == {"bashir"}
    leaves_nothing(NotPermitted, lambda: made(row, by=people.ada), "Ask that person.")


def test_its_holder_the_sro_the_data_protection_officer_and_administrators_see_it(people, carys):
    row = asked(people, carys)
    assert those_who_may(people, permissions.may_see_recovery, row) == BOTH | TOLD
    assert those_who_may(people, permissions.may_stop_recovery, row) == BOTH | TOLD
    assert those_who_may(people, permissions.may_see_recoveries) == BOTH | TOLD
    permissions.may_see_recovery(carys, row)


def test_everybody_concerned_is_told_at_once_and_of_its_use_afterwards(people, carys):
    asked(people, carys)
    assert waiting(carys) == ["if you did not ask for the recovery, stop it now"]
    for name in TOLD:
        assert waiting(getattr(people, name)) == [
            "see who asked for the recovery, and stop it if something is wrong"
        ]
    assert waiting(people.bashir) == [
        "make sure that the owner of the account asked for the recovery, then agree or decline"
    ]
    assert waiting(people.ada) == waiting(people.ines) == []
    row = recovery.agree(Recovery.objects.get(), by=people.bashir, at=timezone.now())
    assert waiting(people.bashir) == [f"wait until {moment(opens_at(row))}"]
    recovery.stop(Recovery.objects.get(), by=people.simon, at=given.AT)
    assert waiting(carys) == waiting(people.ada) == []  # it was stopped months ago, by the clock of the test
    path = link_of(people, carys)
    assert waiting(people.bashir) == ["complete the recovery together with the owner of the account"]
    use(path, NEW)
    assert waiting(people.fatima) == [
        "the recovery was used: ask the owner of the account whether they used it"
    ]
    assert waiting(people.bashir) == waiting(carys) == []


def waiting(whose):
    """What somebody's first page says of recoveries."""
    return [one.to_do for one in waiting_for(whose, on=today()) if "ecovery of" in one.what]


def test_a_recovery_that_its_owner_stopped_is_told_to_officers_and_administrators_for_a_fortnight(
    people, carys
):
    row = agreed(people, carys)
    recovery.stop(row, by=carys, at=timezone.now())
    assert waiting(carys) == waiting(people.ines) == []
    for name in TOLD:
        assert waiting(getattr(people, name)) == [
            "ask both people whether they wanted the recovery: somebody may have tried to take over the account"
        ]
    for name in BOTH:
        assert waiting(getattr(people, name)) == [
            "speak to Carys in person before anybody asks for another recovery"
        ]
    page = signed_in(people.simon).get(f"/organisation/recoveries/{row.id}/")
    assert "The owner stopped this recovery. Somebody may have tried to take over the account." in words(page)
    assert "The owner stopped the recovery of the account. Carys" in words(
        signed_in(people.fatima).get("/organisation/administration/")
    )


def test_a_recovery_that_somebody_else_stopped_is_told_to_the_officers(people, carys):
    recovery.stop(asked(people, carys), by=people.bashir, at=timezone.now())
    for name in TOLD:
        assert waiting(getattr(people, name)) == ["the recovery was stopped: find out who stopped it and why"]
    assert waiting(people.ada) == waiting(people.bashir) == []


@pytest.mark.parametrize("lost", Lost)
def test_whoever_completes_it_says_how_they_know_the_owner_and_the_log_keeps_it(people, carys, lost):
    with_codes(carys)
    row = agreed(people, carys, lost=lost)
    page = f"/organisation/recoveries/{row.id}/{'link' if lost == Lost.PASSWORD else 'factor'}/"
    bashir = signed_in(people.bashir)
    assert "Select how you checked that this is the owner" in words(bashir.post(page))
    assert "There is a problem" in words(bashir.post(page, {"identity": "a_hunch"}))
    row.refresh_from_db()
    assert row.state == RecoveryState.AGREED
    bashir.post(page, {"identity": "called_back"})
    assert told(row)[3]["identity"] == "called_back"
    history = words(bashir.get(f"/organisation/recoveries/{row.id}/"))
    assert "Identity check I called a number that the council has for them" in history
    shown = words(signed_in(people.simon).get(f"/organisation/recoveries/{row.id}/"))
    assert "that the owner asked for the recovery “I met them and saw their staff pass”" in shown
    assert "How Bashir checked the owner’s identity “I called a number" in shown


def test_a_recovery_of_which_nothing_tells_how_the_owner_was_known_says_so(people, carys):
    row = Recovery.objects.create(person=carys, lost=Lost.PASSWORD, asked_by=people.ada, asked_at=given.AT)
    record_row(recovery.ASKED, row, by=people.ada, at=given.AT, holder=carys.id, identity=None)
    page = f"/organisation/recoveries/{row.id}/"
    shown = words(signed_in(people.simon).get(page))
    assert "that the owner asked for the recovery not known" in shown
    assert "checked the owner’s identity" not in shown
    recovery.agree(row, by=people.bashir, at=given.AT)
    assert "How Bashir checked the owner’s identity not recorded yet" in words(
        signed_in(people.simon).get(page)
    )


def test_who_took_part_grants_no_proposal_of_the_other_for_a_day(people, carys):
    done = timezone.now()
    recovery.agree(asked(people, carys), by=people.bashir, at=done)
    for proposer, granter in ((people.ada, people.bashir), (people.bashir, people.ada)):
        row = propose(people, by=proposer)
        leaves_nothing(
            NotPermitted,
            lambda row=row, granter=granter: duty.grant(row, by=granter, at=timezone.now()),
            "took part in the same recovery less than a day ago",
        )
        client = signed_in(granter)
        for page in ("/organisation/duties/", "/organisation/people/"):
            shown = words(client.get(page))
            assert f"before {moment(done + settings.RECOVERY_KEEPS_APART)}" in shown
            assert f"you and {proposer.name}, who proposed it, took part in the same recovery" in shown
        assert f"/organisation/duties/{row.id}/grant/" not in client.get("/organisation/people/").text
        duty.decline(row, by=granter, at=timezone.now())
    later = timezone.now() + settings.RECOVERY_KEEPS_APART
    row = propose(people, by=people.ada)
    assert duty.grant(row, by=people.bashir, at=later).state == "granted"


def test_a_lost_second_factor_is_removed_and_the_password_stays(people, carys):
    with_codes(carys)
    row = agreed(people, carys, lost=Lost.SECOND_FACTOR)
    for make, thing in ((recovery.make_link, row), (sign_in.make_link, carys)):
        with transaction.atomic(), pytest.raises((WrongState, NotPermitted)):
            make(thing, identity=SEEN, by=people.bashir, at=timezone.now())
    leaves_nothing(
        NotPermitted,
        lambda: recovery.remove_second_factor(row, identity=SEEN, by=people.ada, at=timezone.now()),
        "Ask that person.",
    )
    undone_when_the_log_fails(
        pytest.MonkeyPatch(),
        recovery,
        lambda: recovery.remove_second_factor(row, identity=SEEN, by=people.bashir, at=timezone.now()),
    )
    done = recovery.remove_second_factor(row, identity=SEEN, by=people.bashir, at=timezone.now())
    assert told(done) == (
        "recovery.factor_removed",
        people.bashir.id,
        done.ended_at,
        {"holder": str(carys.id), "lost": "second_factor", "state": "used", "identity": "staff_pass"},
        {},
    )
    assert not Authenticator.objects.filter(user=carys).exists()
    assert may_sign_in("carys")


def test_a_password_that_its_owner_changes_ends_the_recovery(people, carys):
    row = asked(people, carys)
    with_password(carys)
    row.refresh_from_db()
    assert (row.state, row.ended_by) == (RecoveryState.USED, carys)


def test_a_first_link_lets_nobody_into_an_account_that_has_a_password_since(people):
    first = sign_in.make_link(people.nell, identity=SEEN, by=people.ada, at=given.AT)
    with_password(people.nell)
    assert "no longer works" in words(use(first, NEW))
    leaves_nothing(
        NotPermitted,
        lambda: sign_in.make_link(people.nell, identity=SEEN, by=people.ada, at=given.AT),
        "this account has, or once had, a way to sign in",
    )


@each("now", RecoveryState)
@each("to", RecoveryState)
def test_a_recovery_moves_as_its_table_says(now, to):
    if to in RECOVERY_MOVES[now]:
        check_recovery_move(now, to=to)
    else:
        with pytest.raises(WrongState, match="You cannot"):
            check_recovery_move(now, to=to)


@pytest.mark.parametrize("column", ["asked_by", "decided_by"])
def test_the_database_keeps_the_people_apart_too(people, carys, column):
    row = agreed(people, carys)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE organisation_recovery SET {column}_id = %s WHERE id = %s", [carys.id, row.id])


def test_whoever_asks_says_how_they_know_the_owner_and_the_second_person_sees_it(people, carys):
    ada, account = signed_in(people.ada), f"/organisation/people/{carys.id}/recover/"
    unsaid = ada.post(account, {"lost": "password"})
    assert "Select how you checked that the owner asked for the recovery" in words(unsaid)
    ada.post(account, {"lost": "password", "identity": "called_back"})
    row = Recovery.objects.get()
    assert told(row)[3]["identity"] == "called_back"
    page = words(signed_in(people.bashir).get(f"/organisation/recoveries/{row.id}/"))
    assert "that the owner asked for the recovery “I called a number that the council has" in page


def test_whoever_grants_a_duty_sees_how_the_first_link_reached_its_owner(people):
    sign_in.make_link(people.nell, identity=SEEN, by=people.ada, at=given.AT)
    propose(people, by=people.ada)
    page = words(signed_in(people.bashir).get("/organisation/duties/"))
    assert "recorded how they checked the owner’s identity: “I met them and saw their staff pass”." in page


def asked_and_ended(people, whose, *, by, identity, stopped_by=None):
    """Asked for, and stopped by whoever asked or somebody else."""
    row = recovery.ask(whose, lost=Lost.PASSWORD, identity=identity, by=by, at=timezone.now())
    return recovery.stop(row, by=stopped_by or by, at=timezone.now())


def test_callers_who_say_they_are_the_owner_shut_no_owner_out_who_comes_in_person(people, carys):
    for identity, by in ((CALLED, people.ada), (ON_VIDEO, people.bashir), (CALLED, people.bashir)):
        asked_and_ended(people, carys, by=by, identity=identity, stopped_by=carys)
    for identity, by in ((CALLED, people.ada), (ON_VIDEO, people.bashir)):
        leaves_nothing(
            WrongState,
            lambda by=by, identity=identity: asked_and_ended(people, carys, by=by, identity=identity),
            "had not met the owner asked too often in the last 24 hours",
        )
    assert asked(people, carys).state == RecoveryState.ASKED


def test_no_administrator_shuts_an_owner_out_by_asking_or_stopping(people, carys):
    for _again in range(3):
        asked_and_ended(people, carys, by=people.ada, identity=SEEN)
    leaves_nothing(WrongState, lambda: asked(people, carys), "Ask another system administrator")
    for _again in range(
        4
    ):  # Ada stops what Bashir asks for: told to the officers each time, and counted never
        asked_and_ended(people, carys, by=people.bashir, identity=SEEN, stopped_by=people.ada)
    for _again in range(3):
        asked_and_ended(people, carys, by=people.bashir, identity=SEEN, stopped_by=carys)
    leaves_nothing(
        WrongState,
        lambda: a_recovery_by_bashir(people, carys),
        "you have asked to recover this account too often in the last 24 hours",
    )
    assert asked(people, carys, at=timezone.now() + timedelta(days=1)).state == RecoveryState.ASKED


def test_no_recovery_goes_on_where_no_officer_would_hear_of_it(people, carys):
    row = asked(people, carys)
    for whose, kind in (("simon", "senior_responsible_officer"), ("fatima", "data_protection_officer")):
        ended(people, kind, whose)
    none = "no senior responsible officer or data protection officer to tell"
    leaves_nothing(WrongState, lambda: recovery.agree(row, by=people.bashir, at=timezone.now()), none)
    recovery.stop(row, by=people.bashir, at=timezone.now())
    leaves_nothing(WrongState, lambda: asked(people, carys), none)


def test_a_removed_second_factor_ends_the_sessions_that_may_be_open_on_a_lost_phone(people, carys):
    with_codes(carys)
    row = agreed(people, carys, lost=Lost.SECOND_FACTOR)
    phone = signed_in(carys)
    recovery.remove_second_factor(row, identity=SEEN, by=people.bashir, at=timezone.now())
    assert phone.get("/").status_code == 302


def test_a_failing_log_undoes_each_step(people, carys, monkeypatch):
    undone_when_the_log_fails(monkeypatch, recovery, lambda: asked(people, carys))
    row = asked(people, carys)
    for act in (recovery.agree, recovery.decline):
        undone_when_the_log_fails(
            monkeypatch, recovery, lambda act=act: act(row, by=people.bashir, at=given.AT)
        )
    undone_when_the_log_fails(monkeypatch, recovery, lambda: recovery.stop(row, by=carys, at=given.AT))
    row = recovery.agree(row, by=people.bashir, at=given.AT)
    undone_when_the_log_fails(monkeypatch, recovery, lambda: made(row, by=people.bashir))


def test_the_pages_from_asking_to_the_link(people, carys):
    ada, bashir = signed_in(people.ada), signed_in(people.bashir)
    account = f"/organisation/people/{carys.id}/"
    page = ada.get(account)
    assert "Make a one-time link" not in words(page)
    assert "Recover this account" in words(page)
    assert "You cannot complete the recovery yourself." in words(ada.get(f"{account}recover/"))
    refused = ada.post(f"{account}recover/", {"lost": "second_factor", "identity": "staff_pass"})
    assert "You cannot recover the second factor: this account has none" in words(refused)
    shown = ada.post(f"{account}recover/", {"lost": "password", "identity": "known_in_person"}, follow=True)
    assert "You asked for the recovery." in words(shown)
    row = Recovery.objects.get()
    own = f"/organisation/recoveries/{row.id}/"
    assert "Agree to recovery" not in words(shown)
    assert "Agree to recovery" in words(bashir.get(own))
    assert "You agreed to the recovery." in words(bashir.post(f"{own}agree/", follow=True))
    assert "Make recovery link" not in words(bashir.get(own))
    early = bashir.post(f"{own}link/", {"identity": "staff_pass"})
    assert (early.status_code, "You cannot complete this recovery before" in words(early)) == (409, True)
    assert "Carys" in words(signed_in(people.fatima).get("/organisation/recoveries/"))
    holder = signed_in(carys)
    assert "If you did not ask for this recovery, stop it now." in words(holder.get(own))
    assert "You stopped the recovery." in words(holder.post(f"{own}stop/", follow=True))
    row = agreed(people, carys)
    answer = bashir.post(f"/organisation/recoveries/{row.id}/link/", {"identity": "staff_pass"})
    assert "/account/password/reset/key/" in answer.text
    assert "Make recovery link" in words(bashir.get(f"/organisation/recoveries/{row.id}/"))
    row = asked_anew(people, row, carys)
    assert "You declined the recovery." in words(
        bashir.post(f"/organisation/recoveries/{row.id}/decline/", follow=True)
    )


def asked_anew(people, row, whose):
    """The recovery stopped, and another asked for."""
    recovery.stop(row, by=whose, at=given.AT)
    return asked(people, whose)


def test_where_there_is_a_second_factor_a_link_takes_two_people_though_no_password_was_ever_set(people):
    nell = people.nell
    early = sign_in.make_link(nell, identity=SEEN, by=people.ada, at=given.AT)
    assert nell in without_credential()
    with_codes(nell)
    leaves_nothing(
        NotPermitted,
        lambda: sign_in.make_link(nell, identity=SEEN, by=people.ada, at=given.AT),
        "You cannot make a one-time link: this account has, or once had, a way to sign in.",
    )
    assert nell not in without_credential()
    Authenticator.objects.filter(user=nell).delete()
    tell_changes({1: "totp"}, by=nell, at=given.AT)  # taken off again: it was there once
    assert not lets_in(early)
    leaves_nothing(NotPermitted, lambda: sign_in.make_link(nell, identity=SEEN, by=people.ada, at=given.AT))
    assert lets_in(link_of(people, nell))


def lets_in(path):
    """Whether a link leads to a page that asks for a password."""
    return "password1" in browser().get(path, follow=True).text
