import { ProblemAlert, ProgressLine, QueryTable } from '@heyi/ui';
import { useMutation } from '@tanstack/react-query';
import { Button, Flex, Result, Statistic, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../api.ts';
import { saveDownload } from '../../download.ts';
import { useJob } from '../../jobs/use-job.ts';
import type { ImportView } from './ImportWizard.tsx';

/** The server lists so many; the error file has them all. */
const shownErrors = 100;

type Props = {
  tenantId: string;
  view: ImportView;
  /** The file that waits after this one, and how many do. */
  next: { name: string; count: number } | null;
  onAgain: () => void;
  onChanged: () => void;
};

export function ImportResult(props: Props): ReactNode {
  const { t } = useTranslation();
  const { view, next } = props;
  const job = useJob(props.tenantId, view.jobId);
  if (view.state === 'checking' || view.state === 'committing') {
    return (
      <ProgressLine
        label={t(`imports.${view.state}`)}
        done={job.data?.done ?? 0}
        total={job.data?.total ?? null}
      />
    );
  }
  if (view.state === 'failed') return <FailedImport {...props} />;
  if (view.state === 'committed') {
    return (
      <Result
        status="success"
        title={`${t('imports.done')} · ${view.fileName}`}
        subTitle={<Counts view={view} />}
        extra={
          <Button type={next ? 'primary' : 'default'} onClick={props.onAgain}>
            {next ? t('imports.next', { ...next }) : t('imports.again')}
          </Button>
        }
      />
    );
  }
  return (
    <>
      <Typography.Text strong>{view.fileName}</Typography.Text>
      <Counts view={view} />
      <FoundColumns view={view} />
      {view.errors.length > 0 && <Errors {...props} />}
      <Actions {...props} />
    </>
  );
}

function FailedImport({ view, onAgain }: Props): ReactNode {
  const { t } = useTranslation();
  const failure = view.failure as { code: string; title?: string; detail?: string } | null;
  return (
    <ProblemAlert
      problem={{ title: failure?.title ?? failure?.code ?? '', detail: failure?.detail }}
      action={<Button onClick={onAgain}>{t('common.retry')}</Button>}
    />
  );
}

function Counts({ view }: { view: ImportView }): ReactNode {
  const { t } = useTranslation();
  const kinds = ['created', 'updated', 'unchanged', 'duplicate', 'invalid'] as const;
  return (
    <Flex gap={28} wrap>
      {kinds.map((kind) => (
        <Statistic
          key={kind}
          title={t(`imports.${kind}`)}
          value={view.counts?.[kind] ?? 0}
          styles={
            kind === 'invalid' && view.counts?.invalid ? { content: { color: '#b3261e' } } : {}
          }
        />
      ))}
    </Flex>
  );
}

function FoundColumns({ view }: { view: ImportView }): ReactNode {
  const { t } = useTranslation();
  return (
    <div>
      <Typography.Text strong>{t('imports.columns')}</Typography.Text>
      <Flex gap={6} wrap style={{ marginTop: 6 }}>
        {view.columns.map((column) => (
          <Tag key={column.header} color={column.target ? 'cyan' : 'default'}>
            {column.header}
            {column.target === null && ` · ${t('imports.unused')}`}
          </Tag>
        ))}
      </Flex>
    </div>
  );
}

function Errors({ tenantId, view }: Props): ReactNode {
  const { t } = useTranslation();
  const errorFile = useMutation({
    mutationFn: () => api.downloadImportErrors({ tenantId, importId: view.id }),
    onSuccess: saveDownload,
  });
  return (
    <div>
      <Flex justify="space-between" align="center" style={{ marginBottom: 8 }}>
        <Typography.Text strong>{t('imports.errors')}</Typography.Text>
        <Button onClick={() => errorFile.mutate()} loading={errorFile.isPending}>
          {t('imports.errorFile')}
        </Button>
      </Flex>
      <QueryTable
        label={t('imports.errors')}
        rowKey={(row) => `${row.row}-${row.column ?? ''}-${row.code}`}
        rows={view.errors}
        isPending={false}
        empty={t('common.empty')}
        height={320}
        columns={[
          { title: t('imports.row'), dataIndex: 'row', align: 'right', width: 56 },
          {
            title: t('imports.column'),
            key: 'cell',
            render: (_, row) => (
              <div className="heyi-words">
                {row.column}
                <div className="heyi-quiet">{row.value}</div>
              </div>
            ),
          },
          {
            title: t('imports.problem'),
            key: 'problem',
            render: (_, row) => (
              <div className="heyi-words">
                {row.message}
                <div className="heyi-quiet">{row.howToFix}</div>
              </div>
            ),
          },
        ]}
      />
      {view.errors.length >= shownErrors && (
        <Typography.Text type="secondary">{t('imports.errorsMore')}</Typography.Text>
      )}
    </div>
  );
}

function Actions({ tenantId, view, onAgain, onChanged }: Props): ReactNode {
  const { t } = useTranslation();
  const commit = useMutation({
    mutationFn: (rows: 'all' | 'validRows') =>
      api.commitImport({ tenantId, importId: view.id, rows }),
    onSuccess: onChanged,
  });
  const discard = useMutation({
    mutationFn: () => api.discardImport({ tenantId, importId: view.id }),
    onSuccess: onAgain,
  });
  const counts = view.counts;
  const valid = counts ? counts.created + counts.updated : 0;
  const hasInvalid = (counts?.invalid ?? 0) > 0;
  return (
    <>
      {commit.error instanceof Problem && <ProblemAlert problem={commit.error} />}
      <Flex gap={8} justify="flex-end">
        <Button onClick={() => discard.mutate()} loading={discard.isPending}>
          {t('imports.discard')}
        </Button>
        <Button
          type="primary"
          disabled={valid === 0}
          loading={commit.isPending}
          onClick={() => commit.mutate(hasInvalid ? 'validRows' : 'all')}
        >
          {hasInvalid ? t('imports.commitValid', { count: valid }) : t('imports.commitAll')}
        </Button>
      </Flex>
    </>
  );
}
