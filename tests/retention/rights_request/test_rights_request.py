"""Rights requests: taken in, their clock, searched for by every spelling, decided thing by thing, answered."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from tests import given as council
from tests.foi.published import a_publication
from tests.log import everything, leaves_nothing, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.retention.given import a_hold
from tests.retention.rights_request import given
from tests.retention.rights_request.test_letters import text_of
from tests.rights import refused_to_all_but
from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.investigations import account
from watchbook.keys.envelope import is_destroyed, opened, opened_all
from watchbook.retention.deletion.disposals import can_go, going_of
from watchbook.retention.legal_hold.queries import freed_by
from watchbook.retention.reading_rights import by_duty, by_thing
from watchbook.retention.rights_request import disposal, erasure, found_item, queries
from watchbook.retention.rights_request.after_answer import after_answers
from watchbook.retention.rights_request.clock import clock_of
from watchbook.retention.rights_request.found_thing import found_thing
from watchbook.retention.rights_request.models import FoundItem
from watchbook.web.wording import day

AT, TODAY = given.AT, given.TODAY
A_DAY = timedelta(days=1)
MINE = {"bryn", "fatima"}


def test_it_is_taken_in_and_names_nobody_in_the_open(people):
    row = given.a_rights_request(people)
    assert str(row) == row.reference == "RR-0001"
    assert opened(row)["names"] == ["@jane_roe"]
    name, _by, _at, fields, _personal = told(row)
    assert name == "rights_request.received"
    assert fields["rights"] == ["access", "erasure"]
    assert not re.search(
        r"\bRoe\b", repr(everything())
    )  # a salt in base64 may have the three letters within it


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"rights": ()}, "you have not selected a right"),
        ({"rights": ("wealth",)}, "you have not selected a right"),
        ({"name": " "}, "the name, the contact details"),
        ({"contact": ""}, "the name, the contact details"),
        ({"words": ""}, "the name, the contact details"),
        ({"received_on": AT.date() + A_DAY}, "in the future"),
    ],
)
def test_what_is_missing_is_refused(people, changes, match):
    leaves_nothing(WrongState, lambda: given.a_rights_request(people, **changes), match)


def test_only_the_information_officer_and_the_dpo_deal_with_requests(people):
    row = given.searched(people, given.a_rights_request(people))
    purpose = given.a_purpose(people, row)
    item = FoundItem(request=row, number=1)
    made = found_item.DecisionOnItem("not_theirs", why="Another")
    acts = [
        lambda by: given.rights_request.receive(given.AskedRights(**given.ASKED), by=by, at=AT),
        lambda by: given.a_step(people, row, "acknowledged", by=by),
        lambda by: given.a_search(row, ["Jane Roe"], by=by),
        lambda by: given.subject_search.search(row, given.subject_search.Sought([], {}), by=by, at=AT),
        lambda by: given.processing_purpose.add(row, "X", has_function="no", is_against_crime="no", by=by, at=AT),
        lambda by: found_item.decide(row, [1], made, by=by, at=AT),
    ]  # fmt: skip
    for act in acts:
        refused_to_all_but(MINE, people, act, match="You cannot")
    assert item.request == row
    assert purpose.number == 1


def test_it_is_undone_when_the_log_fails(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, given.rights_request, lambda: given.a_rights_request(people))


def test_the_month_runs_from_receipt_and_stands_still_for_identity_and_clarification(people):
    row = given.a_rights_request(people, rights=("access",))
    assert clock_of(row).deadline.on == date(2026, 4, 7)  # 3 April is Good Friday, 6 April Easter Monday
    given.a_step(people, row, "identity_asked")
    row.refresh_from_db()
    assert (row.state, clock_of(row).deadline, queries.due_on(row)) == ("identity", None, None)
    given.a_step(people, row, "identified", on=date(2026, 3, 10))
    row.refresh_from_db()
    assert clock_of(row).deadline.on == date(2026, 4, 10)
    given.a_step(people, row, "clarification_asked")
    row.refresh_from_db()
    assert clock_of(row).deadline is None
    later = datetime(2026, 3, 12, 10, tzinfo=UTC)
    given.a_step(people, row, "clarified", on=later.date(), at=later)
    row.refresh_from_db()
    assert clock_of(row).deadline.on == date(2026, 4, 13)  # 10 April, and two days that count after day 0


def test_asking_what_is_meant_stops_no_request_but_one_for_access(people):
    row = given.a_rights_request(people, rights=("erasure",))
    given.a_step(people, row, "clarification_asked")
    row.refresh_from_db()
    assert (row.state, clock_of(row).deadline.on) == ("unclear", date(2026, 4, 7))
    given.a_step(people, row, "clarified")
    row.refresh_from_db()
    assert clock_of(row).deadline.on == date(2026, 4, 7)


LATE = datetime(2026, 4, 8, 10, tzinfo=UTC)  # the answer was due the day before


@pytest.mark.parametrize(
    ("asked", "came"), [("identity_asked", "identified"), ("clarification_asked", "clarified")]
)
def test_a_question_after_the_last_day_makes_no_answer_timely(people, asked, came):
    row = given.a_rights_request(people)
    given.a_step(people, row, asked, on=LATE.date(), at=LATE)
    row.refresh_from_db()
    assert (clock_of(row).deadline.on, queries.due_on(row)) == (date(2026, 4, 7), date(2026, 4, 7))
    given.a_step(people, row, came, on=LATE.date() + A_DAY, at=LATE + A_DAY)
    row.refresh_from_db()
    assert clock_of(row).deadline.on == date(2026, 4, 7)


def test_a_question_on_the_last_day_stops_the_time(people):
    row, at = given.a_rights_request(people, rights=("access",)), LATE - A_DAY
    given.a_step(people, row, "clarification_asked", on=at.date(), at=at)
    assert clock_of(row).deadline is None


def test_identity_starts_the_month_once(people):
    row = given.a_rights_request(people)
    given.a_step(people, row, "identity_asked")
    given.a_step(people, row, "identified")
    given.a_step(people, row, "identity_asked", on=TODAY + A_DAY, at=AT + A_DAY)
    row.refresh_from_db()
    assert clock_of(row).deadline.on == date(2026, 4, 10)
    given.a_step(people, row, "identified", on=TODAY + 9 * A_DAY, at=AT + 9 * A_DAY)
    row.refresh_from_db()
    assert clock_of(row).deadline.on == date(2026, 4, 10)


def test_a_date_typed_backwards_takes_no_more_time(people):
    row = given.a_rights_request(people)
    leaves_nothing(
        WrongState,
        lambda: given.a_step(people, row, "extended", on=TODAY, at=LATE),
        "You cannot date this letter",
    )


def test_two_more_months_are_taken_once_and_in_time(people):
    row = given.a_rights_request(people)
    given.a_step(people, row, "extended")
    assert clock_of(row).deadline.on == date(2026, 6, 3)
    assert told(row)[3]["due_on"] == "2026-06-03"
    leaves_nothing(WrongState, lambda: given.a_step(people, row, "extended"), "already")
    late = given.a_rights_request(people)
    at = datetime(2026, 4, 8, 10, tzinfo=UTC)
    leaves_nothing(
        WrongState,
        lambda: given.a_step(people, late, "extended", on=at.date(), at=at),
        "ended on 7 April 2026",
    )


@pytest.mark.parametrize(
    ("kind", "changes", "match"),
    [
        ("clarified", {}, "the state of the request is “open”"),
        ("extended", {"words": " "}, "the text for this step is missing"),
        ("acknowledged", {"on": date(2026, 3, 2)}, "3 March 2026 or later"),
        ("acknowledged", {"on": date(2026, 3, 11)}, "not in the future"),
        ("answered", {}, "you have not searched for the person yet"),
    ],
)
def test_a_step_that_cannot_be_is_refused(people, kind, changes, match):
    row = given.a_rights_request(people)
    leaves_nothing(WrongState, lambda: given.a_step(people, row, kind, **changes), match)


def test_it_is_found_in_every_part_however_it_is_spelt(people):
    subject = council.a_subject(people, called="ROE, J.", handles=("@other",))
    note = council.a_note(people, "Seen with jane.roe99 at the market", about=subject)
    look = looks.made(people, subject, facts={})
    council.a_letter(people, subject="About Jané Roe")
    earlier = given.a_rights_request(people)
    row = given.searched(people, given.a_rights_request(people, names=()))
    found = {item.thing_reference for item in row.founditems.all()}
    assert {str(subject), "L-0001", earlier.reference} <= found
    assert row.reference not in found
    assert all("Roe" not in reference for reference in found)
    (searched,) = row.subjectsearchs.all()
    assert str(searched) == str(searched.pk)
    assert opened(searched) == {"names": ["Jane Roe"], "rights": row.rights}
    assert searched.parts == given.subject_search.settings.DISPOSAL
    assert look.subject_id == subject.id
    assert note.subject_id == subject.id
    assert {one.table for one in row.founditems.all()} >= {"investigations.subject"}


def test_an_account_is_named_by_its_kind_and_day_and_a_handle_by_the_exact_index(people):
    council.a_subject(people, called="Somebody", handles=("@zz",))
    row = given.searched(people, given.a_rights_request(people, rights=("access",)), "Ines", "@zz")
    accounts = row.founditems.filter(table="organisation.person")
    assert [one.thing for one in accounts] == [people.ines.id]
    assert [one.thing_reference for one in accounts] == [
        f"Accounts of Watchbook users, {day(london_day(people.ines.recorded_at))}"
    ]
    assert row.founditems.filter(table="investigations.subject").exists()
    again = given.searched(people, row, "Ines")
    assert again.founditems.count() == row.founditems.count()


@pytest.mark.parametrize("name", ["https://www.instagram.com/zoequinn.9/", "INSTAGRAM.com/zoequinn.9"])
def test_the_address_of_an_account_finds_its_subject_alone(people, name):
    subject = council.a_subject(people, called="Somebody", handles=())
    account.add(subject, "instagram.com/zoequinn.9", by=people.ines, at=AT)
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)), name)
    assert [(one.table, one.thing) for one in row.founditems.all()] == [
        ("investigations.subject", subject.id)
    ]


def test_every_table_that_a_search_finds_can_go_by_a_list():
    tables = {*by_duty(), *by_thing()}
    assert all(map(can_go, tables))
    for table in tables:
        assert going_of(table).table._meta.label_lower == table


def test_a_published_answer_that_names_the_person_is_found_and_leads_to_its_page(people):
    entry = a_publication(people, title="Looks at Jané Roe")
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)), "Jane Roe")
    (item,) = row.founditems.filter(table="foi.publication")
    assert (item.is_protected, item.thing_reference) == (False, entry.reference)
    shown = found_thing(item, ["Jane Roe"])
    assert (shown.kind, shown.href) == (
        "Published answers",
        reverse("foi:publication", args=[entry.reference]),
    )
    assert any("Jané Roe" in one for one in shown.words)
    purpose = given.a_purpose(people, row)
    leaves_nothing(
        WrongState,
        lambda: given.decided(people, row, item.number, "no_need", purpose=purpose),
        "Correct or withdraw the entry on its page first",
    )


def test_a_thing_of_a_table_without_personal_fields_is_not_lost(people, monkeypatch):
    lost = council.a_letter(people)
    module = given.subject_search.import_module("watchbook.looks.disposal")
    monkeypatch.setattr(module, "find", lambda *_texts: [lost.id])
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)), "Nobody")
    (item,) = row.founditems.all()
    assert (item.table, item.thing) == ("", lost.id)
    with pytest.raises(WrongState, match="only together with the record that it belongs to"):
        given.answered_question(people, item, "no_need", by=people.simon)


@pytest.mark.parametrize(
    ("names", "match"),
    [([], "given no name"), ([" ", ""], "no name"), ([f"Name {n}" for n in range(21)], "more than 20 names")],
)
def test_a_search_wants_some_names_and_not_too_many(people, names, match):
    row = given.a_rights_request(people)
    leaves_nothing(WrongState, lambda: given.a_search(row, names, by=people.bryn), match)


def test_a_purpose_has_its_law_by_its_answers(people):
    row = given.a_rights_request(people)
    against = given.a_purpose(people, row, function="yes", crime="yes", words="Counterfeit goods")
    other = given.a_purpose(people, row)
    open_ = given.a_purpose(people, row, function="yes", crime="unknown")
    assert [(one.number, one.regime, str(one)) for one in (against, other, open_)] == [
        (1, "part_3", "1"), (2, "uk_gdpr", "2"), (3, "", "3")
    ]  # fmt: skip
    for changes, match in [({"words": " "}, "what the data"), ({"crime": "maybe"}, "both questions")]:
        leaves_nothing(WrongState, lambda c=changes: given.a_purpose(people, row, **c), match)


def found(people, *, rights=("erasure",)):
    """A request with a letter found that everybody who answers may read, its purpose, and the letter."""
    letter = council.a_letter(people, subject="About Jane Roe")
    row = given.searched(people, given.a_rights_request(people, rights=rights), "Jane Roe")
    item = row.founditems.filter(table="governance.letterreceived").first()
    return row, item, given.a_purpose(people, row), letter


def test_each_thing_is_decided_and_the_request_holds_it_until_then(people):
    row, item, purpose, subject = found(people)
    assert queries.open_on([subject.id]) == {subject.id: row.reference}
    assert "is still open" in queries.why_held([subject.id])[subject.id]
    assert type(subject).objects.filter(queries.held_rows("investigations.subject")).get() == subject
    made = given.decided(
        people, row, item.number, "public_task", purpose=purpose, why="A child may be at risk"
    )
    assert (made.decision, made.ground, made.decided_by) == ("refuse", "public_task", people.fatima)
    assert opened(made) == {"why": "A child may be at risk"}
    assert told(row)[0] == "found_item.decided"
    assert "child" not in repr(everything())
    assert queries.open_on([subject.id]) == {subject.id: row.reference}
    anew = given.decided(people, row, item.number, "no_need", purpose=purpose)
    assert anew.decision == "erase"
    assert queries.open_on([subject.id]) == queries.why_held([subject.id]) == {}
    assert not type(subject).objects.filter(queries.held_rows("investigations.subject")).exists()


def test_what_is_held_for_something_else_is_not_erased(people):
    row, item, purpose, subject = found(people)
    other = given.searched(people, given.a_rights_request(people), "Jane Roe")
    leaves_nothing(
        WrongState,
        lambda: given.decided(people, row, item.number, "no_need", purpose=purpose),
        f"{other.reference} about personal data is still open.*keeping the record until the request or complaint is closed and erasing it afterwards",
    )
    assert not FoundItem.objects.exclude(decision="").exists()
    assert subject.id in queries.open_on([subject.id])


def test_what_is_restricted_is_marked_and_kept_until_it_is_lifted(people):
    row, item, purpose, subject = found(people)
    made = given.decided(people, row, item.number, "dispute", purpose=purpose)
    for other in row.founditems.filter(decision=""):
        given.decided(people, row, other.number, "not_theirs", purpose=None)
        assert other.thing in queries.why_held([other.thing]), "until the answer has gone"
    assert subject.id in queries.restricted([subject])
    given.a_step(people, row, "answered")
    row.refresh_from_db()
    assert "restricted" in queries.why_held([subject.id])[subject.id]
    assert disposal.due(date(2036, 1, 1)) == []
    leaves_nothing(
        WrongState, lambda: found_item.lift(made, " ", by=people.fatima, at=AT), "why the restriction ends"
    )
    refused_to_all_but(
        MINE, people, lambda by: found_item.lift(made, "Over", by=by, at=AT), match="You cannot"
    )
    leaves_nothing(
        WrongState,
        lambda: found_item.lift(made, "Over", by=people.fatima, at=AT),
        "you restricted the record yourself",
    )
    leaves_nothing(
        WrongState,
        lambda: found_item.lift(made, "Over", by=people.bryn, at=AT),
        "you must tell the person first",
    )
    told_by_letter = text_of(
        given.a_step(people, row, "restriction_ends", words="The dispute is over.", ends=[1])
    )
    assert "We are going to lift the restriction on the records below" in told_by_letter
    lifted = found_item.lift(made, "The dispute is over", by=people.bryn, at=AT)
    assert (lifted.lifted_on, lifted.lifted_by) == (AT.date(), people.bryn)
    assert subject.id in freed_by(people.bryn, [subject.id])
    assert "The restriction on L-0001 for request" in " ".join(
        one.words for one in queries.let_go([subject.id])
    )
    assert queries.restricted([subject]) == frozenset()
    leaves_nothing(
        WrongState, lambda: found_item.lift(lifted, "Again", by=people.bryn, at=AT), "already lifted"
    )
    assert disposal.due(date(2036, 1, 1)) == [row.id]


def test_a_decision_that_cannot_be_is_refused(people):
    row, item, purpose, _ = found(people)
    elsewhere = given.a_purpose(people, given.a_rights_request(people))
    for number, ground, chosen, match in [
        (99, "no_need", purpose, "you have selected no records"),
        (item.number, "no_need", elsewhere, "another request"),
        (item.number, "wrong", purpose, "another ground"),
        (item.number, "no_need", None, "cannot tell yet which law"),
    ]:
        leaves_nothing(
            WrongState,
            lambda n=number, g=ground, c=chosen: given.decided(people, row, n, g, purpose=c),
            match,
        )


def test_the_answer_waits_for_every_decision_and_closes_the_request(people):
    row, item, purpose, subject = found(people, rights=("access",))
    leaves_nothing(WrongState, lambda: given.a_step(people, row, "answered"), "ha(s|ve) no decision")
    for one in row.founditems.all():
        given.decided(people, row, one.number, "copy", purpose=purpose, why="")
    given.a_step(people, row, "recipient_told", words="The police were told")
    given.a_step(people, row, "answered")
    row.refresh_from_db()
    assert (row.state, row.closed_on) == ("answered", AT.date())
    assert queries.open_on([subject.id]) == {}
    tried = [
        lambda: given.searched(people, row, "Jane Roe"),
        lambda: given.subject_search.search(row, given.subject_search.Sought([], {}), by=people.bryn, at=AT),
        lambda: given.a_purpose(people, row),
        lambda: given.decided(people, row, item.number, "no_need", purpose=purpose),
        lambda: given.a_step(people, row, "withdrawn"),
    ]
    for act in tried:
        leaves_nothing(WrongState, act, "[Tt]he state of the request is “answered”")
    given.a_step(people, row, "recipient_not_told", words="A company that no longer exists")
    row.refresh_from_db()
    assert row.closed_on == AT.date()


def test_a_withdrawn_request_holds_nothing(people):
    row, _, _, subject = found(people)
    leaves_nothing(
        WrongState,
        lambda: given.a_step(people, row, "withdrawn", words=""),
        "the text for this step is missing",
    )
    given.a_step(people, row, "withdrawn", words="By email: I do not want this any more")
    row.refresh_from_db()
    assert (row.state, queries.open_on([subject.id])) == ("ended", {})
    assert not queries.waiting()


def test_those_that_wait_come_by_their_last_day_and_those_that_stand_still_last(people):
    still = given.a_rights_request(people, received_on=date(2026, 3, 2))
    given.a_step(people, still, "identity_asked")
    later = given.a_rights_request(people, received_on=date(2026, 3, 9))
    first = given.a_rights_request(people, received_on=date(2026, 3, 4))
    assert list(queries.waiting()) == [first, later, still]
    assert list(queries.received_between(date(2026, 3, 4), date(2026, 3, 4))) == [first]
    assert not queries.received_between(date(2026, 3, 4), date(2026, 3, 4), as_at=AT - A_DAY * 900)


def test_only_those_whose_time_a_step_moved_are_read_to_order_those_that_wait(
    people, django_assert_num_queries
):
    days = [date(2026, 3, day) for day in (9, 2, 4, 3)]
    still, *others, extended = [given.a_rights_request(people, received_on=day) for day in days]
    given.a_step(people, still, "identity_asked")
    given.a_step(people, extended, "extended")
    for count in (4, 12):
        while queries.waiting_rows().count() < count:
            given.a_rights_request(people, received_on=date(2026, 3, 5))
        with django_assert_num_queries(4):  # those moved with their steps, the authority, the rows
            found = list(queries.waiting())
        assert (found[:3], found[-1]) == ([others[0], extended, others[1]], still)
    told = [one.row for one in queries.waiting_of(found)]
    assert told[-2:] == [extended, still], "on a page their last days order them"


def test_where_no_bank_holidays_are_known_no_day_is_guessed(people, monkeypatch):
    row = given.a_rights_request(people)
    row.received_on = date(2098, 1, 1)
    assert queries.due_on(row) is None


def test_it_ends_with_all_that_belongs_to_it(people):
    row, _, purpose, _ = found(people, rights=("access",))
    for one in row.founditems.all():
        given.decided(people, row, one.number, "copy", purpose=purpose, why="")
    given.a_step(people, row, "answered")
    assert disposal.due(AT.date()) == []
    assert disposal.due(AT.date() + A_DAY) == [row.id]
    assert disposal.find("roe, JANE") == [row.id]
    disposal.dispose(row.id, by=people.winston, at=AT)
    assert disposal.find("Jane Roe") == []
    assert FoundItem.objects.count() == 0


def test_other_peoples_rights_are_asked_before_the_state(people):
    row = given.an_answered_request(people)
    with pytest.raises(NotPermitted):
        given.a_step(people, row, "answered", by=people.helen)
    assert opened_all(list(row.steps.all()))
    assert not is_destroyed(row.id)


def test_each_right_is_decided_by_itself_and_the_request_closes_when_all_are(people):
    row, item, purpose, thing = found(people, rights=("access", "erasure"))
    assert [(one.number, one.right) for one in row.founditems.order_by("right")] == [
        (1, "access"),
        (1, "erasure"),
    ]
    given.decided(people, row, item.number, "copy", purpose=purpose, why="")
    leaves_nothing(
        WrongState,
        lambda: given.a_step(people, row, "answered"),
        "1 record has no decision .L-0001, deletion.",
    )
    given.decided(people, row, item.number, "no_need", purpose=purpose)
    assert {one.right: one.decision for one in row.founditems.all()} == {"access": "give", "erasure": "erase"}
    assert "is still open" in queries.why_held([thing.id])[thing.id], "the copy goes before the record does"
    given.a_step(people, row, "answered")
    row.refresh_from_db()
    assert (row.state, queries.why_held([thing.id])) == ("answered", {})
    undecided = given.a_rights_request(people, rights=("access", "erasure"))
    assert given.searched(people, undecided, "Jane Roe").founditems.filter(thing=thing.id).count() == 2


def test_for_which_right_a_decision_is_has_to_be_said_and_not_theirs_goes_for_all(people):
    row, item, purpose, _ = found(people, rights=("access", "erasure"))
    made = found_item.DecisionOnItem("give", purpose, "copy", "")
    leaves_nothing(
        WrongState,
        lambda: found_item.decide(row, [item.number], made, by=people.bryn, at=AT),
        "the one that you are deciding on",
    )
    leaves_nothing(
        WrongState,
        lambda: given.decided(people, row, item.number, "no_need", purpose=purpose, right="access"),
        "Choose another ground|choose another ground",
    )
    given.decided(people, row, item.number, "", purpose=None, why="A namesake")
    assert {one.decision for one in row.founditems.all()} == {"not_theirs"}


def test_a_copy_is_not_promised_without_saying_what_goes_with_the_letter(people):
    row, item, purpose, _ = found(people, rights=("access",))
    given.decided(people, row, item.number, "copy", purpose=purpose, why="")
    leaves_nothing(
        WrongState,
        lambda: given.rights_step.take(row, "answered", on=TODAY, by=people.bryn, at=AT),
        "have enclosed no copy of L-0001",
    )


def test_what_an_open_request_for_information_holds_is_erased_once_that_is_answered(people):
    row, item, purpose, letter = found(people)
    other = given.searched(people, given.a_rights_request(people, rights=("erasure",)), "Jane Roe")
    assert given.decided(people, row, item.number, "later", purpose=purpose).decision == "erase"
    given.identified(people, row)
    leaves_nothing(
        WrongState,
        lambda: erasure.propose(row, by=people.bryn, at=AT),
        "is still open. Answer the request first",
    )
    given.a_step(people, row, "answered")
    row.refresh_from_db()
    assert after_answers() == []
    theirs = given.a_purpose(people, other)
    for one in other.founditems.all():  # the letter, and the first request
        ground = "no_need" if one.thing == letter.id else "public_task"
        given.decided(people, other, one.number, ground, purpose=theirs)
    given.a_step(people, other, "answered")
    assert [one for one, _to_do in after_answers()] == [row, other]
    assert erasure.propose(row, by=people.bryn, at=AT).items.get().item == letter.id
    assert after_answers() == []


def test_nothing_is_erased_later_that_nothing_holds_or_that_a_person_holds(people):
    row, item, purpose, letter = found(people)

    def later():
        return given.decided(people, row, item.number, "later", purpose=purpose)

    leaves_nothing(WrongState, later, "elect a ground for erasing the records now")
    a_hold(people, letter)
    leaves_nothing(WrongState, later, "Restrict the record, or refuse")


def test_a_search_is_not_in_the_way_of_deletions_and_leaves_out_what_has_gone(people, monkeypatch):
    letter, row = council.a_letter(people, subject="About Jane Roe"), given.a_rights_request(people)
    module, order = given.subject_search, []
    monkeypatch.setattr(module, "wait_for_deletions", lambda: order.append("lock"))
    look_in = module.found_in

    def found_in(part, names, indexed, *, besides):
        order.append("read")
        return look_in(part, names, indexed, besides=besides)

    monkeypatch.setattr(module, "found_in", found_in)
    monkeypatch.setattr(module, "locked", lambda one: (order.append("row"), one)[1])
    monkeypatch.setattr(module, "_still_there", lambda part, items, *, besides: [])
    given.searched(people, row, "Jane Roe")
    assert order == ["read"] * len(module.settings.DISPOSAL) + ["row", "lock"]
    assert not row.founditems.filter(thing=letter.id).exists()


def test_a_purpose_is_corrected_and_what_another_law_governs_is_decided_again(people):
    row, item, purpose, _ = found(people)
    given.decided(people, row, item.number, "public_task", purpose=purpose)
    same = given.corrected(people, purpose, words="Looking into a safeguarding concern")
    assert [one.number for one in queries.purposes(row)] == [2]
    assert row.founditems.get().purpose == same
    leaves_nothing(WrongState, lambda: given.corrected(people, purpose), "already corrected")
    leaves_nothing(
        WrongState,
        lambda: given.corrected(people, same, words=" "),
        "Say what the data are used for|the purpose or an answer is missing",
    )
    match = "you must decide again on .*Tick the box"
    leaves_nothing(
        WrongState, lambda: given.corrected(people, same, function="yes", crime="yes", reopens=False), match
    )
    criminal = given.corrected(people, same, function="yes", crime="yes")
    again = row.founditems.get()
    assert (again.decision, again.purpose, opened(again)) == ("", None, {"why": ""})
    assert [one.regime for one in queries.purposes(row)] == [criminal.regime] == ["part_3"]
    refused_to_all_but(MINE, people, lambda by: given.corrected(people, criminal, by=by), match="You cannot")


def test_it_is_undone_when_the_log_fails_to_take_a_corrected_purpose(people, monkeypatch):
    purpose = given.a_purpose(people, given.a_rights_request(people))
    undone_when_the_log_fails(monkeypatch, given.processing_purpose, lambda: given.corrected(people, purpose))
