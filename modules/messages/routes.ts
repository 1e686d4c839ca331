import { messagesContract as contract } from '@heyi/contract';
import { route } from '@heyi/platform';
import { downloadThreadFile } from './file/download-thread-file.ts';
import { createThreadLink } from './link/create-thread-link.ts';
import { listThreadLinks } from './link/list-thread-links.ts';
import { revokeThreadLink } from './link/revoke-thread-link.ts';
import { listMessages } from './message/list-messages.ts';
import { postMessage } from './message/post-message.ts';
import { postThreadFile } from './message/post-thread-file.ts';
import { downloadOwnFile } from './own/download-own-file.ts';
import { getOwnThread } from './own/get-own-thread.ts';
import { postOwnMessage } from './own/post-own-message.ts';
import { removeOwnPaperFile } from './own/remove-own-paper-file.ts';
import { uploadOwnPaper } from './own/upload-own-paper.ts';
import { acceptPaper } from './paper/accept-paper.ts';
import { askPapers } from './paper/ask-papers.ts';
import { listPaperTemplates } from './paper/list-paper-templates.ts';
import { refusePaper } from './paper/refuse-paper.ts';
import { removePaperFile } from './paper/remove-paper-file.ts';
import { uploadPaper } from './paper/upload-paper.ts';
import { waivePaper } from './paper/waive-paper.ts';
import { getResponseHours } from './thread/get-response-hours.ts';
import { getThread } from './thread/get-thread.ts';
import { listThreads } from './thread/list-threads.ts';
import { listWaitingThreads } from './thread/list-waiting-threads.ts';
import { putResponseHours } from './thread/put-response-hours.ts';
import { settleThread } from './thread/settle-thread.ts';

export const routes = [
  route(contract.listThreads, listThreads),
  route(contract.listWaitingThreads, listWaitingThreads),
  route(contract.getThread, getThread),
  route(contract.listMessages, listMessages),
  route(contract.postMessage, postMessage),
  route(contract.postThreadFile, postThreadFile),
  route(contract.downloadThreadFile, downloadThreadFile),
  route(contract.settleThread, settleThread),
  route(contract.getResponseHours, getResponseHours),
  route(contract.putResponseHours, putResponseHours),
  route(contract.listPaperTemplates, listPaperTemplates),
  route(contract.askPapers, askPapers),
  route(contract.uploadPaper, uploadPaper),
  route(contract.removePaperFile, removePaperFile),
  route(contract.acceptPaper, acceptPaper),
  route(contract.refusePaper, refusePaper),
  route(contract.waivePaper, waivePaper),
  route(contract.createThreadLink, createThreadLink),
  route(contract.listThreadLinks, listThreadLinks),
  route(contract.revokeThreadLink, revokeThreadLink),
  route(contract.getOwnThread, getOwnThread),
  route(contract.postOwnMessage, postOwnMessage),
  route(contract.uploadOwnPaper, uploadOwnPaper),
  route(contract.removeOwnPaperFile, removeOwnPaperFile),
  route(contract.downloadOwnFile, downloadOwnFile),
];
