// The package as others get it: from the folder and from a tarball, by require and by import, with its types.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(home, 'node_modules', 'typescript', 'bin', 'tsc');
const run = (command, args, cwd) => execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const options = ['--no-audit', '--no-fund', '--offline', '--ignore-scripts'];

function installed(source) {
  const folder = mkdtempSync(join(tmpdir(), 'dify-client-'));
  writeFileSync(join(folder, 'package.json'), '{"name": "program", "private": true}');
  run('npm', ['install', ...options, source], folder);
  return folder;
}

function tarball() {
  const folder = mkdtempSync(join(tmpdir(), 'dify-client-'));
  const [{ filename, files }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], home));
  assert.ok(files.every(({ path }) => /^(dist\/|README.md$|package.json$)/.test(path)), JSON.stringify(files));
  return join(folder, filename);
}

for (const [how, source] of [['the folder', () => home], ['a tarball', tarball]]) {
  test(`it is installed from ${how}, required and imported`, () => {
    const folder = installed(source());
    writeFileSync(join(folder, 'required.cjs'), `
      const { DifyClient, APIError } = require('dify-client');
      import('dify-client').then((imported) => {
        if (imported.DifyClient !== DifyClient || imported.default !== DifyClient || imported.APIError !== APIError) {
          throw new Error('There are two of them');
        }
        console.log(typeof new DifyClient('app-k').chat.createStream);
      });`);
    writeFileSync(join(folder, 'imported.mjs'), `
      import { DifyClient } from 'dify-client';
      console.log(typeof new DifyClient('app-k').workflows.run);`);
    assert.equal(run(process.execPath, ['required.cjs'], folder), 'function\n');
    assert.equal(run(process.execPath, ['imported.mjs'], folder), 'function\n');
  });
}

test('its types are found by programs of both kinds', { skip: existsSync(compiler) ? false : 'npm ci brings the compiler' }, () => {
  const folder = installed(tarball());
  const program = `
    import { DifyClient, asInput, type Answer } from 'dify-client';
    export async function ask(): Promise<string> {
      const client = new DifyClient('app-k', { baseUrl: 'http://localhost', timeout: 1000 });
      const answer: Answer = await client.chat.create({ query: 'q', user: 'u', files: [asInput({ id: '1' }, 'image')] });
      client.chat.createStream({ query: 'q', user: 'u' }).on('message', (chunk) => chunk.answer.length)
        .on('messageEnd', (chunk) => chunk.metadata.usage.total_tokens).on('error', (error) => error.message);
      const outputs = (await client.workflows.run({ inputs: {}, user: 'u' })).data.outputs;
      for await (const chunk of client.workflows.run({ inputs: {}, user: 'u', responseMode: 'streaming' })) {
        console.log(chunk.event);
      }
      // @ts-expect-error a question has a user
      void client.chat.create({ query: 'q' });
      return answer.answer + JSON.stringify(outputs);
    }`;
  for (const type of ['module', 'commonjs']) {
    const place = join(folder, type);
    mkdirSync(place);
    writeFileSync(join(place, 'package.json'), JSON.stringify({ type }));
    writeFileSync(join(place, 'program.ts'), program);
    const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', types: [], lib: ['es2022', 'dom'] };
    writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    run(process.execPath, [compiler, '-p', place], place);
  }
});

test('what is kept as dist is what src makes', { skip: existsSync(compiler) ? false : 'npm ci brings the compiler' }, () => {
  run(process.execPath, [join(home, 'tools', 'build.mjs'), '--check'], home);
});
