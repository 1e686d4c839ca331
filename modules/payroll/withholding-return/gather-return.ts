import { clientOf } from '@heyi/clients';
import { add, assert, type Fen, type PayPeriod, subtract, sum, zeroFen } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import { batchesOf } from '../taxpayer-registration/collect-taxpayers.ts';
import { enterTenants, type EntityId } from '../taxpayer-registration/withholding-entity.ts';
import type { IncomeKind } from '../taxpayer/income-kind.ts';
import {
  loadClientTax,
  loadPeriodHash,
  loadPeriodSteps,
  loadPaidSlips,
  loadDeductions,
  type PaidSlip,
  type PeriodSteps,
  replaceLines,
  saveTotals,
  type ReturnClient,
} from './return-line.store.ts';
import {
  type AdditionalDeductions,
  incomeItems,
  noAdditional,
  noContributions,
  type OwnContributions,
  placeContributions,
  type ReturnLine,
  standingAlone,
  type TaxpayerId,
} from './return-line.ts';
import type { ReturnId } from './withholding-return.ts';

type Period = { readonly entityId: EntityId; readonly taxPeriod: PayPeriod };

/**
 * Generates the lines of a return from what stands locked: everybody whom the entity paid in the
 * period, for whatever client, zero tax too (全员全额). False when nobody was paid.
 */
export async function gatherReturn(
  tx: Transaction,
  id: ReturnId,
  period: Period,
): Promise<boolean> {
  const sourceHash = await loadPeriodHash(tx, period);
  if (sourceHash === null) return false;
  const steps = await loadPeriodSteps(tx, period);
  const clientIds = [...new Set(steps.flatMap((step) => step.clientIds))].toSorted();
  const slips = new Map<string, PaidSlip[]>();
  const names = new Map<TenantId, string>();
  for (const entered of await enterTenants(tx, clientIds)) {
    names.set(entered.tenantId, (await clientOf(entered))?.name ?? '');
    for (const slip of await loadPaidSlips(entered, period)) {
      const key = `${slip.taxpayerId} ${slip.incomeKind}`;
      slips.set(key, [...(slips.get(key) ?? []), slip]);
    }
  }
  const deductions = await loadDeductions(tx, period);
  const lines = steps.flatMap((step) => {
    const paid = slips.get(`${step.taxpayerId} ${step.incomeKind}`);
    assert(paid, 'a locked step has its payslip');
    return linesOf(step, paid, deductions.get(step.taxpayerId) ?? noAdditional);
  });
  const clients = clientsOf(lines, names, await loadClientTax(tx, period));
  await replaceLines(tx, id, batchesOf(lines), clients);
  await saveTotals(tx, id, { sourceHash, ...totalsOf(lines) });
  return true;
}

function totalsOf(lines: readonly ReturnLine[]) {
  const taxOf = new Map<TaxpayerId, Fen>();
  for (const { taxpayerId, tax } of lines) {
    taxOf.set(taxpayerId, add(taxOf.get(taxpayerId) ?? zeroFen, tax));
  }
  return {
    people: taxOf.size,
    zeroTaxPeople: [...taxOf.values()].filter((tax) => tax === 0).length,
    income: sum(lines.map(({ income }) => income)),
    exempt: sum(lines.map(({ exempt }) => exempt)),
    tax: sum(lines.map(({ tax }) => tax)),
  };
}

/** Somebody whom two clients paid counts with both, with the tax that each of them withheld. */
function clientsOf(
  lines: readonly ReturnLine[],
  names: ReadonlyMap<TenantId, string>,
  taxes: ReadonlyMap<TenantId, Fen>,
): ReturnClient[] {
  return [...names].map(([clientId, clientName]) => {
    const own = lines.filter((line) => line.clientIds.includes(clientId));
    return {
      clientId,
      clientName,
      people: new Set(own.map(({ taxpayerId }) => taxpayerId)).size,
      tax: taxes.get(clientId) ?? zeroFen,
    };
  });
}

function linesOf(
  step: PeriodSteps,
  slips: readonly PaidSlip[],
  additional: AdditionalDeductions,
): ReturnLine[] {
  const last = slips.reduce((a, b) => (a.cumulationVersion > b.cumulationVersion ? a : b));
  const who = {
    taxpayerId: step.taxpayerId,
    employeeNo: last.employeeNo,
    clientIds: step.clientIds,
  };
  const line: ReturnLine = {
    ...who,
    ...placeOf(step.incomeKind),
    income: step.income,
    exempt: step.exempt,
    ...(step.incomeKind === 'wages' ? contributionsOf(slips) : noContributions),
    ...(step.incomeKind === 'wages' ? additional : noAdditional),
    other: step.other,
    relief: step.relief,
    tax: step.tax,
    cumulativeIncome: step.headIncome,
    cumulativeExempt: step.headExempt,
    cumulativeBasic: step.headBasic,
    cumulativeSpecial: step.headSpecial,
    cumulativeAdditional: step.headAdditional,
    cumulativeOther: step.headOther,
    cumulativeRelief: step.headRelief,
    cumulativeTaxable: last.cumulativeTaxable,
    cumulativeTax: last.cumulativeTax,
    withheldBefore: subtract(step.headWithheld, step.tax),
  };
  if (step.bonusIncome === 0) return [line];
  const isResident = step.incomeKind !== 'nonResidentWages';
  const bonus: ReturnLine = {
    ...who,
    sheet: isResident ? 'annualBonus' : 'nonResidentWages',
    incomeItem: isResident ? incomeItems.annualBonus : incomeItems.nonResidentBonus,
    income: step.bonusIncome,
    exempt: zeroFen,
    ...noContributions,
    ...noAdditional,
    other: zeroFen,
    relief: zeroFen,
    tax: step.bonusTax,
    ...standingAlone(step.bonusIncome, zeroFen, step.bonusTax),
  };
  return [line, bonus];
}

function placeOf(kind: IncomeKind): Pick<ReturnLine, 'sheet' | 'incomeItem'> {
  const sheet = kind === 'studentIntern' ? 'labourRemuneration' : kind;
  return { sheet, incomeItem: incomeItems[kind] };
}

function contributionsOf(slips: readonly PaidSlip[]): OwnContributions {
  const total = (of: (slip: PaidSlip) => Fen) => sum(slips.map(of));
  return placeContributions({
    pension: total((slip) => slip.ownPension),
    medical: total((slip) => slip.ownMedical),
    unemployment: total((slip) => slip.ownUnemployment),
    housingFund: total((slip) => slip.ownHousingFund),
    adjustment: total((slip) => slip.ownAdjustment),
    special: total((slip) => slip.special),
  });
}
