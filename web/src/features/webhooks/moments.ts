/** A moment as an input of the kind `datetime-local` wants it, in the reader's zone. */
export function toLocal(moment: string | undefined): string {
  if (moment === undefined) return "";
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return "";
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** And back, in UTC. */
export function fromLocal(value: string): string | undefined {
  const date = new Date(value);
  return value === "" || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

const minuteMs = 60_000;

/** The next whole minute: the end of a range, where an input knows no seconds. */
export function upToMinute(moment: string): string {
  return new Date(Math.ceil(Date.parse(moment) / minuteMs) * minuteMs).toISOString();
}
