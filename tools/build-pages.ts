import './runtime.ts';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles, root } from './repository.ts';

/** What the pages are made of beside their own folder. */
const sharedSources = ['ui/', 'client/', 'kernel/', 'contract/', 'package-lock.json'];

/** Builds the web apps whose sources changed since their last build; answers their names. */
export function buildPages(): string[] {
  const files = listFiles();
  const apps = files
    .filter((path) => /^apps\/[^/]+\/vite\.config\.ts$/.test(path))
    .map((path) => path.split('/')[1]!);
  return apps.filter((app) => buildWhenChanged(app, files));
}

function buildWhenChanged(app: string, files: readonly string[]): boolean {
  const sources = files.filter(
    (path) =>
      path.startsWith(`apps/${app}/`) || sharedSources.some((start) => path.startsWith(start)),
  );
  const mark = join(root, 'apps', app, 'dist', 'built-from');
  const hash = hashOf(sources);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return false;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const config = join(root, 'apps', app, 'vite.config.ts');
  const outcome = spawnSync(
    process.execPath,
    [vite, 'build', '--config', config, '--logLevel', 'warn'],
    {
      cwd: join(root, 'apps', app),
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  if (outcome.status !== 0) throw new Error(`The pages of ${app} could not be built.`);
  writeFileSync(mark, hash);
  return true;
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = buildPages();
  console.log(built.length === 0 ? 'The pages are up to date.' : `Built: ${built.join(', ')}`);
}
