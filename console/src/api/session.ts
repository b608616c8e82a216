/** Who is signed in: OAuth 2 authorization code with PKCE, by the issuer that the stage names. */
import { UserManager, WebStorageStateStore } from "oidc-client-ts";

export interface Config {
  authorize: string;
  token: string;
  end_session?: string | null;
  client: string;
  scope: string;
  site?: string | null;
}

const SITE = "frontdesk.site";
let manager: UserManager;
let site: string;

/** Signed in, or on the way to the issuer; then nothing is returned. */
export async function signIn(): Promise<boolean> {
  const config = (await (await fetch("console/config.json")).json()) as Config;
  const here = location.origin + location.pathname;
  const asked = new URLSearchParams(location.search);
  manager = new UserManager({
    authority: new URL(config.authorize, location.href).origin,
    metadata: {
      issuer: new URL(config.authorize, location.href).origin,
      authorization_endpoint: new URL(config.authorize, location.href).href,
      token_endpoint: new URL(config.token, location.href).href,
    },
    client_id: config.client,
    redirect_uri: here,
    scope: config.scope,
    automaticSilentRenew: true,
    loadUserInfo: false,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  });
  if (asked.has("code") && asked.has("state")) {
    const user = await manager.signinRedirectCallback();
    const state = user.state as { hash?: string } | undefined;
    history.replaceState(null, "", here + (state?.hash ?? ""));
  }
  const named = asked.get("site") ?? localStorage.getItem(SITE) ?? config.site ?? "";
  chooseSite(named);
  const user = await manager.getUser();
  if (user && !user.expired) return true;
  await manager.signinRedirect({ state: { hash: location.hash } });
  return false;
}

export function chooseSite(named: string): void {
  site = named;
  localStorage.setItem(SITE, named);
}

export function currentSite(): string {
  return site;
}

/** The token of who is signed in; renewed first where it is over. */
export async function token(): Promise<string> {
  const user = await manager.getUser();
  return user?.access_token ?? "";
}

/** As somebody else: the issuer asks anew. */
export async function signOut(): Promise<void> {
  await manager.removeUser();
  await manager.signinRedirect({ prompt: "login" });
}
