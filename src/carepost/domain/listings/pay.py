"""Reading the pay column: amounts, their basis, what fills the least and the most, what is no pay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from carepost.domain.listings.numbers import Number, numbers
from carepost.domain.listings.text import Clause, Folded, Span


class Basis(StrEnum):
    """What an amount is paid for; `YEAR` and `WEEK` are kept for the post but are no kind of the reading."""

    MONTH = "month"
    HOUR = "hour"
    DAY = "day"
    PIECE = "piece"
    WEEK = "week"
    YEAR = "year"


class Role(StrEnum):
    """Whose amount it is: the post's own, of some posts, of a trial period, a floor, or superseded."""

    OWN = "own"
    SOME = "some"
    TRIAL = "trial"
    BASE = "base"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class PayTerm:
    """One amount: yuan per basis, `low` or `high` None where the words leave that side open."""

    basis: Basis
    low: float | None
    high: float | None
    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay as read: its kind (month, hour, day, piece, output, mixed, unstated) and its amounts in yuan."""

    kind: str
    low: float | None
    high: float | None
    terms: tuple[PayTerm, ...]
    spans: tuple[Span, ...]


_COUNTERS = (
    "件|个|只|双|盒|条|套|单|张|篇|朵|箱|包|袋|字|千字|公斤|斤|千克|kg|米|打|块|幅|份|对|副|枚|间|颗|顶|"
    "床|扇|支|根|粒|束|本|页|台|"
    "次|趟|餐|桌|顿|课时|节课|节|场|户|平方米|平米|平方|平|头|piece|pieces|item|unit|order|parcel|"
    "garment|pair|box|article|task|visit"
)
_BASIS_WORDS: tuple[tuple[Basis, str], ...] = (
    (Basis.HOUR, "小时|钟头|时|hour|hr|h"),
    (Basis.MONTH, "月|month|mo"),
    (Basis.DAY, "天|日|工日|班|day|shift"),
    (Basis.WEEK, "周|星期|week"),
    (Basis.YEAR, "年|year|annum"),
    (Basis.PIECE, _COUNTERS),
)
_YUAN = r"元|块钱|块|圆|人民币|rmb|cny|yuan|¥"
_UNIT = "|".join(rf"(?P<{basis}>{words})" for basis, words in _BASIS_WORDS)
_END = r"(?![a-z])"
_AFTER = re.compile(
    rf"\s*(?P<kilo>k(?![a-z]))?(?P<more>多|余|\+(?=\s*(?:元|块|/|每|$|yuan|rmb|a\b|"
    rf"per)))?\s*(?P<yuan>{_YUAN})?(?P<coin>毛|角|分钱)?"
    rf"(?P<hedge>多|余|以上|左右|起|上下)?(?:人民币)?\s*(?:(?:/|每|一|per\s|an?\s)\s*(?:1|一|"
    rf"个)?(?:个)?\s*(?:{_UNIT}){_END}|(?P<adverb>monthly|hourly|daily))?"
    r"(?P<late>\s*(?:左右|上下|以上|起步|起|不等|多|余|以内|以下|封顶|and above|or more|and up|\+(?=\s*$)))?"
)
_NAMED: tuple[tuple[Basis, str], ...] = (
    (
        Basis.HOUR,
        (
            r"时薪|小时工资|小时费|钟点费|每(?:个)?小时|[一1](?:个)?小时|每工时|每个?钟头?|小时单价|按小时|"
            r"计时工?资?|hourly|per hour|an hour"
        ),
    ),
    (
        Basis.DAY,
        r"日薪|日工资|日结|日收入|日均|天薪|每[天日]|[一1][天日](?!\d)|每班|每工日|daily|per day|a day",
    ),
    (Basis.YEAR, r"年薪|年收入|年工资|每年|[一1]年|年综合|annual|yearly|per year|a year"),
    (Basis.WEEK, r"周薪|每周|周结|weekly|per week"),
    (
        Basis.MONTH,
        (
            r"月薪|月工资|月收入|月均|月入|月综合|月底薪|月保底|每(?:个)?月|[一1]个月|当月|月(?:可)?(?:达|"
            r"挣|赚|拿|到手)|平均月|月|monthly|per month|a month"
        ),
    ),
    (
        Basis.PIECE,
        rf"(?:每|[一1])(?:{_COUNTERS})(?![a-z])|千字|单价|per (?:piece|item|unit|order|pair|garment)",
    ),
)
_NAMED_RE = re.compile("|".join(rf"(?P<{basis}>{words})" for basis, words in _NAMED))
_MIN = re.compile(
    r"超过?|逾|不低于|不少于|不下于|至少|最低|最少|保底|底薪|起薪|基本工资|基础工资|固定工资|过|高于|"
    r"起步价?|淡季|上(?=万|千)|\bfrom\b|at least|over|more than|"
    r"minimum|no less than|not less than|above|starting at|base (?:pay|salary)"
)
_MAX = re.compile(
    r"可达|高达|达到|最高|最多|至多|不足|不到|不超过|不高于|旺季|封顶|上限|能拿到?|up to|at most|"
    r"\bmax(?:imum)?|under|(?<!no )(?<!not )less than|no more than"
)
_BASE = re.compile(r"底薪|基本工资|基础工资|固定工资|保底|base (?:pay|salary|wage)|basic (?:pay|salary|wage)")
_ABOUT = re.compile(r"约|大概|平均|人均|均|近|差不多|左右|about|around|average|approximately|some")
_TRIAL = re.compile(r"试用|实习期|学徒期|培训期|见习期|试工|probation|trial|trainee")
_TOTAL = re.compile(r"综合|合计|总收入|到手|税前|转正|total|all in|in all|overall")
# What one worker or some posts earn is not the pay of the post (conventions of the gold table).
EXAMPLE = re.compile(
    r"[一1两二三]\s?[名位个]?(?:老|新|女|男|熟练)?(?:员工|工人|宝妈|妈妈|女工|熟手|师傅|阿姨)|有(?:的|"
    r"些|名|位|一[名位])?(?:老)?(?:员工|工人|宝妈|妈妈|人)|"
    r"某(?:位|名)?(?:员工|宝妈|妈妈|工人)|其中一[名位]|一例|首周|首月|上个?月|第一个月|个别(?:员工|"
    r"工人)|手快|熟手(?:能|可)|"
    r"one (?:worker|mother|employee|woman|of the)|a (?:worker|mother|new worker)\b|some (?:workers|"
    r"mothers|employees)|her first"
)
_SOME = re.compile(r"部分|少数|个别|有的岗位|有些|some (?:posts|jobs|positions|roles)|certain (?:posts|jobs|positions)")
_ALLOWANCE_BEFORE = re.compile(
    r"补贴|补助|津贴|全勤|奖金?|餐补|饭补|饭贴|餐费|房补|车补|话补|高温|社保|公积金|押金|工龄|加班费?|"
    r"加班|体检费|服装费|培训费|交通费|住宿费|伙食费?|"
    r"水电|最低工资标准|红包|红利|扣|缴纳?|allowance|bonus|overtime|deposit|subsid|fee\b"
)
_ALLOWANCE_AFTER = re.compile(
    r"\s*的?(?:全勤|餐补|饭补|补贴|补助|津贴|奖金?|房补|车补|话补|交通|生活补|餐费|押金|加班|伙食|红包|"
    r"高温|工龄|住宿|\s?allowance|\s?bonus|\s?deposit|\s?fee\b|\s?subsid)"
)
_OLD = re.compile(r"(?:由|从|原来?|此前|以前|was|from)\s*$")
_NEW = re.compile(r"(?:降|涨|升|调|提高|上调|下调|调整|增加|减|cut|raised)[至到为]?|(?:cut|raised|down|up) to")
_NO_MONEY = re.compile(
    r"\s*(?:人|名|位|岗|小时|钟|点|岁|%|年|周|倍|成|折|公里|号|楼|期|险|金|家|次|天|日|分(?!钱)|"
    r"月(?!入)|台|双|多[双件]|hours?|days?|years?|months?|people|"
    r"percent|openings|places|posts|个(?!月))"
)
_PIECE = re.compile(
    r"计件|按件|计单|按单计|论件|piece[- ]?(?:rate|work|wage|pay|basis)|by the piece|per[- ]piece|"
    r"paid per piece"
)
_MERIT = re.compile(r"绩效|提成|佣金|抽成|分成|业绩|commission|performance")
_RESULT = re.compile(
    r"成品|验收|过关|合格(?:后|即)?(?:计酬|付|结)|考核目标|按成果|按效果|按结果|按任务|按订单|按单|"
    r"按项目|按量|产量|按产出|多劳多得|目标考核|任务量|"
    r"完成[^，。；]{0,8}目标|by (?:result|output|target)|results?|target|on (?:acceptance|delivery|"
    r"completion)|output"
)
_BY_AMOUNT = re.compile(r"按[^，。；、]{0,5}(?:量|数|成果|结果|订单|单)(?:结算|计酬|计算|付|计费|算)|以量计")
_PLUS_MERIT = re.compile(
    r"\s*(?:base |basic )?(?:[+加]|plus|and)\s*(?:[^，。；、\d]{0,4}(?:绩效|提成|计件|佣金|抽成|分成)|"
    r"(?:a )?(?:commission|performance|piece))"
)
_TIMED = re.compile(r"计时|按时计|time[- ]?(?:rate|wage)")
_BATCH_PAY = re.compile(
    r"(?:整体|整批|批次|本批|该批|全批|总体|整场|全场|全部|所有|各)(?:岗位|职位|招聘会|工种)?(?:薪资|"
    r"薪酬|工资|收入|月薪|待遇)?(?:的)?(?:区间|范围|幅度|水平|跨度)|"
    r"招聘会(?:全部|所有|各)?(?:岗位|职位)|(?:全部|所有|各类|各|名录内?)(?:岗位|职位)|名录(?:整体|薪资|"
    r"薪酬|区间)|(?:整批|整体)|"
    r"range (?:of|for|across) (?:the )?(?:all|whole|entire|fair|list|batch)|(?:across|of|for) (?:all|"
    r"the (?:whole|entire)) (?:posts|jobs|positions|list|fair|batch|openings|vacancies)|"
    r"whole (?:list|fair|batch)|job fair (?:posts|range|positions)|entire (?:list|fair|batch)"
)
_BATCH_ROW = re.compile(
    r"(?:薪资|薪酬|工资|收入|待遇|月薪|pay|wages?|salar(?:y|ies))[^，。；;]{0,6}(?:整体|整批|本批|该批|"
    r"全批|批次|总体|整场|全场|全部岗位|所有岗位|招聘会|名录|"
    r"各岗位|whole|entire|all (?:posts|positions|jobs))|(?:整体|整批|本批|全批|整场|批次|"
    r"招聘会岗位)(?:薪资|薪酬|工资|收入)?(?:区间|范围)"
)


def read_pay(column: Folded) -> Pay:
    """Reads the pay column by the conventions of the gold table; the batch flag is `is_batch_range`."""
    terms = tuple(_terms(column))
    text = column.text
    own = [t for t in terms if t.role is not Role.SOME]
    kind, chosen = _kind(text, own, terms)
    low, high = _merge(chosen)
    spans = tuple(t.span for t in chosen) or _basis_spans(column, kind)
    return Pay(kind, low, high, terms, spans)


def is_batch_range(pay: Pay, column: Folded, others: Iterable[Folded]) -> Span | None:
    """The words that say the range is that of a whole list or fair, or None."""
    ranged = any(t.low is not None and t.high is not None and t.low < t.high for t in pay.terms)
    if not ranged:
        return None
    if found := _BATCH_PAY.search(column.text):
        return column.span(*found.span())
    for other in others:
        if found := _BATCH_ROW.search(other.text):
            return other.span(*found.span())
    return None


def _kind(text: str, own: list[PayTerm], terms: tuple[PayTerm, ...]) -> tuple[str, list[PayTerm]]:
    by_basis = {basis: [t for t in own if t.basis is basis] for basis in Basis}
    month = by_basis[Basis.MONTH]
    if by_basis[Basis.PIECE]:
        return "piece", by_basis[Basis.PIECE][:1]
    piece, merit = _PIECE.search(text) or _BY_AMOUNT.search(text), _MERIT.search(text)
    timed = by_basis[Basis.HOUR] or by_basis[Basis.DAY]
    if month:
        side_by_side = piece or merit or timed
        return ("mixed" if side_by_side else "month"), month
    if timed:
        if piece or merit:
            return "mixed", []
        return str(timed[0].basis), [t for t in timed if t.basis is timed[0].basis]
    return _kind_without_amount(text, bool(_PIECE.search(text)), bool(merit), terms), []


def _kind_without_amount(text: str, piece: bool, merit: bool, terms: tuple[PayTerm, ...]) -> str:
    base = _BASE.search(text) or _TIMED.search(text)
    if piece:
        return "mixed" if base else "piece"
    if merit and base:
        return "mixed"
    for term in terms:
        if term.role is Role.SOME and term.basis in (Basis.MONTH, Basis.HOUR, Basis.DAY):
            return str(term.basis)
    if merit or _RESULT.search(text) or _BY_AMOUNT.search(text):
        return "output"
    named = re.search(
        (
            r"(?P<hour>时薪|按(?:小|工)时计|按小时|hourly)|(?P<day>日薪|按[天日]计)|(?P<month>月薪|按月计薪|"
            r"monthly)"
        ),
        text,
    )
    return str(named.lastgroup) if named and not EXAMPLE.search(text) else "unstated"


def _merge(chosen: list[PayTerm]) -> tuple[float | None, float | None]:
    """The post's range: totals before bases, terms after trial; a later term may close an open side."""
    for skipped in (Role.TRIAL, Role.BASE):
        rest = [t for t in chosen if t.role is not skipped]
        chosen = rest or chosen
    totals = [t for t in chosen if t.role is Role.TOTAL]
    chosen = totals or chosen
    if not chosen:
        return None, None
    low, high = chosen[0].low, chosen[0].high
    for term in chosen[1:]:
        if low is None and term.low is not None and (high is None or term.low <= high):
            low = term.low
        elif high is None and term.high is not None and (low is None or term.high >= low):
            high = term.high
    return low, high


