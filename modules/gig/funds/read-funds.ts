import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { programOfApp } from '../program/program.store.ts';
import { readProgramFunds } from './read-program-funds.ts';

export async function readFunds(tx: Transaction, _input: Input<typeof contract.readFunds>) {
  const program = await programOfApp(tx);
  if (program === null) return fail({ code: 'program.not_found' as const });
  return ok((await readProgramFunds(tx, program)).view);
}
