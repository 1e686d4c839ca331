import type { ParseKeys } from 'i18next';
import type { AnswerOf, RequestOf } from '@heyi/client';
import { QueryTable, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { formatInstant, today } from '../../instant.ts';
import { useTable } from '../../rows.ts';
import { useMay } from '../../session.ts';

type Row = AnswerOf<'listProcedures'>['rows'][number];

/** How each agency takes changes: who said so, since when, and how sure it is. */
export function ProceduresTab({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const may = useMay();
  const mayUpdate = may('legal_entity:update');
  const [setting, setSetting] = useState<Row | null>(null);
  const procedures = useQuery({
    queryKey: ['procedures', tenantId],
    queryFn: () => api.listProcedures({ tenantId }),
  });
  return (
    <Section title={t('insurance.procedures.title')} note={t('insurance.procedures.note')}>
      <QueryTable<Row>
        label={t('insurance.procedures.title')}
        rowKey={(row) => row.registrationId}
        empty={t('insurance.procedures.empty')}
        {...useTable(procedures)}
        columns={[
          {
            title: t('insurance.agency'),
            key: 'agency',
            fixed: 'left',
            render: (_, row) => (
              <>
                <strong>{t(`names.registrationKind.${row.kind}`)}</strong> {placeOf(row)}
                <Narrow width={180}>
                  <span className="heyi-quiet">{row.legalEntityName}</span>
                </Narrow>
              </>
            ),
          },
          {
            title: t('insurance.procedures.days'),
            key: 'days',
            render: (_, row) => (
              <>
                <div>
                  {t('names.service.enrol')}{' '}
                  <DayOf day={row.enrolDay} effective={row.enrolEffective} />
                </div>
                <div>
                  {t('names.service.stop')}{' '}
                  <DayOf day={row.stopDay} effective={row.stopEffective} />
                </div>
              </>
            ),
          },
          {
            title: t('insurance.procedures.payment'),
            key: 'payment',
            render: (_, row) => (
              <Known words={row.payment && `insurance.procedures.payments.${row.payment}`} />
            ),
          },
          {
            title: <Narrow width={64}>{t('insurance.procedures.backContributionMonths')}</Narrow>,
            key: 'back',
            align: 'right',
            render: (_, row) => row.backContributionMonths ?? <Unknown />,
          },
          {
            title: t('insurance.procedures.signIn'),
            key: 'signIn',
            render: (_, row) => (
              <Narrow width={90}>
                <Known words={row.signIn && `insurance.procedures.signIns.${row.signIn}`} />
              </Narrow>
            ),
          },
          {
            title: <Narrow width={64}>{t('insurance.procedures.filingFirst')}</Narrow>,
            key: 'filing',
            render: (_, row) => <Known words={yesNoWords(row.filingFirst)} />,
          },
          {
            title: <Narrow width={64}>{t('insurance.procedures.injuryFromJoining')}</Narrow>,
            key: 'injury',
            render: (_, row) =>
              row.kind === 'socialInsurance' && <Known words={yesNoWords(row.injuryFromJoining)} />,
          },
          {
            title: t('insurance.procedures.basis'),
            key: 'basis',
            render: (_, row) => <Basis row={row} />,
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              mayUpdate &&
              row.tenantId === tenantId && (
                <Button size="small" onClick={() => setSetting(row)}>
                  {t('insurance.procedures.set')}
                </Button>
              ),
          },
        ]}
      />
      <SetProcedure tenantId={tenantId} row={setting} onClose={() => setSetting(null)} />
    </Section>
  );
}

/** All columns stand beside each other at 1440: none is hidden by the fixed one of buttons. */
function Narrow({ width, children }: { width: number; children: ReactNode }): ReactNode {
  return <div style={{ maxWidth: width, whiteSpace: 'normal' }}>{children}</div>;
}

function yesNoOf(value: boolean | null): 'yes' | 'no' | null {
  return value === null ? null : value ? 'yes' : 'no';
}

function yesNoWords(value: boolean | null): ParseKeys | null {
  const answer = yesNoOf(value);
  return answer && `insurance.procedures.yesNo.${answer}`;
}

function Unknown(): ReactNode {
  const { t } = useTranslation();
  return <span className="heyi-quiet">{t('insurance.procedures.unknown')}</span>;
}

/** A known value has its words in the group of its column. */
function Known({ words }: { words: ParseKeys | null }): ReactNode {
  const { t } = useTranslation();
  return words === null ? <Unknown /> : t(words);
}

function DayOf(props: { day: number | null; effective: 'thisMonth' | 'nextMonth' | null }) {
  const { t } = useTranslation();
  return (
    <>
      {props.day === null ? <Unknown /> : t('insurance.procedures.day', { day: props.day })}
      {props.effective !== null && (
        <span className="heyi-quiet">
          {' '}
          · {t(`insurance.procedures.effective.${props.effective}`)}
        </span>
      )}
    </>
  );
}

/** Who set it and on what ground; else what is on file of the city. */
function Basis({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation();
  const [own] = row.own;
  return (
    <Narrow width={270}>
      {row.provisional && <span className="heyi-warn">{t('insurance.provisional')} </span>}
      {own && (
        <>
          {own.source} · {t(`insurance.procedures.marks.${own.mark}`)}
          <div className="heyi-quiet">
            {own.validFrom} {' · '}
            {t('insurance.procedures.setBy', {
              name: own.setByName,
              at: formatInstant(own.setAt),
            })}
          </div>
        </>
      )}
      {!own && row.city && (
        <span className="heyi-quiet">
          {t('insurance.procedures.ofCity')} · {t(`insurance.procedures.marks.${row.city.mark}`)}
          {row.city.note && ` · ${row.city.note}`}
        </span>
      )}
    </Narrow>
  );
}

type Sent = Omit<RequestOf<'setProcedure'>, 'tenantId' | 'registrationId'>;
type Values = Omit<Sent, 'filingFirst' | 'injuryFromJoining'> & {
  filingFirst?: 'yes' | 'no' | null;
  injuryFromJoining?: 'yes' | 'no' | null;
};

const numbers = ['enrolDay', 'stopDay', 'backContributionDay'] as const;
const needed = [{ required: true }];

function SetProcedure(props: {
  tenantId: string;
  row: Row | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, row } = props;
  return (
    <FormDrawer<Values>
      title={t('insurance.procedures.title')}
      open={row !== null}
      intro={<p className="heyi-quiet">{t('insurance.procedures.dayNote')}</p>}
      {...(row ? { initial: initialOf(row) } : {})}
      submit={(values) =>
        api.setProcedure({ tenantId, registrationId: row!.registrationId, ...sentOf(values) })
      }
      onClose={props.onClose}
    >
      <Form.Item name="validFrom" label={t('insurance.procedures.validFrom')} rules={needed}>
        <DayInput picker="month" />
      </Form.Item>
      <div className="heyi-fields">
        {numbers.map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`insurance.procedures.${name}`)}
            extra={t('insurance.procedures.dayInvalid')}
          >
            <InputNumber min={1} max={31} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        ))}
        <Form.Item
          name="backContributionMonths"
          label={t('insurance.procedures.backContributionMonths')}
          extra={t('insurance.procedures.months')}
        >
          <InputNumber min={0} max={120} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Choice name="enrolEffective" words="effective" />
        <Choice name="stopEffective" words="effective" />
        <Choice name="payment" words="payments" />
        <Choice name="signIn" words="signIns" />
        <Choice name="filingFirst" words="yesNo" />
        <Choice name="injuryFromJoining" words="yesNo" />
      </div>
      <ReasonCodes />
      <Form.Item
        name="source"
        label={t('insurance.procedures.source')}
        extra={t('insurance.procedures.sourceHelp')}
        rules={needed}
      >
        <Input maxLength={300} />
      </Form.Item>
      <Choice name="mark" words="marks" isNeeded />
    </FormDrawer>
  );
}

