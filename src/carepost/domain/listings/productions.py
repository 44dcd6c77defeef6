"""The productions of flexibility, weekends and the school run, in a small notation.

`{name}` stands for a class of words of the lexicon, `~` for up to ten characters inside one clause. Every
repetition is bounded, so reading stays linear in the length of the text.
"""

from __future__ import annotations

import re

from carepost.domain.listings.text import CLAUSE_BREAKS

LEXICON = {
    "child": (
        r"(?:孩子|小孩|娃娃|娃|宝宝|宝贝|子女|儿女|小朋友|小孩子|孩童|(?:her |his |their |the |"
        r"your |a )?(?:child(?:ren)?|kids?|sons?|daughters?))"
    ),
    "arrive": r"(?:到岗|上班|上岗|到厂|上工|进厂|开工|到店|打卡|报到|来厂|来上班)",
    "leave": r"(?:下班|离岗|离开|走|放工|收工|离厂|离店)",
    "can": r"(?:可以|可|能|允许|支持|随时|准许)",
    "shift": (
        r"(?:班次|时段|时间段|班段|班制|早晚班|早班|晚班|白班|夜班|上午班|下午班|排班|两班|三班|"
        r"工作时段)"
    ),
    "pick": (
        r"(?:自选|任选|自由选择|自主选择|自行选择|可选择|可自选|可选|可挑|挑选|自由挑|自己选|自己挑|"
        r"选择)"
    ),
    "person": (
        r"(?:孩子|娃|个人|自己|本人|家庭|宝妈|妈妈|员工|职工|接送|上学|放学|学校|幼儿园|照护|带娃|"
        r"育儿|您|你)"
    ),
    "craft": r"(?:手工|加工|组装|编织|缝|制作|计件|串珠|包装|剪线|穿珠|绣|钩织|做活|做工|干活)",
    "rest": (
        r"(?:休息|双休|休(?!闲)|不上班|不算|不用上班|无需上班|不需上班|不需要上班|不用来|不排班|"
        r"不工作|不加班|不安排|放假|自由|归家庭|无班|免班)"
    ),
}
GAP = f"[^{re.escape(CLAUSE_BREAKS)}]{{0,10}}?"


def _production(notation: str) -> str:
    for name, words in LEXICON.items():
        notation = notation.replace("{" + name + "}", words)
    return notation.replace("~", GAP)


def _any(*notations: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_production(n)})" for n in notations))


