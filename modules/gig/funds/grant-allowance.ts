import type { Transaction } from '@heyi/platform';
import { stripeKeysOf } from '@heyi/platform';
import type { ProgramId } from '../program/program.ts';
import { lockProgram, lockStripes } from '../program/program.store.ts';

/**
 * Gives a stripe more of the program's limit of the day, out of what no stripe has used: the limit
 * holds exactly and no row is everybody's.
 */
export async function grantAllowance(
  tx: Transaction,
  programId: ProgramId,
  wanted: { readonly shardKey: number; readonly amount: number; readonly day: number },
): Promise<void> {
  const program = await lockProgram(tx, programId);
  if (program === null || program.dayLimit === null) return;
  const stripes = await lockStripes(tx, programId, await stripeKeysOf(tx));
  const used = stripes.map(({ day, dayAmount }) => (day === wanted.day ? dayAmount : 0));
  const left = Math.max(0, program.dayLimit - used.reduce((sum, amount) => sum + amount, 0));
  const given = Math.min(left, Math.max(wanted.amount, Math.ceil(left / stripes.length)));
  const share = Math.floor((left - given) / Math.max(1, stripes.length - 1));
  const allowances = stripes.map(
    ({ shardKey }, index) => used[index]! + (shardKey === wanted.shardKey ? given : share),
  );
  await tx.sql`
    update gig.program_stripe stripe
       set day = ${wanted.day}, day_amount = new.used, day_allowance = new.allowance
      from unnest(${stripes.map(({ shardKey }) => shardKey)}::int[], ${used}::bigint[],
                  ${allowances}::bigint[]) as new (shard_key, used, allowance)
     where stripe.shard_key = new.shard_key and stripe.tenant_id = ${tx.tenantId}
       and stripe.program_id = ${programId} and stripe.day <= ${wanted.day}`;
}
