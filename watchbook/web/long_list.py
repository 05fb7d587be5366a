"""Long lists: 25 rows a page, in the order of the heading that somebody chose, and of those only what they chose.

    page = cut(request, rows, sort={"due": "due_on"}, choose={"state": ListChoice(_("State"), "state", States.choices)})

The database counts and orders; only the rows of one page are read. Where the address asks for an order, a choice or a
page that is none, the usual one is shown. A view with several lists names each: one is turned while the others stand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, QueryDict

ON_A_PAGE = 25

type Columns = Sequence[str]  # one by its name, or several


@dataclass(frozen=True)
class ListChoice:
    """A choice of what a list shows: its question, the column, and its codes with their words."""

    asks: Any
    column: str
    codes: Iterable[tuple[str, Any]]


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


class _Lists(Paginator):  # type: ignore[type-arg]  # as above
    def page(self, number: Any) -> Any:
        """Of rows of a table the database orders the keys alone: what stands beside a row is read of one page."""
        shown, rows = super().page(number), self.object_list
        if isinstance(rows, QuerySet) and _are_whole(rows):
            first = (shown.number - 1) * self.per_page
            keys = rows.values("pk")[first : first + self.per_page]
            shown.object_list = rows.filter(pk__in=keys)
        return shown

    def _get_page(self, *args: Any, **kwargs: Any) -> Any:
        return ListPage(*args, **kwargs)


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

    `counted` says how many there are, where that is known already.
    """
    before = f"{named}-" if named else ""
    page, order, asked = f"{before}page", f"{before}sort", request.GET
    choices = [_chosen(asked, f"{before}{name}", one) for name, one in (choose or {}).items()]
    if isinstance(rows, QuerySet):
        for one in choices:
            rows = rows.filter(**{one.choice.column: one.code}) if one.code else rows
        rows = _ordered(rows, asked.get(order, ""), sort or {})
    lists = _Lists(rows, ON_A_PAGE)
    if counted is not None:
        lists.count = counted
    shown = cast("ListPage[Row]", lists.get_page(asked.get(page)))
    shown.address = _address(asked, page)
    shown.headings = {name: _heading(asked, name, order=order, page=page) for name in sort or {}}
    shown.choices = choices
    own = {page, *(one.name for one in choices)}
    shown.besides = [
        (name, value) for name, value in asked.dict().items() if isinstance(value, str) and name not in own
    ]
    return shown


def _chosen(asked: QueryDict, name: str, choice: ListChoice) -> Chosen:
    code = asked.get(name, "")
    return Chosen(name, choice, code if code in {str(one) for one, _words in choice.codes} else "")


def _ordered[Rows: QuerySet[Any, Any]](rows: Rows, asked: str, sort: Mapping[str, Columns]) -> Rows:
    """The rows in the order of a heading, those that say nothing there last; else in their own."""
    columns = sort.get(asked.removeprefix("-"))
    if columns is None:
        return rows
    is_down = asked.startswith("-")
    by = [F(one) for one in ((columns,) if isinstance(columns, str) else columns)]
    told = [one.desc(nulls_last=True) if is_down else one.asc(nulls_last=True) for one in by]
    return rows.order_by(*told, "pk")


def _heading(asked: QueryDict, name: str, *, order: str, page: str) -> Heading:
    """A heading turns its order round when it is chosen again."""
    now = asked.get(order, "")
    stands = {name: "ascending", f"-{name}": "descending"}.get(now, "none")
    return Heading(_address(asked, order, page) + f"-{name}" * (now == name) + name * (now != name), stands)


def _address(asked: QueryDict, name: str, *others: str) -> str:
    """The address of the same lists up to the value of one of its names."""
    kept = {one: value for one, value in asked.dict().items() if one not in (name, *others)}
    return f"?{urlencode(kept)}&{name}=" if kept else f"?{name}="
