import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../api/client.ts";

/** Whether requests must be signed; never the secret itself. */
export function secretQuery(id: string) {
  return queryOptions({
    queryKey: ["integrations", "secret", id],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v2/integrations/{id}/secrets", { params: { path: { id } }, signal })),
  });
}

/** Without a secret of the vendor's one is made; it is in the answer, this once. */
export function setSecret(id: string, secret: string) {
  const body = secret === "" ? {} : { secret };
  return unwrap(api.PUT("/api/v2/integrations/{id}/secrets", { params: { path: { id } }, body }));
}

/** The present secret counts beside the new one for a while. */
export function rotateSecret(id: string, secret: string, overlapSeconds: number) {
  const body = { overlap_seconds: overlapSeconds, ...(secret === "" ? {} : { secret }) };
  return unwrap(api.POST("/api/v2/integrations/{id}/secrets/rotate", { params: { path: { id } }, body }));
}

export function removeSecret(id: string) {
  return unwrap(api.DELETE("/api/v2/integrations/{id}/secrets", { params: { path: { id } } }));
}

/** The next confirmed subscription of Amazon SNS decides the topic anew. */
export function forgetTopic(id: string) {
  return unwrap(api.DELETE("/api/v2/integrations/{id}/topic", { params: { path: { id } } }));
}
