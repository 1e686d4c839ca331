import type { AnswerOf } from '@heyi/client';
import { type Column, QueryTable, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useCities, useCityName } from '../../cities.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { comma } from '../../i18n/index.ts';
import { useTable } from '../../rows.ts';

type Row = AnswerOf<'listOrderSkills'>['rows'][number];
type Item = Row['skills'][number]['item'];

/** 技能: by city and service, for those who are given lines by themselves. */
export function SkillsTab(): ReactNode {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Row | null>(null);
  const skills = useQuery({ queryKey: ['orderSkills'], queryFn: () => api.listOrderSkills({}) });
  return (
    <Section title={t('orders.skills.title')} note={t('orders.skills.note')}>
      <QueryTable<Row>
        label={t('orders.skills.title')}
        rowKey={(row) => row.accountId}
        empty={t('orders.skills.empty')}
        columns={useColumns()}
        onOpen={setOpened}
        {...useTable(skills)}
      />
      <SkillForm row={opened} onClose={() => setOpened(null)} />
    </Section>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation();
  const cityName = useCityName();
  return [
    { title: t('orders.assignee'), dataIndex: 'name', fixed: 'left' },
    {
      title: t('orders.skills.known'),
      key: 'skills',
      render: (_, row) =>
        row.skills.length === 0
          ? '—'
          : [...Map.groupBy(row.skills, ({ cityCode }) => cityCode)].map(([cityCode, known]) => (
              <div key={cityCode}>
                <strong>{cityName(cityCode)}</strong>{' '}
                {known.map(({ item }) => t(`names.orderItem.${item}`)).join(comma())}
              </div>
            )),
    },
  ];
}

type Values = { cities: string[]; items: Item[] };

function SkillForm({ row, onClose }: { row: Row | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const cities = useCities();
  const known = row?.skills ?? [];
  return (
    <FormDrawer<Values>
      title={row?.name ?? ''}
      open={row !== null}
      initial={{
        cities: [...new Set(known.map(({ cityCode }) => cityCode))],
        items: [...new Set(known.map(({ item }) => item))],
      }}
      intro={<p className="heyi-quiet">{t('orders.skills.formNote')}</p>}
      submit={({ cities: codes, items }) =>
        api.putOrderSkills({
          accountId: row!.accountId,
          skills: codes.flatMap((cityCode) => items.map((item) => ({ cityCode, item }))),
        })
      }
      onClose={onClose}
    >
      <Form.Item name="cities" label={t('orders.city')}>
        <Select
          mode="multiple"
          options={cities.map(({ code, name }) => ({ value: code, label: name }))}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Form.Item>
      <Form.Item name="items" label={t('orders.item')}>
        <Select mode="multiple" options={useOptions('names.orderItem')} />
      </Form.Item>
    </FormDrawer>
  );
}
