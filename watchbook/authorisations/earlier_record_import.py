"""An earlier central record by spreadsheet: its columns (docs/law/central-record.md#columns, demand D15) and how a row becomes an entry."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.authorisations import earlier_record
from watchbook.authorisations.earlier_record import EarlierAuthorisation, EarlierWords
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_import_central_record
from watchbook.authorisations.rules.earlier import EarlierDays
from watchbook.authorisations.states import (
    AuthorisationKind,
    CourtOutcome,
    Fate,
    Ground,
    OperationOutcome,
    WhyNotRipa,
)
from watchbook.files.columns import Column, ColumnKind
from watchbook.files.days import UnreadableDay, read_day
from watchbook.files.upload import Refused
from watchbook.law.offences import latest, offence_ids
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import service_named
from watchbook.register.spreadsheet import Register

REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}")
MOST_DAYS = 60
NOT_SAID = gettext_lazy(
    "Optional. Leave blank if the old record does not say: we do not read a blank as “no”."
)
DAYS = gettext_lazy("Enter dates such as 2019-05-14, separated by semicolons.")


def _yes_no(name: str, title: Any) -> Column:
    return Column(name, title, ColumnKind.YES_NO, required=False, example="no", explains=NOT_SAID)


def _day(name: str, title: Any, *, example: str = "", explains: Any = "") -> Column:
    return Column(name, title, ColumnKind.DAY, required=False, example=example, explains=explains)


def _words(name: str, title: Any, *, longest: int = 200, example: Any = "", explains: Any = "") -> Column:
    return Column(
        name, title, ColumnKind.LONG_TEXT, required=False, longest=longest, example=example, explains=explains
    )


def _choice(name: str, title: Any, choices: Any, *, example: str = "") -> Column:
    return Column(name, title, ColumnKind.CHOICE, required=False, choices=dict(choices), example=example)


COLUMNS = (
    Column(
        "reference",
        gettext_lazy("Unique reference number"),
        longest=40,
        example="TS/2019/03",
        explains=gettext_lazy("Enter the reference as the old record gives it. Use each reference only once. It can contain only letters, digits, spaces and . / _ "
                              "-"),
    ),
    Column("kind", gettext_lazy("Kind"), ColumnKind.CHOICE, choices=dict(AuthorisationKind.choices), example="directed_surveillance"),
    Column("service", gettext_lazy("Service"), example="Trading Standards", explains=gettext_lazy("Enter the name of the service as it is on the settings page.")),
    Column("decided_on", gettext_lazy("Date of the officer’s decision"), ColumnKind.DAY, example="2019-05-02"),
    Column(
        "decision",
        gettext_lazy("The officer’s decision"),
        ColumnKind.CHOICE,
        choices={"granted": gettext_lazy("granted"), "refused": gettext_lazy("refused")},
        example="granted",
    ),
    Column(
        "operation", gettext_lazy("Reference of the operation"), required=False, longest=40, example="OP 12",
        explains=gettext_lazy("Leave blank if no other authorisation belongs to the operation."),
    ),
    _words("title", gettext_lazy("Title and short description"), longest=1000, example=gettext_lazy("Counterfeit goods")),
    _words("subjects", gettext_lazy("Names of subjects, if known"), longest=1000),
    _yes_no("social_media", gettext_lazy("Concerns social media")),
    _choice("ground", gettext_lazy("Ground"), Ground.choices, example="crime"),
    _words(
        "offence", gettext_lazy("Offence"), example=gettext_lazy("Trade Marks Act 1994, section 92"),
        explains=gettext_lazy("We recognise an offence if it is worded as in the register of offences. We keep any other wording unchanged."),
    ),
    _choice("why_not_ripa", gettext_lazy("Reason for authorising outside RIPA"), WhyNotRipa.choices),
    _words("officer", gettext_lazy("Authorising officer")),
    Column("officer_rank", gettext_lazy("Officer’s rank"), required=False, longest=120, example=gettext_lazy("Head of Service")),
    _yes_no("officer_takes_part", gettext_lazy("Officer takes part in the operation")),
    _words("refused_because", gettext_lazy("Reason for the refusal"), longest=2000),
    _yes_no("urgent", gettext_lazy("Urgent")),
    _yes_no("confidential", gettext_lazy("Confidential information likely")),
    _yes_no("company", gettext_lazy("A company acts for us")),
    _words("pseudonym", gettext_lazy("Pseudonym of the source"), explains=gettext_lazy("Do not enter the source’s real name.")),
    _yes_no("juvenile", gettext_lazy("Juvenile source")),
    _yes_no("vulnerable", gettext_lazy("Vulnerable source")),
    _day("court_on", gettext_lazy("Date of the court’s order"), example="2019-05-07"),
    _choice("court_outcome", gettext_lazy("The court’s order"), CourtOutcome.choices, example="approved"),
    _words("court", gettext_lazy("Court")),
    _words("magistrate", gettext_lazy("Magistrate or sheriff who sat")),
    _day("effective_on", gettext_lazy("In force from"), explains=gettext_lazy("Leave blank if the authorisation took effect with the "
        "court’s order or, if no court was asked, with the officer’s decision.")),
    _day("last_on", gettext_lazy("Last date in force"), explains=gettext_lazy("Leave blank if the authorisation was granted for the whole "
        "statutory period. For a covert source you must enter the date.")),
    _words("reviewed_on", gettext_lazy("Dates of reviews"), longest=2000, example="2019-06-04; 2019-07-02", explains=DAYS),
    _words("renewed_on", gettext_lazy("Dates of renewals"), longest=2000, explains=DAYS),
    _day("cancelled_on", gettext_lazy("Cancelled"), example="2019-07-30", explains=gettext_lazy("Leave blank if nobody cancelled the authorisation. "
        "The authorisation then counts as lapsed.")),
    _choice("product", gettext_lazy("Use of the material obtained"), Fate.choices, example="keep"),
    _choice("outcome", gettext_lazy("Outcome"), OperationOutcome.choices, example="prosecution"),
)  # fmt: skip


def _import_row(cells: Mapping[str, Any], *, by: Person, at: datetime) -> Authorisation:
    """One authorisation of an earlier record."""
    if not REFERENCE.fullmatch(cells["reference"]):
        raise Refused(
            _(
                "“reference” must begin with a letter or digit, and can contain only letters, digits, spaces and . / _ -"
            )
        )
    if cells["operation"] and not REFERENCE.fullmatch(cells["operation"]):
        raise Refused(
            _(
                "“operation” must begin with a letter or digit, and can contain only letters, digits, spaces and . / _ -"
            )
        )
    offence_id = _known_offence(cells["offence"])
    told = EarlierAuthorisation(
        reference=cells["reference"],
        service=service_named(cells["service"]),
        days=_days(cells, at=at),
        said=_said(cells, offence_id),
        operation=cells["operation"],
        officer_rank=cells["officer_rank"],
        ground=cells["ground"],
        offence=offence_id,
        why_not_ripa=cells["why_not_ripa"],
        is_social_media=cells["social_media"],
        uses_company=cells["company"],
        is_confidential=cells["confidential"],
        officer_takes_part=bool(cells["officer_takes_part"]),
        was_urgent=cells["urgent"],
        is_vulnerable=cells["vulnerable"],
        product=cells["product"],
        outcome=cells["outcome"],
    )
    return earlier_record.bring_in(told, by=by, at=at)


def _days(cells: Mapping[str, Any], *, at: datetime) -> EarlierDays:
    return EarlierDays(
        kind=cells["kind"],
        nation=Authority.objects.get().nation,
        is_granted=cells["decision"] == "granted",
        today=london_day(at),
        decided_on=cells["decided_on"],
        court_outcome=cells["court_outcome"],
        court_on=cells["court_on"],
        effective_on=cells["effective_on"],
        last_on=cells["last_on"],
        cancelled_on=cells["cancelled_on"],
        is_juvenile=cells["juvenile"],
        reviewed_on=_several_days(cells["reviewed_on"], column="reviewed_on"),
        renewed_on=_several_days(cells["renewed_on"], column="renewed_on"),
    )


def _said(cells: Mapping[str, Any], offence_id: str) -> EarlierWords:
    return EarlierWords(
        title=cells["title"],
        subjects=cells["subjects"],
        offence="" if offence_id else cells["offence"],
        officer=cells["officer"],
        court=cells["court"],
        magistrate=cells["magistrate"],
        refused_because=cells["refused_because"],
        pseudonym=cells["pseudonym"],
    )


def _several_days(cell: str, *, column: str) -> tuple[date, ...]:
    """The days of a cell, each of which must be readable in one way alone."""
    written = [part.strip() for part in cell.split(";") if part.strip()]
    if len(written) > MOST_DAYS:
        raise Refused(
            _("“{column}” has more than {most} dates. Enter {most} dates at most.").format(
                column=column, most=MOST_DAYS
            )
        )
    try:
        return tuple(read_day(part, column=column, readings={}) for part in written)
    except UnreadableDay as refusal:
        raise Refused(
            _("“{column}”: {why} If the cell has several dates, write each of them in this way.").format(
                column=column, why=refusal
            )
        ) from None


def _known_offence(cell: str) -> str:
    """The id of an offence that the words name; empty where the register does not know them."""
    written = _plain(cell)
    for one in offence_ids():
        named = latest(one)
        says = (
            one,
            named.title,
            f"{named.act} {named.section}",
            f"{named.title} ({named.act}, {named.section})",
        )
        if written and written in map(_plain, says):
            return one
    return ""


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", words.casefold().replace("section ", "s").replace("s.", "s")))


CENTRAL_RECORD = Register(
    name="central_record",
    title=gettext_lazy("authorisations from an earlier central record"),
    columns=COLUMNS,
    may=may_import_central_record,
    import_row=_import_row,
    home="authorisations:record",
)
