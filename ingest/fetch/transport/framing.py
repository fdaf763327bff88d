"""Where an answer ends on its connection, so that what a server says beyond it is neither read nor held against it."""

from typing import Any

from aiohttp import ClientPayloadError
from aiohttp.client_proto import ResponseHandler

from ingest.fetch.transport.head import BLANK_LINE, may_become, mended

_UNTIL_CLOSE = 1 << 62
_MOST_FRAMING = 1_000_000  # bytes of sizes, extensions and trailers; a chunk of one byte takes as long to read as one of thousands


class OneAnswer(ResponseHandler):
    """Hands aiohttp's parser one answer and drops the rest.

    The parser takes all of a segment at once: where something follows the answer that is none, it throws the answer away with it.
    Handing it a segment in pieces changes nothing, so a piece ends wherever the answer might.
    """

    _answered = False  # the head of a final answer was read
    _framing = 0  # bytes of a body in chunks, their frames included
    _held = b""  # of a head that has not come whole
    _left: int | None = None  # bytes of its body that are still to come; None: only the parser knows, there are chunks

    def set_response_params(self, **params: Any) -> None:
        self._answered, self._left, self._framing, self._held = False, None, 0, b""
        super().set_response_params(**params)

    def feed_data(self, data: Any, size: int = 0) -> None:
        message = data[0]
        if message.code >= 200:
            self._answered = True
            if not message.chunked:
                length = message.headers.get("Content-Length", "")
                self._left = int(length) if length.isdecimal() else _UNTIL_CLOSE
        super().feed_data(data, size)

    def data_received(self, data: bytes) -> None:
        if not data:  # the parser goes on with what it holds
            super().data_received(data)
        data, self._held = self._held + data, b""
        at = 0
        while at < len(data):
            if self._is_over:
                self.force_close()
                return
            end = self._stop(data, at)
            piece = data[at:end] if end - at < len(data) else data
            if self._left is not None:
                self._left -= len(piece)
            at = end
            if not self._answered:
                if piece.endswith(BLANK_LINE):
                    piece = mended(piece)
                elif may_become(piece):
                    self._held = piece
                    return
            super().data_received(piece)
            if self._answered and self._left is None:
                self._framing += len(piece)
                if self._payload is not None and self._framing - self._payload.total_bytes > _MOST_FRAMING:
                    self._break_off()
            self._tell_reader()

    def _break_off(self) -> None:
        self.set_exception(ClientPayloadError("its chunks are more frame than content"))
        if self.transport is not None:
            self.transport.close()

    def _tell_reader(self) -> None:
        """What is no HTTP in the middle of a body ends it; aiohttp tells only who waits for a head."""
        error, payload = self.exception(), self._payload
        if error is not None and payload is not None and not payload.is_eof() and payload.exception() is None:
            ended = ClientPayloadError(str(error) or type(error).__name__)
            ended.__cause__ = error
            payload.set_exception(ended)

    @property
    def _is_over(self) -> bool:
        return self._answered and (self._left == 0 or self._payload is None or self._payload.is_eof())

    def _stop(self, data: bytes, at: int) -> int:
        if self._left is not None:
            return min(at + self._left, len(data))
        found = data.find(BLANK_LINE, at)
        return len(data) if found < 0 else found + len(BLANK_LINE)
