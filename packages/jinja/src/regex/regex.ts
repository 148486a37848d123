export function compileRegex(p: string): any { throw new Error(p); }
