import { colours } from '@heyi/ui';
import { Progress } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gauge } from './workers.ts';
import './workers.css';

const colourOf: Record<Gauge['level'], string> = {
  below: colours.good,
  near: colours.warn,
  reached: colours.bad,
};

/** How near somebody is to a limit: the bar, the level in words, the amounts below it. */
export function GaugeBar({ gauge, label }: { gauge: Gauge; label?: string }): ReactNode {
  const { t } = useTranslation();
  // Shown only: the server judges with exact amounts.
  const percent = Math.min(100, Math.floor(+gauge.share * 1000) / 10);
  const level = t(`workers.levels.${gauge.level}`);
  return (
    <dl className="heyi-gauge" style={{ margin: 0 }}>
      <dt>
        <span>{label ?? level}</span>
        {label && <span style={{ color: colourOf[gauge.level] }}>{level}</span>}
      </dt>
      <dd>
        <Progress
          percent={percent}
          size="small"
          status="normal"
          strokeColor={colourOf[gauge.level]}
          format={() => `${percent}%`}
          aria-label={`${label ?? ''} ${level}`.trim()}
        />
        {t('workers.gaugeOf', { sales: grouped(gauge.sales), limit: grouped(gauge.limit) })}
      </dd>
    </dl>
  );
}

function grouped(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+\.)/g, ',');
}
