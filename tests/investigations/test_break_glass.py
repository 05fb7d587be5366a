"""Break-glass: the SRO alone, with a reason, for the hours the authority allows, told to others, and nothing but reading."""

from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from psycopg import errors

from tests import given
from tests.authorisations import given as authorisations
from tests.investigations.glass import REASON, another_sro, broken, holding
from tests.log import everything, leaves_nothing, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.rights import refused_to_all_but, those_who_may
from watchbook.acting.refusals import NotPermitted, WrongState, can
from watchbook.audit_log.models import Event
from watchbook.authorisations import source_record
from watchbook.authorisations.permissions import may_apply, may_open_source_records
from watchbook.authorisations.plan_permissions import may_propose_plan
from watchbook.investigations import break_glass, disposal, investigation, need_to_know, note, subject
from watchbook.investigations.models import BreakGlass, BreakGlassAcknowledgement, Investigation, SubjectKind
from watchbook.investigations.permissions import (
    may_acknowledge_glass,
    may_break_glass,
    may_change_investigation,
    may_close_glass,
    may_hear_of_broken_glass,
    may_read_broken_glass,
    may_read_investigation,
    may_read_subject,
    may_see_broken_glass,
)
from watchbook.investigations.queries import glass_to_acknowledge, investigations_of, subjects_called
from watchbook.keys import envelope
from watchbook.looks.permissions import may_check_look, may_read_look, may_see_drift
from watchbook.organisation import duty
from watchbook.organisation.models import Person
from watchbook.organisation.queries import services_led_by, today
from watchbook.triage.permissions import may_assess, may_see_assessments

SECOND = timedelta(seconds=1)
DAY = timedelta(hours=24)


@pytest.fixture
def whole(people):
    return given.an_investigation(people)


def at_the_moment(monkeypatch, moment):
    """The clock shows this moment."""
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_the_sro_alone_breaks_the_glass_where_they_may_not_read_anyway(people, whole):
    assert those_who_may(people, may_break_glass, whole) == {"simon"}
    refused_to_all_but(
        {"simon"},
        people,
        lambda by: break_glass.open(whole, reason=REASON, by=by, at=given.AT),
        match="You cannot use emergency access: only the senior responsible officer can",
    )
    need_to_know.add(whole, people.simon, by=people.ines, at=given.AT)
    leaves_nothing(NotPermitted, partial(broken, people, whole), "you can read this investigation already")


def test_a_reason_is_given_and_kept_in_an_envelope_of_its_own(people, whole):
    for nothing in ("", "  ", "\n\t "):
        leaves_nothing(WrongState, partial(broken, people, whole, reason=nothing), "Say why")
    row = broken(people, whole, reason=f"  {REASON}\n")
    assert break_glass.reason_of(row) == REASON
    assert (row.item, str(row)) == (row.id, str(row.id))
    assert REASON not in repr(everything())
    name, by, at, fields, personal = told(row)
    assert (name, by, at, personal) == ("break_glass.opened", people.simon.id, row.opened_at, {})
    assert fields["reference"] == "INV-0001"
    assert break_glass.OPENED.is_grave


@pytest.mark.parametrize(
    "reason", ["' OR 1=1 --", "<script>x</script>", "{{ 7 * 7 }}", "\u202eabc", "x" * 9000, "🔨\x07"]
)
def test_whatever_the_reason_holds_comes_back_as_it_was(people, whole, reason):
    assert break_glass.reason_of(broken(people, whole, reason=reason)) == reason


def test_it_lasts_from_its_moment_to_a_second_before_its_end(people, whole, monkeypatch):
    begun = timezone.now().replace(microsecond=0)
    row = broken(people, whole, at=begun)
    assert (row.opened_at, row.ends_at, row.until_at) == (begun, begun + DAY, begun + DAY)
    for moment, reads in (
        (begun - SECOND, False),
        (begun, True),
        (begun + DAY - SECOND, True),
        (begun + DAY, False),
        (begun + DAY + SECOND, False),
    ):
        at_the_moment(monkeypatch, moment)
        assert can(may_read_investigation, people.simon, whole) is reads, moment
        assert (whole in investigations_of(people.simon)) is reads, moment


@pytest.mark.parametrize("day", [(2026, 3, 28), (2026, 10, 24)])
def test_its_hours_pass_whatever_the_clocks_do(people, whole, day):
    begun = datetime(*day, 20, 0, tzinfo=ZoneInfo("Europe/London"))
    row = broken(people, whole, at=begun)
    assert row.ends_at.astimezone(UTC) - row.opened_at.astimezone(UTC) == DAY


