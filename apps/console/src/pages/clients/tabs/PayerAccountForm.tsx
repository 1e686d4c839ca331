import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { useEntities } from '../../../entities.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { useOptions } from '../../../forms/options.ts';
import type { PayerAccount } from '../../../payer-accounts.ts';

type Values = Pick<
  PayerAccount,
  'legalEntityId' | 'holderName' | 'bankName' | 'bankCode' | 'channel' | 'sending' | 'state'
> & { accountNumber: string };

const needed = [{ required: true }];

export function PayerAccountForm(props: {
  tenantId: string;
  account: PayerAccount | 'new' | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const account = props.account === 'new' ? null : props.account;
  const sendings = useOptions('clients.payer.sendings');
  const states = useOptions('clients.payer.states');
  const channels = useChannels(tenantId, props.account !== null);
  return (
    <FormDrawer<Values>
      title={t(account ? 'clients.payer.edit' : 'clients.payer.add')}
      open={props.account !== null}
      initial={account ?? { channel: 'file', sending: 'single' }}
      submit={(values) =>
        account
          ? api.updatePayerAccount({ tenantId, payerAccountId: account.id, ...values })
          : api.createPayerAccount({ tenantId, ...values })
      }
      onClose={props.onClose}
    >
      {account === null && <HolderFields tenantId={tenantId} />}
      <div className="heyi-fields">
        <Form.Item name="bankName" label={t('clients.payer.bankName')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="bankCode"
          label={t('clients.payer.bankCode')}
          rules={[{ pattern: /^\d{12}$/ }]}
        >
          <Input maxLength={12} inputMode="numeric" />
        </Form.Item>
        <Form.Item
          name="channel"
          label={t('clients.payer.channel')}
          extra={t('clients.payer.channelHelp')}
          rules={needed}
        >
          <Select options={channels} />
        </Form.Item>
        <Form.Item name="sending" label={t('clients.payer.sending')} rules={needed}>
          <Select options={sendings} />
        </Form.Item>
        {account && (
          <Form.Item name="state" label={t('clients.payer.state')} rules={needed}>
            <Select options={states} />
          </Form.Item>
        )}
      </div>
    </FormDrawer>
  );
}

/** What this installation has open; nothing else is taken. */
function useChannels(tenantId: string, enabled: boolean): { value: string; label: string }[] {
  const { t } = useTranslation();
  const open = useQuery({
    queryKey: ['payChannels', tenantId],
    enabled,
    queryFn: () => api.listPayChannels({ tenantId }),
  });
  return (open.data?.rows ?? []).map(({ channel, isLinked }) => ({
    value: channel,
    label: isLinked ? channel : t('clients.payer.channelByFile'),
  }));
}

function HolderFields({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const entities = useEntities(tenantId);
  const own = entities.data?.rows.filter((row) => row.tenantId === tenantId) ?? [];
  return (
    <>
      <Form.Item name="legalEntityId" label={t('clients.tabs.entities')} rules={needed}>
        <Select options={own.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name="holderName" label={t('clients.payer.holderName')} rules={needed}>
        <Input maxLength={70} />
      </Form.Item>
      <Form.Item
        name="accountNumber"
        label={t('clients.payer.number')}
        extra={t('clients.payer.numberHelp')}
        rules={needed}
        normalize={(text: string) => text.replace(/\s/g, '')}
      >
        <Input maxLength={40} inputMode="numeric" autoComplete="off" />
      </Form.Item>
    </>
  );
}
