"""The store in a bucket of an object store that speaks S3, laid out as in a folder, so that either is copied into the other.

Nothing kept is overwritten: what is there is not put again, and where somebody was quicker the server refuses (a condition
that newer servers keep; an older one puts the same bytes once more). No lock or retention is asked of the server: what
is disposed of must go. Content goes over TLS, or not beyond this machine.
"""

import io
from collections.abc import Buffer, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TypedDict

from obstore import delete, get, get_range, head, put
from obstore import list as listed
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from watchbook.files.blocks import NAME, blocks, name_of, place, reading
from watchbook.files.refused import Damaged, StoreFailed

PART_BYTES = 8 * 1024 * 1024  # of one request; S3 takes 10,000 parts, so files up to 78 GiB
READ_BYTES = 1024 * 1024  # asked at least in one request
PARTS_AT_ONCE = 4
WAIT = timedelta(seconds=60)  # for one request, all of it
CONNECT = timedelta(seconds=5)
RETRIES = 2
NO_BUCKET = "There is no bucket at {}. Look at WATCHBOOK_FILES_S3, or have the bucket made."
REFUSED = (
    "{} refused us. The access key is wrong, or may not read, write, list and delete there. "
    "Look at the key file and at the rights of the key."
)
NO_ANSWER = (
    "{} does not answer as an object store should, so no file was read, kept or removed. "
    "See that the address is right and the server runs, then try again; `watchbook doctor` looks too."
)


class AccessKey(TypedDict, total=False):
    """Who we are to the server."""

    access_key_id: str
    secret_access_key: str


@dataclass(frozen=True)
class Bucket:
    """A bucket, and the address under which a person knows it."""

    address: str
    s3: S3Store = field(repr=False)

    def put(self, content: bytes) -> str:
        """Keep the content; a second time the same content is kept already."""
        name = name_of(content)
        if not self._keeps(name):
            with self._asked_of_the_bucket(), suppress(AlreadyExistsError):
                put(self.s3, place(name), content, mode="create", use_multipart=False)
        return name

    def put_file(self, source: Path | BinaryIO) -> str:
        """Keep the content of a file, which is read twice: its name must be known before its first byte is sent."""
        with reading(source) as file:
            start, hashed = file.tell(), sha256()
            for _block in blocks(file, into=hashed):
                pass
            size, name = file.tell() - start, hashed.hexdigest()
            file.seek(start)
            if size <= PART_BYTES:
                return self.put(file.read(PART_BYTES + 1))
            if not self._keeps(name):
                self._put_parts(name, source=file)
        return name

    def get(self, name: str) -> bytes:
        """The content of that name, checked."""
        path = place(name)
        with self._asked():
            content = get(self.s3, path).bytes().to_bytes()
        if name_of(content) != name:
            raise Damaged(f"The file kept as {name} has changed in {self.address}. Restore it from a backup.")
        return content

    def open(self, name: str) -> BinaryIO:
        """The content of that name; each read asks for its own part alone."""
        return io.BufferedReader(_Ranges(self, place(name), size=self._size(name)), READ_BYTES)

    def remove(self, name: str) -> None:
        """Forget the content of that name."""
        path = place(name)
        with self._asked(), suppress(FileNotFoundError):
            delete(self.s3, path)

    def part(self, path: str, *, start: int, length: int) -> Buffer:
        """Bytes of one object from a place on."""
        with self._asked():
            return get_range(self.s3, path, start=start, length=length)

    def kept_before(self, moment: datetime) -> Iterator[str]:
        """The name of everything that was kept before a moment."""
        with self._asked_of_the_bucket():
            for one in chain.from_iterable(listed(self.s3)):
                name = one["path"].rpartition("/")[2]
                if NAME.fullmatch(name) and one["last_modified"] < moment:
                    yield name

    def look(self) -> None:
        """Have the bucket asked for something. Raises StoreFailed where it is not there, or not for us."""
        with self._asked_of_the_bucket():
            next(iter(listed(self.s3, chunk_size=1)), None)

    def _keeps(self, name: str) -> bool:
        try:
            self._size(name)
        except FileNotFoundError:
            return False
        return True

    def _size(self, name: str) -> int:
        path = place(name)
        with self._asked():
            return head(self.s3, path)["size"]

    def _put_parts(self, name: str, *, source: BinaryIO) -> None:
        """Send a large file part by part; the object is there once all are, and only with the hash of its name."""
        with self._asked_of_the_bucket():
            put(
                self.s3, place(name), _parts(source, name=name),
                use_multipart=True, chunk_size=PART_BYTES, max_concurrency=PARTS_AT_ONCE,
            )  # fmt: skip

    @contextmanager
    def _asked_of_the_bucket(self) -> Iterator[None]:
        """As `_asked`, where what is not found can only be the bucket."""
        try:
            with self._asked():
                yield
        except FileNotFoundError:
            raise StoreFailed(NO_BUCKET.format(self.address)) from None

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Have what goes wrong told in our words: the server's may hold more than a person should read."""
        try:
            yield
        except BaseError as error:
            raise StoreFailed(_words(error).format(self.address)) from None


