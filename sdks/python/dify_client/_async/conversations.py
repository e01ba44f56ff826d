"""What was said before, and what is thought of it."""

from __future__ import annotations

from typing import Any, AsyncIterator, List, Literal, Optional

from .._request import path
from ..types import Page, Record, given
from .transport import AsyncTransport


class AsyncConversations:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(
        self,
        *,
        user: str,
        last_id: Optional[str] = None,
        limit: int = 20,
        sort_by: Optional[Literal["created_at", "-created_at", "updated_at", "-updated_at"]] = None,
    ) -> Page:
        """The user's conversations, the last used first."""
        return await self._transport.get(
            Page, "/conversations", user=user, last_id=last_id, limit=limit, sort_by=sort_by
        )

    async def iterate(self, *, user: str, limit: int = 100) -> AsyncIterator[Record]:
        """All conversations of the user, page by page."""
        last_id: Optional[str] = None
        while True:
            page = await self.list(user=user, last_id=last_id, limit=limit, sort_by="-created_at")
            for conversation in page.data:
                yield conversation
            if not page.has_more or not page.data:
                return
            last_id = page.data[-1].id

    async def messages(
        self, conversation_id: str, *, user: str, first_id: Optional[str] = None, limit: int = 20
    ) -> Page:
        """The newest messages, or those before ``first_id``; the oldest first."""
        return await self._transport.get(
            Page, path("/conversations/{}/messages", conversation_id), user=user, first_id=first_id, limit=limit
        )

    async def rename(
        self, conversation_id: str, *, user: str, name: Optional[str] = None, auto_generate: bool = False
    ) -> Record:
        """Gives it this name, or lets the model find one."""
        body = given(name=name, auto_generate=auto_generate, user=user)
        return await self._transport.post(Record, path("/conversations/{}/name", conversation_id), body)

    async def delete(self, conversation_id: str, *, user: str) -> None:
        await self._transport.delete(path("/conversations/{}", conversation_id), {"user": user})

    async def variables(
        self,
        conversation_id: str,
        *,
        user: str,
        last_id: Optional[str] = None,
        limit: int = 20,
        variable_name: Optional[str] = None,
    ) -> Page:
        """What a chatflow remembers in this conversation."""
        return await self._transport.get(
            Page,
            path("/conversations/{}/variables", conversation_id),
            user=user,
            last_id=last_id,
            limit=limit,
            variable_name=variable_name,
        )

    async def update_variable(self, conversation_id: str, variable_id: str, *, value: Any, user: str) -> Record:
        where = path("/conversations/{}/variables/{}", conversation_id, variable_id)
        return await self._transport.put(Record, where, {"value": value, "user": user})


class AsyncMessages:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(
        self, *, conversation_id: str, user: str, first_id: Optional[str] = None, limit: int = 20
    ) -> Page:
        """The newest messages, or those before ``first_id``; the oldest first."""
        return await self._transport.get(
            Page, "/messages", conversation_id=conversation_id, user=user, first_id=first_id, limit=limit
        )

    async def iterate(self, *, conversation_id: str, user: str, limit: int = 100) -> AsyncIterator[Record]:
        """All messages of a conversation, the newest first."""
        first_id: Optional[str] = None
        while True:
            page = await self.list(conversation_id=conversation_id, user=user, first_id=first_id, limit=limit)
            for message in reversed(page.data):
                yield message
            if not page.has_more or not page.data:
                return
            first_id = page.data[0].id

    async def feedback(
        self,
        message_id: str,
        *,
        user: str,
        rating: Optional[Literal["like", "dislike"]],
        content: Optional[str] = None,
    ) -> None:
        """Says what the user thinks of an answer; ``rating=None`` takes it back."""
        body = {"rating": rating, "user": user, **given(content=content)}
        await self._transport.post(Record, path("/messages/{}/feedbacks", message_id), body)

    async def suggested(self, message_id: str, *, user: str) -> List[str]:
        """What the user may want to ask next."""
        answer = await self._transport.get(Record, path("/messages/{}/suggested", message_id), user=user)
        return [str(question) for question in answer.data]
