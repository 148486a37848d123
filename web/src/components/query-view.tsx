import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../api/client.ts";
import { ErrorState } from "./error-state.tsx";
import { LoadingRows } from "./loading-rows.tsx";

interface QueryViewProps<Data> {
  query: UseQueryResult<Data>;
  /** What stands there meanwhile; rows when absent. */
  loading?: ReactNode;
  children: (data: Data) => ReactNode;
}

/**
 * Shows data of the server, or that it is on its way, or why it is not. Old data stays while new data is fetched, and when
 * it cannot be; what was deleted meanwhile does not.
 */
export function QueryView<Data>({ query, loading, children }: QueryViewProps<Data>) {
  const isGone = query.error instanceof ApiError && query.error.status === 404;
  if (query.data !== undefined && !isGone) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return loading ?? <LoadingRows />;
}
