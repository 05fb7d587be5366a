"""Makes labelled requests in other layouts: markers, nesting, lost line breaks, hard wraps, quoting, lost question marks, footers.

The words of each question and of what stands between stay as they were; markers and breaks are drawn anew. Each question's new
place is known, so that `tools/train_split.py` can learn from layouts that no rule was made from.
"""

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
# {n} counts in figures, {a} in letters, {r} in Roman numerals; {p} is the number of the stem.
TOPS = (
    "{n}. ", "{n}. ", "{n}) ", "({n}) ", "Q{n}. ", "Q{n}: ", "Q{n} ", "{n}.", "{n} ", "{n} - ", "Question {n}: ", "Question {n}\n", "{n}\n",
    "{n}.\n", "[{n}] ", "{a}) ", "{a}. ", "({r}) ", "{r}. ", "• ", "- ", "-", "* ", "o ", "– ", "·\t", "", "", "{n}.\t", "  {n}. ", "1. ",
)  # fmt: skip
SUBS = (
    "{a}) ", "({a}) ", "{a}. ", "({r}) ", "{r}. ", "{r}) ", "{p}.{n} ", "{p}{a}. ", "{p}{a}) ", "• ", "- ", "o ", "   {a}) ", "{n}. ", "",
)  # fmt: skip
JOINS = {"kept": 4.0, "\n": 3.0, "\n\n": 2.0, " ": 2.2, "  ": 0.5}
FOOTERS = (
    "\n\nPage 1 of 2\n",
    "\n\n--\nThis email is confidential. If you have received it in error, please delete it.\n",
    "\n\nYours faithfully,\nA Requester\n",
    "\n\nKind regards",
    "\n\nI look forward to your reply within 20 working days.\n",
    "\n\nPlease provide the information electronically.\n",
    "\n\nIf any part is refused, please tell me which exemption you rely on and why.",
)
_MARKER_AT_END = re.compile(
    r"(?:(?:^|(?<=\s))[ \t]*(?:[•\-–*·o▪●]|Q(?:uestion)?\s?\d{1,2}[a-z]?[.:)]?"
    r"|[(\[]?(?:\d{1,2}(?:\.\d{1,2})*[a-z]?|[a-zA-Z]|[ivx]{1,5})[.):\]]{1,2}|\d{1,2})\s*[-–:.]?\s*)$"
)
_STEM = re.compile(r"(?m)^([ \t]*)(?:Q?\d{1,2}[.):]|\(\d{1,2}\))[ \t]+(?=\S)")
_NAMES = re.compile(r"[A-Z]{2}|I\b")
LOST_BREAKS = (r"\s*\n\s*", " ")

type Case = dict[str, Any]


class _Drawn(NamedTuple):
    """A layout: the markers of stems, parts and their parts, what stands between, and what is lost."""

    markers: tuple[str, str, str]
    join: str
    keeps_markers: bool
    loses_marks: bool
    in_small_letters: bool


def laid_out(case: Case, *, chance: Random) -> Case | None:
    """The same request in a layout that is drawn; None where its questions lie within one another."""
    asked = sorted(case["questions"], key=lambda one: int(one["start"]))
    if not asked or any(one["end"] > other["start"] for one, other in itertools.pairwise(asked)):
        return None
    drawn = _Drawn(
        (chance.choice(TOPS), chance.choice(SUBS), chance.choice(SUBS)),
        chance.choices([*JOINS], [*JOINS.values()])[0],
        chance.random() < 0.3,
        chance.random() < 0.2,
        chance.random() < 0.08,
    )
    made = _written(case, asked=asked, drawn=drawn, chance=chance)
    return _noisy(made, chance=chance, loses_breaks=drawn.join == " " and chance.random() < 0.85)


