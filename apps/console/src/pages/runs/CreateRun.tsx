import type { AnswerOf, RequestOf } from '@heyi/client';
import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useEntityOptions } from '../../entities.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { today } from '../../instant.ts';
import type { RunRow } from './run.ts';

type Values = Omit<RequestOf<'createPayrollRun'>, 'tenantId' | 'contributionPeriod'>;
type Made = AnswerOf<'createPayrollRun'>;

const needed = [{ required: true }];
const corrects = new Set(['correction', 'balancing']);

export function CreateRun(props: {
  tenantId: string;
  open: boolean;
  runs: readonly Pick<RunRow, 'id' | 'title'>[];
  initial?: Partial<Values>;
  onClose: () => void;
  onCreated: (runId: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const entities = useEntityOptions(tenantId);
  const kinds = useOptions('runs.kinds');
  const originals = props.runs.map((run) => ({ value: run.id, label: run.title }));
  const submit = ({ entityIds, title, ...values }: Values) =>
    api.createPayrollRun({
      tenantId,
      ...values,
      ...(entityIds && entityIds.length > 0 ? { entityIds } : {}),
      ...(title ? { title } : {}),
    });
  return (
    <FormDrawer<Values, Made>
      title={t('runs.create')}
      submitLabel={t('runs.create')}
      open={props.open}
      initial={{
        kind: 'regular',
        wageMonth: today().slice(0, 7),
        payDate: today(),
        ...props.initial,
      }}
      submit={submit}
      onDone={({ id }) => props.onCreated(id)}
      onClose={props.onClose}
    >
      <Form.Item name="kind" label={t('runs.kind')} rules={needed}>
        <Select options={kinds} />
      </Form.Item>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) =>
          corrects.has(getFieldValue('kind')) && (
            <Form.Item name="originalRunId" label={t('runs.original')} rules={needed}>
              <Select options={originals} showSearch={{ optionFilterProp: 'label' }} />
            </Form.Item>
          )
        }
      </Form.Item>
      <div className="heyi-fields">
        <Form.Item name="wageMonth" label={t('runs.wageMonth')} rules={needed}>
          <DayInput picker="month" />
        </Form.Item>
        <Form.Item
          name="payDate"
          label={t('runs.payDate')}
          extra={t('runs.payDateHelp')}
          rules={needed}
        >
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item name="entityIds" label={t('runs.entities')} extra={t('runs.entitiesHelp')}>
        <Select mode="multiple" options={entities} />
      </Form.Item>
      <Form.Item name="title" label={t('runs.name')} extra={t('runs.nameHelp')}>
        <Input maxLength={60} />
      </Form.Item>
    </FormDrawer>
  );
}
