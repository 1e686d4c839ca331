import {
  add,
  fail,
  type Fen,
  formatYuan,
  multiply,
  multiplyFraction,
  ok,
  type PayPeriod,
  type PlainDate,
  type Rate,
  ratePpmOne,
  type Result,
  zeroFen,
} from '@heyi/kernel';
import type { Policy, PolicyUnknown } from '@heyi/policy';
import { lookUp } from '../look-up.ts';
import { reason, type Reason, rateTexts, yuanTexts } from '../reason.ts';

export type SmallScaleVat = {
  readonly salesExcludingVat: Fen;
  readonly exempt: boolean;
  readonly vat: Fen;
  readonly reason: Reason;
};

/**
 * Small-scale VAT of a month or quarter. Below the threshold nothing is due; from 2026 a payer who
 * reaches it pays on the whole, before that the threshold itself was still exempt.
 */
export function smallScaleVat(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: {
    readonly receiptsIncludingVat: Fen;
    readonly term: 'month' | 'quarter';
    readonly levyRate: Rate;
  },
): Result<SmallScaleVat, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.vat.small-scale-threshold',
    levy: 'cn.vat.levy-rate',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, levy, rounding } = found.value;
  const mode = rounding.value.tax;
  const { receiptsIncludingVat: receipts, levyRate, term } = input;
  const threshold = terms.value[term];

  const gross = ratePpmOne + levyRate;
  const reached = receipts * ratePpmOne - threshold * gross;
  const exempt = reached < 0 || (reached === 0 && terms.value.atThresholdExempt);
  const salesExcludingVat = multiplyFraction(receipts, ratePpmOne, gross, mode);
  const vat = exempt ? zeroFen : multiplyFraction(receipts, levyRate, gross, mode);
  return ok({
    salesExcludingVat,
    exempt,
    vat,
    reason: reason('vat.small-scale', {
      figures: [terms, levy, rounding],
      inputs: { ...yuanTexts({ receipts, threshold }), ...rateTexts({ levyRate }), term },
      rounding: mode,
      output: { ...yuanTexts({ salesExcludingVat, vat }), exempt: String(exempt) },
    }),
  });
}

/** VAT of one sale without a registered period: the per-time threshold. Unknown before 2026. */
export function perTransactionVat(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: { readonly salesExcludingVat: Fen; readonly levyRate: Rate },
): Result<SmallScaleVat, PolicyUnknown> {
  const found = lookUp(policy, on, {
    terms: 'cn.vat.small-scale-threshold',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { terms, rounding } = found.value;
  const threshold = terms.value.perTime;
  // Until 2025 the localities set it between 300 and 500; no table of them is on file.
  if (threshold === null) {
    return fail({ code: 'policy.unknown_on', key: terms.key, on, reason: 'no_value' });
  }
  const mode = rounding.value.tax;
  const { salesExcludingVat, levyRate } = input;
  const exempt =
    salesExcludingVat < threshold ||
    (salesExcludingVat === threshold && terms.value.atThresholdExempt);
  const vat = exempt ? zeroFen : multiply(salesExcludingVat, levyRate, mode);
  return ok({
    salesExcludingVat,
    exempt,
    vat,
    reason: reason('vat.small-scale', {
      figures: [terms, rounding],
      inputs: { ...yuanTexts({ threshold }), ...rateTexts({ levyRate }), term: 'transaction' },
      rounding: mode,
      output: { ...yuanTexts({ salesExcludingVat, vat }), exempt: String(exempt) },
    }),
  });
}

export type VatLocation = 'city' | 'town' | 'other';

export type VatSurcharges = {
  readonly urbanMaintenance: Fen;
  readonly educationSurcharge: Fen;
  readonly localEducationSurcharge: Fen;
  readonly total: Fen;
  readonly reason: Reason;
};

/**
 * 附加税费 on VAT actually paid. Small-scale payers and individual businesses pay half while the
 * halving is in force; sales of a month or quarter up to the limit are free of both education
 * surcharges.
 */
export function vatSurcharges(
  policy: Policy,
  on: PlainDate | PayPeriod,
  input: {
    readonly vat: Fen;
    readonly location: VatLocation;
    readonly isHalved: boolean;
    readonly sales: { readonly term: 'month' | 'quarter'; readonly amount: Fen } | null;
  },
): Result<VatSurcharges, PolicyUnknown> {
  const found = lookUp(policy, on, {
    rates: 'cn.vat.surcharges',
    halving: 'cn.vat.surcharge-halving',
    exemption: 'cn.vat.education-surcharge-exemption',
    rounding: 'cn.income-tax.rounding',
  });
  if (!found.ok) return found;
  const { rates, halving, exemption, rounding } = found.value;
  const mode = rounding.value.tax;
  const { vat, location, sales } = input;
  const share = input.isHalved ? halving.value.share : ratePpmOne;
  const of = (rate: Rate) => multiplyFraction(vat, rate * share, ratePpmOne * ratePpmOne, mode);
  const isEducationFree = sales !== null && sales.amount <= exemption.value[sales.term];

  const urbanRate = {
    city: rates.value.urbanMaintenanceCity,
    town: rates.value.urbanMaintenanceTown,
    other: rates.value.urbanMaintenanceOther,
  }[location];
  const urbanMaintenance = of(urbanRate);
  const educationSurcharge = isEducationFree ? zeroFen : of(rates.value.education);
  const localEducationSurcharge = isEducationFree ? zeroFen : of(rates.value.localEducation);
  const total = add(urbanMaintenance, educationSurcharge, localEducationSurcharge);
  const output = { urbanMaintenance, educationSurcharge, localEducationSurcharge, total };
  return ok({
    ...output,
    reason: reason('vat.surcharges', {
      figures: [rates, halving, exemption, rounding],
      inputs: {
        vat: formatYuan(vat),
        location,
        isHalved: String(input.isHalved),
        sales: sales === null ? '' : formatYuan(sales.amount),
      },
      rounding: mode,
      output: yuanTexts(output),
    }),
  });
}
