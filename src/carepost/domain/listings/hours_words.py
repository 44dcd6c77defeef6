"""The words around clock times and lengths: shifts, ends, starts, breaks, what is no working day."""

from __future__ import annotations

import re

SHIFT = re.compile(
    r"(?P<label>早班|中班|晚班|夜班|白班|日班|上午班|下午班|午班|[a-d甲乙丙一二三]班|[一二三两]班|长班|"
    r"短班|全天班|半天班|周末班|第[一二三]班|班次[一二三\d]?|morning shift|"
    r"(?:early|late|day|evening|night|afternoon) shift)"
)
LATE_SHIFT = re.compile(r"下午|晚|afternoon|evening|late")
CHOICE = re.compile(
    r"任选|可选|自选|二选一|三选一|两选一|选其一|选一|可自行选择|可选择|自由选择|任意选|择一|choose|"
    r"choice|either|your pick|pick"
)
OR = re.compile(r"或者?|\bor\b")
END_AFTER = re.compile(
    r"(?P<end>(?:左右|放学|前后|以?前|之前|之?后|以后|起|就|即|便|准时|可以?|能|允许|正常|必须|都|均|准点|"
    r"开始|还|为|是|[ ])*(?:可以?|能)?(?:自选|自行|自由|弹性|选择)?"
    r"(?:下班|离岗|离开|可走|走人?|放工|收工|结束|离(?:厂|店|园|校|馆|院|场)|收班|回家|撤|off\b|finish|leave))"
)
FETCH_AFTER = re.compile(
    r"(?:左右|以?前|之?后|起|可以?|能|去|前去|准时|就|离岗|离开|下班|[ ])*接(?!单|待|听|线|电|送货|"
    r"受)(?P<rest>[^，。；;,、]{0,14})"
)
BACK = re.compile(r"回公司|到厂|返岗|回岗|回厂|回来|再回|回店|返回|到公司|到车间|来厂|进厂|come back|return")
START_AFTER = re.compile(
    r"(?:左右|前后|以?前|之前|之?后|以后|起|再|才|就|开始|准时|可以?|必?须|需要?|要|正式|送(?:完|"
    r"了)?[^，。；;,、]{0,4}后?|[ ])*(?:弹性|自选|错峰|打卡)?(?:到岗|上班|上岗|开工|开始|到厂|上工|打卡|"
    r"开门|进厂|到店|起(?!床)|start|begin)"
)
HOME_AFTER = re.compile(
    r"(?:左右|以?前|之前|之?后|[ ])*(?:能|可以?)?(?:到家|送|吃|开饭|午休|休息|放学|关门|熄灯|面试|报名|"
    r"开会|发车|截止)"
)
START_BEFORE = re.compile(
    r"(?:上班|到岗|上岗|开工|开始|起始|早上上班)(?:时间)?(?:为|是|在|不晚于|不早于|:|早上|[ ])*$|"
    r"(?:start(?:s|ing)?|begins?|arrive|from)(?: work)?(?: at| by| from)?\s*(?:about |around )?$|从\s*$"
)
END_BEFORE = re.compile(
    r"(?:下班|离岗|结束|离开|收工|放工|截止)(?:时间)?(?:为|是|在|可在|不晚于|最晚|最早|提前到|提前至|:|"
    r"[ ])*$|"
    r"(?:leave|leaves|finish(?:es)?|ends?|off|go home|done|out)(?: work| the office| early| the (?:shop|"
    r"factory))?(?: at| by| before| from| after| as early as)?\s*(?:about |around )?$|(?:最晚|"
    r"最迟)(?:工作)?到\s*$"
)
FLEX_RANGE_START = re.compile(
    r"(?:之间|内|间|区间|[ ])*(?:均可|任意|自选|弹性|错峰|自由|可|都可以?|随时|自行|选择)*(?:到岗|上班|"
    r"上岗|到厂|打卡|开工|arriv|start)"
)
FLEX_RANGE_END = re.compile(
    r"(?:之间|内|间|区间|[ ])*(?:均可|任意|自选|弹性|错峰|自由|可以?|都可以?|随时|自行|选择)*(?:下班|"
    r"离岗|离开|走(?!访)|离厂|放工|收工|leave|finish)"
)
BREAK = re.compile(
    r"午休|休息|中休|中间休|吃饭|用餐|就餐|午餐|午饭|间歇|lunch|break|\brest\b|(?:其中|中间|含|除去?|"
    r"扣除)[^，。；]{0,6}休"
)
OTHERS = re.compile(
    r"其他(?:班次?|员工|人|工人|同事|岗位)|普通(?:员工|岗|工)|正常班|一般员工|全厂|别人|常规(?:班|岗)|"
    r"正常上班|others?\b|regular (?:staff|workers|shift)|colleagues|normal(?:ly)?"
)
NOT_A_DAY = re.compile(
    r"每单|每次服务|一单|每户|每周|一周|周均|每星期|每月|当月|月均|月工时|年|培训|学习|加班|通勤|车程|"
    r"提前|推迟|延后|晚到|晚来|早走|迟到|路程|骑车|试用|实习|提早|延迟|课|弹性|可缓|"
    r"per week|a week|weekly|per month|overtime|commute|training|per order|per visit|earlier|later|each order"
)
NOT_A_DAY_AFTER = re.compile(
    r"\s*(?:/|每|一|per|a|each)\s*(?:周|星期|月|单|week|month|order|visit)|(?:的)?(?:培训|通勤|车程|"
    r"路程|加班|内到|内可|前通知|弹性|的弹性|以前|之前)|\s*(?:commut|late|early|training|overtime|"
    r"notice)"
)
HOUR_UNIT = re.compile(
    r"\s*(?P<more>多|余)?\s*个?(?P<half>半)?(?:小时|钟头|工时|hours?\b|hrs?\b|h\b|-hour)(?P<suffix>制|"
    r"工作制|班|起|以上|左右|以内|以下|以?内|or more)?"
)
MINUTE_UNIT = re.compile(r"\s*(?:分钟|minutes?|mins?)")
HOURS_MIN = re.compile(r"至少|不少于|不低于|最少|(?<!不)满|(?<!不)超过|at least|(?<!no )more than|over|minimum")
HOURS_MAX = re.compile(
    r"不超过|最多|至多|不足|不到|不超|以内|(?<!不)少于|最长|不满|at most|no more than|up to|max|under|"
    r"(?<!no )(?<!not )less than"
)
WEEKEND_ONLY = re.compile(r"周六|周日|周末|星期[六日天]|礼拜[六日天]|节假日|saturday|sunday|weekend|sat\b|sun\b")
WEEKDAY = re.compile(r"(?:周|星期|礼拜)[一二三四五1-5]|工作日|平日|周内|周中|平时|每天|mon|weekday|tue|wed|thu|fri")
SUMMER = re.compile(r"寒暑假|暑假|寒假|暑期|holidays?\b|summer|vacation")
ANY_START = re.compile(r"(?:arriv\w{1,3}|come in|start\w{0,3})[a-z ]{0,12} (?:any ?time|between)[a-z ]{0,12}$")
