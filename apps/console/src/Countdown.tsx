import { colours } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { daysUntil } from './instant.ts';

/** A day that something is due, and how many days are left until then. */
export function Countdown(props: { label: string; day: string; isOver?: boolean }): ReactNode {
  const { t } = useTranslation();
  const days = daysUntil(props.day);
  const left =
    days > 0
      ? t('countdown.left', { count: days })
      : t(days === 0 ? 'countdown.today' : 'countdown.over', { count: -days });
  const colour = days < 0 ? colours.bad : days <= 3 ? colours.warn : colours.quiet;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {props.label} {props.day}
      {!props.isOver && <strong style={{ color: colour }}> · {left}</strong>}
    </span>
  );
}
