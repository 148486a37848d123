const units: readonly (readonly [name: string, seconds: number])[] = [
  ["y", 31_536_000],
  ["mo", 2_592_000],
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
];

/** "5 min ago", "in 2 h": the largest whole unit; "just now" below a minute in the past. */
export function formatRelative(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const distance = Math.abs(seconds);
  const unit = units.find(([, size]) => distance >= size);
  if (!unit) return seconds > 0 ? `in ${seconds} s` : "just now";
  const amount = `${Math.floor(distance / unit[1])} ${unit[0]}`;
  return seconds > 0 ? `in ${amount}` : `${amount} ago`;
}

/** Day, time to the second and zone, in the reader's own manner. */
export function formatExact(at: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat(undefined, {
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
    timeZone,
  }).format(at);
}

/** "1 h 5 min", "40 s": at most two units. */
export function formatDuration(totalSeconds: number): string {
  const seconds = Math.max(0, Math.round(totalSeconds));
  if (seconds < 60) return `${seconds} s`;
  const parts: readonly (readonly [string, number])[] = [
    ["d", Math.floor(seconds / 86_400)],
    ["h", Math.floor(seconds / 3600) % 24],
    ["min", Math.floor(seconds / 60) % 60],
  ];
  return parts
    .filter(([, count]) => count > 0)
    .slice(0, 2)
    .map(([unit, count]) => `${count} ${unit}`)
    .join(" ");
}
