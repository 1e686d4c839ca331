import { Section, StateTag } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Countdown } from '../../Countdown.tsx';
import { today } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { useBoard } from '../orders/BoardTab.tsx';
import { CutoffCalendar } from '../orders/CutoffCalendar.tsx';
import type { Board } from '../orders/orders.ts';

/** Order lines by their cut-offs: what is over, what comes next, and the month as a calendar. */
export function OrderLinesSection(): ReactNode {
  const { t } = useTranslation();
  const board = useBoard(null);
  return (
    <Section title={t('orders.home.title')} note={t('orders.home.note')}>
      <Loaded query={board}>
        {(view) => (
          <>
            <Warnings board={view} />
            <CutoffCalendar days={view.days} to="/orders" />
          </>
        )}
      </Loaded>
    </Section>
  );
}

const open = new Set([
  'pendingAcceptance',
  'pendingPapers',
  'inProgress',
  'sentBack',
  'officialFailed',
]);

function Warnings({ board }: { board: Board }): ReactNode {
  const { t } = useTranslation();
  const cells = board.cells.filter(({ state }) => open.has(state));
  const count = (pick: (cell: Board['cells'][number]) => number) =>
    cells.reduce((sum, cell) => sum + pick(cell), 0);
  const overdue = count((cell) => (cell.bucket === 'overdue' ? cell.count : 0));
  const escalated = count((cell) => cell.escalated);
  const uncovered = board.uncovered.reduce((sum, row) => sum + row.count, 0);
  const next = board.days.find(({ day }) => day >= today());
  return (
    <Flex gap={8} wrap align="center" style={{ marginBottom: 8 }}>
      {next ? (
        <Link to="/orders" search={{ tab: 'queue', state: 'unsent', dueOn: next.day }}>
          <Countdown label={t('orders.home.next', { count: next.count })} day={next.day} />
        </Link>
      ) : (
        <span className="heyi-quiet">{t('orders.home.none')}</span>
      )}
      {overdue > 0 && (
        <Link to="/orders" search={{ tab: 'queue', state: 'unsent', due: 'overdue' }}>
          <StateTag tone="bad" text={t('orders.board.overdue', { count: overdue })} />
        </Link>
      )}
      {escalated > 0 && (
        <Link to="/orders" search={{ tab: 'queue', state: 'unsent', due: 'escalated' }}>
          <StateTag tone="bad" text={t('orders.home.escalated', { count: escalated })} />
        </Link>
      )}
      {uncovered > 0 && (
        <Link to="/orders" search={{ tab: 'board' }}>
          <StateTag tone="warn" text={t('orders.home.uncovered', { count: uncovered })} />
        </Link>
      )}
    </Flex>
  );
}