def test_a_person_remembered_from_before_its_end_does_not_read_after_it(people, whole, monkeypatch):
    simon, row = people.simon, broken(people, whole)
    may_read_investigation(simon, whole)
    at_the_moment(monkeypatch, row.ends_at)
    assert not can(may_read_investigation, simon, whole)


def test_it_opens_what_rests_on_reading_and_no_act(people):
    look = looks.opened(people, looks.a_subject(people))
    whole, one = look.investigation, look.subject
    other = given.an_investigation(people)
    reads = (
        (may_read_investigation, whole), (may_read_subject, one), (may_see_drift, whole), (may_read_look, look),
        (may_see_assessments, whole),
    )  # fmt: skip
    assert [can(may, people.simon, thing) for may, thing in reads] == [False, False, True, False, False]
    broken(people, whole)
    assert all(can(may, people.simon, thing) for may, thing in reads)
    assert not can(may_read_investigation, people.simon, other)
    assert list(investigations_of(people.simon)) == [whole]
    assert subject.read(one, by=people.simon, at=given.AT)
    assert told(one)[:2] == ("subject.read", people.simon.id)
    acts = (
        (may_change_investigation, whole), (may_apply, whole), (may_propose_plan, whole), (may_assess, whole),
        (may_check_look, look), (may_break_glass, whole),
    )  # fmt: skip
    assert not any(can(may, people.simon, thing) for may, thing in acts)
    said = subject.SubjectParticulars(called="x")
    for act in (
        partial(note.write, whole, "x"),
        partial(subject.add, whole, said, kind=SubjectKind.PLACE),
        partial(need_to_know.add, whole, people.helen),
        partial(investigation.close, whole, reason="x"),
    ):
        leaves_nothing(NotPermitted, partial(act, by=people.simon, at=given.AT))
    leaves_nothing(NotPermitted, partial(broken, people, whole), "already")


def test_an_sro_who_is_an_investigator_of_the_service_changes_nothing_through_glass(people, whole):
    holding(people, people.simon, "investigator")
    broken(people, whole)
    assert can(may_read_investigation, people.simon, whole)
    leaves_nothing(
        NotPermitted,
        partial(note.write, whole, "x", by=people.simon, at=given.AT),
        "You cannot change this investigation",
    )


def test_it_opens_for_nobody_else_and_for_no_sro_whose_duty_or_account_ended(people, whole):
    broken(people, whole)
    sara = another_sro(people)
    assert those_who_may(people, may_read_investigation, whole) == {
        "ines",
        "marian",
        "simon",
        "edmund",
        "ivo",
    }
    assert not can(may_read_investigation, sara, whole)
    Person.objects.filter(pk=people.simon.pk).update(is_active=False)
    assert not can(may_read_investigation, people.simon, whole)
    Person.objects.filter(pk=people.simon.pk).update(is_active=True)
    duty.end(people.simon.duties.get(), on=given.AT.date(), by=people.ada, at=given.AT)
    assert not can(may_read_investigation, people.simon, whole)
    assert not investigations_of(people.simon)


def test_a_subject_is_found_through_it_and_not_before(people, whole):
    row = given.a_subject(people, whole)
    assert subjects_called("jane_roe", reader=people.simon) == []
    broken(people, whole)
    assert subjects_called("jane_roe", reader=people.simon) == [row]


def test_the_records_of_a_source_stay_shut(people):
    source = authorisations.in_force(people, kind="chis")
    source_record.keep(
        source, particular="a", words="Rowan Marsh", by=people.helen, at=authorisations.ORDERED + SECOND
    )
    assert can(may_break_glass, people.simon, source.investigation)
    broken(people, source.investigation)
    assert can(may_read_investigation, people.simon, source.investigation)
    assert not can(may_open_source_records, people.simon, source, False)
    assert not can(may_open_source_records, people.simon, source, True)
    leaves_nothing(
        NotPermitted, partial(source_record.read, source, by=people.simon, at=timezone.now()), "inspector"
    )


