import { AutoComplete, Form } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { FormDrawer } from '../forms/FormDrawer.tsx';
import type { Paper, Place } from './thread.ts';

export type Deciding = { readonly paper: Paper; readonly how: 'refuse' | 'waive' };

/** 退回 and 不再需要: both need a reason that others will read. */
export function DecidePaper(props: {
  place: Place;
  deciding: Deciding | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { deciding } = props;
  const isRefusal = deciding?.how === 'refuse';
  const reasons = t('threads.refuseReasons', { returnObjects: true });
  const submit = ({ reason }: { reason: string }) => {
    const { id: paperId, version } = deciding!.paper;
    const decision = { tenantId: props.place.tenantId, paperId, version, reason };
    return isRefusal ? api.refusePaper(decision) : api.waivePaper(decision);
  };
  return (
    <FormDrawer<{ reason: string }>
      title={t(isRefusal ? 'threads.refuseTitle' : 'threads.waiveTitle', {
        paper: deciding?.paper.name ?? '',
      })}
      submitLabel={t(isRefusal ? 'threads.refuse' : 'threads.waive')}
      open={deciding !== null}
      intro={isRefusal && <p className="heyi-quiet">{t('threads.refuseNote')}</p>}
      submit={submit}
      onClose={props.onClose}
    >
      <Form.Item
        name="reason"
        label={t(isRefusal ? 'threads.refuseReason' : 'threads.waiveReason')}
        rules={[{ required: true }]}
      >
        <AutoComplete
          options={isRefusal ? reasons.map((value) => ({ value })) : []}
          maxLength={300}
        />
      </Form.Item>
    </FormDrawer>
  );
}
