import type { AnswerOf } from '@heyi/client';
import type { Tone } from '@heyi/ui';

export type LineRow = AnswerOf<'listOrderLines'>['rows'][number];
export type Line = AnswerOf<'getOrderLine'>['line'];
export type LineDetail = AnswerOf<'getOrderLine'>;
export type LineState = Line['state'];
export type Board = AnswerOf<'getOrderBoard'>;
export type Bucket = Board['cells'][number]['bucket'];
export type ServiceOrder = AnswerOf<'getServiceOrder'>;
export type ServiceOrderRow = AnswerOf<'listServiceOrders'>['rows'][number];
export type Supplier = AnswerOf<'listSuppliers'>['rows'][number];
export type Outcomes = AnswerOf<'takeOrderLines'>;

export const toneOfLine: Readonly<Record<LineState, Tone>> = {
  pendingAcceptance: 'neutral',
  pendingPapers: 'warn',
  inProgress: 'active',
  // 已提交 is not done: it never looks like it.
  submitted: 'active',
  officialSucceeded: 'good',
  officialFailed: 'bad',
  settled: 'good',
  sentBack: 'warn',
  cancelled: 'neutral',
};

export const toneOfOrder = { draft: 'neutral', active: 'good', ended: 'neutral' } as const;

/** Columns of the board, as a line goes. */
export const boardStates = [
  'pendingAcceptance',
  'pendingPapers',
  'inProgress',
  'submitted',
  'officialFailed',
  'sentBack',
] as const satisfies readonly LineState[];

export const buckets = ['overdue', 'today', 'soon', 'later', 'unknown'] as const;

const finished: readonly LineState[] = ['officialSucceeded', 'settled', 'cancelled'];
export const isFinished = (state: LineState): boolean => finished.includes(state);

type Refs = { id: string; version: number }[];

/** Lines of several clients are told to each client's door by themselves. */
export async function tellEach(
  lines: readonly LineRow[],
  tell: (tenantId: string, lines: Refs) => Promise<Outcomes>,
): Promise<Outcomes['rows']> {
  const rows: Outcomes['rows'] = [];
  for (const [tenantId, group] of Map.groupBy(lines, (line) => line.tenantId)) {
    const refs = group.map(({ id, version }) => ({ id, version }));
    rows.push(...(await tell(tenantId, refs)).rows);
  }
  return rows;
}
