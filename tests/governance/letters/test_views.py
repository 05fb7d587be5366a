"""Pages of letters: the register, one letter, recording, correcting, answering, signing, downloads."""

from datetime import date, timedelta

import pytest

from tests import given
from tests.given import AT, particulars
from tests.log import everything
from tests.pages import PDF, a_day, a_file, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.governance.letters import letter_received
from watchbook.governance.letters.models import LetterAnswer, LetterReceived
from watchbook.governance.letters.queries import letters, letters_without_an_answer
from watchbook.governance.statements.counts import held
from watchbook.organisation.queries import today

LETTERS = "/governance/letters/"
ADD = f"{LETTERS}add/"
KEEPERS = {"helen", "simon"}
READERS = KEEPERS | {"leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"}
SENT = {
    "sender": "osc",
    "subject": "Social media",
    "concerns_social_media": "yes",
    **a_day("dated_on", date(2017, 3, 20)),
    **a_day("received_on", date(2017, 3, 22)),
}
AHEAD = today() + timedelta(days=2)  # of midnight too, which a run may pass
REPLY_SENT = a_day("sent_on", date(2017, 4, 3))


def page_of(reference="L-0001", tail=""):
    return f"{LETTERS}{reference}/{tail}"


def a_letter_with_a_reply_without_copies(people, file):
    letter = given.a_letter(people, file=file)
    return letter_received.answer(letter, sent_on=date(2017, 4, 3), file=file, by=people.helen, at=AT)


def test_the_register_lists_letters_newest_first_with_what_became_of_each(people):
    given.a_letter_with_reply(people, subject="Answered", dated_on=date(2017, 1, 1))
    given.a_letter_without_reply(people, subject="Signed")
    given.a_letter(people, subject="Open", dated_on=date(2017, 2, 1))
    text = words(signed_in(people.edmund).get(LETTERS))
    rows = [
        "L-0002 From Office of Surveillance Commissioners About Signed Dated 20 March 2017"
        " Reply no reply was asked for and none was sent",
        "L-0003 From Office of Surveillance Commissioners About Open Dated 1 February 2017"
        " Reply not recorded yet",
        "L-0001 From Office of Surveillance Commissioners About Answered Dated 1 January 2017"
        " Reply a reply was sent",
    ]
    assert [text.index(row) for row in rows] == sorted(text.index(row) for row in rows)
    assert "Record a letter" not in text


def test_an_empty_register_says_that_this_proves_nothing(people):
    text = words(signed_in(people.helen).get(LETTERS))
    assert "No letters yet" in text
    assert "Record a letter" in text


def test_a_letter_is_recorded_with_its_copy(people):
    client = signed_in(people.helen)
    assert "Record a letter from an oversight body" in words(client.get(ADD))
    response = client.post(ADD, SENT | {"file": a_file("C:\\letters\\osc.pdf")}, follow=True)
    assert "The letter was recorded as L-0001." in words(response)
    row = LetterReceived.objects.get()
    assert (row.subject, row.concerns_social_media, row.file_name) == ("Social media", True, "osc.pdf")
    assert the_store().get(row.file_sha256) == PDF


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"subject": ""}, "Enter the subject of the letter"),
        ({"received_on_day": "19"}, "date of receipt is before the date on the letter"),
        (a_day("received_on", AHEAD), "the date on the letter or the date of receipt is in the future."),
        ({"file": ("x.docm", b"PK")}, "Files whose names end in .docm may contain macros"),
        ({"file": ("x.exe", b"MZ")}, "We do not keep files of this kind."),
        ({"file": ("x.pdf", b"MZ")}, "The file’s name ends in .pdf, but its content is of another kind."),
    ],
)
def test_a_refused_letter_keeps_what_was_typed_and_writes_nothing(people, files_folder, changes, says):
    client = signed_in(people.helen)
    before = everything()
    sent = SENT | {name: a_file(*value) if name == "file" else value for name, value in changes.items()}
    response = client.post(ADD, sent)
    assert response.status_code == 200
    assert "Error: Record a letter" in words(response)
    assert says in words(response)
    kept = {value for name, value in (SENT | changes).items() if name != "file" and value}
    assert kept <= typed(response)
    assert everything() == before
    assert not files_folder.exists()


