import {
  fail,
  type Fen,
  fen,
  multiply,
  multiplyFraction,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  ratePpmOne,
  type Result,
  type Rounding,
  roundSmallFraction,
  zeroFen,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import type { Reason } from '../reason.ts';
import {
  perTransactionVat,
  smallScaleVat,
  type VatLocation,
  vatSurcharges,
} from './value-added-tax.ts';

/**
 * How VAT of a natural person is taken by who pays (增值税法实施条例第三十五条). The method's text is
 * not at hand, so the reading is the operator's choice and never a default:
 * - `monthlyThreshold`: the month's receipts against the month's threshold, the whole once it is
 *   reached; declared for the person (公告2025年第16号第二条, 代办申报).
 * - `perTransaction`: the receipts of a day against the threshold of a time.
 * - `notWithheld`: the payment is outside the duty; nothing is taken.
 */
export const naturalPersonVatReadings = [
  'monthlyThreshold',
  'perTransaction',
  'notWithheld',
] as const;
export type NaturalPersonVatReading = (typeof naturalPersonVatReadings)[number];

export type NaturalPersonVatTerms = {
  readonly reading: NaturalPersonVatReading;
  /** The levy rate of the law, or the reduced one while that holds. */
  readonly levy: 'reduced' | 'standard';
  readonly location: VatLocation;
};

/** Receipts including VAT: of the month so far, and of its current day; both with this payment. */
export type NaturalPersonReceipts = { readonly month: Fen; readonly day: Fen };

/** What is due on the whole of the term (month or day); the caller subtracts what was taken. */
export type NaturalPersonVat = { vat: number; surcharges: number };

/** Integer arithmetic only, nothing allocated: for every withdrawal of a burst. */
export type CompiledNaturalPersonVat = (
  receipts: { readonly month: number; readonly day: number },
  due: NaturalPersonVat,
) => void;

export function compileNaturalPersonVat(
  policy: Policy,
  on: PlainDate | PayPeriod,
  terms: NaturalPersonVatTerms,
): Result<CompiledNaturalPersonVat, PolicyUnknown> {
  if (terms.reading === 'notWithheld') return ok(nothingDue);
  const found = lookUp(policy, on, {
    threshold: 'cn.vat.small-scale-threshold',
    levy: 'cn.vat.levy-rate',
    rates: 'cn.vat.surcharges',
    halving: 'cn.vat.surcharge-halving',
    exemption: 'cn.vat.education-surcharge-exemption',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { threshold, levy, rates, halving, exemption, rounding } = found.value;
  const byMonth = terms.reading === 'monthlyThreshold';
  const edge = byMonth ? threshold.value.month : threshold.value.perTime;
  if (edge === null) {
    return fail({ code: 'policy.unknown_on', key: threshold.key, on, reason: 'no_value' });
  }
  const rate = terms.levy === 'reduced' ? levy.value.reducedRate : levy.value.rate;
  const gross = ratePpmOne + rate;
  const mode = rounding.value.tax;
  const share = halving.value.share;
  const urban = urbanRate(rates.value, terms.location);
  const { education, localEducation } = rates.value;
  const exemptMonth = exemption.value.month;
  const isExemptAtEdge = threshold.value.atThresholdExempt;
  const partOf = (vat: number, of: Rate) =>
    multiplyFraction(fen(vat), of * share, ratePpmOne * ratePpmOne, mode);
  return ok((receipts, due) => {
    const taxed = byMonth ? receipts.month : receipts.day;
    const reached = taxed * ratePpmOne - edge * gross;
    due.surcharges = 0;
    due.vat = 0;
    if (reached < 0 || (reached === 0 && isExemptAtEdge)) return;
    due.vat = byMonth
      ? roundSmallFraction(taxed * rate, gross, mode)
      : multiply(salesOf(taxed, gross, mode), rate, mode);
    due.surcharges = partOf(due.vat, urban);
    if (salesOf(receipts.month, gross, mode) <= exemptMonth) return;
    due.surcharges += partOf(due.vat, education) + partOf(due.vat, localEducation);
  });
}

function salesOf(receipts: number, gross: number, mode: Rounding): Fen {
  return fen(roundSmallFraction(receipts * ratePpmOne, gross, mode));
}

function nothingDue(_receipts: unknown, due: NaturalPersonVat): void {
  due.vat = 0;
  due.surcharges = 0;
}

function urbanRate(
  rates: {
    readonly urbanMaintenanceCity: Rate;
    readonly urbanMaintenanceTown: Rate;
    readonly urbanMaintenanceOther: Rate;
  },
  location: VatLocation,
): Rate {
  return {
    city: rates.urbanMaintenanceCity,
    town: rates.urbanMaintenanceTown,
    other: rates.urbanMaintenanceOther,
  }[location];
}

export type ExplainedNaturalPersonVat = {
  readonly salesExcludingVat: Fen;
  readonly exempt: boolean;
  readonly vat: Fen;
  readonly surcharges: Fen;
  /** Of the VAT and, where any is due, of the surcharges. */
  readonly reasons: readonly Reason[];
};

/** The same with its reasons: for a trial, a statement and the VAT sheet. */
export function explainNaturalPersonVat(
  policy: Policy,
  on: PlainDate | PayPeriod,
  terms: NaturalPersonVatTerms,
  receipts: NaturalPersonReceipts,
): Result<ExplainedNaturalPersonVat, PolicyUnknown> {
  if (terms.reading === 'notWithheld') {
    const nothing = { exempt: true, vat: zeroFen, surcharges: zeroFen, reasons: [] };
    return ok({ salesExcludingVat: receipts.month, ...nothing });
  }
  const levy = lookUp(policy, on, { levy: 'cn.vat.levy-rate', rounding: 'cn.income-tax.rounding' });
  if (!levy.ok) return levy;
  const { reducedRate, rate } = levy.value.levy.value;
  const mode = levy.value.rounding.value.tax;
  const levyRate = terms.levy === 'reduced' ? reducedRate : rate;
  const gross = ratePpmOne + levyRate;
  const taxed =
    terms.reading === 'monthlyThreshold'
      ? smallScaleVat(policy, on, {
          receiptsIncludingVat: receipts.month,
          term: 'month',
          levyRate,
        })
      : perTransactionVat(policy, on, {
          salesExcludingVat: salesOf(receipts.day, gross, mode),
          levyRate,
        });
  if (!taxed.ok) return taxed;
  const { salesExcludingVat, exempt, vat } = taxed.value;
  const vatReason = taxed.value.reason;
  if (exempt)
    return ok({ salesExcludingVat, exempt, vat, surcharges: zeroFen, reasons: [vatReason] });
  const surcharged = vatSurcharges(policy, on, {
    vat,
    location: terms.location,
    isHalved: true,
    sales: { term: 'month', amount: salesOf(receipts.month, gross, mode) },
  });
  if (!surcharged.ok) return surcharged;
  const reasons = [vatReason, surcharged.value.reason];
  return ok({ salesExcludingVat, exempt, vat, surcharges: surcharged.value.total, reasons });
}
