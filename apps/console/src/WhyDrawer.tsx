import type { Reason } from '@heyi/ui';
import { AmountText } from '@heyi/ui';
import { Drawer, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Reasons } from './reasons.tsx';
import { Refusal } from './Refusal.tsx';

/** What is asked about: the name of a number and the number itself. */
export type Asked = { name: string; amount: string | null };

/** “Why this number” at the side; the number stays in sight above its reasons. */
export function WhyDrawer(props: {
  asked: Asked | null;
  reasons: readonly Reason[] | undefined;
  error?: Error | null;
  /** Where the number comes from, when it stands on a page of its own. */
  source?: ReactNode;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { asked, reasons, error = null } = props;
  return (
    <Drawer
      open={asked !== null}
      size={560}
      title={t('reasons.why')}
      onClose={props.onClose}
      destroyOnHidden
    >
      {asked && (
        <div className="heyi-asked">
          <span>{asked.name}</span>
          {asked.amount !== null && <AmountText value={asked.amount} strong />}
        </div>
      )}
      <Refusal of={error} />
      {reasons === undefined && error === null && <Skeleton active />}
      {reasons && <Reasons reasons={reasons} />}
      {reasons && props.source}
    </Drawer>
  );
}

/** An amount that can be asked about, by click or by key. */
export function WhyAmount(props: {
  name: string;
  value: string | null;
  strong?: boolean;
  onAsk: (asked: Asked) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { name, value } = props;
  if (value === null) return <AmountText value={null} />;
  return (
    <button
      type="button"
      className="heyi-why"
      title={t('reasons.why')}
      aria-label={`${name} ${value} · ${t('reasons.why')}`}
      onClick={() => props.onAsk({ name, amount: value })}
    >
      <AmountText value={value} strong={props.strong ?? false} />
    </button>
  );
}
