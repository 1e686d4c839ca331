import { colours } from '@heyi/ui';
import { Timeline, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from './instant.ts';

export type Activity = { at: string; actorName: string; label: string; note: string | null };

/** Parts of the system that act by themselves: a reader needs no more than that. */
const bySystem = new Set(['jobs', 'events', 'dispatcher', 'sealer', 'system']);

/** Who did what, newest first. */
export function ActivityFeed(props: { title: string; activities: readonly Activity[] }): ReactNode {
  const { t } = useTranslation();
  const newestFirst = props.activities.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <aside className="heyi-card" aria-label={props.title}>
      <Typography.Title level={2} style={{ fontSize: 14, marginTop: 0 }}>
        {props.title}
      </Typography.Title>
      <Timeline
        items={newestFirst.map((activity, index) => ({
          key: index,
          content: (
            <div style={{ fontSize: 13 }}>
              <strong>{activity.label}</strong> ·{' '}
              {bySystem.has(activity.actorName) ? t('common.system') : activity.actorName}
              {activity.note && <div>{activity.note}</div>}
              <div style={{ color: colours.quiet, fontSize: 12 }}>{formatInstant(activity.at)}</div>
            </div>
          ),
        }))}
      />
    </aside>
  );
}