def _basis_spans(column: Folded, kind: str) -> tuple[Span, ...]:
    pattern = {"piece": _PIECE, "mixed": _PIECE, "output": _RESULT}.get(kind)
    found = pattern.search(column.text) if pattern else None
    found = found or (_MERIT.search(column.text) if kind in ("output", "mixed") else None)
    if found is None and kind != "unstated":
        found = _NAMED_RE.search(column.text)
    return (column.span(*found.span()),) if found else ()


def _terms(column: Folded) -> Iterator[PayTerm]:
    clauses = list(column.clauses())
    at, heading = 0, ""
    for number in numbers(column.text):
        while at < len(clauses) and clauses[at].end <= number.start:
            heading = clauses[at].text
            at += 1
        if at == len(clauses):
            return
        term = _term(column, clauses[at], heading if clauses[at].depth == 0 else "", number)
        if term is not None:
            yield term


def _term(column: Folded, clause: Clause, heading: str, number: Number) -> PayTerm | None:
    text = column.text
    left = _segment_before(text, clause, number.start)
    after = _AFTER.match(text, number.end)
    if after is None:
        return None
    right = text[after.end() : after.end() + 8]
    if EXAMPLE.search(text[max(clause.start, number.start - 40) : number.start]):
        return None
    if _ALLOWANCE_BEFORE.search(left) or _ALLOWANCE_AFTER.match(right) or _OLD.search(left):
        return None
    if _NEW.search(text[after.end() : after.end() + 3]) or re.search(r"第\s*$", left):
        return None
    low, high = number.low, number.high
    money = bool(after["yuan"] or after["coin"] or re.search(rf"(?:{_YUAN})\s*$", left))
    if after["kilo"] and high < 1000:
        low, high = low * 1000, high * 1000
    if after["coin"]:
        scale = 100 if after["coin"] == "分钱" else 10
        low, high = low / scale, high / scale
    basis = _basis(after, left, heading, high)
    if basis is None or not _is_money(text, number, after, money, high, left):
        return None
    least, most = _sides(number, after, left, low, high)
    if least == most and _PLUS_MERIT.match(text, after.end()):
        most = None
    return PayTerm(basis, least, most, _role(left), column.span(number.start, after.end()))


