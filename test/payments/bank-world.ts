import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Fen, type Instant, plainDate, shanghaiDate, sum, yuan } from '@heyi/kernel';
import type { BankChannel, DispatchPolicy } from '@heyi/payments';
import type { Host } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';
import { type BankSettings, type SandboxBank, startSandboxBank } from '@heyi/sandbox';
import { openSandboxBank } from '@heyi/sandbox-bank';
import {
  addClient,
  assertBooksAgree,
  createPayWorld,
  type OrderRow,
  ordersOf,
  type PayClient,
} from '@heyi/payments/testing';

export type BankWorld = {
  world: TestHost;
  host: Host;
  bank: SandboxBank;
  channel: BankChannel & { close(): void };
  /** A client whose paying accounts exist at the bank, with money on them. */
  client(options?: {
    entities?: number;
    sending?: 'single' | 'batch';
    balance?: Fen;
  }): Promise<PayClient>;
  close(): Promise<void>;
};

export const hasty: DispatchPolicy = {
  answerSeconds: 5,
  askAfterSeconds: [0.2, 0.5, 1, 1, 1, 2, 2, 5],
  resendAfterSeconds: [2, 2, 2],
};

export async function createBankWorld(
  settings: Partial<BankSettings> = {},
  database?: TestHost['database'],
): Promise<BankWorld> {
  const bank = await startSandboxBank({ settings });
  const channel = openSandboxBank(linkOf(bank));
  const { world, host } = await createPayWorld(() => [channel], database);
  return {
    world,
    host,
    bank,
    channel,
    async client({ entities = 1, sending = 'single', balance = yuan('900000000') } = {}) {
      const client = await addClient(world, host, { channel: 'sandbox', entities, sending });
      for (const [index, { accountNumber }] of client.entities.entries()) {
        const name = `付款主体${index + 1}有限公司`;
        await bank.admin.openAccount(accountNumber, name, balance);
      }
      return client;
    },
    async close() {
      channel.close();
      await world.close();
      await bank.stop();
    },
  };
}

function linkOf(bank: SandboxBank) {
  const { appId, secret, callbackSecret } = bank.credentials;
  return { url: bank.url, appId, secret, callbackSecret, timeoutMs: 1500, inFlightMax: 16 };
}

/** A dispatcher in a process of its own. */
export async function spawnDispatcher(made: BankWorld, policy: DispatchPolicy = hasty) {
  const options = {
    appUrl: made.world.database.urls.appUrl,
    houseId: made.host.houseId,
    masterKey: made.host.keyRing.master.bytes.toString('base64'),
    filesDirectory: made.world.filesDirectory,
    bank: linkOf(made.bank),
    policy,
  };
  const script = path.join(import.meta.dirname, 'dispatcher-process.ts');
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', () => resolve());
    child.once('exit', (code) => reject(new Error(`the dispatcher ended with ${code}`)));
  });
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** What has left an account by the bank's own statement: transfers, less what came back. */
async function paidByBank(made: BankWorld, accountNumber: string): Promise<Fen> {
  const now: Instant = made.host.clock.now();
  const lines = await made.channel.statement(accountNumber, plainDate(shanghaiDate(now)));
  return sum(
    lines
      .filter(({ kind }) => kind !== 'receipt')
      .map(({ direction, amount }) => (direction === 'debit' ? amount : (-amount as Fen))),
  );
}

/** The bank's book, our orders and our ledger say the same of every account. */
export async function assertAllAgree(made: BankWorld, client: PayClient): Promise<OrderRow[]> {
  const orders = await ordersOf(made.host, client.tenantId);
  for (const { payerAccountId, accountNumber } of client.entities) {
    const paid = orders
      .filter((order) => order.payerAccountId === payerAccountId && order.state === 'succeeded')
      .reduce((total, { amount }) => total + amount, 0);
    assert.equal(await paidByBank(made, accountNumber), paid, 'the bank paid what we say');
  }
  await assertBooksAgree(made.host, client);
  return orders;
}
