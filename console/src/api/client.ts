/** The API as it answers: an answer, a refusal in words, or nothing at all. */
import { language } from "../shell/words";
import { currentSite, renewed, token } from "./session";

export interface FieldProblem {
  pointer: string;
  code: string;
  detail: string;
  data: Record<string, unknown>;
}

/** A refusal (RFC 9457), in the caller's words, with the clause that asks for it. */
export interface Problem {
  title: string;
  detail: string;
  status: number;
  code: string;
  clause: string;
  correlation: string;
  /** `holder` of it is the record that has what was wanted. */
  data: Record<string, unknown>;
  errors: FieldProblem[];
  present: unknown;
}

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** What is refused now and may not be in a moment, asked in the same words. */
export const passing = ({ status, code }: Problem): boolean => status >= BROKEN || status === THROTTLED || code === BUSY;

/** Somebody else changed it meanwhile: nothing was overwritten. */
export const isOvertaken = (problem: Problem | null): boolean => problem?.status === OVERTAKEN;

/** Why, where no field stands that would say it. */
export const whyOf = ({ errors, detail }: Problem): string => errors.map((each) => each.detail).join(" ") || detail;

/** Whether it is not there, or not for this person. */
export const isAbsent = (trouble: unknown): boolean => trouble instanceof Refused && trouble.problem.status === ABSENT;

/** Nothing was answered: whether it was carried out is not known. */
export class Unreached extends Error {}

export interface Asked {
  body?: unknown;
  /** Idempotency-Key: one for each form that is filled in, however often it is sent. */
  key?: string;
  /** The version of the record that was seen. */
  match?: string;
  /** Milliseconds for which an answer is waited for. */
  patience?: number;
}

export interface Answer<T> {
  body: T;
  etag: string | null;
}

const PATIENCE = 30_000;
/** Signs in somebody's words that turn the direction of writing: they would turn what stands beside, too. Arabic needs none. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
const PROBLEM = "application/problem+json";
const UNAUTHENTICATED = 401;
const ABSENT = 404;
const OVERTAKEN = 412;
const THROTTLED = 429;
const BUSY = "busy";
/** From here on it is not what was asked that is wrong; from the other on nobody who decides has answered. */
export const BROKEN = 500;
const UNHEARD = 502;

/** A path of the current site, with its parameters put in. */
export function sitePath(path: string, params: Record<string, string> = {}): string {
  const all: Record<string, string> = { site: currentSite(), ...params };
  return path.replace(/{(\w+)}/g, (_, name: string) => encodeURIComponent(all[name] ?? ""));
}

/** Raises Refused and Unreached. */
export async function ask<T>(method: string, path: string, asked: Asked = {}): Promise<Answer<T>> {
  const answer = await send(method, path, asked);
  return { body: await read<T>(answer), etag: answer.headers.get("ETag") };
}

/** What is no JSON: a page to print, a table to save. */
export async function fetchDocument(path: string): Promise<Blob> {
  return (await send("GET", path, {})).blob();
}

/** What breaks off, or is no JSON, was said by somebody on the way. */
async function read<T>(answer: Response): Promise<T> {
  try {
    return JSON.parse((await answer.text()).replaceAll(TURNING, "")) as T;
  } catch {
    throw new Unreached();
  }
}

async function send(method: string, path: string, asked: Asked): Promise<Response> {
  let answer = await sent(method, path, asked, token);
  if (answer.status === UNAUTHENTICATED) answer = await sent(method, path, asked, renewed);
  if (answer.ok) return answer;
  if (answer.status >= UNHEARD || !answer.headers.get("Content-Type")?.startsWith(PROBLEM)) throw new Unreached();
  throw new Refused({ data: {}, errors: [], ...(await read<Partial<Problem>>(answer)) } as Problem);
}

async function sent(method: string, path: string, asked: Asked, signedIn: () => Promise<string>): Promise<Response> {
  const headers: Record<string, string> = { "Accept-Language": language() };
  if (asked.body !== undefined) headers["Content-Type"] = "application/json";
  if (asked.key) headers["Idempotency-Key"] = asked.key;
  if (asked.match) headers["If-Match"] = asked.match;
  try {
    headers.Authorization = `Bearer ${await signedIn()}`;
    return await fetch(path.replace(/^\//, ""), {
      method,
      headers,
      body: asked.body === undefined ? undefined : JSON.stringify(asked.body),
      signal: AbortSignal.timeout(asked.patience ?? PATIENCE),
    });
  } catch {
    throw new Unreached();
  }
}
