"""The address of a page as a browser opens it, from what somebody pasted; nothing is opened here."""

from urllib.parse import urlsplit

from watchbook.investigations.account_address import recognise
from watchbook.investigations.pasted_address import VIEW_SOURCE, NotAnAddress


def to_open(pasted: str) -> str:
    """The page's own address, path and all. Raises NotAnAddress for text that names none, or one that deceives."""
    return recognise(pasted).exact.removeprefix(VIEW_SOURCE)


def opens(text: str) -> str:
    """The same of words that a look has on record; empty where they name no address, since a look that was made may quote any."""
    try:
        return to_open(text)
    except NotAnAddress:
        return ""


def is_same_page(one: str, other: str) -> bool:
    """Whether two addresses open the same page, by whichever scheme and whether or not the path ends with a slash."""
    return _compared(one) == _compared(other)


def _compared(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return parts.netloc.lower().removesuffix("."), parts.path.rstrip("/"), parts.query
