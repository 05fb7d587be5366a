"""Errors: suspected, established or none, reported in time or with why not; what is suggested from the looks."""

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from tests import given as council
from tests.authorisations import given as authorisations
from tests.log import everything, leaves_nothing, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.oversight.error_report import given as errors
from tests.pages import a_day, signed_in, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import cancellation, review
from watchbook.authorisations.review import Amendment
from watchbook.home.queries import waiting_for
from watchbook.keys.envelope import is_destroyed, opened
from watchbook.organisation.queries import today
from watchbook.oversight.error_report import disposal, error_notice, error_report
from watchbook.oversight.error_report.models import ErrorNotice, ErrorReport
from watchbook.oversight.error_report.queries import is_warned, suggestion_of, suggestions

ORDERED = authorisations.ORDERED
A_DAY = timedelta(days=1)


def suggested(*, kind=True):
    """Of which kind the one suggestion is, and of which authorisation."""
    (one,) = suggestions()
    return str(one.kind), one.authorisation


def test_a_look_before_the_order_is_suggested_with_its_authorisation(people):
    subject = council.a_subject(people)
    row = authorisations.a_granted(people, subject=subject)
    looks.made(people, subject, looked_at=authorisations.DECIDED + timedelta(hours=1), facts={})
    assert suggested() == ("before_order", row)


def test_a_look_after_the_end_or_the_stop_is_suggested(people):
    subject = council.a_subject(people)
    row = authorisations.in_force(people, subject=subject)
    cancellation.instruct_stop(row, instruction="Stop", by=people.oliver, at=ORDERED + A_DAY)
    looks.made(people, subject, looked_at=ORDERED + 2 * A_DAY, facts={})
    assert suggested()[0] == "after_end"


def test_what_triage_alone_let_open_is_suggested_before_the_order_and_after_the_end_and_not_otherwise(people):
    subject = council.a_subject(people)
    other = council.a_subject(people, subject.investigation, called="John Doe", handles=())
    why = "One more page was sent in; nothing is kept"
    row = authorisations.in_force(people, subject=subject)
    looks.opened(people, other, at=ORDERED + A_DAY)  # openly, at somebody else
    assert not suggestions()
    early = looks.opened(people, subject, at=authorisations.DECIDED + timedelta(hours=1))
    assert early.basis == "triage"
    assert suggested() == ("before_order", row)
    errors.a_suspected_error(people, look=early)
    authorisations.cancelled(people, row, at=ORDERED + 2 * A_DAY)
    late = looks.opened(people, subject, at=ORDERED + 3 * A_DAY, why_not=why)
    assert late.basis == "triage"
    assert suggested()[0] == "after_end"
    assert suggestion_of(late).kind == "after_end"
    assert suggestion_of(looks.opened(people, other, at=ORDERED + 2 * A_DAY, why_not=why)).kind == "other"


def test_to_the_minute_of_the_last_day_and_of_the_order(people):
    subject = council.a_subject(people)
    row = authorisations.in_force(people, subject=subject)
    last, after = (datetime(2026, 6, 3, hour, minute, tzinfo=UTC) for hour, minute in ((22, 59), (23, 0)))
    in_time = looks.made(people, subject, looked_at=ORDERED, facts={})
    assert in_time.basis == "directed_surveillance"
    review_on = date(2026, 3, 30)
    for on in (date(2026, 4, 28), date(2026, 5, 27), date(2026, 6, 20)):
        at = datetime.combine(review_on, ORDERED.timetz())
        row, review_on = authorisations.reviewed(people, row, at=at, next_due_on=on), on
    assert looks.made(people, subject, looked_at=last, facts={}).basis == "directed_surveillance"
    assert not suggestions()
    looks.made(people, subject, looked_at=after, facts={})  # midnight in London
    assert suggested()[0] == "after_end"


def test_a_look_while_the_review_was_overdue_names_the_authorisation(people):
    subject = council.a_subject(people)
    row = authorisations.in_force(people, subject=subject)
    looks.made(people, subject, looked_at=datetime(2026, 5, 20, 10, tzinfo=UTC), facts={})
    assert suggested() == ("no_basis", row)


