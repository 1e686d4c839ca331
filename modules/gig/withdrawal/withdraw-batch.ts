import {
  assert,
  epochDay,
  type Id,
  monthIndex,
  periodOf,
  type PlainDate,
  unixSeconds,
} from '@heyi/kernel';
import { accountIdOf, ownerOf, postStream } from '@heyi/ledger';
import { queueStream, type Stream } from '@heyi/payments';
import { type NonceRefusal, nonceRefusals, spendNoncesQuery } from '@heyi/connect';
import type { LaneEnd, Nonce, Statement, Transaction } from '@heyi/platform';
import { type Program, programAccounts } from '../program/program.ts';
import type { TaxOfMonth } from '../withholding/tax-book.ts';
import { type Asked, decideBatch, type Decisions, type ProgramAccountIds } from './decide-batch.ts';
import { answerRepeated } from './repeated.ts';
import {
  insertRefusals,
  insertWithdrawals,
  lockStripe,
  readEarlier,
  readQueue,
  readRequests,
  updateStripe,
} from './withdraw.store.ts';
import type { WithdrawalOutcome } from './withdrawal.ts';

/** What a process knows of a program beforehand; its version is checked under the lock. */
export type BatchPlan = {
  readonly program: Program;
  readonly taxes: TaxOfMonth;
  /** The batch of the day's orders in the stripe's books. */
  readonly payBatch: { readonly id: Id<'pbt'>; readonly day: PlainDate };
};

/** What was brought already: a shortage of it is final. */
export type BatchMode = {
  readonly broughtFunds: boolean;
  readonly broughtAllowance: boolean;
  readonly looksUp: boolean;
};

export type BatchCounts = {
  readonly accepted: number;
  readonly acceptedAmount: number;
  readonly suspended: number;
};

export type BatchEnd =
  | {
      readonly kind: 'done';
      readonly outcomes: readonly WithdrawalOutcome[];
      readonly hasOrders: boolean;
      /** New withdrawals, for the pictures: what was accepted, and what waits for the money. */
      readonly counted: BatchCounts;
      /** What the batch took of the client's money, and what is left on the stripe. */
      readonly spent: number;
      readonly funds: number;
    }
  /** The terms have changed, or the day: read them and ask again. Nothing was written. */
  | { readonly kind: 'outdated' }
  /** A refusal may be a repetition of what was accepted: look up. Nothing was written. */
  | { readonly kind: 'unsure' }
  /** Somebody else was in the way; nothing was written. */
  | { readonly kind: 'again' }
  /** More money or allowance may be had; nothing was written. */
  | {
      readonly kind: 'short';
      readonly funds: number;
      /** What the stripe would have to hold. */
      readonly wantedFunds: number;
      readonly allowance: number;
    };

/**
 * A batch of withdrawals of one program and stripe, one request a worker, in two round trips: a lock
 * and reads, then all writes and COMMIT. The program's row on the stripe is locked first, accounts when
 * they are written, in the order of their ids: everybody who writes here keeps this order.
 *
 * A shortage of what was not brought yet is answered, so that the caller can bring it.
 * `looksUp` finds requests that were made before. Without it, which saves two look-ups a request, the
 * unique keys refuse a batch that holds one, and nothing is refused for another reason.
 */
export async function withdrawBatch(
  tx: Transaction,
  plan: BatchPlan,
  asked: readonly Asked[],
  { broughtFunds, broughtAllowance, looksUp }: BatchMode,
): Promise<LaneEnd<BatchEnd>> {
  const { program, taxes } = plan;
  const accounts = accountIdsOf(tx, program);
  const nonces = asked.flatMap(({ nonce }) => (nonce === null ? [] : [nonce]));
  const spending = spendNonces(tx, nonces);
  const [read, used] = await Promise.all([lockAndRead(tx, program, asked, looksUp), spending]);
  const { stripes, rows, earlier } = read;
  const [stripe] = stripes;
  assert(stripe, `program ${program.id} is on every stripe`);
  if (stripe.version !== program.version || plan.payBatch.day !== tx.today) return none('outdated');
  assert(rows.length <= asked.length, 'one request a worker');
  // Of a batch of unknown workers nothing is taken.
  const funds = rows.length === 0 ? 0 : rows[0]!.funds;
  assert(funds !== null, `the accounts of program ${program.id} are open`);
  const day = Math.max(stripe.day, epochDay(tx.today));
  const queue = await readQueue(tx, program, stripe, rows);
  const frame = {
    program,
    shardKey: tx.shardKey,
    now: tx.now,
    month: monthIndex(periodOf(tx.today)),
    day,
    stripe,
    funds,
    accounts,
    ...queue,
    taxOf: taxes,
  };
  const decisions = decideBatch(frame, asked, rows, earlier, refusedNonces(asked, nonces, used));
  const { shortOfFunds, shortOfAllowance } = decisions;
  const isRefused = decisions.outcomes.some(
    (outcome) => outcome?.ok === false && !isOfNonce(outcome.failure.code),
  );
  if (!looksUp && isRefused) return none('unsure');
  const mayHelp =
    (shortOfAllowance > 0 && !broughtAllowance) ||
    (shortOfFunds > 0 && !broughtFunds && !queue.isQueued);
  if (mayHelp) {
    const wantedFunds = spentBy(decisions) + shortOfFunds;
    const short = { funds: shortOfFunds, wantedFunds, allowance: shortOfAllowance };
    return { value: { kind: 'short', ...short }, writes: [] };
  }
  const repeated =
    decisions.repeated.size === 0
      ? new Map<number, WithdrawalOutcome>()
      : await answerRepeated(tx, asked, decisions.repeated);
  const outcomes = decisions.outcomes.map((outcome, index) => outcome ?? repeated.get(index)!);
  const spent = spentBy(decisions);
  const hasOrders = decisions.orders.length > 0;
  return {
    value: {
      kind: 'done',
      outcomes,
      hasOrders,
      counted: countsOf(decisions),
      spent,
      funds: funds - spent,
    },
    // A nonce stays used, whatever became of its request.
    writes: [
      ...writeDecisions(tx, plan, { day }, decisions),
      ...(nonces.length > 0 ? [() => spending] : []),
    ],
  };
}

