"""The numbers that Word shows before the paragraphs of a list: they are counted when it is opened and are not in its text."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from docx.oxml.ns import qn

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMANS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ROMANS_TO = 400


class _Level(NamedTuple):
    first: int
    form: str
    shown: str


class _List(NamedTuple):
    """A list as a paragraph names it: whose counters it shares, how each level looks, which levels it starts anew."""

    counters: str
    levels: Mapping[int, _Level]
    anew: Mapping[int, int]


class ListNumbers:
    """Counts the lists of one document, paragraph by paragraph in their order."""

    def __init__(self, *, numbering: Any, styles: Any) -> None:
        self._lists = _lists(numbering) if numbering is not None else {}
        self._of_style = _numbers_of_styles(styles) if styles is not None else {}
        self._counters: dict[str, list[int | None]] = {}
        self._met: set[str] = set()

    def before(self, paragraph: Any) -> str:
        """The number or bullet that Word shows before a paragraph, with a space after it, or nothing."""
        number, level = self._named(paragraph)
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return ""
        counters = self._counters.setdefault(found.counters, [None] * _LEVELS)
        if number not in self._met:
            self._met.add(number)
            for above, first in found.anew.items():
                counters[above] = first - 1
        reached = counters[level]
        counters[level] = found.levels[level].first if reached is None else reached + 1
        counters[level + 1 :] = [None] * (_LEVELS - level - 1)
        shown = _shown(found.levels, level=level, counters=counters)
        return f"{shown} " if shown else ""

    def _named(self, paragraph: Any) -> tuple[str, int]:
        """The list and level of a paragraph, its own or its style's."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        style = properties.find(qn("w:pStyle"))
        number, level = self._of_style.get(_value(style), ("", 0))
        own = properties.find(qn("w:numPr"))
        if own is None:
            return number, level
        own_level = own.find(qn("w:ilvl"))
        if own_level is not None:
            level = _whole(_value(own_level), below=_LEVELS)
        return _value(own.find(qn("w:numId"))) or number, level


def _shown(levels: Mapping[int, _Level], *, level: int, counters: list[int | None]) -> str:
    if levels[level].form == "bullet":
        return "•"
    if levels[level].form == "none":
        return ""

    def counted(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        one = levels.get(place)
        if one is None:
            return ""
        reached = counters[place]
        return _written(one.first if reached is None else reached, form=one.form)

    return _PLACE.sub(counted, levels[level].shown).strip()


def _written(count: int, *, form: str) -> str:
    """A number in the form of its level; a form that we do not know is counted in figures."""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < count < _ROMANS_TO:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    return str(count)


def _roman(count: int) -> str:
    written = ""
    for value, letters in _ROMANS:
        written += letters * (count // value)
        count %= value
    return written


def _lists(numbering: Any) -> dict[str, _List]:
    patterns = {
        one.get(qn("w:abstractNumId")): _levels(one) for one in numbering.findall(qn("w:abstractNum"))
    }
    lists = {}
    for one in numbering.findall(qn("w:num")):
        pattern = _value(one.find(qn("w:abstractNumId")))
        levels = dict(patterns.get(pattern, {}))
        anew = {}
        for override in one.findall(qn("w:lvlOverride")):
            level = _whole(override.get(qn("w:ilvl")), below=_LEVELS)
            start = override.find(qn("w:startOverride"))
            if start is not None:
                anew[level] = _whole(_value(start))
            levels.update(_levels(override))
        lists[one.get(qn("w:numId")) or ""] = _List(pattern, levels, anew)
    lists.pop("0", None)  # a paragraph that was taken out of its list says that it is in list 0
    return lists


def _levels(parent: Any) -> dict[int, _Level]:
    return {
        _whole(one.get(qn("w:ilvl")), below=_LEVELS): _Level(
            _whole(_value(one.find(qn("w:start"))) or "1"),
            _value(one.find(qn("w:numFmt"))) or "decimal",
            _value(one.find(qn("w:lvlText"))),
        )
        for one in parent.findall(qn("w:lvl"))
    }


def _numbers_of_styles(styles: Any) -> dict[str, tuple[str, int]]:
    """The list and level that each style gives its paragraphs."""
    found = {}
    for style in styles.findall(qn("w:style")):
        named = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if named is not None:
            level = _whole(_value(named.find(qn("w:ilvl"))), below=_LEVELS)
            found[style.get(qn("w:styleId"))] = (_value(named.find(qn("w:numId"))), level)
    return found


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(qn("w:val")) or "")


def _whole(written: str | None, *, below: int = 10_000) -> int:
    """A whole number from a document, 0 where it is none or beyond bounds."""
    number = int(written) if written and re.fullmatch(r"[0-9]{1,5}", written) else 0
    return number if number < below else 0
