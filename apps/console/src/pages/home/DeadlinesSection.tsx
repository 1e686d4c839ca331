import { Section, StateTag } from '@heyi/ui';
import { Link } from '@tanstack/react-router';
import { Button, Flex, Skeleton } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../cities.ts';
import { Countdown } from '../../Countdown.tsx';
import { Refusal } from '../../Refusal.tsx';
import { comma } from '../../i18n/index.ts';
import {
  type Deadline,
  inOrder,
  insuranceDeadlines,
  taxDeadlines,
  unitsWithoutDay,
} from './deadlines.ts';
import { useCutoffs, useOpenReturns } from './home-data.ts';

const shownAtFirst = 12;

export function DeadlinesSection(): ReactNode {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  const cutoffs = useCutoffs();
  const returns = useOpenReturns();
  const all = inOrder([
    ...taxDeadlines(returns.data?.rows ?? []),
    ...insuranceDeadlines(cutoffs.data?.rows ?? []),
  ]);
  const withoutDay = unitsWithoutDay(cutoffs.data?.rows ?? []);
  const isLoading = cutoffs.isLoading || returns.isLoading;
  const error = cutoffs.error ?? returns.error;
  return (
    <Section title={t('home.deadlines.title')}>
      <Refusal of={error} />
      {isLoading && <Skeleton active />}
      {!isLoading && !error && all.length === 0 && (
        <span className="heyi-quiet">{t('home.deadlines.empty')}</span>
      )}
      <ul className="heyi-lines">
        {(showsAll ? all : all.slice(0, shownAtFirst)).map((deadline) => (
          <li key={deadline.key}>
            <DeadlineLine deadline={deadline} />
          </li>
        ))}
      </ul>
      {withoutDay > 0 && (
        <div className="heyi-quiet" style={{ paddingTop: 8 }}>
          {t('home.deadlines.unknown', { count: withoutDay })}
        </div>
      )}
      {all.length > shownAtFirst && (
        <Button type="link" size="small" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t('home.deadlines.fewer') : t('home.deadlines.all', { count: all.length })}
        </Button>
      )}
    </Section>
  );
}

function DeadlineLine({ deadline }: { deadline: Deadline }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const { words } = deadline;
  const title =
    words.kind === 'taxReturn'
      ? t('home.deadlines.taxReturn', { period: words.period })
      : t('home.deadlines.cutoff', {
          city: placeOf(words),
          kind: words.groups.map((group) => t(`names.registrationKind.${group}`)).join(comma()),
        });
  const work =
    words.kind === 'taxReturn'
      ? t('home.deadlines.taxLeft', { count: deadline.units })
      : [
          t('home.deadlines.units', { count: deadline.units }),
          words.unsent > 0 && t('home.deadlines.unsent', { count: words.unsent }),
        ]
          .filter(Boolean)
          .join(' · ');
  return (
    <Link className="heyi-line" to={deadline.to} search={deadline.search}>
      <Flex justify="space-between" gap={8}>
        <strong>{title}</strong>
        <span className="heyi-quiet">{work}</span>
      </Flex>
      <Flex gap="2px 12px" wrap className="heyi-quiet">
        {deadline.clientDay && (
          <Countdown label={t('home.deadlines.client')} day={deadline.clientDay} />
        )}
        <Countdown label={t('home.deadlines.official')} day={deadline.day} />
        {deadline.isProvisional && <StateTag tone="warn" text={t('home.deadlines.provisional')} />}
      </Flex>
    </Link>
  );
}
