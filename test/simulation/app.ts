import {
  businessHashOf,
  type IncomeKind,
  keyHashOf,
  type WithdrawalId,
  type WithdrawalOutcome,
  type WithdrawalRequest,
} from '@heyi/gig/testing';
import { assert, newId, parseId } from '@heyi/kernel';
import type { Server } from './server.ts';
import { Broken, type World } from './world.ts';

/** Something that the client's program wants done once, whatever it takes. */
export type Wish = {
  readonly number: number;
  readonly request: WithdrawalRequest;
  readonly incomeKind: IncomeKind;
  /** The first answer that accepted it, and what it has to be for ever. */
  accepted: string | null;
  /** Or the refusal that its key got instead, for ever too. */
  refusal: string | null;
  tries: number;
};

const patienceMs = 8000;
const triesMax = 12;

/**
 * A program of the client: it asks again by the same key when in doubt, at any server, and remembers
 * every answer that it was given.
 */
export class App {
  readonly wishes: Wish[] = [];
  readonly #world: World;
  readonly #servers: readonly Server[];

  constructor(world: World, servers: readonly Server[]) {
    this.#world = world;
    this.#servers = servers;
  }

  wish(request: WithdrawalRequest, incomeKind: IncomeKind): Wish {
    const number = this.wishes.length + 1;
    const wish = { number, request, incomeKind, accepted: null, refusal: null, tries: 0 };
    this.wishes.push(wish);
    return wish;
  }

  /** Asks until there is an answer; gives up after a while, to ask again later. */
  pursue(wish: Wish): void {
    if (wish.tries >= triesMax) return;
    wish.tries += 1;
    let isAnswered = false;
    this.send(wish, wish.request, (outcome) => {
      if (outcome === null || isPassing(outcome)) return;
      isAnswered = true;
      this.#hear(wish, outcome);
    });
    this.#world.after(patienceMs, 'the app loses patience', null, () => {
      if (!isAnswered && wish.accepted === null) this.pursue(wish);
    });
  }

  /** One HTTP request: lost, doubled or late on its way there or back. */
  send(
    wish: Wish,
    request: WithdrawalRequest,
    onAnswer: (outcome: WithdrawalOutcome | null) => void,
  ): void {
    const { faults, random } = this.#world;
    const asked = {
      request,
      incomeKind: wish.incomeKind,
      businessHash: businessHashOf(request),
      keyHash: keyHashOf(request),
      nonce: { digest: newId(), stampedAt: 0, shardKey: 1 },
    };
    const copies = faults.happens('requestTwice') ? 2 : 1;
    for (let copy = 1; copy <= copies; copy += 1) {
      if (faults.happens('requestLost')) continue;
      const isLate = faults.happens('requestLate');
      const server = random.pick(this.#servers);
      this.#world.after(isLate ? random.between(1000, 60_000) : 1, 'a request', null, () => {
        server.ask(asked, (outcome) => {
          this.#world.tell(() => `wish ${wish.number} at ${server.name}: ${textOf(outcome)}`);
          if (!faults.happens('answerLost')) onAnswer(outcome);
        });
      });
    }
  }

  #hear(wish: Wish, outcome: WithdrawalOutcome): void {
    const before = wish.accepted ?? wish.refusal;
    const said = saidBy(outcome);
    if (before !== null && before !== said) {
      throw new Broken(`wish ${wish.number}: answered ${before}, then ${said}`);
    }
    if (outcome.ok) wish.accepted = said;
    else wish.refusal = said;
  }

  /** Asks once more for what has its answer. */
  probe(wish: Wish): void {
    if (wish.accepted !== null) this.#probeAccepted(wish);
    else if (wish.refusal !== null) this.#probeRefused(wish);
  }

  /** Whatever has come in since, it stays refused. */
  #probeRefused(wish: Wish): void {
    const { request } = wish;
    const other = { ...request, amount: (request.amount + 1) as typeof request.amount };
    const isStranger = wish.refusal === 'worker.not_found';
    const [asked, expected] = this.#world.random.pick([
      [request, wish.refusal!],
      [other, isStranger ? wish.refusal! : 'withdrawal.key_reused'],
    ] as const);
    this.#expect(wish, asked, expected);
  }

  /** Asks once more for what was accepted, with something changed about it. */
  #probeAccepted(wish: Wish): void {
    const { random } = this.#world;
    const { request } = wish;
    const other = { ...request, amount: (request.amount + 1) as typeof request.amount };
    const key = newId();
    const [asked, expected] = random.pick([
      [request, null],
      [{ ...request, key }, null],
      [other, 'withdrawal.key_reused'],
      [{ ...other, key }, 'withdrawal.business_id_reused'],
    ] as const);
    this.#expect(wish, asked, expected ?? wish.accepted!);
  }

  #expect(wish: Wish, asked: WithdrawalRequest, expected: string): void {
    this.send(wish, asked, (outcome) => {
      if (outcome === null || isPassing(outcome)) return;
      const said = saidBy(outcome);
      if (said !== expected) {
        throw new Broken(`wish ${wish.number}: asked again it was answered ${said}`);
      }
    });
  }

  cancel(wish: Wish): void {
    this.#world.random.pick(this.#servers).cancel(idIn(wish), (isCancelled) => {
      this.#world.tell(() => `wish ${wish.number}: cancelled: ${String(isCancelled)}`);
    });
  }
}

export function idIn({ accepted }: Wish): WithdrawalId {
  assert(accepted !== null, 'only what was accepted has an id');
  return parseId('wdr', (JSON.parse(accepted) as { id: string }).id)!;
}

/** A copy of a request that was heard already: its own answer is elsewhere. */
function isPassing(outcome: WithdrawalOutcome): boolean {
  return !outcome.ok && outcome.failure.code === 'nonce.replayed';
}

const saidBy = (outcome: WithdrawalOutcome): string =>
  outcome.ok ? outcome.value : outcome.failure.code;

function textOf(outcome: WithdrawalOutcome | null): string {
  if (outcome === null) return 'no answer';
  return outcome.ok ? 'accepted' : outcome.failure.code;
}
