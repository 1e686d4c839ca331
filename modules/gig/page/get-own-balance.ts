import { type gigPageContract as contract, type Output } from '@heyi/contract';
import { assert, epochDay, type Fen, fen, ok, zeroFen } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { readBalances } from '../balance/read-balances.ts';
import { findPrograms } from '../program/program.store.ts';
import type { IncomeKind, Program } from '../program/program.ts';
import { mayPayLive } from '../tax/live-keys.ts';
import { workerView } from '../worker/worker.store.ts';
import { type OwnWorker, ownWorker } from './own-worker.ts';

type Shown = Output<typeof contract.getOwnBalance>;
type Hindrance = Shown['rows'][number]['hindrance'];
type Limits = Pick<Shown['rows'][number], 'leftToday' | 'timesLeftToday' | 'withdrawableNow'> & {
  readonly hindrance: Hindrance;
};

/** What the worker can withdraw now of each kind of income, how much at most, and why not more. */
export async function getOwnBalance(tx: Transaction) {
  const own = await ownWorker(tx);
  const { place, externalId, environment } = own;
  const worker = await workerView(tx, place);
  const programs = await findPrograms(tx, { environment });
  const program = programs.find(({ state }) => state !== 'closed') ?? null;
  const isOpen =
    program?.state === 'active' && (environment === 'sandbox' || (await mayPayLive(tx)));
  const balances = await readBalances(tx, { externalWorkerId: externalId }, environment);
  assert(balances.ok, 'the worker is there');
  const days = await readDays(tx, own, program);
  const entities = await visibleEntities(tx);
  const { state, reasons, channel, accountMasked, bankName } = worker;
  const isUnusable = state === 'suspended' && worker.accountTrouble !== null;
  const refused = isUnusable ? 'worker.account_unusable' : 'worker.not_admitted';
  return ok({
    state,
    reasons,
    payerName: program ? (entities.get(program.legalEntityId)?.name ?? null) : null,
    withdrawalMin: program?.withdrawalMin ?? zeroFen,
    withdrawalMax: program?.withdrawalMax ?? zeroFen,
    rows: balances.value.rows.map((row) => {
      const day = days.get(row.incomeKind) ?? { receipts: 0, count: 0 };
      const limits = limitsOf(program, row.withdrawable, day);
      const closed: Hindrance = state === 'admitted' ? null : refused;
      const hindrance = closed ?? (isOpen ? limits.hindrance : 'program.not_active');
      return {
        ...row,
        ...limits,
        hindrance,
        withdrawableNow: hindrance === null ? limits.withdrawableNow : zeroFen,
      };
    }),
    channel,
    accountMasked,
    bankName,
  });
}

type Day = { readonly receipts: number; readonly count: number };

/** What was withdrawn today of each kind of income, and what waits: both count towards the day. */
async function readDays(
  tx: Transaction,
  { place }: OwnWorker,
  program: Program | null,
): Promise<ReadonlyMap<IncomeKind, Day>> {
  const day = epochDay(tx.today);
  const rows = await tx.sql<Day & { incomeKind: IncomeKind }>`
    select f.income_kind as "incomeKind",
           case when f.day = ${day} then f.day_receipts else 0 end + waiting.amount as receipts,
           case when f.day = ${day} then f.day_count else 0 end + waiting.count as count
      from gig.balance_figures f
     cross join lateral (
           select coalesce(sum(d.gross), 0)::bigint as amount, count(*)::int as count
             from gig.withdrawal d
            where d.shard_key = f.shard_key and d.tenant_id = f.tenant_id
              and d.worker_id = f.worker_id and d.balance_id = f.id
              and d.state = 'suspended') waiting
     where f.shard_key = ${place.shardKey} and f.tenant_id = ${tx.tenantId}
       and f.worker_id = ${place.workerId} and f.program_id = ${program?.id ?? null}`;
  return new Map(rows.map((row) => [row.incomeKind, row]));
}

/** By the order in which a withdrawal itself is judged. */
export function limitsOf(
  program: Pick<
    Program,
    'withdrawalMin' | 'withdrawalMax' | 'workerDayLimit' | 'workerDayCount'
  > | null,
  withdrawable: Fen,
  day: Day,
): Limits {
  if (program === null) {
    return { leftToday: null, timesLeftToday: null, withdrawableNow: zeroFen, hindrance: null };
  }
  const { workerDayLimit, workerDayCount, withdrawalMin, withdrawalMax } = program;
  const leftToday =
    workerDayLimit === null ? null : fen(Math.max(0, workerDayLimit - day.receipts));
  const timesLeftToday = workerDayCount === null ? null : Math.max(0, workerDayCount - day.count);
  const most = Math.min(withdrawable, withdrawalMax, leftToday ?? withdrawable);
  let hindrance: Hindrance = null;
  if (withdrawable < withdrawalMin) hindrance = 'withdrawal.balance_too_low';
  else if (timesLeftToday === 0) hindrance = 'withdrawal.worker_day_count';
  else if (most < withdrawalMin) hindrance = 'withdrawal.worker_day_limit';
  return { leftToday, timesLeftToday, withdrawableNow: fen(most), hindrance };
}
