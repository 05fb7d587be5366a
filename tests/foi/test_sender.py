"""Who sent a mail is proposed as who asks; an address whose replies are published is known for what it is."""

from datetime import date

import pytest

from tests import given
from tests.pages import signed_in, words
from tests.reading.text import documents, outlook_file
from watchbook.files.upload import Content
from watchbook.foi.models import Requester
from watchbook.foi.request import request
from watchbook.foi.request.requester import Contact
from watchbook.foi.request.sender import publishes_replies
from watchbook.reading.text.mail_people import people as people_of

PAGE = "/foi/requests/FOI-0001/requester/"
PUBLIC = "request-12345-abcdef@whatdotheyknow.com"
PUBLISHES = "WhatDoTheyKnow publishes every reply to this address"


def received(people, data, *, name="request.eml", contact=None):
    return request.receive(
        "1. How often?", received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT,
        file=Content(data=data, name=name, media_type="application/octet-stream"), contact=contact,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "who"),
    [
        ("From: Ann Other <ann@example.org>", ("Ann Other", "ann@example.org")),
        ("From: ann@example.org", ("", "ann@example.org")),
        (
            "From: Ann Other <ann@example.org>\nReply-To: replies@example.org",
            ("Ann Other", "replies@example.org"),
        ),
        ('From: "Other, Ann" <ann@example.org>', ("Other, Ann", "ann@example.org")),
        ("From: Ann \u202eOther <ann@example.org>", ("Ann Other", "ann@example.org")),
        ("From: Ann Other", ("", "")),
        ("From: <>", ("", "")),
        ("Subject: none", ("", "")),
    ],
)
def test_the_sender_is_read_from_the_headers(headers, who):
    assert people_of(f"{headers}\nMIME-Version: 1.0\n\nHow often?\n".encode())[:2] == who


@pytest.mark.parametrize(
    ("address", "site"),
    [
        (PUBLIC, "WhatDoTheyKnow"),
        ("Request-1@WhatDoTheyKnow.com", "WhatDoTheyKnow"),
        ("Ann\n<foi@mail.whatdotheyknow.com>", "WhatDoTheyKnow"),
        ("ann@notwhatdotheyknow.com", ""),
        ("ann@whatdotheyknow.com.example.org", ""),
        ("1 High Street, whatdotheyknow.com", ""),
        ("", ""),
    ],
)
def test_an_address_is_known_whose_replies_are_published(address, site):
    assert publishes_replies(address) == site


MSG = outlook_file.container(
    outlook_file.message(p1000="1. How often?", p007D=f"From: Ann Other <{PUBLIC}>\r\n\r\n")
)


@pytest.mark.parametrize(
    ("name", "data", "address"),
    [("request.eml", documents.mail("1. How often?\n"), "ann@example.org"), ("request.msg", MSG, PUBLIC)],
)
def test_the_page_proposes_the_sender_and_records_nobody_by_itself(people, name, data, address):
    received(people, data, name=name)
    page = words(signed_in(people.bryn).get(PAGE))
    assert "We took the name and address from the email. Check the details" in page
    assert address in signed_in(people.bryn).get(PAGE).content.decode()
    assert (PUBLISHES in page) is (address == PUBLIC)
    assert not Requester.objects.exists()


def test_who_was_recorded_is_not_proposed_anew_and_the_letter_warns_too(people):
    received(people, documents.mail("1. How often?\n"), contact=Contact("Ben", PUBLIC))
    page = words(signed_in(people.bryn).get(PAGE))
    assert "from the email" not in page
    assert PUBLISHES in page
    letter = "/foi/requests/FOI-0001/letter/"
    assert PUBLISHES in words(signed_in(people.bryn).get(letter))
    assert "WhatDoTheyKnow" not in words(signed_in(people.helen).get(letter))


@pytest.mark.parametrize(
    ("name", "data"), [("request.eml", b"From: a@b.invalid\n"), ("request.txt", b"1. How often?")]
)
def test_a_file_that_names_no_sender_proposes_nobody(people, name, data):
    received(people, data, name=name)
    assert "from the email" not in words(signed_in(people.bryn).get(PAGE))


def a_mail(headers, text="1. How often?"):
    return f"{headers}\nMessage-ID: <1@example.org>\n\n{text}\n".encode()


FORWARD = (
    "Please answer.\n\n-----Original Message-----\nFrom: Jo Ashby <jo@example.org>\nSent: 20 February 2026 10:00\n"
    "To: info@council.invalid\nSubject: Bees\n\n1. How often?"
)


@pytest.mark.parametrize(
    ("data", "said", "contact"),
    [
        (
            a_mail("From: Jo <jo@example.org>\nReply-To: other@example.net"),
            "The email came from jo@example.org and asks for replies to other@example.net. The two addresses may belong to different people",
            "other@example.net",
        ),
        (
            a_mail("From: The Chief <chief@example.org>\nSender: Ann <ann@example.org>"),
            "Ann (ann@example.org) sent the request on behalf of the person named below",
            "chief@example.org",
        ),
        (
            a_mail(
                "From: Reception <desk@council.invalid>\nTo: foi@council.invalid\nSubject: FW: Bees", FORWARD
            ),
            "The email came from Reception desk@council.invalid and seems to forward an email that somebody else wrote",
            "jo@example.org",
        ),
    ],
)
def test_the_officer_is_told_whose_name_and_address_were_taken(people, data, said, contact):
    received(people, data)
    page = signed_in(people.bryn).get(PAGE)
    assert said in words(page)
    assert f">{contact}</textarea>" in page.content.decode()
    assert not Requester.objects.exists()


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        (f"For you.\n\nFrom: Hub <hub@council.invalid>\nSent: 23 February 2026\nSubject: FW: Bees\n\n{FORWARD}", True),
        ("The attached came today: 1. How often?", False),
    ],
)  # fmt: skip
def test_nobody_of_the_authority_who_forwards_a_mail_is_proposed(people, text, proposed):
    received(
        people, a_mail("From: Desk <desk@council.invalid>\nTo: foi@council.invalid\nSubject: FW: Bees", text)
    )
    page = signed_in(people.bryn).get(PAGE)
    assert (">jo@example.org</textarea>" in page.content.decode()) is proposed
    assert "council.invalid</textarea>" not in page.content.decode()
    assert ("seems to forward" in words(page)) is proposed


