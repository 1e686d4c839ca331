import { add, type Fen, fen, zeroFen } from '@heyi/kernel';
import type { LegalEntities } from '@heyi/people';
import type { Transaction, WritableRow, WritableSheet } from '@heyi/platform';
import { loadDictionaries } from '../calculation/calculation.store.ts';
import type { DictionaryItem } from '../calculation/dictionary.ts';
import { unpackLines } from '../payslip/packed-lines.ts';
import type { PayrollRun } from '../run/payroll-run.store.ts';
import { columnSpec, itemPrefix } from './register-column.ts';
import { registerColumns } from './register-columns.store.ts';
import { type RunPerson, runPeople } from './run-people.store.ts';

/** 工资明细表: one row a person in the client's own columns. */
export async function payRegister(
  tx: Transaction,
  run: PayrollRun,
  entities: LegalEntities,
): Promise<WritableSheet> {
  const columns = (await registerColumns(tx)).filter(({ isChosen }) => isChosen).map(columnSpec);
  const { items } = await loadDictionaries(tx, run.calculationId!);
  return { name: '工资明细表', columns, rows: registerRows(), totalRow: true };

  async function* registerRows(): AsyncGenerator<WritableRow> {
    for await (const person of runPeople(tx, run)) {
      const { lines: _lines, isEstimated: _estimated, ...facts } = person;
      yield {
        ...facts,
        entityName: entities.get(person.entityId)?.name ?? '',
        remark: remarkOf(person),
        ...itemAmounts(person, items),
      };
    }
  }
}

/** Amounts of the client's items; an item that a person does not have is empty. */
function itemAmounts({ lines }: RunPerson, items: readonly DictionaryItem[]): Record<string, Fen> {
  const amounts: Record<string, Fen> = {};
  for (const { item, amount } of unpackLines(lines)) {
    const { code, payItemId } = items[item]!;
    if (payItemId === null) continue;
    const key = `${itemPrefix}${code}`;
    amounts[key] = add(amounts[key] ?? zeroFen, fen(amount));
  }
  return amounts;
}

function remarkOf({ isEstimated, holdReason }: RunPerson): string {
  return [isEstimated ? '社保公积金预扣' : null, holdReason && `缓发：${holdReason}`]
    .filter(Boolean)
    .join('；');
}
