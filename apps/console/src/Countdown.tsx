import type { TFunction } from 'i18next';
import { colours } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { daysUntil } from './instant.ts';

/** A day that something is due, and how many days are left until then. */
export function Countdown(props: { label: string; day: string; isOver?: boolean }): ReactNode {
  const { t } = useTranslation();
  const { text, colour } = distanceOf(daysUntil(props.day), t);
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {props.label} {props.day}
      {!props.isOver && <strong style={{ color: colour }}> · {text}</strong>}
    </span>
  );
}

/** A day in a table, and how far it is; a dash where nothing sets one. */
export function DueDay({ day }: { day: string | null }): ReactNode {
  const { t } = useTranslation();
  if (day === null) return <span className="heyi-quiet">—</span>;
  const { text, colour } = distanceOf(daysUntil(day), t);
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {day} <span style={{ color: colour }}>{text}</span>
    </span>
  );
}

function distanceOf(days: number, t: TFunction): { text: string; colour: string } {
  const colour = days < 0 ? colours.bad : days <= 3 ? colours.warn : colours.quiet;
  if (days > 0) return { text: t('countdown.left', { count: days }), colour };
  return { text: t(days === 0 ? 'countdown.today' : 'countdown.over', { count: -days }), colour };
}
