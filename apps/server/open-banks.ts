import path from 'node:path';
import { type Clock, millisecondsBetween, systemClock, yuan } from '@heyi/kernel';
import type { BankChannel } from '@heyi/payments';
import { type SandboxBank, startSandboxBank } from '@heyi/sandbox';
import { openSandboxBank } from '@heyi/sandbox-bank';
import type { Config } from './config.ts';

export type Banks = {
  readonly channels: readonly BankChannel[];
  /** The stand-in bank, when this installation has one. */
  readonly standIn: SandboxBank | null;
  /** Where the banks report to; known once the server listens. */
  reportTo(url: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * The bank links of this installation. A demo has the stand-in bank, which moves no money, and so has
 * who wants sandbox programs; others pay by files until a bank is linked.
 */
export async function openBanks(config: Config, isDemo: boolean, clock: Clock): Promise<Banks> {
  if (!isDemo && !config.sandboxBank) {
    return { channels: [], standIn: null, reportTo: async () => {}, close: async () => {} };
  }
  const standIn = await startSandboxBank({
    data: path.join(config.directory, 'sandbox'),
    settings: { clock_offset_seconds: secondsAhead(clock) },
  });
  const { appId, secret, callbackSecret } = standIn.credentials;
  const channel = openSandboxBank({ url: standIn.url, appId, secret, callbackSecret, clock });
  return {
    channels: [isDemo ? channel : openingAccounts(channel, standIn)],
    standIn,
    async reportTo(url) {
      await standIn.admin.setCallbackUrl(`${url}/bank-callbacks/${channel.code}`);
    },
    async close() {
      channel.close();
      await standIn.stop();
    },
  };
}

const opening = yuan('100000000.00');

/**
 * The demo opens the accounts of its story. Elsewhere an account is opened, with play money, when a
 * sandbox program first pays from it; the bank knows one that was opened before.
 */
function openingAccounts(channel: BankChannel, standIn: SandboxBank): BankChannel {
  const opened = new Set<string>();
  const open = async (account: string, name: string): Promise<void> => {
    if (opened.has(account)) return;
    await standIn.admin.openAccount(account, name, opening);
    opened.add(account);
  };
  return {
    ...channel,
    async submit(instruction) {
      await open(instruction.payerAccount, instruction.payerName);
      return channel.submit(instruction);
    },
    async submitBatch(batch) {
      await open(batch.payerAccount, batch.payerName);
      return channel.submitBatch(batch);
    },
  };
}

/** The bank keeps the days of the demo. */
function secondsAhead(clock: Clock): number {
  return Math.round(millisecondsBetween(systemClock.now(), clock.now()) / 1000);
}
