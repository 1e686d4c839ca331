import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openAppDoor } from '@heyi/connect';
import { openTestApp, signedHeaders } from '@heyi/connect/testing';
import { closeCollector, directRoutes } from '@heyi/gig';
import { formatYuan } from '@heyi/kernel';
import { createHttpServer } from '@heyi/platform';
import type { LoadOutcome } from './http-load.ts';
import type { WithdrawalsCast } from './withdrawals-cast.ts';

/** The server of `POST /v1/withdrawals` in this process, and connections of another that load it. */
export type HttpLane = {
  run(seconds: number): Promise<{ count: number; seconds: number }>;
  /** Of each run, in milliseconds. */
  readonly p50: number[];
  readonly p99: number[];
  close(): Promise<void>;
};

export async function openHttpLane(cast: WithdrawalsCast, connections: number): Promise<HttpLane> {
  const { host, tenantId, world } = cast;
  const apps = openAppDoor(host, () => Promise.resolve(true));
  const http = await createHttpServer({
    host,
    routes: [],
    directRoutes,
    authenticate: () => Promise.resolve(null),
    apps,
    secure: false,
    requestsPerMinute: 100_000_000,
    acceptPlainFields: true,
  });
  await http.listen({ host: '127.0.0.1', port: 0 });
  const address = http.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const app = await openTestApp(world, tenantId, {
    environment: 'live',
    scopes: ['withdrawals:write'],
  });
  const lane = { p50: [] as number[], p99: [] as number[] };
  let rate = 8000;
  return {
    ...lane,
    async run(seconds) {
      // Signed beforehand: what a client spends on its own signature is not ours.
      const requests = Array.from({ length: Math.ceil(rate * seconds) }, () => requestText());
      const outcome = await loadFrom({ port: address.port, connections, requests });
      if (outcome.ok !== requests.length) throw new Error(JSON.stringify(outcome.statuses));
      rate = outcome.ok / outcome.seconds;
      lane.p50.push(outcome.p50);
      lane.p99.push(outcome.p99);
      return { count: outcome.ok, seconds: outcome.seconds };
    },
    async close() {
      await http.close();
      await apps.stop();
      await closeCollector(host);
    },
  };

  function requestText(): string {
    const { externalWorkerId, amount, key } = cast.draw();
    const businessId = `h-${key}`;
    const body = JSON.stringify({ externalWorkerId, businessId, amount: formatYuan(amount) });
    const signed = signedHeaders(host, app, { method: 'POST', url: '/v1/withdrawals', body });
    const headers = {
      host: '127.0.0.1',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'idempotency-key': randomUUID(),
      ...signed,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return `POST /v1/withdrawals HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
  }
}

function loadFrom(load: {
  port: number;
  connections: number;
  requests: string[];
}): Promise<LoadOutcome> {
  const child = fork(join(import.meta.dirname, 'http-load.ts'), [], {
    serialization: 'advanced',
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the load ended with code ${code}`)));
    child.on('message', (message: LoadOutcome | 'ready') => {
      if (message === 'ready') child.send(load);
      else resolve(message);
    });
  });
}
