const units = ["bytes", "kB", "MB", "GB", "TB"] as const;

/** "812 bytes", "1.4 MB": steps of 1000, one digit after the point below ten. */
export function formatBytes(bytes: number): string {
  let amount = bytes;
  let at = 0;
  while (amount >= 999.5 && at < units.length - 1) {
    amount /= 1000;
    at += 1;
  }
  const digits = at > 0 && amount < 9.95 ? 1 : 0;
  return `${amount.toFixed(digits)} ${units[at]}`;
}
