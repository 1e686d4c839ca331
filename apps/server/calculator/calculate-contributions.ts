import type { Input, statutoryContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { calculateContributions as calculate, currentPolicy, reasonView } from '@heyi/statutory';

export async function calculateContributions(
  _: Transaction,
  input: Input<typeof contract.calculateContributions>,
) {
  const result = calculate(currentPolicy, input.period, {
    cityCode: input.cityCode,
    kinds: null,
    hukou: input.hukou ?? null,
    tier: input.tier ?? null,
    personType: input.personType ?? 'employee',
    injuryRate: input.injuryRate ?? null,
    housingFundRate: input.housingFundRate ?? null,
    supplementaryRate: input.supplementaryRate ?? null,
    declaredBase: input.declaredBase,
  });
  if (!result.ok) return fail(result.failure);
  const { lines, unknowns, employerTotal, employeeTotal } = result.value;
  return ok({
    lines: lines.map((line) => ({
      kind: line.kind,
      base: line.base,
      employerRate: line.employerRate,
      employeeRate: line.employeeRate,
      employer: line.employer,
      employee: line.employee,
      warnings: [...line.warnings],
      employerReason: reasonView(line.reasons.employer),
      employeeReason: reasonView(line.reasons.employee),
    })),
    unknowns: unknowns.map(({ kind, failure }) => ({ kind, code: failure.code })),
    employerTotal,
    employeeTotal,
  });
}
