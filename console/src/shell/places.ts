/** The pages of the console that are not drawn from definitions alone, and what they stand for. */
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import type { Me, Operation } from "../api/definitions";
import type { SaidFirst } from "./words";

export interface PageOf {
  op: Operation;
  /** What it is about: what stands for `:id` in its address. */
  id: string;
}

/** A page of its own; `:id` in its address is what it is about. */
export interface Place {
  at: string;
  /** The operation that it stands for: it is called so, and it is there for who may do that. */
  op: string;
  /** Operations that need no entry of their own where this page is. */
  instead?: string[];
  /** Only whoever is one of these does it here. */
  roles?: string[];
  /** And who works here besides does it as who works here. */
  alone?: boolean;
  /** Where it is called otherwise here than by whoever else does it. */
  called?: SaidFirst;
  page: LazyExoticComponent<ComponentType<PageOf>>;
}

export const PLACES: Place[] = [
  { at: "/report", op: "ticket-intake", roles: ["owner"], alone: true, called: "report", page: lazy(() => import("../self/Report")) },
  { at: "/mine", op: "ticket-mine", called: "myMatters", page: lazy(() => import("../self/Mine")) },
  { at: "/mine/:id", op: "ticket-show", roles: ["owner"], alone: true, page: lazy(() => import("../self/MatterPage")) },
  { at: "/my-stay", op: "stay-mine", called: "familyStays", instead: ["stay-apply", "relative-claim"], page: lazy(() => import("../self/MyStay")) },
  { at: "/my-stay/:id", op: "stay-mine", page: lazy(() => import("../self/MyStay")) },
  { at: "/my-account", op: "account-statement", roles: ["employee"], called: "myAccount", page: lazy(() => import("../self/MyAccount")) },
  { at: "/my-violations", op: "violation-mine", called: "myViolations", page: lazy(() => import("../self/MyViolations")) },
  { at: "/intake", op: "intake", instead: ["ticket-intake", "people-find", "unit-search"], page: lazy(() => import("../desk/Intake")) },
  { at: "/board", op: "ticket-list", page: lazy(() => import("../desk/Board")) },
  { at: "/follow-ups", op: "follow-up-queue", page: lazy(() => import("../desk/FollowUps")) },
  { at: "/handover", op: "handover-list", instead: ["handover-open"], page: lazy(() => import("../desk/Handover")) },
  { at: "/handover/:id", op: "handover", page: lazy(() => import("../desk/HandoverRecord")) },
  { at: "/duty", op: "duty-record", page: lazy(() => import("../desk/Duty")) },
  { at: "/day", op: "day-running", instead: ["day-list"], page: lazy(() => import("../desk/Day")) },
  { at: "/day/:id", op: "day", page: lazy(() => import("../desk/Day")) },
  { at: "/gate", op: "gate-check", instead: ["gate-check-list", "gate-pass-list"], page: lazy(() => import("../gate/GatePage")) },
  { at: "/beds", op: "house-nights", instead: ["house-queue"], page: lazy(() => import("../beds/BedsPage")) },
  { at: "/accounts", op: "account", roles: ["finance", "dormitory", "gm_office_director", "gm"], called: "accounts", page: lazy(() => import("../accounts/AccountsPage")) },
  { at: "/accounts/:id", op: "account", page: lazy(() => import("../accounts/AccountPage")) },
  { at: "/pass/:id", op: "pass-code", page: lazy(() => import("../beds/PassPage")) },
  { at: "/plan/:id", op: "reception-plan", page: lazy(() => import("../reception/PlanPage")) },
  ...["reception", "stay", "trip", "advance", "claim"].map((kind) => ({
    at: `/approve/${kind}/:id`,
    op: `${kind}-approve`,
    page: lazy(() => import("../approving/ApprovePage")),
  })),
  { at: "/claims/new", op: "claim-draft", page: lazy(() => import("../claims/ClaimEditor")) },
  { at: "/claims/change/:id", op: "claim-change", page: lazy(() => import("../claims/ClaimEditor")) },
  { at: "/claims/:id", op: "claim", page: lazy(() => import("../claims/ClaimPage")) },
  { at: "/settlements/:id", op: "settlement", page: lazy(() => import("../settling/SettlementPage")) },
  { at: "/statements/:id", op: "statement", page: lazy(() => import("../settling/StatementPage")) },
  { at: "/imports/new", op: "import-add", page: lazy(() => import("../imports/NewImport")) },
  { at: "/imports/:id", op: "import-show", page: lazy(() => import("../imports/ImportPage")) },
  { at: "/cars", op: "car-calendar", page: lazy(() => import("../cars/CarsPage")) },
  { at: "/delegations", op: "delegation-mine", page: lazy(() => import("../approving/DelegationsPage")) },
  { at: "/search/:id", op: "ticket-search", page: lazy(() => import("../lists/SearchPage")) },
  ...["tickets", "lodging", "accounts", "receptions"].map((which) => ({
    at: `/reports/${which}`,
    op: `report-${which}`,
    page: lazy(() => import("../report/Report")),
  })),
];

const ABOUT = "/:id";

/** The page of its own that an operation has. */
export function placeOf(op: string): Place | undefined {
  return PLACES.find((each) => each.op === op);
}

/** Whether it is a page for them. */
export function isFor({ roles, alone }: Place, me: Me): boolean {
  if (!roles) return true;
  return alone ? me.roles.every((each) => roles.includes(each)) : me.roles.some((each) => roles.includes(each));
}

/** Whether a page shows one thing, which has to be chosen before. */
export const isAboutOne = (place: Place): boolean => place.at.endsWith(ABOUT);

/** The page that shows one record to them, where it has one of its own. */
export const recordPlace = (op: string, me: Me): Place | undefined =>
  PLACES.find((each) => each.op === op && isAboutOne(each) && isFor(each, me));

export function addressOf(place: Place, id = ""): string {
  return place.at.replace(ABOUT, `/${encodeURIComponent(id)}`);
}
