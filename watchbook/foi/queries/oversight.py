"""Internal audits of social-media use, and inspections by the Commissioner's office (FOI 9477, 1.b and 1.d)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from watchbook.foi.asked_periods import since_year
from watchbook.foi.evidence import AUDITS, INSPECTIONS, copy_of_report, of_audit, of_inspection
from watchbook.foi.findings import Asked, Evidence, Finding, Period, Searched, Status, to_be_searched
from watchbook.foi.nil import nil
from watchbook.foi.sentences import in_words, joined
from watchbook.governance.models import Body, Matter
from watchbook.governance.queries.statements import unbroken_from
from watchbook.governance.rules.statements import last_whole_quarter
from watchbook.oversight.models import Inspection, InternalAudit, Release
from watchbook.oversight.queries import inspections, internal_audits

VERSION = 1
COMMISSIONERS = (Body.OSC.value, Body.IPCO.value)
MAY_GO_OUT = {Release.PUBLISHABLE, Release.PARTLY}


def internal_audit(asked: Asked) -> Finding:
    """1.b: every internal audit of social-media use in the time the question names; or that there was none."""
    first_on, last_on = _period(asked, Matter.AUDITS)
    found = internal_audits(
        as_at=asked.as_at, first_on=first_on, last_on=asked.received_on, on_social_media=True
    )
    searched = _searched(
        AUDITS, "internal_audit", first_on=first_on, last_on=asked.received_on, found=len(found)
    )
    if found:
        sentences = [_audit_sentence(row) for row in found]
        return _reports(
            found,
            sentences=sentences,
            evidence=list(map(of_audit, found)),
            searched=searched,
            period=(first_on, asked),
        )
    sentence = _("No internal audit of the use of social media has taken place, and so there is no report.")
    return nil(asked, Matter.AUDITS, first_on=first_on, last_on=last_on, sentence=sentence, searched=searched)


def commissioner_inspection(asked: Asked) -> Finding:
    """1.d: whether the Commissioner's office inspected the use of social media, wholly or in part."""
    first_on, last_on = _period(asked, Matter.INSPECTIONS)
    found = inspections(
        as_at=asked.as_at,
        first_on=first_on,
        last_on=asked.received_on,
        on_social_media=True,
        bodies=COMMISSIONERS,
    )
    searched = _searched(
        INSPECTIONS, "commissioner_inspection", first_on=first_on, last_on=asked.received_on, found=len(found)
    )
    if found:
        return Finding(
            status=Status.HELD_SUPPLIED,
            answer=" ".join([_("Yes."), *map(_inspection_sentence, found)]),
            value=[
                {
                    "body": row.body,
                    "from": row.first_on.isoformat(),
                    "to": row.last_on.isoformat(),
                    "social_media": row.concerns_social_media,
                    "release": row.release,
                }
                for row in found
            ],
            period=Period(first_on=first_on, last_on=asked.received_on),
            evidence=tuple(map(of_inspection, found)),
            searched=searched,
        )
    sentence = _(
        "No audit or inspection by the Commissioner’s office was wholly or partly about the use of social media."
    )
    return nil(
        asked, Matter.INSPECTIONS, first_on=first_on, last_on=last_on, sentence=sentence, searched=searched
    )


def _period(asked: Asked, matter: Matter) -> tuple[date, date]:
    """From the year the question names to the last whole quarter; without a year, as far back as is stated unbroken."""
    first_of_quarter, last_on = last_whole_quarter(asked.received_on)
    year = since_year(asked.text, context=asked.context)
    if year is not None and date(year, 1, 1) <= last_on:
        return date(year, 1, 1), last_on
    run = unbroken_from(matter, last_on=last_on, on=asked.received_on, as_at=asked.as_at)
    return run or first_of_quarter, last_on


def _audit_sentence(row: InternalAudit) -> str:
    if row.reported_on:
        return _(
            "{title} (reason: {trigger}), begun on {began} and reported on {reported}; a copy of the report is supplied."
        ).format(
            title=row.title,
            trigger=row.get_trigger_display(),
            began=in_words(row.began_on),
            reported=in_words(row.reported_on),
        )
    return _(
        "{title} (reason: {trigger}), begun on {began}, is still under way: there is no report yet."
    ).format(title=row.title, trigger=row.get_trigger_display(), began=in_words(row.began_on))


def _inspection_sentence(row: Inspection) -> str:
    return _("An inspection by {body} on {day} was {extent} about the use of social media.").format(
        body=row.get_body_display(),
        day=in_words(row.first_on),
        extent=row.get_concerns_social_media_display(),
    )


def _reports(
    found: Sequence[InternalAudit],
    *,
    sentences: Sequence[str],
    evidence: Sequence[Evidence],
    searched: tuple[Searched, ...],
    period: tuple[date, Asked],
) -> Finding:
    """The reports supplied, where each that exists has its copy and may go out; else a person decides first."""
    open_ones = [
        row.reference
        for row in found
        if row.reported_on and (not row.file_sha256 or row.release not in MAY_GO_OUT)
    ]
    if open_ones:
        return to_be_searched(
            _(
                "To be searched: {references} is held, but its report has no copy on file or it is not decided whether it may be released. Decide on the audit’s page."
            ).format(references=joined(open_ones)),
            searched=searched,
        )
    first_on, asked = period
    partly = any(row.reported_on and row.release == Release.PARTLY for row in found)
    return Finding(
        status=Status.PARTLY if partly else Status.HELD_SUPPLIED,
        answer=" ".join(sentences),
        value=[
            {
                "reference": row.reference,
                "began_on": row.began_on.isoformat(),
                "reported_on": row.reported_on.isoformat() if row.reported_on else None,
            }
            for row in found
        ],
        period=Period(first_on=first_on, last_on=asked.received_on),
        evidence=tuple(evidence),
        searched=searched,
        enclosures=tuple(copy_of_report(row) for row in found if row.file_sha256),
    )


def _searched(
    register: object, query: str, *, first_on: date, last_on: date, found: int
) -> tuple[Searched, ...]:
    terms = _("on social media, wholly or partly; {first} to {last}").format(
        first=first_on.isoformat(), last=last_on.isoformat()
    )
    return (Searched(register=str(register), query=f"{query}/{VERSION}", terms=terms, found=found),)
