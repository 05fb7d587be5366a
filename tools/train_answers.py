"""Learn what an answer does with its question, from folders of labelled letters: `python -m tools.train_answers FOLDER… [--write]`.

Needs `requirements/training.txt`. Learns from each labelled passage, from the passage that the product takes in its place,
and from our own answers. Prints the share of passages told right by the rules alone, the words alone and both; the words have
seen no letter of the fold that they are measured on, the rules may have. `--write` writes the weights into the package.
"""

import argparse
import json
import random
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pycrfsuite

from watchbook.reading.answer_letter import likely
from watchbook.reading.answer_letter.likely import OutcomeWeights
from watchbook.reading.answer_letter.reading import read_answer
from watchbook.reading.answer_letter.wording import outcome
from watchbook.reading.split.questions import Question, split

WEIGHTS = Path(likely.__file__).with_name("outcome_weights.json")
OWN = Path(__file__).parents[1] / "tests/reading/answer_letter"
PARAMETERS = {"c1": 0.1, "c2": 0.5, "max_iterations": 80, "feature.minfreq": 2}
FOLDS = 4
LEAST = 0.02  # a weight below tells nothing


class LabelledPassage(NamedTuple):
    """A passage that answers a question, with its label; `taken` are the words that the product reads in its place."""

    letter: str
    text: str
    taken: str
    question: str
    label: str
    right: frozenset[str]


def passages(folders: Sequence[str]) -> Iterator[LabelledPassage]:
    """Each labelled passage of the folders, one that answers several questions once."""
    for folder in folders:
        for path in sorted(Path(folder).glob("*.json")):
            yield from _of_letter(json.loads(path.read_text(encoding="utf-8")))


def _of_letter(case: dict[str, Any]) -> Iterator[LabelledPassage]:
    asked = {
        one["number"]: Question(
            one["number"], "", case["request_text"][one["start"] : one["end"]], one["start"], one["end"]
        )
        for one in case["questions"]
    }
    text, known = case.get("response_text") or "", set[tuple[int, int, str]]()
    found = {one.number: one for one in read_answer(list(asked.values()), text=text)}
    for label in case.get("answers", ()):
        place = (label.get("start", 0), label.get("end", 0), label["outcome"])
        if label.get("missing") or place in known:
            continue
        known.add(place)
        said = found[label["number"]]
        start, end = said.start or 0, said.end or 0
        overlaps = min(end, place[1]) > max(start, place[0])
        taken = text[start:end] if overlaps else ""
        right = frozenset([label["outcome"], *(label.get("acceptable") or ())])
        question = asked[label["number"]].text
        yield LabelledPassage(case["id"], text[place[0] : place[1]], taken, question, label["outcome"], right)


def own() -> Iterator[LabelledPassage]:
    """Our own answers, as they are cut."""
    data = tomllib.loads((OWN / "given_answers_sentences.toml").read_text(encoding="utf-8"))
    for question, answer, label in [*data["sentences"], *data["later"]]:
        right = label.split("|")
        yield LabelledPassage("own", answer, "", question, right[0], frozenset(right))
    for path in sorted(OWN.glob("given_answers_*.toml")):
        for pair in tomllib.loads(path.read_text(encoding="utf-8")).get("pair", ()):
            yield from _of_pair(pair)


def _of_pair(pair: dict[str, Any]) -> Iterator[LabelledPassage]:
    rights = dict[str, frozenset[str]]()
    asked = dict[str, str]()
    for said in read_answer(split(pair["request"]).questions, text=pair["answer"]):
        right = frozenset(pair["outcomes"].get(said.number, "").split("|"))
        if said.number in pair["outcomes"] and said.answer and said.refers_to is None:
            rights[said.answer] = rights.get(said.answer, right) & right
            asked.setdefault(said.answer, said.question)
    for answer, right in rights.items():
        if right:
            yield LabelledPassage("own", answer, "", asked[answer], min(right), right)


def learn(known: Sequence[LabelledPassage]) -> dict[str, Any]:
    """The weights by which the labels are likeliest (logistic regression over several outcomes, regularised)."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for one in known:
        for text in filter(None, (one.text, one.taken)):
            trainer.append([likely.features(text, question=one.question)], [one.label])
    trainer.set_params(PARAMETERS)
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        learned = tagger.info()
        tagger.close()
    outcomes = sorted(learned.labels)
    weighed: dict[str, list[tuple[int, float]]] = {}
    for (feature, label), weight in sorted(learned.state_features.items()):
        if abs(weight) >= LEAST:
            weighed.setdefault(feature, []).append((outcomes.index(label), round(weight, 2)))
    return {"outcomes": outcomes, "features": weighed}


class _RightBy(NamedTuple):
    rules: bool
    words: bool
    both: bool


def _told(one: LabelledPassage, *, text: str, by: OutcomeWeights) -> _RightBy:
    ruled = outcome(text, question=one.question)
    chances = likely.likelihoods(text, question=one.question, by=by)
    words = max(chances, key=lambda kind: chances[kind])
    both = likely.overruled(ruled, text=text, question=one.question, by=by)
    return _RightBy(*(str(kind) in one.right for kind in (ruled, words, both)))


def _shares(told: Sequence[_RightBy]) -> str:
    shares = (
        f"{name} {sum(getattr(one, name) for one in told) / len(told):.3f}" for name in _RightBy._fields
    )
    return f"{', '.join(shares)} of {len(told)}"


def _measured(
    known: Sequence[LabelledPassage], *, by: OutcomeWeights
) -> tuple[list[_RightBy], list[_RightBy]]:
    """Count the passages told right as they are labelled, and as the product takes them."""
    labelled = [_told(one, text=one.text, by=by) for one in known]
    return labelled, [_told(one, text=one.taken, by=by) for one in known if one.taken]


def main() -> None:
    """Learn, print the figures, and write the weights where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--held-out", action="append", default=[], help="a folder to measure on only")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    known, ours = list(passages(args.folders)), list(own())
    letters = sorted({one.letter for one in known})
    random.Random(24).shuffle(letters)
    labelled, taken = list[_RightBy](), list[_RightBy]()
    for fold in range(FOLDS):
        held = set(letters[fold::FOLDS])
        by = likely.from_data(learn([*(one for one in known if one.letter not in held), *ours]))
        more = _measured([one for one in known if one.letter in held], by=by)
        labelled, taken = labelled + more[0], taken + more[1]
    print(f"cross-validated: as labelled {_shares(labelled)}; as taken {_shares(taken)}")
    data = learn([*known, *ours])
    by = likely.from_data(data)
    for folder in args.held_out:
        labelled, taken = _measured(list(passages([folder])), by=by)
        print(f"{folder}: as labelled {_shares(labelled)}; as taken {_shares(taken)}")
    labelled, _ = _measured(ours, by=by)
    print(f"own: {_shares(labelled)}")
    if args.write:
        WEIGHTS.write_text(
            json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
