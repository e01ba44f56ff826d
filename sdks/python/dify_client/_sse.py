"""Reads a stream of events as it comes in, wherever the network has cut it."""

from __future__ import annotations

from typing import Iterator, List, Optional, Tuple


class EventParser:
    """Takes bytes and gives the events (name, data) that are complete.

    Lines are cut as bytes and decoded whole, so a character may come in two pieces. An event without data is a
    keep-alive and is given with ``data`` None.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._begun = False
        self._name: Optional[str] = None
        self._data: List[str] = []

    def feed(self, piece: bytes) -> Iterator[Tuple[Optional[str], Optional[str]]]:
        self._rest += piece
        if not self._begun:
            if len(self._rest) < 3 and b"\xef\xbb\xbf".startswith(self._rest):
                return
            self._begun = True
            if self._rest.startswith(b"\xef\xbb\xbf"):
                self._rest = self._rest[3:]
        lines = self._rest.splitlines(keepends=True)
        self._rest = b""
        # A line may go on with the next piece, and so may a CR LF.
        if lines and not lines[-1].endswith(b"\n"):
            self._rest = lines.pop()
        for line in lines:
            event = self._line(line.rstrip(b"\r\n").decode("utf-8", "replace"))
            if event is not None:
                yield event

    def _line(self, line: str) -> Optional[Tuple[Optional[str], Optional[str]]]:
        if line == "":
            event = (self._name, "\n".join(self._data) if self._data else None)
            anything = self._name is not None or self._data
            self._name, self._data = None, []
            return event if anything else None
        name, _, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        if name == "event":
            self._name = value
        elif name == "data":
            self._data.append(value)
        return None
