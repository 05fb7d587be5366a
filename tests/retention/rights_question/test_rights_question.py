"""Protected records of a rights request: an information officer cannot tell from anything whether there is one."""

import json
import re
from contextlib import nullcontext
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import given as council
from tests.authorisations import given as authorisations
from tests.evidence import exhibits
from tests.log import leaves_nothing, undone_when_the_log_fails
from tests.oversight.error_report import given as errors
from tests.pages import a_day, signed_in, words
from tests.retention.deletion import given as deletions
from tests.retention.given import now
from tests.retention.letters_read import seal_in
from tests.retention.rights_request import given
from tests.retention.rights_request.test_letters import text_of
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log import read_first
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import record, record_row
from watchbook.figures.findings import Inquiry
from watchbook.figures.rights_requests import rights_used
from watchbook.home import rights as home_rights
from watchbook.keys import keyring
from watchbook.keys.envelope import opened
from watchbook.organisation.queries import today
from watchbook.oversight.error_report.error_report import NOTIFIED, WORDS
from watchbook.oversight.error_report.models import ErrorReport
from watchbook.register.asked_together import answer, gathered
from watchbook.retention.deletion.certificate_body import body
from watchbook.retention.deletion.states import ListState
from watchbook.retention.legal_hold.queries import held_by_requests, why_held, why_shown
from watchbook.retention.letter import READ
from watchbook.retention.pathway import pathway
from watchbook.retention.rights_question import queries, rights_question
from watchbook.retention.rights_request import disposal, erasure
from watchbook.retention.rights_request import queries as requests
from watchbook.retention.rights_request.after_answer import after_answers
from watchbook.retention.rights_request.clock import keepers_decide_by
from watchbook.retention.rights_request.found_thing import FoundThing, found_thing
from watchbook.retention.rights_request.models import FoundItem, SubjectSearch
from watchbook.retention.rights_request.need_to_know import readable, readable_ones

SOURCE, NOBODY = "Rowan Marsh", "Corin Field"


@pytest.fixture
def source(people):
    """A source in whose own records Rowan Marsh is named."""
    return authorisations.source_kept(people, f"The source is {SOURCE}")


def chased(day):
    """What asks how many requests are to be chased on a day."""
    return queries.to_chase(queries.searched_on(day), on=day)


def page(name, *args):
    """The address of a page of retention."""
    return reverse(f"retention:{name}", args=args)


def alike(text, row, name):
    """A text without what must differ: the name, the references, ids, times and the form's secret."""
    for one in (name, row.reference, row.reference.lower()):
        text = text.replace(one, "X")
    return re.sub(
        r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d\d?:\d\d(am|pm)?|watchbook-reference\">[^<]*|value=\"[^\"]*\"|nonce=\"[^\"]*\"",
        "",
        text,
    )


def ask_home(client):
    """The queries of the first page."""
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    return asked.captured_queries


def as_an_attacker(people, source, name):
    """All that the information officer sees of a request for a name, with the number of queries of each page."""
    officer, seen = signed_in(people.bryn), {}
    row = given.a_rights_request(people, name=name, names=())
    kept = page("kept", "authorisations.authorisation", source.id)
    for path in (page("rights_request", row.reference), kept):
        officer.get(path)  # what is read once and kept is read now

    def see(what, ask):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = ask()
        seen[what] = (alike(response.text, row, name), len(asked))

    search = page("rights_request_search", row.reference)
    see("search", lambda: officer.post(search, {"names": name}))
    seen["home after"] = len(ask_home(officer))
    see("page", lambda: officer.get(page("rights_request", row.reference)))
    see("decide", lambda: officer.get(page("rights_request_decide", row.reference)))
    see("kept", lambda: officer.get(kept))
    seen["pathway"] = [
        (one.title, one.held_by_request) for one in pathway(on=today(), by=people.bryn).counted
    ]
    step = page("rights_request_step", row.reference, "answered")
    said = {"words": "", **a_day("on", today())}
    see("preview", lambda: officer.post(step, said | {"preview": "1"}))
    seen["seal"] = len(seal := seal_in(officer.post(step, said)))
    see("answer", lambda: officer.post(step, said | {READ: seal}))
    see("answered", lambda: officer.get(page("rights_request", row.reference)))
    seen["letter"] = alike(text_of(row.steps.get()), row, name)
    events = Event.objects.filter(subject_id=row.id).order_by("number")
    seen["events"] = [(one.name, alike(repr(one.fields), row, name)) for one in events]
    seen["figures"] = rights_used(Inquiry(on=today()))[1]["decided"]
    return row, seen


