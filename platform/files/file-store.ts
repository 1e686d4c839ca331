import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/** Where sealed file contents lie. A folder now; an object store behind the same two calls later. */
export type FileStore = {
  write(key: string, content: Uint8Array): Promise<void>;
  read(key: string): Promise<Buffer>;
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
