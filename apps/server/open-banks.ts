import path from 'node:path';
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
 * The bank links of this installation. Beside the embedded database stands the stand-in bank, which
 * moves no money; an outside database never sees it and pays by files until a bank is linked.
 */
export async function openBanks(config: Config): Promise<Banks> {
  if (config.database !== null) {
    return { channels: [], standIn: null, reportTo: async () => {}, close: async () => {} };
  }
  const standIn = await startSandboxBank({ data: path.join(config.directory, 'sandbox') });
  const { appId, secret, callbackSecret } = standIn.credentials;
  const channel = openSandboxBank({ url: standIn.url, appId, secret, callbackSecret });
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
