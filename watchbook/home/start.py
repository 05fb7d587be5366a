"""Acts with which a person's work begins, by their duties: the first few stand on their first page."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import can
from watchbook.foi.permissions import may_receive_request
from watchbook.governance.law_confirmation.permissions import may_confirm_law
from watchbook.governance.letters.permissions import may_record_letter
from watchbook.governance.rule_set.permissions import may_adopt_rule_set
from watchbook.home.retention import may_see_overdue
from watchbook.investigations.permissions import may_open_investigations
from watchbook.looks.permissions import may_decide_re_triages, may_open_looks, may_read_look_figures
from watchbook.organisation.by_duties import by_duties
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import may_add_person, may_import_people
from watchbook.oversight.error_report.permissions import may_record_error
from watchbook.oversight.permissions import may_record_audit
from watchbook.reports.permissions import (
    may_draw_sample,
    may_read_governance_calendar,
    may_read_members_report,
    may_read_sheet,
)
from watchbook.retention.deletion.permissions import may_propose_deletion
from watchbook.retention.rights_request.permissions import may_record_rights_request

SHOWN = 3


class StartingPoint(NamedTuple):
    """Words of a link, its address by name, and who may go there."""

    words: Promise
    address: str
    may: Callable[[Person], None]


STARTS = (
    StartingPoint(_("See the questions about assessments"), "triage:waiting", may_confirm_law),
    StartingPoint(_("See the law to confirm"), "governance:law", may_confirm_law),
    StartingPoint(_("See the triage rules"), "triage:rules", may_adopt_rule_set),
    StartingPoint(_("See the re-triages to sign"), "looks:re_triages", may_decide_re_triages),
    StartingPoint(_("See the central record"), "authorisations:record", may_decide_re_triages),
    StartingPoint(
        _("See the dates of your authorisations"), "authorisations:calendar", may_decide_re_triages
    ),
    StartingPoint(_("Open an investigation"), "investigations:opening_title", may_open_investigations),
    StartingPoint(_("Record a look that you have made"), "looks:made", may_open_looks),
    StartingPoint(_("Record a request"), "foi:request_new", may_receive_request),
    StartingPoint(_("Are we defensible today?"), "defensible", may_read_sheet),
    StartingPoint(_("Draw a sample for an audit"), "reports:sample_draw", may_draw_sample),
    StartingPoint(_("Record an internal audit"), "oversight:audit_add", may_record_audit),
    StartingPoint(
        _("Record a request about personal data"), "retention:rights_request_add", may_record_rights_request
    ),
    StartingPoint(_("Record a letter"), "governance:letter_add", may_record_letter),
    StartingPoint(_("Record an error"), "oversight:error_add", may_record_error),
    StartingPoint(_("Add a person"), "organisation:person_add", may_add_person),
    StartingPoint(_("Import people"), "organisation:people_import", may_import_people),
    StartingPoint(_("See deletion lists"), "retention:deletions", may_propose_deletion),
    StartingPoint(_("See the records due for deletion"), "retention:due", may_see_overdue),
    StartingPoint(_("See legal holds"), "retention:holds", may_see_overdue),
    StartingPoint(_("Read the report to members"), "reports:members", may_read_members_report),
    StartingPoint(_("See the governance calendar"), "reports:calendar", may_read_governance_calendar),
    StartingPoint(_("See the figures on looks"), "looks:report", may_read_look_figures),
)


@by_duties
def starts_of(person: Person) -> tuple[StartingPoint, ...]:
    """The first few that a person may begin with. No query but for their duties."""
    return tuple(one for one in STARTS if can(one.may, person))[:SHOWN]
