/**
 * URLs of services whose path or query alone opens a door: whoever knows one can post. The named part is the secret.
 * Hosts of people's own (Mattermost, Rocket.Chat) are known by their path.
 */
const doors: readonly RegExp[] = [
  /^https:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/(?<secret>[^?#]+)/i,
  /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/(?<secret>[^/?#]+)/i,
  /^https:\/\/(?:[\w-]+\.)?webhook\.office\.com\/\w+\/(?<secret>[^?#]+)/i,
  /^https:\/\/outlook\.office(?:365)?\.com\/webhook\/(?<secret>[^?#]+)/i,
  /^https:\/\/[\w.-]+\.(?:logic\.azure|powerplatform)\.com[:/][^#]*[?&]sig=(?<secret>[^&#]+)/i,
  /^https:\/\/api\.telegram\.org\/bot(?<secret>[^/?#]+)/i,
  /^https:\/\/chat\.googleapis\.com\/[^#]*[?&]token=(?<secret>[^&#]+)/i,
  /^https:\/\/hooks\.zapier\.com\/hooks\/catch\/(?<secret>[^?#]+)/i,
  /^https:\/\/open\.(?:feishu\.cn|larksuite\.com)\/open-apis\/bot\/(?:v2\/)?hook\/(?<secret>[^/?#]+)/i,
  /^https:\/\/oapi\.dingtalk\.com\/robot\/send\?[^#]*?\baccess_token=(?<secret>[^&#]+)/i,
  /^https:\/\/qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?[^#]*?\bkey=(?<secret>[^&#]+)/i,
  /^https:\/\/hooks\.chime\.aws\/incomingwebhooks\/[^#]*[?&]token=(?<secret>[^&#]+)/i,
  /^https:\/\/maker\.ifttt\.com\/trigger\/[^/]+\/(?:json\/)?with\/key\/(?<secret>[^/?#]+)/i,
  /^https?:\/\/[^/?#]+(?:\/[^/?#]+)?\/hooks\/(?<secret>[a-z\d]{20,}(?:\/[a-z\d]{20,})?)(?=[/?#]|$)/i,
];

const longest = 4_096;

/** The parts of a URL that must not be stored or shown; in them it is enough to know a chat service's address. */
export function urlSecrets(url: string): string[] {
  const read = url.slice(0, longest);
  for (const door of doors) {
    const secret = door.exec(read)?.groups?.secret;
    if (secret !== undefined) return secret.split("/").filter((part) => part !== "");
  }
  return [];
}
