"""Pages of taking in: a request by file, its cut by hand, who asks, the same request before."""

import re
from datetime import date
from hashlib import sha256
from html import unescape

import pytest
from django.urls import reverse

from tests import given
from tests.foi.answering import kept_as_sent
from tests.foi.pasted import in_the_box
from tests.pages import a_day, a_file, signed_in, typed, words
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tests.proof_only import one_in
from tests.reading.bombs import docx
from tests.reading.text import documents, outlook_file
from watchbook.audit_log.record import record
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.forms import dated_mail
from watchbook.foi.models import Request, Requester
from watchbook.foi.published import Publication
from watchbook.foi.request import request, requester
from watchbook.foi.request.question_cut import cuts_of
from watchbook.foi.request.spans import asked
from watchbook.organisation.queries import today

EVERYONE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY})
READERS = {"bryn", "fatima", "simon", "helen", "leila", "edmund", "ivo"}
NEW = "/foi/requests/new/"
CUT = "/foi/requests/FOI-0001/cut/"
REQUESTER = "/foi/requests/FOI-0001/requester/"
FILE = "/foi/requests/FOI-0001/file/"
ALIKE = "/foi/requests/FOI-0002/alike/"
TEXT = "Dear Council,\n1. Which services look at social media?\n2. How often, and who checks?\nImogen Vale"


def receive(people, text=TEXT, **options):
    return request.receive(
        text, received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT, **options
    )


def send(row, people, answers=()):
    return kept_as_sent(
        request=row, sent_on=date(2026, 3, 9), channel="email", answers=list(answers), recorded_by=people.bryn
    )


def a_form(**changes):
    """The request form as a browser sends it, once it said that a mail has no date."""
    empty = {"text": "", "requester_name": "", "requester_address": "", "confirmed": "none"}
    return empty | {"regime": "foia", **a_day("received_on", today())} | changes


