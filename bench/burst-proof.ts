import { proveWithdrawals } from '@heyi/gig';
import { formatYuan } from '@heyi/kernel';
import { accountBook } from '@heyi/ledger';
import type { BurstStage } from './burst-stage.ts';

/**
 * Everything that was accepted is there once and paid once, and the books are the bank's book. Throws
 * when a line does not hold: a quick burst that is wrong has no speed.
 */
export async function proveBurst(stage: BurstStage, accepted: number): Promise<string[]> {
  const lines = [
    ...(await provePaid(stage, accepted)),
    ...(await proveBooks(stage)),
    await proveBank(stage),
  ];
  const broken = lines.filter(({ holds }) => !holds);
  if (broken.length > 0) throw new Error(broken.map(({ text }) => text).join('\n'));
  return lines.map(({ text }) => `✓ ${text}`);
}

type Line = { readonly text: string; readonly holds: boolean };

async function provePaid(stage: BurstStage, accepted: number): Promise<Line[]> {
  const { admin, told } = stage;
  const { rows: states } = await admin.query<{ state: string; count: number; sends: number }>(
    `select state, count(*)::int as count, sum(sends)::int as sends
       from payments.pay_order group by state`,
  );
  const succeeded = states.find(({ state }) => state === 'succeeded');
  const { rows } = await admin.query<{ rows: number; businesses: number }>(
    `select count(*)::int as rows, count(distinct business_id)::int as businesses
       from gig.withdrawal`,
  );
  const [{ rows: withdrawals, businesses }] = rows as [(typeof rows)[number]];
  const counted = (number: number) => number.toLocaleString('en');
  return [
    {
      text: `${counted(accepted)} accepted, ${counted(withdrawals)} withdrawals of ${counted(businesses)} business ids`,
      holds: withdrawals === accepted && businesses === accepted,
    },
    {
      text: `${counted(succeeded?.count ?? 0)} orders paid, sent ${counted(succeeded?.sends ?? 0)} times; none in another state`,
      holds: states.length === 1 && succeeded?.count === accepted && succeeded.sends === accepted,
    },
    {
      text: `${counted(told.paid)} withdrawals told by webhook, ${told.others} others`,
      holds: told.paid === accepted,
    },
  ];
}

/** The product's own proof: it computes everything again. */
async function proveBooks({ cast }: BurstStage): Promise<Line[]> {
  const { tenantId, world } = cast;
  const startedAt = performance.now();
  const proof = await world.as(tenantId, (tx) => proveWithdrawals(tx, { tenantId }));
  if (!proof.ok) throw new Error('a proof has no failures');
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const { value } = proof;
  const differing = value.taxDifferences.length + value.foldDifferences.length;
  return [
    {
      text: `tax withheld ${formatYuan(value.taxWithheld)} = recomputed ${formatYuan(value.taxRecomputed)}, ${differing} differ`,
      holds: value.taxWithheld === value.taxRecomputed && differing === 0,
    },
    {
      text:
        `Σ entries ${formatYuan(value.entriesSum)}, ${value.ledgerDifferences} totals differ, ` +
        `${value.negativeBalances} below zero, ${value.outcomeDifferences.length} outcomes differ`,
      holds:
        value.entriesSum === 0 &&
        value.ledgerDifferences + value.negativeBalances === 0 &&
        value.outcomeDifferences.length === 0,
    },
    { text: `in flight ${formatYuan(value.inFlight)} (proof: ${seconds} s)`, holds: value.holds },
  ];
}

async function proveBank({ cast, bank, channel }: BurstStage): Promise<Line> {
  const { payer, tenantId, world } = cast;
  const { booked } = await world.as(tenantId, (tx) => accountBook(tx, payer.payerAccountId));
  const asked = await channel.balance(payer.accountNumber);
  if (asked.kind !== 'reported') throw new Error('the bank does not know the account');
  const { available } = asked.balance;
  const check = await bank.admin.checkBook();
  return {
    text:
      `our books ${formatYuan(booked)} = the bank's ${formatYuan(available)}; ` +
      `its own ${check.entries.toLocaleString('en')} entries sum to ${check.sum}`,
    holds:
      booked === available &&
      check.sum === 0 &&
      check.unbalanced_journals + check.accounts_off === 0 &&
      available < payer.funds,
  };
}