def test_a_letter_shows_all_that_is_known_of_it(people):
    letter = given.a_letter_with_reply(people)
    letter_received.correct(letter, particulars(subject="Corrected"), file=None, by=people.simon, at=AT)
    text = words(signed_in(people.bryn).get(page_of()))
    for said in (
        "L-0001",
        "Corrected",
        "letter.pdf (17 bytes) SHA-256 " + letter.file_sha256,
        "sent 3 April 2017: reply.pdf",
        "Simon, ",
        "Earlier versions of this entry Social media in investigations, dated 20 March 2017",
        "The letter was recorded. – 2 March 2026 at 10:00am, by Helen",
        "The letter’s entry was corrected by a new version. – ",
        "The reply was recorded. – ",
    ):
        assert said in text
    assert "Correct this entry" not in text


@pytest.mark.parametrize(
    ("reach", "says"),
    [
        (given.a_letter, "Reply not recorded yet"),
        (
            given.a_letter_without_reply,
            "no reply was asked for and none was sent Signed by Simon, 2 March 2026",
        ),
        (a_letter_with_a_reply_without_copies, "sent 3 April 2017 (no copy is held)"),
    ],
)
def test_a_letter_shows_what_became_of_it(people, reach, says):
    reach(people, file=None)
    text = words(signed_in(people.bryn).get(page_of()))
    assert says in text
    assert "Copy no copy is held" in text


def test_buttons_are_shown_to_those_who_may_and_while_they_make_sense(people):
    buttons = (
        "Record the reply", "Confirm that no reply was asked for", "Correct the reply", "Correct this entry"
    )  # fmt: skip

    def shown(name, reference):
        text = words(signed_in(getattr(people, name)).get(page_of(reference)))
        return [button for button in buttons if button in text]

    given.a_letter(people)
    assert shown("simon", "L-0001") == [button for button in buttons if button != "Correct the reply"]
    assert shown("helen", "L-0001") == ["Record the reply", "Correct this entry"]
    assert shown("bryn", "L-0001") == []
    given.a_letter_without_reply(people)
    assert shown("simon", "L-0002") == ["Correct the reply", "Correct this entry"]
    assert shown("helen", "L-0002") == ["Correct this entry"]
    given.a_letter_with_reply(people)
    assert shown("helen", "L-0003") == ["Correct the reply", "Correct this entry"]


def test_an_entry_is_corrected_from_what_it_says(people):
    given.a_letter(people)
    client = signed_in(people.simon)
    assert {"osc", "yes", "Social media in investigations", "20", "22"} <= typed(
        client.get(page_of(tail="correct/"))
    )
    response = client.post(page_of(tail="correct/"), SENT | {"concerns_social_media": "no"}, follow=True)
    assert "The entry was corrected. We keep the earlier version." in words(response)
    assert LetterReceived.objects.get(corrected_by=None).concerns_social_media is False
    response = client.post(page_of(tail="correct/"), SENT | {"received_on_day": "19"})
    assert "date of receipt is before the date on the letter" in words(response)
    assert {"Social media", "19"} <= typed(response)


def test_a_reply_is_recorded(people):
    given.a_letter(people)
    client = signed_in(people.helen)
    assert "When was the reply sent?" in words(client.get(page_of(tail="reply/")))
    early = client.post(page_of(tail="reply/"), a_day("sent_on", date(2017, 3, 21)))
    assert "date of the reply is before the date of receipt" in words(early)
    assert "21" in typed(early)
    response = client.post(page_of(tail="reply/"), REPLY_SENT | {"file": a_file("r.pdf")}, follow=True)
    assert "The reply was recorded." in words(response)
    assert LetterAnswer.objects.get().file_name == "r.pdf"
    again = client.post(page_of(tail="reply/"), REPLY_SENT)
    assert "a reply to this letter is already recorded." in words(again)


def test_a_letter_with_a_reply_leads_from_recording_another_to_correcting_it(people):
    given.a_letter_with_reply(people)
    response = signed_in(people.helen).get(page_of(tail="reply/"), follow=True)
    assert response.redirect_chain == [(page_of(tail="reply/correct/"), 302)]
    assert "A reply to this letter is already recorded. If it is wrong, correct it here." in words(response)
    given.a_letter(people)
    response = signed_in(people.helen).get(page_of("L-0002", "reply/correct/"), follow=True)
    assert response.redirect_chain == [(page_of("L-0002", "reply/"), 302)]
    assert "When was the reply sent?" in words(response)


