/** What the calendar of cars says. */
export const CARS = {
  oneDay: ["一天", "一天", "Day"],
  oneWeek: ["一週", "一周", "Week"],
  oneMonth: ["一月", "一月", "Month"],
  earlierDays: ["往前", "往前", "Earlier"],
  laterDays: ["往後", "往后", "Later"],
  carsWaiting: ["待派車", "待派车", "Waiting for a car"],
  carsNoneWaiting: ["沒有待派車的用車單", "没有待派车的用车单", "No trip waits for a car"],
  carsNone: ["尚無車輛,請先在「設定與維護」新增。", "尚无车辆,请先在「设置与维护」新增。", "There are no cars yet; add one under settings and upkeep."],
  carsFree: ["空閒", "空闲", "free"],
  carsTaken: ["已有安排", "已有安排", "taken"],
  carsNothing: ["這些日子沒有用車", "这些日子没有用车", "No trips on these days"],
  carClosed: ["停用", "停用", "closed"],
  seats: ["座", "座", "seats"],
  passengers: ["人", "人", "people"],
} as const;
