"""Every page type at its address in the demo. Whoever adds a page adds a row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageType:
    """`path` may hold names of the fixture `addresses`; `officer`: as the reviewer who is logged in."""

    name: str
    path: str
    officer: bool = False


WEEK = "p=school-run&hol=same&pick=12345_1620-1700&pickby=35&home=370200&way=bike&commute=30"

PAGES = (
    PageType("home", "/"),
    PageType("about", "/about/"),
    PageType("posts", "/posts/"),
    PageType("posts of a city", "/posts/?place=370200"),
    PageType("a place without posts", "/posts/?place=440100"),
    PageType("an unknown place", "/posts/?place=999999"),
    PageType("post", "/posts/{post}/"),
    PageType("week, a preset", "/week/"),
    PageType("week, blocks", "/week/blocks/?p=school-run"),
    PageType("week, exact times", "/week/times/?p=school-run&add=2"),
    PageType("week with a wrong row", "/week/times/?p=school-run&s1=1700&e1=0900"),
    PageType("week, duties", "/week/duties/?p=school-run&drop=12345_0800-0830&dropby=24"),
    PageType("week, holidays", "/week/holiday/?p=school-run&hol=own"),
    PageType("week, hours of the holidays", "/week/holiday-hours/?p=school-run&hol=own"),
    PageType("week, home", "/week/home/?p=school-run"),
    PageType("week, home in a city", "/week/home/?p=school-run&home=370200"),
    PageType("week, travel", "/week/travel/?p=school-run"),
    PageType("week said back", f"/week/summary/?{WEEK}"),
    PageType("post against her week", "/posts/{post}/?week=12345_0830-1500&from=370211&commute=30"),
    PageType("card of a post", "/posts/{post}/share/"),
    PageType("card of a search", "/share/?place=370200&q=保洁&week=12345_0830-1500&with=week"),
    PageType("bureaus", "/bureaus/"),
    PageType("bureau", "/bureaus/370200/"),
    PageType("employers by name", "/employers/?q=公司"),
    PageType("standard", "/standard/"),
    PageType("changes of the standard", "/standard/changes/"),
    PageType("employers", "/employers/"),
    PageType("a place without employers", "/employers/?place=440100"),
    PageType("employer", "/employers/{employer}/"),
    PageType("no such page", "/nothing/"),
    PageType("login", "/account/login/"),
    PageType("login of staff", "/account/login/staff/"),
    PageType("closed account", "/account/inactive/"),
    PageType("her own space", "/me/", officer=True),
    PageType("profile", "/me/profile/", officer=True),
    PageType("skills", "/me/profile/skills/", officer=True),
    PageType("career break", "/me/profile/break/", officer=True),
    PageType("about her", "/me/profile/about/", officer=True),
    PageType("experience", "/me/profile/experience/", officer=True),
    PageType("saved searches", "/me/searches/", officer=True),
    PageType("save a search", "/me/searches/new/?place=370200", officer=True),
    PageType("saved posts", "/me/posts/", officer=True),
    PageType("save a post", "/me/posts/{post}/save/", officer=True),
    PageType("hidden employers", "/me/employers/?q=肯德基", officer=True),
    PageType("hide from an employer", "/me/employers/{employer}/hide/", officer=True),
    PageType("her data", "/me/data/", officer=True),
    PageType("erase", "/me/data/erase/", officer=True),
    PageType("logout", "/account/logout/", officer=True),
    PageType("safety of the account", "/account/security/", officer=True),
    PageType("passkeys", "/account/security/passkeys/", officer=True),
    PageType("new password", "/account/password/", officer=True),
    PageType("desk", "/bureau/", officer=True),
    PageType("queue", "/bureau/queue/", officer=True),
    PageType("posts of the area", "/bureau/posts/?state=published", officer=True),
    PageType("a post on the desk", "{desk}", officer=True),
    PageType("re-checks", "/bureau/rechecks/", officer=True),
    PageType("proposals", "/bureau/proposals/", officer=True),
    PageType("lists of the bureau", "/bureau/batches/", officer=True),
    PageType("published lists", "/batches/"),
    PageType("phrases", "/bureau/phrases/", officer=True),
    PageType("terms", "/bureau/deadlines/", officer=True),
    PageType("a reform reckoned", "/bureau/simulate/", officer=True),
    PageType("places without a point", "/bureau/places/", officer=True),
    PageType("import", "/bureau/import/", officer=True),
    PageType("report of an import", "{report}", officer=True),
)
