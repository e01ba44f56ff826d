"""What happens on the wire: cut characters, pings, failures, repetitions, time limits."""

from __future__ import annotations

import asyncio
import json
import socket
import time
import unittest
from typing import Any, Callable, List

from dify_client import (
    APIError,
    AsyncClient,
    AuthenticationError,
    BadRequestError,
    Client,
    FileTooLargeError,
    RateLimitError,
    ServerError,
    StreamError,
    TimeoutExceeded,
    TransportError,
)
from dify_client._sse import EventParser

from .scripted_server import ScriptedServer, answer, events, of_size

STREAM = (
    "event: ping\n\n"
    'data: {"event": "message", "answer": "Grüße, ", "conversation_id": "c"}\n\n'
    ': a remark\n\ndata: {"event": "ping"}\n\n'
    'data: {"event": "message",\r\ndata:  "answer": "🦔!"}\r\n\r\n'
    'data: {"event": "message_end", "metadata": {"usage": {"total_tokens": 9}}}\n\n'
    'data: {"event": "message", "answer": "cut off'
).encode("utf-8")


class Both(unittest.TestCase):
    """Each behaviour is tried with both kinds of client."""

    def both(self, scripts: Callable[[], List[Any]], act: Callable[[Any, Any], Any], **options: Any) -> None:
        for asynchronous in (False, True):
            with self.subTest(asynchronous=asynchronous), ScriptedServer(*scripts()) as server:
                if asynchronous:
                    later = AsyncClient("app-k", server.url, **options)
                    act(lambda make: asyncio.run(_awaited(make(later))), server)
                else:
                    client = Client("app-k", server.url, **options)
                    act(lambda make: make(client), server)


async def _awaited(value: Any) -> Any:
    return await value if hasattr(value, "__await__") else value


async def _listed(stream: Any) -> List[Any]:
    return [chunk async for chunk in stream]


def chunks(client: Any) -> Any:
    stream = client.chat.create_stream(query="Hi", user="u")
    return _listed(stream) if isinstance(client, AsyncClient) else list(stream)


class StreamTest(Both):
    def test_a_stream_is_read_however_it_is_cut(self) -> None:
        for size in (1, 2, 3, 7, 10_000):
            def act(call: Any, _: Any) -> None:
                got = call(chunks)
                self.assertEqual([c.event for c in got], ["message", "message", "message_end"])
                self.assertEqual("".join(c.answer for c in got), "Grüße, 🦔!")
                self.assertEqual(got[0].conversation_id, "c")
                self.assertEqual(got[-1].metadata.usage.total_tokens, 9)
                self.assertEqual(got[-1].answer, "")

            self.both(lambda: [events(STREAM, of_size(size))], act)

    def test_an_error_event_is_raised_with_what_it_says(self) -> None:
        content = b'data: {"event":"message","answer":"a"}\n\ndata: {"event":"error","status":400,' + (
            b'"code":"completion_request_error","message":"no"}\n\n'
        )

        def act(call: Any, _: Any) -> None:
            with self.assertRaises(StreamError) as raised:
                call(chunks)
            self.assertEqual((raised.exception.status, raised.exception.code), (400, "completion_request_error"))
            self.assertEqual(raised.exception.message, "no")

        self.both(lambda: [events(content, of_size(50))], act)

    def test_a_stream_that_breaks_off_is_an_error_and_not_an_end(self) -> None:
        def act(call: Any, server: Any) -> None:
            with self.assertRaises(TransportError):
                call(chunks)
            self.assertEqual(len(server.requests), 1)

        self.both(lambda: [events(STREAM, of_size(20), end=b"")], act)
        tidily = STREAM[: STREAM.index(b"data: {\"event\": \"message_end\"")]
        self.both(lambda: [events(tidily, of_size(20))], act)

    def test_a_stream_that_falls_silent_is_given_up(self) -> None:
        def act(call: Any, server: Any) -> None:
            with self.assertRaises(TimeoutExceeded):
                call(chunks)
            self.assertEqual(len(server.requests), 1)

        self.both(lambda: [[*events(STREAM, of_size(20), end=b""), 1.0]], act, timeout=0.2)

    def test_refusals_come_before_the_first_chunk(self) -> None:
        def act(call: Any, _: Any) -> None:
            with self.assertRaises(BadRequestError):
                call(chunks)

        self.both(lambda: [answer('{"code":"invalid_param","message":"m","status":400}', "400 Bad Request")], act)

    def test_the_parser_takes_a_byte_order_mark_and_old_line_ends(self) -> None:
        parser = EventParser()
        got = [event for byte in b"\xef\xbb\xbfdata: 1\r\n\r\n" for event in parser.feed(bytes([byte]))]
        self.assertEqual(got, [(None, "1")])


