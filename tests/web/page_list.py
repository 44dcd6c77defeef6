"""Every page type, for the checks of test_pages. Whoever adds a page adds a row, and its records to `lay_records`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.roles import Role
from carepost.domain.standard import WIZARD_STEPS, post_as_data
from carepost.records.certification import Batch, BatchRow, Certificate, Proposal, certify_case, propose, take_case
from carepost.records.crypto import code_from
from carepost.records.employers import Employer
from carepost.records.hiring import Approach, FairDesk, FairGuest, FairTalk, SharePair, ShareWish
from carepost.records.people import User, notify
from carepost.records.posts import Post
from tests.domain.standard.posts import PART_TIME, post
from tests.records.certification.build import clerk, person, submitted, taken
from tests.records.hiring.build import laid_fair
from tests.records.packs.build import lay_packs
from tests.records.posts.build import employer, own_post, place, reported_post
from tests.web.public.build import complete_post, shop


@dataclass(frozen=True)
class PageType:
    """A page as somebody of a role opens it: its address and the status that it answers with."""

    name: str
    path: str
    status: int = 200
    role: Role = Role.ANYONE
    method: str = "GET"


CARERS = (code_from(Role.CARER.value.encode()), "partner1")
WEEK = (
    "p=school-run&hol=own&ht=12345_0830-1200&drop=12345_0800-0830&pick=12345_1620-1700&pickby=35&busy=6_0900-1000"
    "&home=370200&school=36.07,120.38&way=bike&commute=30&travel=20"
)

PAGES = (
    PageType("home", "/"),
    PageType("about", "/about/"),
    PageType("posts of the whole country", "/posts/"),
    PageType("posts of a city", "/posts/?place=370200"),
    PageType("posts for a week", "/posts/?week=12345_0830-1600&from=370211&commute=60&sort=pay&kind=own,part_time"),
    PageType("posts by the best match", "/posts/?week=12345_0830-1600&from=370211&commute=240&sort=fit"),
    PageType("posts for me, nothing said", "/posts/for-me/"),
    PageType("posts for me in no such order", "/posts/for-me/?order=age", 400),
    PageType("how posts are ordered", "/posts/for-me/order/"),
    PageType("a post against a week", "/posts/own1/fit/?week=12345_0830-1600&from=370211&commute=240"),
    PageType("a post against a week, no start", "/posts/own1/fit/?week=12345_0830-1600"),
    PageType("a reported post against no week", "/posts/reported1/fit/"),
    PageType("posts that do not fit", "/posts/?week=6_0900-1200&show=all&q=%E7%BC%9D%E7%BA%AB"),
    PageType(
        "posts of words that nothing holds", "/posts/?q=%E9%A3%9E%E8%A1%8C%E5%91%98+%E9%9D%92%E5%B2%9B&pay_min=99"
    ),
    PageType("posts by a wrong parameter", "/posts/?commute=soon", 400),
    PageType("second page", "/posts/?place=370200&page=2"),
    PageType("posts of a place without any", "/posts/?place=440000"),
    PageType("posts of an unknown place", "/posts/?place=999999", 404),
    PageType("posts of a misspelt place", "/posts/?place=qingdao", 400),
    PageType("posts past the last page", "/posts/?page=99", 404),
    PageType("reported post", "/posts/reported1/"),
    PageType("reported post that says nothing", "/posts/silent/"),
    PageType("own post", "/posts/own1/"),
    PageType("pay calculator", "/pay/"),
    PageType("pay reckoned", "/pay/?place=442000&form=part_time&hourly=25&week=30&month=2026-11"),
    PageType("pay at the minimum where the floor is net", "/pay/?place=110105&medical=&injury_class=2"),
    PageType("pay below the minimum", "/pay/?place=310000&gross=3000&week=40"),
    PageType("pay in a place without rates", "/pay/?place=330100&form=labour_service&gross=3000"),
    PageType("pay asked wrongly", "/pay/?place=nowhere&gross=-1&housing_fund=50", 422),
    PageType("no such post", "/posts/nothing/", 404),
    PageType("certified post", "/posts/whole/"),
    PageType("card of a post", "/posts/whole/share/"),
    PageType("card of a reported post", "/posts/reported1/share/"),
    PageType("card of a post that is not there", "/posts/nothing/share/", 404),
    PageType("card of a search", "/share/?place=370200&q=保洁&days=135&start=08:30&end=16:00&pay_min=20"),
    PageType("card of a search with her week", "/share/?place=370200&week=12345_0830-1600&with=week"),
    PageType("card of the whole country", "/share/"),
    PageType("code of another site", "/qr.svg?path=https://example.org/posts/", 400),
    PageType("week, a preset", "/week/"),
    PageType("week, blocks", "/week/blocks/?p=school-run"),
    PageType("week, exact times", "/week/times/?p=school-run&add=2"),
    PageType("week, duties", "/week/duties/?p=school-run&drop=12345_0800-0835&dropby=24"),
    PageType("week, holidays", "/week/holiday/?p=school-run&hol=own"),
    PageType("week, hours of the holidays", "/week/holiday-hours/?p=school-run&hol=own&ht=1_0900-1100"),
    PageType("week, home", "/week/home/?p=school-run"),
    PageType("week, home in a city", "/week/home/?home=370200"),
    PageType("week, home at a pin", "/week/home/?home=36.07,120.38"),
    PageType("week, school", "/week/school/?home=370200"),
    PageType("week, travel", "/week/travel/?commute=35&travel=25"),
    PageType("week, travel from home", "/week/travel/?home=370200&travel=25"),
    PageType("week said back", f"/week/summary/?{WEEK}"),
    PageType("week said back, nothing said", "/week/summary/"),
    PageType("week with a wrong row", "/week/times/?p=school-run&s1=1700&e1=0900", 422),
    PageType("week with an unknown place", "/week/home/?home=999999", 422),
    PageType("week said back with a wrong answer", "/week/summary/?way=boat", 422),
    PageType("no such page of the week", "/week/nothing/", 404),
    PageType("standard", "/standard/"),
    PageType("changes of the standard", "/standard/changes/"),
    PageType("no such edition", "/standard/?version=0.1", 404),
    PageType("rules and money", "/rules/"),
    PageType("rules found by words", "/rules/?q=%E4%B8%AD%E5%B1%B1"),
    PageType("rules by words that nothing holds", "/rules/?q=xyz"),
    PageType("rules of the country", "/rules/places/000000/"),
    PageType("rules of a city on a day", "/rules/places/442000/?on=2022-11-01"),
    PageType("rules of a town", "/rules/places/442000001/"),
    PageType("rules of a place on no day", "/rules/places/442000/?on=2026-02-30", 400),
    PageType("rules of no place", "/rules/places/999999/", 404),
    PageType("parameter over time", "/rules/parameters/440000/minimum_wage.monthly/"),
    PageType("parameter of many areas", "/rules/parameters/440000/minimum_wage.tier/?key=442000"),
    PageType("table of contributions", "/rules/parameters/442000/contribution/"),
    PageType("no such parameter", "/rules/parameters/442000/nothing/", 404),
    PageType("schemes", "/rules/schemes/"),
    PageType("scheme", "/rules/schemes/zhongshan-1.0/"),
    PageType("no such scheme", "/rules/schemes/nothing/", 404),
    PageType("rule", "/rules/schemes/zhongshan-1.0/child_age/"),
    PageType("no such rule", "/rules/schemes/zhongshan-1.0/nothing/", 404),
    PageType("what lapses", "/rules/lapsing/"),
    PageType("employers", "/employers/"),
    PageType("employers of a place without any", "/employers/?place=440000"),
    PageType("employers by name", "/employers/?q=花店"),
    PageType("no employer of that name", "/employers/?q=没有&place=370200"),
    PageType("too long a name", "/employers/?q=" + "长" * 61, 400),
    PageType("employer", "/employers/emp1/"),
    PageType("registered employer", "/employers/shop/"),
    PageType("bureaus", "/bureaus/"),
    PageType("bureau", "/bureaus/370200/"),
    PageType("bureau of a province", "/bureaus/370000/"),
    PageType("no such bureau", "/bureaus/999999/", 404),
    PageType("no such employer", "/employers/nothing/", 404),
    PageType("fairs", "/fairs/"),
    PageType("fair", "/fairs/fair1/"),
    PageType("no such fair", "/fairs/nothing/", 404),
    PageType("self-check of a carer", "/check/"),
    PageType("self-check of a carer at a place", "/check/?place=442000"),
    PageType("self-check by one text", "/check/?scheme=zhongshan-1.0"),
    PageType("self-check at no such place", "/check/?place=999999", 404),
    PageType("self-check by a misspelt place", "/check/?place=zhongshan", 400),
    PageType("self-check without a place", "/check/", 422, method="POST"),
    PageType("self-check of an employer", "/check/employer/"),
    PageType("self-check of an employer at a place", "/check/employer/?place=370200"),
    PageType("self-check of one's own business", "/check/business/"),
    PageType("self-check of one's own business at a place", "/check/business/?place=310000"),
    PageType("leave", "/leave/"),
    PageType("leave at a place", "/leave/?place=442000"),
    PageType("leave at a place without rows", "/leave/?place=650000"),
    PageType("leave at no such place", "/leave/?place=999999", 404),
    PageType("retirement", "/retirement/"),
    PageType("retirement without an answer", "/retirement/", 422, method="POST"),
    PageType("no such page", "/nothing/", 404),
    PageType("login", "/account/login/"),
    PageType("login of staff", "/account/login/staff/"),
    PageType("closed account", "/account/inactive/"),
    PageType("home of a carer", "/", role=Role.CARER),
    PageType("her own space", "/me/", role=Role.CARER),
    PageType("profile", "/me/profile/", role=Role.CARER),
    PageType("skills", "/me/profile/skills/", role=Role.CARER),
    PageType("career break", "/me/profile/break/", role=Role.CARER),
    PageType("about her", "/me/profile/about/", role=Role.CARER),
    PageType("experience", "/me/profile/experience/", role=Role.CARER),
    PageType("experience without words", "/me/profile/experience/", 422, role=Role.CARER, method="POST"),
    PageType("saved searches, none", "/me/searches/", role=Role.CARER),
    PageType("save a search", "/me/searches/new/?place=370200", role=Role.CARER),
    PageType("save a misspelt search", "/me/searches/new/?place=qingdao", 400, role=Role.CARER),
    PageType("save a search without name", "/me/searches/new/", 422, role=Role.CARER, method="POST"),
    PageType("no such link to stop", "/me/stop/guessed/", 404),
    PageType("saved posts, none", "/me/posts/", role=Role.CARER),
    PageType("save a post", "/me/posts/reported1/save/", role=Role.CARER),
    PageType("approaches", "/me/approaches/", role=Role.CARER),
    PageType("approach", "/me/approaches/asked1/", role=Role.CARER),
    PageType("contact without words", "/me/approaches/asked1/", 422, Role.CARER, "POST"),
    PageType("job shares", "/me/shares/", role=Role.CARER),
    PageType("job share of a post", "/me/posts/open1/share/", role=Role.CARER),
    PageType("job share of a post that cannot be", "/me/posts/own1/share/", 422, Role.CARER, "POST"),
    PageType("her fairs", "/me/fairs/", role=Role.CARER),
    PageType("fair for her", "/me/fairs/fair1/", role=Role.CARER),
    PageType("fair where she has a talk", "/me/fairs/fair2/", role=Role.CARER),
    PageType("fair without a week", "/me/fairs/fair1/", 422, Role.CARER, "POST"),
    PageType("hidden employers, none", "/me/employers/?q=KFC", role=Role.CARER),
    PageType("hide from an employer", "/me/employers/emp1/hide/", role=Role.CARER),
    PageType("her data", "/me/data/", role=Role.CARER),
    PageType("erase", "/me/data/erase/", role=Role.CARER),
    PageType("erase without a second tap", "/me/data/erase/", 422, role=Role.CARER, method="POST"),
    PageType("home of an officer", "/", role=Role.OFFICER_CLERK),
    PageType("logout", "/account/logout/", role=Role.CARER),
    PageType("safety of the account", "/account/security/", role=Role.OFFICER_CLERK),
    PageType("set up an app", "/account/security/app/", role=Role.OFFICER_CLERK),
    PageType("passkeys", "/account/security/passkeys/", role=Role.OFFICER_CLERK),
    PageType("new password", "/account/password/", role=Role.OFFICER_CLERK),
    PageType("not allowed", "/bureau/import/", 403, role=Role.CARER),
    PageType("import", "/bureau/import/", role=Role.OFFICER_CLERK),
    PageType("employer's home", "/employer/", role=Role.EMPLOYER_OWNER),
    PageType("employer's space of a carer", "/employer/", role=Role.CARER),
    PageType("register an employer", "/employer/register/", role=Role.CARER),
    PageType("register an employer with nothing", "/employer/register/", 422, role=Role.CARER, method="POST"),
    PageType("invitations", "/employer/invitations/", role=Role.CARER),
    PageType("team", "/employer/team/", role=Role.EMPLOYER_OWNER),
    PageType("team of a recruiter", "/employer/team/", role=Role.EMPLOYER_RECRUITER),
    PageType("own posts", "/employer/posts/", role=Role.EMPLOYER_RECRUITER),
    PageType("new post", "/employer/posts/new/", role=Role.EMPLOYER_RECRUITER),
    PageType("new post without a title", "/employer/posts/new/", 422, role=Role.EMPLOYER_RECRUITER, method="POST"),
    PageType("draft", "/employer/posts/draft1/", role=Role.EMPLOYER_RECRUITER),
    PageType("published post of hers", "/employer/posts/open1/", role=Role.EMPLOYER_OWNER),
    *(
        PageType(f"step {step.key}", f"/employer/posts/draft1/edit/{step.key}/", role=Role.EMPLOYER_RECRUITER)
        for step in WIZARD_STEPS
    ),
    PageType("step with errors", "/employer/posts/draft1/edit/title/", 422, Role.EMPLOYER_RECRUITER, "POST"),
    *(
        PageType(f"hours of kind {kind}", f"/employer/posts/draft1/edit/hours/?kind={kind}", role=Role.EMPLOYER_OWNER)
        for kind in ("fixed", "band", "slots", "output")
    ),
    PageType("people for a post", "/employer/posts/open1/people/", role=Role.EMPLOYER_OWNER),
    PageType("people for a draft", "/employer/posts/draft1/people/", role=Role.EMPLOYER_OWNER),
    PageType("approach nobody", "/employer/posts/open1/people/", 422, Role.EMPLOYER_OWNER, "POST"),
    PageType("fairs for employers", "/employer/fairs/", role=Role.EMPLOYER_OWNER),
    PageType("fair to enter", "/employer/fairs/fair1/", role=Role.EMPLOYER_OWNER),
    PageType("fair entered with nothing", "/employer/fairs/fair1/", 422, Role.EMPLOYER_OWNER, "POST"),
    PageType("fair with talks", "/employer/fairs/fair2/", role=Role.EMPLOYER_OWNER),
    PageType("place by name", "/employer/posts/draft1/edit/place/?q=黄岛区", role=Role.EMPLOYER_OWNER),
    PageType("place by a name of several", "/employer/posts/draft1/edit/place/?q=朝阳", role=Role.EMPLOYER_OWNER),
    PageType("preview", "/employer/posts/draft1/preview/", role=Role.EMPLOYER_OWNER),
    PageType("preview with faults", "/employer/posts/draft1/preview/", 422, Role.EMPLOYER_OWNER, "POST"),
    PageType("another employer's post", "/employer/posts/own1/", 404, role=Role.EMPLOYER_OWNER),
    PageType("import without a file", "/bureau/import/", 422, role=Role.OFFICER_CLERK, method="POST"),
    PageType("desk", "/bureau/", role=Role.OFFICER_CLERK),
    PageType("queue", "/bureau/queue/", role=Role.OFFICER_CLERK),
    PageType("queue without posts", "/bureau/queue/?show=mine&q=x", role=Role.OFFICER_REVIEWER),
    PageType("posts of an area", "/bureau/posts/", role=Role.OFFICER_CLERK),
    PageType("posts of an area, none found", "/bureau/posts/?q=nothing", role=Role.OFFICER_CLERK),
    PageType("post that waits", "/bureau/posts/wait1/", role=Role.OFFICER_CLERK),
    PageType("post that a colleague has", "/bureau/posts/wait2/", role=Role.OFFICER_REVIEWER),
    PageType("post under decision", "/bureau/posts/wait3/", role=Role.OFFICER_CLERK),
    PageType("decision refused", "/bureau/posts/wait3/", 422, Role.OFFICER_REVIEWER, "POST"),
    PageType("certified post", "/bureau/posts/listed1/", role=Role.OFFICER_REVIEWER),
    PageType("reported post on the desk", "/bureau/posts/reported1/", role=Role.OFFICER_CLERK),
    PageType("re-checks", "/bureau/rechecks/", role=Role.OFFICER_CLERK),
    PageType("re-check", "/bureau/posts/listed1/recheck/", role=Role.OFFICER_CLERK),
    PageType("proposals", "/bureau/proposals/", role=Role.OFFICER_REVIEWER),
    PageType("proposal", "/bureau/proposals/proposal1/", role=Role.OFFICER_REVIEWER),
    PageType("proposal confirmed too early", "/bureau/proposals/proposal1/", 422, Role.OFFICER_REVIEWER, "POST"),
    PageType("a proposal of another employer", "/proposals/proposal1/", 404, role=Role.EMPLOYER_OWNER),
    PageType("published list", "/batches/list1/"),
    PageType("propose", "/bureau/posts/listed1/propose/", role=Role.OFFICER_CLERK),
    PageType("propose nothing", "/bureau/posts/listed1/propose/", 422, Role.OFFICER_CLERK, "POST"),
    PageType("lists of a bureau", "/bureau/batches/", role=Role.OFFICER_CLERK),
    PageType("published lists", "/batches/"),
    PageType("fairs of a bureau", "/bureau/fairs/", role=Role.OFFICER_CLERK),
    PageType("new fair", "/bureau/fairs/new/", role=Role.OFFICER_CLERK),
    PageType("new fair without words", "/bureau/fairs/new/", 422, Role.OFFICER_CLERK, "POST"),
    PageType("fair of a bureau", "/bureau/fairs/fair2/", role=Role.OFFICER_CLERK),
    PageType("change a fair", "/bureau/fairs/fair1/edit/", role=Role.OFFICER_CLERK),
    PageType("employer for a fair", "/bureau/fairs/fair1/desk/?q=KFC", role=Role.OFFICER_CLERK),
    PageType("posts for a fair", "/bureau/fairs/fair1/desk/?employer=emp1", role=Role.OFFICER_CLERK),
    PageType("timetable", "/bureau/fairs/fair2/timetable/", role=Role.OFFICER_CLERK),
    PageType("packs", "/bureau/packs/", role=Role.OFFICER_CLERK),
    PageType("upload a pack", "/bureau/packs/new/", role=Role.OFFICER_CLERK),
    PageType("upload nothing", "/bureau/packs/new/", 422, Role.OFFICER_CLERK, "POST"),
    PageType("pack of a place", "/bureau/packs/of/370200/", role=Role.OFFICER_CLERK),
    PageType("pack of a scheme", "/bureau/packs/of/shandong-2024/", role=Role.OFFICER_CLERK),
    PageType("version that waits", "/bureau/packs/pack1/", role=Role.OFFICER_REVIEWER),
    PageType("version with faults", "/bureau/packs/pack2/", role=Role.OFFICER_CLERK),
    PageType("version of a scheme", "/bureau/packs/pack3/", role=Role.OFFICER_CLERK),
    PageType("version, nothing chosen", "/bureau/packs/pack1/", 422, Role.OFFICER_REVIEWER, "POST"),
    PageType("kept decisions", "/bureau/decisions/", role=Role.OFFICER_CLERK),
    PageType("choose a scheme", "/bureau/decisions/new/", role=Role.OFFICER_CLERK),
    PageType("assess a case", "/bureau/decisions/new/?scheme=shandong-2024", role=Role.OFFICER_CLERK),
    PageType("assess by no scheme", "/bureau/decisions/new/", 422, Role.OFFICER_CLERK, "POST"),
    PageType("kept decision", "/bureau/decisions/decision1/?replay=1", role=Role.OFFICER_CLERK),
    PageType("letter", "/bureau/decisions/decision1/letter/", role=Role.OFFICER_CLERK),
    PageType("phrases", "/bureau/phrases/", role=Role.OFFICER_CLERK),
    PageType("phrase without words", "/bureau/phrases/", 422, Role.OFFICER_CLERK, "POST"),
    PageType("terms", "/bureau/deadlines/", role=Role.OFFICER_REVIEWER),
    PageType("a reform reckoned", "/bureau/simulate/", role=Role.OFFICER_CLERK),
    PageType(
        "a reform reckoned by shares that cannot be",
        "/bureau/simulate/?run=zhongshan-1.0--six-hundred&take_low=90&take_high=10&dead_low=a&dead_high=101",
        422,
        role=Role.OFFICER_CLERK,
    ),
    PageType("places without a point", "/bureau/places/", role=Role.OFFICER_CLERK),
    PageType("point of a place", "/bureau/places/370215/", role=Role.OFFICER_CLERK),
    PageType("point of a place without one", "/bureau/places/370215/", 422, Role.OFFICER_CLERK, "POST"),
    PageType("point of a post", "/bureau/posts/wait1/pin/", role=Role.OFFICER_CLERK),
    PageType("correct a report", "/bureau/posts/reported1/correct/", role=Role.OFFICER_CLERK),
)


def lay_records() -> None:
    """What the pages above show; 22 posts in Qingdao make two pages there."""
    place("440000")
    factory = employer("emp1", "青岛KFC有限公司", "370200")
    own_post("own1", "published", employer=factory, place=place("370200"))
    complete_post("whole")
    complete_post("demo", employer=shop("demo", "演示花店", "demo"), demo=True)
    reported_post(
        "reported1",
        title="缝纫工 (part-time)",
        employer=factory,
        place_text="青岛市各门店",
        pay_text="14-18元/小时",
        hours_text="每次出勤4-8小时",
        headcount_text="50",
        requirements_text="健康证",
        other_text="WiFi & 食堂 <b>",
        publisher="《中国报道》",
        published_date="2025-02-10",
    )
    reported_post("silent", title="未列")
    named = {"name": "示例公司", "pinyin": "shili", "origin": "reported"}
    mine = Employer.objects.get_or_create(code="matrix", defaults=named)[0]
    own_post("open1", "published", employer=mine)
    said = post_as_data(post(PART_TIME, pay__low="2", title="限女性收银员", insurance__work_injury="no"))
    for code in ("draft1", "draft2"):
        own_post(code, "draft", title="限女性收银员", employer=mine, facts=said)
    for number in range(19):
        reported_post(f"many{number}", employer_text="某家政服务公司")
    lay_desk()
    lay_meetings()


def lay_meetings() -> None:
    """An approach, a job share and two fairs: one that is open, one with a talk."""
    her, other = (User.objects.get_or_create(code=code, defaults={"joined_at": timezone.now()})[0] for code in CARERS)
    owner = User.objects.get_or_create(code=code_from(b"employer_owner"), defaults={"joined_at": timezone.now()})[0]
    post_of = Post.objects.select_related("employer").get(code="open1")
    now = timezone.now()
    asked = {"seeker_code": "seeker1", "sent_by": owner, "sent_at": now, "until": now + timedelta(days=14)}
    Approach.objects.create(code="asked1", post=post_of, user=her, words="您好", **asked)
    ShareWish.objects.create(post=post_of, user=her, at=now)
    halves = {"first_windows": [[480, 720]], "second_windows": [[780, 1020]], "handovers": 1}
    SharePair.objects.create(code="pair1", post=post_of, first=her, second=other, proposed_at=now, **halves)
    laid_fair("fair1")
    planned = laid_fair("fair2", state="planned", planned_at=now)
    desk = FairDesk.objects.create(fair=planned, employer=post_of.employer, tables=1)
    desk.posts.add(post_of)
    guest = FairGuest.objects.create(fair=planned, user=her, code="guest1", skills=["sewing"], at=now)
    FairTalk.objects.create(fair=planned, desk=desk, table=1, guest=guest, post=post_of, start=560)
    lay_packs()


def lay_desk() -> None:
    """What waits on an officer's desk in Qingdao: free, a colleague's, her own, and a certified post that changed."""
    changes = {"place": place("370200"), "facts__place": "370200", "expires_on": timezone.localdate()}
    for code in ("wait1", "wait2", "wait3"):
        submitted(code, timezone.now() - timedelta(days=30), title="花艺助理", facts__asks__sex="women", **changes)
    take_case(post=Post.objects.get(code="wait2"), by=clerk("colleague", "370200", "李示例"), at=timezone.now())
    mine = person(code_from(Role.OFFICER_CLERK.value.encode()), Role.OFFICER_CLERK, "370200", "陈示例")
    take_case(post=Post.objects.get(code="wait3"), by=mine, at=timezone.now())
    seen = ("pay.lawful",)
    listed = taken(submitted("listed1", timezone.now(), **changes), mine, timezone.now(), met=seen)
    certificate = certify_case(case=listed, by=mine, at=timezone.now())
    Certificate.objects.filter(pk=certificate.pk).update(
        changes=[{"kind": "rule", "id": "R01", "was": "", "now": "warn"}, {"kind": "facts", "id": "facts"}]
    )
    post_of = Post.objects.select_related("employer").get(code="listed1")
    reason = "实际工时与认定不符。"
    kind = Proposal.Kind.REVOKE
    propose(post=post_of, kind=kind, reason=reason, criteria=["time.stated"], by=mine, at=timezone.now())
    Proposal.objects.update(code="proposal1")
    officer, today = User.objects.get(code=mine.code), timezone.localdate()
    label = {
        "bureau": "青岛市人力资源和社会保障局",
        "bureau_en": "Qingdao bureau",
        "label": "妈妈岗",
        "label_en": "Mums' post",
    }
    batch = Batch.objects.create(
        code="list1",
        place=place("370200"),
        number=1,
        closed_at=timezone.now(),
        closed_on=today,
        closed_by=officer,
        demo=True,
        **label,
    )
    line = {"post_code": "listed1", "number": "演示-370200-2026-00001", "title": "花艺助理", "employer": "示例花店"}
    where = {"place": "山东省青岛市", "place_en": "Qingdao, Shandong", "level": "good", "pay": "面议", "pay_en": "面议"}
    BatchRow.objects.create(batch=batch, line=1, certified_on=today, expires_on=today, **line, **where)
    notify(
        user=User.objects.get(code=mine.code),
        kind="test",
        key="test",
        text=Text("用人单位已就岗位「花艺助理」陈述申辩。", "The employer has answered about the post 花艺助理."),
        url="/bureau/queue/",
        at=timezone.now(),
    )
