// A certified OpenID provider on loopback (npm oidc-provider): its own keys, forms and tokens, and accounts that need no password.
// Usage: node provider.mjs FOLDER_OF_MODULES PORT CLIENT SECRET BACK
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, port, client, secret, back] = process.argv.slice(2);
const found = createRequire(`${modules}/`).resolve("oidc-provider");
const { default: Provider } = await import(pathToFileURL(found));
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: client, client_secret: secret, redirect_uris: [back], response_types: ["code"], grant_types: ["authorization_code"] }],
  claims: { openid: ["sub"], profile: ["name"], auth_time: null },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, name: `Account ${id}` }) }),
});
provider.listen(Number(port), "localhost", () => console.log("answers"));
