import { PageFrame, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Col, Flex, Row } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActivityFeed } from '../../ActivityFeed.tsx';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { Countdown } from '../../Countdown.tsx';
import { Loaded } from '../../Loaded.tsx';
import { EvidenceSection } from '../../evidence/EvidenceSection.tsx';
import { ReturnActions } from './ReturnActions.tsx';
import { ReturnLines } from './ReturnLines.tsx';
import { ReturnNotices } from './ReturnNotices.tsx';
import { ReturnSheets } from './ReturnSheets.tsx';
import { ReturnSteps } from './ReturnSteps.tsx';
import { ReturnTotals } from './ReturnTotals.tsx';
import { hasEvidence, isFiled, type Return, toneOfReturn } from './returns.ts';
import './tax.css';

/** One return of one entity and period: compare, send, pay, keep the evidence. */
export default function ReturnPage(): ReactNode {
  const clientId = useTenantId();
  const { returnId = '' }: { returnId?: string } = useParams({ strict: false });
  const { owner }: { owner?: string } = useSearch({ strict: false });
  const tenantId = owner ?? clientId;
  const query = useQuery({
    queryKey: ['return', returnId],
    queryFn: () => api.getWithholdingReturn({ tenantId, returnId }),
  });
  if (query.data) return <OpenReturn view={query.data} />;
  return (
    <div className="heyi-page">
      <Loaded query={query}>{() => null}</Loaded>
    </div>
  );
}

function OpenReturn({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  const activities = view.events.map(({ at, actorName, state, note }) => ({
    at,
    actorName,
    note,
    label: t(`tax.states.${state}`),
  }));
  const title = t(view.number === 0 ? 'tax.returnOf' : 'tax.correctionOf', {
    period: view.taxPeriod,
    number: view.number,
  });
  return (
    <PageFrame
      title={`${view.entityName} · ${title}`}
      status={<StateTag tone={toneOfReturn[view.state]} text={t(`tax.states.${view.state}`)} />}
      facts={<Facts view={view} />}
      actions={<ReturnActions view={view} />}
    >
      <ReturnNotices view={view} />
      <ReturnTotals view={view} />
      <ReturnSteps view={view} />
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={19}>
          <ReturnSheets view={view} />
          <ReturnLines view={view} />
          {hasEvidence(view.state) && (
            <EvidenceSection
              tenantId={view.tenantId}
              subjectKind="withholdingReturn"
              subjectId={view.id}
              kind="taxPaymentCertificate"
              period={view.taxPeriod}
            />
          )}
        </Col>
        <Col xs={24} xl={5}>
          <ActivityFeed title={t('runs.activity')} activities={activities} />
        </Col>
      </Row>
    </PageFrame>
  );
}

function Facts({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex gap="2px 16px" wrap>
      <Countdown
        label={t(view.isDeadlineProvisional ? 'tax.provisionalDeadline' : 'tax.by')}
        day={view.deadline}
        isOver={isFiled(view.state)}
      />
      <span>
        {t('tax.taxpayerNumber')} {view.taxpayerNumber}
      </span>
      {view.taxBureauName && <span>{view.taxBureauName}</span>}
    </Flex>
  );
}
