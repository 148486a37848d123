import { Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useHasRole } from "../../api/session.ts";
import { LinkButton } from "../../components/links.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { QueryView } from "../../components/query-view.tsx";
import { dismissFirstSteps } from "./api/change-first-steps.ts";
import { type FirstStep, type FirstSteps, firstStepsQuery } from "./api/get-first-steps.ts";
import { AnsweredStep, DeliveredStep, RoutedStep, TitledStep } from "./steps.tsx";
import { useFirstStepsChange } from "./use-first-steps-change.ts";

const views: Readonly<Record<FirstStep["step"], (props: { step: FirstStep }) => React.ReactNode>> = {
  delivered: DeliveredStep,
  titled: TitledStep,
  routed: RoutedStep,
  answered: AnsweredStep,
};

/** Leads from an empty installation to the first delivery. A step is ticked by the event itself, never by a look at it. */
export function FirstStepsPage() {
  const query = useQuery(firstStepsQuery);
  return (
    <Stack maw={760}>
      <PageHeader
        title="First steps"
        description="Each is ticked when the server has seen it happen."
        actions={query.data && <Leave {...query.data} />}
      />
      <QueryView query={query}>
        {({ steps }) => (
          <Stack component="ol" p={0} m={0} gap="sm" style={{ listStyle: "none" }} aria-live="polite">
            {steps.map((step) => {
              const View = views[step.step];
              return <View key={step.step} step={step} />;
            })}
          </Stack>
        )}
      </QueryView>
    </Stack>
  );
}

function Leave({ is_finished: isFinished, is_dismissed: isDismissed }: FirstSteps) {
  const mayDismiss = useHasRole("editor");
  const dismiss = useFirstStepsChange(dismissFirstSteps);
  if (isFinished) return <LinkButton to="/alert-groups">To the alert groups</LinkButton>;
  if (isDismissed && !mayDismiss) return <Text c="dimmed">Dismissed</Text>;
  if (!mayDismiss) return null;
  return (
    <Button
      variant="default"
      loading={dismiss.isPending}
      onClick={() => dismiss.mutate(!isDismissed)}
      title={
        isDismissed
          ? "The console begins here again, for everybody"
          : "The console begins with alert groups, for everybody"
      }
    >
      {isDismissed ? "Begin here again" : "Dismiss"}
    </Button>
  );
}