# A request by file


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("request.txt", b"1. How often?\n2. Why?"),
        ("request.eml", documents.mail("1. How often?\n2. Why?\n")),
        ("request.msg", outlook_file.container(outlook_file.message(p1000="1. How often?\r\n2. Why?\r\n"))),
        ("request.pdf", documents.pdf(["1. How often?", "2. Why?"])),
        ("request.docx", documents.paragraphs("1. How often?", "2. Why?")),
    ],
)
def test_a_file_is_taken_in_cut_and_kept_byte_by_byte(people, name, data):
    response = signed_in(people.bryn).post(NEW, a_form(file=a_file(name, data)))
    assert response.status_code == 302
    row = Request.objects.get()
    assert [one.text for one in asked(row)] == ["How often?", "Why?"]
    assert (row.file_name, row.file_sha256) == (name, sha256(data).hexdigest())
    kept = signed_in(people.fatima).get(FILE)
    assert kept.content == data
    assert kept["Content-Type"] == "application/octet-stream"
    assert kept["Content-Disposition"] == f'attachment; filename="{name}"'
    assert kept["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_holds_more_than_it_shows_is_named_first_and_given_on_the_link(people):
    letter = docx("<w:p><w:r><w:t>1. How often?</w:t></w:r></w:p>", more={"word/embeddings/setup.exe": b"MZ"})
    signed_in(people.bryn).post(NEW, a_form(file=a_file("letter.docx", letter)))
    page = signed_in(people.fatima).get(FILE)
    assert "This file has hidden content" in words(page)
    assert "A program: setup.exe" in words(page)
    assert 'href="?open=yes"' in page.text
    given = signed_in(people.fatima).get(f"{FILE}?open=yes")
    assert given.content == letter
    assert given["Content-Disposition"] == 'attachment; filename="letter.docx"'


def test_a_text_pasted_beside_a_file_is_the_request_and_the_file_is_kept(people):
    signed_in(people.bryn).post(NEW, a_form(text="1. Typed out?", file=a_file("scan.pdf")))
    row = Request.objects.get()
    assert (row.text, row.file_name) == ("1. Typed out?", "scan.pdf")


DATED = b"""Received: from mx.invalid by mail.council.invalid; Mon, 2 Mar 2026 23:59:00 -0200
Date: Sun, 1 Mar 2026 12:00:00 +0000
From: r@residents.invalid
Subject: A request

1. How often?
"""


def test_the_day_that_a_mail_bears_is_proposed_and_the_officer_confirms_it(people):
    client = signed_in(people.bryn)
    page = client.post(NEW, a_form(file=a_file("request.eml", DATED)))
    assert not Request.objects.exists()
    assert "The email is dated 3 March 2026 (according to the last mail server, London time)" in words(page)
    boxes = {**hidden(page), **typed_days(page)}
    assert boxes["received_on_day"] == "3"
    client.post(
        NEW, a_form(**{name: boxes[name] for name in ("kept", "kept_name", "confirmed")}) | typed_days(page)
    )
    row = Request.objects.get()
    assert row.received_on == date(2026, 3, 3)
    assert (row.file_name, row.file_sha256) == ("request.eml", sha256(DATED).hexdigest())


def test_a_mail_of_several_dates_or_one_long_gone_says_so(people):
    old = DATED.partition(b"\n")[2].replace(b"1 Mar 2026", b"1 Dec 2025")
    page = words(
        signed_in(people.bryn).post(
            NEW, a_form(file=a_file("request.eml", b"Date: Mon, 1 Dec 2025 09:00:00 +0000\n" + old))
        )
    )
    assert "dated 1 December 2025 (according to the first of several dates in the email, London time)" in page
    assert (
        "The time to answer a request received on 1 December 2025 is over. Find out whether you received the request on that date."
        in page
    )


def test_another_day_than_the_mails_is_the_officers_to_enter(people):
    client = signed_in(people.bryn)
    boxes = hidden(client.post(NEW, a_form(file=a_file("request.eml", DATED))))
    kept = {name: boxes[name] for name in ("kept", "kept_name", "confirmed")}
    client.post(NEW, a_form(**kept, **a_day("received_on", date(2026, 3, 4))))
    assert Request.objects.get().received_on == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("name", "data"), [("letter.docx", documents.paragraphs("1. Why?")), ("letter.txt", b"1. Why?")]
)
def test_a_chosen_file_stays_while_the_officer_says_that_it_is_meant_twice(people, name, data):
    client = signed_in(people.bryn)
    client.post(NEW, a_form(file=a_file(name, data)))
    page = client.post(NEW, a_form(file=a_file(name, data)))
    assert "Record this entry a second time" in words(page)
    assert (
        f"We still have the file {name}. Choose a file here only if you want to use another file instead."
        in words(page)
    )
    assert "did not keep it" not in words(page)
    assert 'open <a class="govuk-link" href="/foi/requests/FOI-0001/">FOI-0001</a> instead' in page.text
    kept = {box: value for box, value in hidden(page).items() if box in {"kept", "kept_name"}}
    client.post(NEW, a_form(**kept, twice="on"))
    first, second = Request.objects.order_by("reference")
    assert (second.file_name, second.file_sha256, second.text) == (name, first.file_sha256, first.text)


def test_a_chosen_file_stays_where_another_answer_is_refused_and_gives_way_to_a_new_one(people):
    client = signed_in(people.bryn)
    page = client.post(NEW, a_form(file=a_file("a.txt", b"1. Why?"), requester_name="Imogen Vale"))
    assert "We still have the file a.txt" in words(page)
    kept = {box: value for box, value in hidden(page).items() if box in {"kept", "kept_name"}}
    page = client.post(NEW, a_form(**kept, file=a_file("b.exe", b"MZ\0")))
    assert "kept" not in hidden(page)
    client.post(NEW, a_form(**kept, file=a_file("b.txt", b"1. Who?")))
    assert Request.objects.get().text == "1. Who?"


