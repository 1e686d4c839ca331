import { addSeconds, type Instant } from '@heyi/kernel';
import type { Bank } from './bank.ts';
import { pickMilliseconds } from './settings.ts';
import { type TransferRow, wireReport, type WireReport } from './transfer.ts';

/** By how much the callbacks of a magic payee miss their order. */
const disorderSeconds = 0.3;

/** Plans the callback that tells the transfer's state; nothing when the app wants no callbacks. */
export function announceTransfer(bank: Bank, row: TransferRow): void {
  if (!bank.apps.get(row.app_id)?.callbackUrl) return;
  const wanted = addSeconds(bank.now(), pickMilliseconds(bank.settings.callback_ms) / 1000);
  const sendAt = wanted > row.visible_at ? wanted : row.visible_at;
  const late = addSeconds(sendAt, disorderSeconds);
  const report = wireReport(row);
  const add = (told: WireReport, at: Instant, manner: 'normal' | 'repeated' | 'forged') =>
    void bank.callbacks.addEvent.run(row.app_id, manner, JSON.stringify(told), at);
  // Only the first outcome plays the trick; a later return by hand is told like any other.
  if (row.state === 'returned') return add(report, sendAt, 'normal');
  switch (row.behaviour) {
    case 'callback_twice':
      add(report, sendAt, 'repeated');
      return add(report, late, 'normal');
    case 'callback_disordered':
      add(report, sendAt, 'normal');
      return add(processingReport(row), late, 'normal');
    case 'return_overtakes':
      return add(report, late, 'normal');
    case 'callback_forged':
      add({ ...report, state: 'succeeded', code: null, text: null }, sendAt, 'forged');
      return add(report, late, 'normal');
    default:
      return add(report, sendAt, 'normal');
  }
}

function processingReport(row: TransferRow): WireReport {
  return {
    ...wireReport(row),
    state: 'processing',
    code: null,
    text: null,
    occurred_at: row.accepted_at,
  };
}
