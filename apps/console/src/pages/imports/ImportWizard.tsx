import { InboxOutlined } from '@ant-design/icons';
import type { AnswerOf } from '@heyi/client';
import { ProblemAlert } from '@heyi/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Select, Steps, Typography, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
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
  subjectId?: string;
  onCommitted?: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [kind, setKind] = useState<ImportKindName>(props.kinds[0]!);
  const [importId, setImportId] = useState<string | null>(null);
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
  const restart = () => {
    setImportId(null);
    start.reset();
  };
  const current = view.data;
  if (current?.state === 'committed') void queries.invalidateQueries({ queryKey: ['imports'] });
  return (
    <Flex vertical gap={16}>
      <Steps
        size="small"
        current={importId === null ? 1 : stepOf[current?.state ?? 'checking']}
        items={['template', 'upload', 'check', 'commit'].map((step) => ({
          title: t(`imports.steps.${step}`),
        }))}
      />
      {importId === null && (
        <>
          <Flex gap={12} wrap align="center">
            <Select
              aria-label={t('imports.kind')}
              value={kind}
              style={{ minWidth: 200 }}
              options={props.kinds.map((value) => ({ value, label: t(`imports.kinds.${value}`) }))}
              onChange={setKind}
            />
            <Button onClick={() => template.mutate()} loading={template.isPending}>
              {t('imports.template')}
            </Button>
          </Flex>
          <Typography.Text type="secondary">{t('imports.templateHelp')}</Typography.Text>
          {start.error instanceof Problem && <ProblemAlert problem={start.error} />}
          <Upload.Dragger
            accept=".xlsx,.csv"
            multiple={false}
            showUploadList={false}
            disabled={start.isPending}
            beforeUpload={(file) => {
              start.mutate(file);
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
          onAgain={restart}
          onChanged={() => {
            void view.refetch();
            props.onCommitted?.();
          }}
        />
      )}
    </Flex>
  );
}
