import { FactList, PageFrame, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useCityName } from '../../cities.ts';
import { useTenantId } from '../../client-page.ts';
import { Countdown } from '../../Countdown.tsx';
import { DownloadButton } from '../../DownloadButton.tsx';
import { EvidenceSection } from '../../evidence/EvidenceSection.tsx';
import { formatInstant } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import { ThreadPanel } from '../../threads/ThreadPanel.tsx';
import { isSaid } from '../insurance/TaskParts.tsx';
import { LineSteps } from './LineSteps.tsx';
import { isFinished, type LineDetail } from './orders.ts';
import { LineMark, ServiceName } from './QueueTab.tsx';
import './orders.css';

/** One line: where it stands, what may be done, who talks about it, and all that happened. */
export default function LinePage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const { orderLineId = '' } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['orderLine', tenantId, orderLineId],
    queryFn: () => api.getOrderLine({ tenantId, orderLineId }),
  });
  const line = query.data?.line;
  return (
    <PageFrame
      title={
        line ? (
          <>
            <ServiceName line={line} /> · {line.personName} · {line.period}
          </>
        ) : (
          t('orders.line.title')
        )
      }
      status={line && <LineMark line={line} />}
      facts={
        <Flex gap="2px 14px" wrap>
          <Link to={`/clients/${tenantId}/orders`} search={{ tab: 'queue' }}>
            {t('orders.title')}
          </Link>
          {line && (
            <Link to={`/clients/${tenantId}/people/${line.employmentId}`}>
              {t('orders.line.person')}
            </Link>
          )}
          {line?.officialCutoff && (
            <Countdown
              label={t('orders.cutoff')}
              day={line.officialCutoff}
              isOver={isFinished(line.state)}
            />
          )}
          {line?.clientCutoff && (
            <Countdown
              label={t('orders.clientCutoff')}
              day={line.clientCutoff}
              isOver={isFinished(line.state)}
            />
          )}
        </Flex>
      }
    >
      <Loaded query={query}>{(detail) => <Body tenantId={tenantId} detail={detail} />}</Loaded>
    </PageFrame>
  );
}

function Body({ tenantId, detail }: { tenantId: string; detail: LineDetail }): ReactNode {
  const { t } = useTranslation();
  const { line } = detail;
  const tone = line.state === 'officialFailed' ? 'error' : 'warning';
  return (
    <>
      {line.movedReason && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={t(`orders.moved.${line.movedReason}`, { period: line.askedPeriod })}
        />
      )}
      {line.reason && (
        <Alert
          type={tone}
          showIcon
          style={{ marginBottom: 12 }}
          title={
            line.failureCode
              ? t(`names.insuranceFailure.${line.failureCode}`)
              : t(`orders.states.${line.state}`)
          }
          description={isSaid({ ...line, failureWords: line.reason }, t) ? null : line.reason}
        />
      )}
      {!isFinished(line.state) && (
        <LineSteps isAlone lines={[{ ...line, clientShortName: null }]} onDone={() => undefined} />
      )}
      <div className="heyi-beside">
        <div>
          <Section title={t('orders.line.facts')} actions={<CounterForm line={line} />}>
            <Facts detail={detail} />
          </Section>
          <Papers tenantId={tenantId} line={line} />
          <Section title={t('orders.line.thread')}>
            <Thread tenantId={tenantId} orderLineId={line.id} />
          </Section>
        </div>
        <div>
          {detail.submissions.length > 0 && (
            <Section title={t('orders.line.submissions')} note={t('orders.line.submissionsNote')}>
              <Submissions detail={detail} />
            </Section>
          )}
          {detail.dispatches.length > 0 && (
            <Section title={t('orders.line.dispatches')}>
              <Dispatches detail={detail} />
            </Section>
          )}
          <Section title={t('orders.line.history')}>
            <History detail={detail} />
          </Section>
        </div>
      </div>
    </>
  );
}

/** What comes from the provider's unit may name other clients' people: it is kept with the provider. */
function Papers({ tenantId, line }: { tenantId: string; line: LineDetail['line'] }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const registrations = useQuery({
    queryKey: ['registrations', tenantId],
    enabled: may('evidence:write') && line.registrationId !== null,
    queryFn: () => api.listRegistrations({ tenantId }),
  });
  const unit = registrations.data?.rows.find(({ id }) => id === line.registrationId);
  return (
    <EvidenceSection
      tenantId={tenantId}
      subjectKind="orderLine"
      subjectId={line.id}
      period={line.period}
      note={t('orders.line.evidenceNote')}
      holder={unit?.holder}
    />
  );
}

/** With everybody who goes to the same counter for the same matter and month. */
function CounterForm({ line }: { line: LineDetail['line'] }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, registrationId, service, period } = line;
  if (line.channel !== 'counter' || registrationId === null || !may('order_line:work')) return null;
  return (
    <DownloadButton
      size="small"
      label={t('orders.line.counterForm')}
      load={() => api.downloadCounterForm({ tenantId, registrationId, service, period })}
    />
  );
}

