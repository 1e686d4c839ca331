import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endSandbox, spawnSandbox } from './spawn-sandbox.ts';

export type SandboxIdentity = { url: string; stop(): Promise<void> };

/** Starts the stand-in identity provider as a process of its own. It ends with this process. */
export async function startSandboxIdentity(): Promise<SandboxIdentity> {
  const data = mkdtempSync(join(tmpdir(), 'heyi-sandbox-'));
  const running = await spawnSandbox(data, 0, {});
  return {
    url: running.identity,
    async stop() {
      await endSandbox(running, 'SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}
