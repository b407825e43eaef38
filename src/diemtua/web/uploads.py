"""Uploads: a file over the limit is refused while it arrives, before it fills the disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from diemtua.core.files import MAX_UPLOAD_BYTES


class RefuseOversized(FileUploadHandler):
    """Stop reading a file past the limit and say so on the request (`request.META['oversized']`)."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0
        if self.content_length and self.content_length > MAX_UPLOAD_BYTES + 1024 * 1024:
            self._refuse()

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 -- Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.content_length = content_length

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > MAX_UPLOAD_BYTES:
            self._refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _refuse(self) -> None:
        if self.request is not None:
            self.request.META["diemtua.oversized"] = self.file_name
        raise StopUpload(connection_reset=False)
