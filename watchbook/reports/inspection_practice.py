"""Evidence of what was done: profiles, looks, audits, authorisations, errors; and what is overdue."""

from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.authorisations.models import CovertProfile
from watchbook.authorisations.queries.waiting import due_about, in_effect
from watchbook.authorisations.rules.reminders import Task
from watchbook.authorisations.states import ProfileState
from watchbook.figures.findings import Status
from watchbook.figures.named import figure
from watchbook.figures.tallies import TALLIES, tally
from watchbook.governance.rule_set.queries import adopted_rule_set
from watchbook.law.periods import months_after
from watchbook.looks.models import Look, LookOrigin
from watchbook.oversight.error_report.queries import OUT_OF_TIME, reports, suggestions
from watchbook.oversight.inspection.queries import inspections
from watchbook.oversight.internal_audit.queries import internal_audits
from watchbook.oversight.recommendation.queries import recommendations
from watchbook.reading.times.period import Period
from watchbook.reports.inspection_evidence import Evidence, InspectionEvidence, of_figure, told_by
from watchbook.triage.graph import edition
from watchbook.triage.models import Assessment
from watchbook.web.wording import day

LATE = {
    Task.CANCEL_LAPSED: gettext_lazy("lapsed on {day} and is still not cancelled"),
    Task.BARRED_BY_REVIEW: gettext_lazy("review was due on {day}; new looks are blocked"),
    Task.OVERDUE_REVIEW: gettext_lazy("review was due on {day}"),
}
OF_DECISIONS = (
    "granted_by_officer",
    "refused_by_officer",
    "authorisations_by_period",
    "non_ripa_authorisations",
)
YEARS_SHOWN = 3  # between two inspections (docs/law/oversight.md#inspections)
A_YEAR = timedelta(days=365)
WORDS_SHOWN = 200  # characters of what was recommended
ROWS_SHOWN = 20  # of those that a figure counts, the newest


def overdue(on: date) -> list[InspectionEvidence]:
    """Find the overdue reviews and the lapses, the gravest first. One query."""
    return [
        InspectionEvidence(
            _("{reference}: {what}.").format(
                reference=one.authorisation.reference,
                what=str(LATE[one.reminder.task]).format(day=day(one.reminder.due_on)),
            ),
            reverse("authorisations:authorisation", args=[one.authorisation.reference]),
            is_fault=True,
        )
        for one in due_about(in_effect(), today=on)
        if one.reminder.task in LATE
    ]


def profiles(on: date) -> Evidence:
    """Each covert profile in use, its review and audit, and those that wait for approval; a signed nil where none is in use."""
    rows = CovertProfile.objects.filter(state=ProfileState.APPROVED).order_by("reference")
    waiting = CovertProfile.objects.filter(state=ProfileState.PROPOSED).order_by("reference")
    for row in rows:
        page = reverse("authorisations:covert_profile", args=[row.reference])
        late = row.review_due_on is not None and row.review_due_on < on
        told = {
            "reference": row.reference,
            "due": day(row.review_due_on) if row.review_due_on else "–",
            "audited": day(row.audited_on) if row.audited_on else _("never"),
        }
        words = _("{reference} (next review due: {due}; last audited: {audited})").format(**told)
        yield InspectionEvidence(words, page, is_fault=late or row.audited_on is None)
    for reference in waiting.values_list("reference", flat=True):
        words = _("{reference}: waiting for approval, not in use").format(reference=reference)
        page = reverse("authorisations:covert_profile", args=[reference])
        yield InspectionEvidence(words, page)
    if not rows:
        yield from of_figure("covert_profiles")(on)


def audits(on: date) -> Evidence:
    """Each internal audit about social media; where internal audit signed that there was none, that."""
    rows = internal_audits(as_at=None, on_social_media=True)
    for row in rows:
        words = _("{reference}, {title} (began: {began}; reported: {reported})").format(
            reference=row.reference,
            title=row.title,
            began=day(row.began_on),
            reported=day(row.reported_on) if row.reported_on else _("not yet"),
        )
        yield InspectionEvidence(words, reverse("oversight:audit", args=[row.reference]))
    if not rows:
        for one in of_figure("internal_audit")(on):
            yield replace(one, is_fault=True)


def inspected(_on: date) -> Evidence:
    """Each inspection that was wholly or partly about social media."""
    for row in inspections(as_at=None, on_social_media=True):
        words = _(
            "{reference}, inspection by the {body}, {first} to {last} (report received: {received})"
        ).format(
            reference=row.reference,
            body=row.get_body_display(),
            first=day(row.first_on),
            last=day(row.last_on),
            received=day(row.report_received_on) if row.report_received_on else _("not yet"),
        )
        yield InspectionEvidence(words, reverse("oversight:inspection", args=[row.reference]))


def personal_accounts(on: date) -> Evidence:
    """Count the looks of the last year that were attested to be made without an own account, of those recorded here; then those that were not."""
    looks = Look.objects.filter(opened_at__date__gt=on - A_YEAR).exclude(way=LookOrigin.IMPORTED)
    counted = looks.aggregate(all=Count("pk"), attested=Count("pk", filter=Q(attested=True)))
    if not counted["all"]:
        return
    words = _(
        "For {attested} of {all} looks in the last year, officers confirmed that they used no personal account"
    )
    lacking = counted["attested"] < counted["all"]
    yield InspectionEvidence(words.format(**counted), is_fault=lacking)
    for look in looks.filter(attested=False).order_by("-opened_at")[:ROWS_SHOWN]:
        words = _("{reference}: the officer did not confirm that they used no personal account").format(
            reference=look.reference
        )
        yield InspectionEvidence(words, reverse("looks:look", args=[look.reference]))


