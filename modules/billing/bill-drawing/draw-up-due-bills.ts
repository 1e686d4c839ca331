import { clientBillContract as contract } from '@heyi/contract';
import { periodOf, shanghaiDate } from '@heyi/kernel';
import {
  type Host,
  inTransaction,
  publish,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { currentPolicy } from '@heyi/statutory';
import { readTerms } from '../client-bill/client-bill.store.ts';
import { drawUpClientBill } from '../client-bill/draw-up-client-bill.ts';
import { type Drawing, drawingDay, drawingsDue } from './bill-drawing.ts';
import {
  closeDay,
  dropFailures,
  hasAgreedItems,
  hasBillOf,
  putDrawing,
} from './bill-drawing.store.ts';

/**
 * Draws up the bills whose day has come, a client a transaction, once a day a tenant: called again it
 * does nothing. What could not be drawn up is kept with its reason and tried again the next day; a
 * fault of one client holds nobody else up, and is tried again at once. Answers how many were drawn up.
 */
export async function drawUpDueBills(host: Host): Promise<number> {
  const day = shanghaiDate(host.clock.now());
  const waiting = await host.pool.query<{ tenant_id: TenantId }>(
    'select tenant_id from billing.tenants_to_draw($1)',
    [day],
  );
  let drawn = 0;
  const faults: unknown[] = [];
  for (const { tenant_id: tenantId } of waiting.rows) {
    try {
      drawn += await inTransaction(host, scopeOf(host, tenantId), drawTenant);
    } catch (error) {
      faults.push(error);
      await inTransaction(host, scopeOf(host, tenantId), keepFault);
    }
  }
  if (faults.length > 0) throw faults[0];
  return drawn;
}

function scopeOf(host: Host, tenantId: TenantId) {
  const tenantIds = [...new Set([tenantId, host.houseId])];
  return { tenantIds, actor: systemActor('自动出账'), requestId: 'bill-drawing' };
}

async function drawTenant(tx: Transaction): Promise<number> {
  await dropFailures(tx);
  let drawn = 0;
  // A month or two: in order, as a later bill has the differences of the earlier one.
  for (const drawing of await dueOf(tx)) drawn += (await draw(tx, drawing)) ? 1 : 0;
  await closeDay(tx);
  return drawn;
}

/** By the client's terms; without any for what was agreed, the default day says that they are missing. */
async function dueOf(tx: Transaction): Promise<Drawing[]> {
  // Its own people cost the provider, and nobody is billed for them.
  if (tx.tenantId === tx.houseId) return [];
  const terms = await readTerms(tx);
  const period = periodOf(tx.today);
  if (terms.some(({ fromPeriod }) => fromPeriod <= period)) {
    return drawingsDue(currentPolicy, terms, tx.today);
  }
  const rule = { collection: 'prepaid' as const, drawUpDay: contract.defaultDrawUpDay };
  const on = drawingDay(currentPolicy, period, rule)!;
  return on <= tx.today && (await hasAgreedItems(tx, period)) ? [{ period, on }] : [];
}

async function draw(tx: Transaction, drawing: Drawing): Promise<boolean> {
  const { period } = drawing;
  if (await hasBillOf(tx, period)) return false;
  const answer = await drawUpClientBill(tx, { tenantId: tx.tenantId, period });
  if (!answer.ok) {
    const { code } = answer.failure;
    if (code === 'client_bill.exists') return false;
    const failure = code === 'client_bill.terms_missing' ? 'terms_missing' : 'later_exists';
    await putDrawing(tx, drawing, { failure });
    await publish(tx, { type: 'client_bill.not_drawn_up', payload: { period, failure } });
    return false;
  }
  const { id: clientBillId } = answer.value;
  await putDrawing(tx, drawing, { billId: clientBillId });
  await publish(tx, { type: 'client_bill.drawn_up', payload: { clientBillId, period } });
  return true;
}

/** The day stays open for the tenant: it is tried again a quarter of an hour later. */
async function keepFault(tx: Transaction): Promise<void> {
  for (const drawing of await dueOf(tx)) {
    if (!(await hasBillOf(tx, drawing.period))) await putDrawing(tx, drawing, { failure: 'fault' });
  }
}
