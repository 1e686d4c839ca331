import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OrderView } from './OrderView.tsx';

/** One pay order over the page that it is opened from; null while none is. */
export function OrderDrawer(props: {
  tenantId: string;
  openId: string | null;
  onOpen: (payOrderId: string | null) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, openId, onOpen } = props;
  return (
    <Drawer
      open={openId !== null}
      size={720}
      title={t('payments.order')}
      onClose={() => onOpen(null)}
      destroyOnHidden
    >
      {openId && <OrderView tenantId={tenantId} payOrderId={openId} onOpen={onOpen} />}
    </Drawer>
  );
}
