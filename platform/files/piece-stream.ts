import { Readable, type Writable } from 'node:stream';

/** A part of what is sent. After `release` its memory may be used again. */
export type Piece = { readonly bytes: Uint8Array; readonly release?: () => void };

/** What waits for a reader that is slower. */
const waitingBytes = 1024 * 1024;

/**
 * Sends pieces whose memory is used again. Piped, they go into the other stream as they are and are
 * released when it has passed them on; whoever reads them otherwise gets copies. With buffers of its
 * own, an archive of two gigabytes has the whole heap marked for every 20 MB that are sent.
 */
export class PieceStream extends Readable {
  readonly #pieces: AsyncGenerator<Piece, void>;
  #isPiped = false;

  constructor(pieces: AsyncGenerator<Piece, void>) {
    super({ highWaterMark: waitingBytes });
    this.#pieces = pieces;
  }

  override _read(): void {
    if (this.#isPiped) return;
    this.#pieces.next().then(
      ({ done, value }) => {
        if (done === true) return void this.push(null);
        const { bytes, release } = value;
        const own = release ? Buffer.from(bytes) : bytes;
        release?.();
        this.push(own);
      },
      (error: Error) => this.destroy(error),
    );
  }

  override pipe<Target extends NodeJS.WritableStream>(
    target: Target,
    options: { end?: boolean } = {},
  ): Target {
    this.#isPiped = true;
    this.#pump(target as unknown as Writable).then(
      () => {
        if (options.end !== false) target.end();
        this.push(null);
        this.resume();
      },
      (error: Error) => this.destroy(error),
    );
    return target;
  }

  async #pump(target: Writable): Promise<void> {
    let waiting = 0;
    let failure: Error | null = null;
    let wake = () => undefined as void;
    const gone = () => {
      failure ??= new Error('the reader is gone');
      wake();
    };
    target.once('close', gone);
    const passed = (most: number) =>
      new Promise<void>((resolve, reject) => {
        wake = () => {
          if (failure !== null) reject(failure);
          else if (waiting <= most) resolve();
        };
        wake();
      });
    for await (const { bytes, release } of this.#pieces) {
      waiting += bytes.length;
      target.write(bytes, (error) => {
        waiting -= bytes.length;
        failure ??= error ?? null;
        if (failure === null) release?.();
        wake();
      });
      await passed(waitingBytes);
    }
    await passed(0);
    target.off('close', gone);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#end();
    callback(error);
  }

  /** What makes the pieces ends with the next of them. */
  #end(): void {
    this.#pieces.return().catch(() => undefined);
  }
}
