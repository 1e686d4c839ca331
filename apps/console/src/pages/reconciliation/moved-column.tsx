import { type Column, grouped } from '@heyi/ui';

/** Money that went in or out: the sign says which, and neither is an alarm. */
export function movedColumn<Row extends { amount: string }>(title: string): Column<Row> {
  return {
    title,
    key: 'amount',
    align: 'right',
    className: 'heyi-amount-column',
    render: (_, row) => <span className="heyi-moved">{grouped(row.amount)}</span>,
  };
}
