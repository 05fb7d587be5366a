"""The tutorial as the journey reads it: its steps, what is to be typed, and each name that it tells people to press."""

import re

from tests.architecture.source import ROOT

PATH = ROOT / "docs" / "tutorial" / "first-answer.md"
HEADING = re.compile(r"^## \d+\. (.+)$", re.MULTILINE)


def text():
    """The tutorial with its lines joined as a person reads them."""
    return PATH.read_text(encoding="utf-8")


def steps():
    """The numbered headings in their order."""
    return HEADING.findall(text())


def section(step):
    """What stands under a step's heading, as one line."""
    after = re.split(rf"^## \d+\. {re.escape(step)}$", text(), flags=re.MULTILINE)[1]
    return " ".join(re.split(r"^## ", after, flags=re.MULTILINE)[0].split())


def block(name):
    """A fenced block: a file to save or a text to paste."""
    (found,) = re.findall(rf"^ *```{re.escape(name)}\n(.*?)^ *```$", text(), re.MULTILINE | re.DOTALL)
    return "".join(f"{line.strip()}\n" for line in found.splitlines())
