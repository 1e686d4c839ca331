import { CloseOutlined, FileImageOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button, Flex, Modal, Tooltip } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { saveDownload } from '../download.ts';
import { DownloadButton } from '../DownloadButton.tsx';
import { useMay } from '../session.ts';
import { fileUrl, type Place, type ThreadFile } from './thread.ts';

/** A file by its name: a picture opens over the page, a PDF is handed to the browser. */
export function FileChip(props: {
  place: Place;
  file: ThreadFile;
  onRemove?: (() => void) | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const { place, file, onRemove } = props;
  const isPdf = file.type === 'application/pdf';
  const show = async () => {
    if (!isPdf) return setOpen(true);
    saveDownload(await api.downloadThreadFile({ ...place, fileId: file.id }));
  };
  return (
    <span className="heyi-file">
      <Button
        size="small"
        icon={isPdf ? <FilePdfOutlined /> : <FileImageOutlined />}
        aria-label={t('threads.viewFile', { name: file.name })}
        onClick={() => void show()}
      >
        <span className="heyi-file-name">{file.name}</span>
      </Button>
      {onRemove && (
        <Tooltip title={t('threads.removeFile', { name: file.name })}>
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('threads.removeFile', { name: file.name })}
            onClick={onRemove}
          />
        </Tooltip>
      )}
      <Modal
        open={isOpen}
        title={file.name}
        width={860}
        footer={
          <Flex justify="space-between" align="center" gap={12} wrap>
            <span className="heyi-quiet">{t('threads.shownNote')}</span>
            {may('paper:decide') && (
              <DownloadButton
                size="small"
                label={t('threads.original')}
                load={() =>
                  api.downloadThreadFile({ ...place, fileId: file.id, version: 'original' })
                }
              />
            )}
          </Flex>
        }
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <img className="heyi-picture" src={fileUrl(place, file.id)} alt={file.name} />
      </Modal>
    </span>
  );
}
