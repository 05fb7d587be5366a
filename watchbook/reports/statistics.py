"""Statistics of a period beside the same days a year before: the figures of answers to requests, in lines, and cut by a column.

What is nought is told with the status of its figure: nil on signed statements, or still to be searched. A figure is never told
here that an answer would count otherwise (`figures.tallies`, `figures.named`).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, repeat

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.audit_log.asked_once import asked_once, asking_once
from watchbook.figures.authorisation_tallies import AUTHORISATIONS, in_force_on
from watchbook.figures.findings import Finding, Status, Value
from watchbook.figures.look_limits import is_nought_signed
from watchbook.figures.named import QUERIES, figure
from watchbook.figures.tallies import TALLIES, tally
from watchbook.reading.times.period import Period
from watchbook.reports.reporting_period import period_before
from watchbook.reports.statistic_line import StatisticLine, StatisticTable
from watchbook.reports.year_before import no_looks, none_authorised
from watchbook.triage.models import Direction
from watchbook.triage.queries import titles_of

ONE_DAY = timedelta(days=1)
NOUGHT = (Status.NIL, Status.NOT_HELD, Status.TO_BE_SEARCHED)  # what an answer says of none on record
SECTIONS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Authorisations"), tuple(AUTHORISATIONS)),
    (gettext_lazy("Triage"), ("assessments", "departures")),
    (gettext_lazy("Covert profiles"), ("covert_profiles", "profiles_retired")),
    (gettext_lazy("Errors"), ("errors", "errors_established", "errors_reported")),
    (gettext_lazy("Training"), ("training_sessions", "training_given")),
    (
        gettext_lazy("Retention and requests"),
        ("deletions", "deletions_in_backups", "rights_requests", "complaints"),
    ),
)


PART_OF = {
    "directed_surveillance_count": "authorisations_by_period",
    "chis_count": "authorisations_by_period",
    "conducts_research_own_pages": "conducts_research_overt",
    "juvenile_sources": "chis_count",
    "authorisations_for_social_media": "authorisations_by_period",
    "social_media_not_said": "authorisations_by_period",
    "confidential_information": "authorisations_by_period",
    "below_threshold": "non_ripa_authorisations",
    "deletions_in_backups": "deletions",
}
WHOLE = ("directed_surveillance_count", "chis_count")  # nothing was authorised where there was neither
# Parts whose rest is no line: whoever knows the whole works the rest out.
ALONE = {
    "juvenile_sources", "authorisations_for_social_media", "social_media_not_said", "confidential_information", "below_threshold",
    "usefulness_used", "deletions_in_backups", "conducts_research_own_pages",
}  # fmt: skip

# Asked for beside a period, and again for what a nought of the days a year before was told as.
_figure, _tally = asked_once(figure), asked_once(tally)


@asking_once()  # many of the figures read the same registers, and who signed for them
@asked_once
def statistics(period: Period, *, on: date) -> list[StatisticTable]:
    """Every figure of a period, asked for on a day. A fixed number of queries for figures that are not nought.

    A nought of the days a year before is told as a report on those days tells it.
    """
    before = period_before(period)
    tables, earlier = (_tables((period, before), on=on, of=one) for one in (period, before))
    now, then = _noughts(tables, period), _noughts(earlier, before)
    return [
        replace(
            table,
            lines=tuple(
                replace(
                    line,
                    nought=now[table.title, line.title],
                    none_before=then.get((table.title, line.title), ""),
                )
                for line in table.lines
            ),
        )
        for table in tables
    ]


def _tables(both: tuple[Period, Period], *, on: date, of: Period) -> list[StatisticTable]:
    """The figures of one of two periods, and of the second beside it."""
    beside = (of, both[1])
    return [
        StatisticTable(str(gettext_lazy("Looks")), tuple(_looks(beside, on=on))),
        *(
            StatisticTable(
                str(title), (*(_line(name, both, on=on, of=of) for name in names), *_more(names, beside))
            )
            for title, names in SECTIONS
        ),
    ]


def _noughts(tables: Sequence[StatisticTable], period: Period) -> dict[tuple[str, str], str]:
    """Say of each line of a period what stands for a nought: 0 where signed statements prove it, else what the register shows. Two queries."""
    are_proved = are_noughts_proved(tables)
    bare = chain([no_looks(period), none_authorised(period)], repeat(_("none on record")))
    return {
        (table.title, line.title): "0" if _is_signed(line, are_proved=are_proved) else words
        for words, table in zip(bare, tables, strict=False)
        for line in table.lines
    }


def _is_signed(line: StatisticLine, *, are_proved: bool) -> bool:
    """Whether a nought rests on signed statements, or is counted among looks; an empty register of another sort proves none."""
    if line.status is not None:
        return line.status in (Status.NIL, Status.PARTLY)
    return are_proved if rests_on_statements(line) else line.name.startswith(tuple(LOOKS))


def _looks(both: Sequence[Period], *, on: date) -> list[StatisticLine]:
    """The figures of looks, as answers tell them."""
    told = {name: [_figure(name, on=on, period=one) for one in both] for name in LOOKS}
    found = [
        _of_findings(name, str(title), told[name], of=of, part=part)
        for name, lines in LOOKS.items()
        for title, of, part in lines
    ]
    bare = [one for one in found if _is_bare_nought(one)]
    if not bare or is_nought_signed(both[0], on=on):
        return found
    return [
        replace(one, status=Status.TO_BE_SEARCHED, said=unknown_words()) if one in bare else one
        for one in found
    ]


def _is_bare_nought(line: StatisticLine) -> bool:
    """Whether a manner of looking was counted as nought among other looks, without anybody's word that there was none."""
    return not line.count and line.status is None and line.name.startswith("conducts_research_")


type Of = Callable[[Value], int]


