import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, root } from '../../tools/repository.ts';

/** Files by path. The rules read this, so that a probe can plant a file that is on no disk. */
export type Repository = {
  readonly paths: readonly string[];
  read(path: string): string;
  sizeOf(path: string): number;
};

export function checkedOutRepository(): Repository {
  const texts = new Map<string, string>();
  return {
    paths: listFiles(),
    read(path) {
      const text = texts.get(path) ?? readFileSync(join(root, path), 'utf8');
      texts.set(path, text);
      return text;
    },
    sizeOf: (path) => statSync(join(root, path)).size,
  };
}

export function plantedRepository(files: Readonly<Record<string, string>>): Repository {
  return {
    paths: Object.keys(files).toSorted(),
    read: (path) => files[path] ?? '',
    sizeOf: (path) => Buffer.byteLength(files[path] ?? ''),
  };
}

export const isCode = (path: string): boolean =>
  /\.tsx?$/.test(path) && !path.includes('/__generated__/');

/** Tests, and what is there for tests only, may reach further than the product. */
export const isTest = (path: string): boolean =>
  /\.test\.tsx?$/.test(path) ||
  /(^|\/)testing(\.ts$|\/)/.test(path) ||
  /^(test|bench|tools)\//.test(path);
