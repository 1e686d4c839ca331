import {
  answerOf,
  type Asked,
  type BatchFrame,
  type BatchRow,
  decideBatch,
  type Earlier,
  type NewWithdrawal,
  type WithdrawalOutcome,
} from '@heyi/gig/testing';
import type { Id } from '@heyi/kernel';
import { businessNameOf, type Store, type StoredWithdrawal, type Writes } from './store.ts';
import { dayOf, queuedOrder, type Scene } from './transactions.ts';
import type { World } from './world.ts';

/** A batch of requests; null when a refusal may be a repetition that nobody looked for yet. */
export function withdraw(
  scene: Scene,
  writes: Writes,
  asked: readonly Asked[],
  looksUp: boolean,
): readonly WithdrawalOutcome[] | null {
  const { world, store, now } = scene;
  const { month, day } = dayOf(now);
  const stripe = {
    version: 1,
    day,
    dayAmount: 0,
    dayAllowance: 0,
    suspendedCount: store.suspendedCount,
  };
  const frame = {
    program: store.program,
    shardKey: 1,
    now,
    month,
    day,
    stripe,
    funds: store.owedBy(store.accounts.clientFunds),
    accounts: store.accounts,
    ...queueIn(store),
    taxOf: scene.taxOf,
  };
  const forgets = world.has('forgetsRequests');
  const earlier = looksUp && !forgets ? findEarlier(store, asked) : [];
  const remembers = !world.has('forgetsRefusals');
  const rows = asked.flatMap((one, index) => rowOf(store, one, index + 1, remembers));
  const nonces = asked.map(({ nonce }) =>
    store.nonces.has(nonce!.digest) ? ('nonce.replayed' as const) : null,
  );
  const decisions = decideBatch(frame, asked, rows, earlier, nonces);
  const isRefused = decisions.outcomes.some(
    (outcome) => outcome?.ok === false && outcome.failure.code !== 'nonce.replayed',
  );
  if (!looksUp && isRefused && !forgets) return null;
  writes.nonces.push(...asked.map(({ nonce }) => nonce!.digest));
  for (const row of decisions.withdrawals) {
    const one = asked.find(({ keyHash }) => keyHash === row.keyHash)!;
    writes.insert(storedOf(store, writes, one, row, now));
  }
  for (const { id, withdrawalId, amount } of decisions.orders) {
    writes.orders.set(id, queuedOrder(id, withdrawalId, amount, now));
  }
  writes.refusals.push(...decisions.refusals);
  writes.journals.push(...decisions.journals);
  for (const [account, carried] of decisions.carried) writes.carried.set(account, carried);
  writes.suspended += decisions.suspendedCount;
  return decisions.outcomes.map((outcome, index) => {
    if (outcome !== null) return outcome;
    const { id, by } = decisions.repeated.get(index)!;
    return answerOf(asked[index]!, asAnswered(world, store.withdrawals.get(id)!), by);
  });
}

function queueIn(store: Store): Pick<BatchFrame, 'isQueued' | 'waiting'> {
  const waiting = new Map<Id<'bal'>, { count: number; amount: number }>();
  let isQueued = false;
  for (const { state, balanceId, gross, externalWorkerId } of store.withdrawals.values()) {
    if (state !== 'suspended') continue;
    isQueued ||= store.workers.get(externalWorkerId)!.state === 'admitted';
    const { count, amount } = waiting.get(balanceId) ?? { count: 0, amount: 0 };
    waiting.set(balanceId, { count: count + 1, amount: amount + gross });
  }
  return { isQueued, waiting };
}

function findEarlier(store: Store, asked: readonly Asked[]): Earlier[] {
  return asked.flatMap((one, index) => {
    const { externalWorkerId } = one.request;
    const name = businessNameOf({ externalWorkerId, businessHash: one.businessHash });
    const sameBusinessId = store.byBusiness.get(name) ?? null;
    const sameKeyId = store.byKey.get(one.keyHash) ?? null;
    const isKnown = sameBusinessId !== null || sameKeyId !== null;
    return isKnown ? [{ place: index + 1, sameBusinessId, sameKeyId }] : [];
  });
}

function rowOf(
  store: Store,
  { request, incomeKind, keyHash }: Asked,
  place: number,
  remembers: boolean,
): BatchRow[] {
  const worker = store.workers.get(request.externalWorkerId);
  if (!worker) return [];
  const balance = worker.balances.get(incomeKind);
  const refused = remembers ? store.refusals.get(keyHash) : undefined;
  return [
    {
      place,
      workerId: worker.id,
      workerState: worker.state,
      accountTrouble: null,
      payeeName: worker.externalId,
      payeeAccount: 'sealed',
      payeeAccountMasked: 'masked',
      payeeBankCode: null,
      balanceId: balance?.id ?? null,
      accountId: balance?.accountId ?? null,
      withdrawable: balance ? store.owedBy(balance.accountId) : null,
      carried: balance ? store.totalOf(balance.accountId).carried : null,
      refusedWith: refused?.code ?? null,
      refusedBody: refused?.bodyHash ?? null,
    },
  ];
}

function storedOf(
  store: Store,
  writes: Writes,
  { request, incomeKind }: Asked,
  row: NewWithdrawal,
  now: string,
): StoredWithdrawal {
  const { externalWorkerId } = request;
  const balance = store.workers.get(externalWorkerId)!.balances.get(incomeKind)!;
  return {
    ...row,
    externalWorkerId,
    incomeKind,
    accountId: balance.accountId,
    wasSuspended: row.taken === null,
    acceptedAt: now,
    paidAt: now,
    number: store.withdrawals.size + writes.inserted.length + 1,
    state: row.taken === null ? 'suspended' : null,
    attempt: 1,
    reversedSeq: null,
  };
}

function asAnswered(world: World, row: StoredWithdrawal) {
  const wasSuspended = world.has('answersAnew') ? row.state === 'suspended' : row.wasSuspended;
  const nothing = { tax: null, vat: null, surcharges: null, fee: null };
  const { externalWorkerId, businessId, incomeKind, gross, acceptedAt, id } = row;
  const answered = {
    id,
    externalWorkerId,
    businessId,
    incomeKind,
    wasSuspended,
    gross,
    acceptedAt,
  };
  return { ...answered, ...(row.taken ?? nothing) };
}
