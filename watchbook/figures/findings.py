"""A finding: what the registers say to one question, with status, value, evidence and what was searched (docs/law/foi.md#statuses)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.authorisations.rules.in_force import ends_at
from watchbook.reading.times.period import Period
from watchbook.reading.times.time_of_question import TimeOfQuestion

type RegisterSearches = tuple[RegisterSearch, ...]
type Query = Callable[[Inquiry], Finding]
type Value = str | int | bool | list[Value] | dict[str, Value] | None


class Status(StrEnum):
    """What an answer is. TO_BE_SEARCHED exists in drafts only and blocks the letter."""

    HELD_SUPPLIED = "HELD_SUPPLIED"
    HELD_LINK = "HELD_LINK"
    HELD_EXEMPT = "HELD_EXEMPT"
    PARTLY = "PARTLY"
    NOT_HELD = "NOT_HELD"
    NIL = "NIL"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    NEITHER = "NEITHER"
    REFUSED = "REFUSED"
    EXPLANATION = "EXPLANATION"
    TO_BE_SEARCHED = "TO_BE_SEARCHED"


@dataclass(frozen=True)
class Inquiry:
    """An inquiry after a figure: for which day (of a request: of its receipt, s.1(4)), which period, as at which moment (None: now).

    Where a person put a question, `text` is its words and `context` those above it: they name what `period` leaves open.
    `time` is what its facets read, where the request as a whole was at hand: its opening may say of which time all is asked.
    """

    on: date
    as_at: datetime | None = None
    period: Period | None = None
    text: str = ""
    context: str = ""
    time: TimeOfQuestion | None = None

    @property
    def until(self) -> datetime:
        """The last moment of which a figure tells: one of its day, however late its answer is drafted."""
        last = ends_at(self.on) - datetime.resolution
        return min(self.as_at, last) if self.as_at else last


@dataclass(frozen=True)
class Evidence:
    """A register row that an answer rests on, and where an officer opens it; never for the public.

    `part` names the rows with which a page folds it, such as the statements of a quarter.
    """

    register: str
    reference: str
    what: str
    recorded_at: datetime
    sha256: str = ""
    address: str = ""
    part: str = ""


@dataclass(frozen=True)
class Enclosure:
    """A kept file that goes with the answer: its name, what it is, and where the officer opens it."""

    title: str
    what: str
    address: str


@dataclass(frozen=True)
class SharedParagraph:
    """A paragraph that answers to several questions tell word for word, and the sentence that refers to `{question}` instead."""

    text: str
    reference: str


@dataclass(frozen=True)
class RegisterSearch:
    """Where was looked: the register, the named query and its version, its terms, how many rows it found."""

    register: str
    query: str
    terms: str
    found: int


def searched_in(register: Promise | str, query: str, terms: str, found: int) -> RegisterSearches:
    """One search, as a finding names it; the query's name ends with its version, after a slash."""
    return (RegisterSearch(register=str(register), query=query, terms=terms, found=found),)


@dataclass(frozen=True)
class Finding:
    """What the registers say, with its proof. `answer` is the sentence drafted for the requester.

    `shared` are paragraphs of the answer that a letter says once, however many of its answers tell them.
    `as_at` is the moment as at which they were asked (None: of a search by hand); asked again, they may say the same.
    """

    status: Status
    answer: str
    value: Value = None
    period: Period | None = None
    evidence: tuple[Evidence, ...] = ()
    searched: tuple[RegisterSearch, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    shared: tuple[SharedParagraph, ...] = ()
    as_at: datetime | None = field(default=None, compare=False)


def has_a_number(value: Value) -> bool:
    """Whether a value holds a number."""
    if isinstance(value, dict):
        return any(map(has_a_number, value.values()))
    if isinstance(value, list):
        return any(map(has_a_number, value))
    return isinstance(value, int) and not isinstance(value, bool)


def has_a_nought(value: Value) -> bool:
    """Whether a number of a value is 0."""
    if isinstance(value, dict):
        return any(map(has_a_nought, value.values()))
    if isinstance(value, list):
        return any(map(has_a_nought, value))
    return value == 0 and has_a_number(value)


def to_be_searched(why: str, *, searched: tuple[RegisterSearch, ...] = ()) -> Finding:
    """Nothing in the registers answers this; a person has to search, and absence here proves nothing."""
    return Finding(status=Status.TO_BE_SEARCHED, answer=why, searched=searched)


def no_query() -> Finding:
    """No register of ours answers such a question yet."""
    return to_be_searched(_("To be searched: no register answers this question yet."))


STATUS_WORDS: dict[Status, Promise] = {
    Status.HELD_SUPPLIED: gettext_lazy("held, supplied"),
    Status.HELD_LINK: gettext_lazy("held, published at a link"),
    Status.HELD_EXEMPT: gettext_lazy("held, exempt"),
    Status.PARTLY: gettext_lazy("partly"),
    Status.NOT_HELD: gettext_lazy("not held"),
    Status.NIL: gettext_lazy("none"),
    Status.NOT_APPLICABLE: gettext_lazy("does not apply"),
    Status.NEITHER: gettext_lazy("neither confirmed nor denied"),
    Status.REFUSED: gettext_lazy("refused"),
    Status.EXPLANATION: gettext_lazy("explained"),
    Status.TO_BE_SEARCHED: gettext_lazy("to be searched"),
}


def status_words(status: Status) -> str:
    """A status as people say it."""
    return str(STATUS_WORDS[status])


def is_held_nought(status: Status, value: Value) -> bool:
    """Whether what is held is a figure, and the figure is 0: nobody is given any records."""
    return status is Status.HELD_SUPPLIED and value == 0 and has_a_number(value)


def words_of_answer(status: Status, value: Value) -> str:
    """A status as a letter says it before an answer."""
    return _("held: the figure is 0") if is_held_nought(status, value) else status_words(status)
