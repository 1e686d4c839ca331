import { PageFrame } from '@heyi/ui';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTabs } from '../../PageTabs.tsx';
import { useMay, useSession } from '../../session.ts';
import { useClient } from '../../shell/client.ts';
import { BoardTab } from './BoardTab.tsx';
import { HandIn } from './HandIn.tsx';
import { QueueTab } from './QueueTab.tsx';
import { ServiceOrdersTab } from './ServiceOrdersTab.tsx';
import { SkillsTab } from './SkillsTab.tsx';
import { SuppliersTab } from './SuppliersTab.tsx';

/** 服务订单: of the client in the address, or of all assigned clients. */
export default function OrdersPage(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { data: session } = useSession();
  const { tenantId: asked }: { tenantId?: string } = useParams({ strict: false });
  const tenantId = asked ?? null;
  const client = useClient();
  const [handingIn, setHandingIn] = useState(false);
  const isHouse = session?.isHouse === true;
  const tabs: ['board' | 'queue' | 'agreed' | 'suppliers' | 'skills', ReactNode, boolean][] = [
    ['board', <BoardTab key="board" tenantId={tenantId} />, true],
    ['queue', <QueueTab key="queue" tenantId={tenantId} />, true],
    ['agreed', <ServiceOrdersTab key="agreed" tenantId={tenantId} />, may('service_order:read')],
    ['suppliers', <SuppliersTab key="suppliers" />, isHouse && may('supplier:read')],
    ['skills', <SkillsTab key="skills" />, isHouse && may('order_line:assign')],
  ];
  const handInFor = tenantId ?? (isHouse ? null : (client?.id ?? null));
  return (
    <PageFrame
      title={t(tenantId === null && isHouse ? 'orders.allTitle' : 'orders.title')}
      facts={t('orders.note')}
      actions={
        handInFor !== null &&
        may('order_line:request') && (
          <Button type="primary" onClick={() => setHandingIn(true)}>
            {t('orders.handIn.title')}
          </Button>
        )
      }
    >
      <PageTabs
        tabs={tabs.flatMap(([key, children, isShown]) =>
          isShown ? [{ key, label: t(`orders.tabs.${key}`), children }] : [],
        )}
      />
      {handInFor !== null && (
        <HandIn tenantId={handInFor} open={handingIn} onClose={() => setHandingIn(false)} />
      )}
    </PageFrame>
  );
}
