"""Stops an upload as soon as it is larger than UPLOAD_MAX_BYTES, before it fills the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class UploadLimit(FileUploadHandler):
    """First of the upload handlers. A refused request carries `upload_too_large`, the bytes it announced."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Each file is counted by itself."""
        super().new_file(*args, **kwargs)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on to the next handler, or stop."""
        self.taken += len(raw_data)
        if self.taken > settings.UPLOAD_MAX_BYTES:
            if self.request is not None:
                announced = max(int(self.request.META.get("CONTENT_LENGTH") or 0), self.taken)
                self.request.upload_too_large = announced  # type: ignore[attr-defined]  # told to the view
            # The rest is read and dropped, so that the browser shows our answer and not a broken line.
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""