def test_a_file_too_large_for_the_page_is_to_be_chosen_again_and_that_is_said(people, monkeypatch):
    monkeypatch.setattr(dated_mail, "KEPT_UP_TO", 5)
    page = signed_in(people.bryn).post(NEW, a_form(file=a_file("a.txt", b"1. Why?"), requester_name="I. V."))
    assert "Choose the file a.txt again: it is larger than 1 MB" in words(page)
    assert "kept" not in hidden(page)
    page = signed_in(people.bryn).post(NEW, a_form(kept_name=hidden(page)["kept_name"]))
    assert "Choose a.txt again: the file is larger than 1 MB, so this page could not keep it." in words(page)
    assert "The text is empty" not in words(page)


def test_the_same_request_is_known_whether_pasted_or_sent_as_a_pdf_with_other_signs(people):
    client, asked = signed_in(people.bryn), "Which services' staff look at “social media” - and why?"
    client.post(NEW, a_form(text=f"1. {asked}\n2. How often?"))
    first, second = asked.replace("'", "’").replace(" - ", " – ").split(" look ")
    printed = documents.pdf([f"1. {first}", f"look {second}", "2. How often?"])
    page = client.post(NEW, a_form(file=a_file("request.pdf", printed)))
    assert "a request with the same words. Its reference is FOI-0001." in words(page)
    assert "Record this entry a second time" in words(page)
    other = documents.pdf(["1. Which services look at nothing?"])
    client.post(NEW, a_form(file=a_file("other.pdf", other)))
    assert Request.objects.count() == 2


def test_the_page_says_whether_files_are_scanned_and_of_a_mail_that_its_files_were_not_read(people, settings):
    client = signed_in(people.bryn)
    assert "We do not scan files for malware here" in words(client.get(NEW))
    mail = documents.mail("1. How often?\n", attached=["more.pdf"])
    client.post(NEW, a_form(file=a_file("request.eml", mail)), follow=True)
    assert "other files came with it, which we did not read" in words(client.get("/foi/requests/FOI-0001/"))
    settings.CLAMD = "/run/clamd"
    assert "We scan the file for malware before we read it" in words(client.get(NEW))


def hidden(page):
    """What a page keeps of the mail."""
    tags = re.findall(r'<input type="hidden"[^>]*>', page.text)
    pairs = [(re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags]
    return {name[1]: unescape(value[1]) for name, value in pairs if name and value}


def typed_days(page):
    """The boxes of a day as a page holds them."""
    return dict(re.findall(r'name="(received_on_(?:day|month|year))"[^>]*?value="([0-9]+)"', page.text))


def test_files_that_came_with_a_mail_and_were_not_read_are_named(people):
    mail = documents.mail("1. How often?\n", attached=["more.pdf"])
    page = signed_in(people.bryn).post(NEW, a_form(file=a_file("request.eml", mail)), follow=True)
    assert "which we did not read: more.pdf" in words(page)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("picture.png", b"\x89PNG\r\n\x1a\n", "The file is a picture, which has no text."),
        ("empty.txt", b"", "file"),
        ("spaces.txt", b"  \n ", "The text is empty."),
        ("latin.txt", b"caf\xe9", "This is not plain text in UTF-8."),
        ("bomb.docx", b"PK\x03\x04 word/document.xml", "docx"),
    ],
)
def test_a_file_that_is_no_request_is_refused_at_its_box_and_nothing_typed_is_lost(people, name, data, says):
    sent = a_form(
        file=a_file(name, data), requester_name="Imogen Vale", requester_address="i@example.invalid"
    )
    page = signed_in(people.bryn).post(NEW, sent)
    assert page.status_code == 200
    assert says in words(page)
    assert 'href="#id_file"' in page.text
    assert "Imogen Vale" in typed(page)
    assert "i@example.invalid" in page.text
    assert not Request.objects.exists()


def test_a_picture_beside_a_text_is_looked_at_before_it_is_kept(people):
    page = signed_in(people.bryn).post(NEW, a_form(text="1. Why?", file=a_file("run.exe", b"MZ")))
    assert "We do not keep files of this kind." in words(page)
    assert in_the_box(page) == "1. Why?"


