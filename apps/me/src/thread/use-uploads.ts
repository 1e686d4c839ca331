import { useRef, useState } from 'react';
import { newFormKey, Problem } from '../api.ts';
import { problemOf } from '../load.ts';
import { sendFile } from './send-file.ts';

const bytesMax = 20 * 1024 * 1024;

export type Upload = {
  readonly key: string;
  readonly file: File;
  readonly percent: number;
  readonly problem: Problem | null;
};

export type Uploads = {
  readonly list: readonly Upload[];
  /** One after the other: a phone's network is narrow. */
  add(files: readonly File[]): void;
  again(upload: Upload): void;
  forget(upload: Upload): void;
};

/** The files of one paper on their way; what has arrived is the server's to show. */
export function useUploads(paperId: string, onSent: () => void): Uploads {
  const [list, setList] = useState<readonly Upload[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const change = (key: string, facts: Partial<Upload>) =>
    setList((all) => all.map((one) => (one.key === key ? { ...one, ...facts } : one)));
  const forget = ({ key }: Upload) => setList((all) => all.filter((one) => one.key !== key));
  const start = (upload: Upload) => {
    queue.current = queue.current.then(async () => {
      const { key, file } = upload;
      change(key, { percent: 0, problem: null });
      try {
        const onProgress = (percent: number) => change(key, { percent });
        await sendFile(paperId, file, { key, onProgress });
        forget(upload);
        onSent();
      } catch (error) {
        change(key, { problem: problemOf(error) });
      }
    });
  };
  return {
    list,
    forget,
    again: start,
    add(files) {
      const made = files.map((file) => {
        const tooLarge = file.size > bytesMax ? new Problem(413, { code: 'file.too_large' }) : null;
        return { key: newFormKey(), file, percent: 0, problem: tooLarge };
      });
      setList((all) => [...all, ...made]);
      for (const upload of made) if (upload.problem === null) start(upload);
    },
  };
}
