// The npm package dify-client as it is published: each of its methods, and the rest of the API through its generic request.
import assert from 'node:assert/strict';
import test from 'node:test';
import * as packaged from 'dify-client';
import { endless, eventually, keys, png, url, uuid } from './world.mjs';

const { ChatClient, CompletionClient, DifyClient } = packaged;
const user = 'js-user';

// Which methods were called, so that none of those that the package has is forgotten.
const called = new Set();
const published = Object.values(packaged).filter((each) => typeof each === 'function');
const methods = published.flatMap((type) => Object.getOwnPropertyNames(type.prototype)
  .filter((name) => name !== 'constructor').map((name) => ({ type, name })));
for (const { type, name } of methods) {
  const original = type.prototype[name];
  type.prototype[name] = function (...given) {
    called.add(`${type.name}.${name}`);
    return original.apply(this, given);
  };
}

/** The events of a stream as the client's own documentation reads them. */
async function events(response, each = () => {}) {
  const read = [];
  let rest = '';
  for await (const chunk of response.data) {
    rest += chunk.toString();
    const lines = rest.split('\n');
    rest = lines.pop();
    for (const line of lines.filter((text) => text.startsWith('data: '))) {
      const event = JSON.parse(line.slice('data: '.length));
      read.push(event);
      await each(event);
    }
  }
  return read;
}

const names = (read) => read.map((event) => event.event).filter((name, i, all) => name !== all[i - 1]);

async function refused(call, status, code) {
  const fault = await call.then(() => assert.fail('was not refused'), (error) => error);
  assert.equal(fault.response?.status, status, JSON.stringify(fault.response?.data) ?? String(fault));
  const { details, ...body } = fault.response.data;
  assert.deepEqual(Object.keys(body).sort(), ['code', 'message', 'status']);
  assert.equal(body.code, code);
  assert.equal(body.status, status);
}

test('any client', async () => {
  const client = new DifyClient('app-wrong', url);
  await refused(client.getApplicationParameters(user), 401, 'unauthorized');
  client.updateApiKey(keys.chat);
  const parameters = (await client.getApplicationParameters(user)).data;
  assert.equal(parameters.opening_statement, 'Welcome');
  assert.deepEqual(parameters.user_input_form.map((field) => Object.keys(field)), [['text-input']]);
  assert.equal(parameters.system_parameters.image_file_size_limit, 15);

  const form = new FormData();
  form.append('file', new Blob([png], { type: 'image/png' }), 'dot.png');
  form.append('user', user);
  const file = await client.fileUpload(form);
  assert.equal(file.status, 201);
  assert.match(file.data.id, uuid);
  assert.equal(file.data.extension, 'png');
  assert.equal(file.data.size, png.length);
});

