"""Words of what all domains share: roles, signatures, files, payment, means of telling."""

from chalicelib.core.words import Words as W

ROLES: dict[str, W] = {
    "owner": W(hant="業戶", hans="业户", en="owner"),
    "desk": W(hant="客服前臺", hans="客服前台", en="front desk"),
    "engineer": W(hant="維修人員", hans="维修人员", en="engineer"),
    "department_head": W(hant="部門主管", hans="部门主管", en="department head"),
    "property_assistant": W(hant="物業助理", hans="物业助理", en="property assistant"),
    "cs_supervisor": W(
        hant="客戶服務部主管", hans="客户服务部主管", en="customer-service supervisor"
    ),
    "employee": W(hant="員工", hans="员工", en="employee"),
    "department_manager": W(hant="部門經理", hans="部门经理", en="department manager"),
    "gm_office_director": W(hant="總辦主任", hans="总办主任", en="GM-office director"),
    "dormitory": W(hant="宿舍管理處", hans="宿舍管理处", en="dormitory office"),
    "gate": W(hant="通道口保安", hans="通道口保安", en="gate"),
    "host_department": W(hant="接待部門", hans="接待部门", en="host department"),
    "office": W(hant="院辦", hans="院办", en="hospital office"),
    "office_head": W(hant="院辦負責人", hans="院办负责人", en="office head"),
    "finance": W(hant="財務部", hans="财务部", en="finance"),
    "gm": W(hant="總經理", hans="总经理", en="general manager"),
    "admin": W(hant="系統管理員", hans="系统管理员", en="administrator"),
}

APPROVALS: dict[str, W] = {
    "pending": W(hant="審批中", hans="审批中", en="pending"),
    "approved": W(hant="已批准", hans="已批准", en="approved"),
    "refused": W(hant="未批准", hans="未批准", en="refused"),
    "withdrawn": W(hant="已撤回申請", hans="已撤回申请", en="withdrawn"),
}

FILES: dict[str, W] = {
    "waiting": W(hant="待上傳", hans="待上传", en="waited for"),
    "attached": W(hant="已附上", hans="已附上", en="attached"),
    "abandoned": W(hant="已放棄", hans="已放弃", en="given up"),
}

MEDIA: dict[str, W] = {
    "image/jpeg": W(hant="JPEG 照片", hans="JPEG 照片", en="JPEG photo"),
    "image/png": W(hant="PNG 圖片", hans="PNG 图片", en="PNG picture"),
    "image/webp": W(hant="WebP 圖片", hans="WebP 图片", en="WebP picture"),
    "image/heic": W(hant="HEIC 照片", hans="HEIC 照片", en="HEIC photo"),
    "application/pdf": W(hant="PDF 文件", hans="PDF 文件", en="PDF document"),
    "audio/mp4": W(hant="M4A 錄音", hans="M4A 录音", en="M4A recording"),
    "audio/aac": W(hant="AAC 錄音", hans="AAC 录音", en="AAC recording"),
    "audio/mpeg": W(hant="MP3 錄音", hans="MP3 录音", en="MP3 recording"),
    "audio/amr": W(hant="AMR 錄音", hans="AMR 录音", en="AMR recording"),
    "audio/ogg": W(hant="Ogg 錄音", hans="Ogg 录音", en="Ogg recording"),
    "audio/webm": W(hant="WebM 錄音", hans="WebM 录音", en="WebM recording"),
}

METHODS: dict[str, W] = {
    "cash": W(hant="現金", hans="现金", en="cash"),
    "wechat": W(hant="微信支付", hans="微信支付", en="WeChat Pay"),
    "alipay": W(hant="支付寶", hans="支付宝", en="Alipay"),
    "card": W(hant="銀行卡", hans="银行卡", en="card"),
    "transfer": W(hant="轉帳", hans="转账", en="transfer"),
}

ORDERS: dict[str, W] = {
    "newest": W(hant="最新在前", hans="最新在前", en="newest first"),
    "oldest": W(hant="最舊在前", hans="最旧在前", en="oldest first"),
    "due": W(hant="最急在前", hans="最急在前", en="most urgent first"),
}

MEANS: dict[str, W] = {
    "webhook": W(hant="簽名網絡回呼", hans="签名网络回调", en="signed webhook"),
    "wecom": W(hant="企業微信群機器人", hans="企业微信群机器人", en="WeCom group robot"),
    "dingtalk": W(hant="釘釘群機器人", hans="钉钉群机器人", en="DingTalk group robot"),
    "feishu": W(hant="飛書群機器人", hans="飞书群机器人", en="Feishu group robot"),
    "email": W(hant="電郵", hans="电邮", en="e-mail"),
    "sms": W(hant="手機短訊", hans="手机短信", en="text message"),
}

COUNTED: dict[str, W] = {
    "characters": W(hant="個字", hans="个字", en="characters"),
    "entries": W(hant="項", hans="项", en="entries"),
}

LANGUAGES: dict[str, W] = {
    "zh-Hant": W(hant="繁體中文", hans="繁体中文", en="Traditional Chinese"),
    "zh-Hans": W(hant="簡體中文", hans="简体中文", en="Simplified Chinese"),
    "en": W(hant="英文", hans="英文", en="English"),
}

TROUBLES: dict[str, W] = {
    "parked": W(hant="已擱置", hans="已搁置", en="parked"),
    "waiting": W(hant="待重試", hans="待重试", en="to be tried again"),
}
