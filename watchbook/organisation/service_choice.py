"""The choice of a service, for lists that have a column of services."""

from django.utils.translation import gettext_lazy as _

from watchbook.organisation.models import Service
from watchbook.web.long_list import Condition, ListChoice


def service_choice(column: str | Condition = "service") -> ListChoice:
    """Offer every service by its name. One query."""
    rows = Service.objects.order_by("name").values_list("pk", "name")
    return ListChoice(_("Service"), column, [(str(key), name) for key, name in rows])
