import { expect, test } from "vitest";
import { addressesInHosts } from "./system-resolver.ts";

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
