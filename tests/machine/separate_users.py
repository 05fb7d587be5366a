"""A machine laid out as the units say: folders, users as numbers, and a database server beside it."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.commands import PROGRAM, environment
from tests.patience import PATIENCE
from tests.ports import free_port
from watchbook.machine import cluster, database, postgres, roles, separation_doctor
from watchbook.machine.connection import at_address, connect, role_names, value_of
from watchbook.machine.places import places

UNITS = Path(separation_doctor.__file__).parent / "units"
NAMES = ("web", "worker", "sealer", "capture")
FIRST = 61_100  # users of no system's own ranges


def the_unit(name):
    """A unit's `[Service]`, a word that comes again as a list."""
    told = {}
    for line in (UNITS / f"watchbook-{name}.service").read_text().splitlines():
        word, is_pair, value = line.partition("=")
        if is_pair:
            told.setdefault(word, []).append(value)
    return told


def numbers():
    """A number for each user and group that `sysusers.conf` makes; a user's own group has the user's."""
    lines = [line.split() for line in (UNITS / "sysusers.conf").read_text().splitlines() if line[:1] in "gu"]
    return {"root": 0} | {line[1]: FIRST + place for place, line in enumerate(lines)}


# A port that leads to the socket of a server of ours, whose folder is closed to other users.
ROAD = """
import asyncio, sys
async def carry(reader, writer):
    while came := await reader.read(65536):
        writer.write(came)
        await writer.drain()
    writer.close()
async def take(reader, writer):
    there, back = await asyncio.open_unix_connection(sys.argv[1])
    await asyncio.gather(carry(reader, back), carry(there, writer), return_exceptions=True)
async def main():
    async with await asyncio.start_server(take, "127.0.0.1", int(sys.argv[2])) as server:
        await server.serve_forever()
asyncio.run(main())
"""


class Machine:
    """A home laid out by `tmpfiles.conf`, a database server beside it, and the units' processes as numbers of users."""

    def __init__(self, folder):
        self.folder, self.ids = folder, numbers()
        self.server = places(folder / "server")
        cluster.make(self.server)
        postgres.start(self.server)
        admin = roles.embedded_admin(self.server)
        database.prepare(admin, database="watchbook", prefix="watchbook", places=self.server)
        self.road_port = free_port()
        there = postgres.socket_folder(self.server) / postgres.SOCKET_NAME
        self.road = subprocess.Popen([sys.executable, "-c", ROAD, str(there), str(self.road_port)])
        self.port = free_port()
        self.addresses = {self.variable(role): self.address(role) for role in role_names("watchbook")}
        self.common = {
            "WATCHBOOK_MODE": "production", "WATCHBOOK_TRIAL": "1", "WATCHBOOK_PORT": str(self.port),
            "WATCHBOOK_HOME": self.here("/var/lib/watchbook"),
            "WATCHBOOK_SIGNING_KEY": self.here("/var/lib/watchbook-sealer/audit-log.key"),
        }  # fmt: skip
        self.lay_out()

    def here(self, path):
        """A path of the units in this folder."""
        return re.sub(r"/(var/lib|run|etc)/", f"{self.folder}/\\1/", path)

    def variable(self, role):
        return "DATABASE_URL" if role == "app" else f"DATABASE_{role.upper()}_URL"

    def address(self, role):
        user = f"watchbook_{role}"
        password = cluster.known_password(self.server.passfile(role), user=user)
        return f"postgresql://{user}:{password}@127.0.0.1:{self.road_port}/watchbook"

    def lay_out(self):
        for line in (UNITS / "tmpfiles.conf").read_text().splitlines():
            kind, path, mode, user, group = [*line.split(), "", "", "", ""][:5]
            if kind == "d":
                self.make(Path(self.here(path)), mode, user, group)

    def make(self, folder, mode, user, group):
        folder.mkdir(parents=True, exist_ok=True)
        os.chown(folder, self.ids[user], self.ids[group])
        folder.chmod(int(mode, 8))

    def as_root(self, *words):
        """A command of the operator, who has every address."""
        return subprocess.run(
            [PROGRAM, *words], env=environment(self.common | self.addresses), umask=0o007,
            capture_output=True, text=True, check=False, timeout=4 * PATIENCE,
        )  # fmt: skip

    def user(self, unit):
        """The words that make a process the unit's user."""
        groups = ",".join(str(self.ids[one]) for one in unit["SupplementaryGroups"][0].split())
        return [
            "setpriv", f"--reuid={self.ids[unit['User'][0]]}", f"--regid={self.ids[unit['Group'][0]]}",
            f"--groups={groups}", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all",
        ]  # fmt: skip

    def start(self, name, roles_known):
        """A unit's process, with what systemd would give it."""
        unit = the_unit(name)
        folder = Path(self.here(f"/run/{unit['RuntimeDirectory'][0]}"))
        self.make(folder, unit["RuntimeDirectoryMode"][0], unit["User"][0], unit["Group"][0])
        told = dict(pair.split("=", 1) for pair in map(self.here, unit["Environment"]))
        told["WATCHBOOK_CAPTURE_FOLDER"] = str(self.memory(name, unit))
        if name == "web":
            told["WATCHBOOK_SECRET_KEY"] = (
                (places(Path(self.common["WATCHBOOK_HOME"])).secret_key).read_text().strip()
            )
        known = {self.variable(role): self.addresses[self.variable(role)] for role in roles_known}
        words = unit["ExecStart"][0].split()[1:]
        with (self.folder / f"{name}.log").open("w") as log:
            return subprocess.Popen(
                [*self.user(unit), PROGRAM, *words], env=environment(self.common | told | known),
                umask=int(unit["UMask"][0], 8), stdout=log, stderr=log,
            )  # fmt: skip

    def memory(self, name, unit):
        """`/run` is in memory under systemd; a test's folder need not be."""
        folder = Path(tempfile.mkdtemp(prefix=f"watchbook-test-{name}-", dir="/dev/shm"))
        self.make(folder, "0700", unit["User"][0], unit["Group"][0])
        return folder

    def sql(self, query):
        """The one value of a query."""
        with connect(at_address(self.addresses["DATABASE_OWNER_URL"])) as sql:
            return value_of(sql, query)

    def doctor(self):
        lines = self.as_root("doctor", "--json").stdout.splitlines()
        return {told["check"]: told for told in map(json.loads, lines)}