type Words = 'effective' | 'payments' | 'signIns' | 'yesNo' | 'marks';

function Choice(props: { name: keyof Values; words: Words; isNeeded?: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={props.name}
      label={t(`insurance.procedures.${props.name}`)}
      rules={props.isNeeded ? needed : []}
    >
      <Select
        allowClear={!props.isNeeded}
        placeholder={t('insurance.procedures.unknown')}
        options={useOptions(`insurance.procedures.${props.words}`)}
      />
    </Form.Item>
  );
}

/** The agency's own code and words for each reason why people leave. */
function ReasonCodes(): ReactNode {
  const { t } = useTranslation();
  const reasons = useOptions('people.leavingReasons');
  return (
    <Form.Item label={t('insurance.procedures.reasonCodes')} required>
      <Form.List name="reasonCodes">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <Flex key={key} gap={6} style={{ marginBottom: 6 }}>
                <Form.Item name={[name, 'reason']} rules={needed} noStyle>
                  <Select
                    aria-label={t('insurance.procedures.reason')}
                    placeholder={t('insurance.procedures.reason')}
                    options={reasons}
                    style={{ flex: 2, minWidth: 90 }}
                  />
                </Form.Item>
                <Form.Item name={[name, 'code']} rules={needed} noStyle>
                  <Input
                    aria-label={t('insurance.procedures.reasonCode')}
                    placeholder={t('insurance.procedures.reasonCode')}
                    maxLength={20}
                    style={{ flex: 1 }}
                  />
                </Form.Item>
                <Form.Item name={[name, 'words']} rules={needed} noStyle>
                  <Input
                    aria-label={t('insurance.procedures.reasonWords')}
                    placeholder={t('insurance.procedures.reasonWords')}
                    maxLength={60}
                    style={{ flex: 2 }}
                  />
                </Form.Item>
                <Button onClick={() => remove(name)}>{t('insurance.procedures.remove')}</Button>
              </Flex>
            ))}
            <Button onClick={() => add()}>{t('insurance.procedures.addReason')}</Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}

function initialOf(row: Row): Partial<Values> {
  const [own] = row.own;
  const validFrom = today().slice(0, 7);
  if (!own) return { validFrom, reasonCodes: [], mark: 'secondary' };
  const { filingFirst, injuryFromJoining, ...rest } = own;
  return {
    ...rest,
    validFrom,
    filingFirst: yesNoOf(filingFirst),
    injuryFromJoining: yesNoOf(injuryFromJoining),
  };
}

/** Only what the contract knows; a field that was left empty is unknown. */
function sentOf(values: Values): Sent {
  const answer = (value?: 'yes' | 'no' | null) => (value ? value === 'yes' : null);
  return {
    validFrom: values.validFrom,
    enrolDay: values.enrolDay ?? null,
    stopDay: values.stopDay ?? null,
    backContributionDay: values.backContributionDay ?? null,
    enrolEffective: values.enrolEffective ?? null,
    stopEffective: values.stopEffective ?? null,
    payment: values.payment ?? null,
    backContributionMonths: values.backContributionMonths ?? null,
    reasonCodes: values.reasonCodes ?? [],
    signIn: values.signIn ?? null,
    filingFirst: answer(values.filingFirst),
    injuryFromJoining: answer(values.injuryFromJoining),
    source: values.source,
    mark: values.mark,
  };
}
