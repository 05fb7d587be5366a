"""Uploads as they come in: no file grows on our disk beyond what is kept, however many bytes are sent.

Django would write all of them to a temporary file before a page could say no. Here what is over the limit is counted
and thrown away, so that the page gives its usual refusal with everything else that was typed still there.
"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedFileUploadHandler(TemporaryFileUploadHandler):
    """Into a temporary file up to the limit; of a larger one only the size is left, and no byte can be read."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  # Django calls it so
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """A body that says itself that it is too large is not written at all."""
        self.left = 0 if content_length > self._together() else self._together()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of it: written, or counted alone."""
        self.left -= len(raw_data)
        if self.left < 0 or start + len(raw_data) > settings.UPLOAD_MAX_BYTES:
            self.is_too_large = True
        if not self.is_too_large:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """The file; one that was too large is empty and has the size that was sent, or more than is ever kept."""
        if not self.is_too_large:
            return super().file_complete(file_size)
        self.file.close()
        return UploadedFile(
            file=BytesIO(),
            name=self.file_name,
            content_type=self.content_type,
            size=max(file_size, settings.UPLOAD_MAX_BYTES + 1),
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    @staticmethod
    def _together() -> int:
        """As many bytes as all files of one form may have, with room for its other fields."""
        return settings.UPLOAD_MAX_TOGETHER_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
