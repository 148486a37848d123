import type { TokenOwner } from "../../core/intake/index.ts";
import type { IntegrationModule } from "../../core/integrations/registry.ts";
import { html } from "../html.ts";

/** What a person sees who opens an ingestion URL in a browser. */
export function usagePage(owner: TokenOwner, module: IntegrationModule | undefined): string {
  const example = JSON.stringify(module?.examples[0].body ?? {}, null, 2);
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${owner.name}</title>
<h1>${owner.name}</h1>
<p>This address takes alerts of ${module?.title ?? owner.type} by <code>POST</code>. For example:</p>
<pre>${example}</pre>
</html>
`.text;
}
