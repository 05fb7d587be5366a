"""Tables of authorisations and of what was decided about them."""

from watchbook.authorisations.models.applications import Authorisation, AuthorisedSubject
from watchbook.authorisations.models.covert_profiles import CovertProfile, ProfileCheck, RiskAssessment
from watchbook.authorisations.models.decisions import (
    ApplicantReport,
    ApplicationVersion,
    Cancellation,
    Comment,
    Determination,
    Hearing,
    Renewal,
    Review,
)
from watchbook.authorisations.models.joint_working import JointWorking
from watchbook.authorisations.models.overt_plans import OvertPlan
from watchbook.authorisations.models.sources import Particular, SourceOpening, SourceRecord, SourceVault
from watchbook.authorisations.models.telling import CalendarAddress, ReminderGiven

__all__ = [
    "ApplicantReport",
    "ApplicationVersion",
    "Authorisation",
    "AuthorisedSubject",
    "CalendarAddress",
    "Cancellation",
    "Comment",
    "CovertProfile",
    "Determination",
    "Hearing",
    "JointWorking",
    "OvertPlan",
    "Particular",
    "ProfileCheck",
    "ReminderGiven",
    "Renewal",
    "Review",
    "RiskAssessment",
    "SourceOpening",
    "SourceRecord",
    "SourceVault",
]