class RequestTest(Both):
    def test_the_key_the_app_and_the_body_are_sent(self) -> None:
        def act(call: Any, server: Any) -> None:
            call(lambda c: c.chat.create(query="Grüße", user="u", conversation_id="c-1", trace_session_id="t"))
            head, _, body = server.requests[0].partition(b"\r\n\r\n")
            self.assertTrue(head.startswith(b"POST /v1/chat-messages HTTP/1.1\r\n"), head)
            self.assertIn(b"\r\nAuthorization: Bearer app-k\r\n", head)
            self.assertIn(b"\r\nX-App-Id: a-1\r\n", head)
            self.assertEqual(
                json.loads(body),
                {
                    "query": "Grüße",
                    "user": "u",
                    "inputs": {},
                    "conversation_id": "c-1",
                    "trace_session_id": "t",
                    "response_mode": "blocking",
                },
            )

        self.both(lambda: [answer('{"answer":"a"}')], act, app_id="a-1")

    def test_ids_and_queries_are_escaped(self) -> None:
        def act(call: Any, server: Any) -> None:
            call(lambda c: c.conversations.messages("a/../b?", user="ü&", limit=5))
            self.assertIn(b"GET /v1/conversations/a%2F..%2Fb%3F/messages?user=%C3%BC%26&limit=5 ", server.requests[0])

        self.both(lambda: [answer('{"data":[],"has_more":false,"limit":5}')], act)

    def test_a_header_cannot_be_smuggled_in(self) -> None:
        for client in (Client("a\r\nX: 1", "http://127.0.0.1:9"), AsyncClient("a\r\nX: 1", "http://127.0.0.1:9")):
            with socket.create_server(("127.0.0.1", 0)) as listener:
                client._enter(Client("a\r\nX: 1", f"http://127.0.0.1:{listener.getsockname()[1]}")._transport.settings)
                with self.assertRaises(ValueError):
                    result = client.app.info()
                    asyncio.run(_awaited(result))

    def test_an_answer_without_body_is_empty(self) -> None:
        def act(call: Any, server: Any) -> None:
            self.assertIsNone(call(lambda c: c.annotations.delete("a")))
            self.assertTrue(server.requests[0].startswith(b"DELETE /v1/apps/annotations/a "))

        self.both(lambda: [[b"HTTP/1.1 204 No Content\r\n\r\n"]], act)

    def test_an_answer_until_the_connection_ends_is_read(self) -> None:
        def act(call: Any, _: Any) -> None:
            self.assertEqual(call(lambda c: c.files.preview("f")), b"abcdef")

        self.both(lambda: [[b"HTTP/1.1 200 OK\r\n\r\nabc", 0.05, b"def"]], act)


