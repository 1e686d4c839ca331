import type { AnswerOf } from '@heyi/client';
import { type Column, QueryTable, Section, StateTag, type Tone } from '@heyi/ui';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { formatInstant } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';

type Row = AnswerOf<'listPersonLinks'>['rows'][number];

const tones: Readonly<Record<Row['state'], Tone>> = {
  unopened: 'active',
  opened: 'good',
  expired: 'neutral',
  revoked: 'bad',
};

/** Who was given the own pages, on which phone they are open, and who was turned away. */
export function PersonLinksSection({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const links = useRows(
    ['person-links', tenantId],
    (cursor) => api.listPersonLinks({ tenantId, limit: 20, ...cursor }),
    { enabled: may('person_link:read') },
  );
  const columns = useColumns(tenantId);
  if (!may('person_link:read')) return null;
  return (
    <Section title={t('apps.links.title')} note={t('apps.links.note')}>
      <QueryTable<Row>
        label={t('apps.links.title')}
        rowKey={(row) => row.id}
        empty={t('apps.links.empty')}
        columns={columns}
        {...links.table}
      />
    </Section>
  );
}

function useColumns(tenantId: string): Column<Row>[] {
  const { t } = useTranslation();
  const may = useMay();
  return [
    { title: t('apps.links.subject'), key: 'subject', dataIndex: 'subjectName', fixed: 'left' },
    {
      title: t('apps.links.purpose'),
      key: 'purpose',
      render: (_, row) => t(`apps.links.purposes.${row.purpose}`),
    },
    {
      title: t('apps.links.state'),
      key: 'state',
      render: (_, row) => (
        <StateTag tone={tones[row.state]} text={t(`apps.links.states.${row.state}`)} />
      ),
    },
    { title: t('apps.links.createdBy'), key: 'by', dataIndex: 'createdBy' },
    {
      title: t('apps.links.createdAt'),
      key: 'created',
      render: (_, row) => formatInstant(row.createdAt),
    },
    {
      title: t('apps.links.opened'),
      key: 'opened',
      render: (_, row) => (
        <Flex vertical>
          {formatInstant(row.openedAt)}
          {row.openedFrom !== null && <span className="heyi-quiet">{row.openedFrom}</span>}
        </Flex>
      ),
    },
    {
      title: t('apps.links.refusals'),
      key: 'refusals',
      align: 'right',
      render: (_, row) => (
        <span className={row.refusals > 0 ? 'heyi-bad' : undefined}>{row.refusals}</span>
      ),
    },
    {
      title: '',
      key: 'revoke',
      render: (_, row) =>
        may('person_link:manage') &&
        (row.state === 'unopened' || row.state === 'opened') && (
          <ActionButton
            size="small"
            danger
            label={t('apps.links.revoke')}
            ask={{ title: t('apps.links.revokeAsk'), detail: t('apps.links.revokeNote') }}
            act={() => api.revokePersonLink({ tenantId, linkId: row.id })}
          />
        ),
    },
  ];
}
