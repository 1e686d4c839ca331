import type { Id, Instant } from '@heyi/kernel';
import {
  faultText,
  type Host,
  inTransaction,
  type Pressure,
  pressureOf,
  systemActor,
} from '@heyi/platform';
import { applyFindings, type OrderFinding } from '../order/apply-findings.ts';
import type { DispatchPolicy } from '../order/pay-order.ts';
import { type OrderShard, postponeQueued, shardNameOf } from './claim.store.ts';

export type Outcome = OrderFinding & { batchId: Id<'pbt'> };

/**
 * Writes outcomes in batches, one writer a shard: at once when it is idle, and what comes in meanwhile
 * goes together, a quarter of a second's worth or a hundred. An outcome is kept until it is written, through
 * outages of the database.
 */
export type OutcomeWriter = {
  /** `isLast`: nothing else of the shard is under way, so that waiting for company is waiting for nobody. */
  add(shard: OrderShard, outcome: Outcome, isLast: boolean): void;
  /** Orders whose outcome is not written yet. */
  pending(shardName: string): Id<'pay'>[];
  /** Resolves when everything that was added is written; nothing rests meanwhile. */
  idle(): Promise<void>;
};

const outcomesMax = 500;
/** So many need no more company. */
const outcomesEnough = 100;
/** Between two batches of a shard: the later ones gain more from company than from haste. */
const restMs = 250;
const retryMs = 250;

export const dispatcherActor = systemActor('dispatcher');

type Line = {
  readonly shard: OrderShard;
  waiting: Outcome[];
  writing: Outcome[];
  /** The first batch after a pause goes at once; then it rests between two, or before trying again. */
  rest: NodeJS.Timeout | null;
  /** The database refused the last batch: only time ends this rest. */
  isRetrying: boolean;
  /** The first after a pause and the last under way have no company to wait for. */
  isUrgent: boolean;
};

export function openOutcomeWriter(
  host: Host,
  policy: DispatchPolicy,
  onWritten: (count: number) => void,
): OutcomeWriter {
  const lines = new Map<string, Line>();
  const idlers: (() => void)[] = [];
  const pressure = pressureOf(host);
  const write = (line: Line): void => {
    if (line.rest !== null) clearTimeout(line.rest);
    line.rest = null;
    line.isRetrying = false;
    if (line.waiting.length === 0) {
      lines.delete(shardNameOf(line.shard));
      return;
    }
    const outcomes = line.waiting.splice(0, outcomesMax);
    line.writing = outcomes;
    line.isUrgent = false;
    void writeOutcomes(host, policy, line.shard, outcomes).then(
      () => {
        line.writing = [];
        onWritten(outcomes.length);
        if (isWorthwhile(line, pressure, idlers.length > 0)) return write(line);
        line.rest = setTimeout(write, restMs / pressure.share, line);
        tellIdlers();
      },
      (error: Error) => {
        process.stderr.write(`pay orders: outcomes wait for the database: ${faultText(error)}\n`);
        line.writing = [];
        line.waiting = [...outcomes, ...line.waiting];
        line.isRetrying = true;
        line.rest = setTimeout(write, retryMs, line);
      },
    );
  };
  const tellIdlers = (): void => {
    if (idlers.length === 0 || !isIdle(lines)) return;
    for (const { rest } of lines.values()) if (rest !== null) clearTimeout(rest);
    lines.clear();
    for (const resolve of idlers.splice(0)) resolve();
  };

  return {
    add(shard, outcome, isLast) {
      const name = shardNameOf(shard);
      let line = lines.get(name);
      const isNew = line === undefined;
      if (line === undefined) lines.set(name, (line = newLine(shard)));
      line.waiting.push(outcome);
      line.isUrgent ||= isNew || isLast;
      if (line.writing.length > 0 || line.isRetrying) return;
      if (isWorthwhile(line, pressure, idlers.length > 0)) write(line);
      else line.rest ??= setTimeout(write, restMs / pressure.share, line);
    },
    pending(name) {
      const line = lines.get(name);
      return [...(line?.waiting ?? []), ...(line?.writing ?? [])].map(({ orderId }) => orderId);
    },
    idle() {
      const written = new Promise<void>((resolve) => idlers.push(resolve));
      for (const line of lines.values()) {
        const isResting = line.writing.length === 0 && !line.isRetrying;
        if (isResting && line.waiting.length > 0) write(line);
      }
      tellIdlers();
      return written;
    },
  };
}

function newLine(shard: OrderShard): Line {
  return { shard, waiting: [], writing: [], rest: null, isRetrying: false, isUrgent: false };
}

/** Nobody waits for company while the writer is being ended; under pressure everybody does. */
function isWorthwhile(
  { waiting, isUrgent }: Line,
  { share }: Pressure,
  isEnding: boolean,
): boolean {
  if (waiting.length >= outcomesEnough) return true;
  return waiting.length > 0 && (isEnding || (isUrgent && share === 1));
}

function isIdle(lines: ReadonlyMap<string, Line>): boolean {
  return [...lines.values()].every(({ waiting, writing }) => waiting.length + writing.length === 0);
}

async function writeOutcomes(
  host: Host,
  policy: DispatchPolicy,
  { tenantId, shardKey }: OrderShard,
  outcomes: readonly Outcome[],
): Promise<void> {
  const common = { actor: dispatcherActor, requestId: 'dispatcher' };
  const scope = { tenantIds: [tenantId], shardKey, ...common };
  await inTransaction(host, scope, async (tx) => {
    await applyFindings(tx, outcomes, policy);
    for (const [batchId, until] of closedUntil(outcomes)) await postponeQueued(tx, batchId, until);
  });
  host.wakeEvents();
}

/** Batches whose bank said that it is closed, and until when. */
function closedUntil(outcomes: readonly Outcome[]): Map<Id<'pbt'>, Instant> {
  const until = new Map<Id<'pbt'>, Instant>();
  for (const { batchId, finding } of outcomes) {
    if (finding.kind !== 'notSent' || finding.retryAt === null) continue;
    if (finding.code === 'closed_window') until.set(batchId, finding.retryAt);
  }
  return until;
}
