import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { editOpenRuns, openRunIds } from '../run/edit-run.ts';
import { loadPayItems, type PayItem, savePayItem } from './pay-scheme.store.ts';
import { classAndTaxAgree, isSingleSource } from './standard-items.ts';

/** Makes an item or changes it. What a standard item means is fixed; its names and place are not. */
export async function putPayItem(tx: Transaction, input: Input<typeof contract.putPayItem>) {
  const { tenantId: _, ...wanted } = input;
  const runIds = await openRunIds(tx, null);
  await editOpenRuns(tx, { cause: 'payItem', note: input.nameZh }, runIds);
  const items = await loadPayItems(tx);
  const known = items.find(({ code }) => code === input.code);
  if (known?.isStandard && meaningOf(known) !== meaningOf(wanted)) {
    return fail({ code: 'pay_item.meaning_fixed' as const });
  }
  if (!classAndTaxAgree(wanted.itemClass, wanted.taxTreatment)) {
    return fail({ code: 'pay_item.class_and_tax_disagree' as const });
  }
  const others = items.filter(({ code }) => code !== input.code);
  if (isSingleSource(wanted.source) && others.some(({ source }) => source === wanted.source)) {
    return fail({ code: 'pay_item.source_single' as const });
  }
  if (others.some(({ nameZh }) => nameZh === wanted.nameZh)) {
    return fail({ code: 'pay_item.name_taken' as const });
  }
  const item: PayItem = {
    ...wanted,
    id: known?.id ?? newId<'pit'>(),
    isStandard: known?.isStandard ?? false,
  };
  await savePayItem(tx, item);
  return ok(item);
}

type Meaning = Pick<PayItem, 'itemClass' | 'source' | 'taxTreatment'>;

function meaningOf({ itemClass, source, taxTreatment }: Meaning): string {
  return `${itemClass} ${source} ${taxTreatment}`;
}
