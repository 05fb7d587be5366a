"""Learn where questions begin, from a folder of labelled requests: `python -m tools.train_split FOLDER… [--write]`.

Needs `requirements/training.txt`. The doubt beyond which a place is marked is chosen by the same folds: the lowest by
which at most `MARKED` of the rightly cut requests bear a mark. Prints the figures by cross-validation over the requests (varied copies of a request
are never learned from while it is held out); `--write` then learns from all and writes the weights into the package.
"""

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from tests.reading.split.splitting import TUNED, own_layouts
from watchbook.reading.split import candidates, doubts, features, overruled, ruled, sequence
from watchbook.reading.split.candidates import Candidate
from watchbook.reading.split.questions import by_rules

WEIGHTS = Path(sequence.__file__).with_name("weights.json")
PARAMETERS = {
    "c1": 0.05,
    "c2": 0.7,
    "max_iterations": 150,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}
FOLDS = 5
OWN_TIMES = 2  # how often our own layouts are learned from: each must be cut as it was by hand
MARKED = 0.35
HALF = 0.5
NEAR = ruled.NEAR
# What changes in a layout while its questions stay: the pattern, and what is put in its place.
CHANGES: dict[str, tuple[str, str]] = {
    "lost line breaks": (r"\s*\n\s*", " "),
    "lost question marks": (r"\?", ""),
    "numbers in brackets": (r"(?m)^(\s*)(\d{1,2})[.)](?=\s)", r"\1(\2)"),
    "numbers as Q1": (r"(?m)^(\s*)(\d{1,2})[.)](?=\s)", r"\1Q\2."),
    "letters as a.": (r"(?m)^(\s*)\(?([a-h])\)(?=\s)", r"\1\2."),
    "letters as romans": (r"(?m)^(\s*)\(?a[.)](?=\s)", r"\1i)"),
    "bullets as o": (r"(?m)^(\s*)[•\-*·](?=\s)", r"\1o"),
    "numbers as bullets": (r"(?m)^(\s*)\d{1,2}[.)](?=\s)", r"\1•"),
    "no markers": (r"(?m)^\s*(?:\d{1,2}[.)]|\(?[a-h]\)|[•\-*·])\s+", ""),
}
_KIND = {
    "number": "numbered",
    "number2": "numbered",
    "number3": "numbered",
    "bullet": "bullet",
    "none": "unmarked",
}
type Scored = tuple[int, int, int]
type MarkedLines = tuple[list[list[str]], list[str]]


def varied(case: dict[str, Any], *, name: str) -> dict[str, Any]:
    """A request in another layout, its questions at their new places."""
    pattern, put = CHANGES[name]
    text, pieces, moves, at = case["request_text"], list[str](), list[tuple[int, int, int]](), 0
    grown = 0
    for found in re.finditer(pattern, text):
        new = found.expand(put)
        pieces += [text[at : found.start()], new]
        at = found.end()
        grown += len(new) - len(found.group())
        moves.append((found.start(), found.end(), grown))
    pieces.append(text[at:])

    def moved(place: int) -> int:
        shift = 0
        for start, end, by in moves:
            if end > place:
                return min(place, start) + shift if start < place else place + shift
            shift = by
        return place + shift

    asked = [one | {"start": moved(one["start"]), "end": moved(one["end"])} for one in case["questions"]]
    return case | {"request_text": "".join(pieces), "questions": asked}


def labels(case: dict[str, Any], found: Sequence[Candidate]) -> list[str]:
    """The label of each candidate: a question by its marker, going on with one, or before, between, after them."""
    asked, done = case["questions"], set[int]()
    first = min((one["start"] for one in asked), default=0)
    last = max((one["end"] for one in asked), default=0)
    told = []
    for candidate in found:
        at = candidate.start
        begun = next(
            (one["start"] for one in asked if abs(one["start"] - at) <= NEAR and one["start"] not in done),
            None,
        )
        if begun is not None:
            done.add(begun)
            told.append(f"Q {_KIND.get(features.family(candidate), 'lettered')}")
        elif any(one["start"] <= at < one["end"] for one in asked):
            told.append("goes on")
        else:
            told.append("before" if at < first else "after" if at > last else "between")
    return told


def example(case: dict[str, Any]) -> MarkedLines:
    """Give what is seen of a request and what each place is."""
    text = case["request_text"]
    found = candidates.read(text)
    return features.read(found, ruled.of(found, cut=by_rules(text))), labels(case, found)


def learn(examples: Sequence[MarkedLines]) -> sequence.Weights:
    """The weights by which the labelled sequences are likeliest (L-BFGS, regularised)."""
    return sequence.from_data(_learned(examples) | {"doubt": HALF})


def _learned(examples: Sequence[MarkedLines]) -> dict[str, Any]:
    trainer = pycrfsuite.Trainer(verbose=False)
    for seen, told in examples:
        if seen:
            trainer.append(seen, told)
    trainer.set_params(PARAMETERS)
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        known = tagger.info()
        tagger.close()
    names = sorted(known.labels)
    at = {name: n for n, name in enumerate(names)}
    weighed: dict[str, list[tuple[int, float]]] = {}
    for (feature, label), weight in sorted(known.state_features.items()):
        if abs(weight) >= 0.01:
            weighed.setdefault(feature, []).append((at[label], round(weight, 3)))
    follows = [[round(known.transitions.get((one, other), 0.0), 3) for other in names] for one in names]
    return {"labels": names, "features": weighed, "follows": follows}


