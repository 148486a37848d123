import { expect, test } from "vitest";
import { addressesInHosts, answersInTime } from "./system-resolver.ts";

const hosts = `# local names
127.0.0.1\tlocalhost
10.0.0.5  Wiki.example.com wiki # the wiki
fd00::5 wiki.example.com
not-an-address wiki.example.com
#10.0.0.6 wiki.example.com`;

test("a hosts file gives every address of a name, without regard to case, comments and the dot at the end", () => {
  expect(addressesInHosts(hosts, "wiki.example.com")).toEqual(["10.0.0.5", "fd00::5"]);
  expect(addressesInHosts(hosts, "WIKI.example.com.")).toEqual(["10.0.0.5", "fd00::5"]);
  expect(addressesInHosts(hosts, "wiki")).toEqual(["10.0.0.5"]);
});

test("a hosts file says nothing about names it does not list", () => {
  for (const name of ["example.com", "the", "10.0.0.5", "#"])
    expect(addressesInHosts(hosts, name)).toEqual([]);
});

test("a family that is never answered does not hold back the addresses of the other", async () => {
  const silent = new Promise<string[]>(() => undefined);
  expect(await answersInTime([Promise.resolve(["8.8.8.8"]), silent], 10)).toEqual([
    { status: "fulfilled", value: ["8.8.8.8"] },
  ]);
});

test("both families are waited for while neither has an address", async () => {
  const failure = new Error("no such name");
  const late = new Promise<string[]>((resolve) => setImmediate(() => resolve(["2606:4700::1"])));
  expect(await answersInTime([Promise.reject(failure), late], 0)).toEqual([
    { status: "rejected", reason: failure },
    { status: "fulfilled", value: ["2606:4700::1"] },
  ]);
});