test('a conversation', async () => {
  const client = new ChatClient(keys.chat, url);
  const form = new FormData();
  form.append('file', new Blob([png], { type: 'image/png' }), 'dot.png');
  form.append('user', user);
  const file = (await client.fileUpload(form)).data;

  const first = (await client.createChatMessage({ tone: 'warm' }, 'Hello there', user, false, null,
    [{ type: 'image', transfer_method: 'local_file', upload_file_id: file.id }])).data;
  assert.equal(first.event, 'message');
  assert.equal(first.mode, 'chat');
  assert.match(first.answer, /^Hello/);
  assert.ok(first.metadata.usage.total_tokens > 0);
  assert.equal(typeof first.metadata.usage.total_price, 'string');
  assert.equal(typeof first.metadata.usage.latency, 'number');

  const stream = await client.createChatMessage({}, 'And again', user, true, first.conversation_id);
  assert.match(stream.headers['content-type'], /^text\/event-stream/);
  const read = await events(stream);
  assert.deepEqual(names(read), ['message', 'message_end']);
  assert.equal(read.at(-1).conversation_id, first.conversation_id);

  const messages = (await client.getConversationMessages(user, first.conversation_id, null, 1)).data;
  assert.equal(messages.limit, 1);
  assert.equal(messages.has_more, true);
  assert.equal(messages.data[0].query, 'And again');
  const older = (await client.getConversationMessages(user, first.conversation_id, messages.data[0].id)).data;
  assert.deepEqual(older.data.map((message) => message.query), ['Hello there']);
  assert.equal(older.data[0].message_files[0].type, 'image');
  assert.equal(older.data[0].inputs.tone, 'warm');

  assert.deepEqual((await client.messageFeedback(first.id, 'like', user)).data, { result: 'success' });
  assert.deepEqual((await client.messageFeedback(first.id, null, user)).data, { result: 'success' });
  await refused(client.messageFeedback(first.id, null, user), 400, 'invalid_param');

  const listed = (await client.getConversations(user, null, 100, null)).data;
  assert.ok(listed.data.some((conversation) => conversation.id === first.conversation_id));
  const named = (await client.renameConversation(first.conversation_id, 'Greetings', user, false)).data;
  assert.equal(named.name, 'Greetings');
  assert.ok((await client.renameConversation(first.conversation_id, '', user, true)).data.name);

  const preview = await client.sendRequest('GET', `/files/${file.id}/preview`, null, { user }, true);
  assert.equal(preview.headers['content-type'], 'image/png');
  preview.data.resume();
  assert.match(preview.headers['cache-control'], /max-age=3600/);

  const gone = await client.deleteConversation(first.conversation_id, user);
  assert.equal(gone.status, 204);
  assert.ok(!gone.data);
  await refused(client.getConversationMessages(user, first.conversation_id), 404, 'not_found');
});

test('what else a chat app answers', async () => {
  const client = new ChatClient(keys.chat, url);
  const read = await events(await client.createChatMessage({}, endless, user, true), async (event) => {
    if (event.event === 'message' && event.answer) {
      const stopped = await client.sendRequest('POST', `/chat-messages/${event.task_id}/stop`, { user });
      assert.deepEqual(stopped.data, { result: 'success' });
    }
  });
  assert.equal(read.at(-1).event, 'message_end');

  const answer = (await client.createChatMessage({}, 'Hello', user)).data;
  const suggested = (await client.sendRequest('GET', `/messages/${answer.id}/suggested`, null, { user })).data;
  assert.deepEqual(suggested, { result: 'success', data: ['Why?', 'What else?'] });
  await client.messageFeedback(answer.id, 'dislike', user);
  const feedbacks = (await client.sendRequest('GET', '/app/feedbacks', null, { page: 1, limit: 101 })).data;
  assert.deepEqual(Object.keys(feedbacks), ['data']);
  assert.match(feedbacks.data[0].created_at, /^\d{4}-\d\d-\d\dT/);

  const info = (await client.sendRequest('GET', '/info')).data;
  assert.deepEqual(Object.keys(info), ['name', 'description', 'tags', 'mode', 'author_name']);
  assert.deepEqual((await client.sendRequest('GET', '/meta')).data, { tool_icons: {} });
  assert.equal((await client.sendRequest('GET', '/site')).data.title, 'A chat');
  assert.ok((await client.sendRequest('GET', '/')).data.welcome);

  const uploader = (await client.sendRequest('GET', '/app/feedbacks')).data.data[0].from_end_user_id;
  assert.equal((await client.sendRequest('GET', `/end-users/${uploader}`)).data.session_id, user);
  await refused(client.sendRequest('GET', '/end-users/00000000-0000-4000-8000-000000000000'), 404, 'end_user_not_found');

  const form = new FormData();
  form.append('file', new Blob(['sound'], { type: 'audio/mp3' }), 'note.mp3');
  form.append('user', user);
  const heard = await client.sendRequest('POST', '/audio-to-text', form, null, false, { 'Content-Type': 'multipart/form-data' });
  assert.deepEqual(heard.data, { text: 'Good morning' });
  const spoken = await client.sendRequest('POST', '/text-to-audio', { text: 'Hello', user }, null, true);
  assert.match(spoken.headers['content-type'], /^audio\/mpeg/);
  spoken.data.resume();

  await refused(client.createChatMessage({}, 'Hello', ''), 400, 'invalid_param');
  await refused(client.createChatMessage({}, 'Hello', user, false, '00000000-0000-4000-8000-000000000000'), 404, 'not_found');
  await refused(client.sendRequest('POST', '/workflows/run', { inputs: {}, user }), 400, 'not_workflow_app');
  await refused(client.sendRequest('POST', '/completion-messages', { inputs: {}, user }), 400, 'app_unavailable');
  await refused(client.sendRequest('POST', '/chat-messages'), 400, 'invalid_param');
  await refused(client.sendRequest('GET', '/conversations', null, { user, limit: 101 }), 400, 'invalid_param');
});

