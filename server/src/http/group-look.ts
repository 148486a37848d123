import { type Appearance, renderAppearance } from "../core/alert-groups/appearance.ts";
import type { GroupDetail } from "../core/alert-groups/detail-store.ts";
import type { Context } from "../core/context.ts";

/** How a group looks now. A group without alerts, or one that was wiped, has nothing to render. */
export function lookOf(ctx: Context, group: GroupDetail): Appearance {
  if (group.firstAlert === null || group.wipedAt !== null) {
    return { title: null, message: null, imageUrl: null, sourceLink: null, failures: [] };
  }
  return renderAppearance(ctx.templates, {
    module: ctx.integrationTypes.find(group.integrationType),
    overrides: group.templates,
    integrationName: group.integrationName,
    groupNumber: group.id,
    groupUrl: `${ctx.publicUrl}/alert-groups/${group.publicId}`,
    payload: group.firstAlert.payload,
    facts: group.firstAlert.facts,
    labels: group.labels,
  });
}
