"""An upgrade brings the indexes of a database to what the models of this release declare, and changes nothing else."""

import os
import subprocess
import sys

from tests import server
from watchbook.machine import schema_guards
from watchbook.machine.connection import SETTINGS


def guards(name):
    with server.as_database_role("app", database=name) as connection:
        return schema_guards.measured(connection, prefix=server.PREFIX)


def test_what_is_missing_is_made_and_what_is_declared_no_longer_dropped():
    told = {"WATCHBOOK_DATABASE_ROLE": "owner", "DJANGO_SETTINGS_MODULE": SETTINGS}
    with server.fresh_database() as name, server.as_database_role("owner", database=name) as owner:
        fresh = guards(name)
        owner.execute("DROP INDEX look_open")
        owner.execute("CREATE INDEX stray ON looks_look (state)")
        assert guards(name) != fresh
        environment = {**os.environ, **server.variables(name), **told}
        subprocess.run([sys.executable, "-m", "watchbook.machine.migrator"], env=environment, check=True)
        assert guards(name) == fresh
