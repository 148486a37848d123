export {
  isNoticeType,
  type Notice,
  type NoticeType,
  type ServerFailures,
  type WebhookTrouble,
} from "./model.ts";
