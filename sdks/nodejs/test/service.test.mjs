// Every room, against a running service. The tests of the service start one and run this:
//
//   SERVICE_URL     its address
//   SERVICE_KEYS    {"chat": ..., "completion": ..., "workflow": ..., "chatflow": ..., "datasets": ...}
//   ENDLESS         what a question must contain so that its answer has no end
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as testCase } from 'node:test';
import { asInput, AuthenticationError, BadRequestError, DifyClient, NotFoundError } from 'dify-client';

const url = process.env.SERVICE_URL;
const keys = JSON.parse(process.env.SERVICE_KEYS ?? '{}');
const endless = process.env.ENDLESS;
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
const test = (name, body) => testCase(name, { skip: url ? false : 'SERVICE_URL names no running service' }, body);
const client = (kind) => new DifyClient(keys[kind], url);

async function all(items) {
  const list = [];
  for await (const item of items) list.push(item);
  return list;
}

test('an answer is whole or comes in pieces', async () => {
  const { chat } = client('chat');
  const user = `node-${randomUUID()}`;
  const whole = await chat.create({ query: 'Hello', user, inputs: { tone: 'warm' } });
  assert.match(whole.answer, /^Hello wörld/);
  const chunks = await all(chat.createStream({ query: 'Again', user, conversationId: whole.conversation_id }));
  assert.equal(chunks.map((chunk) => chunk.answer ?? '').join(''), whole.answer);
  assert.ok(chunks.every((chunk) => chunk.conversation_id === whole.conversation_id));
  assert.equal(chunks.at(-1).event, 'message_end');

  // As the documents show it.
  const stream = await chat.createStream({ query: 'Hello', user });
  let said = '';
  const usage = await new Promise((resolve, reject) => {
    stream.on('message', (data) => (said += data.answer));
    stream.on('messageEnd', (data) => resolve(data.metadata.usage));
    stream.on('error', reject);
  });
  assert.equal(said, whole.answer);
  assert.ok(usage.total_tokens > 0);
});

test('a running answer is stopped', async () => {
  const { chat } = client('chat');
  const read = [];
  for await (const chunk of chat.createStream({ query: endless, user: 'node' })) {
    if (read.push(chunk) === 1) await chat.stop(chunk.task_id, { user: 'node' });
  }
  assert.equal(read.at(-1).event, 'message_end');
});

test('a conversation is listed, named, judged and deleted', async () => {
  const { chat, conversations, messages } = client('chat');
  const user = `node-${randomUUID()}`;
  const first = await chat.create({ query: 'Hello', user });
  const conversationId = first.conversation_id;
  const second = await chat.create({ query: 'Again', user, conversation_id: conversationId });
  const other = (await chat.create({ query: 'Another', user })).conversation_id;
  assert.equal((await conversations.rename(conversationId, { user, name: 'Greetings' })).name, 'Greetings');
  assert.deepEqual((await all(conversations.iterate({ user, limit: 1 }))).map((each) => each.id), [other, conversationId]);
  assert.equal((await conversations.messages(conversationId, { user, limit: 1 })).has_more, true);

  await messages.feedback(first.message_id, { user, rating: 'like', content: 'Good' });
  const listed = await all(messages.iterate({ conversationId, user, limit: 1 }));
  assert.deepEqual(listed.map((each) => each.id), [second.message_id, first.message_id]);
  assert.equal(listed[1].feedback.rating, 'like');
  await messages.feedback(first.message_id, { user, rating: null });
  assert.equal((await messages.list({ conversationId, user })).data[0].feedback, null);
  assert.deepEqual(await messages.suggested(first.message_id, { user }), ['Why?', 'What else?']);
  await conversations.delete(conversationId, { user });
  await assert.rejects(conversations.messages(conversationId, { user }), NotFoundError);
});

