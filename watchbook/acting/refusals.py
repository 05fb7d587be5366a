"""Refusals of an act: the person may not, or the state does not allow it. Each message is a sentence a person reads."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol


class WrongState(Exception):
    """The act does not fit the state the thing is in; the message is what the person reads."""


class Way(NamedTuple):
    """Another way that a refused person has: the words of the link to it, and its address."""

    words: str
    href: str


class NotPermitted(Exception):
    """The person may not do this; the message is the sentence they read, `way` what the page offers them instead.

    `duties` are those that would help and that the sentence does not name, `how_to_ask` says how the person gets one or
    whom they ask instead. A sentence that most callers throw away, since they ask only whether (`can`), is a function: it
    is written when it is read.
    """

    def __init__(
        self,
        sentence: str | Callable[[], str],
        *,
        way: Way | None = None,
        duties: tuple[object, ...] = (),
        how_to_ask: Callable[[], str] = str,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way = way
        self.duties = duties
        self.how_to_ask = how_to_ask

    def __str__(self) -> str:
        """Return the sentence."""
        return str(self.sentence() if callable(self.sentence) else self.sentence)


# The names that a reason may begin with. Initials (“RIPA”) and references (“D-0001/1”) need no line here.
NAMES = frozenset({"England", "London", "Northern", "Parliament", "Scotland", "Wales", "Watchbook"})


def cannot(tried: str, why: str) -> str:
    """Return a refusal that begins with what was tried (“You cannot record this order: its date is in the future”)."""
    return f"{tried}: {_after_colon(why)}"


def _after_colon(why: str) -> str:
    first = why.split(maxsplit=1)[0] if why.strip() else ""
    is_reference = any(sign.isupper() or sign.isdigit() for sign in first[1:])
    if is_reference or first.rstrip(".,;:").removesuffix("’s") in NAMES:
        return why
    return f"{why[:1].lower()}{why[1:]}"


class RuleAnswer(Protocol):
    """A rule's answer: whether the act is allowed, and else every reason that stands in its way."""

    @property
    def is_allowed(self) -> bool: ...

    @property
    def why_not(self) -> str: ...


def check_allowed(ruling: RuleAnswer, *, tried: str) -> None:
    """Raise WrongState with what was tried and every reason that is not met."""
    if not ruling.is_allowed:
        raise WrongState(cannot(tried, ruling.why_not))


def why_refused(may: Callable[..., None], person: Any, *things: Any) -> str:
    """Return the sentence with which a `may_…` function refuses this person; empty if it lets them through."""
    try:
        may(person, *things)
    except NotPermitted as refused:
        return str(refused)
    return ""


def can(may: Callable[..., None], person: Any, *things: Any) -> bool:
    """Whether a `may_…` function lets this person through: button and act cannot disagree."""
    try:
        may(person, *things)
    except NotPermitted:
        return False
    return True
