"""The public page on rights, and the form for a complaint: nobody signs in, and hostile input does no harm."""

import time
from collections import defaultdict
from ipaddress import ip_address

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from tests.log import everything
from tests.pages import browser, words
from watchbook.keys.envelope import opened
from watchbook.organisation.models import Authority
from watchbook.organisation.queries import today
from watchbook.retention.complaint import complaint
from watchbook.retention.complaint.models import Complaint
from watchbook.retention.letter import commissioner
from watchbook.retention.your_data import sources

SAID = {"name": "Jane Roe", "contact": "jane@example.invalid", "words": "You looked at my page.", "request_reference": ""}  # fmt: skip
FORM = reverse("your_data:complain")


def test_the_page_says_how_to_ask_and_how_to_complain_with_its_law(people):
    text = words(browser().get(reverse("your_data:your_data")))
    for said in (
        "a copy of the data that we hold about you (UK GDPR, article 15",
        "within 1 month",
        "2 more months",
        "(UK GDPR, article 12A; Data Protection Act 2018, section 54",
        "within 30 days",
        "Data Protection Act 2018, section 164A",
        f"You can also complain to the {commissioner(today())['name']}: https://ico.org.uk/make-a-complaint , telephone",
        "You can also ask a court to enforce your rights. (UK GDPR, article 79",
        "Our solicitor has not confirmed every provision and time limit on this page yet.",
    ):
        assert said in text, said


def test_an_address_to_which_both_kinds_of_letter_go_is_given_once(people):
    Authority.objects.update(email="data@harrowmere.invalid", review_to="data@harrowmere.invalid")
    text = words(browser().get(reverse("your_data:your_data")))
    assert text.count("data@harrowmere.invalid") == 1


def test_before_set_up_and_before_the_law_the_page_says_what_it_knows(db, monkeypatch):
    monkeypatch.setattr("watchbook.retention.your_data.views.today", lambda: complaint.date(2018, 1, 1))
    shown = browser().get(reverse("your_data:your_data"))
    text = words(shown)
    assert "without undue delay" in text
    assert FORM not in shown.text, "there is nobody to complain to yet"
    assert "within" not in text.split("How to complain")[1].split("We will look into your complaint")[0]
    assert browser().post(FORM, SAID).status_code == 404


def test_anybody_complains_and_gets_a_reference(people):
    name = "Zephyrine Quillfeather"  # too long to lie in what is sealed by chance
    response = browser().post(FORM, SAID | {"name": name}, follow=True)
    text = words(response)
    assert "Complaint received" in text
    assert "DPC-0001" in text
    row = Complaint.objects.get()
    assert (row.channel, row.recorded_by.is_system, opened(row)["person"]) == ("form", True, name)
    for one in name.split():
        assert one not in response.request["PATH_INFO"] + response.request.get("QUERY_STRING", "")
        assert one not in repr(everything())


def test_what_is_missing_is_said_at_its_box(people):
    text = words(browser().post(FORM, {}))
    for said in (
        "There is a problem",
        "Enter your name",
        "Enter an email address, a postal address",
        "Enter your complaint",
    ):
        assert said in text
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}{% debug %}",
        "'; DROP TABLE retention_complaint; --",
        "\u202eevil\u202c\u0007",
        "😀" * 100,
    ],
)
def test_hostile_words_stand_as_they_were_typed_and_nothing_runs(people, hostile):
    response = browser().post(FORM, SAID | {"words": hostile, "name": ""})
    assert "<script>alert" not in response.content.decode()
    assert "49" not in words(response).replace(hostile, "")
    browser().post(FORM, SAID | {"words": hostile})
    assert opened(Complaint.objects.get())["words"] == hostile.strip()


def test_what_is_too_long_or_too_large_or_cannot_be_printed_is_refused(people):
    assert "Enter 10,000 characters" in words(browser().post(FORM, SAID | {"words": "a" * 10_001}))
    assert "cannot be printed" in words(browser().post(FORM, SAID | {"words": "a\x00b"}))
    assert browser().post(FORM, SAID | {"words": "a" * 100_000}).status_code == 413
    assert not Complaint.objects.exists()


