import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The app of the demo's platform, and the workers it may pay: what an evening is played with. */
export type DemoApp = {
  readonly appId: string;
  readonly secret: string;
  readonly workers: readonly string[];
};

const fileOf = (directory: string) => path.join(directory, 'demo-app.json');

/** Readable by its owner alone. */
export function keepDemoApp(
  directory: string,
  { app, workers }: { app: Omit<DemoApp, 'workers'>; workers: readonly string[] },
): void {
  const kept: DemoApp = { ...app, workers };
  writeFileSync(fileOf(directory), JSON.stringify(kept), { mode: 0o600 });
}

/** Null where there is no demo. */
export function readDemoApp(directory: string): DemoApp | null {
  try {
    return JSON.parse(readFileSync(fileOf(directory), 'utf8')) as DemoApp;
  } catch {
    return null;
  }
}
