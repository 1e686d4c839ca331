import type { gigProgramContract as contract, Input } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import {
  isStandInChannel,
  keepForSandbox,
  lockPayerAccount,
  type PayerAccount,
} from '@heyi/payments';
import { visibleEntities } from '@heyi/people';
import { ensureStripes, type Transaction } from '@heyi/platform';
import { type Environment, type Program, termsFailure } from './program.ts';
import { findPrograms, insertProgram, openOnStripes } from './program.store.ts';
import { viewProgram } from './list-programs.ts';

/** Enough that two lanes never wait for each other's rows, and few enough that batches fill. */
const stripesDefault = 8;

export async function createProgram(tx: Transaction, input: Input<typeof contract.createProgram>) {
  const { tenantId: _, stripes = stripesDefault, ...terms } = input;
  const code = termsFailure(terms, tx.today);
  if (code !== null) return fail({ code });
  const entities = await visibleEntities(tx);
  if (!entities.has(input.legalEntityId)) return fail({ code: 'legal_entity.not_found' as const });
  const payer = await lockPayerAccount(tx, input.payerAccountId);
  if (payer === null) return fail({ code: 'payer_account.not_found' as const });
  if (payer.state === 'closed') return fail({ code: 'payer_account.closed' as const });
  if (!(await mayPayFor(tx, input.environment, payer))) {
    return fail({ code: 'program.account_not_sandbox' as const });
  }
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
    pastMethods: [],
  };
  await ensureStripes(tx, stripes);
  if (!(await insertProgram(tx, program))) {
    return fail({ code: 'program.entity_taken' as const });
  }
  if (program.environment === 'sandbox') await keepForSandbox(tx, payer);
  await openOnStripes(tx, program);
  return ok(viewProgram(program));
}

/**
 * A sandbox program moves no real money and no money of a live one: its account is at a stand-in bank,
 * and is the sandbox's alone. A live program chooses its channel freely.
 */
async function mayPayFor(
  tx: Transaction,
  environment: Environment,
  payer: PayerAccount,
): Promise<boolean> {
  if (environment === 'live') return !payer.isSandbox;
  const live = await findPrograms(tx, { environment: 'live' });
  const isLives = live.some(({ payerAccountId }) => payerAccountId === payer.id);
  return !isLives && isStandInChannel(tx.host, payer.channel);
}
