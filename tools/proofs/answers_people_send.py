"""Reading what people send: what each answer of the labelled letters does with its question, joined by place."""

import json
import random
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from tools.proofs.showing import CASE, Line, Skipped
from watchbook.reading.answer_letter.reading import read_answer
from watchbook.reading.split.questions import split

RIGHT, GAP = 0.88, 0.02
DISCLOSED_AT_MOST, MISSING_AT_MOST = 1 / 100, 1 / 200
NEAR = 3  # code points between two cuts of the same question
KEPT = {"refused", "not_held", "ncnd", "cost", "transferred"}
SAMPLES = 1000


class _LetterFigures(NamedTuple):
    """A letter's labelled answers: how many there are, are right, are kept, are kept and read as disclosed, read as missing."""

    answers: int
    right: int
    kept: int
    disclosed: int
    missing: int


@cache
def _letters(name: str) -> tuple[_LetterFigures, ...]:
    folder = CASE.parent / name
    if not folder.exists():
        raise Skipped("the labelled letters are not on this machine; set WATCHBOOK_CASES")
    cases = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    return tuple(_read(case) for case in cases if case.get("answers"))


def _read(case: Mapping[str, Any]) -> _LetterFigures:
    cut = split(case["request_text"]).questions
    found = {one.number: one for one in read_answer(cut, text=case["response_text"])}
    starts = {one["number"]: one["start"] for one in case["questions"]}
    right = kept = disclosed = missing = 0
    labels = [one for one in case["answers"] if not one.get("missing")]
    for label in labels:
        place = starts[label["number"]]
        number = next((one.number for one in cut if abs(one.start - place) <= NEAR), None)
        said = found.get(number) if number else None
        got = None if said is None else "missing" if said.missing else str(said.outcome)
        is_right = got in {label["outcome"], *(label.get("acceptable") or ())}
        right += is_right
        kept += label["outcome"] in KEPT
        disclosed += label["outcome"] in KEPT and got == "disclosed" and not is_right
        missing += got == "missing"
    return _LetterFigures(len(labels), right, kept, disclosed, missing)


def _share(letters: Sequence[_LetterFigures], part: str, of: str = "answers") -> float:
    counted = sum(int(getattr(one, part)) for one in letters)
    return counted / sum(int(getattr(one, of)) for one in letters)


def _told(name: str, part: str, of: str = "answers") -> str:
    """A share with its 95 % interval over letters drawn again, and what it counts."""
    letters = _letters(name)
    draw = random.Random(24)
    drawn = sorted(_share(draw.choices(letters, k=len(letters)), part, of) for _ in range(SAMPLES))
    low, high = drawn[SAMPLES // 40], drawn[-SAMPLES // 40]
    counted = f"{sum(getattr(one, part) for one in letters)} of {sum(getattr(one, of) for one in letters)}"
    return f"{name} {_share(letters, part, of):.3f} ({low:.3f} to {high:.3f}; {counted})"


def outcomes() -> str:
    """The share of outcomes that are right, on the letters that rules were written on and on those that chose."""
    figures = f"{_told('tune', 'right')}, {_told('train', 'right')}"
    assert _share(_letters("tune"), "right") >= RIGHT, figures
    return figures


def gap() -> str:
    """The share right on `train` less the share right on `tune`."""
    between = _share(_letters("train"), "right") - _share(_letters("tune"), "right")
    figures = f"train − tune {between:.3f}"
    assert between < GAP, figures
    return figures


def disclosed() -> str:
    """Refused, not held, ncnd, cost or transferred that is read as disclosed."""
    figures = f"{_told('tune', 'disclosed', 'kept')}, {_told('train', 'disclosed', 'kept')}"
    assert _share(_letters("tune"), "disclosed", "kept") <= DISCLOSED_AT_MOST, figures
    return figures


def missing() -> str:
    """Answered questions that are taken for missing."""
    figures = f"{_told('tune', 'missing')}, {_told('train', 'missing')}"
    assert _share(_letters("tune"), "missing") <= MISSING_AT_MOST, figures
    return figures


LINES = (
    Line("Answers: ≥ 0.88 of the outcomes right on `tune`, joined by place", outcomes),
    Line("Answers: train − tune below 0.02", gap),
    Line("Answers: at most 1 of 100 that give nothing is read as disclosed", disclosed),
    Line("Answers: at most 1 answered question of 200 is taken for missing", missing),
)