def test_an_officer_who_may_not_know_cannot_tell_a_source_from_somebody_unknown(people, source):
    _, unknown = as_an_attacker(people, source, NOBODY)
    row, known = as_an_attacker(people, source, SOURCE)
    assert [one.thing for one in row.founditems.all()] == [source.id] * 2, "for each right"
    assert known == unknown
    assert all(source.reference not in repr(seen) for what, seen in known.items() if what != "kept")
    assert "We hold no data about you on which the law requires us to act." in known["letter"]


def test_the_events_of_a_search_are_as_many_whatever_it_found(people, source):
    told = []
    for name in (NOBODY, SOURCE):
        row = given.a_rights_request(people, name=name, names=())
        before = Event.objects.count()
        given.searched(people, row, name)
        told.append(Event.objects.count() - before)
    assert told == [2, 2]


def test_a_search_asks_the_key_store_as_often_whatever_it_found(people, source, monkeypatch):
    ring, asked = type(keyring.the_keyring()), []
    to_seal = ring.keys_to_seal
    monkeypatch.setattr(ring, "keys_to_seal", lambda self, items: (asked.append(1), to_seal(self, items))[1])
    told = []
    for name in (NOBODY, SOURCE):
        row = given.a_rights_request(people, name=name, names=())
        asked.clear()
        given.searched(people, row, name)
        told.append(len(asked))
    assert told[0] == told[1]


def test_a_source_is_a_question_to_the_officer_who_authorised_it_and_to_nobody_who_may_not_read_it(
    people, source
):
    row = given.searched(people, given.a_rights_request(people, name=SOURCE, rights=("access",)), SOURCE)
    (item,) = row.founditems.all()
    asked = [name for name in people.addresses if given.questions_for(getattr(people, name))]
    deciders = {"oliver", "marian", "helen"}  # who authorised it; its controller and its record-keeper
    assert set(asked) >= {"oliver"}
    for name in people.addresses:
        if name not in deciders | {"ines"}:
            assert name not in asked, name
            leaves_nothing(
                NotPermitted,
                lambda n=name: given.answered_question(people, item, "neither", by=getattr(people, n)),
                "You cannot",
            )


def test_its_keeper_sees_the_words_decides_and_the_letter_still_tells_nothing(people, source):
    row = given.searched(people, given.a_rights_request(people, name=SOURCE, rights=("access",)), SOURCE)
    (item,) = row.founditems.all()
    officer = signed_in(people.oliver)
    assert row.reference in words(officer.get(page("rights_questions")))
    address = page("rights_question", item.id)
    text = words(officer.get(address))
    assert f"The source is {SOURCE}" in text
    assert source.reference in text
    assert Event.objects.filter(name="rights_question.read", subject_id=item.told_about).count() == 1
    said = {
        "purpose": "Fly-tipping",
        "has_function": "yes",
        "is_against_crime": "yes",
        "ground": "neither_3",
        "why": "",
    }
    assert "say what harm" in words(officer.post(address, said))
    assert "decision was recorded" in words(
        officer.post(address, said | {"why": "He would be in danger"}, follow=True)
    )
    item.refresh_from_db()
    assert (item.decision, item.ground, item.decided_by) == ("neither", "neither_3", people.oliver)
    assert opened(item) == {"why": "He would be in danger", "purpose": "Fly-tipping", "enclosed": ""}
    assert given.questions_for(people.oliver) == []
    text = text_of(given.a_step(people, row, "answered"))
    assert "danger" not in text
    assert "Fly-tipping" not in text
    assert "1 record" not in text
    assert "We hold no data about you on which the law requires us to act." in text


def test_a_subject_of_an_investigation_is_told_only_as_its_keeper_decides(people):
    subject = council.a_subject(people)
    row = given.searched(people, given.a_rights_request(people, rights=("access",)), "Jane Roe")
    item = row.founditems.get(thing=subject.id)
    assert item.is_protected
    officer = signed_in(people.bryn)
    assert str(subject) not in words(officer.get(page("rights_request", row.reference)))
    given.answered_question(people, item, "copy", why="")
    text = words(officer.get(page("rights_request", row.reference)))
    assert "A protected record: people with access to it have decided what the person is told" in text
    assert str(subject) not in text
    for other in row.founditems.filter(is_protected=True, decision=""):
        given.answered_question(people, other, "", why="Somebody else")
    text = text_of(given.a_step(people, row, "answered"))
    assert "This letter tells you about 1 record." in text
    assert "Checking a safeguarding concern, under the UK GDPR" in text