def test_a_reply_is_corrected_from_what_is_on_record(people):
    given.a_letter_with_reply(people)
    client, address = signed_in(people.helen), page_of(tail="reply/correct/")
    assert {"replied", "3", "4", "2017"} <= typed(client.get(address))
    sent = {"outcome": "replied", **a_day("sent_on", date(2017, 4, 5))}
    response = client.post(address, sent | {"file": a_file("right.pdf")}, follow=True)
    assert "The outcome of the letter was corrected. We keep the earlier version." in words(response)
    assert "sent 5 April 2017: right.pdf" in words(response)
    assert "a reply was sent, sent 3 April 2017: reply.pdf" in words(response)
    response = client.post(address, sent | {"drops_copy": "on"}, follow=True)
    assert "sent 5 April 2017 (no copy is held)" in words(response)
    assert "The copy on file is not the reply" not in words(client.get(address))
    assert "a reply was sent, sent 5 April 2017: right.pdf" in words(response)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (dict.fromkeys(("sent_on_day", "sent_on_month", "sent_on_year"), ""), "Enter the date the reply was"),
        ({"sent_on_day": "31"}, "must be a real date"),
        (a_day("sent_on", AHEAD), "the date of the reply is in the future."),
        (
            {"drops_copy": "on", "file": ("r.pdf", PDF)},
            "If the file that you uploaded is the reply, clear this box. If it is not, remove",
        ),
        ({"outcome": "no_reply", "file": ("r.pdf", PDF)}, "Remove the file, or select “A reply was sent”"),
        ({"file": ("x.pdf", b"MZ")}, "The file’s name ends in .pdf, but its content is of another kind."),
        ({"outcome": ""}, "Select the outcome of the letter"),
    ],
)
def test_a_refused_correction_of_a_reply_keeps_what_was_typed(people, changes, says):
    given.a_letter_with_reply(people)
    before = everything()
    typed_in = {"outcome": "replied", **a_day("sent_on", date(2017, 4, 5))} | changes
    sent = {name: a_file(*value) if name == "file" else value for name, value in typed_in.items()}
    response = signed_in(people.simon).post(page_of(tail="reply/correct/"), sent)
    assert says in words(response)
    assert {value for name, value in typed_in.items() if name != "file" and value} <= typed(response) | {"on"}
    assert everything() == before


def test_the_sro_alone_says_that_a_recorded_reply_was_none(people):
    given.a_letter_with_reply(people)
    address, none_sent = page_of(tail="reply/correct/"), {"outcome": "no_reply"}
    refused = signed_in(people.helen).post(address, none_sent)
    assert (
        "You cannot confirm that a letter asked for no reply and none was sent: only the senior responsible officer can"
        in words(refused)
    )
    assert "no_reply" in typed(refused)
    response = signed_in(people.simon).post(address, none_sent, follow=True)
    assert "no reply was asked for and none was sent Signed by Simon" in words(response)
    assert signed_in(people.helen).get(address).status_code == 403
    again = signed_in(people.simon).post(address, none_sent)
    assert "has already confirmed that no reply was asked for" in words(again)


def test_the_sro_signs_by_ticking_the_box(people):
    given.a_letter(people)
    client = signed_in(people.simon)
    assert "You sign as senior responsible officer" in words(client.get(page_of(tail="no-reply/")))
    unticked = client.post(page_of(tail="no-reply/"), {"csrfmiddlewaretoken": "x"})
    assert "Select the box to confirm" in words(unticked)
    response = client.post(page_of(tail="no-reply/"), {"confirmed": "on"}, follow=True)
    assert "You signed to confirm that no reply was asked for and none was sent." in words(response)
    again = client.post(page_of(tail="no-reply/"), {"confirmed": "on"})
    assert "You cannot record the outcome again: the outcome of this" in words(again)


def test_a_copy_is_given_to_save_and_never_to_show(people):
    given.a_letter_with_reply(people)
    client = signed_in(people.ivo)
    for tail, data, name in (
        ("file/", given.LETTER, "letter.pdf"),
        ("reply/file/", given.REPLY, "reply.pdf"),
    ):
        response = client.get(page_of(tail=tail))
        assert response.content == data.data
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "no-store"


def test_where_no_copy_is_held_there_is_none_to_give(people):
    given.a_letter(people, file=None)
    client = signed_in(people.ivo)
    for tail in ("file/", "reply/file/"):
        assert client.get(page_of(tail=tail)).status_code == 404


