import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedDatabaseError } from './embedded-error.ts';
import { checkoutHash, volatileHome } from './home.ts';
import { takeProcessLock } from './process-lock.ts';

/** What takes long to make and is the same for all who ask: made once, then copied. */
export type KeptFolder = {
  /** One of a kind is kept at a time. */
  readonly kind: string;
  /** Stands for all that it is made from. */
  readonly hash: string;
  /** Makes it at a path where nothing is yet. */
  make(folder: string): Promise<void>;
  /** Whether what was made then may still be used. */
  isFresh(folder: string): boolean;
};

const prefix = 'heyi-kept-';
const forgottenAfterMs = 24 * 3600_000;

/**
 * Copies the folder to `target`, where nothing is yet, with its owners. Processes of this checkout
 * that ask at once wait for the first to make it; one that dies while it makes it leaves a draft,
 * which is dropped.
 */
export async function copyKeptFolder(kept: KeptFolder, target: string): Promise<void> {
  const home = ownHome();
  const release = await waitForTurn(join(home, `${kept.kind}.lock`));
  try {
    const folder = join(home, `${kept.kind}-${kept.hash}`);
    if (!existsSync(folder) || !kept.isFresh(folder)) await makeAnew(kept, home, folder);
    copyWithOwners(folder, target);
  } finally {
    release();
  }
}

/** The user of a database server has to reach what lies here. */
function ownHome(): string {
  const user = process.getuid?.() ?? 0;
  const home = join(volatileHome(), `${prefix}${user}-${checkoutHash}`);
  mkdirSync(home, { recursive: true, mode: 0o711 });
  // The name can be guessed, so a folder of somebody else's making is refused.
  if (lstatSync(home).uid !== user) {
    throw new EmbeddedDatabaseError(`The folder ${home} belongs to somebody else: remove it.`);
  }
  chmodSync(home, 0o711);
  return home;
}

async function waitForTurn(path: string): Promise<() => void> {
  for (;;) {
    const lock = takeProcessLock(path);
    if (lock.held) return () => lock.release();
    await sleep(100);
  }
}

async function makeAnew(kept: KeptFolder, home: string, folder: string): Promise<void> {
  for (const name of readdirSync(home)) {
    if (name.startsWith(`${kept.kind}-`)) rmSync(join(home, name), { recursive: true });
  }
  dropForgotten(home);
  const draft = join(home, `${kept.kind}-draft`);
  await kept.make(draft);
  renameSync(draft, folder);
}

/** Of checkouts that are no more: a clone that was tested once. */
function dropForgotten(own: string): void {
  const user = process.getuid?.() ?? 0;
  // Our turn was just written into it.
  const now = statSync(own).mtimeMs;
  for (const name of readdirSync(volatileHome())) {
    const path = join(volatileHome(), name);
    if (path === own || !name.startsWith(`${prefix}${user}-`)) continue;
    if (now - statSync(path).mtimeMs < forgottenAfterMs) continue;
    rmSync(path, { recursive: true, force: true });
  }
}

function copyWithOwners(from: string, to: string): void {
  const outcome = spawnSync('cp', ['-Rp', from, to], { encoding: 'utf8' });
  if (outcome.status !== 0) {
    throw new EmbeddedDatabaseError(`${from} could not be copied: ${outcome.stderr}`);
  }
}
