# Made from dify_client/_async by tools/without_async.py. Change that one.
"""What was said before, and what is thought of it."""

from __future__ import annotations

from typing import Any, Iterator, List, Literal, Optional

from .._request import path
from ..types import Page, Record, given
from .transport import Transport


class Conversations:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        user: str,
        last_id: Optional[str] = None,
        limit: int = 20,
        sort_by: Optional[Literal["created_at", "-created_at", "updated_at", "-updated_at"]] = None,
    ) -> Page:
        """The user's conversations, the last used first."""
        return self._transport.get(
            Page, "/conversations", user=user, last_id=last_id, limit=limit, sort_by=sort_by
        )

    def iterate(self, *, user: str, limit: int = 100) -> Iterator[Record]:
        """All conversations of the user, page by page."""
        last_id: Optional[str] = None
        while True:
            page = self.list(user=user, last_id=last_id, limit=limit, sort_by="-created_at")
            for conversation in page.data:
                yield conversation
            if not page.has_more or not page.data:
                return
            last_id = page.data[-1].id

    def messages(
        self, conversation_id: str, *, user: str, first_id: Optional[str] = None, limit: int = 20
    ) -> Page:
        """The newest messages, or those before ``first_id``; the oldest first."""
        return self._transport.get(
            Page, path("/conversations/{}/messages", conversation_id), user=user, first_id=first_id, limit=limit
        )

    def rename(
        self, conversation_id: str, *, user: str, name: Optional[str] = None, auto_generate: bool = False
    ) -> Record:
        """Gives it this name, or lets the model find one."""
        body = given(name=name, auto_generate=auto_generate, user=user)
        return self._transport.post(Record, path("/conversations/{}/name", conversation_id), body)

    def delete(self, conversation_id: str, *, user: str) -> None:
        self._transport.delete(path("/conversations/{}", conversation_id), {"user": user})

    def variables(
        self,
        conversation_id: str,
        *,
        user: str,
        last_id: Optional[str] = None,
        limit: int = 20,
        variable_name: Optional[str] = None,
    ) -> Page:
        """What a chatflow remembers in this conversation."""
        return self._transport.get(
            Page,
            path("/conversations/{}/variables", conversation_id),
            user=user,
            last_id=last_id,
            limit=limit,
            variable_name=variable_name,
        )

    def update_variable(self, conversation_id: str, variable_id: str, *, value: Any, user: str) -> Record:
        where = path("/conversations/{}/variables/{}", conversation_id, variable_id)
        return self._transport.put(Record, where, {"value": value, "user": user})


class Messages:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self, *, conversation_id: str, user: str, first_id: Optional[str] = None, limit: int = 20
    ) -> Page:
        """The newest messages, or those before ``first_id``; the oldest first."""
        return self._transport.get(
            Page, "/messages", conversation_id=conversation_id, user=user, first_id=first_id, limit=limit
        )

    def iterate(self, *, conversation_id: str, user: str, limit: int = 100) -> Iterator[Record]:
        """All messages of a conversation, the newest first."""
        first_id: Optional[str] = None
        while True:
            page = self.list(conversation_id=conversation_id, user=user, first_id=first_id, limit=limit)
            for message in reversed(page.data):
                yield message
            if not page.has_more or not page.data:
                return
            first_id = page.data[0].id

    def feedback(
        self,
        message_id: str,
        *,
        user: str,
        rating: Optional[Literal["like", "dislike"]],
        content: Optional[str] = None,
    ) -> None:
        """Says what the user thinks of an answer; ``rating=None`` takes it back."""
        body = {"rating": rating, "user": user, **given(content=content)}
        self._transport.post(Record, path("/messages/{}/feedbacks", message_id), body)

    def suggested(self, message_id: str, *, user: str) -> List[str]:
        """What the user may want to ask next."""
        answer = self._transport.get(Record, path("/messages/{}/suggested", message_id), user=user)
        return [str(question) for question in answer.data]
