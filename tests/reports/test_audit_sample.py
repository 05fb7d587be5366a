"""A sample that nobody chose: drawn by the seal that follows its scope, the same each time, by anybody; its items with their tests."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection

from tests import given as council
from tests.audit_log import sealing
from tests.authorisations import given as authorisations
from tests.governance import signed
from tests.looks import given as looks
from tests.oversight.error_report import given as errors
from tests.pages import a_day, signed_in, words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event, SignedCheckpoint
from watchbook.authorisations import cancellation
from watchbook.authorisations.models import Authorisation
from watchbook.ledger import checkpoint, note
from watchbook.looks import disposal
from watchbook.looks.models import Look
from watchbook.oversight.error_report import error_report
from watchbook.reports import audit_sample
from watchbook.reports.audit_outcome import AuditOutcome
from watchbook.reports.audit_sample import Sampled, SampleScope
from watchbook.reports.audit_tests import audit_items

AT = datetime(2026, 8, 3, 9, tzinfo=UTC)
SCOPE = SampleScope(Sampled.LOOKS, None, date(2026, 1, 1), date(2026, 8, 3), 3)
OF_AUTHORISATIONS = SampleScope(Sampled.AUTHORISATIONS, None, date(2026, 1, 1), date(2026, 8, 3), 50)


def drawn_by_hand(root, event, references, *, size):
    """The sample as its page says that anybody draws it."""
    places = {one: hashlib.sha256(f"{root}\n{event}\n{one}\n".encode()).hexdigest() for one in references}
    return tuple(sorted(references, key=places.__getitem__)[:size])


def test_the_seal_that_follows_draws_it_the_same_each_time_and_as_anybody_does_by_hand(
    committed_people, tmp_path
):
    people, database = committed_people, connection.settings_dict["NAME"]
    place = sealing.a_place(tmp_path)
    for _time in range(9):
        looks.opened(people)
    sealing.sealed(database, place)
    event = audit_sample.draw(SCOPE, by=people.edmund, at=AT)
    before = audit_sample.sample(event.id, by=people.edmund)
    assert (before.seed, before.references, before.population) == (None, (), 9)
    assert "We have not drawn the sample yet" in words(
        signed_in(people.edmund).get(f"/reports/samples/{event.id}/")
    )
    sealing.sealed_unsigned(database)
    assert audit_sample.sample(event.id, by=people.edmund).seed is None
    size = sealing.sealed(database, place)
    signed = checkpoint.parse(note.parse(SignedCheckpoint.objects.get(size=size).note).text)
    references = sorted(Look.objects.values_list("reference", flat=True))
    looks.opened(people)  # what comes later is not drawn from
    sealing.sealed(database, place)
    after = audit_sample.sample(event.id, by=people.ivo)
    root = b64encode(signed.root).decode()
    assert after.references == drawn_by_hand(root, event.id, references, size=3)
    assert after == audit_sample.sample(event.id, by=people.edmund)
    assert after.seed.checkpoint_size == size
    browser = signed_in(people.edmund)
    page = browser.get(f"/reports/samples/{event.id}/")
    assert all(one in page.text for one in after.references)
    assert browser.get(f"/reports/samples/{event.id}/report.pdf").content.startswith(b"%PDF")
    assert browser.get(f"/reports/samples/{event.id}/report.docx").content.startswith(b"PK")
    assert browser.get(f"/reports/samples/{event.id}/report.exe").status_code == 404


def test_only_those_who_audit_or_inspect_draw_and_every_try_stays_on_the_list(people):
    for somebody in (people.simon, people.helen, people.ines):
        with pytest.raises(NotPermitted):
            audit_sample.draw(SCOPE, by=somebody, at=AT)
    sent = {
        "what": "authorisations",
        "service": "",
        "size": "5",
        **a_day("first_on", date(2026, 1, 1)),
        **a_day("last_on", date(2026, 6, 30)),
    }
    browser = signed_in(people.edmund)
    assert browser.post("/reports/samples/draw/", sent).status_code == 302
    assert browser.post("/reports/samples/draw/", sent | {"size": "51"}).status_code != 302
    assert browser.post("/reports/samples/draw/", sent | {"service": "nobody"}).status_code != 302
    event = Event.objects.get(name="audit_sample.ordered")
    assert event.fields["what"] == "authorisations"
    assert str(event.id) in browser.get("/reports/samples/").text
    assert signed_in(people.ines).get(f"/reports/samples/{event.id}/").status_code == 403
    assert browser.get(f"/reports/samples/{people.ines.id}/").status_code == 404


def test_what_retention_deletes_later_changes_no_sample_and_is_told(committed_people, tmp_path):
    people, database = committed_people, connection.settings_dict["NAME"]
    place = sealing.a_place(tmp_path)
    for _time in range(6):
        looks.opened(people)
    event = audit_sample.draw(SCOPE, by=people.edmund, at=AT)
    sealing.sealed(database, place)
    before = audit_sample.sample(event.id, by=people.edmund)
    first = Look.objects.get(reference=before.references[0])
    disposal.dispose(first.pk, by=people.marian, at=AT)
    after = audit_sample.sample(event.id, by=people.edmund)
    assert (after.references, after.population, after.gone) == (before.references, 6, (first.reference,))
    page = words(signed_in(people.edmund).get(f"/reports/samples/{event.id}/"))
    assert "1 item was deleted under the retention schedule" in page


@pytest.mark.parametrize(
    ("references", "runs"),
    [
        ([], []),
        (["L-0009", "L-0010", "L-0012"], ["L-0009 2", "L-0012 1"]),
        (["DS-0001", "L-0002", "L-9999", "L-10000"], ["DS-0001 1", "L-0002 1", "L-9999 2"]),
        (["whole"], ["whole 1"]),
    ],
)
def test_references_are_recorded_in_runs(references, runs):
    assert audit_sample.in_runs(references) == runs
    assert audit_sample.out_of_runs(runs) == references


@pytest.mark.parametrize("size", [0, -1, 51])
def test_no_sample_of_none_or_of_more_than_a_person_reads(people, size):
    scope = SampleScope(Sampled.LOOKS, None, date(2026, 1, 1), date(2026, 2, 1), size)
    with pytest.raises(WrongState):
        audit_sample.draw(scope, by=people.edmund, at=AT)


def test_no_sample_of_days_the_wrong_way_round(people):
    scope = SampleScope(Sampled.LOOKS, None, date(2026, 3, 1), date(2026, 2, 1), 3)
    with pytest.raises(WrongState):
        audit_sample.draw(scope, by=people.edmund, at=AT)


def test_no_sample_of_days_to_come(people):
    scope = SampleScope(Sampled.LOOKS, None, date(2026, 1, 1), date(2026, 8, 4), 3)
    with pytest.raises(WrongState, match="its last date is in the future"):
        audit_sample.draw(scope, by=people.edmund, at=AT)
    assert not Event.objects.filter(name="audit_sample.ordered").exists()


def outcomes_of(scope, references, *, at=AT):
    """The tests of items by name, as if they had been drawn."""
    found = audit_sample.AuditSample(None, scope, None, at, None, len(references), tuple(references))
    return [{test.name: test.outcome for test in item.tests} for item in audit_items(found, at=at)]


def words_of_tests(scope, reference, *, at=AT):
    """What the registers say of an item, test by test."""
    found = audit_sample.AuditSample(None, scope, None, at, None, 1, (reference,))
    return {test.name: test.words for test in audit_items(found, at=at)[0].tests}


def test_a_renewal_that_waits_for_the_court_is_left_to_the_auditor(people):
    row = authorisations.in_force(people)
    authorisations.a_renewal(people, row, at=datetime(2026, 5, 20, 9, tzinfo=UTC))
    told = outcomes_of(OF_AUTHORISATIONS, [row.reference])[0]
    assert told["Basis"] == AuditOutcome.TO_READ
    words_ = words_of_tests(OF_AUTHORISATIONS, row.reference)["Basis"]
    assert words_ == "The officer granted renewal 1. No court order on this renewal is recorded."


def test_what_was_not_due_yet_is_not_met_but_does_not_apply(people):
    row = authorisations.in_force(people)
    told = outcomes_of(OF_AUTHORISATIONS, [row.reference], at=datetime(2026, 3, 10, 9, tzinfo=UTC))[0]
    assert (told["Reviewed"], told["Cancelled"]) == (AuditOutcome.NOT_ASKED, AuditOutcome.NOT_ASKED)
    at = datetime(2026, 3, 11, 9, tzinfo=UTC)
    stopped = cancellation.instruct_stop(row, instruction="Stop now, told to Ines", by=row.decided_by, at=at)
    told = outcomes_of(OF_AUTHORISATIONS, [stopped.reference], at=datetime(2026, 3, 12, 9, tzinfo=UTC))[0]
    assert told["Cancelled"] == AuditOutcome.NOT_MET


def test_of_a_look_what_does_not_apply_is_not_met(people):
    row = looks.opened(people)
    today = outcomes_of(SCOPE, [row.reference], at=looks.AT)[0]
    assert today["Within the dates in force"] == today["Ended and evaluated"] == AuditOutcome.NOT_ASKED
    later = outcomes_of(SCOPE, [row.reference])[0]
    assert later["Ended and evaluated"] == AuditOutcome.NOT_MET


def test_what_the_registers_can_say_of_an_application_is_filled_in(people):
    fine = authorisations.cancelled(
        people, authorisations.in_force(people), at=datetime(2026, 4, 1, 9, tzinfo=UTC)
    )
    told = outcomes_of(OF_AUTHORISATIONS, [fine.reference])[0]
    assert (told["Basis"], told["Cancelled"]) == (AuditOutcome.MET, AuditOutcome.MET)
    assert told["Necessity in the officer’s own words"] == AuditOutcome.TO_READ
    assert told["Kept no longer than allowed"] == AuditOutcome.NOT_MET  # no schedule is adopted


def test_a_lapse_a_missed_review_and_an_item_that_is_gone_show(people):
    row = authorisations.in_force(people)
    told, gone = outcomes_of(OF_AUTHORISATIONS, [row.reference, "DS-9999"])
    assert (told["Cancelled"], told["Reviewed"]) == (AuditOutcome.NOT_MET, AuditOutcome.NOT_MET)
    assert gone == {}
    assert Authorisation.objects.count() == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_look_at_the_same_subject_outside_the_dates_shows_though_it_names_no_authorisation(people, when):
    subject = council.a_subject(people)
    row = authorisations.in_force(people, subject=subject)
    dates = "Within the dates in force"
    row = authorisations.cancelled(people, row, at=authorisations.ORDERED + timedelta(days=2))
    assert outcomes_of(OF_AUTHORISATIONS, [row.reference])[0][dates] == AuditOutcome.MET
    moment = {
        "before": authorisations.DECIDED + timedelta(hours=1),
        "after": authorisations.ORDERED + timedelta(days=3),
    }[when]
    made = looks.made(people, subject, looked_at=moment, facts={})
    assert made.basis_id is None
    assert outcomes_of(OF_AUTHORISATIONS, [row.reference])[0][dates] == AuditOutcome.NOT_MET
    assert outcomes_of(SCOPE, [made.reference])[0][dates] == AuditOutcome.NOT_MET
    errors.a_suspected_error(people, look=made, authorisation=row)
    assert outcomes_of(OF_AUTHORISATIONS, [row.reference])[0][dates] == AuditOutcome.NOT_MET


@pytest.mark.parametrize(
    ("kind", "outcome", "says"),
    [
        ("other", AuditOutcome.MET, "Error reports about dates: 0. Error reports about something else: 1."),
        ("after_end", AuditOutcome.NOT_MET, "Error reports about dates: 1."),
    ],
)
def test_errors_about_something_else_are_counted_apart_from_those_about_dates(people, kind, outcome, says):
    row = authorisations.in_force(people)
    errors.a_suspected_error(people, kind=kind, authorisation=row)
    name = "Within the dates in force"
    assert outcomes_of(OF_AUTHORISATIONS, [row.reference])[0][name] == outcome
    assert words_of_tests(OF_AUTHORISATIONS, row.reference)[name].endswith(says)


def test_a_suspicion_that_was_dismissed_is_no_error_of_the_item(people):
    row = authorisations.in_force(people)
    suspected = errors.a_suspected_error(people, kind="after_end", authorisation=row)
    error_report.dismiss(suspected, why="The clock was wrong", by=people.simon, at=AT)
    assert outcomes_of(OF_AUTHORISATIONS, [row.reference])[0]["Within the dates in force"] == AuditOutcome.MET


def test_a_closed_look_that_found_nothing_relevant_needs_no_outcome(people):
    nothing = looks.made(people, looks.a_subject(people))
    something = looks.made(people, looks.a_subject(people), closing=looks.SEEN)
    told = outcomes_of(SCOPE, [nothing.reference, something.reference])
    name = "Ended and evaluated"
    assert [one[name] for one in told] == [AuditOutcome.NOT_ASKED, AuditOutcome.NOT_MET]


def test_what_was_cancelled_late_is_told_as_that(people):
    row = authorisations.in_force(people)
    row = authorisations.cancelled(people, row, at=datetime(2026, 6, 10, 9, tzinfo=UTC))
    drawn = audit_sample.AuditSample(None, OF_AUTHORISATIONS, None, AT, None, 1, (row.reference,))
    (told,) = [one.words for one in audit_items(drawn, at=AT)[0].tests if one.name == "Cancelled"]
    assert told == "The authorisation lapsed. It was cancelled late, on 10 June 2026."


def test_a_sample_of_all_there_is_says_that_it_is_not_random(committed_people, tmp_path):
    people, database = committed_people, connection.settings_dict["NAME"]
    place = sealing.a_place(tmp_path)
    for _time in range(3):
        looks.opened(people)
    all_of_them = audit_sample.draw(SCOPE, by=people.edmund, at=AT)
    some = audit_sample.draw(replace(SCOPE, size=2), by=people.edmund, at=AT)
    browser, says = signed_in(people.edmund), "This is not a random sample: it has all 3 items in the scope."
    assert says not in words(browser.get(f"/reports/samples/{all_of_them.id}/"))
    sealing.sealed(database, place)
    assert says in words(browser.get(f"/reports/samples/{all_of_them.id}/"))
    assert says in words_of_docx(browser.get(f"/reports/samples/{all_of_them.id}/report.docx"))
    assert "not a random sample" not in words(browser.get(f"/reports/samples/{some.id}/"))


def words_of_docx(answer):
    """The words of a Word document."""
    found = ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found))


def test_what_never_took_effect_is_asked_nothing_and_what_is_in_force_says_so(people):
    refused = authorisations.refused(people, "Not proportionate")
    waiting = authorisations.a_granted(people)
    running = authorisations.reviewed(
        people,
        authorisations.in_force(people, kind="non_ripa"),
        at=datetime(2026, 3, 20, 9, tzinfo=UTC),
        next_due_on=date(2026, 4, 20),
    )
    at = datetime(2026, 4, 1, 9, tzinfo=UTC)
    drawn = [one.reference for one in (refused, waiting, running)]
    never, not_yet, now = outcomes_of(OF_AUTHORISATIONS, drawn, at=at)
    asked_of_all = ("Basis", "Within the dates in force", "Reviewed", "Cancelled")
    assert {never[name] for name in asked_of_all} == {AuditOutcome.NOT_ASKED}
    assert {not_yet[name] for name in asked_of_all[1:]} == {AuditOutcome.NOT_ASKED}
    assert not_yet["Basis"] == AuditOutcome.TO_READ
    assert words_of_tests(OF_AUTHORISATIONS, waiting.reference)["Basis"] == "The court has not decided yet."
    assert (now["Basis"], now["Reviewed"]) == (AuditOutcome.MET, AuditOutcome.MET)
    assert now["Cancelled"] == AuditOutcome.NOT_ASKED


def test_under_a_schedule_each_item_has_its_last_day(people):
    signed.an_adopted_schedule(people)
    ended = authorisations.cancelled(
        people, authorisations.in_force(people), at=datetime(2026, 4, 1, 9, tzinfo=UTC)
    )
    kept, name = AuditOutcome.MET, "Kept no longer than allowed"
    assert outcomes_of(OF_AUTHORISATIONS, [ended.reference])[0][name] == kept
    late = datetime(2060, 1, 1, tzinfo=UTC)
    assert outcomes_of(OF_AUTHORISATIONS, [ended.reference], at=late)[0][name] == AuditOutcome.NOT_MET
    assert outcomes_of(SCOPE, [looks.opened(people).reference])[0][name] == AuditOutcome.NOT_ASKED


def test_a_supervisors_check_shows(people):
    checked = outcomes_of(SCOPE, [looks.a_check(people).look.reference])[0]
    assert checked["Reviewed"] == AuditOutcome.MET


def test_a_sample_of_one_service_names_it(people):
    scope = replace(SCOPE, service=people.ines.service_id)
    assert audit_sample.service_words(scope) == people.ines.service.name
    assert audit_sample.service_words(SCOPE) == "all services"
    event = audit_sample.draw(scope, by=people.edmund, at=AT)
    assert audit_sample.scope_of(event) == scope


def test_a_look_without_a_basis_shows_and_one_at_our_own_page_is_at_nobody(people):
    ours, made = looks.opened(people), looks.made(people, looks.a_subject(people), facts={})
    own, without = outcomes_of(SCOPE, [ours.reference, made.reference])
    assert own["Exact account named"] == AuditOutcome.NOT_ASKED
    assert own["Basis"] == AuditOutcome.MET
    assert without["Basis"] == AuditOutcome.NOT_MET
