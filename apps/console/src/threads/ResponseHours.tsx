import type { RequestOf } from '@heyi/client';
import { FactList, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, InputNumber } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { FormDrawer } from '../forms/FormDrawer.tsx';
import { formatInstant } from '../instant.ts';
import { Loaded } from '../Loaded.tsx';
import { useMay } from '../session.ts';

type Hours = Omit<RequestOf<'putResponseHours'>, 'tenantId'>;

const sides = ['specialist', 'clientHr', 'employee'] as const;

export function useResponseHours(tenantId: string, enabled = true) {
  return useQuery({
    queryKey: ['responseHours', tenantId],
    enabled,
    queryFn: () => api.getResponseHours({ tenantId }),
  });
}

/** 回复时限: how long each side may take, as agreed with the client. */
export function ResponseHours({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const hours = useResponseHours(tenantId);
  return (
    <Section
      title={t('threads.hoursTitle')}
      note={t('threads.hoursNote')}
      actions={
        may('client:update') && <Button onClick={() => setEditing(true)}>{t('common.edit')}</Button>
      }
    >
      <Loaded query={hours}>
        {({ setBy, setAt, ...of }) => (
          <>
            <FactList
              columns={3}
              facts={sides.map((side) => [
                t(`threads.hoursSides.${side}`),
                t('threads.hoursOf', { count: of[side] }),
              ])}
            />
            <p className="heyi-quiet">
              {setAt === null
                ? t('threads.hoursUsual')
                : t('threads.hoursSetBy', { by: setBy, time: formatInstant(setAt) })}
            </p>
            <FormDrawer<Hours>
              title={t('threads.hoursTitle')}
              open={editing}
              initial={of}
              submit={(values) => api.putResponseHours({ tenantId, ...values })}
              onClose={() => setEditing(false)}
            >
              {sides.map((side) => (
                <Form.Item
                  key={side}
                  name={side}
                  label={t(`threads.hoursSides.${side}`)}
                  extra={t('threads.hoursHelp')}
                  rules={[{ required: true }]}
                >
                  <InputNumber min={1} max={80} precision={0} />
                </Form.Item>
              ))}
            </FormDrawer>
          </>
        )}
      </Loaded>
    </Section>
  );
}
