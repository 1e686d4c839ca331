import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import {
  appFailures,
  appOpenApi,
  commonFailures,
  failureWords,
  fieldWording,
  openApi,
} from '@heyi/contract';
import type { FastifyInstance } from 'fastify';

const here = import.meta.dirname;

/** The page of the API with its try-out, all of it from this server: `/docs`. */
export async function serveApiPage(server: FastifyInstance): Promise<void> {
  const forApps = JSON.stringify(appOpenApi(guide()));
  const everything = JSON.stringify(openApi());
  const page = readFileSync(path.join(here, 'page.html'), 'utf8');
  const start = readFileSync(path.join(here, 'start.js'), 'utf8');
  const library = path.dirname(fileURLToPath(import.meta.resolve('@scalar/api-reference')));
  const scalar = readFileSync(path.join(library, 'browser/standalone.js'));
  const files: readonly (readonly [url: string, type: string, content: string | Buffer])[] = [
    ['/docs', 'text/html; charset=utf-8', page],
    ['/docs/start.js', 'text/javascript; charset=utf-8', start],
    ['/docs/apps.json', 'application/json; charset=utf-8', forApps],
    ['/openapi.json', 'application/json; charset=utf-8', everything],
  ];
  for (const [url, type, content] of files) {
    server.get(url, { config: { rateLimit: false } }, (_request, reply) =>
      reply.header('cache-control', 'no-cache').type(type).send(content),
    );
  }
  serveLibrary(server, scalar);
}

/** Four megabytes: packed once, when somebody first looks, and kept by the browser for a day. */
function serveLibrary(server: FastifyInstance, content: Buffer): void {
  let packed: Buffer | null = null;
  server.get('/docs/scalar.js', { config: { rateLimit: false } }, (request, reply) => {
    void reply
      .header('cache-control', 'max-age=86400')
      .header('vary', 'accept-encoding')
      .type('text/javascript; charset=utf-8');
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding']))) return reply.send(content);
    packed ??= gzipSync(content);
    return reply.header('content-encoding', 'gzip').send(packed);
  });
}

/** How to begin, to sign, to be told; with every failure of the door in its words. */
export function guide(): string {
  const text = readFileSync(path.join(here, 'guide.md'), 'utf8');
  const rows = Object.entries({ ...appFailures, ...commonFailures }).map(([code, status]) => {
    const words = failureWords[code];
    return `| \`${code}\` | ${status} | ${words?.title.zh} · ${words?.title.en} |`;
  });
  const fields = Object.entries(fieldWording).map(
    ([message, { zh, en }]) => `| \`${message}\` | ${zh} ${en} |`,
  );
  return text.replace('{{failures}}', rows.join('\n')).replace('{{fields}}', fields.join('\n'));
}
