"""Key-encryption keys kept by OpenBao: the same steps against a stand-in, and against the server that TESTS_OPENBAO names."""

import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from uuid import uuid4

import pytest

from tests.keys.transit import serving
from watchbook.keys import repair, rotation
from watchbook.keys.keyring import the_keyring
from watchbook.keys.refused import EnvelopeNotOpened, KeysMissing, WrappingFailed

TOKEN = "root"
REAL = shutil.which(os.environ.get("TESTS_OPENBAO", ""))


def stand_in():
    server = serving(TOKEN)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def the_real_one(folder):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [REAL, "server", "-dev", f"-dev-root-token-id={TOKEN}", f"-dev-listen-address=127.0.0.1:{port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env={"HOME": str(folder)}, **quiet)
    address = f"http://127.0.0.1:{port}"
    request = urllib.request.Request(
        f"{address}/v1/sys/mounts/transit", data=b'{"type":"transit"}', headers={"X-Vault-Token": TOKEN}
    )
    for _ in range(100):
        try:
            urllib.request.urlopen(request).close()
            break
        except OSError:
            time.sleep(0.2)
    yield address
    process.terminate()
    process.wait()


@pytest.fixture(
    params=[
        "stand-in",
        pytest.param("real", marks=pytest.mark.skipif(not REAL, reason="TESTS_OPENBAO names none")),
    ]
)
def ring(request, tmp_path, settings):
    yielded = stand_in() if request.param == "stand-in" else the_real_one(tmp_path)
    token = tmp_path / "token"
    token.write_text(f"{TOKEN}\n")
    settings.KEY_FOLDERS = (tmp_path / "first", tmp_path / "second")
    settings.OPENBAO = {"address": next(yielded), "key": "watchbook", "token_file": str(token)}
    made = the_keyring()
    made.begin()
    made.begin()
    yield made
    next(yielded, None)


def test_keys_are_wrapped_rewrapped_and_the_old_version_is_trimmed(ring):
    items = [uuid4() for _ in range(250)]
    keys = ring.keys_to_seal(items)
    old = ring.copies[0].wrapped(items[:1])
    ring.destroy([items[-1]])
    assert rotation.awaits()
    done = rotation.rotate()
    assert (done.version, done.items) == (2, 249)
    assert (rotation.awaits(), rotation.destroyed_for_good(items[-1])) == (False, True)
    assert "trimmed by the server" in done.attested
    assert ring.keys(items[:-1]) == {item: keys[item] for item in items[:-1]}
    assert repair.mend() == []
    for copy in ring.copies:
        copy.put(old)
    with pytest.raises(KeysMissing, match="destroyed"):
        ring.keys(items[:1])


def test_a_wrapped_key_opens_for_its_own_item_alone(ring):
    one, other = uuid4(), uuid4()
    ring.keys_to_seal([one, other])
    for copy in ring.copies:
        copy.put({other: copy.wrapped([one])[one]})
    for asked in ([other], [one, other]):
        with pytest.raises(EnvelopeNotOpened, match="changed, or is another's"):
            ring.keys(asked)


def test_a_server_that_refuses_or_does_not_answer_is_said_so(ring, settings, tmp_path):
    (tmp_path / "token").write_text("wrong")
    with pytest.raises(WrappingFailed, match="OpenBao refused"):
        ring.wrapping.newest()
    settings.OPENBAO = settings.OPENBAO | {"address": "http://127.0.0.1:1"}
    with pytest.raises(WrappingFailed, match="did not answer"):
        the_keyring().wrapping.newest()
