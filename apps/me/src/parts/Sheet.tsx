import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../words/words.ts';

/** What lies over the page until it is answered; the keyboard stays within it. */
export function Sheet(props: {
  title: string;
  onClose: () => void;
  /** While something is sent it cannot be put away. */
  isBusy?: boolean;
  children: ReactNode;
}): ReactNode {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const { isBusy = false, onClose } = props;
  useEffect(() => {
    const shown = dialog.current!;
    if (!shown.open) shown.showModal();
    return () => shown.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault();
        if (!isBusy) onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current && !isBusy) onClose();
      }}
    >
      <div className="sheet-inside">
        <h2>
          {props.title}
          {!isBusy && (
            <button
              type="button"
              className="sheet-close"
              aria-label={words.close}
              onClick={onClose}
            >
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M6 6l12 12M18 6L6 18" />
              </svg>
            </button>
          )}
        </h2>
        {props.children}
      </div>
    </dialog>
  );
}
