import type { AnswerOf } from '@heyi/client';
import { FactList, grouped, PageFrame, QueryTable } from '@heyi/ui';
import { Alert, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { formatInstant } from '../../instant.ts';
import { useOperationName, useOperationOptions } from '../../operation-name.ts';
import { useRows } from '../../rows.ts';

type Entry = AnswerOf<'listAuditEntries'>['rows'][number];
type Verdict = AnswerOf<'verifyAuditChain'>;

export default function AuditPage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const operationName = useOperationName();
  const [operation, setOperation] = useState<string | null>(null);
  const [subjectId, setSubjectId] = useState('');
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const entries = useRows(['audit', tenantId, operation, subjectId], (cursor) =>
    api.listAuditEntries({
      tenantId,
      limit: 100,
      ...(operation ? { operation } : {}),
      ...(subjectId ? { subjectId } : {}),
      ...cursor,
    }),
  );
  return (
    <PageFrame
      title={t('audit.title')}
      facts={t('audit.note')}
      actions={
        <ActionButton
          type="primary"
          label={t('audit.verify')}
          act={() => api.verifyAuditChain({ tenantId })}
          onDone={setVerdict}
        />
      }
    >
      {verdict && <VerdictAlert verdict={verdict} />}
      <div className="heyi-card">
        <div className="heyi-toolbar">
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('audit.operation')}
            aria-label={t('audit.operation')}
            style={{ minWidth: 220 }}
            popupMatchSelectWidth={false}
            options={useOperationOptions()}
            onChange={(value?: string) => setOperation(value ?? null)}
          />
          <Input.Search
            allowClear
            placeholder={t('audit.subject')}
            aria-label={t('audit.subject')}
            onSearch={(text) => setSubjectId(text.trim())}
            style={{ width: 300 }}
          />
        </div>
        <QueryTable<Entry>
          label={t('audit.title')}
          rowKey={(row) => row.id}
          empty={t('audit.empty')}
          renderBelow={(row) => <Detail entry={row} />}
          {...entries.table}
          columns={[
            {
              title: t('audit.time'),
              key: 'time',
              width: 150,
              render: (_, row) => formatInstant(row.occurredAt),
            },
            { title: t('audit.actor'), dataIndex: 'actorName' },
            {
              title: t('audit.operation'),
              key: 'operation',
              render: (_, row) => <strong>{operationName(row.operation)}</strong>,
            },
            {
              title: t('audit.subject'),
              key: 'subject',
              render: (_, row) => row.subjectId && <code>{row.subjectId}</code>,
            },
            {
              title: t('audit.sealed'),
              key: 'sealed',
              align: 'right',
              render: (_, row) =>
                row.sealSequence === null ? (
                  <span className="heyi-quiet">{t('audit.unsealed')}</span>
                ) : (
                  grouped(String(row.sealSequence))
                ),
            },
          ]}
        />
      </div>
    </PageFrame>
  );
}

function VerdictAlert({ verdict }: { verdict: Verdict }): ReactNode {
  const { t } = useTranslation();
  const { brokenAt } = verdict;
  return (
    <Alert
      role="status"
      showIcon
      style={{ marginBottom: 12 }}
      type={brokenAt === null ? 'success' : 'error'}
      title={
        brokenAt === null
          ? t('audit.intact', { count: grouped(String(verdict.entries)) as never })
          : t('audit.broken', { at: grouped(String(brokenAt)) })
      }
      description={brokenAt === null ? null : t('audit.brokenFix')}
    />
  );
}

function Detail({ entry }: { entry: Entry }): ReactNode {
  const { t } = useTranslation();
  const details = Object.entries(entry.detail);
  return (
    <FactList
      columns={3}
      facts={[
        [t('audit.request'), <code key="request">{entry.requestId}</code>],
        ...details.map(
          ([name, value]) =>
            [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
        ),
      ]}
    />
  );
}
