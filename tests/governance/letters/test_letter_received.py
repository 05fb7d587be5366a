"""Letters from oversight bodies: recorded, corrected, answered, signed as needing no answer."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from tests import given
from tests.given import AT, LETTER, REPLY, particulars
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.files.store import the_store
from watchbook.governance.letters import letter_received
from watchbook.governance.letters.letter_received import LetterOutcome
from watchbook.governance.letters.models import LetterAnswer, LetterReceived
from watchbook.governance.permissions import KEEPERS

WHO_KEEPS = {"helen", "simon"}
SENT = date(2017, 4, 3)
TOMORROW = AT.date() + timedelta(days=1)
HASH = sha256(LETTER.data).hexdigest()
ONLY_KEEPERS = "You cannot record a letter from an oversight body: only the RIPA co-ordinator or senior responsible officer can"


def answer(letter, by, *, sent_on=SENT, file=REPLY):
    return letter_received.answer(letter, sent_on=sent_on, file=file, by=by, at=AT)


def sign(letter, by):
    return letter_received.confirm_no_reply(letter, by=by, at=AT)


def correct(letter, by, *, file=None, **changes):
    return letter_received.correct(letter, particulars(**changes), file=file, by=by, at=AT)


def correct_answer(answered, by, *, sent_on=SENT, file=None, keeps_copy=True):
    outcome = LetterOutcome(sent_on=sent_on, keeps_copy=keeps_copy)
    return letter_received.correct_answer(answered, outcome, file=file, by=by, at=AT)


def a_reply(people, **facts):
    return given.a_letter_with_reply(people, **facts).answers.get()


def test_a_letter_is_recorded_with_its_copy_and_the_next_reference(people):
    row = LetterReceived.objects.get(pk=given.a_letter(people, subject=" On social media ").pk)
    assert (row.reference, str(row), row.sender, row.subject) == (
        "L-0001",
        "L-0001",
        "osc",
        "On social media",
    )
    assert (row.dated_on, row.received_on, row.concerns_social_media) == (
        date(2017, 3, 20), date(2017, 3, 22), True
    )  # fmt: skip
    assert (row.recorded_by, row.corrects) == (people.helen, None)
    assert (row.file_sha256, row.file_name) == (HASH, "letter.pdf")
    assert (row.file_media_type, row.file_size) == ("application/pdf", len(LETTER.data))
    assert the_store().get(row.file_sha256) == LETTER.data
    assert given.a_letter(people).reference == "L-0002"


def test_a_letter_without_a_copy_says_that_none_is_held(people):
    row = given.a_letter(people, file=None)
    assert (row.file_sha256, row.file_name, row.file_media_type, row.file_size) == ("", "", "", 0)


def test_the_log_tells_a_letter_without_the_words_of_its_subject(people):
    row = given.a_letter(people)
    fields = {
        "reference": "L-0001",
        "sender": "osc",
        "concerns_social_media": True,
        "dated_on": "2017-03-20",
        "received_on": "2017-03-22",
        "file_sha256": HASH,
        "corrects": None,
    }
    personal = {"about": "Social media in investigations"}
    assert told(row) == ("letter_received.recorded", people.helen.id, AT, fields, personal)
    newer = correct(row, people.simon, subject="Jane Roe")
    fields |= {"corrects": str(row.id)}
    assert told(newer) == ("letter_received.corrected", people.simon.id, AT, fields, {"about": "Jane Roe"})
    assert "Jane Roe" not in open_words()
    assert "Social media in" not in open_words()


def test_the_log_tells_an_answer_of_either_kind(people):
    first, second = given.a_letter(people), given.a_letter(people)
    fields = {
        "letter_reference": "L-0001",
        "letter": str(first.id),
        "kind": "replied",
        "sent_on": "2017-04-03",
        "confirmed_on": "2026-03-02",
        "file_sha256": sha256(REPLY.data).hexdigest(),
        "corrects": None,
    }
    assert told(answer(first, people.helen)) == ("letter_received.answered", people.helen.id, AT, fields, {})
    fields |= {"letter_reference": "L-0002", "letter": str(second.id)}
    fields |= {"kind": "no_reply", "sent_on": None, "file_sha256": ""}
    signed = sign(second, people.simon)
    assert told(signed) == ("letter_received.no_reply_confirmed", people.simon.id, AT, fields, {})


def test_a_correction_is_a_new_version_that_carries_the_copy_over(people):
    old = given.a_letter(people)
    newer = correct(old, people.simon, sender="ipco", concerns_social_media=False)
    assert (newer.reference, newer.corrects, newer.sender) == ("L-0001", old, "ipco")
    assert (newer.file_sha256, newer.file_name, newer.file_size) == (HASH, "letter.pdf", len(LETTER.data))
    old.refresh_from_db()
    assert (old.sender, old.concerns_social_media) == ("osc", True)
    third = correct(newer, people.helen, file=REPLY)
    assert (third.file_name, third.file_sha256) == ("reply.pdf", sha256(REPLY.data).hexdigest())


def test_only_the_newest_version_is_corrected(people):
    old = given.a_letter(people)
    correct(old, people.helen)
    leaves_nothing(WrongState, lambda: correct(old, people.simon), "has already corrected the entry")


def test_a_reply_is_recorded_with_its_day_and_its_copy(people):
    row = LetterAnswer.objects.get(pk=answer(given.a_letter(people), people.helen).pk)
    assert (row.kind, row.sent_on, row.letter_reference) == ("replied", SENT, "L-0001")
    assert (row.recorded_by, row.confirmed_on, row.corrects) == (people.helen, AT.date(), None)
    assert (row.file_name, str(row)) == ("reply.pdf", "L-0001 replied")
    assert the_store().get(row.file_sha256) == REPLY.data


def test_the_sro_signs_that_no_reply_was_asked_for_and_none_was_sent(people):
    row = sign(given.a_letter(people), people.simon)
    assert (row.kind, row.sent_on, row.file_sha256, row.recorded_by) == ("no_reply", None, "", people.simon)


def test_a_reply_that_is_found_later_supersedes_the_signature(people):
    letter = given.a_letter(people)
    signed = sign(letter, people.simon)
    leaves_nothing(NotPermitted, lambda: answer(letter, people.helen), "senior responsible officer")
    assert answer(letter, people.simon).corrects == signed
    leaves_nothing(WrongState, lambda: sign(letter, people.simon), "is already recorded")


def test_what_became_of_a_letter_is_recorded_once(people):
    letter = given.a_letter_with_reply(people)
    leaves_nothing(
        WrongState, lambda: answer(letter, people.simon), "a reply to this letter is already recorded"
    )
    leaves_nothing(WrongState, lambda: sign(letter, people.simon), "is already recorded")
    unanswered = given.a_letter_without_reply(people)
    leaves_nothing(WrongState, lambda: sign(unanswered, people.simon), "is already recorded")


def test_an_answer_goes_to_the_newest_version_and_holds_for_the_letter(people):
    old = given.a_letter(people)
    newer = correct(old, people.helen)
    assert answer(old, people.helen).letter == newer


def test_only_the_coordinator_and_the_sro_record_correct_and_answer(people):
    assert [str(kind) for kind in KEEPERS] == ["ripa_coordinator", "senior_responsible_officer"]
    letter = given.a_letter(people)
    for act in (
        lambda by: letter_received.add(particulars(), file=LETTER, by=by, at=AT),
        lambda by: correct(letter, by),
        lambda by: answer(letter, by),
    ):
        refused_to_all_but(WHO_KEEPS, people, act, match=ONLY_KEEPERS)


def test_the_sro_alone_signs(people):
    letter = given.a_letter(people)
    refused_to_all_but(
        {"simon"},
        people,
        lambda by: sign(letter, by),
        match="You cannot confirm that a letter asked for no reply and none was sent: only the senior responsible officer can",
    )


def test_whoever_was_refused_left_no_file_either(people, files_folder):
    leaves_nothing(
        NotPermitted, lambda: letter_received.add(particulars(), file=LETTER, by=people.nell, at=AT)
    )
    leaves_nothing(
        WrongState,
        lambda: letter_received.add(particulars(received_on=TOMORROW), file=LETTER, by=people.helen, at=AT),
    )
    assert not files_folder.exists()


def test_days_that_cannot_be_right_are_refused(people):
    wrong = {"dated_on": date(2017, 3, 23)}
    leaves_nothing(
        WrongState,
        lambda: given.a_letter(people, **wrong),
        "date of receipt is before the date on the letter",
    )
    leaves_nothing(WrongState, lambda: given.a_letter(people, received_on=TOMORROW), "in the future")
    letter = given.a_letter(people)
    leaves_nothing(
        WrongState,
        lambda: correct(letter, people.helen, **wrong),
        "date of receipt is before the date on the letter",
    )
    too_early = date(2017, 3, 21)
    leaves_nothing(
        WrongState,
        lambda: answer(letter, people.helen, sent_on=too_early),
        "date of the reply is before the date of receipt",
    )
    leaves_nothing(WrongState, lambda: answer(letter, people.helen, sent_on=TOMORROW), "in the future")


def test_a_correction_is_held_against_the_reply_on_record(people):
    letter = given.a_letter_with_reply(people)
    late = {"received_on": date(2017, 4, 4)}
    leaves_nothing(
        WrongState,
        lambda: correct(letter, people.helen, **late),
        "date of the reply is before the date of receipt",
    )
    assert correct(letter, people.helen, received_on=SENT).received_on == SENT
    unanswered = given.a_letter_without_reply(people)
    assert correct(unanswered, people.helen, **late).received_on == date(2017, 4, 4)


def test_a_corrected_reply_is_a_new_version_that_carries_the_copy_over(people):
    old = a_reply(people)
    newer = correct_answer(old, people.simon, sent_on=date(2017, 4, 5))
    assert (newer.corrects, newer.sent_on, newer.recorded_by) == (old, date(2017, 4, 5), people.simon)
    assert (newer.file_name, newer.file_sha256) == ("reply.pdf", sha256(REPLY.data).hexdigest())
    old.refresh_from_db()
    assert old.sent_on == SENT
    other = correct_answer(newer, people.helen, file=LETTER)
    assert (other.file_name, other.sent_on, other.letter) == ("letter.pdf", SENT, old.letter)
    without = correct_answer(other, people.helen, keeps_copy=False)
    assert (without.file_sha256, without.file_name, without.file_size) == ("", "", 0)


def test_the_log_tells_a_corrected_reply(people):
    old = a_reply(people)
    fields = {
        "letter_reference": "L-0001",
        "letter": str(old.letter_id),
        "kind": "replied",
        "sent_on": "2017-04-03",
        "confirmed_on": "2026-03-02",
        "file_sha256": sha256(REPLY.data).hexdigest(),
        "corrects": str(old.id),
    }
    newer = correct_answer(old, people.helen)
    assert told(newer) == ("letter_received.answer_corrected", people.helen.id, AT, fields, {})


def test_a_reply_that_was_none_is_corrected_by_the_sros_signature_alone(people):
    old = a_reply(people)
    leaves_nothing(
        NotPermitted, lambda: correct_answer(old, people.helen, sent_on=None), "senior responsible officer"
    )
    signed = correct_answer(old, people.simon, sent_on=None, file=LETTER)
    assert (signed.kind, signed.sent_on, signed.file_sha256) == ("no_reply", None, "")
    assert (signed.corrects, signed.recorded_by) == (old, people.simon)


def test_a_signature_is_corrected_by_the_sro_alone(people):
    signed = given.a_letter_without_reply(people).answers.get()
    leaves_nothing(NotPermitted, lambda: correct_answer(signed, people.helen), "senior responsible officer")
    leaves_nothing(
        WrongState,
        lambda: correct_answer(signed, people.simon, sent_on=None),
        "has already confirmed that no reply was asked for",
    )
    assert correct_answer(signed, people.simon, file=REPLY).file_name == "reply.pdf"


def test_only_the_newest_word_on_a_letter_is_corrected(people):
    old = a_reply(people)
    correct_answer(old, people.helen)
    leaves_nothing(WrongState, lambda: correct_answer(old, people.simon), "has already corrected the entry")


def test_a_corrected_reply_belongs_to_the_newest_version_of_the_letter(people):
    old = a_reply(people)
    newest = correct(old.letter, people.helen, received_on=date(2017, 3, 30))
    assert correct_answer(old, people.helen).letter == newest
    early = date(2017, 3, 29)
    late = LetterAnswer.objects.get(corrected_by=None)
    leaves_nothing(
        WrongState,
        lambda: correct_answer(late, people.helen, sent_on=early),
        "the date of the reply is before the date of receipt",
    )
    leaves_nothing(WrongState, lambda: correct_answer(late, people.helen, sent_on=TOMORROW), "in the future")


def test_only_the_coordinator_and_the_sro_correct_a_reply(people):
    old = a_reply(people)
    refused_to_all_but(WHO_KEEPS, people, lambda by: correct_answer(old, by), match=ONLY_KEEPERS)


@pytest.mark.parametrize("name", ["add", "correct", "answer", "sign", "correct_answer"])
def test_a_failing_log_undoes_the_act(people, monkeypatch, name):
    letter = given.a_letter(people)
    given.a_letter_with_reply(people)
    act = {
        "add": lambda: given.a_letter(people),
        "correct": lambda: correct(letter, people.helen),
        "answer": lambda: answer(letter, people.helen),
        "sign": lambda: sign(letter, people.simon),
        "correct_answer": lambda: correct_answer(LetterAnswer.objects.get(), people.helen, file=LETTER),
    }[name]
    undone_when_the_log_fails(monkeypatch, letter_received, act)
    assert given.a_letter(people).reference == "L-0003"
