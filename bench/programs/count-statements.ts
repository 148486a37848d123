/**
 * Loaded into the server before its own code (`node --import`): counts the SQL statements that the server sends, those
 * that begin and end transactions included, and prints `statements: N` on SIGUSR2.
 */
import pg from "pg";

let statements = 0;
const { query } = pg.Client.prototype;

pg.Client.prototype.query = function counted(this: pg.Client, ...words: unknown[]) {
  statements += 1;
  return Reflect.apply(query, this, words);
} as typeof query;

process.on("SIGUSR2", () => console.log(`statements: ${statements}`));
