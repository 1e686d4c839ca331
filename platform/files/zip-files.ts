import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** One file of an archive; its content is made when its turn is near. */
export type ZipEntry = {
  readonly name: string;
  readonly content: () => Promise<Uint8Array>;
};

/** Equal files give equal bytes: no entry carries the time of writing. */
const partOptions = { mtime: new Date(Date.UTC(2000, 0, 1)), compress: false };

/**
 * Streams a ZIP whose files are made while it is read: `ahead` of them at a time, so that makers work
 * side by side and memory does not grow with the archive. For contents that are packed already.
 */
export function zipFiles(entries: readonly ZipEntry[], ahead: number): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: Error) => output.destroy(error);
  zip.on('error', fail);
  const started = new Map<number, Promise<Uint8Array>>();
  const start = (index: number) => {
    if (index >= entries.length || started.has(index)) return;
    const content = entries[index]!.content();
    // The reader may be gone before the turn of this file comes.
    content.catch(() => undefined);
    started.set(index, content);
  };
  for (const [index, { name }] of entries.entries()) {
    zip.addReadStreamLazy(name, partOptions, (open) => {
      for (let next = index; next < index + ahead; next += 1) start(next);
      started.get(index)!.then(
        (content) => {
          started.delete(index);
          open(null, Readable.from([content]));
        },
        (error: Error) => fail(error),
      );
    });
  }
  zip.end();
  return output;
}
