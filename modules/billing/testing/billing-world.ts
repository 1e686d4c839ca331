import assert from 'node:assert/strict';
import { createClient } from '@heyi/clients';
import { type Fen, fen, type Id, type PlainDate, plainDate, yuan } from '@heyi/kernel';
import { type AccountKey, balanceOf } from '@heyi/ledger';
import {
  type BankChannel,
  linkBankChannels,
  type PayerAccount,
  routes,
  type StatementLine,
} from '@heyi/payments';
import { entity } from '@heyi/people/testing';
import { systemActor, type TenantId, type Transaction } from '@heyi/platform';
import { createTestHost, type TestHost, testActor } from '@heyi/platform/testing';
import { recordReceipt } from '../receipt/record-receipt.ts';

export type BillingWorld = {
  world: TestHost;
  /** What the bank's statement of a day says. */
  statement: Map<PlainDate, StatementLine[]>;
  /** A client with an advance limit of 100,000 yuan for 10 days, unless told otherwise. */
  client(limit?: Fen): Promise<TenantId>;
  payerAccount(holder: TenantId): Promise<Id<'pac'>>;
};

export async function createBillingWorld(): Promise<BillingWorld> {
  const world = await createTestHost();
  const statement = new Map<PlainDate, StatementLine[]>();
  const channel = {
    code: 'lying',
    isStandIn: true,
    inFlightMax: 1,
    statement: (_account: string, day: PlainDate) => Promise.resolve(statement.get(day) ?? []),
  } as Partial<BankChannel> as BankChannel;
  linkBankChannels(world.host, [channel]);
  let number = 0;
  return {
    world,
    statement,
    async client(limit = yuan('100000')) {
      number += 1;
      const settings = {
        payMonthRule: 'sameMonth' as const,
        payDay: 25,
        prorationMethod: 'dueDays' as const,
        advanceLimit: limit,
        advanceDays: 10,
        clientCutoffDays: 3,
        language: 'zh-CN' as const,
      };
      const name = `测试客户${number}有限公司`;
      const uscc = usccOf(`0000${1000 + number}`);
      const input = {
        name,
        shortName: name,
        uscc,
        cooperationMode: 'payrollAgency' as const,
        settings,
      };
      const made = await world.as(
        world.host.houseId,
        (tx) => createClient(tx, input),
        systemActor('seed'),
      );
      assert.ok(made.ok, JSON.stringify(made));
      return made.value.id;
    },
    async payerAccount(holder) {
      number += 1;
      const input = {
        tenantId: holder,
        legalEntityId: (await entity(world, holder, `合一${number}有限公司`)).id,
        holderName: '合一人力资源有限公司',
        accountNumber: String(110_900_000_000_000 + number),
        bankName: '沙箱银行',
        channel: 'lying',
      };
      const create = routes.find(({ operation }) => operation.id === 'createPayerAccount')!;
      const made = await world.as(holder, (tx) => create.run(tx, input as never));
      assert.ok(made.ok);
      return (made.value as PayerAccount).id;
    },
  };
}

const uscc = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** A credit code of Shanghai with its check characters (GB 32100-2015, GB 11714-1997). */
function usccOf(organisation: string): string {
  const rest = weigh(organisationWeights, organisation) % 11;
  const first = `91310000${organisation}${'0X987654321'[rest]}`;
  return first + uscc[(31 - (weigh(weights, first) % 31)) % 31];
}

function weigh(by: readonly number[], text: string): number {
  return by.reduce((sum, weight, index) => sum + weight * uscc.indexOf(text[index]!), 0);
}

/** Balances as a credit or debit amount in the sense of the account: what it holds. */
export async function holds(tx: Transaction, keys: readonly AccountKey[]): Promise<Fen[]> {
  const balances = await balanceOf(tx, keys);
  const isDebit = (key: AccountKey) => ['bank', 'advance', 'clientDue'].includes(key.kind);
  return balances.map(({ balance }, index) => fen(isDebit(keys[index]!) ? balance : 0 - balance));
}

type Outcome = { ok: true; value: unknown } | { ok: false; failure: { code: string } };

/** The code of a refusal, or `ok`. As the HTTP layer does: what is refused leaves no trace. */
export async function codeOf(
  { world }: BillingWorld,
  tenantId: TenantId,
  attempt: (tx: Transaction) => Promise<Outcome>,
  actor = testActor(),
): Promise<string> {
  let code = 'ok';
  const work = async (tx: Transaction) => {
    const outcome = await attempt(tx);
    if (outcome.ok) return;
    code = outcome.failure.code;
    throw new Error('refused');
  };
  await world.as(tenantId, work, actor).catch((error: Error) => {
    if (error.message !== 'refused') throw error;
  });
  return code;
}

export const today = plainDate('2026-11-23');

let sequence = 0;
/** The input of a receipt that nobody has booked yet. */
export function arrival(
  tenantId: TenantId,
  payerAccountId: Id<'pac'>,
  amount: Fen,
  isMatched = true,
) {
  sequence += 1;
  return {
    tenantId,
    payerAccountId,
    amount,
    senderName: '某某有限公司',
    bankReference: `BK-${sequence}`,
    receivedOn: today,
    isMatched,
  };
}

export async function receive(
  { world }: BillingWorld,
  tenantId: TenantId,
  payerAccountId: Id<'pac'>,
  amount: Fen,
  isMatched = true,
) {
  const recorded = await world.as(tenantId, (tx) =>
    recordReceipt(tx, arrival(tenantId, payerAccountId, amount, isMatched)),
  );
  assert.ok(recorded.ok);
  return recorded.value;
}

export const kinds = (payerAccountId: Id<'pac'>, ...names: AccountKey['kind'][]): AccountKey[] =>
  names.map((kind) => (kind === 'advance' ? { kind } : { kind, payerAccountId }));

/** The shares of all tenants in one account are what lies at the bank. */
export async function atBank(
  { world }: BillingWorld,
  payerAccountId: Id<'pac'>,
  tenants: readonly TenantId[],
): Promise<number> {
  let total = 0;
  for (const tenantId of tenants) {
    const [share] = await world.as(tenantId, (tx) => holds(tx, kinds(payerAccountId, 'bank')));
    total += share!;
  }
  return total;
}
