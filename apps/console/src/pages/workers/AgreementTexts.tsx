import type { AnswerOf, RequestOf } from '@heyi/client';
import { QueryTable, Section } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { formatInstant } from '../../instant.ts';
import { useTable } from '../../rows.ts';
import { useMay } from '../../session.ts';

type Text = AnswerOf<'listAgreementTexts'>['rows'][number];
type Values = Omit<RequestOf<'publishAgreementText'>, 'tenantId'>;

const needed = [{ required: true }];

/** The versions that workers sign. */
export function AgreementTexts({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const kinds = useOptions('workers.agreementKinds');
  const query = useQuery({
    queryKey: ['agreement-texts', tenantId],
    queryFn: () => api.listAgreementTexts({ tenantId }),
  });
  return (
    <Section
      title={t('workers.texts')}
      note={t('workers.textsNote')}
      actions={
        useMay()('gig_settings:write') && (
          <Button onClick={() => setOpen(true)}>{t('workers.publish')}</Button>
        )
      }
    >
      <QueryTable<Text>
        label={t('workers.texts')}
        rowKey={(row) => row.id}
        empty={t('workers.textsEmpty')}
        renderBelow={(row) => <div style={{ whiteSpace: 'pre-wrap' }}>{row.body}</div>}
        columns={[
          { title: t('workers.textTitle'), dataIndex: 'title' },
          {
            title: t('workers.signatures'),
            key: 'kind',
            render: (_, row) => t(`workers.agreementKinds.${row.kind}`),
          },
          { title: t('workers.version'), dataIndex: 'version' },
          {
            title: t('workers.publishedBy'),
            key: 'publishedBy',
            render: (_, row) => (
              <>
                {row.publishedBy}
                <div className="heyi-quiet">{formatInstant(row.publishedAt)}</div>
              </>
            ),
          },
        ]}
        {...useTable(query)}
      />
      <FormDrawer<Values>
        title={t('workers.publish')}
        submitLabel={t('workers.publish')}
        open={open}
        initial={{ kind: 'cooperation' }}
        submit={(values) => api.publishAgreementText({ tenantId, ...values })}
        onClose={() => setOpen(false)}
      >
        <Form.Item name="kind" label={t('workers.signatures')} rules={needed}>
          <Select options={kinds} />
        </Form.Item>
        <Form.Item name="version" label={t('workers.version')} rules={needed}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="title" label={t('workers.textTitle')} rules={needed}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="body" label={t('workers.textBody')} rules={needed}>
          <Input.TextArea rows={10} maxLength={20000} />
        </Form.Item>
      </FormDrawer>
    </Section>
  );
}
