"""Words that are no names although somebody may be called so, and words that tell a kind of people from a person."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


# A name of these is looked for with its capital letter only: “Mark agrees”, not “mark the date”.
ORDINARY = words(
    """
    a abbot about above account ace acre advice after ag again against agency agree air airlines airport airways
    alder all also always amber an analytics and andy angel answer any apply april arch archer are arm army art as
    ash ask aspen association at august austin authority autumn bailey baker ball bank banks bar barn baron basil
    bay be beach bean bear because beck before begins behind bell below benefit berry beside best between bill
    birch bird bishop black blue board bond book booth both bow bowl box boy brand bridge bright broad brook
    brooks brown buck bud builder bureau burn bush but butcher butler by call can cane cannon cap car care carol
    carter case cash castle chance chancellor chandler chapel charity chase chat check chip christian church city
    clay clean clear cliff close cloud clover coach coast cole college come commission committee common cook cool
    cooper copper core corn corp corporation cotton council count court craft crane cross crystal cup curl
    customer daily dale data date dawn day days deal dean dear december dell department design dick dill direct do
    dollar done dove down draft drake draw dream drew drive duke dusty each eagle earl early east eden edge either
    else end energy engine english enterprise even ever every express fair faith falcon fall false farm farmer
    february federation felt fern few field fields finch find fine first fish fisher flint flood flower focus food
    foods foot for ford forest forum foster foundation fountain fowler fox frank free freeman french friday friend
    from front frost future gale game gap garden gardener garland gate gates gay gem gene general german get gill
    ginger give glass glen global glory gmbh go goal gold golden good goodman grace grand grant gray green grey
    group grove growth guard gum guy had hall hand hank happy harbor hardy harmony harp harvest has have haven
    hawk hay hazel he head health hear heart heath heather henry her here highways hill hills him his holdings
    holiday holly home honey honor hood hook hope hopper hospital hour hours house how human hunt hunter i idea if
    impact in inc ink inside insight institute institutes insurance integration international into invest iris
    iron is island it its ivory ivy jack jade jan january jasmine jay jet jewel job jolly josh joy judge july june
    junior justice keen keep key kind king kit knight laboratories laboratory labs lace lad lady lake lamb lance
    land lane lark last late later laurel law layout leaf learn learner leave ledger lee legend less let liberty
    light like lily link little llc lock logic long look lord lot love low ltd luck lucky made major make man mane
    manor many maple march mark market marks marsh mason mast master max may me mead meadow measure media
    medicines meet melody mercy merry micro mild miles mill miller mills ministry mint miss mobile modern monday
    monk month months moon moor more morrow moss most motion mountain much must my myrtle national native need
    nell network never new newman next nice nick night no noble none nor norm north not note nothing now oak ocean
    october of off office olive on once one online only onto opal open or orbit other our out outside over own
    owner page palm palmer pansy park parker parks parson part partners past pat path patience peace peach peak
    pearl peg penny people pepper perhaps pew phase pierce pike pilot pine piper pitt pixel plan platform poe
    point pole pond poole pope poppy port porter post potter pound power powers precious price pride prime prince
    prior product progress project prosper prudence public published put quarter quick quill rail railway railways
    rain ramp randy rapid rather raven ray read real reed reef reeves research results review rich rick ridge ring
    rise ritz river rivers road rob robin rock rod role roman rook rosa rose rosemary rove rowan royal ruby rule
    run rush rusty safety sage sailor saint sample sandy saturday savage sawyer say scale scarlett school scout
    sea season section secure see senior september serene sergeant service set sharp she shell shepherd sherry
    short should show signal silver simple since singer sit skip sky slate sleigh small smart smith snow so
    society soft software sole solution solutions some soon source south space spark sparks spear speed spring
    stack standard stanley star stark start steel step stephens stern steward still stone storm story strand
    stream street strength strong studio subtitle success such sue summer sunday sunny swan sweet swift switch
    synergy system systems tailor take tanner target taylor teacher team tech technology tell teller temple terry
    than that the their them then there these they thing this thistle thorn those three through thursday tiger
    till timber time timeline title to today todd tom too town trace trade train travel trip troy true trust
    tuesday turner two tyler under union unity university until up upon us use usher vale valentine valor value
    van vector very veterans victor vine violet virtue vision voice volume wade wagner walker wall ward ware
    warner was water waters wave way we weaver web webb wednesday week weeks well wells west what wheat wheel
    wheeler when where whether which while white whitehead who whom whose why wild will willow wills win winter
    wise with within without wolf wood woods word work world worth would wren wright yard yes yet york you young
    your zen
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
    bsc dame dr frau herr ii iii iv jr mba md miss mlle mme mr mrs ms msc mx phd prof professor sir sr sra srta
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
