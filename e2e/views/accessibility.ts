import axe from "axe-core";
import type { Page } from "playwright-core";

const guidelines = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What the Web Content Accessibility Guidelines 2.2 AA forbid on the page as it is now, one line for each place. */
export function findViolations(page: Page): Promise<string[]> {
  return run(page, { type: "tag", values: guidelines });
}

/** Only what another colour scheme may change. */
export function findContrastViolations(page: Page): Promise<string[]> {
  return run(page, { type: "rule", values: ["color-contrast"] });
}

/** The debugger's protocol runs scripts that the content policy would refuse to the page itself. */
async function run(page: Page, runOnly: axe.RunOnly): Promise<string[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly, resultTypes: ["violations"] });
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(document, ${options})`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any, html }) => {
      const [reason] = any;
      return `${id}: ${help}\n  ${target.join(" ")}\n  ${html.slice(0, 200)}\n  ${reason?.message ?? ""}`;
    }),
  );
}
