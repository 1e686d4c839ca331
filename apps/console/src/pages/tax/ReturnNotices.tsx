import { Link } from '@tanstack/react-router';
import { Alert, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenantId } from '../../client-page.ts';
import { placeOfReturn, type Return } from './returns.ts';

/** What stands in the way of the return, and the returns that hang on it. */
export function ReturnNotices({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  const clientId = useTenantId();
  const notices = [
    view.isOutdated && { type: 'warning' as const, title: t('tax.outdatedFix') },
    view.unregistered > 0 && {
      type: 'warning' as const,
      title: t('tax.unregisteredFix', { count: view.unregistered }),
      action: (
        <Link
          to={`/clients/${clientId}/tax` as never}
          search={{ tab: 'taxpayers', entity: view.entityId } as never}
        >
          {t('tax.tabs.taxpayers')}
        </Link>
      ),
    },
    view.refusal && { type: 'error' as const, title: t('tax.refused', { words: view.refusal }) },
    view.differenceAccepted && {
      type: 'info' as const,
      title: t('tax.differenceAccepted', { reason: view.differenceAccepted }),
    },
    view.correctionReason && {
      type: 'info' as const,
      title: t('tax.correctedFor', { reason: view.correctionReason }),
      action: view.correctsId && (
        <ReturnLink view={view} id={view.correctsId} text={t('tax.original')} />
      ),
    },
  ].filter((notice) => Boolean(notice));
  return (
    <>
      {notices.map(
        (notice) =>
          notice && <Alert key={notice.title} showIcon style={{ marginBottom: 12 }} {...notice} />,
      )}
      <LaterReturns view={view} />
    </>
  );
}

/** A correction goes through every later period of the year, in order. */
function LaterReturns({ view }: { view: Return }): ReactNode {
  const { t } = useTranslation();
  const outdated = view.laterReturns.filter(({ isOutdated }) => isOutdated);
  if (outdated.length === 0) return null;
  return (
    <Alert
      showIcon
      type="warning"
      style={{ marginBottom: 12 }}
      title={t('tax.later')}
      description={
        <Flex gap={12} wrap>
          {outdated.map(({ id, taxPeriod, state }) => (
            <ReturnLink
              key={id}
              view={view}
              id={id}
              text={`${taxPeriod} ${t(`tax.states.${state}`)}`}
            />
          ))}
        </Flex>
      }
    />
  );
}

function ReturnLink(props: { view: Return; id: string; text: string }): ReactNode {
  const place = placeOfReturn(useTenantId(), props.view.tenantId, props.id);
  return (
    <Link to={place.to} search={place.search}>
      {props.text}
    </Link>
  );
}
