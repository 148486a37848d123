/**
 * The way of an alert, in order. Each stage is load or claim → pure rule → save, and stages meet only through rows.
 *
 * | stage     | decides                                                   | leaves behind                              | where |
 * | receive   | token, type, size, is it JSON                             | one intake row; 2xx only after its commit  | http/ingest, core/intake/intake-writer |
 * | interpret | which alerts are in it; title, grouping key, signals      | alert drafts                               | core/intake/interpret, integrations/ |
 * | route     | the first route that matches, else the default            | the draft's route                          | core/routes/rules |
 * | group     | open, join, acknowledge, resolve                          | alert group, alerts, timeline              | core/alert-groups/group-alerts |
 * | announce  | which outgoing webhooks want the change                   | events and deliveries                      | core/outgoing-webhooks/announce |
 * | deliver   | sent, try later, never, and why                           | one attempt each                           | core/outgoing-webhooks/worker |
 *
 * interpret → route → group → announce are one transaction over a batch of intake rows: an alert is either fully
 * handled or not yet handled. After a crash its row is simply claimed again.
 */
export {
  createIntakeWriter as receive,
  handleIntakeBatch as interpretRouteGroupAnnounce,
} from "./core/intake/index.ts";
