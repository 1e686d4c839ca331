import { Readable } from 'node:stream';
import type { FileAnswer } from '@heyi/contract';
import type { FastifyReply } from 'fastify';

export function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  const name = encodeURIComponent(file.name).replace(/['()*]/g, percentEncoded);
  const body = bodyOf(file.body);
  return reply
    .header('content-type', file.type)
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .send(body);
}

function bodyOf(body: FileAnswer['body']): Buffer | Readable {
  if (body instanceof Uint8Array) return Buffer.from(body);
  return body instanceof Readable ? body : Readable.from(body);
}

/** RFC 8187 reserves four characters that `encodeURIComponent` leaves alone. */
function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
