import { setTimeout as sleep } from 'node:timers/promises';
import { topUp } from '@heyi/gig/testing';
import { yuan } from '@heyi/kernel';
import { createPayOrders } from '@heyi/payments';
import { asTenant } from '@heyi/payments/testing';
import type { Host } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import type { SandboxBank } from '@heyi/sandbox';
import type { Random } from '../simulation/random.ts';
import type { ChaosClient, Payroll } from './cast.ts';
import type { Party, Servers } from './parties.ts';

export type MischiefCounts = {
  readonly kills: Map<string, number>;
  clockJumps: number;
  bankDays: number;
  forged: number;
  forgedTaken: number;
  topUps: number;
  payrollClicks: number;
};

export type MischiefParts = {
  readonly world: TestHost;
  readonly host: Host;
  readonly bank: SandboxBank;
  readonly servers: Servers;
  readonly parties: readonly Party[];
  readonly random: Random;
  readonly casts: readonly ChaosClient[];
  readonly payroll: Payroll;
  say(line: string): void;
};

const hour = 3600;
const day = 24 * hour;

/** Everything that goes wrong, and what people do meanwhile, by chance of a seed. */
export class Mischief {
  readonly counts: MischiefCounts = {
    kills: new Map(),
    clockJumps: 0,
    bankDays: 0,
    forged: 0,
    forgedTaken: 0,
    topUps: 0,
    payrollClicks: 0,
  };
  /** How far ahead a clock ever was. */
  clockMost = 0;
  readonly #parts: MischiefParts;
  #isEnding = false;

  constructor(parts: MischiefParts) {
    this.#parts = parts;
  }

  /** So many kills: the next does not wait until the last victim is back, and may take another. */
  async kill(kills: number): Promise<void> {
    const { random, parties, say } = this.#parts;
    const down = new Map<Party, Promise<void>>();
    for (let done = 0; done < kills;) {
      await sleep(random.between(200, 3000));
      const victim = random.pick(parties);
      if ([...down.keys()].some((one) => clashes(one, victim))) continue;
      done += 1;
      this.counts.kills.set(victim.name, (this.counts.kills.get(victim.name) ?? 0) + 1);
      say(`${done}/${kills} killed: ${victim.name}`);
      await victim.kill();
      const back = this.#restart(victim, down).finally(() => down.delete(victim));
      down.set(victim, back);
      if (random.chance(0.12)) await this.#jump();
    }
    await Promise.all(down.values());
  }

  /** After the database: servers do not start without it. */
  async #restart(victim: Party, down: ReadonlyMap<Party, Promise<void>>): Promise<void> {
    await sleep(this.#parts.random.between(50, 900));
    for (let tries = 1; ; tries += 1) {
      const database = [...down].find(([{ name }]) => name.startsWith('database'));
      if (database && !victim.name.startsWith('database')) await database[1];
      try {
        return await victim.restart();
      } catch (error) {
        if (tries === 5) throw error;
        await sleep(500);
      }
    }
  }

  /** Clocks are set, to the second or by a day; the bank's day may go on as well. */
  async #jump(): Promise<void> {
    const { servers, random, say } = this.#parts;
    const by = random.pick([20, -20, 90, hour, -hour, day, 3 * day]);
    servers.setClocks(servers.clockOffsetSeconds + by, () => random.between(-45, 45));
    this.clockMost = Math.max(this.clockMost, servers.clockOffsetSeconds);
    this.counts.clockJumps += 1;
    say(`clocks jump by ${by} s`);
    if (by >= day) await this.passBankDay();
  }

  /** What the bank returns a day later comes back now. */
  async passBankDay(): Promise<void> {
    await this.#parts.bank.admin.advanceClock(day + hour).then(
      () => (this.counts.bankDays += 1),
      // The bank may be down just now.
      () => undefined,
    );
  }

  /** Goes on until it is ended. */
  async meddle(): Promise<void> {
    const { random, bank, servers, casts } = this.#parts;
    let batch = 0;
    for (let turn = 1; !this.#isEnding; turn += 1) {
      await sleep(400);
      await this.forge();
      if (turn % 5 === 0) {
        const url = `${random.pick(servers.urls)}/bank-callbacks/sandbox`;
        await bank.admin.setCallbackUrl(url).catch(() => undefined);
      }
      if (turn % 6 === 0) await this.topUp(random.pick(casts));
      if (turn % 8 === 0) await this.#clickPay(batch++);
    }
  }

  end(): void {
    this.#isEnding = true;
  }

  /** Somebody who is not the bank says that everything was paid, or came back. */
  async forge(): Promise<void> {
    const { servers, random } = this.#parts;
    const report = { reference: 'pay_01m80rrjthgra86000000jb631', state: 'returned' };
    const body = JSON.stringify({ type: 'transfer.changed', data: { reports: [report] } });
    const headers = {
      'webhook-id': `forged-${this.counts.forged}`,
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': `v1,${Buffer.alloc(32, 7).toString('base64')}`,
    };
    const url = `${random.pick(servers.urls)}/bank-callbacks/sandbox`;
    const signal = AbortSignal.timeout(2000);
    const answer = await fetch(url, { method: 'POST', headers, body, signal }).catch(() => null);
    if (answer === null || answer.status >= 500) return;
    this.counts.forged += 1;
    if (answer.status !== 401) this.counts.forgedTaken += 1;
  }

  async topUp({ client }: ChaosClient, amount = '20000.00'): Promise<void> {
    const { world } = this.#parts;
    await topUp(world, client, yuan(amount)).then(
      () => (this.counts.topUps += 1),
      () => undefined,
    );
  }

  /** A double click, by somebody who clicks again when nothing is answered. */
  async #clickPay(batch: number): Promise<void> {
    const { host, payroll } = this.#parts;
    const request = payroll.batches[batch];
    if (!request) return;
    const { tenantId } = payroll.client;
    const click = () => asTenant(host, tenantId, (tx) => createPayOrders(tx, request));
    for (;;) {
      this.counts.payrollClicks += 2;
      const answers = await Promise.allSettled([click(), click()]);
      if (answers.every(({ status }) => status === 'fulfilled')) return;
      await sleep(300);
    }
  }
}

/** The same, or both of one thing. */
function clashes(a: Party, b: Party): boolean {
  return a.name === b.name || (a.name.startsWith('database') && b.name.startsWith('database'));
}
