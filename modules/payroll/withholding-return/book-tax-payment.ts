import { assert, type Fen, formatId, type Id, newId, type PlainDate, sum } from '@heyi/kernel';
import { lockBooks, postInBooks, reverseJournals, standingReferences } from '@heyi/ledger';
import { payerAccountsOf } from '@heyi/payments';
import type { TenantId, Transaction } from '@heyi/platform';
import {
  journalOf,
  ownMoneyLines,
  settlingLines,
} from '../contribution-payment/book-contribution-payment.ts';
import { enterTenants } from '../taxpayer-registration/withholding-entity.ts';
import { taxDueOf, type WithholdingReturn } from './withholding-return.ts';

export type TaxPayment = {
  readonly number: number;
  readonly lateFee: Fen;
  readonly paidOn: PlainDate;
  readonly voucherNumber: string;
  /** The account that was debited; null when it was not named. */
  readonly payerAccountId: Id<'pac'> | null;
};

/** One client's part of a return's payment, as it enters the books of that client. */
type Part = {
  readonly tx: Transaction;
  readonly amount: Fen;
  readonly payerAccountId: Id<'pac'> | null;
};

/**
 * Discharges 应交个税 in the books of every client whose people the return declares. The provider's
 * entity pays out of what each client sent for it; a client's own entity pays itself. False when a
 * client has no paying account for the provider's entity: nothing is posted then.
 */
export async function bookTaxPayment(
  tx: Transaction,
  declared: WithholdingReturn,
  payment: TaxPayment,
): Promise<boolean> {
  const isProvider = tx.tenantId === tx.houseId;
  const shares = await clientShares(tx, declared);
  const due = taxDueOf(declared);
  assert(sum(shares.map(({ amount }) => amount)) === due, 'the clients’ parts are the tax due');
  const entered = await enterTenants(
    tx,
    shares.map(({ clientId }) => clientId),
  );
  const parts: Part[] = [];
  for (const [index, one] of entered.entries()) {
    const { amount } = shares[index]!;
    const usual = isProvider ? await paidFrom(one, declared) : null;
    const payerAccountId = payment.payerAccountId ?? usual;
    if (isProvider && payerAccountId === null) return false;
    parts.push({ tx: one, amount, payerAccountId });
  }
  for (const part of parts) await insertPart(part, declared, payment);
  await postParts(tx, declared, { ...payment, parts, isProvider });
  return true;
}

async function postParts(
  tx: Transaction,
  { id, entityId }: WithholdingReturn,
  payment: TaxPayment & { parts: readonly Part[]; isProvider: boolean },
): Promise<void> {
  const { parts, isProvider, lateFee, paidOn, number } = payment;
  const subject = formatId('wht', id);
  const named = { id: subject, reference: `${subject}/${number}`, paidOn };
  const liability = { kind: 'taxPayable', legalEntityId: entityId } as const;
  const postings = parts.map(({ tx: one, amount, payerAccountId }) => ({
    tx: one,
    journals: [
      journalOf(
        'tax.paid',
        named,
        settlingLines(one, { liability, amount, payerAccountId, isProvider }),
      ),
    ],
  }));
  // The withholding agent bears the late fee: it declared and paid late.
  const feeFrom = parts[0]?.payerAccountId ?? null;
  if (lateFee > 0 && feeFrom !== null) {
    const fee = journalOf('late_fee.paid', named, ownMoneyLines(tx, feeFrom, lateFee));
    postings.push({ tx, journals: [fee] });
  }
  await postInBooks(postings);
}

/** Takes the last payment of a return back, in the books of everybody it was posted to. */
export async function unbookTaxPayment(
  tx: Transaction,
  declared: WithholdingReturn,
): Promise<void> {
  const shares = await clientShares(tx, declared);
  const ids = new Set([tx.tenantId, ...shares.map(({ clientId }) => clientId)]);
  const subjectId = formatId('wht', declared.id);
  const found: { tx: Transaction; keys: []; references: string[] }[] = [];
  for (const one of await enterTenants(tx, [...ids])) {
    const paid = await standingReferences(one, { subjectId, kind: 'tax.paid' });
    const fees = await standingReferences(one, { subjectId, kind: 'late_fee.paid' });
    found.push({ tx: one, keys: [], references: [...paid, ...fees] });
  }
  await lockBooks(found);
  for (const { tx: one, references } of found) {
    await reverseJournals(one, { references, occurredOn: tx.today });
    await one.sql`
      update payroll.tax_payment set revoked_at = ${one.now}
       where shard_key = ${one.shardKey} and tenant_id = ${one.tenantId}
         and return_id = ${declared.id} and revoked_at is null`;
  }
}

/** What each client's tax is more, or less, than in the return that this one corrects. */
async function clientShares(
  tx: Transaction,
  { id, correctsId }: WithholdingReturn,
): Promise<{ clientId: TenantId; amount: Fen }[]> {
  return tx.sql<{ clientId: TenantId; amount: Fen }>`
    select client_id as "clientId",
           sum(case when return_id = ${id} then tax else -tax end)::bigint as amount
      from payroll.return_client
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and return_id in (${id}, ${correctsId}::uuid)
     group by client_id
    having sum(case when return_id = ${id} then tax else -tax end) <> 0
     order by client_id`;
}

/** Where the client's money for the entity lies: the account of its newest run, else the assigned. */
async function paidFrom(
  tx: Transaction,
  { entityId, taxPeriod }: WithholdingReturn,
): Promise<Id<'pac'> | null> {
  const [row] = await tx.sql<{ payerAccountId: Id<'pac'> }>`
    select e.payer_account_id as "payerAccountId"
      from payroll.run r
      join payroll.run_entity e
        on e.shard_key = r.shard_key and e.tenant_id = r.tenant_id and e.run_id = r.id
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
       and r.tax_period = ${taxPeriod} and r.locked_at is not null
       and e.legal_entity_id = ${entityId} and e.payer_account_id is not null
     order by r.id desc
     limit 1`;
  return row?.payerAccountId ?? (await payerAccountsOf(tx)).get(entityId)?.id ?? null;
}

async function insertPart(
  { tx, amount, payerAccountId }: Part,
  declared: WithholdingReturn,
  payment: TaxPayment,
): Promise<void> {
  await tx.sql`
    insert into payroll.tax_payment (
           shard_key, tenant_id, id, return_id, payment_number, legal_entity_id, tax_period, amount,
           payer_account_id, paid_on, voucher_number, recorded_by_name, recorded_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${newId<'tpm'>()}, ${declared.id}, ${payment.number},
            ${declared.entityId}, ${declared.taxPeriod}, ${amount}, ${payerAccountId},
            ${payment.paidOn}, ${payment.voucherNumber}, ${tx.actor.name}, ${tx.now})`;
}
