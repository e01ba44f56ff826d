"""What the service answers. Each object is a dict whose keys can be read as attributes, so nothing that a newer
service adds is lost, and ``json.dumps`` works on all of it."""

from __future__ import annotations

import json
import os
from typing import IO, Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

#: A path, the bytes, an open binary file, or (name, content) or (name, content, MIME type).
FileInput = Union[
    str,
    "os.PathLike[str]",
    bytes,
    IO[bytes],
    Tuple[str, Union[bytes, IO[bytes]]],
    Tuple[str, Union[bytes, IO[bytes]], str],
]
#: A file of a question or an input: ``{"type": "image", "transfer_method": "remote_url", "url": ...}``.
FileRef = Mapping[str, Any]
Inputs = Mapping[str, Any]


class Record(Dict[str, Any]):
    """A JSON object: ``answer["metadata"]["usage"]`` and ``answer.metadata.usage`` are the same."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"There is no '{name}' in this {type(self).__name__}; it has: {', '.join(self)}") from None


def parse(text: Union[str, bytes]) -> Any:
    return json.loads(text, object_hook=Record)


class Usage(Record):
    """What an answer has cost."""

    __slots__ = ()
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    total_price: str
    currency: str
    latency: float


class Metadata(Record):
    __slots__ = ()
    usage: Usage
    retriever_resources: List[Record]


class ChatAnswer(Record):
    """A whole answer of a chat app."""

    __slots__ = ()
    task_id: str
    id: str
    message_id: str
    conversation_id: str
    mode: str
    answer: str
    metadata: Metadata
    created_at: int


class CompletionAnswer(Record):
    """A whole answer of a completion app."""

    __slots__ = ()
    task_id: str
    id: str
    message_id: str
    mode: str
    answer: str
    metadata: Metadata
    created_at: int


class Chunk(Record):
    """One event of a stream. What an event does not carry reads as empty: ``answer`` of a ``message_end`` is ``""``."""

    __slots__ = ()

    @property
    def event(self) -> str:
        return str(self.get("event") or "")

    @property
    def answer(self) -> str:
        """The next piece of the answer (events ``message``, ``agent_message``), or the text that replaces it."""
        return str(self.get("answer") or "")

    @property
    def metadata(self) -> Record:
        """Usage and cited passages (event ``message_end``)."""
        return self.get("metadata") or Record()

    @property
    def data(self) -> Record:
        """What the events of workflows carry."""
        return self.get("data") or Record()

    @property
    def text(self) -> str:
        """The next piece of a workflow's text (event ``text_chunk``)."""
        return str(self.get("text") or self.data.get("text") or "")

    @property
    def outputs(self) -> Optional[Record]:
        """What a node or a whole workflow has given out."""
        return self.get("outputs", self.data.get("outputs"))

    @property
    def status(self) -> Optional[str]:
        """How a node or a whole workflow has ended."""
        return self.get("status", self.data.get("status"))

    @property
    def task_id(self) -> Optional[str]:
        return self.get("task_id")

    @property
    def message_id(self) -> Optional[str]:
        return self.get("message_id")

    @property
    def conversation_id(self) -> Optional[str]:
        return self.get("conversation_id")

    @property
    def workflow_run_id(self) -> Optional[str]:
        return self.get("workflow_run_id")


class RunData(Record):
    __slots__ = ()
    id: str
    workflow_id: str
    status: str
    outputs: Optional[Record]
    error: Optional[str]
    elapsed_time: float
    total_tokens: int
    total_steps: int
    created_at: int
    finished_at: int


class WorkflowResult(Record):
    """How a workflow has ended. A failed run is an answer as well: look at ``status``."""

    __slots__ = ()
    workflow_run_id: str
    task_id: str
    data: RunData

    @property
    def outputs(self) -> Record:
        return self["data"].get("outputs") or Record()

    @property
    def status(self) -> str:
        return str(self["data"]["status"])

    @property
    def error(self) -> Optional[str]:
        error: Optional[str] = self["data"].get("error")
        return error


class Page(Record):
    """One page of a list; ``iterate`` of the same room goes on to the next by itself."""

    __slots__ = ()
    data: List[Record]
    has_more: bool
    limit: int


class UploadedFile(Record):
    __slots__ = ()
    id: str
    name: str
    size: int
    extension: str
    mime_type: str
    created_by: str
    created_at: int

    def as_input(self, kind: str) -> Record:
        """The file as a question or an input names it; kind: image, document, audio, video or custom."""
        return Record(type=kind, transfer_method="local_file", upload_file_id=self["id"])


class Dataset(Record):
    __slots__ = ()
    id: str
    name: str
    description: str
    indexing_technique: Optional[str]
    document_count: int
    word_count: int


class Document(Record):
    __slots__ = ()
    id: str
    name: str
    indexing_status: str
    enabled: bool
    tokens: int


class AddedDocument(Record):
    """A document that is being indexed, and the batch by which one asks how far it is."""

    __slots__ = ()
    document: Document
    batch: str


class Segment(Record):
    __slots__ = ()
    id: str
    document_id: str
    position: int
    content: str
    answer: Optional[str]
    keywords: List[str]
    enabled: bool


class Retrieval(Record):
    """What a dataset has found: ``records`` of a ``segment`` and its ``score``."""

    __slots__ = ()
    records: List[Record]


def given(**values: Any) -> Dict[str, Any]:
    """The values that are not None: what is not given is not sent."""
    return {name: value for name, value in values.items() if value is not None}


def strings(values: Optional[Sequence[str]]) -> Optional[List[str]]:
    return None if values is None else list(values)
