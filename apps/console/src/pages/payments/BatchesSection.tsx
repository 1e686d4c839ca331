import { amountColumn, colours, CountText, grouped, QueryTable, Section } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Button, Drawer, Flex, Progress } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { saveDownload } from '../../download.ts';
import { formatSecond } from '../../instant.ts';
import type { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { ImportWizard } from '../imports/ImportWizard.tsx';
import { countOf, type PayBatch } from './payments.ts';

type Table = Pick<
  ReturnType<typeof useRows<{ rows: PayBatch[]; next: string | null }>>['table'],
  'rows' | 'isPending' | 'error' | 'retry' | 'more'
>;

export function BatchesSection(props: {
  tenantId: string;
  table: Table;
  chosen: string | null;
  onChoose: (batchId: string | null) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const [importing, setImporting] = useState<PayBatch | null>(null);
  return (
    <Section
      title={t('payments.batches')}
      note={t('payments.batchesNote')}
      actions={
        props.chosen && (
          <Button onClick={() => props.onChoose(null)}>{t('payments.allBatches')}</Button>
        )
      }
    >
      <QueryTable<PayBatch>
        label={t('payments.batches')}
        rowKey={(row) => row.id}
        empty={t('payments.batchesEmpty')}
        onOpen={(row) => props.onChoose(row.id)}
        chosen={(row) => row.id === props.chosen}
        {...props.table}
        columns={[
          {
            title: t('payments.subject'),
            key: 'subject',
            render: (_, row) => <Subject tenantId={tenantId} row={row} />,
          },
          {
            title: t('payments.payer'),
            key: 'payer',
            render: (_, row) => (
              <>
                <strong>{row.holderName}</strong>
                <div className="heyi-quiet">
                  {row.bankName} {row.payerAccountMasked}
                </div>
              </>
            ),
          },
          {
            title: t('payments.sending'),
            key: 'sending',
            render: (_, row) => t(`clients.payer.sendings.${row.sending}`),
          },
          {
            title: t('payments.count'),
            key: 'count',
            align: 'right',
            render: (_, row) => <CountText value={row.count} />,
          },
          amountColumn<PayBatch>(t('payments.amount'), 'amount', (row) => row.amount),
          {
            title: t('payments.progress'),
            key: 'progress',
            width: 190,
            render: (_, row) => <BatchProgress row={row} />,
          },
          {
            title: t('payments.createdAt'),
            key: 'created',
            render: (_, row) => formatSecond(row.createdAt),
          },
          {
            title: t('payments.lastSucceeded'),
            key: 'last',
            render: (_, row) => formatSecond(row.lastSucceededAt),
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) => (
              <FileActions tenantId={tenantId} row={row} onImport={setImporting} />
            ),
          },
        ]}
      />
      <Drawer
        open={importing !== null}
        size={880}
        title={t('payments.importResult')}
        onClose={() => setImporting(null)}
        destroyOnHidden
      >
        {importing && (
          <ImportWizard tenantId={tenantId} kinds={['bankResult']} subjectId={importing.id} />
        )}
      </Drawer>
    </Section>
  );
}

function Subject({ tenantId, row }: { tenantId: string; row: PayBatch }): ReactNode {
  const { t } = useTranslation();
  const label = t(`payments.subjects.${row.subjectKind}`, { defaultValue: row.subjectKind });
  if (!row.subjectId.startsWith('run_')) return label;
  return (
    <Link
      to={`/clients/${tenantId}/runs/${row.subjectId}` as never}
      search={{ step: 'pay' } as never}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {label}
    </Link>
  );
}

/** Partial success is normal: what failed stands in the bar beside what arrived. */
function BatchProgress({ row }: { row: PayBatch }): ReactNode {
  const { t } = useTranslation();
  const done = countOf(row, 'succeeded');
  const failed = countOf(row, 'failed') + countOf(row, 'returned');
  const share = (count: number) => (row.count === 0 ? 0 : (count / row.count) * 100);
  return (
    <div style={{ minWidth: 160 }}>
      <Progress
        percent={share(done + failed)}
        success={{ percent: share(done), strokeColor: colours.good }}
        strokeColor={colours.bad}
        showInfo={false}
        size="small"
      />
      <span className="heyi-quiet">
        {t('payments.succeededOf', {
          done: grouped(String(done)),
          total: grouped(String(row.count)),
        })}
        {failed > 0 && ` · ${t('payments.states.failed')} ${failed}`}
      </span>
    </div>
  );
}

/** A bank without a link: a person carries the file there and the result back. */
function FileActions(props: {
  tenantId: string;
  row: PayBatch;
  onImport: (row: PayBatch) => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, row } = props;
  if (row.channel !== 'file' || !may('payment:release')) return null;
  const batch = { tenantId, payBatchId: row.id };
  if (row.releasedAt === null) {
    return (
      <ActionButton
        size="small"
        type="primary"
        label={t('payments.releaseFile')}
        ask={{
          title: t('payments.releaseAsk', { count: row.count, amount: grouped(row.amount) }),
          detail: t('payments.releaseDetail'),
        }}
        act={() => api.releaseInstructionFile(batch)}
      />
    );
  }
  return (
    <Flex gap={6} justify="flex-end">
      <ActionButton
        size="small"
        label={t('payments.downloadFile')}
        act={() => api.downloadInstructionFile(batch)}
        onDone={saveDownload}
      />
      {may('import:run') && (
        <Button
          size="small"
          onClick={(event) => {
            event.stopPropagation();
            props.onImport(row);
          }}
          onKeyDown={(event) => event.stopPropagation()}
        >
          {t('payments.importResult')}
        </Button>
      )}
    </Flex>
  );
}
