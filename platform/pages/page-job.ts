/** A part of a page in parts per million, from its upper left corner. */
export type PageBox = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** One piece of text in a row, where it stands. */
export type PageText = { readonly page: number; readonly text: string; readonly box: PageBox };

/** A file of pages: a PDF, or a picture, which is one page. */
export type PageFile = { readonly type: string; readonly content: Uint8Array };

/** What the worker is asked for; pages are numbered from 1. */
export type PageJob = PageFile &
  (
    | { readonly wanted: 'count' }
    | { readonly wanted: 'texts' }
    /** One page as a PNG; only the boxes are kept, all of it when there is no list. */
    | {
        readonly wanted: 'picture';
        readonly page: number;
        readonly keep: readonly PageBox[] | null;
      }
    /** All pages, of which only the boxes are kept. */
    | { readonly wanted: 'copy'; readonly keep: readonly (PageBox & { readonly page: number })[] }
  );

export type PageFault = 'pages.unreadable' | 'pages.locked' | 'pages.no_page';

export type PageAnswer =
  | { readonly count: number }
  | { readonly texts: readonly PageText[] }
  | { readonly file: PageFile }
  | { readonly fault: PageFault };