def test_a_look_at_somebody_whom_it_does_not_describe_is_suggested(people):
    subject = council.a_subject(people)
    other = council.a_subject(people, subject.investigation, called="John Doe", handles=())
    row = authorisations.in_force(people, subject=subject)
    looks.made(people, other, looked_at=ORDERED + A_DAY, facts={})
    assert suggested() == ("outside", row)
    amendment = Amendment(why="John Doe too", added=(other,))
    facts = {"decision": "amend", "next_due_on": date(2026, 4, 1), "amendment": amendment, "report": None}
    review.review(row, authorisations.ALONE, by=people.oliver, at=ORDERED + 2 * A_DAY, **facts)
    assert suggested() == ("outside", row)  # added later: at that moment it was not described


def test_a_look_with_nothing_near_it_is_one_without_a_basis_and_a_refused_application_is_nothing(people):
    subject = council.a_subject(people)
    authorisations.able_to_decide(people)
    passed = authorisations.a_passed(people, subject=subject)
    authorisations.authorising.refuse(
        passed, why="Open looks would do", version=1, by=people.oliver, at=authorisations.DECIDED
    )
    looks.made(people, subject, looked_at=ORDERED, facts={})
    assert suggested() == ("no_basis", None)


def test_a_look_with_a_basis_and_one_with_a_report_are_not_suggested(people, django_assert_num_queries):
    subject = council.a_subject(people)
    authorisations.in_force(people, subject=subject)
    looks.made(people, subject, looked_at=ORDERED + A_DAY, facts={})
    assert not suggestions()
    other = council.a_subject(people, subject.investigation, called="John Doe", handles=())
    made = looks.made(people, other, looked_at=ORDERED + A_DAY, facts={})
    looks.made(people, other, looked_at=ORDERED + 2 * A_DAY, facts={})
    with django_assert_num_queries(4):
        assert len(suggestions()) == 2
    errors.a_suspected_error(people, look=made)
    assert len(suggestions()) == 1
    leaves_nothing(WrongState, lambda: errors.a_suspected_error(people, look=made), "already")


def test_it_is_established_and_its_ten_working_days_run(people):
    row = errors.a_suspected_error(people)
    assert opened(row) == {"what": "A look before the order", "why": ""}
    row = errors.an_established_error(people, row=row)
    assert (row.state, row.due_on, row.is_serious) == ("established", errors.DUE, False)
    assert told(row)[0] == "error_report.established"
    assert "A look before the order" not in repr(everything())
    assert not is_warned(row, nation="england", today=date(2026, 3, 25))
    assert is_warned(row, nation="england", today=date(2026, 3, 26))
    assert not is_warned(errors.a_suspected_error(people), nation="england", today=date(2026, 3, 26))
    assert str(row) == row.reference


def test_an_interim_notice_then_the_full_report(people):
    row = errors.an_established_error(people)
    interim = errors.a_notice(people, row=row, kind="interim", told=errors.INTERIM, cause="Not known yet")
    leaves_nothing(
        WrongState,
        lambda: errors.a_notice(people, row=row, kind="interim", told=errors.INTERIM),
        "You cannot .*: its state is “",
    )
    full = errors.a_notice(people, row=row, sent_on=date(2026, 5, 4))  # the interim notice was in time
    assert (str(interim), str(full), full.report.state) == ("interim", "full", "reported")
    assert told(full.report)[3]["was_late"] is False
    leaves_nothing(WrongState, lambda: errors.a_notice(people, row=row), "You cannot .*: its state is “")


