import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type AlertState, StateBadge } from "../../components/state-badge.tsx";
import { countLimit, groupCountsQuery } from "./api/count-groups.ts";
import { allStates, type GroupFilter } from "./filter.ts";
import classes from "./state-counters.module.css";

interface StateCountersProps {
  filter: GroupFilter;
  onToggle: (state: AlertState) => void;
}

/** How many groups are in each state; each counter switches its state on and off. */
export function StateCounters({ filter, onToggle }: StateCountersProps) {
  const { data } = useQuery(groupCountsQuery(filter));
  return (
    <fieldset className={classes.counters}>
      <legend className={classes.legend}>Show states</legend>
      {allStates.map((state) => (
        <UnstyledButton
          key={state}
          className={classes.counter}
          aria-pressed={filter.statuses.includes(state)}
          onClick={() => onToggle(state)}
        >
          <StateBadge state={state} />
          <span className={classes.count}>{data ? countText(data[state]) : "…"}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}

function countText(count: number): string {
  return count >= countLimit ? `${countLimit}+` : String(count);
}
