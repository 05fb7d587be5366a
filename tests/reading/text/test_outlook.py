"""A message as Outlook keeps it (MSG) is read as the mail that it is; one made to deceive costs little and gives nothing."""

import random
import struct
from contextlib import suppress
from datetime import date
from email import message_from_bytes, policy
from io import BytesIO
from time import process_time

import pytest

from tests.reading.text import documents
from tests.reading.text.outlook_file import container, message
from watchbook.files.refused import Refused
from watchbook.files.upload import look_at_bytes
from watchbook.reading.held import WithinKind
from watchbook.reading.text import outlook, rich_text, source
from watchbook.reading.text.refusals import NotARequest, RequestFault
from watchbook.reading.within.look import found_in

ASKED = "1. How often do you look?\r\n2. Who checks?\r\n"
RECEIVED = 0x0E06, 0x40, 134169390000000000  # half past three on 2 March 2026, as Windows counts
UTF_16, ANSI = (b"\x01\x90", "utf-16-le"), (b"\x01\x10", "latin-1")
HEADERS = (
    "Microsoft Mail Internet Headers Version 2.0\r\n"
    "Received: from a.invalid by b.invalid; Mon, 2 Mar 2026 23:30:00 -0100\r\n"
    "Received: from z.invalid by a.invalid; Sun, 1 Mar 2026 10:00:00 +0000\r\n"
    "Content-Type: multipart/mixed; boundary=x\r\nFrom: Ann <ann@example.org>\r\nSubject: Bees\r\n\r\n"
)


def msg(**parts):
    return container(message(**{"p1000": ASKED, **parts}))


def read(data, *, name="request.msg"):
    return source.read(name, data, limit=10**8)


def fault(data):
    with pytest.raises(NotARequest) as refusal:
        read(data)
    return refusal.value.fault


def within(data, *, name="request.msg"):
    return [(kind, what) for kind, what, _where in found_in(BytesIO(data), name)]


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"p1000": "1. Café – how “often”?".encode("cp1252")},
        {"p1000": "1. Café – how “often”?".encode(), "code_page": 65001},
        {"p1000": "1. Café – how “often”?".encode("cp1250"), "code_page": 1250},
        {"p1000": "", "p1013": "<p>1. Café – how “often”?</p>".encode(), "fixed": [(0x3FDE, 3, 65001)]},
        {"p1000": "", "p1013": "<p>1. Café – how “often”?</p>"},
    ],
)
def test_its_text_is_read_however_it_is_kept(parts):
    found = read(msg(**parts))
    assert found.format == "msg"
    asked = "1. How often do you look?" if not parts else "1. Café – how “often”?"
    assert found.text.splitlines()[0].strip() == asked


def test_it_is_known_by_what_it_is_and_not_by_its_name():
    assert read(msg(), name="request.txt").format == "msg"
    assert read(msg(), name="").format == "msg"


def test_what_its_page_alone_says_stands_below_its_text():
    found = read(msg(p1013="<p>1. How often do you look?</p><p>3. And who pays?</p>")).text
    assert found.index("2. Who checks?") < found.index("3. And who pays?")


RICH = rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}1. How many \'93fake\'94 accounts?\par 2. Who checks?\par}"


def rich(words, *, kind=b"MELA"):
    return (
        (len(words) + 12).to_bytes(4, "little") + len(words).to_bytes(4, "little") + kind + bytes(4) + words
    )


def test_what_its_formatted_half_alone_says_stands_below_its_text():
    found = read(msg(p1009=rich(RICH))).text
    assert (
        found.index("2. Who checks?") < found.index("[Only in the formatted version") < found.index("“fake”")
    )
    assert found.count("Who checks?") == 1
    assert "How many “fake” accounts?" in read(msg(p1000="", p1009=rich(RICH))).text


