import type { AnswerOf } from '@heyi/client';
import { QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';
import { useTable } from '../../rows.ts';

type Drawing = AnswerOf<'listBillDrawings'>['rows'][number];

/** 自动出账: what was not drawn up, with its reason, before what was. */
export function BillDrawings({ tenantId }: { tenantId: string | null }): ReactNode {
  const { t } = useTranslation();
  const searched: Record<string, string | undefined> = useSearch({ strict: false });
  const [isFailedOnly, setFailedOnly] = useState(searched['drawings'] === 'failed');
  const drawings = useQuery({
    queryKey: ['billDrawings', tenantId, isFailedOnly],
    queryFn: () =>
      api.listBillDrawings({
        show: isFailedOnly ? 'failed' : 'all',
        ...(tenantId === null ? {} : { clientId: tenantId }),
      }),
  });
  return (
    <Section
      title={t('bills.drawings.title')}
      note={t('bills.drawings.note')}
      actions={
        <Checkbox checked={isFailedOnly} onChange={(event) => setFailedOnly(event.target.checked)}>
          {t('bills.drawings.onlyFailed')}
        </Checkbox>
      }
    >
      <QueryTable<Drawing>
        label={t('bills.drawings.title')}
        rowKey={(row) => `${row.tenantId}/${row.period}`}
        empty={t('bills.drawings.empty')}
        {...useTable(drawings)}
        columns={[
          {
            title: t('bills.period'),
            key: 'period',
            fixed: 'left',
            render: (_, row) => (
              <>
                <Link to={placeOf(row)}>
                  <strong>{row.period}</strong>
                </Link>
                {tenantId === null && <div className="heyi-quiet">{row.clientShortName}</div>}
              </>
            ),
          },
          {
            title: t('bills.drawings.result'),
            key: 'result',
            render: (_, { failure }) =>
              failure === null ? (
                <StateTag tone="good" text={t('bills.drawings.drawn')} />
              ) : (
                <StateTag tone="bad" text={t(`bills.drawings.failures.${failure}`)} />
              ),
          },
          { title: t('bills.drawings.dueOn'), dataIndex: 'dueOn' },
          {
            title: t('bills.drawings.triedAt'),
            key: 'triedAt',
            render: (_, { triedAt }) => formatInstant(triedAt),
          },
        ]}
      />
    </Section>
  );
}

/** The bill, or the client's bills where there is none. */
function placeOf({ tenantId, clientBillId }: Drawing): string {
  const at = `/clients/${tenantId}/bills`;
  return clientBillId === null ? at : `${at}/${clientBillId}`;
}
