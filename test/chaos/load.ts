import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signedHeaders } from '@heyi/connect/testing';
import { addSeconds, fen, formatYuan, systemClock } from '@heyi/kernel';
import type { Host } from '@heyi/platform';
import type { Random } from '../simulation/random.ts';
import type { ChaosClient } from './cast.ts';
import type { Servers } from './parties.ts';

/** Something that a client's program wants done once, whatever it takes, and what it was told. */
export type Wish = {
  readonly cast: ChaosClient;
  readonly body: string;
  readonly businessId: string;
  readonly key: string;
  readonly isBad: boolean;
  /**
   * Every different outcome in the order in which it came: the body that accepted it, or the code that
   * refused it. More than one is a broken promise.
   */
  readonly outcomes: Set<string>;
  tries: number;
};

/** The body that accepted it. */
export function acceptedOf({ outcomes }: Wish): string | null {
  return [...outcomes].find((outcome) => outcome.startsWith('{')) ?? null;
}

export type LoadCounts = {
  requests: number;
  /** No answer, or one that says nothing, by what it was: asked again under the same key. */
  readonly doubts: Map<string, number>;
  bursts: number;
  twins: number;
  cancellations: number;
  cancelled: number;
};

/** By turn: what is asked for then, in shares of chance. */
const first = new Map([
  [5, 0],
  [8, 0.02],
  [11, 0.05],
  [14, 0.99],
]);
const requestMs = 4000;
const badTriesMax = 3;

/** Programs of clients: each asks again by the same key until it has an answer. */
export class Load {
  readonly wishes: Wish[] = [];
  readonly counts: LoadCounts = {
    requests: 0,
    doubts: new Map(),
    bursts: 0,
    twins: 0,
    cancellations: 0,
    cancelled: 0,
  };
  readonly #servers: Servers;
  readonly #host: Host;
  readonly #random: Random;
  readonly #casts: readonly ChaosClient[];
  readonly #open = new Set<Promise<void>>();
  #isEnding = false;

  constructor(servers: Servers, host: Host, random: Random, casts: readonly ChaosClient[]) {
    this.#servers = servers;
    this.#host = host;
    this.#random = random;
    this.#casts = casts;
  }