def test_it_is_closed_early_by_whoever_broke_it_and_once(people, whole):
    row = broken(people, whole)
    another_sro(people)
    sara = Person.objects.get(email=given.address("sara"))
    assert those_who_may(people, may_close_glass, row) == {"simon"}
    leaves_nothing(
        NotPermitted, partial(break_glass.close, row, by=sara, at=timezone.now()), "another officer"
    )
    for moment in (row.opened_at - SECOND, row.ends_at, row.ends_at + SECOND):
        leaves_nothing(
            WrongState, partial(break_glass.close, row, by=people.simon, at=moment), "has ended already"
        )
    simon, now = people.simon, timezone.now()
    may_read_investigation(simon, whole)
    closed = break_glass.close(row, by=simon, at=now)
    assert (closed.closed_at, closed.until_at, told(row)[0]) == (now, now, "break_glass.closed")
    assert not can(may_read_investigation, simon, whole)
    leaves_nothing(WrongState, partial(break_glass.close, row, by=simon, at=now), "has ended already")
    assert broken(people, whole).id != row.id


def test_it_is_told_to_the_dpo_and_to_whoever_leads_until_each_acknowledges(people, whole):
    assert those_who_may(people, may_hear_of_broken_glass) == {"fatima", "ines", "marian"}
    row = broken(people, whole)
    need_to_know.add(whole, people.helen, by=people.ines, at=given.AT)
    they = {"fatima", "ines", "marian"}
    assert those_who_may(people, may_acknowledge_glass, row) == they
    for number, name in enumerate(sorted(they)):
        assert list(glass_to_acknowledge(getattr(people, name))) == [row]
        one = break_glass.acknowledge(row, by=getattr(people, name), at=given.AT)
        assert str(one) == str(one.id)
        assert told(row)[:2] == ("break_glass.acknowledged", getattr(people, name).id)
        assert not glass_to_acknowledge(getattr(people, name))
        assert row.acknowledgements.count() == number + 1
        again = partial(break_glass.acknowledge, row, by=getattr(people, name), at=given.AT)
        leaves_nothing(WrongState, again, "already")
    assert not glass_to_acknowledge(people.simon)
    leaves_nothing(NotPermitted, partial(break_glass.acknowledge, row, by=people.helen, at=given.AT))
    leaves_nothing(
        NotPermitted, partial(break_glass.acknowledge, row, by=people.simon, at=given.AT), "yourself"
    )


def test_who_is_told_is_who_may_acknowledge(people, whole):
    row = broken(people, whole)
    both = another_sro(people, name="dina", kind="data_protection_officer")
    ian = another_sro(people, name="ian", kind="investigator")
    for somebody in (
        *map(people.__getattr__, ("ines", "marian", "fatima", "helen", "edmund", "simon")),
        both,
        ian,
    ):
        assert bool(glass_to_acknowledge(somebody)) is can(may_acknowledge_glass, somebody, row), (
            somebody.name
        )
    Person.objects.filter(pk=people.ines.pk).update(service=None)
    for somebody in (people.ines, both):
        assert bool(glass_to_acknowledge(somebody)) is can(may_acknowledge_glass, somebody, row), (
            somebody.name
        )


def test_an_sro_who_is_also_dpo_does_not_acknowledge_to_themselves(people, whole):
    holding(people, people.simon, "data_protection_officer")
    row = broken(people, whole)
    assert not glass_to_acknowledge(people.simon)
    leaves_nothing(
        NotPermitted, partial(break_glass.acknowledge, row, by=people.simon, at=given.AT), "yourself"
    )


def test_those_who_check_see_every_one_and_whoever_reads_the_investigation_its_own(people, whole):
    row = broken(people, whole, by=another_sro(people))
    every = {"simon", "fatima", "edmund", "ivo"}
    assert those_who_may(people, may_see_broken_glass) == every
    assert those_who_may(people, may_read_broken_glass, row) == every | {"ines", "marian"}


def test_what_is_waited_for_is_one_query_however_often_it_was_broken(
    people, whole, django_assert_num_queries
):
    for count in (1, 4):
        while BreakGlass.objects.count() < count:
            break_glass.close(broken(people, whole), by=people.simon, at=timezone.now())
        for name in ("fatima", "marian"):
            person = getattr(people, name)
            can(may_hear_of_broken_glass, person)  # the duties are asked once a request
            services_led_by(person, on=today())
            with django_assert_num_queries(1):
                assert len(glass_to_acknowledge(person)) == count