FLEXIBLE_START_END = _any(
    r"送(?:完|了)?{child}~{arrive}",
    r"送(?:完|了)~{arrive}",
    r"送(?:完|了)?{child}(?:再|后|之后|以后|就)?来",
    r"送{child}(?:后|之后|以后)",
    r"{child}(?:上学|入园|到校|送到|送去|送完|进校)~{arrive}",
    r"{arrive}(?:时间)?(?:为|是|在|:)?送(?:完|了)?{child}",
    r"错峰|错时上|错时到",
    r"(?:提前|提早|早点|早些|早)(?:下班|离岗|离开|走|收工|离厂)",
    r"(?:提前|提早)~(?:下班|离岗|离开|收工)",
    r"(?:推迟|延后|延迟|晚点|晚些|迟些|晚(?!上))~{arrive}",
    r"晚到(?!账)|晚来|早走|晚走早来|迟到(?:早退)?(?:不扣|不罚|不计|\d+分钟内)",
    r"(?:无|没有|不设|不定|非)固定(?:的)?(?:工时|上班|工作时间|时间|作息|上下班|坐班|考勤|班次)",
    r"(?:工时|上班时间|工作时间|上下班时间|时间)(?:不固定|不限定|不限(?!女|男))",
    r"上下班(?:时间)?(?:可)?(?:自由|弹性|灵活|自定|自主|自行|自选|不打卡|可调|协商|随意)",
    (
        r"(?:自由|弹性|灵活|自主|自行(?:安排|决定)|自己(?:安排|定))(?:的)?(?:上下班|到岗|离岗|打卡|考勤|"
        r"到离岗|到店)"
    ),
    r"(?:自由|自主|自行|自己)(?:安排|支配|掌握|决定|把握)(?:工作|上班|上下班|到岗|作业)?(?:的)?时间",
    (
        r"(?:工作|上班|上下班)?时间(?:可)?(?:由)?(?:自由|自主|自行|自己|员工)(?:自己|自行)?(?:安排|支配|"
        r"掌握|决定|定)"
    ),
    (
        r"(?:上班|工作|上下班|到岗|下班|具体)?时间(?:均|都)?(?:可以?|能)(?:适当|灵活|自行|按需|"
        r"根据需要)?(?:再|双方)?(?:调整|协商|商量|微调|商议|浮动|谈|弹性)"
    ),
    r"自选(?:上班|下班|上下班|到岗)|弹性(?:上班|下班)时间(?:段)?\d",
    r"(?:不|免|无需|不用|无须|不需要?)(?:打卡|考勤|签到)|无(?:严格)?考勤|不严格考勤|考勤(?:宽松|灵活|弹性)",
    r"(?:比|较)(?:其他|别|普通|正常|一般)~(?:晚|早|提前|推迟)",
    r"(?:做完|干完|完成|忙完)~(?:即|就|便|可)(?:可)?(?:提前)?(?:走|下班|离岗|离开)",
    r"flexible (?:start|arrival|finish|end|clock)|flexible start|flexible ~(?:start|finish|arrival) times?",
    r"(?:start|come in|arrive|begin)(?:s|ing)?~(?:after|once) (?:dropping|taking|the school|school|drop)",
    r"after (?:the )?(?:school )?(?:drop-?off|dropping|taking)",
    (
        r"leave(?: work)? (?:a little |an hour |half an hour )?(?:early|earlier)|(?:start|arrive|"
        r"come in) (?:later|late\b)|(?:late|later) start|early finish"
    ),
    (
        r"(?:set|choose|own|arrange|decide)~ own (?:hours|time|working hours|schedule)|no fixed (?:hours|"
        r"working hours|schedule|times?)|(?:no|without) (?:clocking|punch|time clock|attendance)"
    ),
    r"(?:on|to|at) (?:her|their|your|his) own (?:schedule|hours|time)",
    r"(?:hours|times?) (?:are |is |can be )?(?:negotiable|adjustable|adjusted)|staggered",
)
ADJUSTABLE = _any(
    r"(?:可以?|能)(?:适当|自行|灵活|按需|双方)?(?:调整|调节|商量|协商|微调|浮动|面议|商议)",
    r"adjustable|negotiable",
)
CHOOSE_SLOT = _any(
    r"{pick}~(?:{shift}|接单|订单|工时段|时间)(?!制)",
    (
        r"(?:{shift}|两个班|几个班)(?:均|都|时间)?(?:{pick}|二选一|三选一|两选一|选其一|任选其一|可换着|"
        r"可商量|可协商|可调整|自由|自定)"
    ),
    r"{shift}~(?:任选|可选|自选|二选一|三选一|两选一|选其一|任选其一)",
    r"{pick}(?:早|中|晚|白|夜|上午|下午|半天)?班(?!车|级|主)",
    r"(?:choose|pick) your own(?! (?:working )?(?:hours|time))",
    r"时间(?:由)?(?:你|您|自己|自个儿?)(?:来|说了算)?(?:定|挑|选)",
    r"(?:上午|下午|早上|晚上)~或~[，,、]?(?:任选|自选|可选|均可|都行|都可)",
    r"二选一|三选一|四选一|两选一|任选(?:其一|一|两|二|三|\d)",
    (
        r"(?:自选|自主|自由|自行|灵活|按需|随时|空闲(?:时间)?|有空(?:就|再)?|可选择?)(?:接单|抢单|接活|领单|"
        r"选单|接订单)|抢单"
    ),
    (
        r"(?:按|根据|结合|依据|配合|照顾|参照|依|围绕|适应|迁就|考虑)(?:着)?~{person}~(?:排班|安排班|排岗|"
        r"安排(?!工作内容)|定班|调班|排时间|灵活排)"
    ),
    r"排班~(?:商定|商量|协商|可调|自选|灵活|自由|自主|弹性|可选|可谈|照顾)",
    r"(?:单独|自主|自助|弹性|灵活|自由|协商|个性化|人性化|按需|自行)排班",
    (
        r"(?:时段|时间段|时间)(?:自选|自定|任选|任挑|自由选|任你选|可选)|自(?:定|选)(?:工作)?(?:时间|时段|"
        r"班次)|(?:上午|下午)(?:或|/)(?:上午|下午|晚上)(?:均可|任选|都行|可选|都可)"
    ),
    (
        r"(?:shifts?|slots?|sessions?) to (?:choose|pick) from|(?:choose|pick|select|choice of)~(?:shifts?|"
        r"slots?|sessions?|days|blocks?|orders)|(?:shifts?|slots?|sessions?) (?:of|to) (?:your|their|"
        r"her) (?:own )?(?:choice|choosing|choose)|choose ~between"
    ),
    (
        r"(?:roster|rota|schedule|shifts?)(?:s)?(?: is| are|ing)? (?:arranged|agreed|planned|built|set|made|"
        r"fitted|worked out)~(?:around|to|with|by|one)|self-?(?:schedul|roster)|take orders when"
    ),
)
LEAVE_AS_NEEDED = _any(
    (
        r"(?:随时|临时|急事|有事|紧急|家中事|家里事|突发|生病|发烧|家长会|家长活动|家校|亲子活动|学校活动|"
        r"校园活动|家庭事务|{child}有事|{child}不舒服)~(?:请假|请个假|告假|离岗|离开|外出|回家|调休|先走|"
        r"可走|准假|处理)"
    ),
    r"有事~(?:就能|可以?|能|就)走(?!访)",
    r"(?:随时|有事|急事)(?:随时)?(?:都|就|也)?(?:可以|可|能)?(?:走(?!访)|回家|先走|离开)(?!做|加工|完成)",
    (
        r"请假(?:比较|很|较|更|也|都)?(?:方便|灵活|自由|宽松|容易|便利|随时|不扣|无需|不计|优先|好说|好请|"
        r"简便|便捷|随意|即批|秒批|从宽|绿色|不影响)"
    ),
    r"(?:方便|灵活|弹性|宽松|优先|优待|自由)(?:的)?(?:请假|休假|准假|批假|调休)(?!日)",
    r"(?:可以?|能|允许|准)(?:随时|临时|酌情|优先|灵活|申请)?(?:请假|事假)",
    (
        r"请假~(?:不扣|不影响全勤|不算缺勤|可补班)|家长会(?:可|准|给)~假|(?:家长|育儿|照护|亲子|"
        r"家庭)(?:会)?(?:弹性)?(?:小时假|弹性假|时间银行)|小时假"
    ),
    r"接{child}~(?:回公司|到厂|返岗|回岗|回厂|回来|再回|回店|返回|到公司|到车间|到单位)",
    r"接(?:完|了|送)?{child}~(?:后|再)(?:可)?(?:继续|补)",
    r"(?:中途|中间|临时|短时|随时)(?:可以?|能)?(?:离开|外出|请假|离岗|接|出去|走开)",
    (
        r"(?:time off|leave)~(?:short notice|when ~needed|as needed|any ?time|emergenc|{child}~(?:is |are |"
        r"falls? )?(?:ill|sick)|family|sick {child}|parents?'? (?:meeting|evening))"
    ),
    (
        r"(?:ask for|request|take) ~leave|short-notice leave|emergency leave|step out|flexible leave|"
        r"leave is easy|easy (?:to get )?leave"
    ),
)
TAKE_HOME = _any(
    r"(?:带|拿|领|取|提)(?:料|货|活|材料|原料|配件|产品|半成品)?(?:可)?(?:回家|回去|到家)(?:里|中)?",
    r"(?:领料|取料|领货|拿货|拿料)~(?:家|回)",
    r"(?:居家|在家|回家|家里|家中)(?:中|里)?(?:也可|可以?|即可|就能|就可|能)?(?:进行|从事|完成)?{craft}",
    (
        r"(?:材料|原料|配件|料|货)(?:发|送|配送)到?(?:家|户)|外发(?!人)|家庭(?:加工|手工|作坊|车间代工)|"
        r"送(?:料|货)(?:上门|到家|入户)"
    ),
    (
        r"tak(?:e|ing|en)~home|take-?home|(?:collect|pick up)~(?:materials?|parts)~home|(?:piecework|"
        r"assembly|sewing|knitting|handicrafts?)~(?:at|from) home|home-?based (?:assembly|sewing|piecework|"
        r"handicraft)"
    ),
)
REMOTE = _any(
    (
        r"居家(?!养老|护理|服务|保洁|照护|照料|家政|隔离|适老|上门|生活|用品|社区|托育|饰)(?!(?:可|从事|"
        r"进行)?{craft})"
    ),
    r"远程(?!面试|医疗|培训|教育|诊疗|监控|面谈)",
    (
        r"(?:在家|家中|家里)(?:里)?(?:可|也可|即可|就能|就可|线上|远程|电脑|用电脑|兼职|可以)?(?:办公|工作|"
        r"上班|接单|客服|完成|录入|接听|剪辑|做账|登录|在线)"
    ),
    r"在家(?:即可|就行|就可以?)",
    r"(?:线上|在线|云|网上|异地|移动)(?:办公|上班|坐席)|全线上",
    (
        r"work(?:s|ed|ing)? (?:remotely|(?:from|at) home)|\bremote(?:ly)?\b|home[- ]office|home[- ]working|"
        r"\bwfh\b|telecommut|telework|home-based(?! (?:assembly|sewing|piecework|handicraft|care))|"
        r"online from home"
    ),
)
OUTPUT_TARGET = _any(
    r"绩效考核|考核(?:目标|指标|产出|结果|成果)|目标(?:考核|管理)|{can}?按?完成~(?:考核)?(?:目标|指标)",
    (
        r"judged (?:by|on)|results?[- ](?:based|oriented)|monthly targets?|assess(?:ed)? (?:by|"
        r"on) (?:results|output)"
    ),
)
OUTPUT_BASED = _any(
    r"绩效考核|考核(?:目标|指标|产出|结果|成果|以)|目标(?:考核|管理)|任务(?:制|考核|量考核|导向)",
    (
        r"以?(?:结果|成果|业绩)(?:导向|为导向|为准|说话|考核|论)|(?:看|按|以|重)(?:结果|成果|产出|任务完成|"
        r"完成质量|工作成果|工作结果|工作量|质量)(?:~(?:考核|说话|评价|计|结算|为准|论))?(?!算工资)"
    ),
    (
        r"(?:保证|确保|保障|注重)~产出|产出(?:考核|达标|导向)|按时(?:完成|交付|交稿|交活)~(?:即可|就行|"
        r"就可)?|(?:完成|做完|交付|达成)~(?:任务|工作|目标|指标|定额|工作量)(?:量)?(?:即可|就可以?|就行|"
        r"便可|为准)?(?!奖)"
    ),
    (
        r"(?:judged|assessed|measured|evaluated|paid) (?:by|on|for) ~(?:results?|outputs?|outcomes?|"
        r"work done|deliver)|results?[- ](?:based|oriented|only)|output[- ]based|(?:deliver|meet|"
        r"hit)~(?:targets?|output|deadlines?)|guarantee ~output|output must"
    ),
)
HALF_DAY = _any(
    r"半(?:天|日)(?:班|制|工|岗|工作|上班)?(?!假|休)|短日(?:制|班)|short(?:er)? (?:working )?days?|"
    r"half[- ]days?|half-day"
)