def test_a_formatted_half_that_is_packed_is_unpacked():
    packed = bytes.fromhex(
        "03000a007263706 7313235 42320af3 2068656c090020627705b06c647d0a800fa0".replace(" ", "")
    )
    head = b"\x2d\x00\x00\x00\x2b\x00\x00\x00LZFu\xf1\xc5\xc7\xa7"
    assert rich_text.unpacked(head + packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@pytest.mark.parametrize("packed", [b"x", rich(b"\x00ab", kind=b"LZFu"), rich(RICH, kind=b"ZZZZ")])
def test_a_formatted_half_that_cannot_be_read_is_told(packed):
    assert "Open it in Outlook to see whether it says more" in read(msg(p1009=packed)).text


@pytest.mark.parametrize(
    ("parts", "who"),
    [
        ({"p007D": "From: Jo <jo@example.org>\r\nReply-To: r-1@whatdotheyknow.com\r\n\r\n"}, ("Jo", "r-1@whatdotheyknow.com")),
        ({"p0042": "The Chief", "p0065": "chief@example.org", "p0C1A": "Jo", "p0C1F": "jo@example.org"}, ("The Chief", "chief@example.org")),
        ({"p0C1A": "Jo\r\n\u202eAshby", "p0C1F": "jo@example.org"}, ("JoAshby", "jo@example.org")),
        ({"p0C1A": "Jo", "p0C1F": "/O=COUNCIL/CN=JO"}, ("", "")),
    ],
)  # fmt: skip
def test_it_proposes_whom_it_is_from(parts, who):
    assert read(msg(**parts)).people[:2] == who


def reply_entry(name, address, *, kind=UTF_16):
    """One to whom answers go, in the list of [MS-OXCDATA] 2.3.3 and 2.2.5.1."""
    flags, codec = kind
    words = "".join(f"{one}\0" for one in (name, "SMTP", address)).encode(codec)
    entry = bytes(4) + bytes.fromhex("812b1fa4bea310199d6e00dd010f5402") + bytes(2) + flags + words
    entry = struct.pack("<I", len(entry)) + entry
    return struct.pack("<II", 1, len(entry)) + entry


@pytest.mark.parametrize(
    ("parts", "replies"),
    [
        ({"p0050": "r-1@whatdotheyknow.com"}, ("r-1@whatdotheyknow.com",)),
        ({"p0050": "Ann; r-1@whatdotheyknow.com; al@example.net"}, ("r-1@whatdotheyknow.com", "al@example.net")),
        ({"p004F": reply_entry("Ann", "ann@example.net")}, ("ann@example.net",)),
        ({"p004F": reply_entry("Ann", "ann@example.net", kind=ANSI)}, ("ann@example.net",)),
        ({"p004F": reply_entry("", "ann@example.net"), "p0050": "ann@example.net"}, ("ann@example.net",)),
        ({"p004F": b"@" * 4001, "p0050": "Ann"}, ()),
    ],
)  # fmt: skip
def test_to_whom_it_wants_answers_is_read_from_its_properties_too(parts, replies):
    found = read(msg(p0C1A="Jo", p0C1F="jo@example.org", **parts)).people
    assert found.came_from == ("jo@example.org" if replies else "")
    assert (found.replies or (found.address,)) == (replies or ("jo@example.org",))


def test_a_code_page_that_nobody_knows_is_read_as_the_usual_one():
    assert "Café" in read(msg(p1000="1. Café?".encode("cp1252"), code_page=99999)).text


def test_the_time_at_which_it_came_counts_and_not_what_its_sender_wrote():
    found = read(msg(p007D="Date: Mon, 1 Jan 2001 12:00:00 +0000\r\n\r\n", fixed=[RECEIVED]))
    assert found.dated == date(2026, 3, 2)


def test_the_files_that_came_with_it_are_named_and_not_read():
    found = read(msg(attached=[("a.pdf", b"%PDF-1.4" + bytes(9000)), ("note.txt", b"3. Why?")]))
    assert found.unread == ("a.pdf", "note.txt")
    assert "Why" not in found.text


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ({"p007D": HEADERS}, (date(2026, 3, 3), "Received")),
        ({"p007D": HEADERS.encode()}, (date(2026, 3, 3), "Received")),
        ({"p007D": "Date: Mon, 2 Mar 2026 12:00:00 +0000\r\n\r\n"}, (date(2026, 3, 2), "Date")),
        ({"fixed": [RECEIVED]}, (date(2026, 3, 2), "Date")),
        ({"fixed": [(0x0039, 0x40, RECEIVED[2])]}, (date(2026, 3, 2), "Date")),
        ({"fixed": [(0x0E06, 0x40, 2**64 - 1)]}, None),
        ({}, None),
    ],
)
def test_it_bears_the_day_on_which_it_came(parts, day):
    found = read(msg(**parts))
    assert ((found.dated, found.dated_by) if found.dated else None) == day


def test_who_wrote_it_and_what_about_are_in_the_mail_that_it_becomes():
    made = message_from_bytes(
        outlook.as_mail(msg(p0037="Bees\r\nBcc: x@y.invalid", p0C1A="Ann Ölson", p0C1F="ann@example.org")),
        policy=policy.default,
    )
    assert (made["Subject"], made["Bcc"]) == ("Bees Bcc: x@y.invalid", None)
    assert made["From"].addresses[0].display_name == "Ann Ölson"


def test_a_message_within_a_message_is_refused_and_what_came_with_it_is_named():
    data = msg(within=lambda at: message(folder=at, p1000="Inner", attached=[("a.exe", b"MZ" + bytes(64))]))
    assert fault(data) is RequestFault.MAIL_WITHIN_MAIL
    assert (WithinKind.PROGRAM, "a.exe") in within(data)


def test_messages_within_messages_end_somewhere():
    def deeper(at, *, left=9):
        inner = (lambda under: deeper(under, left=left - 1)) if left else None
        return message(folder=at, p1000="Inner", within=inner)

    assert fault(container(deeper(()))) is RequestFault.MAIL_WITHIN_MAIL


