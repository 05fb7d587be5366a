"""What is taken out of texts that officers label, measured on texts of our own: half of them were not looked at while the rules were made."""

import re
from pathlib import Path

import pytest

from watchbook.listening.cleaning import GONE, LONGEST, first_names, kept_words

LINES = (Path(__file__).parent / "signed_texts.txt").read_text(encoding="utf-8").splitlines()
MARKED = re.compile(r"\{([^{}]*)\}")
WORD = re.compile(r"\w+")


def measured(lines):
    """Of the marked stretches, the share of which no word is left; of the words taken out, and of those to be kept, the share that was right."""
    found = taken = rightly = stays = kept = stretches = 0
    for line in lines:
        left = WORD.findall(kept_words(MARKED.sub(r"\1", line)))
        told = [WORD.findall(one) for one in MARKED.findall(line)]
        rest = WORD.findall(MARKED.sub(" ", line))
        stretches += len(told)
        found += sum(not any(word in left and word not in rest for word in one) for one in told)
        lost = sum(word not in left for word in rest)
        marked = sum(word not in left for one in told for word in one)
        taken, rightly = taken + lost + marked, rightly + marked
        stays, kept = stays + len(rest), kept + len(rest) - lost
    return found / stretches, rightly / taken, kept / stays


def test_most_of_what_names_somebody_is_taken_out_and_most_of_the_rest_stays():
    assert len(LINES) >= 200
    seen, unseen = measured(LINES[::2]), measured(LINES[1::2])
    assert seen >= (0.95, 0.93, 0.99)
    found, rightly, stays = unseen
    assert found >= 0.93
    assert rightly >= 0.95
    assert stays >= 0.99


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Ask @ann@social.example or @bob", "Ask […] or […]"),
        ("mail ann.b@example.org now", "mail […] now"),
        ("see www.example.org/x and https://example.org?a=1", "see […] and […]"),
        ("at CH5 1AB, call +44 7700 900123", "at […], call […]"),
        ("Bin 3 of 12 missed on 4 May 2026", "Bin 3 of 12 missed on 4 May 2026"),
        ("My bins again. Regards,\nGwen\n4 Rose Cottages\nRuabon", "My bins again. Regards […]"),
    ],
)
def test_what_names_somebody_or_leads_to_them_is_not_kept(said, kept):
    assert kept_words(said) == kept


def test_a_known_first_name_goes_in_small_letters_and_a_long_text_is_shortened():
    assert kept_words("ask gwen at the depot") == f"ask {GONE} at the depot"
    assert len(kept_words("bins " * 5000)) <= LONGEST
    assert not first_names() & {"will", "mark", "rose", "grace", "bill", "may", "grant"}
