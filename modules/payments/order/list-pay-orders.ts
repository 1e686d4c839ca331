import type { Input, paymentsContract as contract } from '@heyi/contract';
import { formatId, type Fen, type Id, type Instant, isUuid, ok, parseId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import {
  batchSubjects,
  orderIdOf,
  orderSubjects,
  type OrderSubject,
  type PayOrderState,
  referenceOf,
} from './pay-order.ts';

type OrderRow = {
  id: Id<'pay'>;
  payBatchId: Id<'pbt'>;
  subjectKind: OrderSubject;
  subjectUuid: string;
  attempt: number;
  legalEntityId: Id<'ent'>;
  payerAccountId: Id<'pac'>;
  payeeName: string;
  payeeAccountMasked: string;
  payeeBankCode: string | null;
  amount: Fen;
  purpose: string;
  state: PayOrderState;
  code: string | null;
  text: string | null;
  bankReference: string | null;
  replacedById: Id<'pay'> | null;
  proposedOutcome: 'succeeded' | 'failed' | null;
  proposedReference: string | null;
  proposedNote: string;
  proposedByName: string;
  proposedAt: Instant;
  createdAt: Instant;
  sentAt: Instant | null;
  settledAt: Instant | null;
  dueAt: Instant | null;
};

type Filter = {
  ids: readonly Id<'pay'>[] | null;
  batchSubjectId: string | null;
  itemId: string | null;
  payBatchId: Id<'pbt'> | null;
  state: PayOrderState | null;
  search: string | null;
  withReplaced: boolean;
  after: string | null;
  limit: number;
};

const everything: Filter = {
  ids: null,
  batchSubjectId: null,
  itemId: null,
  payBatchId: null,
  state: null,
  search: null,
  withReplaced: true,
  after: null,
  limit: 500,
};

/** Newest first. */
export async function listPayOrders(tx: Transaction, input: Input<typeof contract.listPayOrders>) {
  const subject = input.subjectId;
  const batchSubjectId = subject === undefined ? null : parseId(batchSubjects.payrollRun, subject);
  const itemId = subject === undefined ? null : parseId(orderSubjects.payslip, subject);
  const isNobody = subject !== undefined && batchSubjectId === null && itemId === null;
  if (isNobody) return ok({ rows: [], next: null });
  const reference = input.search === undefined ? null : orderIdOf(input.search);
  const limit = input.limit ?? 100;
  const rows = await findOrders(tx, {
    ids: reference === null ? null : [reference],
    batchSubjectId,
    itemId,
    payBatchId: input.payBatchId ?? null,
    state: input.state ?? null,
    search: reference === null && input.search ? input.search : null,
    withReplaced: input.replaced === 'true' || reference !== null,
    after: input.after !== undefined && isUuid(input.after) ? input.after : null,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  return ok({ rows: shown.map(viewOf), next: rows.length > limit ? shown.at(-1)!.id : null });
}

/** One order as screens show it; null when the tenant has no such order. */
export async function viewOrder(tx: Transaction, id: Id<'pay'>) {
  const [row] = await findOrders(tx, { ...everything, ids: [id] });
  return row ? viewOf(row) : null;
}

/** Every attempt at one item, first to last. */
export async function listAttempts(tx: Transaction, itemId: string) {
  const rows = await findOrders(tx, { ...everything, itemId });
  return rows.map(viewOf).toSorted((a, b) => a.attempt - b.attempt);
}

function findOrders(tx: Transaction, filter: Filter): Promise<OrderRow[]> {
  return tx.sql<OrderRow>`
    select o.id, o.batch_id as "payBatchId", o.subject_kind as "subjectKind",
           o.subject_id as "subjectUuid", o.attempt, o.legal_entity_id as "legalEntityId",
           o.payer_account_id as "payerAccountId", o.payee_name as "payeeName",
           o.payee_account_masked as "payeeAccountMasked", o.payee_bank_code as "payeeBankCode",
           o.amount, o.purpose, o.state, o.code, o.text, o.bank_reference as "bankReference",
           o.replaced_by_id as "replacedById", o.proposed_outcome as "proposedOutcome",
           o.proposed_reference as "proposedReference", o.proposed_note as "proposedNote",
           o.proposed_by_name as "proposedByName", o.proposed_at as "proposedAt",
           o.created_at as "createdAt", o.sent_at as "sentAt",
           o.settled_at as "settledAt", o.due_at as "dueAt"
      from payments.pay_order o
     where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId}
       and (${filter.ids}::uuid[] is null or o.id = any(${filter.ids}::uuid[]))
       and (${filter.batchSubjectId}::uuid is null or o.batch_id in (
             select b.id from payments.pay_batch b
              where b.shard_key = ${tx.shardKey} and b.tenant_id = ${tx.tenantId}
                and b.subject_id = ${filter.batchSubjectId}))
       and (${filter.itemId}::uuid is null or o.subject_id = ${filter.itemId})
       and (${filter.payBatchId}::uuid is null or o.batch_id = ${filter.payBatchId})
       and (${filter.state}::text is null or o.state = ${filter.state})
       and (${filter.withReplaced} or o.replaced_by_id is null)
       and (${filter.search}::text is null or position(${filter.search} in o.payee_name) > 0
            or right(o.payee_account_masked, 4) = ${filter.search})
       and (${filter.after}::uuid is null or o.id < ${filter.after})
     order by o.id desc limit ${filter.limit}`;
}

function viewOf(row: OrderRow) {
  const { subjectUuid, proposedOutcome, proposedReference, ...others } = row;
  const { proposedNote, proposedByName, proposedAt, ...rest } = others;
  return {
    ...rest,
    reference: referenceOf(row.id),
    subjectId: formatId(orderSubjects[row.subjectKind], subjectUuid),
    proposal:
      proposedOutcome === null
        ? null
        : {
            outcome: proposedOutcome,
            bankReference: proposedReference,
            note: proposedNote,
            proposedBy: proposedByName,
            proposedAt,
          },
  };
}
