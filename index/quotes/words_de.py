"""German words that tell who speaks; its verbs stand in `verbs_de`."""

from __future__ import annotations

from index.quotes.language import Language, listed
from index.quotes.verbs_de import participles, reporting

GERMAN = Language(
    code="de",
    reporting=reporting(),
    participles=participles(),
    evaluating=listed(
        """
        nannte nannten nennt nennen bezeichnete bezeichneten bezeichnet bezeichnen sprach sprachen spricht sprechen
        kritisierte kritisierten kritisiert lobte lobten lobt verurteilte verurteilten verurteilt würdigte würdigten
        würdigt wertete werteten wertet bewertete bewertet begrüßte begrüßten begrüßt warnte warnten warnt rügte sieht
        sah sehen sahen will wollen wollte wollten fordert forderte forderten beschrieb beschreibt charakterisierte
        zeigte zeigt zeigten titelte hält halten hielt attackierte feierte feierten verurteilte stellt stellte
        begründete schilderte skandierten riefen lobte tadelte erklärte umschrieb konstatierte beklagte beklagt
        verlangte verlangt versprach verspricht plädierte plädiert hofft hoffte beschimpfte bat baten erwartet
        erwartete rechtfertigte verteidigte bedauerte gratulierte dankte forderten warf wirft werfen warfen
        """
    ),
    auxiliaries=listed("hat haben hatte hatten habe hätten hätte ist sind war waren"),
    passives=listed("wird werden wurde wurden worden soll sollen"),
    abbreviations=listed(
        """
        dr prof ca bzw usw etc evtl ggf inkl max min mio mrd nr st str tel vgl z.b z d.h d u.a u a b h s o e.v v sog
        geb gest abs art bd co jr sen hl ing dipl mag jur med phil dgl bspw insb allg engl franz lat russ ehem vol no
        inc ltd corp hrsg ff bez jh chr n.chr v.chr kath ev abt mind tsd vors stellv
        """
    ),
    months=listed(
        """
        januar februar märz april mai juni juli august september oktober november dezember jänner montag dienstag
        mittwoch donnerstag freitag samstag sonnabend sonntag abend morgen mittag nachmittag vormittag nacht
        montagabend dienstagabend mittwochabend donnerstagabend freitagabend samstagabend sonntagabend wochenende
        woche jahr monat tag uhr
        """
    ),
    determiners=listed(
        """
        der die das ein eine kein keine dieser diese dieses jener jene jenes sein seine ihr ihre unser unsere mehrere
        viele einige beide alle manche zahlreiche weitere andere zwei drei vier fünf sechs sieben acht neun zehn
        dessen deren derselbe dieselbe jeder jede jedes welcher solche ebenjener
        """
    ),
    oblique=listed(
        """
        dem den des einem einen eines einer seinem seinen seines seiner ihrem ihren ihres ihrer diesem diesen jenem
        jenen unserem unseren keinem keinen allen beiden anderen
        """
    ),
    pronouns=listed("er sie"),
    prepositions=listed(
        """
        in im an am auf bei beim mit nach vor vorm zu zum zur von vom aus für gegen über unter um durch ohne seit
        während wegen trotz laut gemäß gegenüber zwischen neben hinter bis ab per via anlässlich angesichts aufgrund
        als statt anstatt infolge mangels binnen innerhalb außerhalb ins ans aufs übers hinsichtlich bezüglich
        mithilfe
        """
    ),
    particles=listed("von van vom zu zur de del della di da dos du la le bin ibn al el ter ten der den und dem"),
    linking=listed("der des eines einer von vom für seiner ihrer seines ihres deren dessen unserer dieser dieses"),
    fillers=listed(
        """
        auch zudem außerdem jedoch aber und doch denn dann nun noch gestern heute zuvor bereits schon sich dazu
        daraufhin später weiter weiterhin ferner sogar allerdings dagegen hingegen wiederum indes indessen unterdessen
        inzwischen schließlich darüber hinaus anschließend damals jetzt so es oder sowie nur unter anderem ebenso
        ebenfalls gleichzeitig zugleich dort hierzu hier nämlich wörtlich etwa am ihm ihr ihnen uns mir mittlerweile
        kürzlich selbst selber mehrfach deshalb daher deswegen immer wieder offiziell öffentlich bislang bisher
        """
    ),
    subordinating=listed("um weil da nachdem als während obwohl wenn bevor falls indem seit wie dass ob"),
    introducing=listed(
        """
        ein eine einer einem einen eines als von worten wort aussage feststellung parole kein keine keinen keiner mit
        zur vom seine seinen ihre ihren dem wachsende klare große deutliche wie dass parolen sprüche
        """
    ),
    adverbs=listed(
        """
        letzte letzten nächste nächsten vorige vorigen damit dabei derzeit ursprünglich demnach danach
        sinngemäß dies dieses jenes das folgendes daran darauf darin
        daraus davon dafür zunächst zuletzt zwar zwischenzeitlich wörtlich trotzdem dennoch deswegen somit folglich
        laut gemäß vielmehr allein insbesondere besonders insgesamt immerhin offenbar angeblich möglicherweise
        vermutlich glücklicherweise neben heute morgen wie was wer wo wenn als dass ob weil obwohl nachdem bevor falls
        sollte sollten könnte wäre hätte ist sind war waren hat haben wird werden wurde wurden kann können muss ja
        nein nicht kein mir ihm ihnen uns ich wir man es du einerseits andererseits erstens zweitens erst letztlich
        seitdem sodann zumal obgleich sowohl weder entweder sondern gleichwohl mithin überdies abends morgens mittags
        nachts aktuell lediglich ganz insofern genau entsprechend hinzu ebendies freilich allenfalls seither hernach
        sicher natürlich klar gewiss kurzum jedenfalls vorher nachher später früher bald oft meist manchmal
        selbst gerade fast rund etwa mehr viel wenig statt
        """
    ),
    role_words=listed(
        """
        anwalt anwältin richter richterin professor professorin arzt ärztin papst bischof erzbischof kardinal könig
        königin prinz prinzessin trainer trainerin general oberst major kommissar kommissarin pfarrer pfarrerin
        polizist polizistin journalist journalistin autor autorin regisseur regisseurin sänger sängerin schauspieler
        schauspielerin historiker historikerin physiker physikerin ökonom ökonomin gouverneur senator senatorin
        botschafter botschafterin gründer gründerin inhaber inhaberin manager managerin mitarbeiter mitarbeiterin
        augenzeuge augenzeugin zeuge zeugin bruder schwester sohn tochter vater mutter ehefrau ehemann witwe freund
        freundin kollege kollegin kapitän landrat landrätin rektor rektorin dekan dekanin anführer anführerin
        rebellenführer kandidat kandidatin oberbürgermeister admiral offizier wissenschaftler wissenschaftlerin
        biologe biologin chemiker geologe geologin soziologe soziologin politologe politologin jurist juristin bauer
        bäuerin lehrer lehrerin fahrer fahrerin pilot pilotin spieler staatsanwalt staatsanwältin oberstaatsanwalt
        oberstaatsanwältin premier ministerpräsident pressesprecher intendant intendantin redakteur redakteurin
        chefredakteur chefredakteurin vize ceo obmann obfrau parteifreund generalmajor generalleutnant leutnant
        hauptmann brigadegeneral diplomat diplomatin analyst analystin
        """
    ),
    bodies=listed(
        """
        regierung bundesregierung landesregierung ministerium polizei firma unternehmen konzern partei universität
        hochschule gericht verband verein behörde stadt gemeinde kommission organisation gewerkschaft fraktion senat
        kammer agentur zeitung sender kirche bank staatsanwaltschaft feuerwehr armee militär parlament präsidium
        vorstand rat bündnis opposition gesellschaft institut amt bundesamt landesamt team klub verlag magazin
        redaktion bundeswehr justiz innenministerium außenministerium verteidigungsministerium finanzministerium
        gesundheitsministerium
        """
    ),
    role_suffixes=tuple(
        listed(
            """
            abgeordnete abgeordneten abgeordneter anwalt anwalts anwältin arzt beauftragte beauftragten beauftragter
            befehlshaber berater beraterin biologe biologin chef chefin chefs direktor direktorin direktors experte
            experten expertin forscher forscherin frau führer führerin führers generalsekretär geschäftsführer
            geschäftsführerin ingenieur ingenieurin inspekteur inspekteurin intendantin kandidat kandidatin kanzler
            kanzlerin kanzlers kapitän kommandant kommandeur kommissar kommissarin kommissars koordinator
            koordinatorin lehrer lehrerin leiter leiterin leiters manager managerin mann meister meisterin meisters
            meteorologe meteorologin minister ministerin ministers pastor pastorin politiker politikerin politikers
            premier professor professorin präsident präsidenten präsidentin präsidentschaftskandidat rat richter
            richterin rätin sekretär sekretärin sekretärs sprecher sprecherin sprechers trainer trainerin verfasser
            verfasserin vertreter vertreterin verwalter verwalterin vorsitzende vorsitzenden vorsitzender vorstand
            wart wartin wehrleiter wirt wirtin ärztin ökonom ökonomin
            """
        )
    ),
    titles=listed("dr prof herr frau herrn dipl ing sir lord lady med jur phil mag hc"),
    no_names=listed(
        """
        angaben aussage aussagen januar februar märz april mai juni juli august september oktober november dezember
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag uhr euro dollar millionen milliarden
        """
    ),
    work_words=listed(
        """
        film films buch buches buchs lied liedes song motto titel titels album single projekt serie roman zeitung
        zeitschrift magazin magazins magazines stück oper sendung sendereihe reihe programm organisation gruppe
        initiative bündnis verein vereins firma unternehmen gesetz name namen namens thema themen überschrift studie
        preis preises auszeichnung orden stadt schiff operation aktion kampagne ausstellung fachmagazin
        fachzeitschrift zeitschriften themen mission partei dokumentation rubrik band bands cd dvd slogan parole
        plakat begriff wort ausdruck stichwort prädikat kategorie abteilung fernsehsendung phänomenbereich grundsatz
        genannt genannten heißt hießen hieß lautet lauteten betitelt betitelten sogenannte sogenannten sogenannter
        genannte
        """
    ),
    says_who=listed("sagte sagt erklärte erklärt betonte betont meinte meint kritisierte kritisiert ergänzte so"),
    before_ordinal=listed(
        """
        der dem den des zum zur im am vom beim das die seit bis nach ab jeder jedem jeden dieser diesem diesen seinem
        ihrem seinen ihren sein ihr seiner ihrer eines einem und oder rund
        """
    ),
    ordinals=True,
)

