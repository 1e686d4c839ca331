import { type Instant, millisecondsBetween } from '@heyi/kernel';
import { announceTransfer } from './announce-transfer.ts';
import type { Bank } from './bank.ts';
import type { CallbackRow } from './callback.store.ts';
import { executeTransfer } from './execute-transfer.ts';
import { collectCallbacks, sendCallback } from './send-callbacks.ts';
import { returnTransfer, settleTransfer } from './settle-transfer.ts';
import type { TransferRow } from './transfer.ts';

const transfersPerRun = 500;
const waitMsMax = 60_000;

/** Drives what falls due on the virtual clock: settlements, returns and callbacks. */
export type DueRunner = { wake(): void; stop(): Promise<void> };

export function startDueRunner(bank: Bank): DueRunner {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let stopped = false;
  const posting = new Set<Promise<void>>();

  /** Sets the timer to the next thing due; called after every commit. */
  function wake(): void {
    if (running !== null || stopped) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void (running = run()), waitMs(bank));
  }

  async function run(): Promise<void> {
    const callbacks = await bank.commit(() => runDue(bank));
    for (const callback of callbacks) {
      const sent = sendCallback(bank, callback).finally(() => posting.delete(sent));
      posting.add(sent);
    }
    running = null;
    wake();
  }

  bank.onCommit(wake);
  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
      await Promise.all(posting);
    },
  };
}

/** One round inside a transaction; the callbacks it returns are to be posted. */
function runDue(bank: Bank): CallbackRow[] {
  const now = bank.now();
  for (const row of bank.transfers.due(now, transfersPerRun)) takeStep(bank, row, now);
  return collectCallbacks(bank, now);
}

function takeStep(bank: Bank, row: TransferRow, now: Instant): void {
  if (row.step === 'return') {
    if (returnTransfer(bank, row, 'AC04', now)) announceTransfer(bank, row);
    return;
  }
  if (row.step === 'execute') executeTransfer(bank, row, now);
  else settleTransfer(bank, row, now);
  if (row.state === 'processing') return;
  announceTransfer(bank, row);
  if (row.state === 'succeeded' && row.behaviour === 'return_overtakes') {
    // Its success is told late, so that the callback of the return comes first.
    if (returnTransfer(bank, row, 'AC04', now)) announceTransfer(bank, row);
  }
}

/** Milliseconds until the next look. */
function waitMs(bank: Bank): number {
  const now = bank.now();
  const wait = (at: Instant | null) => (at === null ? waitMsMax : millisecondsBetween(now, at));
  const { callback_window_ms } = bank.settings;
  const next = Math.min(
    wait(bank.transfers.nextDue()),
    wait(bank.callbacks.nextEvent()) + callback_window_ms,
    wait(bank.callbacks.nextCallback()),
  );
  // A timer cannot wait for weeks, and the clock may be moved: look again every minute.
  return Math.max(0, Math.min(next, waitMsMax));
}