test('annotations', async () => {
  const client = new DifyClient(keys.chat, url);
  const created = await client.sendRequest('POST', '/apps/annotations', { question: 'Who are you?', answer: 'A program.' });
  assert.equal(created.status, 201);
  assert.deepEqual(Object.keys(created.data), ['id', 'question', 'answer', 'hit_count', 'created_at']);
  const id = created.data.id;
  const listed = (await client.sendRequest('GET', '/apps/annotations', null, { keyword: 'who are' })).data;
  assert.deepEqual(Object.keys(listed).sort(), ['data', 'has_more', 'limit', 'page', 'total']);
  assert.equal(listed.data[0].id, id);
  const updated = (await client.sendRequest('PUT', `/apps/annotations/${id}`, { question: 'Who is it?', answer: 'Me.' })).data;
  assert.equal(updated.answer, 'Me.');

  const job = (await client.sendRequest('POST', '/apps/annotation-reply/enable', {
    score_threshold: 1, embedding_provider_name: 'openai', embedding_model_name: 'text-embedding-3-small' })).data;
  assert.equal(job.job_status, 'waiting');
  await eventually('annotations answer', async () =>
    (await client.sendRequest('GET', `/apps/annotation-reply/enable/status/${job.job_id}`)).data.job_status === 'completed');
  const answer = (await new ChatClient(keys.chat, url).createChatMessage({}, 'Who is it?', user)).data;
  assert.equal(answer.answer, 'Me.');
  assert.equal(answer.metadata.annotation_reply.id, id);
  // The body of this call is the word null.
  const off = (await client.sendRequest('POST', '/apps/annotation-reply/disable')).data;
  assert.match(off.job_id, uuid);
  const gone = await client.sendRequest('DELETE', `/apps/annotations/${id}`);
  assert.equal(gone.status, 204);
});

test('a completion', async () => {
  const client = new CompletionClient(keys.completion, url);
  const whole = (await client.createCompletionMessage({ text: 'Guten Tag' }, user)).data;
  assert.equal(whole.mode, 'completion');
  assert.match(whole.answer, /^Hello/);
  assert.ok(!('conversation_id' in whole));
  const read = await events(await client.createCompletionMessage({ text: 'Guten Tag' }, user, true, []));
  assert.deepEqual(names(read), ['message', 'message_end']);
  await refused(client.createCompletionMessage({}, user), 400, 'invalid_param');
  const stopped = await events(await client.createCompletionMessage({ text: endless }, user, true), async (event) => {
    if (event.event === 'message' && event.answer) {
      await client.sendRequest('POST', `/completion-messages/${event.task_id}/stop`, { user });
    }
  });
  assert.equal(stopped.at(-1).event, 'message_end');
});