AFTER_NACH = listed(
    """
    idee bewertung darstellungen ansichten urteil plänen angaben angabe aussage aussagen worten ansicht meinung
    informationen information bericht berichten berichts einschätzung einschätzungen auffassung darstellung schätzung
    schätzungen überzeugung erkenntnissen erkenntnis mitteilung meldungen medienberichten zeitungsberichten
    agenturangaben polizeiangaben agenturberichten presseberichten augenzeugenberichten behördenangaben
    regierungsangaben unternehmensangaben ermittlungen studien untersuchungen analyse prognose prognosen vorstellung
    vorstellungen lesart bekunden dafürhalten ministeriumsangaben militärangaben firmenangaben krankenhausangaben
    veranstalterangaben
    """
)
"""Nouns after "nach" that make what follows somebody's words; with a genitive or "von" after them is who."""
MADE_KNOWN = listed("bekannt deutlich klar geltend preis zugute")
HALF_PARTICIPLES = listed("gegeben gemacht geworden gehalten")
"""Participles of saying after one of `MADE_KNOWN` only."""
OF_WHOM = listed("von vom aus der des seiner ihrer seines ihres eines einer dieser dieses")
"""What leads from a statement to who made it."""
STATEMENTS = listed(
    "meinung fazit kommentar reaktion antwort urteil resümee bilanz worte aussage botschaft kritik forderung appell"
)
"""Nouns for what somebody says; whose it is stands after them."""
OWN = listed("eigenen eigener eigenem seinen seiner ihren ihrer")
"""Before one of `AFTER_NACH`: the subject of the sentence speaks of itself."""
ROOM_FOR_ADJECTIVES = listed(
    "den der ersten bisherigen jüngsten neuesten neuen übereinstimmenden offiziellen einem einer dem"
)
SUBJUNCTIONS = listed(
    "dass daß ob wie warum weshalb wann wer was wo woher wohin welche welcher welches wieso inwieweit wonach"
)
"""What a reported clause begins with."""
NOT_REPORTED = listed(
    "und aber weil da nachdem als während obwohl wobei um sowie oder denn indem damit wenn bevor sodass womit"
    " woraufhin falls sondern zumal"
)
"""What a clause begins with that is not what somebody said."""
RELATIVE = listed("der die das den dem deren dessen denen welcher welche welches wo worin")
ADDRESSEES = listed("journalisten reportern medien abgeordneten anwesenden medienvertretern")
"""Plurals that nobody needs an article for, and that follow a verb as those who are told."""
OPENERS = SUBJUNCTIONS | NOT_REPORTED | RELATIVE
"""What a subordinate clause begins with."""
ANAPHORS = listed("dies das dieses so")
"""Objects that stand for the sentence before: *Dies* teilte die Polizei mit."""
KONJUNKTIV = listed(
    """
    sei seien habe werde könne müsse solle wolle dürfe möge wisse lasse gebe gehe stehe komme sehe nehme liege bleibe
    finde halte bringe tue führe zeige brauche gelte bestehe bemühe spreche trage ziehe rufe schließe spiele arbeite
    handele handle entstehe verstehe erhalte enthalte entspreche betreffe laufe falle treffe setze stelle lege mache
    sorge folge bedeute erwarte fordere gehöre diene fehle helfe reiche biete leide drohe beginne ende lebe kenne sage
    glaube denke hoffe rechne plane prüfe suche nutze zahle koste steige sinke wachse verliere gewinne erreiche
    versuche verhandele verfüge unterstütze ermittele berge verletze töte existiere funktioniere profitiere reagiere
    basiere beruhe beabsichtige begrüße bedauere fürchte befürchte vertraue verlange verdiene verursache vertrete
    bekomme bewege bilde breche dauere entscheide ergebe erfolge erfülle ermögliche fahre fliege freue führe fühle
    ändere hänge heiße interessiere kämpfe kehre kümmere leite leiste löse meine nenne öffne passe rede richte sitze
    schaffe schade scheine schreibe stamme stimme teile trete übernehme überlege verbiete verbinde verhindere
    verspreche vorliege wachse warte weise wirke wünsche zwinge hinterlasse verlasse unterscheide unterliege verzichte
    widerspreche zähle genieße gerate geschehe greife beziehe bestätige besitze betrage bitte enthülle
    """
)
"""Konjunktiv I, third person: the mood of what somebody else has said."""
KONJUNKTIV_2 = listed(
    """
    hätte hätten wäre wären würde würden könnte könnten müsste müssten sollte sollten dürfte dürften gäbe gäben käme
    kämen ginge gingen stünde stünden ließe ließen
    """
)
"""Konjunktiv II, which stands for Konjunktiv I in the plural."""
