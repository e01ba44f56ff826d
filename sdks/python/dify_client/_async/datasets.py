"""Knowledge: datasets and what is found in them. These calls need a dataset key."""

from __future__ import annotations

from typing import Any, AsyncIterator, List, Mapping, Optional, Sequence

from .._request import Request, path
from ..types import Dataset, Page, Record, Retrieval, given, strings
from .transport import AsyncTransport


class AsyncDatasets:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(
        self,
        *,
        page: int = 1,
        limit: int = 20,
        keyword: Optional[str] = None,
        tag_ids: Optional[Sequence[str]] = None,
    ) -> Page:
        return await self._transport.get(
            Page, "/datasets", page=page, limit=limit, keyword=keyword, tag_ids=strings(tag_ids)
        )

    async def iterate(self, *, keyword: Optional[str] = None, limit: int = 100) -> AsyncIterator[Dataset]:
        number = 0
        while True:
            number += 1
            page = await self.list(page=number, limit=limit, keyword=keyword)
            for dataset in page.data:
                yield Dataset(dataset)
            if not page.has_more:
                return

    async def create(
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
        return await self._transport.post(Dataset, "/datasets", body)

    async def get(self, dataset_id: str) -> Dataset:
        return await self._transport.get(Dataset, path("/datasets/{}", dataset_id))

    async def update(self, dataset_id: str, **changes: Any) -> Dataset:
        return await self._transport.patch(Dataset, path("/datasets/{}", dataset_id), changes)

    async def delete(self, dataset_id: str) -> None:
        await self._transport.delete(path("/datasets/{}", dataset_id))

    async def retrieve(
        self, dataset_id: str, *, query: str, retrieval_model: Optional[Mapping[str, Any]] = None, **more: Any
    ) -> Retrieval:
        """Searches the dataset."""
        body = given(query=query, retrieval_model=retrieval_model, **more)
        return await self._transport.post(Retrieval, path("/datasets/{}/retrieve", dataset_id), body, repeatable=True)


class AsyncTags:
    """The tags of datasets."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(self) -> List[Record]:
        tags: List[Record] = await self._transport.json(Request("GET", "/datasets/tags"))
        return tags

    async def create(self, *, name: str) -> Record:
        return await self._transport.post(Record, "/datasets/tags", {"name": name})

    async def rename(self, tag_id: str, *, name: str) -> Record:
        return await self._transport.patch(Record, "/datasets/tags", {"tag_id": tag_id, "name": name})

    async def delete(self, tag_id: str) -> None:
        await self._transport.delete("/datasets/tags", {"tag_id": tag_id})

    async def bind(self, *, tag_ids: Sequence[str], dataset_id: str) -> None:
        body = {"tag_ids": list(tag_ids), "target_id": dataset_id}
        await self._transport.post(Record, "/datasets/tags/binding", body)

    async def unbind(self, *, tag_id: str, dataset_id: str) -> None:
        body = {"tag_id": tag_id, "target_id": dataset_id}
        await self._transport.post(Record, "/datasets/tags/unbinding", body)

    async def of(self, dataset_id: str) -> List[Record]:
        answer = await self._transport.get(Record, path("/datasets/{}/tags", dataset_id))
        return list(answer.data)


class AsyncMetadata:
    """The fields by which documents are described and filtered."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(self, dataset_id: str) -> Record:
        return await self._transport.get(Record, path("/datasets/{}/metadata", dataset_id))

    async def create(self, dataset_id: str, *, type: str, name: str) -> Record:
        return await self._transport.post(Record, path("/datasets/{}/metadata", dataset_id), {"type": type, "name": name})

    async def rename(self, dataset_id: str, metadata_id: str, *, name: str) -> Record:
        return await self._transport.patch(Record, path("/datasets/{}/metadata/{}", dataset_id, metadata_id), {"name": name})

    async def delete(self, dataset_id: str, metadata_id: str) -> None:
        await self._transport.delete(path("/datasets/{}/metadata/{}", dataset_id, metadata_id))

    async def built_in(self, dataset_id: str) -> Record:
        return await self._transport.get(Record, path("/datasets/{}/metadata/built-in", dataset_id))

    async def switch_built_in(self, dataset_id: str, *, enabled: bool) -> None:
        where = path("/datasets/{}/metadata/built-in/{}", dataset_id, "enable" if enabled else "disable")
        await self._transport.post(Record, where, {}, repeatable=True)

    async def assign(self, dataset_id: str, operation_data: Sequence[Mapping[str, Any]]) -> None:
        """Sets values: ``[{"document_id": ..., "metadata_list": [{"id": ..., "name": ..., "value": ...}]}]``."""
        body = {"operation_data": list(operation_data)}
        await self._transport.post(Record, path("/datasets/{}/documents/metadata", dataset_id), body)


class AsyncModels:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(self, model_type: str = "text-embedding") -> List[Record]:
        """The usable models of a type: llm, text-embedding, rerank, tts, speech2text, moderation."""
        answer = await self._transport.get(Record, path("/workspaces/current/models/model-types/{}", model_type))
        return list(answer.data)
