import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { actOnLines } from './act-on-lines.ts';

/** 预约 and 快递单号 of lines that go to a counter. */
export async function bookCounterVisit(
  tx: Transaction,
  input: Input<typeof contract.bookCounterVisit>,
) {
  const { appointmentOn, courierNumber } = input;
  if (appointmentOn !== null && appointmentOn < tx.today) {
    return fail({ code: 'order_line.appointment_passed' as const });
  }
  const words = [appointmentOn, courierNumber].filter((part) => part !== null).join(' · ');
  return actOnLines(tx, input.lines, {
    intent: (line) =>
      line.channel === 'counter'
        ? { change: { appointmentOn, courierNumber }, note: { action: 'book', words } }
        : { code: 'order_line.channel_wrong' },
  });
}
