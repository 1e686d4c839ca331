import path from 'node:path';
import { type Clock, millisecondsBetween, systemClock } from '@heyi/kernel';
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
 * The bank links of this installation. A demo has the stand-in bank, which moves no money; others
 * pay by files until a bank is linked.
 */
export async function openBanks(config: Config, isDemo: boolean, clock: Clock): Promise<Banks> {
  if (!isDemo) {
    return { channels: [], standIn: null, reportTo: async () => {}, close: async () => {} };
  }
  const standIn = await startSandboxBank({
    data: path.join(config.directory, 'sandbox'),
    settings: { clock_offset_seconds: secondsAhead(clock) },
  });
  const { appId, secret, callbackSecret } = standIn.credentials;
  const channel = openSandboxBank({ url: standIn.url, appId, secret, callbackSecret, clock });
  return {
    channels: [channel],
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

/** The bank keeps the days of the demo. */
function secondsAhead(clock: Clock): number {
  return Math.round(millisecondsBetween(systemClock.now(), clock.now()) / 1000);
}
