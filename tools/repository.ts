import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Made by tools, never written by us. */
const ignoredFolders = new Set([
  'node_modules',
  '.git',
  '.heyi',
  'dist',
  'coverage',
  'test-results',
]);

/** Paths of the repository's files below `folder`, relative to it, with `/`, sorted. */
export function listFiles(folder: string = root): string[] {
  const found: string[] = [];
  collect(folder, found);
  return found.map((path) => relative(folder, path).split(sep).join('/')).toSorted();
}

function collect(folder: string, found: string[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile()) found.push(path);
    else if (entry.isDirectory() && !ignoredFolders.has(entry.name)) collect(path, found);
  }
}
