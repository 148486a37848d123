import type { Browser, BrowserContext, Page } from "playwright-core";
import { logPage } from "./page-log.ts";

/** Enough for a machine that does much else meanwhile; a journey takes a second or two. */
export const journeyMs = 90_000;

export interface Device {
  width: number;
  height: number;
  isPhone: boolean;
}

export const desktop: Device = { width: 1280, height: 800, isPhone: false };
export const phone: Device = { width: 360, height: 740, isPhone: true };

export interface Visit {
  origin: string;
  device?: Device;
  scheme?: "light" | "dark";
  /** Signs in before the first page is opened. */
  signIn?: (context: BrowserContext) => Promise<void>;
  /** Answers of the server that are no mistake here. */
  foreseen?: RegExp | undefined;
}

/** A browser profile: pages of one share cookies and cache. */
export async function openContext(browser: Browser, visit: Visit): Promise<BrowserContext> {
  const { origin, device = desktop, scheme = "light", signIn } = visit;
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: device.width, height: device.height },
    hasTouch: device.isPhone,
    isMobile: device.isPhone,
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(patienceMs);
  await signIn?.(context);
  return context;
}

/**
 * Opens a page in a profile of its own and closes it afterwards.
 * @throws Error with the folder of screenshot and log when `act` throws or the page did something wrong
 */
export async function onPage(
  browser: Browser,
  visit: Visit,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await openContext(browser, visit);
  try {
    await onPageOf(context, act, visit.foreseen);
  } finally {
    await context.close();
  }
}

/** The same with a page of a profile that stays open. */
export async function onPageOf(
  context: BrowserContext,
  act: (page: Page) => Promise<void>,
  foreseen?: RegExp,
): Promise<void> {
  const page = await context.newPage();
  const log = logPage(page, foreseen);
  try {
    await act(page);
    if (log.problems.length > 0) throw new Error(`The page did something wrong:\n${log.problems.join("\n")}`);
  } catch (error) {
    const folder = await log.save().catch(messageOf);
    throw new Error(`${messageOf(error)}\nScreenshot and log: ${folder}`, { cause: error });
  } finally {
    await page.close();
  }
}

const patienceMs = 20_000;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
