"""What the tables of letters refuse, by going straight to SQL, and two people at once."""

import pytest
from psycopg import errors

from tests import given
from tests.given import AT
from tests.threads import at_once, split
from watchbook.acting.refusals import WrongState
from watchbook.governance.letters import letter_received
from watchbook.governance.letters.models import LetterAnswer, LetterReceived

LETTER = (
    "INSERT INTO governance_letterreceived (id, reference, sender, subject, concerns_social_media, dated_on,"
    " received_on, recorded_by_id, corrects_id, is_struck, file_sha256, file_name, file_media_type, file_size) VALUES"
    " (gen_random_uuid(), %(reference)s, 'osc', 'x', true, '2017-03-20', %(received_on)s, %(by)s, %(corrects)s,"
    " false, '', '', '', 0)"
)
ANSWER = (
    "INSERT INTO governance_letteranswer (id, letter_id, letter_reference, kind, sent_on, recorded_by_id,"
    " confirmed_on, corrects_id, is_struck, file_sha256, file_name, file_media_type, file_size) VALUES (gen_random_uuid(),"
    " %(letter)s, %(reference)s, %(kind)s, %(sent_on)s, %(by)s, '2026-03-02', %(corrects)s, false, %(file)s, '', '', 0)"
)


@pytest.fixture
def letter(committed_people):
    return given.a_letter(committed_people)


def test_a_letter_has_one_entry_and_each_version_one_successor(committed_people, letter, as_app):
    letter_received.correct(letter, given.particulars(), file=None, by=committed_people.helen, at=AT)
    facts = {"reference": "L-9", "received_on": "2017-03-22", "by": letter.recorded_by_id, "corrects": None}
    with pytest.raises(errors.CheckViolation, match="letter_received_after_its_date"):
        as_app.execute(LETTER, facts | {"received_on": "2017-03-19"})
    with pytest.raises(errors.UniqueViolation, match="letter_reference_is_one_letters"):
        as_app.execute(LETTER, facts | {"reference": "L-0001"})
    with pytest.raises(errors.UniqueViolation, match="corrects_id"):
        as_app.execute(LETTER, facts | {"corrects": letter.id})


def test_a_reply_has_its_day_and_no_reply_has_none_and_no_copy(committed_people, letter, as_app):
    facts = {"letter": letter.id, "reference": "L-0001", "by": letter.recorded_by_id, "corrects": None}
    for kind, sent_on, file in [
        ("replied", None, ""),
        ("no_reply", "2017-04-03", ""),
        ("no_reply", None, "ab" * 32),
        ("other", None, ""),
    ]:
        with pytest.raises(errors.CheckViolation, match="letter_reply_has_its_day_and_no_reply_has_none"):
            as_app.execute(ANSWER, facts | {"kind": kind, "sent_on": sent_on, "file": file})


def test_a_letter_has_one_answer(committed_people, letter, as_app):
    letter_received.confirm_no_reply(letter, by=committed_people.simon, at=AT)
    facts = {"letter": letter.id, "reference": "L-0001", "by": committed_people.simon.id, "corrects": None}
    facts |= {"kind": "replied", "sent_on": "2017-04-03", "file": ""}
    with pytest.raises(errors.UniqueViolation, match="letter_is_answered_once"):
        as_app.execute(ANSWER, facts)


def test_of_two_signatures_at_the_same_time_one_wins(committed, committed_people, letter):
    simon = committed_people.simon

    def sign():
        return letter_received.confirm_no_reply(letter, by=simon, at=AT)

    signed, refused = split(at_once(committed, sign, sign))
    assert len(signed) == 1
    assert [type(refusal) for refusal in refused] == [WrongState]
    assert LetterAnswer.objects.count() == 1


def test_of_two_corrections_at_the_same_time_one_wins(committed, committed_people, letter):
    def correct(by):
        return letter_received.correct(letter, given.particulars(sender="ico"), file=None, by=by, at=AT)

    helen, simon = committed_people.helen, committed_people.simon
    corrected, refused = split(at_once(committed, lambda: correct(helen), lambda: correct(simon)))
    assert len(corrected) == 1
    assert [type(refusal) for refusal in refused] == [WrongState]
    assert LetterReceived.objects.count() == 2


def test_of_a_reply_and_a_signature_at_the_same_time_the_reply_stands(committed, committed_people, letter):
    simon = committed_people.simon
    results = at_once(
        committed,
        lambda: letter_received.answer(letter, sent_on=AT.date(), file=None, by=simon, at=AT),
        lambda: letter_received.confirm_no_reply(letter, by=simon, at=AT),
    )
    assert results[0].kind == "replied"  # second, it supersedes the signature; first, it refuses it
    assert LetterAnswer.objects.get(corrected_by=None).kind == "replied"


def test_two_letters_at_the_same_time_have_two_references(committed, committed_people):
    helen, simon = committed_people.helen, committed_people.simon
    rows = at_once(
        committed,
        *(
            lambda by=by: letter_received.add(given.particulars(), file=given.LETTER, by=by, at=AT)
            for by in (helen, simon)
        ),
    )
    assert sorted(row.reference for row in rows) == ["L-0001", "L-0002"]
