export { type InboundMailServices, registerInboundMail } from "./inbound-mail-routes.ts";