/** How one gets in at the agency, and how it calls the leaving; of whoever works on the line. */
function useAgencyFacts({ tenantId, registrationId, ...line }: LineDetail['line']) {
  const { t } = useTranslation();
  const may = useMay();
  const isWorked = registrationId !== null && may('order_line:work');
  const { employmentId, period } = line;
  const procedures = useQuery({
    queryKey: ['procedures', tenantId, period],
    enabled: isWorked && may('legal_entity:read'),
    queryFn: () => api.listProcedures({ tenantId, period }),
  });
  const chain = useQuery({
    queryKey: ['insuranceChain', tenantId, employmentId],
    enabled: isWorked && line.service === 'stop' && may('insurance_task:read'),
    queryFn: () => api.getInsuranceChain({ tenantId, employmentId }),
  });
  const unit = procedures.data?.rows.find((row) => row.registrationId === registrationId);
  const reason = chain.data?.tasks.find(({ id }) => id === line.taskId)?.agencyReason;
  const facts: [string, string][] = [];
  if (unit?.signIn) {
    facts.push([
      t('insurance.procedures.signIn'),
      t(`insurance.procedures.signIns.${unit.signIn}`),
    ]);
  }
  if (reason) {
    facts.push([t('insurance.procedures.reasonCodes'), `${reason.code} ${reason.words}`]);
  }
  return facts;
}

function Facts({ detail: { line } }: { detail: LineDetail }): ReactNode {
  const { t } = useTranslation();
  const ofAgency = useAgencyFacts(line);
  const cityName = useCityName();
  const cutoff = line.officialCutoff
    ? `${line.officialCutoff}${line.cutoffProvisional ? ` ${t('orders.provisional')}` : ''}`
    : t('orders.cutoffUnknown');
  return (
    <FactList
      columns={2}
      facts={[
        [t('orders.city'), cityName(line.cityCode)],
        [t('orders.item'), t(`names.orderItem.${line.item}`)],
        [t('orders.period'), line.period],
        [t('orders.cutoff'), cutoff],
        [
          t('orders.channel'),
          [t(`orders.channels.${line.channel}`), line.supplierName].filter(Boolean).join(' '),
        ],
        [t('orders.assignee'), line.assigneeName ?? t('orders.nobody')],
        ...ofAgency,
        [
          t('orders.line.source'),
          `${t(`orders.sources.${line.source}`)} · ${line.submittedBy} ${formatInstant(line.createdAt)}`,
        ],
        [t('orders.line.note'), line.note],
        [t('orders.officialNumber'), line.officialNumber],
        ...(line.channel === 'counter'
          ? ([
              [t('orders.appointmentOn'), line.appointmentOn],
              [t('orders.courierNumber'), line.courierNumber],
            ] as [string, string | null][])
          : []),
      ]}
    />
  );
}

/** The thread is opened with the first word, so that no empty ones stand about. */
function Thread(props: { tenantId: string; orderLineId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, orderLineId } = props;
  const threads = useQuery({
    queryKey: ['threads', tenantId, 'of', orderLineId],
    enabled: may('thread:read'),
    queryFn: () => api.listThreads({ tenantId, subjectKind: 'orderLine', subjectId: orderLineId }),
  });
  const threadId = threads.data?.rows[0]?.id;
  if (threadId) return <ThreadPanel tenantId={tenantId} threadId={threadId} />;
  return (
    <Flex justify="space-between" align="center" gap={8} wrap>
      <span className="heyi-quiet">{t('orders.line.noThread')}</span>
      {may('thread:write') && (
        <ActionButton
          label={t('orders.line.openThread')}
          act={() => api.openOrderThread({ tenantId, orderLineId })}
          onDone={() => undefined}
        />
      )}
    </Flex>
  );
}

const toneOfSubmission = {
  prepared: 'neutral',
  sent: 'active',
  unknown: 'warn',
  received: 'active',
  succeeded: 'good',
  refused: 'bad',
  missed: 'neutral',
} as const;

function Submissions({ detail }: { detail: LineDetail }): ReactNode {
  const { t } = useTranslation();
  return (
    <ul className="heyi-history">
      {detail.submissions.map((one) => (
        <li key={one.attempt}>
          <Flex justify="space-between" gap={8} wrap>
            <strong>{t('orders.line.attempt', { count: one.attempt })}</strong>
            <StateTag
              tone={toneOfSubmission[one.state]}
              text={t(`orders.submissionStates.${one.state}`)}
            />
          </Flex>
          <div className="heyi-quiet heyi-words">{one.reference}</div>
          <div className="heyi-quiet">
            {[
              t(`orders.channels.${one.channel}`),
              formatInstant(one.sentAt ?? one.preparedAt),
              one.officialNumber,
              one.words,
            ]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Dispatches({ detail }: { detail: LineDetail }): ReactNode {
  const { t } = useTranslation();
  return (
    <ul className="heyi-history">
      {detail.dispatches.map((one) => (
        <li key={one.askedAt}>
          <Flex justify="space-between" gap={8}>
            <strong>{one.supplierName}</strong>
            <span>{t(`orders.dispatchStates.${one.state}`)}</span>
          </Flex>
          <div className="heyi-quiet">
            {formatInstant(one.askedAt)} · {t('orders.line.answerBy', { day: one.dueOn })}
            {one.words && ` · ${one.words}`}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Steps whose name is that of the state they lead to. */
const saysItself = new Set(['sendBack', 'submit', 'succeed', 'fail', 'cancel', 'settle']);

function History({ detail }: { detail: LineDetail }): ReactNode {
  const { t } = useTranslation();
  return (
    <ol className="heyi-history">
      {detail.history.toReversed().map((one, index) => (
        <li key={`${one.at} ${index}`}>
          <strong>{t(`orders.actions.${one.action}`)}</strong>
          {one.fromState !== one.toState && !saysItself.has(one.action) && (
            <span> → {t(`orders.states.${one.toState}`)}</span>
          )}
          {one.words && <div className="heyi-words">{one.words}</div>}
          <div className="heyi-quiet">
            {one.byName} {formatInstant(one.at)}
          </div>
        </li>
      ))}
    </ol>
  );
}
