import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, lastDayOf, ok, yearOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { editRun } from '../run/edit-run.ts';
import { ensureTaxpayers } from '../taxpayer/ensure-taxpayers.ts';
import { cumulatedDocuments, saveOpeningBalances } from '../taxpayer/opening-balance.store.ts';
import { basicDeductionMonths } from './basic-deduction-months.ts';
import { withholdingMembers } from './withholding-member.store.ts';

/** 期初累计 of one person, for a client that begins in mid-year. */
export async function putOpeningBalance(
  tx: Transaction,
  input: Input<typeof contract.putOpeningBalance>,
) {
  const { employmentId } = input;
  const run = await editRun(tx, input.runId, { cause: 'openingBalances' });
  if (!run.ok) return run;
  const { taxPeriod, wageMonth } = run.value;
  const member = (await withholdingMembers(tx, run.value, [employmentId])).get(employmentId);
  if (!member) return fail({ code: 'employment.not_found' as const });
  const { documentHash, entity } = member;
  await ensureTaxpayers(tx, [employmentId], lastDayOf(wageMonth));
  const cumulated = await cumulatedDocuments(tx, entity, yearOf(taxPeriod), [documentHash]);
  if (cumulated.size > 0) return fail({ code: 'opening_balance.already_cumulated' as const });
  const months = basicDeductionMonths(input.basicDeduction, taxPeriod);
  if (months === null) return fail({ code: 'opening_balance.months_uneven' as const });
  await saveOpeningBalances(tx, entity, taxPeriod, [
    {
      documentHash,
      income: input.income,
      exempt: input.exempt,
      basicDeduction: input.basicDeduction,
      special: input.specialDeduction,
      additional: input.additionalDeduction,
      other: input.otherDeduction,
      relief: input.relief,
      withheld: input.withheld,
      months,
    },
  ]);
  return ok({});
}
