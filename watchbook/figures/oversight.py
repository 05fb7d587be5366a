"""Internal audits of social-media use, and inspections by the Commissioner's office (FOI 9477, 1.b and 1.d)."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.figures.evidence import copy_of_report, of_audit, of_inspection
from watchbook.figures.findings import (
    Finding,
    Inquiry,
    RegisterSearches,
    Status,
    Value,
    searched_in,
    to_be_searched,
)
from watchbook.figures.nil import days_of, nil_in
from watchbook.figures.register_names import AUDITS, INSPECTIONS
from watchbook.figures.sentences import in_words
from watchbook.figures.times import in_its_time, note_of
from watchbook.governance.letters.models import Body
from watchbook.governance.statements.models import Matter
from watchbook.governance.statements.rules import last_whole_quarter
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.inspection.queries import inspections
from watchbook.oversight.internal_audit.models import InternalAudit, Trigger
from watchbook.oversight.internal_audit.queries import internal_audits
from watchbook.oversight.report.models import Release
from watchbook.reading.times.period import Period
from watchbook.reading.times.time_of_question import TimeOfQuestion, since_year
from watchbook.web.wording import joined

VERSION = 4  # a report of after the day asked about is not told
COMMISSIONERS = (Body.OSC.value, Body.IPCO.value)
MAY_GO_OUT = {Release.PUBLISHABLE}  # of a report that may go out in part the register has no such copy

# `arising out of Lord Judge's recommendations`
ON_ADVICE = re.compile(
    r"\b(?:arising|arose|followed|following|resulting|resulted|prompted)\b.{0,40}\b(?:Lord Judge|Commissioner|IPCO)",
    re.IGNORECASE,
)


@in_its_time
def internal_audit(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """1.b: every internal audit of social-media use in the time the question names; or that there was none."""
    days = _days(inquiry, time, Matter.AUDITS)
    found = list(
        internal_audits(
            as_at=inquiry.as_at, first_on=_from(inquiry, time), last_on=days.last_on, on_social_media=True
        )
    )
    searched = _searched(AUDITS, "internal_audit", days=days, found=len(found))
    if found:
        sentences = [_audit_sentence(row, on=inquiry.on) for row in found]
        told = [_on_advice(inquiry, found), *sentences, note_of(time.is_cut_off)]
        return _reports(found, told, searched=searched, days=days, on=inquiry.on)
    sentence = _("No internal audit of the use of social media has taken place, so we hold no report.")
    if ON_ADVICE.search(inquiry.text):
        sentence = _(
            "No internal audit of the use of social media has taken place, whether because of a Commissioner’s recommendation or for any other "
            "reason, so we hold no report."
        )
    return nil_in(inquiry, Matter.AUDITS, days=days, sentence=sentence, searched=searched)


@in_its_time
def commissioner_inspection(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """1.d: whether the Commissioner's office inspected the use of social media, wholly or in part."""
    days = _days(inquiry, time, Matter.INSPECTIONS)
    found = list(
        inspections(
            as_at=inquiry.as_at,
            first_on=_from(inquiry, time),
            last_on=days.last_on,
            on_social_media=True,
            bodies=COMMISSIONERS,
        )
    )
    searched = _searched(INSPECTIONS, "commissioner_inspection", days=days, found=len(found))
    if found:
        return Finding(
            status=Status.HELD_SUPPLIED,
            answer=" ".join(
                filter(None, [_("Yes."), *map(_inspection_sentence, found), note_of(time.is_cut_off)])
            ),
            value=[_inspection_value(row) for row in found],
            period=days,
            evidence=tuple(map(of_inspection, found)),
            searched=searched,
        )
    sentence = _(
        "No audit or inspection by the Commissioner’s office was wholly or partly about the use of social media."
    )
    return nil_in(inquiry, Matter.INSPECTIONS, days=days, sentence=sentence, searched=searched)


def _days(inquiry: Inquiry, time: TimeOfQuestion, matter: Matter) -> Period:
    """The days the question names; else from the year its parent tells of; else as far back as is stated unbroken."""
    year = since_year(inquiry.text, context=inquiry.context)
    if not time.named and year is not None and date(year, 1, 1) <= last_whole_quarter(inquiry.on).last_on:
        return Period(date(year, 1, 1), inquiry.on)
    return days_of(inquiry, time, matter)


