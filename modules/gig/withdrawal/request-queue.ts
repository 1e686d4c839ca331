import type { TenantId } from '@heyi/platform';
import type { Program } from '../program/program.ts';
import type { TaxOfMonth } from '../withholding/tax-book.ts';
import type { Asked } from './decide-batch.ts';
import type { BatchPlan } from './withdraw-batch.ts';
import type { WithdrawalOutcome } from './withdrawal.ts';

/** A request that nobody has answered yet. */
export type Waiting = Asked & {
  readonly twin: string;
  readonly since: number;
  readonly promise: Promise<WithdrawalOutcome>;
  resolve(outcome: WithdrawalOutcome): void;
  reject(error: unknown): void;
};

/** A program of a tenant, as this process last read it. */
export type Known = { program: Program; stripes: number; taxes: TaxOfMonth };

/** The requests of a program on one stripe. */
export type Queue = {
  readonly tenantId: TenantId;
  readonly shardKey: number;
  known: Known;
  payBatch: BatchPlan['payBatch'] | null;
  waiting: Waiting[];
  /** Batches under way. */
  underWay: number;
  isReady: boolean;
  isReplenishing: boolean;
  /** Until when earlier requests are looked up; after that the unique keys watch alone. */
  looksUpUntil: number;
};

/** The oldest requests, one a worker; a second one of the same worker waits for the next batch. */
export function takeBatch(queue: Queue, max: number): Waiting[] {
  const workers = new Set<string>();
  const batch: Waiting[] = [];
  const rest: Waiting[] = [];
  for (const waiting of queue.waiting) {
    const worker = waiting.request.externalWorkerId;
    if (batch.length < max && !workers.has(worker)) {
      workers.add(worker);
      batch.push(waiting);
    } else rest.push(waiting);
  }
  queue.waiting = rest;
  return batch;
}
