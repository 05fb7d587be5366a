"""Addresses of overt plans."""

from django.urls import path

from watchbook.authorisations.views import overt_plans

app_name = "overt_plans"
urlpatterns = [
    path("", overt_plans.to_sign, name="to_sign"),
    path("of/<slug:reference>/", overt_plans.of_investigation, name="of"),
    path("of/<slug:reference>/<int:number>/propose/", overt_plans.propose, name="propose"),
    path("<slug:reference>/", overt_plans.plan, name="plan"),
    path("<slug:reference>/sign/", overt_plans.sign, name="sign"),
    path("<slug:reference>/decline/", overt_plans.decline, name="decline"),
    path("<slug:reference>/take-back/", overt_plans.take_back, name="take_back"),
    path("<slug:reference>/end/", overt_plans.end, name="end"),
]
