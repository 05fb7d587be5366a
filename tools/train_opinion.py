"""Learn what words say of an opinion, from labelled texts that ship inside packages: `python -m tools.train_opinion FOLDER [--write]`.

FOLDER is what `tools.labelled_texts` fetched. Each opinion counts alike, and a large source less than its size. The texts about
airlines are left out: they are those on which `make proof` measures the model (docs/explanation/listening.md). `--write` writes
the weights into the package.
"""

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.labelled_texts import MEASURED, LabelledText, labelled_texts
from watchbook.listening import opinion
from watchbook.listening.opinion import OPINIONS, words_of

WEIGHTS = Path(opinion.__file__).with_name("opinion_weights.json")
FEWEST = 4  # texts that have a word before it is learned
ROUNDS = 12
RATE = 0.5
SHRINK = 1.0  # of each weight in a round, as ridge regression has it
LEAST = 4  # hundredths: a weight below tells nothing

type Learned = dict[str, list[float]]
type WeightedCase = tuple[
    list[str], int, float
]  # its words, the place of its opinion, and how much it counts


def learn(texts: Mapping[str, Sequence[LabelledText]], *, seed: int = 1) -> Learned:
    """Learn two weights for each word: a multinomial logistic regression, by stochastic descent (AdaGrad)."""
    told = [
        (words_of(text), OPINIONS.index(said), source) for source, one in texts.items() for text, said in one
    ]
    often = Counter(word for words, _said, _source in told for word in words)
    known = {word: [0.0, 0.0] for word, times in often.items() if times >= FEWEST} | {"": [0.0, 0.0]}
    pace = {word: [1e-8, 1e-8] for word in known}
    shrink = {word: SHRINK / often[word] for word in known if word} | {"": 0.0}
    sizes = Counter(source for _words, _said, source in told)
    mass = Counter[int]()
    for _words, said, source in told:
        mass[said] += 1 / math.sqrt(sizes[source])
    cases = [
        (
            [word for word in words if word in known],
            said,
            len(told) / math.sqrt(sizes[source]) / mass[said] / len(OPINIONS),
        )
        for words, said, source in told
    ]
    chance = random.Random(seed)
    for _round in range(ROUNDS):
        chance.shuffle(cases)
        for case in cases:
            _step(case, known, pace, shrink)
    return known


def _step(case: WeightedCase, known: Learned, pace: Learned, shrink: Mapping[str, float]) -> None:
    words, said, weight = case
    scale = 1 / math.sqrt(len(words) or 1)
    sums = [known[""][side] + scale * sum(known[word][side] for word in words) for side in (0, 1)]
    exps = [math.exp(min(30.0, one)) for one in sums]
    total = 1 + sum(exps)
    for side, meant in ((0, 0), (1, 2)):
        fault = weight * (exps[side] / total - (said == meant))
        for word, by in (*((word, scale) for word in words), ("", 1.0)):
            slope = fault * by + shrink[word] * known[word][side]
            pace[word][side] += slope * slope
            known[word][side] -= RATE * slope / math.sqrt(pace[word][side])


def rounded(known: Learned) -> dict[str, list[int]]:
    """Return the weights in hundredths, those that tell nothing left out."""
    whole = {word: [round(100 * one) for one in pair] for word, pair in sorted(known.items())}
    return {word: pair for word, pair in whole.items() if not word or max(map(abs, pair)) >= LEAST}


def main() -> None:
    """Learn, and write the weights if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    texts = {source: one for source, one in labelled_texts(asked.folder).items() if source != MEASURED}
    learned = rounded(learn(texts))
    print(f"{len(learned)} words from {sum(map(len, texts.values()))} texts of {', '.join(texts)}")
    if asked.write:
        lines = (
            f"{json.dumps(word, ensure_ascii=False)}:[{one},{other}]"
            for word, (one, other) in learned.items()
        )
        WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")  # a word a line


if __name__ == "__main__":
    main()