def test_what_an_object_in_the_text_is_made_of_is_looked_into():
    streams = message(p1000=ASKED)
    packed = b"\x02\x00Invoice.exe\x00C:\\a\\Invoice.exe\x00\x00\x00\x03\x00MZ"
    streams["__attach_version1.0_#00000000", "__substg1.0_3701000D", "\x01Ole10Native"] = packed
    assert (WithinKind.PROGRAM, "Invoice.exe") in within(container(streams))
    assert read(container(streams)).unread == ("attachment",)


def test_one_without_text_says_so():
    assert fault(msg(p1000="")) is RequestFault.MAIL_EMPTY
    assert fault(msg(p1000="", attached=[("a.pdf", b"%PDF-1.4")])) is RequestFault.MAIL_ONLY_ATTACHMENTS


def test_streams_that_lie_in_one_place_are_no_longer_than_the_file():
    streams = message(p1000=ASKED, attached=[(f"{number}.bin", bytes(5000)) for number in range(40)])
    data = bytearray(container(streams))
    first = data.index("__substg1.0_37010102".encode("utf-16-le")) + 116
    size = len(data) // 2
    at = -1
    while (at := data.find("__substg1.0_37010102".encode("utf-16-le"), at + 1)) >= 0:
        data[at + 116 : at + 120] = data[first : first + 4]
        data[at + 120 : at + 124] = size.to_bytes(4, "little")
    assert fault(bytes(data)) is RequestFault.MAIL_BROKEN


def test_cut_or_damaged_anywhere_it_is_read_or_refused_and_nothing_else():
    whole, luck = msg(p007D=HEADERS, attached=[("a.pdf", bytes(5000))]), random.Random(6)
    for _ in range(300):
        damaged = bytearray(whole[: luck.choice((len(whole), luck.randrange(8, len(whole))))])
        for _ in range(luck.randrange(6)):
            damaged[luck.randrange(8, len(damaged))] = luck.randrange(256)
        with suppress(NotARequest):
            read(bytes(damaged))
        within(bytes(damaged))


def test_it_is_kept_and_an_old_document_under_its_name_is_not():
    zipped = documents.paragraphs("An annex")
    assert (
        look_at_bytes(msg(attached=[("annex.docx", zipped)]), name="a.msg").media_type
        == "application/vnd.ms-outlook"
    )
    old = container({("WordDocument",): bytes(5000)})
    with pytest.raises(Refused, match=r"\.msg"):
        look_at_bytes(old, name="a.msg")
    assert fault(old) is RequestFault.OLD_OFFICE


@pytest.mark.usefixtures("real_child")
def test_it_is_read_by_a_process_of_its_own():
    assert "How often" in read(msg()).text


def test_ten_thousand_recipients_cost_no_more_than_any_mail_and_files_beyond_the_limit_are_told():
    many = message(p1000=ASKED)
    for number in range(10_000):
        many[f"__recip_version1.0_#{number:08X}", "__substg1.0_3001001F"] = b"x\0"
    before = process_time()
    assert "Who checks?" in read(container(many)).text
    assert process_time() - before < 5
    with pytest.raises(NotARequest) as refusal:
        read(msg(attached=[(f"{number}.txt", b"x") for number in range(201)]))
    assert (refusal.value.fault, refusal.value.values) == (RequestFault.MAIL_TOO_MANY_FILES, {"limit": 200})


@pytest.mark.parametrize("name", ["message.rpmsg", "SMIME.p7m"])
def test_a_protected_mail_is_told_as_such(name):
    assert (
        fault(msg(p1000="This message is protected", attached=[(name, b"x" * 9)]))
        is RequestFault.MAIL_ENCRYPTED
    )


def test_one_that_is_cut_off_is_told_as_such_wherever_it_is_cut():
    whole = msg(p007D=HEADERS, attached=[("a.pdf", bytes(50_000))])
    for end in range(600, len(whole) - 1024, 5000):
        assert fault(whole[:end]) is RequestFault.MAIL_CUT


def test_who_sent_it_for_another_and_what_it_forwards_are_told():
    found = read(msg(p0042="The Chief", p0065="chief@example.org", p0C1A="Jo", p0C1F="jo@example.org"))
    assert found.people.sent_by == "Jo (jo@example.org)"
    inner = "From: Ann <ann@example.org>\r\nSent: 27 February 2026 10:00\r\n\r\n1. Why?"
    assert read(msg(p1000=inner, fixed=[RECEIVED])).forwards[:3] == (
        "Ann",
        "ann@example.org",
        date(2026, 2, 27),
    )


def test_a_header_that_is_made_to_cost_much_is_read_as_far_as_any_letter_has_one():
    begun = process_time()
    mail = outlook.as_mail(msg(p0037='"' * 400_000))
    assert process_time() - begun < 10  # whole it takes more than half a minute
    assert b"How often" in message_from_bytes(mail, policy=policy.default).get_content().encode()
