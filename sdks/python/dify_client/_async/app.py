"""The app itself: what it is called, its form, its annotations."""

from __future__ import annotations

from typing import Literal, Optional

from .._request import path
from ..types import Page, Record, given
from .transport import AsyncTransport


class AsyncApp:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def info(self) -> Record:
        return await self._transport.get(Record, "/info")

    async def parameters(self) -> Record:
        """The app's form, features and limits."""
        return await self._transport.get(Record, "/parameters")

    async def meta(self) -> Record:
        return await self._transport.get(Record, "/meta")

    async def site(self) -> Record:
        return await self._transport.get(Record, "/site")

    async def feedbacks(self, *, page: int = 1, limit: int = 20) -> Page:
        """What users think of the app's answers."""
        return await self._transport.get(Page, "/app/feedbacks", page=page, limit=limit)

    async def end_user(self, end_user_id: str) -> Record:
        return await self._transport.get(Record, path("/end-users/{}", end_user_id))


class AsyncAnnotations:
    """Questions whose answers are given as written, without the model."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(self, *, page: int = 1, limit: int = 20, keyword: Optional[str] = None) -> Page:
        return await self._transport.get(Page, "/apps/annotations", page=page, limit=limit, keyword=keyword)

    async def create(self, *, question: str, answer: str) -> Record:
        return await self._transport.post(Record, "/apps/annotations", {"question": question, "answer": answer})

    async def update(self, annotation_id: str, *, question: str, answer: str) -> Record:
        body = {"question": question, "answer": answer}
        return await self._transport.put(Record, path("/apps/annotations/{}", annotation_id), body)

    async def delete(self, annotation_id: str) -> None:
        await self._transport.delete(path("/apps/annotations/{}", annotation_id))

    async def enable_reply(
        self, *, score_threshold: float, embedding_provider_name: str, embedding_model_name: str
    ) -> Record:
        """Lets the app answer from its annotations; ``reply_status`` says when that is prepared."""
        body = given(
            score_threshold=score_threshold,
            embedding_provider_name=embedding_provider_name,
            embedding_model_name=embedding_model_name,
        )
        return await self._transport.post(Record, "/apps/annotation-reply/enable", body)

    async def disable_reply(self) -> Record:
        return await self._transport.post(Record, "/apps/annotation-reply/disable", {})

    async def reply_status(self, action: Literal["enable", "disable"], job_id: str) -> Record:
        return await self._transport.get(Record, path("/apps/annotation-reply/{}/status/{}", action, job_id))