test('a workflow', async () => {
  const client = new CompletionClient(keys.workflow, url);
  const run = (await client.runWorkflow({ text: 'hi' }, user)).data;
  assert.equal(run.data.status, 'succeeded', JSON.stringify(run));
  assert.deepEqual(run.data.outputs.list, ['<hi>', '<HI>']);
  assert.equal(run.data.total_steps > 4, true);
  const read = await events(await client.runWorkflow({ text: 'hi' }, user, true));
  assert.equal(read[0].event, 'workflow_started');
  assert.equal(read.at(-1).event, 'workflow_finished');
  for (const name of ['node_started', 'node_finished', 'iteration_started', 'iteration_next', 'iteration_completed',
    'loop_started', 'loop_next', 'loop_completed', 'text_chunk']) {
    assert.ok(read.some((event) => event.event === name), name);
  }
  const containers = read.filter((event) => event.event === 'node_started').map((event) => event.data.node_type);
  assert.ok(!containers.includes('iteration') && !containers.includes('loop'), String(containers));

  const kept = (await client.sendRequest('GET', `/workflows/run/${run.workflow_run_id}`)).data;
  assert.equal(JSON.parse(kept.inputs).text, 'hi');
  assert.deepEqual(kept.outputs.list, ['<hi>', '<HI>']);
  const logs = (await client.sendRequest('GET', '/workflows/logs', null, {
    status: 'succeeded', created_by_end_user_session_id: user, created_at__after: '2020-01-01T00:00:00Z', limit: 1 })).data;
  assert.equal(logs.has_more, true);
  assert.equal(logs.data[0].created_by_end_user.session_id, user);
  const again = await events(await client.sendRequest('GET', `/workflow/${run.workflow_run_id}/events`, null, { user }, true));
  assert.equal(names(again).at(-1), 'workflow_finished');
  const version = (await client.sendRequest('POST', `/workflows/${run.data.workflow_id}/run`,
    { inputs: { text: 'v' }, user, response_mode: 'blocking' })).data;
  assert.equal(version.data.status, 'succeeded');

  const stopped = await events(await client.runWorkflow({ text: endless }, user, true), async (event) => {
    if (event.event === 'text_chunk') {
      await client.sendRequest('POST', `/workflows/tasks/${event.task_id}/stop`, { user });
    }
  });
  assert.equal(stopped.at(-1).data.status, 'stopped');
  await refused(client.runWorkflow({}, user), 400, 'invalid_param');
  await refused(client.sendRequest('POST', '/workflows/00000000-0000-4000-8000-000000000000/run', { inputs: { text: 'v' }, user }),
    404, 'not_found');
});

test('a chatflow', async () => {
  const client = new ChatClient(keys.chatflow, url);
  const read = await events(await client.createChatMessage({}, 'Hello', user, true));
  assert.deepEqual(names(read).filter((name) => !name.startsWith('node_')), ['workflow_started', 'message', 'message_end',
    'workflow_finished']);
  const conversation = read[0].conversation_id;
  const variables = (await client.sendRequest('GET', `/conversations/${conversation}/variables`, null, { user })).data;
  assert.equal(variables.data[0].name, 'topic');
  const changed = (await client.sendRequest('PUT', `/conversations/${conversation}/variables/${variables.data[0].id}`,
    { value: 'coffee', user })).data;
  assert.equal(changed.value, 'coffee');
  await refused(client.sendRequest('PUT', `/conversations/${conversation}/variables/${variables.data[0].id}`, { value: 1, user }),
    400, 'bad_request');
  const whole = (await client.createChatMessage({}, 'Hello', user, false, conversation)).data;
  assert.equal(whole.mode, 'advanced-chat');
  assert.ok(whole.metadata.usage.total_tokens > 0);
});

