import type { AnswerOf } from '@heyi/client';
import { QueryTable, Section, StateTag, type Tone } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Button, Flex, Tooltip } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ActionButton.tsx';
import { api } from '../../../api.ts';
import { ReasonButton } from '../../../ask-again/ReasonButton.tsx';
import { formatInstant } from '../../../instant.ts';
import { useRows } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import { type Excepted, RequestException } from './RequestException.tsx';

type Breach = AnswerOf<'listThreeInOneBreaches'>['rows'][number];
type Finding = Breach['findings'][number];
type Exception = AnswerOf<'listThreeInOneExceptions'>['rows'][number];

const toneOfSeverity: Record<Finding['severity'], Tone> = {
  refused: 'bad',
  block: 'bad',
  high: 'warn',
  warn: 'neutral',
};

const toneOfState: Record<Exception['state'], Tone> = {
  requested: 'warn',
  approved: 'good',
  rejected: 'bad',
  withdrawn: 'neutral',
  expired: 'neutral',
};

export function ThreeInOneTab({ tenantId }: { tenantId: string }): ReactNode {
  return (
    <>
      <Breaches tenantId={tenantId} />
      <Exceptions tenantId={tenantId} />
    </>
  );
}

function Breaches({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Excepted | null>(null);
  const breaches = useRows(['threeInOne', tenantId], (cursor) =>
    api.listThreeInOneBreaches({ tenantId, limit: 100, ...cursor }),
  );
  return (
    <Section title={t('clients.threeInOne.breaches')} note={t('clients.threeInOne.breachesNote')}>
      <QueryTable<Breach>
        label={t('clients.threeInOne.breaches')}
        rowKey={(row) => row.employmentId}
        empty={t('clients.threeInOne.none')}
        {...breaches.table}
        columns={[
          {
            title: t('clients.threeInOne.person'),
            key: 'person',
            width: 160,
            onCell: () => ({ style: { verticalAlign: 'top' } }),
            render: (_, row) => (
              <>
                <Link to={`/clients/${tenantId}/people/${row.employmentId}` as never}>
                  <strong>{row.personName}</strong>
                </Link>
                <div className="heyi-quiet">{row.employeeNumber}</div>
              </>
            ),
          },
          {
            title: t('clients.threeInOne.finding'),
            key: 'findings',
            render: (_, row) => (
              <Flex vertical gap={10}>
                {row.findings.map((finding) => (
                  <FindingLine
                    key={finding.code}
                    finding={finding}
                    onAsk={() =>
                      setAsking({
                        employmentId: row.employmentId,
                        personName: row.personName,
                        code: finding.code,
                      })
                    }
                  />
                ))}
              </Flex>
            ),
          },
        ]}
      />
      <RequestException tenantId={tenantId} excepted={asking} onClose={() => setAsking(null)} />
    </Section>
  );
}

export function FindingLine(props: { finding: Finding; onAsk?: () => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const { finding } = props;
  const isChinese = i18n.language !== 'en';
  const canAsk =
    finding.severity !== 'refused' && finding.exceptionId === null && may('three_in_one:request');
  return (
    <Flex gap={10} align="flex-start" justify="space-between" style={{ whiteSpace: 'normal' }}>
      <div style={{ minWidth: 220, maxWidth: 820 }}>
        <Flex gap={6} align="center" wrap>
          <StateTag
            tone={toneOfSeverity[finding.severity]}
            text={t(`clients.threeInOne.severities.${finding.severity}`)}
          />
          <span>{isChinese ? finding.titleZh : finding.titleEn}</span>
          {finding.exceptionId && <StateTag tone="good" text={t('clients.threeInOne.covered')} />}
        </Flex>
        <div className="heyi-quiet">{isChinese ? finding.fixZh : finding.fixEn}</div>
        {finding.articles.length > 0 && (
          <div className="heyi-quiet">
            {t('clients.threeInOne.articles')}：{finding.articles.join('；')}
          </div>
        )}
      </div>
      {props.onAsk && canAsk && (
        <Button size="small" onClick={props.onAsk}>
          {t('clients.threeInOne.request')}
        </Button>
      )}
    </Flex>
  );
}

function Exceptions({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const exceptions = useRows(['exceptions', tenantId], (cursor) =>
    api.listThreeInOneExceptions({ tenantId, limit: 100, ...cursor }),
  );
  return (
    <Section
      title={t('clients.threeInOne.exceptions')}
      note={t('clients.threeInOne.exceptionsNote')}
    >
      <QueryTable<Exception>
        label={t('clients.threeInOne.exceptions')}
        rowKey={(row) => row.id}
        empty={t('clients.threeInOne.noExceptions')}
        {...exceptions.table}
        columns={[
          {
            title: t('clients.threeInOne.person'),
            key: 'person',
            render: (_, row) => <strong>{row.personName}</strong>,
          },
          {
            title: t('clients.threeInOne.finding'),
            key: 'code',
            render: (_, row) => t(`clients.threeInOne.codes.${row.code}`),
          },
          {
            title: t('common.reason'),
            key: 'reason',
            width: 260,
            ellipsis: true,
            render: (_, row) => <Tooltip title={row.reason}>{row.reason}</Tooltip>,
          },
          { title: t('clients.threeInOne.expiresOn'), dataIndex: 'expiresOn' },
          {
            title: t('clients.threeInOne.state'),
            key: 'state',
            render: (_, row) => (
              <StateTag
                tone={toneOfState[row.state]}
                text={t(`clients.threeInOne.states.${row.state}`)}
              />
            ),
          },
          {
            title: t('clients.threeInOne.requestedBy'),
            key: 'requested',
            render: (_, row) => `${row.requestedByName} ${formatInstant(row.requestedAt)}`,
          },
          {
            title: t('clients.threeInOne.approvedBy'),
            key: 'approved',
            render: (_, row) => <Decision row={row} />,
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) => <ExceptionActions row={row} tenantId={tenantId} />,
          },
        ]}
      />
    </Section>
  );
}

/** Who allowed it, or refused it, or took it back, and why. */
function Decision({ row }: { row: Exception }): ReactNode {
  if (row.approvedByName) return `${row.approvedByName} ${formatInstant(row.approvedAt)}`;
  if (row.endedByName === null) return null;
  return (
    <>
      {row.endedByName} {formatInstant(row.endedAt)}
      <div className="heyi-quiet">{row.endedReason}</div>
    </>
  );
}

/** Four eyes: another person decides; whoever asked may take the request back. */
function ExceptionActions({ row, tenantId }: { row: Exception; tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const key = { tenantId, exceptionId: row.id };
  if (row.state !== 'requested') return null;
  if (row.isOwnRequest) {
    return (
      may('three_in_one:request') && (
        <ReasonButton
          size="small"
          label={t('clients.threeInOne.withdraw')}
          act={(reason) => api.withdrawThreeInOneException({ ...key, reason })}
        />
      )
    );
  }
  if (!may('three_in_one:approve')) return null;
  return (
    <Flex gap={6} justify="flex-end">
      <ReasonButton
        danger
        size="small"
        label={t('clients.threeInOne.reject')}
        act={(reason) => api.rejectThreeInOneException({ ...key, reason })}
      />
      <ActionButton
        size="small"
        type="primary"
        label={t('clients.threeInOne.approve')}
        ask={{
          title: t('clients.threeInOne.approveAsk', { name: row.personName }),
          detail: row.reason,
        }}
        act={() => api.approveThreeInOneException(key)}
      />
    </Flex>
  );
}
