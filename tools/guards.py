"""Write `watchbook/machine/guards.txt`: what guards the rows of a database that was just made, for the release to carry."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"
os.environ.setdefault("WATCHBOOK_MODE", "test")

from tests import server
from watchbook.machine import schema_guards


def main() -> int:
    """Make a database, measure it, write the file."""
    with server.fresh_database() as name:
        # The template that tests keep may be of before this release's words, from which some views follow.
        environment = {**os.environ, **server.variables(name), "WATCHBOOK_DATABASE_ROLE": "owner"}
        subprocess.run([sys.executable, "-m", "watchbook.machine.migrator"], env=environment, check=True)
        with server.as_database_role("app", database=name) as connection:
            guards = schema_guards.measured(connection, prefix=server.PREFIX)
    schema_guards.FILE.write_text(schema_guards.written(guards), encoding="utf-8")
    print(f"{len(guards)} lines in {schema_guards.FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
