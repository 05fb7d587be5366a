"""What waits for a person, by their duties: each list shown to those it is for, the next due first."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import given
from tests.governance import adopted, signed, tools_and_training
from tests.oversight import given as oversight
from tests.oversight.error_report import given as errors
from tests.pages import signed_in, words
from tests.proof_only import EVERY_ROW
from tests.retention.rights_request import given as rights
from tests.rights import EVERYBODY, those_who_may
from watchbook.figures.sentences import in_words
from watchbook.foi.models import Request
from watchbook.foi.request import request
from watchbook.governance.documents import document, reading
from watchbook.governance.letters import letter_received
from watchbook.governance.statements.rules import quarter_of, sign_until
from watchbook.governance.training import training
from watchbook.home.defensible import defensible_today
from watchbook.home.queries import WaitingMatter, in_order, may_see_joined_duties, waiting_for
from watchbook.home.waiting import SHOWN, counted_by_urgency
from watchbook.organisation import duty
from watchbook.organisation.models import Duty
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.register import asked_together

RECEIVED = date(2026, 3, 2)
MORE = [(30, SHOWN + 32)] if EVERY_ROW else []  # of each list, once there are more than it shows
OR_SIGN = "record the reply, or confirm that no reply was asked for"
OR_ASK = "record the reply, or ask the senior responsible officer to confirm that no reply was asked for"


def a_request(people, received_on=RECEIVED):
    return request.receive(
        "1. How often?", received_on=received_on, regime="foia", by=people.bryn, at=given.AT
    )


def waiting(person):
    """What waits for somebody beside the law that the solicitor has to adopt and confirm from the first day (tests/home/test_law.py)."""
    law = ("/governance/law/", "/triage/rules/")
    return [one for one in waiting_for(person, on=today()) if not one.href.startswith(law)]


def granted(people, name, kind):
    somebody = getattr(people, name)
    row = duty.propose(somebody, kind=kind, from_on=today(), by=people.ada, at=given.AT)
    return duty.grant(row, by=people.bashir, at=given.AT)


def test_nothing_waits_for_anybody_at_first(people):
    assert {name: waiting(getattr(people, name)) for name in EVERYBODY} == {name: [] for name in EVERYBODY}


def test_a_request_waits_for_the_information_officer_until_the_twentieth_working_day(people):
    a_request(people)
    expected = WaitingMatter(
        what="Request FOI-0001, received 2 March 2026",
        to_do="answer the request",
        href="/foi/requests/FOI-0001/",
        by=date(2026, 3, 31),  # St Patrick's Day is a bank holiday in a part of the United Kingdom (s.10(6))
    )
    assert waiting(people.bryn) == [expected]
    [late] = waiting(people.simon)  # who oversees it
    assert (late.what, late.by, late.since, late.waits_for) == (
        "1 request for information is overdue",
        expected.by,
        RECEIVED,
        "information officer",
    )
    assert not any(waiting(getattr(people, name)) for name in set(EVERYBODY) - {"bryn", "simon"})


def test_a_letter_waits_for_those_who_keep_the_register_and_each_is_told_what_they_can_do(people):
    given.a_letter_with_reply(people)
    given.a_letter_without_reply(people)
    letter = given.a_letter(people)
    what, href = "Letter L-0003, dated 20 March 2017", "/governance/letters/L-0003/"
    assert waiting(people.simon) == [WaitingMatter(what=what, to_do=OR_SIGN, href=href)]
    assert waiting(people.helen) == [WaitingMatter(what=what, to_do=OR_ASK, href=href)]
    assert not any(waiting(getattr(people, name)) for name in set(EVERYBODY) - {"simon", "helen"})
    letter_received.confirm_no_reply(letter, by=people.simon, at=given.AT)
    assert waiting(people.simon) == waiting(people.helen) == []


def test_a_proposed_duty_waits_for_the_administrator_who_may_decide_it(people):
    row = duty.propose(people.nell, kind=DutyKind.SOLICITOR, from_on=today(), by=people.ada, at=given.AT)
    [told] = waiting(people.bashir)
    assert told.what == "solicitor for Nell, proposed by Ada"
    assert (told.to_do, told.href, told.by) == ("grant or decline", "/organisation/people/", None)
    [own] = waiting(people.ada)
    assert (own.what, own.to_do) == ("Duties that you proposed", "grant or decline them")
    assert (own.waits_for, own.href) == ("another officer", "/organisation/duties/")
    assert not any(waiting(getattr(people, name)) for name in set(EVERYBODY) - {"ada", "bashir"})
    duty.grant(row, by=people.bashir, at=given.AT)
    assert waiting(people.bashir) == waiting(people.ada) == []


def test_joined_duties_are_shown_to_the_sro_and_to_nobody_else(people):
    granted(people, "ines", DutyKind.AUTHORISING_OFFICER)
    [told] = waiting(people.simon)
    assert told.what == "Ines is both authorising officer and investigator"
    assert (
        told.to_do
        == "check whether one person needs to hold both duties. A person who makes applications also decides on other people’s applications, but never on their own."
    )
    assert told.href == f"/organisation/people/{people.ines.id}/"
    assert not any(waiting(getattr(people, name)) for name in set(EVERYBODY) - {"simon"})
    assert those_who_may(people, may_see_joined_duties) == {"simon"}


LATE = "; until then the oversight page shows the recommendation as overdue"


def test_a_recommendation_waits_for_its_owner_then_for_whoever_may_discharge_it(people):
    row = oversight.a_recommendation(people)
    what, href = "Recommendation R-0001 (red)", "/oversight/recommendations/R-0001/"
    by = oversight.DUE
    assert waiting(people.marian) == [
        WaitingMatter(
            what=what, to_do=f"give evidence that the recommendation was followed{LATE}", href=href, by=by
        )
    ]
    asks = WaitingMatter(
        what, f"ask Marian for evidence that the recommendation was followed{LATE}", href, by
    )
    for name in ("simon", "edmund"):  # who oversee it
        assert waiting(getattr(people, name)) == [asks]
        assert [one.waits_for for one in waiting(getattr(people, name))] == ["Marian"]
    assert not any(waiting(getattr(people, name)) for name in set(EVERYBODY) - {"marian", "simon", "edmund"})
    oversight.evidence_for(row, people)
    to_do = f"check the evidence, then discharge the recommendation or open it again{LATE}"
    assert waiting(people.simon) == [WaitingMatter(what=what, to_do=to_do, href=href, by=by)]
    assert not any(waiting(getattr(people, name)) for name in set(EVERYBODY) - {"simon"})


def test_an_error_waits_for_the_sro_and_its_co_ordinator_sees_for_whom(people):
    row = errors.a_suspected_error(people)
    for name, waits_for in {"simon": "", "helen": "senior responsible officer"}.items():
        (one,) = waiting(getattr(people, name))
        assert (one.what, one.waits_for) == (f"Error {row}: {row.get_kind_display()}", waits_for)


def test_what_somebody_may_not_discharge_does_not_wait_for_them(people):
    oversight.a_recommendation_with_evidence(
        people, oversight.an_audit(people), owner=people.simon, by=people.simon
    )
    assert waiting(people.simon) == []
    assert [told.what for told in waiting(people.edmund)] == ["Recommendation R-0001 (red)"]


def test_the_next_due_comes_first_and_what_has_no_day_last(people):
    granted(people, "bryn", DutyKind.RIPA_COORDINATOR)
    given.a_letter(people)
    for offset in (0, -20, -10):
        a_request(people, RECEIVED + timedelta(days=offset))
    assert [told.what.partition(", received")[0] for told in waiting(people.bryn)] == [
        "Request FOI-0002",
        "Request FOI-0003",
        "Request FOI-0001",
        "Letter L-0001, dated 20 March 2017",
    ]


def test_a_document_waits_for_whoever_must_read_it_until_they_say_that_they_did(people):
    row = adopted.a_policy(must_read=("investigator",), concerns_social_media="no")
    expected = WaitingMatter(
        what="RIPA policy, D-0001",
        to_do=f"read the document, and confirm that you have read it (in force here since {in_words(today())}, no due date)",
        href="/governance/documents/D-0001/1/",
    )
    assert waiting(people.ines) == [expected]
    assert not any(waiting(getattr(people, name)) for name in set(EVERYBODY) - {"ines"})
    reading.confirm(row, by=people.ines, at=given.AT)
    assert waiting(people.ines) == []


def test_a_draft_waits_for_whoever_records_what_was_decided(people):
    row = adopted.a_draft()
    adopted.a_policy(title="Approved", concerns_social_media="no")
    adopted.withdraw(adopted.a_draft(title="Never needed"))
    document.take_back(adopted.a_draft(title="A mistake"), by=people.simon, at=given.AT)
    expected = WaitingMatter(
        what="Draft of RIPA policy, D-0001/1",
        to_do="record the approval, or withdraw the draft",
        href="/governance/documents/D-0001/1/",
    )
    assert {name: waiting(getattr(people, name)) for name in EVERYBODY} == {
        name: [expected] if name == "simon" else [] for name in EVERYBODY
    }
    document.correct(
        row,
        adopted.particulars(title="Policy", concerns_social_media="no"),
        file=None,
        by=people.helen,
        at=given.AT,
    )
    adopted.a_newer_edition(adopted.newest("D-0002"), title="Approved")
    found = [one.what for one in waiting(people.simon)]
    assert found == ["Draft of Policy, D-0001/1", "Draft of Approved, D-0002/2"]  # the longest waiting first
    adopted.approve(adopted.newest())
    assert [one.href for one in waiting(people.simon)] == ["/governance/documents/D-0002/2/"]


def test_a_document_past_its_review_waits_for_those_who_keep_its_kind(people):
    adopted.a_policy(review_on=date(2020, 6, 1), concerns_social_media="no")  # so no approval by members
    adopted.a_policy(kind="dpia", title="DPIA", review_on=date(2020, 7, 1))
    found = {name: [one.what for one in waiting(getattr(people, name))] for name in EVERYBODY}
    assert {name: what for name, what in found.items() if what} == {
        "helen": ["RIPA policy, D-0001"],
        "fatima": ["DPIA, D-0002"],
        "simon": ["RIPA policy, D-0001", "DPIA, D-0002"],
    }
    assert waiting(people.helen)[0].by == date(2020, 6, 1)
    assert waiting(people.helen)[0].to_do == "review the document, or record a new edition"


def test_each_list_takes_its_queries_and_its_lines_however_long_it_is(people):
    for more, count in ((2, 2), (SHOWN, SHOWN + 2), *MORE):
        for _ in range(more):
            a_request(people)
            given.a_letter(people, file=None)
            day = today() + timedelta(days=Duty.objects.count())
            duty.propose(
                people.nell, kind=DutyKind.SOLICITOR, from_on=day, until_on=day, by=people.ada, at=given.AT
            )
        lines = min(count, SHOWN + 1)
        for name, queries in {"bryn": 3, "helen": 4, "bashir": 3, "simon": 4, "nell": 2}.items():
            person = getattr(people, name)
            with CaptureQueriesContext(connection) as asked:
                found = waiting(person)
            assert len(found) == {"nell": 0, "bashir": 1, "simon": lines + 1}.get(name, lines), name
            assert len(asked) == queries, (name, count)


def test_a_list_shows_its_most_urgent_and_one_line_for_the_others(people):
    for days in range(SHOWN + 5):
        a_request(people, RECEIVED - timedelta(days=days))
    *shown, rest = waiting(people.bryn)
    assert len(shown) == SHOWN
    oldest = Request.objects.order_by("due_on", "received_on").values_list("reference", flat=True)[:SHOWN]
    assert [one.what.split()[1].rstrip(",") for one in shown] == list(oldest)
    assert (rest.what, rest.to_do, rest.href, rest.by, rest.since) == (
        "More requests for information are waiting",
        "open the list to see all of them",
        "/foi/requests/",
        None,
        None,
    )
    page = words(signed_in(people.bryn).get("/"))
    assert "25 or more overdue" in page
    assert "due in the next 7 days" not in page  # how many, nobody counted
    assert "More requests for information are waiting" in words(signed_in(people.bryn).get("/?page=2"))


def test_training_that_ends_soon_or_has_ended_waits_for_the_person_until_its_day(people):
    started = today() - timedelta(days=20)
    course = tools_and_training.a_course(people, counts_for_months=1)
    training.add_session(
        course, held_on=started, trainer="", people=[people.ines], by=people.helen, at=timezone.now()
    )
    [told] = waiting(people.ines)
    assert told.what.startswith("Your training for the duty of investigator counts until ")
    assert (
        told.to_do
        == "take a course for this duty, or ask the RIPA co-ordinator to record a course that you took"
    )
    assert (told.href, told.by > today()) == (f"/governance/training/people/{people.ines.id}/", True)
    past = tools_and_training.a_session(people, of=course, attended_by=[people.oliver])
    [told] = waiting(people.oliver)
    assert told.what == "Your training for the duty of authorising officer counted until 14 February 2026"
    assert (told.by, past.held_on) == (date(2026, 2, 14), date(2026, 1, 14))


def test_training_that_counts_for_good_or_is_not_for_a_duty_held_never_waits(people):
    for_good = tools_and_training.a_course(people, counts_for_months=None)
    other = tools_and_training.a_course(people, counts_for_months=1, for_duties=("solicitor",))
    tools_and_training.a_session(people, of=for_good, attended_by=[people.ines])
    tools_and_training.a_session(people, of=other, attended_by=[people.ines])
    assert waiting(people.ines) == []


def test_people_without_training_are_one_line_to_those_who_record_it_and_each_is_told_of_their_own(people):
    tools_and_training.a_course(people, for_duties=("authorising_officer", "investigator", "line_manager"))
    for name in ("helen", "simon"):
        [told] = waiting(getattr(people, name))
        assert told.what == "3 people have no current training for a duty that they hold"
        assert (told.href, told.waits_for) == ("/governance/training/matrix/", "Oliver, Ines, Marian")
    for name, title in {
        "oliver": "authorising officer",
        "ines": "investigator",
        "marian": "line manager",
    }.items():
        [mine] = waiting(getattr(people, name))
        assert mine.what == f"You have no current training for the duty of {title}"
        assert mine.href == f"/governance/training/people/{getattr(people, name).id}/"
    others = set(EVERYBODY) - {"simon", "helen", "oliver", "ines", "marian"}
    assert not any(waiting(getattr(people, name)) for name in others)


def test_a_statement_waits_for_its_signer_until_the_end_of_the_next_quarter_and_who_has_not_for_the_sro(
    people,
):
    quarter = quarter_of(today())
    after = quarter.last_on + timedelta(days=1)
    [told] = waiting_for(people.marian, on=after)
    assert told == WaitingMatter(
        what=f"Statement of Trading Standards for {quarter.title}",
        to_do="sign the statement: give the number of entries, or say that there is nothing to report",
        href=f"/governance/statements/sign/{signed.trading_standards().slug}/{quarter.slug}/",
        by=sign_until(quarter.last_on),
    )
    own, others = (one for one in waiting_for(people.simon, on=after) if "tatement" in one.what)
    assert own.what == f"Statement of senior responsible officer for {quarter.title}"
    assert others.what == f"4 statements for {quarter.title} are not signed"
    assert others.href == f"/governance/statements/?year={quarter.first_on.year}"
    signed.entered_quarter(
        people, signed.trading_standards(), quarter, at=timezone.now() + timedelta(days=200), looks=0
    )
    assert waiting_for(people.marian, on=after) == []
    told = [one.what for one in waiting_for(people.simon, on=after)]
    assert f"3 statements for {quarter.title} are not signed" in told
    assert f"1 statement for {quarter.title} is signed in part" in told
    assert waiting_for(people.bryn, on=after) == []


def test_what_was_left_open_is_told_of_every_quarter_that_is_asked_for(people):
    first = quarter_of(today())
    second = quarter_of(first.last_on + timedelta(days=1))
    for quarter in (first, second):
        at = timezone.now() + timedelta(days=400)
        signed.entered_quarter(people, signed.trading_standards(), quarter, at=at, looks=0)
    after = second.last_on + timedelta(days=1)
    told = [one.what for one in waiting_for(people.simon, on=after)]
    sheet = {
        remark.words
        for line in defensible_today(people.simon, at=datetime.combine(after, time(12), tzinfo=UTC))
        for remark in line.remarks
    }
    assert "2 statements for 2 quarters are signed in part" in told
    (said,) = (one for one in sheet if one.startswith("Signed in part; left open by Trading Standards: "))
    assert f"forms and templates ({first.title}, {second.title})" in said


def test_what_waits_says_since_when_and_for_whom(people):
    tools_and_training.a_course(people)
    since = today() - timedelta(days=3)
    request.receive("1. How often?", received_on=since, regime="foia", by=people.bryn, at=timezone.now())
    [asked] = waiting(people.bryn)
    assert (asked.days_waiting(today()), asked.waits_for) == (3, "")
    told = {one.what: one.waits_for for one in waiting(people.helen)}
    assert told["2 people have no current training for a duty that they hold"] == "Oliver, Ines"


def test_a_card_says_at_least_from_the_last_line_of_a_list_that_is_cut():
    on = date(2026, 11, 30)
    soon, later = date(2026, 12, 7), date(2026, 12, 8)
    found = [WaitingMatter("a", "b", "/", by) for by in (date(2026, 11, 29), soon, later)]
    cut_at = {one.by: WaitingMatter("more", "b", "/", after=one.place) for one in found}
    cards = {
        by: [(one.number, one.is_at_least) for one in counted_by_urgency([*found, rest], on=on)]
        for by, rest in cut_at.items()
    }
    assert cards[later] == [(1, False), (1, False), (1, True)]
    assert cards[soon] == [(1, False), (1, True), (1, True)]
    assert cards[date(2026, 11, 29)] == [(1, True), (1, True), (1, True)]
    assert [one.number for one in counted_by_urgency([found[0], cut_at[soon]], on=on)] == [1]


def test_matters_are_counted_by_urgency_and_each_once():
    on = date(2026, 11, 30)
    found = [
        WaitingMatter("a", "b", "/", by)
        for by in (None, date(2026, 11, 29), on, date(2026, 12, 7), date(2026, 12, 8))
    ]
    assert [(one.number, one.is_overdue) for one in counted_by_urgency(found, on=on)] == [
        (1, True),
        (2, False),
        (2, False),
    ]
    assert counted_by_urgency([], on=on) == []
    theirs = WaitingMatter("a", "b", "/", date(2026, 1, 1), waits_for="somebody else")
    assert counted_by_urgency([theirs], on=on) == [], "what somebody else has to do is not the reader’s"
    assert not any(one.is_overdue for one in counted_by_urgency(found[:1], on=on))


def test_what_is_due_in_months_stands_below_what_has_waited_and_what_is_due_soon():
    on = date(2026, 12, 1)
    in_months, undated = WaitingMatter("a", "b", "/", date(2027, 2, 10)), WaitingMatter("b", "b", "/")
    waited = WaitingMatter("c", "b", "/", since=date(2026, 11, 20))
    soon, late = (WaitingMatter("d", "b", "/", by) for by in (date(2026, 12, 29), date(2026, 11, 1)))
    assert in_order([in_months, undated, waited, soon, late], on=on) == [
        late,
        soon,
        waited,
        undated,
        in_months,
    ]


def test_a_task_of_two_duties_names_who_shares_it_and_the_rights_but_not_the_person(people):
    rights.a_rights_request(people)
    for name, other in (("bryn", people.fatima), ("fatima", people.bryn)):
        page = words(signed_in(getattr(people, name)).get("/"))
        assert "Request RR-0001 about personal data: copy, deletion" in page
        assert f"you or {other.name}" in page
        assert "Jane Roe" not in page


def test_the_first_page_of_each_duty_asks_twelve_times_at_most(people):
    """With its session and its frame; on a council of the demonstration: tests/demo/test_homes.py."""
    for count in (1, 12):
        for number in range(count):
            a_request(people, RECEIVED - timedelta(days=number))
            given.a_letter(people, file=None)
            adopted.a_policy(title=f"{count}-{number}", must_read=tuple(DutyKind), review_on=date(2020, 6, 1))
            oversight.a_recommendation(people)
        asked = {name: asked_by(getattr(people, name)) for name in EVERYBODY}
        assert {name: number for name, number in asked.items() if number > 12} == {}, count


def asked_by(person):
    """How many queries somebody's first page asks."""
    client = signed_in(person)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    return len(asked)


def test_the_queries_of_each_first_page_are_written_before(people, monkeypatch):
    """One that is not has all others of its round written, sent and planned anew for each page."""
    anew = set()
    asking = asked_together.rows_of

    def rows_of(parts, *, are_kept):
        if not are_kept:
            anew.add(asked_for)
        return asking(parts, are_kept=are_kept)

    monkeypatch.setattr(asked_together, "rows_of", rows_of)
    for asked_for in EVERYBODY:
        signed_in(getattr(people, asked_for)).get("/")
    assert anew == {"winston"}, "what is overdue depends on the classes of retention in force"
