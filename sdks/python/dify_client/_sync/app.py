# Made from dify_client/_async by tools/without_async.py. Change that one.
"""The app itself: what it is called, its form, its annotations."""

from __future__ import annotations

from typing import Literal, Optional

from .._request import path
from ..types import Page, Record, given
from .transport import Transport


class App:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def info(self) -> Record:
        return self._transport.get(Record, "/info")

    def parameters(self) -> Record:
        """The app's form, features and limits."""
        return self._transport.get(Record, "/parameters")

    def meta(self) -> Record:
        return self._transport.get(Record, "/meta")

    def site(self) -> Record:
        return self._transport.get(Record, "/site")

    def feedbacks(self, *, page: int = 1, limit: int = 20) -> Page:
        """What users think of the app's answers."""
        return self._transport.get(Page, "/app/feedbacks", page=page, limit=limit)

    def end_user(self, end_user_id: str) -> Record:
        return self._transport.get(Record, path("/end-users/{}", end_user_id))


class Annotations:
    """Questions whose answers are given as written, without the model."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, page: int = 1, limit: int = 20, keyword: Optional[str] = None) -> Page:
        return self._transport.get(Page, "/apps/annotations", page=page, limit=limit, keyword=keyword)

    def create(self, *, question: str, answer: str) -> Record:
        return self._transport.post(Record, "/apps/annotations", {"question": question, "answer": answer})

    def update(self, annotation_id: str, *, question: str, answer: str) -> Record:
        body = {"question": question, "answer": answer}
        return self._transport.put(Record, path("/apps/annotations/{}", annotation_id), body)

    def delete(self, annotation_id: str) -> None:
        self._transport.delete(path("/apps/annotations/{}", annotation_id))

    def enable_reply(
        self, *, score_threshold: float, embedding_provider_name: str, embedding_model_name: str
    ) -> Record:
        """Lets the app answer from its annotations; ``reply_status`` says when that is prepared."""
        body = given(
            score_threshold=score_threshold,
            embedding_provider_name=embedding_provider_name,
            embedding_model_name=embedding_model_name,
        )
        return self._transport.post(Record, "/apps/annotation-reply/enable", body)

    def disable_reply(self) -> Record:
        return self._transport.post(Record, "/apps/annotation-reply/disable", {})

    def reply_status(self, action: Literal["enable", "disable"], job_id: str) -> Record:
        return self._transport.get(Record, path("/apps/annotation-reply/{}/status/{}", action, job_id))