test('knowledge', async () => {
  const client = new DifyClient(keys.datasets, url);
  const send = (method, path, data = null, params = null) => client.sendRequest(method, path, data, params);
  const name = `Rules ${url.slice(-3)} ${Date.now() % 100000}`;
  const dataset = (await send('POST', '/datasets', { name, indexing_technique: 'high_quality', embedding_model_provider: 'openai',
    embedding_model: 'text-embedding-3-small' })).data;
  const at = `/datasets/${dataset.id}`;
  await refused(send('POST', '/datasets', { name }), 409, 'dataset_name_duplicate');
  assert.equal((await send('GET', '/datasets', null, { keyword: name })).data.total, 1);
  assert.equal((await send('GET', at)).data.embedding_available, true);
  assert.equal((await send('PATCH', at, { description: 'What holds here' })).data.description, 'What holds here');

  // Both spellings of the calls that bring documents in and change them.
  const added = (await send('POST', `${at}/document/create_by_text`, { name: 'Tea', text: 'Tea is made of leaves.\nIt is hot.',
    indexing_technique: 'high_quality', process_rule: { mode: 'automatic' } })).data;
  const finished = (batch, set = at) => eventually('it is indexed', async () => {
    const rows = (await send('GET', `${set}/documents/${batch}/indexing-status`)).data.data;
    assert.ok(!rows.some((row) => row.error), JSON.stringify(rows));
    return rows.every((row) => row.indexing_status === 'completed') && rows;
  });
  assert.equal((await finished(added.batch))[0].id, added.document.id);
  const doc = `${at}/documents/${added.document.id}`;
  await finished((await send('POST', `${doc}/update-by-text`, { name: 'Tea', text: 'Tea is made of green leaves.' })).data.batch);
  await finished((await send('POST', `${doc}/update_by_text`, { name: 'Tea', text: 'Tea is made of black leaves.' })).data.batch);
  const form = new FormData();
  form.append('data', JSON.stringify({ indexing_technique: 'high_quality', doc_form: 'hierarchical_model', process_rule: { mode: 'hierarchical', rules: {
    pre_processing_rules: [{ id: 'remove_extra_spaces', enabled: true }], parent_mode: 'paragraph',
    segmentation: { separator: '\n\n', max_tokens: 500 }, subchunk_segmentation: { separator: '\n', max_tokens: 100 } } } }));
  form.append('file', new Blob(['# Coffee\n\nCoffee is made of beans.'], { type: 'text/markdown' }), 'coffee.md');
  const multipart = (method, path) => client.sendRequest(method, path, form, null, false, { 'Content-Type': 'multipart/form-data' });
  // A dataset has documents of one form only, so that parents and children need one of their own.
  const other = `/datasets/${(await send('POST', '/datasets', { name: `${name} 2` })).data.id}`;
  const fromFile = (await multipart('POST', `${other}/document/create-by-file`)).data;
  const file = `${other}/documents/${fromFile.document.id}`;
  await finished(fromFile.batch, other);
  await finished((await multipart('POST', `${file}/update-by-file`)).data.batch, other);
  await finished((await multipart('PATCH', file)).data.batch, other);

  assert.deepEqual((await send('GET', `${at}/documents`, null, { keyword: 'Tea', status: 'available' })).data.data
    .map((row) => row.name), ['Tea']);
  assert.deepEqual(Object.keys((await send('GET', doc, null, { metadata: 'only' })).data), ['id', 'doc_type', 'doc_metadata']);
  const detail = (await send('GET', doc)).data;
  assert.equal(detail.display_status, 'available');
  assert.equal(detail.segment_count, 1);
  assert.match((await send('GET', `${file}/download`)).data.url, /^http/);
  const zip = await client.sendRequest('POST', `${other}/documents/download-zip`, { document_ids: [fromFile.document.id] }, null, true);
  assert.equal(zip.headers['content-type'], 'application/zip');
  zip.data.resume();
  for (const action of ['disable', 'enable', 'archive', 'un_archive']) {
    assert.deepEqual((await send('PATCH', `${at}/documents/status/${action}`, { document_ids: [added.document.id] })).data,
      { result: 'success' });
  }

  const segments = (await send('POST', `${doc}/segments`, { segments: [{ content: 'Milk is white.', keywords: ['milk'] }] })).data;
  assert.equal(segments.doc_form, 'text_model');
  const segment = `${doc}/segments/${segments.data[0].id}`;
  assert.equal((await send('GET', segment)).data.data.content, 'Milk is white.');
  assert.equal((await send('POST', segment, { segment: { content: 'Milk is cold.', enabled: true } })).data.data.content,
    'Milk is cold.');
  assert.equal((await send('GET', `${doc}/segments`, null, { keyword: 'cold', limit: 1 })).data.total, 1);

  for (const path of ['retrieve', 'hit-testing']) {
    const found = (await send('POST', `${at}/${path}`, { query: 'Milk is cold.', retrieval_model: {
      search_method: 'semantic_search', reranking_enable: false, top_k: 2, score_threshold_enabled: false } })).data;
    assert.equal(found.query.content, 'Milk is cold.');
    assert.ok(found.records.length > 0 && found.records[0].score <= 1, JSON.stringify(found));
    assert.equal(found.records[0].segment.document.data_source_type, 'upload_file');
  }
  assert.equal((await send('DELETE', segment)).status, 204);

  const family = `${file}/segments`;
  const parent = (await send('GET', family)).data.data[0].id;
  const chunk = (await send('POST', `${family}/${parent}/child_chunks`, { content: 'Beans are brown.' })).data.data;
  const chunks = (await send('GET', `${family}/${parent}/child_chunks`)).data;
  assert.deepEqual(Object.keys(chunks).sort(), ['data', 'limit', 'page', 'total', 'total_pages']);
  assert.equal((await send('PATCH', `${family}/${parent}/child_chunks/${chunk.id}`, { content: 'Beans.' })).data.data.content,
    'Beans.');
  assert.equal((await send('DELETE', `${family}/${parent}/child_chunks/${chunk.id}`)).status, 204);

  const field = await send('POST', `${at}/metadata`, { type: 'string', name: 'author' });
  assert.equal(field.status, 201);
  await send('PATCH', `${at}/metadata/${field.data.id}`, { name: 'writer' });
  assert.equal((await send('POST', `${at}/documents/metadata`, { operation_data: [{ document_id: added.document.id,
    metadata_list: [{ id: field.data.id, name: 'writer', value: 'Ann' }] }] })).data.result, 'success');
  assert.equal((await send('GET', `${at}/metadata`)).data.doc_metadata[0].count, 1);
  assert.deepEqual((await send('GET', `${at}/metadata/built-in`)).data.fields.map((each) => each.name),
    ['document_name', 'uploader', 'upload_date', 'last_update_date', 'source']);
  assert.equal((await send('POST', `${at}/metadata/built-in/enable`)).data.result, 'success');
  assert.equal((await send('POST', `${at}/metadata/built-in/disable`)).data.result, 'success');
  assert.equal((await send('DELETE', `${at}/metadata/${field.data.id}`)).status, 204);

  const tag = (await send('POST', '/datasets/tags', { name: `drinks ${name}` })).data;
  assert.equal(tag.binding_count, '0');
  assert.equal((await send('POST', '/datasets/tags/binding', { tag_ids: [tag.id], target_id: dataset.id })).status, 204);
  assert.deepEqual((await send('GET', `${at}/tags`)).data, { data: [{ id: tag.id, name: tag.name }], total: 1 });
  assert.equal((await send('GET', '/datasets', null, { tag_ids: tag.id })).data.total, 1);
  assert.equal((await send('POST', '/datasets/tags/unbinding', { tag_id: tag.id, target_id: dataset.id })).status, 204);
  assert.equal((await send('PATCH', '/datasets/tags', { tag_id: tag.id, name: `food ${name}` })).data.name, `food ${name}`);
  assert.ok((await send('GET', '/datasets/tags')).data.some((each) => each.id === tag.id));
  assert.equal((await send('DELETE', '/datasets/tags', { tag_id: tag.id })).status, 204);

  const models = (await send('GET', '/workspaces/current/models/model-types/text-embedding')).data.data;
  assert.ok(models.find((provider) => provider.provider.endsWith('openai')).models.length > 0);

  assert.equal((await send('DELETE', doc)).status, 204);
  assert.equal((await send('DELETE', at)).status, 204);
  await refused(send('GET', at), 404, 'not_found');
});

test('no method was forgotten', () => {
  assert.ok(methods.length > 10, String(methods.length));
  assert.deepEqual(methods.map(({ type, name }) => `${type.name}.${name}`).filter((name) => !called.has(name)), []);
});
