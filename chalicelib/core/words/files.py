"""Words of the refusals of files (P-files)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "files_full": (
        W(hant="附件已滿", hans="附件已满", en="No room for more files"),
        W(
            hant="每份記錄最多 {most} 個附件。",
            hans="每份记录最多 {most} 个附件。",
            en="A record has {most} files at most.",
        ),
    ),
    "file_settled": (
        W(hant="附件已處理", hans="附件已处理", en="The file is settled"),
        W(
            hant="此附件{state};如需另附,請重新上傳。",
            hans="此附件{state};如需另附,请重新上传。",
            en="The file is {state} already; to add another, upload it anew.",
        ),
    ),
    "file_missing": (
        W(hant="檔案尚未上傳", hans="文件尚未上传", en="Not uploaded yet"),
        W(
            hant="檔案還沒有傳到;請重新上傳。",
            hans="文件还没有传到;请重新上传。",
            en="The file has not arrived; upload it, then attach it.",
        ),
    ),
    "file_size_differs": (
        W(hant="檔案大小不符", hans="文件大小不符", en="Another size than announced"),
        W(
            hant="申報 {announced} 位元組,實際 {stored} 位元組;請重新上傳。",
            hans="申报 {announced} 字节,实际 {stored} 字节;请重新上传。",
            en="Announced {announced} bytes, uploaded {stored}; upload it anew.",
        ),
    ),
    "file_digest_differs": (
        W(hant="檔案內容不符", hans="文件内容不符", en="Other content than announced"),
        W(
            hant="檔案的內容與申報不符,可能在途中受損;請重新上傳。",
            hans="文件的内容与申报不符,可能在途中受损;请重新上传。",
            en="Its content is not what was announced; it may have been damaged. Upload it anew.",
        ),
    ),
    "file_type_differs": (
        W(hant="檔案類型不符", hans="文件类型不符", en="Another type than announced"),
        W(
            hant="申報為{announced},上傳為 {stored};請重新上傳。",
            hans="申报为{announced},上传为 {stored};请重新上传。",
            en="Announced as {announced}, uploaded as {stored}; upload it anew.",
        ),
    ),
    "file_not_its_type": (
        W(hant="檔案並非所稱類型", hans="文件并非所称类型", en="Not what it says it is"),
        W(
            hant="檔案的內容不是{announced};請以正確的類型重新上傳。",
            hans="文件的内容不是{announced};请以正确的类型重新上传。",
            en="Its content is no {announced}; upload it anew as what it is.",
        ),
    ),
}