def _at(*keys: str) -> Of:
    """Read the number under a key of a value; a value that is a number itself is nought of every sort."""

    def read(value: Value) -> int:
        found = value
        for key in keys:
            found = found.get(key, 0) if isinstance(found, dict) else 0
        return found if isinstance(found, int) else 0

    return read


# Each figure with its lines: title, number, and the name of a part of the first.
LOOKS: dict[str, tuple[tuple[Promise, Of, str], ...]] = {
    "conducts_research": (
        (gettext_lazy("Looks at social media"), _at("looks"), ""),
        (gettext_lazy("Looks made openly, under present or earlier rules"), _at("overt"), "overt"),
        (
            gettext_lazy("Looks made openly at the authority’s own pages"),
            _at("own_pages"),
            "own_pages",
        ),
        (gettext_lazy("Looks made covertly"), _at("covert"), "covert"),
        (gettext_lazy("Looks neither announced nor hidden"), _at("unannounced"), "unannounced"),
    ),
    "staff_involved": ((gettext_lazy("Officers who recorded looks"), _at(), ""),),
    "unauthorised_looks": (
        (gettext_lazy("Looks without a basis"), _at("without_basis"), ""),
        (
            gettext_lazy(
                "Looks in which officers also took part (liked or joined something, asked to be let in, or wrote to somebody)"
            ),
            _at("did_more"),
            "",
        ),
    ),
    "usefulness": (
        (gettext_lazy("Looks with an outcome recorded"), _at("evaluated"), ""),
        (gettext_lazy("Looks found useful"), _at("useful", "yes"), "useful"),
        (gettext_lazy("Looks found partly useful"), _at("useful", "partly"), "partly"),
        (gettext_lazy("Looks found not useful"), _at("useful", "no"), "no"),
        (gettext_lazy("Looks used in a decision"), _at("used_in_decision"), "used"),
    ),
}


def _of_findings(name: str, title: str, found: Sequence[Finding], *, of: Of, part: str) -> StatisticLine:
    now, before = (of(one.value) for one in found)
    is_none = found[0].status in NOUGHT or (found[0].status is Status.PARTLY and found[0].value == 0)
    status = found[0].status if not now and is_none else None
    own = f"{name}_{part}" if part else name
    part_of = PART_OF.get(own, name) if part else ""
    return StatisticLine(own, title, now, before, status, found[0].answer if status else "", part_of)


def _line(name: str, both: tuple[Period, Period], *, on: date, of: Period) -> StatisticLine:
    """One tally; of nought, what an answer would say of it."""
    counts = dict(zip(both, _tally(name, both)[None], strict=True))
    now, before = counts[of], counts[both[1]]
    title, part_of = str(TALLIES[name].title), PART_OF.get(name, "")
    if now or name not in QUERIES:
        return StatisticLine(name, title, now, before, part_of=part_of)
    finding = _figure(name, on=on, period=of)
    return StatisticLine(name, title, now, before, finding.status, finding.answer, part_of)


def _more(names: Sequence[str], both: Sequence[Period]) -> list[StatisticLine]:
    """Tell what a section has beside its tallies: what is in force, what triage came to, in which direction it was departed from."""
    if "lapses" in names:
        return [
            _in_force(
                "in_force_at_start",
                _("Authorisations in force when the period began"),
                [one.first_on - ONE_DAY for one in both],
            ),
            _in_force(
                "in_force_at_end",
                _("Authorisations in force when the period ended"),
                [one.last_on for one in both],
            ),
        ]
    if "assessments" not in names:
        return []
    return _assessed(both)


def _assessed(both: Sequence[Period]) -> list[StatisticLine]:
    """Count assessments by what triage came to, and departures by their direction."""
    outcomes = tally("assessments", both, by="outcomes")
    directions = tally("departures", both, by="direction")
    words = dict(Direction.choices)
    return [
        *(
            StatisticLine(
                "assessments",
                _("Assessments: {outcome}").format(outcome=titles_of(key)),
                counted[0],
                counted[1],
                part_of="assessments",
            )
            for key, counted in sorted(outcomes.items())
        ),
        *(
            StatisticLine(
                "departures",
                _("Departures: {direction}").format(direction=words[key]),
                counted[0],
                counted[1],
                part_of="departures",
            )
            for key, counted in sorted(directions.items())
        ),
    ]


def _in_force(name: str, title: str, days: Sequence[date]) -> StatisticLine:
    now, before = map(_count_in_force, days)
    return StatisticLine(name, title, now, before)


@asked_once  # the days a year before are asked for twice
def _count_in_force(day: date) -> int:
    return in_force_on(day).count()


def are_noughts_proved(tables: Sequence[StatisticTable]) -> bool:
    """Whether signed statements say in time that nothing was authorised, or something was."""
    found = {line.name: line for table in tables for line in table.lines if line.name in WHOLE}
    return all(_is_proved(found[name]) for name in WHOLE)


def is_known(line: StatisticLine, *, are_proved: bool) -> bool:
    """Whether a figure of authorisations can be told: a nought that has no statements of its own needs those on all of them."""
    return bool(line.count) or (are_proved if line.status is None else _is_proved(line))


def rests_on_statements(line: StatisticLine) -> bool:
    """Whether a nought of it proves nothing without the signed statements that nothing was authorised."""
    return line.name in AUTHORISATIONS or line.name.startswith(("in_force_", "errors_"))


def unknown_words() -> str:
    """Say what stands in place of a nought that nobody signed for in time."""
    return _("none recorded, but signed statements are missing or late")


def _is_proved(line: StatisticLine) -> bool:
    """Whether there were some, or signed statements say in time that there were none."""
    return bool(line.count) or line.status not in (Status.NOT_HELD, Status.TO_BE_SEARCHED)
