import { type Id } from '@heyi/kernel';
import {
  importKind,
  type ImportRow,
  type RowOutcome,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
import { applyFindings, type OrderFinding } from '../order/apply-findings.ts';
import { referenceOf } from '../order/pay-order.ts';
import { dispatchPolicyOf } from '../policy/ask-policy.store.ts';
import {
  bankResultColumns,
  type BankResultRow,
  codeOfReason,
  judgeResult,
  type ResultCandidate,
  type ResultProblem,
  resultWording,
} from './bank-result.ts';

type Row = ImportRow<BankResultRow>;
type Candidate = ResultCandidate & { id: Id<'pay'> };
type Match = { order: Candidate } | { problem: ResultProblem };

/** The result file of a bank without a link, for one pay batch. */
export const bankResultImport = importKind<BankResultRow>({
  kind: 'bankResult',
  permission: 'payment:release',
  title: { zh: '银行付款结果', en: 'Bank result file' },
  subjectPrefix: 'pbt',
  async refusal(tx, subjectId) {
    const found = await tx.sql`
      select 1 from payments.pay_batch
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${subjectId}`;
    return found.length === 0 ? { code: 'import.subject_not_found' } : null;
  },
  columns: () => Promise.resolve(bankResultColumns),
  async judge(tx, subjectId, rows) {
    const match = await openMatcher(tx, subjectId);
    const seen = new Set<string>();
    return rows.map((row) => judgeRow(row, match(row.values), seen));
  },
  async commit(tx, subjectId, rows) {
    const match = await openMatcher(tx, subjectId);
    const findings = rows.flatMap((row): OrderFinding[] => {
      const found = match(row.values);
      return 'order' in found ? [findingOf(tx, found.order, row.values)] : [];
    });
    await applyFindings(tx, findings, dispatchPolicyOf(tx.host));
  },
});

function judgeRow(row: Row, found: Match, seen: Set<string>): RowOutcome {
  if ('problem' in found) return invalid(found.problem, 'reference');
  const { order } = found;
  if (seen.has(order.reference)) return { outcome: 'duplicate' };
  seen.add(order.reference);
  if (order.state === row.values.state) return { outcome: 'unchanged' };
  const problem = judgeResult(row.values, order);
  return problem === null ? { outcome: 'updated' } : invalid(problem, columnOf(problem));
}

function columnOf(problem: ResultProblem): string {
  if (problem === 'bank_result.account_differs') return 'payeeAccount';
  if (problem === 'bank_result.name_differs') return 'payeeName';
  return problem === 'bank_result.amount_differs' ? 'amount' : 'state';
}

function invalid(code: ResultProblem, key: string): RowOutcome {
  const problem = { code, wording: resultWording[code] };
  return { outcome: 'invalid', problems: [{ key, problem }] };
}

/** Finds the order of a row by our reference, or by account, name and amount where it has none. */
async function openMatcher(
  tx: Transaction,
  batchId: string | null,
): Promise<(row: BankResultRow) => Match> {
  const rows = await tx.sql<Omit<Candidate, 'reference' | 'payeeAccount'> & { sealed: Buffer }>`
    select id, payee_account as sealed, payee_name as "payeeName", amount, state
      from payments.pay_order
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and batch_id = ${batchId}
       and replaced_by_id is null
     order by id`;
  const cipher = await tenantCipher(tx);
  const orders: Candidate[] = rows.map(({ sealed, ...row }) => ({
    ...row,
    reference: referenceOf(row.id),
    payeeAccount: cipher.open(sealed),
  }));
  const byReference = new Map(orders.map((order) => [order.reference, order]));
  const byPayee = Map.groupBy(orders, (order) => payeeKey(order));
  return (row) => {
    const named = row.reference === null ? undefined : byReference.get(row.reference);
    if (named) return { order: named };
    if (row.reference !== null) return { problem: 'bank_result.order_unknown' };
    const alike = byPayee.get(payeeKey(row)) ?? [];
    if (alike.length > 1) return { problem: 'bank_result.ambiguous' };
    return alike[0] ? { order: alike[0] } : { problem: 'bank_result.order_unknown' };
  };
}

function payeeKey(row: { payeeAccount: string; payeeName: string; amount: number }): string {
  return `${row.payeeAccount}|${row.payeeName}|${row.amount}`;
}

/** A file has no instants of its own: what it says is news of the moment it is read in. */
function findingOf(tx: Transaction, order: Candidate, row: BankResultRow): OrderFinding {
  const state = row.state as 'succeeded' | 'failed' | 'returned';
  const report = {
    reference: order.reference,
    state,
    bankReference: row.bankReference,
    code: state === 'succeeded' ? null : codeOfReason(row.reason),
    text: row.reason,
    occurredAt: tx.now,
  };
  const finding = { kind: 'reported', report, isAnswer: false } as const;
  return { orderId: order.id, source: 'file', finding };
}
