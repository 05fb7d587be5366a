"""Uploads as they come in: of one that is too large nothing is left but its size, and little is written meanwhile."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.handlers.wsgi import WSGIRequest

from watchbook.files.upload import Refused, look_at, read

BOUNDARY = b"x" * 20
MEGABYTE = 1024 * 1024


class Body:
    """A body that is made while it is read: nothing of its size need be in memory or on disk."""

    def __init__(self, size, name="a.pdf"):
        head = b'--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n' % (
            BOUNDARY,
            name.encode(),
        )
        self.pieces = [head + b"%PDF-1.7", None, b"\r\n--%s--\r\n" % BOUNDARY]
        self.filler = size - len(b"%PDF-1.7")
        self.length = len(self.pieces[0]) + self.filler + len(self.pieces[2])

    def read(self, size=-1):
        """The next bytes."""
        if self.pieces[0]:
            return self._of(0, size)
        if self.filler:
            count = min(size, self.filler)
            self.filler -= count
            return b"\0" * count
        return self._of(2, size)

    readline = read

    def _of(self, number, size):
        taken, self.pieces[number] = self.pieces[number][:size], self.pieces[number][size:]
        return taken


@pytest.fixture
def sent():
    """A request with a body, which may say another length than it has; closed when the test is over."""
    requests = []

    def send(body, *, says=None):
        environment = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY.decode()}",
            "CONTENT_LENGTH": str(body.length if says is None else says),
            "wsgi.input": body,
        }
        requests.append(WSGIRequest(environment))
        return requests[-1]

    yield send
    for request in requests:
        request.close()


@pytest.fixture
def written(monkeypatch):
    """How many bytes of uploads were written to temporary files."""
    counted = [0]

    class Counting(TemporaryUploadedFile):
        def write(self, data):
            counted[0] += len(data)
            return self.file.write(data)

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", Counting)
    return counted


def test_a_file_within_the_limit_comes_in_whole(sent, written, settings):
    settings.UPLOAD_MAX_BYTES = 3 * MEGABYTE
    upload = sent(Body(3 * MEGABYTE)).FILES["file"]
    assert upload.size == 3 * MEGABYTE
    assert len(read(upload)) == 3 * MEGABYTE
    assert written == [3 * MEGABYTE]


def test_two_hundred_megabytes_that_say_so_are_not_written_at_all(sent, written):
    upload = sent(Body(200 * MEGABYTE)).FILES["file"]
    assert upload.size == 200 * MEGABYTE
    assert upload.read() == b""
    assert written == [0]
    with pytest.raises(Refused, match=r"The file is larger than 20 MB\. Send a smaller copy"):
        look_at(upload)


def test_a_file_over_the_limit_in_a_form_within_it_is_written_up_to_the_limit_alone(sent, written):
    upload = sent(Body(30 * MEGABYTE)).FILES["file"]
    assert upload.size == 30 * MEGABYTE
    assert upload.read() == b""
    assert written[0] <= 20 * MEGABYTE
    with pytest.raises(Refused, match="larger than 20 MB"):
        look_at(upload)


def test_a_length_that_is_said_wrongly_is_no_way_round_it(sent, written):
    body = Body(200 * MEGABYTE)
    upload = sent(body, says=4 * MEGABYTE).FILES.get("file")
    assert upload is None or upload.size <= 4 * MEGABYTE
    assert written[0] <= 4 * MEGABYTE


def test_many_files_that_are_too_much_together_are_too_large_each_from_there_on(sent, settings):
    settings.UPLOAD_MAX_TOGETHER_BYTES = MEGABYTE
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    part = b'--%s\r\nContent-Disposition: form-data; name="file"; filename="%d.pdf"\r\n\r\n%s\r\n'
    parts = [part % (BOUNDARY, number, b"x" * 600_000) for number in (1, 2)]
    data = b"".join(parts) + b"--%s--\r\n" % BOUNDARY
    for says, large in ((len(data), [True, True]), (MEGABYTE, [False, True])):
        uploads = sent(BytesIO(data), says=says).FILES.getlist("file")
        assert [upload.size > settings.UPLOAD_MAX_BYTES for upload in uploads] == large[: len(uploads)]
