"""English words that tell who speaks."""

from __future__ import annotations

from index.quotes.language import Language, listed

_REPORTING = listed(
    """
    said says say told tells tell adds added add explained explains explain stated announced announces announce
    claimed claims claim argued argues argue insisted insists insist warned warns warn noted notes reported reports
    report replied replies reply asked asks wrote writes write admitted admits denied denies suggested suggests
    stressed stresses emphasised emphasized confirmed confirms declared declares believed believes believe predicted
    predicts commented comments remarked recalled recalls acknowledged acknowledges conceded concluded concludes
    continued continues promised promises vowed vows revealed reveals complained complains alleged alleges responded
    responds observed tweeted posted quipped joked estimated estimates thinks thought hopes hoped feared fears accused
    urged urges called cautioned testified reiterated maintained maintains disclosed pledged indicated indicates
    pointed argues asserted asserts contended contends countered shouted cried exclaimed muttered whispered answered
    found demanded demands proposed recommended ruled
    """
)
_PARTICIPLES = listed(
    """
    said told added explained stated announced claimed argued insisted warned noted reported replied asked written
    admitted denied suggested stressed emphasised emphasized confirmed declared predicted commented remarked recalled
    acknowledged conceded concluded promised vowed revealed complained alleged responded estimated accused urged
    called cautioned testified indicated maintained disclosed pledged pointed demanded proposed recommended ruled
    quoted
    """
)

ENGLISH = Language(
    code="en",
    reporting=dict.fromkeys(_REPORTING, ((),)),
    participles=_PARTICIPLES,
    evaluating=listed(
        """
        called described describes praised praises criticised criticized slammed condemned dismissed labelled
        labeled branded hailed welcomed blamed accused warned spoke referred likened apologised apologized voiced
        expressed cited promised urged demanded complained
        """
    ),
    auxiliaries=listed("has have had having"),
    passives=listed("was were is are been be being"),
    abbreviations=listed(
        """
        mr mrs ms dr prof st no vs etc jr sr inc ltd co corp gov sen rep gen col lt capt sgt rev hon u.s u.k u.n e.g
        i.e a.m p.m jan feb mar apr jun jul aug sept sep oct nov dec approx dept est maj adm cmdr pres vol
        """
    ),
    months=listed(
        """
        january february march april may june july august september october november december monday tuesday wednesday
        thursday friday saturday sunday
        """
    ),
    determiners=listed(
        """
        the a an this that these those his her its their our my some several many two three four five six seven eight
        nine ten other another both all no one any most few local senior
        """
    ),
    oblique=listed("him them us me whom"),
    pronouns=listed("he she they"),
    prepositions=listed(
        """
        in on at by with after before to from of for against about over under during since through without between
        behind until per via near amid among despite towards toward into onto upon following including like than
        """
    ),
    particles=listed("von van de del della di da dos du la le bin ibn al el ter"),
    linking=listed("of for at from in with"),
    fillers=listed(
        """
        also then later yesterday today and but however earlier meanwhile still again recently initially further
        previously repeatedly publicly simply now once bluntly quietly angrily proudly so as
        """
    ),
    subordinating=listed("because since after as when while although though before if until unless"),
    introducing=listed("a an as of words statement no with like that their his her any such"),
    adverbs=listed(
        """
        when while where if because since although though what who why how there here it we i you they he she so yes
        no not instead finally nevertheless nonetheless moreover furthermore perhaps maybe only even just overall
        """
    ),
    role_words=listed(
        """
        president minister spokesman spokeswoman spokesperson mayor governor senator secretary chancellor king queen
        prince princess pope bishop archbishop cardinal judge justice professor doctor director chairman chairwoman
        chair head chief leader coach manager captain general colonel major sergeant officer detective inspector
        superintendent commissioner ambassador envoy analyst economist scientist researcher author historian lawyer
        attorney prosecutor representative councillor councilwoman councilman congressman congresswoman premier
        founder owner editor commander admiral lieutenant deputy vice executive ceo mp member prime foreign defence
        defense interior finance health education environment transport treasurer farmer teacher resident driver pilot
        witness neighbour neighbor biologist engineer harbourmaster harbormaster warden keeper curator expert adviser
        advisor campaigner activist fisherman skipper firefighter paramedic nurse surgeon headteacher principal rector
        """
    ),
    bodies=listed(
        """
        ministry police government company council union court party university department agency commission authority
        committee group team club office board association army military parliament church bank newspaper officials
        spokespeople residents experts analysts critics witnesses sources researchers scientists campaigners
        federation institute charity airline firm
        """
    ),
    role_suffixes=(
        "minister",
        "president",
        "spokesman",
        "spokeswoman",
        "director",
        "secretary",
        "manager",
        "officer",
        "chief",
        "master",
    ),
    titles=listed("mr mrs ms miss dr prof sir lord lady dame rev"),
    no_names=listed(
        """
        january february march april may june july august september october november december monday tuesday wednesday
        thursday friday saturday sunday the this that a an it in on at but and if when what he she they we i others
        """
    ),
    work_words=listed(
        """
        film movie book song album single novel series magazine newspaper titled entitled called named slogan motto
        programme program project show play documentary exhibition campaign headline term word phrase nicknamed dubbed
        band hit track poem painting operation chapter section
        """
    ),
)

REPORTED_NOUNS = listed("account accounts report reports figures data estimates officials statement study survey")
"""What "according to" goes with, and that goes on with "from" or "by"."""
NOUNS_TOO = listed("reports report claims claim notes hopes hope fears estimates estimate demands warns pointed")
"""Forms that are nouns or adjectives as well."""
SUBJUNCTIONS = listed("that whether how why when who what where")
NOT_REPORTED = listed("and but because since after as when while although though before if so or until unless")
"""What a clause begins with that is not what somebody said."""
PARTICIPIAL = listed("saying adding warning noting insisting claiming arguing explaining telling stressing")
WITH_ADDRESSEE = listed("told tell tells telling assured warned informed reminded urged asked")
"""Verbs that are followed by whom it is said to."""
SAYING = listed(
    """
    said says say told tells tell adds added adding believes believe believed claims claimed insists insisted argues
    argued warned warns announced confirmed confirms estimates estimated thinks hopes hoped predicted predicts denied
    admitted admits acknowledged conceded explained suggested suggests feared fears noted stressed vowed promised
    pledged alleged alleges reported stated states complained concluded testified maintained
    """
)
"""Verbs whose clause needs no "that"."""
