import type { AnswerOf } from '@heyi/client';
import { type Column, QueryTable, StateTag, type Tone } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ActionButton.tsx';
import { api } from '../../../api.ts';
import { ReasonButton } from '../../../ask-again/ReasonButton.tsx';
import { formatInstant } from '../../../instant.ts';
import { useTable } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import { runKinds } from '../../imports/import-kinds.ts';
import { ImportWizard } from '../../imports/ImportWizard.tsx';
import { type RunPanelProps, useShowRunView } from '../run.ts';

type Row = AnswerOf<'getInputBoard'>['rows'][number];
type Source = Row['source'];

const toneOf: Record<Row['state'], Tone> = {
  notSubmitted: 'neutral',
  submitted: 'active',
  reviewed: 'good',
  returned: 'bad',
};

/** Who has handed in what, for the month. */
export function InputBoard({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const [importing, setImporting] = useState<Source | null>(null);
  const board = useQuery({
    queryKey: ['inputs', run.id],
    queryFn: () => api.getInputBoard({ tenantId, runId: run.id }),
  });
  return (
    <>
      <QueryTable<Row>
        label={t('runs.steps.inputs')}
        rowKey={(row) => row.source}
        empty={t('common.empty')}
        {...useTable(board)}
        columns={[
          ...useBoardColumns(),
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) => (
              <Actions run={run} tenantId={tenantId} row={row} onImport={setImporting} />
            ),
          },
        ]}
      />
      <Drawer
        open={importing !== null}
        size={880}
        title={importing && t(`runs.input.sources.${importing}`)}
        onClose={() => setImporting(null)}
        destroyOnHidden
      >
        {importing && (
          <ImportWizard
            tenantId={tenantId}
            kinds={runKinds.filter((kind) => kind === importing)}
            subjectId={run.id}
          />
        )}
      </Drawer>
    </>
  );
}

function useBoardColumns(): Column<Row>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('runs.input.source'),
      key: 'source',
      render: (_, row) => (
        <>
          <strong>{t(`runs.input.sources.${row.source}`)}</strong>{' '}
          <span className="heyi-quiet">
            {t(row.isRequired ? 'runs.input.required' : 'runs.input.optional')}
          </span>
        </>
      ),
    },
    {
      title: t('runs.state'),
      key: 'state',
      render: (_, row) => (
        <StateTag tone={toneOf[row.state]} text={t(`runs.input.states.${row.state}`)} />
      ),
    },
    {
      title: t('runs.input.coverage'),
      key: 'covered',
      align: 'right',
      render: (_, row) => <Coverage row={row} />,
    },
    {
      title: t('runs.input.handedIn'),
      key: 'submitted',
      render: (_, row) => <Who name={row.submittedBy} at={row.submittedAt} />,
    },
    {
      title: t('runs.input.lookedAt'),
      key: 'reviewed',
      render: (_, row) => <Who name={row.reviewedBy} at={row.reviewedAt} />,
    },
    { title: t('runs.input.note'), dataIndex: 'note' },
  ];
}

/** Where the rows of a source are looked at. */
const viewOf: Partial<Record<Source, string>> = {
  specialDeductions: 'deductions',
  openingBalances: 'openings',
};

function Coverage({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation();
  const show = useShowRunView();
  if (row.isEmpty) return t('runs.input.nothing');
  if (row.source === 'contributions') return t('runs.input.covered', { ...row });
  return (
    <Button type="link" size="small" onClick={() => show({ view: viewOf[row.source] ?? 'people' })}>
      {t('runs.input.covered', { ...row })}
    </Button>
  );
}

function Who({ name, at }: { name: string | null; at: string | null }): ReactNode {
  if (at === null) return '—';
  return (
    <>
      {name} <span className="heyi-quiet">{formatInstant(at)}</span>
    </>
  );
}

function Actions(
  props: RunPanelProps & { row: Row; onImport: (source: Source) => void },
): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { run, tenantId, row } = props;
  if (run.can.edit !== null) return null;
  const key = { tenantId, runId: run.id, source: row.source };
  const isWaiting = row.state === 'notSubmitted' || row.state === 'returned';
  return (
    <Flex gap={4} justify="flex-end">
      {may('import:run') && row.source !== 'contributions' && (
        <Button size="small" onClick={() => props.onImport(row.source)}>
          {t('runs.input.import')}
        </Button>
      )}
      {isWaiting && may('payroll_input:write') && (
        <ActionButton
          size="small"
          label={t(row.rows > 0 ? 'runs.input.submit' : 'runs.input.nothing')}
          act={() => api.submitInput(key)}
        />
      )}
      {row.state === 'submitted' && may('payroll_input:review') && (
        <>
          <ActionButton
            size="small"
            label={t('runs.input.review')}
            act={() => api.reviewInput({ ...key, decision: 'reviewed' })}
          />
          <ReasonButton
            size="small"
            danger
            label={t('runs.input.return')}
            act={(note) => api.reviewInput({ ...key, decision: 'returned', note })}
          />
        </>
      )}
    </Flex>
  );
}
