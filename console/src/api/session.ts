/** Who is signed in: OAuth 2 authorization code with PKCE, by the issuer that the stage names. */
import type { User, UserManager } from "oidc-client-ts";

interface Config {
  authorize: string;
  token: string;
  end_session?: string | null;
  client: string;
  scope: string;
}

interface Kept {
  token: string;
  /** Seconds. */
  until: number;
}

const SITE = "frontdesk.site";
const SIGNED_IN = "frontdesk.signed-in";
/** Seconds before its end at which a token is renewed. */
const SPARE = 30;

/** Somebody is signed in; else on the way to the issuer, and nothing is to be shown. */
export async function signIn(): Promise<boolean> {
  const asked = new URLSearchParams(location.search);
  const named = asked.get("site");
  if (named) chooseSite(named);
  if (asked.has("code") && asked.has("state")) {
    const { href } = location;
    history.replaceState(null, "", location.pathname); // a code is good once
    const user = await (await manager()).signinRedirectCallback(href);
    keep(user);
    await (await import("./device")).dropOthers().catch(() => undefined); // no store on the device, nothing in it
    const state = user.state as { hash?: string } | undefined;
    history.replaceState(null, "", location.pathname + (state?.hash ?? ""));
  }
  if (!kept()) {
    await (await manager()).signinRedirect({ state: { hash: location.hash } });
    return false;
  }
  await token();
  return true;
}

/** The token of who is signed in, renewed where it is over. While the issuer is not reached it is what there is: what lies
 * on the device asks for no better (L-5). */
export async function token(): Promise<string> {
  const known = kept()!;
  return good(known) ? known.token : renewed().catch(() => known.token);
}

let renewing: Promise<string> | null = null;

/** Another token, asked for once however many wait for it. */
export function renewed(): Promise<string> {
  renewing ??= renew().finally(() => (renewing = null));
  return renewing;
}

/** Whom the issuer gives none is on the way to signing in again; while it is not reached, one stays where one is. */
async function renew(): Promise<string> {
  const { ErrorResponse } = await import("oidc-client-ts");
  const of = await manager();
  try {
    if ((await of.getUser())?.refresh_token) return keep(await of.signinSilent()).token;
  } catch (trouble) {
    if (!(trouble instanceof ErrorResponse)) throw trouble;
  }
  await of.signinRedirect({ state: { hash: location.hash } });
  return new Promise(() => undefined);
}

/** As somebody else: the issuer asks anew. */
export async function signOut(): Promise<void> {
  sessionStorage.removeItem(SIGNED_IN);
  const of = await manager();
  await of.removeUser();
  const { end_session } = await config();
  if (end_session) await of.signoutRedirect();
  else await of.signinRedirect({ prompt: "login" });
}

/** Whoever is signed in, as their token names them; "" while nobody is. */
export function whose(): string {
  const [, payload = ""] = kept()?.token.split(".") ?? [];
  return payload && (JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as { sub: string }).sub;
}

export function chooseSite(named: string): void {
  localStorage.setItem(SITE, named);
}

export function currentSite(): string {
  return localStorage.getItem(SITE) ?? "";
}

function keep(user: User | null): Kept {
  if (!user) throw new Error("nobody signed in");
  const known = { token: user.access_token, until: user.expires_at ?? 0 };
  sessionStorage.setItem(SIGNED_IN, JSON.stringify(known));
  return known;
}

function kept(): Kept | null {
  const text = sessionStorage.getItem(SIGNED_IN);
  return text === null ? null : (JSON.parse(text) as Kept);
}

function good(known: Kept): boolean {
  return known.until > Date.now() / 1000 + SPARE;
}

async function config(): Promise<Config> {
  return (await (await fetch("console/config.json")).json()) as Config;
}

/** Loaded when somebody signs in: whoever is signed in need not. */
async function manager(): Promise<UserManager> {
  const { UserManager: Manager, WebStorageStateStore } = await import("oidc-client-ts");
  const of = await config();
  const at = (path: string) => new URL(path, location.href).href;
  const here = location.origin + location.pathname;
  return new Manager({
    authority: new URL(of.authorize, location.href).origin,
    metadata: {
      issuer: new URL(of.authorize, location.href).origin,
      authorization_endpoint: at(of.authorize),
      token_endpoint: at(of.token),
      ...(of.end_session && { end_session_endpoint: at(of.end_session) }),
    },
    client_id: of.client,
    redirect_uri: here,
    post_logout_redirect_uri: here,
    scope: of.scope,
    loadUserInfo: false,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  });
}