@pytest.mark.parametrize("wrong", [{"regime": ""}, {"text": "x" * 200_001}])
def test_where_something_else_is_refused_the_file_is_kept_and_nothing_says_otherwise(people, wrong):
    page = signed_in(people.bryn).post(NEW, a_form(file=a_file("request.txt", b"1. Why?")) | wrong)
    assert "We still have the file request.txt" in words(page)
    assert "did not keep it" not in words(page)
    assert not Request.objects.exists()


def test_neither_text_nor_file_is_no_request(people):
    page = signed_in(people.bryn).post(NEW, a_form())
    assert "The text is empty." in words(page)
    assert 'href="#id_text"' in page.text


def test_who_asks_may_be_told_with_the_request(people):
    told = {"requester_name": "Imogen Vale", "requester_address": "1 High Street\r\nAnytown"}
    assert signed_in(people.bryn).post(NEW, a_form(text="1. Why?", **told)).status_code == 302
    kept = Requester.objects.get()
    assert (kept.name, kept.address.split()) == ("Imogen Vale", ["1", "High", "Street", "Anytown"])


@pytest.mark.parametrize(
    ("told", "box"),
    [
        ({"requester_name": "Imogen Vale"}, "requester_address"),
        ({"requester_address": "1 High Street"}, "requester_name"),
    ],
)
def test_half_a_contact_is_refused_at_the_box_that_is_empty(people, told, box):
    page = signed_in(people.bryn).post(NEW, a_form(text="1. Why?", **told))
    assert "Enter both the name and the address" in words(page)
    assert f'href="#id_{box}"' in page.text


def test_a_name_too_long_says_so_once(people):
    page = signed_in(people.bryn).post(
        NEW, a_form(text="1. Why?", requester_name="x" * 201, requester_address="1 High Street")
    )
    assert "Enter 200 characters or fewer" in words(page)
    assert "Enter both" not in words(page)


def test_a_request_that_was_pasted_has_no_file(people):
    receive(people)
    assert signed_in(people.bryn).get(FILE).status_code == 404


# The cut by hand


def press(people, button, words_of_piece, **boxes):
    """One button of one piece pressed."""
    row = Request.objects.get()
    cut = cuts_of(row)[0]
    start = row.text.index(words_of_piece)
    return signed_in(people.bryn).post(CUT, {"do": button, "cut": cut.number, "start": start} | boxes)


def numbers_and_texts():
    return [(one.number, one.text) for one in asked(Request.objects.get())]


def test_the_page_shows_each_piece_in_order_with_what_it_is(people):
    receive(people)
    page = signed_in(people.bryn).get(CUT)
    shown = words(page)
    order = [
        "Dear Council,",
        "Question 1",
        "Which services",
        "Question 2",
        "How often",
        "other text",
        "Imogen Vale",
    ]
    places = [shown.index(one) for one in order[:5]]
    assert places == sorted(places)
    assert page.text.count('<details class="govuk-details"') == 4
    assert "Earlier splits" not in shown


def test_pieces_are_joined_divided_and_named_otherwise(people):
    receive(people)
    assert press(people, "join", "How often").status_code == 302
    assert len(numbers_and_texts()) == 1
    text = "Which services look at social media?\r\n2. ||How often, and ||who checks?"
    assert press(people, "split", "Which services", text=text).status_code == 302
    assert numbers_and_texts() == [
        ("1", "Which services look at social media?\n2."),
        ("1-2", "How often, and"),
        ("1-3", "who checks?"),
    ]
    assert press(people, "number", "How often", number="2").status_code == 302
    assert press(people, "heading", "who checks").status_code == 302
    assert press(people, "question", "Dear Council").status_code == 302
    assert [number for number, _ in numbers_and_texts()] == ["p1", "1", "2"]


def test_a_press_leads_back_to_its_piece(people):
    receive(people)
    start = TEXT.index("How often")
    assert press(people, "other", "How often")["Location"] == f"{CUT}?page=1#piece-{start}"
    joined = press(people, "join", "How often")["Location"]
    assert joined == f"{CUT}?page=1#piece-{TEXT.index('Which')}"


