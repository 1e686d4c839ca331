import assert from 'node:assert/strict';
import {
  addSeconds,
  type Fen,
  formatId,
  newId,
  parseId,
  shanghaiDate,
  siblingId,
  yuan,
} from '@heyi/kernel';
import { postJournals, transferLines } from '@heyi/ledger';
import { applyReports } from '@heyi/payments';
import { valueOf } from '@heyi/people/testing';
import { deliverEvents, type TenantId } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { listeners } from '../listeners.ts';
import { reportIncomeLines } from '../income/report-income-lines.ts';
import { type Collector, type CollectorOptions, openCollector } from '../withdrawal/collector.ts';
import type { WithdrawalOutcome, WithdrawalRequest } from '../withdrawal/withdrawal.ts';
import { admitWorkers, castGigClient, type GigClient, sampleWorker } from './gig-client.ts';

const appId = newId<'app'>();

/** The client's money arrives and is matched: it lies in the main books. */
export async function topUp(world: TestHost, client: GigClient, amount: Fen): Promise<void> {
  const { tenantId, payerAccountId } = client;
  await world.as(tenantId, (tx) =>
    postJournals(tx, [
      {
        kind: 'receipt.matched',
        reference: `receipt.matched/${newId()}`,
        subjectId: null,
        occurredOn: tx.today,
        lines: transferLines(
          { kind: 'bank', payerAccountId },
          { kind: 'clientFunds', payerAccountId },
          amount,
        ),
      },
    ]),
  );
}

export type Income = { worker: string; amount: Fen; incomeKind?: 'incidentalIncome' };

let lines = 0;

/** The platform reports delivered work. */
export async function earn(
  world: TestHost,
  tenantId: TenantId,
  incomes: readonly Income[],
): Promise<void> {
  const today = shanghaiDate(world.host.clock.now());
  const input = {
    lines: incomes.map(({ worker, amount, incomeKind = 'labourRemuneration' as const }) => ({
      businessId: `line-${(lines += 1)}`,
      externalWorkerId: worker,
      incomeKind,
      task: '直播两小时',
      acceptedOn: today,
      workPeriod: today.slice(0, 7) as never,
      amount,
    })),
  };
  const { results } = valueOf(await world.as(tenantId, (tx) => reportIncomeLines(tx, input)));
  for (const { outcome, code } of results) assert.equal(outcome, 'accepted', String(code));
}

export type WithdrawalCast = {
  readonly client: GigClient;
  readonly workers: readonly string[];
  readonly collector: Collector;
  /** A request of a worker with a key and business id of its own, unless told otherwise. */
  ask(
    worker: string,
    amount: string,
    changed?: Partial<WithdrawalRequest>,
  ): Promise<WithdrawalOutcome>;
};

/** A client with money, admitted workers who have earned, and a collector. */
export async function castWithdrawals(
  world: TestHost,
  options: {
    workers: number;
    earned?: string;
    funds?: string;
    program?: Parameters<typeof castGigClient>[1];
    collector?: CollectorOptions;
  },
): Promise<WithdrawalCast> {
  const client = await castGigClient(world, options.program);
  const sample = Array.from({ length: options.workers }, () => sampleWorker());
  await admitWorkers(world, client, sample);
  const workers = sample.map(({ externalWorkerId }) => externalWorkerId);
  const earned = options.earned ?? '20000.00';
  if (workers.length > 0) {
    await earn(
      world,
      client.tenantId,
      workers.map((worker) => ({ worker, amount: yuan(earned) })),
    );
  }
  await topUp(world, client, yuan(options.funds ?? '9000000.00'));
  const collector = openCollector(world.host, options.collector);
  return {
    client,
    workers,
    collector,
    ask: (worker, amount, changed = {}) =>
      collector.submit(requestOf(client.tenantId, worker, yuan(amount), changed)),
  };
}

let requests = 0;

export function requestOf(
  tenantId: TenantId,
  externalWorkerId: string,
  amount: Fen,
  changed: Partial<WithdrawalRequest> = {},
): WithdrawalRequest {
  requests += 1;
  return {
    tenantId,
    environment: 'live',
    appId,
    externalWorkerId,
    businessId: `wd-${requests}`,
    key: `key-${requests}-${newId()}`,
    amount,
    incomeKind: null,
    ...changed,
  };
}

export type Answer = {
  id: string;
  state: string;
  gross: string;
  tax: string | null;
  net: string | null;
};

export function answered(outcome: WithdrawalOutcome): Answer {
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return JSON.parse(outcome.value) as Answer;
}

export function codeOf(outcome: WithdrawalOutcome): string | null {
  return outcome.ok ? null : outcome.failure.code;
}

let minutes = 0;

/** The bank reports on orders, and the news is heard. */
export async function settle(
  world: TestHost,
  { tenantId }: GigClient,
  reports: readonly {
    answer: Answer;
    state: 'succeeded' | 'failed' | 'returned';
    attempt?: number;
    code?: string;
  }[],
): Promise<void> {
  minutes += 1;
  const occurredAt = addSeconds(world.host.clock.now(), minutes);
  const references = reports.map(({ answer, attempt = 1 }) =>
    formatId('pay', siblingId(parseId('wdr', answer.id)!, attempt)),
  );
  const applied = await applyReports(
    world.host,
    reports.map(({ state, code = 'MS03' }, index) => ({
      reference: references[index]!,
      state,
      bankReference: null,
      code: state === 'succeeded' ? null : code,
      text: null,
      occurredAt,
    })),
    'callback',
  );
  assert.equal(applied, reports.length);
  await deliverEvents(world.host, listeners, (waiting) => waiting === tenantId);
}
