import { AmountText, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { useMay } from '../../session.ts';
import { BackContribution } from './BackContribution.tsx';
import { type Enrolled, type Task, toneOfEnrolment } from './insurance.ts';
import { TaskAgency, TaskCutoff, TaskMonth, TaskName, TaskState } from './TaskParts.tsx';

type Of = { tenantId: string; employmentId: string };

function useChain({ tenantId, employmentId }: Of) {
  return useQuery({
    queryKey: ['insuranceChain', tenantId, employmentId],
    queryFn: () => api.getInsuranceChain({ tenantId, employmentId }),
  });
}

/** Every task of one person; what may be asked for beside those that arise by themselves. */
export function TasksPanel(props: Of): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const chain = useChain(props);
  const [asking, setAsking] = useState(false);
  const [paying, setPaying] = useState(false);
  return (
    <Section
      title={t('insurance.title')}
      note={t('insurance.chain.note')}
      actions={
        may('insurance_task:write') && (
          <>
            <Button onClick={() => setPaying(true)}>{t('insurance.back.title')}</Button>
            <Button onClick={() => setAsking(true)}>{t('insurance.chain.ask')}</Button>
          </>
        )
      }
    >
      <Tasks chain={chain} />
      <AskTask {...props} open={asking} onClose={() => setAsking(false)} />
      <BackContribution
        {...props}
        enrolments={chain.data?.enrolments ?? []}
        open={paying}
        onClose={() => setPaying(false)}
      />
    </Section>
  );
}

function Uncovered({ of }: { of: Enrolled['uncovered'] }): ReactNode {
  const { t } = useTranslation();
  if (of === null) return null;
  return (
    <div className="heyi-warn">
      {t(`insurance.chain.${of.to === null ? 'uncovered' : 'uncoveredTo'}`, of)}
      {of.provisional && (
        <span className="heyi-quiet"> {t('insurance.chain.uncoveredUnsure')}</span>
      )}
    </div>
  );
}

function Tasks({ chain }: { chain: ReturnType<typeof useChain> }): ReactNode {
  const { t } = useTranslation();
  return (
    <QueryTable<Task>
      label={t('insurance.tasks')}
      rowKey={(row) => row.id}
      rows={chain.data?.tasks}
      isPending={chain.isPending}
      error={chain.error}
      empty={t('insurance.chain.tasksEmpty')}
      columns={[
        { title: t('insurance.kind'), key: 'kind', render: (_, row) => <TaskName task={row} /> },
        {
          title: t('insurance.state'),
          key: 'state',
          render: (_, row) => <TaskState task={row} />,
        },
        {
          title: t('insurance.agency'),
          key: 'agency',
          render: (_, row) => <TaskAgency task={row} />,
        },
        {
          title: t('insurance.period'),
          key: 'period',
          render: (_, row) => <TaskMonth task={row} />,
        },
        {
          title: t('insurance.officialCutoff'),
          key: 'cutoff',
          render: (_, row) => <TaskCutoff task={row} />,
        },
        {
          title: t('insurance.base'),
          key: 'base',
          align: 'right',
          render: (_, row) => <AmountText value={row.base} />,
        },
      ]}
    />
  );
}

const askedKinds = ['transferIn', 'transferOut', 'employmentFiling', 'exitFiling', 'firstCard'];

type Values = {
  kind: 'transferIn' | 'transferOut' | 'employmentFiling' | 'exitFiling' | 'firstCard';
  registrationId: string;
};

function AskTask(props: Of & { open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const { tenantId, employmentId } = props;
  const kinds = useOptions('names.taskKind').filter(({ value }) => askedKinds.includes(value));
  const registrations = useQuery({
    queryKey: ['registrations', tenantId],
    enabled: props.open,
    queryFn: () => api.listRegistrations({ tenantId }),
  });
  const needed = [{ required: true }];
  return (
    <FormDrawer<Values>
      title={t('insurance.chain.ask')}
      submitLabel={t('insurance.chain.ask')}
      open={props.open}
      submit={(values) => api.requestInsuranceTask({ tenantId, employmentId, ...values })}
      onClose={props.onClose}
    >
      <Form.Item name="kind" label={t('insurance.kind')} rules={needed}>
        <Select options={kinds} />
      </Form.Item>
      <Form.Item name="registrationId" label={t('insurance.chain.registration')} rules={needed}>
        <Select
          loading={registrations.isFetching}
          options={(registrations.data?.rows ?? [])
            .filter(({ closedFrom }) => closedFrom === null)
            .map((row) => ({
              value: row.id,
              label: `${t(`names.registrationKind.${row.kind}`)} · ${placeOf(row)} · ${row.legalEntityName}`,
            }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}

/** Where the person stands at one agency, by the tasks alone, and the days without cover. */
export function EnrolmentState(props: Of & { enrolmentId: string }): ReactNode {
  const { t } = useTranslation();
  const chain = useChain(props);
  const found = chain.data?.enrolments.find(({ enrolmentId }) => enrolmentId === props.enrolmentId);
  if (!found) return null;
  return (
    <>
      <StateTag
        tone={toneOfEnrolment[found.state]}
        text={t(`insurance.chain.states.${found.state}`)}
      />
      <Uncovered of={found.uncovered} />
    </>
  );
}
