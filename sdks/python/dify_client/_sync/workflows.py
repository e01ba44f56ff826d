# Made from dify_client/_async by tools/without_async.py. Change that one.
"""Runs of workflow apps, and the forms by which workflows ask people."""

from __future__ import annotations

from typing import Any, Literal, Optional, Sequence, Union, overload

from .._request import Request, path
from .._streams import Stream
from ..types import Chunk, FileRef, Inputs, Page, Record, WorkflowResult, given
from .transport import Transport


class Workflows:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @overload
    def run(
        self,
        *,
        inputs: Optional[Inputs] = None,
        user: str,
        response_mode: Literal["blocking"] = "blocking",
        files: Optional[Sequence[FileRef]] = None,
        workflow_id: Optional[str] = None,
        **more: Any,
    ) -> WorkflowResult: ...

    @overload
    def run(
        self,
        *,
        inputs: Optional[Inputs] = None,
        user: str,
        response_mode: Literal["streaming"],
        files: Optional[Sequence[FileRef]] = None,
        workflow_id: Optional[str] = None,
        **more: Any,
    ) -> Stream[Chunk]: ...

    def run(
        self,
        *,
        inputs: Optional[Inputs] = None,
        user: str,
        response_mode: Literal["blocking", "streaming"] = "blocking",
        files: Optional[Sequence[FileRef]] = None,
        workflow_id: Optional[str] = None,
        **more: Any,
    ) -> Union[WorkflowResult, Stream[Chunk]]:
        """Runs the published workflow, or the published version ``workflow_id``, to its end; with
        ``response_mode="streaming"`` its events come as they happen."""
        body = given(inputs=dict(inputs or {}), user=user, files=files, response_mode=response_mode, **more)
        where = path("/workflows/{}/run", workflow_id) if workflow_id else "/workflows/run"
        if response_mode == "streaming":
            return self._transport.stream(Chunk, where, body)
        return self._transport.post(WorkflowResult, where, body)

    def run_stream(
        self,
        *,
        inputs: Optional[Inputs] = None,
        user: str,
        files: Optional[Sequence[FileRef]] = None,
        workflow_id: Optional[str] = None,
        **more: Any,
    ) -> Stream[Chunk]:
        """Runs the workflow; its events come as they happen."""
        body = given(inputs=dict(inputs or {}), user=user, files=files, response_mode="streaming", **more)
        where = path("/workflows/{}/run", workflow_id) if workflow_id else "/workflows/run"
        return self._transport.stream(Chunk, where, body)

    def events(
        self,
        workflow_run_id: str,
        *,
        user: str,
        include_state_snapshot: bool = False,
        continue_on_pause: bool = False,
    ) -> Stream[Chunk]:
        """Reads along with a run that goes on, for example after the connection was lost."""
        query = given(
            user=user, include_state_snapshot=include_state_snapshot, continue_on_pause=continue_on_pause
        )
        return Stream(self._transport, Request("GET", path("/workflow/{}/events", workflow_run_id), query), Chunk)

    def get(self, workflow_run_id: str) -> Record:
        """What has become of a run."""
        return self._transport.get(Record, path("/workflows/run/{}", workflow_run_id))

    def stop(self, task_id: str, *, user: str) -> None:
        self._transport.post(Record, path("/workflows/tasks/{}/stop", task_id), {"user": user}, repeatable=True)

    def logs(
        self,
        *,
        keyword: Optional[str] = None,
        status: Optional[Literal["succeeded", "failed", "stopped"]] = None,
        page: int = 1,
        limit: int = 20,
        created_at__before: Optional[str] = None,
        created_at__after: Optional[str] = None,
        created_by_end_user_session_id: Optional[str] = None,
        created_by_account: Optional[str] = None,
    ) -> Page:
        return self._transport.get(
            Page,
            "/workflows/logs",
            keyword=keyword,
            status=status,
            page=page,
            limit=limit,
            created_at__before=created_at__before,
            created_at__after=created_at__after,
            created_by_end_user_session_id=created_by_end_user_session_id,
            created_by_account=created_by_account,
        )


class HumanInput:
    """The forms by which a paused workflow asks people; the event ``human_input_required`` names the form's token."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, form_token: str) -> Record:
        return self._transport.get(Record, path("/form/human_input/{}", form_token))

    def submit(self, form_token: str, *, inputs: Inputs, action: str, user: str) -> None:
        body = {"inputs": dict(inputs), "action": action, "user": user}
        self._transport.post(Record, path("/form/human_input/{}", form_token), body)
