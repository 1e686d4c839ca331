import { Section, StateTag } from '@heyi/ui';
import { Button, Empty, Flex, Upload } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../ActionButton.tsx';
import { api } from '../api.ts';
import { useChange } from '../change.ts';
import { formatInstant } from '../instant.ts';
import { Refusal } from '../Refusal.tsx';
import { useMay } from '../session.ts';
import { AskPapers } from './AskPapers.tsx';
import { DecidePaper, type Deciding } from './DecidePaper.tsx';
import { FileChip } from './FileChip.tsx';
import { fileAccept, type Paper, type PaperRequest, type Place, toneOfPaper } from './thread.ts';

/** Every paper that was asked for, its files, and what may be done with it. */
export function Papers(props: { place: Place; requests: readonly PaperRequest[] }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { place, requests } = props;
  const [isAsking, setAsking] = useState(false);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  return (
    <Section
      title={t('threads.papers')}
      actions={
        may('thread:write') && <Button onClick={() => setAsking(true)}>{t('threads.ask')}</Button>
      }
    >
      {requests.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('threads.papersEmpty')} />
      )}
      {requests.toReversed().map((request) => (
        <Request key={request.id} place={place} of={request} onDecide={setDeciding} />
      ))}
      <AskPapers place={place} open={isAsking} onClose={() => setAsking(false)} />
      <DecidePaper place={place} deciding={deciding} onClose={() => setDeciding(null)} />
    </Section>
  );
}

type Deciders = { place: Place; onDecide: (deciding: Deciding) => void };

function Request({ place, of, onDecide }: Deciders & { of: PaperRequest }): ReactNode {
  const { t } = useTranslation();
  const from = t(`threads.sides.${of.askedFrom}`);
  return (
    <div className="heyi-request">
      <Flex gap="0 12px" wrap className="heyi-quiet">
        <span>
          {t('threads.askedBy', { by: of.askedBy, time: formatInstant(of.askedAt), from })}
        </span>
        {of.dueOn && <strong>{t('threads.askedDue', { day: of.dueOn })}</strong>}
      </Flex>
      {of.note && <div className="heyi-message-text">{of.note}</div>}
      <ul className="heyi-papers">
        {of.papers.map((paper) => (
          <PaperLine key={paper.id} place={place} of={paper} onDecide={onDecide} />
        ))}
      </ul>
    </div>
  );
}

function PaperLine({ place, of, onDecide }: Deciders & { of: Paper }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId } = place;
  const isOpen = of.state !== 'accepted' && of.state !== 'waived';
  const remove = useChange((fileId: string) =>
    api.removePaperFile({ tenantId, paperId: of.id, fileId }),
  );
  const mayRemove = isOpen && may('thread:write');
  return (
    <li>
      <Flex justify="space-between" align="baseline" gap={8}>
        <strong>
          {of.name}
          {!of.isRequired && <span className="heyi-quiet"> {t('threads.optional')}</span>}
        </strong>
        <StateTag tone={toneOfPaper[of.state]} text={t(`threads.states.${of.state}`)} />
      </Flex>
      {of.note && <div className="heyi-quiet">{of.note}</div>}
      {of.filesMin > 1 && isOpen && (
        <div className="heyi-quiet">
          {t('threads.filesNeeded', { needed: of.filesMin, count: of.files.length })}
        </div>
      )}
      {of.reason && (
        <div className={of.state === 'refused' ? 'heyi-bad' : 'heyi-quiet'}>
          {of.reason} · {of.decidedBy} {formatInstant(of.decidedAt)}
        </div>
      )}
      <Refusal of={remove.error} />
      <Flex gap={6} wrap>
        {of.files.map((file) => (
          <FileChip
            key={file.id}
            place={place}
            file={file}
            onRemove={mayRemove ? () => remove.mutate(file.id) : undefined}
          />
        ))}
      </Flex>
      {of.refusedFiles.length > 0 && (
        <Flex gap={6} wrap align="center">
          <span className="heyi-quiet">{t('threads.refusedFiles')}</span>
          {of.refusedFiles.map((file) => (
            <FileChip key={file.id} place={place} file={file} />
          ))}
        </Flex>
      )}
      {isOpen && <Steps place={place} of={of} onDecide={onDecide} />}
    </li>
  );
}

function Steps({ place, of, onDecide }: Deciders & { of: Paper }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId } = place;
  const upload = useChange(async (files: readonly File[]) => {
    for (const file of files) {
      await api.uploadPaper({ tenantId, paperId: of.id }, { upload: file });
    }
  });
  const isReceived = of.state === 'received';
  return (
    <>
      <Refusal of={upload.error} />
      <Flex gap={6} wrap style={{ marginTop: 6 }}>
        {isReceived && may('paper:decide') && (
          <>
            <ActionButton
              size="small"
              type="primary"
              label={t('threads.accept')}
              act={() => api.acceptPaper({ tenantId, paperId: of.id, version: of.version })}
            />
            <Button size="small" onClick={() => onDecide({ paper: of, how: 'refuse' })}>
              {t('threads.refuse')}
            </Button>
          </>
        )}
        {may('thread:write') && (
          <Upload
            accept={fileAccept}
            multiple
            showUploadList={false}
            beforeUpload={(file, files) => {
              if (file === files[0]) upload.mutate(files);
              return false;
            }}
          >
            <Button size="small" type="text" loading={upload.isPending}>
              {t('threads.handIn')}
            </Button>
          </Upload>
        )}
        {may('paper:decide') && (
          <Button size="small" type="text" onClick={() => onDecide({ paper: of, how: 'waive' })}>
            {t('threads.waive')}
          </Button>
        )}
      </Flex>
    </>
  );
}
