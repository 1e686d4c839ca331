import type { gigPageContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { reasonView } from '@heyi/statutory';
import { explainPaidTax } from '../withholding/explain-paid-tax.ts';
import { findRows, pageOf } from '../withdrawal/withdrawal-view.ts';
import { ownWorker } from './own-worker.ts';

/** One withdrawal, and why its tax is what it is. Somebody else's is not found. */
export async function getOwnWithdrawal(
  tx: Transaction,
  { withdrawalId }: Input<typeof contract.getOwnWithdrawal>,
) {
  const { place, environment } = await ownWorker(tx);
  const { shardKey, workerId } = place;
  const wanted = { keys: [shardKey], ids: [withdrawalId], workerId, environment, limit: 1 };
  const [shown] = pageOf(await findRows(tx, wanted), 1).rows;
  if (!shown) return fail({ code: 'withdrawal.not_found' as const });
  const reasons = await explainPaidTax(tx, place, withdrawalId);
  return ok({ ...shown, reasons: reasons.map(reasonView) });
}