SCHOOL_RUN = _any(
    r"(?:接送|接|送)(?:完|了|好|一下)?{child}",
    r"(?:接送|接|送)(?:上下学|上学|放学|入园|离园|上幼儿园|学生)",
    r"{child}~(?:接送|放学|上下学|上学(?:后|之后|时|期间|时间|的时间|前)|入园|到校|在校)",
    r"接送(?:时间|时段|需求|任务|需要|孙|学|方便|便利)|(?:能|可|方便|便于|兼顾)接送",
    (
        r"放学|上下学|上学(?:后|时间|期间|时段)|(?:学生|学校|{child}|校园|幼儿园)(?:的)?(?:作息|上课|在校|"
        r"上学|放学)(?:时间)?(?:同步|一致)?|课后服务|(?:与|跟|和|同|按|随)学校~(?:同步|一致)"
    ),
    (
        r"school (?:run|hours|days?\b|times?|pick-?ups?|drop-?offs?|timetable)|(?:pick(?:s|ing|ed)?|"
        r"dropp?(?:s|ing|ed)?|fetch(?:es|ing)?|collect(?:s|ing)?|tak(?:e|es|ing))(?: up| off)? {child}|"
        r"{child} up|(?:drop-?off|pick-?up)|(?:to|from) (?:school|kindergarten)|after(?:-| )school|"
        r"school (?:lets|is) out|(?:school|kindergarten) (?:ends|finishes)"
    ),
)
SCHOOL_DUTY = re.compile(
    r"(?:负责|协助|帮助|工作内容|岗位职责|职责|主要|代客|班车|厂车|专车|免费|通勤车|车辆|"
    r"上下班)[^，。；;,、()]{0,6}$"
)
SCHOOL_AGAINST = re.compile(
    r"(?:无法|不能|没法|不可以?|难以|很难|来不及|不便|不方便|不允许|不考虑|不照顾|顾不上|不予|没时间|"
    r"赶不上|误了|耽误|影响|"
    r"cannot|can't|unable to|no time (?:to|for)|impossible to|not able to|without regard|"
    r"not possible)[^，。；;,、()]{0,8}$"
)
SCHOOL_HARMLESS = re.compile(r"(?:不影响|不耽误|不误|不会影响|不会耽误|不会误)[^，。；;,、()]{0,8}$")
SCHOOL_AFTER = re.compile(r"[^，。；;,、()]{0,6}(?:困难|不便|不方便|没时间|顾不上|无人|做不到|impossible|not possible)")
NEAR_SCHOOL = re.compile(r"就近(?:上学|入学)?$|附近$")

