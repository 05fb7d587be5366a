"""Both kinds of store, under the same tests."""

import obstore
import pytest

from tests.files import object_server
from watchbook.files.blocks import place
from watchbook.files.object_store import the_bucket
from watchbook.files.store import Folder


@pytest.fixture(scope="session")
def object_store_server(tmp_path_factory):
    """A real object store, started by the first test that needs one."""
    with object_server.serving(tmp_path_factory.mktemp("object-store") / "data") as served:
        yield served


@pytest.fixture
def bucket_settings(object_store_server, tmp_path):
    """What the settings say of an empty bucket; the server makes it with its first file."""
    told = object_store_server.settings(tmp_path, bucket="watchbook-tests")
    s3 = the_bucket(told).s3
    obstore.put(s3, "made", b"")
    obstore.delete(s3, [one["path"] for some in obstore.list(s3) for one in some if one["path"] != "made"])
    return told


@pytest.fixture
def folder(tmp_path):
    """A store in a folder."""
    return InFolder(Folder(root=tmp_path / "kept"))


@pytest.fixture
def bucket(bucket_settings):
    """A store in a bucket."""
    return InBucket(the_bucket(bucket_settings))


@pytest.fixture(params=["folder", "bucket"])
def either(request):
    """One store after the other."""
    return request.getfixturevalue(request.param)


class InFolder:
    """A folder, and what lies in it behind its back."""

    def __init__(self, store):
        self.store = store

    def files(self):
        """Every file by its path."""
        root = self.store.root
        return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}

    def change(self, name, content):
        """Put other bytes in the place of a name."""
        path = self.store.root / place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content)


class InBucket:
    """A bucket, and what lies in it behind its back."""

    def __init__(self, store):
        self.store = store

    def files(self):
        """Every object by its path."""
        return {one["path"] for some in obstore.list(self.store.s3) for one in some} - {"made"}

    def change(self, name, content):
        """Put other bytes in the place of a name."""
        obstore.put(self.store.s3, place(name), content)
