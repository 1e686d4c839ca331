import { ok } from '@heyi/kernel';
import { job, type JobContext, type Transaction } from '@heyi/platform';
import { z } from 'zod';
import {
  type IdentityAnswer,
  type IdentityChecker,
  identityCheckerOf,
} from './identity-checker.ts';
import { judgeWorkers } from './judge-workers.ts';
import type { WorkerId } from './worker.ts';
import { type Elements, lockWorkers, openElements, type WorkerPlace } from './worker.store.ts';

const place = z.object({
  shardKey: z.number().int(),
  workerId: z.custom<WorkerId>((value) => typeof value === 'string'),
});

/**
 * Asks the identity provider about workers, outside any transaction. Killed at any line it runs again:
 * asking twice changes nothing. Without a provider they stay unchecked.
 */
export const checkIdentitiesJob = job({
  kind: 'gig.check_identities',
  input: z.object({ workers: z.array(place).max(500) }),
  async run(context, { workers }) {
    const asked = await context.transaction((tx) => openElements(tx, workers));
    // Workers of one job were registered by one app, or by people.
    const checker = identityCheckerOf(context.host, asked[0]?.environment ?? 'live');
    if (checker === null) return ok({ checked: 0 });
    const answers = await askAll(checker, asked, context);
    await context.transaction((tx) => saveAnswers(tx, asked, answers));
    return ok({ checked: asked.length });
  },
});

async function askAll(
  checker: IdentityChecker,
  asked: readonly Elements[],
  context: JobContext,
): Promise<IdentityAnswer[]> {
  const answers: IdentityAnswer[] = [];
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    while (next < asked.length) {
      const index = next;
      next += 1;
      const first = await checker.check(asked[index]!);
      // Silence is asked about once more; what stays silent is for a person to look at.
      answers[index] = first.outcome === 'noAnswer' ? await checker.check(asked[index]!) : first;
      done += 1;
      await context.progress(done, asked.length);
    }
  };
  await Promise.all(Array.from({ length: checker.inFlightMax }, lane));
  return answers;
}

/** An answer about an account that has been changed in between is dropped: another job asks again. */
async function saveAnswers(
  tx: Transaction,
  asked: readonly Elements[],
  answers: readonly IdentityAnswer[],
): Promise<void> {
  await lockWorkers(tx, asked);
  const now = new Map((await openElements(tx, asked)).map((row) => [row.workerId, row]));
  const kept = asked.flatMap((row, index) =>
    isSame(row, now.get(row.workerId)) ? [{ row, answer: answers[index]! }] : [],
  );
  await tx.sql`
    update gig.worker_profile p
       set identity_outcome = told.outcome, identity_text = told.text,
           identity_reference = told.reference, identity_checked_at = ${tx.now}
      from unnest(${kept.map(({ row }) => row.shardKey)}::int[],
                  ${kept.map(({ row }) => row.workerId)}::uuid[],
                  ${kept.map(({ answer }) => answer.outcome)}::text[],
                  ${kept.map(({ answer }) => answer.text)}::text[],
                  ${kept.map(({ answer }) => ('reference' in answer ? answer.reference : null))}::text[])
        as told (stripe, id, outcome, text, reference)
     where p.shard_key = told.stripe and p.tenant_id = ${tx.tenantId} and p.worker_id = told.id`;
  const places: WorkerPlace[] = kept.map(({ row }) => row);
  await judgeWorkers(tx, places, { what: 'checked', note: null, always: true });
}

function isSame(asked: Elements, now: Elements | undefined): boolean {
  if (now === undefined) return false;
  return asked.channel === now.channel && asked.accountNumber === now.accountNumber;
}
