import { type NonceRefusal, nonceRefusals, spendNoncesQuery } from '@heyi/connect';
import { fail, ok, type PlainDate, type Result, unixSeconds } from '@heyi/kernel';
import {
  type Host,
  inTransaction,
  type Lane,
  type Nonce,
  openLane,
  stripeKeyOf,
  stripeKeysOf,
  stripeOf,
  systemActor,
  type TenantId,
} from '@heyi/platform';
import type { Environment } from '../program/program.ts';
import { type BalanceRow, balancesOf, balancesText } from './balance.ts';
import { readBalanceRows, readEnvironments } from './balance.store.ts';

export type BalanceQuestion = {
  readonly tenantId: TenantId;
  readonly environment: Environment;
  readonly externalWorkerId: string;
};

/** The JSON text of the answer, or why there is none. */
export type BalanceAnswer = Result<string, { code: NonceRefusal | 'worker.not_found' }>;

export type BalanceReader = {
  read(question: BalanceQuestion, nonce: Nonce | null): Promise<BalanceAnswer>;
  close(): Promise<void>;
};

type Waiting = {
  readonly question: BalanceQuestion;
  readonly nonce: Nonce | null;
  readonly resolve: (answer: BalanceAnswer) => void;
  readonly reject: (error: unknown) => void;
};

/** What a tenant's reads go by: neither its number of stripes nor a program's environment changes. */
type Known = { readonly stripes: number; environments: ReadonlyMap<string, Environment> };

const actor = systemActor('balances');
const requestId = 'balances';
const batchMax = 512;

/**
 * Reads balances for apps. Questions that come while a batch is under way go together in the next
 * one: all their nonces are spent and all their rows read in one transaction of one round trip, and
 * nobody is answered before its COMMIT.
 */
export function openBalanceReader(
  host: Host,
  options: { lanes?: number; onBatch?: (size: number) => void } = {},
): BalanceReader {
  return new Reader(host, options.lanes ?? 2, options.onBatch ?? (() => undefined));
}

class Reader implements BalanceReader {
  readonly #host: Host;
  readonly #onBatch: (size: number) => void;
  readonly #lanes: Lane[];
  readonly #free: Lane[];
  /** Of each tenant, in the order of their turns. */
  readonly #waiting = new Map<TenantId, Waiting[]>();
  readonly #known = new Map<TenantId, Known>();
  #whenIdle = (): void => {};

  constructor(host: Host, lanes: number, onBatch: (size: number) => void) {
    this.#host = host;
    this.#onBatch = onBatch;
    this.#lanes = Array.from({ length: lanes }, () => openLane(host));
    this.#free = [...this.#lanes];
  }

  read(question: BalanceQuestion, nonce: Nonce | null): Promise<BalanceAnswer> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(question.tenantId);
      const one = { question, nonce, resolve, reject };
      if (waiting === undefined) this.#waiting.set(question.tenantId, [one]);
      else waiting.push(one);
      this.#start();
    });
  }

  async close(): Promise<void> {
    while (this.#waiting.size > 0 || this.#free.length < this.#lanes.length) {
      await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    }
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  #start(): void {
    while (this.#free.length > 0 && this.#waiting.size > 0) {
      const [tenantId, waiting] = this.#waiting.entries().next().value!;
      // Whoever has more than a batch waits for the turns of the others.
      this.#waiting.delete(tenantId);
      const batch = waiting.splice(0, batchMax);
      if (waiting.length > 0) this.#waiting.set(tenantId, waiting);
      const lane = this.#free.pop()!;
      void this.#serve(lane, tenantId, batch)
        .catch((error: unknown) => batch.forEach(({ reject }) => reject(error)))
        .finally(() => {
          this.#free.push(lane);
          this.#start();
          if (this.#free.length === this.#lanes.length) this.#whenIdle();
        });
    }
  }

  async #serve(lane: Lane, tenantId: TenantId, batch: readonly Waiting[]): Promise<void> {
    this.#onBatch(batch.length);
    const known = this.#known.get(tenantId) ?? (await this.#learn(tenantId));
    const { refusals, rows, today } = await readBatch(lane, tenantId, batch, known.stripes);
    const found = Map.groupBy(rows, ({ place }) => place);
    let { environments } = known;
    if (rows.some(({ programId }) => programId !== null && !environments.has(programId))) {
      ({ environments } = await this.#learn(tenantId));
    }
    batch.forEach(({ question, resolve }, index) => {
      const refusal = refusals[index] ?? null;
      const own = found.get(index + 1);
      if (refusal !== null) return resolve(fail({ code: refusal }));
      if (own === undefined) return resolve(fail({ code: 'worker.not_found' }));
      const isOwn = (id: string) => environments.get(id) === question.environment;
      resolve(ok(balancesText(balancesOf(own, isOwn, today))));
    });
  }

  /** A tenant that has no stripes yet may have them with the next question. */
  async #learn(tenantId: TenantId): Promise<Known> {
    const scope = { tenantIds: [tenantId], actor, requestId };
    const known = await inTransaction(this.#host, scope, async (tx) => ({
      stripes: (await stripeKeysOf(tx)).length,
      environments: await readEnvironments(tx),
    }));
    if (known.stripes > 0) this.#known.set(tenantId, known);
    return known;
  }
}

type BatchRead = {
  /** In the order of the batch; null where the nonce was fresh, or a token needs none. */
  readonly refusals: readonly (NonceRefusal | null)[];
  readonly rows: readonly BalanceRow[];
  readonly today: PlainDate;
};

/** Everything travels together. Nonces first: two batches that share one hold nothing else yet. */
async function readBatch(
  lane: Lane,
  tenantId: TenantId,
  batch: readonly Waiting[],
  stripes: number,
): Promise<BatchRead> {
  const nonces = batch.flatMap(({ nonce }) => (nonce === null ? [] : [nonce]));
  const wanted = batch.map(({ question: { environment, externalWorkerId } }) => ({
    shardKey: stripeKeyOf(tenantId, stripeOf(externalWorkerId, Math.max(1, stripes))),
    environment,
    externalWorkerId,
  }));
  let refused: readonly (NonceRefusal | null)[] = [];
  let rows: readonly BalanceRow[] = [];
  const scope = { tenantIds: [tenantId], actor, requestId };
  const today = await lane.run(scope, (tx) => {
    const spend = async (): Promise<void> => {
      const query = spendNoncesQuery(nonces, unixSeconds(tx.host.clock));
      const answer = await tx.client.query<{ place: number; why: string }>(query);
      refused = nonceRefusals(nonces, answer.rows);
    };
    const read = async (): Promise<void> => {
      rows = await readBalanceRows(tx, wanted);
    };
    return Promise.resolve({
      value: tx.today,
      writes: nonces.length > 0 ? [spend, read] : [read],
    });
  });
  let place = 0;
  const refusals = batch.map(({ nonce }) => (nonce === null ? null : (refused[place++] ?? null)));
  return { refusals, rows, today };
}