def test_a_late_decision_goes_out_with_a_further_answer(people, monkeypatch):
    subject = council.a_subject(people)
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)), "Jane Roe")
    item = row.founditems.get(thing=subject.id)
    given.a_step(people, row, "answered")
    row.refresh_from_db()
    assert item in given.questions_for(people.marian)
    assert subject.id in why_held([subject.id])
    assert after_answers() == []
    given.answered_question(people, item, "public_task", why="A child may be at risk")
    assert [(one, "further answer" in to_do) for one, to_do in after_answers()] == [(row, True)]
    assert "send a further answer" in words(signed_in(people.bryn).get("/"))
    text = text_of(given.a_step(people, row, "answered_further"))
    assert "A further answer to your request" in text
    assert "A child may be at risk" in text
    given.later(monkeypatch)
    assert subject.id not in why_held([subject.id])
    assert after_answers() == []


def test_it_is_held_without_a_word_of_the_request(people):
    subject = council.a_subject(people)
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)), "Jane Roe")
    assert row.reference not in why_held([subject.id])[subject.id]
    assert "Only people with access" in why_held([subject.id])[subject.id]
    assert why_shown([subject.id]) == {}
    assert not type(subject).objects.filter(held_by_requests("investigations.subject")).exists()


def test_what_is_restricted_waits_in_the_list_until_it_is_decided_anew(people):
    subject = council.a_subject(people)
    row = given.searched(people, given.a_rights_request(people, rights=("erasure",)), "Jane Roe")
    item = row.founditems.get(thing=subject.id)
    given.answered_question(people, item, "dispute")
    assert subject.id in requests.restricted([subject])
    assert list(queries.restricted_for(people.marian)) == [item]
    assert "Restricted: lift the restriction or decide again" in words(
        signed_in(people.marian).get(page("rights_questions"))
    )
    given.answered_question(people, item, "", why="Over")
    assert not queries.restricted_for(people.marian)
    assert subject.id not in requests.restricted([subject])


def test_after_the_answer_a_restriction_ends_by_another_keeper_once_the_person_was_told(people):
    item = given.a_protected_error_report(people)
    given.answered_question(people, item, "dispute", by=people.simon)
    given.a_step(people, item.request, "answered")

    def anew(by):
        rights_question.read(item, by=by, at=given.AT)
        return given.answered_question(people, item, "public_task", by=by)

    leaves_nothing(
        WrongState,
        lambda: given.answered_question(people, item, "public_task", by=people.simon),
        "you restricted",
    )
    with pytest.raises(WrongState, match="must tell the person first"):
        anew(people.fatima)
    given.a_step(people, item.request, "restriction_ends", words="The dispute is over.", ends=[1])
    assert anew(people.fatima).decision == "refuse"
    assert item.thing in why_held([item.thing]), "while the person can object"


