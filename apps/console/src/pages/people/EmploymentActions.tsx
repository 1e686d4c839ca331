import type { RequestOf } from '@heyi/client';
import { Alert, Button, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { today } from '../../instant.ts';
import { TermFields } from './employment-fields.tsx';
import type { EmploymentPanelProps } from './people.ts';

type Step = 'revise' | 'end' | 'correct';
type StepProps = EmploymentPanelProps & { open: boolean; onClose: () => void };
type Without<Request> = Omit<Request, 'tenantId' | 'employmentId'>;

const needed = [{ required: true }];

/** Mover, leaver, correction. Somebody who left can only be corrected. */
export function EmploymentActions(props: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step | null>(null);
  const hasEnd = props.view.employment.endsOn !== null;
  const close = () => setStep(null);
  return (
    <>
      <Button onClick={() => setStep('correct')}>{t('people.correct')}</Button>
      {!hasEnd && (
        <Button danger onClick={() => setStep('end')}>
          {t('people.end')}
        </Button>
      )}
      <Button type="primary" onClick={() => setStep('revise')}>
        {t('people.revise')}
      </Button>
      <Revise {...props} open={step === 'revise'} onClose={close} />
      <End {...props} open={step === 'end'} onClose={close} />
      <Correct {...props} open={step === 'correct'} onClose={close} />
    </>
  );
}

function Note({ text }: { text: string }): ReactNode {
  return <Alert showIcon type="info" title={text} style={{ marginBottom: 14 }} />;
}

function Revise({ tenantId, view, open, onClose }: StepProps): ReactNode {
  const { t } = useTranslation();
  const { employment } = view;
  return (
    <FormDrawer<Without<RequestOf<'reviseEmployment'>>>
      title={t('people.revise')}
      submitLabel={t('people.revise')}
      open={open}
      intro={<Note text={t('people.reviseNote')} />}
      initial={{ ...employment, appliesFrom: firstDayToApply(employment.startsOn) }}
      submit={(values) =>
        api.reviseEmployment({ tenantId, employmentId: employment.id, ...values })
      }
      onClose={onClose}
    >
      <Form.Item name="appliesFrom" label={t('people.appliesFrom')} rules={needed}>
        <DayInput />
      </Form.Item>
      <TermFields tenantId={tenantId} />
    </FormDrawer>
  );
}

/** What is wrong with somebody who joined this month is put right from the first day on. */
function firstDayToApply(startsOn: string): string {
  return startsOn.slice(0, 7) === today().slice(0, 7) ? startsOn : today();
}

function End({ tenantId, view, open, onClose }: StepProps): ReactNode {
  const { t } = useTranslation();
  const { employment } = view;
  return (
    <FormDrawer<Without<RequestOf<'endEmployment'>>>
      title={t('people.end')}
      submitLabel={t('people.end')}
      danger
      open={open}
      intro={<Note text={t('people.endNote')} />}
      initial={{ endsOn: today() }}
      submit={(values) => api.endEmployment({ tenantId, employmentId: employment.id, ...values })}
      onClose={onClose}
    >
      <p style={{ marginTop: 0 }}>
        <strong>{view.person.name}</strong> {employment.employeeNumber}
      </p>
      <Form.Item name="endsOn" label={t('people.endsOn')} rules={needed}>
        <DayInput />
      </Form.Item>
      <Form.Item name="leavingReason" label={t('people.leavingReason')} rules={needed}>
        <Select options={useOptions('people.leavingReasons')} />
      </Form.Item>
    </FormDrawer>
  );
}

function Correct({ tenantId, view, open, onClose }: StepProps): ReactNode {
  const { t } = useTranslation();
  const { employment } = view;
  const reasons = useOptions('people.leavingReasons');
  return (
    <FormDrawer<Without<RequestOf<'updateEmployment'>>>
      title={t('people.correct')}
      open={open}
      intro={<Note text={t('people.correctNote')} />}
      initial={employment}
      submit={(values) =>
        api.updateEmployment({
          tenantId,
          employmentId: employment.id,
          employeeNumber: values.employeeNumber ?? null,
          startsOn: values.startsOn,
          endsOn: values.endsOn ?? null,
          leavingReason: values.endsOn ? (values.leavingReason ?? null) : null,
        })
      }
      onClose={onClose}
    >
      <Form.Item name="employeeNumber" label={t('people.employeeNumber')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="startsOn" label={t('people.startsOn')} rules={needed}>
        <DayInput />
      </Form.Item>
      {employment.endsOn !== null && (
        <Form.Item name="endsOn" label={t('people.endsOn')}>
          <DayInput clearable />
        </Form.Item>
      )}
      <Form.Item noStyle dependencies={['endsOn']}>
        {({ getFieldValue }) =>
          getFieldValue('endsOn') && (
            <Form.Item name="leavingReason" label={t('people.leavingReason')} rules={needed}>
              <Select options={reasons} />
            </Form.Item>
          )
        }
      </Form.Item>
    </FormDrawer>
  );
}
