import { colours } from '@heyi/ui';
import { Timeline, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../instant.ts';
import type { Run } from './run.ts';

/** Who did what to the run, newest first. */
export function ActivityFeed({ run }: { run: Run }): ReactNode {
  const { t } = useTranslation();
  return (
    <aside className="heyi-card" aria-label={t('runs.activity')}>
      <Typography.Title level={2} style={{ fontSize: 14, marginTop: 0 }}>
        {t('runs.activity')}
      </Typography.Title>
      <Timeline
        items={run.events.toReversed().map((event, index) => ({
          key: index,
          content: (
            <div style={{ fontSize: 13 }}>
              <strong>{t(`runs.states.${event.state}`)}</strong> · {event.actorName}
              {event.note && <div>{event.note}</div>}
              <div style={{ color: colours.quiet, fontSize: 12 }}>{formatInstant(event.at)}</div>
            </div>
          ),
        }))}
      />
    </aside>
  );
}
