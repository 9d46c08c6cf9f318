"""Content that is hard to set: long words, long lists, another script, and nothing where there mostly is something.

Its names come last and its dates late, so that lists begin with what other tests look at.
"""

from tests import factories as make

WORD = "Zz" + "donaudampfschifffahrtsgesellschaft" * 4
LONGEST = WORD[:120]


def hard_to_set() -> None:
    """Entries without summary and picture; a company has more of everything than a page is drawn for."""
    passage = make.make_passage(
        make.make_source(slug="zz-source", title=LONGEST, publisher=LONGEST[:100]), opens=f"opening {WORD[:60]}"
    )
    told = {"passages": [passage]}
    make.make_company(name="Zzz", slug="zz-short")
    zone = make.make_zone(name="样本河套深港科技创新合作区与香港园区联合管理委员会", slug="zz-chinese")
    company = make.make_company(name=LONGEST, slug="zz-long", founded="2101")
    make.make_statement(company, "founded", reading=WORD, **told)
    make.make_alias(company, name=LONGEST, **told)
    make.make_alias(company, name="样本公司" * 8, language="zh-Hans", **told)
    make.make_figure(company, label=LONGEST, value=123456789012, unit=WORD[:40], scope=LONGEST, **told)
    for value, grounds in ((3, told), (5, {"passages": [make.make_passage()]})):
        make.make_figure(company, label="Count", value=value, **grounds)
    make.make_presence(company, zone, since="2101", **told)
    make.make_product(company, name=LONGEST, description=WORD, **told)
    for number in range(40):
        person = make.make_person(name=f"Zz person {number} {'' if number % 9 else LONGEST}".strip())
        make.make_role(person, company, title=f"Clerk {'' if number % 5 else LONGEST}".strip(), **told)
    for number in range(60):
        name = f"Zz milestone {number} {'' if number % 7 else LONGEST}".strip()
        make.make_milestone(name=name, date=str(2101 + number // 3), subjects=[company], **told)
    make.tagged(company, "zz", WORD[:90], "标签标签标签")
