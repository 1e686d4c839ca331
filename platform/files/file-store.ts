import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Instant } from '@heyi/kernel';

/** Where sealed file contents lie. A folder now; an object store behind the same calls later. */
export type FileStore = {
  write(key: string, content: Uint8Array): Promise<void>;
  read(key: string): Promise<Buffer>;
  /** Where a thread that reads by itself finds it on this machine. */
  pathOf(key: string): string;
  /** The names below `prefix/` of what was last written before the instant; none when there is none. */
  namesBefore(prefix: string, before: Instant): Promise<string[]>;
  remove(key: string): Promise<void>;
};

export function folderFileStore(directory: string): FileStore {
  return {
    async write(key, content) {
      const target = path.join(directory, key);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      // A reader never sees half a file, and a committed row never points to a lost one.
      const partial = `${target}.partial`;
      const file = await open(partial, 'w', 0o600);
      await file.writeFile(content);
      await file.sync();
      await file.close();
      await rename(partial, target);
      await syncFolder(path.dirname(target));
    },
    read: (key) => readFile(path.join(directory, key)),
    pathOf: (key) => path.join(directory, key),
    async namesBefore(prefix, before) {
      const folder = path.join(directory, prefix);
      const names = await readdir(folder).catch(() => []);
      const old = [];
      for (const name of names) {
        // Another process may have removed it meanwhile.
        const written = await stat(path.join(folder, name)).catch(() => null);
        if (written !== null && written.mtime.toISOString() < before) old.push(name);
      }
      return old;
    },
    remove: (key) => rm(path.join(directory, key), { force: true }),
  };
}

/** A new name survives a loss of power only when its folder is written, too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