  /** Goes on until it is ended: a few requests at once, now and then something unusual. */
  async run(perSecond: number): Promise<void> {
    for (let turn = 1; !this.#isEnding; turn += 1) {
      await sleep(1000 / perSecond);
      // When everything is down, programs wait for their answers before they ask for more.
      if (this.#open.size > 60) continue;
      // The shortest run has one of each.
      const share = first.get(turn) ?? this.#random.next();
      if (share < 0.004) this.#start(this.#burst());
      else if (share < 0.03) this.#start(this.#twins());
      else if (share < 0.09) this.#start(this.#changeMind());
      else this.#start(this.#pursue(this.#wish(share > 0.98)));
    }
  }

  /** Every wish has its answer. */
  async end(): Promise<void> {
    this.#isEnding = true;
    while (this.#open.size > 0) await Promise.all(this.#open);
  }

  /** Asks once more for everything that has an outcome; answers how many got another one. */
  async askAgain(): Promise<{ asked: number; different: number }> {
    const settled = this.wishes.filter(({ outcomes }) => outcomes.size > 0);
    let different = 0;
    const queue = [...settled];
    const askOne = async () => {
      for (let wish = queue.pop(); wish; wish = queue.pop()) {
        const before = wish.outcomes.size;
        await this.#pursue(wish, true);
        if (wish.outcomes.size !== before) different += 1;
      }
    };
    await Promise.all(Array.from({ length: 16 }, askOne));
    return { asked: settled.length, different };
  }

  #start(work: Promise<void>): void {
    const open = work.finally(() => this.#open.delete(open));
    this.#open.add(open);
  }

  #wish(
    isBad: boolean,
    changed: { cast?: ChaosClient; body?: string; businessId?: string } = {},
  ): Wish {
    const cast = changed.cast ?? this.#random.pick(this.#casts);
    const businessId = changed.businessId ?? `chaos-${this.wishes.length + 1}`;
    const worker = this.#random.chance(0.01) ? 'nobody' : this.#random.pick(cast.workers);
    const externalWorkerId = isBad ? cast.badWorker : worker;
    // Some are large enough for tax, and some for more than there is.
    const most = this.#random.pick([10_000, 60_000, 60_000, 2_000_000]);
    const amount = formatYuan(fen(this.#random.between(100, most)));
    const body = changed.body ?? JSON.stringify({ externalWorkerId, businessId, amount });
    const wish: Wish = {
      cast,
      body,
      businessId,
      key: randomUUID(),
      isBad,
      outcomes: new Set(),
      tries: 0,
    };
    this.wishes.push(wish);
    return wish;
  }

  async #pursue(wish: Wish, isAgain = false): Promise<void> {
    for (;;) {
      wish.tries += 1;
      const told = await this.#post(wish.cast, '/v1/withdrawals', wish.body, wish.key);
      if (told?.status === 200) return void wish.outcomes.add(told.text);
      if (told !== null && isFinal(told)) return void wish.outcomes.add(String(told.code));
      if (wish.isBad && wish.tries >= badTriesMax && !isAgain) return;
      await this.#doubt(told);
    }
  }

  /** The same key from a hundred connections at once. */
  async #burst(): Promise<void> {
    const wish = this.#wish(false);
    this.counts.bursts += 1;
    await Promise.all(Array.from({ length: 100 }, () => this.#pursue(wish)));
  }

  /** Two keys with one business id, at once: one withdrawal at most, and whoever gets it gets the same. */
  async #twins(): Promise<void> {
    const first = this.#wish(false);
    const second = this.#wish(false, first);
    this.counts.twins += 1;
    await Promise.all([this.#pursue(first), this.#pursue(second)]);
  }

  async #changeMind(): Promise<void> {
    const wish = this.#wish(false);
    await this.#pursue(wish);
    const answer = acceptedOf(wish);
    if (answer === null) return;
    this.counts.cancellations += 1;
    const { id } = JSON.parse(answer) as { id: string };
    const key = randomUUID();
    for (;;) {
      const told = await this.#post(wish.cast, `/v1/withdrawals/${id}/cancellation`, '{}', key);
      if (told !== null && told.status === 200) this.counts.cancelled += 1;
      if (told !== null && (told.status === 200 || isFinal(told))) return;
      await this.#doubt(told);
    }
  }

  async #doubt(told: Told | null): Promise<void> {
    const why = told === null ? 'no answer' : (told.code ?? String(told.status));
    this.counts.doubts.set(why, (this.counts.doubts.get(why) ?? 0) + 1);
    await sleep(this.#random.between(50, 400));
  }

  async #post(cast: ChaosClient, url: string, body: string, key: string): Promise<Told | null> {
    this.counts.requests += 1;
    const base = this.#random.pick(this.#servers.urls);
    const now = addSeconds(systemClock.now(), this.#servers.clockOffsetSeconds);
    const timestamp = Math.floor(Date.parse(now) / 1000);
    const signed = signedHeaders(this.#host, cast.app, { method: 'POST', url, body, timestamp });
    try {
      const response = await fetch(`${base}${url}`, {
        method: 'POST',
        headers: { ...signed, 'idempotency-key': key },
        body,
        signal: AbortSignal.timeout(requestMs),
      });
      const text = await response.text();
      const { status } = response;
      const code = status === 200 ? null : codeIn(text);
      return { status, text, code };
    } catch {
      return null;
    }
  }
}

type Told = { readonly status: number; readonly text: string; readonly code: string | null };

function codeIn(text: string): string | null {
  try {
    return (JSON.parse(text) as { code?: string }).code ?? null;
  } catch {
    return null;
  }
}

/** Whose clock has just jumped, or who is busy, has not answered the question yet. */
function isFinal({ status, code }: Told): boolean {
  const passing = ['nonce.replayed', 'signature.expired', 'idempotency.in_progress'];
  return status >= 400 && status < 500 && status !== 429 && !passing.includes(code ?? '');
}
