import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { programOfApp } from '../../program/program.store.ts';
import { findClaims } from './claim.store.ts';

/** Whoever said it: an app sees the claims of its environment's program. */
export async function readTopUp(tx: Transaction, { claimId }: Input<typeof contract.readTopUp>) {
  const program = await programOfApp(tx);
  const [claim] =
    program === null ? [] : await findClaims(tx, { id: claimId, programId: program.id });
  return claim ? ok(claim) : fail({ code: 'top_up.not_found' as const });
}
