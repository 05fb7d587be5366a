"""Whether a capture holds what there was to show: nothing is called complete that might not be."""

import pytest

from tests.capture.test_promises import an_answer
from tests.each import each
from watchbook.capture.completeness import (
    NETWORK,
    REASONS,
    UNREACHED,
    CaptureFacts,
    CaptureStatus,
    counts,
    in_words,
    judge,
)
from watchbook.capture.traffic import RequestOutcome

WHOLE = {
    "url": "https://a.uk/council",
    "posts": 12,
    "words": 5000,
    "more": [],
    "next": [],
    "setsize": 0,
    "posinset": 0,
    "unseen": 0,
}


def found(*others, ends=None, status=200, **facts):
    document = an_answer("https://a.uk/council", kind="Document", body=b"x")
    document.response["status"] = status
    given = {"requested": "https://a.uk/council", "ends": WHOLE | (ends or {}), "document": document}
    return CaptureFacts(exchanges=[document, *others], **given | facts)


def a_request(outcome, *, kind="Image", status=200, method="GET", url="https://a.uk/one"):
    one = an_answer(url, kind=kind, body=b"", method=method)
    one.outcome, one.response["status"] = outcome, status
    return one


def test_a_page_that_was_shown_to_its_end_is_complete():
    assert judge(found(a_request(RequestOutcome.STORED), a_request(RequestOutcome.STORED, status=404))) == (
        CaptureStatus.COMPLETE,
        [],
    )


@each(
    ("facts", "reason"),
    [
        ({"ends": {"more": ["Show more posts"]}}, "more_offered"),
        ({"ends": {"next": ["https://a.uk/council?page=2"]}}, "more_offered"),
        ({"ends": {"setsize": 20, "posinset": 12}}, "set_incomplete"),
        ({"ends": {"frame_sets": [(3, 3), (2, 8)]}}, "set_incomplete"),
        ({"ends": {"said_short": True}}, "set_incomplete"),
        ({"ends": {"unseen": 3}}, "posts_unseen"),
        ({"ends": {"held_back": 2}}, "pictures_held_back"),
        ({"ends": {"parts_passed_over": 1}}, "parts_passed_over"),
        ({"errors_told": 1}, "requests_answered_with_error"),
        ({"broken_promises": 1}, "more_promised"),
        ({"is_busy": True}, "still_loading"),
        ({"is_busy": True, "is_left_loading": True}, "loaded_in_vain"),
        ({"is_left_watching": True}, "end_not_said"),
        ({"script_errors": 1}, "scripts_failed"),
        ({"unreadable": 1}, "answer_unreadable"),
        ({"windows_closed": 1}, "windows_closed"),
        ({"status": 404}, "answered_with_error"),
        ({"document": None}, "answered_with_error"),
        ({"reached": ["deadline"]}, "deadline"),
    ],
)
def test_each_sign_of_something_missing_makes_it_partial(facts, reason):
    status, reasons = judge(found(**facts))
    assert (status, reasons) == (CaptureStatus.PARTIAL, [reason])
    assert reason in REASONS


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (a_request(RequestOutcome.FAILED), "requests_failed"),
        (a_request(RequestOutcome.REFUSED), "requests_refused"),
        (a_request(RequestOutcome.OPEN), "requests_open"),
        (a_request(RequestOutcome.TRUNCATED), "requests_truncated"),
        (a_request(RequestOutcome.STORED, status=503), "requests_answered_with_error"),
        (a_request(RequestOutcome.STORED, kind="Fetch", status=404), "requests_answered_with_error"),
    ],
)
def test_a_request_without_its_whole_answer_makes_it_partial(one, reason):
    assert judge(found(one)) == (CaptureStatus.PARTIAL, [reason])


def test_a_request_that_was_answered_at_a_second_try_is_no_gap():
    broken, again = a_request(RequestOutcome.FAILED), a_request(RequestOutcome.STORED)
    assert judge(found(broken, again))[0] is CaptureStatus.COMPLETE
    assert judge(found(a_request(RequestOutcome.TRUNCATED, kind="EventSource")))[0] is CaptureStatus.COMPLETE


def test_failed_scripts_do_not_matter_where_the_site_said_that_it_was_the_end():
    assert judge(found(script_errors=3, end_was_said=True)) == (CaptureStatus.COMPLETE, [])


def test_a_feed_that_still_watches_is_complete_where_the_site_said_that_it_was_the_end():
    assert judge(found(is_left_watching=True, end_was_said=True, silence=8.0)) == (CaptureStatus.COMPLETE, [])
    assert judge(found(silence=8.0)) == (CaptureStatus.COMPLETE, [])


def test_a_page_that_never_answered_is_not_complete():
    one = found()
    one.ends = {}
    assert judge(one) == (CaptureStatus.PARTIAL, ["page_did_not_answer"])


@each(
    ("facts", "status"),
    [
        ({"error": "net::ERR_CERT_DATE_INVALID"}, CaptureStatus.FAILED),
        ({"error": "net::ERR_INVALID_AUTH_CREDENTIALS"}, CaptureStatus.LOGIN_WALL),
        ({"error": "net::ERR_HTTP_RESPONSE_CODE_FAILURE", "status": 410}, CaptureStatus.FAILED),
        ({"is_download": True}, CaptureStatus.FAILED),
        ({"is_refused": True, "error": "not out in the world"}, CaptureStatus.REFUSED),
        ({"status": 401}, CaptureStatus.LOGIN_WALL),
        ({"ends": {"sign_in_dialog": True}}, CaptureStatus.LOGIN_WALL),
        ({"ends": {"password": 1, "posts": 0, "words": 80}}, CaptureStatus.LOGIN_WALL),
        (
            {"ends": {"url": "https://a.uk/accounts/login/?next=x", "posts": 0, "words": 80}},
            CaptureStatus.LOGIN_WALL,
        ),
        ({"ends": {"password": 1}}, CaptureStatus.COMPLETE),
    ],
)
def test_how_a_capture_can_end(facts, status):
    assert judge(found(**facts))[0] is status


def test_an_error_without_a_page_is_told_as_the_sites_answer():
    reasons = judge(found(error="net::ERR_HTTP_RESPONSE_CODE_FAILURE", status=404))[1]
    assert reasons == ["answered_with_error", "net::ERR_HTTP_RESPONSE_CODE_FAILURE"]


def test_requests_are_counted_by_what_became_of_them():
    again = a_request(RequestOutcome.STORED)
    again.initiator = "watchbook"
    told = counts([a_request(RequestOutcome.STORED), a_request(RequestOutcome.FAILED), again])
    assert (told["made"], told["stored"], told["failed"], told["fetched_again"]) == (2, 2, 1, 1)


@each("error", [*NETWORK, "ODD", "ABORTED (broken off by the page)"])
def test_what_goes_wrong_on_the_way_is_said_in_words_and_never_as_the_browser_s_id(error):
    said = in_words(f"net::ERR_{error}")
    assert said.endswith(".")
    assert "net::" not in said
    assert "ERR_" not in said
    assert (said == UNREACHED) == (error == "ODD")


def test_every_other_reason_is_in_the_table():
    assert in_words("stopped") == REASONS["stopped"]