def test_a_form_that_comes_from_elsewhere_is_refused(people):
    assert Client(enforce_csrf_checks=True).post(FORM, SAID, secure=True).status_code == 403


def test_a_machine_that_fills_the_form_is_told_to_come_another_way(people, monkeypatch):
    monkeypatch.setattr(complaint, "MOST_IN_AN_HOUR", 1)
    browser().post(FORM, SAID)
    response = browser().post(FORM, SAID)
    assert response.status_code == 429
    assert "we received too many complaints in the last hour. We have not received yours." in words(response)
    assert SAID["words"] in response.text, "what was typed is lost"
    assert Complaint.objects.count() == 1


@pytest.fixture
def sent(monkeypatch):
    """What each source sent, in a test alone."""
    monkeypatch.setattr(sources, "_sent", found := defaultdict(list))
    return found


def test_whoever_fills_the_form_stops_nobody_else(people, sent):
    def send(address):
        return browser().post(FORM, SAID, REMOTE_ADDR=address)

    for number in range(sources.MOST_IN_AN_HOUR):
        assert send(f"2a02:c7c:1:{number:x}::1").status_code == 302
    refused = send("2a02:c7c:1:ffff:ffff::9")
    assert refused.status_code == 429
    assert "from your internet connection" in words(refused)
    assert "write to us or call us" in words(refused)
    assert SAID["words"] in refused.text, "what was typed is lost"
    assert send("2a02:c7c:2:1::1").status_code == 302
    assert send("81.2.69.142").status_code == 302
    assert Complaint.objects.count() == sources.MOST_IN_AN_HOUR + 2


def test_behind_the_councils_proxy_each_client_is_a_source(people, sent, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def send(said):
        return (
            browser().post(FORM, SAID, REMOTE_ADDR="10.0.0.5", headers={"X-Forwarded-For": said}).status_code
        )

    told = [send(f"198.51.100.{number}, 81.2.69.142") for number in range(sources.MOST_IN_AN_HOUR + 1)]
    assert told == [302] * sources.MOST_IN_AN_HOUR + [429]
    assert send("81.2.69.142, 81.2.69.143") == 302


def test_an_hour_later_a_source_may_send_again_and_its_address_was_never_kept(people, sent, monkeypatch):
    now = 1_000_000.0
    monkeypatch.setattr(sources.time, "monotonic", lambda: now)
    for _ in range(sources.MOST_IN_AN_HOUR):
        sources.count("::ffff:81.2.69.142")
    with pytest.raises(complaint.TooMany):
        sources.check("81.2.69.142")
    assert "81.2.69" not in repr(sent)
    assert ip_address("81.2.69.142").packed not in sent
    now += sources.HOUR + 1
    sources.check("81.2.69.142")
    assert not sent


def test_a_proxy_and_the_authoritys_own_network_are_no_source(sent):
    for address in ("127.0.0.1", "::1", "10.0.0.5", "fd00::1", "", "unix:"):
        for _ in range(sources.MOST_IN_AN_HOUR + 1):
            sources.count(address)
        sources.check(address)
    assert not sent


def test_nobody_gets_a_reference_confirmed_that_they_were_not_given(people):
    shown = browser().post(FORM, SAID, follow=True)
    assert "DPC-0001" in words(shown)
    told = {
        words(browser().get(reverse("your_data:complained", args=[other])))
        for other in ("DPC-0001", "DPC-9999", "RR-0001", "buy-now", "x" * 200, "ImRQQy0wMDAxIg:1wD:abc")
    }
    (text,) = told  # known and invented references read alike
    assert not any(one in text for one in ("DPC-", "Complaint received"))


def test_a_receipt_is_shown_for_a_day_alone(people, monkeypatch):
    address = browser().post(FORM, SAID)["Location"]
    assert "DPC-0001" not in address
    assert "DPC-0001" in words(browser().get(address))
    later = time.time() + 86_401
    monkeypatch.setattr(signing.time, "time", lambda: later)
    text = words(browser().get(address))
    assert "DPC-0001" not in text
    assert "cannot tell you whether we have received a complaint" in text
