# Made from dify_client/_async by tools/without_async.py. Change that one.
"""Questions to chat apps, agents and chatflows, and to completion apps."""

from __future__ import annotations

from typing import Any, Dict, Literal, Optional, Sequence, Union, overload

from .._request import path
from .._streams import Stream
from ..types import ChatAnswer, Chunk, CompletionAnswer, FileRef, Inputs, Record, given
from .transport import Transport

ResponseMode = Literal["blocking", "streaming"]


class Chat:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @overload
    def create(
        self,
        *,
        query: str,
        user: str,
        response_mode: Literal["blocking"] = "blocking",
        inputs: Optional[Inputs] = None,
        conversation_id: Optional[str] = None,
        files: Optional[Sequence[FileRef]] = None,
        auto_generate_name: bool = True,
        workflow_id: Optional[str] = None,
        **more: Any,
    ) -> ChatAnswer: ...

    @overload
    def create(
        self,
        *,
        query: str,
        user: str,
        response_mode: Literal["streaming"],
        inputs: Optional[Inputs] = None,
        conversation_id: Optional[str] = None,
        files: Optional[Sequence[FileRef]] = None,
        auto_generate_name: bool = True,
        workflow_id: Optional[str] = None,
        **more: Any,
    ) -> Stream[Chunk]: ...

    def create(
        self, *, query: str, user: str, response_mode: ResponseMode = "blocking", **more: Any
    ) -> Union[ChatAnswer, Stream[Chunk]]:
        """Asks and waits for the whole answer. Agents answer as streams only."""
        if response_mode == "streaming":
            return self.create_stream(query=query, user=user, **more)
        body = _question(query=query, user=user, **more)
        return self._transport.post(ChatAnswer, "/chat-messages", {**body, "response_mode": "blocking"})

    def create_stream(
        self,
        *,
        query: str,
        user: str,
        inputs: Optional[Inputs] = None,
        conversation_id: Optional[str] = None,
        files: Optional[Sequence[FileRef]] = None,
        auto_generate_name: bool = True,
        workflow_id: Optional[str] = None,
        **more: Any,
    ) -> Stream[Chunk]:
        """Asks and gives the answer piece by piece; ``conversation_id`` of any chunk goes on with the conversation."""
        body = _question(
            query=query,
            user=user,
            inputs=inputs,
            conversation_id=conversation_id,
            files=files,
            auto_generate_name=auto_generate_name,
            workflow_id=workflow_id,
            **more,
        )
        return self._transport.stream(Chunk, "/chat-messages", {**body, "response_mode": "streaming"})

    def stop(self, task_id: str, *, user: str) -> None:
        """Ends a streamed answer; what was said until then is kept."""
        self._transport.post(Record, path("/chat-messages/{}/stop", task_id), {"user": user}, repeatable=True)


class Completion:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @overload
    def create(
        self,
        *,
        user: str,
        inputs: Optional[Inputs] = None,
        query: Optional[str] = None,
        response_mode: Literal["blocking"] = "blocking",
        files: Optional[Sequence[FileRef]] = None,
        **more: Any,
    ) -> CompletionAnswer: ...

    @overload
    def create(
        self,
        *,
        user: str,
        inputs: Optional[Inputs] = None,
        query: Optional[str] = None,
        response_mode: Literal["streaming"],
        files: Optional[Sequence[FileRef]] = None,
        **more: Any,
    ) -> Stream[Chunk]: ...

    def create(
        self, *, user: str, response_mode: ResponseMode = "blocking", **more: Any
    ) -> Union[CompletionAnswer, Stream[Chunk]]:
        """Completes and waits for the whole text."""
        if response_mode == "streaming":
            return self.create_stream(user=user, **more)
        body = _question(user=user, **more)
        return self._transport.post(CompletionAnswer, "/completion-messages", {**body, "response_mode": "blocking"})

    def create_stream(
        self,
        *,
        user: str,
        inputs: Optional[Inputs] = None,
        query: Optional[str] = None,
        files: Optional[Sequence[FileRef]] = None,
        **more: Any,
    ) -> Stream[Chunk]:
        body = _question(user=user, inputs=inputs, query=query, files=files, **more)
        return self._transport.stream(Chunk, "/completion-messages", {**body, "response_mode": "streaming"})

    def stop(self, task_id: str, *, user: str) -> None:
        self._transport.post(Record, path("/completion-messages/{}/stop", task_id), {"user": user}, repeatable=True)


def _question(
    *, inputs: Optional[Inputs] = None, files: Optional[Sequence[FileRef]] = None, **more: Any
) -> Dict[str, Any]:
    return given(inputs=dict(inputs or {}), files=None if files is None else list(files), **more)
