"""Each process as a user of its own, as the units say: the whole service works, and none can open what belongs to another."""

import configparser
import json
import re
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.commands import PROGRAM, environment
from tests.machine.separate_users import NAMES, UNITS, Machine, numbers, the_unit
from tests.machine.served import as_root
from tests.machine.serving import until
from tests.proof_only import in_proof_only
from tests.visitor import Visitor
from watchbook.audit_log import asked_signer, signing_key
from watchbook.ledger import checkpoint, note, slip
from watchbook.machine import postgres
from watchbook.machine.places import places
from watchbook.machine.processes import answers

PASSWORD = "seven-quiet-herons"


def test_every_unit_is_of_a_user_of_its_own_that_may_not_look_at_the_secrets():
    made = numbers()
    units = {name: the_unit(name) for name in NAMES}
    assert len({unit["User"][0] for unit in units.values()}) == len(NAMES)
    for name, unit in units.items():
        assert unit["User"] == [f"watchbook-{name}"]
        assert {*unit["User"], *unit["Group"], *unit["SupplementaryGroups"][0].split()} <= made.keys()
        assert "/var/lib/watchbook/secrets" in unit["InaccessiblePaths"]
        assert unit["NoNewPrivileges"] == ["yes"]
        configparser.ConfigParser(strict=False, allow_no_value=True).read(UNITS / f"watchbook-{name}.service")
    assert "watchbook-content" not in units["sealer"]["SupplementaryGroups"][0]


@pytest.fixture
def signer(tmp_path):
    signing_key.make(tmp_path / "key", origin="council.example/log")
    return signing_key.read(tmp_path / "key")


def test_the_sealer_signs_slips_and_manifests_for_others_and_nothing_that_tells_of_the_log(
    signer, tmp_path, settings
):
    settings.SIGNING_SOCKET = tmp_path / "sign"
    (tmp_path / "backups").mkdir()
    with asked_signer.answering(signer, at=tmp_path / "sign", backups=tmp_path / "backups"):
        asked = asked_signer.the_signer()
        assert asked.verifier == signer.verifier
        event = "0190c42e-3a8f-7000-8000-000000000001"
        assert slip.read(slip.write(event, b"leaf", signer=asked), key=signer.verifier)[1]
        manifest = b'{"format":"one"}'
        assert note.is_signed(manifest, content=asked.sign_bytes(manifest), key=signer.public_key)
        assert asked.sign(f"watchbook backup\n{'a' * 64}\n")
        head = checkpoint.Checkpoint("council.example/log", 1, bytes(32))
        for refused in (
            head.text.encode(), b"{\n}", b"{}\n", b"text", f"{slip.FIRST}\n{event}\n".encode(), b"\n" + manifest,
            f"{slip.FIRST}\n{event}\n{'A' * 43}=\nmore\n".encode(), b"x" * (asked_signer.LONGEST + 1),
        ):  # fmt: skip
            with pytest.raises(signing_key.NoSigningKey):
                asked.sign_bytes(refused)
    with pytest.raises(signing_key.NoSigningKey, match="does not answer"):
        asked_signer.the_signer()


def test_only_the_owner_of_the_backups_has_one_signed():
    text = f"watchbook backup\n{'a' * 64}\n".encode()
    assert asked_signer.is_for_others(text, makes_backups=True)
    assert not asked_signer.is_for_others(text, makes_backups=False)


@pytest.fixture
def machine():
    folder = Path(tempfile.mkdtemp(prefix="watchbook-test-users-"))
    folder.chmod(0o755)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        made = Machine(folder)
        stack.callback(postgres.stop, made.server)
        stack.callback(made.road.wait)
        stack.callback(made.road.kill)
        yield made
        for leftover in Path("/dev/shm").glob("watchbook-test-*-*"):
            if leftover.stat().st_uid in made.ids.values() and leftover.stat().st_uid:
                shutil.rmtree(leftover, ignore_errors=True)