def test_a_copy_with_a_hostile_name_is_saved_under_a_harmless_one(people):
    name = 'a";\u202efdp.exe\r\nX: y.pdf'
    given.a_letter(people, file=Content(data=PDF, name=name, media_type="application/pdf"))
    response = signed_in(people.ivo).get(page_of(tail="file/"))
    assert response["Content-Disposition"] == 'attachment; filename="a___fdp.exe__X_ y.pdf"'


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    given.a_letter_with_reply(people)
    closed_to_all_but(
        READERS,
        people,
        LETTERS,
        page_of(),
        page_of(tail="file/"),
        page_of(tail="reply/file/"),
        match="cannot read the register of letters",
    )
    closed_to_all_but(
        KEEPERS,
        people,
        ADD,
        page_of(tail="correct/"),
        page_of(tail="reply/"),
        page_of(tail="reply/correct/"),
        match="cannot record a letter from an oversight body",
    )
    closed_to_all_but(
        {"simon"}, people, page_of(tail="no-reply/"), match="only the senior responsible officer"
    )


def test_there_is_no_page_of_a_letter_that_was_not_recorded(people):
    client = signed_in(people.simon)
    for tail in ("", "correct/", "reply/", "reply/correct/", "no-reply/", "file/", "reply/file/"):
        assert client.get(page_of("L-9999", tail)).status_code == 404


def test_what_can_only_be_read_is_read_by_get_only(people):
    given.a_letter(people)
    client = signed_in(people.simon)
    for address in (LETTERS, page_of(), page_of(tail="file/")):
        assert client.post(address, {"x": "y"}).status_code == 405


def test_the_register_takes_the_same_number_of_queries_for_two_letters_and_for_fifty(
    people, django_assert_num_queries
):
    client = signed_in(people.simon)
    for count in (2, 50):
        while LetterReceived.objects.count() < count:
            given.a_letter(people, file=None)
        with django_assert_num_queries(5):
            client.get(LETTERS)


def test_a_letter_takes_the_same_number_of_queries_for_two_versions_and_for_fifty(
    people, django_assert_num_queries
):
    newest = given.a_letter_without_reply(people)
    client = signed_in(people.simon)
    for count in (2, 50):
        while LetterReceived.objects.count() < count:
            newest = letter_received.correct(newest, particulars(), file=None, by=people.helen, at=AT)
        client.get(page_of())
        with django_assert_num_queries(11):
            assert words(client.get(page_of())).count("entry was corrected by a new") == 2 * (count - 1)


def test_a_page_opened_before_somebody_else_corrected_the_letter_or_its_reply_changes_nothing(people):
    answer = a_letter_with_a_reply_without_copies(people, None)
    letter = LetterReceived.objects.get()
    client, reply = signed_in(people.helen), {"outcome": "replied", **REPLY_SENT}
    pages = {"correct/": (letter, SENT), "reply/correct/": (answer, reply)}
    for tail, (row, sent) in pages.items():
        assert f'name="seen" value="{row.id}"' in client.get(page_of(tail=tail)).text
        client.post(page_of(tail=tail), {**sent, "seen": str(row.id)})
    before = everything()
    for tail, (row, sent) in pages.items():
        answered = client.post(page_of(tail=tail), {**sent, "seen": str(row.id)})
        assert "somebody has already corrected the entry" in words(answered)
    assert everything() == before


def test_a_letter_recorded_twice_is_taken_back_and_counts_nowhere(people):
    kept, twice = given.a_letter(people), given.a_letter(people)
    client = signed_in(people.helen)
    page = f"/governance/letters/{twice}/"
    assert f"{page}take-back/" in client.get(page).text
    sent = {"seen": str(twice.pk), "confirmed": "on"}
    assert "The entry was taken back." in words(client.post(f"{page}take-back/", sent, follow=True))
    assert "This entry was taken back." in words(client.get(page))
    assert [one.letter for one in letters()] == [kept]
    assert list(letters_without_an_answer()) == [kept]
    days = {"first_on": kept.received_on, "last_on": kept.received_on}
    assert held(["letters"], service=None, **days) == {"letters": 1}
    with pytest.raises(WrongState, match="You cannot record the outcome of this letter"):
        letter_received.confirm_no_reply(twice, by=people.simon, at=given.AT)
