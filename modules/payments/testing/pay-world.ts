import assert from 'node:assert/strict';
import { type Fen, fen, type Id, newId, systemClock, yuan } from '@heyi/kernel';
import { balanceOf, postJournals, transferLines } from '@heyi/ledger';
import { entity } from '@heyi/people/testing';
import {
  type Host,
  inTransaction,
  maskBankAccount,
  tenantCipher,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { createTestHost, type TestHost, testActor } from '@heyi/platform/testing';
import { createPayOrders, linkBankChannels } from '../index.ts';
import type { BankChannel } from '../index.ts';
import type { PayOrderState } from '../order/pay-order.ts';
import { assignPayerAccount } from '../payer-account/assign-payer-account.ts';
import { createPayerAccount } from '../payer-account/create-payer-account.ts';

export type Payee = { name: string; amount?: Fen; entity?: number };

/** A test host on the real clock, with a client whose entities are paid from one account each. */
export async function createPayWorld(
  channelsOf: (host: Host) => BankChannel[],
  database?: TestHost['database'],
) {
  const world = await createTestHost(systemClock.now(), database);
  const host: Host = { ...world.host, clock: systemClock };
  const channels = channelsOf(host);
  linkBankChannels(host, channels);
  return { world, host, channels };
}

export type PayClient = {
  tenantId: TenantId;
  entities: { legalEntityId: Id<'ent'>; payerAccountId: Id<'pac'>; accountNumber: string }[];
};

/** Runs as somebody in the tenant, the house visible, on the host's own clock. */
export function asTenant<T>(
  host: Host,
  tenantId: TenantId,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const tenantIds = [...new Set([tenantId, host.houseId])];
  return inTransaction(host, { tenantIds, actor: testActor(), requestId: 'test' }, work);
}

let accountNumber = 110_900_000_000_000;

/** Another account of an entity, at the bank of the channel. */
export async function addPayerAccount(
  host: Host,
  tenantId: TenantId,
  account: {
    legalEntityId: Id<'ent'>;
    channel: string;
    holderName?: string;
    accountNumber?: string;
    sending?: 'single' | 'batch' | undefined;
  },
): Promise<Id<'pac'>> {
  return asTenant(host, tenantId, async (tx) => {
    const created = await createPayerAccount(tx, {
      tenantId,
      holderName: '付款主体有限公司',
      accountNumber: String((accountNumber += 1)),
      bankName: '沙箱银行',
      ...account,
      sending: account.sending ?? 'single',
    });
    assert.ok(created.ok);
    return created.value.id;
  });
}

/** `inHouse` entities are paid from accounts of the provider. */
export async function addClient(
  world: TestHost,
  host: Host,
  options: { channel: string; entities: number; inHouse?: boolean; sending?: 'single' | 'batch' },
): Promise<PayClient> {
  const tenantId = await world.tenant();
  const entities: PayClient['entities'] = [];
  for (let index = 0; index < options.entities; index += 1) {
    const number = String((accountNumber += 1));
    const holder = options.inHouse ? host.houseId : tenantId;
    const name = `付款主体${index + 1}有限公司`;
    const { id: legalEntityId } = await entity(world, holder, name);
    const { channel, sending } = options;
    const account = { legalEntityId, holderName: name, accountNumber: number, channel, sending };
    const payerAccountId = await addPayerAccount(host, holder, account);
    const assigned = await asTenant(host, tenantId, (tx) =>
      assignPayerAccount(tx, { tenantId, legalEntityId, payerAccountId }),
    );
    assert.ok(assigned.ok);
    entities.push({ legalEntityId, payerAccountId, accountNumber: number });
  }
  return { tenantId, entities };
}

/** Pay orders for the payees, one payslip each, spread over the entities; the wages owed are booked. */
export async function payeesOf(tx: Transaction, client: PayClient, payees: readonly Payee[]) {
  const cipher = await tenantCipher(tx);
  const entityOf = (payee: Payee, index: number) =>
    client.entities[payee.entity ?? index % client.entities.length]!;
  const numbers = payees.map((_, index) => `6222020200${String(100_000_000 + index)}`);
  return {
    subjectKind: 'payslip' as const,
    subjectIds: payees.map(() => newId<'slp'>()),
    legalEntityIds: payees.map((payee, index) => entityOf(payee, index).legalEntityId),
    payerAccountIds: payees.map((payee, index) => entityOf(payee, index).payerAccountId),
    payeeNames: payees.map(({ name }) => name),
    payeeAccounts: numbers.map((number) => cipher.seal(number)),
    payeeAccountsMasked: numbers.map(maskBankAccount),
    payeeBankCodes: payees.map(() => null),
    amounts: payees.map(({ amount }, index) => amount ?? fen(800_000 + index)),
  };
}

/** Books the wages as owed and the money as there, then clicks "pay". */
export async function pay(
  host: Host,
  client: PayClient,
  payees: readonly Payee[],
  subjectId: Id<'run'> = newId<'run'>(),
): Promise<Id<'run'>> {
  const orders = await asTenant(host, client.tenantId, (tx) => payeesOf(tx, client, payees));
  // On its own: whoever posts twice in a transaction locks accounts in no order.
  await asTenant(host, client.tenantId, (tx) => bookWages(tx, client, orders.amounts, subjectId));
  const request = {
    subjectKind: 'payrollRun',
    subjectId,
    purpose: '2026年11月工资',
    orders,
  } as const;
  const { created } = await asTenant(host, client.tenantId, (tx) => createPayOrders(tx, request));
  assert.equal(created, payees.length);
  return subjectId;
}

export async function bookWages(
  tx: Transaction,
  client: PayClient,
  amounts: readonly Fen[],
  subjectId: Id<'run'>,
): Promise<void> {
  const total = yuan('900000000');
  const journals = client.entities.flatMap(({ legalEntityId, payerAccountId }) => [
    {
      kind: 'payroll_run.locked' as const,
      reference: `locked/${subjectId}/${legalEntityId}`,
      subjectId: null,
      occurredOn: tx.today,
      lines: transferLines(
        { kind: 'clientDue', legalEntityId },
        { kind: 'wagesPayable', legalEntityId },
        fen(amounts.reduce((sum, amount) => sum + amount, 0)),
      ),
    },
    {
      kind: 'receipt.matched' as const,
      reference: `receipt/${subjectId}/${payerAccountId}`,
      subjectId: null,
      occurredOn: tx.today,
      lines: transferLines(
        { kind: 'bank', payerAccountId },
        { kind: 'clientFunds', payerAccountId },
        total,
      ),
    },
  ]);
  await postJournals(tx, journals);
}

export type OrderRow = {
  id: Id<'pay'>;
  reference: string;
  payeeName: string;
  state: PayOrderState;
  code: string | null;
  amount: Fen;
  sends: number;
  legalEntityId: Id<'ent'>;
  payerAccountId: Id<'pac'>;
};

export function ordersOf(host: Host, tenantId: TenantId): Promise<OrderRow[]> {
  return asTenant(
    host,
    tenantId,
    (tx) => tx.sql<OrderRow>`
    select id, payee_name as "payeeName", state, code, amount, sends,
           legal_entity_id as "legalEntityId", payer_account_id as "payerAccountId"
      from payments.pay_order where tenant_id = ${tenantId} order by created_at, id`,
  );
}

/** Waits until `isReached`, looking often; fails with the states it saw last. */
export async function until(
  host: Host,
  tenantId: TenantId,
  isReached: (orders: OrderRow[]) => boolean,
  withinMs = 10_000,
): Promise<OrderRow[]> {
  const end = performance.now() + withinMs;
  for (;;) {
    const orders = await ordersOf(host, tenantId);
    if (isReached(orders)) return orders;
    if (performance.now() > end) {
      const counts = Object.fromEntries(
        Map.groupBy(orders, ({ state, code }) => `${state} ${code ?? ''}`)
          .entries()
          .map(([state, rows]) => [state, rows.length]),
      );
      assert.fail(`not reached: ${JSON.stringify(counts)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Money in the books against the orders: in flight, paid and owed, for every entity and account. */
export async function assertBooksAgree(host: Host, client: PayClient): Promise<void> {
  const orders = await ordersOf(host, client.tenantId);
  const total = (rows: OrderRow[]) => rows.reduce((sum, { amount }) => sum + amount, 0);
  await asTenant(host, client.tenantId, async (tx) => {
    for (const { payerAccountId } of client.entities) {
      const mine = orders.filter((order) => order.payerAccountId === payerAccountId);
      const paid = mine.filter(({ state }) => state === 'succeeded');
      const open = mine.filter(
        ({ state }) => !['succeeded', 'failed', 'returned', 'cancelled'].includes(state),
      );
      const [bank, flight, funds] = await balanceOf(tx, [
        { kind: 'bank', payerAccountId },
        { kind: 'paymentsInFlight', payerAccountId },
        { kind: 'clientFunds', payerAccountId },
      ]);
      assert.equal(0 - flight!.balance, total(open), 'in flight');
      assert.equal(bank!.balance, 0 - funds!.balance - total(paid), 'bank');
    }
  });
}