def test_a_late_report_says_why(people):
    row = errors.an_established_error(people)
    late = errors.DUE + A_DAY
    leaves_nothing(WrongState, lambda: errors.a_notice(people, row=row, sent_on=late), "due on 30 March 2026")
    explained = errors.FULL | {"late_reason": "The SRO was ill"}
    notice = errors.a_notice(people, row=row, sent_on=late, told=explained)
    assert told(notice.report)[3]["was_late"] is True


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda p: errors.a_suspected_error(p, kind="sabotage"), "the kind of error"),
        (lambda p: errors.a_suspected_error(p, what=" "), "the kind of error"),
        (lambda p: errors.a_suspected_error(p, discovered_on=date(2026, 3, 21)), "in the future"),
        (lambda p: errors.an_established_error(p, why=" "), "why it is an error"),
        (lambda p: errors.an_established_error(p, on=date(2026, 3, 8)), "before the error was discovered"),
        (lambda p: errors.an_established_error(p, on=date(2026, 3, 21)), "in the future"),
        (lambda p: errors.a_notice(p, sent_on=date(2026, 3, 15)), "before the error was established"),
        (
            lambda p: errors.a_notice(p, told=errors.FULL | {"fate": " "}),
            "Fill in these parts: “Material kept or destroyed”",
        ),
        (
            lambda p: errors.a_notice(p, kind="interim", told=errors.INTERIM | {"estimate": ""}),
            "Fill in these parts: “Expected date of the full report",
        ),
    ],
)
def test_what_is_missing_or_out_of_time_is_refused(people, act, why):
    with pytest.raises(WrongState, match=why):
        act(people)


def test_before_the_code_no_time_is_guessed(people):
    row = errors.a_suspected_error(people, discovered_on=date(2018, 1, 2))
    leaves_nothing(
        WrongState,
        lambda: errors.an_established_error(people, row=row, on=date(2018, 1, 3)),
        "no time limit for reporting",
    )


def test_what_is_no_error_keeps_the_suspicion_and_the_reason(people):
    row = errors.a_suspected_error(people)
    leaves_nothing(
        WrongState, lambda: error_report.dismiss(row, why="", by=people.simon, at=errors.AT), "Say why"
    )
    row = error_report.dismiss(row, why="The plan was signed", by=people.simon, at=errors.AT)
    assert (row.state, opened(row)["why"]) == ("dismissed", "The plan was signed")
    leaves_nothing(
        WrongState,
        lambda: errors.an_established_error(people, row=row),
        "You cannot .*: its state is “",
    )


def test_who_records_and_who_decides(people):
    refused_to_all_but(
        {"helen", "simon"},
        people,
        lambda by: errors.a_suspected_error(people, by=by),
        match="record an error",
    )
    row = errors.a_suspected_error(people)
    refused_to_all_but(
        {"simon"},
        people,
        lambda by: errors.an_established_error(people, row=row, by=by),
        match="decide on an error",
    )


def test_the_table_itself_asks_for_the_days_of_what_is_established(people):
    row = errors.an_established_error(people)
    with pytest.raises(IntegrityError, match="says_when"), transaction.atomic():
        ErrorReport.objects.filter(pk=row.pk).update(due_on=None)


def test_the_sro_is_told_what_to_establish_and_what_to_report_by_when(people):
    errors.a_suspected_error(people)
    row = errors.an_established_error(people)
    waits = {one.what: one for one in waiting_for(people.simon, on=errors.AT.date())}
    assert waits["Error ERR-0001: a look before the authorisation took effect"].by is None
    assert waits[f"Error {row}: a look before the authorisation took effect"].by == errors.DUE
    errors.a_notice(people, row=row, kind="interim", told=errors.INTERIM)
    assert "send the full report" in {one.to_do for one in waiting_for(people.simon, on=errors.AT.date())}


def test_the_notice_is_a_tagged_document_and_that_it_was_opened_is_recorded(people):
    notice = errors.a_notice(people)
    made = PdfReader(BytesIO(error_notice.make(notice, by=people.ivo, at=errors.AT)))
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join(page.extract_text() for page in made.pages)
    for said in ("Two screenshots", "Training in April", "ERR-0001", "30 March 2026"):
        assert said in text
    assert told(notice.report)[0] == "error_notice.read"


def test_disposal_takes_what_is_over_and_finds_whom_it_names(committed_people):
    people = committed_people
    open_, notice = (
        errors.an_established_error(people),
        errors.a_notice(people, cause="Jane Roe was looked at"),
    )
    assert disposal.find("jane roe") == [notice.report_id]
    far = date(2040, 1, 1)
    assert disposal.due(far) == [notice.report_id]
    disposal.dispose(notice.report_id, by=people.winston, at=errors.AT)
    assert list(ErrorReport.objects.all()) == [open_]
    assert not ErrorNotice.objects.exists()
    assert is_destroyed(notice.report_id)


