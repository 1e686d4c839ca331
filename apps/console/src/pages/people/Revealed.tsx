import { EyeOutlined } from '@ant-design/icons';
import type { RequestOf } from '@heyi/client';
import { Button, Flex, Tooltip, Typography } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AskReason } from '../../ask-again/AskReason.tsx';
import { useChange } from '../../change.ts';
import { Refusal } from '../../Refusal.tsx';
import { useMay } from '../../session.ts';

/** How long a number stays open: whoever leaves the desk leaves it masked. */
const shownForMs = 60_000;

/** A masked number that can be shown in full: with a reason, a fresh second factor, on record. */
export function Revealed(props: {
  tenantId: string;
  personId: string;
  field: RequestOf<'revealPersonField'>['field'];
  masked: string | null;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const { tenantId, personId, field } = props;
  const reveal = useChange(
    (reason: string) => api.revealPersonField({ tenantId, personId, field, reason }),
    ({ value }) => {
      setAsking(false);
      setShown(value);
    },
  );
  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(() => setShown(null), shownForMs);
    return () => clearTimeout(timer);
  }, [shown]);
  if (props.masked === null) return '—';
  if (shown !== null) {
    return (
      <Tooltip title={t('people.shown')}>
        <Typography.Text copyable>{shown}</Typography.Text>
      </Tooltip>
    );
  }
  return (
    <Flex gap={4} align="center">
      <span>{props.masked}</span>
      {may('person:reveal') && (
        <Button
          size="small"
          type="text"
          icon={<EyeOutlined />}
          aria-label={t('common.reveal')}
          onClick={() => setAsking(true)}
        />
      )}
      <AskReason
        title={t('common.reveal')}
        open={asking}
        isPending={reveal.isPending}
        problem={<Refusal of={reveal.error} />}
        onCancel={() => setAsking(false)}
        onReason={(reason) => reveal.mutate(reason)}
      />
    </Flex>
  );
}
