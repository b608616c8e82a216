/** The API as it answers: an answer, a refusal in words, or nothing at all. */
import { language } from "../shell/words";
import { currentSite, token } from "./session";

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

/** A path of the current site, with its parameters put in. */
export function sitePath(path: string, params: Record<string, string> = {}): string {
  const all: Record<string, string> = { site: currentSite(), ...params };
  return path.replace(/{(\w+)}/g, (_, name: string) => encodeURIComponent(all[name] ?? ""));
}

/** Raises Refused and Unreached. */
export async function ask<T>(method: string, path: string, asked: Asked = {}): Promise<Answer<T>> {
  const answer = await send(method, path, asked);
  return { body: (await answer.json()) as T, etag: answer.headers.get("ETag") };
}

/** What is no JSON: a page to print, a table to save. */
export async function fetchDocument(path: string): Promise<Blob> {
  return (await send("GET", path, {})).blob();
}

async function send(method: string, path: string, asked: Asked): Promise<Response> {
  const headers: Record<string, string> = { "Accept-Language": language() };
  if (asked.body !== undefined) headers["Content-Type"] = "application/json";
  if (asked.key) headers["Idempotency-Key"] = asked.key;
  if (asked.match) headers["If-Match"] = asked.match;
  let answer: Response;
  try {
    headers.Authorization = `Bearer ${await token()}`;
    answer = await fetch(path.replace(/^\//, ""), {
      method,
      headers,
      body: asked.body === undefined ? undefined : JSON.stringify(asked.body),
      signal: AbortSignal.timeout(asked.patience ?? PATIENCE),
    });
  } catch {
    throw new Unreached();
  }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => null);
  if (problem === null || answer.status >= 502) throw new Unreached();
  throw new Refused(problem as Problem);
}
