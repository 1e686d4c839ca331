import type { Host } from '@heyi/platform';
import type { FastifyInstance } from 'fastify';
import { receiveBankCallback } from './receive-bank-callback.ts';

const bodyBytesMax = 2 * 1024 * 1024;

/**
 * The address that banks call: `POST /bank-callbacks/:channel`. It has no session and no words; the
 * signature over the raw bytes is what opens it. Register it in a scope of its own.
 */
export function bankCallbackDoor(host: Host) {
  return async (door: FastifyInstance): Promise<void> => {
    door.removeAllContentTypeParsers();
    door.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    door.route<{ Params: { channel: string } }>({
      method: 'POST',
      url: '/bank-callbacks/:channel',
      bodyLimit: bodyBytesMax,
      // A bank pays thousands of people from one address.
      config: { rateLimit: false },
      handler: async (request, reply) => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value[0] : value,
          ]),
        );
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const outcome = await receiveBankCallback(host, request.params.channel, headers, body);
        const status = { noSuchLink: 404, refused: 401, repeated: 204, read: 204 }[outcome.kind];
        return reply.status(status).header('cache-control', 'no-store').send();
      },
    });
  };
}
