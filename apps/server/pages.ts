import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { serveApiPage } from './api-page/serve-api-page.ts';
import { serveMe } from './serve-me.ts';

const consoleDirectory = path.resolve(import.meta.dirname, '../console/dist');

/** Serves the built console; every address that is not of the API is a page of it. */
export async function servePages(server: FastifyInstance): Promise<void> {
  await serveApiPage(server);
  await serveMe(server);
  const index = path.join(consoleDirectory, 'index.html');
  if (!existsSync(index)) return;
  const page = readFileSync(index);
  await server.register(fastifyStatic, {
    root: path.join(consoleDirectory, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
  });
  server.get('/icon.svg', (_, reply) =>
    reply.type('image/svg+xml').send(readFileSync(path.join(consoleDirectory, 'icon.svg'))),
  );
  server.route({
    method: 'GET',
    url: '/*',
    config: { rateLimit: false },
    handler: (request, reply) => {
      if (request.url.startsWith('/v1/') || request.url.startsWith('/v1?'))
        return reply.callNotFound();
      return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
    },
  });
}
