"""Words that are no names although somebody may be called so, and words that tell a kind of people from a person."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


# A name of these is looked for with its capital letter only: “Mark agrees”, not “mark the date”.
ORDINARY = words(
    """
    abbot account ace acre advice air alder amber analytics andy angel answer apply april arch archer arm army art
    ash aspen august austin autumn bailey baker ball bank banks bar barn baron basil bay beach bean bear beck bell
    benefit berry best bill birch bird bishop black blue board bond book booth bow bowl box boy brand bridge
    bright broad brook brooks brown buck bud burn bush butcher butler cane cannon cap car care carol carter case
    cash castle chance chancellor chandler chapel charity chase chat check chip christian church city clay clean
    clear cliff close cloud clover coach coast cole college common cook cool cooper copper core corn cotton count
    court craft crane cross crystal cup curl customer daily dale data dawn day days deal dean dear december dell
    design dick dill direct dollar dove drake draw dream drew drive duke dusty eagle earl early east eden edge
    energy engine english enterprise ever express fair faith falcon fall farm farmer february felt fern field
    fields finch fine first fish fisher flint flood flower focus food foods foot ford forest forum foster fountain
    fowler fox frank free freeman french friday friend front frost future gale game garden gardener garland gate
    gates gay gem gene general german gill ginger glass glen global glory gold golden good goodman grace grand
    grant gray green grey group grove growth guard gum guy hall hand hank happy harbor hardy harmony harp harvest
    haven hawk hay hazel head health heart heath heather henry highways hill hills holiday holly home honey honor
    hood hook hope hopper house human hunt hunter idea impact ink insight integration international invest iris
    iron island ivory ivy jack jade jan january jasmine jay jet jewel job jolly josh joy judge july june justice
    keen key kind king kit knight labs lace lad lady lake lamb lance land lane lark laurel law leaf learn lee
    legend liberty light lily link little lock logic long lord lot love low luck lucky major man mane manor maple
    march mark market marks marsh mason mast master max may mead meadow media medicines melody mercy merry micro
    mild miles mill miller mills mint miss mobile modern monday monk moon moor morrow moss motion mountain myrtle
    national native nell network new newman next nice nick night noble norm north oak ocean october office olive
    one online opal open orbit page palm palmer pansy park parker parks parson partners pat path patience peace
    peach peak pearl peg penny people pepper pew pierce pike pilot pine piper pitt pixel plan platform poe point
    pole pond poole pope poppy port porter post potter pound power powers precious price pride prime prince prior
    product progress project prosper prudence public quick quill rail rain randy rapid raven ray read real reed
    reef reeves research results rich rick ridge ring rise ritz river rivers road rob robin rock rod roman rook
    rosa rose rosemary rove rowan royal ruby rule rush rusty safety sage sailor saint sandy saturday savage sawyer
    scale scarlett school scout sea season section secure september serene sergeant service sharp shell shepherd
    sherry short signal silver simple singer skip sky slate sleigh small smart smith snow soft software sole
    solution solutions source south space spark sparks spear speed spring stack standard stanley star stark steel
    stephens stern steward still stone storm story strand stream street strong studio success sue summer sunday
    sunny swan sweet swift switch synergy system systems tailor tanner target taylor team tech technology teller
    temple terry the thistle thorn thursday tiger till timber time todd tom town trace trade train travel trip
    troy true trust tuesday turner tyler union unity usher vale valentine valor value van vector veterans victor
    vine violet virtue vision voice volume wade wagner walker wall ward ware warner water waters wave way weaver
    web webb wednesday weeks well wells west wheat wheel wheeler white whitehead wild will willow wills win winter
    wise wolf wood woods word work world worth wren wright yard york young zen
    """
)

# A contact who is called only by these is a kind of people or a unit: “Finance team”, “Account executives”.
OF_WORK = words(
    """
    a accessibility account accounts administration administrator advisor agile all analyst analysts analytics and
    architect architects architecture assistant associate audit author back backend board brand buddy budget
    business buyer buyers care cdo ceo cfo channel chief cio ciso client clients cloud coach colleague colleagues
    committee communications community compliance content contractor contractors controller cto customer customers
    data delivery department deputy design designer designers desk developer developers development director
    directors division editor employee employees end engineer engineering engineers enterprise executive
    executives experience external facilities field finance financial for former founder front function general
    global governance group growth head health help hiring hr human in infrastructure inside internal it junior
    key law lead leader leaders leadership leads learning legal line logistics machine maintenance management
    manager managers marketing medical member members mentor mobile my network new of office officer officers old
    on onboarding operations ops our owner owners partner partners payroll peer peers people person platform
    policy portfolio predecessor president principal privacy procurement product production products program
    programme project projects purchasing quality region regional reliability representative research researcher
    researchers resources revenue risk safety sales science scientist scientists scrum security senior service
    services site software solution solutions someone specialist specialists sponsor sponsors staff stakeholder
    stakeholders steering strategy success supplier suppliers supply support svp sys system systems team teams
    tech technical technology test testers testing the training treasury unit user users ux vendor vendors vice vp
    warehouse web who work workers workplace works
    """
)

# What stands beside a name and is none.
BESIDE_NAMES = words(
    """
    bsc dame don dona dr frau he her herr hers him his ii iii iv jr mba md miss mlle mme mr mrs ms msc mx phd prof
    professor she sir sr sra srta theirs them they
    """
)

PARTICLES = words(
    """
    al and ap bin bint da dal das de del della den der des di do dos du el i la las le les los of ter the und van
    von y zu zum zur
    """
)

LEGAL = words(
    """
    ab ag as bv co company corp corporation gmbh inc incorporated kg kk limited llc llp ltd nv oy oyj plc pte pty
    sa sas se spa srl
    """
)

# Initials that mean something else before they mean a firm.
KNOWN_SHORT = words(
    """
    API CEO CFO CIO COO CRM CTO ERP HR ICS IT KPI OKR PDF QA ROI SLA SQL UI USA UX
    """
)

# What the name of a firm ends in.
FIRM_ENDS = words(
    """
    AG Agency Airlines Airways Association Bank Bureau Commission Corp Corporation Federation Foundation GmbH
    Holdings Hospital Inc Institute Institutes Insurance LLC Laboratories Ltd Ministry Railways Society University
    """
)
