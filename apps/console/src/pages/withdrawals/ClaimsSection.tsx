import { PaperClipOutlined } from '@ant-design/icons';
import type { RequestOf } from '@heyi/client';
import { AmountText, type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { Button, Flex, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import { DownloadButton } from '../../DownloadButton.tsx';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { FileField } from '../../forms/FileField.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { formatInstant, today } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { ConfirmClaim } from './ConfirmClaim.tsx';
import { type Claim, type Program, toneOfClaim } from './withdrawals.ts';

/** 充值认领: the client says it, the provider finds the receipt. */
export function ClaimsSection(props: { tenantId: string; program: Program }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, program } = props;
  const [claiming, setClaiming] = useState(false);
  const [confirming, setConfirming] = useState<Claim | null>(null);
  const [state, setState] = useState<Claim['state'] | null>(null);
  const claims = useRows(['top-up-claims', tenantId, program.id, state], (cursor) =>
    api.listTopUpClaims({
      tenantId,
      programId: program.id,
      limit: 50,
      ...(state ? { state } : {}),
      ...cursor,
    }),
  );
  return (
    <Section
      title={t('withdrawals.claim.title')}
      note={t('withdrawals.claim.note')}
      actions={
        <>
          <Select
            allowClear
            aria-label={t('withdrawals.state')}
            placeholder={t('withdrawals.state')}
            style={{ minWidth: 120 }}
            options={useOptions('withdrawals.claim.states')}
            onChange={(value?: Claim['state']) => setState(value ?? null)}
          />
          {may('top_up:claim') && (
            <Button type="primary" onClick={() => setClaiming(true)}>
              {t('withdrawals.claim.make')}
            </Button>
          )}
        </>
      }
    >
      <QueryTable<Claim>
        label={t('withdrawals.claim.title')}
        rowKey={(row) => row.id}
        empty={t('withdrawals.claim.empty')}
        columns={useColumns(tenantId, setConfirming)}
        {...claims.table}
      />
      <ClaimForm {...props} open={claiming} onClose={() => setClaiming(false)} />
      <ConfirmClaim tenantId={tenantId} claim={confirming} onClose={() => setConfirming(null)} />
    </Section>
  );
}

function useColumns(tenantId: string, confirm: (claim: Claim) => void): Column<Claim>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('withdrawals.claim.paidOn'),
      key: 'paidOn',
      render: (_, row) => (
        <>
          {row.paidOn}
          <div className="heyi-quiet">
            {row.claimedBy} {formatInstant(row.claimedAt)}
          </div>
        </>
      ),
    },
    {
      title: t('withdrawals.claim.amount'),
      key: 'amount',
      align: 'right',
      render: (_, row) => <AmountText value={row.amount} strong />,
    },
    {
      title: t('withdrawals.claim.payerName'),
      key: 'payer',
      render: (_, row) => (
        <>
          {row.payerName}
          <div className="heyi-quiet">
            {[row.bankReference, row.note].filter(Boolean).join(' · ')}
          </div>
        </>
      ),
    },
    {
      title: t('withdrawals.state'),
      key: 'state',
      render: (_, row) => (
        <>
          <StateTag
            tone={toneOfClaim[row.state]}
            text={t(`withdrawals.claim.states.${row.state}`)}
          />
          {row.decidedAt !== null && (
            <div className="heyi-quiet">
              {[row.decidedBy, formatInstant(row.decidedAt), row.reason].filter(Boolean).join(' ')}
            </div>
          )}
        </>
      ),
    },
    {
      title: '',
      key: 'actions',
      align: 'right',
      render: (_, row) => <Actions tenantId={tenantId} row={row} confirm={confirm} />,
    },
  ];
}

function Actions(props: {
  tenantId: string;
  row: Claim;
  confirm: (claim: Claim) => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, row, confirm } = props;
  const [claimId, fileId] = [row.id, row.fileId];
  return (
    <Flex gap={4} wrap justify="flex-end">
      {fileId !== null && may('file:download') && (
        <DownloadButton
          size="small"
          type="text"
          icon={<PaperClipOutlined />}
          label={t('withdrawals.claim.slip')}
          load={() => api.downloadFile({ tenantId, fileId })}
        />
      )}
      {row.state === 'open' && may('receipt:write') && (
        <>
          <Button size="small" onClick={() => confirm(row)}>
            {t('withdrawals.claim.confirm')}
          </Button>
          <ReasonButton
            size="small"
            type="text"
            label={t('withdrawals.claim.refuse')}
            act={(reason) => api.refuseTopUpClaim({ tenantId, claimId, reason })}
          />
        </>
      )}
      {row.state === 'open' && may('top_up:claim') && (
        <ActionButton
          size="small"
          type="text"
          label={t('withdrawals.claim.cancel')}
          ask={{ title: t('withdrawals.claim.cancelAsk') }}
          act={() => api.cancelTopUpClaim({ tenantId, claimId })}
        />
      )}
    </Flex>
  );
}

type Values = Omit<RequestOf<'claimTopUp'>, 'tenantId' | 'programId' | 'fileId'> & {
  file?: string;
};

const needed = [{ required: true }];

function ClaimForm(props: {
  tenantId: string;
  program: Program;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, program, open, onClose } = props;
  const [file, setFile] = useState<File | null>(null);
  const submit = async ({ file: _, note, ...values }: Values) => {
    const stored = file && (await api.uploadFile({ tenantId }, { upload: file }));
    return api.claimTopUp({
      tenantId,
      programId: program.id,
      ...values,
      ...(note ? { note } : {}),
      ...(stored ? { fileId: stored.id } : {}),
    });
  };
  return (
    <FormDrawer<Values>
      title={t('withdrawals.claim.make')}
      submitLabel={t('withdrawals.claim.make')}
      open={open}
      initial={{ paidOn: today() }}
      submit={submit}
      onDone={() => setFile(null)}
      onClose={onClose}
    >
      <div className="heyi-fields">
        <Form.Item
          name="amount"
          label={t('withdrawals.claim.amount')}
          rules={[...needed, useAmountRule('aboveZero')]}
        >
          <AmountInput />
        </Form.Item>
        <Form.Item name="paidOn" label={t('withdrawals.claim.paidOn')} rules={needed}>
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item name="payerName" label={t('withdrawals.claim.payerName')} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="bankReference"
        label={t('withdrawals.claim.bankReference')}
        extra={t('withdrawals.claim.bankReferenceHelp')}
        rules={needed}
      >
        <Input maxLength={64} />
      </Form.Item>
      <Form.Item name="note" label={t('withdrawals.claim.noteField')}>
        <Input maxLength={200} />
      </Form.Item>
      <FileField
        label={t('withdrawals.claim.slip')}
        help={t('withdrawals.claim.slipHelp')}
        onFile={setFile}
        optional
      />
    </FormDrawer>
  );
}
