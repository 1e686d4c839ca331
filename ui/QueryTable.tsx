import { Button, Empty, Flex, Grid, Table, type TableColumnType } from 'antd';
import type { ReactNode } from 'react';
import { AmountText } from './AmountText.tsx';
import { ProblemAlert } from './ProblemAlert.tsx';

export type Column<Row> = TableColumnType<Row>;

type Shown = {
  title: string;
  detail?: string | undefined;
  status?: number;
  requestId?: string | undefined;
};

/** The one way to show rows: loading, failed, empty and full look the same on every page. */
export function QueryTable<Row extends object>(props: {
  label: string;
  rowKey: (row: Row) => string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | undefined;
  isPending: boolean;
  error?: unknown;
  empty: ReactNode;
  more?: { label: string; isFetching: boolean; load: () => void } | null;
  onOpen?: (row: Row) => void;
  /** The row that the rest of the page is about. */
  chosen?: (row: Row) => boolean;
  /** What stands below a row once it is unfolded. */
  renderBelow?: (row: Row) => ReactNode;
  summary?: () => ReactNode;
  height?: number;
  retry?: { label: string; run: () => void };
  /** Rows that a step is about to be taken with. */
  selection?: { keys: readonly string[]; onChange: (keys: string[]) => void };
}): ReactNode {
  const wide = Grid.useBreakpoint().md ?? true;
  if (props.error) return <FailedTable {...props} error={props.error} />;
  const open = props.onOpen;
  const columns = wide ? props.columns.map(atHand) : withActionsFirst(props.columns);
  return (
    <>
      <Table<Row>
        aria-label={props.label}
        size="small"
        rowKey={props.rowKey}
        columns={columns}
        dataSource={[...(props.rows ?? [])]}
        loading={props.isPending}
        pagination={false}
        scroll={{ x: 'max-content', ...(props.height ? { y: props.height } : {}) }}
        virtual={false}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={props.empty} />,
        }}
        rowClassName={(row) => (props.chosen?.(row) ? 'ant-table-row-selected' : '')}
        {...(props.selection ? { rowSelection: selectionOf(props.selection) } : {})}
        {...(props.renderBelow ? { expandable: { expandedRowRender: props.renderBelow } } : {})}
        {...(props.summary ? { summary: props.summary } : {})}
        {...(open ? { onRow: (row) => openable(row, open) } : {})}
      />
      {props.more && (
        <Flex justify="center" style={{ padding: 12 }}>
          <Button onClick={props.more.load} loading={props.more.isFetching}>
            {props.more.label}
          </Button>
        </Flex>
      )}
    </>
  );
}

/** What may be done with a row stays in sight when the table is wider than the page. */
function atHand<Row>(column: Column<Row>): Column<Row> {
  return column.key === 'actions' ? { fixed: 'right', ...column } : column;
}

/** On a phone it stands below the first column: what is at the far right nobody finds. */
function withActionsFirst<Row>(columns: readonly Column<Row>[]): Column<Row>[] {
  const actions = columns.find(({ key }) => key === 'actions');
  const [first, ...others] = columns.filter((column) => column !== actions);
  if (!actions?.render || !first) return [...columns];
  const render: NonNullable<Column<Row>['render']> = (value, row, index) => (
    <>
      {(first.render ? first.render(value, row, index) : value) as ReactNode}
      <div>{actions.render!(undefined, row, index) as ReactNode}</div>
    </>
  );
  return [{ ...first, render }, ...others];
}

function FailedTable(props: {
  error: unknown;
  retry?: { label: string; run: () => void };
}): ReactNode {
  const problem: Shown =
    props.error instanceof Error && 'title' in props.error
      ? (props.error as unknown as Shown)
      : { title: String(props.error) };
  const retry = props.retry;
  return (
    <ProblemAlert
      problem={problem}
      action={retry && <Button onClick={retry.run}>{retry.label}</Button>}
    />
  );
}

function selectionOf({
  keys,
  onChange,
}: {
  keys: readonly string[];
  onChange: (keys: string[]) => void;
}) {
  return {
    selectedRowKeys: [...keys],
    onChange: (chosen: readonly unknown[]) => onChange(chosen.map(String)),
  };
}

/** A row opens by click and by Enter. */
function openable<Row>(row: Row, open: (row: Row) => void) {
  return {
    tabIndex: 0,
    style: { cursor: 'pointer' },
    onClick: () => open(row),
    onKeyDown: (event: { key: string }) => {
      if (event.key === 'Enter') open(row);
    },
  };
}

/** A column of amounts: at the right, aligned digits. */
export function amountColumn<Row>(
  title: ReactNode,
  key: string,
  value: (row: Row) => string | null,
): Column<Row> {
  return {
    title,
    key,
    align: 'right',
    className: 'heyi-amount-column',
    render: (_, row) => <AmountText value={value(row)} />,
  };
}
