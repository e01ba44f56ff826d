"""Every room, against a running service. The tests of the service start one and run this:

    SERVICE_URL     its address
    SERVICE_KEYS    {"chat": ..., "completion": ..., "workflow": ..., "chatflow": ..., "datasets": ...}
    ENDLESS         what a question must contain so that its answer has no end
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import tempfile
import unittest
import uuid
import zipfile
from pathlib import Path
from typing import Any, Awaitable, Dict, cast

from dify_client import (
    AsyncClient,
    AuthenticationError,
    BadRequestError,
    ChatAnswer,
    Client,
    NotFoundError,
    Stream,
    WorkflowResult,
)

URL = os.environ.get("SERVICE_URL", "")
KEYS: Dict[str, str] = json.loads(os.environ.get("SERVICE_KEYS", "{}"))
ENDLESS = os.environ.get("ENDLESS", "")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6364606"
    "0f85f0f0002870180eb47ba920000000049454e44ae426082"
)
ECONOMY = {"indexing_technique": "economy"}


def client(kind: str) -> Client:
    return Client(KEYS[kind], URL)


@unittest.skipUnless(URL, "SERVICE_URL names no running service")
class ChatTest(unittest.TestCase):
    def setUp(self) -> None:
        self.client = client("chat")
        self.user = f"python-{uuid.uuid4()}"

    def test_an_answer_is_whole_or_comes_in_pieces(self) -> None:
        whole = self.client.chat.create(query="Hello", user=self.user, inputs={"tone": "warm"})
        self.assertTrue(whole.answer.startswith("Hello wörld"), whole)
        self.assertEqual(whole.metadata.usage.total_tokens, whole["metadata"]["usage"]["total_tokens"])
        with self.client.chat.create_stream(
            query="Again", user=self.user, conversation_id=whole.conversation_id
        ) as stream:
            chunks = list(stream)
        self.assertEqual("".join(chunk.answer for chunk in chunks), whole.answer)
        self.assertEqual({chunk.conversation_id for chunk in chunks}, {whole.conversation_id})
        self.assertEqual(chunks[-1].event, "message_end")
        self.assertGreater(chunks[-1].metadata.usage.total_tokens, 0)
        asked_as_stream = self.client.chat.create(query="Again", user=self.user, response_mode="streaming")
        self.assertEqual(asked_as_stream.text(), whole.answer)

    def test_a_running_answer_is_stopped(self) -> None:
        stream = self.client.chat.create_stream(query=ENDLESS, user=self.user)
        first = next(chunk for chunk in stream if chunk.answer)
        self.client.chat.stop(cast(str, first.task_id), user=self.user)
        self.assertEqual(list(stream)[-1].event, "message_end")

    def test_a_conversation_is_listed_named_judged_and_deleted(self) -> None:
        answers = [self.client.chat.create(query="Hello", user=self.user)]
        for _ in range(2):
            answers.append(
                self.client.chat.create(
                    query="Again", user=self.user, conversation_id=answers[0].conversation_id
                )
            )
        other = self.client.chat.create(query="Another", user=self.user).conversation_id
        conversation = answers[0].conversation_id
        named = self.client.conversations.rename(conversation, user=self.user, name="Greetings")
        self.assertEqual(named.name, "Greetings")
        page = self.client.conversations.list(user=self.user, limit=1, sort_by="-created_at")
        self.assertEqual((page.data[0].id, page.has_more), (other, True))
        listed = [each.id for each in self.client.conversations.iterate(user=self.user, limit=1)]
        self.assertEqual(listed, [other, conversation])

        newest = self.client.conversations.messages(conversation, user=self.user, limit=1)
        self.assertEqual((newest.data[0].id, newest.has_more), (answers[2].message_id, True))
        self.client.messages.feedback(answers[0].message_id, user=self.user, rating="like", content="Good")
        everything = list(self.client.messages.iterate(conversation_id=conversation, user=self.user, limit=2))
        self.assertEqual([message.id for message in everything], [answer.message_id for answer in reversed(answers)])
        self.assertEqual(everything[-1].feedback.rating, "like")
        self.client.messages.feedback(answers[0].message_id, user=self.user, rating=None)
        oldest = self.client.messages.list(conversation_id=conversation, user=self.user).data[0]
        self.assertIsNone(oldest.feedback)
        self.assertEqual(self.client.messages.suggested(answers[0].message_id, user=self.user), ["Why?", "What else?"])

        self.client.conversations.delete(conversation, user=self.user)
        with self.assertRaises(NotFoundError):
            self.client.conversations.messages(conversation, user=self.user)

    def test_a_file_is_uploaded_and_asked_about(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, 'a "dot" ü.png')
            path.write_bytes(PNG)
            self.assertEqual(self.client.files.upload(path, user=self.user).size, len(PNG))
            with path.open("rb") as opened:
                self.assertEqual(self.client.files.upload(opened, user=self.user).extension, "png")
        file = self.client.files.upload(("dot.png", PNG), user=self.user)
        self.assertEqual((file.name, file.mime_type), ("dot.png", "image/png"))
        answer = self.client.chat.create(query="What is it?", user=self.user, files=[file.as_input("image")])
        message = self.client.messages.list(conversation_id=answer.conversation_id, user=self.user).data[0]
        self.assertEqual(message.message_files[0].filename, "dot.png")
        self.assertEqual(self.client.files.preview(file.id, user=self.user), PNG)

    def test_speech_is_written_down_and_spoken(self) -> None:
        self.assertEqual(self.client.audio.to_text(("note.mp3", b"sound", "audio/mp3"), user=self.user), "Good morning")
        self.assertEqual(self.client.audio.from_text("Hello", user=self.user), b"ID3-sound")

    def test_the_app_says_what_it_is(self) -> None:
        self.assertEqual(self.client.app.info().mode, "chat")
        self.assertEqual(self.client.app.parameters().opening_statement, "Welcome")
        self.assertIn("tool_icons", self.client.app.meta())
        self.assertTrue(self.client.app.site().title.startswith("A chat"))
        answer = self.client.chat.create(query="Hello", user=self.user)
        self.client.messages.feedback(answer.message_id, user=self.user, rating="dislike")
        feedback = self.client.app.feedbacks(limit=100).data
        mine = [each for each in feedback if each.message_id == answer.message_id]
        self.assertEqual(mine[0].rating, "dislike")
        self.assertEqual(self.client.app.end_user(mine[0].from_end_user_id).session_id, self.user)
        self.assertEqual(self.client.request("get", "/info").name, self.client.app.info().name)

    def test_annotations_are_kept(self) -> None:
        made = self.client.annotations.create(question=f"Who is {self.user}?", answer="A test")
        changed = self.client.annotations.update(made.id, question=f"Who is {self.user}?", answer="Nobody")
        self.assertEqual(changed.answer, "Nobody")
        found = self.client.annotations.list(keyword=self.user)
        self.assertEqual([each.id for each in found.data], [made.id])
        self.client.annotations.delete(made.id)
        self.assertEqual(self.client.annotations.list(keyword=self.user).total, 0)

    def test_faults_have_their_types(self) -> None:
        with self.assertRaises(AuthenticationError):
            Client("app-wrong", URL).chat.create(query="Hello", user=self.user)
        with self.assertRaises(BadRequestError) as raised:
            self.client.chat.create_stream(query="", user="")
        self.assertEqual(raised.exception.code, "invalid_param")
        with self.assertRaises(NotFoundError):
            self.client.chat.create(query="Hello", user=self.user, conversation_id=str(uuid.uuid4()))


@unittest.skipUnless(URL, "SERVICE_URL names no running service")
class CompletionTest(unittest.TestCase):
    def test_a_text_is_completed(self) -> None:
        completion = client("completion").completion
        whole = completion.create(inputs={"text": "Hallo"}, user="python")
        self.assertTrue(whole.answer.startswith("Hello"))
        self.assertEqual(completion.create_stream(inputs={"text": "Hallo"}, user="python").text(), whole.answer)
        with self.assertRaises(BadRequestError) as raised:
            completion.create(user="python")
        self.assertIn("text", raised.exception.message)


@unittest.skipUnless(URL, "SERVICE_URL names no running service")
class WorkflowTest(unittest.TestCase):
    def test_a_workflow_is_run_and_looked_up(self) -> None:
        workflows = client("workflow").workflows
        result = workflows.run(inputs={"text": "Hi"}, user="python", response_mode="blocking")
        self.assertIsInstance(result, WorkflowResult)
        self.assertEqual((result.status, result.error), ("succeeded", None))
        self.assertEqual(result.outputs.list, ["<Hi>", "<HI>"])
        self.assertEqual(workflows.get(result.workflow_run_id).status, "succeeded")
        again = workflows.run(inputs={"text": "Hi"}, user="python", workflow_id=result.data.workflow_id)
        self.assertEqual(again.outputs.list, result.outputs.list)
        logged = workflows.logs(limit=100).data
        self.assertIn(result.workflow_run_id, [each.workflow_run.id for each in logged])
        replayed = list(workflows.events(result.workflow_run_id, user="python"))
        self.assertEqual(replayed[-1].event, "workflow_finished")

    def test_a_workflow_is_watched(self) -> None:
        stream = client("workflow").workflows.run(inputs={"text": "Hi"}, user="python", response_mode="streaming")
        self.assertIsInstance(stream, Stream)
        chunks = list(stream)
        self.assertEqual((chunks[0].event, chunks[-1].event), ("workflow_started", "workflow_finished"))
        self.assertEqual(chunks[-1].status, "succeeded")
        assert chunks[-1].outputs is not None
        self.assertEqual("".join(chunk.text for chunk in chunks), chunks[-1].outputs.answer)
        started = next(chunk for chunk in chunks if chunk.event == "node_started")
        self.assertEqual(started.data.node_type, "start")

    def test_a_running_workflow_is_stopped(self) -> None:
        workflows = client("workflow").workflows
        stream = workflows.run_stream(inputs={"text": ENDLESS}, user="python")
        first = next(chunk for chunk in stream if chunk.event == "text_chunk")
        workflows.stop(cast(str, first.task_id), user="python")
        self.assertEqual(list(stream)[-1].status, "stopped")

    def test_a_chatflow_remembers(self) -> None:
        chatflow = client("chatflow")
        answer = chatflow.chat.create(query="Hello", user="python")
        variables = chatflow.conversations.variables(answer.conversation_id, user="python").data
        changed = chatflow.conversations.update_variable(
            answer.conversation_id, variables[0].id, value="hedgehogs", user="python"
        )
        self.assertEqual(changed.value, "hedgehogs")

    def test_a_form_that_is_not_there_is_not_found(self) -> None:
        with self.assertRaises(NotFoundError):
            client("workflow").human_input.get("no-such-token")


@unittest.skipUnless(URL, "SERVICE_URL names no running service")
class KnowledgeTest(unittest.TestCase):
    def setUp(self) -> None:
        self.client = client("datasets")
        self.dataset = self.client.datasets.create(name=f"Python {uuid.uuid4()}"[:40], indexing_technique="economy")
        self.addCleanup(self.client.datasets.delete, self.dataset.id)

    def add(self, name: str, text: str) -> str:
        added = self.client.documents.create_by_text(self.dataset.id, name=name, text=text, **ECONOMY)
        done = self.client.documents.wait_until_indexed(self.dataset.id, added.batch, interval=0.1)
        self.assertEqual([each.indexing_status for each in done], ["completed"])
        return added.document.id

    def test_a_text_is_indexed_and_found(self) -> None:
        document = self.add("hedgehogs.txt", "Hedgehogs sleep in winter.")
        found = self.client.datasets.retrieve(self.dataset.id, query="Hedgehogs in winter")
        self.assertEqual(found.records[0].segment.document_id, document)
        self.assertEqual(self.client.documents.get(self.dataset.id, document).name, "hedgehogs.txt")
        self.client.documents.set_status(self.dataset.id, "disable", [document])
        self.assertFalse(self.client.documents.get(self.dataset.id, document).enabled)
        self.client.documents.set_status(self.dataset.id, "enable", [document])
        self.client.documents.delete(self.dataset.id, document)
        self.assertEqual(list(self.client.documents.iterate(self.dataset.id)), [])

    def test_a_file_is_indexed_replaced_and_given_back(self) -> None:
        documents = self.client.documents
        added = documents.create_by_file(self.dataset.id, ("owls.md", b"# Owls\n\nOwls hunt at night."), **ECONOMY)
        documents.wait_until_indexed(self.dataset.id, added.batch, interval=0.1)
        document = added.document.id
        with zipfile.ZipFile(io.BytesIO(documents.download_zip(self.dataset.id, [document]))) as archive:
            self.assertEqual(archive.read("owls.md"), b"# Owls\n\nOwls hunt at night.")
        self.assertTrue(documents.download_url(self.dataset.id, document).startswith("http"))
        again = documents.update_by_file(self.dataset.id, document, ("owls.md", b"Owls hunt mice."))
        documents.wait_until_indexed(self.dataset.id, again.batch, interval=0.1)
        segments = list(self.client.segments.iterate(self.dataset.id, document))
        self.assertEqual([segment.content for segment in segments], ["Owls hunt mice."])
        again = documents.update_by_text(self.dataset.id, document, name="owls.md", text="Owls hunt frogs.")
        documents.wait_until_indexed(self.dataset.id, again.batch, interval=0.1)
        self.assertEqual(self.client.segments.list(self.dataset.id, document).data[0].content, "Owls hunt frogs.")

    def test_segments_are_edited(self) -> None:
        document = self.add("a.txt", "One.")
        segments = self.client.segments
        made = segments.create(self.dataset.id, document, [{"content": "Two.", "keywords": ["two"]}])
        changed = segments.update(self.dataset.id, document, made[0].id, content="Three.", enabled=False)
        self.assertEqual((changed.content, changed.enabled), ("Three.", False))
        self.assertEqual(segments.get(self.dataset.id, document, made[0].id).content, "Three.")
        self.assertEqual(len(list(segments.iterate(self.dataset.id, document, limit=1))), 2)
        segments.delete(self.dataset.id, document, made[0].id)
        self.assertEqual(segments.list(self.dataset.id, document).total, 1)

    def test_datasets_are_listed_tagged_and_described(self) -> None:
        changed = self.client.datasets.update(self.dataset.id, description="About animals")
        self.assertEqual(changed.description, "About animals")
        self.assertEqual(self.client.datasets.get(self.dataset.id).description, "About animals")
        name = self.dataset.name
        self.assertEqual([each.id for each in self.client.datasets.iterate(keyword=name)], [self.dataset.id])
        tag = self.client.tags.create(name=f"t{uuid.uuid4()}"[:20])
        self.client.tags.bind(tag_ids=[tag.id], dataset_id=self.dataset.id)
        self.assertEqual([each.id for each in self.client.tags.of(self.dataset.id)], [tag.id])
        found = self.client.datasets.list(tag_ids=[tag.id])
        self.assertEqual([each.id for each in found.data], [self.dataset.id])
        self.client.tags.unbind(tag_id=tag.id, dataset_id=self.dataset.id)
        self.assertEqual(self.client.tags.rename(tag.id, name=f"r{tag.name}"[:20]).id, tag.id)
        self.assertIn(tag.id, [each.id for each in self.client.tags.list()])
        self.client.tags.delete(tag.id)

    def test_documents_are_described_by_metadata(self) -> None:
        document = self.add("a.txt", "One.")
        metadata = self.client.metadata
        field = metadata.create(self.dataset.id, type="string", name="author")
        value = {"id": field.id, "name": "author", "value": "Ann"}
        metadata.assign(self.dataset.id, [{"document_id": document, "metadata_list": [value]}])
        described = self.client.documents.get(self.dataset.id, document, metadata="only")
        self.assertEqual(described.doc_metadata[0].value, "Ann")
        self.assertEqual(metadata.rename(self.dataset.id, field.id, name="writer").name, "writer")
        metadata.switch_built_in(self.dataset.id, enabled=True)
        self.assertTrue(metadata.list(self.dataset.id).built_in_field_enabled)
        self.assertEqual(len(metadata.built_in(self.dataset.id).fields), 5)
        metadata.delete(self.dataset.id, field.id)


@unittest.skipUnless(URL, "SERVICE_URL names no running service")
class AsyncTest(unittest.TestCase):
    """The same calls without waiting in a thread; what they do is tried above."""

    def test_many_answers_are_read_at_once(self) -> None:
        async def ask() -> None:
            chat = AsyncClient(KEYS["chat"], URL).chat

            async def one(number: int) -> ChatAnswer:
                return await chat.create(query=f"Question {number}", user="python-async")

            answers = await asyncio.gather(*(one(number) for number in range(10)))
            self.assertEqual(len({answer.message_id for answer in answers}), 10)
            pieces = [chunk.answer async for chunk in chat.create_stream(query="Hello", user="python-async")]
            self.assertEqual("".join(pieces), answers[0].answer)
            stream = await chat.create_stream(query=ENDLESS, user="python-async")
            first = await stream.__anext__()
            await chat.stop(cast(str, first.task_id), user="python-async")
            self.assertEqual([chunk async for chunk in stream][-1].event, "message_end")

        self.run_async(ask())

    def test_a_workflow_is_run_and_watched(self) -> None:
        async def run() -> None:
            workflows = AsyncClient(KEYS["workflow"], URL).workflows
            result = await workflows.run(inputs={"text": "Hi"}, user="python-async")
            self.assertEqual(result.outputs.list, ["<Hi>", "<HI>"])
            stream = await workflows.run(inputs={"text": "Hi"}, user="python-async", response_mode="streaming")
            self.assertEqual([chunk async for chunk in stream][-1].status, "succeeded")

        self.run_async(run())

    def test_files_lists_and_knowledge_work_alike(self) -> None:
        async def work() -> None:
            chat = AsyncClient(KEYS["chat"], URL)
            file = await chat.files.upload(("dot.png", PNG), user="python-async")
            await chat.chat.create(query="What is it?", user="python-async", files=[file.as_input("image")])
            self.assertEqual(await chat.files.preview(file.id, user="python-async"), PNG)
            self.assertTrue([each async for each in chat.conversations.iterate(user="python-async")])
            knowledge = AsyncClient(KEYS["datasets"], URL)
            dataset = await knowledge.datasets.create(name=f"A {uuid.uuid4()}"[:40], indexing_technique="economy")
            try:
                added = await knowledge.documents.create_by_text(dataset.id, name="a.txt", text="Owls.", **ECONOMY)
                await knowledge.documents.wait_until_indexed(dataset.id, added.batch, interval=0.1)
                found = await knowledge.datasets.retrieve(dataset.id, query="owls")
                self.assertEqual(found.records[0].segment.content, "Owls.")
            finally:
                await knowledge.datasets.delete(dataset.id)

        self.run_async(work())

    def run_async(self, work: Awaitable[Any]) -> None:
        async def main() -> None:
            await work

        asyncio.run(main())


if __name__ == "__main__":
    unittest.main()
