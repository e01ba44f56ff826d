# Made from dify_client/_async by tools/without_async.py. Change that one.
"""Knowledge: datasets and what is found in them. These calls need a dataset key."""

from __future__ import annotations

from typing import Any, Iterator, List, Mapping, Optional, Sequence

from .._request import Request, path
from ..types import Dataset, Page, Record, Retrieval, given, strings
from .transport import Transport


class Datasets:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        page: int = 1,
        limit: int = 20,
        keyword: Optional[str] = None,
        tag_ids: Optional[Sequence[str]] = None,
    ) -> Page:
        return self._transport.get(
            Page, "/datasets", page=page, limit=limit, keyword=keyword, tag_ids=strings(tag_ids)
        )

    def iterate(self, *, keyword: Optional[str] = None, limit: int = 100) -> Iterator[Dataset]:
        number = 0
        while True:
            number += 1
            page = self.list(page=number, limit=limit, keyword=keyword)
            for dataset in page.data:
                yield Dataset(dataset)
            if not page.has_more:
                return

    def create(
        self,
        *,
        name: str,
        description: Optional[str] = None,
        indexing_technique: Optional[str] = None,
        permission: Optional[str] = None,
        embedding_model: Optional[str] = None,
        embedding_model_provider: Optional[str] = None,
        retrieval_model: Optional[Mapping[str, Any]] = None,
        **more: Any,
    ) -> Dataset:
        body = given(
            name=name,
            description=description,
            indexing_technique=indexing_technique,
            permission=permission,
            embedding_model=embedding_model,
            embedding_model_provider=embedding_model_provider,
            retrieval_model=retrieval_model,
            **more,
        )
        return self._transport.post(Dataset, "/datasets", body)

    def get(self, dataset_id: str) -> Dataset:
        return self._transport.get(Dataset, path("/datasets/{}", dataset_id))

    def update(self, dataset_id: str, **changes: Any) -> Dataset:
        return self._transport.patch(Dataset, path("/datasets/{}", dataset_id), changes)

    def delete(self, dataset_id: str) -> None:
        self._transport.delete(path("/datasets/{}", dataset_id))

    def retrieve(
        self, dataset_id: str, *, query: str, retrieval_model: Optional[Mapping[str, Any]] = None, **more: Any
    ) -> Retrieval:
        """Searches the dataset."""
        body = given(query=query, retrieval_model=retrieval_model, **more)
        return self._transport.post(Retrieval, path("/datasets/{}/retrieve", dataset_id), body, repeatable=True)


class Tags:
    """The tags of datasets."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> List[Record]:
        tags: List[Record] = self._transport.json(Request("GET", "/datasets/tags"))
        return tags

    def create(self, *, name: str) -> Record:
        return self._transport.post(Record, "/datasets/tags", {"name": name})

    def rename(self, tag_id: str, *, name: str) -> Record:
        return self._transport.patch(Record, "/datasets/tags", {"tag_id": tag_id, "name": name})

    def delete(self, tag_id: str) -> None:
        self._transport.delete("/datasets/tags", {"tag_id": tag_id})

    def bind(self, *, tag_ids: Sequence[str], dataset_id: str) -> None:
        body = {"tag_ids": list(tag_ids), "target_id": dataset_id}
        self._transport.post(Record, "/datasets/tags/binding", body)

    def unbind(self, *, tag_id: str, dataset_id: str) -> None:
        body = {"tag_id": tag_id, "target_id": dataset_id}
        self._transport.post(Record, "/datasets/tags/unbinding", body)

    def of(self, dataset_id: str) -> List[Record]:
        answer = self._transport.get(Record, path("/datasets/{}/tags", dataset_id))
        return list(answer.data)


class Metadata:
    """The fields by which documents are described and filtered."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, dataset_id: str) -> Record:
        return self._transport.get(Record, path("/datasets/{}/metadata", dataset_id))

    def create(self, dataset_id: str, *, type: str, name: str) -> Record:
        return self._transport.post(Record, path("/datasets/{}/metadata", dataset_id), {"type": type, "name": name})

    def rename(self, dataset_id: str, metadata_id: str, *, name: str) -> Record:
        return self._transport.patch(Record, path("/datasets/{}/metadata/{}", dataset_id, metadata_id), {"name": name})

    def delete(self, dataset_id: str, metadata_id: str) -> None:
        self._transport.delete(path("/datasets/{}/metadata/{}", dataset_id, metadata_id))

    def built_in(self, dataset_id: str) -> Record:
        return self._transport.get(Record, path("/datasets/{}/metadata/built-in", dataset_id))

    def switch_built_in(self, dataset_id: str, *, enabled: bool) -> None:
        where = path("/datasets/{}/metadata/built-in/{}", dataset_id, "enable" if enabled else "disable")
        self._transport.post(Record, where, {}, repeatable=True)

    def assign(self, dataset_id: str, operation_data: Sequence[Mapping[str, Any]]) -> None:
        """Sets values: ``[{"document_id": ..., "metadata_list": [{"id": ..., "name": ..., "value": ...}]}]``."""
        body = {"operation_data": list(operation_data)}
        self._transport.post(Record, path("/datasets/{}/documents/metadata", dataset_id), body)


class Models:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, model_type: str = "text-embedding") -> List[Record]:
        """The usable models of a type: llm, text-embedding, rerank, tts, speech2text, moderation."""
        answer = self._transport.get(Record, path("/workspaces/current/models/model-types/{}", model_type))
        return list(answer.data)
