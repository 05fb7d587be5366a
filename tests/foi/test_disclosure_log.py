"""The public disclosure log: who sees what, the search, one entry, its tombstone, and the same for machines."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.urls import reverse
from jsonschema import Draft202012Validator, FormatChecker

from tests import given
from tests.audit_log.sealing import a_place, as_sealer, sealed
from tests.foi import sent as letters
from tests.foi.published import a_publication, corrected, withdrawn
from tests.ledger.reading import check_receipt
from tests.pages import browser, signed_in, words
from watchbook.audit_log import publish
from watchbook.figures.sentences import in_words
from watchbook.foi import disposal
from watchbook.foi.frozen_answers import digest
from watchbook.foi.models import Request
from watchbook.foi.published import Publication
from watchbook.organisation.queries import today
from watchbook.web.logging import Formatter

LOG = "/disclosure-log/"
MACHINES = ("/disclosure-log.json", "/disclosure-log.csv", "/disclosure-log.atom")
HOSTILE = [
    "'; DROP TABLE foi_publication; --",
    "\0",
    "a\0b",
    "((((",
    "& | ! :* <->",
    '"',
    "%",
    "\\",
    "{{ 7 * 7 }}",
    "<script>alert(1)</script>",
    "x" * 5_000,
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
]


def get(path, **asked):
    return browser().get(path, asked)


def schema():
    return Draft202012Validator(
        json.loads(get("/disclosure-log/schema.json").text), format_checker=FormatChecker()
    )


def test_nothing_of_a_request_is_public_before_it_is_published(people):
    letters.a_sent_answer(people)
    for path in (LOG, *MACHINES):
        answer = get(path)
        assert answer.status_code == 200
        for secret in ("audits of social media", "7 audits", letters.NAME, "FOI-0001"):
            assert secret not in answer.text
    assert json.loads(get("/disclosure-log.json").text)["entries"] == []
    assert get("/disclosure-log/DL-0001/").status_code == 404
    assert get("/disclosure-log/DL-0001.json").status_code == 404
    assert get("/disclosure-log/FOI-0001/").status_code == 404


def test_the_list_shows_an_entry_and_leads_to_it(people):
    row = a_publication(people)
    page = get(LOG)
    assert "1 answer" in words(page)
    assert row.title in words(page)
    assert reverse("disclosure_log:entry", args=["DL-0001"]) in page.text
    assert "Do not type a person’s name" in words(page)


def test_an_entry_says_when_it_was_answered_what_and_how_we_know(people):
    a_publication(people)
    page = words(get("/disclosure-log/DL-0001/"))
    for said in (
        "Received 2 March 2026",
        "Answered 20 March 2026, on time: it was due on 31 March 2026",
        "Open Government Licence v3.0",
        "We hold this information and gave it to the requester.",
        "There were 7 audits.",
        "The answer covers 1 April 2025 to 31 March 2026, including both dates.",
        "We queried our register: audits and inspections. The query searched for: any year. The query found 3 entries.",
    ):
        assert said in page
    assert "edition" not in page.lower()


def test_a_late_answer_is_said_to_be_late(people):
    a_publication(people, sent=letters.a_sent_answer(people, sent_on=letters.SENT_ON + timedelta(days=30)))
    assert "Answered 19 April 2026, late: it was due on 31 March 2026" in words(
        get("/disclosure-log/DL-0001/")
    )
    (entry,) = json.loads(get("/disclosure-log.json").text)["entries"]
    assert entry["in_time"] is False


def test_other_terms_stand_in_the_place_of_the_licence(people):
    terms = {"licence": "other", "licence_terms": "Not for sale", "licence_reason": "A map"}
    a_publication(people, sent=letters.a_sent_answer(people, **terms))
    assert "other terms: Not for sale" in words(get("/disclosure-log/DL-0001/"))
    (entry,) = json.loads(get("/disclosure-log.json").text)["entries"]
    assert entry["licence"] == {"name": "other terms", "address": None, "terms": "Not for sale"}


def test_a_search_by_hand_says_where_and_when_and_not_who(people):
    by_hand = {"register": "the mailbox of the service", "query": None, "terms": "policy", "found": None}
    a_publication(people, searched=({**by_hand, "searched_on": "2026-03-09"},))
    page = words(get("/disclosure-log/DL-0001/"))
    assert (
        "On 9 March 2026, a person searched these places: the mailbox of the service. The search terms were: policy."
        in page
    )
    assert "The search terms were: policy. The person found information." in page
    assert "Bryn" not in page


def test_a_correction_shows_the_new_edition_alone_and_says_so(people):
    corrected(a_publication(people), people, answer="There were 8 audits.")
    page = words(get("/disclosure-log/DL-0001/"))
    assert "Edition 2, corrected on 2 April 2026" in page
    assert "There were 8 audits." in page
    assert "There were 7 audits." not in page
    for path in MACHINES:
        text = get(path).text
        assert "8 audits" in text
        assert "7 audits" not in text


def test_a_withdrawn_entry_leaves_a_tombstone_at_its_address(people):
    withdrawn(a_publication(people), people, reason="It was another year's.")
    answer = get("/disclosure-log/DL-0001/")
    assert answer.status_code == 410
    assert "It was another year's." in words(answer)
    assert "7 audits" not in answer.text
    left = get("/disclosure-log/DL-0001.json")
    assert left.status_code == 410
    assert json.loads(left.text)["reason"] == "It was another year's."
    schema().validate(json.loads(left.text))


def test_a_withdrawn_entry_is_in_no_list_and_the_feeds_say_that_it_is_gone(people):
    withdrawn(a_publication(people), people, reason="It was another year's.")
    assert "No answer is published yet." in words(get(LOG))
    for path in MACHINES:
        assert "7 audits" not in get(path).text
    data = json.loads(get("/disclosure-log.json").text)
    assert (data["entries"], [one["reference"] for one in data["withdrawn"]]) == ([], ["DL-0001"])
    assert "deleted-entry" in get("/disclosure-log.atom").text


@pytest.mark.parametrize(
    "asked", ["audit", "AUDITS", "social audits", '"social media"', "DL-0001", "dl-0001", "seven or 7"]
)
def test_the_search_finds_words_of_title_question_and_answer(people, asked):
    a_publication(people)
    assert "1 answer" in words(get(LOG, words=asked))


def test_a_search_lists_the_questions_that_match_each_with_its_link(people):
    two = (letters.an_answer(), letters.an_answer(number="2.a", question="Who wrote them?", answer="Nobody."))
    a_publication(people, sent=letters.a_sent_answer(people, *two))
    page = get(LOG, words="wrote")
    assert "Questions that match: 1 , DL-0001 Question 2.a : Who wrote them?" in words(page)
    assert 'href="/disclosure-log/DL-0001/#question-2-a"' in page.text
    assert 'id="question-2-a"' in get("/disclosure-log/DL-0001/").text
    assert "Questions that match: 2" in words(get(LOG, outcome="HELD_SUPPLIED"))
    assert "Questions that match: 1" in words(get(LOG, outcome="HELD_SUPPLIED", words="audits"))
    for asked in ({}, {"words": "DL-0001"}, {"year": "2026"}):
        assert "Questions that match" not in words(get(LOG, **asked))


def test_the_outcome_of_a_figure_that_is_nought_is_called_none(people):
    assert '<option value="NIL">none</option>' in get(LOG).text.replace("\n", "").replace("  ", "")


@pytest.mark.parametrize(
    "asked", ["status", "HELD_SUPPLIED", "internal_audit", "drones", "-audits", "Vale", "the"]
)
def test_the_search_finds_neither_codes_nor_what_is_not_there(people, asked):
    a_publication(people)
    page = words(get(LOG, words=asked))
    assert "0 answers" in page
    assert "No published answer matches" in page


def test_the_search_does_not_see_earlier_editions_and_withdrawn_entries(people):
    corrected(
        a_publication(people), people, answer="There were eight.", question="How many?", title="Numbers"
    )
    withdrawn(a_publication(people), people, reason="A mistake")
    assert "0 answers" in words(get(LOG, words="audits"))


@pytest.mark.parametrize("asked", HOSTILE)
def test_a_hostile_search_is_a_search_that_finds_nothing(people, asked):
    a_publication(people)
    answer = get(LOG, words=asked, year=asked, outcome=asked, page=asked)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert Publication.objects.exists()


@pytest.mark.parametrize("asked", ["", "   "])
def test_an_empty_search_shows_all(people, asked):
    a_publication(people)
    assert "1 answer" in words(get(LOG, words=asked))


def test_the_list_is_narrowed_by_year_and_outcome(people):
    a_publication(people)
    assert "1 answer" in words(get(LOG, year="2026", outcome="HELD_SUPPLIED"))
    assert "0 answers" in words(get(LOG, year="2025"))
    assert "0 answers" in words(get(LOG, outcome="NIL"))
    assert "1 answer" in words(
        get(LOG, outcome="TO_BE_SEARCHED")
    )  # no outcome of an entry, so it asks for nothing


def test_the_list_goes_on_page_by_page_with_what_was_asked_for(people):
    for number in range(26):
        a_publication(people, title=f"Title {number:02}")
    first, second = get(LOG, words="audits", year="2026"), get(LOG, words="audits", year="2026", page="2")
    assert "26 answers" in words(first)
    assert "Title 25" in words(first)
    assert "Title 00" not in words(first)
    assert "Title 00" in words(second)
    assert "?words=audits&amp;year=2026&amp;outcome=&amp;page=2" in first.text


def test_the_json_is_valid_after_the_published_schema(people):
    a_publication(people)
    corrected(a_publication(people), people, answer="There were 8 audits.")
    withdrawn(a_publication(people), people, reason="A mistake")
    Draft202012Validator.check_schema(json.loads(get("/disclosure-log/schema.json").text))
    data = json.loads(get("/disclosure-log.json").text)
    schema().validate(data)
    assert [(one["reference"], one["edition"]) for one in data["entries"]] == [("DL-0002", 2), ("DL-0001", 1)]
    assert data["entries"][1]["questions"][0] == {
        "number": "1",
        "question": "How many audits of social media research were there?",
        "topic": "internal_audit",
        "status": "HELD_SUPPLIED",
        "status_in_words": "held, supplied",
        "answer": "There were 7 audits.",
        "value": {"audits": 7},
        "period": {"from": "2025-04-01", "to": "2026-03-31"},
        "searched": [{**letters.SEARCHED, "searched_on": None}],
    }
    one = json.loads(get("/disclosure-log/DL-0001.json").text)
    schema().validate(one)
    assert one == data["entries"][1]
    assert one["address"] == "http://testserver/disclosure-log/DL-0001/"


def test_an_entry_outlives_its_requests_file(people):
    row = a_publication(people)
    disposal.dispose(Request.objects.get().id, by=people.bryn, at=given.AT)
    assert not Request.objects.exists()
    page = words(get("/disclosure-log/DL-0001/"))
    assert row.title in page
    assert "Received" in page
    data = json.loads(get("/disclosure-log.json").text)
    schema().validate(data)
    entry = data["entries"][0]
    assert (entry["answered_on"], entry["licence"]["name"]) == ("2026-03-20", "Open Government Licence v3.0")


def test_where_the_law_does_not_reach_the_day_an_entry_is_neither_late_nor_in_time(people):
    letter = letters.a_sent_answer(people)
    type(letter.request).objects.filter(pk=letter.request.pk).update(regime="none")
    a_publication(people, sent=letter)
    (entry,) = json.loads(get("/disclosure-log.json").text)["entries"]
    assert (entry["in_time"], entry["answered_on"]) == (None, "2026-03-20")


def test_before_its_licence_existed_an_answer_has_no_address_of_one(people):
    a_publication(people, sent=letters.a_sent_answer(people, sent_on=date(2010, 1, 4)))
    (entry,) = json.loads(get("/disclosure-log.json").text)["entries"]
    assert entry["licence"]["address"] is None


def test_neither_evidence_nor_a_reference_of_a_request_or_a_digest_is_public(people):
    a_publication(people)
    for path in (LOG, "/disclosure-log/DL-0001/", *MACHINES, "/disclosure-log/DL-0001.json"):
        text = get(path).text
        for secret in ("e" * 64, "sha256", "FOI-0001", letters.NAME, "Bryn", "marker", "certificate"):
            assert secret not in text, (path, secret)


def test_the_table_has_a_row_for_each_question(people):
    second = letters.an_answer(
        number="2", question="Who?", answer="Nobody.", value=None, period=None, searched=()
    )
    a_publication(people, sent=letters.a_sent_answer(people, letters.an_answer(), second))
    answer = get("/disclosure-log.csv")
    rows = list(csv.DictReader(StringIO(answer.text, newline="")))
    assert [(row["reference"], row["number"], row["answer"]) for row in rows] == [
        ("DL-0001", "1", "There were 7 audits."),
        ("DL-0001", "2", "Nobody."),
    ]
    assert (rows[0]["value"], rows[0]["period_from"], rows[1]["value"]) == ('{"audits": 7}', "2025-04-01", "")
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_reckon_is_text(people, begins):
    a_publication(people, question=f"{begins}1+1", answer=f"{begins}HYPERLINK()")
    (row,) = csv.DictReader(StringIO(get("/disclosure-log.csv").text, newline=""))
    assert row["question"] == f"'{begins}1+1"
    assert row["answer"] == f"'{begins}HYPERLINK()"


def test_the_feed_is_atom_with_permanent_ids(people):
    a_publication(people, answer="A < B & C\x0b")
    feed = ElementTree.fromstring(get("/disclosure-log.atom").text.encode())
    atom = {"a": "http://www.w3.org/2005/Atom"}
    (entry,) = feed.findall("a:entry", atom)
    assert feed.find("a:id", atom).text == "http://testserver/disclosure-log/"
    assert feed.find("a:updated", atom).text == entry.find("a:updated", atom).text
    assert entry.find("a:id", atom).text == "http://testserver/disclosure-log/DL-0001/"
    assert "A < B & C" in entry.find("a:content", atom).text
    datetime.fromisoformat(entry.find("a:updated", atom).text).astimezone(UTC)


@pytest.mark.usefixtures("people")
def test_an_empty_log_is_a_valid_feed_list_and_table():
    assert ElementTree.fromstring(get("/disclosure-log.atom").text.encode()).tag.endswith("feed")
    schema().validate(json.loads(get("/disclosure-log.json").text))
    assert len(get("/disclosure-log.csv").text.splitlines()) == 1


def test_everybody_gets_the_same_page_so_that_a_cache_may_keep_it(people):
    a_publication(people)
    for path in (LOG, "/disclosure-log/DL-0001/", *MACHINES, "/disclosure-log/DL-0001.json"):
        stranger, officer = get(path), signed_in(people.bryn).get(path)
        assert stranger.content == officer.content
        assert stranger["Cache-Control"] == "public, no-cache"
        assert not stranger.wsgi_request.session.accessed
        assert "Bryn" not in officer.text


def test_who_has_the_page_already_is_told_so_until_it_changes(people):
    row = a_publication(people)
    etag = get("/disclosure-log/DL-0001/")["ETag"]
    client = browser()
    assert client.get("/disclosure-log/DL-0001/", headers={"If-None-Match": etag}).status_code == 304
    withdrawn(row, people, reason="A mistake")
    assert client.get("/disclosure-log/DL-0001/", headers={"If-None-Match": etag}).status_code == 410


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        (LOG, 5),
        ("/disclosure-log/DL-0001/", 4),
        ("/disclosure-log/DL-0001.json", 1),
        ("/disclosure-log.json", 3),
        ("/disclosure-log.csv", 1),
        ("/disclosure-log.atom", 3),
        ("/disclosure-log/schema.json", 0),
    ],
)
def test_the_number_of_queries_does_not_grow_with_the_log(people, django_assert_num_queries, path, queries):
    for _ in range(3):
        a_publication(people)
        client = browser()
        with django_assert_num_queries(queries):
            client.get(path)


def test_what_is_looked_for_is_never_logged(people, caplog):
    a_publication(people)
    get(LOG, words="Zephyrine Quillfeather")
    get("/disclosure-log/Zephyrine-Quillfeather/")
    lines = [Formatter().format(record) for record in caplog.records]
    assert lines
    assert "Zephyrine" not in "".join(lines)


def test_a_published_wording_has_a_receipt_once_a_weekly_checkpoint_covers_it(committed_people, tmp_path):
    row = a_publication(committed_people)
    assert f"download a receipt for it from {in_words(today())}" in words(get("/disclosure-log/DL-0001/"))
    assert get("/disclosure-log/DL-0001.tlog-proof").status_code == 404
    database, place = connection.settings_dict["NAME"], a_place(tmp_path)
    sealed(database, place)
    assert get("/disclosure-log/DL-0001.tlog-proof").status_code == 404
    with as_sealer(database):
        publish.publish(key=place.signer.verifier.line, now=datetime(2026, 11, 25, 12, tzinfo=UTC))
    assert "The receipt for that entry proves" in words(get("/disclosure-log/DL-0001/"))
    shown = check_receipt(get("/disclosure-log/DL-0001.tlog-proof").content, log=place.signer.verifier)
    assert shown.fields["answers_sha256"] == digest(row.answers)
    assert "by" not in shown.fields
    withdrawn(row, committed_people, reason="It was published by mistake.")
    assert get("/disclosure-log/DL-0001.tlog-proof").status_code == 404


def test_feeds_name_the_host_of_the_settings_and_not_the_one_that_was_asked(db, settings):
    settings.PUBLIC_ADDRESS = "https://records.council.example"
    text = browser().get(reverse("disclosure_log:atom"), headers={"host": "localhost"}).text
    assert "localhost" not in text
    assert "https://records.council.example/" in text


def test_an_entry_whose_answer_went_with_copies_says_how_to_get_one(people):
    row = a_publication(people, answer="The policy was adopted in 2024. A copy is supplied.")
    page = words(get(f"{LOG}{row.reference}/"))
    assert "To get a copy, write to" in page
    assert f"give the reference {row.reference}." in page
    assert "To get a copy" not in words(get(f"{LOG}{a_publication(people).reference}/"))