def _segment_before(text: str, clause: Clause, start: int) -> str:
    """The words before a number that may speak of it: its clause, from the last + or earlier amount on."""
    left = text[max(clause.start, start - 24) : start]
    return re.split(r"\+|加(?!班)|元(?!起)|plus", left)[-1]


def _is_money(text: str, number: Number, after: re.Match[str], money: bool, high: float, left: str) -> bool:
    if money:
        return True
    if after.end() == number.end and _NO_MONEY.match(text, number.end):
        return False
    named = any(after[basis] for basis, _ in _BASIS_WORDS) or after["adverb"]
    if named:
        return high >= 5 or bool(_PIECE.search(text))
    return high >= 800 or (high >= 8 and re.search(r"[薪资价入][:为是约]?\s*$|结[:约]?\s*$", left) is not None)


def _basis(after: re.Match[str], left: str, heading: str, high: float) -> Basis | None:
    for basis, _ in _BASIS_WORDS:
        if after[basis]:
            return basis
    if after["adverb"]:
        return {"monthly": Basis.MONTH, "hourly": Basis.HOUR, "daily": Basis.DAY}[after["adverb"]]
    named = [Basis(str(found.lastgroup)) for found in _NAMED_RE.finditer(left)]
    if named:
        return named[-1]
    above = [Basis(str(found.lastgroup)) for found in _NAMED_RE.finditer(heading)]
    if above and (above[-1] is not Basis.MONTH or high >= 500):
        return above[-1]
    # Chinese adverts leave out "a month"; four figures are a month's pay, fewer are not guessed.
    return Basis.MONTH if high >= 1000 else None


def _sides(
    number: Number, after: re.Match[str], left: str, low: float, high: float
) -> tuple[float | None, float | None]:
    if low < high:
        return low, high
    near = left[-10:]
    late = (after["late"] or "").strip()
    if _MAX.search(near) or late in {"以内", "以下", "封顶"}:
        return None, high
    more = number.more or after["more"] or (after["hedge"] or "") in {"多", "余", "以上", "起"}
    if more or _MIN.search(near) or late in {"以上", "起", "起步", "多", "余", "and above", "or more", "and up", "+"}:
        return low, None
    return low, high


def _role(left: str) -> Role:
    if _SOME.search(left):
        return Role.SOME
    if _TRIAL.search(left):
        return Role.TRIAL
    if _TOTAL.search(left):
        return Role.TOTAL
    return Role.BASE if _BASE.search(left) else Role.OWN
