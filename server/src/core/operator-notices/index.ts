export { composeMail, type MailText } from "./mail-text.ts";
export {
  disablingDays,
  isNoticeType,
  type Notice,
  type NoticeType,
  type ServerFailures,
  standardDays,
  type WebhookTrouble,
} from "./model.ts";
export { insertNotice, removeOldNotices } from "./notice-store.ts";
export { type MailSender, type OperatorMailTools, sendNextMail, startOperatorMails } from "./send-mails.ts";
