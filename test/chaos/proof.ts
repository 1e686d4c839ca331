import { proveWithdrawals } from '@heyi/gig';
import { fen, formatId, formatYuan, type Id } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import type { SandboxBank } from '@heyi/sandbox';
import type { BankChannel } from '@heyi/payments';
import pg from 'pg';
import type { ChaosClient, Payroll } from './cast.ts';
import { acceptedOf, type Load, type Wish } from './load.ts';

/** One line of the proof: what has to hold, what was found, and whether it does. */
export type ProofLine = { readonly rule: string; readonly found: string; readonly holds: boolean };

export type Scene = {
  readonly world: TestHost;
  readonly bank: SandboxBank;
  readonly channel: BankChannel;
  readonly casts: readonly ChaosClient[];
  readonly payroll: Payroll;
  readonly load: Load;
};

/** What each account was opened with at the bank. */
const openingBalance = 90_000_000_000;

export async function prove(scene: Scene): Promise<ProofLine[]> {
  const admin = new pg.Client({ connectionString: scene.world.database.adminUrl });
  await admin.connect();
  try {
    return [
      ...(await proveRequests(scene, admin)),
      ...(await proveBooks(scene)),
      ...(await proveBank(scene, admin)),
    ];
  } finally {
    await admin.end();
  }
}

type Row = { businessId: string; tenantId: TenantId };

/** Why they were refused, the most frequent first. */
function codesOf(refused: readonly Wish[]): string {
  const codes = Map.groupBy(refused, ({ outcomes }) => [...outcomes][0]!);
  const counted = [...codes].map(([code, { length }]) => ({ code, length }));
  const sorted = counted.toSorted((a, b) => b.length - a.length);
  return refused.length === 0
    ? ''
    : ` (${sorted.map(({ code, length }) => `${length} ${code}`).join(', ')})`;
}

/** The outcomes of the first that had more than one. */
function storiesOf(torn: readonly Wish[]): string {
  const told = torn
    .slice(0, 3)
    .map(({ businessId, outcomes }) => `${businessId} ${[...outcomes].join(', then ')}`);
  return torn.length === 0 ? '' : `, ${torn.length} had more: ${told.join('; ')}`;
}

async function proveRequests(scene: Scene, admin: pg.Client): Promise<ProofLine[]> {
  const { load } = scene;
  const { rows } = await admin.query<Row>(
    `select business_id as "businessId", tenant_id as "tenantId" from gig.withdrawal`,
  );
  const count = new Map<string, number>();
  for (const row of rows) count.set(nameOf(row), (count.get(nameOf(row)) ?? 0) + 1);
  const of = (wish: Wish) => count.get(nameOfWish(wish)) ?? 0;
  const good = load.wishes.filter(({ isBad }) => !isBad);
  const bad = load.wishes.filter(({ isBad }) => isBad);
  const accepted = good.filter((wish) => acceptedOf(wish) !== null);
  const refused = good.filter((wish) => wish.outcomes.size > 0 && acceptedOf(wish) === null);
  const torn = load.wishes.filter(({ outcomes }) => outcomes.size > 1);
  const waited = bad.filter(isWaiting);
  const open = good.length - accepted.length - refused.length;
  // Two keys may share a business id: what accepted either is one withdrawal with one answer.
  const asked = Map.groupBy(accepted, nameOfWish);
  const answers = [...asked.values()].map((wishes) => new Set(wishes.map(acceptedOf)).size);
  const once = [...asked.values()].filter(([wish]) => of(wish!) === 1).length;
  const none = refused.filter((wish) => of(wish) === 0 || asked.has(nameOfWish(wish))).length;
  const again = await load.askAgain();
  return [
    line(
      'every request has exactly one final outcome',
      `${good.length} asked: ${accepted.length} accepted, ${refused.length} refused` +
        `${codesOf(refused)}, ${open} open${storiesOf(torn)}`,
      open === 0 && torn.length === 0 && accepted.length > 0,
    ),
    line(
      'what was accepted is there once; nothing else is',
      `${once} of ${asked.size} once, ${none} of ${refused.length} refused are absent, ` +
        `${rows.length} withdrawals`,
      once === asked.size &&
        none === refused.length &&
        answers.every((different) => different === 1) &&
        rows.length === asked.size + waited.length,
    ),
    line(
      'every acknowledged answer is unchanged',
      `${again.asked} asked again, ${again.different} differ`,
      again.different === 0 && again.asked >= accepted.length + refused.length + waited.length,
    ),
    line(
      'a bad row fails alone',
      `${bad.length} asked: ${bad.length - waited.length} failed, ${waited.length} waited for money ` +
        'until it was put right',
      bad.every((wish) => of(wish) === (isWaiting(wish) ? 1 : 0)),
    ),
  ];
}

/** It was accepted before its order was made: only that is bad. */
function isWaiting(wish: Wish): boolean {
  return acceptedOf(wish)?.includes('"state":"suspended"') ?? false;
}

const nameOfWish = ({ cast, businessId }: Wish) =>
  nameOf({ businessId, tenantId: cast.client.tenantId });

const nameOf = ({ tenantId, businessId }: Row) => `${tenantId}/${businessId}`;