class _Ranges(io.RawIOBase):
    """An object whose parts are asked for as they are read."""

    def __init__(self, bucket: Bucket, path: str, *, size: int) -> None:
        super().__init__()
        self._bucket, self._path, self._size, self._at = bucket, path, size, 0

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill the buffer from here on, as far as there is content; how many bytes."""
        wanted = memoryview(buffer).cast("B")[: max(self._size - self._at, 0)]
        if not wanted:
            return 0
        found = memoryview(self._bucket.part(self._path, start=self._at, length=len(wanted)))
        wanted[: len(found)] = found
        self._at += len(found)
        return len(found)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place; beyond the end there is nothing to read."""
        at = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence] + offset
        if at < 0:
            raise ValueError(f"There is no place {at} in a file. Seek to 0 or beyond.")
        self._at = at
        return at

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """Any place can be read without what is before it."""
        return True


def _words(error: BaseError) -> str:
    """What went wrong, by the names that every server gives it; the library has no type for each."""
    said = str(error)
    if "NoSuchBucket" in said:
        return NO_BUCKET
    return REFUSED if "403 Forbidden" in said or "401 Unauthorized" in said else NO_ANSWER


def the_bucket(told: Mapping[str, str]) -> Bucket:
    """The bucket that the settings name, with its connections kept."""
    return _bucket(**told)


@cache
def _bucket(*, address: str, endpoint: str, bucket: str, region: str, key_file: str) -> Bucket:
    s3 = S3Store(
        bucket,
        config={"endpoint": endpoint, "region": region, "virtual_hosted_style_request": False},
        client_options={
            "connect_timeout": CONNECT,
            "timeout": WAIT,
            "allow_http": endpoint.startswith("http://"),
        },
        retry_config={"max_retries": RETRIES, "retry_timeout": WAIT},
        **access_key(Path(key_file)),
    )
    return Bucket(address, s3)


def access_key(file: Path) -> AccessKey:
    """The access key of a file, id and secret in a line each; without one, that of the environment or of the machine."""
    if not file.exists():
        return {}
    lines = file.read_text(encoding="utf-8").split()
    if len(lines) != 2:
        raise StoreFailed(
            f"{file} is not an access key. It must have two lines: the key's id, and its secret. Write it again."
        )
    return {"access_key_id": lines[0], "secret_access_key": lines[1]}


def _parts(source: BinaryIO, *, name: str) -> Iterator[bytes]:
    """The parts of a file that must still have the hash of its name when all of it is sent."""
    hashed = sha256()
    yield from blocks(source, into=hashed, size=PART_BYTES)
    if hashed.hexdigest() != name:
        raise StoreFailed("The file changed while it was being kept, so it was not. Keep it again.")