def test_an_earlier_cut_is_taken_again(people):
    receive(people)
    press(people, "join", "How often")
    page = signed_in(people.bryn).get(CUT)
    assert "Split 1: 2 questions" in words(page)
    assert signed_in(people.bryn).post(CUT, {"do": "again", "cut": "1"}).status_code == 302
    assert [number for number, _ in numbers_and_texts()] == ["1", "2"]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"do": "split", "text": "How often, and ||who looks?"}, "You cannot change the words of a request"),
        ({"do": "split", "text": "How often, and who checks?"}, "it has no mark between two words"),
        ({"do": "number", "number": "1"}, "two questions would have the number 1"),
        ({"do": "number", "number": "two words"}, "You cannot save the question number"),
        ({"do": "number", "number": "2"}, "it is the same as the current split"),
        ({"do": "again", "cut": "7"}, "You cannot choose this split"),
        ({"do": "again", "cut": "1"}, "it is the same as the current split"),
        ({"do": "join", "cut": "9"}, "somebody has split the request since you opened it"),
        ({"do": "join", "start": "3"}, "You cannot split this piece: it no longer exists"),
        ({"do": "join", "start": ""}, "You cannot split this piece: it no longer exists"),
        ({"do": "burn"}, "Select one of the answers on this page"),
        ({"do": ""}, "Select one of the buttons beside a piece of the text"),
        ({"do": "join", "cut": "x"}, "Enter a whole number"),
        ({}, "Select one of the buttons beside a piece of the text"),
    ],
)
def test_a_refusal_says_why_and_cuts_nothing(people, sent, says):
    receive(people)
    told = {"cut": "1", "start": str(TEXT.index("How often"))} | sent
    page = signed_in(people.bryn).post(CUT, told)
    assert page.status_code == 200
    assert says in words(page)
    assert "<title>Error:" in page.text
    assert [cut.number for cut in cuts_of(Request.objects.get())] == [1]


def test_what_was_typed_into_a_refused_piece_still_stands_in_its_open_box(people):
    receive(people)
    page = press(people, "split", "How often", text="How often, and ||who looks?")
    assert page.text.count('<details class="govuk-details" open>') == 1
    assert "How often, and ||who looks?" in page.text


def test_the_last_question_is_given_up_only_by_the_box(people):
    receive(people, "1. How often?")
    refused = press(people, "other", "How often")
    assert "it would leave no question" in words(refused)
    assert "it needs no question" in words(refused)
    assert press(people, "other", "How often", asks_nothing="on").status_code == 302
    assert numbers_and_texts() == []


def test_a_long_request_is_cut_page_by_page(people):
    receive(people, "\n".join(f"{at}. How often?" for at in range(1, 131)))
    page = signed_in(people.bryn).get(f"{CUT}?page=3")
    assert page.text.count('<details class="govuk-details"') == 10
    last = cuts_of(Request.objects.get())[0].pieces[-1]
    moved = signed_in(people.bryn).post(f"{CUT}?page=3", {"do": "heading", "cut": "1", "start": last.start})
    assert moved["Location"] == f"{CUT}?page=3#piece-{last.start}"


def test_once_the_answer_is_sent_the_page_has_no_buttons_and_a_press_is_refused(people):
    send(receive(people), people)
    page = signed_in(people.bryn).get(CUT)
    assert "The answer has been sent, so you can no longer split the request." in words(page)
    assert 'name="do"' not in page.text
    assert "You cannot change this request: its answer has been sent." in words(
        press(people, "join", "How often")
    )


def test_what_a_requester_wrote_is_shown_and_never_run(people):
    receive(people, "1. <script>alert(1)</script> why?\n2. {{ 7*7 }} & </textarea><img src=x>?")
    page = signed_in(people.bryn).get(CUT)
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    assert "{{ 7*7 }}" in page.text


def test_of_many_cuts_the_newest_are_offered_and_always_the_first(people):
    receive(people)
    for number in range(3, 16):
        press(people, "number", "How often", number=str(number))
    shown = words(signed_in(people.bryn).get(CUT))
    assert "Split 13:" in shown
    assert "Cut 4:" not in shown
    assert "Split 1: 2 questions" in shown