test('a file is uploaded and asked about', async () => {
  const { chat, files, messages } = client('chat');
  const path = join(await mkdtemp(join(tmpdir(), 'dify-')), 'a dot ü.png');
  await writeFile(path, png);
  const uploaded = await files.upload(path, { user: 'node' });
  assert.deepEqual([uploaded.name, uploaded.mime_type, uploaded.size], ['a dot ü.png', 'image/png', png.length]);
  const file = await files.upload({ name: 'dot.png', content: png }, { user: 'node' });
  const answer = await chat.create({ query: 'What is it?', user: 'node', files: [asInput(file, 'image')] });
  const message = (await messages.list({ conversationId: answer.conversation_id, user: 'node' })).data[0];
  assert.equal(message.message_files[0].filename, 'dot.png');
  assert.deepEqual(Buffer.from(await files.preview(file.id, { user: 'node' })), png);
});

test('speech is written down and spoken', async () => {
  const { audio } = client('chat');
  assert.equal(await audio.toText({ name: 'note.mp3', content: 'sound' }, { user: 'node' }), 'Good morning');
  assert.equal(Buffer.from(await audio.fromText({ text: 'Hello', user: 'node' })).toString(), 'ID3-sound');
});

test('the app says what it is, and keeps annotations', async () => {
  const { annotations, app, chat, messages, ...whole } = client('chat');
  assert.equal((await app.info()).mode, 'chat');
  assert.equal((await app.parameters()).opening_statement, 'Welcome');
  assert.ok((await app.meta()).tool_icons);
  assert.match((await app.site()).title, /^A chat/);
  const user = `node-${randomUUID()}`;
  const answer = await chat.create({ query: 'Hello', user });
  await messages.feedback(answer.message_id, { user, rating: 'dislike' });
  const mine = (await app.feedbacks({ limit: 100 })).data.find((each) => each.message_id === answer.message_id);
  assert.equal((await app.endUser(mine.from_end_user_id)).session_id, user);
  assert.equal((await client('chat').request('get', '/info')).mode, 'chat');

  const made = await annotations.create({ question: `Who is ${user}?`, answer: 'A test' });
  await annotations.update(made.id, { question: `Who is ${user}?`, answer: 'Nobody' });
  assert.deepEqual((await annotations.list({ keyword: user })).data.map((each) => each.answer), ['Nobody']);
  await annotations.delete(made.id);
});

test('a text is completed', async () => {
  const { completion } = client('completion');
  const whole = await completion.create({ inputs: { text: 'Hallo' }, user: 'node' });
  assert.match(whole.answer, /^Hello/);
  assert.equal(await completion.createStream({ inputs: { text: 'Hallo' }, user: 'node' }).text(), whole.answer);
  await assert.rejects(completion.create({ user: 'node' }), BadRequestError);
  await assert.rejects(new DifyClient('app-wrong', url).app.info(), AuthenticationError);
});

test('a workflow is run, watched and looked up', async () => {
  const { workflows } = client('workflow');
  const result = await workflows.run({ inputs: { text: 'Hi' }, user: 'node' });
  assert.equal(result.data.status, 'succeeded');
  assert.deepEqual(result.data.outputs.list, ['<Hi>', '<HI>']);
  assert.equal((await workflows.get(result.workflow_run_id)).status, 'succeeded');
  const again = await workflows.run({ inputs: { text: 'Hi' }, user: 'node', workflowId: result.data.workflow_id });
  assert.equal(again.data.status, 'succeeded');
  const logged = (await workflows.logs({ limit: 100 })).data.map((each) => each.workflow_run.id);
  assert.ok(logged.includes(result.workflow_run_id));

  const told = [];
  const stream = workflows.run({ inputs: { text: 'Hi' }, user: 'node', responseMode: 'streaming' });
  const outputs = await new Promise((resolve, reject) => {
    stream.on('workflowStarted', () => told.push('started'));
    stream.on('textChunk', (chunk) => told.push(chunk.data.text));
    stream.on('workflowFinished', (chunk) => resolve(chunk.data.outputs));
    stream.on('error', reject);
  });
  assert.equal(told[0], 'started');
  assert.equal(told.slice(1).join(''), outputs.answer);
  assert.equal((await all(workflows.events(result.workflow_run_id, { user: 'node' }))).at(-1).event, 'workflow_finished');
});

