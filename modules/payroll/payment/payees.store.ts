import { fen, type Fen, type Id } from '@heyi/kernel';
import { createPayOrders, findPayerAccounts } from '@heyi/payments';
import type { Transaction } from '@heyi/platform';
import { type PayrollRun, runEntities } from '../run/payroll-run.store.ts';

/** Somebody with a net pay, and the account that stands now. */
export type Payee = {
  readonly payslipId: Id<'slp'>;
  readonly legalEntityId: Id<'ent'>;
  readonly net: Fen;
  readonly name: string | null;
  readonly account: Buffer | null;
  readonly accountMasked: string | null;
  readonly bankCode: string | null;
  /** The account is not the one that was approved. */
  readonly isAccountMoved: boolean;
};

/** Everybody of the run who is to be paid and not held. */
export async function readPayees(tx: Transaction, run: PayrollRun): Promise<Payee[]> {
  return tx.sql<Payee>`
    select s.id as "payslipId", s.pay_entity_id as "legalEntityId", s.net,
           e.payee_holder_name as name, e.payee_account_sealed as account,
           e.payee_account_masked as "accountMasked", e.payee_bank_code as "bankCode",
           s.payee_account_hash is distinct from e.payee_account_hash as "isAccountMoved"
      from payroll.payslip s
      join people.payable_employment e
        on e.shard_key = s.shard_key and e.tenant_id = s.tenant_id
       and e.employment_id = s.employment_id
      left join payroll.member_hold h
        on h.shard_key = s.shard_key and h.tenant_id = s.tenant_id and h.run_id = ${run.id}
       and h.employment_id = s.employment_id and h.released_at is null
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId} and s.net > 0 and h.employment_id is null
     order by s.id`;
}

/** Holds whoever has no account, or another one than was approved: somebody has to look first. */
export async function holdUnpayable(
  tx: Transaction,
  run: PayrollRun,
  unpayable: readonly Payee[],
): Promise<void> {
  if (unpayable.length === 0) return;
  await tx.sql`
    insert into payroll.member_hold (shard_key, tenant_id, run_id, employment_id, reason,
                                     held_by_name, held_at)
    select s.shard_key, s.tenant_id, ${run.id}, s.employment_id, p.reason, ${tx.actor.name}, ${tx.now}
      from unnest(${unpayable.map(({ payslipId }) => payslipId)}::uuid[],
                  ${unpayable.map(({ account }) => (account ? '审批后收款账户有变动' : '没有收款账户'))}::text[])
             as p (payslip_id, reason)
      join payroll.payslip s
        on s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId} and s.id = p.payslip_id
    on conflict (shard_key, tenant_id, run_id, employment_id) do update
       set reason = excluded.reason, held_by_name = excluded.held_by_name,
           held_at = excluded.held_at, released_at = null, release_reason = null`;
}

/** False when an entity of these payees has no account that can pay. */
export async function payerAccountsReady(
  tx: Transaction,
  run: PayrollRun,
  payees: readonly Payee[],
): Promise<boolean> {
  const payers = await payerOf(tx, run);
  const accounts = await findPayerAccounts(tx, [...payers.values()]);
  return payees.every(({ legalEntityId }) => {
    const payer = payers.get(legalEntityId);
    return payer !== undefined && accounts.get(payer)?.state === 'active';
  });
}

async function payerOf(tx: Transaction, run: PayrollRun): Promise<Map<Id<'ent'>, Id<'pac'>>> {
  const entities = await runEntities(tx, run.id);
  return new Map(
    entities.flatMap(({ legalEntityId, payerAccountId }) =>
      payerAccountId ? [[legalEntityId, payerAccountId] as const] : [],
    ),
  );
}

/** One order a payee, with the books, in this transaction; who has an order gets no second one. */
export async function orderPayments(
  tx: Transaction,
  run: PayrollRun,
  payees: readonly Payee[],
): Promise<number> {
  const payers = await payerOf(tx, run);
  const { created } = await createPayOrders(tx, {
    subjectKind: 'payrollRun',
    subjectId: run.id,
    purpose: run.title,
    orders: {
      subjectKind: 'payslip',
      subjectIds: payees.map(({ payslipId }) => payslipId),
      legalEntityIds: payees.map(({ legalEntityId }) => legalEntityId),
      payerAccountIds: payees.map(({ legalEntityId }) => payers.get(legalEntityId)!),
      payeeNames: payees.map(({ name }) => name!),
      payeeAccounts: payees.map(({ account }) => account!),
      payeeAccountsMasked: payees.map(({ accountMasked }) => accountMasked!),
      payeeBankCodes: payees.map(({ bankCode }) => bankCode),
      amounts: payees.map(({ net }) => fen(net)),
    },
  });
  return created;
}
