import assert from 'node:assert/strict';
import { routes as billingRoutes } from '@heyi/billing';
import { type BillingWorld, createBillingWorld } from '@heyi/billing/testing';
import {
  type Fen,
  fen,
  formatId,
  type Id,
  type Instant,
  newId,
  type PlainDate,
  plainDate,
} from '@heyi/kernel';
import { applyReports, createPayOrders, type TransferState } from '@heyi/payments';
import { tenantCipher, type TenantId, type Transaction } from '@heyi/platform';
import { compareAccount } from '../match/compare-account.ts';
import { routes } from '../routes.ts';
import type { BankLine } from '../statement/statement.ts';
import { takeStatements } from '../statement/take-statement.ts';

export const monday = plainDate('2026-11-23');
export const sunday = plainDate('2026-11-22');

export type ReconciliationWorld = BillingWorld & {
  /** Runs an operation of this module as somebody of the tenant; the code of a refusal, or the value. */
  act<T>(tenantId: TenantId, operation: string, input: object): Promise<T | string>;
  /** Money of a client arrives and is matched at once. */
  receive(client: TenantId, account: Id<'pac'>, amount: Fen, bankReference: string): Promise<void>;
  /** Orders of one run, queued; answers the reference of each. */
  order(client: TenantId, account: Id<'pac'>, amounts: readonly number[]): Promise<string[]>;
  /** The bank says of orders what has become of them. */
  report(references: readonly string[], state: TransferState, at?: Instant): Promise<void>;
  /** A day's statement, whose balances follow from the opening. */
  tell(
    holder: TenantId,
    account: Id<'pac'>,
    opening: number,
    lines: readonly Told[],
    day?: PlainDate,
  ): Promise<void>;
  compare(holder: TenantId, account: Id<'pac'>): ReturnType<typeof compareAccount>;
};

/** A line in a test: what matters of it, and the rest as usual. */
export type Told = Partial<Omit<BankLine, 'amount'>> & { amount: number; bankReference: string };

export function lineOf(told: Told, day: PlainDate = monday): BankLine {
  return {
    kind: told.amount > 0 ? 'receipt' : 'transfer',
    bookedOn: day,
    bookedAt: null,
    balance: null,
    reference: null,
    counterpartyName: null,
    counterpartyAccount: null,
    remark: null,
    ...told,
    amount: fen(told.amount),
  };
}

export async function createReconciliationWorld(): Promise<ReconciliationWorld> {
  const made = await createBillingWorld();
  const { world } = made;
  const run = async <T>(tenantId: TenantId, list: typeof routes, id: string, input: object) => {
    const route = list.find(({ operation }) => operation.id === id);
    assert.ok(route, `nobody serves ${id}`);
    return world
      .as(tenantId, (tx: Transaction) => route.run(tx, { tenantId, ...input } as never))
      .then((outcome) => (outcome.ok ? (outcome.value as T) : outcome.failure.code));
  };
  return {
    ...made,
    act: <T>(tenantId: TenantId, id: string, input: object) => run<T>(tenantId, routes, id, input),
    async receive(client, payerAccountId, amount, bankReference) {
      const facts = { senderName: '某某有限公司', receivedOn: monday, isMatched: true };
      const input = { payerAccountId, amount, bankReference, ...facts };
      const recorded = await run(client, billingRoutes as never, 'recordReceipt', input);
      assert.notEqual(typeof recorded, 'string', String(recorded));
    },
    order: (client, payerAccountId, amounts) =>
      world.as(client, async (tx) => {
        const cipher = await tenantCipher(tx);
        const subjectIds = amounts.map(() => newId<'slp'>());
        const each = <T>(value: T) => amounts.map(() => value);
        const runId = newId<'run'>();
        await createPayOrders(tx, {
          subjectKind: 'payrollRun',
          subjectId: runId,
          purpose: '2026年11月工资',
          orders: {
            subjectKind: 'payslip',
            subjectIds,
            legalEntityIds: each(newId<'ent'>()),
            payerAccountIds: each(payerAccountId),
            payeeNames: each('阿依古丽·买买提'),
            payeeAccounts: each(cipher.seal('6222020200012345678')),
            payeeAccountsMasked: each('6222***********5678'),
            payeeBankCodes: each(null),
            amounts: amounts.map(fen),
          },
        });
        const rows = await tx.sql<{ id: Id<'pay'>; subjectId: Id<'slp'> }>`
          select id, subject_id as "subjectId" from payments.order_outcome
           where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
             and subject_id = any(${subjectIds}::uuid[])`;
        const bySubject = new Map(rows.map(({ id, subjectId }) => [subjectId, id]));
        return subjectIds.map((subjectId) => formatId('pay', bySubject.get(subjectId)!));
      }),
    async report(references, state, at = '2026-11-23T01:00:00.000Z') {
      const common = { state, bankReference: null, code: null, text: null, occurredAt: at };
      const reports = references.map((reference) => ({ reference, ...common }));
      assert.equal(await applyReports(world.host, reports, 'callback'), references.length);
    },
    async tell(holder, account, opening, lines, day = monday) {
      const told = lines.map((line) => lineOf(line, day));
      const closing = fen(told.reduce((sum, { amount }) => sum + amount, opening));
      const statement = { day, opening: fen(opening), closing, lines: told };
      const from = { source: 'link', fileId: null } as const;
      await world.as(holder, (tx) => takeStatements(tx, account, [statement], from));
    },
    compare: (holder, account) => compareAccount(world.host, holder, account),
  };
}
