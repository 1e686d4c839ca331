import { type Decoded, flag, list, nullable, oneOf, record, text } from './decode.ts';

/** How an agency's bill looks: the headers of its columns, and what each of them means. */
export const billLayoutShape = record({
  layout: text,
  title: record({ zh: text, en: text }),
  cityCodes: list(text),
  /** A row a person with columns for every kind, or a row for each 征收品目. */
  form: oneOf('person', 'item'),
  mark: oneOf('official-quoted', 'official-cited', 'secondary', 'own-knowledge'),
  note: nullable(text),
  columns: list(
    record({
      field: oneOf(
        'personName',
        'documentNumber',
        'period',
        'type',
        'amount',
        'employerTotal',
        'employeeTotal',
        'total',
        'lateFee',
        'interest',
        'insurance',
        'item',
        'base',
        'rate',
        'amountDue',
        'ignored',
      ),
      kind: nullable(text),
      part: nullable(oneOf('base', 'employer', 'employee')),
      required: flag,
      titles: list(text),
    }),
  ),
  /** A kind whose amount holds others that we keep apart: 基本医疗保险（含生育）. */
  covers: list(record({ kind: text, with: list(text) })),
  /** Titles of groups that stand alone in a row. */
  groupTitles: list(text),
  /** Words of a 征收品目 and the kind they mean. */
  items: list(record({ words: text, kind: text })),
});

export type BillLayout = Decoded<typeof billLayoutShape>;
