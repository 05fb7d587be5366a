"""The store in a bucket: what only a server can do wrong, told in words; what is kept there is never overwritten or locked."""

import io
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import obstore
import pytest
from django.db import transaction

from tests.files import object_server
from tests.proof_only import in_proof_only
from watchbook.files import object_store, removal
from watchbook.files.blocks import place
from watchbook.files.bucket_rules import BucketRules, rules_of
from watchbook.files.object_store import the_bucket
from watchbook.files.refused import StoreFailed
from watchbook.files.store import the_store
from watchbook.machine import files_verified
from watchbook.machine.files_doctor import files_findings, old_files

CONTENT = b"%PDF-1.7 a letter"
NAME = sha256(CONTENT).hexdigest()
NOW = datetime.now(UTC)


def every_act(store):
    """Each call that asks the server."""
    return {
        "put": lambda: store.put(CONTENT),
        "put_file": lambda: store.put_file(io.BytesIO(CONTENT)),
        "get": lambda: store.get(NAME),
        "open": lambda: store.open(NAME),
        "remove": lambda: store.remove(NAME),
        "look": store.look,
        "kept_before": lambda: list(store.kept_before(NOW)),
    }


def test_the_settings_name_the_store(bucket_settings, settings):
    settings.FILES_S3 = bucket_settings
    assert the_store() is the_store(), "a server's connections are kept"
    the_store().look()
    assert the_bucket(bucket_settings).get(the_store().put(CONTENT)) == CONTENT
    assert "known-to-the-tests-alone" not in repr(the_store())


def test_it_lies_as_in_a_folder(bucket):
    bucket.store.put(CONTENT)
    assert bucket.files() == {f"{NAME[:2]}/{NAME}"}


def test_who_is_quicker_is_not_overwritten(bucket, monkeypatch):
    bucket.change(NAME, b"something else")
    monkeypatch.setattr(object_store.Bucket, "_keeps", lambda _store, _name: False)
    assert bucket.store.put(CONTENT) == NAME
    assert bytes(obstore.get(bucket.store.s3, place(NAME)).bytes()) == b"something else"


def test_what_was_kept_before_a_moment_is_listed_by_name(bucket):
    bucket.store.put(CONTENT)
    assert set(bucket.store.kept_before(NOW + timedelta(hours=1))) == {NAME}
    assert list(bucket.store.kept_before(NOW - timedelta(hours=1))) == []


def test_a_large_file_that_changes_while_it_is_kept_is_not_kept(bucket, monkeypatch):
    monkeypatch.setattr(object_store, "PART_BYTES", 5 * 1024 * 1024)

    class Changing(io.BytesIO):
        def seek(self, place, whence=0):
            self.getbuffer()[-1] ^= 1
            return super().seek(place, whence)

    with pytest.raises(StoreFailed, match="changed while it was being kept"):
        bucket.store.put_file(Changing(bytes(6_000_000)))
    assert bucket.files() == set()


def test_a_wrong_key_is_told_and_never_shown(object_store_server, bucket, tmp_path):
    bucket.store.put(CONTENT)
    told = object_store_server.settings(tmp_path, bucket="watchbook-tests", secret="wrong-and-secret")
    for name, act in every_act(the_bucket(told | {"region": "eu-west-2"})).items():
        with pytest.raises(StoreFailed, match=r"refused us.*Look at the key file") as refused:
            pytest.fail(f"{name}: {act()}")
        assert "wrong-and-secret" not in str(refused.value)
        assert object_server.KEY not in str(refused.value)


def test_a_bucket_that_is_not_there_is_told(object_store_server, tmp_path):
    store = the_bucket(object_store_server.settings(tmp_path, bucket="no-such-bucket"))
    with pytest.raises(StoreFailed, match=r"There is no bucket at http.*/no-such-bucket"):
        store.look()
    with pytest.raises(StoreFailed, match="There is no bucket"):
        list(store.kept_before(NOW))


def test_a_server_that_says_not_found_to_a_file_that_is_sent_means_the_bucket(bucket, monkeypatch):
    def not_found(*_told, **_more):
        raise FileNotFoundError

    monkeypatch.setattr(object_store, "put", not_found)
    with pytest.raises(StoreFailed, match="There is no bucket"):
        bucket.store.put(CONTENT)


def test_a_server_that_is_gone_is_told(object_store_server, tmp_path):
    (port,) = object_server.free_ports(1)
    served = object_store_server._replace(address=f"http://127.0.0.1:{port}")
    for name, act in every_act(the_bucket(served.settings(tmp_path, bucket="gone"))).items():
        with pytest.raises(StoreFailed, match=r"does not answer.*try again"):
            pytest.fail(f"{name}: {act()}")


