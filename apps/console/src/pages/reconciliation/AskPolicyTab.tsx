import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { AnswerOf } from '@heyi/client';
import { FactList, QueryTable, Section, StateTag, type Tone } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { today } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import { type Gap, gapOf, secondsOf } from './ask-gaps.ts';

type AskPolicy = AnswerOf<'getAskPolicy'>;
type Entry = AskPolicy['current'];

/** When a bank is asked again about an order without an outcome, and who said so since when. */
export function AskPolicyTab(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [changing, setChanging] = useState(false);
  const policy = useQuery({ queryKey: ['askPolicy'], queryFn: () => api.getAskPolicy({}) });
  return (
    <Section
      title={t('reconciliation.asking.title')}
      note={t('reconciliation.asking.note')}
      actions={
        may('ask_policy:write') && policy.data ? (
          <Button onClick={() => setChanging(true)}>{t('reconciliation.asking.change')}</Button>
        ) : null
      }
    >
      <Loaded query={policy}>
        {(view) => (
          <>
            <Current policy={view} />
            <Entries policy={view} />
            <ChangeGaps current={view.current} open={changing} onClose={() => setChanging(false)} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** "5 min → 1 h → 1 d" */
function useGapText(): (seconds: readonly number[]) => string {
  const { t } = useTranslation();
  return (seconds) =>
    seconds
      .map((one) => {
        const { count, unit } = gapOf(one);
        return t(`reconciliation.asking.gaps.${unit}`, { count });
      })
      .join(' → ');
}

function useSetBy(): (entry: Entry) => string {
  const { t } = useTranslation();
  return ({ changedBy }) => changedBy ?? t('reconciliation.asking.asShipped');
}

function Current({ policy }: { policy: AskPolicy }): ReactNode {
  const { t } = useTranslation();
  const textOf = useGapText();
  const setBy = useSetBy();
  const { current, quickSeconds } = policy;
  return (
    <FactList
      columns={3}
      facts={[
        [t('reconciliation.asking.quick'), textOf(quickSeconds)],
        [
          t('reconciliation.asking.growing'),
          <strong key="then">{textOf(current.askAfterSeconds)}</strong>,
        ],
        [t('reconciliation.asking.atLast'), t('reconciliation.asking.manual')],
        [t('reconciliation.asking.setBy'), setBy(current)],
        [t('reconciliation.asking.from'), current.effectiveFrom],
        [t('reconciliation.asking.reason'), current.changedBy && current.reason],
      ]}
    />
  );
}

type Standing = 'inForce' | 'planned' | 'past';
const toneOf: Record<Standing, Tone> = { inForce: 'good', planned: 'active', past: 'neutral' };

/** Nothing is shown while the product's own gaps are all there ever was. */
function Entries({ policy }: { policy: AskPolicy }): ReactNode {
  const { t } = useTranslation();
  const textOf = useGapText();
  const setBy = useSetBy();
  const { current, others } = policy;
  if (others.length === 0) return null;
  const rows = [current, ...others].toSorted((a, b) =>
    (b.effectiveFrom ?? '').localeCompare(a.effectiveFrom ?? ''),
  );
  const standingOf = (row: Entry): Standing => {
    if (row === current) return 'inForce';
    return (row.effectiveFrom ?? '') > today() ? 'planned' : 'past';
  };
  return (
    <div style={{ marginTop: 16 }}>
      <QueryTable<Entry>
        label={t('reconciliation.asking.entries')}
        rowKey={(row) => row.effectiveFrom ?? 'asShipped'}
        rows={rows}
        isPending={false}
        empty={t('common.empty')}
        columns={[
          {
            title: t('reconciliation.asking.from'),
            key: 'from',
            render: (_, row) => (
              <>
                {row.effectiveFrom ?? '—'}{' '}
                <StateTag
                  tone={toneOf[standingOf(row)]}
                  text={t(`reconciliation.asking.standings.${standingOf(row)}`)}
                />
              </>
            ),
          },
          {
            title: t('reconciliation.asking.growing'),
            key: 'gaps',
            render: (_, row) => textOf(row.askAfterSeconds),
          },
          {
            title: t('reconciliation.asking.setBy'),
            key: 'setBy',
            render: (_, row) => setBy(row),
          },
          {
            title: t('reconciliation.asking.reason'),
            key: 'reason',
            render: (_, row) => (row.changedBy ? row.reason : '—'),
          },
        ]}
      />
    </div>
  );
}

type Values = { gaps: Gap[]; effectiveFrom: string; reason: string };

function ChangeGaps(props: { current: Entry; open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <FormDrawer<Values>
      title={t('reconciliation.asking.change')}
      open={props.open}
      intro={<p className="heyi-quiet">{t('reconciliation.asking.changeNote')}</p>}
      initial={{ gaps: props.current.askAfterSeconds.map(gapOf), effectiveFrom: today() }}
      submit={({ gaps, effectiveFrom, reason }) =>
        api.putAskPolicy({ askAfterSeconds: gaps.map(secondsOf), effectiveFrom, reason })
      }
      onClose={props.onClose}
    >
      <Form.Item label={t('reconciliation.asking.growing')} required>
        <GapFields />
      </Form.Item>
      <Form.Item
        name="effectiveFrom"
        label={t('reconciliation.asking.from')}
        rules={[{ required: true }]}
      >
        <DayInput />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('reconciliation.asking.reason')}
        rules={[{ required: true }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  );
}

/** So many gaps the API takes. */
const mostGaps = 10;

function GapFields(): ReactNode {
  const { t } = useTranslation();
  const units = useOptions('reconciliation.asking.units');
  return (
    <Form.List name="gaps">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }, index) => (
            <Flex key={key} gap={8} align="flex-start">
              <Form.Item name={[name, 'count']} rules={[{ required: true }]} style={{ flex: 1 }}>
                <InputNumber
                  aria-label={t('reconciliation.asking.gapOf', { number: index + 1 })}
                  min={1}
                  max={43_200}
                  precision={0}
                  style={{ width: '100%' }}
                />
              </Form.Item>
              <Form.Item name={[name, 'unit']} rules={[{ required: true }]} style={{ flex: 1 }}>
                <Select aria-label={t('reconciliation.asking.unit')} options={units} />
              </Form.Item>
              <Button
                icon={<DeleteOutlined />}
                aria-label={t('common.remove')}
                disabled={fields.length === 1}
                onClick={() => remove(name)}
              />
            </Flex>
          ))}
          <Button
            icon={<PlusOutlined />}
            disabled={fields.length >= mostGaps}
            onClick={() => add({ unit: 'days' })}
          >
            {t('reconciliation.asking.add')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
