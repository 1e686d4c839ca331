import { CountText, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useCityName } from '../../cities.ts';
import { Loaded } from '../../Loaded.tsx';
import { CutoffCalendar } from './CutoffCalendar.tsx';
import { type Board, boardStates, type Bucket, buckets, type LineState } from './orders.ts';
import './orders.css';

export function useBoard(tenantId: string | null) {
  return useQuery({
    queryKey: ['orderBoard', tenantId],
    refetchInterval: 30_000,
    queryFn: () => api.getOrderBoard(tenantId === null ? {} : { clientId: tenantId }),
  });
}

/** 看板: where lines stand and how soon they are due; every number leads to its lines. */
export function BoardTab({ tenantId }: { tenantId: string | null }): ReactNode {
  const { t } = useTranslation();
  const board = useBoard(tenantId);
  return (
    <Loaded query={board}>
      {(view) => (
        <>
          <Totals board={view} />
          {view.uncovered.length > 0 && <Uncovered board={view} />}
          <div className="heyi-beside">
            <Section title={t('orders.board.title')} note={t('orders.board.note')}>
              <Matrix board={view} />
            </Section>
            <div>
              <Section title={t('orders.board.calendar')} note={t('orders.board.calendarNote')}>
                <CutoffCalendar days={view.days} to="." />
              </Section>
              <Section title={t('orders.board.cities')}>
                <Cities board={view} />
              </Section>
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}

function sumOf(board: Board, pick: (cell: Board['cells'][number]) => number): number {
  const open = board.cells.filter(({ state }) => boardStates.includes(state as never));
  return open.reduce((sum, cell) => sum + pick(cell), 0);
}

function Totals({ board }: { board: Board }): ReactNode {
  const { t } = useTranslation();
  const inBucket = (bucket: Bucket) =>
    sumOf(board, (cell) => (cell.bucket === bucket && cell.state !== 'submitted' ? cell.count : 0));
  const totals = [
    ['open', sumOf(board, ({ count }) => count), {}],
    ['mine', sumOf(board, ({ mine }) => mine), { held: 'mine' }],
    ['unassigned', sumOf(board, ({ unassigned }) => unassigned), { held: 'nobody' }],
    ['today', inBucket('today'), { state: 'unsent', due: 'today' }],
    ['overdue', inBucket('overdue'), { state: 'unsent', due: 'overdue' }],
    ['escalated', sumOf(board, ({ escalated }) => escalated), { due: 'escalated' }],
  ] as const;
  return (
    <dl className="heyi-totals">
      {totals.map(([key, value, search]) => (
        <div key={key}>
          <dt>{t(`orders.board.totals.${key}`)}</dt>
          <dd>
            <Link
              to="."
              search={{ tab: 'queue', ...search }}
              className={value > 0 && (key === 'overdue' || key === 'escalated') ? 'heyi-bad' : ''}
            >
              <CountText value={value} />
            </Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Tasks without an order: nobody would work on them, so they are told first. */
function Uncovered({ board }: { board: Board }): ReactNode {
  const { t } = useTranslation();
  const cityName = useCityName();
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 14 }}
      title={t('orders.board.uncovered')}
      description={board.uncovered.map(({ clientId, clientShortName, cityCode, item, count }) => (
        <div key={`${clientId} ${cityCode} ${item}`}>
          <Link to={`/clients/${clientId}/orders`} search={{ tab: 'agreed' }}>
            {t('orders.board.uncoveredLine', {
              client: clientShortName ?? '',
              city: cityName(cityCode),
              item: t(`names.orderItem.${item}`),
              count,
            })}
          </Link>
        </div>
      ))}
    />
  );
}

function Matrix({ board }: { board: Board }): ReactNode {
  const { t } = useTranslation();
  const countOf = (state: LineState, bucket: Bucket) =>
    board.cells.find((cell) => cell.state === state && cell.bucket === bucket)?.count ?? 0;
  return (
    <div className="heyi-scroll">
      <table className="heyi-plain heyi-board" aria-label={t('orders.board.title')}>
        <thead>
          <tr>
            <th scope="col">{t('orders.state')}</th>
            {buckets.map((bucket) => (
              <th key={bucket} scope="col" className="heyi-number">
                {t(`orders.buckets.${bucket}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {boardStates.map((state) => (
            <tr key={state}>
              <th scope="row">{t(`orders.states.${state}`)}</th>
              {buckets.map((bucket) => (
                <td key={bucket} className="heyi-number">
                  <Cell state={state} bucket={bucket} count={countOf(state, bucket)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell(props: { state: LineState; bucket: Bucket; count: number }): ReactNode {
  const { state, bucket, count } = props;
  if (count === 0) return <span className="heyi-quiet">·</span>;
  const tone = bucket === 'overdue' ? 'heyi-bad' : bucket === 'today' ? 'heyi-warn' : '';
  return (
    <Link
      to="."
      search={{ tab: 'queue', state, due: bucket }}
      className={state === 'submitted' ? '' : tone}
    >
      {count}
    </Link>
  );
}

function Cities({ board }: { board: Board }): ReactNode {
  const { t } = useTranslation();
  const cityName = useCityName();
  if (board.cities.length === 0) {
    return <span className="heyi-quiet">{t('orders.board.none')}</span>;
  }
  return (
    <ul className="heyi-lines">
      {board.cities.map(({ cityCode, open, due, overdue }) => (
        <li key={cityCode}>
          <Link
            className="heyi-line"
            to="."
            search={{ tab: 'queue', state: 'unsent', city: cityCode }}
          >
            <Flex justify="space-between" gap={8}>
              <strong>{cityName(cityCode)}</strong>
              <span>{t('orders.board.open', { count: open })}</span>
            </Flex>
            <Flex gap={8}>
              {due > 0 && <StateTag tone="warn" text={t('orders.board.due', { count: due })} />}
              {overdue > 0 && (
                <StateTag tone="bad" text={t('orders.board.overdue', { count: overdue })} />
              )}
            </Flex>
          </Link>
        </li>
      ))}
    </ul>
  );
}
