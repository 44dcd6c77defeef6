"""The words that packs write in one language only (units, columns, options, yes and no), in both languages.

A word that stands here is said in the reader's language; any other is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Mapping

from carepost.domain.facts import Text


def _texts(rows: Mapping[str, tuple[str, str]]) -> dict[str, Text]:
    return {word: Text(*sides) for word, sides in rows.items()}


# A value of a unit; {n} is the number (or the words) as written, {p} the number in per cent.
UNITS = _texts(
    {
        "CNY": ("{n} 元", "{n} yuan"),
        "CNY/hour": ("{n} 元/小时", "{n} yuan an hour"),
        "CNY/month": ("{n} 元/月", "{n} yuan a month"),
        "CNY/person/month": ("每人每月 {n} 元", "{n} yuan a person a month"),
        "CNY/person/year": ("每人每年 {n} 元", "{n} yuan a person a year"),
        "CNY in total": ("合计 {n} 元", "{n} yuan in total"),
        "ratio": ("{p}%", "{p} %"),
        "x": ("{n} 倍", "{n} times"),
        "x if no time off in lieu": ("不安排补休的，{n} 倍", "{n} times where no time off is given"),
        "each side": ("单位和个人各 {p}%", "{p} % on each side"),
        "hours": ("{n} 小时", "{n} hours"),
        "hours/day": ("每天 {n} 小时", "{n} hours a day"),
        "hours/week": ("每周 {n} 小时", "{n} hours a week"),
        "hours/day on average at one employer": (
            "在同一单位平均每天 {n} 小时",
            "{n} hours a day on average at one employer",
        ),
        "hours/week at one employer": ("在同一单位每周 {n} 小时", "{n} hours a week at one employer"),
        "day/week at least": ("每周至少 {n} 天", "at least {n} day a week"),
        "days": ("{n} 天", "{n} days"),
        "days/year": ("每年 {n} 天", "{n} days a year"),
        "days from hiring": ("用工之日起 {n} 天内", "within {n} days of hiring"),
        "days for 1-10 / 10-20 / 20+ years of work": (
            "工作满 1 年、10 年、20 年：{n} 天",
            "{n} days after 1, 10 and 20 years of work",
        ),
        "month": ("{n} 个月", "{n} month"),
        "months": ("{n} 个月", "{n} months"),
        "month from first day": ("用工之日起 {n} 个月内", "within {n} month of the first day"),
        "years": ("{n} 年", "{n} years"),
        "at least monthly": ("每月至少 {n} 次", "at least {n} time a month"),
        "forbidden": ("不得约定", "forbidden"),
        "fine 500-2000 CNY each": ("{n}，每人罚款 500 至 2000 元", "{n}, fine of 500 to 2,000 yuan each"),
        "of agreed or lowest same-post pay, and >= minimum wage": (
            "约定工资或同岗位最低档工资的 {p}%，且不低于最低工资",
            "{p} % of the agreed or the lowest pay of the same post, and not below the minimum wage",
        ),
        "of monthly wage at most and not below minimum wage": (
            "每月不超过工资的 {p}%，扣后不低于最低工资",
            "at most {p} % of the month's pay, leaving the minimum wage",
        ),
    }
)
AGE = Text("{n} 周岁", "age {n}")

# The columns of a table; a parameter `table.column` is one of them.
COLUMNS = _texts(
    {
        "rate": ("比例", "rate"),
        "rate_low": ("最低比例", "lowest rate"),
        "rate_high": ("最高比例", "highest rate"),
        "base_floor": ("基数下限", "lowest base"),
        "base_ceiling": ("基数上限", "highest base"),
        "fixed_amount": ("定额", "fixed sum"),
        "lower": ("超过", "above"),
        "upper": ("不超过", "up to"),
        "quick_deduction": ("速算扣除数", "quick deduction"),
        "amount": ("金额", "amount"),
        "words": ("规定", "provision"),
        "fixed": ("定额扣除", "fixed deduction"),
        "share": ("按比例扣除", "deduction by share"),
        "up_to": ("适用至", "applies up to"),
    }
)

WORDS = _texts(
    {
        "yes": ("是", "yes"),
        "no": ("否", "no"),
        "may": ("可以", "may"),
        "must": ("必须", "must"),
        "allowed": ("允许", "allowed"),
        "forbidden": ("禁止", "forbidden"),
        "void": ("无效", "void"),
        "needed": ("须经批准", "needed"),
        "limit": ("有限制", "limited"),
        "duty": ("应当", "a duty"),
        "end": ("终止", "it ends"),
        "explore": ("探索中", "being explored"),
        "lifted?": ("据称已放开", "said to be lifted"),
        "per order": ("按单缴纳", "per order"),
        "unknown-state": ("无法推定", "cannot be told"),
        "employer": ("单位", "employer"),
        "employee": ("个人", "worker"),
        "individual": ("个人参保", "individual"),
        "worker": ("劳动者", "worker"),
        "not_stated": ("未载明", "not stated"),
        "mother": ("母亲", "mother"),
        "father": ("父亲", "father"),
        "grandmother": ("祖母、外祖母", "grandmother"),
        "grandfather": ("祖父、外祖父", "grandfather"),
        "guardian": ("监护人", "guardian"),
        "carer_of_adult": ("照护失能等成年家属的人", "carer of an adult"),
        "graduate": ("毕业生", "graduate"),
        "none": ("无", "none"),
        "full_time": ("全日制", "full-time"),
        "part_time": ("非全日制", "part-time"),
        "labour_service": ("劳务用工", "labour services"),
        "platform": ("平台用工", "platform work"),
        "enterprise": ("企业", "enterprise"),
        "individual_business": ("个体工商户", "individual business"),
        "social_organisation": ("社会组织", "social organisation"),
        "female": ("女", "female"),
        "male": ("男", "male"),
        "nobody": ("无", "nobody"),
        "men": ("男性", "men"),
        "women": ("女性", "women"),
        "registered_posts": ("登记的岗位", "registered posts"),
        "employed_people": ("就业的人", "employed people"),
        "male60": ("男职工（原 60 周岁）", "men (formerly 60)"),
        "female55": ("女职工（原 55 周岁）", "women (formerly 55)"),
        "female50": ("女职工（原 50 周岁）", "women (formerly 50)"),
        "养老": ("养老", "pension"),
        "医疗": ("医疗", "medical"),
        "失业": ("失业", "unemployment"),
        "工伤": ("工伤", "work injury"),
        "生育": ("生育", "maternity"),
        "公积金": ("住房公积金", "housing fund"),
        "补充公积金": ("补充公积金", "supplementary fund"),
        "医疗(一档)": ("医疗（一档）", "medical (first tier)"),
        "医疗(二档)": ("医疗（二档）", "medical (second tier)"),
        "医疗(单建统筹)": ("医疗（单建统筹）", "medical (pooled fund only)"),
        "医疗(含生育)": ("医疗（含生育）", "medical (with maternity)"),
        "医疗(含生育1%)": ("医疗（含生育 1%）", "medical (with maternity 1 %)"),
        "医疗(统账结合,含生育)": ("医疗（统账结合，含生育）", "medical (pooled fund and account, with maternity)"),
        "地方补充养老(深户)": ("地方补充养老（深户）", "local supplementary pension (Shenzhen household)"),
        "大病互助补充": ("大病互助补充", "serious-illness supplement"),
        "灵活就业养老": ("灵活就业养老", "pension of a flexible worker"),
        "灵活就业医疗": ("灵活就业医疗", "medical insurance of a flexible worker"),
        "长期护理(planned)": ("长期护理（计划中）", "long-term care (planned)"),
        "单档": ("单档", "single tier"),
        "一档": ("一档", "first tier"),
        "二档": ("二档", "second tier"),
        "三档": ("三档", "third tier"),
        "四档": ("四档", "fourth tier"),
        "一类": ("一类", "first class"),
        "二类": ("二类", "second class"),
        "三类": ("三类", "third class"),
        "四类": ("四类", "fourth class"),
        "一类(深圳单列)": ("一类（深圳单列）", "first class (Shenzhen apart)"),
        "basic": ("基本减除费用", "basic deduction"),
        "child under 3 care": ("三岁以下婴幼儿照护", "care of a child under 3"),
        "children education (3 to end of full-time study)": ("子女教育", "children's education"),
        "support of parents": ("赡养老人", "support of parents"),
        "housing loan interest": ("住房贷款利息", "interest on a home loan"),
        "continuing education": ("继续教育", "continuing education"),
        "rent: other cities": ("租房：其他城市", "rent: other cities"),
        "rent: municipalities, provincial capitals, separately planned cities": (
            "租房：直辖市、省会、计划单列市",
            "rent: municipalities, provincial capitals, separately planned cities",
        ),
        "rent: city districts with more than 1 million registered people": (
            "租房：市辖区户籍人口超过 100 万的城市",
            "rent: cities with more than a million registered people",
        ),
        "5000/month": ("每月 5000 元", "5,000 yuan a month"),
        "1000/month": ("每月 1000 元", "1,000 yuan a month"),
        "1500/month": ("每月 1500 元", "1,500 yuan a month"),
        "1100/month": ("每月 1100 元", "1,100 yuan a month"),
        "800/month": ("每月 800 元", "800 yuan a month"),
        "2000/month per child": ("每个子女每月 2000 元", "2,000 yuan a month for each child"),
        "3000/month (only child) or share <=1500": (
            "独生子女每月 3000 元；非独生子女分摊，每人不超过 1500 元",
            "3,000 yuan a month (only child), or a share of up to 1,500",
        ),
        "400/month or 3600/year": ("每月 400 元，或取得证书当年 3600 元", "400 yuan a month, or 3,600 in the year"),
        "same 7 brackets": ("同样七级", "the same seven brackets"),
        "payer must apply the deductions the worker sends": (
            "支付单位须按劳动者报送的信息扣除",
            "the payer must apply the deductions that the worker sends",
        ),
        "pay over to the treasury by day 15 of the next month": (
            "次月 15 日前缴入国库",
            "pay over to the treasury by the 15th of the next month",
        ),
        "either side any time, no severance": ("双方可随时终止，无经济补偿", "either side at any time, no severance"),
        "local hourly minimum wage of the employer's place": (
            "不低于用人单位所在地的小时最低工资",
            "the local hourly minimum wage of the employer's place",
        ),
        "from month 2 to month 12": ("第 2 个月至第 12 个月", "from the 2nd to the 12th month"),
        "employer must pay, each employer separately": ("单位必须缴纳，各单位分别缴", "each employer must pay"),
        "overtime pay; shift, heat, cold, underground, toxic allowances; statutory benefits": (
            "加班工资；中夜班、高温、低温、井下、有毒有害等津贴；法定福利待遇",
            "overtime pay; shift, heat, cold, underground and toxic allowances; statutory benefits",
        ),
        "monthly floor applies to the CONTRACT hours": (
            "月最低工资按合同工时适用",
            "the monthly floor applies to the contract's hours",
        ),
        "piece or commission pay must still reach the floor": (
            "计件、提成工资也不得低于最低工资",
            "piece and commission pay must reach the floor too",
        ),
        "1 to 5 times the shortfall": ("差额的 1 至 5 倍", "1 to 5 times the shortfall"),
        "within 10 days of publication": ("公布后 10 日内", "within 10 days of publication"),
        "new worker: from month 2, on that month's pay": (
            "新参加工作的，第二个月起按当月工资缴",
            "a new worker: from the 2nd month, on that month's pay",
        ),
        "1 (3 in special cases)": ("1（特殊情况 3）", "1 (3 in special cases)"),
        "either way": ("两可", "either way"),
        "holiday calendar": ("放假安排", "holiday calendar"),
        "ask the user to confirm": ("请用户核实", "ask the user to confirm"),
        "poll monthly from July": ("7 月起每月查看", "look every month from July"),
        "stage cut": ("阶段性降费", "temporary cut"),
        "calendar-year reset on 01-01": ("每年 1 月 1 日调整", "changes on 1 January"),
        "check on 2027-01-01": ("2027-01-01 查看", "look on 2027-01-01"),
        "ends in five weeks: check for a renewal": ("五周后到期：查有无续期", "ends in five weeks: look for a renewal"),
        "city medical insurance bureau": ("市医保局", "city medical insurance bureau"),
        "for workers paid as service providers": ("适用于按劳务支付的劳动者", "for workers paid as service providers"),
    }
)
