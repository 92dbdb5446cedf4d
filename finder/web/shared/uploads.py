"""Files that people send: held in memory while they are answered, never written to disk."""

from __future__ import annotations

from io import BytesIO
from typing import IO, cast

from flask import Request, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream

MIB = 1024 * 1024
MOST_UPLOAD_BYTES = 10 * MIB
# Room for the form's own fields and the lines around each file.
ENVELOPE_BYTES = 64 * 1024
# A browser shows our answer only when it could finish sending; beyond this we hang up.
MOST_DRAINED_BYTES = 100 * MIB
CHUNK_BYTES = 64 * 1024


class WholeBody(LimitedStream):
    """A body that comes in pieces without telling its length: past the limit it is refused.

    The library's own reads up to the limit and gives what it has, as if that were all.
    """

    def readall(self) -> bytes:
        """All of it. Raises RequestEntityTooLarge."""
        found = super().readall()
        if self.is_exhausted:
            # One more sign is too many: reading past the limit raises.
            self.limit += 1
            if self.read(1):
                self.on_exhausted()
        return found


class InMemoryRequest(Request):
    """A request whose files stay in memory. The library's own would put large ones in the temporary folder."""

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body, up to the limit. Raises RequestEntityTooLarge."""
        most = self.max_content_length
        if self.content_length is None and most is not None and self.environ.get("wsgi.input_terminated"):
            return cast("IO[bytes]", WholeBody(self.environ["wsgi.input"], most, is_max=True))
        return super().stream

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - the library calls it with all four
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return BytesIO()


def sent_files(name: str) -> list[FileStorage]:
    """The files of one field, without empty ones. Raises RequestEntityTooLarge past MOST_BYTES in all."""
    request.max_content_length = MOST_UPLOAD_BYTES + ENVELOPE_BYTES
    # The parser holds a whole chunk of a file to this limit as well, beside what it has not yet used up.
    request.max_form_memory_size = MIB
    try:
        files = [file for file in request.files.getlist(name) if file.filename]
    except RequestEntityTooLarge:
        _drain()
        raise
    if sum(file.stream.getbuffer().nbytes for file in files) > MOST_UPLOAD_BYTES:  # type: ignore[attr-defined]  # BytesIO
        raise RequestEntityTooLarge
    return files


def _drain() -> None:
    """Read on without keeping anything, so that the caller is there to read why it was refused."""
    source, length = request.environ["wsgi.input"], request.content_length
    # In pieces, nobody says how many bytes there will be: the server ends what is read with the last piece.
    left = MOST_DRAINED_BYTES if request.environ.get("wsgi.input_terminated") else 0
    left = left if length is None else min(length, MOST_DRAINED_BYTES)
    while left > 0:
        read = len(source.read(min(CHUNK_BYTES, left)))
        left = left - read if read else 0