test('a running workflow is stopped', async () => {
  const { workflows } = client('workflow');
  let last;
  let asked = false;
  for await (const chunk of workflows.runStream({ inputs: { text: endless }, user: 'node' })) {
    last = chunk;
    if (chunk.event === 'text_chunk' && !asked) {
      asked = true;
      await workflows.stop(chunk.task_id, { user: 'node' });
    }
  }
  assert.equal(last.data.status, 'stopped');
});

test('a chatflow remembers', async () => {
  const { chat, conversations, humanInput } = client('chatflow');
  const { conversation_id: id } = await chat.create({ query: 'Hello', user: 'node' });
  const variable = (await conversations.variables(id, { user: 'node' })).data[0];
  const changed = await conversations.updateVariable(id, variable.id, { value: 'hedgehogs', user: 'node' });
  assert.equal(changed.value, 'hedgehogs');
  await assert.rejects(humanInput.get('no-such-token'), NotFoundError);
});

test('knowledge is filled, described, searched and removed', async (t) => {
  const { datasets, documents, segments, tags, metadata } = client('datasets');
  const name = `Node ${randomUUID()}`.slice(0, 40);
  const { id } = await datasets.create({ name, indexingTechnique: 'economy' });
  t.after(() => datasets.delete(id));
  const economy = { indexingTechnique: 'economy' };
  const byText = await documents.createByText(id, { name: 'a.txt', text: 'Hedgehogs sleep in winter.', ...economy });
  const byFile = await documents.createByFile(id, { name: 'owls.md', content: '# Owls\n\nOwls hunt at night.' }, economy);
  for (const { batch } of [byText, byFile]) await documents.waitUntilIndexed(id, batch, { interval: 100 });
  const document = byText.document.id;
  assert.equal((await datasets.retrieve(id, { query: 'hedgehogs' })).records[0].segment.document_id, document);
  assert.equal((await all(documents.iterate(id, { limit: 1 }))).length, 2);
  assert.equal((await documents.get(id, document)).name, 'a.txt');
  await documents.setStatus(id, 'disable', [document]);
  assert.match(await documents.downloadUrl(id, byFile.document.id), /^http/);
  assert.equal(Buffer.from(await documents.downloadZip(id, [byFile.document.id])).subarray(0, 2).toString(), 'PK');
  const changed = await documents.updateByText(id, document, { name: 'a.txt', text: 'Frogs sleep too.' });
  await documents.waitUntilIndexed(id, changed.batch, { interval: 100 });

  const [made] = await segments.create(id, document, [{ content: 'Two.', keywords: ['two'] }]);
  assert.equal((await segments.update(id, document, made.id, { content: 'Three.' })).content, 'Three.');
  assert.equal((await segments.get(id, document, made.id)).content, 'Three.');
  assert.equal((await all(segments.iterate(id, document, { limit: 1 }))).length, 2);
  await segments.delete(id, document, made.id);

  const tag = await tags.create({ name: randomUUID().slice(0, 20) });
  await tags.bind({ tagIds: [tag.id], datasetId: id });
  assert.deepEqual((await tags.of(id)).map((each) => each.id), [tag.id]);
  assert.deepEqual((await datasets.list({ tagIds: [tag.id] })).data.map((each) => each.id), [id]);
  await tags.unbind({ tagId: tag.id, datasetId: id });
  await tags.delete(tag.id);

  const field = await metadata.create(id, { type: 'string', name: 'author' });
  await metadata.assign(id, [{ document_id: document, metadata_list: [{ id: field.id, name: 'author', value: 'Ann' }] }]);
  assert.equal((await documents.get(id, document, { metadata: 'only' })).doc_metadata[0].value, 'Ann');
  await metadata.switchBuiltIn(id, { enabled: true });
  assert.equal((await metadata.builtIn(id)).fields.length, 5);
  await metadata.delete(id, field.id);
  assert.equal((await datasets.update(id, { description: 'Animals' })).description, 'Animals');
  assert.equal((await all(datasets.iterate({ keyword: name })))[0].id, id);
  await documents.delete(id, document);
});
