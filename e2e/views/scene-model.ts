import type { Receiver } from "../../server/test/delivery/receiver.ts";
import type { Api } from "../support/api.ts";

/** An installation as it is after some weeks of use, in small. */
export interface Scene {
  /** Group with labels, message, several alerts, a long timeline and deliveries that failed. */
  group: string;
  incident: string;
  /** A generic one, with requests kept of it. */
  integration: string;
  /** In OnCall's form; its log has deliveries of every kind. */
  webhook: string;
  /** Its receiver is down. */
  troubledWebhook: string;
  close(): Promise<void>;
}

export interface Seeding {
  origin: string;
  api: Api;
  receiver: Receiver;
}
