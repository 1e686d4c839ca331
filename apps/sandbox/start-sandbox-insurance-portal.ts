import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endSandbox, spawnSandbox } from './spawn-sandbox.ts';

export type SandboxInsurancePortal = {
  readonly url: string;
  /** Closed for maintenance until the hour, or open again. */
  close(until: string | null): Promise<void>;
  /** How often each reference was handed in. */
  calls(): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
};

/** Starts the stand-in agency's site as a process of its own. It ends with this process. */
export async function startSandboxInsurancePortal(): Promise<SandboxInsurancePortal> {
  const data = mkdtempSync(join(tmpdir(), 'heyi-sandbox-'));
  const running = await spawnSandbox(data, 0, {});
  const url = running.insurancePortal;
  return {
    url,
    async close(until) {
      const body = JSON.stringify({ closed_until: until });
      await (await fetch(`${url}/admin/hours`, { method: 'PUT', body })).text();
    },
    async calls() {
      const answer = await fetch(`${url}/admin/calls`);
      return ((await answer.json()) as { calls: Record<string, number> }).calls;
    },
    async stop() {
      await endSandbox(running, 'SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}
