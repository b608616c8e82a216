/** The picture that stands beside an operation in the menu, by what it is about. Pure. */
import {
  BarChart3, BedDouble, Bell, Building2, Car, ClipboardList, FileText, HandCoins, IdCard, Landmark, ListChecks,
  LogIn, PhoneIncoming, Receipt, RefreshCw, Scale, ScanLine, ShieldAlert, SquarePen, UserCheck, Users, Wrench,
} from "lucide-react";
import type { Operation } from "../api/definitions";

/** The first that fits. */
const PICTURES: [RegExp, typeof Bell][] = [
  [/^report-/, BarChart3],
  [/^ticket-intake$/, SquarePen],
  [/^intake|people-find/, PhoneIncoming],
  [/follow-up|approvals/, UserCheck],
  [/gate|check/, ScanLine],
  [/visit/, LogIn],
  [/nights|queue|house|stay/, BedDouble],
  [/pass/, IdCard],
  [/violation|conduct/, ShieldAlert],
  [/relative|people|person/, Users],
  [/car|trip|driver/, Car],
  [/letter/, FileText],
  [/advance/, HandCoins],
  [/claim/, Receipt],
  [/settlement|statement/, Scale],
  [/account/, Landmark],
  [/unit|reception/, Building2],
  [/handover/, RefreshCw],
  [/day/, ListChecks],
  [/incident|plan/, Wrench],
  [/telling|delivery/, Bell],
];

export function iconOf(op: Operation): typeof Bell {
  return PICTURES.find(([names]) => names.test(op.name))?.[1] ?? ClipboardList;
}
