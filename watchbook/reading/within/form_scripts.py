"""Scripts of a PDF's form that only format, check or add up what is typed: calls of functions that readers bring along, and nothing else."""

import re

# Acrobat writes these into a form whose fields are numbers, days, times, codes or sums. They reach no file and no address.
_FUNCTIONS = (
    r"AF(?:Number_(?:Format|Keystroke)|Percent_(?:Format|Keystroke)|Date_(?:Format|Keystroke)(?:Ex)?|Time_(?:Format|Keystroke)(?:Ex)?|"
    r"Special_(?:Format|Keystroke(?:Ex)?)|Range_Validate|Simple_Calculate)"
)
_VALUE = r"""(?:-?\d{1,15}(?:\.\d{1,15})?|true|false|"[^"\\\r\n]{0,200}"|'[^'\\\r\n]{0,200}')"""
_VALUES = rf"{_VALUE}(?:\s?,\s?{_VALUE}){{0,100}}"
_LIST = rf"(?:new\s)?Array\s?\(\s?{_VALUES}\s?\)"
_CALL = rf"{_FUNCTIONS}\s?\(\s?(?:(?:{_VALUE}|{_LIST})(?:\s?,\s?(?:{_VALUE}|{_LIST})){{0,20}})?\s?\)"
_CALLS = re.compile(rf"\s{{0,20}}{_CALL}(?:\s{{0,20}};\s{{0,20}}{_CALL}){{0,10}}\s{{0,20}};?\s{{0,20}}")
LONGEST = 4_000  # characters


def only_fills(script: str) -> bool:
    """Whether a script is one of these and does nothing besides."""
    return len(script) <= LONGEST and _CALLS.fullmatch(script) is not None


# An action by its bytes, with its script beside it and nothing else in the dictionary.
_SIGN = rb"(?:[^()\\]|\\.)"
_TEXT = (
    rb"\((?P<%b>(?:" + _SIGN + rb"|\((?:" + _SIGN + rb"|\(" + _SIGN + rb"{0,2000}+\)){0,2000}+\)){0,4000}+)\)"
)
_GAP = rb"\s{0,9}"
_ACTS, _TYPE = rb"/S" + _GAP + rb"/JavaScript" + _GAP, rb"(?:/Type" + _GAP + rb"/Action" + _GAP + rb")?"
_SAYS = rb"/JS" + _GAP + _TEXT + _GAP
_ACTION = re.compile(
    rb"<<"
    + _GAP
    + _TYPE
    + rb"(?:"
    + _ACTS
    + _SAYS % b"after"
    + rb"|"
    + _SAYS % b"before"
    + _ACTS
    + rb")"
    + _TYPE
    + rb">>",
    re.DOTALL,
)


def without_those(written: bytes) -> bytes:
    """The bytes of a PDF without the actions that hold no other script."""
    if b"/JavaScript" not in written:
        return written
    return _ACTION.sub(
        lambda found: b" " if only_fills(_text(found["after"] or found["before"] or b"")) else found[0],
        written,
    )


def _text(written: bytes) -> str:
    return re.sub(rb"\\([()])", rb"\1", written).decode("latin-1")
