import type { gigProgramContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Program } from './program.ts';
import { findPrograms } from './program.store.ts';

export async function listPrograms(tx: Transaction, _input: Input<typeof contract.listPrograms>) {
  return ok({ rows: (await findPrograms(tx)).map(viewProgram) });
}

export function viewProgram(program: Program) {
  const { payerTenantId: _, channel: __, version: ___, fundsState: ____, ...rest } = program;
  const { fundsStateAt: _____, pastMethods: ______, ...view } = rest;
  return view;
}