/** Statements that travel together; each sees what the lock has waited for. */
async function lockAndRead(
  tx: Transaction,
  program: Program,
  asked: readonly Asked[],
  looksUp: boolean,
) {
  const { clientFunds } = accountIdsOf(tx, program);
  const columns = {
    externalIds: asked.map(({ request }) => request.externalWorkerId),
    incomeKinds: asked.map(({ incomeKind }) => incomeKind),
    businessHashes: asked.map(({ businessHash }) => businessHash),
    keyHashes: asked.map(({ keyHash }) => keyHash),
  };
  const [stripes, rows, earlier] = await Promise.all([
    lockStripe(tx, program.id),
    readRequests(tx, program, columns, clientFunds),
    looksUp ? readEarlier(tx, program.environment, columns) : [],
  ]);
  return { stripes, rows, earlier };
}

type SpentRow = { place: number; why: string };

/** First of all, so that two batches with one nonce wait for each other before they lock anything. */
async function spendNonces(tx: Transaction, nonces: readonly Nonce[]): Promise<SpentRow[]> {
  if (nonces.length === 0) return [];
  const query = spendNoncesQuery(nonces, unixSeconds(tx.host.clock));
  return (await tx.client.query<SpentRow>(query)).rows;
}

function refusedNonces(
  asked: readonly Asked[],
  nonces: readonly Nonce[],
  spent: readonly SpentRow[],
): (NonceRefusal | null)[] {
  if (nonces.length === 0) return [];
  const refusals = nonceRefusals(nonces, spent);
  let next = 0;
  return asked.map(({ nonce }) => (nonce === null ? null : refusals[next++]!));
}

const isOfNonce = (code: string): boolean =>
  code === 'nonce.replayed' || code === 'signature.expired';

function none(kind: 'outdated' | 'unsure'): LaneEnd<BatchEnd> {
  return { value: { kind }, writes: [] };
}

function spentBy({ withdrawals }: Decisions): number {
  return withdrawals.reduce((sum, { gross, taken }) => sum + (taken ? gross + taken.fee : 0), 0);
}

function countsOf({ withdrawals, suspendedCount, suspendedAmount }: Decisions): BatchCounts {
  const all = withdrawals.reduce((sum, { gross }) => sum + gross, 0);
  const accepted = withdrawals.length - suspendedCount;
  return { accepted, acceptedAmount: all - suspendedAmount, suspended: suspendedCount };
}

function writeDecisions(
  tx: Transaction,
  { program, payBatch }: BatchPlan,
  { day }: { day: number },
  decisions: Decisions,
): Statement[] {
  const { withdrawals, carried, journals, orders, refusals } = decisions;
  const writes: Statement[] = refusals.length > 0 ? [() => insertRefusals(tx, refusals)] : [];
  if (withdrawals.length === 0) return writes;
  writes.push(() => insertWithdrawals(tx, program.id, withdrawals));
  if (orders.length > 0) {
    writes.push(...queueStream(tx, streamOf(tx, program, payBatch.id), orders));
  }
  writes.push(...postStream(tx, tx.today, journals, carried));
  const { dayAmount, suspendedCount, suspendedAmount } = decisions;
  // What only such a row tells is left unwritten where there is nothing to tell.
  if (program.dayLimit !== null || suspendedCount > 0) {
    const sums = { day, dayAmount, suspendedCount, suspendedAmount };
    writes.push(() => updateStripe(tx, program.id, sums));
  }
  return writes;
}

export function streamOf(tx: Transaction, program: Program, batchId: Id<'pbt'>): Stream {
  const { legalEntityId, payerAccountId, purpose, channel } = program;
  const dueAt = channel === 'file' ? null : tx.now;
  return { batchId, legalEntityId, payerAccountId, purpose, dueAt };
}

/** The ids follow from their keys; they are kept, as hashing them again would cost 20 us a batch. */
const accountIds = new Map<string, ProgramAccountIds>();

export function accountIdsOf(tx: Transaction, program: Program): ProgramAccountIds {
  const owner = ownerOf(tx);
  const name = `${owner}|${program.id}`;
  const known = accountIds.get(name);
  if (known) return known;
  const keys = programAccounts(program);
  const ids = {
    clientFunds: accountIdOf(owner, keys.clientFunds),
    paymentsInFlight: accountIdOf(owner, keys.paymentsInFlight),
    clientDue: accountIdOf(owner, keys.clientDue),
    taxPayable: accountIdOf(owner, keys.taxPayable),
    vatPayable: accountIdOf(owner, keys.vatPayable),
    serviceFeeIncome: accountIdOf(owner, keys.serviceFeeIncome),
    withdrawableHeld: accountIdOf(owner, keys.withdrawableHeld),
    wagesPayable: accountIdOf(owner, keys.wagesPayable),
  };
  accountIds.set(name, ids);
  return ids;
}
