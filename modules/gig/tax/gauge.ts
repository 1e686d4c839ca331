import type { gigTaxContract as contract } from '@heyi/contract';
import {
  type Fen,
  fen,
  formatRate,
  type PayPeriod,
  rateFromPpm,
  ratePpmOne,
  type Result,
  roundSmallFraction,
} from '@heyi/kernel';
import {
  currentPolicy,
  lookUp,
  type NaturalPersonVatTerms,
  type PolicyUnknown,
} from '@heyi/statutory';

export type GaugeLevel = (typeof contract.gaugeLevels)[number];

export type Gauge = {
  /** As paid, with VAT. */
  readonly receipts: Fen;
  /** Without VAT: what the law compares with the limit. */
  readonly sales: Fen;
  readonly limit: Fen;
  readonly share: string;
  readonly level: GaugeLevel;
};

export type Gauges = {
  month(receipts: Fen): Gauge;
  twelveMonths(receipts: Fen): Gauge;
  /** Receipts of a month, or of twelve, from which on somebody is warned. */
  readonly warnedFrom: { readonly month: Fen; readonly twelveMonths: Fen };
};

/** Warned from four fifths of a limit on. */
const warnedShare = 800_000;

/**
 * How near workers are to the threshold of a month (reaching it is taxed in full from 2026) and to the
 * receipts of twelve months from which they are to register as a business.
 */
export function openGauges(
  period: PayPeriod,
  levy: NaturalPersonVatTerms['levy'],
): Result<Gauges, PolicyUnknown> {
  const found = lookUp(currentPolicy, period, {
    threshold: 'cn.vat.small-scale-threshold',
    levy: 'cn.vat.levy-rate',
    registration: 'cn.vat.platform-registration',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { threshold, registration, rounding } = found.value;
  const { rate, reducedRate } = found.value.levy.value;
  const gross = ratePpmOne + (levy === 'reduced' ? reducedRate : rate);
  const mode = rounding.value.tax;
  const gauge = (receipts: Fen, limit: Fen, isReachedAtLimit: boolean): Gauge => {
    const over = receipts * ratePpmOne - limit * gross;
    const isReached = over > 0 || (over === 0 && isReachedAtLimit);
    const sales = fen(roundSmallFraction(receipts * ratePpmOne, gross, mode));
    const share = roundSmallFraction(sales * ratePpmOne, limit, 'floor_fen');
    const isNear = share >= warnedShare;
    return {
      receipts,
      sales,
      limit,
      share: formatRate(rateFromPpm(share)),
      level: isReached ? 'reached' : isNear ? 'near' : 'below',
    };
  };
  const { month } = threshold.value;
  const year = registration.value.receipts;
  const warned = (limit: Fen) =>
    fen(
      roundSmallFraction((limit / 100) * (warnedShare / 10_000) * gross, ratePpmOne, 'floor_fen'),
    );
  return {
    ok: true,
    value: {
      month: (receipts) => gauge(receipts, month, !threshold.value.atThresholdExempt),
      // 超过500万元: the limit itself is still within.
      twelveMonths: (receipts) => gauge(receipts, year, false),
      warnedFrom: { month: warned(month), twelveMonths: warned(year) },
    },
  };
}
