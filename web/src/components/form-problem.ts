import { ApiError } from "../api/client.ts";
import { notifyError } from "./notify.tsx";

interface ProblemForm {
  getValues: () => object;
  setFieldError: (field: string, message: string) => void;
}

/** Shows what the server refused beside the field it names; anything else as a notification. */
export function showProblem(form: ProblemForm, error: unknown): void {
  const field = error instanceof ApiError ? error.field?.split(".")[0] : undefined;
  if (error instanceof ApiError && field !== undefined && field in form.getValues()) {
    form.setFieldError(field, error.message);
    return;
  }
  notifyError(error);
}
