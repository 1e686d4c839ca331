import { PaperClipOutlined } from '@ant-design/icons';
import { Section } from '@heyi/ui';
import { Button, Empty, Flex, Input, Select, Tooltip, Upload } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useChange } from '../change.ts';
import { useOptions } from '../forms/options.ts';
import { formatInstant } from '../instant.ts';
import { Refusal } from '../Refusal.tsx';
import { useRows } from '../rows.ts';
import { useMay } from '../session.ts';
import { FileChip } from './FileChip.tsx';
import { fileAccept, type Message, type Place, type Side } from './thread.ts';

/** What was said and done, the three sides told apart; the newest at the bottom, by the pen. */
export function Messages({ place }: { place: Place }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const messages = useRows<{ rows: Message[]; next: string | null }>(
    ['messages', place.tenantId, place.threadId],
    (cursor) => api.listMessages({ ...place, limit: 50, ...cursor }),
  );
  const { rows, more } = messages.table;
  const list = useRef<HTMLOListElement>(null);
  const newest = rows?.[0]?.id;
  useEffect(() => {
    if (newest !== undefined) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);
  return (
    <Section title={t('threads.messages')}>
      <Refusal of={messages.table.error} />
      {more && (
        <Flex justify="center">
          <Button size="small" type="link" loading={more.isFetching} onClick={more.load}>
            {t('threads.earlier')}
          </Button>
        </Flex>
      )}
      {rows?.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('threads.messagesEmpty')} />
      )}
      <ol ref={list} className="heyi-messages" tabIndex={0} aria-label={t('threads.messages')}>
        {rows?.toReversed().map((message) => (
          <MessageLine key={message.id} place={place} of={message} />
        ))}
      </ol>
      {may('thread:write') && <Composer place={place} />}
    </Section>
  );
}

function MessageLine({ place, of }: { place: Place; of: Message }): ReactNode {
  const { t } = useTranslation();
  const side = t(`threads.sides.${of.side}`);
  const time = formatInstant(of.postedAt).slice(5);
  if (of.kind !== 'text' && of.kind !== 'file') {
    return (
      <li className="heyi-message-event">
        {time} · {side} {of.authorName} ·{' '}
        {t(`threads.events.${of.kind}`, { paper: of.paperName, text: of.text })}
      </li>
    );
  }
  const own = of.isOwnSide ? ' heyi-message-own' : '';
  return (
    <li className={`heyi-message heyi-message-${of.side}${own}`}>
      <div className="heyi-quiet">
        <span className="heyi-side">{side}</span> {of.authorName} · {time}
      </div>
      {of.text !== null && <div className="heyi-message-text">{of.text}</div>}
      {of.file && <FileChip place={place} file={of.file} />}
    </li>
  );
}

type WaitFor = Side | 'nobody' | 'auto';

function Composer({ place }: { place: Place }): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [waitFor, setWaitFor] = useState<WaitFor>('auto');
  // One key a message: sent again after a broken network, it is the same message.
  const key = useRef(crypto.getRandomValues(new Uint32Array(4)).join('-'));
  const post = useChange(
    () => {
      const wanted = waitFor === 'auto' ? {} : { waitFor };
      return api.postMessage({ ...place, text, ...wanted }, { idempotencyKey: key.current });
    },
    () => {
      key.current = crypto.getRandomValues(new Uint32Array(4)).join('-');
      setText('');
      setWaitFor('auto');
    },
  );
  const attach = useChange((file: File) => api.postThreadFile(place, { upload: file }));
  const send = () => {
    if (text.trim() !== '') post.mutate();
  };
  return (
    <form
      className="heyi-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Refusal of={post.error ?? attach.error} />
      <Input.TextArea
        aria-label={t('threads.write')}
        placeholder={t('threads.placeholder')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <Flex gap={8} align="center" justify="space-between" wrap>
        <Flex gap={8} align="center" wrap>
          <Upload
            accept={fileAccept}
            showUploadList={false}
            beforeUpload={(file) => {
              attach.mutate(file);
              return false;
            }}
          >
            <Tooltip title={t('threads.attachHelp')}>
              <Button icon={<PaperClipOutlined />} loading={attach.isPending}>
                {t('threads.attach')}
              </Button>
            </Tooltip>
          </Upload>
          <span className="heyi-quiet">{t('threads.waitFor')}</span>
          <Select<WaitFor>
            aria-label={t('threads.waitFor')}
            style={{ minWidth: 108 }}
            value={waitFor}
            options={useOptions('threads.waitForOptions')}
            onChange={setWaitFor}
          />
        </Flex>
        <Button type="primary" htmlType="submit" loading={post.isPending} disabled={!text.trim()}>
          {t('threads.send')}
        </Button>
      </Flex>
    </form>
  );
}
