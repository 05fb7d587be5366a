"""Refusals, sources, confidential information, companies and covert profiles, as the central record holds them (demand D15)."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.figures.authorisations import earlier_authorisations, none_authorised
from watchbook.figures.evidence import of_authorisation, of_covert_profile
from watchbook.figures.findings import Finding, Inquiry, Query, Status, Value, searched_in
from watchbook.figures.nil import days_of, nil_in
from watchbook.figures.register_names import CENTRAL_RECORD, COVERT_PROFILES
from watchbook.figures.tallies import TALLIES
from watchbook.figures.times import (
    by_period,
    counted_sentences,
    in_days,
    in_its_time,
    note_of,
    until,
)
from watchbook.governance.statements.models import Matter
from watchbook.reading.times.time_of_question import TimeOfQuestion

VERSION = 1


def _figure_of(query: str, *, sentence: Any, none: Promise) -> Query:
    """A tally's count in the time asked about, each period with its own; nought is nil on signed statements alone."""
    counted = TALLIES[query]

    @in_its_time
    def figure(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
        found = list(counted.within(until(inquiry, time), as_at=inquiry.as_at))
        searched = searched_in(CENTRAL_RECORD, f"{query}/{VERSION}", in_days(time), len(found))
        if not found:
            return none_authorised(inquiry, time, sentence=str(none), searched=searched)
        days = [london_day(getattr(row, counted.day)) for row in found]
        earlier = earlier_authorisations(inquiry, time)
        begins = earlier.known_from
        value: Value = by_period(days, time.periods, begins=begins) if len(time.periods) > 1 else len(found)
        sentences = [
            sentence.format(count=len(found)),
            *counted_sentences(days, time.periods, begins=begins),
            earlier.words,
            note_of(time.is_cut_off),
        ]
        return Finding(
            status=Status.HELD_SUPPLIED if earlier.is_whole else Status.PARTLY,
            answer=" ".join(filter(None, sentences)),
            value=value,
            period=time.named,
            evidence=(
                *(of_authorisation(row.authorisation if counted.path else row) for row in found),
                *earlier.evidence,
            ),
            searched=searched + earlier.searched,
        )

    return figure


refused_by_officer = _figure_of(
    "refused_by_officer",
    sentence=ngettext_lazy(
        "The authority’s own authorising officers refused {count} application.",
        "The authority’s own authorising officers refused {count} applications.",
        "count",
    ),
    none=gettext_lazy("The authority’s own authorising officers did not refuse any applications."),
)
refused_by_magistrate = _figure_of(
    "refused_by_magistrate",
    sentence=ngettext_lazy(
        "A court refused to approve {count} application.",
        "A court refused to approve {count} applications.",
        "count",
    ),
    none=gettext_lazy("No court refused to approve an application."),
)
below_threshold = _figure_of(
    "below_threshold",
    sentence=ngettext_lazy(
        "{count} authorisation outside RIPA was for an offence below the crime threshold.",
        "{count} authorisations outside RIPA were for offences below the crime threshold.",
        "count",
    ),
    none=gettext_lazy("No authorisation outside RIPA was for an offence below the crime threshold."),
)
juvenile_sources = _figure_of(
    "juvenile_sources",
    sentence=ngettext_lazy(
        "{count} authorisation was for a covert human intelligence source aged under 18.",
        "{count} authorisations were for a covert human intelligence source aged under 18.",
        "count",
    ),
    none=gettext_lazy("No person under 18 was authorised as a covert human intelligence source."),
)
confidential_information = _figure_of(
    "confidential_information",
    sentence=ngettext_lazy(
        "In {count} authorisation, it was thought likely that confidential information would be acquired.",
        "In {count} authorisations, it was thought likely that confidential information would be acquired.",
        "count",
    ),
    none=gettext_lazy(
        "No authorisation took effect in a case where it was thought likely that confidential information would be acquired."
    ),
)
contractors = _figure_of(
    "contractors",
    sentence=ngettext_lazy(
        "In {count} authorisation, a company acted for the authority.",
        "In {count} authorisations, a company acted for the authority.",
        "count",
    ),
    none=gettext_lazy("No authorisation that took effect involved a company acting for the authority."),
)


@in_its_time
def covert_profiles(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """How many covert profiles there are, and by whom they were approved: by office, not by name."""
    known = TALLIES["covert_profiles"].within(until(inquiry, time), as_at=inquiry.as_at)
    rows = list(known.select_related("approved_by"))
    searched = searched_in(COVERT_PROFILES, f"covert_profiles/{VERSION}", in_days(time), len(rows))
    if not rows:
        period = days_of(inquiry, time, Matter.AUTHORISATIONS)
        sentence = _("No officer used a covert profile.")
        return nil_in(inquiry, Matter.COVERT_PROFILES, days=period, sentence=sentence, searched=searched)
    approved = sum(row.approved_at is not None and row.approved_at <= inquiry.until for row in rows)
    retired = sum(row.retired_on is not None and row.retired_on <= inquiry.on for row in rows)
    answer = _(
        "Covert profiles in the register: {count}. Of these, approved by an authorising officer or the senior responsible officer: {approved}; retired: {retired}."
    ).format(count=len(rows), approved=approved, retired=retired)
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=answer,
        value={"count": len(rows), "approved": approved, "retired": retired},
        period=time.named,
        evidence=tuple(map(of_covert_profile, rows)),
        searched=searched,
    )
