"""Disposal of tools and methods: due once their use has ended."""

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.software.models import Tool
from watchbook.register.disposal import Disposal, disposal_of, ended_or_taken_back

DISPOSED = Kind(
    "software.disposed",
    fields=("reference", "versions"),
    says=_("The tool’s entry was disposed of at the end of its retention."),
    is_grave=True,
)
due, find, dispose, PERSONAL_FIELDS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="tools and methods",
        tables={Tool: ("reference",)},
        due=lambda on: Tool.objects.as_at(None).filter(ended_or_taken_back(on)),
        named_in={Tool: ("name", "supplier", "purpose")},
    )
)