def test_nothing_stays_where_the_log_fails(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, error_report, lambda: errors.a_suspected_error(people))
    row = errors.a_suspected_error(people)
    undone_when_the_log_fails(monkeypatch, error_report, lambda: errors.an_established_error(people, row=row))
    row = errors.an_established_error(people, row=row)
    undone_when_the_log_fails(monkeypatch, error_report, lambda: errors.a_notice(people, row=row))


def test_only_those_who_see_all_looks_are_told_of_one_that_may_be_an_error(people):
    """Others may have no access to its investigation; what was recorded as an error they read."""
    made = looks.made(people, council.a_subject(people), looked_at=ORDERED, facts={})
    recorded = errors.a_suspected_error(people)
    for name in ("simon", "helen", "edmund", "ivo", "fatima", "leila", "judith"):
        page = words(signed_in(getattr(people, name)).get("/oversight/errors/"))
        assert recorded.reference in page, name
        assert (made.reference in page) == (name in {"simon", "helen", "edmund", "ivo"}), name


def test_why_it_is_late_is_asked_only_after_the_due_date(people):
    row = errors.an_established_error(people)  # due in March
    page = words(signed_in(people.simon).get(f"/oversight/errors/{row}/full/"))
    assert (
        "Reason why the notice is late Leave blank if you sent the notice by 30 March 2026, its due date."
        in page
    )


def test_the_look_and_the_authorisation_are_links_for_those_who_may_open_them(people):
    made = looks.opened(people)  # at our own page
    row = errors.a_suspected_error(people, look=made)
    address = reverse("looks:look", args=[made.reference])
    page = f"/oversight/errors/{row}/"
    assert address in signed_in(people.simon).get(page).text
    assert address not in signed_in(people.leila).get(page).text
    assert made.reference in signed_in(people.leila).get(page).text


def test_an_error_says_what_is_next(people):
    row = errors.an_established_error(people)
    page = words(signed_in(people.simon).get(f"/oversight/errors/{row}/"))
    assert (
        "Next: The senior responsible officer sends the full report to the Commissioner by 30 March 2026"
        in page
    )
    page = words(signed_in(people.helen).get("/oversight/errors/"))
    assert "Record an error" in page
    assert "Record another error" not in page
    assert page.count("Recorded errors") == 1
    assert "Person to act Senior responsible officer" in page
    assert "All error reports" not in page
    row = errors.a_suspected_error(people)
    assert "Next: The senior responsible officer decides" in words(
        signed_in(people.simon).get(f"/oversight/errors/{row}/")
    )


def test_the_list_leads_to_what_its_reader_may_open_and_says_how_old_it_is(people):
    subject = council.a_subject(people)
    row = authorisations.in_force(people, subject=subject)
    made = looks.made(people, subject, looked_at=datetime(2026, 5, 20, 10, tzinfo=UTC), facts={})
    address, count = reverse("looks:look", args=[made.reference]), (today() - date(2026, 5, 20)).days
    shown = {
        name: signed_in(getattr(people, name)).get("/oversight/errors/") for name in ("simon", "helen", "ivo")
    }
    for name, page in shown.items():
        assert (address in page.text) == (name == "ivo"), name  # the others are not on the list of people
        assert reverse("authorisations:authorisation", args=[row.reference]) in page.text
        assert f"Age {count} days" in words(page)
    assert f"Record an error about look {made.reference}" in words(shown["helen"])
    assert f"Record an error about look {made.reference}" not in words(shown["ivo"])


def test_the_state_of_a_recorded_error_is_a_tag(people):
    errors.an_established_error(people)  # due in March
    page = signed_in(people.simon).get("/oversight/errors/").text
    assert re.search(r"govuk-tag--red\">\s*overdue", page)


