"""Long lists: 25 rows a page, in the order of the heading that somebody chose, and of those only what they chose.

    page = cut(request, rows, sort={"due": "due_on"}, choose={"state": ListChoice(_("State"), "state", States.choices)})

The database orders, and counts to the next thousand after the page, since a count of all must read all; only the rows
of one page are read. Where the address asks for an order, a choice or a page that is none, the usual one is shown. A view
with several lists names each: one is turned while the others stand. A list that one sees at a glance offers no choice.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

ON_A_PAGE = 25
AT_A_GLANCE = 5  # rows of which nobody needs to choose some
COUNTED_AT_ONCE = 1_000
LONGEST_NUMBER = 6  # digits of a page that somebody may ask for

type Columns = Sequence[str]  # one by its name, or several
type Condition = Callable[[str], Q]  # on a row, that a code was chosen

YES_NO = [("True", _("yes")), ("False", _("no"))]


@dataclass(frozen=True)
class ListChoice:
    """A choice of what a list shows: its question, the column or the condition of a code, and the codes with their words."""

    asks: Any
    column: str | Condition
    codes: Collection[tuple[str, Any]]

    def of(self, code: str) -> Q:
        """The condition of a row to be of a code."""
        return Q((self.column, code)) if isinstance(self.column, str) else self.column(code)


@dataclass(frozen=True)
class Heading:
    """A heading that orders its list: the address to which it leads, and the order now, as aria-sort says it."""

    address: str
    order: str


@dataclass(frozen=True)
class Chosen:
    """A choice with the name of its box and the code that was chosen."""

    name: str
    choice: ListChoice
    code: str


class ListPage[Row](Page):  # type: ignore[type-arg]  # Django's takes no parameter where the program runs
    """A page of a long list, and where its headings, its choices and its other pages are."""

    object_list: Sequence[Row]
    address: str
    headings: Mapping[str, Heading]
    choices: Sequence[Chosen]
    besides: Sequence[tuple[str, str]]  # what the address says of other lists, kept where a choice is sent

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return any(one.code for one in self.choices)

    @property
    def offers(self) -> Sequence[Chosen]:
        """The choices to show: those of a list that is long, or of which some rows were chosen."""
        return self.choices if self.is_narrowed or self.paginator.count > AT_A_GLANCE else ()


class _Lists(Paginator):  # type: ignore[type-arg]  # as above
    counted_to: int | None = None  # of rows of the database; without it all are counted

    @cached_property
    def count(self) -> int:
        """The number of rows; of rows of the database, of those that are counted."""
        if self.counted_to is None:
            return super().count
        rows: Any = self.object_list
        keys = rows.order_by().values("pk") if _are_whole(rows) else rows.order_by()
        return cast("int", keys[: self.counted_to].count())

    @property
    def has_more(self) -> bool:
        """Whether there may be more rows than were counted."""
        return self.count == self.counted_to

    @property
    def counted(self) -> str:
        """The number of rows as people read it."""
        return in_words(self.count, counted_to=self.counted_to)

    def page(self, number: Any) -> Any:
        """Of rows of a table the database orders the keys alone: what stands beside a row is read of one page."""
        shown, rows = super().page(number), self.object_list
        if isinstance(rows, QuerySet) and not self.count:
            shown.object_list = rows.none()
        elif isinstance(rows, QuerySet) and _are_whole(rows):
            first = (shown.number - 1) * self.per_page
            keys = rows.values("pk")[first : first + self.per_page]
            # The keys are asked for first: with `in`, what the rows are filtered by has the database read every row again.
            shown.object_list = rows.filter(pk__among=keys)
        return shown

    def _get_page(self, *args: Any, **kwargs: Any) -> Any:
        return ListPage(*args, **kwargs)


def in_words(count: int, *, counted_to: int | None = COUNTED_AT_ONCE) -> str:
    """Give the number of rows that were counted so far at most."""
    number = f"{count:,}"
    return gettext("%(count)s or more") % {"count": number} if count == counted_to else number


def _are_whole(rows: QuerySet[Any, Any]) -> bool:
    """Whether each row is one of the table, and none of them stands there twice."""
    query = rows.query
    return not (
        query.values_select or query.group_by or query.distinct or query.combinator or query.is_sliced
    )


def cut[Row](
    request: HttpRequest,
    rows: QuerySet[Any, Row] | Sequence[Row],
    *,
    sort: Mapping[str, Columns] | None = None,
    choose: Mapping[str, ListChoice] | None = None,
    named: str = "",
    counted: int | None = None,
) -> ListPage[Row]:
    """The page of a list that the address asks for, in the order and of the choice that it asks for.

    `counted` says how many there are of the whole list, where that is known already or the page tells the exact number.
    """
    before = f"{named}-" if named else ""
    page, order, asked = f"{before}page", f"{before}sort", request.GET
    choices = [_chosen(asked, f"{before}{name}", one) for name, one in (choose or {}).items()]
    if isinstance(rows, QuerySet):
        for one in choices:
            rows = rows.filter(one.choice.of(one.code)) if one.code else rows
        rows = _ordered(rows, asked.get(order, ""), sort or {})
    lists = _Lists(rows, ON_A_PAGE)
    if counted is not None and not any(one.code for one in choices):
        lists.count = counted
    elif isinstance(rows, QuerySet) and not rows.query.is_sliced:
        lists.counted_to = _counted_to(asked.get(page, ""))
    shown = cast("ListPage[Row]", lists.get_page(asked.get(page)))
    shown.address = _address(asked, page)
    shown.headings = {name: _heading(asked, name, order=order, page=page) for name in sort or {}}
    shown.choices = choices
    own = {page, *(one.name for one in choices)}
    shown.besides = [
        (name, value) for name, value in asked.dict().items() if isinstance(value, str) and name not in own
    ]
    return shown


def _counted_to(page: str) -> int:
    """The next thousand rows after a page, so that a page follows each but the last."""
    number = int(page) if page.isdecimal() and len(page) <= LONGEST_NUMBER else 1
    return COUNTED_AT_ONCE * (ON_A_PAGE * number // COUNTED_AT_ONCE + 1)


def _chosen(asked: QueryDict, name: str, choice: ListChoice) -> Chosen:
    code = asked.get(name, "")
    return Chosen(name, choice, code if code in {str(one) for one, _words in choice.codes} else "")


def _ordered[Rows: QuerySet[Any, Any]](rows: Rows, asked: str, sort: Mapping[str, Columns]) -> Rows:
    """The rows in the order of a heading, those that say nothing there last; else in their own.

    Those alike in it stand in the order of their keys: else one could be on two pages, and another on none. A reference is
    that of one row of a list, and so is what is unique.
    """
    columns, query = sort.get(asked.removeprefix("-")), rows.query
    if columns is None:
        own: Any = query.order_by or (query.get_meta().ordering if query.default_ordering else ())
        if _tells_apart(query.get_meta(), own) or not _are_whole(rows):
            return rows
        return rows.order_by(*own, "pk")
    is_down = asked.startswith("-")
    by = [F(one) for one in ((columns,) if isinstance(columns, str) else columns)]
    told = [one.desc(nulls_last=True) if is_down else one.asc(nulls_last=True) for one in by]
    return rows.order_by(*told, "pk")


def _tells_apart(meta: Any, order: Collection[Any]) -> bool:
    """Whether an order has a column of which no two rows of a list have the same value."""
    alone = {"pk", "reference", *(one.name for one in meta.concrete_fields if one.unique)}
    return any(isinstance(one, str) and one.removeprefix("-") in alone for one in order)


def _heading(asked: QueryDict, name: str, *, order: str, page: str) -> Heading:
    """A heading turns its order round when it is chosen again."""
    now = asked.get(order, "")
    stands = {name: "ascending", f"-{name}": "descending"}.get(now, "none")
    return Heading(_address(asked, order, page) + f"-{name}" * (now == name) + name * (now != name), stands)


def _address(asked: QueryDict, name: str, *others: str) -> str:
    """The address of the same lists up to the value of one of its names."""
    kept = {one: value for one, value in asked.dict().items() if one not in (name, *others)}
    return f"?{urlencode(kept)}&{name}=" if kept else f"?{name}="
