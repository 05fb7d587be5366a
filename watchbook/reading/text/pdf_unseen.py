"""Words of a PDF's page that no reader sees: drawn without ink, in white on nothing, too small or beside the page."""

from collections.abc import Sequence
from typing import Any

from pypdf import PageObject

_SHOWS = {b"Tj", b"TJ", b"'", b'"'}
_PAINTS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh"}  # white words may be seen on what they paint
_PICTURES = {b"Do", b"BI", b"INLINE IMAGE"}  # a scan has its words without ink
_COLOURS = {b"g": 1, b"rg": 1, b"k": 0, b"sc": 1, b"scn": 1}  # and what each component of white is
_NO_INK = {3, 7}
_SMALLEST = 1.0  # points


class PageWords:
    """The words that a page shows and those that it hides, as the library comes by them."""

    def __init__(self, page: PageObject) -> None:
        self._pieces: list[tuple[str, set[str]]] = []
        self._box = [float(one) for one in page.mediabox]
        self._kept: list[tuple[bool, bool]] = []
        self._has_no_ink = self._is_white = False
        self._hides = {"ink", "beside", "white", "small"}
        self._shown: set[str] = set()  # why each of what was shown since the last words came may not be seen
        self._size = 0.0
        self._whole = page.extract_text(visitor_operand_before=self._operation, visitor_text=self._words)

    def parted(self) -> tuple[str, str]:
        """The words that are seen, and those that are not."""
        is_hidden = [bool(why) and why <= self._hides for _text, why in self._pieces]
        seen, hidden = (
            "".join(text for (text, _why), one in zip(self._pieces, is_hidden, strict=True) if one is wanted)
            for wanted in (False, True)
        )
        return (seen, hidden) if hidden.strip() else (self._whole, "")

    def _operation(
        self, operator: bytes, operands: Sequence[Any], cm: Sequence[float], tm: Sequence[float]
    ) -> None:
        if operator in _PAINTS:
            self._hides -= {"white"}
        elif operator in _PICTURES:
            self._hides &= {"small"}
        elif operator in _SHOWS:
            self._shown.add(self._why_unseen(cm, tm))
        else:
            self._set(operator, operands)

    def _set(self, operator: bytes, operands: Sequence[Any]) -> None:
        if operator == b"q":
            self._kept.append((self._has_no_ink, self._is_white))
        elif operator == b"Q" and self._kept:
            self._has_no_ink, self._is_white = self._kept.pop()
        elif operator == b"Tr" and operands:
            self._has_no_ink = operands[0] in _NO_INK
        elif operator == b"Tf" and len(operands) > 1:
            self._size = abs(float(operands[1]))
        elif operator in _COLOURS:
            self._is_white = bool(operands) and all(one == _COLOURS[operator] for one in operands)

    def _why_unseen(self, cm: Sequence[float], tm: Sequence[float]) -> str:
        if self._has_no_ink or self._is_white:
            return "ink" if self._has_no_ink else "white"
        across = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        up = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        left, bottom, right, top = self._box
        size = self._size * max(map(abs, tm[:4])) * max(map(abs, cm[:4]))
        if left <= across <= right and bottom <= up <= top:
            return "small" if size < _SMALLEST else ""
        return "beside"

    def _words(self, text: str, *_where: Any) -> None:
        self._pieces.append((text, self._shown))
        if text.strip():
            self._shown = set()
