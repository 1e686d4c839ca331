import { CountText, PageFrame, QueryTable, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { today } from '../../instant.ts';
import { useTable } from '../../rows.ts';
import { useMay, useSession } from '../../session.ts';
import { useRunColumns } from '../runs/run-columns.tsx';
import { DeadlinesSection } from './DeadlinesSection.tsx';
import { OrderLinesSection } from './OrderLinesSection.tsx';
import { FundsWarnings } from './FundsWarnings.tsx';
import { type OpenRun, useOpenRuns } from './home-data.ts';
import { useWaiting } from './waiting.ts';
import { WaitingSection } from './WaitingSection.tsx';

/** Monday morning: what is due, what waits for me, and how far every run has come. */
export default function HomePage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { data: session } = useSession();
  const waiting = useWaiting();
  const seesDeadlines = may('contribution:read') || may('tax:read');
  return (
    <PageFrame
      title={t('nav.home')}
      facts={t('home.greeting', { name: session?.name ?? '', day: today() })}
    >
      <FundsWarnings />
      <Totals waiting={waiting.first?.total} />
      <div className={seesDeadlines ? 'heyi-beside' : ''}>
        <WaitingSection waiting={waiting} />
        {seesDeadlines && (
          <div>
            <DeadlinesSection />
            {may('order_line:read') && <OrderLinesSection />}
          </div>
        )}
      </div>
      {may('payroll_run:read') && <OpenRuns />}
    </PageFrame>
  );
}

function Totals({ waiting }: { waiting: number | undefined }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const runs = useOpenRuns();
  const headcounts = useQuery({
    queryKey: ['headcounts'],
    enabled: may('person:read'),
    queryFn: () => api.listHeadcounts({}),
  });
  const people = headcounts.data?.rows;
  const total = (key: 'active' | 'joinedThisMonth' | 'leftThisMonth' | 'withoutAccount') =>
    people?.reduce((sum, row) => sum + row[key], 0);
  const [seesRuns, seesPeople] = [may('payroll_run:read'), may('person:read')];
  const totals = [
    ['waiting', waiting, true],
    ['openRuns', runs.data?.rows.length, seesRuns],
    ['people', total('active'), seesPeople],
    ['joined', total('joinedThisMonth'), seesPeople],
    ['left', total('leftThisMonth'), seesPeople],
    ['withoutAccount', total('withoutAccount'), seesPeople],
  ] as const;
  return (
    <dl className="heyi-totals" style={{ marginTop: 0 }}>
      {totals.map(
        ([key, value, isShown]) =>
          isShown && (
            <div key={key}>
              <dt>{t(`home.totals.${key}`)}</dt>
              <dd>{value === undefined ? '—' : <CountText value={value} />}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

const shownColumns = new Set([
  'title',
  'state',
  'waitsFor',
  'payDate',
  'people',
  'net',
  'findings',
]);

function OpenRuns(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const runs = useOpenRuns();
  const columns = useRunColumns().filter(({ key }) => shownColumns.has(String(key)));
  return (
    <Section title={t('home.runs.title')}>
      <QueryTable<OpenRun>
        label={t('home.runs.title')}
        rowKey={(row) => row.id}
        empty={t('home.runs.empty')}
        onOpen={(row) => void navigate({ to: `/clients/${row.tenantId}/runs/${row.id}` })}
        columns={[
          ...columns.slice(0, 1),
          { title: t('home.runs.client'), dataIndex: 'clientName' },
          ...columns.slice(1),
        ]}
        {...useTable(runs)}
      />
    </Section>
  );
}
