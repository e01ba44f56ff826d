// Compiles src to dist; with --check only says whether dist is what src makes.
//
// dist is kept with the sources: npm installs a folder by a link to it and runs no compiler for that, and whoever
// installs from here may have no access to a registry.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(home, 'dist');
const made = mkdtempSync(join(tmpdir(), 'dify-client-'));

execFileSync(process.execPath, [join(home, 'node_modules', 'typescript', 'bin', 'tsc'), '--outDir', made], {
  cwd: home,
  stdio: 'inherit',
});
if (process.argv.includes('--check')) {
  const [wanted, there] = [contents(made), contents(dist)];
  if (wanted !== there) {
    console.error('dist is not what src makes: npm run build');
    process.exitCode = 1;
  }
} else {
  rmSync(dist, { recursive: true, force: true });
  cpSync(made, dist, { recursive: true });
}
rmSync(made, { recursive: true });

function contents(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('js') || name.endsWith('ts'))
    .sort()
    .map((name) => `${name}\n${readFileSync(join(folder, name), 'utf8')}`)
    .join('\n');
}
