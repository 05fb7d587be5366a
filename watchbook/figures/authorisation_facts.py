"""Refusals, sources, confidential information, companies and covert profiles, as the central record holds them (demand D15)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import Authorisation, CovertProfile
from watchbook.authorisations.queries import central_record
from watchbook.authorisations.states import AuthorisationKind, WhyNotRipa
from watchbook.figures.authorisations import DISPOSED
from watchbook.figures.evidence import CENTRAL_RECORD, COVERT_PROFILES, of_authorisation, of_covert_profile
from watchbook.figures.findings import Evidence, Finding, Inquiry, Query, Status, Value, searched_in
from watchbook.figures.nil import days_of, nil_in
from watchbook.figures.times import (
    bounds,
    by_period,
    counted_sentences,
    in_days,
    in_its_time,
    is_in,
    note_of,
    runs_in,
    was_disposed_of,
)
from watchbook.governance.statements.models import Matter
from watchbook.reading.times.time_of_question import TimeOfQuestion

VERSION = 1
RIPA = (AuthorisationKind.DIRECTED_SURVEILLANCE, AuthorisationKind.CHIS)


type Told = list[tuple[date, Evidence]]  # what is counted, each with its day


def _figure_of(query: str, told: Callable[[Inquiry], Told], *, sentence: Any, none: Promise) -> Query:
    """A count in the time asked about, each period with its own; nought is nil on signed statements alone."""

    @in_its_time
    def figure(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
        found = [(day, row) for day, row in told(inquiry) if day <= inquiry.on and is_in(day, time)]
        searched = searched_in(CENTRAL_RECORD, f"{query}/{VERSION}", in_days(time), len(found))
        if not found:
            period = days_of(inquiry, time, Matter.AUTHORISATIONS)
            return nil_in(inquiry, Matter.AUTHORISATIONS, days=period, sentence=str(none), searched=searched)
        days = [day for day, _row in found]
        begins = central_record.first_entry_on(as_at=inquiry.as_at) or inquiry.on
        value: Value = by_period(days, time.periods, begins=begins) if len(time.periods) > 1 else len(found)
        disposed_of = was_disposed_of(DISPOSED, as_at=inquiry.as_at)
        sentences = [
            sentence.format(count=len(found)),
            *counted_sentences(days, time.periods, begins=begins),
            bounds(first_entry=begins, whole=time.whole, is_disposed_of=disposed_of),
            note_of(time.is_cut_off),
        ]
        return Finding(
            status=Status.HELD_SUPPLIED,
            answer=" ".join(filter(None, sentences)),
            value=value,
            period=time.named,
            evidence=tuple(row for _day, row in found),
            searched=searched,
        )

    return figure


def _refused_by_officer(inquiry: Inquiry) -> Told:
    rows = central_record.refused_by_officer(as_at=inquiry.as_at)
    return [(london_day(row.decided_at), of_authorisation(row)) for row in rows if row.decided_at]


def _refused_by_court(inquiry: Inquiry) -> Told:
    rows = central_record.refused_by_court(as_at=inquiry.as_at)
    return [(london_day(row.ordered_at), of_authorisation(row.authorisation)) for row in rows]


def _that(is_so: Callable[[Authorisation], bool], *kinds: str) -> Callable[[Inquiry], Told]:
    """Find the authorisations of these kinds that took effect and are of a sort."""
    return lambda inquiry: [
        (london_day(row.effective_from), of_authorisation(row))
        for row in central_record.took_effect(as_at=inquiry.as_at, kinds=kinds)
        if row.effective_from and is_so(row)
    ]


refused_by_officer = _figure_of(
    "refused_by_officer",
    _refused_by_officer,
    sentence=ngettext_lazy(
        "The authority’s own authorising officers refused {count} application.",
        "The authority’s own authorising officers refused {count} applications.",
        "count",
    ),
    none=gettext_lazy("The authority’s own authorising officers refused no application."),
)
refused_by_magistrate = _figure_of(
    "refused_by_magistrate",
    _refused_by_court,
    sentence=ngettext_lazy(
        "A court refused to approve {count} application.",
        "A court refused to approve {count} applications.",
        "count",
    ),
    none=gettext_lazy("No court refused to approve an application."),
)
below_threshold = _figure_of(
    "below_threshold",
    _that(lambda row: row.why_not_ripa == WhyNotRipa.BELOW_THRESHOLD, AuthorisationKind.NON_RIPA),
    sentence=ngettext_lazy(
        "{count} authorisation outside RIPA was for an offence below the crime threshold.",
        "{count} authorisations outside RIPA were for offences below the crime threshold.",
        "count",
    ),
    none=gettext_lazy("Nothing was authorised for an offence below the crime threshold."),
)
juvenile_sources = _figure_of(
    "juvenile_sources",
    _that(lambda row: row.source_is_juvenile is True, AuthorisationKind.CHIS),
    sentence=ngettext_lazy(
        "{count} authorisation was of a source under 18.",
        "{count} authorisations were of a source under 18.",
        "count",
    ),
    none=gettext_lazy("Nobody under 18 was authorised as a source."),
)
confidential_information = _figure_of(
    "confidential_information",
    _that(lambda row: row.is_confidential is True, *RIPA),
    sentence=ngettext_lazy(
        "In {count} authorisation confidential information was thought likely.",
        "In {count} authorisations confidential information was thought likely.",
        "count",
    ),
    none=gettext_lazy("No authorisation was granted in which confidential information was thought likely."),
)
contractors = _figure_of(
    "contractors",
    _that(lambda row: row.uses_company is True, *AuthorisationKind.values),
    sentence=ngettext_lazy(
        "In {count} authorisation a company acted for the authority.",
        "In {count} authorisations a company acted for the authority.",
        "count",
    ),
    none=gettext_lazy("No company was authorised to carry out surveillance for the authority."),
)


@in_its_time
def covert_profiles(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """How many covert profiles there are, and by whom they were approved: by office, not by name."""
    known = CovertProfile.objects.filter(created_on__lte=inquiry.on).select_related("approved_by")
    if inquiry.as_at is not None:
        known = known.filter(recorded_at__lte=inquiry.as_at)
    rows = [row for row in known if runs_in(time, row.created_on, row.retired_on)]
    searched = searched_in(COVERT_PROFILES, f"covert_profiles/{VERSION}", in_days(time), len(rows))
    if not rows:
        period = days_of(inquiry, time, Matter.AUTHORISATIONS)
        sentence = _("No officer used a covert profile.")
        return nil_in(inquiry, Matter.COVERT_PROFILES, days=period, sentence=sentence, searched=searched)
    approved = sum(row.approved_by_id is not None for row in rows)
    retired = sum(row.retired_on is not None for row in rows)
    answer = _(
        "{count} covert profiles are in the register: {approved} approved by an authorising officer or the senior "
        "responsible officer, {retired} of them retired since."
    ).format(count=len(rows), approved=approved, retired=retired)
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=answer,
        value={"count": len(rows), "approved": approved, "retired": retired},
        period=time.named,
        evidence=tuple(map(of_covert_profile, rows)),
        searched=searched,
    )
