import { type ReactNode, useState } from 'react';
import { api, type OwnFile, type OwnPaper, type Problem } from '../api.ts';
import { problemOf } from '../load.ts';
import { Sheet } from '../parts/Sheet.tsx';
import { troubleWords } from '../parts/States.tsx';
import { useWords } from '../words/words.ts';
import { useThreadWords } from './thread.words.ts';
import { type Upload, useUploads } from './use-uploads.ts';

const tones = {
  asked: 'waiting',
  received: 'going',
  accepted: 'good',
  refused: 'bad',
  waived: 'quiet',
} as const;

const types = { picture: 'image/jpeg,image/png', pdf: 'application/pdf' } as const;

type Props = {
  paper: OwnPaper;
  /** The one to hand in next. */
  isFirst: boolean;
  /** The matter is over: nothing is handed in or taken out any more. */
  isClosed: boolean;
  onChange: (told: string) => void;
};

/** One paper: what it is, how far it is, its files, and the ways to hand it in. */
export function Paper({ paper, isFirst, isClosed, onChange }: Props): ReactNode {
  const words = useThreadWords();
  const uploads = useUploads(paper.id, () => onChange(words.sent(paper.name)));
  const isOpen = !isClosed && paper.state !== 'accepted' && paper.state !== 'waived';
  return (
    <li className="paper">
      <h3>
        <span>
          {paper.name}
          {!paper.isRequired && <small>（{words.optional}）</small>}
        </span>
        <span className={`tag tag-${tones[paper.state]}`}>{words.states[paper.state]}</span>
      </h3>
      {paper.note !== null && <p className="quiet">{paper.note}</p>}
      {paper.state === 'refused' && (
        <p className="paper-why">
          {words.reason}
          {paper.reason}
        </p>
      )}
      {paper.state === 'waived' && paper.reason !== null && (
        <p className="quiet">
          {words.waivedReason}
          {paper.reason}
        </p>
      )}
      {paper.filesMin > 1 && isOpen && (
        <p className="quiet">{words.needs(paper.files.length, paper.filesMin)}</p>
      )}
      <Files paper={paper} isOpen={isOpen} onChange={onChange} />
      {uploads.list.map((upload) => (
        <OnItsWay
          key={upload.key}
          upload={upload}
          again={() => uploads.again(upload)}
          forget={() => uploads.forget(upload)}
        />
      ))}
      {isOpen && paper.state !== 'received' && (
        <Inputs paper={paper} isFirst={isFirst} onFiles={uploads.add} />
      )}
      {isOpen && paper.state === 'received' && (
        <details className="why">
          <summary>{words.more}</summary>
          <Inputs paper={paper} isFirst={false} onFiles={uploads.add} />
        </details>
      )}
    </li>
  );
}

function Inputs(props: {
  paper: OwnPaper;
  isFirst: boolean;
  onFiles: (files: readonly File[]) => void;
}): ReactNode {
  const words = useThreadWords();
  const { paper, isFirst, onFiles } = props;
  const accept = paper.accepts.map((kind) => types[kind]).join(',');
  const kinds = paper.accepts.map((kind) => words.takes[kind]).join(' / ');
  const take = (input: HTMLInputElement) => {
    onFiles(Array.from(input.files ?? []));
    // The same file may be chosen again after it was removed.
    input.value = '';
  };
  return (
    <>
      <div className="paper-inputs">
        {paper.accepts.includes('picture') && (
          <label>
            <input
              type="file"
              accept={types.picture}
              capture="environment"
              aria-label={words.cameraFor(paper.name)}
              onChange={(event) => take(event.currentTarget)}
            />
            <span className={isFirst ? 'button' : 'button button-quiet'} aria-hidden="true">
              {words.camera}
            </span>
          </label>
        )}
        <label>
          <input
            type="file"
            accept={accept}
            multiple
            aria-label={words.chooseFor(paper.name)}
            onChange={(event) => take(event.currentTarget)}
          />
          <span className="button button-quiet" aria-hidden="true">
            {words.choose}
          </span>
        </label>
      </div>
      <p className="quiet">{words.takesOf(kinds)}</p>
    </>
  );
}

function OnItsWay(props: { upload: Upload; again: () => void; forget: () => void }): ReactNode {
  const words = useThreadWords();
  const { door } = useWords();
  const { file, percent, problem } = props.upload;
  if (problem === null) {
    return (
      <div className="paper-file">
        <span>{file.name}</span>
        <small>{words.sending(percent)}</small>
        <progress max={100} value={percent} aria-label={words.sendingFor(file.name)} />
      </div>
    );
  }
  const mayHelp = problem.code === 'network.away' || problem.status >= 429;
  const { title, fix } = ownWords(problem, words) ?? troubleWords(problem, door.away);
  return (
    <div className="trouble" role="alert">
      <strong>{words.fact(file.name, title)}</strong>
      <p>{fix}</p>
      <button
        type="button"
        className="button button-quiet"
        onClick={mayHelp ? props.again : props.forget}
      >
        {mayHelp ? words.again : words.put}
      </button>
    </div>
  );
}

/** Where the phone knows better than the server what to do about a file. */
function ownWords(problem: Problem, words: ReturnType<typeof useThreadWords>) {
  if (problem.code === 'file.kind_refused') return words.kindRefused;
  const isOurs = problem.code === 'file.too_large' && problem.detail === undefined;
  return isOurs ? words.tooLarge : null;
}

function Files(props: {
  paper: OwnPaper;
  isOpen: boolean;
  onChange: (told: string) => void;
}): ReactNode {
  const words = useThreadWords();
  const { paper, isOpen, onChange } = props;
  const [shown, setShown] = useState<OwnFile | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const remove = async (file: OwnFile) => {
    try {
      await api.removeOwnPaperFile({ paperId: paper.id, fileId: file.id });
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    }
    onChange(words.removed(file.name));
  };
  const { refusedFiles } = paper;
  return (
    <>
      {paper.files.map((file) => (
        <FileLine
          key={file.id}
          file={file}
          onShow={() => setShown(file)}
          onRemove={isOpen ? () => void remove(file) : null}
        />
      ))}
      {refusedFiles.length > 0 && <p className="quiet">{words.refusedFiles}</p>}
      {refusedFiles.map((file) => (
        <FileLine key={file.id} file={file} onShow={() => setShown(file)} onRemove={null} />
      ))}
      {problem && (
        <p className="trouble" role="alert">
          <strong>{problem.title}</strong> {problem.detail}
        </p>
      )}
      {shown && (
        <Sheet title={shown.name} onClose={() => setShown(null)}>
          <img className="paper-picture" src={`/v1/me/files/${shown.id}`} alt={shown.name} />
        </Sheet>
      )}
    </>
  );
}

function FileLine(props: {
  file: OwnFile;
  onShow: () => void;
  onRemove: (() => void) | null;
}): ReactNode {
  const words = useThreadWords();
  const { file, onShow, onRemove } = props;
  return (
    <div className="paper-file">
      <span>{file.name}</span>
      {file.type === 'application/pdf' ? (
        <a
          className="link"
          href={`/v1/me/files/${file.id}`}
          download
          aria-label={words.viewOf(file.name)}
        >
          {words.view}
        </a>
      ) : (
        <button
          type="button"
          className="link"
          aria-label={words.viewOf(file.name)}
          onClick={onShow}
        >
          {words.view}
        </button>
      )}
      {onRemove !== null && (
        <button
          type="button"
          className="link"
          aria-label={words.removeOf(file.name)}
          onClick={onRemove}
        >
          {words.remove}
        </button>
      )}
    </div>
  );
}
