"""The twenty real requests whose questions were split by hand; they are beside the checkout or nowhere."""

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

BESIDE_THE_CHECKOUT = Path(__file__).parents[2].parent / "shared" / "cases" / "foi"
NINE_QUESTIONS = Path(__file__).parents[2] / "watchbook" / "demo" / "nine_questions.txt"


def cases():
    """Every case by its file's name, or a skipped test that says why."""
    folder = Path(os.environ.get("WATCHBOOK_CASES", BESIDE_THE_CHECKOUT))
    read = _read(folder)
    if not read:
        pytest.skip("the real requests are not here: set WATCHBOOK_CASES to their folder")
    return read


@cache
def _read(folder):
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def nine_questions():
    """The demo's request, which asks in other words what FOI 9477 asks, with the same numbers."""
    return NINE_QUESTIONS.read_text(encoding="utf-8")


def parents_text(number, *, numbered):
    """The text of the questions above a part, as the context of its match."""
    return " ".join(text for above, text in numbered if number.startswith(f"{above}."))


def six_word_runs(text):
    """Every six words in a row, whatever their case and punctuation."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower()))
    return {tuple(words[at : at + 6]) for at in range(len(words) - 5)}


def six_word_runs_of_the_cases():
    """Every six words in a row of the real requests and their answers."""
    texts = [f"{case['request_text']}\n{case.get('response_text') or ''}" for case in cases().values()]
    return set().union(*map(six_word_runs, texts))
