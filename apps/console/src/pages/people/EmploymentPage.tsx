import { PageFrame, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useCityName } from '../../cities.ts';
import { useTenantId } from '../../client-page.ts';
import { useEntities } from '../../entities.ts';
import { Loaded } from '../../Loaded.tsx';
import { PageTabs } from '../../PageTabs.tsx';
import { useMay } from '../../session.ts';
import { ThreadsOfPerson } from '../../threads/ThreadsOfPerson.tsx';
import { TasksPanel } from '../insurance/ChainPanel.tsx';
import { EmploymentActions } from './EmploymentActions.tsx';
import { AccountsPanel } from './panels/AccountsPanel.tsx';
import { ContributionsPanel } from './panels/ContributionsPanel.tsx';
import { EnrolmentsPanel } from './panels/EnrolmentsPanel.tsx';
import { HistoryPanel } from './panels/HistoryPanel.tsx';
import { PayTermsPanel } from './panels/PayTermsPanel.tsx';
import { ProfilePanel } from './panels/ProfilePanel.tsx';
import { type EmploymentPanelProps, toneOfEmployment } from './people.ts';

/** Everything of one employment on one page. */
export default function EmploymentPage(): ReactNode {
  const tenantId = useTenantId();
  const { employmentId = '' } = useParams({ strict: false });
  const view = useQuery({
    queryKey: ['employment', tenantId, employmentId],
    queryFn: () => api.getEmployment({ tenantId, employmentId }),
  });
  if (view.data) return <OpenEmployment tenantId={tenantId} view={view.data} />;
  return (
    <div className="heyi-page">
      <Loaded query={view}>{() => null}</Loaded>
    </div>
  );
}

function OpenEmployment({ tenantId, view }: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const props = { tenantId, view };
  const tabs = [
    ['profile', <ProfilePanel key="profile" {...props} />, true],
    [
      'insurance',
      <div key="insurance">
        <EnrolmentsPanel {...props} />
        {may('insurance_task:read') && (
          <TasksPanel tenantId={tenantId} employmentId={view.employment.id} />
        )}
        {may('contribution:read') && <ContributionsPanel {...props} />}
      </div>,
      true,
    ],
    ['pay', <PayTermsPanel key="pay" {...props} />, may('pay_term:read')],
    ['accounts', <AccountsPanel key="accounts" {...props} />, true],
    [
      'threads',
      <ThreadsOfPerson key="threads" tenantId={tenantId} employmentId={view.employment.id} />,
      may('thread:read'),
    ],
    ['history', <HistoryPanel key="history" {...props} />, true],
  ] as const;
  return (
    <PageFrame
      title={view.person.name}
      status={
        <StateTag
          tone={toneOfEmployment[view.employment.state]}
          text={t(`people.states.${view.employment.state}`)}
        />
      }
      facts={<Facts {...props} />}
      actions={may('person:update') && <EmploymentActions {...props} />}
    >
      <PageTabs
        tabs={tabs.flatMap(([key, children, isShown]) =>
          isShown ? [{ key, label: t(`people.tabs.${key}`), children }] : [],
        )}
      />
    </PageFrame>
  );
}

function Facts({ tenantId, view }: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const cityName = useCityName();
  const { data: entities } = useEntities(tenantId);
  const { run }: { run?: string } = useSearch({ strict: false });
  const { employment, person } = view;
  const entity = entities?.rows.find(({ id }) => id === employment.contractEntityId);
  const facts = [
    employment.employeeNumber && `${t('people.employeeNumber')} ${employment.employeeNumber}`,
    person.documentMasked,
    t(`people.forms.${employment.form}`),
    entity?.name,
    [employment.department, employment.position].filter(Boolean).join(' · '),
    cityName(employment.workCityCode),
    `${employment.startsOn} — ${employment.endsOn ?? ''}`,
  ];
  return (
    <Flex gap="2px 14px" wrap>
      {run === undefined ? (
        <Link to={`/clients/${tenantId}/people` as never}>{t('people.title')}</Link>
      ) : (
        <Link to={`/clients/${tenantId}/runs/${run}` as never}>{t('people.backToRun')}</Link>
      )}
      {facts.filter(Boolean).map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </Flex>
  );
}
