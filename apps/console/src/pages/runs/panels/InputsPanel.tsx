import type { AnswerOf } from '@heyi/client';
import { ProblemAlert, QueryTable, StateTag, type Tone } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../../api.ts';
import { AskReason } from '../../../ask-again/AskReason.tsx';
import { formatInstant } from '../../../instant.ts';
import { useMay } from '../../../session.ts';
import { runKinds } from '../../imports/import-kinds.ts';
import { ImportWizard } from '../../imports/ImportWizard.tsx';
import { type RunPanelProps, useRunChange } from '../run.ts';

type Row = AnswerOf<'getInputBoard'>['rows'][number];
type Source = Row['source'];
type Change = { source: Source; what: 'submit' | 'reviewed' | 'returned'; note?: string };

const toneOf: Record<Row['state'], Tone> = {
  notSubmitted: 'neutral',
  submitted: 'active',
  reviewed: 'good',
  returned: 'bad',
};

/** Who has handed in what, for the month. */
export function InputsPanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [importing, setImporting] = useState<Source | null>(null);
  const [returning, setReturning] = useState<Source | null>(null);
  const board = useQuery({
    queryKey: ['inputs', run.id],
    queryFn: () => api.getInputBoard({ tenantId, runId: run.id }),
  });
  const change = useRunChange(run.id, ({ source, what, note }: Change) => {
    const key = { tenantId, runId: run.id, source };
    return what === 'submit'
      ? api.submitInput(key)
      : api.reviewInput({ ...key, decision: what, ...(note ? { note } : {}) });
  });
  const canEdit = run.can.edit === null;
  const actions = (row: Row) => (
    <Flex gap={4} wrap>
      {canEdit && may('import:run') && row.source !== 'contributions' && (
        <Button size="small" onClick={() => setImporting(row.source)}>
          {t('runs.input.import')}
        </Button>
      )}
      {canEdit && row.state === 'notSubmitted' && may('payroll_input:write') && (
        <Button size="small" onClick={() => change.mutate({ source: row.source, what: 'submit' })}>
          {t('runs.input.nothing')}
        </Button>
      )}
      {canEdit && row.state === 'submitted' && may('payroll_input:review') && (
        <>
          <Button
            size="small"
            type="primary"
            ghost
            onClick={() => change.mutate({ source: row.source, what: 'reviewed' })}
          >
            {t('runs.input.review')}
          </Button>
          <Button size="small" danger onClick={() => setReturning(row.source)}>
            {t('runs.input.return')}
          </Button>
        </>
      )}
    </Flex>
  );
  const problem = change.error instanceof Problem && <ProblemAlert problem={change.error} />;
  return (
    <>
      {!canEdit && <Alert title={t('runs.input.frozen')} showIcon style={{ marginBottom: 12 }} />}
      {returning === null && problem}
      <QueryTable<Row>
        label={t('runs.steps.inputs')}
        rowKey={(row) => row.source}
        rows={board.data?.rows}
        isPending={board.isPending}
        error={board.error}
        empty={t('common.empty')}
        columns={[
          {
            title: t('runs.steps.inputs'),
            key: 'source',
            render: (_, row) => <strong>{t(`runs.input.sources.${row.source}`)}</strong>,
          },
          {
            title: '',
            key: 'required',
            render: (_, row) => t(row.isRequired ? 'runs.input.required' : 'runs.input.optional'),
          },
          {
            title: t('runs.state'),
            key: 'state',
            render: (_, row) => (
              <StateTag tone={toneOf[row.state]} text={t(`runs.input.states.${row.state}`)} />
            ),
          },
          {
            title: t('runs.people'),
            key: 'covered',
            align: 'right',
            render: (_, row) =>
              row.isEmpty ? t('runs.input.nothing') : t('runs.input.covered', { ...row }),
          },
          {
            title: '',
            key: 'who',
            render: (_, row) =>
              row.submittedAt && `${row.submittedBy ?? ''} ${formatInstant(row.submittedAt)}`,
          },
          { title: '', dataIndex: 'note' },
          { title: '', key: 'actions', render: (_, row) => actions(row) },
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
            onCommitted={() => void board.refetch()}
          />
        )}
      </Drawer>
      <AskReason
        title={t('runs.input.return')}
        open={returning !== null}
        isPending={change.isPending}
        problem={problem}
        onCancel={() => setReturning(null)}
        onReason={(note) =>
          change.mutate(
            { source: returning!, what: 'returned', note },
            { onSuccess: () => setReturning(null) },
          )
        }
      />
    </>
  );
}
