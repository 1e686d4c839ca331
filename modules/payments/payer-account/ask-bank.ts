import { addDays, assert, type Fen, type Id } from '@heyi/kernel';
import { type JobContext, shardKeyOf, tenantCipher, type Transaction } from '@heyi/platform';
import type { StatementLine } from '../channel/bank-channel.ts';
import { bankChannelOf } from '../channel/bank-links.ts';
import { findPayerAccount, loadSealedNumber } from './payer-account.store.ts';

export type AskedBank = {
  readonly holderName: string;
  readonly accountMasked: string;
  /** Null when the account has no link, or the bank gave no answer. */
  readonly balance: Fen | null;
  /** What has arrived in the last days by the bank's statement; null as above. */
  readonly arrivals: readonly StatementLine[] | null;
};

/** A statement of so many days holds whatever is not read yet. */
const daysBack = 7;

/** What the bank says now of an account that the job sees: its client's, or the provider's. */
export async function askBank(context: JobContext, payerAccountId: Id<'pac'>): Promise<AskedBank> {
  const linked = await context.transaction((tx) => open(tx, payerAccountId));
  const { holderName, accountMasked, channel, number, today } = linked;
  const silent = { holderName, accountMasked, balance: null, arrivals: null };
  if (channel === null) return silent;
  const arrivals: StatementLine[] = [];
  for (let back = daysBack; back >= 0; back -= 1) {
    const lines = await channel.statement(number, addDays(today, -back)).catch(() => null);
    if (lines === null) return silent;
    arrivals.push(
      ...lines.filter(({ kind, direction }) => kind === 'receipt' && direction === 'credit'),
    );
  }
  const outcome = await channel.balance(number);
  if (outcome.kind !== 'reported') return silent;
  return { holderName, accountMasked, balance: outcome.balance.available, arrivals };
}

async function open(tx: Transaction, payerAccountId: Id<'pac'>) {
  const account = await findPayerAccount(tx, payerAccountId);
  assert(account, `payer account ${payerAccountId} can be seen`);
  const { tenantId, holderName, accountMasked } = account;
  const shardKey = shardKeyOf(tenantId);
  const sealed = await loadSealedNumber(tx, { id: payerAccountId, tenantId, shardKey });
  const holder = { ...tx, tenantId, shardKey, tenantShardKey: shardKey };
  const number = (await tenantCipher(holder)).open(sealed);
  const channel = bankChannelOf(tx.host, account.channel);
  return { holderName, accountMasked, channel, number, today: tx.today };
}
