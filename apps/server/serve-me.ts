import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const directory = path.resolve(import.meta.dirname, '../me/dist');

/**
 * What the pages of persons may do: their own scripts and styles, our API, and nothing else. A picture,
 * a font or a frame of anybody is not among it.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

/** The phone pages, under `/me`: one page whatever is asked below it, kept by nobody on the way. */
export async function serveMe(server: FastifyInstance): Promise<void> {
  const index = path.join(directory, 'index.html');
  if (!existsSync(index)) return;
  const page = readFileSync(index);
  await server.register(fastifyStatic, {
    root: path.join(directory, 'assets'),
    prefix: '/me/assets/',
    decorateReply: false,
    immutable: true,
    maxAge: '365d',
  });
  for (const url of ['/me', '/me/*']) {
    server.get(url, { config: { rateLimit: false } }, (_request, reply) =>
      reply
        .header('content-security-policy', policy)
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(page),
    );
  }
}
