import { unrecordedArrivals } from '@heyi/billing';
import { assert, fen, type Id, ok } from '@heyi/kernel';
import { accountBook } from '@heyi/ledger';
import { askBank } from '@heyi/payments';
import { job, type JobContext } from '@heyi/platform';
import { z } from 'zod';
import { findPrograms } from '../program/program.store.ts';
import { proveWithdrawals } from '../withdrawal/prove-withdrawals.ts';
import { keepProof, type ProofId, type ProofResult } from './proof.store.ts';

type AccountProof = ProofResult['accounts'][number];

/**
 * The proof of a client's withdrawals, and the books of each account it really pays from against the
 * bank's own. It runs in one transaction that reads; only what it found is written.
 */
export const proveJob = job({
  kind: 'gig.prove_withdrawals',
  input: z.object({ proofId: z.custom<ProofId>((value) => typeof value === 'string') }),
  async run(context, { proofId }) {
    // Play money stands at a stand-in bank and in no book of ours before a top-up.
    const programs = await context.transaction((tx) => findPrograms(tx, { environment: 'live' }));
    const payers = [...new Set(programs.map(({ payerAccountId }) => payerAccountId))];
    const steps = payers.length + 1;
    await context.progress(0, steps);
    const proof = await context.transaction((tx) =>
      proveWithdrawals(tx, { tenantId: context.tenantId }),
    );
    assert(proof.ok, 'a proof always comes to an end');
    await context.progress(1, steps);
    const accounts: AccountProof[] = [];
    for (const [index, payer] of payers.entries()) {
      accounts.push(await proveAccount(context, payer));
      await context.progress(index + 2, steps);
    }
    const holds = proof.value.holds && accounts.every((account) => account.holds);
    const result: ProofResult = { ...proof.value, accounts };
    await context.transaction((tx) => keepProof(tx, proofId, holds, result));
    return ok({ proofId, holds });
  },
});

/**
 * What the books say of an account, of everybody whom it pays for, is what the bank says: less what is
 * in flight, which it may have paid already, and more what has arrived since its statement was read.
 */
async function proveAccount(context: JobContext, payerAccountId: Id<'pac'>): Promise<AccountProof> {
  const before = await context.transaction((tx) => accountBook(tx, payerAccountId));
  const asked = await askBank(context, payerAccountId);
  const after = await context.transaction((tx) => accountBook(tx, payerAccountId));
  const { holderName, accountMasked, balance } = asked;
  const unread =
    asked.arrivals === null
      ? fen(0)
      : await context.transaction((tx) =>
          unrecordedArrivals(tx, payerAccountId, asked.arrivals ?? []),
        );
  const named = { payerAccountId, holderName, accountMasked, unread, bank: balance };
  const booked = after.booked;
  const inFlight = fen(Math.max(before.inFlight, after.inFlight));
  // While money moves the bank is asked between two looks at the books.
  const most = Math.max(before.booked, after.booked) + unread;
  const least = Math.min(before.booked, after.booked) - inFlight + unread;
  const holds = balance === null || (least <= balance && balance <= most);
  return { ...named, booked, inFlight, holds };
}
