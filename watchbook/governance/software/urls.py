"""Addresses of software, hardware and in-house methods."""

from django.urls import path

from watchbook.governance.software import views as software
from watchbook.governance.software.imports import TOOLS
from watchbook.register.views import imports

urlpatterns = [
    path("tools/", software.tools, name="tools"),
    path("tools/add/", software.tool_add, name="tool_add"),
    *imports.paths(TOOLS, under="tools/", named="tools"),
    path("tools/<slug:reference>/", software.tool, name="tool"),
    path("tools/<slug:reference>/correct/", software.tool_correct, name="tool_correct"),
    path("tools/<slug:reference>/end/", software.tool_end, name="tool_end"),
    path("tools/<slug:reference>/take-back/", software.tool_take_back, name="tool_take_back"),
]
