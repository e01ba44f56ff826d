// What happens on the wire: cut characters, pings, failures, repetitions, time limits.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';
import { promisify } from 'node:util';
import {
  APIError,
  AuthenticationError,
  DifyClient,
  RateLimitError,
  ServerError,
  StreamError,
  TimeoutExceeded,
  TransportError,
} from 'dify-client';
import { answer, events, scripted } from './scripted-server.mjs';

const STREAM =
  'event: ping\n\n' +
  'data: {"event": "message", "answer": "Grüße, ", "conversation_id": "c"}\n\n' +
  ': a remark\n\ndata: {"event": "ping"}\n\n' +
  'data: {"event": "message",\r\ndata:  "answer": "🦔!"}\r\n\r\n' +
  'data: {"event": "message_end", "metadata": {"usage": {"total_tokens": 9}}}\n\n' +
  'data: {"event": "message", "answer": "cut off';
const QUESTION = { query: 'Hi', user: 'u' };

async function serving(t, ...scripts) {
  const server = await scripted(...scripts);
  t.after(server.close);
  return server;
}

async function all(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

test('a stream is read however it is cut', async (t) => {
  for (const size of [1, 2, 3, 7, 10_000]) {
    const { url } = await serving(t, events(STREAM, size));
    const chunks = await all(new DifyClient('app-k', url).chat.createStream(QUESTION));
    assert.deepEqual(chunks.map((chunk) => chunk.event), ['message', 'message', 'message_end']);
    assert.equal(chunks.map((chunk) => chunk.answer ?? '').join(''), 'Grüße, 🦔!');
    assert.equal(chunks.at(-1).metadata.usage.total_tokens, 9);
  }
});

test('a stream tells its listeners', async (t) => {
  const { url } = await serving(t, events(STREAM, 10));
  const stream = new DifyClient('app-k', url).chat.createStream(QUESTION);
  const told = [];
  await new Promise((resolve, reject) => {
    stream
      .on('message', (chunk) => told.push(chunk.answer))
      .once('message', () => told.push('(once)'))
      .on('messageEnd', (chunk) => told.push(chunk.metadata.usage.total_tokens))
      .on('error', reject)
      .on('end', resolve);
  });
  assert.deepEqual(told, ['Grüße, ', '(once)', '🦔!', 9]);
});

test('listening and iterating see the same, and who comes late misses nothing', async (t) => {
  const { url } = await serving(t, events(STREAM, 1000));
  const stream = new DifyClient('app-k', url).chat.createStream(QUESTION);
  await new Promise((resolve) => stream.on('end', resolve));
  assert.equal((await all(stream)).length, 3);
  assert.equal(await stream.text(), 'Grüße, 🦔!');
});

test('an error event is told with what it says', async (t) => {
  const content =
    'data: {"event":"message","answer":"a"}\n\n' +
    'data: {"event":"error","status":400,"code":"completion_request_error","message":"no"}\n\n';
  const server = await serving(t, events(content, 50), events(content, 50));
  const client = new DifyClient('app-k', server.url);
  const fault = await new Promise((resolve) => client.chat.createStream(QUESTION).on('error', resolve));
  assert.ok(fault instanceof StreamError && fault instanceof APIError);
  assert.deepEqual([fault.status, fault.code, fault.message], [400, 'completion_request_error', 'no']);
  const seen = [];
  await assert.rejects(async () => {
    for await (const chunk of client.chat.createStream(QUESTION)) seen.push(chunk.event);
  }, StreamError);
  assert.deepEqual(seen, ['message']);
});

test('a failure that nobody listens to is not lost', async (t) => {
  const { url } = await serving(t, answer('{"code":"invalid_param","message":"m"}', '400 Bad Request'));
  const program = `require('dify-client').DifyClient && new (require('dify-client').DifyClient)('k', '${url}')
    .chat.createStream({ query: 'q', user: 'u' })`;
  const fault = await promisify(execFile)(process.execPath, ['-e', program]).then(assert.fail, (error) => error);
  assert.match(fault.stderr, /BadRequestError/);
});

test('a stream that breaks off is an error and not an end', async (t) => {
  const begun = STREAM.slice(0, STREAM.indexOf('data: {"event": "message_end"'));
  const server = await serving(t, events(begun, 20, ''), events(begun, 20));
  for (let tidily = 0; tidily < 2; tidily++) {
    await assert.rejects(all(new DifyClient('app-k', server.url).chat.createStream(QUESTION)), TransportError);
  }
  assert.equal(server.requests.length, 2);
});

test('a stream that falls silent is given up', async (t) => {
  const server = await serving(t, [...events(STREAM, 20, '').slice(0, -1), 1000]);
  const client = new DifyClient('app-k', { baseUrl: server.url, timeout: 200 });
  await assert.rejects(all(client.chat.createStream(QUESTION)), TimeoutExceeded);
  assert.equal(server.requests.length, 1);
});

test('a stream can be left', async (t) => {
  const { url } = await serving(t, [...events(STREAM, 20, '').slice(0, -1), 5000]);
  for await (const chunk of new DifyClient('app-k', url).chat.createStream(QUESTION)) {
    assert.equal(chunk.event, 'message');
    break;
  }
});

test('key, app and body are sent', async (t) => {
  const server = await serving(t, answer('{"answer":"a"}'));
  const client = new DifyClient({ apiKey: 'app-k', baseUrl: server.url, appId: 'a-1' });
  await client.chat.create({ query: 'Grüße', user: 'u', conversationId: 'c', inputs: { camelCase: 1 }, trace_session_id: 't' });
  const [head, body] = server.requests[0].split('\r\n\r\n');
  assert.match(head, /^POST \/v1\/chat-messages HTTP\/1.1\r\n/);
  assert.match(head, /\r\nauthorization: Bearer app-k(\r\n|$)/i);
  assert.match(head, /\r\nx-app-id: a-1(\r\n|$)/i);
  assert.deepEqual(JSON.parse(Buffer.from(body, 'latin1').toString()), {
    inputs: { camelCase: 1 },
    query: 'Grüße',
    user: 'u',
    conversation_id: 'c',
    trace_session_id: 't',
    response_mode: 'blocking',
  });
});

test('ids and queries are escaped', async (t) => {
  const server = await serving(t, answer('{"data":[],"has_more":false,"limit":5}'));
  await new DifyClient('k', server.url).conversations.messages('a/../b?', { user: 'ü&', limit: 5 });
  assert.match(server.requests[0], /^GET \/v1\/conversations\/a%2F..%2Fb%3F\/messages\?user=%C3%BC%26&limit=5 /);
  await assert.rejects(new DifyClient('k', server.url).files.preview(''), TypeError);
});

test('errors have their type, code and details', async (t) => {
  const refusal = '{"code":"unauthorized","message":"Access token is invalid","status":401,"details":{"field":"x"}}';
  const server = await serving(t, answer(refusal, '401 Unauthorized'), answer('<h1>Bad Gateway</h1>', '502 Bad Gateway'));
  const client = new DifyClient('k', server.url);
  const fault = await client.app.info().then(assert.fail, (error) => error);
  assert.ok(fault instanceof AuthenticationError);
  assert.deepEqual([fault.code, fault.message, fault.details], ['unauthorized', 'Access token is invalid', { field: 'x' }]);
  const proxy = await client.chat.create(QUESTION).then(assert.fail, (error) => error);
  assert.ok(proxy instanceof ServerError);
  assert.deepEqual([proxy.status, proxy.message], [502, '<h1>Bad Gateway</h1>']);
});

test('a limit is waited for, unless it lasts long', async (t) => {
  const limited = answer('{"code":"rate_limit_exceeded","message":"m"}', '429 Too Many Requests', 'Retry-After: 0.1');
  const long = answer('{}', '429 Too Many Requests', 'Retry-After: 3600', 'X-RateLimit-Limit: 60', 'X-RateLimit-Remaining: 0');
  const server = await serving(t, limited, answer('{"answer":"a"}'), long);
  const client = new DifyClient('k', server.url);
  assert.equal((await client.chat.create(QUESTION)).answer, 'a');
  const fault = await client.app.info().then(assert.fail, (error) => error);
  assert.ok(fault instanceof RateLimitError);
  assert.deepEqual([fault.limit, fault.remaining, fault.retryAfter], [60, 0, 3600]);
  assert.equal(server.requests.length, 3);
});

test('reading is repeated when the connection breaks, and asking is not', async (t) => {
  const half = ['HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{', 'cut'];
  const server = await serving(t, half, answer('{"name":"n"}'), half);
  const client = new DifyClient('k', server.url);
  assert.equal((await client.app.info()).name, 'n');
  const fault = await client.chat.create(QUESTION).then(assert.fail, (error) => error);
  assert.ok(fault instanceof TransportError && fault.sent);
  assert.equal(server.requests.length, 3);
});

test('a service that is not there is tried again and then told', async () => {
  const server = await scripted();
  server.close();
  const begun = Date.now();
  const client = new DifyClient('k', { baseUrl: server.url, maxRetries: 1 });
  const fault = await client.chat.create(QUESTION).then(assert.fail, (error) => error);
  assert.ok(fault instanceof TransportError && !fault.sent, String(fault));
  assert.ok(Date.now() - begun > 300);
});

test('an address without a path means the service there', async (t) => {
  const server = await serving(t, answer('{}'), answer('{}'));
  await new DifyClient('k', `${server.url}/`).app.info();
  await new DifyClient('k', `${server.url}/api/`).app.info();
  assert.deepEqual(server.requests.map((request) => request.split(' ')[1]), ['/v1/info', '/api/info']);
  assert.throws(() => new DifyClient('k', 'ftp://h'), TypeError);
  assert.throws(() => new DifyClient(''), TypeError);
});
