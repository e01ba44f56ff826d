# Made from dify_client/_async by tools/without_async.py. Change that one.
"""Where a program begins."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from .. import _body
from .._request import Request, Settings
from .app import Annotations, App
from .chat import Chat, Completion
from .conversations import Conversations, Messages
from .datasets import Datasets, Metadata, Models, Tags
from .documents import ChildChunks, Documents, Segments
from .files import Audio, Files
from .transport import Transport
from .workflows import HumanInput, Workflows


class Client:
    """Calls an app by its key (``app-...``), or the knowledge of a workspace by a dataset key (``dataset-...``).

    ``base_url`` is the service's address, with or without its path (``/v1``); without it ``DIFY_BASE_URL`` counts,
    then ``http://localhost:5001``. ``app_id`` names the app when the key is one of the whole workspace.
    ``timeout`` is the longest silence, in seconds, while an answer is awaited or read; streams are never silent for
    more than ten. A call that failed is repeated ``max_retries`` times, but only when it certainly did nothing, or
    may be done twice.

    A client holds no connection and may be used by many threads at once.
    """

    def __init__(
        self,
        api_key: Optional[str] = None,
        base_url: Optional[str] = None,
        *,
        app_id: Optional[str] = None,
        timeout: float = 120.0,
        connect_timeout: float = 10.0,
        max_retries: int = 2,
    ) -> None:
        self._enter(Settings.of(api_key, base_url, app_id, timeout, connect_timeout, max_retries))

    def _enter(self, settings: Settings) -> None:
        transport = self._transport = Transport(settings)
        self.chat = Chat(transport)
        self.completion = Completion(transport)
        self.workflows = Workflows(transport)
        self.human_input = HumanInput(transport)
        self.conversations = Conversations(transport)
        self.messages = Messages(transport)
        self.files = Files(transport)
        self.audio = Audio(transport)
        self.app = App(transport)
        self.annotations = Annotations(transport)
        self.datasets = Datasets(transport)
        self.documents = Documents(transport)
        self.segments = Segments(transport)
        self.child_chunks = ChildChunks(transport)
        self.tags = Tags(transport)
        self.metadata = Metadata(transport)
        self.models = Models(transport)

    def with_options(self, *, timeout: Optional[float] = None, max_retries: Optional[int] = None) -> Client:
        """The same client with other patience, for example for one call."""
        changed = object.__new__(type(self))
        changed._enter(self._transport.settings.changed(timeout, max_retries))
        return changed

    def request(
        self, method: str, path: str, *, query: Optional[Mapping[str, Any]] = None, json: Any = None
    ) -> Any:
        """Any other call of the API, such as ``request("GET", "/parameters")``; gives the JSON of the answer."""
        body = _body.nothing() if json is None else _body.of_json(json)
        return self._transport.json(Request(method.upper(), path, query or {}, body))
