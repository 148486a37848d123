import type { Page, Slice } from "../../core/people/index.ts";

/** A page of a list; its keys are in OnCall's order. */
export interface PageAnswer<Item> {
  count: number;
  next: string | null;
  previous: string | null;
  results: Item[];
  page_size: number;
  current_page_number: number;
  total_pages: number;
}

export interface PageRequest {
  page: number;
  perPage: number;
  /** Address of the request: the public address, the path and the query as sent. */
  address: URL;
}

/** OnCall takes any number of entries a page; ours stops where one answer would hold up everybody else. */
const maxPerPage = 1000;

/** Reads `page` and `perpage`; what makes no sense counts as absent. */
export function readPageRequest(address: URL, defaultPerPage: number): PageRequest {
  const perPage = wholeNumber(address.searchParams.get("perpage")) ?? defaultPerPage;
  return {
    page: wholeNumber(address.searchParams.get("page")) ?? 1,
    perPage: Math.min(perPage, maxPerPage),
    address,
  };
}

function wholeNumber(text: string | null): number | undefined {
  const number = text !== null && /^\s*\+?\d{1,12}\s*$/.test(text) ? Number(text) : 0;
  return number >= 1 ? number : undefined;
}

/** Fetches the page that was asked for; a page behind the end is the last one, never an error. */
export async function answerPage<Item, Presented>(
  request: PageRequest,
  fetch: (slice: Slice) => Promise<Page<Item>>,
  present: (items: readonly Item[]) => Presented[] | Promise<Presented[]>,
): Promise<PageAnswer<Presented>> {
  const { perPage, address } = request;
  const sliceOf = (page: number): Slice => ({ limit: perPage, offset: (page - 1) * perPage });
  let { items, count } = await fetch(sliceOf(request.page));
  const totalPages = Math.max(1, Math.ceil(count / perPage));
  const page = Math.min(request.page, totalPages);
  if (page !== request.page) ({ items, count } = await fetch(sliceOf(page)));
  return {
    count,
    next: page < totalPages ? pageAddress(address, page + 1) : null,
    previous: page > 1 ? pageAddress(address, page - 1) : null,
    results: await present(items),
    page_size: perPage,
    current_page_number: page,
    total_pages: totalPages,
  };
}

/** The same request for another page; the first page has no number. */
function pageAddress(address: URL, page: number): string {
  const other = new URL(address);
  if (page === 1) other.searchParams.delete("page");
  else other.searchParams.set("page", String(page));
  other.searchParams.sort();
  return other.href;
}
