import { StateTag } from '@heyi/ui';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evidence } from './evidence.ts';

const known = new Set(['stamp.no_answer', 'stamp.refused', 'stamp.no_authority']);

/** 待盖时间戳 says why, once there is a reason. */
export function StampTag({ evidence }: { evidence: Evidence }): ReactNode {
  const { t } = useTranslation();
  const { stampState, stampFailure } = evidence;
  const tag = (
    <StateTag
      tone={stampState === 'stamped' ? 'good' : 'warn'}
      text={t(`evidence.stamps.${stampState}`)}
    />
  );
  if (stampState === 'stamped' || stampFailure === null) return tag;
  const why = known.has(stampFailure) ? stampFailure : 'other';
  const words = t('evidence.waitingWhy', { returnObjects: true }) as unknown as Record<
    string,
    string
  >;
  return (
    <Tooltip title={words[why]}>
      <span tabIndex={0}>{tag}</span>
    </Tooltip>
  );
}
