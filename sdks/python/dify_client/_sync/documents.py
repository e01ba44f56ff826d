# Made from dify_client/_async by tools/without_async.py. Change that one.
"""The documents of a dataset, their segments and child chunks."""

from __future__ import annotations

import time
from typing import Any, Iterator, Dict, List, Literal, Mapping, Optional, Sequence

from .. import _connection as wire
from .. import _body
from .._request import Request, path
from ..errors import DifyError
from ..types import AddedDocument, Document, FileInput, Page, Record, Segment, given, strings
from .transport import Transport

Action = Literal["enable", "disable", "archive", "un_archive"]


class Documents:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        dataset_id: str,
        *,
        page: int = 1,
        limit: int = 20,
        keyword: Optional[str] = None,
        status: Optional[str] = None,
    ) -> Page:
        return self._transport.get(
            Page, path("/datasets/{}/documents", dataset_id), page=page, limit=limit, keyword=keyword, status=status
        )

    def iterate(
        self, dataset_id: str, *, keyword: Optional[str] = None, limit: int = 100
    ) -> Iterator[Document]:
        number = 0
        while True:
            number += 1
            page = self.list(dataset_id, page=number, limit=limit, keyword=keyword)
            for document in page.data:
                yield Document(document)
            if not page.has_more:
                return

    def get(self, dataset_id: str, document_id: str, *, metadata: str = "all") -> Document:
        return self._transport.get(
            Document, path("/datasets/{}/documents/{}", dataset_id, document_id), metadata=metadata
        )

    def create_by_text(
        self,
        dataset_id: str,
        *,
        name: str,
        text: str,
        indexing_technique: str = "high_quality",
        process_rule: Optional[Mapping[str, Any]] = None,
        doc_form: Optional[str] = None,
        doc_language: Optional[str] = None,
        **more: Any,
    ) -> AddedDocument:
        """Adds a text, which is indexed in the background: see ``wait_until_indexed``."""
        settings = _settings(indexing_technique, process_rule, doc_form, doc_language, more)
        where = path("/datasets/{}/document/create-by-text", dataset_id)
        return self._transport.post(AddedDocument, where, {"name": name, "text": text, **settings})

    def create_by_file(
        self,
        dataset_id: str,
        file: FileInput,
        *,
        indexing_technique: str = "high_quality",
        process_rule: Optional[Mapping[str, Any]] = None,
        doc_form: Optional[str] = None,
        doc_language: Optional[str] = None,
        **more: Any,
    ) -> AddedDocument:
        """Adds a file, which is indexed in the background: see ``wait_until_indexed``."""
        settings = _settings(indexing_technique, process_rule, doc_form, doc_language, more)
        where = path("/datasets/{}/document/create-by-file", dataset_id)
        return self._transport.upload(AddedDocument, where, {"data": settings}, file)

    def update_by_text(
        self, dataset_id: str, document_id: str, *, name: Optional[str] = None, text: Optional[str] = None, **more: Any
    ) -> AddedDocument:
        where = path("/datasets/{}/documents/{}/update-by-text", dataset_id, document_id)
        return self._transport.post(AddedDocument, where, given(name=name, text=text, **more))

    def update_by_file(
        self, dataset_id: str, document_id: str, file: FileInput, **settings: Any
    ) -> AddedDocument:
        where = path("/datasets/{}/documents/{}/update-by-file", dataset_id, document_id)
        return self._transport.upload(AddedDocument, where, {"data": settings}, file)

    def delete(self, dataset_id: str, document_id: str) -> None:
        self._transport.delete(path("/datasets/{}/documents/{}", dataset_id, document_id))

    def indexing_status(self, dataset_id: str, batch: str) -> List[Record]:
        answer = self._transport.get(
            Record, path("/datasets/{}/documents/{}/indexing-status", dataset_id, batch)
        )
        return list(answer.data)

    def wait_until_indexed(
        self, dataset_id: str, batch: str, *, timeout: float = 600.0, interval: float = 1.0
    ) -> List[Record]:
        """Waits until each document of the batch is indexed; one that fails, or takes too long, raises."""
        end = time.monotonic() + timeout
        while True:
            documents = self.indexing_status(dataset_id, batch)
            for document in documents:
                if document.indexing_status in ("error", "paused"):
                    raise DifyError(f"Document {document.id}: {document.indexing_status}: {document.get('error')}")
            if all(document.indexing_status == "completed" for document in documents):
                return documents
            if time.monotonic() > end:
                raise DifyError(f"Batch {batch} was not indexed within {timeout:g} seconds")
            wire.pause(interval)

    def set_status(self, dataset_id: str, action: Action, document_ids: Sequence[str]) -> None:
        where = path("/datasets/{}/documents/status/{}", dataset_id, action)
        self._transport.patch(Record, where, {"document_ids": list(document_ids)})

    def download_url(self, dataset_id: str, document_id: str) -> str:
        """Where the file can be had for some minutes, without a key."""
        answer = self._transport.get(Record, path("/datasets/{}/documents/{}/download", dataset_id, document_id))
        return str(answer.url)

    def download_zip(self, dataset_id: str, document_ids: Sequence[str]) -> bytes:
        body = _body.of_json({"document_ids": list(document_ids)})
        where = path("/datasets/{}/documents/download-zip", dataset_id)
        return self._transport.read(Request("POST", where, body=body, repeatable=True))


