"""Pages of signed statements: who has signed, one statement, signing for a quarter or for the years before, correcting."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.governance.documents.permissions import may_read_documents
from watchbook.governance.letters.permissions import may_read_letters
from watchbook.governance.software.permissions import may_read_tools
from watchbook.governance.statements import queries, statement
from watchbook.governance.statements.counts import held
from watchbook.governance.statements.disagreeing import disagreements, said_less
from watchbook.governance.statements.forms import FirstDayForm, initial_of, page_of, questions, statement_form
from watchbook.governance.statements.missing import statements_to_sign
from watchbook.governance.statements.models import Matter, Statement
from watchbook.governance.statements.permissions import may_read_statements, may_sign_statement
from watchbook.governance.statements.queries import (
    Seat,
    seat_named,
    seats,
    signed_periods,
    statement_by_reference,
    statements_in,
    versions_of,
)
from watchbook.governance.statements.rules import (
    SIGNERS,
    Quarter,
    covers,
    is_retrospective,
    last_whole_quarter,
    quarter_named,
    quarter_of,
    quarters_touching,
    sign_until,
    why_not_years_before,
)
from watchbook.governance.statements.statement import years_before_until
from watchbook.law.periods import NotADay, read_day
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind
from watchbook.register.forms import seen_field
from watchbook.register.views.acting import METHODS, acted, done, or_404, reader, seen_of
from watchbook.web.day_field import EARLIEST_YEAR

# The page of the register that a question is about, and who may open it; one in a part above is known by its name
# alone, and its own signer may read it.
REGISTERS: dict[str, tuple[str, Callable[[Person], None]]] = {
    "tools": ("governance:tools", may_read_tools),
    "methods": ("governance:tools", may_read_tools),
    "forms": ("governance:documents", may_read_documents),
    "letters": ("governance:letters", may_read_letters),
    "audits": ("oversight:overview", may_read_statements),
    "inspections": ("oversight:overview", may_read_statements),
    "authorisations": ("authorisations:record", may_read_statements),
    "covert_profiles": ("authorisations:covert_profiles", may_read_statements),
}
Act = Callable[..., Statement]  # from the page and the version that was seen


@dataclass(frozen=True)
class Cell:
    """How a signer stands for a quarter: in words, the colour of its tag, and the statement if there is one."""

    words: str
    colour: str
    quarter: Quarter
    seat: Seat
    statement: Statement | None = None
    can_be_signed: bool = False


@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """A year's quarters and every signer's, what disagrees with a register, and what is waiting for me. Ten queries of its own at most."""
    by = reader(request)
    may_read_statements(by)
    year = _year(request.GET.get("year", ""))
    quarters = quarters_touching(date(year, 1, 1), date(year, 12, 31))
    signed = statements_in(quarters[0].first_on, quarters[-1].last_on)
    whose = seats()
    before = [(Seat.of(row), row) for row in queries.years_before()]
    spoken = {seat.key for seat, _row in before}
    context = {
        "year": year,
        "last_year": today().year,
        "quarters": quarters,
        "rows": [row_of(seat, quarters, signed=signed, today=today()) for seat in whose],
        "disagree": disagreements(
            said_less().filter(
                statement__first_on__lte=quarters[-1].last_on, statement__last_on__gte=quarters[0].first_on
            ),
            whose,
        ),
        "before": before,
        "not_before": [
            seat
            for seat in whose
            if seat.key not in spoken and can(may_sign_statement, by, seat.duty, seat.service)
        ],
        "waiting": [(one, sign_until(one.quarter.last_on)) for one in statements_to_sign(by, on=today())],
        "may_sign_statement": may_sign_statement,
    }
    return render(request, "governance/statements.html", context)


@require_safe
def statement_page(request: HttpRequest, statement_reference: str) -> HttpResponse:
    """One statement: what it says, who signed, earlier versions, and what happened."""
    may_read_statements(reader(request))
    row = _row_or_404(statement_reference)
    versions = versions_of(statement_reference)
    context = {
        "row": row,
        "seat": Seat.of(row),
        "answers": _answers(row),
        "late": is_retrospective(quarter_of(row.first_on).last_on, signed_on=row.signed_on),
        "disagree": disagreements(said_less().filter(statement=row.pk), [Seat.of(row)]),
        "older": [(version, _answers(version)) for version in versions[:-1]],
        "events": events_about(*(version.id for version in versions)),
        "may_sign_statement": may_sign_statement,
    }
    return render(request, "governance/statement.html", context)


@require_http_methods(METHODS)
def statement_sign(request: HttpRequest, seat: str, quarter: str) -> HttpResponse:
    """Sign for a quarter."""
    by = reader(request)
    whose, days = _seat_or_404(seat), quarter_named(quarter)
    may_sign_statement(by, whose.duty, whose.service)
    if days is None:
        raise Http404
    title = _("Statement for {quarter}").format(quarter=days.title)
    act = partial(statement.sign, whose, days)
    return _sign(request, whose, days, lambda page, _seen, **who: act(page, **who), title=title)


@require_http_methods(METHODS)
def years_before(request: HttpRequest, seat: str) -> HttpResponse:
    """From which day on a signer speaks of the years before."""
    whose = _seat_or_404(seat)
    may_sign_statement(reader(request), whose.duty, whose.service)
    signed = signed_periods(whose)
    if why_not_years_before(signed):
        return redirect("governance:statements")
    until = years_before_until(signed, today=today())
    form = FirstDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["first_on"] <= until:
            return redirect(
                "governance:statement_years_before", seat, form.cleaned_data["first_on"].isoformat()
            )
        form.add_error("first_on", _("Enter a first date that is not after the last date that you sign for"))
    return render(
        request, "governance/statement_first_day.html", {"form": form, "seat": whose, "until": until}
    )


@require_http_methods(METHODS)
def statement_years_before(request: HttpRequest, seat: str, first_on: str) -> HttpResponse:
    """Sign for the years before."""
    by = reader(request)
    whose = _seat_or_404(seat)
    may_sign_statement(by, whose.duty, whose.service)
    try:
        days = Quarter(read_day(first_on), years_before_until(signed_periods(whose), today=today()))
    except NotADay:
        raise Http404 from None
    if not EARLIEST_YEAR <= days.first_on.year <= days.last_on.year:
        raise Http404
    act = partial(statement.sign_years_before, whose, first_on=days.first_on)
    title = _("Statement for the years before this register began")
    return _sign(request, whose, days, lambda page, _seen, **who: act(page=page, **who), title=title)


@require_http_methods(METHODS)
def statement_correct(request: HttpRequest, statement_reference: str) -> HttpResponse:
    """A new statement in place of an earlier one."""
    by = reader(request)
    row = _row_or_404(statement_reference)
    may_sign_statement(by, row.duty, row.service)
    days, title = Quarter(row.first_on, row.last_on), _("Correct this statement")
    return _sign(
        request,
        Seat.of(row),
        days,
        lambda page, seen, **who: statement.correct(seen, page, **who),
        title=title,
        earlier=row,
    )


def _sign(
    request: HttpRequest, seat: Seat, days: Quarter, act: Act, *, title: str, earlier: Statement | None = None
) -> HttpResponse:
    """The page of a signer: what the registers hold, what is signed, and the signature."""
    there = held(SIGNERS[seat.duty], service=seat.service_id, first_on=days.first_on, last_on=days.last_on)
    asked = questions(seat.duty, there)
    form = statement_form(asked)(
        request.POST or None, initial=initial_of(earlier, asked) if earlier else None
    )
    if earlier:
        form.fields["seen"] = seen_field(earlier.pk)

    def sign() -> Statement:
        seen = seen_of(form, earlier) if earlier else None
        return act(page_of(form, asked), seen, by=reader(request), at=timezone.now())

    if signed := acted(form, sign):
        return done(request, _("Your statement is signed."), "governance:statement", signed.reference)
    context = {
        "form": form,
        "seat": seat,
        "days": days,
        "asked": asked,
        "links": _links(reader(request)),
        "question": title,
        "late": is_retrospective(quarter_of(days.first_on).last_on, signed_on=today()),
        "earlier": earlier,
    }
    return render(request, "governance/statement_sign.html", context)


def _links(person: Person) -> dict[str, str]:
    """Where the registers of the questions are, of those that a person may open."""
    return {matter: reverse(name) for matter, (name, may) in REGISTERS.items() if can(may, person)}


def _answers(row: Statement) -> list[tuple[str, str]]:
    """Each matter of a statement with what was signed of it, open ones included."""
    items = {item.matter: item for item in row.items.all()}
    found = []
    for matter in SIGNERS[DutyKind(row.duty)]:
        item = items.get(matter)
        words = _("left open") if item is None else item.get_answer_display()
        counted = f"{words}: {item.counted}" if item and item.counted else words
        found.append((str(Matter(matter).label), counted))
    return found


def _year(text: str) -> int:
    """The year that is asked for, else that of the last quarter that is over."""
    if text.isascii() and text.isdecimal() and len(text) == len("2019"):
        return min(max(int(text), EARLIEST_YEAR), today().year)
    return last_whole_quarter(today()).first_on.year


def _seat_or_404(slug: str) -> Seat:
    return or_404(seat_named(slug))


def _row_or_404(reference: str) -> Statement:
    return or_404(statement_by_reference(reference))


def row_of(
    seat: Seat,
    quarters: Iterable[Quarter],
    *,
    signed: Mapping[tuple[str, UUID | None], list[Statement]],
    today: date,
) -> list[Cell]:
    """The cells of a signer, quarter by quarter."""
    rows = signed.get(seat.key, [])
    return [_cell(seat, quarter, rows=rows, today=today) for quarter in quarters]


def _cell(seat: Seat, quarter: Quarter, *, rows: list[Statement], today: date) -> Cell:
    statement = next((row for row in rows if covers(quarter, [(row.first_on, row.last_on)])), None)
    if statement:
        words, colour = _signed(statement, quarter)
        return Cell(words, colour, quarter, seat, statement)
    if not seat.is_open_in(quarter):
        return Cell(_("closed"), "grey", quarter, seat)
    if quarter.last_on >= today:
        return Cell(_("quarter not over yet"), "grey", quarter, seat)
    return Cell(_("not signed"), "red", quarter, seat, can_be_signed=True)


def _signed(statement: Statement, quarter: Quarter) -> tuple[str, str]:
    """The words and the colour of what was signed: late is said, and so is what was left open."""
    is_late = is_retrospective(quarter.last_on, signed_on=statement.signed_on)
    is_part = len(statement.items.all()) < len(SIGNERS[Seat.of(statement).duty])
    if is_part:
        return (_("signed later, in part") if is_late else _("signed in part")), "yellow"
    return (_("signed later"), "blue") if is_late else (_("signed"), "green")
