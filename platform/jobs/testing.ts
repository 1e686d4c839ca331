import { fail, ok } from '@heyi/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { publish } from '../events/publish.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { job } from './job.ts';

const countInput = z.object({ steps: z.number(), pauseMs: z.number() });

/** Writes one row a step, continues from the rows that are there, and says who wrote each. */
export const countJob = job({
  kind: 'count',
  input: countInput,
  run: async (context, input) => {
    for (let done = 0; done < input.steps;) {
      done = await context.transaction(async (tx) => {
        const written = (await stepsOf(tx)).length;
        if (written >= input.steps) return written;
        await publish(tx, { type: 'step', payload: { process: process.pid } });
        return written + 1;
      });
      await context.progress(done, input.steps);
      await sleep(input.pauseMs, undefined, { signal: context.signal });
    }
    return ok({ steps: input.steps });
  },
});

/** The processes that wrote the steps of the transaction's tenant, in order. */
export async function stepsOf(tx: Transaction): Promise<number[]> {
  const rows = await tx.sql<{ process: number }>`
    select (payload ->> 'process')::int as process from platform.outbox
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} order by id`;
  return rows.map((row) => row.process);
}

/** Fails or throws as often as it is told to. */
export function moodyJob(moods: ('throws' | 'fails' | 'succeeds')[]) {
  const runs: string[] = [];
  const definition = job({
    kind: 'moody',
    input: z.object({}),
    run: async () => {
      const mood = moods[runs.length] ?? 'succeeds';
      runs.push(mood);
      if (mood === 'throws') throw new Error('网络断了');
      return mood === 'fails'
        ? fail({ code: 'moody.refused', reason: '不行' })
        : ok({ fine: true });
    },
  });
  return { definition, runs };
}
