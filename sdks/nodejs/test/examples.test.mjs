// The examples of the README run as they are written; only keys, the address and the folder are those of the test.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const url = process.env.SERVICE_URL;
const keys = JSON.parse(process.env.SERVICE_KEYS ?? '{}');
const expected = [/Hello.*\ntokens: \d+/s, /Hello/, /Hello.* \d+/s, /succeeded .*Hello/s, /Hello/, /Hedgehogs sleep in winter/, /Hello/];

test('the examples run', { skip: url ? false : 'SERVICE_URL names no running service' }, () => {
  const examples = [...readFileSync(join(home, 'README.md'), 'utf8').matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code);
  assert.equal(examples.length, expected.length);
  const folder = mkdtempSync(join(tmpdir(), 'dify-client-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(home, join(folder, 'node_modules', 'dify-client'));
  writeFileSync(join(folder, 'photo.png'), Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64'));
  examples.forEach((example, number) => {
    const file = join(folder, `example-${number}.${example.includes('require(') ? 'cjs' : 'mjs'}`);
    writeFileSync(file, example.replaceAll('app-your-key', keys.chat).replaceAll('app-your-workflow-key', keys.workflow)
      .replaceAll('dataset-your-key', keys.datasets));
    const said = execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8', env: { ...process.env, DIFY_BASE_URL: url } });
    assert.match(said, expected[number], `example ${number}`);
  });
});
