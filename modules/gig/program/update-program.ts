import type { gigProgramContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { viewProgram } from './list-programs.ts';
import { isSameMethod, pastMethodsAfter, type Program, termsFailure } from './program.ts';
import { lastMonthWithheld, lockProgram, updateTerms } from './program.store.ts';

export async function updateProgram(tx: Transaction, input: Input<typeof contract.updateProgram>) {
  const { tenantId: _, programId, ...terms } = input;
  const code = termsFailure(terms, tx.today);
  if (code !== null) return fail({ code });
  const found = await lockProgram(tx, programId);
  if (found === null) return fail({ code: 'program.not_found' as const });
  // All withdrawals are looked through while none is made: only a change of method is worth it.
  const pastMethods = isSameMethod(found, terms)
    ? found.pastMethods
    : pastMethodsAfter(found, await lastMonthWithheld(tx, programId));
  const program: Program = { ...found, ...terms, pastMethods, version: found.version + 1 };
  await updateTerms(tx, program);
  return ok(viewProgram(program));
}
