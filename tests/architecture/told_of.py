"""About which row the events of a noun are told: a column of it, whose canary (test_personal_fields) makes such rows."""

AUTHORISATION = ("authorisations.Authorisation.envelope",)
REQUEST = ("foi.Request.text",)
TOLD_OF = {
    "central_record": AUTHORISATION,
    "joint_working": AUTHORISATION,
    "application": AUTHORISATION,
    "authorising": AUTHORISATION,
    "cancellation": AUTHORISATION,
    "judicial_approval": AUTHORISATION,
    "quality_check": AUTHORISATION,
    "renewal": AUTHORISATION,
    "review": AUTHORISATION,
    "overt_plan": ("authorisations.OvertPlan.envelope",),
    "covert_profile": ("authorisations.CovertProfile.envelope",),
    "search": REQUEST,
    "worded_answer": REQUEST,
    "course": ("governance.Course.title",),
    "document": ("governance.Document.title", "governance.DocumentStep.decided_by"),
    "dpia": ("governance.DocumentStep.decided_by",),
    "policy": ("governance.Clause.text",),
    "letter_received": ("governance.LetterReceived.subject",),
    "none_held": ("governance.NoneHeld.searched",),
    "retention_adoption": ("governance.RetentionAdoption.minute",),
    "retention_schedule": ("governance.RetentionSchedule.title", "governance.RetentionClass.title"),
    "drift_threshold": ("governance.DriftThreshold.why",),
    "rule_set": ("governance.RuleSetAdoption.exceptions",),
    "software": ("governance.Tool.name",),
    "statement": ("governance.Statement.remarks",),
    "training": ("governance.TrainingSession.trainer",),
    "investigation": ("investigations.Investigation.envelope",),
    "subject": ("investigations.Subject.envelope",),
    "capture": ("evidence.Capture.envelope",),
    "exhibit": ("evidence.Exhibit.envelope",),
    "intake": ("evidence.Capture.envelope",),
    "standing_purpose": ("looks.StandingPurpose.words",),
    "person": ("organisation.Person.name",),
    "inspection": ("oversight.Inspection.scope",),
    "internal_audit": ("oversight.InternalAudit.title",),
    "error_report": ("oversight.ErrorReport.envelope",),
    "recommendation": ("oversight.Recommendation.words", "oversight.RecommendationStep.words"),
    "assessment": ("triage.Assessment.envelope",),
}
# Rows of which no disposal takes away what events say: each with the reason.
STAYS = {
    "appointment": "the authority's own decision, which shows that somebody of the rank decided: a grade and a minute",
    "authority": "the contact that the authority itself publishes, for as long as there is a register",
}
