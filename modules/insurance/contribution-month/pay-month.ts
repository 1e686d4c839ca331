import { type Fen, type Id, type PayPeriod, type PlainDate, sum } from '@heyi/kernel';
import type { RegistrationId } from '@heyi/people';
import type { TenantId, Transaction } from '@heyi/platform';
import { resumeArrears, settleArrears } from '../arrears/arrears.store.ts';
import {
  clientSums,
  inTenantOf,
  lockMonths,
  moveMonths,
  putMonths,
  putParts,
} from './contribution-month.store.ts';

/** News of payroll: a client's part of a registration's month was paid, or that was taken back. */
export type PaymentNews = {
  readonly contributionPaymentId: Id<'ctp'>;
  readonly registrationId: RegistrationId;
  readonly registrationTenantId: TenantId;
  readonly contributionPeriod: PayPeriod;
  readonly amount: Fen;
  /** What of a late fee was paid out of the client's own money with it. */
  readonly clientLateFee: Fen;
  readonly paidOn: PlainDate;
};

/**
 * Keeps what a client paid beside its part. The month is paid when the part of every client whose
 * people are insured there is, to the fen: what is short stays open (欠差额). Heard again it changes
 * nothing.
 */
export async function payMonth(tx: Transaction, news: PaymentNews): Promise<void> {
  const { registrationId, contributionPeriod: period, paidOn } = news;
  const holder = inTenantOf(tx, news.registrationTenantId);
  await holder.sql`
    insert into insurance.month_payment
           (shard_key, tenant_id, payment_id, registration_id, period, client_tenant_id,
            amount_fen, late_fee_fen, paid_on)
    values (${holder.shardKey}, ${holder.tenantId}, ${news.contributionPaymentId},
            ${registrationId}, ${period}, ${tx.tenantId}, ${news.amount},
            ${news.clientLateFee}, ${paidOn})
    on conflict (shard_key, tenant_id, payment_id) do nothing`;
  const of = { registrationIds: [registrationId], period };
  if ((await lockMonths(holder, of)).length === 0) await beginMonth(tx, holder, of);
  if (!(await isEveryPartPaid(holder, registrationId, period))) return;
  const moved = await moveMonths(holder, of, 'pay');
  if (moved.ok) await settleArrears(holder, { registrationId, period }, paidOn);
}

/**
 * A bill has moved what is due: what was paid suffices now, or does not any more. Without a payment
 * nothing changes.
 */
export async function comparePayments(
  holder: Transaction,
  month: { readonly registrationId: RegistrationId; readonly period: PayPeriod },
): Promise<void> {
  const { registrationId, period } = month;
  const [newest] = await holder.sql<{ paidOn: PlainDate | null }>`
    select max(paid_on)::text as "paidOn" from insurance.month_payment
     where shard_key = ${holder.shardKey} and tenant_id = ${holder.tenantId}
       and registration_id = ${registrationId} and period = ${period}`;
  const paidOn = newest?.paidOn ?? null;
  if (paidOn === null) return;
  const of = { registrationIds: [registrationId], period };
  if (await isEveryPartPaid(holder, registrationId, period)) {
    const moved = await moveMonths(holder, of, 'pay');
    if (moved.ok) await settleArrears(holder, month, paidOn);
  } else await moveMonths(holder, of, 'unpay');
}

/** Paid before anything was declared here: the month is what this client's lines say. */
async function beginMonth(
  tx: Transaction,
  holder: Transaction,
  of: { registrationIds: RegistrationId[]; period: PayPeriod },
): Promise<void> {
  const sums = await clientSums(tx, of);
  if (sums.length === 0) return;
  await putMonths(holder, of.period, sums);
  const due = sum(sums.flatMap(({ employer, employee }) => [employer, employee]));
  const registrationId = of.registrationIds[0]!;
  await putParts(holder, of.period, [{ registrationId, clientId: tx.tenantId, due }]);
}

/** A bill that asks for less than was estimated moves the part: then what was paid suffices. */
async function isEveryPartPaid(
  tx: Transaction,
  registrationId: RegistrationId,
  period: PayPeriod,
): Promise<boolean> {
  const unpaid = await tx.sql`
    select p.client_tenant_id from insurance.contribution_part p
     where p.shard_key = ${tx.shardKey} and p.tenant_id = ${tx.tenantId}
       and p.registration_id = ${registrationId} and p.period = ${period}
       and p.due_fen > coalesce((select sum(m.amount_fen) from insurance.month_payment m
                                  where m.shard_key = ${tx.shardKey}
                                    and m.tenant_id = ${tx.tenantId}
                                    and m.registration_id = ${registrationId}
                                    and m.period = ${period}
                                    and m.client_tenant_id = p.client_tenant_id), 0)
     limit 1`;
  return unpaid.length === 0;
}

/** The payment was recorded wrongly: the month is open again, and late fees run on. */
export async function unpayMonth(tx: Transaction, news: PaymentNews): Promise<void> {
  const { registrationId, contributionPeriod: period } = news;
  const holder = inTenantOf(tx, news.registrationTenantId);
  const gone = await holder.sql`
    delete from insurance.month_payment
     where shard_key = ${holder.shardKey} and tenant_id = ${holder.tenantId}
       and payment_id = ${news.contributionPaymentId}
    returning payment_id`;
  if (gone.length === 0 || (await isEveryPartPaid(holder, registrationId, period))) return;
  const of = { registrationIds: [registrationId], period };
  await moveMonths(holder, of, 'unpay');
  if (await resumeArrears(holder, { registrationId, period })) {
    await moveMonths(holder, of, 'failDebit');
  }
}