def _written(case: Case, *, asked: list[Case], drawn: _Drawn, chance: Random) -> Case:
    text, written, questions = case["request_text"], "", list[Case]()
    counted, stem, stems, at = Counter[str](), "", 0, 0
    for one in asked:
        steps = one["number"].split(".")
        if steps[0] != stem:
            stem, stems = steps[0], stems + 1
            counted.clear()
        between = text[at : one["start"]]
        if not drawn.keeps_markers:
            above = ".".join(steps[:-1])
            counted[above] += 1
            depth = min(len(steps), 3) - 1 if one["number"][0].isalnum() else 0
            shape = drawn.markers[depth]
            marker = _marker(shape, count=counted[above] if depth else stems, stem=stems)
            between = _between(
                between, marker=marker, drawn=drawn, stems=stems, nested=depth > 0, first=not at
            )
        words = one["text"].replace("?", "") if drawn.loses_marks else one["text"]
        words = words.rstrip()
        if drawn.in_small_letters and not _NAMES.match(words):
            words = words[:1].lower() + words[1:]
        start = len(written) + len(between)
        written += between + words
        questions.append(one | {"start": start, "end": start + len(words), "text": words})
        at = one["end"]
    tail = text[at:]
    if drawn.join != "kept" and not drawn.keeps_markers and tail.strip() and not tail.startswith("\n"):
        tail = f" {tail.lstrip()}"
    if chance.random() < 0.25:
        tail = (tail if chance.random() < 0.6 else "") + chance.choice(FOOTERS)
    return {"id": case.get("id", ""), "request_text": written + tail, "questions": questions}


def _marker(shape: str, *, count: int, stem: int) -> str:
    return shape.format(
        n=count, a=chr(ord("a") + (count - 1) % 26), r=ROMANS[(count - 1) % len(ROMANS)], p=stem
    )


def _between(text: str, *, marker: str, drawn: _Drawn, stems: int, nested: bool, first: bool) -> str:
    """Write what stands between two questions, with the marker of the second."""
    plain = _MARKER_AT_END.sub("", text)
    if nested:
        heading = _marker(drawn.markers[0], count=stems, stem=stems)
        plain = _STEM.sub(lambda found: found[1] + heading, plain)
    if drawn.join == "kept":
        said = plain.rstrip()
        blank = plain[len(said) :]
        return (plain if "\n" in blank or (first and not plain) else said + (blank or " ")) + marker
    said = plain.strip("\n \t")
    return ("" if first else drawn.join) + (said + drawn.join if said else "") + marker


def _noisy(case: Case, *, chance: Random, loses_breaks: bool) -> Case:
    if loses_breaks:
        return changed(case, *LOST_BREAKS)
    if chance.random() < 0.12:
        case = _without_opening(case)
    lowered = case["request_text"].lower()
    if chance.random() < 0.08 and len(lowered) == len(case["request_text"]):
        case = case | {"request_text": lowered}
    if chance.random() < 0.1:
        case = case | {
            "request_text": _wrapped(case["request_text"], width=chance.choice((60, 66, 72, 76, 80)))
        }
    if chance.random() < 0.06:
        case = changed(case, r"(?m)^", "> ")
    if chance.random() < 0.1:
        case = changed(case, r"(?<=\S)\n", " \n")
    return case


def _without_opening(case: Case) -> Case:
    """The request from the line on which its first question stands."""
    cut = case["request_text"].rfind("\n", 0, case["questions"][0]["start"]) + 1
    moved = [one | {"start": one["start"] - cut, "end": one["end"] - cut} for one in case["questions"]]
    return case | {"request_text": case["request_text"][cut:], "questions": moved}


def _wrapped(text: str, *, width: int) -> str:
    """The text with breaks for blanks, at which a line would be longer than a width."""
    letters, begun, blank = list(text), 0, -1
    for at, letter in enumerate(text):
        if letter == "\n":
            begun, blank = at + 1, -1
        elif letter == " ":
            blank = at
        if at - begun >= width and blank > begun:
            letters[blank], begun, blank = "\n", blank + 1, -1
    return "".join(letters)


def changed(case: Case, pattern: str, put: str) -> Case:
    """A request with each match replaced, its questions at their new places."""
    text, pieces, moves, at, grown = case["request_text"], list[str](), list[tuple[int, int, int]](), 0, 0
    for found in re.finditer(pattern, text):
        new = found.expand(put)
        pieces += [text[at : found.start()], new]
        at = found.end()
        grown += len(new) - len(found.group())
        moves.append((found.start(), found.end(), grown))
    starts = [start for start, _, _ in moves]
    place = _mover(starts, moves)
    asked = [
        one | {"start": place(one["start"], False), "end": place(one["end"], True)}
        for one in case["questions"]
    ]
    return case | {"request_text": "".join([*pieces, text[at:]]), "questions": asked}


def _mover(starts: list[int], moves: list[tuple[int, int, int]]) -> Callable[[int, bool], int]:
    def place(at: int, is_end: bool) -> int:
        n = bisect_right(starts, at) - 1
        if n < 0:
            return at
        start, end, shift = moves[n]
        before = moves[n - 1][2] if n else 0
        if end <= at and not (is_end and start == end == at):
            return at + shift
        return (start if start <= at < end else at) + before

    return place