# Who asks


def test_who_asks_is_recorded_shown_and_corrected(people):
    row = receive(people)
    officer = signed_in(people.bryn)
    told = {"name": "Imogen Vale", "address": "i@example.invalid"}
    assert officer.post(REQUESTER, told)["Location"] == "/foi/requests/FOI-0001/"
    assert "Imogen Vale" in typed(officer.get(REQUESTER))
    officer.post(REQUESTER, told | {"name": "Imogen Vale-Penfold"})
    assert Requester.objects.get(request=row).name == "Imogen Vale-Penfold"


def test_a_refused_contact_keeps_what_was_typed(people):
    receive(people)
    page = signed_in(people.bryn).post(REQUESTER, {"name": "Imogen Vale", "address": ""})
    assert "Enter an email or postal address" in words(page)
    assert "Imogen Vale" in typed(page)


def test_once_the_answer_is_sent_who_asked_is_shown_and_not_changed(people):
    row = receive(people)
    requester.record(row, name="Imogen <b>", address="x <i>", by=people.bryn, at=given.AT)
    send(row, people)
    page = signed_in(people.bryn).get(REQUESTER)
    assert "Imogen &lt;b&gt;" in page.text
    assert "<i>" not in page.text
    assert '<span class="watchbook-text">x &lt;i&gt;</span>' in page.text
    assert "watchbook-text" not in words(page), "markup that is read instead of followed"
    assert 'name="address"' not in page.text
    assert "You cannot change this request: its answer has been sent" in words(
        signed_in(people.bryn).post(REQUESTER, {"name": "Another", "address": "elsewhere"})
    )


def test_no_other_page_of_the_request_names_who_asks(people):
    row = receive(people, "1. How often?")
    requester.record(row, name="Imogen Vale", address="i@example.invalid", by=people.bryn, at=given.AT)
    for page in ("", "draft/", "draft.html", "cut/", "alike/"):
        text = signed_in(people.bryn).get(f"/foi/requests/FOI-0001/{page}").text
        assert "Imogen" not in text, page
        assert "example.invalid" not in text, page


# The same request before


ASKED = {"1": "Which services look at social media?", "2": "How often, and who checks?"}


def an_answer(number, status="NOT_HELD", answer="Not held.", certificate="SC-0001", question=None):
    told = {"number": number, "status": status, "answer": answer, "certificate": certificate}
    return told | {"question": question or ASKED[number]}


def test_an_earlier_request_is_shown_with_what_was_said_and_what_is_said_now(people):
    first = receive(people)
    send(first, people, [an_answer("1"), an_answer("2", certificate="")])
    receive(people)
    page = signed_in(people.bryn).get(ALIKE)
    shown = words(page)
    assert "FOI-0001 : 2 of 2 questions" in shown or "FOI-0001: 2 of 2 questions" in shown
    assert "Was : not held Not held." in shown or "Was: not held Not held." in shown
    assert "Now" in shown
    assert shown.count("to be searched again") == 2
    assert "not answered in the earlier request" not in shown
    address = reverse("foi:question_search", args=["FOI-0002", "1"])
    assert f'href="{address}?from=SC-0001"' in page.text
    assert page.text.count("?from=") == 1
    assert "you must search again" in shown


def test_what_was_cut_otherwise_then_leads_to_its_answers_or_to_the_letter(people):
    whole = f"{ASKED['1']}\n2. {ASKED['2']}"
    send(receive(people), people, [an_answer("1", question=whole)])
    send(
        receive(people),
        people,
        [an_answer("1", question="How often?"), an_answer("3", question="Which looks, and why?")],
    )
    receive(people)
    page = signed_in(people.bryn).get("/foi/requests/FOI-0003/alike/")
    assert "Question 2 (answered under 1 in the earlier request) to be searched again" in words(page)
    assert "split differently in the earlier request" in words(page)
    assert 'href="/foi/requests/FOI-0002/letter/"' in page.text


