"""The law that the letters of a rights request cite: that of the purposes of its records, the UK GDPR, Part 3, or both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from watchbook.retention.letter import Section, law, your_rights
from watchbook.retention.rights_request.clock import time_provision
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.retention.rights_request.queries import purposes, told_of
from watchbook.retention.rights_request.rules import BY_ID, DataRegime

# The provisions of each law: how identity is checked, how far a search goes, and where we need not say what we hold.
IDENTITY = {DataRegime.UK_GDPR: "ukgdpr.art12.6", DataRegime.PART_3: "dpa2018.s52"}
NOT_IDENTIFIED = IDENTITY | {DataRegime.UK_GDPR: "ukgdpr.art12.2"}
SEARCH = {DataRegime.UK_GDPR: "ukgdpr.art15.1A", DataRegime.PART_3: "dpa2018.s45"}
RESTRICTION = {DataRegime.UK_GDPR: "ukgdpr.art18", DataRegime.PART_3: "dpa2018.s47"}
NEITHER = {DataRegime.UK_GDPR: "dpa2018.sch2.2", DataRegime.PART_3: "dpa2018.s45.5"}
NEITHER_WITHOUT_ACCESS = NEITHER | {DataRegime.PART_3: "dpa2018.s48"}


COMPLAINT = {DataRegime.UK_GDPR: "ukgdpr.art77", DataRegime.PART_3: "dpa2018.s165"}
COURT = {DataRegime.UK_GDPR: "ukgdpr.art79", DataRegime.PART_3: "dpa2018.s167"}
CHECK = "dpa2018.s51"


@dataclass(frozen=True)
class SaidInLetter:
    """Facts of a letter: its day, our words, and what goes with it."""

    on: date
    words: str
    enclosed: tuple[str, ...] = ()
    copied: Mapping[int, str] = field(default_factory=dict)  # the text of a record, by its number on the page
    ends: tuple[str, ...] = ()  # the records whose restriction ends, as letters name them
    ends_on: date | None = None


def regimes_of(row: RightsRequest) -> list[DataRegime]:
    """The laws of the purposes that lie open, and of protected things that the letter tells of; both while none is known.

    What is neither confirmed nor denied counts for nothing here: the letter of somebody unknown must read the same.
    """
    known = {one.regime for one in purposes(row) if one.regime}
    told = told_of(row).filter(is_protected=True).values_list("ground", flat=True)
    known |= {BY_ID[ground].regime for ground in told}
    return [one for one in DataRegime if one in known] or list(DataRegime)


def laws(row: RightsRequest, provisions: Mapping[DataRegime, str]) -> str:
    """Name the provision of each law of a request."""
    return _(" and ").join(law(provisions[one]) for one in regimes_of(row))


def time_laws(row: RightsRequest) -> str:
    """Name the provision of the time for an answer under each law of a request, as it was when the request came."""
    return laws(row, {one: time_provision(one, on=row.received_on) for one in DataRegime})


def rights_of_appeal(row: RightsRequest, *, on: date) -> Section:
    """Say the further ways; the titles of the UK GDPR name the sections of the Act too, so one of both laws cites them alone."""
    regimes = regimes_of(row)
    check = CHECK if DataRegime.PART_3 in regimes else ""
    return your_rights(on, complaint=COMPLAINT[regimes[0]], court=COURT[regimes[0]], check=check)
