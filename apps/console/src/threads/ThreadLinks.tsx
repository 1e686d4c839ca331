import { MobileOutlined } from '@ant-design/icons';
import { StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Flex, Modal, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../ActionButton.tsx';
import { api } from '../api.ts';
import { formatInstant } from '../instant.ts';
import { Loaded } from '../Loaded.tsx';
import { type Place, type ThreadLink, toneOfLink } from './thread.ts';

type Made = Awaited<ReturnType<typeof api.createThreadLink>>;

/** The employee's way in: links that were made, whether they were opened, and a new one. */
export function ThreadLinks({ place, name }: { place: Place; name: string }): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const links = useQuery({
    queryKey: ['threadLinks', place.tenantId, place.threadId],
    enabled: isOpen,
    queryFn: () => api.listThreadLinks(place),
  });
  const close = () => {
    setOpen(false);
    setMade(null);
  };
  return (
    <>
      <Button icon={<MobileOutlined />} onClick={() => setOpen(true)}>
        {t('threads.link')}
      </Button>
      <Modal
        open={isOpen}
        title={t('threads.linkTitle')}
        footer={<Button onClick={close}>{t('common.close')}</Button>}
        onCancel={close}
        destroyOnHidden
      >
        {made === null ? (
          <ActionButton
            type="primary"
            label={t('threads.makeLink')}
            act={() => api.createThreadLink(place)}
            onDone={setMade}
          />
        ) : (
          <>
            <Alert
              showIcon
              type="warning"
              title={t('threads.linkNote', { until: formatInstant(made.expiresAt), name })}
              style={{ marginBottom: 12 }}
            />
            <Typography.Paragraph copyable style={{ wordBreak: 'break-all' }}>
              {made.url}
            </Typography.Paragraph>
          </>
        )}
        <Typography.Title level={3} style={{ fontSize: 14, marginTop: 16 }}>
          {t('threads.links')}
        </Typography.Title>
        <Loaded query={links}>
          {({ rows }) => (
            <>
              {rows.length === 0 && (
                <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('threads.linksEmpty')} />
              )}
              <ul className="heyi-papers">
                {rows.map((link) => (
                  <LinkLine key={link.id} place={place} of={link} />
                ))}
              </ul>
            </>
          )}
        </Loaded>
      </Modal>
    </>
  );
}

function LinkLine({ place, of }: { place: Place; of: ThreadLink }): ReactNode {
  const { t } = useTranslation();
  const [time, until] = [formatInstant(of.createdAt), formatInstant(of.expiresAt)];
  return (
    <li>
      <Flex justify="space-between" align="center" gap={8}>
        <span>
          <StateTag tone={toneOfLink[of.state]} text={t(`threads.linkStates.${of.state}`)} />
          <div className="heyi-quiet">
            {t('threads.linkMadeBy', { by: of.createdBy, time, until })}
          </div>
          {of.refusals > 0 && (
            <div className="heyi-warn">{t('threads.linkRefusals', { count: of.refusals })}</div>
          )}
        </span>
        {(of.state === 'unopened' || of.state === 'opened') && (
          <ActionButton
            size="small"
            danger
            label={t('threads.revokeLink')}
            ask={{ title: t('threads.revokeAsk'), detail: t('threads.revokeDetail') }}
            act={() => api.revokeThreadLink({ ...place, linkId: of.id })}
          />
        )}
      </Flex>
    </li>
  );
}
