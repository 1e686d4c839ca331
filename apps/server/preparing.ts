import { problemOf } from '@heyi/platform';
import type { FastifyInstance } from 'fastify';

/** How far the first start is; null when the server is ready to be used. */
export type Preparing = { readonly step: string; readonly share: number };

/**
 * While the first start prepares its data, nobody may work on half of it: pages show how far it is,
 * the API asks to come again.
 */
export function holdWhilePreparing(
  server: FastifyInstance,
  preparing: () => Preparing | null,
): void {
  server.addHook('onRequest', async (request, reply) => {
    const state = preparing();
    if (state === null) return;
    void reply.header('retry-after', '2').header('cache-control', 'no-store');
    if (!request.url.startsWith('/v1')) {
      return reply.type('text/html; charset=utf-8').send(pageOf(state));
    }
    const language = request.headers['accept-language'] ?? 'zh-CN';
    const problem = problemOf({ code: 'server.unavailable' }, 503, { id: request.id, language });
    return reply.status(503).type('application/problem+json').send(problem);
  });
}

function pageOf({ step, share }: Preparing): string {
  const percent = Math.round(share * 100);
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2"><title>Heyi 合一</title></head>
<body style="font:16px/1.6 system-ui,sans-serif;margin:20vh auto;max-width:28rem;padding:0 1rem">
<h1 style="font-size:1.25rem">正在准备演示数据 · Preparing the demo</h1>
<progress max="100" value="${percent}" style="width:100%">${percent}%</progress>
<p>${percent}% · ${step}</p></body></html>`;
}
