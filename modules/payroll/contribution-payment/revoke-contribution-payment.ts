import type { Input, payrollContract as contract } from '@heyi/contract';
import { unbindEvidence } from '@heyi/evidence';
import { assert, fail, formatId, ok } from '@heyi/kernel';
import { lockBooks, reverseJournals, standingReferences } from '@heyi/ledger';
import { visibleRegistrations } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { lockPayment, readPayments, shownPayment } from './contribution-payment.store.ts';
import { houseOf, tellPayment } from './record-contribution-payment.ts';

/** Takes back what was recorded wrongly: reversals in the books, and the voucher may come again. */
export async function revokeContributionPayment(
  tx: Transaction,
  input: Input<typeof contract.revokeContributionPayment>,
) {
  const payment = await lockPayment(tx, input.contributionPaymentId);
  if (payment === null) return fail({ code: 'contribution_payment.not_found' as const });
  if (payment.revokedAt !== null) return fail({ code: 'contribution_payment.revoked' as const });
  await tx.sql`
    update payroll.contribution_payment
       set revoked_at = ${tx.now}, revoked_by_name = ${tx.actor.name},
           revoke_reason = ${input.reason}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${payment.id}`;
  const subject = { subjectKind: 'contributionPayment', subjectId: payment.id } as const;
  await unbindEvidence(tx, { ...subject, reason: input.reason });
  await reversePayment(tx, formatId('ctp', payment.id));
  const registration = (await visibleRegistrations(tx)).get(payment.registrationId);
  assert(registration, 'a payment has its registration');
  await tellPayment(tx, 'contribution_payment.revoked', registration, payment);
  return ok(shownPayment((await readPayments(tx, { id: payment.id }))[0]!));
}

/** In the client's books, and where the provider bore a late fee in its own too. */
async function reversePayment(tx: Transaction, subjectId: string): Promise<void> {
  const tenants = tx.tenantId === tx.houseId ? [tx] : [tx, houseOf(tx)];
  const found: { tx: Transaction; keys: []; references: string[] }[] = [];
  for (const one of tenants) {
    const paid = await standingReferences(one, { subjectId, kind: 'contributions.paid' });
    const fees = await standingReferences(one, { subjectId, kind: 'late_fee.paid' });
    found.push({ tx: one, keys: [], references: [...paid, ...fees] });
  }
  await lockBooks(found);
  for (const { tx: one, references } of found) {
    await reverseJournals(one, { references, occurredOn: tx.today });
  }
}