def test_an_answer_divided_then_is_shown_in_its_parts(people):
    parts = [
        an_answer("1"),
        an_answer("2", question="How often,"),
        an_answer("2-2", question="and who checks?"),
    ]
    send(receive(people), people, parts)
    receive(people)
    shown = words(signed_in(people.bryn).get(ALIKE))
    assert "Question 2 (answered under 2 and 2-2 in the earlier request)" in shown
    assert "(2-2)" in shown


def test_its_entry_in_the_disclosure_log_is_led_to(people):
    row = receive(people)
    send(row, people, [an_answer("1")])
    made = Publication.objects.create(
        reference="DL-0001", edition=1, request_reference=row.reference, title="Looks", answers=[an_answer("1") | {"topic": None, "period": None}],
        published_on=date(2026, 3, 10), first_published_on=date(2026, 3, 10), requester_is_out=True, persons_are_out=True, recorded_by=people.bryn,
        received_on=date(2026, 3, 2), answered_on=date(2026, 3, 9), licence="ogl",
    )  # fmt: skip
    record(request.RECEIVED, subject=made, by=people.bryn, at=given.AT)  # the guard wants some event of it
    receive(people)
    address = reverse("foi:publication", args=["DL-0001"])
    assert f'href="{address}">DL-0001</a>' in signed_in(people.bryn).get(ALIKE).text


def test_whoever_only_reads_is_not_led_to_a_search(people):
    send(receive(people), people, [an_answer("1")])
    receive(people)
    assert "?from=" not in signed_in(people.fatima).get(ALIKE).text


def test_an_earlier_request_that_waits_is_said_to_wait(people):
    receive(people)
    receive(people)
    shown = words(signed_in(people.bryn).get(ALIKE))
    assert "not answered yet" in shown
    assert "2 (question 2 in the earlier request): How often" in shown


def test_what_is_said_as_it_was_is_said_to_be_the_same(people):
    given.a_letter_without_reply(people)
    question = (
        "1. Did the council receive the letter of the Surveillance Commissioner of 2017 on social media?"
    )
    first = receive(people, question)
    now = draft_of(first).answers[0]
    send(first, people, [an_answer("1", now.finding.status, now.answer, "", question[3:])])
    receive(people, question)
    shown = words(signed_in(people.bryn).get(ALIKE))
    assert "1 answer is the same today" in shown
    assert "Earlier and current answer" in shown


def test_other_words_and_another_number_are_shown(people):
    receive(people, "1. How often in 2019?\n2. Which services look at social media?")
    receive(people, "1. Which services look at social media?\n2. How often in 2025?")
    shown = words(signed_in(people.bryn).get(ALIKE))
    assert "1 (question 2 in the earlier request)" in shown
    assert re.search(r"Earlier wording ?: How often in 2019\?", shown)


def test_of_many_the_others_are_named_alone(people):
    for _ in range(7):
        receive(people)
    page = signed_in(people.bryn).get("/foi/requests/FOI-0007/alike/")
    assert "Older requests that are just as similar : FOI-0001." in words(
        page
    ) or "Older requests that are just as similar: FOI-0001." in words(page)


def test_a_request_that_nobody_made_before_says_so(people):
    receive(people)
    assert "No earlier request asks the same questions." in words(
        signed_in(people.bryn).get("/foi/requests/FOI-0001/alike/")
    )


# Who sees what


@pytest.mark.parametrize("name", one_in(4, sorted(EVERYONE, key=lambda name: name != "bryn")))
def test_who_sees_which_page(people, name):
    receive(people)
    kept = receive(people, file=given.LETTER)
    somebody = signed_in(getattr(people, name))
    for page in (CUT, REQUESTER, NEW):
        assert somebody.get(page).status_code == (200 if name == "bryn" else 403), page
    for page in (ALIKE, f"/foi/requests/{kept.reference}/file/"):
        assert somebody.get(page).status_code == (200 if name in READERS else 403), page


@pytest.mark.parametrize("page", [CUT, REQUESTER, FILE, ALIKE])
def test_of_a_request_that_is_not_there_nothing_is_found(people, page):
    assert signed_in(people.bryn).get(page).status_code == 404