def slide(on: date) -> Evidence:
    """The rules of triage in use, whether the solicitor adopted this edition, and what triage found to need a source."""
    adopted, used = adopted_rule_set(on=on), edition()
    if adopted:
        words = (
            _(
                "Triage rules, edition {used}, adopted on {day}: these rules treat contact with a subject as the use of a source"
            )
            if adopted.edition == used
            else _(
                "Triage uses edition {used} of the rules, which the solicitor has not adopted. The solicitor adopted edition {edition} on {day}"
            )
        )
        told = {"used": used, "edition": adopted.edition, "day": day(adopted.adopted_on)}
        is_fault = adopted.edition != used
        yield InspectionEvidence(words.format(**told), reverse("triage:rules"), is_fault=is_fault)
    found = Assessment.objects.filter(outcomes__contains=["chis"])
    if count := found.count():
        said = ngettext(
            "{count} assessment found that a source would be used",
            "{count} assessments found that a source would be used",
            count,
        )
        yield InspectionEvidence(said.format(count=count))
    for row in found.order_by("-assessed_at")[:ROWS_SHOWN]:
        words = _("{reference}, {day}: a source would be used")
        told = {"reference": row.reference, "day": day(row.assessed_at)}
        yield InspectionEvidence(words.format(**told), reverse("triage:assessment", args=[row.reference]))


def recommended(on: date) -> Evidence:
    """Find each recommendation in its words, and where it stands."""
    for one in recommendations():
        words = (
            _("{reference} ({colour}), “{words}”: due {day}, overdue, {progress}")
            if one.is_overdue(on)
            else _("{reference} ({colour}), “{words}”: due {day}, {progress}")
        ).format(
            reference=one.row.reference,
            colour=one.colour,
            words=Truncator(" ".join(one.row.words.split()).removesuffix(".")).chars(WORDS_SHOWN),
            day=day(one.row.due_on),
            progress=one.progress.label,
        )
        page = reverse("oversight:recommendation", args=[one.row.reference])
        yield InspectionEvidence(words, page, is_fault=one.is_overdue(on))


def authorisations(on: date) -> Evidence:
    """Tell the statistics of the last three years, and find what is overdue; a signed nil where there is none."""
    period = _years_shown(on)
    counted = [(TALLIES[name].title, tally(name, [period])[None][0]) for name in OF_DECISIONS]
    if any(count for _title, count in counted):
        words = _("Since {day}: {figures}").format(
            day=day(period.first_on), figures="; ".join(f"{title}: {count}" for title, count in counted)
        )
        yield InspectionEvidence(words, reverse("authorisations:record"))
        yield from overdue(on)
        yield from cancelled_late(on)
        yield from looks_out_of_time(on)
        yield from _samples()
        return
    finding = figure("authorisations_by_period", on=on, period=period)
    if finding.status is Status.NIL:
        yield from told_by(finding)


def _years_shown(on: date) -> Period:
    return Period(months_after(on, months=-12 * YEARS_SHOWN), on)


def cancelled_late(on: date) -> Evidence:
    """Find the authorisations that lapsed in the last three years and were cancelled only afterwards. One query."""
    lapsed = (
        TALLIES["lapses"]
        .within([_years_shown(on)])
        .exclude(cancelled_at=None)
        .order_by("ends_on", "reference")
    )
    for row in lapsed:
        words = _("{reference}: lapsed on {day}, cancelled late on {cancelled}").format(
            reference=row.reference, day=day(row.ends_on), cancelled=day(row.cancelled_at)
        )
        page = reverse("authorisations:authorisation", args=[row.reference])
        yield InspectionEvidence(words, page, is_fault=True)


def looks_out_of_time(_on: date) -> Evidence:
    """Find the looks before an authorisation took effect or after it ended: those in an error report, and those in none."""
    for report in reports().filter(kind__in=OUT_OF_TIME):
        words = _("{authorisation}: {what} ({report})").format(
            authorisation=report.authorisation_reference or report.look_reference,
            what=report.get_kind_display(),
            report=report.reference,
        )
        page = reverse("oversight:error", args=[report.reference])
        yield InspectionEvidence(words, page, is_fault=True)
    for one in suggestions():
        if one.kind in OUT_OF_TIME and one.authorisation:
            words = _("{authorisation}: {what} ({look}, {day}), with no error report").format(
                authorisation=one.authorisation.reference,
                what=one.kind.label,
                look=one.look.reference,
                day=day(one.look.opened_at),
            )
            yield InspectionEvidence(words, reverse("oversight:errors"), is_fault=True)


def _samples() -> Evidence:
    """Lead to the sample of applications, which shows how well each is argued."""
    words = _(
        "To check whether authorisations are well argued, draw a sample and read each authorisation in full"
    )
    yield InspectionEvidence(words, reverse("reports:samples"))


def errors(_on: date) -> Evidence:
    """Find each error on record, and looks that may be one and are in no report."""
    for row in reports():
        words = _("{reference}, found on {day}: {state}").format(
            reference=row.reference, day=day(row.discovered_on), state=row.get_state_display()
        )
        yield InspectionEvidence(words, reverse("oversight:error", args=[row.reference]))
    waiting = len(suggestions())
    if waiting:
        said = ngettext(
            "{count} look may be an error and has no error report",
            "{count} looks may be errors and have no error report",
            waiting,
        )
        yield InspectionEvidence(said.format(count=waiting), reverse("oversight:errors"), is_fault=True)
