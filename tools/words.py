"""The house style, held by patterns: each sentence that a person reads, and the first sentence of each docstring.

`words.py` strikes off the lists of old texts whatever no longer offends, and says what else offends. A list that is empty
is gone. It adds nothing: `words.py --first` does, and is for the day on which a rule begins.
"""

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tools.messages import PACKAGE, marked

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = PACKAGE / "home" / "glossary.toml"
OLD = {
    "messages": ROOT / "tests" / "architecture" / "old_messages.txt",
    "docstrings": ROOT / "tests" / "architecture" / "old_docstrings.txt",
}
TAG = re.compile(r"<[^<>]*>")
END = re.compile(r"(?<=[.!?]) +|\n+")


@dataclass(frozen=True)
class Rule:
    """A pattern that no sentence may match, the reason for the writer, and examples of both kinds."""

    id: str
    reason: str
    pattern: re.Pattern[str]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    singular_only: bool = False


@cache
def glossary() -> dict[str, Any]:
    """The terms of the house and the five answers that the law keeps apart."""
    return tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))


@cache
def rules(kind: str) -> tuple[Rule, ...]:
    """The rules for messages or for docstrings; messages also may not use a word that the glossary refuses."""
    rows = tomllib.loads((ROOT / "tools" / "words.toml").read_text(encoding="utf-8"))[kind]
    found = [Rule(**row | {"pattern": re.compile(row["pattern"])}) for row in rows]
    return tuple(found + (_refused_words() if kind == "messages" else []))


def _refused_words() -> list[Rule]:
    """A rule for each term of the glossary that has words which are never right."""
    found = []
    for row in (row for row in glossary()["terms"] if row["never"]):
        term, words = row["term"]["en"], "|".join(map(re.escape, row["never"]))
        # A placeholder may have any name.
        pattern = re.compile(rf"(?i)(?<!\{{)(?<!%\()\b(?:{words})\b")
        reason = f"The house word is “{term}”: {row['use']['en']}."
        found.append(Rule(f"word: {term}", reason, pattern, bad=tuple(row["never"]), good=(term,)))
    return found


def messages() -> Iterator[tuple[str, bool]]:
    """Each sentence that a person reads, marked or kept as data, and whether its plural has been given."""
    for message in (one for one in marked() if one.id):
        texts = message.id if message.pluralizable else [message.id]
        yield from ((text, message.pluralizable) for text in texts)
    for path in sorted(PACKAGE.rglob("*.toml")):
        yield from ((text, False) for text in _in_english(tomllib.loads(path.read_text(encoding="utf-8"))))


def _in_english(value: Any) -> Iterator[str]:
    """The sentences of a data file, which are keyed by language."""
    if isinstance(value, list):
        for one in value:
            yield from _in_english(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from [one] if key == "en" and isinstance(one, str) else _in_english(one)


def docstrings() -> Iterator[tuple[str, bool]]:
    """The first sentence of each docstring of the product and of the tools, none of which has a plural."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for folder in (PACKAGE, ROOT / "tools"):
        for path in sorted(one for one in folder.rglob("*.py") if "migrations" not in one.parts):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts = (ast.get_docstring(node) for node in ast.walk(tree) if isinstance(node, kinds))
            yield from ((END.split(text)[0], False) for text in texts if text)


def offences(text: str, held: tuple[Rule, ...], *, has_plural: bool = False) -> list[Rule]:
    """The rules that a text breaks in any of its sentences."""
    sentences = END.split(TAG.sub("", text))
    tried = (rule for rule in held if not (has_plural and rule.singular_only))
    return [rule for rule in tried if any(rule.pattern.search(sentence) for sentence in sentences)]


def offending(kind: str) -> dict[str, Rule]:
    """Each text that breaks a rule, as its line in the list of old texts, and the rule."""
    texts = {"messages": messages, "docstrings": docstrings}[kind]()
    return {
        f"{rule.id}: {json.dumps(text, ensure_ascii=False)}": rule
        for text, has_plural in texts
        for rule in offences(text, rules(kind), has_plural=has_plural)
    }


def listed(kind: str) -> set[str]:
    """The lines of the list of old texts; what a merge left between them is no line of ours."""
    return set(OLD[kind].read_text(encoding="utf-8").splitlines()) if OLD[kind].exists() else set()


def main(arguments: list[str]) -> int:
    """Strike what no longer offends off both lists, and say what offends without standing there."""
    new = 0
    for kind, path in OLD.items():
        found = offending(kind)
        kept = set(found) if arguments == ["--first"] else listed(kind) & set(found)
        if kept:
            path.write_text("".join(f"{line}\n" for line in sorted(kept)), encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
        for line in sorted(set(found) - kept):
            print(f"{line}\n    {found[line].reason}", file=sys.stderr)
        new += len(found) - len(kept)
        print(f"{len(kept)} old {kind} are still to be rewritten, {len(found) - len(kept)} new ones offend.")
    return int(new > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
