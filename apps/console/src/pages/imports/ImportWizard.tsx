import { InboxOutlined } from '@ant-design/icons';
import type { AnswerOf } from '@heyi/client';
import { ProblemAlert, ProgressLine } from '@heyi/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Grid, Select, Steps, Typography, Upload } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../../api.ts';
import { saveDownload } from '../../download.ts';
import { ImportResult } from './ImportResult.tsx';
import type { ImportKindName } from './import-kinds.ts';

export type ImportView = AnswerOf<'getImport'>;

const stepOf: Record<ImportView['state'], number> = {
  checking: 2,
  checked: 2,
  failed: 2,
  committing: 3,
  committed: 4,
  discarded: 0,
};

/** Template, upload, dry run, commit: the same for every kind and subject. */
export function ImportWizard(props: {
  tenantId: string;
  kinds: readonly ImportKindName[];
  /** What the way here asked for, among several kinds. */
  asked?: ImportKindName | undefined;
  subjectId?: string;
}): ReactNode {
  const { t } = useTranslation();
  const wide = Grid.useBreakpoint().md ?? true;
  const queries = useQueryClient();
  const [kind, setKind] = useState<ImportKindName>(props.asked ?? props.kinds[0]!);
  const [importId, setImportId] = useState<string | null>(null);
  // Several files of one kind are taken in one after the other.
  const [queue, setQueue] = useState<readonly File[]>([]);
  const subject = props.subjectId === undefined ? {} : { subjectId: props.subjectId };
  const view = useQuery({
    queryKey: ['import', props.tenantId, importId],
    enabled: importId !== null,
    queryFn: () => api.getImport({ tenantId: props.tenantId, importId: importId! }),
    refetchInterval: (query) =>
      ['checking', 'committing'].includes(query.state.data?.state ?? 'checking') ? 400 : false,
  });
  const start = useMutation({
    mutationFn: async (file: File) => {
      const stored = await api.uploadFile({ tenantId: props.tenantId }, { upload: file });
      return api.startImport({ tenantId: props.tenantId, kind, fileId: stored.id, ...subject });
    },
    onSuccess: (started) => setImportId(started.id),
  });
  const template = useMutation({
    mutationFn: () => api.downloadImportTemplate({ tenantId: props.tenantId, kind, ...subject }),
    onSuccess: saveDownload,
  });
  const current = view.data;
  const isCommitted = current?.state === 'committed';
  // What was taken in may stand on any open page: a result that it voids, a list, a count.
  useEffect(() => {
    if (isCommitted) void queries.invalidateQueries();
  }, [isCommitted, queries]);
  const restart = () => {
    setImportId(null);
    start.reset();
    const [next, ...rest] = queue;
    if (next === undefined) return;
    setQueue(rest);
    start.mutate(next);
  };
  return (
    <Flex vertical gap={16}>
      <Steps
        size="small"
        responsive={false}
        titlePlacement={wide ? 'horizontal' : 'vertical'}
        current={importId === null ? 1 : stepOf[current?.state ?? 'checking']}
        items={(['template', 'upload', 'check', 'commit'] as const).map((step) => ({
          title: t(`imports.steps.${step}`),
        }))}
      />
      {importId === null && start.isPending && (
        <ProgressLine label={t('imports.checking')} done={0} total={null} />
      )}
      {importId === null && !start.isPending && (
        <>
          <Flex gap={12} wrap align="center">
            {props.kinds.length === 1 ? (
              <strong>{t(`imports.kinds.${kind}`)}</strong>
            ) : (
              <Select
                aria-label={t('imports.kind')}
                value={kind}
                style={{ minWidth: 200 }}
                options={props.kinds.map((value) => ({
                  value,
                  label: t(`imports.kinds.${value}`),
                }))}
                onChange={setKind}
              />
            )}
            <Button onClick={() => template.mutate()} loading={template.isPending}>
              {t('imports.template')}
            </Button>
          </Flex>
          <Typography.Text type="secondary">{t('imports.templateHelp')}</Typography.Text>
          {start.error instanceof Problem && <ProblemAlert problem={start.error} />}
          <Upload.Dragger
            accept=".xlsx,.csv"
            multiple
            showUploadList={false}
            beforeUpload={(file, files) => {
              if (file === files[0]) {
                setQueue(files.slice(1));
                start.mutate(file);
              }
              return false;
            }}
          >
            <p style={{ fontSize: 32, margin: 0 }}>
              <InboxOutlined />
            </p>
            <p>{t('imports.drop')}</p>
          </Upload.Dragger>
        </>
      )}
      {current && (
        <ImportResult
          tenantId={props.tenantId}
          view={current}
          next={queue[0] ? { name: queue[0].name, count: queue.length } : null}
          onAgain={restart}
          onChanged={() => void view.refetch()}
        />
      )}
    </Flex>
  );
}