def _from(inquiry: Inquiry, time: TimeOfQuestion) -> date | None:
    """The first day asked about; None where no time is, so that whatever the register holds is an answer."""
    if time.named:
        return time.named.first_on
    year = since_year(inquiry.text, context=inquiry.context)
    return date(year, 1, 1) if year is not None else None


def _on_advice(inquiry: Inquiry, found: Sequence[InternalAudit]) -> str:
    """Say that no audit on record arose from a Commissioner's recommendation, where such audits are asked for."""
    if not ON_ADVICE.search(inquiry.text) or any(row.trigger == Trigger.COMMISSIONER for row in found):
        return ""
    return ngettext(
        "Our register has no internal audit that arose from a Commissioner’s recommendation. It has {count} other internal audit of the use of social media.",
        "Our register has no internal audit that arose from a Commissioner’s recommendation. It has {count} other internal audits of the use of social media.",
        len(found),
    ).format(count=len(found))


def _reported_on(row: InternalAudit, *, on: date) -> date | None:
    """Return the day of the report of an audit; None where there was none yet on a day."""
    return row.reported_on if row.reported_on and row.reported_on <= on else None


def _audit_sentence(row: InternalAudit, *, on: date) -> str:
    told = {"title": row.title, "trigger": row.get_trigger_display(), "began": in_words(row.began_on)}
    if reported_on := _reported_on(row, on=on):
        said = _(
            "The audit “{title}” (reason: {trigger}) began on {began}. Its report is dated {reported}; a copy of the report is supplied."
        )
        return said.format(**told, reported=in_words(reported_on))
    return _(
        "The audit “{title}” (reason: {trigger}) began on {began} and is still under way: there is no report yet."
    ).format(**told)


def _inspection_value(row: Inspection) -> Value:
    return {
        "body": row.body,
        "from": row.first_on.isoformat(),
        "to": row.last_on.isoformat(),
        "social_media": row.concerns_social_media,
        "release": row.release,
    }


def _inspection_sentence(row: Inspection) -> str:
    if row.body == Body.OTHER:
        said = _("An inspection by another body on {day} was {extent} about the use of social media.")
    else:
        said = _("An inspection by the {body} on {day} was {extent} about the use of social media.")
    return said.format(
        body=row.get_body_display(),
        day=in_words(row.first_on),
        extent=row.get_concerns_social_media_display(),
    )


def _reports(
    found: Sequence[InternalAudit],
    told: Sequence[str],
    *,
    searched: RegisterSearches,
    days: Period,
    on: date,
) -> Finding:
    """The reports supplied, where each that exists has its copy and may go out whole; else a person decides first."""
    reported = {row.reference: day for row in found if (day := _reported_on(row, on=on))}
    open_ones = [
        row.reference
        for row in found
        if row.reference in reported and (not row.file_sha256 or row.release not in MAY_GO_OUT)
    ]
    if open_ones:
        why = _(
            "To be searched: no copy of the report of {references} is on file, or no officer has decided that the report may go out "
            "in full. Decide this on the page of the audit."
        ).format(references=joined(open_ones))
        return to_be_searched(why, searched=searched)
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=" ".join(filter(None, told)),
        value=[
            {
                "reference": row.reference,
                "began_on": row.began_on.isoformat(),
                "reported_on": day.isoformat() if (day := reported.get(row.reference)) else None,
            }
            for row in found
        ],
        period=days,
        evidence=tuple(map(of_audit, found)),
        searched=searched,
        enclosures=tuple(
            copy_of_report(row) for row in found if row.file_sha256 and row.reference in reported
        ),
    )


def _searched(register: Promise, query: str, *, days: Period, found: int) -> RegisterSearches:
    terms = _("about social media, wholly or partly; {first} to {last}").format(
        first=days.first_on.isoformat(), last=days.last_on.isoformat()
    )
    return searched_in(register, f"{query}/{VERSION}", terms, found)
