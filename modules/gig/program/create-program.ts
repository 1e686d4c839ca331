import type { gigProgramContract as contract, Input } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import { findPayerAccount } from '@heyi/payments';
import { visibleEntities } from '@heyi/people';
import { ensureStripes, type Transaction } from '@heyi/platform';
import { type Program, termsFailure } from './program.ts';
import { insertProgram, openOnStripes } from './program.store.ts';
import { viewProgram } from './list-programs.ts';

/** Enough that two lanes never wait for each other's rows, and few enough that batches fill. */
const stripesDefault = 8;

export async function createProgram(tx: Transaction, input: Input<typeof contract.createProgram>) {
  const { tenantId: _, stripes = stripesDefault, ...terms } = input;
  const code = termsFailure(terms);
  if (code !== null) return fail({ code });
  const entities = await visibleEntities(tx);
  if (!entities.has(input.legalEntityId)) return fail({ code: 'legal_entity.not_found' as const });
  const payer = await findPayerAccount(tx, input.payerAccountId);
  if (payer === null) return fail({ code: 'payer_account.not_found' as const });
  if (payer.state === 'closed') return fail({ code: 'payer_account.closed' as const });
  const program: Program = {
    ...terms,
    id: newId<'prg'>(),
    payerTenantId: payer.tenantId,
    channel: payer.channel,
    state: 'active',
    fundsState: 'enough',
    fundsStateAt: null,
    version: 1,
    createdAt: tx.now,
  };
  await ensureStripes(tx, stripes);
  if (!(await insertProgram(tx, program))) {
    return fail({ code: 'program.entity_taken' as const });
  }
  await openOnStripes(tx, program);
  return ok(viewProgram(program));
}
