import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endSandbox, spawnSandbox } from './spawn-sandbox.ts';
import type { StampBehaviour } from './time-stamp/behaviour.ts';

export type SandboxTimeStamp = {
  /** Where tokens are asked for. */
  url: string;
  /** Certificate of its CA. */
  caPem: string;
  behave(behaviour: StampBehaviour): Promise<void>;
  stop(): Promise<void>;
};

/** The admin's calls of a stand-in authority that runs somewhere; `url` is its base address. */
export async function openTimeStampAdmin(url: string): Promise<Omit<SandboxTimeStamp, 'stop'>> {
  const caPem = await (await fetch(`${url}/ca.pem`)).text();
  return {
    url: `${url}/tsa`,
    caPem,
    async behave(behaviour) {
      const body = JSON.stringify({ behaviour });
      await (await fetch(`${url}/behaviour`, { method: 'PUT', body })).text();
    },
  };
}

/** Sets the authority's clock so many seconds ahead of the machine's. */
export async function setTimeStampClock(url: string, seconds: number): Promise<void> {
  const body = JSON.stringify({ behaviour: 'well', offset_seconds: seconds });
  await (await fetch(`${url}/behaviour`, { method: 'PUT', body })).text();
}

/** Starts the stand-in authority as a process of its own. It ends with this process. */
export async function startSandboxTimeStamp(): Promise<SandboxTimeStamp> {
  const data = mkdtempSync(join(tmpdir(), 'heyi-sandbox-'));
  const running = await spawnSandbox(data, 0, {});
  return {
    ...(await openTimeStampAdmin(running.timeStamp)),
    async stop() {
      await endSandbox(running, 'SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}
