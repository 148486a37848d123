import { describe, expect, it } from "vitest";
import { folderFailure, programFailure } from "./failure.ts";

describe("programFailure", () => {
  it.each([
    ["disk_full", 'FATAL:  could not write lock file "postmaster.pid": No space left on device'],
    ["disk_full", 'PANIC:  could not write to file "pg_wal/xlogtemp.12": Disk quota exceeded'],
    ["folder_in_use", "FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use"],
    ["cannot_listen", "FATAL:  could not create any Unix-domain sockets"],
    ["cannot_listen", 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use'],
    ["folder_not_writable", 'FATAL:  could not open file "postmaster.pid": Permission denied'],
    ["no_account", "initdb: error: could not look up effective user ID 4711: user does not exist"],
    ["damaged", "PANIC:  could not locate a valid checkpoint record at 0/1"],
    ["damaged", "FATAL:  incorrect checksum in control file"],
    ["damaged", 'FATAL:  could not open directory "pg_notify": No such file or directory'],
    ["start_failed", "FATAL:  could not map anonymous shared memory: Cannot allocate memory"],
  ])("recognizes %s in: %s", (failure, output) => {
    const error = programFailure("postgres", "/data", `LOG:  starting PostgreSQL 18\n${output}\n`);
    expect(error.failure).toBe(failure);
    expect(error.message).toContain(output);
    expect(error.message).toContain("/data");
    expect(error.message).not.toContain("starting PostgreSQL");
  });

  it("never repeats advice that would cost the data", () => {
    const hint = "HINT:  It looks like you need to initdb.";
    const error = programFailure(
      "postgres",
      "/data",
      `FATAL:  database files are incompatible with server\n${hint}`,
    );
    expect(error.message).not.toContain("you need to initdb");
  });

  it("tells the last lines when none of them states a reason", () => {
    expect(programFailure("postgres", "/data", "PostgreSQL was ended by SIGKILL.").message).toContain(
      "SIGKILL",
    );
    expect(programFailure("postgres", "/data", "").message).toContain("said nothing");
  });
});

describe("folderFailure", () => {
  it.each([
    ["ENOSPC", "disk_full"],
    ["EDQUOT", "disk_full"],
    ["EACCES", "folder_not_writable"],
    ["EROFS", "folder_not_writable"],
    ["ENOTDIR", "foreign_content"],
    ["EIO", "start_failed"],
  ])("explains %s as %s and names the folder", (code, failure) => {
    const error = folderFailure("/data", Object.assign(new Error(`${code}: failed`), { code }));
    expect(error).toMatchObject({ failure, message: expect.stringContaining("/data") });
  });

  it("leaves an error alone that is already explained", () => {
    const explained = programFailure("postgres", "/data", "");
    expect(folderFailure("/data", explained)).toBe(explained);
  });
});
