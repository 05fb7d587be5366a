"""Refusals, sources, confidential information, companies and covert profiles, as the central record holds them (demand D15)."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import Authorisation, CovertProfile
from watchbook.authorisations.queries import central_record
from watchbook.authorisations.states import AuthorisationKind, WhyNotRipa
from watchbook.figures.authorisations import days_of
from watchbook.figures.by_period import by_period, counted_sentences, in_days, is_in
from watchbook.figures.evidence import CENTRAL_RECORD, COVERT_PROFILES, of_authorisation, of_covert_profile
from watchbook.figures.findings import Evidence, Finding, Inquiry, RegisterSearch, Status, Value
from watchbook.figures.nil import nil_in
from watchbook.figures.times import note_of, time_of, unclear_time
from watchbook.governance.statements.models import Matter
from watchbook.reading.times.time_of_question import TimeKind, TimeOfQuestion

VERSION = 1
RIPA = (AuthorisationKind.DIRECTED_SURVEILLANCE, AuthorisationKind.CHIS)


def refused_by_officer(inquiry: Inquiry) -> Finding:
    """Applications that the authority's own authorising officer refused."""
    rows = central_record.refused_by_officer(as_at=inquiry.as_at)
    told = [(london_day(row.decided_at), of_authorisation(row)) for row in rows if row.decided_at]
    return _figure(
        inquiry,
        told,
        query="refused_by_officer",
        sentence=_("The authority’s own authorising officers refused {count} applications."),
        none=_("The authority’s own authorising officers refused no application."),
    )


def refused_by_magistrate(inquiry: Inquiry) -> Finding:
    """Applications that a court refused to approve."""
    rows = central_record.refused_by_court(as_at=inquiry.as_at)
    told = [(london_day(row.ordered_at), of_authorisation(row.authorisation)) for row in rows]
    return _figure(
        inquiry,
        told,
        query="refused_by_magistrate",
        sentence=_("A court refused to approve {count} applications."),
        none=_("No court refused to approve an application."),
    )


def below_threshold(inquiry: Inquiry) -> Finding:
    """What was authorised outside RIPA because the offence is below the crime threshold."""
    return _that(
        inquiry,
        lambda row: row.why_not_ripa == WhyNotRipa.BELOW_THRESHOLD,
        kinds=(AuthorisationKind.NON_RIPA,),
        query="below_threshold",
        sentence=_("{count} authorisations outside RIPA were for offences below the crime threshold."),
        none=_("Nothing was authorised for an offence below the crime threshold."),
    )


def juvenile_sources(inquiry: Inquiry) -> Finding:
    """Whether anybody under 18 was authorised as a source."""
    return _that(
        inquiry,
        lambda row: row.source_is_juvenile is True,
        kinds=(AuthorisationKind.CHIS,),
        query="juvenile_sources",
        sentence=_("{count} authorisations were of a source under 18."),
        none=_("Nobody under 18 was authorised as a source."),
    )


def confidential_information(inquiry: Inquiry) -> Finding:
    """How often an authorisation said that confidential information was likely."""
    return _that(
        inquiry,
        lambda row: row.is_confidential is True,
        kinds=RIPA,
        query="confidential_information",
        sentence=_("In {count} authorisations confidential information was thought likely."),
        none=_("No authorisation was granted in which confidential information was thought likely."),
    )


def contractors(inquiry: Inquiry) -> Finding:
    """How many authorisations said that a company acts for the authority."""
    return _that(
        inquiry,
        lambda row: row.uses_company is True,
        kinds=AuthorisationKind.values,
        query="contractors",
        sentence=_("In {count} authorisations a company acted for the authority."),
        none=_("No company was authorised to carry out surveillance for the authority."),
    )


def covert_profiles(inquiry: Inquiry) -> Finding:
    """How many covert profiles there are, and by whom they were approved: by office, not by name."""
    time = time_of(inquiry)
    if time.unclear:
        return unclear_time(time.unclear)
    known = CovertProfile.objects.filter(created_on__lte=inquiry.on).select_related("approved_by")
    if inquiry.as_at is not None:
        known = known.filter(recorded_at__lte=inquiry.as_at)
    rows = [row for row in known if _was_kept(row, time)]
    searched = (RegisterSearch(str(COVERT_PROFILES), f"covert_profiles/{VERSION}", in_days(time), len(rows)),)
    if not rows:
        period = days_of(inquiry, time)
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


def _was_kept(row: CovertProfile, time: TimeOfQuestion) -> bool:
    """Whether the profile existed on some day of the time asked about."""
    if time.kind is not TimeKind.PERIODS:
        return True
    return any(
        row.created_on <= one.last_on and (row.retired_on is None or row.retired_on >= one.first_on)
        for one in time.periods
    )


def _that(
    inquiry: Inquiry,
    is_so: Callable[[Authorisation], bool],
    *,
    kinds: Sequence[str],
    query: str,
    sentence: str,
    none: str,
) -> Finding:
    """How many that took effect are of a sort."""
    rows = central_record.took_effect(as_at=inquiry.as_at, kinds=kinds)
    told = [
        (london_day(row.effective_from), of_authorisation(row))
        for row in rows
        if row.effective_from and is_so(row)
    ]
    return _figure(inquiry, told, query=query, sentence=sentence, none=none)


def _figure(
    inquiry: Inquiry, told: Sequence[tuple[date, Evidence]], *, query: str, sentence: str, none: str
) -> Finding:
    """A count in the time asked about, each period with its own; nought is nil on signed statements alone."""
    time = time_of(inquiry)
    if time.unclear:
        return unclear_time(time.unclear)
    found = [(day, row) for day, row in told if day <= inquiry.on and is_in(day, time)]
    searched = (RegisterSearch(str(CENTRAL_RECORD), f"{query}/{VERSION}", in_days(time), len(found)),)
    if not found:
        period = days_of(inquiry, time)
        return nil_in(inquiry, Matter.AUTHORISATIONS, days=period, sentence=none, searched=searched)
    days = [day for day, _row in found]
    value: Value = by_period(days, time.periods) if len(time.periods) > 1 else len(found)
    sentences = [
        sentence.format(count=len(found)),
        *counted_sentences(days, time.periods),
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
