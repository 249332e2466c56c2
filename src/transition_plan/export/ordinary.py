"""Words that are no names although somebody may be called so, and words that tell a kind of people from a person."""

# A name of these is looked for with its capital letter only: “Mark agrees”, not “mark the date”.
ORDINARY = frozenset(
    """
    abbot ace acre air alder amber andy angel april arch archer arm army art ash aspen august austin autumn bailey baker
    ball bank banks bar barn baron basil bay beach bean bear beck bell benefit berry best bill birch bird bishop black
    blue board bond book booth bow bowl box boy brand bridge bright broad brook brooks brown buck bud burn bush butcher
    butler cane cannon cap car care carol carter case cash castle chance chancellor chandler chapel charity chase check
    chip christian church city clay clean clear cliff close clover coach coast cole college cook cool cooper copper corn
    cotton count court craft crane cross crystal cup curl daily dale dawn day days deal dean dear december dell dick dill
    dollar dove drake draw dream drew duke dusty eagle earl early east eden english ever fair faith falcon fall farm
    farmer february felt fern field fields finch fine fish fisher flint flood flower foot ford forest foster fountain
    fowler fox frank free freeman french friday friend frost gale game garden gardener garland gate gates gay gem gene
    german gill ginger glass glen glory gold golden good goodman grace grand grant gray green grey grove guard gum guy
    hall hand hank happy harbor hardy harmony harp harvest haven hawk hay hazel head heart heath heather henry hill hills
    holiday holly home honey honor hood hook hope hopper house hunt hunter ink iris iron island ivory ivy jack jade jan
    january jasmine jay jet jewel job jolly josh joy judge july june justice keen key kind king kit knight lace lad lady
    lake lamb lance land lane lark laurel law leaf lee legend liberty light lily link little lock long lord lot love low
    luck lucky major man mane manor maple march mark marks marsh mason mast master max may mead meadow melody mercy merry
    mild miles mill miller mills mint miss monday monk moon moor morrow moss mountain myrtle nell new newman nice nick
    night noble norm north oak ocean october olive opal page palm palmer pansy park parker parks parson pat patience
    peace peach peak pearl peg penny pepper pew pierce pike pine piper pitt poe pole pond poole pope poppy port porter
    post potter pound power powers precious price pride prince prior prosper prudence quick quill rain randy ray raven
    read reed reef reef reeves rich rick ridge ring rise ritz river rivers road rob robin rock rod roman rook rosa rose
    rosemary rove rowan royal ruby rule rush rusty sage sailor sandy saturday savage sawyer saint scarlett school scout
    sea season september serene sergeant sharp shell shepherd sherry short silver singer skip sky slate sleigh small
    smart smith snow sole south spark sparks spear speed spring stack stanley star stark steel stephens stern steward
    still stone storm story strand street strong sue summer sunday sunny swan sweet swift tailor tanner taylor teller
    temple terry thistle thorn thursday tiger till timber time todd tom town trace travel trip troy true tuesday turner
    tyler union usher vale valentine valor van victor violet vine virtue wade wagner walker wall ward ware warner water
    waters way weaver webb wednesday weeks well wells west wheat wheel wheeler white whitehead wild will willow wills
    win winter wise wolf wood woods word work worth wren wright yard york young zen
    account advice analytics answer apply best bill chat cloud common core customer data design direct drive edge energy
    engine enterprise express first focus food foods forum front future general global group growth health highways
    human idea impact insight integration international invest labs learn logic market media medicines micro mobile
    modern motion national native network next office one online open orbit partners path people pilot pixel plan
    platform point prime product progress project public rapid rail real research results safety scale section secure
    service signal simple smart soft software solution solutions source space standard stream studio success switch
    synergy system systems target team tech technology the trade train trust unity value vector veterans vision voice
    volume wave web world
    """.split()
)

# A contact who is called only by these is a kind of people or a unit: “Finance team”, “Account executives”.
OF_WORK = frozenset(
    """
    a accessibility account accounts administrator administration advisor agile all analyst analysts analytics and
    architect architects architecture assistant associate audit author back backend board brand budget business buyer buyers
    buddy care cdo ceo cfo channel chief cio ciso client clients cloud coach colleague colleagues committee communications
    community compliance content contractor contractors controller cto customer customers data delivery department
    deputy design designer designers desk developer developers development director directors division editor employee
    employees end engineer engineering engineers enterprise executive executives experience external facilities field
    finance financial for former founder front function general global governance group growth head health help hiring
    hr human in infrastructure inside internal it junior key law lead leader leaders leadership leads learning legal
    line logistics machine maintenance manager managers management marketing medical member members mentor mobile my new
    network of office officer officers old on onboarding operations ops our owner owners partner partners payroll peer
    peers people person platform policy portfolio predecessor president principal privacy procurement product production
    products program programme project projects purchasing quality region regional reliability representative research
    researcher researchers resources revenue risk safety sales science scientist scientists scrum security senior
    service services site software solution solutions someone specialist specialists sponsor sponsors staff stakeholder
    stakeholders steering strategy success supplier suppliers supply support svp sys system systems team teams tech
    technical technology test testers testing the training treasury unit user users ux vendor vendors vice vp warehouse
    web who work workers works workplace
    """.split()
)

# What stands beside a name and is none.
BESIDE_NAMES = frozenset(
    """
    mr mrs ms mx miss dr prof professor sir dame herr frau mme mlle sr sra srta don dona phd md mba msc bsc jr sr ii iii iv
    she her hers he him his they them theirs
    """.split()
)
PARTICLES = frozenset("al ap bin bint da dal das de del della den der des di do dos du el i la las le les los of ter the und van von y zu zum zur and".split())
LEGAL = frozenset("ab ag as bv co company corp corporation gmbh inc incorporated kg kk limited llc llp ltd nv oy oyj plc pte pty sa sas se spa srl".split())
KNOWN_SHORT = frozenset("API CEO CFO CIO COO CRM CTO ERP HR ICS IT KPI OKR PDF QA ROI SLA SQL UI USA UX".split())

FIRM_ENDS = "Foundation Agency Bank Inc Ltd LLC GmbH AG Corp Corporation University Institute Institutes Ministry Holdings Hospital Association Society Federation Airlines Airways Railways Insurance Bureau Commission Laboratories".split()
