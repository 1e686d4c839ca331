import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import { readFile, type Transaction } from '@heyi/platform';
import type { Program } from '../../program/program.ts';
import { findProgram } from '../../program/program.store.ts';
import { type Claim, type ClaimId, findClaims, insertClaim, type NewClaim } from './claim.store.ts';

/** What the client says it has paid. It moves no money: a receipt has to confirm it. */
export async function claimTopUp(tx: Transaction, input: Input<typeof contract.claimTopUp>) {
  if (input.paidOn > tx.today) return fail({ code: 'top_up.in_the_future' as const });
  const program = await findProgram(tx, input.programId);
  if (program === null) return fail({ code: 'program.not_found' as const });
  const { fileId = null } = input;
  if (fileId !== null && (await readFile(tx, fileId)) === null) {
    return fail({ code: 'file.not_found' as const });
  }
  const claim = await keepClaim(tx, program, { ...input, fileId });
  return claim === null ? fail({ code: 'top_up.claimed' as const }) : ok(claim);
}

type Said = Omit<NewClaim, 'programId' | 'payerAccountId' | 'note'> & { note?: string | undefined };

/** Null when the same transfer is claimed already. */
export async function keepClaim(
  tx: Transaction,
  program: Program,
  said: Said,
): Promise<Claim | null> {
  const id: ClaimId = newId<'tuc'>();
  const { id: programId, payerAccountId } = program;
  const claim = { ...said, note: said.note ?? null, programId, payerAccountId };
  return (await insertClaim(tx, id, claim)) ? (await findClaims(tx, { id }))[0]! : null;
}
