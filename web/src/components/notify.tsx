import { notifications } from "@mantine/notifications";
import { errorText } from "./error-state.tsx";

const errorShownMs = 10_000;

/** Tells that something worked. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: "green", withBorder: true });
}

/** Tells what did not work, in the server's words. */
export function notifyError(error: unknown): void {
  notifications.show({
    title: "That did not work",
    message: errorText(error),
    color: "red",
    withBorder: true,
    autoClose: errorShownMs,
  });
}
