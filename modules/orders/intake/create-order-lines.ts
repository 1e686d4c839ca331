import { bindEvidenceToAll } from '@heyi/evidence';
import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { LineId } from '../line/line.ts';
import { insertLines } from '../line/line.store.ts';
import { factsOf } from '../line/line-title.ts';
import { readLines } from '../line/read-lines.ts';
import { coversOf, lineOf, lockIntake, openRequests, peopleOf } from './request-lines.ts';

/** By form, or by a specialist out of a scan or mail whose original is kept and bound to each line. */
export async function createOrderLines(
  tx: Transaction,
  input: Input<typeof contract.createOrderLines>,
) {
  const { service, period, source, originalId, note = null } = input;
  if (source !== 'form' && originalId === undefined) {
    return fail({ code: 'order_line.original_missing' as const });
  }
  const employmentIds = [...new Set(input.employmentIds)];
  await lockIntake(tx);
  const people = await peopleOf(tx, employmentIds);
  if (people.size < employmentIds.length) return fail({ code: 'employment.not_found' as const });
  const covers = await coversOf(tx);
  const request = { service, period, source, note };
  const lines = employmentIds.map((id) => lineOf(covers, people.get(id)!, request));
  if (lines.some((line) => line === null)) return fail({ code: 'service_order.none' as const });
  const open = await openRequests(tx);
  if (employmentIds.some((id) => open.has(`${id} ${service} ${period}`))) {
    return fail({ code: 'order_line.open_already' as const });
  }
  const ids = await insertLines(
    tx,
    lines.map((line) => line!),
  );
  const bound = originalId === undefined ? ok() : await bindOriginal(tx, ids, originalId);
  if (!bound.ok) return bound;
  const page = { day: null, id: null, limit: ids.length };
  return ok({ rows: await readLines(tx, { tenantId: tx.tenantId, ids }, page) });
}

async function bindOriginal(
  tx: Transaction,
  ids: readonly LineId[],
  documentId: NonNullable<Input<typeof contract.createOrderLines>['originalId']>,
) {
  const page = { day: null, id: null, limit: ids.length };
  const lines = await readLines(tx, { tenantId: tx.tenantId, ids }, page);
  const subjects = lines.map((line) => ({ subjectId: line.id, ...factsOf(line) }));
  const bound = await bindEvidenceToAll(tx, { documentId, subjectKind: 'orderLine', subjects });
  return bound.ok ? ok() : fail({ code: 'evidence.not_found' as const });
}