/** The product's own proof, of each client: it computes everything again. */
async function proveBooks({ world, casts }: Scene): Promise<ProofLine[]> {
  const proofs = [];
  for (const { client } of casts) {
    const { tenantId } = client;
    const proof = await world.as(tenantId, (tx) => proveWithdrawals(tx, { tenantId }));
    if (!proof.ok) throw new Error('a proof has no failures');
    proofs.push(proof.value);
  }
  const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
  const entries = total(proofs.map(({ entriesSum }) => Math.abs(entriesSum)));
  const differences = total(proofs.map(({ ledgerDifferences }) => ledgerDifferences));
  const negative = total(proofs.map(({ negativeBalances }) => negativeBalances));
  const withheld = total(proofs.map(({ taxWithheld }) => taxWithheld));
  const recomputed = total(proofs.map(({ taxRecomputed }) => taxRecomputed));
  const taxDifferences = total(
    proofs.map((proof) => proof.taxDifferences.length + proof.foldDifferences.length),
  );
  const outcomes = total(proofs.map(({ outcomeDifferences }) => outcomeDifferences.length));
  return [
    line('Σ entries = 0', yuanOf(entries), entries === 0),
    line('totals = entries added up again', `${differences} differ`, differences === 0),
    line('balances ≥ 0', `${negative} below`, negative === 0),
    line(
      'tax withheld = recomputed by the plain rule',
      `${yuanOf(withheld)} = ${yuanOf(recomputed)}, ${taxDifferences} differ`,
      withheld === recomputed && taxDifferences === 0,
    ),
    line(
      'states of withdrawals = states of their orders',
      `${outcomes} differ`,
      outcomes === 0 && proofs.every(({ holds }) => holds),
    ),
  ];
}

type OrderRow = { id: Id<'pay'>; state: string; amount: number; subjectKind: string };

async function proveBank(scene: Scene, admin: pg.Client): Promise<ProofLine[]> {
  const { rows: orders } = await admin.query<OrderRow>(
    `select id, state, amount::float8 as amount, subject_kind as "subjectKind"
       from payments.pay_order`,
  );
  const final = ['succeeded', 'failed', 'returned', 'cancelled'];
  const open = orders.filter(({ state }) => !final.includes(state));
  const { rows: waiting } = await admin.query(
    `select 1 from gig.withdrawal where state = 'suspended'`,
  );
  const differing = await differingOrders(scene, orders);
  const wages = orders.filter(({ subjectKind }) => subjectKind === 'payslip');
  const states = Map.groupBy(orders, ({ state }) => state);
  const counts = [...states].map(([state, own]) => `${own.length} ${state}`).join(', ');
  const check = await scene.bank.admin.checkBook();
  return [
    line(
      'nothing is in flight or waits',
      `${orders.length} orders: ${counts}; ${waiting.length} suspended`,
      open.length + waiting.length === 0,
    ),
    line(
      'each order as the bank has it, paid once',
      `${orders.length} compared (${wages.length} of payroll), ${differing} differ`,
      differing === 0 && orders.length > 0,
    ),
    ...(await proveAccounts(scene, admin)),
    line(
      "the bank's own book balances",
      `${check.entries} entries, sum ${yuanOf(check.sum)}`,
      check.sum === 0 && check.unbalanced_journals + check.accounts_off === 0,
    ),
  ];
}

/** Orders whose state or amount is not what the bank has under their reference. */
async function differingOrders({ bank }: Scene, orders: readonly OrderRow[]): Promise<number> {
  let differing = 0;
  const queue = [...orders];
  const compareOne = async () => {
    for (let order = queue.pop(); order; order = queue.pop()) {
      const found = await bank.admin.transfer(formatId('pay', order.id)).catch(() => null);
      const isSame =
        order.state === 'cancelled'
          ? found === null
          : found?.state === order.state && found.amount === order.amount;
      if (!isSame) differing += 1;
    }
  };
  await Promise.all(Array.from({ length: 8 }, compareOne));
  return differing;
}

/** What has left each account by the ledger, and by the bank. */
async function proveAccounts(scene: Scene, admin: pg.Client): Promise<ProofLine[]> {
  const accounts = [...scene.casts.map(({ client }) => client), ...scene.payroll.client.entities];
  let [byLedger, byBank, differing] = [0, 0, 0];
  for (const { payerAccountId, accountNumber } of accounts) {
    const { rows } = await admin.query<{ paid: number }>(
      `select coalesce(-sum(line.amount), 0)::float8 as paid
         from ledger.journal j
        cross join lateral unnest(j.accounts, j.amounts) as line (account_id, amount)
         join ledger.account a
           on a.shard_key = j.shard_key and a.tenant_id = j.tenant_id and a.id = line.account_id
        where j.kind like 'pay_order.%' and a.kind = 'bank' and a.payer_account_id = $1`,
      [payerAccountId],
    );
    const outcome = await scene.channel.balance(accountNumber);
    if (outcome.kind !== 'reported') throw new Error(`the bank does not know ${accountNumber}`);
    const paid = openingBalance - outcome.balance.available;
    byLedger += rows[0]!.paid;
    byBank += paid;
    if (rows[0]!.paid !== paid) differing += 1;
  }
  const found = `${yuanOf(byLedger)} = ${yuanOf(byBank)} on ${accounts.length} accounts`;
  return [line("ledger = bank's own book", found, differing === 0 && byBank > 0)];
}

const yuanOf = (amount: number) => formatYuan(fen(amount));

function line(rule: string, found: string, holds: boolean): ProofLine {
  return { rule, found, holds };
}
