"""Uploads of what was made elsewhere: into a folder in memory from the first byte, and never more than the limit of intake."""

from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from watchbook.evidence import memory_folder


class QuarantineUploadHandler(FileUploadHandler):
    """Of a file that is larger than the limit, or does not say so and grows, only the size is left."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  # Django calls it so
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """A body that says itself that it is too large is not written at all."""
        beside = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        self.left = 0 if content_length > settings.INTAKE_MAX_BYTES + beside else settings.INTAKE_MAX_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        file = NamedTemporaryFile(dir=memory_folder.the_folder())  # noqa: SIM115  # it lives as long as the request
        self.file = UploadedFile(file, self.file_name, self.content_type, 0, self.charset)
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it: written, or counted alone."""
        self.left -= len(raw_data)
        self.is_too_large = self.is_too_large or self.left < 0
        if not self.is_too_large:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """The file; one that was too large is empty, and has the size that was sent."""
        if self.is_too_large:
            self.file.truncate(0)
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        """Whoever sent it has gone: nothing is left."""
        if hasattr(self, "file"):
            self.file.close()
