import type { gigFundsContract as contract, Input } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { lockProgram } from '../program/program.store.ts';
import { readMovements } from './movements.store.ts';
import { isOver, spanOf } from './sheet.ts';
import { findSheets, keepSheet } from './sheet.store.ts';

/** The program's lock keeps two people from drawing up the same sheet side by side. */
export async function generateSettlementSheet(
  tx: Transaction,
  { programId, unit, day }: Input<typeof contract.generateSettlementSheet>,
) {
  const program = await lockProgram(tx, programId);
  if (program === null) return fail({ code: 'program.not_found' as const });
  const span = spanOf(unit, day);
  if (!isOver(span, tx.now)) return fail({ code: 'settlement.not_over' as const });
  const moved = await readMovements(tx, program, span);
  const id = await keepSheet(tx, { id: newId<'sts'>(), program, unit, span }, moved);
  if (id === null) return fail({ code: 'settlement.confirmed' as const });
  return ok((await findSheets(tx, { id }))[0]!);
}
