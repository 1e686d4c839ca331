import type { gigProgramContract as contract, Input } from '@heyi/contract';
import { fail, type Fen, fen, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readProgramFunds } from '../funds/read-program-funds.ts';
import { findProgram } from './program.store.ts';

export async function getProgramFunds(
  tx: Transaction,
  { programId }: Input<typeof contract.getProgramFunds>,
) {
  const program = await findProgram(tx, programId);
  if (program === null) return fail({ code: 'program.not_found' as const });
  const { view, books, waiting } = await readProgramFunds(tx, program);
  const [main, ...onStripes] = books;
  const counts = new Map(waiting.map(({ key, count }) => [key, count]));
  const keys = onStripes.map(({ key }) => key);
  const [owed] = await tx.sql<{ withdrawable: Fen }>`
    select coalesce(sum(withdrawable), 0)::bigint as withdrawable from gig.balance_figures
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId}
       and program_id = ${programId}`;
  return ok({
    ...view,
    unallotted: main!.funds,
    allotted: fen(view.total - main!.funds),
    withdrawable: owed!.withdrawable,
    stripes: onStripes.map(({ key, funds }, number) => ({
      number,
      funds,
      heldCount: counts.get(key) ?? 0,
    })),
  });
}
