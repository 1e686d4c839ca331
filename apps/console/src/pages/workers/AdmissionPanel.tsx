import type { RequestOf } from '@heyi/client';
import { QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { formatInstant } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { WhoFields } from './WhoFields.tsx';
import { AgreementTexts } from './AgreementTexts.tsx';
import { VatReadingPanel } from './VatReadingPanel.tsx';
import type { BlockEntry } from './workers.ts';

const needed = [{ required: true }];

/** What admission is judged by, and how VAT is read. */
export function AdmissionPanel({ tenantId }: { tenantId: string }): ReactNode {
  return (
    <>
      <VatReadingPanel />
      <Settings tenantId={tenantId} />
      <BlockList tenantId={tenantId} />
      <AgreementTexts tenantId={tenantId} />
    </>
  );
}

type SettingValues = Omit<RequestOf<'putAdmissionSettings'>, 'tenantId'>;

function Settings({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const channels = useOptions('workers.channels');
  const query = useQuery({
    queryKey: ['admission-settings', tenantId],
    queryFn: () => api.getAdmissionSettings({ tenantId }),
  });
  return (
    <Section
      title={t('workers.tabs.settings')}
      actions={
        useMay()('gig_settings:write') && (
          <Button onClick={() => setOpen(true)}>{t('common.edit')}</Button>
        )
      }
    >
      <Loaded query={query}>
        {(settings) => (
          <>
            <dl className="heyi-totals" style={{ marginTop: 0 }}>
              <div>
                <dt>{t('workers.minimumAge')}</dt>
                <dd>{settings.minimumAge}</dd>
              </div>
              <div>
                <dt>{t('workers.openChannels')}</dt>
                <dd>{settings.channels.map((one) => t(`workers.channels.${one}`)).join(' · ')}</dd>
              </div>
            </dl>
            <FormDrawer<SettingValues>
              title={t('workers.tabs.settings')}
              open={open}
              initial={settings}
              submit={(values) => api.putAdmissionSettings({ tenantId, ...values })}
              onClose={() => setOpen(false)}
            >
              <Form.Item name="minimumAge" label={t('workers.minimumAge')} rules={needed}>
                <InputNumber min={16} max={60} precision={0} />
              </Form.Item>
              <Form.Item name="channels" label={t('workers.openChannels')} rules={needed}>
                <Checkbox.Group options={channels} />
              </Form.Item>
            </FormDrawer>
          </>
        )}
      </Loaded>
    </Section>
  );
}

type EntryValues = Omit<RequestOf<'addBlockEntry'>, 'tenantId'>;

function BlockList({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const mayWrite = useMay()('gig_worker:write');
  const listKinds = useOptions('workers.listKinds');
  const entries = useRows(['block-entries', tenantId], (cursor) =>
    api.listBlockEntries({ tenantId, limit: 50, ...cursor }),
  );
  return (
    <Section
      title={t('workers.lists')}
      note={t('workers.listsNote')}
      actions={mayWrite && <Button onClick={() => setOpen(true)}>{t('workers.addEntry')}</Button>}
    >
      <QueryTable<BlockEntry>
        label={t('workers.lists')}
        rowKey={(row) => row.id}
        empty={t('workers.listsEmpty')}
        columns={[
          { title: t('workers.name'), dataIndex: 'name' },
          {
            title: t('workers.listKind'),
            key: 'kind',
            render: (_, row) => t(`workers.listKinds.${row.kind}`),
          },
          { title: t('workers.documentNumber'), dataIndex: 'documentMasked' },
          { title: t('common.reason'), dataIndex: 'reason' },
          {
            title: t('workers.addedBy'),
            key: 'addedBy',
            render: (_, row) => (
              <>
                {row.addedBy}
                <div className="heyi-quiet">{formatInstant(row.addedAt)}</div>
              </>
            ),
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              row.removedAt === null ? (
                mayWrite && (
                  <ActionButton
                    size="small"
                    danger
                    label={t('workers.removeEntry')}
                    ask={{ title: `${t('workers.removeEntry')} ${row.name}` }}
                    act={() => api.removeBlockEntry({ tenantId, blockEntryId: row.id })}
                  />
                )
              ) : (
                <StateTag tone="neutral" text={t('workers.removed')} />
              ),
          },
        ]}
        {...entries.table}
      />
      <FormDrawer<EntryValues>
        title={t('workers.addEntry')}
        open={open}
        initial={{ kind: 'blocked', documentKind: 'idCard' }}
        submit={(values) => api.addBlockEntry({ tenantId, ...values })}
        onClose={() => setOpen(false)}
      >
        <Form.Item name="kind" label={t('workers.listKind')} rules={needed}>
          <Select options={listKinds} />
        </Form.Item>
        <WhoFields />
        <Form.Item name="reason" label={t('common.reason')} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
      </FormDrawer>
    </Section>
  );
}