@pytest.mark.parametrize(
    ("ground", "changes", "match"),
    [
        ("copy", {"purpose": " "}, "the purpose is missing"),
        ("copy", {"has_function": "unknown", "is_against_crime": "unknown"}, "cannot tell yet which law"),
        ("copy_3", {}, "another ground"),
        ("neither", {"why": ""}, "say what harm"),
        ("", {"why": ""}, "not about this person"),
        ("copy", {"enclosed": " "}, "which copy you have handed"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(people, ground, changes, match):
    council.a_subject(people)
    row = given.searched(people, given.a_rights_request(people, rights=("access",)), "Jane Roe")
    item = row.founditems.filter(is_protected=True).first()
    rights_question.read(item, by=people.marian, at=given.AT)
    leaves_nothing(WrongState, lambda: given.answered_question(people, item, ground, **changes), match)


def test_what_is_held_for_something_else_is_not_erased_and_a_withdrawn_request_asks_nothing(people):
    subject = council.a_subject(people)
    first = given.searched(people, given.a_rights_request(people, rights=("erasure",)), "Jane Roe")
    given.searched(people, given.a_rights_request(people, rights=("erasure",)), "Jane Roe")
    item = first.founditems.get(thing=subject.id)
    rights_question.read(item, by=people.marian, at=given.AT)
    leaves_nothing(
        WrongState,
        lambda: given.answered_question(people, item, "no_need"),
        "keeping the record until the request or complaint is closed",
    )
    given.a_step(people, first, "withdrawn")
    assert item not in given.questions_for(people.marian)
    item.refresh_from_db()
    leaves_nothing(
        WrongState,
        lambda: given.answered_question(people, item, "copy"),
        "the state of the request is “ended without an answer”",
    )


def test_it_is_undone_when_the_log_fails(people, monkeypatch):
    council.a_subject(people)
    row = given.searched(people, given.a_rights_request(people, rights=("access",)), "Jane Roe")
    item = row.founditems.filter(is_protected=True).first()
    undone_when_the_log_fails(
        monkeypatch, rights_question, lambda: given.answered_question(people, item, "copy")
    )


def test_it_ends_with_its_request(people):
    council.a_subject(people)
    row = given.searched(people, given.a_rights_request(people), "Jane Roe")
    given.a_step(people, row, "withdrawn")
    disposal.dispose(row.id, by=people.winston, at=given.AT + timedelta(days=1))
    assert not FoundItem.objects.exists()
    assert not SubjectSearch.objects.exists()


def test_the_database_finds_for_each_person_what_the_rights_say_of_each_record(people, source, monkeypatch):
    letter = council.a_letter(people)
    council.a_subject(people)
    module = given.subject_search.import_module("watchbook.looks.disposal")
    monkeypatch.setattr(module, "find", lambda *_texts: [letter.id])
    for name in (SOURCE, "Jane Roe"):
        given.searched(people, given.a_rights_request(people, name=name), name)
    every = FoundItem.objects.filter(is_protected=True)
    assert {"", "authorisations.authorisation", "investigations.subject"} <= {one.table for one in every}
    for name in people.addresses:
        person = getattr(people, name)
        found = every.filter(readable_ones(person, every))
        assert set(found) == set(readable(person, list(every))), name


def test_records_of_one_kind_are_one_question_for_each_right_of_a_request(people):
    matter = council.an_investigation(people)
    for _number in range(2):
        council.a_subject(people, matter)
    row = given.searched(people, given.a_rights_request(people, rights=("access", "erasure")), "Jane Roe")
    rows = [one for one in row.founditems.filter(is_protected=True) if readable(people.marian, [one])]
    mine = readable_ones(people.marian, queries.undecided())
    first = queries.first_of_each(mine)
    assert {(one.table, one.right) for one in first} == {(one.table, one.right) for one in rows}
    asked = queries.asked_of(first, mine=mine)
    assert len(asked) == len(first) < len(rows)
    assert {item for one in asked for item in one.items} == set(rows)
    assert all(one.first in set(first) for one in asked)


def test_however_often_another_request_was_searched_before_the_sro_is_told_of_each(people, monkeypatch):
    late = given.a_rights_request(people, name=NOBODY, received_on=today() - timedelta(days=90), at=now())
    search = SubjectSearch.objects.get(request=given.searched(people, late, NOBODY))
    told = {name: getattr(search, name) for name in ("request", "parts", "searched_by", "envelope")}
    SubjectSearch.objects.bulk_create(SubjectSearch(**told) for _number in range(26))
    row = given.searched(
        people, given.a_rights_request(people, name=SOURCE, received_on=today(), at=now()), SOURCE
    )
    first, last = (keepers_decide_by(one, found_on=today()) for one in (late, row))
    assert first == today() < last - timedelta(days=3)
    near, on = last - timedelta(days=3), last + timedelta(days=1)
    assert [answer(chased(day)) for day in (first, near, on)] == [1, 2, 1]
    monkeypatch.setattr("watchbook.retention.rights_question.views.today", lambda: on)
    shown = words(signed_in(people.simon).get(page("rights_questions")))
    assert "To answer 1 request about personal data, we searched the registers." in shown
    assert [one.what for one in gathered([home_rights._to_chase(people.simon, on)])] == [
        "Decisions on any protected records are due now for 1 request about personal data"
    ]


def test_a_page_that_is_not_theirs_says_nothing_of_the_record(people, source):
    row = given.searched(people, given.a_rights_request(people, name=SOURCE, rights=("access",)), SOURCE)
    (item,) = row.founditems.all()
    response = signed_in(people.simon).get(page("rights_question", item.id))
    assert response.status_code == 403
    assert source.reference not in response.text
    assert signed_in(people.simon).get(page("rights_question", row.id)).status_code == 404
    assert "You have no questions" in words(signed_in(people.simon).get(page("rights_questions")))


def test_what_no_part_has_a_right_for_is_a_question_to_the_sro(people, monkeypatch):
    letter = council.a_letter(people)
    module = given.subject_search.import_module("watchbook.looks.disposal")
    monkeypatch.setattr(module, "find", lambda *_texts: [letter.id])
    row = given.searched(people, given.a_rights_request(people, rights=("access",)), "Nobody")
    (item,) = row.founditems.all()
    assert (item.table, item.is_protected) == ("", True)
    assert given.questions_for(people.simon) == [item]
    assert given.questions_for(people.marian) == given.questions_for(people.fatima) == []
    text = words(signed_in(people.simon).get(page("rights_question", item.id)))
    assert "Other records" in text
    assert "Open the record to read this text." in text


def test_an_exhibit_is_read_as_what_it_belongs_to(people):
    exhibit = exhibits.an_exhibit(people)
    item = FoundItem(table=exhibit._meta.label_lower, thing=exhibit.pk)
    for reader, is_read in ((people.marian, True), (people.ines, True), (people.bryn, False)):
        assert readable(reader, [item]) == ([item] if is_read else []), reader
    assert found_thing(item, ["Nobody"]).href


def test_a_record_that_is_gone_is_nobodys_question_and_has_no_page(people):
    gone = FoundItem(table="investigations.subject", thing=uuid4())
    assert readable(people.marian, [gone]) == []
    assert found_thing(gone, ["Jane Roe"]) == FoundThing("Subjects")


def erased(people, item, *, by):
    """A protected record that two keepers agreed to erase, on the list that the information officer proposes."""
    given.agreed(people, given.answered_question(people, item, "no_need", by=by, at=errors.AT))
    given.identified(people, item.request)
    return erasure.propose(item.request, by=people.bryn, at=errors.AT)


def test_a_protected_record_can_be_erased_although_its_own_request_holds_what_is_undecided(people):
    item = given.a_protected_error_report(people, is_over=True)
    proposed = erased(people, item, by=people.simon)
    thing = proposed.items.get()
    assert (thing.item, thing.is_protected, thing.item_reference) == (item.thing, True, "")
    assert item.thing not in why_held([item.thing])


def test_no_page_of_its_deletion_tells_what_it_is(people):
    item = given.a_protected_error_report(people, is_over=True)
    proposed = erased(people, item, by=people.simon)
    told = ("ERR-", "rror report", str(item.thing), "errorreport")
    for address in (page("deletion", proposed.reference), page("deletion_thing", proposed.reference, 0)):
        for reader in (people.fatima, people.bryn, people.winston):
            response = signed_in(reader).get(address)
            assert not any(one in response.text for one in told), (address, reader)
    assert "A protected record" in words(signed_in(people.bryn).get(page("deletion", proposed.reference)))
    deletions.sent_back(proposed, "smaller", by=people.winston)
    again = signed_in(people.bryn).get(page("deletion_send_again", proposed.reference))
    assert "A protected record" in words(again)
    assert not any(one in again.text for one in told)


def test_its_certificate_tells_neither_its_kind_nor_its_reference(people):
    item = given.a_protected_error_report(people, is_over=True)
    proposed = erased(people, item, by=people.simon)
    thing = proposed.items.get()
    thing.keys = [
        {"item": str(item.thing), "version": 1, "wrapped": [], "sealed": [["oversight.error_report", "ab"]]}
    ]
    thing.save()
    record_row(
        NOTIFIED, ErrorReport.objects.get(), by=people.simon, at=given.AT, notice="interim", sent_on=given.TODAY,
        was_late=False, **dict.fromkeys(WORDS, ""),
    )  # fmt: skip
    proposed.unreadable_at = now()
    told = json.loads("".join(body(proposed, at_end=ListState.UNREADABLE)))
    assert told["things"][0]["table"] == told["things"][0]["reference"] == ""
    assert told["things"][0]["keys"][0]["sealed"] == [["", "ab"]]
    assert [(one["what"], one["reference"]) for one in told["left"]] == [("", "")]


def a_restricted_report(people):
    """A protected error report that its keeper restricts, of a request that was withdrawn then."""
    item = given.a_protected_error_report(people)
    given.answered_question(people, item, "dispute", by=people.simon)
    given.a_step(people, item.request, "withdrawn")
    return FoundItem.objects.get(pk=item.pk)


def test_the_restriction_of_a_withdrawn_request_is_lifted_by_who_may_read_the_record(people, monkeypatch):
    item = a_restricted_report(people)
    assert item.thing in why_held([item.thing])
    lift = page("rights_question_lift", item.id)
    assert "Lift the restriction" in words(signed_in(people.simon).get(page("rights_questions")))
    assert signed_in(people.marian).get(lift).status_code == 403
    assert "Enter why" in words(signed_in(people.simon).post(lift, {"why": ""}))
    said = {"why": "The dispute is over"}
    assert "you restricted the record yourself" in words(signed_in(people.simon).post(lift, said))
    rights_question.read(item, by=people.fatima, at=given.AT)
    assert "was lifted" in words(signed_in(people.fatima).post(lift, said, follow=True))
    given.later(monkeypatch)
    assert why_held([item.thing]) == {}
    assert not queries.restricted_for(people.simon)
    event = Event.objects.get(name="rights_question.restriction_lifted")
    assert (event.subject_id, event.fields) == (item.told_about, {"found_item": str(item.id)})


def test_nobody_decides_on_a_record_or_lifts_its_restriction_before_it_was_shown_to_them(people):
    item = given.a_protected_error_report(people)
    simon, where = signed_in(people.simon), page("rights_question", item.id)
    told = {
        "ground": "dispute",
        "why": "Disputed",
        "purpose": "Checking",
        "has_function": "no",
        "is_against_crime": "no",
    }
    read = Event.objects.filter(name="rights_question.read", by=people.simon.id)
    assert "You cannot record this decision: you have not read the latest version of the text." in words(
        simon.post(where, told)
    )
    assert [event.fields for event in read] == [{"found_item": str(item.id)}], "the page was shown again"
    assert "The decision was recorded." in words(simon.post(where, told, follow=True))
    assert read.count() == 1, "a decision is no reading"


def test_whoever_did_not_read_a_restricted_record_does_not_lift_its_restriction(people, monkeypatch):
    item = a_restricted_report(people)
    monkeypatch.setattr(read_first, "has_done", lambda *_args, **_fields: False)
    leaves_nothing(
        WrongState,
        lambda: rights_question.lift(item, "Over", by=people.simon, at=given.AT),
        "You cannot lift this restriction: you have not read the latest version of the text.",
    )


def test_what_is_not_restricted_and_what_has_no_reason_is_not_lifted(people, monkeypatch):
    item = a_restricted_report(people)
    facts = {"by": people.fatima, "at": given.AT}
    rights_question.read(item, **facts)
    leaves_nothing(WrongState, lambda: rights_question.lift(item, " ", **facts), "reason is missing")
    undone_when_the_log_fails(
        monkeypatch, rights_question, lambda: rights_question.lift(item, "Over", **facts)
    )
    rights_question.lift(item, "Over", **facts)
    leaves_nothing(WrongState, lambda: rights_question.lift(item, "Over", **facts), "already lifted")


def test_one_decision_in_sql_needs_the_event_that_names_it(people):
    item, other = given.a_protected_error_report(people), uuid4()
    searched = SubjectSearch.objects.get(pk=item.told_about)
    told = dict.fromkeys(("reference", "right", "decision", "ground", "why", "purpose", "enclosed"), "x") | {
        "thing": item.thing
    }
    for named, refused in ((other, True), (item.id, False)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE retention_founditem SET decision = 'erase', ground = 'no_need', decided_by_id = %s,"
                " decided_on = '2026-03-10' WHERE id = %s",
                [people.simon.id, item.id],
            )
            record(
                rights_question.DECIDED,
                subject=searched,
                by=people.simon,
                at=given.AT,
                found_item=named,
                **told,
            )
            with pytest.raises(IntegrityError) if refused else nullcontext(), transaction.atomic():
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)


def test_one_decision_with_one_reason_takes_several_of_a_kind_and_each_has_its_event(people):
    whole = council.a_subject(people).investigation
    for _ in range(2):
        council.a_subject(people, whole)
    row = given.searched(people, given.a_rights_request(people, rights=("access",)), "Jane Roe")
    subjects = row.founditems.filter(table="investigations.subject")
    assert subjects.count() == 3
    marian = signed_in(people.marian)
    shown = " ".join(words(marian.get(page("rights_questions"))).split())
    assert "Subjects Number of records 3" in shown
    where = page("rights_question", subjects.first().id)
    text = words(marian.get(where))
    assert text.count("Text that names the person") == 3
    assert Event.objects.filter(name="rights_question.read").count() == 3
    said = {
        "numbers": [str(one.id) for one in subjects[:2]], "ground": "crime", "why": "The case is open", "purpose": "Fly-tipping",
        "has_function": "no", "is_against_crime": "no", "enclosed": "",
    }  # fmt: skip
    assert "Select at least one record" in words(marian.post(where, said | {"numbers": []}))
    assert "The decision was recorded." in words(marian.post(where, said, follow=True))
    decided = Event.objects.filter(name="rights_question.decided")
    assert {one.fields["found_item"] for one in decided} == {str(one.id) for one in subjects[:2]}
    assert subjects.filter(decision="").count() == 1
    shown = words(marian.get(page("rights_questions")))
    assert "Decided: the answer has not been sent yet" in shown
    again = page("rights_question", subjects.exclude(decision="").first().id)
    text = words(marian.get(again))
    assert "The case is open" in text
    assert text.count("Text that names the person") == 1, "what was decided opens alone"
    marian.post(again, said | {"why": "It is open still"})
    assert subjects.filter(decision="").count() == 1


def test_to_neither_confirm_nor_deny_one_right_hides_the_record_for_every_right(people, source):
    row = given.searched(people, given.a_rights_request(people, name=SOURCE), SOURCE)
    item, other = row.founditems.order_by("right")
    law = {"has_function": "yes", "is_against_crime": "yes"}
    given.answered_question(people, item, "neither_3", why="Danger", by=people.oliver, **law)
    other.refresh_from_db()
    assert (other.right, other.decision, other.ground) == ("erasure", "neither", "neither_48")
    given.answered_question(people, other, "no_breach_3", why="Needed", by=people.oliver, **law)
    assert not requests.told_of(row).exists()
    text = text_of(given.a_step(people, row, "answered"))
    assert "We hold no data about you on which the law requires us to act." in text
    assert "Needed" not in text


def test_its_keepers_have_a_day_of_their_own_and_the_sro_hears_before_it_passes(people, source, monkeypatch):
    row = given.searched(
        people, given.a_rights_request(people, name=SOURCE, received_on=today(), at=now()), SOURCE
    )
    item = row.founditems.first()
    by = queries.decide_by(item)
    assert by == today() + timedelta(days=7)
    assert requests.keepers_by(row) == by
    assert "decide by" in words(signed_in(people.oliver).get(page("rights_questions"))).lower()
    nothing = given.searched(
        people, given.a_rights_request(people, name="Nobody Known", received_on=today(), at=now()), "Nobody"
    )
    assert not nothing.founditems.exists()
    days = {after: answer(chased(by + timedelta(days=after))) for after in (-4, -3, 7, 8)}
    assert days == {-4: 0, -3: 2, 7: 2, 8: 0}, "whether anything was found or not"
    chase = gathered([home_rights._to_chase(people.simon, by)])
    assert [one.what for one in chase] == [
        "Decisions on any protected records are due now for 2 requests about personal data"
    ]
    assert row.reference not in repr(chase)
    monkeypatch.setattr("watchbook.retention.rights_question.views.today", lambda: by + timedelta(days=1))
    shown = words(signed_in(people.simon).get(page("rights_questions")))
    assert "To answer 2 requests about personal data, we searched the registers." in shown
    assert source.reference not in shown
    assert row.reference not in shown
    assert "You had to decide by" in words(signed_in(people.oliver).get(page("rights_question", item.id)))
    assert "we searched the registers" not in words(signed_in(people.oliver).get(page("rights_questions")))


def test_a_search_shortly_before_the_answer_is_due_leaves_its_keepers_the_day_before(people):
    row = given.a_rights_request(people)
    assert keepers_decide_by(row, found_on=date(2026, 4, 1)) == date(2026, 4, 6)  # due on 7 April
    assert keepers_decide_by(row, found_on=date(2026, 4, 9)) == date(2026, 4, 9)
    given.a_step(people, row, "identity_asked")
    row.refresh_from_db()
    assert keepers_decide_by(row, found_on=date(2026, 4, 1)) == date(2026, 4, 8)
    row.received_on = date(2098, 1, 1)
    assert keepers_decide_by(row, found_on=date(2026, 4, 1)) == date(2026, 4, 8)
