"""A refusal says what happened, why, and what to do next."""

import pickle

import pytest

from watchbook.law.parameters import NotInForce
from watchbook.law.refusals import Refusal, Words

WORDS = Words("It was refused.", "The law says no.", "Ask the solicitor.")


def test_a_refusal_reads_as_three_sentences():
    assert str(Refusal(WORDS)) == "It was refused. The law says no. Ask the solicitor."


def test_a_refusal_keeps_what_why_and_next_apart():
    with pytest.raises(Refusal) as refused:
        raise NotInForce(WORDS)
    assert refused.value.words._asdict() == {
        "what": "It was refused.",
        "why": "The law says no.",
        "next": "Ask the solicitor.",
    }


def test_a_refusal_survives_the_way_to_another_process():
    assert pickle.loads(pickle.dumps(NotInForce(WORDS))).words == WORDS
