"""Speeds of reading: requests cut in one process, and each command that only reads as a whole process."""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tools.proofs.showing import CASE, ROOT, Line, Skipped, the_case
from watchbook.reading.answer_letter.wording import sentences
from watchbook.reading.split.questions import by_rules, split

WATCHBOOK = str(ROOT / ".venv" / "bin" / "watchbook")
ROUNDS = 7
AT_MOST = 0.3  # seconds of the processor


def sentences_a_second() -> str:
    """All requests of `train`, cut in one process; beside them the rules alone, and their sentences told apart."""
    paths = sorted((CASE.parent / "train").glob("*.json"))
    if not paths:
        raise Skipped("the labelled requests are not on this machine; set WATCHBOOK_CASES")
    texts = [json.loads(path.read_text(encoding="utf-8"))["request_text"] for path in paths]
    split(texts[0])
    count = sum(len(sentences(text)) for text in texts)
    took = {}
    for name, read in (("cut", split), ("rules alone", by_rules), ("told apart", sentences)):
        begun = time.process_time()
        for text in texts:
            read(text)
        took[name] = time.process_time() - begun
    speeds = ", ".join(f"{name} {count / seconds:,.0f} a second" for name, seconds in took.items())
    return f"{count:,} sentences of {len(texts)} requests: {speeds} of the processor"


def whole_process() -> str:
    """Each command over FOI 9477, medians of rounds in turn, beside a bare interpreter."""
    case = the_case()
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "request.txt", Path(folder) / "answer.txt"
        asked.write_text(str(case["request_text"]), encoding="utf-8")
        answered.write_text(str(case["response_text"]), encoding="utf-8")
        commands = {
            "bare interpreter": [sys.executable, "-c", "pass"],
            "foi split": [WATCHBOOK, "foi", "split", str(asked)],
            "foi match": [WATCHBOOK, "foi", "match", str(asked)],
            "foi check": [WATCHBOOK, "foi", "check", "--answer", str(answered), str(asked)],
        }
        rounds = [{name: _spent(words) for name, words in commands.items()} for _ in range(ROUNDS)]
    took = {name: statistics.median(one[name] for one in rounds) for name in commands}
    figures = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in took.items()) + " of the processor"
    assert max(took.values()) <= AT_MOST, figures
    return figures


def _spent(words: Sequence[str]) -> float:
    """The processor's seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


LINES = (
    Line("How many sentences of requests are cut in a second", sentences_a_second),
    Line(
        "`foi split`, `foi match` and `foi check` as whole processes: ≤ 0.3 s of the processor", whole_process
    ),
)
