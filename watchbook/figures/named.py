"""Named queries: one name is one figure, whoever asks: an answer, a report, the home page, an export.

A query is named by its topic and carries a version (`VERSION` of its module): an answer given under an older version
replays under it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from watchbook.figures import (
    authorisation_facts,
    authorisations,
    conduct,
    data_requests,
    documents,
    inspections,
    letters,
    look_facts,
    looks,
    officers,
    oversight,
    research,
    retention,
    software,
    third_parties,
    training,
)
from watchbook.figures.findings import Finding, Inquiry
from watchbook.reading.times.period import Period
from watchbook.reading.times.time_of_question import TimeOfQuestion

QUERIES: dict[str, Callable[[Inquiry], Finding]] = {
    "surveillance_commissioner_letter": letters.letter_received,
    "surveillance_commissioner_letter_reply": letters.letter_reply,
    "internal_audit": oversight.internal_audit,
    "social_media_policy": documents.social_media_policy,
    "commissioner_inspection": oversight.commissioner_inspection,
    "written_material": documents.written_material,
    "privacy_notice": documents.privacy_notice,
    "dpia": documents.dpia,
    "pia": documents.pia,
    "equality_assessment": documents.equality_assessment,
    "training_material": documents.training_material,
    "forms": documents.forms,
    "monitoring_software": software.monitoring_software,
    "software_supplier": software.software_supplier,
    "in_house_method": software.in_house_method,
    "deletion_policy": retention.deletion_policy,
    "conducts_research": research.conducts_research,
    "purposes": research.purposes,
    "overt_or_covert": looks.overt_or_covert,
    "how_often": looks.how_often,
    "looks_by_service": looks.looks_by_service,
    "looks_by_purpose": looks.looks_by_purpose,
    "unauthorised_looks": look_facts.unauthorised_looks,
    "usefulness": look_facts.usefulness,
    "persons_told": look_facts.persons_told,
    "staff_involved": look_facts.staff_involved,
    "areas_of_work": conduct.areas_of_work,
    "criteria": conduct.criteria,
    "who_authorises": conduct.who_authorises,
    "process": conduct.process,
    "retention_period": retention.retention_period,
    "deletion_request": retention.deletion_request,
    "data_complaints": data_requests.data_complaints,
    "data_requests": data_requests.data_requests,
    "assessments_and_training_documents": documents.assessments_and_training_documents,
    "ripa_policy": documents.ripa_policy,
    "how_it_is_conducted": conduct.how_it_is_conducted,
    "software_cost": software.software_cost,
    "third_parties": third_parties.third_parties,
    "training_given": training.training_given,
    "training_cost": training.training_cost,
    "last_inspection": inspections.last_inspection,
    "inspection_recommendations": inspections.inspection_recommendations,
    "commissioner_correspondence": letters.commissioner_correspondence,
    "responsible_officers": officers.responsible_officers,
    "number_of_authorising_officers": officers.number_of_authorising_officers,
    "authorisations_for_social_media": authorisations.authorisations_for_social_media,
    "directed_surveillance_count": authorisations.directed_surveillance_count,
    "chis_count": authorisations.chis_count,
    "authorisations_by_period": authorisations.authorisations_by_period,
    "non_ripa_authorisations": authorisations.non_ripa_authorisations,
    "surveillance_operations": authorisations.surveillance_operations,
    "surveillance_purposes": authorisations.surveillance_purposes,
    "surveillance_outcomes": authorisations.surveillance_outcomes,
    "authorisation_days": authorisations.authorisation_days,
    "renewals_and_cancellations": authorisations.renewals_and_cancellations,
    "refused_by_officer": authorisation_facts.refused_by_officer,
    "refused_by_magistrate": authorisation_facts.refused_by_magistrate,
    "below_threshold": authorisation_facts.below_threshold,
    "juvenile_sources": authorisation_facts.juvenile_sources,
    "confidential_information": authorisation_facts.confidential_information,
    "contractors": authorisation_facts.contractors,
    "covert_profiles": authorisation_facts.covert_profiles,
}


def figure(
    name: str,
    *,
    on: date,
    as_at: datetime | None = None,
    period: Period | None = None,
    text: str = "",
    context: str = "",
    time: TimeOfQuestion | None = None,
) -> Finding:
    """The figure of a name on a day, as the registers stood at a moment (None: now); of a period, or of a question's words."""
    inquiry = Inquiry(on=on, as_at=as_at, period=period, text=text, context=context, time=time)
    return replace(QUERIES[name](inquiry), as_at=as_at or timezone.now())
