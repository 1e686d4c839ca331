import type { IncomingMessage, ServerResponse } from 'node:http';

/** A call as it came in. */
export type HttpCall = {
  method: string;
  /** Path below the bank, such as `/v1/transfers`. */
  path: string;
  query: URLSearchParams;
  body: Uint8Array;
  /** Milliseconds on the clock of `performance`. */
  arrivedAt: number;
};

const bodyBytesMax = 8 * 1024 * 1024;

/** The whole body; null when it is larger than the bank reads or the caller broke off. */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bodyBytesMax) chunks.push(chunk);
    });
    request.once('end', () => resolve(bytes <= bodyBytesMax ? Buffer.concat(chunks) : null));
    request.once('close', () => resolve(null));
    request.once('error', () => resolve(null));
  });
}

/** Undefined when the text is no JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

export function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

export function send(
  response: ServerResponse,
  status: number,
  body: object | string,
  headers: Record<string, string> = {},
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