class Segments:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        dataset_id: str,
        document_id: str,
        *,
        page: int = 1,
        limit: int = 20,
        keyword: Optional[str] = None,
        status: Optional[Sequence[str]] = None,
    ) -> Page:
        return self._transport.get(
            Page, _segments(dataset_id, document_id), page=page, limit=limit, keyword=keyword, status=strings(status)
        )

    def iterate(self, dataset_id: str, document_id: str, *, limit: int = 100) -> Iterator[Segment]:
        number = 0
        while True:
            number += 1
            page = self.list(dataset_id, document_id, page=number, limit=limit)
            for segment in page.data:
                yield Segment(segment)
            if not page.has_more:
                return

    def create(
        self, dataset_id: str, document_id: str, segments: Sequence[Mapping[str, Any]]
    ) -> List[Segment]:
        """Adds segments: ``[{"content": ..., "answer": ..., "keywords": [...]}]``."""
        body = {"segments": list(segments)}
        answer = self._transport.post(Record, _segments(dataset_id, document_id), body)
        return [Segment(segment) for segment in answer.data]

    def get(self, dataset_id: str, document_id: str, segment_id: str) -> Segment:
        answer = self._transport.get(Record, _segments(dataset_id, document_id, segment_id))
        return Segment(answer.data)

    def update(self, dataset_id: str, document_id: str, segment_id: str, **changes: Any) -> Segment:
        """Changes content, answer, keywords or enabled."""
        body = {"segment": changes}
        answer = self._transport.post(Record, _segments(dataset_id, document_id, segment_id), body)
        return Segment(answer.data)

    def delete(self, dataset_id: str, document_id: str, segment_id: str) -> None:
        self._transport.delete(_segments(dataset_id, document_id, segment_id))


class ChildChunks:
    """The pieces of a segment in datasets whose documents are hierarchical."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        dataset_id: str,
        document_id: str,
        segment_id: str,
        *,
        page: int = 1,
        limit: int = 20,
        keyword: Optional[str] = None,
    ) -> Page:
        return self._transport.get(
            Page, _chunks(dataset_id, document_id, segment_id), page=page, limit=limit, keyword=keyword
        )

    def create(self, dataset_id: str, document_id: str, segment_id: str, *, content: str) -> Record:
        answer = self._transport.post(
            Record, _chunks(dataset_id, document_id, segment_id), {"content": content}
        )
        return Record(answer.data)

    def update(
        self, dataset_id: str, document_id: str, segment_id: str, child_chunk_id: str, *, content: str
    ) -> Record:
        where = _chunks(dataset_id, document_id, segment_id, child_chunk_id)
        answer = self._transport.patch(Record, where, {"content": content})
        return Record(answer.data)

    def delete(self, dataset_id: str, document_id: str, segment_id: str, child_chunk_id: str) -> None:
        self._transport.delete(_chunks(dataset_id, document_id, segment_id, child_chunk_id))


def _settings(
    indexing_technique: str,
    process_rule: Optional[Mapping[str, Any]],
    doc_form: Optional[str],
    doc_language: Optional[str],
    more: Mapping[str, Any],
) -> Dict[str, Any]:
    return given(
        indexing_technique=indexing_technique,
        process_rule=process_rule or {"mode": "automatic"},
        doc_form=doc_form,
        doc_language=doc_language,
        **more,
    )


def _segments(dataset_id: str, document_id: str, *segment_id: str) -> str:
    return path("/datasets/{}/documents/{}/segments" + "/{}" * len(segment_id), dataset_id, document_id, *segment_id)


def _chunks(dataset_id: str, document_id: str, segment_id: str, *chunk_id: str) -> str:
    return _segments(dataset_id, document_id, segment_id) + path("/child_chunks" + "/{}" * len(chunk_id), *chunk_id)
