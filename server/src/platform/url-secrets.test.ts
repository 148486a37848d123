import { describe, expect, test } from "vitest";
import { urlSecrets } from "./url-secrets.ts";

describe("what opens a door in a URL is found", () => {
  test.each([
    ["https://hooks.slack.com/services/T0001/B0002/abcdefghijkl", ["T0001", "B0002", "abcdefghijkl"]],
    ["https://hooks.slack.com/workflows/T1/A2/3/secretpart", ["T1", "A2", "3", "secretpart"]],
    ["https://discord.com/api/webhooks/123456/a-token_1?wait=true", ["a-token_1"]],
    ["https://discordapp.com/api/v10/webhooks/123456/a-token_1", ["a-token_1"]],
    [
      "https://acme.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d",
      ["a@b", "IncomingWebhook", "c", "d"],
    ],
    [
      "https://prod-1.westeurope.logic.azure.com:443/workflows/1/triggers/manual/paths/invoke?sp=x&sig=s1g",
      ["s1g"],
    ],
    ["https://api.telegram.org/bot1234:abcd/sendMessage?chat_id=1", ["1234:abcd"]],
    ["https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t0ken", ["t0ken"]],
    ["https://open.feishu.cn/open-apis/bot/v2/hook/abc-def", ["abc-def"]],
    ["https://oapi.dingtalk.com/robot/send?access_token=abcdef", ["abcdef"]],
    ["https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc-def", ["abc-def"]],
    ["http://mattermost:8065/hooks/7f3kqw9x1mzd8e5ruy2b6tgnhc", ["7f3kqw9x1mzd8e5ruy2b6tgnhc"]],
    [
      "https://chat.example.com/team/hooks/64b0c1d2e3f4a5b6c7d8e9f0/aB3dE5gH7jK9mN1pQ3sT5vW7",
      ["64b0c1d2e3f4a5b6c7d8e9f0", "aB3dE5gH7jK9mN1pQ3sT5vW7"],
    ],
  ])("%s", (url, secrets) => {
    expect(urlSecrets(url)).toEqual(secrets);
  });
});

describe("other URLs are shown whole", () => {
  test.each([
    "https://example.com/hook?key=abc",
    "https://example.com/hooks/alerts",
    "https://hooks.slack.com.example.com/services/T1/B2/abc",
    "https://example.com/?next=https://hooks.slack.com/services/T1/B2/abc",
    "not a url",
    "",
  ])("%s", (url) => {
    expect(urlSecrets(url)).toEqual([]);
  });
});

test("a long URL of nothing but slashes costs no time to speak of", () => {
  expect(urlSecrets(`https://example.com${"/hooks".repeat(20_000)}`).length).toBeLessThan(1_000);
});
