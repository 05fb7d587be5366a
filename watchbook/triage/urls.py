"""Addresses of triage: references and numbers alone, never a name."""

from django.urls import path

from watchbook.triage.views import asking, assessments, departing, rule_set

app_name = "triage"
urlpatterns = [
    path("", assessments.waiting, name="waiting"),
    path("rules/", rule_set.rules, name="rules"),
    path("rules/adopt/", rule_set.rules_adopt, name="rules_adopt"),
    path("rules/adoptions/<uuid:adoption_id>/", rule_set.adoption, name="adoption"),
    path("rules/adoptions/<uuid:adoption_id>/file/", rule_set.adoption_file, name="adoption_file"),
    path(
        "rules/adoptions/<uuid:adoption_id>/take-back/",
        rule_set.adoption_take_back,
        name="adoption_take_back",
    ),
    path("rules/order/", rule_set.order, name="order"),
    path("rules/order.svg", rule_set.order_svg, name="order_svg"),
    path("rules/order.txt", rule_set.order_text, name="order_text"),
    path("rules/replay/", rule_set.replay, name="replay"),
    path("investigations/<slug:reference>/", assessments.assessments, name="assessments"),
    path(
        "investigations/<slug:reference>/assess/questions/<slug:page_id>/", asking.question, name="question"
    ),
    path("investigations/<slug:reference>/assess/what-else/", asking.what_else, name="what_else"),
    path("investigations/<slug:reference>/assess/check/", asking.check, name="check"),
    path("assessments/<slug:assessment_reference>/", assessments.assessment, name="assessment"),
    path(
        "assessments/<slug:assessment_reference>/stricter/", departing.depart_upwards, name="depart_upwards"
    ),
    path(
        "assessments/<slug:assessment_reference>/less-strict/",
        departing.depart_downwards,
        name="depart_downwards",
    ),
    path("assessments/<slug:assessment_reference>/answer/", departing.answer, name="answer"),
]
