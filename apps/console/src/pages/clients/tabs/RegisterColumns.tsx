import type { AnswerOf } from '@heyi/client';
import { Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Problem } from '../../../api.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { language } from '../../../i18n/index.ts';
import { Loaded } from '../../../Loaded.tsx';
import { useMay } from '../../../session.ts';
import { type Arranged, ColumnsField } from './ColumnsField.tsx';
import './register-columns.css';

type Columns = AnswerOf<'getRegisterColumns'>['columns'];

/** The columns of the pay register that the client gets, in their order and by the client's names. */
export function RegisterColumns({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const query = useQuery({
    queryKey: ['registerColumns', tenantId],
    queryFn: () => api.getRegisterColumns({ tenantId }),
  });
  return (
    <Section
      title={t('clients.register.title')}
      note={t('clients.register.note')}
      actions={
        may('pay_scheme:write') &&
        query.data && (
          <Button onClick={() => setEditing(true)}>{t('clients.register.change')}</Button>
        )
      }
    >
      <Loaded query={query}>
        {({ columns }) => (
          <>
            <ol className="heyi-columns" aria-label={t('clients.register.title')}>
              {columns
                .filter(({ isChosen }) => isChosen)
                .map((column) => (
                  <li key={column.key}>{shownName(column)}</li>
                ))}
            </ol>
            <ChangeColumns
              tenantId={tenantId}
              columns={columns}
              open={editing}
              onClose={() => setEditing(false)}
            />
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** What the client calls it in Chinese, or its own name in the language of the page. */
function shownName({ nameZh, nameEn, ownNameZh }: Columns[number]): string {
  return language() === 'en' && nameZh === ownNameZh ? nameEn : nameZh;
}

/** What the server refuses of a column stands at that column. */
function ChangeColumns(props: {
  tenantId: string;
  columns: Columns;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const close = () => {
    setRefusal(null);
    props.onClose();
  };
  const save = ({ columns }: { columns: readonly Arranged[] }) => {
    setRefusal(null);
    return api.putRegisterColumns({ tenantId: props.tenantId, columns: chosenOf(columns) });
  };
  return (
    <FormDrawer<{ columns: readonly Arranged[] }>
      title={t('clients.register.change')}
      open={props.open}
      intro={<p className="heyi-quiet">{t('clients.register.help')}</p>}
      initial={{ columns: props.columns.map(arranged) }}
      submit={save}
      onRefused={setRefusal}
      onClose={close}
    >
      <Form.Item
        name="columns"
        label={t('clients.register.columns')}
        rules={[
          {
            required: true,
            validator: async (_: unknown, columns: readonly Arranged[]) => {
              if (columns.some(({ isChosen }) => isChosen)) return;
              throw new Error(t('clients.register.none'));
            },
          },
        ]}
      >
        <ColumnsField refusal={refusal} />
      </Form.Item>
    </FormDrawer>
  );
}

/** Without a name of the client's the field is empty and shows the column's own. */
function arranged({ nameZh, ownNameZh, ...column }: Columns[number]): Arranged {
  return { ...column, ownNameZh, name: nameZh === ownNameZh ? '' : nameZh };
}

function chosenOf(columns: readonly Arranged[]): { key: string; nameZh?: string }[] {
  return columns
    .filter(({ isChosen }) => isChosen)
    .map(({ key, name }) => ({ key, ...(name.trim() ? { nameZh: name.trim() } : {}) }));
}
