// The npm package dify-ai-provider with the AI SDK, as their documents show them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { generateText, jsonSchema, streamText, tool } from 'ai';
import * as packaged from 'dify-ai-provider';
import { keys, png, url, uuid } from './world.mjs';

const { createDifyProvider, difyProvider } = packaged;
const provider = createDifyProvider({ baseURL: url });
const headers = { 'user-id': 'ai-user' };
// The provider reports what it cannot read to this; nothing may come.
const faults = [];
const logger = { debug() {}, info() {}, warn: (...said) => faults.push(said), error: (...said) => faults.push(said) };
const quiet = { onError: () => {} };

test.afterEach(() => assert.deepEqual(faults.splice(0), []));

for (const app of ['chat', 'chatflow']) {
  test(`a ${app} answers, and the conversation goes on`, async () => {
    const model = provider(app, { responseMode: 'blocking', apiKey: keys[app], inputs: {}, logger });
    const first = await generateText({ model, messages: [{ role: 'user', content: 'Hello' }], headers });
    assert.match(first.text, /^Hello/);
    assert.ok(first.usage.inputTokens > 0 && first.usage.totalTokens > first.usage.outputTokens);
    const { conversationId, messageId } = first.providerMetadata.difyWorkflowData;
    assert.match(messageId, uuid);
    const second = await generateText({ model, messages: [{ role: 'user', content: 'And?' }],
      headers: { ...headers, 'chat-id': conversationId } });
    assert.equal(second.providerMetadata.difyWorkflowData.conversationId, conversationId);
  });

  test(`a ${app} answers piece by piece`, async () => {
    const model = provider(app, { apiKey: keys[app], logger });
    const result = streamText({ model, system: 'Be kind.', messages: [{ role: 'user', content: 'Hello' }], headers, ...quiet });
    const pieces = [];
    for await (const piece of result.textStream) pieces.push(piece);
    assert.match(pieces.join(''), /^Hello/);
    assert.equal(await result.finishReason, 'stop');
    assert.ok((await result.usage).totalTokens > 0);
    assert.match((await result.providerMetadata).difyWorkflowData.conversationId, uuid);
  });
}

test('a file goes with the question', async () => {
  const model = provider('chat', { responseMode: 'blocking', apiKey: keys.chat, logger });
  const { text } = await generateText({ model, headers, messages: [{ role: 'user', content: [
    { type: 'text', text: 'What is it?' }, { type: 'file', data: png, mediaType: 'image/png', filename: 'dot.png' }] }] });
  assert.match(text, /^Hello/);
});

test('a fault is told in the words of the service', async () => {
  const model = provider('chat', { responseMode: 'blocking', apiKey: 'app-wrong', logger });
  const fault = await generateText({ model, headers, messages: [{ role: 'user', content: 'Hello' }], maxRetries: 0 })
    .then(() => assert.fail('was not refused'), (error) => error);
  assert.equal(fault.statusCode, 401);
  assert.match(fault.message, /Access token is invalid/);
  assert.equal(faults.splice(0)[0][0], 'Dify API error');
});

test('everything that the package has is used here', () => {
  assert.deepEqual(Object.keys(packaged).sort(), ['createDifyProvider', 'difyProvider']);
  assert.equal(difyProvider('an-app', { apiKey: 'app-none' }).provider, provider.chat('an-app', { apiKey: 'app-none' }).provider);
  assert.deepEqual(Object.keys(provider), ['chat']);
});

test('a provider of other settings answers by its method chat', async (context) => {
  // The package takes a setting fetch and does not use it.
  const seen = [];
  const real = globalThis.fetch;
  context.mock.method(globalThis, 'fetch', (address, init) => {
    seen.push([String(address), new Headers(init.headers).get('x-of')]);
    return real(address, init);
  });
  const own = createDifyProvider({ baseURL: url, headers: { 'X-Of': 'mine' }, logger: false });
  const { text } = await generateText({ model: own.chat('chat', { responseMode: 'blocking', apiKey: keys.chat }), headers,
    messages: [{ role: 'user', content: 'Hello' }] });
  assert.match(text, /^Hello/);
  assert.deepEqual(seen, [[`${url}/chat-messages`, 'mine']]);
});

test('tools are told to the app in the question', async () => {
  const model = provider('chat', { responseMode: 'blocking', apiKey: keys.chat, logger });
  const { text } = await generateText({ model, headers, messages: [{ role: 'user', content: 'Hello' }],
    tools: { weather: tool({ description: 'Tells the weather', inputSchema: jsonSchema({ type: 'object', properties: {} }) }) } });
  assert.match(text, /^Hello/);
});

test('an agent is listened to piece by piece', async () => {
  const model = provider('agent', { apiKey: keys.agent, logger });
  const result = streamText({ model, messages: [{ role: 'user', content: 'Hello' }], headers, ...quiet });
  let text = '';
  for await (const piece of result.textStream) text += piece;
  assert.match(text, /^Hello/);
  assert.equal(await result.finishReason, 'stop');
});

test('a model is asked without the functions of the SDK', async () => {
  const model = provider('chat', { apiKey: keys.chat, logger });
  const prompt = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }];
  const whole = await model.doGenerate({ prompt, headers });
  assert.match(whole.content.find((part) => part.type === 'text').text, /^Hello/);
  const { stream } = await model.doStream({ prompt, headers });
  const parts = [];
  for await (const part of stream) parts.push(part.type);
  assert.equal(parts.at(-1), 'finish');
});
