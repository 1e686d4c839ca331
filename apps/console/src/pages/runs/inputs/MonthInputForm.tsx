import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { RequestOf } from '@heyi/client';
import { useQuery } from '@tanstack/react-query';
import { Button, Divider, Flex, Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { AmountInput, useAmountRule } from '../../../forms/AmountInput.tsx';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { useOptions } from '../../../forms/options.ts';
import type { RunPanelProps } from '../run.ts';
import type { MonthInput } from './MonthInputs.tsx';

type Request = RequestOf<'putMonthInput'>;
type Attendance = NonNullable<Request['attendance']>;
type Values = { attendance?: Attendance; items?: Request['items'] };

/** One person's month instead of a file: attendance and one-off items, as the run has them now. */
export function MonthInputForm(
  props: RunPanelProps & { row: MonthInput | null; onClose: () => void },
): ReactNode {
  const { t } = useTranslation();
  const { run, tenantId, row } = props;
  const submit = ({ attendance, items = [] }: Values) =>
    api.putMonthInput({
      tenantId,
      runId: run.id,
      employmentId: row!.employmentId,
      attendance: attendance && hasAny(attendance) ? allOf(attendance) : null,
      items: items.map(({ payItemId, amount, note }) => ({
        payItemId,
        amount,
        ...(note ? { note } : {}),
      })),
    });
  return (
    <FormDrawer<Values>
      title={`${row?.personName ?? ''} · ${t('runs.input.forms.month')}`}
      open={row !== null}
      initial={initialOf(row)}
      intro={<p className="heyi-quiet">{t('runs.input.voids')}</p>}
      submit={submit}
      onClose={props.onClose}
    >
      <Heading text={t('runs.input.sources.attendance')} />
      <AttendanceFields />
      <Heading text={t('runs.input.sources.oneOffItems')} />
      <ItemFields tenantId={tenantId} isOpen={row !== null} />
    </FormDrawer>
  );
}

function initialOf(row: MonthInput | null): Values {
  if (row === null) return {};
  return {
    ...(row.attendance ? { attendance: row.attendance } : {}),
    items: row.items.map(({ payItemId, amount, note }) => ({
      payItemId,
      amount,
      ...(note ? { note } : {}),
    })),
  };
}

function hasAny(attendance: Attendance): boolean {
  return Object.values(attendance).some((value) => value !== null && value !== undefined);
}

/** A field that was never touched is none. */
function allOf(attendance: Partial<Attendance>): Attendance {
  return {
    dueDays: attendance.dueDays ?? null,
    attendedDays: attendance.attendedDays ?? null,
    absenceDays: attendance.absenceDays ?? null,
    sickDays: attendance.sickDays ?? null,
    overtimeWeekdayHours: attendance.overtimeWeekdayHours ?? null,
    overtimeRestDayHours: attendance.overtimeRestDayHours ?? null,
    overtimeHolidayHours: attendance.overtimeHolidayHours ?? null,
  };
}

function Heading({ text }: { text: string }): ReactNode {
  return (
    <Divider titlePlacement="start" style={{ fontSize: 13, marginTop: 4 }}>
      {text}
    </Divider>
  );
}

function AttendanceFields(): ReactNode {
  const { t } = useTranslation();
  const fields = useOptions('runs.input.attendance');
  return (
    <div className="heyi-fields">
      {fields.map(({ value, label }) => (
        <Form.Item
          key={value}
          name={['attendance', value]}
          label={label}
          rules={[{ pattern: /^\d{1,3}(\.\d{1,2})?$/, message: t('runs.input.quantity') }]}
        >
          <Input
            inputMode="decimal"
            suffix={t(value.endsWith('Hours') ? 'runs.input.hours' : 'runs.input.days')}
            styles={{ input: { textAlign: 'right' } }}
          />
        </Form.Item>
      ))}
    </div>
  );
}

function ItemFields({ tenantId, isOpen }: { tenantId: string; isOpen: boolean }): ReactNode {
  const { t, i18n } = useTranslation();
  const amount = useAmountRule();
  const scheme = useQuery({
    queryKey: ['payScheme', tenantId],
    enabled: isOpen,
    queryFn: () => api.getPayScheme({ tenantId }),
  });
  const options = (scheme.data?.items ?? [])
    .filter(({ source, isActive }) => source === 'input' && isActive)
    .map((item) => ({
      value: item.id,
      label: i18n.language === 'en' ? item.nameEn : item.nameZh,
    }));
  return (
    <Form.List name="items">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <Flex key={key} gap={8} align="flex-start">
              <Form.Item
                name={[name, 'payItemId']}
                rules={[{ required: true }]}
                style={{ flex: 2 }}
              >
                <Select
                  aria-label={t('runs.input.item')}
                  placeholder={t('runs.input.item')}
                  loading={scheme.isFetching}
                  options={options}
                />
              </Form.Item>
              <Form.Item
                name={[name, 'amount']}
                rules={[{ required: true }, amount]}
                style={{ flex: 2 }}
              >
                <AmountInput label={t('runs.input.amount')} />
              </Form.Item>
              <Form.Item name={[name, 'note']} style={{ flex: 2 }}>
                <Input
                  aria-label={t('runs.input.note')}
                  placeholder={t('runs.input.note')}
                  maxLength={200}
                />
              </Form.Item>
              <Button
                icon={<DeleteOutlined />}
                aria-label={t('common.remove')}
                onClick={() => remove(name)}
              />
            </Flex>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add()}>
            {t('runs.input.addItem')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
