import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { programOfApp } from '../../program/program.store.ts';
import { keepClaim } from './claim-top-up.ts';

/** The client's program says what somebody there has paid. */
export async function reportTopUp(tx: Transaction, input: Input<typeof contract.reportTopUp>) {
  if (input.paidOn > tx.today) return fail({ code: 'top_up.in_the_future' as const });
  const program = await programOfApp(tx);
  if (program === null) return fail({ code: 'program.not_found' as const });
  const claim = await keepClaim(tx, program, { ...input, fileId: null });
  return claim === null ? fail({ code: 'top_up.claimed' as const }) : ok(claim);
}
