import type { gigFundsContract as contract, Output } from '@heyi/contract';
import {
  addDays,
  addSeconds,
  type Fen,
  fen,
  firstDayOf,
  type Id,
  type Instant,
  lastDayOf,
  periodOf,
  type PlainDate,
  subtract,
} from '@heyi/kernel';

export type SheetId = Id<'sts'>;
export type Sheet = Output<typeof contract.generateSettlementSheet>;
export type SheetUnit = Sheet['unit'];
export type InvoiceKind = (typeof contract.invoiceKinds)[number];

/** Days of business in Shanghai, and the instants between which they lie. */
export type Span = {
  readonly firstDay: PlainDate;
  readonly lastDay: PlainDate;
  readonly from: Instant;
  readonly until: Instant;
};

export function spanOf(unit: SheetUnit, day: PlainDate): Span {
  const firstDay = unit === 'day' ? day : firstDayOf(periodOf(day));
  const lastDay = unit === 'day' ? day : lastDayOf(periodOf(day));
  return { firstDay, lastDay, from: beginOf(firstDay), until: beginOf(addDays(lastDay, 1)) };
}

function beginOf(day: PlainDate): Instant {
  return addSeconds(`${day}T00:00:00.000Z`, -8 * 3600);
}

/** What began before midnight is committed by then. */
const settledAfterSeconds = 300;

export function isOver({ until }: Span, now: Instant): boolean {
  return addSeconds(until, settledAfterSeconds) <= now;
}

export type Moved = Sheet['withdrawn'];

/** What moved the client's money in a span, by the ledger and by the program's own rows. */
export type Movements = {
  readonly opening: Fen;
  readonly closing: Fen;
  readonly topUps: Fen;
  readonly advances: Fen;
  readonly withdrawn: Omit<Moved, 'net'>;
  readonly returned: Omit<Moved, 'net'>;
};

/** What the ledger has moved and none of the lines tells. */
export function otherOf(movements: Movements): Fen {
  const { opening, closing, topUps, advances, withdrawn, returned } = movements;
  const told = topUps + advances - withdrawn.gross - withdrawn.fee + returned.gross + returned.fee;
  return fen(closing - opening - told);
}

export function withNet(moved: Omit<Moved, 'net'>): Moved {
  return { ...moved, net: subtract(subtract(moved.gross, moved.tax), moved.vat) };
}

/** What is invoiced of a sheet: the fee alone, or everything that went out; what came back less. */
export function invoiceAmountOf({ withdrawn, returned }: Sheet, kind: InvoiceKind): Fen {
  const fee = subtract(withdrawn.fee, returned.fee);
  return kind === 'serviceFee' ? fee : fen(fee + withdrawn.gross - returned.gross);
}