def scored(case: dict[str, Any], starts: Sequence[int]) -> Scored:
    """Questions found, missed and false, joined by place; the arguable count neither way."""
    left, hit = list(starts), 0
    wanted = [one["start"] for one in case["questions"] if not one.get("arguable")]
    for place in wanted:
        near = next((one for one in left if abs(one - place) <= NEAR), None)
        if near is not None:
            left.remove(near)
            hit += 1
    free = [one["start"] for one in case["questions"] if one.get("arguable")] + case.get(
        "arguable_starts", []
    )
    false = [one for one in left if not any(abs(one - place) <= NEAR for place in free)]
    return hit, len(wanted) - hit, len(false)


def told(results: Sequence[Scored]) -> str:
    """F1 and how many requests are cut exactly."""
    hit, missed, false = (sum(one[n] for one in results) for n in range(3))
    exact = sum(not one[1] and not one[2] for one in results)
    return f"F1 {2 * hit / max(1, 2 * hit + missed + false):.4f}, exact {exact} of {len(results)}"


def cut(case: dict[str, Any], *, by: sequence.Weights) -> tuple[list[int], float]:
    """Find where rules and model together begin questions, and how likely the most doubtful place is cut wrongly; 1 where one is changed."""
    text = case["request_text"]
    rules, read = by_rules(text), candidates.read(text)
    seen = ruled.of(read, cut=rules)
    likely = sequence.read(features.read(read, seen), by=by)
    found = overruled.corrected(text, rules=rules, read=read, seen=seen, likely=likely)
    doubt = doubts.against(ruled.of(read, cut=found), likely=[one.begins for one in likely])
    changed = any(one.uncertain for one in found.questions)
    most = 1.0 if changed else max(doubt, default=0.0) if found.questions else 0.0
    return [one.start for one in found.questions], most


def threshold(found: Sequence[tuple[bool, float]]) -> float:
    """The lowest doubt, to a hundredth, beyond which at most `MARKED` of the rightly cut requests lie."""
    right = [doubt for is_wrong, doubt in found if not is_wrong]
    steps = [step / 100 for step in range(1, 100)]
    return next(step for step in steps if sum(doubt > step for doubt in right) <= MARKED * len(right))


def told_of_marks(found: Sequence[tuple[bool, float]], *, beyond: float) -> str:
    """Count the wrongly and the rightly cut requests that bear a mark."""
    wrong = [doubt > beyond for is_wrong, doubt in found if is_wrong]
    right = [doubt > beyond for is_wrong, doubt in found if not is_wrong]
    return f"marked: wrongly cut {sum(wrong)} of {len(wrong)}, rightly cut {sum(right)} of {len(right)}"


def cases(folders: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The labelled requests of the folders."""
    for folder in folders:
        for path in sorted(Path(folder).glob("*.json")):
            yield json.loads(path.read_text())


def own() -> list[dict[str, Any]]:
    """Our own layouts that the rules were made with; the others are measured on only."""
    return [
        {"request_text": text, "questions": [{"start": start, "end": end} for _, start, end in asked]}
        for text, asked in own_layouts(TUNED).values()
    ]


def figures(
    known: Sequence[dict[str, Any]], *, by: sequence.Weights
) -> tuple[list[Scored], list[tuple[bool, float]]]:
    """Give what is found of each request, and whether it is cut wrongly beside the doubt of it."""
    results, marks = list[Scored](), list[tuple[bool, float]]()
    for case in known:
        starts, doubt = cut(case, by=by)
        found = scored(case, starts)
        results.append(found)
        marks.append((bool(found[1] or found[2]), doubt))
    return results, marks


def main() -> None:
    """Learn, print the figures, and write the weights where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--held-out", action="append", default=[], help="a folder to measure on only")
    parser.add_argument("--varied", type=int, default=3, help="how many layouts each request is varied to")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    known, ours = list(cases(args.folders)), own()
    chance = random.Random(24)
    learnt = [
        [
            example(case),
            *(example(varied(case, name=name)) for name in chance.sample(sorted(CHANGES), args.varied)),
        ]
        for case in known
    ]
    ours_learnt = [example(case) for case in ours] * OWN_TIMES
    order = list(range(len(known)))
    chance.shuffle(order)
    results, marks = list[Scored](), list[tuple[bool, float]]()
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        by = learn([*(one for n, many in enumerate(learnt) if n not in held for one in many), *ours_learnt])
        found, doubted = figures([known[n] for n in held], by=by)
        results += found
        marks += doubted
    doubt = threshold(marks)
    print(f"cross-validated: {told(results)}; beyond {doubt} {told_of_marks(marks, beyond=doubt)}")
    data = _learned([*(one for many in learnt for one in many), *ours_learnt]) | {"doubt": doubt}
    by = sequence.from_data(data)
    for name, held_out in [
        *((folder, list(cases([folder]))) for folder in args.held_out),
        ("own layouts", ours),
    ]:
        found, doubted = figures(held_out, by=by)
        print(f"{name}: {told(found)}; {told_of_marks(doubted, beyond=doubt)}")
    if args.write:
        WEIGHTS.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
