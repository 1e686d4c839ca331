import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assert, millisecondsBetween, shanghaiDate, systemClock } from '@heyi/kernel';
import { copyKeptFolder } from '@heyi/platform/testing';
import pg from 'pg';
import { demoClock, demoDay } from '../demo/demo-calendar.ts';
import { openPlayground, type StartedServer } from './started-server.ts';

/** What a server prints last when it is ready, and the address of its stand-in tax client. */
const readyWords = /Stand-in tax client: (\S+)/;

const seedMsMax = 300_000;

/**
 * Makes `home` the small demo as its first start has left it, for a server to be started on. It is
 * played once for all who ask on one day of the demo, by a start of its own.
 */
export async function copySmallDemo(home: string): Promise<void> {
  const hash = hashOfSources();
  await copyKeptFolder({ kind: 'small-demo', hash, make: playSmallDemo, isFresh }, home);
}

/** Until a server says that it is ready; answers the address of its tax client. */
export async function untilReady(server: StartedServer): Promise<string> {
  for (let waited = 0; waited < seedMsMax; waited += 100) {
    const ready = readyWords.exec(server.said());
    if (ready !== null) return ready[1]!;
    assert(server.child.exitCode === null, server.said());
    await sleep(100);
  }
  throw new Error(`it was not ready in time: ${server.said()}`);
}

async function playSmallDemo(home: string): Promise<void> {
  const playground = openPlayground();
  try {
    const server = playground.start(home, { HEYI_DEMO: 'small' });
    await untilReady(server);
    await untilSettled(home);
    server.child.kill('SIGINT');
    assert((await server.ended) === 0, server.said());
  } finally {
    await playground.close();
  }
}

/** What the seed left to do in the background is done: each copy would do it again. */
async function untilSettled(home: string): Promise<void> {
  const [, , , port] = readFileSync(path.join(home, 'data/postmaster.pid'), 'utf8').split('\n');
  const password = readFileSync(path.join(home, 'superuser-password'), 'utf8').trim();
  const connectionString = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  const admin = new pg.Client({ connectionString });
  await admin.connect();
  try {
    for (let waited = 0; waited < seedMsMax; waited += 200) {
      const { rows } = await admin.query<{ isSettled: boolean }>(`
        select not exists (select from platform.outbox where delivered_at is null)
           and not exists (select from platform.audit_waiting)
           and not exists (select from platform.job where state in ('queued', 'running'))
                 as "isSettled"`);
      if (rows[0]!.isSettled) return;
      await sleep(200);
    }
  } finally {
    await admin.end();
  }
  throw new Error('the small demo did not come to rest');
}

const hoursMax = 6;

/** It goes on at the machine's time of day: still on its first day, and not long after it was left. */
function isFresh(home: string): boolean {
  const now = demoClock(home, systemClock).now();
  const left = readFileSync(path.join(home, 'demo-calendar'), 'utf8').trim();
  return shanghaiDate(now) === demoDay && millisecondsBetween(left, now) < hoursMax * 3600_000;
}

const root = path.resolve(import.meta.dirname, '../../..');

/** Of all that a server with a demo is made of; a change of a page or of a test changes no demo. */
const sources = [
  'kernel',
  'policy',
  'contract',
  'platform',
  'modules',
  'adapters',
  'database',
  'apps/server',
  'apps/sandbox',
  'tools/start.ts',
  'package-lock.json',
];

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesIn(path.join(root, source))) {
      hash.update(path.relative(root, file)).update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

function filesIn(place: string): string[] {
  if (path.extname(place) !== '') return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.ts$|\.md$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}node_modules${path.sep}`))
    .toSorted();
}
