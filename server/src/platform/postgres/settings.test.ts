import { expect, it } from "vitest";
import { layoutOf } from "./layout.ts";
import { severityOf } from "./log-line.ts";
import { commandLine, configurationFile, enforcedSettings } from "./settings.ts";

it("enforces durability on the command line, where no file and no ALTER SYSTEM can undo it", () => {
  const settings = enforcedSettings(layoutOf("/data"), { kind: "socket", directory: "/run" }, "full");
  for (const name of ["fsync", "synchronous_commit", "full_page_writes"]) {
    expect(commandLine(settings)).toContain(`${name}=on`);
  }
});

it("listens in one place only", () => {
  const layout = layoutOf("/data");
  const socket = enforcedSettings(layout, { kind: "socket", directory: "/run/x" }, "full");
  expect([socket.get("listen_addresses"), socket.get("unix_socket_directories")]).toEqual(["", '"/run/x"']);
  const loopback = enforcedSettings(layout, { kind: "loopback", port: 4711 }, "full");
  expect([loopback.get("listen_addresses"), loopback.get("unix_socket_directories")]).toEqual([
    "127.0.0.1",
    "",
  ]);
});

it("quotes values for the configuration file", () => {
  expect(configurationFile(new Map([["a", "it's"]]))).toContain("a = 'it''s'\n");
});

it("gives the same folder the same tag, and other folders others", () => {
  expect(layoutOf("/data").tag).toBe(layoutOf("/x/../data/").tag);
  expect(layoutOf("/data").tag).not.toBe(layoutOf("/data2").tag);
});

it("uses a socket exactly as long as the kernel takes its path", () => {
  const fixed = Buffer.byteLength("/postgres/run/.s.PGSQL.5432.lock");
  expect(layoutOf(`/${"d".repeat(103 - fixed - 1)}`).socketDirectory).toBeDefined();
  expect(layoutOf(`/${"d".repeat(103 - fixed)}`).socketDirectory).toBeUndefined();
});

it.each([
  ["PANIC:  could not write", "error"],
  ["FATAL:  the database system is starting up", "error"],
  ["WARNING:  terminating connection", "warn"],
  ["LOG:  checkpoint complete", "info"],
  ["DETAIL:  FATAL: in a detail", "info"],
])("reads the severity of: %s", (line, level) => expect(severityOf(line)).toBe(level));
