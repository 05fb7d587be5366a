"""Named queries: what each topic's register says to a question, with evidence.

A query is named by its topic and carries a version (`VERSION` of its module): an answer given under an older version
replays under it.
"""

from collections.abc import Callable

from watchbook.foi.findings import Asked, Finding
from watchbook.foi.queries import (
    conduct,
    correspondence,
    documents,
    inspections,
    letters,
    looks,
    officers,
    oversight,
    retention,
    software,
    training,
)

QUERIES: dict[str, Callable[[Asked], Finding]] = {
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
    "conducts_research": looks.conducts_research,
    "purposes": looks.purposes,
    "overt_or_covert": looks.overt_or_covert,
    "how_often": looks.how_often,
    "looks_by_service": looks.looks_by_service,
    "looks_by_purpose": looks.looks_by_purpose,
    "areas_of_work": conduct.areas_of_work,
    "criteria": conduct.criteria,
    "who_authorises": conduct.who_authorises,
    "process": conduct.process,
    "retention_period": retention.retention_period,
    "deletion_request": retention.deletion_request,
    "assessments_and_training_documents": documents.assessments_and_training_documents,
    "ripa_policy": documents.ripa_policy,
    "how_it_is_conducted": conduct.how_it_is_conducted,
    "software_cost": software.software_cost,
    "training_given": training.training_given,
    "training_cost": training.training_cost,
    "last_inspection": inspections.last_inspection,
    "inspection_recommendations": inspections.inspection_recommendations,
    "commissioner_correspondence": correspondence.commissioner_correspondence,
    "responsible_officers": officers.responsible_officers,
    "number_of_authorising_officers": officers.number_of_authorising_officers,
}
