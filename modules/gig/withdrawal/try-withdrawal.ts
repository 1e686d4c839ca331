import type { gigWithdrawalContract as contract, Input } from '@heyi/contract';
import {
  epochDay,
  fail,
  fen,
  monthIndex,
  multiply,
  ok,
  periodFromIndex,
  periodOf,
} from '@heyi/kernel';
import { currentPolicy, reasonView } from '@heyi/statutory';
import { onShard, stripeKeysOf, stripeOf, type Transaction } from '@heyi/platform';
import { environmentOf, type Program } from '../program/program.ts';
import { findPrograms } from '../program/program.store.ts';
import { enterDay, unpackCumulation } from '../withholding/cumulation.ts';
import { cumulationTermsOf, taxTermsOf } from '../withholding/tax-book.ts';
import { loadVatReadings } from '../withholding/vat-terms.ts';
import { explainWithdrawalTax } from '../withholding/withdrawal-tax.ts';
import { dayLimitOf } from './decide-batch.ts';
import { accountIdsOf } from './withdraw-batch.ts';
import { readRequests, readWaiting } from './withdraw.store.ts';

/** What a withdrawal would be answered with now, by the rules that say why. Nothing is changed. */
export async function tryWithdrawal(tx: Transaction, input: Input<typeof contract.tryWithdrawal>) {
  const { externalWorkerId, amount } = input;
  const programs = await findPrograms(tx, { environment: environmentOf(tx) });
  const program = programs.find(({ state }) => state !== 'closed');
  const keys = await stripeKeysOf(tx);
  const incomeKind = input.incomeKind ?? program?.defaultIncomeKind ?? 'labourRemuneration';
  const shardKey = keys[stripeOf(externalWorkerId, Math.max(1, keys.length))];
  const asked = {
    externalIds: [externalWorkerId],
    incomeKinds: [incomeKind],
    businessHashes: [],
    keyHashes: [],
  };
  const rows = async (program: Program, stripe: Transaction) =>
    readRequests(stripe, program, asked, accountIdsOf(stripe, program).clientFunds);
  const [row] = program && shardKey !== undefined ? await rows(program, onShard(tx, shardKey)) : [];
  if (!program) return fail({ code: 'program.not_found' as const });
  if (!row) return fail({ code: 'worker.not_found' as const });
  if (row.workerState === 'suspended' && row.accountTrouble !== null) {
    return fail({ code: 'worker.account_unusable' as const });
  }
  if (row.workerState !== 'admitted' || row.payeeAccount === null) {
    return fail({ code: 'worker.not_admitted' as const });
  }
  if (program.state !== 'active') return fail({ code: 'program.not_active' as const });
  if (amount < program.withdrawalMin) {
    return fail({ code: 'withdrawal.amount_too_small' as const });
  }
  if (amount > program.withdrawalMax) {
    return fail({ code: 'withdrawal.amount_too_large' as const });
  }
  const { cumulation } = unpackCumulation(row.carried);
  const today = { month: monthIndex(periodOf(tx.today)), day: epochDay(tx.today) };
  const entering = cumulationTermsOf(program, incomeKind, today.month);
  enterDay(cumulation, today.month, today.day, entering);
  const period = periodFromIndex(cumulation.lastMonth);
  const reading = (await loadVatReadings(tx))(period);
  const terms = taxTermsOf(program, incomeKind, cumulation.lastMonth, reading);
  const taken = explainWithdrawalTax(currentPolicy, terms, period, cumulation, amount);
  if (!taken.ok) return fail({ code: 'withdrawal.tax_unknown' as const });
  if ((row.withdrawable ?? 0) < amount) {
    return fail({ code: 'withdrawal.balance_too_low' as const });
  }
  const waiting = await readWaiting(onShard(tx, shardKey!), program, [row]);
  const limit = dayLimitOf(program, cumulation, amount, waiting.get(row.balanceId!));
  if (limit !== null) return fail({ code: limit });
  const { tax, vat, surcharges, reasons } = taken.value;
  return ok({
    gross: amount,
    tax: fen(tax),
    vat: fen(vat),
    surcharges: fen(surcharges),
    net: fen(amount - tax - vat - surcharges),
    serviceFee: multiply(amount, program.feeRate, 'half_up_fen'),
    taxPeriod: period,
    reasons: reasons.map(reasonView),
  });
}