def test_the_pages_from_the_suggestion_to_the_full_report(people):
    subject = council.a_subject(people)
    made = looks.made(people, subject, looked_at=ORDERED, facts={})
    helen, simon = signed_in(people.helen), signed_in(people.simon)
    page = words(helen.get("/oversight/errors/"))
    assert made.reference in page
    assert "a look without a basis" in page
    add = f"/oversight/errors/add/?look={made.reference}"
    assert "a look without a basis" in words(helen.get(add))
    told_ = {"kind": "no_basis", "what": "A look", "authorisation": ""} | a_day("discovered_on", today())
    answer = helen.post(add, told_)
    assert answer.url == "/oversight/errors/ERR-0001/"
    assert "already" in words(helen.post(add, told_))
    at = answer.url
    assert "Establish the error" in words(simon.get(at))
    assert "Establish the error" not in words(helen.get(at))
    established = {"why": "None was there", "is_serious": "no"} | a_day("on", today())
    assert simon.post(f"{at}establish/", established).status_code == 302
    interim = {"cause": "x", "estimate": "y"} | a_day("sent_on", today())
    assert simon.post(f"{at}interim/", interim).status_code == 302
    assert "Enter the amount of activity involved" in words(
        simon.post(f"{at}full/", a_day("sent_on", today()))
    )
    full = dict.fromkeys(("cause", "amount", "material", "collateral", "action", "fate", "steps"), "x")
    sent = full | a_day("sent_on", today())
    draft = simon.post(f"{at}full/", sent | {"download": "yes"})
    assert draft.content.startswith(b"%PDF")
    assert not ErrorNotice.objects.filter(kind="full").exists()
    form = words(simon.get(f"{at}full/"))
    assert "Watchbook does not send anything to the Commissioner." in form
    assert "Reason why the notice is late" not in form
    recorded = words(simon.post(f"{at}full/", sent, follow=True))
    assert "We recorded that you sent the full report to the Commissioner." in recorded
    assert "A report of the error was recorded as sent to the Commissioner." in recorded
    page = words(simon.get(at))
    assert "Interim notice (PDF)" in page
    assert simon.get(f"{at}full.pdf").content.startswith(b"%PDF")
    assert "reported in full" in words(simon.get("/oversight/errors/"))
    other = errors.a_suspected_error(people)
    assert simon.post(f"/oversight/errors/{other}/dismiss/", {"why": "None"}).status_code == 302


def test_the_page_takes_as_many_queries_for_many_reports_as_for_one(people):
    simon = signed_in(people.simon)
    errors.an_established_error(people)
    simon.get("/oversight/errors/")
    with CaptureQueriesContext(connection) as one:
        simon.get("/oversight/errors/")
    for _report in range(3):
        errors.an_established_error(people)
    with CaptureQueriesContext(connection) as many:
        assert "ERR-0004" in words(simon.get("/oversight/errors/"))
    assert len(one) == len(many) > 3


def test_an_authorisation_that_nobody_has_is_not_passed_over(people):
    helen, add = signed_in(people.helen), "/oversight/errors/add/"
    told_ = {"kind": "other", "what": "x", "authorisation": "DS-9999"} | a_day(
        "discovered_on", errors.FOUND_OUT
    )
    assert "No authorisation has this reference" in words(helen.post(add, told_))
    assert not ErrorReport.objects.exists()
    running = authorisations.in_force(people)
    told_["authorisation"] = f" {running.reference.lower()} "
    assert helen.post(add, told_).status_code == 302
    assert ErrorReport.objects.get().authorisation == running.id


def test_an_address_with_a_sign_that_no_text_may_hold_is_a_page_all_the_same(people):
    answer = signed_in(people.helen).get("/oversight/errors/add/?look=LK-0001%00")
    assert answer.status_code == 200


def test_the_kind_and_the_date_of_an_error_are_asked_and_not_filled_in(people):
    helen, add = signed_in(people.helen), "/oversight/errors/add/"
    assert " checked" not in helen.get(add).text
    told_ = words(helen.post(add, {"what": ""}))
    assert "Select what seems to have gone wrong" in told_
    assert "Enter the date on which the error was discovered" in told_
    assert "Enter a description of the error" in told_
