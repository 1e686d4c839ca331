import type { Download } from '@heyi/client';
import type { ButtonProps } from 'antd';
import type { ReactNode } from 'react';
import { ActionButton } from './ActionButton.tsx';
import { saveDownload } from './download.ts';

/** Fetches a file and hands it to the browser; a refusal is told in words. */
export function DownloadButton(
  props: Pick<ButtonProps, 'type' | 'size' | 'icon' | 'disabled'> & {
    label: string;
    load: () => Promise<Download>;
  },
): ReactNode {
  const { load, ...button } = props;
  return <ActionButton {...button} act={load} onDone={saveDownload} />;
}