SEVERAL = "so we left the name and address blank. Find out whose request it is"


@pytest.mark.parametrize(
    ("headers", "said", "is_published"),
    [
        (
            f"From: Jo <jo@example.org>\nReply-To: a@example.net, {PUBLIC}",
            f"The email came from jo@example.org and asks for replies to a@example.net, {PUBLIC}.",
            True,
        ),
        (
            f"From: Jo <jo@example.org>\nReply-To: a@example.net\nReply-To: Jo <{PUBLIC}>",
            f"asks for replies to a@example.net, {PUBLIC}.",
            True,
        ),
        (
            "From: Jo <jo@example.org>\nReply-To: a@example.net)b@example.net",
            "asks for replies to a@example.net, b@example.net.",
            False,
        ),
        (
            "From: Jo <jo@example.org>\nReply-To: " + ",\n ".join(f"a{one}@example.net" for one in range(12)),
            "a9@example.net and 2 more.",
            False,
        ),
        (
            "From: Jo <jo@example.org>\nReply-To: a@example.net@example.org",
            "asks for replies to a@example.net@example.org.",
            False,
        ),
        (
            "From: Jo <jo@example.org>, Al Bee <al@example.net>\nSender: al@example.net",
            "The email names these senders: jo@example.org, al@example.net.",
            False,
        ),
    ],
)
def test_of_several_each_is_named_and_none_is_filled_in(people, headers, said, is_published):
    received(people, a_mail(headers))
    page = signed_in(people.bryn).get(PAGE)
    assert said in words(page)
    assert SEVERAL in words(page)
    assert "></textarea>" in page.content.decode()
    assert (PUBLISHES in words(page)) is is_published


def test_a_letter_that_is_none_of_a_to_z_is_named(people):
    received(people, a_mail("From: Jo <jo@example.org>\nReply-To: jo@ex\u0430mple.org"))
    assert "The address jo@ex\u0430mple.org has the letter “\u0430”." in words(
        signed_in(people.bryn).get(PAGE)
    )


def test_of_a_plain_mail_nothing_more_is_said(people):
    received(people, a_mail("From: Jo <jo@example.org>\nReply-To: JO@example.org\nSender: jo@example.org"))
    page = words(signed_in(people.bryn).get(PAGE))
    assert "asks for replies to" not in page
    assert "sent the request on behalf of" not in page
    assert "seems to forward" not in page


OLDER = "\n\n-----Original Message-----\nFrom: Al Bee <al@example.net>\nSent: 2 February 2026 10:00\nSubject: Bees\n\nHow often?"
FROM_JO = "From: Jo Ashby <jo@example.org>\nTo: foi@council.invalid\nSubject: A request"
FROM_DESK = "From: Desk <desk@council.invalid>\nTo: foi@council.invalid\nSubject: FW: Bees"
GHOST = "From: Ghost &lt;ghost@evil.example&gt;<br>Sent: 1 February 2026<br>Subject: Bees<br>"


@pytest.mark.parametrize(
    ("data", "said", "contact"),
    [
        (a_mail(FROM_JO, f"1. How often?{OLDER}"), "The email also contains an older email from Al Bee <al@example.net>.", "jo@example.org"),
        (
            a_mail(f"{FROM_JO}\nMIME-Version: 1.0\nContent-Type: text/html", f"<p>1. How often?</p><div style='font-size:0'>{GHOST}</div>"),
            "We took the name and address from the email.", "jo@example.org",
        ),
        (
            a_mail(f"{FROM_DESK}\nMIME-Version: 1.0\nContent-Type: text/html", f"<p>1. How often?</p><div style='display: none'>{GHOST}</div>"),
            "so we left the name and address blank", "",
        ),
        (
            a_mail(FROM_DESK, "\nFrom: pa@law.example On Behalf Of Jo Ashby <jo@example.org>\nSent: 2 February 2026\nSubject: Bees\n\nHow often?"),
            "We cannot tell whose request it is, so we left the name and address blank.", "",
        ),
        (a_mail("From: =?utf-8?q?Jo_=3Cjo=40example=2Eorg=3E?= <mal@evil.example>"), "names these senders: mal@evil.example, jo@example.org", ""),
        (a_mail('From: "jo ashby"@example.org'), "We cannot read the sender’s address: ", ""),
    ],
)  # fmt: skip
def test_a_mail_proposes_whom_it_is_from_and_only_reception_forwards(people, data, said, contact):
    received(people, data)
    page = signed_in(people.bryn).get(PAGE)
    assert said in words(page).replace("&lt;", "<").replace("&gt;", ">")
    assert f">{contact}</textarea>" in page.content.decode()
    assert "ghost@evil.example" not in page.content.decode()
