import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type RunningSandbox = {
  readonly child: ChildProcess;
  readonly port: number;
  /** Addresses of the stand-ins. */
  readonly bank: string;
  readonly taxBureau: string;
  readonly identity: string;
  readonly timeStamp: string;
  readonly insurancePortal: string;
};

/** Starts the sandbox as a process of its own; port 0 takes a free one. It ends with this process. */
export async function spawnSandbox(
  data: string,
  port: number,
  bankSettings: object,
): Promise<RunningSandbox> {
  const main = join(import.meta.dirname, 'main.ts');
  const flags = ['--port', String(port), '--data', data, '--bank', JSON.stringify(bankSettings)];
  const child = spawn(process.execPath, [main, ...flags, '--end-with-stdin'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said = JSON.parse(await firstLine(child)) as Omit<RunningSandbox, 'child' | 'port'>;
  return { ...said, child, port: Number(new URL(said.bank).port) };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
    child.once('error', reject);
  });
}

export async function endSandbox({ child }: RunningSandbox, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
