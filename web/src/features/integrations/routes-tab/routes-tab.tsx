import { Button, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useHasRole } from "../../../api/session.ts";
import { QueryView } from "../../../components/query-view.tsx";
import { changeRoute } from "../api/change-route.ts";
import { deleteRoute } from "../api/delete-route.ts";
import { routesQuery } from "../api/routes-of.ts";
import { routeTrialQuery } from "../api/try-routes.ts";
import { TrialNote } from "../trial-note.tsx";
import { useIntegrationChange } from "../use-integration-change.ts";
import { draftOf, type Route } from "./model.ts";
import { RouteEditor } from "./route-editor.tsx";
import { type Direction, focusMoved, RouteRow } from "./route-row.tsx";

const settleMs = 200;

/** The routes of an integration in order: which alerts they take, and how to change them. */
export function RoutesTab({ integrationId }: { integrationId: string }) {
  return (
    <QueryView query={useQuery(routesQuery(integrationId))}>
      {({ items }) => <RouteList integrationId={integrationId} routes={items} />}
    </QueryView>
  );
}

const newRoute = "new";

function RouteList({ integrationId, routes }: { integrationId: string; routes: Route[] }) {
  const [edited, setEdited] = useState<string | null>(null);
  const { move, remove, told, adding } = useRouteChanges(integrationId, routes);
  const [isAdmin, mayTry] = [useHasRole("admin"), useHasRole("responder")];
  const [settled] = useDebouncedValue(routes, settleMs);
  const trial = useQuery({ ...routeTrialQuery(integrationId, draftOf(settled)), enabled: mayTry });
  const tried = trial.data && !trial.isPlaceholderData ? trial.data : undefined;
  const last = routes.length - 1;
  const editor = (index: number, route?: Route) => (
    <RouteEditor
      integrationId={integrationId}
      routes={routes}
      index={index}
      {...(route ? { route } : {})}
      onClose={() => setEdited(null)}
    />
  );
  return (
    <Stack gap="sm">
      <Text>
        Tried from the first to the last: the first that matches takes the alert. Alerts of different routes
        never share an alert group.
      </Text>
      <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: "none" }} aria-label="Routes in order">
        {routes.map((route, index) => (
          <li key={route.id}>
            {edited === route.id ? (
              editor(index, route)
            ) : (
              <RouteRow
                route={route}
                trial={tried}
                count={last}
                isChangeable={isAdmin && !route.is_default}
                isBusy={move.isPending}
                onMove={(position, direction) => move.mutate({ route: route.id, position, direction })}
                onEdit={() => setEdited(route.id)}
                onDelete={() => remove.mutate(route.id)}
              />
            )}
          </li>
        ))}
      </Stack>
      <Text role="status" size="sm" c="dimmed">
        {told}
      </Text>
      {isAdmin && edited === newRoute && editor(last)}
      {isAdmin && edited !== newRoute && (
        <Button
          ref={adding}
          w="fit-content"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setEdited(newRoute)}
        >
          Add a route
        </Button>
      )}
      {tried && edited === null && <TrialNote source={tried.source} requests={tried.requests} />}
    </Stack>
  );
}

interface Move {
  route: string;
  position: number;
  direction: Direction;
}

function useRouteChanges(integrationId: string, routes: readonly Route[]) {
  const [told, setTold] = useState("");
  const last = useRef<Move | "deleted">(undefined);
  const adding = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that moved or is gone loses the focus when the new order is shown
  useEffect(() => {
    if (last.current === "deleted") adding.current?.focus();
    else if (last.current) focusMoved(last.current.route, last.current.direction);
    last.current = undefined;
  }, [routes]);
  const move = useIntegrationChange({
    mutationFn: async (wanted: Move) => {
      const { position } = await changeRoute(integrationId, wanted.route, { position: wanted.position });
      last.current = wanted;
      return position;
    },
    onSuccess: (position) => setTold(`Moved to place ${position + 1}.`),
  });
  const remove = useIntegrationChange({
    mutationFn: async (route: string) => {
      await deleteRoute(integrationId, route);
      last.current = "deleted";
    },
    done: "Route deleted.",
  });
  return { move, remove, told, adding };
}
