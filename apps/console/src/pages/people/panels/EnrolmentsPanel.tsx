import { AmountText, QueryTable, Section } from '@heyi/ui';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCityName } from '../../../cities.ts';
import { percentText } from '../../../rate.ts';
import { useMay } from '../../../session.ts';
import { EnrolmentState } from '../../insurance/ChainPanel.tsx';
import type { EmploymentPageView, EmploymentPanelProps } from '../people.ts';
import { SetEnrolment, StopEnrolment } from './EnrolmentForms.tsx';

export type Enrolment = EmploymentPageView['enrolments'][number];

export function EnrolmentsPanel({ tenantId, view }: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const cityName = useCityName();
  const mayUpdate = may('person:update');
  const [setting, setSetting] = useState<Enrolment | 'new' | null>(null);
  const [stopping, setStopping] = useState<Enrolment | null>(null);
  return (
    <Section
      title={t('people.enrolment.title')}
      actions={
        mayUpdate && <Button onClick={() => setSetting('new')}>{t('people.enrolment.set')}</Button>
      }
    >
      <QueryTable<Enrolment>
        label={t('people.enrolment.title')}
        rowKey={(row) => row.id}
        rows={view.enrolments}
        isPending={false}
        empty={t('people.enrolment.empty')}
        {...(mayUpdate ? { onOpen: setSetting } : {})}
        columns={[
          {
            title: t('clients.registration.kind'),
            key: 'kind',
            render: (_, row) => <strong>{t(`names.registrationKind.${row.kind}`)}</strong>,
          },
          {
            title: t('people.enrolment.city'),
            key: 'city',
            render: (_, row) => cityName(row.cityCode),
          },
          {
            title: t('people.enrolment.months'),
            key: 'months',
            render: (_, row) => `${row.startPeriod} — ${row.stopPeriod ?? ''}`,
          },
          {
            title: t('people.enrolment.terms'),
            key: 'terms',
            render: (_, row) => <Terms row={row} />,
          },
          {
            title: '',
            key: 'state',
            render: (_, row) => (
              <EnrolmentState
                tenantId={tenantId}
                employmentId={view.employment.id}
                enrolmentId={row.id}
              />
            ),
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              mayUpdate &&
              row.stopPeriod === null && (
                <Button
                  size="small"
                  danger
                  onClick={(event) => {
                    event.stopPropagation();
                    setStopping(row);
                  }}
                  onKeyDown={(event) => event.stopPropagation()}
                >
                  {t('people.enrolment.stop')}
                </Button>
              ),
          },
        ]}
      />
      <SetEnrolment
        tenantId={tenantId}
        view={view}
        enrolment={setting}
        onClose={() => setSetting(null)}
      />
      <StopEnrolment tenantId={tenantId} enrolment={stopping} onClose={() => setStopping(null)} />
    </Section>
  );
}

function Terms({ row }: { row: Enrolment }): ReactNode {
  const { t } = useTranslation();
  return row.terms.map((term) => (
    <div key={term.fromPeriod}>
      <span className="heyi-quiet">{t('people.enrolment.since', { period: term.fromPeriod })}</span>{' '}
      <AmountText value={term.base} />{' '}
      <span className="heyi-quiet">
        {[
          t(`names.insuredType.${term.insuredType}`),
          term.tier,
          term.housingFundRate && percentText(term.housingFundRate),
          term.supplementaryRate && percentText(term.supplementaryRate),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  ));
}
