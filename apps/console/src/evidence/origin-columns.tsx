import type { Column } from '@heyi/ui';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../instant.ts';
import type { Evidence } from './evidence.ts';
import { StampTag } from './StampTag.tsx';

/** Where a paper came from: who issued it, who kept it and when, and its time stamp. */
export function useOriginColumns(): Column<Evidence>[] {
  const { t } = useTranslation();
  return [
    {
      title: t('evidence.source'),
      key: 'source',
      render: (_, { sourceName }) => <div className="heyi-words">{sourceName}</div>,
    },
    {
      title: t('evidence.captured'),
      key: 'captured',
      render: (_, row) => (
        <div className="heyi-quiet">
          {row.capturedBy}
          <br />
          {formatInstant(row.capturedAt)}
        </div>
      ),
    },
    {
      title: t('evidence.stamp'),
      key: 'stamp',
      render: (_, row) => <StampTag evidence={row} />,
    },
  ];
}
