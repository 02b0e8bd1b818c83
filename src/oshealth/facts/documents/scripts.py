"""The two scripts of Chinese: words given as they are written on the mainland are looked for as they are written in Taiwan
and Hong Kong too.
"""

from collections.abc import Iterable
from typing import Final

_PAIRS: Final = (
    "与與 个個 为為 义義 书書 争爭 产產 会會 体體 关關 册冊 决決 况況 准準 划劃 则則 务務 动動 区區 协協 单單 历歷 "
    "参參 发發 变變 号號 后後 听聽 员員 响響 问問 团團 图圖 围圍 报報 声聲 处處 备備 复復 导導 对對 将將 专專 届屆 "
    "帮幫 库庫 应應 废廢 开開 归歸 当當 录錄 态態 总總 户戶 执執 护護 担擔 择擇 损損 换換 据據 摄攝 数數 断斷 时時 "
    "显顯 来來 构構 标標 机機 权權 条條 极極 档檔 检檢 没沒 测測 浏瀏 灾災 点點 献獻 现現 环環 确確 码碼 碍礙 离離 "
    "种種 称稱 稳穩 筑築 签簽 简簡 类類 约約 级級 纪紀 线線 组組 细細 终終 经經 结結 绍紹 统統 继繼 续續 维維 编編 "
    "网網 联聯 脚腳 节節 范範 获獲 营營 补補 装裝 规規 览覽 订訂 认認 计計 议議 许許 设設 访訪 证證 评評 识識 诉訴 "
    "译譯 试試 该該 请請 谁誰 调調 谢謝 质質 贡貢 责責 负負 财財 赏賞 赞贊 赠贈 资資 转轉 软軟 载載 输輸 过過 运運 "
    "进進 违違 连連 选選 邮郵 适適 错錯 长長 门門 间間 队隊 阶階 际際 随隨 隐隱 难難 项項 顾顧 题題 风風 馈饋 验驗 "
    "骤驟 么麼 于於 们們 审審 并併 无無 术術 状狀 记記 说說 砖磚"
)
_TRADITIONAL: Final = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
_WHOLE: Final = (("聯系", "聯繫"), ("回復", "回覆"), ("答復", "答覆"), ("日志", "日誌"))
"""Where one sign of the mainland stands for several, and the table gives the other."""


def in_both_scripts(words: Iterable[str]) -> tuple[str, ...]:
    """The words, and after them the spellings of Taiwan and Hong Kong of those in Chinese that are written otherwise there."""
    given = tuple(words)
    others = (_traditional(word) for word in given if not word.isascii())
    return tuple(dict.fromkeys((*given, *others)))


def _traditional(word: str) -> str:
    spelled = word.translate(_TRADITIONAL)
    for usual, here in _WHOLE:
        spelled = spelled.replace(usual, here)
    return spelled
