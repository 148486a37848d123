import { notifications } from "@mantine/notifications";
import { errorText } from "./error-state.tsx";

const errorShownMs = 10_000;
const common = { withBorder: true, closeButtonProps: { "aria-label": "Close" } };

/** Tells that something worked. */
export function notifyDone(message: string): void {
  notifications.show({ ...common, message, color: "green" });
}

/** Tells what did not work, in the server's words. */
export function notifyError(error: unknown): void {
  notifications.show({
    ...common,
    title: "That did not work",
    message: errorText(error),
    color: "red",
    autoClose: errorShownMs,
  });
}