WEEKEND = (
    r"(?:周末|双休日|周六(?:、|和|及|,)?(?:周)?日|周六(?:、|和|及)周[日天]|星期六日|"
    r"星期六、?(?:星期)?[日天]|六日|礼拜六日)"
    r"(?:以?及|和|、|与)?(?:法定)?(?:节假日|节日)?"
)
WEEKEND_VOLUNTARY = _any(
    WEEKEND
    + (
        r"(?:班|加班|上班|到岗|工作|值班|排班)?(?:均|都|完全|全凭|为|是|可|也)?(?:不强制|自愿|不强求|"
        r"不硬性|自由选择|自选|可选|可不|非强制|不作要求|不要求|看个人)"
    ),
    r"自愿~(?:周末|周六)~(?:加班|上班)",
    (
        r"weekends?(?: work| shifts?)?~(?:voluntary|optional|not (?:required|compulsory|mandatory)|"
        r"by choice|if you (?:like|wish|want))|(?:voluntary|optional) weekend"
    ),
)
WEEKEND_WORKED = _any(
    r"单休|大小周|单双休|做六休一|上六休一|六休一|做[一二三四1-4]休[一二三四1-4]|"
    r"上[一二三四1-4]休[一二三四1-4]|干[一二三四1-4]休[一二三四1-4]|月休(?:息)?[一二两三四1-4](?:天|"
    r"日)?(?!\d)|"
    r"(?:一|1)个?月休(?:息)?[一二两三四1-4]天|(?:每)?月(?:休息|休)[一二两三四1-4]天|"
    r"(?:每)?周休(?:息)?(?:一|1)[天日]|做(?:13|十三)休(?:1|一)",
    r"(?<!无)(?<!没有)(?<!不上)"
    + WEEKEND
    + (
        r"(?:也|均|都|照常|正常|必须|需要?|须|要|可能|高峰|轮流|会|得|固定|有时|偶尔|全天)*(?:上班|到岗|"
        r"在岗|加班|轮班|轮岗|值班|排班|轮休|营业|居家|要来|上全天|工作|开工)"
    ),
    r"(?:轮值|需|须|要求|轮流)(?:在)?(?:周末|双休日)(?!不)",
    r"(?:周末|双休日)轮(?:流|班|值|岗)(?:上|值)?",
    (
        r"(?:仅|只|限)(?:周末|周六|节假日)|(?<!无)(?<!没有)(?<!不上)周末(?:兼职|班(?!不|自|车)|"
        r"[一二两]天班)|周六(?:日)?(?:上午|下午|半天|加班|需|要|上班|轮|到岗|也|正常|\d)"
    ),
    (
        r"(?:周|星期|礼拜)[一1](?:至|到|-)(?:周|星期|礼拜)?(?:六|日|天|6|7)|(?:每周|一周)(?:工作|上班|上|做|"
        r"干)?(?:六|七|6|7)天|六天(?:工作)?制|做六天|(?<!六和)(?<!六、)(?<!六)(?:周日|周天|星期日|"
        r"星期天)(?:单)?(?:休息|休)|全年无休|无休(?!息日)|周[一二三四五](?:闭店|店休)?(?:单休|休息|休)(?!日)"
    ),
    r"(?:mon(?:day)?|tue(?:sday)?) ?(?:to|-|through|thru) ?(?:sat|sun)|six(?:-| )days?(?: a| per)? week|"
    r"6 days (?:a|per) week|(?:alternate|every other|some|two) (?:saturday|weekend)s?|"
    r"weekend (?:shifts?|work|duty) (?:is |are )?(?:required|included|expected|needed)|"
    r"weekends? (?:required|included)|"
    r"(?<!no )(?<!not )(?<!never )(?:work|including|and|plus) (?:on )?(?:saturdays?|weekends?|sundays?)|"
    r"one (?:rest )?day off|"
    r"sundays? off|weekends only|(?:open|working) seven days|every weekend",
)
WEEKEND_OFF = _any(
    r"(?<!单)双休(?!日)|周休二日|周休(?:两|2|二)[天日]|(?:做|上|干)五休二|五休二",
    WEEKEND
    + (
        r"(?:均|都|全部|正常|固定|必|能|可以?|也|全天)?(?:正常)?(?:{rest}|在家陪|(?:能|可以?)?陪(?:孩子|"
        r"娃|伴)|在家带)"
    ),
    r"(?:晚上|夜间|节假日|法定节假日|节日)(?:、|和|及|与|以及)(?:周末|周六日|双休日)(?:均|都)?{rest}",
    (
        r"(?:无|没有|不上|不排|不安排|不用上|无需|不需要?|免)(?:晚班和|夜班和|夜班、|晚班、|夜班及|"
        r"晚上和)?(?:周末)(?:班|加班|上班|值班|排班|工作)?|(?:仅|只|只在|仅限)(?:工作日|平日)|(?:工作日|"
        r"平日)(?:上班|到岗|工作制)"
    ),
    r"(?:周|星期|礼拜)[一1](?:至|到|-)(?:周|星期|礼拜)?(?:五|5(?!\d))",
    (
        r"mon(?:day)?s? ?(?:to|-|through|thru) ?fri(?:day)?|weekends? (?:are |is )?(?:off|free|not worked)|"
        r"no work (?:on|at) (?:the )?weekends?|no (?:weekends?|saturdays?|weekend (?:work|shifts?|"
        r"duty))|weekdays? only|(?:free|off|rest) (?:on |"
        r"at )?(?:the )?weekends?|(?:never|not) (?:work )?(?:on|at) (?:the )?weekends?|two days off|"
        r"five-day week, weekends off"
    ),
)
FACILITY = re.compile(r"开放|招生|托管|照看|班车|影院|课程|兴趣班|孩子可(?:到|来)|培训")

NEGATED = re.compile(
    r"(?:不|无法|没法|没有|无|非|未|谢绝|拒绝|禁止|不接|\bno|\bnot|never|cannot|can't|without)\s?(?:能|"
    r"可以?|够|会|允许|支持|接受|提供|得|准|予|是|随意|随时|任何|需|用)?\s?(?:be |a |allowed |any |"
    r"possible )?$"
)
REFUSED_AFTER = re.compile(
    r"(?:办公|工作|上班|回家)?\s?(?:暂|均|都|一律)?(?:不支持|不允许|不可(?!多得)|不行|不接受|不提供|"
    r"除外|(?:is |are )?not (?:possible|offered|available|allowed))"
)
OF_SOME = re.compile(r"部分|个别(?!排班)|少数|有的岗位|有些岗位|some (?:posts|jobs|positions|roles)|certain posts")
CRAFT_TITLE = _any(r"{craft}", r"玩偶|针织|毛线|刺绣|sew|knit|assembl|handicraft|craft")
AT_HOME = _any(r"在家|居家(?!养老|护理|服务)")
