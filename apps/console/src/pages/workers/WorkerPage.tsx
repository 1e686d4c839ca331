import { FactList, PageFrame, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Alert, Col, Row } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActivityFeed } from '../../ActivityFeed.tsx';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { formatInstant, today } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import { GaugeBar } from './GaugeBar.tsx';
import { IncomePanel } from './IncomePanel.tsx';
import { WithdrawalsPanel } from './WithdrawalsPanel.tsx';
import { WorkerActions } from './WorkerActions.tsx';
import { SandboxMark } from './WorkersPanel.tsx';
import { toneOfOutcome, toneOfWorker, type WorkerView } from './workers.ts';

/** Everything about one worker: whether they may withdraw and why, gauges, income. */
export default function WorkerPage(): ReactNode {
  const tenantId = useTenantId();
  const { workerId = '' }: { workerId?: string } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['worker', workerId],
    queryFn: () => api.getWorker({ tenantId, workerId }),
  });
  if (query.data) return <OpenWorker tenantId={tenantId} view={query.data} />;
  return (
    <div className="heyi-page">
      <Loaded query={query}>{() => null}</Loaded>
    </div>
  );
}

type Props = { tenantId: string; view: WorkerView };

function OpenWorker({ tenantId, view }: Props): ReactNode {
  const { t } = useTranslation();
  const mayReadWithdrawals = useMay()('withdrawal:read');
  const activities = view.history.map(({ what, at, actorName, note, state, reasons }) => ({
    at,
    actorName,
    label: t(`workers.events.${what}`),
    note: [t(`workers.states.${state}`), ...reasons.map((one) => t(`workers.reasons.${one}`)), note]
      .filter(Boolean)
      .join(' · '),
  }));
  return (
    <PageFrame
      title={view.name}
      status={
        <>
          <StateTag tone={toneOfWorker[view.state]} text={t(`workers.states.${view.state}`)} />{' '}
          <SandboxMark environment={view.environment} />
        </>
      }
      facts={view.externalWorkerId}
      actions={<WorkerActions tenantId={tenantId} view={view} />}
    >
      {view.reasons.length > 0 && (
        <Alert
          showIcon
          type={view.state === 'refused' ? 'error' : 'warning'}
          style={{ marginBottom: 16 }}
          title={view.reasons.map((reason) => t(`workers.reasons.${reason}`)).join(' · ')}
          description={
            view.accountTrouble &&
            t('workers.accountTrouble', { since: formatInstant(view.accountTrouble.since) })
          }
        />
      )}
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={18}>
          {view.environment === 'live' && <Gauges tenantId={tenantId} workerId={view.id} />}
          <Profile view={view} />
          <Signatures view={view} />
          {mayReadWithdrawals && <WithdrawalsPanel tenantId={tenantId} workerId={view.id} />}
          <IncomePanel tenantId={tenantId} workerId={view.id} />
        </Col>
        <Col xs={24} xl={6}>
          <ActivityFeed title={t('workers.history')} activities={activities} />
        </Col>
      </Row>
    </PageFrame>
  );
}

function Gauges({ tenantId, workerId }: { tenantId: string; workerId: string }): ReactNode {
  const { t } = useTranslation();
  const period = today().slice(0, 7);
  const query = useQuery({
    queryKey: ['gauges', tenantId, workerId, period],
    queryFn: () => api.listGauges({ tenantId, workerId, period }),
  });
  return (
    <Section title={t('workers.tabs.gauges')} note={t('workers.gaugeNote')}>
      <Loaded query={query}>
        {({ rows: [gauges] }) =>
          gauges && (
            <div className="heyi-gauges">
              <GaugeBar label={t('workers.gaugeMonth', { period })} gauge={gauges.month} />
              <GaugeBar label={t('workers.gaugeYear')} gauge={gauges.twelveMonths} />
            </div>
          )
        }
      </Loaded>
    </Section>
  );
}

function Profile({ view }: { view: WorkerView }): ReactNode {
  const { t } = useTranslation();
  const { outcome, text, checkedAt } = view.identity;
  return (
    <Section title={t('people.document')}>
      <FactList
        facts={[
          [t('people.documentKind'), t(`people.documentKinds.${view.documentKind}`)],
          [t('workers.documentNumber'), view.documentMasked],
          [t('workers.birthDate'), view.birthDate],
          [t('workers.phone'), view.phoneMasked],
          [
            t('workers.account'),
            `${t(`workers.channels.${view.channel}`)} ${view.accountMasked} ${view.bankName ?? ''}`,
          ],
          [
            t('workers.identity'),
            <span key="identity">
              <StateTag tone={toneOfOutcome[outcome]} text={t(`workers.outcomes.${outcome}`)} />{' '}
              <span className="heyi-quiet">
                {[outcome === 'agrees' ? null : text, checkedAt && formatInstant(checkedAt)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>,
          ],
          [t('workers.registeredAt'), formatInstant(view.registeredAt)],
        ]}
      />
    </Section>
  );
}

type Signature = WorkerView['signatures'][number];

function Signatures({ view }: { view: WorkerView }): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t('workers.signatures')}>
      <QueryTable<Signature>
        label={t('workers.signatures')}
        rowKey={(row) => `${row.kind} ${row.version}`}
        rows={view.signatures}
        isPending={false}
        empty={t('workers.unsigned')}
        columns={[
          {
            title: t('workers.signatures'),
            key: 'kind',
            render: (_, row) => t(`workers.agreementKinds.${row.kind}`),
          },
          { title: t('workers.version'), dataIndex: 'version' },
          {
            title: t('workers.signedAt'),
            key: 'signedAt',
            render: (_, row) => formatInstant(row.signedAt),
          },
          {
            title: t('workers.method'),
            key: 'method',
            render: (_, row) => t(`workers.methods.${row.method}`),
          },
        ]}
      />
    </Section>
  );
}