def test_nobody_but_the_sro_is_asked_about_glass(people, whole, django_assert_num_queries):
    broken(people, whole)
    for name, queries in {"helen": 2, "simon": 3}.items():
        person, fresh = getattr(people, name), Investigation.objects.get(pk=whole.pk)
        with django_assert_num_queries(queries):
            assert can(may_read_investigation, person, fresh) is (name == "simon")
            assert can(may_read_investigation, person, fresh) is (name == "simon")


@pytest.mark.parametrize("act", ["open", "close", "acknowledge"])
def test_a_failing_log_undoes_the_act(people, whole, monkeypatch, act):
    if act == "open":
        undone_when_the_log_fails(monkeypatch, break_glass, lambda: broken(people, whole))
        return
    row = broken(people, whole)
    by, how = (
        (people.simon, break_glass.close) if act == "close" else (people.fatima, break_glass.acknowledge)
    )
    undone_when_the_log_fails(monkeypatch, break_glass, lambda: how(row, by=by, at=timezone.now()))


KEPT = (
    ("UPDATE investigations_breakglass SET ends_at = ends_at + interval '1 hour'", errors.IntegrityError),
    ("UPDATE investigations_breakglass SET envelope = 'x'", errors.IntegrityError),
    ("UPDATE investigations_breakglass SET closed_at = opened_at", errors.IntegrityError),
    ("UPDATE investigations_breakglass SET closed_at = ends_at", errors.CheckViolation),
    (
        "UPDATE investigations_breakglass SET closed_at = opened_at - interval '1 second'",
        errors.CheckViolation,
    ),
    ("DELETE FROM investigations_breakglass", errors.IntegrityError),
    ("UPDATE investigations_breakglassacknowledgement SET acknowledged_at = now()", errors.IntegrityError),
    ("DELETE FROM investigations_breakglassacknowledgement", errors.IntegrityError),
    (
        "INSERT INTO investigations_breakglassacknowledgement"
        " (id, break_glass_id, acknowledged_by_id, acknowledged_at)"
        " SELECT gen_random_uuid(), break_glass_id, acknowledged_by_id, now()"
        " FROM investigations_breakglassacknowledgement",
        errors.UniqueViolation,
    ),
    (
        "INSERT INTO investigations_breakglassacknowledgement"
        " (id, break_glass_id, acknowledged_by_id, acknowledged_at)"
        " SELECT gen_random_uuid(), id, opened_by_id, now() FROM investigations_breakglass",
        errors.CheckViolation,
    ),
    (
        "INSERT INTO investigations_breakglass (id, envelope, opened_at, ends_at, investigation_id, opened_by_id)"
        " SELECT gen_random_uuid(), 'x', ends_at, ends_at, investigation_id, opened_by_id"
        " FROM investigations_breakglass",
        errors.CheckViolation,
    ),
)


def test_postgresql_keeps_it_as_it_was(committed_people, as_app):
    row = broken(committed_people)
    break_glass.acknowledge(row, by=committed_people.fatima, at=given.AT)
    before = everything()
    for statement, refusal in KEPT:
        with pytest.raises(refusal):
            as_app.execute(statement)
    assert everything() == before
    break_glass.close(row, by=committed_people.simon, at=row.opened_at)
    for late in ("NULL", "opened_at + interval '1 second'"):
        with pytest.raises(errors.IntegrityError, match="is never changed"):
            as_app.execute(f"UPDATE investigations_breakglass SET closed_at = {late}")


def test_a_second_press_of_the_button_breaks_nothing_more(people, whole):
    first, second = people.simon, people.simon
    assert not can(may_read_investigation, second, whole)  # asked before the first was committed
    broken(people, whole, by=first)
    leaves_nothing(NotPermitted, partial(broken, people, whole, by=second), "already")


def test_disposal_takes_it_with_its_investigation_and_by_itself(committed_people):
    people = committed_people
    row = broken(people, reason="About Zephyrine")
    break_glass.acknowledge(row, by=people.fatima, at=given.AT)
    assert disposal.find("zephyrine") == [row.id]
    disposal.dispose(row.id, by=people.winston, at=given.AT)
    assert not BreakGlass.objects.exists()
    assert envelope.is_destroyed(row.id)
    assert Event.objects.get(name="break_glass.disposed").fields == {
        "reference": "INV-0001",
        "acknowledgement_count": 1,
    }
    again = broken(people, row.investigation)
    disposal.dispose(row.investigation_id, by=people.winston, at=given.AT)
    assert not Investigation.objects.exists()
    assert not BreakGlassAcknowledgement.objects.exists()
    assert envelope.is_destroyed(again.id)
