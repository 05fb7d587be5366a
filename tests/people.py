"""The cast: one person per duty, the same in every test."""

from django.db import connection

from watchbook.audit_log.written_once import rows
from watchbook.organisation.models import Person

PASSWORD = "a-password-for-tests"
DUTIES = {
    "ines": "investigator",
    "marian": "line_manager",
    "helen": "ripa_coordinator",
    "oliver": "authorising_officer",
    "judith": "head_of_paid_service",
    "simon": "senior_responsible_officer",
    "leila": "solicitor",
    "bryn": "information_officer",
    "fatima": "data_protection_officer",
    "edmund": "internal_auditor",
    "ivo": "inspector",
    "joan": "elected_member",
    "winston": "records_manager",
}
ADMINISTRATORS = ("ada", "bashir")
NOBODY = "nell"  # has an account and no duty
FIELDS = [field.attname for field in Person._meta.concrete_fields]


class People:
    """`people.simon` is the senior responsible officer, and so on; fetched anew at each mention."""

    def __init__(self, addresses):
        self.addresses = addresses

    def __getattr__(self, name):
        try:
            address = self.addresses[name]
        except KeyError:
            raise AttributeError(name) from None
        (row,) = rows(_by_address, {"": address})
        return Person.from_db(connection.alias, FIELDS, row)

    def fetched(self, names):
        """Some of them by name, in one query."""
        found = {one.email: one for one in Person.objects.filter(email__in=map(self.addresses.get, names))}
        return {name: found[self.addresses[name]] for name in names}

    def holding(self, kind):
        """Whoever holds a duty."""
        return getattr(self, next(name for name, duty in DUTIES.items() if duty == kind))


def _by_address():
    """As `Person.objects.get(email=…)` asks, of which the writing takes three times as long as the asking."""
    return Person.objects.filter(email="").order_by().values_list(*FIELDS)
