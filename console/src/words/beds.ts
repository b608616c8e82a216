/** What the dormitory office's pages say. */
export const BEDS = {
  freeBeds: ["空床", "空床", "Free"],
  today: ["今天", "今天", "Today"],
  earlier: ["前一週", "前一周", "A week earlier"],
  later: ["後一週", "后一周", "A week later"],
  comingToday: ["今日入住", "今日入住", "Coming today"],
  leavingToday: ["今日退房", "今日退房", "Leaving today"],
  nobodyComes: ["今日無人待入住。", "今日无人待入住。", "Nobody is to come today."],
  nobodyLeaves: ["今日無人待退房。", "今日无人待退房。", "Nobody is to leave today."],
  nobodyWaits: ["無人輪候。", "无人轮候。", "Nobody waits for a bed."],
  overstays: ["逾期未退房", "逾期未退房", "should have left"],
  passOver: ["此出入證已失效,不能列印。", "此出入证已失效,不能打印。", "This pass counts no more and is not printed."],
  passSize: [
    "列印為卡片大小(85.6 × 54 毫米),邊界設為「無」。",
    "打印为卡片大小(85.6 × 54 毫米),边距设为“无”。",
    "Printed the size of a card (85.6 × 54 mm); set the margins to none.",
  ],
  passRule: [
    "隨身攜帶,僅限本人使用,不得轉借;退房時交還宿舍管理處",
    "随身携带,仅限本人使用,不得转借;退房时交还宿舍管理处",
    "Carry it; for its holder only, not to be lent; hand it back at check-out",
  ],
  toStay: ["住宿申請單", "住宿申请单", "The stay"],
  accountsOfMonth: ["本月有帳目或仍有結欠的員工", "本月有账目或仍有结欠的员工", "Employees with entries this month, or owing"],
  noAccounts: ["輸入員工姓名,查看其帳戶。", "输入员工姓名,查看其账户。", "Type a name to see an account."],
  nobodyFound: ["查無此人。", "查无此人。", "Nobody is called so."],
  noRooms: ["尚未登記房間:請先新增房間。", "尚未登记房间:请先新增房间。", "There are no rooms yet: add the first one."],
} as const;
