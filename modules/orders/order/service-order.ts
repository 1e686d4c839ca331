import { type Input, ordersContract as contract, type Output } from '@heyi/contract';
import { fail, ok, type PayPeriod, type Result } from '@heyi/kernel';
import type { Supplier } from '../supplier/supplier.ts';

export type ServiceOrderView = Output<typeof contract.createServiceOrder>;
export type ServiceItem = ServiceOrderView['items'][number];
export type Terms = Omit<Input<typeof contract.createServiceOrder>, 'tenantId'>;

type TermsFailure = {
  readonly code:
    | 'service_order.mode_reserved'
    | 'service_order.months_reversed'
    | 'service_order.advance_days_wrong'
    | 'service_order.item_twice'
    | 'service_order.item_not_allowed';
};

/** What the terms say by themselves. 自有员工 is the provider's own mode. */
export function checkTerms(terms: Terms, isHouse: boolean): Result<undefined, TermsFailure> {
  const { cooperationMode: mode, fromPeriod, toPeriod, collection, advanceDays } = terms;
  if ((mode === 'own') !== isHouse) return fail({ code: 'service_order.mode_reserved' });
  if (toPeriod && toPeriod < fromPeriod) return fail({ code: 'service_order.months_reversed' });
  const hasDays = typeof advanceDays === 'number';
  if (hasDays !== (collection === 'advance')) {
    return fail({ code: 'service_order.advance_days_wrong' });
  }
  const items = terms.items.map(({ item }) => item);
  if (new Set(items).size < items.length) return fail({ code: 'service_order.item_twice' });
  const allowed = contract.itemsOfMode[mode];
  if (items.some((item) => !allowed.includes(item))) {
    return fail({ code: 'service_order.item_not_allowed' });
  }
  return ok();
}

type SupplierFailure = {
  readonly code:
    | 'supplier.not_found'
    | 'supplier.ended'
    | 'service_order.supplier_not_in_city'
    | 'service_order.supplier_missing';
};

/** A supplier has to work in the city; without one nothing may go by its channel. */
export function checkSupplierOf(
  terms: Terms,
  supplier: Supplier | null,
): Result<undefined, SupplierFailure> {
  if (terms.supplierId) {
    if (supplier === null) return fail({ code: 'supplier.not_found' });
    if (supplier.endedAt !== null) return fail({ code: 'supplier.ended' });
    if (!supplier.cityCodes.includes(terms.cityCode)) {
      return fail({ code: 'service_order.supplier_not_in_city' });
    }
  } else if (terms.items.some(({ channel }) => channel === 'supplier')) {
    return fail({ code: 'service_order.supplier_missing' });
  }
  return ok();
}

export type Span = { readonly fromPeriod: PayPeriod; readonly toPeriod: PayPeriod | null };

/** Whether two spans of months share one. */
export function overlaps(a: Span, b: Span): boolean {
  const ends = (span: Span) => span.toPeriod ?? '9999-12';
  return a.fromPeriod <= ends(b) && b.fromPeriod <= ends(a);
}