@pytest.fixture
def begun(machine):
    """Everything set up and running, each as its user; the register is begun through the pages."""
    set_up = machine.as_root("setup", "--json")
    assert set_up.returncode == 0, set_up.stderr
    begin = json.loads(set_up.stdout)["begin"]
    known = {"web": ("app",), "worker": ("app", "backup"), "sealer": ("sealer",), "capture": ("capture",)}
    with ExitStack() as stack:
        for name in ("sealer", "web", "worker", "capture"):
            process = machine.start(name, known[name])
            stack.callback(process.wait)
            stack.callback(process.terminate)
        until(lambda: answers(machine.port))
        path = begin.split(f":{machine.port}")[1]
        visitor = Visitor(f"http://127.0.0.1:{machine.port}")
        (form,) = visitor.forms(path)
        answer = visitor.send(
            form, {"name": "Penrhos County Council", "nation": "wales", "services": "Licensing"}
        )
        (form,) = visitor.forms(answer.location)
        people = {
            "first_name": "Ada",
            "first_email": "a@a.invalid",
            "second_name": "Bo",
            "second_email": "b@a.invalid",
        }
        answer = visitor.send(form, people)
        (form,) = visitor.forms(answer.location)
        founded = visitor.send(form)
        machine.link = re.search(
            r"http://[^<\"]+?(/account/[^<\"\s]+|/organisation/[^<\"\s]+)", founded.text
        )[1]
        yield machine


@as_root
@pytest.mark.slow
@in_proof_only
def test_the_service_works_and_nobody_opens_what_is_anothers(begun, record_property):
    visitor = Visitor(f"http://127.0.0.1:{begun.port}")
    page = visitor.get(begun.link)
    (form,) = [
        one for one in visitor.forms_of(page) if "new_password1" in one.values or "password1" in one.values
    ]
    names = [box.name for box in form.fields if box.kind == "password"]
    visitor.send(form, dict.fromkeys(names, PASSWORD))
    assert "Your work" in visitor.get("/").text
    event = begun.sql("SELECT id FROM audit_log_event WHERE by = (SELECT id FROM organisation_person WHERE email = 'a@a.invalid') LIMIT 1")  # fmt: skip
    key = signing_key.read(Path(begun.common["WATCHBOOK_SIGNING_KEY"])).verifier
    until(lambda: Path(begun.here("/run/watchbook-sealer/sign")).exists())
    assert (
        slip.read(visitor.get(f"/oversight/seal/slips/{event}/").text, key=key)[0] == event
    )  # signed by the sealer
    until(lambda: begun.sql("SELECT count(*) FROM audit_log_pending") == 0)
    until(lambda: begun.sql("SELECT count(*) FROM procrastinate_workers") > 0)
    assert not Path(begun.here("/var/lib/watchbook/founding/founding.json")).exists()
    backed_up = subprocess.run(
        [*begun.user(the_unit("worker")), PROGRAM, "backup"], umask=0o007, capture_output=True, text=True, check=False,
        env=environment(
            begun.common | {name: begun.addresses[name] for name in ("DATABASE_URL", "DATABASE_BACKUP_URL")}
            | {"WATCHBOOK_SIGNING_SOCKET": begun.here("/run/watchbook-sealer/sign")}
        ),
    )  # fmt: skip
    assert backed_up.returncode == 0, backed_up.stderr
    until(lambda: begun.doctor()["Capture worker"]["ok"])
    found = begun.doctor()
    assert found["Users"]["ok"], found["Users"]
    assert "none can open" in found["Users"]["what"]
    assert found["Capture worker"]["ok"], found["Capture worker"]
    tried = 0
    home = places(Path(begun.common["WATCHBOOK_HOME"]))
    for name in NAMES:
        closed = [home.secret_key, *([*home.keys.glob("*/*"), home.files] if name == "sealer" else [Path(begun.common["WATCHBOOK_SIGNING_KEY"])])]  # fmt: skip
        for path in closed:
            look = [*begun.user(the_unit(name)), "test", "-r", str(path)]
            assert subprocess.run(look, check=False).returncode == 1, (name, path)
            tried += 1
    record_property("files closed to a process", tried)
    Path(begun.common["WATCHBOOK_SIGNING_KEY"]).chmod(0o644)
    Path(begun.common["WATCHBOOK_SIGNING_KEY"]).parent.chmod(0o755)
    assert "web can open" in begun.doctor()["Users"]["what"]
