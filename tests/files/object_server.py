"""A real object store (SeaweedFS) on this machine for the tests: its own data, free ports, stopped by its own id."""

import json
import shutil
import subprocess
import sysconfig
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import NamedTuple

from tests.patience import PATIENCE
from tests.ports import free_port

KEY, SECRET = "key-of-the-tests", "known-to-the-tests-alone"
SERVERS = ("master", "volume", "filer", "s3")


class Served(NamedTuple):
    """Where it is, and what runs there."""

    address: str
    process: subprocess.Popen

    def settings(self, folder, *, bucket, secret=SECRET):
        """What WATCHBOOK_FILES_S3 and its key file would say."""
        key_file = folder / f"{bucket}.key"
        key_file.write_text(f"{KEY}\n{secret}\n")
        return {
            "address": f"{self.address}/{bucket}",
            "endpoint": self.address,
            "bucket": bucket,
            "region": "us-east-1",
            "key_file": str(key_file),
        }


@contextmanager
def serving(folder):
    """Run it until the end of the block; gives where it is."""
    ports = free_ports(2 * len(SERVERS))
    folder.mkdir()
    config = folder / "s3.json"
    credentials = [{"accessKey": KEY, "secretKey": SECRET}]
    rights = ["Admin", "Read", "Write", "List", "Tagging"]
    config.write_text(
        json.dumps({"identities": [{"name": KEY, "credentials": credentials, "actions": rights}]})
    )
    options = [f"-{name}.port={ports.pop()}" for name in SERVERS]
    address = f"http://127.0.0.1:{options[-1].rpartition('=')[2]}"
    options += [f"-{name}.port.grpc={ports.pop()}" for name in SERVERS]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                program(), "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", *options,
                f"-s3.config={config}", "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false",
                "-master.volumeSizeLimitMB=64", "-volume.max=20", "-volume.preStopSeconds=0",
                f"-filer.localSocket={folder / 'filer'}",
            ],
            stdout=log, stderr=log, cwd=folder, env={"HOME": str(folder)},
        )  # fmt: skip
        try:
            wait_until_it_answers(address, process)
            yield Served(address, process)
        finally:
            process.kill()
            process.wait()


def wait_until_it_answers(address, process):
    """It answers nobody's question with a refusal, and before it is there with nothing."""
    for _ in range(10 * PATIENCE):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError as refusal:
            refusal.close()
            return
        except OSError:
            assert process.poll() is None, "the server ended by itself; the file log beside its data says why"
            time.sleep(0.1)
    raise TimeoutError(address)


def program():
    """The server's program, which its package puts beside Python's own."""
    return shutil.which("weed", path=sysconfig.get_path("scripts"))


def free_ports(count):
    """So many ports that nobody listens at, each another one."""
    found = set()
    while len(found) < count:
        found.add(free_port())
    return sorted(found)