@in_proof_only  # another server is started for it
def test_a_server_that_is_killed_in_the_middle_of_a_file_is_told(tmp_path):
    with object_server.serving(tmp_path / "data") as served:
        store = the_bucket(served.settings(tmp_path, bucket="gone"))
        file = store.open(store.put(bytes(3_000_000)))
        assert file.read(10) == bytes(10)
    with file, pytest.raises(StoreFailed, match="does not answer"):
        file.read()


def test_the_key_comes_from_its_file_or_from_the_environment(
    object_store_server, tmp_path, bucket_settings, monkeypatch
):
    told = bucket_settings | {"key_file": str(tmp_path / "none"), "region": "eu-west-1"}
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", object_server.KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", object_server.SECRET)
    the_bucket(told).look()
    (tmp_path / "half").write_text("only-one-line\n")
    with pytest.raises(StoreFailed, match=r"half is not an access key.*two lines"):
        the_bucket(told | {"key_file": str(tmp_path / "half")})


def test_the_doctor_says_whether_the_bucket_answers(bucket_settings, settings):
    settings.FILES_S3 = bucket_settings
    found, rules = files_findings()
    assert (found.subject, found.ok) == ("File store", True)
    assert bucket_settings["address"] in found.what
    assert (rules.ok, rules.what) == (True, "no earlier versions are kept, and nothing is locked.")
    settings.FILES_S3 = bucket_settings | {"bucket": "no-such-bucket"}
    (found,) = files_findings()
    assert not found.ok
    assert "There is no bucket" in found.what


@contextmanager
def answering(answers):
    """A server that answers the two questions so: a status and a text for each; gives its address."""

    class Answer(BaseHTTPRequestHandler):
        """One answer."""

        def do_GET(self):
            status, text = answers[self.path.partition("?")[2].rstrip("=")]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_arguments):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_deleted_content_stays_where_a_bucket_keeps_versions_or_locks_objects(bucket_settings, settings):
    versions = (200, "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
    lock = (
        200,
        "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>",
    )
    with answering({"versioning": versions, "object-lock": lock}) as address:
        assert rules_of(bucket_settings | {"endpoint": address}) == BucketRules(
            keeps_versions=True, locks_objects=True
        )
    with answering({"versioning": versions, "object-lock": (404, "")}) as address:
        assert not rules_of(bucket_settings | {"endpoint": address}).locks_objects
    with answering({"versioning": (403, "")}) as address, pytest.raises(StoreFailed, match="did not say"):
        rules_of(bucket_settings | {"endpoint": address})


def test_a_bucket_that_cannot_be_asked_is_told(bucket_settings, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    for changed in ({"key_file": "/nowhere"}, {"endpoint": "http://127.0.0.1:1"}):
        with pytest.raises(StoreFailed, match="did not say whether it keeps earlier versions"):
            rules_of(bucket_settings | changed)


def test_the_files_of_a_bucket_are_told_by_their_place_in_it(bucket_settings, settings):
    settings.FILES_S3 = bucket_settings
    name = the_store().put(CONTENT)
    (told,) = old_files(settings.PLACES, moment=NOW + timedelta(hours=1))
    assert told == f"{bucket_settings['address']}/{place(name)}"


def test_a_disposal_goes_on_where_the_bucket_does_not_answer(
    people, settings, bucket_settings, caplog, django_capture_on_commit_callbacks
):
    settings.FILES_S3 = bucket_settings
    names = {the_store().put(content) for content in (b"one", b"two")}
    settings.FILES_S3 = bucket_settings | {"endpoint": "http://127.0.0.1:1"}
    reached = []
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        removal.at_commit(*names)
        transaction.on_commit(lambda: reached.append("what comes after"))
    assert reached == ["what comes after"]
    assert [one.message for one in caplog.records] == ["file.not_removed"] * 2
    settings.FILES_S3 = bucket_settings
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        removal.at_commit(*names)
    for name in names:
        with pytest.raises(FileNotFoundError):
            the_store().get(name)


def test_what_was_changed_in_a_bucket_or_taken_out_of_it_is_told(
    bucket_settings, settings, tmp_path, monkeypatch
):
    settings.FILES_S3 = bucket_settings
    names = [the_store().put(content) for content in (b"whole", b"changed", b"gone")]
    monkeypatch.setattr(files_verified, "files_named", lambda _connection: set(names))
    assert not list(files_verified.problems(tmp_path, None, full=True))
    obstore.put(the_bucket(bucket_settings).s3, place(names[1]), b"another")
    the_store().remove(names[2])
    found = list(files_verified.problems(tmp_path, None, full=True))
    assert [names.index(one.split()[3]) for one in found] == [2, 1]
    assert len(list(files_verified.problems(tmp_path, None, full=False))) == 1
    settings.FILES_S3 = bucket_settings | {"endpoint": "http://127.0.0.1:1"}
    (told,) = files_verified.problems(tmp_path, None, full=True)
    assert told.startswith("The stored files could not be read:")
