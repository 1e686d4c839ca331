import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BankAdmin, openBankAdmin } from './bank-admin.ts';
import type { BankCredentials } from './bank/bank.ts';
import type { BankSettings } from './bank/settings.ts';
import { endSandbox, spawnSandbox } from './spawn-sandbox.ts';

export type { BankSettings };

export type SandboxBank = {
  /** Base address of the bank, such as `http://127.0.0.1:41234/bank`. */
  url: string;
  /** The stand-in tax bureau of the same process. */
  taxBureauUrl: string;
  /** The stand-in identity provider of the same process. */
  identityUrl: string;
  /** The stand-in time-stamp authority of the same process. */
  timeStampUrl: string;
  /** The stand-in agency's site of the same process. */
  insurancePortalUrl: string;
  credentials: BankCredentials;
  admin: BankAdmin;
  /** SIGKILL, as a power cut would: nothing is flushed. */
  kill(): Promise<void>;
  /** Starts it again on the same book and the same port. */
  restart(): Promise<void>;
  /** Ends it and removes the folder it was given by default. */
  stop(): Promise<void>;
};

/** Starts the stand-in bank as a process of its own on a free port. It ends with this process. */
export async function startSandboxBank(
  options: { data?: string; settings?: Partial<BankSettings> } = {},
): Promise<SandboxBank> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'heyi-sandbox-'));
  let running = await spawnSandbox(data, 0, options.settings ?? {});
  const { bank: url, taxBureau: taxBureauUrl, identity: identityUrl, port } = running;
  const timeStampUrl = running.timeStamp;
  const credentials = JSON.parse(
    readFileSync(join(data, 'bank', 'credentials.json'), 'utf8'),
  ) as BankCredentials;

  const end = (signal: NodeJS.Signals) => endSandbox(running, signal);

  return {
    url,
    taxBureauUrl,
    identityUrl,
    timeStampUrl,
    insurancePortalUrl: running.insurancePortal,
    credentials,
    admin: openBankAdmin(url, credentials),
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM');
      running = await spawnSandbox(data, port, {});
    },
    async stop() {
      await end('SIGTERM');
      if (options.data === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
}
