"""The parts of an act's rate that the audit log takes: whole, without its parts one by one, and without the sealer beside it.

Usage: log_parts.py. Each is measured as log_ratios.py measures, in turn with the same act without a log.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.log_ratios import acts_a_second, clients, ratio, superuser, the_server, with_log, without_log
from watchbook.machine.connection import connect

# What is taken away from the log, one thing after the other.
WITHOUT = {
    "all of it": "",
    "without row digests": "row_digest",
    "nor guards of the row": "needs_event|recorded_by_the_clock|row_digest",
}
DROP = """
    DO $$ DECLARE one record; BEGIN
        FOR one IN SELECT tgname, tgrelid::regclass AS place FROM pg_trigger WHERE NOT tgisinternal AND tgname ~ '{}' LOOP
            EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.place);
        END LOOP;
    END $$
"""


def where_the_rest_goes(*, rounds: int = 6, seconds: float = 2) -> Iterator[str]:
    """The act's rate beside the one without the log: whole, without its parts one by one, and without the sealer beside it."""
    for what, names in [*WITHOUT.items(), ("nor a sealer", WITHOUT["nor guards of the row"])]:
        with without_log() as off, with_log(sealing=what != "nor a sealer") as on:
            _drop(names, database=on)
            with clients(off, "off") as without, clients(on, "on") as beside:
                yield _rate(what, beside, without, rounds=rounds, seconds=seconds)
    with without_log() as off, clients(off, "off") as without, clients(off, "prepared") as beside:
        what = "the event made in Python and not written"
        yield _rate(what, beside, without, rounds=rounds, seconds=seconds)


def _drop(names: str, *, database: Any) -> None:
    if names:
        with connect(superuser(database)) as sql:
            sql.execute(DROP.format(names).encode())


def _rate(what: str, beside: Any, without: Any, *, rounds: int, seconds: float) -> str:
    rates = ratio(
        lambda: acts_a_second(beside, seconds=seconds),
        lambda: acts_a_second(without, seconds=seconds),
        rounds=rounds,
    )
    return f"{what}: {rates[2]:.2f} ({rates[0]:.0f}/s beside {rates[1]:.0f}/s)"


if __name__ == "__main__":
    with the_server():
        for line in where_the_rest_goes():
            print(line, flush=True)
