import { FactList, ProgressLine } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useChange } from '../../change.ts';
import { saveDownload } from '../../download.ts';
import { sizeText } from '../../evidence/evidence.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { Loaded } from '../../Loaded.tsx';
import { Refusal } from '../../Refusal.tsx';

const megabyte = 1_048_576;

/** The archive of a month: what is in it, and how far the download is. */
export function ArchiveDrawer(props: {
  tenantId: string;
  initial: string;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { tenantId, open } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const [bytes, setBytes] = useState(0);
  const period = chosen ?? props.initial;
  const query = useQuery({
    queryKey: ['evidenceArchive', tenantId, period],
    enabled: open,
    queryFn: () => api.getEvidenceArchive({ tenantId, period }),
  });
  const download = useChange(
    () => api.downloadEvidenceArchive({ tenantId, period }, { onProgress: setBytes }),
    (file) => {
      saveDownload(file);
      void message.success(t('evidence.archiveDone'));
    },
  );
  const isEmpty = query.data?.evidence === 0;
  return (
    <Drawer
      open={open}
      size={480}
      title={t('evidence.archiveTitle', { period })}
      onClose={props.onClose}
      destroyOnHidden
      footer={
        <Flex justify="flex-end">
          <Button
            type="primary"
            loading={download.isPending}
            disabled={query.data === undefined || isEmpty}
            onClick={() => {
              setBytes(0);
              download.mutate();
            }}
          >
            {t('evidence.archive')}
          </Button>
        </Flex>
      }
    >
      <Flex vertical gap={16}>
        <DayInput
          picker="month"
          value={period}
          label={t('evidence.period')}
          onChange={(given) => setChosen(given)}
        />
        <p className="heyi-quiet" style={{ margin: 0 }}>
          {t('evidence.archiveNote')}
        </p>
        <Refusal of={download.error} />
        <Loaded query={query}>
          {(archive) =>
            archive.evidence === 0 ? (
              <p>{t('evidence.archiveEmpty')}</p>
            ) : (
              <>
                <FactList
                  columns={1}
                  facts={[
                    [t('evidence.archiveCount'), archive.evidence],
                    [t('evidence.archiveCopies'), archive.copies],
                    [t('evidence.archiveWaiting'), archive.waiting],
                    [t('evidence.size'), sizeText(archive.bytes)],
                  ]}
                />
                {archive.waiting > 0 && (
                  <Alert
                    type="warning"
                    title={t('evidence.archiveWaitingNote', { count: archive.waiting })}
                  />
                )}
                {(download.isPending || bytes > 0) && (
                  <ProgressLine
                    label={t('evidence.archiveProgress')}
                    done={Math.ceil(bytes / megabyte)}
                    total={Math.max(1, Math.ceil(archive.bytes / megabyte))}
                  />
                )}
              </>
            )
          }
        </Loaded>
      </Flex>
    </Drawer>
  );
}