class FailureTest(Both):
    def test_errors_have_their_type_code_and_details(self) -> None:
        body = '{"code":"unauthorized","message":"Access token is invalid","status":401,"details":{"field":"x"}}'

        def act(call: Any, server: Any) -> None:
            with self.assertRaises(AuthenticationError) as raised:
                call(lambda c: c.app.info())
            self.assertIsInstance(raised.exception, APIError)
            self.assertEqual(raised.exception.code, "unauthorized")
            self.assertEqual(raised.exception.details, {"field": "x"})
            self.assertEqual(len(server.requests), 1)

        self.both(lambda: [answer(body, "401 Unauthorized")], act)

    def test_what_a_proxy_says_is_an_error_too(self) -> None:
        def act(call: Any, _: Any) -> None:
            with self.assertRaises(ServerError) as raised:
                call(lambda c: c.chat.create(query="q", user="u"))
            self.assertEqual((raised.exception.status, raised.exception.message), (502, "<h1>Bad Gateway</h1>"))

        self.both(lambda: [answer("<h1>Bad Gateway</h1>", "502 Bad Gateway")], act)

    def test_a_limit_is_waited_for_and_the_call_repeated(self) -> None:
        limited = answer('{"code":"rate_limit_exceeded","message":"m"}', "429 Too Many Requests", "Retry-After: 0.1")

        def act(call: Any, server: Any) -> None:
            self.assertEqual(call(lambda c: c.chat.create(query="q", user="u")).answer, "a")
            self.assertEqual(len(server.requests), 2)
            self.assertEqual(server.requests[0], server.requests[1])

        self.both(lambda: [limited, answer('{"answer":"a"}')], act)

    def test_a_limit_that_lasts_long_is_told_at_once(self) -> None:
        limited = answer(
            "{}", "429 Too Many Requests", "Retry-After: 3600", "X-RateLimit-Limit: 60", "X-RateLimit-Remaining: 0"
        )

        def act(call: Any, _: Any) -> None:
            with self.assertRaises(RateLimitError) as raised:
                call(lambda c: c.app.info())
            self.assertEqual((raised.exception.limit, raised.exception.remaining), (60, 0))
            self.assertEqual(raised.exception.retry_after, 3600)

        self.both(lambda: [limited], act)

    def test_reading_is_repeated_when_the_connection_breaks_and_asking_is_not(self) -> None:
        half = [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"]

        def reading(call: Any, server: Any) -> None:
            self.assertEqual(call(lambda c: c.app.info()).name, "n")
            self.assertEqual(len(server.requests), 2)

        def asking(call: Any, server: Any) -> None:
            with self.assertRaises(TransportError) as raised:
                call(lambda c: c.chat.create(query="q", user="u"))
            self.assertTrue(raised.exception.sent)
            self.assertEqual(len(server.requests), 1)

        self.both(lambda: [half, answer('{"name":"n"}')], reading)
        self.both(lambda: [half, answer('{"answer":"a"}')], asking)

    def test_a_service_that_is_not_there_is_tried_again_and_then_told(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        begun = time.monotonic()
        with self.assertRaises(TransportError) as raised:
            Client("app-k", url, max_retries=1).chat.create(query="q", user="u")
        self.assertFalse(raised.exception.sent)
        self.assertGreater(time.monotonic() - begun, 0.3)

        async def ask() -> None:
            await AsyncClient("app-k", url, max_retries=0).chat.create(query="q", user="u")

        with self.assertRaises(TransportError):
            asyncio.run(ask())

    def test_a_slow_answer_ends_with_the_callers_patience(self) -> None:
        def act(call: Any, _: Any) -> None:
            with self.assertRaises(TimeoutExceeded):
                call(lambda c: c.with_options(timeout=0.1, max_retries=0).app.info())

        self.both(lambda: [[1.0, *answer("{}")]], act)

    def test_a_body_that_is_refused_before_its_end_tells_why(self) -> None:
        refusal = [*answer('{"code":"file_too_large","message":"m"}', "413 Payload Too Large"), 0.3]
        for asynchronous in (False, True):
            with ScriptedServer(refusal, read_body=False) as server:
                file = ("big.txt", b"x" * 30_000_000)
                with self.subTest(asynchronous=asynchronous), self.assertRaises((FileTooLargeError, TransportError)) as raised:
                    if asynchronous:
                        asyncio.run(_awaited(AsyncClient("k", server.url).files.upload(file, user="u")))
                    else:
                        Client("k", server.url).files.upload(file, user="u")
                # The kernel may throw the answer away with the connection.
                if isinstance(raised.exception, TransportError):
                    self.assertTrue(raised.exception.sent)


class SettingsTest(unittest.TestCase):
    def test_an_address_without_path_means_the_service_there(self) -> None:
        for url, prefix in {
            "http://h:5001": "/v1",
            "http://h:5001/": "/v1",
            "http://h:5001/v1/": "/v1",
            "https://h/api": "/api",
            "https://h/dify/v1": "/dify/v1",
        }.items():
            self.assertEqual(Client("k", url)._transport.settings.prefix, prefix)
        self.assertEqual(Client("k", "https://h")._transport.settings.port, 443)

    def test_what_cannot_be_called_is_refused_at_once(self) -> None:
        with self.assertRaises(ValueError):
            Client("k", "localhost:5001")
        with self.assertRaises(ValueError):
            Client("")
        with self.assertRaises(ValueError):
            Client("k", "http://h").files.preview("")


if __name__ == "__main__":
    unittest.main()
