import type { arrearsContract as contract, Output } from '@heyi/contract';
import {
  allocate,
  daysBetween,
  type Fen,
  type Id,
  multiplyFraction,
  type PlainDate,
  type Rate,
  ratePpmOne,
  zeroFen,
} from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';

export type ArrearsId = Id<'arr'>;
export type ArrearsView = Output<typeof contract.recordDebitFailure>;

export type RunningFee = {
  readonly principal: Fen;
  readonly dueOn: PlainDate;
  readonly dailyRate: Rate | null;
};

/**
 * 滞纳金 as of a day: simple, on both parties' arrears, from the day after they were due (社会保险法
 * art. 86). Null where none is charged: the housing fund has none in law.
 */
export function feeOn({ principal, dueOn, dailyRate }: RunningFee, day: PlainDate): Fen | null {
  if (dailyRate === null) return null;
  const days = Math.max(0, daysBetween(dueOn, day));
  return multiplyFraction(principal, dailyRate * days, ratePpmOne, 'half_up_fen');
}

/** What one client's people cost in the month that was paid late. */
export type ClientPart = { readonly clientId: TenantId; readonly due: Fen };

/**
 * The late fee by what each client's people cost, largest remainder: the shares are the fee to the
 * fen. Where nobody's part is known it is whose registration it is.
 */
export function shareLateFee(
  lateFee: Fen,
  parts: readonly ClientPart[],
  holder: TenantId,
): (ClientPart & { readonly lateFee: Fen })[] {
  const charged = parts.filter(({ due }) => due > 0);
  if (charged.length === 0) return [{ clientId: holder, due: zeroFen, lateFee }];
  const shares = allocate(
    lateFee,
    charged.map(({ due }) => due),
  );
  return charged.map((part, index) => ({ ...part, lateFee: shares[index]! }));
}
