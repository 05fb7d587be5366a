"""Sentences for members about what went wrong: each error that was established, and the looks without a basis, without anybody in them."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.figures.tallies import TALLIES
from watchbook.figures.tally import Rows
from watchbook.looks.models import Basis, Look
from watchbook.looks.queries.counts import looks_between
from watchbook.oversight.error_report.models import ErrorReport
from watchbook.reading.times.period import Period
from watchbook.web.wording import day

TOLD = 20  # of each sort the newest; the figures count all


def faults(period: Period) -> Iterator[str]:
    """Tell each error of a period that was established, the newest first, then of the looks without a basis what followed. Five queries at most.

    The day of a look is not told: of a quarter whose looks are known, it would tell a month that the public page hides.
    """
    errors = TALLIES["errors_established"].within([period]).order_by("-discovered_on", "reference")
    for row in errors[:TOLD]:
        said = _("Error found on {day}: {kind}; {state}.")
        told = {"kind": row.get_kind_display(), "state": row.get_state_display()}
        yield said.format(day=day(row.discovered_on), **told)
    yield from _more(errors)
    looks = Look.objects.filter(looks_between(period.first_on, period.last_on), basis=Basis.NONE)
    newest = list(looks.order_by("-opened_at").prefetch_related("supervisor_checks")[:TOLD])
    reports = {one.look: one for one in ErrorReport.objects.filter(look__in=[row.id for row in newest])}
    followed = Counter(_then(row, reports.get(row.id)) for row in newest)
    for then, count in sorted(followed.items()):
        said = ngettext(
            "{count} look without a basis: {then}.", "{count} looks without a basis: {then}.", count
        )
        yield said.format(count=count, then=then)
    yield from _more(looks)


def _then(look: Look, report: ErrorReport | None) -> str:
    """Say what followed: its error report, else what the newest check of a supervisor found, else that nothing did yet."""
    if report:
        return _("error report: {state}").format(state=report.get_state_display())
    checks = look.supervisor_checks.all()
    return (
        str(checks[0].get_finding_display()) if checks else _("nobody has decided yet whether it is an error")
    )


def _more(rows: Rows) -> Iterator[str]:
    """Say how many there are besides those that are told."""
    left = rows.count() - TOLD
    if left > 0:
        yield ngettext("{count} more of these.", "{count} more of these.", left).format(count=left)
