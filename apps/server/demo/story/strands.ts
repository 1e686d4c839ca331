import { assert } from '@heyi/kernel';
import { clients, payerOf } from '../cast/companies.ts';
import type { DemoPayerAccount, TenantKey } from '../cast/company.ts';
import { type Stage } from './stage.ts';

/**
 * The story in strands that share no withholding entity and no paying account: they are played side
 * by side, each with a clock and a bank of its own.
 */
export type Strand = {
  readonly tenants: readonly TenantKey[];
  readonly stage: Stage;
  /** The code of its bank link while the past is played. */
  readonly channel: string;
};

const together: readonly (readonly TenantKey[])[] = [
  ['retail'],
  ['factory', 'estate'],
  ['internet', 'house'],
  ['calls', 'live'],
];

/** The first strand has the stage of the whole. */
export function strandsOf(stage: Stage): readonly Strand[] {
  return together.map((tenants, index) => ({
    tenants,
    stage: index === 0 ? stage : stage.beside(),
    channel: `past${index + 1}`,
  }));
}

/** The strand whose people are paid from the account. */
export function strandOf(strands: readonly Strand[], account: DemoPayerAccount): Strand {
  const pays = (tenant: TenantKey) => payEntityKeys(tenant).some((key) => payerOf(key) === account);
  const strand = strands.find(({ tenants }) => tenants.some(pays));
  assert(strand, `nobody is paid from ${account.accountNumber}`);
  return strand;
}

function payEntityKeys(tenant: TenantKey): readonly string[] {
  if (tenant === 'house') return ['heyi'];
  return clients.find(({ key }) => key === tenant)!.payEntityKeys;
}

/** The platform's withdrawals are a strand beside the payroll of the same client. */
export function gigStrandOf(stage: Stage): Strand {
  return { tenants: [], stage: stage.beside(), channel: 'past-gig' };
}
